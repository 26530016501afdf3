"""`rules refused`: the rules in force whose referents said lately that a case wasn't theirs."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from bot.commands.case_reading import existing_store
from bot.commands.outcome import CommandError
from bot.commands.printing import print_lines
from bot.logs import configure_logs
from bot.rules.definitions import load_world
from bot.rules.worlds import Worlds
from bot.settings import Settings
from bot.usecases.cases.calendars import calendar_of
from bot.usecases.refused_rules import LOOKED_BACK_DAYS, RefusedRule, rules_to_look_at
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.typography import typeset


def show_refused_rules(settings: Settings, territory_id: str | None, *, as_json: bool = False) -> None:
    """Print them, the most refused first.

    Raises:
        CommandError: nothing was ever kept, or there is no such territory.
    """
    configure_logs("CRITICAL", settings.log_format)
    worlds = Worlds(load_world(settings))
    now = datetime.now(UTC)
    with existing_store(settings) as store:
        if store is None:
            raise CommandError(typeset("rules refused : la base n’existe pas encore, rien n’a été décliné."))
        with store.read() as work:
            world = worlds.in_force(work)
            name = territory_id or world.default_territory
            if name not in world.territories:
                raise CommandError(typeset(f"rules refused : il n’y a pas de territoire « {name} »."))
            territory = world.territory(name)
            found = rules_to_look_at(work, territory, calendar_of(territory).today(now), now)
    if as_json:
        print(json.dumps([_plain(each) for each in found], ensure_ascii=False, indent=2))
    elif not found:
        print_lines([typeset(f"Aucune règle n’a été jugée à côté depuis {LOOKED_BACK_DAYS} jours.")])
    else:
        print_lines([world.wording.say("fr", "regles-a-regarder"), *(_line(world, each) for each in found)])


def _line(world: World, refused: RefusedRule) -> str:
    return world.wording.say(
        "fr",
        "regles-a-regarder-ligne",
        title=refused.title,
        rule=refused.rule,
        reason=world.wording.say("fr", f"motif-{refused.reason.replace('_', '-')}"),
        cases=", ".join(map(str, refused.cases)),
        day=say_day("fr", refused.last_on),
    )


def _plain(refused: RefusedRule) -> dict[str, object]:
    return {
        "rule": refused.rule,
        "title": refused.title,
        "reason": refused.reason,
        "cases": list(refused.cases),
        "last_on": refused.last_on.isoformat(),
    }
