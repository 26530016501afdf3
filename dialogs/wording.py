"""Words for people: Fluent messages in both languages, dates said as people say them.

A missing message or variable is a bug of ours and raises, in tests as in production; the check of definitions proves
that both languages have the same messages with the same variables (`findings`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from babel.dates import format_date, format_time
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from dialogs.fluent_entries import cut_messages

LANGUAGES = ("fr", "en")
FAR_DAYS = 180  # from here on a day is said with its year


class WordingError(Exception):
    """Base of the wording's errors."""


class MissingWordsError(WordingError):
    """A message, or one of its variables, is missing: name it in the Fluent file or pass it."""


class Wording:
    """All messages of all languages.

    Args:
        sources: language -> file name -> Fluent text.
    """

    def __init__(self, sources: Mapping[str, Mapping[str, str]]) -> None:
        self._bundles: dict[str, FluentBundle] = {}
        self._variables: dict[str, dict[str, frozenset[str]]] = {}
        self._places: dict[str, dict[str, str]] = {}
        self._twice: list[str] = []
        self._plain: dict[tuple[str, str], str] = {}
        self._unparsed: dict[tuple[str, str], str] = {}
        for language, files in sources.items():
            bundle = FluentBundle([language], use_isolating=False)
            variables: dict[str, frozenset[str]] = {}
            places: dict[str, str] = {}
            for name, text in files.items():
                for message, line, unparsed, used in _read(name, text, bundle):
                    place = f"{name}:{line}"
                    if unparsed and message not in places:
                        self._unparsed[language, message] = unparsed
                    if message in places:
                        self._twice.append(f"{place}: message '{message}' is already at {places[message]}; remove one")
                    variables[message], places[message] = used, place
            self._bundles[language], self._variables[language], self._places[language] = bundle, variables, places

    def has(self, language: str, key: str) -> bool:
        """Whether `key` exists in `language`."""
        return key in self._variables.get(language, {})

    def keys(self, language: str) -> frozenset[str]:
        """All message ids of `language`."""
        return frozenset(self._variables[language])

    def variables(self, language: str, key: str) -> frozenset[str]:
        """The variables of message `key`, French when the language is not spoken here; none when it is missing."""
        return self._variables.get(language, self._variables["fr"]).get(key, frozenset())

    def place(self, language: str, key: str) -> str:
        """The `file:line` of message `key`; empty when it is missing."""
        return self._places[language].get(key, "")

    def say(self, language: str, key: str, **arguments: Any) -> str:
        """The message `key` in `language`, French when the language is not spoken here.

        Raises:
            MissingWordsError: no such message, or a variable of it was not given.
        """
        spoken = language if language in self._bundles else "fr"
        if (plain := self._plain.get((spoken, key))) is not None:
            return plain
        bundle = self._bundles[spoken]
        if key not in self._variables[spoken]:
            raise MissingWordsError(f"no message '{key}' in {spoken}; add it to the Fluent file")
        if (unparsed := self._unparsed.get((spoken, key))) is not None:
            bundle.add_resource(FluentResource(unparsed))  # twice, from two threads, is once
            self._unparsed.pop((spoken, key), None)
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise MissingWordsError(f"message '{key}' in {spoken} has no text of its own; write it after the '='")
        text, errors = bundle.format_pattern(pattern, arguments)
        if errors:
            raise MissingWordsError(f"message '{key}' in {spoken}: {errors[0]}")
        if not self._variables[spoken][key]:
            self._plain[spoken, key] = str(text)
        return str(text)

    def findings(self) -> tuple[str, ...]:
        """What is wrong between the languages: messages missing in one, variables that differ, ids given twice."""
        found = list(self._twice)
        reference = self._variables["fr"]
        for language in sorted(set(self._variables) - {"fr"}):
            other = self._variables[language]
            for key in sorted(set(reference) - set(other)):
                found.append(f"{self._places['fr'][key]}: message '{key}' is missing in {language}; translate it")
            for key in sorted(set(other) - set(reference)):
                found.append(f"{self._places[language][key]}: message '{key}' is missing in fr; write it or remove it")
            for key in sorted(set(other) & set(reference)):
                if other[key] != reference[key]:
                    odd = ", ".join("$" + name for name in sorted(other[key] ^ reference[key]))
                    found.append(f"{self._places[language][key]}: message '{key}' differs from fr in {odd}")
        return tuple(found)


def say_day(language: str, day: date, today: date | None = None) -> str:
    """A day as people say it: « vendredi 27 » within the month of `today`, « jeudi 3 décembre » beyond it.

    The year is said only of days half a year away.
    """
    if today is not None and (day.year, day.month) == (today.year, today.month):
        pattern = "EEEE d"
    elif today is None or abs((day - today).days) < FAR_DAYS:
        pattern = "EEEE d MMMM"
    else:
        pattern = "EEEE d MMMM y"
    if language == "fr" and day.day == 1:
        pattern = pattern.replace(" d", " d'er'")
    return format_date(day, pattern, locale=language)


def say_period(language: str, first: date, last: date) -> str:
    """The days `first` to `last` with the year: « du 24 décembre 2026 au 2 janvier 2027 », « le 24 décembre 2026 »."""
    whole = _say_date(language, last, "d MMMM y")
    if first == last:
        return f"on {whole}" if language == "en" else f"le {whole}"
    pattern = "d" if (first.year, first.month) == (last.year, last.month) else "d MMMM"
    begins = _say_date(language, first, pattern if first.year == last.year else "d MMMM y")
    return f"from {begins} to {whole}" if language == "en" else f"du {begins} au {whole}"


def _say_date(language: str, day: date, pattern: str) -> str:
    if language == "fr" and day.day == 1:
        pattern = pattern.replace("d", "d'er'", 1)
    return format_date(day, pattern, locale=language)


def say_short_day(language: str, day: date) -> str:
    """A day for the dense lines of staff messages: « vendredi 27/11 »."""
    return format_date(day, "EEEE d/MM", locale=language)


def say_time(language: str, at: time | datetime) -> str:
    """A time of day: « 8:30 » or « 20:47 »."""
    return format_time(at, "H:mm", locale=language)


class _Variables(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 (the library's name)
        self.names.add(node.id.name)


def _read(filename: str, text: str, bundle: FluentBundle) -> Iterable[tuple[str, int, str, frozenset[str]]]:
    """Every message of a Fluent text: id, line, what is still to be parsed when it is said, variables.

    Raises:
        WordingError: a piece that is no Fluent message.
    """
    entries = cut_messages(text)
    if entries is None or any(entry.variables is None for entry in entries):
        # Messages that refer to others, and those with choices, are parsed now.
        pieces = [(0, text)] if entries is None else [(e.line - 1, e.text) for e in entries if e.variables is None]
        for above, piece in pieces:
            resource = FluentResource(piece)
            bundle.add_resource(resource)
            for name, line, used in _messages(filename, piece, resource, above):
                yield name, line, "", used
    for entry in entries or ():
        if entry.variables is not None:
            yield entry.name, entry.line, entry.text, entry.variables


def _messages(
    filename: str, text: str, resource: ast.Resource, above: int
) -> Iterable[tuple[str, int, frozenset[str]]]:
    """Every message of a parsed text that has so many lines `above` it in its file: id, line, variables.

    Raises:
        WordingError: a piece that is no Fluent message.
    """
    for entry in resource.body:
        line = above + (text.count("\n", 0, entry.span.start) + 1 if entry.span else 0)
        if isinstance(entry, ast.Junk):
            first = re.sub(r"\s+", " ", entry.content or "").strip()[:60]
            raise WordingError(f"{filename}:{line}: not a Fluent message: {first!r}; check the '=' and the indentation")
        if isinstance(entry, ast.Message):
            visitor = _Variables()
            visitor.visit(entry)
            yield entry.id.name, line, frozenset(visitor.names)
