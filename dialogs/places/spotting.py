"""Places named inside a free text.

Rule 1: a name of the expected area is a place wherever it stands, unless it is also an everyday word or very short;
        then it needs a cue (« à », « vers », « près de »…) and a capital.
Rule 2: a near spelling (one letter added, lost, changed, or two swapped) counts for names of the expected area of at
        least six letters, after a cue or a capital, and never for an everyday word: « un tiers-lieu » isn't Thiers.
Rule 3: a commune elsewhere needs a clear cue, or its postcode beside it.
The longest name wins, and no word serves twice.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from dialogs.places.candidates import PlaceKind
from dialogs.places.gazetteer import Entry, Gazetteer
from dialogs.places.ordinary_words import ORDINARY_WORDS
from dialogs.places.reading import FILLERS
from referral_rules.geography import Geography, normalise_place

STORY_LIMIT = 4000  # characters
LONGEST_NAME = 8  # words
MOST_LINKS = 4  # words; « près de la » holds two, and a text of links alone must not be read to its start each time
LONGEST_GLUED = 46  # letters of the longest name of a commune, words run together, and one slip
SHORT_NAME = 4  # letters; shorter or equal names need a cue
SHORT_ANSWER = 4  # words; in so few, a name needs no cue
TYPO_LENGTH = 6  # letters from which one slip still leaves the name recognisable
TOWN = 5000  # inhabitants from which « a lyon », without accent or capital, is read as a place
PRIOR_CONFIDENCE = 92.0
CUED_BONUS = 4.0
POSTCODE_CONFIDENCE = 98.0
ELSEWHERE_CONFIDENCE = 84.0
TYPO_CONFIDENCE = 80.0
WIDE_CONFIDENCE = 82.0

_WORD = re.compile(r"[^\W_]+")
_POSTCODE = re.compile(r"\d{5}")
_LINKS = frozenset({"a", "au", "aux", "d", "de", "des", "du", "l", "la", "le", "les"})
_CUE_WORDS = """
vers habite habitons habiter vis vivons vivre commune village ville bourg pres cote autour alentours environs
proximite loin demenage demenager installer install installons installe
"""
_CUES = frozenset(_CUE_WORDS.split())
_OF = frozenset({"a", "au", "aux", "d", "de", "du", "vers"})


class Word(NamedTuple):
    """One word of a text: normalised, with what its writing says (capital, « à » with its accent)."""

    key: str
    has_capital: bool
    is_accented_a: bool


@dataclass(frozen=True, slots=True)
class Spotted:
    """A place found in a text: the words `start` (included) to `end` (excluded), and how sure that is (0–100)."""

    entry: Entry
    start: int
    end: int
    confidence: float


def split_words(text: str) -> tuple[Word, ...]:
    """Cut a text into normalised words; those of other scripts and signs are left out."""
    words = []
    for found in _WORD.finditer(text):
        raw = found[0]
        key = normalise_place(raw)
        if key:
            words.append(Word(key, raw[0].isupper(), raw in ("à", "À")))
    return tuple(words)


class PlaceSpotter:
    """Finds names of places in texts."""

    def __init__(self, geography: Geography, gazetteer: Gazetteer) -> None:
        """Take the places and their names."""
        self._geography = geography
        self._gazetteer = gazetteer
        self._names_by_length = lru_cache(maxsize=32)(self._index_by_length)

    def spot(self, story: str, prior: frozenset[str]) -> list[Spotted]:
        """Find the places that a story names beyond doubt (Rules 1–3)."""
        return self._search(split_words(story[:STORY_LIMIT]), prior, answering=False)

    def scan(self, answer: str, prior: frozenset[str]) -> list[Spotted]:
        """Find the places in an answer about places: there, no cue is needed and the context is the question."""
        return self._search(split_words(answer[:STORY_LIMIT]), prior, answering=True)

    def coverage(self, text: str, spotted: list[Spotted]) -> float:
        """Give the share (0–1) of a text's telling words that the places found in it account for."""
        words = split_words(text[:STORY_LIMIT])
        inside = {position for each in spotted for position in range(each.start, each.end)}
        telling = [at for at, word in enumerate(words) if at in inside or word.key not in FILLERS]
        return len(inside) / len(telling) if telling else 0.0

    def _search(self, words: tuple[Word, ...], prior: frozenset[str], *, answering: bool) -> list[Spotted]:
        found: list[Spotted] = []
        taken: set[int] = set()
        for start, end in self._windows(words):
            if taken.isdisjoint(range(start, end)):
                spotted = self._weigh(words, start, end, prior, answering=answering)
                if spotted:
                    found += spotted
                    taken.update(range(start, end))
        return sorted(found, key=lambda each: each.start)

    def _windows(self, words: tuple[Word, ...]) -> list[tuple[int, int]]:
        """The stretches that may be a name, longest first: linear, as few words begin one."""
        found: list[tuple[int, int]] = []
        for start in range(len(words)):
            may_slip = _may_be_near(words, start)
            glued = ""
            for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
                glued += words[end - 1].key
                if not (may_slip and len(glued) <= LONGEST_GLUED) and not self._gazetteer.begins(glued):
                    break
                found.append((start, end))
        return sorted(found, key=lambda each: (each[0] - each[1], each[0]))

    def _weigh(
        self, words: tuple[Word, ...], start: int, end: int, prior: frozenset[str], *, answering: bool
    ) -> list[Spotted]:
        key = " ".join(word.key for word in words[start:end])
        exact = self._gazetteer.find_exact(key)
        if not exact:
            near = self._near_name(words, start, end, prior)
            return [Spotted(near, start, end, TYPO_CONFIDENCE)] if near else []
        postcode = _postcode_beside(words, start, end)
        weighed = []
        for entry in exact:
            confidence = self._confidence(entry, words, start, end, prior, postcode, answering=answering)
            if confidence:
                weighed.append(Spotted(entry, start, end, confidence))
        best = max((each.confidence for each in weighed), default=0.0)
        return [each for each in weighed if answering or each.confidence == best]

    def _confidence(
        self,
        entry: Entry,
        words: tuple[Word, ...],
        start: int,
        end: int,
        prior: frozenset[str],
        postcode: str | None,
        *,
        answering: bool,
    ) -> float:
        """How sure a name found word for word is a place; 0 when it may well be something else."""
        ordinary = all(word.key in ORDINARY_WORDS or word.key in FILLERS for word in words[start:end])
        cue = _has_cue(words, start)
        if entry.kind is not PlaceKind.COMMUNE:
            return self._wide_confidence(entry, end - start, prior, ordinary=ordinary)
        commune = self._geography.communes[entry.code]
        if postcode is not None and postcode in commune.postcodes:
            return POSTCODE_CONFIDENCE
        capital = any(word.has_capital for word in words[start:end])
        doubtful = ordinary or len(entry.glued) <= SHORT_NAME
        if entry.code in prior:
            if doubtful and not (cue and (capital or answering)):
                return 0.0
            return PRIOR_CONFIDENCE + (CUED_BONUS if cue else 0.0)
        if answering:
            said = cue or capital or len(words) <= SHORT_ANSWER
            return ELSEWHERE_CONFIDENCE if said and not doubtful else 0.0
        if doubtful or entry.is_old or not (cue or (words[start - 1].key == "a" and start > 0 and capital)):
            return 0.0
        clear = capital or commune.population >= TOWN
        return ELSEWHERE_CONFIDENCE if clear else 0.0

    def _wide_confidence(self, entry: Entry, length: int, prior: frozenset[str], *, ordinary: bool) -> float:
        if ordinary:
            return 0.0
        if entry.kind is PlaceKind.TERRITORY:
            return WIDE_CONFIDENCE
        is_near = not prior.isdisjoint(self._geography.communes_of_epci(entry.code))
        return WIDE_CONFIDENCE if is_near and length > 1 else 0.0

    def _near_name(self, words: tuple[Word, ...], start: int, end: int, prior: frozenset[str]) -> Entry | None:
        window = words[start:end]
        glued = "".join(word.key for word in window)
        if len(glued) < TYPO_LENGTH - 1 or any(word.key in ORDINARY_WORDS for word in window[:1]):
            return None
        if not _may_be_near(words, start):
            return None
        by_length = self._names_by_length(prior)
        for length in range(len(glued) - 1, len(glued) + 2):
            for entry in by_length.get((glued[0], length), ()):
                if OSA.distance(glued, entry.glued, score_cutoff=1) <= 1:
                    return entry
        return None

    def _index_by_length(self, prior: frozenset[str]) -> dict[tuple[str, int], list[Entry]]:
        found: dict[tuple[str, int], list[Entry]] = {}
        for entry in self._gazetteer.names_within(prior):
            if len(entry.glued) >= TYPO_LENGTH:
                found.setdefault((entry.glued[0], len(entry.glued)), []).append(entry)
        return found


def _may_be_near(words: tuple[Word, ...], start: int) -> bool:
    """Tell whether a near spelling counts here: after « à », « de », a cue, or with a capital."""
    preceded = start > 0 and words[start - 1].key in _OF
    return preceded or words[start].has_capital or _has_cue(words, start)


def _has_cue(words: tuple[Word, ...], start: int) -> bool:
    """Tell whether the words before a name say that a place follows: « à », « vers », « près de la »…"""
    position = start - 1
    while position >= max(0, start - MOST_LINKS) and words[position].key in _LINKS:
        if words[position].is_accented_a:
            return True
        position -= 1
    return position >= 0 and words[position].key in _CUES


def _postcode_beside(words: tuple[Word, ...], start: int, end: int) -> str | None:
    for position in (end, start - 1):
        if 0 <= position < len(words) and _POSTCODE.fullmatch(words[position].key):
            return words[position].key
    return None
