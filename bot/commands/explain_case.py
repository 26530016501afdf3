"""`explain --case`: why an existing case went where it went, for the operator of the machine. Every look is audited.

By default under the rules and on the day of its first referral; with a day, under the rules in force now; with a
folder, under what it says. The case's facts are what rules may read, of a closed vocabulary: nothing personal is shown.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.commands.case_reading import existing_store
from bot.commands.explain import read_day
from bot.commands.naming import none_of_that_name
from bot.commands.outcome import FINDINGS, CommandError
from bot.commands.printing import print_lines
from bot.commands.rules_asked import HASH_SHOWN, Asked, AskedRules, ask_rules, read_in_force
from bot.logs import configure_logs
from bot.rules.case_facts import facts_for_rules
from bot.rules.definitions import load_world
from bot.rules.explaining.case import day_of, find_rules_of_its_day, say_history, say_nowadays
from bot.rules.explaining.telling import Telling
from bot.settings import Settings
from bot.usecases.revisions import territory_folders
from dialogs.world import World
from referral_rules.analysis.speech import typeset
from referral_rules.explain import Explanation, explain
from referral_rules.territory import Territory
from storage.facts_json import load_facts
from storage.tables import Case, Referral
from storage.unit_of_work import UnitOfWork

OPERATOR = "operator"  # the audit's name for whoever is at the machine's own keyboard


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rules that a case is explained under, on which day, and what they are: in words, and as plain values."""

    territory: Territory
    on: date
    words: str
    plain: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with its referrals, the first first, the rules it is explained under, and those of today."""

    case: Case
    referrals: Sequence[Referral]
    chosen: Chosen
    today: date
    in_force: Territory | None


def explain_case(
    settings: Settings,
    number: int,
    *,
    directory: Path | None = None,
    on: str | None = None,
    every_rule: bool = False,
    as_json: bool = False,
) -> None:
    """Print why a case was referred as it was.

    Args:
        settings: the database, the territories and the time zone.
        number: what people call the case by.
        directory: a folder of territories, to explain it under what that says instead of the rules of its referral.
        on: a day, to explain it under the rules in force now instead of those of its referral.
        every_rule: show every rule, however far off.
        as_json: write JSON.

    Raises:
        CommandError: there is no such case, its answers were erased, or its rules are not known.
    """
    configure_logs("CRITICAL", settings.log_format)  # nothing but the explanation belongs on standard output
    world = load_world(settings)
    edited = ask_rules(settings, directory) if directory is not None else None
    with existing_store(settings) as store:
        if store is None:
            raise CommandError(typeset(f"--case : il n’y a pas de dossier {number}, la base n’existe pas encore."))
        with store.begin() as work:
            case = work.cases.by_number(number)
            if case is None:
                raise CommandError(typeset(f"--case : il n’y a pas de dossier {number}."))
            work.audit.note(datetime.now(UTC), OPERATOR, "explain_case", case.id)
            opened = _open(work, world, settings, case, on, edited)
    chosen = opened.chosen
    facts = facts_for_rules(load_facts(case.facts), world)
    explanation = explain(chosen.territory, facts, chosen.on)
    if as_json:
        print(json.dumps(_plain(opened, explanation, settings.timezone), ensure_ascii=False, indent=2))
        return
    telling = Telling(world, chosen.territory, explanation, chosen.words)
    told = telling.lines(every_rule=every_rule)
    history = say_history(case, opened.referrals, chosen.territory, settings.timezone)
    nowadays = say_nowadays(facts, chosen.territory, chosen.on, opened.in_force, opened.today)
    print_lines([*history, "", *told, *nowadays])


def _open(
    work: UnitOfWork, world: World, settings: Settings, case: Case, on: str | None, edited: AskedRules | None
) -> Opened:
    referrals = work.cases.referrals_of(case.id)
    in_force = read_in_force(work, world, territory_folders(settings.territories_dir)).asked.get(case.territory)
    if case.status == "withdrawn" or not referrals:
        raise CommandError(typeset(f"--case : du dossier {case.number}, il ne reste rien à expliquer."), FINDINGS)
    if edited is not None:
        if case.territory not in edited.asked:
            raise CommandError(none_of_that_name("--dir : pas de territoire", case.territory, edited.asked))
        chosen = _as_asked(edited.asked[case.territory], read_day(on, settings.timezone))
    elif on is not None:
        if in_force is None:
            raise CommandError(typeset(f"--case : aucune règle de {case.territory} n’est en vigueur."), FINDINGS)
        chosen = _as_asked(in_force, read_day(on, settings.timezone))
    else:
        now = in_force.territory if in_force is not None else None
        chosen = _as_referred(work, world, case, referrals[0], now)
    today = read_day(None, settings.timezone)
    return Opened(case, referrals, chosen, today, in_force.territory if in_force is not None else None)


def _as_asked(asked: Asked, on: date) -> Chosen:
    return Chosen(asked.territory, on, asked.words(), asked.plain())


def _as_referred(work: UnitOfWork, world: World, case: Case, referral: Referral, in_force: Territory | None) -> Chosen:
    """The territory as it was when the case was referred."""
    found = find_rules_of_its_day(work, world, case, referral, in_force)
    if found is None:
        told = f"--case : les règles de son orientation ({referral.revision}) n’ont pas été gardées."
        mend = "Avec --on JOUR, il est expliqué selon celles en vigueur."
        raise CommandError(typeset(f"{told} {mend}"), FINDINGS)
    words = f"{found.words} ({found.territory.content_hash[:HASH_SHOWN]})"
    return Chosen(found.territory, found.on, words, {"source": "as_referred", "revision": found.revision})


def _plain(opened: Opened, explanation: Explanation, timezone: str) -> dict[str, Any]:
    referrals = [
        {
            "on": day_of(referral, timezone).isoformat(),
            "interlocutor": referral.interlocutor,
            "rule": referral.rule,
            "revision": referral.revision,
        }
        for referral in opened.referrals
    ]
    told = {
        "case": opened.case.number,
        "territory": opened.chosen.territory.id,
        "referrals": referrals,
        "asked": opened.chosen.plain,
    }
    return told | explanation.to_dict()
