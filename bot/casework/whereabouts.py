"""Where a case stands, for the person whose it is: one sentence's key, the day that it names, and whether that passed.

Rule 1: nothing is said that isn't so: somebody without an account never has a case, a day that passed is said as past.
Rule 2: what is late is what the person was promised and nobody did: only then is whoever has the case nudged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.casework.fold import CaseState, ReferralState
from bot.casework.life import SOUGHT, Status
from referral_rules.working_days import Calendar

DAYS_TO_FIND_SOMEBODY: Final = 2  # working days after a refusal, where the promised day is nearer


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What is true of a case now.

    Attributes:
        key: the Fluent key of the sentence.
        day: the day that it names; None where it names none.
        at: the instant of an appointment (aware, UTC).
        is_late: whether the day passed without what was promised.
    """

    key: str
    day: date | None = None
    at: datetime | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Who really has the case: whether its card was delivered, the desk stands in, the referent is the pivot."""

    is_told: bool
    stands_in: bool
    is_pivot: bool


def where_it_stands(state: CaseState, holder: Holder, calendar: Calendar, now: datetime) -> Whereabouts:
    """Where a case stands at `now`.

    Raises:
        HistoryError: nothing was referred yet.
    """
    status, current, today = state.status, state.current, calendar.today(now)
    if status in (Status.CLOSED, Status.WITHDRAWN):
        return Whereabouts(_key(status), calendar.today(state.closed_at or now))
    if status in (Status.NEWCOMER_CALLS, Status.NEWCOMER_CHOOSES):
        return Whereabouts(_key(status))
    if status is Status.IN_CONTACT:
        return Whereabouts(_key(status), calendar.today(current.contacted_at or state.first_contact_at or now))
    if status is Status.APPOINTMENT and state.appointment_at is not None:
        late = state.appointment_at < now
        return Whereabouts(_late(_key(status), late), calendar.today(state.appointment_at), state.appointment_at, late)
    day = _day(state, current, calendar)
    late = day < today
    is_away = status is Status.ESCALATED and current.is_away
    key = _late("ou-away" if is_away else _key(status), late)
    if status in SOUGHT and holder.is_pivot:
        key += "-accueil"
    elif status is Status.ASKED and not late:
        key = _asked(current, holder)
    elif status is Status.ASKED and holder.stands_in:
        key = "ou-sent-late-accueil"
    return Whereabouts(key, day, None, late)


def _asked(current: ReferralState, holder: Holder) -> str:
    """Of a case that waits for its referent's answer, within the promise."""
    if holder.stands_in:
        return "ou-sent-accueil"
    if current.newcomer_calls:
        return "ou-sent-calls"
    return "ou-sent" if holder.is_told else "ou-sent-part"


def _day(state: CaseState, current: ReferralState, calendar: Calendar) -> date:
    """The day by which somebody does something, as the person was told."""
    if state.status is Status.SESSION:
        return state.session_on or current.promised_on
    if state.status is Status.PAUSED:
        return state.paused_until or current.promised_on
    if state.status is Status.ANNOUNCED:
        return current.call_on or current.promised_on
    if state.status is Status.DECLINED:
        since = calendar.today(state.sought_since or current.sent_at)
        return max(current.promised_on, calendar.add_working_days(since, DAYS_TO_FIND_SOMEBODY))
    if state.status is Status.TRYING and current.ask_again_on is not None:
        return current.ask_again_on
    named = (current.promised_on, current.call_on, current.ask_again_on)
    return max(day for day in named if day is not None)


def _key(status: Status) -> str:
    return f"ou-{status.replace('_', '-')}"


def _late(key: str, late: bool) -> str:
    return f"{key}-late" if late else key
