"""A case's facts as JSON values: closed-vocabulary answers only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from referral_rules.facts import Facts, OneOf


def dump_facts(facts: Facts) -> dict[str, Any]:
    """The facts as JSON values: text as it is, sets as sorted lists. What is only half known is left out.

    Raises:
        TypeError: a value is no fact's value.
    """
    dumped: dict[str, Any] = {}
    for name, value in facts.items():
        if isinstance(value, str):
            dumped[name] = value
        elif isinstance(value, frozenset):
            dumped[name] = sorted(value)
        elif not isinstance(value, OneOf):
            raise TypeError(f"{name}: {type(value).__name__} is no fact's value; text or a frozenset is")
    return dumped


def load_facts(dumped: Mapping[str, Any]) -> Facts:
    """The reverse of `dump_facts`."""
    return {name: frozenset(value) if isinstance(value, list) else value for name, value in dumped.items()}
