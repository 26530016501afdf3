"""A sentence that keeps its parts apart, so that it can be said in another language.

Rule 1: the English template is the sentence's name, as in gettext; `referral_rules.french` finds its French under it.
Rule 2: what is put in is never looked at again: a brace in somebody's file is a brace.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import TypeAlias

Part: TypeAlias = "str | int | date | tuple[str, ...] | Saying"  # what fills a template


class Phrase(str):
    """Words of our own, already in French, that stand as they are: not a word of somebody's file."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """A template with what fills it; `str` says it in English.

    Attributes:
        template: like "unknown value {value!r} for {fact}".
        parts: by name: a word as it is written in a file, a number, a day, several words, or a saying.
    """

    template: str
    parts: tuple[tuple[str, Part], ...] = ()

    def __str__(self) -> str:
        return self.template.format(**{name: _in_english(part) for name, part in self.parts})

    def words(self) -> Iterator[str]:
        """Goes through the words that fill it, those of sayings within included."""
        for _, part in self.parts:
            yield from _words(part)

    def quoted(self) -> Iterator[str]:
        """Goes through the words that it quotes: those that stand in the file as they are."""
        for name in quoted_placeholders(self.template):
            yield from _words(dict(self.parts)[name])


def say(template: str, /, **parts: Part) -> Saying:
    """Makes a saying of a template and what fills it."""
    return Saying(template, tuple(parts.items()))


def verbatim(text: str) -> Saying:
    """Makes a saying of words for developers: it has no other language."""
    return Saying("{text}", (("text", text),))


def placeholders(template: str) -> frozenset[str]:
    """Gives the names of what a template wants."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def quoted_placeholders(template: str) -> tuple[str, ...]:
    """Gives the names of what a template puts between quotation marks."""
    return tuple(name for _, name, _, mark in Formatter().parse(template) if name and mark == "r")


def _in_english(part: Part) -> str | int:
    if isinstance(part, tuple):
        return ", ".join(part)
    return part if isinstance(part, str | int) else str(part)


def _words(part: Part) -> Iterator[str]:
    if isinstance(part, Saying):
        yield from part.words()
    elif isinstance(part, tuple):
        yield from part
    elif isinstance(part, str):
        yield part
