"""People's own words cut into tokens that can be compared, each keeping its place in what was typed.

Rule 1: case, accents and ligatures never count. Rule 2: apostrophes and hyphens part words (« d’hôtes » is two).
Rule 3: the end of a sentence is a token of its own, so that nothing is read across it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

SENTENCE_END = "."
LONGEST_TEXT = 20_000  # characters read of one story; the rest adds nothing to a suggestion
LONGEST_WORD = 40  # characters; longer ones are pasted links or noise

_PIECE = re.compile(r"\d+(?=ans\b)|[^\W_]+|[.!?;…\n]+")  # « 17ans » is two words
_FOLD = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})

# How people shorten on a phone, as they are heard: written without accents, one word to several.
SHORTHAND: dict[str, tuple[str, ...]] = {
    short: tuple(full.split())
    for short, full in {
        "jveux": "je veux",
        "jveu": "je veux",
        "jveut": "je veux",
        "g": "j ai",
        "jvoudrais": "je voudrais",
        "jvais": "je vais",
        "jpeux": "je peux",
        "jen": "j en",
        "jai": "j ai",
        "jarrive": "j arrive",
        "jaimerais": "j aimerais",
        "jaimerai": "j aimerais",
        "jsuis": "je suis",
        "chuis": "je suis",
        "chui": "je suis",
        "jme": "je me",
        "jte": "je te",
        "jle": "je le",
        "jpense": "je pense",
        "jcherche": "je cherche",
        "jvois": "je vois",
        "jtiens": "je tiens",
        "jcraque": "je craque",
        "jreprends": "je reprends",
        "jvends": "je vends",
        "ya": "y a",
        "cest": "c est",
        "sest": "s est",
        "pr": "pour",
        "ki": "qui",
        "ke": "que",
        "tt": "tout",
        "ts": "tous",
        "ac": "avec",
        "avc": "avec",
        "im": "i m",
        "ive": "i ve",
        "cant": "can t",
        "dont": "don t",
        "doesnt": "doesn t",
        "wanna": "want to",
        "gonna": "going to",
    }.items()
}


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


def spell_out(words: Sequence[Word]) -> tuple[Word, ...]:
    """Replace phone shorthand (« jveux ») by the words that are heard, all at the place of the short form."""
    spelt: list[Word] = []
    for word in words:
        for form in SHORTHAND.get(word.form, (word.form,)):
            spelt.append(Word(form, word.start, word.end))
    return tuple(spelt)


def split_expressions(text: str) -> tuple[str, ...]:
    """Split a comma-separated line of a word file into its trimmed expressions."""
    return tuple(part for piece in text.split(",") if (part := " ".join(piece.split())))
