"""Appuis that a new stage calls for, under the rules in force: suggested to the fil rouge, never asked by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.casework.events import Kind
from bot.usecases.cases.brief import Brief
from bot.usecases.cases.history import read_history
from referral_rules.directory import Interlocutor
from referral_rules.evaluate import propose
from referral_rules.facts import Facts
from storage.facts_json import load_facts
from storage.unit_of_work import UnitOfWork

STAGE: Final = "stade"
SUGGESTED_AT_ONCE: Final = 3


def suggested_supports(uow: UnitOfWork, brief: Brief, stage: str, now: datetime) -> list[Interlocutor]:
    """Whom the rules in force add at `stage` to those they name at the stage before, and who can take it.

    Nobody at an unchanged stage; never the fil rouge, who changes by handover alone, nor anybody who was an appui.
    """
    facts = load_facts(brief.case.facts)
    reviewed = [event.word("stage") for event in read_history(uow, brief.case.id) if event.kind is Kind.REVIEWED]
    before = reviewed[-1] if reviewed else facts.get(STAGE)
    if stage == before:
        return []
    earlier = {**facts, STAGE: before} if isinstance(before, str) else facts
    known = _named(brief, earlier, now)
    had = {each.interlocutor for each in brief.state.supports.values()}
    had |= {referral.interlocutor for referral in uow.cases.referrals_of(brief.case.id)}
    availability = uow.staff.availability(brief.territory.id, brief.today(now))
    found = [
        brief.territory.directory.interlocutors[target]
        for target in _named(brief, {**facts, STAGE: stage}, now)
        if target not in known and target not in had and target != brief.territory.pivot
    ]
    return [each for each in found if each.is_active and availability.can_take(each)][:SUGGESTED_AT_ONCE]


def _named(brief: Brief, facts: Facts, now: datetime) -> list[str]:
    """The referent that the rules name for these facts, then the appuis."""
    proposal = propose(brief.territory, facts, brief.today(now))
    return [proposal.referent.interlocutor, *(each.interlocutor for each in proposal.complementary)]
