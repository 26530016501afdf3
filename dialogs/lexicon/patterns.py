"""Small patterns that people write, matched on whole words.

The grammar, as the word files explain it:

    je veux mourir       these words, one after the other (accents, capitals, doubled letters and elisions never count)
    suicid*              any ending
    (veux|vais)          one of these, each may be several words
    [vraiment|trop]      may be there or not
    {proche}             one of the words that the file lists under that name
    ..                   up to three other words, within the sentence
    < and >              the beginning and the end of a sentence
    ,                    a comma, or what parts a sentence like one

Theory: the words of a text are written out once as `. je veux mourir, oui . `, in the one spelling of `shorthand`; a
pattern becomes one regular expression over that line in which each word takes the comma and the space that follow it.
A set of patterns is indexed by the words that they can begin with: a text costs what its own words call for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from dialogs.lexicon.reading import Entry, close_match
from dialogs.lexicon.shorthand import sound, spell_expression, spell_out
from dialogs.lexicon.words import SENTENCE_END, Word, cut_words, fold

Span = tuple[int, int]

_SIGN = re.compile(r"\.\.|[()\[\]|<>,]|\{[^}\s]*\}|[^\s()\[\]|<>{},]+")
_NAME = re.compile(r"\{([^}\s]*)\}")
_GAP = r"(?:[^ .]+ ){0,3}"
_PARTING = re.compile(r"[,:()«»\"–—/]")  # what parts a sentence as a comma does
_OPENING = {"(": ")", "[": "]"}
_ANY = frozenset({"*"})
_BOUNDS = {"<": r"(?<=\. )", ">": r"(?=\. )", ",": r"(?<=, )"}
_DEEPEST = 5  # classes within classes; deeper is a class that names itself
_CACHED_WORDS = 50_000
_DENIALS = frozenset({"pas", "plus", "rien", "sans", "personne", "aucun", "jamais", "no", "not", "nobody", "nothing"})


class PatternError(ValueError):
    """A pattern is not well written; the message names the cause and the mend."""


@dataclass(frozen=True)
class Line:
    """A text written out for patterns.

    Attributes:
        text: What the person typed.
        written: The words in one spelling, each followed by a space (a comma first where one stands), ends as dots.
        words: The words, in order.
        starts: Where each word starts in `written`.
    """

    text: str
    written: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]

    @cached_property
    def pairs(self) -> Mapping[tuple[str, str], list[int]]:
        """Each word with the one that follows, and where in `written` they stand."""
        found: dict[tuple[str, str], list[int]] = {}
        for word, following, start in zip(self.words, self.words[1:], self.starts, strict=False):
            found.setdefault((word.form, following.form), []).append(start)
        return found

    def span(self, start: int, end: int) -> Span:
        """Return where a stretch of `written` stands in the text; (0, 0) when it holds no word."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, max(start, end - 1)) - 1
        chosen = [word for word in self.words[first : last + 1] if word.form != SENTENCE_END]
        return (chosen[0].start, chosen[-1].end) if chosen else (0, 0)

    def said(self, start: int, end: int) -> str:
        """Return the person's own words for a stretch of `written`."""
        return self.text[slice(*self.span(start, end))]


def write_line(text: str, words: Sequence[Word] | None = None) -> Line:
    """Write a text out for patterns; `words` replaces its own words where the caller mended typos."""
    chosen = tuple(words) if words is not None else spell_out(cut_words(text), text)
    bounded = [Word(SENTENCE_END, 0, 0), *(Word(sound(word.form), word.start, word.end) for word in chosen)]
    if bounded[-1].form != SENTENCE_END:
        bounded.append(Word(SENTENCE_END, len(text), len(text)))
    starts: list[int] = []
    pieces: list[str] = []
    position = 0
    for word, following in zip(bounded, [*bounded[1:], bounded[-1]], strict=True):
        parted = word.form != SENTENCE_END and _PARTING.search(text, word.end, following.start)
        pieces.append(f"{word.form}{',' if parted else ''} ")
        starts.append(position)
        position += len(pieces[-1])
    return Line(text, "".join(pieces), tuple(bounded), tuple(starts))


@dataclass(frozen=True)
class _Expression:
    """A part of a pattern: its regular expression, and what it can begin with.

    Attributes:
        source: The regular expression.
        firsts: The words it can begin with: a word, « stem* », « * » for any.
        seconds: The words that can come second in it.
        empty: Whether it may take no word.
        single: Whether it may take one word alone.
    """

    source: str
    firsts: frozenset[str] = frozenset()
    seconds: frozenset[str] = frozenset()
    empty: bool = False
    single: bool = False


@lru_cache(maxsize=16_384)
def _word(sign: str) -> _Expression:
    if sign == "..":
        return _Expression(_GAP, _ANY, _ANY, empty=True, single=True)
    if sign in _BOUNDS:
        return _Expression(_BOUNDS[sign], empty=True)
    stem, star, rest = sign.partition("*")
    if rest or (star and not stem):
        raise PatternError(f"'{sign}': the star stands only at the end of a word")
    parts = [word.form for word in cut_words(stem)]
    words = [form for part in parts for form in spell_expression(part)]
    if not words or SENTENCE_END in parts:
        raise PatternError(f"'{sign}' holds no word")
    ending = r"[^ .]* " if star else ",? "
    stems = [*words[:-1], words[-1] + star]
    source = ",? ".join(re.escape(word) for word in words) + ending
    return _Expression(source, frozenset(stems[:1]), frozenset(stems[1:2]), single=len(words) == 1)


def _follow(parts: Iterable[_Expression]) -> _Expression:
    source, firsts, seconds, empty, single = "", frozenset[str](), frozenset[str](), True, False
    for part in parts:
        if single:
            seconds |= part.firsts
        if empty:
            firsts |= part.firsts
            seconds |= part.seconds
        single = (single and part.empty) or (empty and part.single)
        source, empty = source + part.source, empty and part.empty
    return _Expression(source, firsts, seconds, empty=empty, single=single)


def _choice(signs: list[str], closing: str) -> _Expression:
    """Read alternatives up to `closing` ('' for the end of the pattern), taking signs from the front."""
    branches: list[list[_Expression]] = [[]]
    while signs:
        sign = signs.pop(0)
        if sign == closing:
            break
        if sign in _OPENING:
            inner = _choice(signs, _OPENING[sign])
            branches[-1].append(inner if sign == "(" else replace(inner, source=f"{inner.source}?", empty=True))
        elif sign == "|":
            branches.append([])
        elif sign in (")", "]"):
            raise PatternError(f"a '{sign}' closes nothing")
        else:
            branches[-1].append(_word(sign))
    else:
        if closing:
            raise PatternError(f"a '{closing}' is missing")
    if closing and not all(branches):
        raise PatternError("an empty choice; write a word on each side of '|'")
    read = [_follow(branch) for branch in branches]
    return _Expression(
        f"(?:{'|'.join(branch.source for branch in read)})",
        frozenset().union(*(branch.firsts for branch in read)),
        frozenset().union(*(branch.seconds for branch in read)),
        empty=any(branch.empty for branch in read),
        single=any(branch.single for branch in read),
    )


def spread_classes(source: str, classes: Mapping[str, str]) -> str:
    """Write the words of each `{class}` into a pattern.

    Raises:
        PatternError: A class is unknown, or names itself.
    """
    for _ in range(_DEEPEST):
        if "{" not in source:
            return source
        source = _NAME.sub(lambda found: f"({_class_named(found[1], classes)})", source)
    raise PatternError("a '{class}' names itself; write its words out")


def _class_named(name: str, classes: Mapping[str, str]) -> str:
    if name not in classes:
        raise PatternError(f"unknown '{{{name}}}'; {close_match(name, classes) if classes else 'list it under mots'}")
    return classes[name]


@dataclass(frozen=True)
class Pattern:
    """One pattern, read.

    Attributes:
        source: As it was written.
        written: The expression over `Line.written`, which is compiled when it is first looked for.
        firsts: The words it can begin with; « stem* » for any ending.
        seconds: The words that can come second; None when the first may stand alone, or any word follow it.
    """

    source: str
    written: str
    firsts: frozenset[str]
    seconds: frozenset[str] | None

    @cached_property
    def says_no(self) -> bool:
        """Whether the pattern itself holds a denial (« pourquoi pas moi »)."""
        return not _DENIALS.isdisjoint(re.findall(r"[a-z]+", fold(self.source)))

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """Over `Line.written`."""
        return re.compile(self.written)

    @cached_property
    def _stems(self) -> tuple[str, ...]:
        return tuple(second[:-1] for second in self.seconds or () if second.endswith("*"))

    def may_go_on(self, form: str) -> bool:
        """Whether a word can come second."""
        return self.seconds is None or form in self.seconds or form.startswith(self._stems)


def compile_pattern(source: str, classes: Mapping[str, str] | None = None) -> Pattern:
    """Compile one pattern of the grammar above to an expression over `Line.written`.

    Raises:
        PatternError: The pattern is not well written, or could match without any word.
    """
    spread = spread_classes(fold(source), classes or {})
    read = _choice(_SIGN.findall(spread), "")
    if read.empty:
        raise PatternError(f"'{source}' would match anything; add a word that must be there")
    if "*" in read.firsts:
        raise PatternError(f"'{source}' begins with '..'; begin with a word")
    seconds = None if read.single or "*" in read.seconds else read.seconds
    return Pattern(source, read.source, read.firsts, seconds)


@dataclass(frozen=True)
class PatternSet:
    """Patterns indexed by the words that they can begin with. Position in the set names a pattern."""

    patterns: tuple[Pattern, ...]
    _begun_by: dict[str, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)
    _pairs: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _index(self) -> Mapping[str, tuple[int, ...]]:
        index: dict[str, list[int]] = {}
        for number, pattern in enumerate(self.patterns):
            for first in sorted(pattern.firsts):
                index.setdefault(first, []).append(number)
        return {first: tuple(numbers) for first, numbers in index.items()}

    def _candidates(self, form: str) -> tuple[int, ...]:
        known = self._begun_by.get(form)
        if known is None:
            index = self._index
            found = set(index.get(form, ()))
            for length in range(1, len(form) + 1):
                found.update(index.get(form[:length] + "*", ()))
            known = tuple(sorted(found))
            if len(self._begun_by) < _CACHED_WORDS:
                self._begun_by[form] = known
        return known

    def _begun_by_pair(self, form: str, following: str) -> tuple[int, ...]:
        pair = form, following
        known = self._pairs.get(pair)
        if known is None:
            known = tuple(number for number in self._candidates(form) if self.patterns[number].may_go_on(following))
            if len(self._pairs) < _CACHED_WORDS:
                self._pairs[pair] = known
        return known

    def find(self, line: Line) -> list[tuple[int, Span]]:
        """Return each pattern (its position in the set) that takes a stretch of the line, in the order of the text."""
        found: list[tuple[int, Span]] = []
        for (form, following), places in line.pairs.items():
            for number in self._begun_by_pair(form, following):
                match = self.patterns[number].expression.match
                found += [(number, taken.span()) for place in places if (taken := match(line.written, place))]
        return sorted(found, key=lambda each: each[1])


def read_classes(entry: Entry) -> dict[str, str]:
    """Read a `mots` section: name of a class -> its words, separated by « | » or commas.

    Raises:
        LexiconError: A name is written twice, or no words stand there; with its line.
    """
    return {
        fold(item_fields["nom"].text()): fold(item_fields["dit"].text()).replace(",", "|")
        for item_fields in (item.fields({"nom", "dit"}) for item in entry.items())
    }


def read_patterns(entry: Entry, classes: Mapping[str, str] | None = None) -> PatternSet:
    """Compile a list of patterns of a word file.

    Raises:
        LexiconError: A pattern is not well written; with its line.
    """
    compiled: list[Pattern] = []
    for item in entry.items():
        try:
            compiled.append(compile_pattern(item.text(), classes))
        except PatternError as error:
            raise item.error(str(error)) from error
    if not compiled:
        raise entry.error("the list is empty; give at least one pattern")
    return PatternSet(tuple(compiled))


def find_spans(patterns: PatternSet, line: Line) -> tuple[Span, ...]:
    """Return every stretch of `line.written` that a pattern takes, in the order of the text."""
    return tuple(sorted(span for _, span in patterns.find(line)))


def drop_excluded(spans: Sequence[Span], excluded: Sequence[Span]) -> tuple[Span, ...]:
    """Drop each stretch that an exclusion overlaps, unless the stretch ends later than the exclusion.

    So « en finir avec » clears « je veux en finir », but not « en finir avec la vie ».
    """
    return tuple(span for span in spans if not is_excluded(span, excluded))


def is_excluded(span: Span, excluded: Sequence[Span]) -> bool:
    """Whether an exclusion overlaps the stretch and the stretch doesn't end later."""
    return any(start < span[1] and span[0] < end and span[1] <= end for start, end in excluded)
