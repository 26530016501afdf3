"""What the matcher gives back: places, how sure it is, and what the person would read on a button."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Verdict = Literal["sure", "choose", "unsure"]


class PlaceKind(StrEnum):
    """What a typed place turned out to be; an EPCI or a territory is a wider answer than a commune."""

    COMMUNE = "commune"
    EPCI = "epci"
    TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """One place that the text may mean.

    Attributes:
        kind: Commune, EPCI or territory.
        code: Insee code, EPCI code or territory id, according to the kind.
        label: What a button shows: « Arlanc (63220) », « CC Ambert Livradois Forez ».
        score: How close the spelling is, from 0 to 100 (the very name). The order of candidates also weighs the
            expected area and the population, so that scores need not decrease.
    """

    kind: PlaceKind
    code: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """What a text means as a place.

    Attributes:
        verdict: `sure`: the first candidate is meant. `choose`: the person picks (a single candidate asks for a
            yes). `unsure`: nothing is close enough; ask again with an example.
        candidates: Best first, each place once: one when sure, none when unsure, at most seven to choose from (ten
            for the communes of one postcode).
    """

    verdict: Verdict
    candidates: tuple[PlaceCandidate, ...]


UNSURE = PlaceMatch("unsure", ())
