"""Dates in words, relative to the day of the message: « à la rentrée », « dans 18 mois », « au printemps 2028 ».

Rule 1: a range stands for its middle. Rule 2: « quand… » without a date is no date. Rule 3: a past date is no term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.lexicon.patterns import Line
from dialogs.lexicon.shorthand import sound
from dialogs.listening.numbers import find_numbers, middle_of

SOON_DAYS = 92  # up to three months ahead is « vite »
YEAR_DAYS = 370  # up to a year ahead is « dans l’année »
_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = {sound(name): number for names in (_MONTHS, _ENGLISH) for number, name in enumerate(names, start=1)}
_SEASONS = {
    "printemps": (5, 5), "spring": (5, 5), "ete": (8, 5), "sumer": (8, 5), "automne": (11, 5), "autumn": (11, 5),
    "hiver": (2, 5), "winter": (2, 5), "rentre": (9, 1), "rentree": (9, 1), "noel": (12, 25), "christmas": (12, 25),
    "pakes": (4, 10), "easter": (4, 10), "toussaint": (11, 1), "vacances": (7, 15),
}  # fmt: skip
_NUMBER = r"(?:\d{1,3}|[a-z]+(?: (?:et )?(?:de )?[a-z]+)?)"
_SPAN = re.compile(
    rf"(?<![^ ])(?:dans|sous|de ici(?: a)?|dici|in|within|en moins de)(?: environ| a peu pres| about| moins de)?"
    rf" ({_NUMBER}(?: (?:a|ou|or|to) {_NUMBER})?) (jours?|semaines?|mois|ans?|anees?|days?|weeks?|months?|years?),? "
)
_MONTH_OF = re.compile(
    rf"(?<![^ ])(?:en |pour |debut |fin |mi |courant |avant |des |vers |a |de ici |le \d{{1,2}} |\d{{1,2}} |in |by |"
    rf"from |early |late |next |before |this ){{0,3}}({'|'.join(sorted(_MONTH))}),?(?: (?:de )?(20\d\d))? "
)
_SEASON_OF = re.compile(
    rf"(?<![^ ])((?:(?:a|au|en|pour|avant|des|cet|cete|le|la|les|lete|de|apres|next|this|in|by|before|the|fin|debut) )"
    rf"{{0,3}})"
    rf"({'|'.join(sorted(_SEASONS))}),?(?: (prochain|prochaine|20\d\d))? "
)
_YEAR = re.compile(r"(?<![^ ])(debut |fin |mi |courant |en |pour |avant |early |late |in |by |)(20\d\d),? ")
_NEXT = re.compile(
    r"(?<![^ ])(?:le (mois) prochain|la (semaine) prochaine|(?:le |de )?(an|anee) (?:prochain|prochaine|qui vient)|"
    r"next (week|month|year)|la fin de (?:le )?(anee)|fin de (anee)|(demain)) ?"
)
_PAST = re.compile(r"(?:depuis|il y a|y a|since|ago|ne en|nee en|fini en|en retraite depuis) (?:[^ .]+ ){0,2}$")


@dataclass(frozen=True, slots=True)
class Term:
    """A date found: the key it falls on, and where it stands in `Line.written`."""

    key: str
    start: int
    end: int


def find_terms(line: Line, said_on: date) -> list[Term]:
    """Return the terms that a text names, in order."""
    found: list[Term] = []
    for expression, read in ((_SPAN, _read_span), (_NEXT, _read_next), (_MONTH_OF, _read_month), (_YEAR, _read_year)):
        for match in expression.finditer(line.written):
            if (when := read(match, said_on)) is not None:
                found.append(Term(key_of(when, said_on), *match.span()))
    for match in _SEASON_OF.finditer(line.written):
        if match[1] or match[3]:
            found.append(Term(key_of(_read_season(match, said_on), said_on), *match.span()))
    kept: list[Term] = []
    for term in sorted(found, key=lambda each: (each.start, -each.end)):
        is_past = _PAST.search(line.written, 0, term.start) is not None
        if not is_past and not any(term.start < other.end for other in kept):
            kept.append(term)
    return kept


def key_of(when: date, said_on: date) -> str:
    """Return the value of `echeance` that a day falls on."""
    days = (when - said_on).days
    return "vite" if days <= SOON_DAYS else "dans_l_annee" if days <= YEAR_DAYS else "plus_tard"


def _read_span(match: re.Match[str], said_on: date) -> date | None:
    count = middle_of(find_numbers(match[1].replace(" a ", " / ").replace(" ou ", " / ").replace(" kelkes", " trois")))
    if match[1] in ("kelkes", "plusieurs", "some", "a few"):
        count = 4
    if count is None or count > 900:
        return None
    unit = match[2]
    days = 1 if unit[0] in "jd" else 7 if unit[:2] in ("se", "we") else 30.5 if unit[:2] in ("mo",) else 365
    return said_on + timedelta(days=round(count * days))


def _read_next(match: re.Match[str], said_on: date) -> date:
    word = next(group for group in match.groups() if group)
    if word in ("semaine", "week", "demain"):
        return said_on + timedelta(days=7)
    if word in ("mois", "month"):
        return said_on + timedelta(days=30)
    if match[0].startswith(("la fin", "fin")):
        return date(said_on.year, 12, 31)
    return date(said_on.year + 1, 7, 1)


def _read_month(match: re.Match[str], said_on: date) -> date | None:
    if match[0].split()[0].rstrip(",") in ("may", "march", "mars", "mai") and match[2] is None:
        return None  # « may » and « march » alone are words; « mars » needs « en », « pour »…
    month = _MONTH[match[1]]
    if match[2] is not None:
        when = date(int(match[2]), month, 15)
        return when if when >= said_on - timedelta(days=31) else None
    when = date(said_on.year, month, 15)
    return when if when >= said_on else date(said_on.year + 1, month, 15)


def _read_season(match: re.Match[str], said_on: date) -> date:
    month, day = _SEASONS[match[2]]
    if match[3] and match[3].isdigit():
        return date(int(match[3]), month, day)
    when = date(said_on.year, month, day)
    return when if when >= said_on else date(said_on.year + 1, month, day)


def _read_year(match: re.Match[str], said_on: date) -> date | None:
    year, part = int(match[2]), match[1].strip()
    month = {"debut": 2, "early": 2, "fin": 11, "late": 11}.get(part, 7)
    when = date(year, month, 1)
    if year == said_on.year and when < said_on:
        when = said_on + (date(year, 12, 31) - said_on) / 2
    return when if year >= said_on.year else None
