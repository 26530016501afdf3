"""`explain --case`: why an existing case went where it went, for the operator of the machine. Every look is audited.

By default under the rules and on the day of its first referral; with a day, under the rules in force now. The case's
facts are what rules may read, of a closed vocabulary: nothing personal is shown.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.case_facts import facts_for_rules
from bot.commands.case_reading import existing_store
from bot.commands.explain import Telling, read_day
from bot.commands.outcome import FINDINGS, CommandError
from bot.definitions import load_world
from bot.settings import Settings
from bot.worlds import Worlds, decode, load_rules
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.analysis.speech import typeset
from referral_rules.evaluate import propose
from referral_rules.explain import Explanation, explain
from referral_rules.facts import Facts
from referral_rules.territory import Territory
from storage.facts_json import load_facts
from storage.tables import Case, Referral
from storage.unit_of_work import UnitOfWork

OPERATOR = "operator"  # the audit's name for whoever is at the machine's own keyboard


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with its referrals, the first first, the rules it is explained under, and those of today."""

    case: Case
    referrals: Sequence[Referral]
    territory: Territory
    on: date
    today: date
    in_force: Territory | None


def explain_case(
    settings: Settings, number: int, *, on: str | None = None, every_rule: bool = False, as_json: bool = False
) -> None:
    """Print why a case was referred as it was.

    Args:
        settings: the database, the territories and the time zone.
        number: what people call the case by.
        on: a day, to explain it under the rules in force now instead of those of its referral.
        every_rule: show every rule, however far off.
        as_json: write JSON.

    Raises:
        CommandError: there is no such case, its answers were erased, or its rules are not known.
    """
    world = load_world(settings)
    with existing_store(settings) as store:
        if store is None:
            raise CommandError(f"--case: there is no case {number}: the database does not exist yet")
        with store.begin() as work:
            case = work.cases.by_number(number)
            if case is None:
                raise CommandError(f"--case: there is no case {number}")
            work.audit.note(datetime.now(UTC), OPERATOR, "explain_case", case.id)
            opened = _open(work, world, settings, case, on)
    facts = facts_for_rules(load_facts(case.facts), world.geography)
    explanation = explain(opened.territory, facts, opened.on)
    if as_json:
        print(json.dumps(_plain(opened, explanation, settings.timezone), ensure_ascii=False, indent=2))
        return
    telling = Telling(world, opened.territory, explanation)
    for line in [
        *_history(opened, settings.timezone),
        "",
        *telling.lines(every_rule=every_rule),
        *_nowadays(opened, facts),
    ]:
        print(line)


def _open(work: UnitOfWork, world: World, settings: Settings, case: Case, on: str | None) -> Opened:
    referrals = work.cases.referrals_of(case.id)
    in_force = Worlds(world).in_force(work).territories.get(case.territory)
    today = read_day(None, settings.timezone)
    if case.status == "withdrawn" or not referrals:
        raise CommandError(f"--case: of case {case.number} nothing is left to explain: it was withdrawn", FINDINGS)
    if on is not None:
        if in_force is None:
            raise CommandError(f"--case: no rules of {case.territory} are in force", FINDINGS)
        return Opened(case, referrals, in_force, read_day(on, settings.timezone), today, in_force)
    first = referrals[0]
    territory = _as_referred(work, world, case, first.revision, in_force)
    return Opened(case, referrals, territory, _day(first, settings.timezone), today, in_force)


def _as_referred(work: UnitOfWork, world: World, case: Case, revision: str, in_force: Territory | None) -> Territory:
    """The territory as it was when the case was referred."""
    if in_force is not None and in_force.content_hash == revision:
        return in_force
    known = work.revisions.find(case.territory, revision)
    files = work.revisions.files(known.id) if known is not None else {}
    territory = load_rules(world, case.territory, decode(files))[0] if files else None
    if territory is None:
        mend = "with --on DAY it is explained under the rules in force now"
        raise CommandError(f"--case: the rules it was referred under ({revision}) are not known any more; {mend}", 1)
    return territory


def _day(referral: Referral, timezone: str) -> date:
    return referral.sent_at.astimezone(ZoneInfo(timezone)).date()


def _history(opened: Opened, timezone: str) -> list[str]:
    """To whom the case went, and when."""
    desks = opened.territory.directory.interlocutors
    lines: list[str] = []
    for referral in opened.referrals:
        found = desks.get(referral.interlocutor)
        who = f"{found.name}, {found.structure.name}" if found is not None else referral.interlocutor
        verb = "puis confié" if lines else f"Dossier {opened.case.number} : orienté"
        lines.append(f"{verb} le {say_day('fr', _day(referral, timezone))} à {who} (règle {referral.rule})")
    return [typeset(line) for line in lines]


def _nowadays(opened: Opened, facts: Facts) -> list[str]:
    """Who would be proposed today, when that is somebody else."""
    if opened.in_force is None:
        return []
    then = propose(opened.territory, facts, opened.on).referent.interlocutor
    now = propose(opened.in_force, facts, opened.today)
    if now.referent.interlocutor == then:
        return []
    found = opened.in_force.directory.interlocutors[now.referent.interlocutor]
    line = f"Avec les règles d’aujourd’hui, ces réponses iraient à {found.name}, {found.structure.name} ({now.rule})."
    return ["", typeset(line)]


def _plain(opened: Opened, explanation: Explanation, timezone: str) -> dict[str, Any]:
    referrals = [
        {
            "on": _day(referral, timezone).isoformat(),
            "interlocutor": referral.interlocutor,
            "rule": referral.rule,
            "revision": referral.revision,
        }
        for referral in opened.referrals
    ]
    told = {"case": opened.case.number, "territory": opened.territory.id, "referrals": referrals}
    return told | explanation.to_dict()
