"""`explain`: who is proposed to a profile, why, and what else was considered."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.obstacles import unreadable
from bot.commands.outcome import CommandError
from bot.commands.printing import print_lines
from bot.commands.rules_asked import Asked, AskedRules, ask_rules
from bot.rules.explaining.telling import Telling
from bot.settings import Settings
from dialogs.world import World
from referral_rules.analysis.speech import typeset
from referral_rules.areas import AreaReader
from referral_rules.errors import Report
from referral_rules.explain import explain
from referral_rules.facts import COMMUNE, Facts, OneOf
from referral_rules.french import in_french
from referral_rules.profiles import read_profile
from referral_rules.saying import say
from referral_rules.schema import Section
from referral_rules.source import Entries, read_source

FROM_STDIN = "-"


@dataclass(frozen=True, slots=True)
class Question:
    """What `explain` is asked: a profile's file, and if wished a folder, a territory, a day, every rule."""

    profile: str
    directory: Path | None = None
    territory: str | None = None
    on: str | None = None
    every_rule: bool = False


def explain_profile(settings: Settings, question: Question, *, as_json: bool) -> None:
    """Print the explanation of the proposal made to a profile, by the rules in force or those of a folder.

    Raises:
        CommandError: the profile, the day, the territory or the database can't be read; the line says where and how to
            mend it.
    """
    rules = ask_rules(settings, question.directory)
    world = rules.world
    facts = read_facts(world, _read(question.profile), question.profile)
    asked = _choose(rules, question.territory, facts)
    territory = asked.territory
    explanation = explain(territory, facts, read_day(question.on, settings.timezone))
    if as_json:
        told = {"territory": territory.id, "asked": asked.plain(), **explanation.to_dict()}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    note = asked.note(world, read_day(None, settings.timezone))
    telling = Telling(world, territory, explanation, asked.words(), note)
    print_lines(telling.lines(every_rule=question.every_rule))


def read_facts(world: World, text: str, file: str) -> Facts:
    """The facts of a profile written in YAML or JSON, places by their names.

    Raises:
        CommandError: all that is wrong, one `file:line: …` a line, in French.
    """
    report = Report()
    node = read_source(text, file, report)
    facts: Facts = {}
    if node is not None:
        entries = node if isinstance(node, Entries) else Entries({}, {}, 1)
        section = Section(entries, file, report, tuple(entries.entries), say("a profile"))
        areas = AreaReader(world.geography, world.territory(None).communes, {}, file, report)
        facts = read_profile(node, section, world.vocabulary, areas)
    if report.findings:
        refused = (f"{found.file}:{found.line}: {in_french(found)}" for found in report.findings)
        raise CommandError("\n".join(refused))
    return facts


def _read(profile: str) -> str:
    try:
        return sys.stdin.read() if profile == FROM_STDIN else Path(profile).read_text(encoding="utf-8")
    except OSError as error:
        raise unreadable(Path(profile), error) from None
    except UnicodeDecodeError:
        mend = "Enregistrez-le de nouveau dans cet encodage."
        raise CommandError(typeset(f"{profile} : ce n’est pas un texte en UTF-8. {mend}")) from None


def read_day(written: str | None, timezone: str) -> date:
    """The day written in `--on`; today where none is.

    Raises:
        CommandError: it is no day.
    """
    if written is None:
        return datetime.now(UTC).astimezone(ZoneInfo(timezone)).date()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise CommandError(typeset(f"--on : « {written} » n’est pas une date. Écrivez-la comme 2026-11-22.")) from None


def _choose(rules: AskedRules, wanted: str | None, facts: Facts) -> Asked:
    """The rules of the territory that is named, else of the profile's commune."""
    if wanted is None:
        place = facts.get(COMMUNE)
        code = min(place.values) if isinstance(place, OneOf) else place
        found = rules.world.territory_of(code) if isinstance(code, str) else None
        wanted = (found or rules.world.territory(None)).id
    return rules.choose(wanted)[0]
