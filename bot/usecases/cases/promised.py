"""The day by which whoever takes a case over calls: the one already told to the person, where it can be kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.rules.case_facts import facts_for_rules
from bot.usecases.cases.brief import Brief, find_interlocutor
from dialogs.world import World
from referral_rules.presence import called_by
from referral_rules.promises import promise_of
from referral_rules.proposal import Away
from storage.facts_json import load_facts
from storage.unit_of_work import UnitOfWork

LEAST_DAYS_TO_KEEP_A_PROMISE = 2  # working days a new interlocutor needs; with fewer, a new date is said


def promised_by(uow: UnitOfWork, world: World, brief: Brief, to: str, now: datetime) -> date:
    """The day by which `to` calls, were the case theirs now.

    The promise already made stands, unless too little time is left to keep it, or `to` promised by convention to be
    quicker; and nobody is held to a shorter delay than their own convention's by what somebody quicker had promised.
    """
    facts, today = facts_for_rules(load_facts(brief.case.facts), world), brief.today(now)
    away = uow.staff.away_from(brief.territory.id, to, today)
    own = promise_of(brief.territory, to, facts, today)
    before = promise_of(brief.territory, brief.referral.interlocutor, facts, today)
    renewed = called_by(brief.territory, to, own.agreed_days, now, away)
    kept = brief.referral.promised_on
    if kept < _earliest(brief, to, away, now) or own.working_days > before.working_days:
        return renewed
    return min(kept, renewed)


def _earliest(brief: Brief, to: str, away: Sequence[Away], now: datetime) -> date:
    """The first day by which `to` can be asked to keep somebody else's promise."""
    calendar, today = brief.calendar, brief.today(now)
    days = find_interlocutor(brief.territory, to).present_days
    present = calendar.next_working_day(today, days)
    while (ends := max((last for first, last in away if first <= present <= last), default=None)) is not None:
        present = calendar.working_day_from(ends + timedelta(days=1), days)
    return max(present, calendar.add_working_days(today, LEAST_DAYS_TO_KEEP_A_PROMISE))
