"""The words in which days are written: « lundi 7 décembre », « 24/12/26 », « la semaine prochaine », « Dec 24th »."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

TEXT_LIMIT: Final = 4096  # characters of one message; Bot API, sendMessage
_WORD: Final = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?!\d)"
    r"|\d{1,2}[/.]\d{1,2}(?:[/.]\d{4}|[/.]\d{2})?(?!\d)"
    r"|\d{1,2}-\d{1,2}-\d{2,4}(?!\d)"
    r"|\d+|[a-z]+|[^\s]"
)
_WEEKDAYS: Final = {
    name: at
    for at, names in enumerate(
        (
            "lundi lun monday mon", "mardi mar tuesday tue tues", "mercredi mer wednesday wed",
            "jeudi jeu thursday thu thur thurs", "vendredi ven friday fri", "samedi sam saturday sat",
            "dimanche dim sunday sun",
        )
    )
    for name in names.split()
}  # fmt: skip
_MONTHS: Final = {
    name: at
    for at, names in enumerate(
        (
            "janvier janv jan january", "fevrier fevr fev february feb", "mars march", "avril avr april apr",
            "mai may", "juin june jun", "juillet juil july jul", "aout august aug", "septembre sept sep september",
            "octobre oct october", "novembre nov november", "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NEAR_DAYS: Final = (
    (("aujourd", "hui"), 0), (("aujourdhui",), 0), (("today",), 0), (("ce", "jour"), 0),
    (("apres", "demain"), 2), (("apres", "-", "demain"), 2), (("day", "after", "tomorrow"), 2), (("demain",), 1),
    (("tomorrow",), 1), (("avant", "-", "hier"), -2), (("avant", "hier"), -2), (("hier",), -1), (("yesterday",), -1),
)  # fmt: skip
_WEEKS: Final = (
    (("semaine", "prochaine"), 1), (("semaine", "suivante"), 1), (("next", "week"), 1), (("cette", "semaine"), 0),
    (("this", "week"), 0),
)  # fmt: skip
_NEXT: Final = frozenset({"prochain", "prochaine", "next"})
_ARTICLES: Final = frozenset({"le", "la", "on", "the", "this", "ce", "un", "l", "toute", "tout", "all"})
_ORDINALS: Final = frozenset({"er", "ere", "st", "nd", "rd", "th"})
_FULL_STOP: Final = "."


@dataclass(frozen=True, slots=True)
class Place:
    """A day, a week or a month as it is written; what isn't said is None.

    Attributes:
        day: of the month.
        weekday: 0 = Monday.
        is_next: « prochain » stands beside the weekday.
        ahead: days from today.
        week: weeks from this one.
        whole_month: the month, without a day; the next one where `month` is None.
        is_week_of: the week that holds the day.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    is_next: bool = False
    ahead: int | None = None
    week: int | None = None
    whole_month: bool = False
    is_week_of: bool = False


@dataclass(frozen=True, slots=True)
class Spelled:
    """A place, and how many words spell it."""

    place: Place
    length: int


def split_words(text: str) -> list[str]:
    """The words and numbers of a text, in small letters without accents; no words of a text longer than a message."""
    if len(text) > TEXT_LIMIT:
        return []
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain.translate(str.maketrans("–—‐‑→", "-----"))
    words = [word for word in _WORD.findall(plain) if word not in "’'`´,;:!?()«»\""]
    return words[:-1] if words[-1:] == [_FULL_STOP] else words


def read_place(words: Sequence[str]) -> Spelled | None:
    """The longest day, week or month that the words begin with."""
    for skipped in range(3):
        found = _read(words[skipped:])
        if found is not None:
            return Spelled(found.place, found.length + skipped)
        if skipped >= len(words) or words[skipped] not in _ARTICLES:
            break
    return None


def _read(words: Sequence[str]) -> Spelled | None:
    if not words:
        return None
    for spelling, ahead in _NEAR_DAYS:
        if tuple(words[: len(spelling)]) == spelling:
            return Spelled(Place(ahead=ahead), len(spelling))
    for spelling, week in _WEEKS:
        if tuple(words[: len(spelling)]) == spelling:
            return Spelled(Place(week=week), len(spelling))
    return _week_of(words) or _weekday(words) or _month(words) or _date(words)


def _week_of(words: Sequence[str]) -> Spelled | None:
    if tuple(words[:2]) not in (("semaine", "du"), ("week", "of")):
        return None
    at = 3 if words[2:3] == ["the"] else 2
    found = _date(words[at:])
    if found is None:
        return None
    place = found.place
    return Spelled(Place(place.day, place.month, place.year, is_week_of=True), found.length + at)


def _weekday(words: Sequence[str]) -> Spelled | None:
    """« lundi », « lundi prochain », « next monday », « lundi 7 décembre »."""
    before = 1 if words[0] in _NEXT else 0
    weekday = _WEEKDAYS.get(words[before]) if len(words) > before else None
    if weekday is None:
        return None
    rest = words[before + 1 :]
    if before or (rest and rest[0] in _NEXT):
        return Spelled(Place(weekday=weekday, is_next=True), before + 1 + (not before))
    at = 1 if rest[:1] and rest[0] in _ARTICLES | {_FULL_STOP} else 0
    found = _date(rest[at:]) if rest[at:] else None
    if found is None:
        return Spelled(Place(weekday=weekday), 1)
    place = found.place
    return Spelled(Place(place.day, place.month, place.year, weekday), 1 + at + found.length)


def _month(words: Sequence[str]) -> Spelled | None:
    """« mois prochain », « next month », « mois de mars », « mars 2027 », and English « December 24th, 2026 »."""
    if tuple(words[:2]) in (("mois", "prochain"), ("next", "month")):
        return Spelled(Place(whole_month=True), 2)
    at = next(
        (n for n, start in ((2, ["mois", "de"]), (2, ["mois", "d"]), (2, ["month", "of"])) if words[:n] == start), 0
    )
    month = _MONTHS.get(words[at]) if len(words) > at else None
    if month is None:
        return None
    rest = words[at + 1 :]
    if not at and rest[:1] and rest[0].isdigit() and len(rest[0]) <= 2:
        length = 1 + (rest[1:2] != [] and rest[1] in _ORDINALS)
        year, more = _year(rest[length:])
        return Spelled(Place(int(rest[0]), month, year), 1 + length + more)
    year, more = _year(rest)
    return Spelled(Place(month=month, year=year, whole_month=True), at + 1 + more)


def _date(words: Sequence[str]) -> Spelled | None:
    """« 2026-12-24 », « 24/12 », « 24.12.26 », « 24 décembre 2026 », « 24-12 », « 24 »."""
    if not words or not words[0][0].isdigit():
        return None
    parts = re.split(r"[-/.]", words[0])
    if len(parts) > 1:
        return Spelled(_numbers(parts), 1)
    if len(words[0]) > 2:
        return None
    day, at = int(words[0]), 1
    if words[at : at + 1] and words[at] in _ORDINALS:
        at += 1
    if words[at : at + 1] in (["of"], ["de"]) and words[at + 1 : at + 2] and words[at + 1] in _MONTHS:
        at += 1
    month = _MONTHS.get(words[at]) if len(words) > at else None
    if month is None:
        return Spelled(Place(day), at)
    at += 1
    if words[at : at + 1] == [_FULL_STOP]:
        at += 1
    year, more = _year(words[at:])
    return Spelled(Place(day, month, year), at + more)


def _numbers(parts: Sequence[str]) -> Place:
    if len(parts[0]) == 4:
        return Place(int(parts[2]), int(parts[1]), int(parts[0]))
    year = None if len(parts) < 3 else int(parts[2]) + (2000 if len(parts[2]) == 2 else 0)
    return Place(int(parts[0]), int(parts[1]), year)


def _year(words: Sequence[str]) -> tuple[int | None, int]:
    """A year of four digits, and how many words it takes."""
    if words and words[0].isdigit() and len(words[0]) == 4:
        return int(words[0]), 1
    return None, 0
