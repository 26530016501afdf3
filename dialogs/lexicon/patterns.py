"""Small patterns that people write, matched on whole words.

The grammar, as the word files explain it:

    je veux mourir       these words, one after the other (accents and capitals never count)
    suicid*              any ending
    (veux|vais)          one of these, each may be several words
    [vraiment|trop]      may be there or not
    ..                   up to three other words, within the sentence
    < and >              the beginning and the end of a sentence

Theory: the words of a text are written out once as `. je veux mourir . `, and a pattern becomes one regular expression
over that line in which each word takes the space that follows it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.lexicon.reading import Entry
from dialogs.lexicon.words import SENTENCE_END, Word, cut_words, fold, spell_out

_SIGN = re.compile(r"\.\.|[()\[\]|<>]|[^\s()\[\]|<>]+")
_GAP = r"(?:[^ .]+ ){0,3}"
_OPENING = {"(": ")", "[": "]"}


class PatternError(ValueError):
    """A pattern is not well written; the message names the cause and the mend."""


@dataclass(frozen=True)
class Line:
    """A text written out for patterns.

    Attributes:
        text: What the person typed.
        written: The folded words, each followed by a space, sentence ends as dots.
        words: The words, in order.
        starts: Where each word starts in `written`.
    """

    text: str
    written: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]

    def said(self, start: int, end: int) -> str:
        """Return the person's own words for a stretch of `written`."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, max(start, end - 1)) - 1
        chosen = [word for word in self.words[first : last + 1] if word.form != SENTENCE_END]
        return self.text[chosen[0].start : chosen[-1].end] if chosen else ""


def write_line(text: str, words: Sequence[Word] | None = None) -> Line:
    """Write a text out for patterns; `words` replaces its own words where the caller mended typos."""
    chosen = tuple(words) if words is not None else spell_out(cut_words(text))
    bounded = [Word(SENTENCE_END, 0, 0), *chosen]
    if bounded[-1].form != SENTENCE_END:
        bounded.append(Word(SENTENCE_END, len(text), len(text)))
    starts: list[int] = []
    position = 0
    for word in bounded:
        starts.append(position)
        position += len(word.form) + 1
    return Line(text, "".join(f"{word.form} " for word in bounded), tuple(bounded), tuple(starts))


def _word_expression(sign: str) -> str:
    if sign == "..":
        return _GAP
    if sign == "<":
        return r"(?<=\. )"
    if sign == ">":
        return r"(?=\. )"
    stem, star, rest = sign.partition("*")
    if rest or (star and not stem):
        raise PatternError(f"'{sign}': the star stands only at the end of a word")
    words = [word.form for word in cut_words(stem)]
    if not words or SENTENCE_END in words:
        raise PatternError(f"'{sign}' holds no word")
    ending = r"[^ .]* " if star else " "
    return " ".join(re.escape(word) for word in words) + ending


def _choice(signs: list[str], closing: str) -> str:
    """Read alternatives up to `closing` ('' for the end of the pattern), taking signs from the front."""
    branches: list[str] = [""]
    while signs:
        sign = signs.pop(0)
        if sign == closing:
            break
        if sign in _OPENING:
            inner = _choice(signs, _OPENING[sign])
            branches[-1] += inner if sign == "(" else f"{inner}?"
        elif sign == "|":
            branches.append("")
        elif sign in (")", "]"):
            raise PatternError(f"a '{sign}' closes nothing")
        else:
            branches[-1] += _word_expression(sign)
    else:
        if closing:
            raise PatternError(f"a '{closing}' is missing")
    if closing and not all(branches):
        raise PatternError("an empty choice; write a word on each side of '|'")
    return f"(?:{'|'.join(branches)})"


def compile_pattern(source: str) -> re.Pattern[str]:
    """Compile one pattern of the grammar above to an expression over `Line.written`.

    Raises:
        PatternError: The pattern is not well written, or could match without any word.
    """
    signs = _SIGN.findall(fold(source))
    expression = re.compile(r"(?<![^ ])" + _choice(signs, ""))
    if expression.search(". ") or expression.match(""):
        raise PatternError(f"'{source}' would match anything; add a word that must be there")
    return expression


def read_patterns(entry: Entry) -> tuple[re.Pattern[str], ...]:
    """Compile a list of patterns of a word file.

    Raises:
        LexiconError: A pattern is not well written; with its line.
    """
    compiled: list[re.Pattern[str]] = []
    for item in entry.items():
        try:
            compiled.append(compile_pattern(item.text()))
        except PatternError as error:
            raise item.error(str(error)) from error
    if not compiled:
        raise entry.error("the list is empty; give at least one pattern")
    return tuple(compiled)


def find_spans(patterns: Sequence[re.Pattern[str]], line: Line) -> tuple[tuple[int, int], ...]:
    """Return every stretch of `line.written` that a pattern takes, in the order of the text."""
    return tuple(sorted(match.span() for pattern in patterns for match in pattern.finditer(line.written)))


def drop_excluded(spans: Sequence[tuple[int, int]], excluded: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Drop each stretch that an exclusion overlaps, unless the stretch ends later than the exclusion.

    So « en finir avec » clears « je veux en finir », but not « en finir avec la vie ».
    """

    def is_cleared(span: tuple[int, int]) -> bool:
        return any(start < span[1] and span[0] < end and end >= span[1] for start, end in excluded)

    return tuple(span for span in spans if not is_cleared(span))
