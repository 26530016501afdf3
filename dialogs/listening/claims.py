"""What was heard: a fact, its values, the words that say it, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing told.

    Attributes:
        fact: the fact of the vocabulary, or `telephone` and `courriel`.
        values: one or several values: option keys, INSEE codes, or text.
        words: the person's own words that say it. Personal: never log them.
        start, end: where they stand in the text.
        is_sure: said back for a yes; else it only orders buttons, or ticks with its quote.
    """

    fact: str
    values: tuple[str, ...]
    words: str
    start: int
    end: int
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """What the words are heard in.

    Attributes:
        said_on: the day of the message; dates in words are relative to it.
        prior: communes (INSEE codes) near which places are looked for first.
        facts: what is known already, for options that depend on it.
    """

    said_on: date
    prior: frozenset[str] = frozenset()
    facts: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
