"""/expliquer 241: an animator reads why a case went where it went. Every look is audited.

Rule 1: only animators, only cases of their own territory; any other number is answered like one that doesn't exist.
Rule 2: what rules may read of a case, and nothing of what the person said or is called.
"""

from __future__ import annotations

from typing import Final

from bot.rules.case_facts import facts_for_rules
from bot.rules.explaining.case import RulesOfItsDay, find_rules_of_its_day, say_history, say_nowadays
from bot.rules.explaining.telling import Telling
from bot.usecases.staffroom.room import Room
from referral_rules.explain import explain
from storage.facts_json import load_facts
from storage.tables import Case, Referral

LONGEST_NUMBER: Final = 9  # digits: any number given so far, and none that a database refuses


def tell_why(room: Room, argument: str) -> None:
    """Answer with the explanation of the case that `argument` numbers."""
    written = argument.strip().removeprefix("n°").strip()
    if not (written.isascii() and written.isdigit()) or len(written) > LONGEST_NUMBER:
        room.say("expliquer-numero")
        return
    case = room.uow.cases.by_number(int(written))
    if case is None or case.territory != room.account.territory:
        room.say("expliquer-inconnu", number=written)
        return
    room.uow.audit.note(room.now, str(room.account.id), "explain_case", case.id)
    referrals = room.uow.cases.referrals_of(case.id)
    if case.status == "withdrawn" or not referrals:
        room.say("expliquer-efface", number=written)
        return
    found = find_rules_of_its_day(room.uow, room.world, case, referrals[0], room.territory)
    if found is None:
        room.say("expliquer-regles-perdues", number=written)
        return
    room.reply_lines(_lines(room, case, list(referrals), found))


def _lines(room: Room, case: Case, referrals: list[Referral], found: RulesOfItsDay) -> list[str]:
    facts = facts_for_rules(load_facts(case.facts), room.world)
    explanation = explain(found.territory, facts, found.on)
    told = Telling(room.world, found.territory, explanation, found.words).lines(every_rule=False)
    today = room.calendar.today(room.now)
    return [
        *say_history(case, referrals, found.territory, room.world.timezone),
        *say_nowadays(facts, found.territory, found.on, room.territory, today),
        "",
        *told,
    ]
