"""How close a name is to what was typed, which place is likelier, and when that is certain enough.

Two figures are kept apart. *Closeness* (0–100) compares spellings only. *Rank* adds what makes a place likely:
lying in the area that is asked about, then near it, then being populous. The order follows the rank; whether a
place is offered at all follows the closeness.

Rule 1: the exact name of a commune in the expected area beats every other.
Rule 2: homonyms are offered together, the expected area's first; a lone exact name is sure.
Rule 3: a near spelling is sure only when no other comes close.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from dialogs.places.candidates import PlaceKind
from dialogs.places.gazetteer import Entry

EXACT = 100.0
OLD_NAME_MALUS = 4.0
UNASKED_EPCI_MALUS = 14.0  # « Billom » is the commune; the EPCI of that name when a grouping is asked for
ASKED_EPCI_BONUS = 15.0
UNASKED_COMMUNE_MALUS = 10.0  # « la comcom d’Ambert » isn't Ambert
QUICK_CUTOFF = 60.0  # ratio under which a closer comparison isn't worth its time
WORD_PREFIX = 92.0  # « Marsac » for Marsac-en-Livradois
LETTER_PREFIX = (70.0, 25.0)  # floor, and what a prefix as long as the whole name would add
INNER_WORDS = 84.0  # « Roche-Savine » for Saint-Amant-Roche-Savine, in the expected area only
PRIOR_BONUS = 9.0
NEAR_PRIOR_BONUS = 4.0
POPULATION_BONUS = 0.5  # for each power of ten of inhabitants
WRONG_AREA_MALUS = 10.0  # the name is right and the postcode or département next to it is not
CUTOFF = 75.0  # closeness below which a name elsewhere in France is noise
PRIOR_CUTOFF = 66.0  # the same inside the expected area, where fewer names can be meant
SURE_FROM = 80.0
SURE_ELSEWHERE_FROM = 90.0  # outside the expected area an everyday word is too easily near some name
EXACT_RIVAL_MARGIN = 13.0  # more than PRIOR_BONUS, so that homonyms are always offered
RIVAL_MARGIN = 5.0
CHOICE_SPAN = 18.0
CHOICES = 7  # buttons; one more is left for « Autre »


@dataclass(frozen=True, slots=True)
class Scored:
    """A name with its closeness to what was typed, its rank, and whether it lies in the expected area."""

    entry: Entry
    closeness: float
    rank: float
    is_expected: bool

    @property
    def is_exact(self) -> bool:
        """Whether the name typed is this one, or a former one of this place."""
        return self.closeness >= EXACT - OLD_NAME_MALUS


def closeness_of(entry: Entry, name: str) -> float:
    """Compare a name with a normalised typed one: 100 is the same, below about 70 is chance."""
    glued = name.replace(" ", "")
    malus = OLD_NAME_MALUS if entry.is_old else 0.0
    if entry.glued == glued:
        return EXACT - malus
    if entry.key.startswith(name + " "):
        return WORD_PREFIX - malus
    spelling = fuzz.ratio(glued, entry.glued, score_cutoff=QUICK_CUTOFF)
    if spelling:
        spelling = (spelling + 100.0 * OSA.normalized_similarity(glued, entry.glued)) / 2
    if entry.glued.startswith(glued):
        floor, span = LETTER_PREFIX
        spelling = max(spelling, floor + span * len(glued) / len(entry.glued))
    return min(spelling, EXACT - OLD_NAME_MALUS - 1) - malus


def holds_words(entry: Entry, name: str) -> bool:
    """Tell whether the typed words are some of the name's, next to each other."""
    return f" {name} " in f" {entry.key} "


@dataclass(frozen=True, slots=True)
class Expectation:
    """What makes a place likely: the area asked about, and how the person put it.

    Attributes:
        prior: Communes of the area that is asked about.
        near: Communes of the same départements.
        wants_epci: The person named a grouping of communes.
    """

    prior: frozenset[str]
    near: frozenset[str]
    wants_epci: bool = False

    def bonus(self, entry: Entry, members: frozenset[str], population: int) -> float:
        """Weigh a place; `members` are its communes (one commune's own code, an EPCI's communes)."""
        if entry.kind is PlaceKind.TERRITORY:
            return PRIOR_BONUS
        weight = POPULATION_BONUS * math.log10(1 + population)
        if not self.prior.isdisjoint(members):
            weight += PRIOR_BONUS
        elif not self.near.isdisjoint(members):
            weight += NEAR_PRIOR_BONUS
        if entry.kind is PlaceKind.COMMUNE and self.wants_epci:
            weight -= UNASKED_COMMUNE_MALUS
        if entry.kind is PlaceKind.EPCI:
            weight += ASKED_EPCI_BONUS if self.wants_epci else -UNASKED_EPCI_MALUS
        return weight


def keep_best(scored: Iterable[Scored]) -> list[Scored]:
    """Order by rank and keep each place once, under its best name."""
    best: dict[tuple[PlaceKind, str], Scored] = {}
    for each in scored:
        place = (each.entry.kind, each.entry.code)
        if place not in best or best[place].rank < each.rank:
            best[place] = each
    return sorted(best.values(), key=lambda each: (-each.rank, each.entry.key, each.entry.code))


def is_sure(ordered: list[Scored]) -> bool:
    """Tell whether the first of some ordered places is meant, beyond reasonable doubt (Rules 1–3)."""
    top = ordered[0]
    if top.closeness < (SURE_FROM if top.is_expected else SURE_ELSEWHERE_FROM):
        return False
    for rival in ordered[1:]:
        margin = EXACT_RIVAL_MARGIN if rival.closeness >= EXACT else RIVAL_MARGIN
        if rival.rank > top.rank - margin and not (top.is_exact and rival.closeness < WORD_PREFIX):
            return False
    return True


def choices_of(ordered: list[Scored]) -> list[Scored]:
    """Keep those of the ordered places that are worth a button."""
    top = ordered[0]
    return [each for each in ordered if each.rank >= top.rank - CHOICE_SPAN][:CHOICES]
