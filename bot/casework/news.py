"""When a person is asked how it goes, once they agreed: after the first contact, after the end, from time to time.

Rule: never for who was lost sight of, withdrew or gave up; never without their yes to news.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, Literal

from bot.casework.events import Outcome
from bot.casework.fold import CaseState
from bot.casework.follow_up import months_after
from bot.casework.life import ACCOMPANIED, Status
from referral_rules.working_days import Calendar

SATISFACTION_CALENDAR_DAYS: Final = 10  # after the first contact, and after the closing
LINK_MONTHS: Final = (3, 12)  # after the first contact; then yearly
NEVER_ASKED: Final = frozenset({Outcome.LOST_SIGHT_OF, Outcome.GIVEN_UP})
Occasion = Literal["contact", "closing"]


def satisfaction_due(state: CaseState, occasion: Occasion, calendar: Calendar) -> datetime | None:
    """When the person is asked whether they are content; None where they are not to be."""
    is_closed = state.status is Status.CLOSED
    if not state.wants_news or not (state.is_open or is_closed) or state.outcome in NEVER_ASKED:
        return None
    if occasion == "closing":
        began = state.closed_at if is_closed and state.first_contact_at is not None else None
    else:
        began = state.first_contact_at if not is_closed else None
    if began is None:
        return None
    day = calendar.today(began) + timedelta(days=SATISFACTION_CALENDAR_DAYS)
    return calendar.opening(calendar.working_day_from(day))


def link_due(state: CaseState, calendar: Calendar, after: date) -> datetime | None:
    """When the person is next asked where their project is, after the day `after`; None where they are not to be."""
    if not state.wants_news or state.status not in ACCOMPANIED or state.first_contact_at is None:
        return None
    began = calendar.today(state.first_contact_at)
    months = list(LINK_MONTHS)
    while months_after(began, months[-1]) <= after:
        months.append(months[-1] + 12)
    day = next(day for count in months if (day := months_after(began, count)) > after)
    return calendar.opening(calendar.working_day_from(day))
