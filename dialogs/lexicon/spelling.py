"""From a word as typed to the word that the taxonomy knows: endings, missing apostrophes, slips of the thumb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST_MENDED = 5  # letters; shorter words have too many neighbours
TWO_SLIPS_FROM = 9  # letters
MENDED_LIKENESS = 0.8  # a mended word speaks a little lower
_GLUED = ("qu", "l", "d", "j", "s", "n", "m")  # what an apostrophe joins in French
_VOWELS = frozenset("aeiouyh")
MOST_ENDING = 3  # letters by which two forms of one word differ; « bâtiment » is no form of « bâté »
_VERB_ENDINGS = (
    "rai",
    "ras",
    "rais",
    "rait",
    "rons",
    "rez",
    "ront",
    "raient",
    "rions",
)  # « je verrais » is no « verre »


class WordStemmer(Protocol):
    """What this module needs of a stemmer."""

    stemWord: Callable[[str], str]  # noqa: N815 - the library's name


class WordIndex:
    """The vocabulary of a taxonomy, found again behind inflections and typing slips.

    A key is the French stem of a folded word; English inflections lead to the same key.
    """

    def __init__(self, french: WordStemmer, english: WordStemmer, quiet: frozenset[str]) -> None:
        """Make an empty index.

        Args:
            french: Stemmer for French.
            english: Stemmer for English.
            quiet: Folded words that are never mended (words of life, links).
        """
        self._french = french
        self._english = english
        self._quiet = quiet
        self._key_of_form: dict[str, str] = {}
        self._form_of_key: dict[str, str] = {}
        self._key_of_stem: dict[str, str] = {}
        self._by_initial: dict[str, list[str]] = {}
        self._found: dict[str, tuple[str, float]] = {}

    def learn(self, form: str) -> str:
        """Add a folded word and return its key."""
        known = self._key_of_form.get(form)
        if known:
            return known
        key = self._by_stem(form) or self._french.stemWord(form)
        if key in self._form_of_key and not _is_near(form, self._form_of_key[key]):
            key = form
        self._key_of_form[form] = key
        self._form_of_key.setdefault(key, form)
        self._by_initial.setdefault(form[0], []).append(form)
        self._key_of_stem.setdefault(self._french.stemWord(form), key)
        self._key_of_stem.setdefault(self._english.stemWord(form), key)
        return key

    def find(self, form: str) -> tuple[str, float]:
        """Return the key of a folded word and how like the known word it is (0 to 1); ('', 0.0) if unknown."""
        found = self._found.get(form)
        if found is None:
            found = self._look_up(form) or self._unglued(form) or self._mended(form) or ("", 0.0)
            if len(self._found) < 50_000:
                self._found[form] = found
        return found

    def _look_up(self, form: str) -> tuple[str, float] | None:
        key = self._key_of_form.get(form) or (None if form.endswith(_VERB_ENDINGS) else self._by_stem(form))
        return (key, 1.0) if key else None

    def _by_stem(self, form: str) -> str | None:
        """Find another inflection of a known word, in French or else in English."""
        for stemmer in (self._french, self._english):
            key = self._key_of_stem.get(stemmer.stemWord(form))
            if key and _is_near(form, self._form_of_key[key]):
                return key
        return None

    def _unglued(self, form: str) -> tuple[str, float] | None:
        """Find « lepicerie », « descalade »."""
        if form in self._quiet:
            return None
        for glued in _GLUED:
            rest = form.removeprefix(glued)
            if rest != form and len(rest) >= SHORTEST_MENDED - 1 and rest[0] in _VOWELS:
                return self._look_up(rest)
        return None

    def _mended(self, form: str) -> tuple[str, float] | None:
        """Find the known word one slip away (two in long words) with the same first letter."""
        if form in self._quiet or len(form) < SHORTEST_MENDED or form.rstrip("s") in self._quiet:
            return None
        slips = 2 if len(form) >= TWO_SLIPS_FROM else 1
        near = process.extractOne(form, self._by_initial.get(form[0], ()), scorer=OSA.distance, score_cutoff=slips)
        if near is None or len(near[0]) < SHORTEST_MENDED or near[0] in self._quiet:
            return None
        return self._key_of_form[near[0]], MENDED_LIKENESS


def _is_near(form: str, other: str) -> bool:
    """Whether two forms are of a length to be inflections of one word."""
    return abs(len(form) - len(other)) <= MOST_ENDING
