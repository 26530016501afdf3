"""Finds the groupings of communes (EPCIs) that somebody who begins a territory types, the likeliest first.

Rule 1: a code, or a name that the places' matcher is sure of, is meant.
Rule 2: else every grouping is offered whose name holds words like those typed, whatever their spelling and order
(« dome sancy » is in « CC Dômes Sancy Artense »); then those of the communes that bear the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from dialogs.places import PlaceKind, PlaceMatch, PlaceMatcher
from dialogs.places.reading import FILLERS
from referral_rules.geography import Epci, Geography, normalise_place

SHOWN_EPCIS: Final = 7  # as many as a person reads at a glance
EPCI_WORDS: Final = "communauté de communes "
KIND_WORDS: Final = frozenset(
    {"cc", "ca", "cu", "communaute", "communes", "agglomeration", "agglo", "comcom", "metropole"}
)
ALIKE: Final = 78.0  # likeness of words, 0 to 100, from which a name is offered
NEAR_THE_BEST: Final = 12.0  # a name further than this below the best one is not offered beside it
NAMED: Final = 95.0  # likeness of a commune’s name from which its grouping is offered


@dataclass(frozen=True, slots=True)
class FoundEpcis:
    """What a typed EPCI may be; `is_sure` when the first one is meant."""

    epcis: tuple[Epci, ...]
    is_sure: bool


def find_epcis(text: str, matcher: PlaceMatcher, geography: Geography) -> FoundEpcis:
    """The EPCIs that a text names, by code, by name or by one of their communes; the best first.

    Args:
        text: as typed; words in any order, with slips of spelling.
        matcher: knows the whole country's places.
        geography: gives the EPCIs.
    """
    code = re.sub(r"\s", "", text)
    if code in geography.epcis:
        return FoundEpcis((geography.epcis[code],), True)
    matches = [matcher.match(wording) for wording in (text, EPCI_WORDS + text)]
    sure = [match.candidates[0].code for match in matches if _is_sure_of_an_epci(match)]
    alike = _by_words(text, geography)
    is_sure = bool(sure) and not set(alike) - {sure[0]}
    offered = dict.fromkeys([*sure, *_of_communes(matches[0], geography), *alike] if not is_sure else sure[:1])
    return FoundEpcis(tuple(geography.epcis[one] for one in offered)[:SHOWN_EPCIS], is_sure)


def _is_sure_of_an_epci(match: PlaceMatch) -> bool:
    return match.verdict == "sure" and match.candidates[0].kind is PlaceKind.EPCI


def _of_communes(match: PlaceMatch, geography: Geography) -> list[str]:
    """The groupings of the communes that bear the name or the postcode typed."""
    named = [one for one in match.candidates if one.kind is PlaceKind.COMMUNE and one.score >= NAMED]
    return [epci for one in named if (epci := geography.communes[one.code].epci)]


def _by_words(text: str, geography: Geography) -> list[str]:
    """The groupings whose names hold words like those typed, best first; of equals the shorter name."""
    typed = _words(text)
    if not typed:
        return []
    scored = {code: _likeness(typed, _words(epci.name)) for code, epci in geography.epcis.items()}
    best = max(scored.values(), default=0.0)
    alike = [code for code, score in scored.items() if score >= max(ALIKE, best - NEAR_THE_BEST)]
    return sorted(alike, key=lambda code: (-scored[code], len(geography.epcis[code].name), code))


def _words(text: str) -> list[str]:
    return [word for word in normalise_place(text).split() if word not in FILLERS and word not in KIND_WORDS]


def _likeness(typed: list[str], name: list[str]) -> float:
    """How well each word typed stands in the name, 0 to 100; words of the name that nobody typed cost nothing."""
    if not name:
        return 0.0
    return sum(process.extractOne(word, name, scorer=fuzz.ratio)[1] for word in typed) / len(typed)
