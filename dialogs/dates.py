"""Days and periods as people write them, in French and English, read into days; what is doubtful is named, not guessed.

Rule 1: every word of the text is understood, or nothing is: « lundi sauf le matin » is unreadable.
Rule 2: what was left out (the month, the year) is completed towards the days to come; whoever shows the period shows
the year.
Rule 3: where two readings make sense, or the one that does contradicts what is written, the answer is a doubt with the
periods to ask about; nobody acts on one before a person chose.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from dialogs.date_words import Place, Spelled, read_place, split_words

LONGEST_DAYS: Final = 366  # of an absence, and ahead of one, that nobody is asked about
ONWARD_DAYS: Final = 335  # of one that goes on into the next year, where the days may have been swapped as well
RECENT_DAYS: Final = 95  # a day without a year, over by no more than this, may be meant as what it says
SHORT_DAYS: Final = 20  # between two days of the month: the second is in the next month where it comes first
WORDS_AT_MOST: Final = 40
_DAY: Final = timedelta(days=1)
_UNITS: Final = {
    "jour": 1, "jours": 1, "day": 1, "days": 1, "semaine": 7, "semaines": 7, "week": 7, "weeks": 7,
}  # fmt: skip
_COUNTS: Final = {
    "un": 1, "une": 1, "one": 1, "a": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4, "four": 4,
    "cinq": 5, "five": 5, "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8, "dix": 10, "ten": 10,
    "quinze": 15, "fifteen": 15,
}  # fmt: skip
_STARTING: Final = (
    ("a", "partir", "de"), ("a", "partir", "du"), ("a", "compter", "de"), ("a", "compter", "du"), ("des",),
    ("starting", "on"), ("starting", "from"), ("starting",), ("from",),
)  # fmt: skip
_FROM: Final = (("du",), ("de",), ("depuis",), ("from",), ("entre",), ("between",))
_TO: Final = (
    ("jusqu", "au"), ("jusqu", "a"), ("au",), ("a",), ("-",), ("et",), ("to",), ("until",), ("till",), ("through",),
    ("and",),
)  # fmt: skip
_UNTIL: Final = (("jusqu", "au"), ("jusqu", "a"), ("jusque",), ("until",), ("till",))
_FILLERS: Final = frozenset(
    {
        "je", "j", "suis", "serai", "sera", "pars", "est", "absent", "absente", "absents", "absence",
        "absences", "en", "conge", "conges", "vacances", "off", "away", "out", "of", "office", "i", "m", "am",
        "ll", "will", "be", "on", "leave", "holiday", "the", "pour", "for", "pendant",
    }
)  # fmt: skip


class Certainty(StrEnum):
    """Whether every day was written whole, or its month or year was completed."""

    WRITTEN = "written"
    COMPLETED = "completed"


class Doubt(StrEnum):
    """Why a text is no period that may be acted on."""

    UNREADABLE = "unreadable"
    IMPOSSIBLE = "impossible"  # « 31/2 »
    SWAPPED = "swapped"  # the end is written before the start
    PAST = "past"
    LONG = "long"  # over a year
    FAR = "far"  # begins in over a year
    AMBIGUOUS = "ambiguous"
    ENDLESS = "endless"  # « à partir de lundi »


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first_on` to `last_on`, both included, which end no earlier than the day they were read on."""

    first_on: date
    last_on: date
    certainty: Certainty = Certainty.WRITTEN

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last_on - self.first_on).days + 1


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A doubt, and the periods that may be meant, the likeliest first; none where nothing sensible is left."""

    doubt: Doubt
    guesses: tuple[Period, ...] = ()


class _UnclearError(Exception):
    """Reading stops at a doubt."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt)
        self.doubt = doubt


def read_period(text: str, today: date) -> Period | Doubtful:
    """The days that `text` names, as somebody who writes on `today` means them; in linear time.

    A single day is a period of one day; a week goes from its Monday (or today) to its Sunday.
    """
    words = split_words(text)
    if not words or len(words) > WORDS_AT_MOST:
        return Doubtful(Doubt.UNREADABLE)
    if len(words) == 3 and words[1] == "-" and words[0].isdigit() and words[2].isdigit():
        return _day_or_days(words[0], words[2], today)
    while words and words[0] in _FILLERS:
        words = words[1:]
    try:
        return _read(words, today)
    except _UnclearError as unclear:
        return Doubtful(unclear.doubt)
    except (ValueError, OverflowError):  # a day that no calendar has
        return Doubtful(Doubt.IMPOSSIBLE)


def _read(words: Sequence[str], today: date) -> Period | Doubtful:
    counted = _counted(words, today)
    if counted is not None:
        return counted
    after = _without(words, _STARTING[:5])
    if after is not None and _whole(after) is not None:
        raise _UnclearError(Doubt.ENDLESS)
    until = _without(words, _UNTIL)
    end = _whole(until) if until is not None else None
    if end is not None:
        lasts = _resolve(end, today, today)
        return _judge([Period(today, last.last_on, last.certainty) for last in lasts], today)
    single = _whole(words)
    if single is not None:
        return _judge(_resolve(single, today, today), today)
    start, end = _two(words)
    return _between(start, end, today)


def _day_or_days(first: str, last: str, today: date) -> Period | Doubtful:
    """« 24-12 » is a day of December; « 24-28 » goes from one day to the other; « 3-7 » may be either."""
    readings = [read_period(f"{first}/{last}", today), read_period(f"du {first} au {last}", today)]
    found = [each for each in readings if isinstance(each, Period)]
    return found[0] if len(found) == 1 else Doubtful(Doubt.AMBIGUOUS, tuple(found))


# -- the shapes of a text


def _without(words: Sequence[str], starts: Iterable[Sequence[str]]) -> Sequence[str] | None:
    """What follows the first of `starts` that the words begin with; None when they begin with none."""
    for start in starts:
        if tuple(words[: len(start)]) == tuple(start):
            return words[len(start) :]
    return None


def _whole(words: Sequence[str]) -> Place | None:
    """The one day, week or month that all of the words name."""
    found = read_place(words)
    return found.place if found is not None and found.length == len(words) else None


def _two(words: Sequence[str]) -> tuple[Place, Place]:
    """The first and the last of « du … au … », of « … - … », of two days written one after the other."""
    from_words = _without(words, _FROM)
    rest = from_words if from_words is not None else words
    first: Spelled | None = read_place(rest)
    if first is None:
        raise _UnclearError(Doubt.UNREADABLE)
    rest = rest[first.length :]
    after = _without(rest, _TO)
    last = _whole(after if after is not None else rest)
    if last is None:
        raise _UnclearError(Doubt.UNREADABLE)
    return first.place, last


def _counted(words: Sequence[str], today: date) -> Period | Doubtful | None:
    """« 3 jours à partir de lundi », « deux semaines »; None when nothing is counted."""
    if len(words) < 2 or words[1] not in _UNITS:
        return None
    number = _COUNTS.get(words[0]) or (int(words[0]) if words[0].isdigit() and len(words[0]) <= 3 else 0)
    if not number:
        return None  # « la semaine prochaine »
    rest = words[2:]
    after = _without(rest, _STARTING)
    start = _whole(after) if after is not None else None
    if rest and start is None:
        raise _UnclearError(Doubt.UNREADABLE)
    firsts = _resolve(start, today, today) if start is not None else [Period(today, today, Certainty.COMPLETED)]
    found: list[Period] = []
    for first in firsts:
        days = number * _UNITS[words[1]]
        found.append(Period(first.first_on, first.first_on + (days - 1) * _DAY, first.certainty))
        if _UNITS[words[1]] == 1 and found[-1].last_on != _working(first.first_on, days):
            found.append(Period(first.first_on, _working(first.first_on, days), first.certainty))
    if start is None:
        return Doubtful(Doubt.AMBIGUOUS, tuple(found))
    return _judge(found, today)


def _working(first: date, days: int) -> date:
    """The last of so many weekdays from `first` on."""
    reached, left = first, days - (first.weekday() < 5)
    while left > 0:
        reached += _DAY
        left -= reached.weekday() < 5
    return reached


# -- from what is written to days


def _resolve(place: Place, today: date, earliest: date) -> list[Period]:
    """The days that one place may mean, the likeliest first; a weekday or a month's day is sought from `earliest` on.

    Raises:
        ValueError: no calendar has that day.
    """
    if place.ahead is not None:
        if place.ahead < 0:
            raise _UnclearError(Doubt.PAST)
        day = today + place.ahead * _DAY
        return [Period(day, day)]
    if place.week is not None:
        monday = today - today.weekday() * _DAY + 7 * place.week * _DAY
        return [Period(max(monday, today), monday + 6 * _DAY)]
    if place.whole_month:
        return [_month(place, today)]
    if place.day is None:
        return [Period(day, day) for day in _weekdays(place, earliest)]
    day = _complete(place, today, earliest)
    said = Certainty.WRITTEN if place.year is not None else Certainty.COMPLETED
    if place.weekday is not None and day.weekday() != place.weekday:
        return [Period(day, day, said)] * 2  # twice the same: a doubt with one guess
    if place.is_week_of:
        monday = day - day.weekday() * _DAY
        return [Period(monday, monday + 6 * _DAY, said)]
    return [Period(day, day, said)]


def _weekdays(place: Place, earliest: date) -> list[date]:
    """« lundi », « jeudi prochain »: one day, or two where people mean either."""
    assert place.weekday is not None
    ahead = (place.weekday - earliest.weekday()) % 7
    day = earliest + ahead * _DAY
    if ahead == 0:
        return [day + 7 * _DAY] if place.is_next else [day, day + 7 * _DAY]
    is_this_week = place.weekday > earliest.weekday()
    return [day, day + 7 * _DAY] if place.is_next and is_this_week else [day]


def _month(place: Place, today: date) -> Period:
    """A whole month, what is left of it when it is the current one."""
    month = place.month or today.month % 12 + 1
    year = place.year or (today.year if month >= today.month else today.year + 1)
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    certainty = Certainty.WRITTEN if place.year is not None or place.month is None else Certainty.COMPLETED
    return Period(max(first, today) if last >= today else first, last, certainty)


def _complete(place: Place, today: date, earliest: date) -> date:
    """The day of a place that names one, its month and year completed.

    Raises:
        ValueError: no calendar has it.
    """
    assert place.day is not None
    if place.month is None:
        return _next_of_day(place.day, earliest)
    if place.year is not None:
        return date(place.year, place.month, place.day)
    return _near(place.month, place.day, today if earliest == today else earliest)


def _next_of_day(day: int, earliest: date) -> date:
    """The next 12th, 30th… from `earliest` on."""
    year, month = earliest.year, earliest.month
    for _ in range(4):
        if 1 <= day <= calendar.monthrange(year, month)[1] and date(year, month, day) >= earliest:
            return date(year, month, day)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    raise ValueError(f"no month has a day {day}")


def _near(month: int, day: int, around: date) -> date:
    """A day of the year near `around`: at most `RECENT_DAYS` before it, else ahead of it."""
    calendar.monthrange(2024, month)
    if not 1 <= day <= calendar.monthrange(2024, month)[1]:  # a leap year: 29 February is a day of some years
        raise ValueError(f"month {month} has no day {day}")
    for year in (around.year - 1, around.year, around.year + 1):
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) >= around - RECENT_DAYS * _DAY:
            return date(year, month, day)
    raise ValueError(f"no {day}/{month} within a year")


def _between(start: Place, end: Place, today: date) -> Period | Doubtful:
    """« du … au … »: what one of the two leaves out, the other says."""
    if start.day is not None and end.day is not None and not (start.is_week_of or end.is_week_of):
        return _between_days(start, end, today)
    found = []
    for first in _resolve(start, today, today):
        lasts = _resolve(replace(end, is_next=False), today, first.first_on)
        found.append(Period(first.first_on, lasts[0].last_on, _least(first, lasts[0])))
    return _judge(found, today)


def _between_days(start: Place, end: Place, today: date) -> Period | Doubtful:
    if start.month is None and end.month is not None:
        last = _complete(end, today, today)
        first = _last_of_day(start.day or 0, last)
        within = replace(start, month=last.month)
        if (last - first).days > SHORT_DAYS and (first < today or (start.day or 0) > last.day):
            return _judge([Period(_in_month(within, last), last)], today)
    elif start.year is None and end.year is not None:
        last = _complete(end, today, today)
        first = _near(start.month or 1, start.day or 0, last - 366 * _DAY + RECENT_DAYS * _DAY)
        if (last - first).days > 366 - RECENT_DAYS:
            first = _near(start.month or 1, start.day or 0, last)
    else:
        first = _complete(start, today, today)
        last = _complete(end, today, first)
    certainty = Certainty.WRITTEN if start.year and end.year else Certainty.COMPLETED
    if start.month is None and end.month is None and (last - first).days > SHORT_DAYS and last.day < first.day:
        swapped = Period(first.replace(day=last.day), first, certainty)
        return Doubtful(Doubt.SWAPPED, tuple(_sensible([swapped, Period(first, last, certainty)], today)))
    if last < first:
        return _backwards(first, last, today)
    if _weekday_differs(start, first) or _weekday_differs(end, last):
        return Doubtful(Doubt.AMBIGUOUS, tuple(_sensible([Period(first, last, certainty)], today)))
    return _judge([Period(first, last, certainty)], today)


def _backwards(first: date, last: date, today: date) -> Doubtful:
    """The second day comes before the first: swapped, or on into the next year."""
    swapped = Period(last, first, Certainty.COMPLETED)
    onward = Period(first, _in_year(last, last.year + 1), Certainty.COMPLETED)
    guesses = [guess for guess in (swapped, onward) if guess.days <= ONWARD_DAYS]
    guesses.sort(key=lambda guess: guess.days)
    return Doubtful(Doubt.SWAPPED, tuple(_sensible(guesses, today)))


def _last_of_day(day: int, latest: date) -> date:
    """The last 24th, 30th… up to `latest`."""
    year, month = latest.year, latest.month
    for _ in range(4):
        if 1 <= day <= calendar.monthrange(year, month)[1] and date(year, month, day) <= latest:
            return date(year, month, day)
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    raise ValueError(f"no month has a day {day}")


def _in_month(place: Place, near: date) -> date:
    return date(near.year, near.month, place.day or 0)


def _weekday_differs(place: Place, day: date) -> bool:
    return place.weekday is not None and place.weekday != day.weekday()


def _least(*periods: Period) -> Certainty:
    completed = any(period.certainty is Certainty.COMPLETED for period in periods)
    return Certainty.COMPLETED if completed else Certainty.WRITTEN


# -- what may be acted on


def _judge(found: Sequence[Period], today: date) -> Period | Doubtful:
    """The one period that is clear, ahead and no longer than a year; else the doubt."""
    if any(period.last_on < period.first_on for period in found):
        return _backwards(found[0].first_on, found[0].last_on, today)
    if len(found) > 1:
        return Doubtful(Doubt.AMBIGUOUS, tuple(_sensible(found, today)))
    (period,) = found
    if period.last_on < today:
        return Doubtful(Doubt.PAST, tuple(_sensible([_years_on(period, today)], today)))
    if period.days > LONGEST_DAYS:
        return Doubtful(Doubt.LONG, (period,))
    if (period.first_on - today).days > LONGEST_DAYS:
        return Doubtful(Doubt.FAR, (period,))
    return period


def _years_on(period: Period, today: date) -> Period:
    """The same days of the first year in which they aren't over."""
    years = today.year - period.last_on.year
    years += (period.last_on.month, period.last_on.day) < (today.month, today.day)
    first, last = (_in_year(day, day.year + years) for day in (period.first_on, period.last_on))
    return Period(first, last, Certainty.COMPLETED)


def _in_year(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def _sensible(guesses: Iterable[Period], today: date) -> list[Period]:
    """The guesses that aren't over, each once."""
    return [guess for guess in dict.fromkeys(guesses) if guess.last_on >= today]
