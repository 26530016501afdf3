"""What the person's words suggest: the form of their project, that they are under age, their language.

Suggestions only: each prefills or opens a question, none answers it. The patterns live in `signaux.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dialogs.lexicon.language import guess_language
from dialogs.lexicon.patterns import Line, PatternSet, drop_excluded, find_spans, read_patterns, write_line
from dialogs.lexicon.reading import Entry, close_match, read_entries
from dialogs.lexicon.shorthand import spell_expression
from dialogs.lexicon.words import fold, split_expressions

FORMS = frozenset(
    {
        "creation",
        "reprise",
        "transmission",
        "installation_agricole",
        "developpement",
        "association",
        "emploi",
        "habiter",
    }
)
LANGUAGES = frozenset({"fr", "en", "de", "nl", "es", "it", "pt"})
OF_AGE = 18  # years; French civil code, article 414
YOUNGEST_WRITER = 6  # years; below, « j'ai 5 ans » is about something else

_NUMBER_WORDS = {
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15,
    "seize": 16, "dix sept": 17, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
}  # fmt: skip
_AGES = {" ".join(spell_expression(words)): age for words, age in _NUMBER_WORDS.items()}
_SELF = (
    r"(?:je (?:n )?ai(?: bientot| seulement| presque| ke)?|je ne ai(?: ke)?|je (?:n )?aurai|je viens de avoir"
    r"|age de|moi(?:, | )(?:je ai |ce est (?:[^ .]+ ){1,2})?|ce est (?:[^ .]+ )|je (?:me )?apele (?:[^ .]+ )"
    r"|bonjour(?:,)?|i am|i me|im)"
)
_AGE = re.compile(
    rf"(?:{_SELF},? |(?<=\. ))(\d{{1,2}}|{'|'.join(sorted(_AGES, reverse=True))})"
    r" (ans,? |an,? |years old,? |year old,? |yo,? |y o,? |years (?:of age,? )?|(?=\. )|(?=and ))"
)
_NOT_AN_AGE = re.compile(r"(?:et demi )?(?:de |dans |of |in |plus tard|apres|depuis)(?!age)")


@dataclass(frozen=True)
class Ways:
    """The patterns of one signal: what says it, and what clears it."""

    said: PatternSet
    cleared: PatternSet

    def spans(self, line: Line) -> tuple[tuple[int, int], ...]:
        """Return where the signal shows in a line."""
        return drop_excluded(find_spans(self.said, line), find_spans(self.cleared, line))


@dataclass(frozen=True)
class SignalPatterns:
    """What `signaux.yaml` says, compiled."""

    forms: Mapping[str, Ways]
    minor: Ways
    languages: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Signals:
    """What a text suggests.

    Attributes:
        form: Guesses for `forme_du_projet`, likeliest first.
        minor: The words that say the person is under 18, else None.
        age: The age in years, when these words give it.
        language: Two-letter code of the text's language; None when too short.
    """

    form: tuple[str, ...]
    minor: str | None
    age: int | None
    language: str | None


def _read_ways(fields: Mapping[str, Entry]) -> Ways:
    return Ways(
        said=read_patterns(fields["dit"]),
        cleared=read_patterns(fields["jamais"]) if "jamais" in fields else PatternSet(()),
    )


def _read_values(entry: Entry, key: str, known: frozenset[str]) -> dict[str, Ways]:
    ways: dict[str, Ways] = {}
    for item in entry.items():
        fields = item.fields({key, "dit"}, {"jamais"})
        value = fields[key].text()
        if value not in known:
            raise fields[key].error(f"unknown value '{value}' for {key}; {close_match(value, known)}")
        if value in ways:
            raise fields[key].error(f"{key} '{value}' is written twice; put its lines together")
        ways[value] = _read_ways(fields)
    return ways


def load_signals(text: str, file: str = "signaux.yaml") -> SignalPatterns:
    """Read the patterns from the text of their file.

    Args:
        text: The whole of `signaux.yaml`.
        file: The file's name, for messages.

    Raises:
        LexiconError: With file, line and a likely mend.
    """
    fields = read_entries(text, file).fields({"formes", "mineur", "langues"})
    languages = fields["langues"].fields(LANGUAGES)
    return SignalPatterns(
        forms=_read_values(fields["formes"], "forme", FORMS),
        minor=_read_ways(fields["mineur"].fields({"dit"}, {"jamais"})),
        languages={
            code: frozenset(fold(word) for word in split_expressions(entry.text())) for code, entry in languages.items()
        },
    )


def _ranked(values: Mapping[str, Ways], line: Line) -> tuple[str, ...]:
    """Return the values that show, most places first; the file's order decides between equals."""
    counts = {value: len(set(ways.spans(line))) for value, ways in values.items()}
    return tuple(sorted((value for value in counts if counts[value]), key=lambda value: -counts[value]))


def find_age(line: Line) -> int | None:
    """Return the age under 18 that the person says to have, None when none is said."""
    return _find_age(line)[1]


def _find_age(line: Line) -> tuple[str | None, int | None]:
    for match in _AGE.finditer(line.written):
        number = match.group(1)
        age = _AGES.get(number) or int(number)
        if YOUNGEST_WRITER <= age < OF_AGE and not _NOT_AN_AGE.match(line.written, match.end()):
            return line.said(match.start(), match.end()), age
    return None, None


def _find_minor(ways: Ways, line: Line) -> tuple[str | None, int | None]:
    """Return the words that say a person is under age, and the age if it is said."""
    words, age = _find_age(line)
    spans = ways.spans(line) if words is None else ()
    return (line.said(*spans[0]), None) if spans else (words, age)


def spot_signals(text: str, signals: SignalPatterns) -> Signals:
    """Return what a text suggests; every suggestion stays to be asked.

    Args:
        text: What the person said, as typed.
        signals: As `load_signals` read them.
    """
    line = write_line(text)
    minor, age = _find_minor(signals.minor, line)
    return Signals(
        form=_ranked(signals.forms, line),
        minor=minor,
        age=age,
        language=guess_language(text, line.words, signals.languages),
    )
