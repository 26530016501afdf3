"""People's own words cut into tokens that can be compared, each keeping its place in what was typed.

Rule 1: case, accents and ligatures never count. Rule 2: apostrophes and hyphens part words (« d’hôtes » is two).
Rule 3: the end of a sentence is a token of its own, so that nothing is read across it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

SENTENCE_END = "."
LONGEST_TEXT = 20_000  # characters read of one story; the rest adds nothing to a suggestion
LONGEST_WORD = 40  # characters; longer ones are pasted links or noise

_PIECE = re.compile(r"\d+(?=ans\b)|[^\W_]+|[.!?;…\n]+")  # « 17ans » is two words
_FOLD = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the text in lower case, without accents or ligatures."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_FOLD))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text.

    Attributes:
        form: The folded form, or `SENTENCE_END`.
        start: First character in the text.
        end: One past the last character.
    """

    form: str
    start: int
    end: int


def cut_words(text: str) -> tuple[Word, ...]:
    """Cut a text into words and sentence ends, in order."""
    words: list[Word] = []
    for piece in _PIECE.finditer(text[:LONGEST_TEXT]):
        start, end = piece.span()
        if not piece.group()[0].isalnum():
            if words and words[-1].form != SENTENCE_END:
                words.append(Word(SENTENCE_END, start, end))
        elif end - start <= LONGEST_WORD:
            words.append(Word(fold(piece.group()), start, end))
    return tuple(words)


def split_expressions(text: str) -> tuple[str, ...]:
    """Split a comma-separated line of a word file into its trimmed expressions."""
    return tuple(part for piece in text.split(",") if (part := " ".join(piece.split())))
