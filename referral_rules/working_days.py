"""Working days and hours of a territory: no holiday, no night, no surprise when the clocks change.

Theory: days are counted on the wall calendar of the territory, instants are aware UTC. A local opening time exists on
every day, since clocks change at night, outside any sensible opening hours; converting it to UTC is then unambiguous.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from referral_rules.follow_up_policy import FollowUpPolicy

WEEKDAYS: frozenset[int] = frozenset(range(5))  # Monday is 0
_LONGEST_SEARCH_DAYS = 366


class Calendar:
    """The working days and hours that `policy` declares.

    Args:
        policy: time zone, opening hours, country and region of the holidays.
    """

    def __init__(self, policy: FollowUpPolicy) -> None:
        self._policy = policy
        self._zone = ZoneInfo(policy.timezone)

    def local(self, at: datetime) -> datetime:
        """`at` (aware) on the territory's clock."""
        return at.astimezone(self._zone)

    def today(self, at: datetime) -> date:
        """The territory's day at the instant `at`."""
        return self.local(at).date()

    def is_working_day(self, day: date, present_days: Collection[int] = WEEKDAYS) -> bool:
        """Whether `day` is one of `present_days` (0 = Monday), no week-end and no public holiday."""
        return (
            day.weekday() in present_days
            and day.weekday() in WEEKDAYS
            and day not in _holidays(self._policy.country, self._policy.region, day.year)
        )

    def add_working_days(self, day: date, n: int, present_days: Collection[int] = WEEKDAYS) -> date:
        """The `n`-th working day strictly after `day`, counting only `present_days`; `day` itself when `n` is 0."""
        reached = day
        for _ in range(n):
            reached = self.next_working_day(reached, present_days)
        return reached

    def next_working_day(self, day: date, present_days: Collection[int] = WEEKDAYS) -> date:
        """The first working day strictly after `day`.

        `present_days` without any weekday are those of somebody who left no usable days: weekdays are taken instead.
        """
        return self.working_day_from(day + timedelta(days=1), present_days)

    def working_day_from(self, day: date, present_days: Collection[int] = WEEKDAYS) -> date:
        """`day` when it is worked, else the next working day; `present_days` as in `next_working_day`."""
        days = present_days if WEEKDAYS & set(present_days) else WEEKDAYS
        for ahead in range(_LONGEST_SEARCH_DAYS):
            candidate = day + timedelta(days=ahead)
            if self.is_working_day(candidate, days):
                return candidate
        raise ArithmeticError(f"no working day within a year of {day}")

    def last_working_day_before(self, day: date) -> date:
        """The last working day strictly before `day`."""
        for back in range(1, _LONGEST_SEARCH_DAYS):
            candidate = day - timedelta(days=back)
            if self.is_working_day(candidate):
                return candidate
        raise ArithmeticError(f"no working day within a year before {day}")

    def at(self, day: date, moment: time) -> datetime:
        """The instant of a moment of `day` on the territory's clock, UTC."""
        return datetime.combine(day, moment, self._zone).astimezone(UTC)

    def opening(self, day: date) -> datetime:
        """The instant at which `day` opens, UTC."""
        return datetime.combine(day, self._policy.opens, self._zone).astimezone(UTC)

    def closing(self, day: date) -> datetime:
        """The instant at which `day` closes, UTC."""
        return datetime.combine(day, self._policy.closes, self._zone).astimezone(UTC)

    def in_hours(self, at: datetime) -> bool:
        """Whether staff may be written to at `at`: a working day, within opening hours."""
        day = self.today(at)
        return self.is_working_day(day) and self.opening(day) <= at < self.closing(day)

    def next_opening(self, at: datetime) -> datetime:
        """The first instant from `at` on that is within hours: `at` itself when it is."""
        if self.in_hours(at):
            return at
        day = self.today(at)
        if self.is_working_day(day) and at < self.opening(day):
            return self.opening(day)
        return self.opening(self.next_working_day(day))

    def next_waking_hour(self, at: datetime) -> datetime:
        """The first instant from `at` on within the hours of any day, week-ends included: for newcomers."""
        day = self.today(at)
        if at < self.opening(day):
            return self.opening(day)
        return at if at < self.closing(day) else self.opening(day + timedelta(days=1))

    def first_whole_day(self, at: datetime) -> date:
        """The first working day that is all ahead at `at`: the next one within hours, else the next that opens."""
        if self.in_hours(at):
            return self.next_working_day(self.today(at))
        return self.today(self.next_opening(at))

    def promised_on(
        self, consent_at: datetime, working_days: int | None = None, present_days: Collection[int] = WEEKDAYS
    ) -> date:
        """P: the day by which a newcomer is called, that many working days after the consent.

        A consent outside hours counts from the next day that opens, as its first day: said on a Sunday evening, five
        working days are the Friday that follows. A promise must be possible to keep: when whoever calls works on none
        of these days, it ends on the first one on which they do.

        Args:
            consent_at: when the person agreed (aware).
            working_days: the delay, from 1; the policy's own where None.
            present_days: weekdays on which whoever calls works, 0 = Monday.
        """
        first = self.first_whole_day(consent_at)
        last = self.add_working_days(first, (working_days or self._policy.promise_working_days) - 1)
        return max(last, self.working_day_from(first, present_days))


@lru_cache(maxsize=64)
def _holidays(country: str, region: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=region, years=year))
