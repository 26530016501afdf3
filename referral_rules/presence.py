"""Who is there for a case: on the days from its consent to the promised one, not only on the day that somebody asks.

Rule 1: somebody who works on none of these days gives way beforehand; on some of them, and the promise is the last one.
Rule 2: the days are those from which a promise counts: a consent within hours gives no call on the same day.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from referral_rules.facts import Facts
from referral_rules.follow_up_policy import load_policy
from referral_rules.promises import promise_of
from referral_rules.proposal import Availability, Away
from referral_rules.territory import Territory
from referral_rules.working_days import WEEKDAYS, Calendar

_LONGEST_SEARCH_DAYS: Final = 2 * 366
_DAY: Final = timedelta(days=1)


def called_by(
    territory: Territory,
    interlocutor: str,
    agreed_days: int | None,
    consent_at: datetime,
    away: Sequence[Away] = (),
) -> date:
    """The day that is promised: by then the interlocutor calls whoever agrees at `consent_at` (aware).

    Args:
        territory: a loaded territory.
        interlocutor: their id; of somebody who left the directory no day of presence is known.
        agreed_days: `Promise.agreed_days`, as found when the interlocutor was proposed.
        consent_at: when the person agrees, from which promises count.
        away: the days on which the interlocutor is away. Where they are away up to the promised day, it is the first
            day on which they are back: for a pivot whom nobody stands in for.
    """
    calendar, present = _known(territory, interlocutor)
    promised = calendar.promised_on(consent_at, agreed_days, present)
    first = calendar.first_whole_day(consent_at)
    if not any(begins <= promised and first <= ends for begins, ends in away):
        return promised
    worked = _worked(calendar, present, away, first, promised)
    if worked:
        return worked[-1]
    back = _worked(calendar, present, away, promised, promised + _LONGEST_SEARCH_DAYS * _DAY)
    return back[0] if back else promised


def works_before(
    territory: Territory, interlocutor: str, agreed_days: int | None, consent_at: datetime, away: Sequence[Away]
) -> bool:
    """Whether the interlocutor works on some day up to the promised one, were the consent given at `consent_at`."""
    calendar, present = _known(territory, interlocutor)
    promised = calendar.promised_on(consent_at, agreed_days, present)
    return bool(_worked(calendar, present, away, calendar.first_whole_day(consent_at), promised))


def for_a_case(territory: Territory, facts: Facts, availability: Availability, now: datetime) -> Availability:
    """The availability for a case of these facts, were the consent given `now`: those away throughout give way."""
    if not availability.away:
        return availability
    today = Calendar(load_policy(territory.follow_up_source)).today(now)
    throughout = {
        who
        for who, days in availability.away.items()
        if who in territory.directory.interlocutors
        and not works_before(territory, who, promise_of(territory, who, facts, today).agreed_days, now, days)
    }
    otherwise = availability.unavailable - availability.away.keys()
    return replace(availability, unavailable=otherwise | throughout)


def _known(territory: Territory, interlocutor: str) -> tuple[Calendar, Collection[int]]:
    known = territory.directory.interlocutors.get(interlocutor)
    present = known.present_days if known is not None else WEEKDAYS
    return Calendar(load_policy(territory.follow_up_source)), present if WEEKDAYS & set(present) else WEEKDAYS


def _worked(calendar: Calendar, present: Collection[int], away: Sequence[Away], first: date, last: date) -> list[date]:
    """The days from `first` to `last` on which somebody works."""
    days = (first + ahead * _DAY for ahead in range((last - first).days + 1))
    return [
        day
        for day in days
        if calendar.is_working_day(day, present) and not any(begins <= day <= ends for begins, ends in away)
    ]
