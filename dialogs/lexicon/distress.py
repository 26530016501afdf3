"""The distress guard: are these the words of somebody who suffers, and whom can they call?

Rule 1: lexical and open to reading; nothing is diagnosed. Rule 2: nobody is told without a yes (the dialog's part).
Rule 3: a common figure of speech must not stop a person who tells a project; exclusions are part of the word file.
Rule 4: what was matched is shown to nobody and never logged; it serves the tests and the animator's trials.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA

from dialogs.lexicon.patterns import (
    Line,
    PatternSet,
    Span,
    drop_excluded,
    find_spans,
    read_classes,
    read_patterns,
    write_line,
)
from dialogs.lexicon.reading import Entry, close_match, read_entries
from dialogs.lexicon.shorthand import spell_out
from dialogs.lexicon.words import Word, cut_words, fold, split_expressions

FAMILIES = ("danger", "minor", "violence", "shelter", "strain")  # gravest first: the first that shows is answered
SHORTEST_MENDED = 6  # letters; a shorter word one slip away is too often another word


_ONESELF = frozenset({"me", "nous", "moi", "je", "us", "i", "my", "myself"})


@dataclass(frozen=True)
class HelpLine:
    """A public help line.

    Attributes:
        key: Its name in the file.
        phone: The number as it is dialled and shown.
        serves: Whom it serves, in French.
        checked_on: The day somebody last made sure that the number and the hours hold.
        source: Where they read it.
        fr: The sentence for people, in French.
        en: The same in English.
    """

    key: str
    phone: str
    serves: str
    checked_on: date
    source: str
    fr: str
    en: str


@dataclass(frozen=True)
class DistressGuard:
    """What `detresse.yaml` says, compiled.

    Attributes:
        families: Patterns per family, gravest family first.
        farming: Patterns that tell of a farm.
        immediate: Patterns that say that the deed is done, or for now.
        others: Patterns that say that it is about somebody close.
        past: Patterns that say that it is over.
        idioms: Patterns of figures of speech.
        mended_words: Folded words recognised behind one slip of the thumb.
        help_lines: The help lines of each family, in the order to show them.
    """

    families: Mapping[str, PatternSet]
    farming: PatternSet
    immediate: PatternSet
    others: PatternSet
    past: PatternSet
    idioms: PatternSet
    mended_words: frozenset[str]
    help_lines: Mapping[str, tuple[HelpLine, ...]]


@dataclass(frozen=True)
class Distress:
    """Signs of distress in a text.

    Attributes:
        family: One of `FAMILIES`.
        words: The person's own words that were taken as signs, in order. Personal: never log them.
        is_immediate: Whether the deed is done, or for now: 15 and 112 come first.
        is_about_another: Whether somebody close is meant.
        is_past: Whether it is told as something that is over.
    """

    family: str
    words: tuple[str, ...]
    is_immediate: bool = False
    is_about_another: bool = False
    is_past: bool = False


def _read_help_line(entry: Entry) -> HelpLine:
    fields = entry.fields({"numero", "telephone", "pour", "verifie", "source", "fr", "en"})
    try:
        checked_on = date.fromisoformat(fields["verifie"].text())
    except ValueError:
        raise fields["verifie"].error("the day of the last check is written like 2026-11-22") from None
    return HelpLine(
        key=fields["numero"].text(),
        phone=fields["telephone"].text(),
        serves=fields["pour"].text(),
        checked_on=checked_on,
        source=fields["source"].text(),
        fr=fields["fr"].text(),
        en=fields["en"].text(),
    )


def _read_help_lines(entry: Entry) -> dict[str, HelpLine]:
    lines: dict[str, HelpLine] = {}
    for item in entry.items():
        line = _read_help_line(item)
        if line.key in lines:
            raise item.error(f"numero '{line.key}' is written twice; keep one")
        lines[line.key] = line
    return lines


def _chosen_lines(entry: Entry, lines: Mapping[str, HelpLine]) -> tuple[HelpLine, ...]:
    chosen: list[HelpLine] = []
    for item in entry.items():
        key = item.text()
        if key not in lines:
            raise item.error(f"unknown numero '{key}'; {close_match(key, lines)}")
        chosen.append(lines[key])
    if not chosen:
        raise entry.error("a family without a number helps nobody; name at least one")
    return tuple(chosen)


def load_distress(text: str, file: str = "detresse.yaml") -> DistressGuard:
    """Read the guard from the text of its file.

    Args:
        text: The whole of `detresse.yaml`.
        file: The file's name, for messages.

    Raises:
        LexiconError: With file, line and a likely mend; a missing family is an error.
    """
    fields = read_entries(text, file).fields(
        {"mots", "familles", "agricole", "prise", "ailleurs", "passe", "expressions", "fautes", "numeros"}
    )
    classes = read_classes(fields["mots"])
    lines = _read_help_lines(fields["numeros"])
    patterns: dict[str, PatternSet] = {}
    shown: dict[str, tuple[HelpLine, ...]] = {}
    for item in fields["familles"].items():
        family_fields = item.fields({"famille", "numeros", "dit"})
        family = family_fields["famille"].text()
        if family not in FAMILIES:
            raise family_fields["famille"].error(f"unknown famille '{family}'; {close_match(family, FAMILIES)}")
        if family in patterns:
            raise family_fields["famille"].error(f"famille '{family}' is written twice; put its lines together")
        patterns[family] = read_patterns(family_fields["dit"], classes)
        shown[family] = _chosen_lines(family_fields["numeros"], lines)
    for family in FAMILIES:
        if family not in patterns:
            raise fields["familles"].error(f"famille '{family}' is missing; the guard needs each")
    return DistressGuard(
        families={family: patterns[family] for family in FAMILIES},
        farming=read_patterns(fields["agricole"], classes),
        immediate=read_patterns(fields["prise"], classes),
        others=read_patterns(fields["ailleurs"], classes),
        past=read_patterns(fields["passe"], classes),
        idioms=read_patterns(fields["expressions"], classes),
        mended_words=frozenset(fold(word) for word in split_expressions(fields["fautes"].text())),
        help_lines=shown,
    )


def _mend(words: tuple[Word, ...], guard: DistressGuard) -> list[Word]:
    """Put the intended word where one slip of the thumb hides it."""
    mended: list[Word] = []
    for word in words:
        form = word.form
        if len(form) >= SHORTEST_MENDED and form not in guard.mended_words:
            near = (
                known
                for known in sorted(guard.mended_words)
                if known[0] == form[0]
                and not (known.startswith(form) or form.startswith(known))  # an ending is no slip
                and OSA.distance(form, known, score_cutoff=1) <= 1
            )
            form = next(near, form)
        mended.append(Word(form, word.start, word.end))
    return mended


def _is_inside_violence(span: Span, family: str, found: Mapping[str, tuple[Span, ...]]) -> bool:
    """Whether words of danger are part of longer ones: « il menace de me tuer » is about violence."""
    if family != "danger":
        return False
    return any(start <= span[0] and span[1] <= end and (start, end) != span for start, end in found.get("violence", ()))


def _is_about_another(line: Line, spans: tuple[Span, ...], others: tuple[Span, ...]) -> bool:
    """Whether the signs are told of somebody named, and none of them names the person who writes."""
    if any(_ONESELF & set(line.written[start:end].replace(",", "").split()) for start, end in spans):
        return False
    return all(any(start < span[1] and span[0] < end for start, end in others) for span in spans)


def write_guarded(text: str, guard: DistressGuard) -> Line:
    """Write a text out for the guard, slips of the thumb mended."""
    return write_line(text, _mend(spell_out(cut_words(text), text), guard))


def spot_distress(text: str, guard: DistressGuard) -> Distress | None:
    """Return the gravest signs of distress in a text, None when there are none.

    Args:
        text: Any free text, as typed.
        guard: As `load_distress` read it.
    """
    return find_distress(write_guarded(text, guard), guard)


def find_distress(line: Line, guard: DistressGuard) -> Distress | None:
    """Return the gravest signs of distress in a text that `write_guarded` wrote out."""
    found = {family: spans for family, patterns in guard.families.items() if (spans := find_spans(patterns, line))}
    if not found:
        return None
    excluded = find_spans(guard.idioms, line)
    for family, taken in found.items():
        spans = tuple(span for span in drop_excluded(taken, excluded) if not _is_inside_violence(span, family, found))
        is_past = bool(spans) and bool(find_spans(guard.past, line))
        if spans and not (family == "strain" and is_past):
            return Distress(
                family,
                tuple(dict.fromkeys(line.said(start, end) for start, end in spans)),
                is_immediate=bool(find_spans(guard.immediate, line)),
                is_about_another=_is_about_another(line, spans, find_spans(guard.others, line)),
                is_past=is_past,
            )
    return None


def tells_of_a_farm(text: str, guard: DistressGuard) -> bool:
    """Whether a text speaks of farming: the farmers' help line is for those who do."""
    return bool(find_spans(guard.farming, write_line(text)))
