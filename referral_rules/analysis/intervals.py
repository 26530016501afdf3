"""Days on which the set of rules in force changes: dates are no part of a box, so each interval is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from referral_rules.rule import Rule, State

HORIZON_DAYS = 366  # the gaps, conflicts and duplicates of what begins later are looked at in its time
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """Days through which the same rules are in force.

    Attributes:
        starts_on: its first day.
        ends_on: its last day; None when nothing changes any more.
    """

    starts_on: date
    ends_on: date | None


def split_into_intervals(rules: Iterable[Rule], on: date) -> tuple[Interval, ...]:
    """Cuts the time from a day on at the dates of the active rules.

    Args:
        rules: the rules.
        on: the first day.

    Returns:
        The intervals in order, the last one open.
    """
    starts = {on}
    for rule in rules:
        if rule.state is State.ACTIVE:
            bounds = (rule.starts_on, day_after(rule.ends_on))
            starts.update(day for day in bounds if day is not None and on < day)
    ordered = sorted(starts)
    last_days = [day - ONE_DAY for day in ordered[1:]]
    return tuple(Interval(start, end) for start, end in zip(ordered, [*last_days, None], strict=True))


def is_near(interval: Interval, on: date) -> bool:
    """Tells whether an interval begins within `HORIZON_DAYS`."""
    return interval.starts_on <= on + timedelta(days=HORIZON_DAYS)


def day_after(day: date | None) -> date | None:
    """Gives the next day; None of no day, and of the last one there is, which people write for "always"."""
    return day + ONE_DAY if day is not None and day < date.max else None
