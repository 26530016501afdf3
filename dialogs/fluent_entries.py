"""Fluent texts cut into their messages without parsing them: parsing is what costs, and few messages are said.

Rule 1: what is not plainly a message of words and variables is left to the parser; so is a file with anything else
than messages and comments. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_HEAD: Final = re.compile(r"([A-Za-z][A-Za-z0-9_-]*) *=")
_VARIABLE: Final = re.compile(r"\{ *\$([A-Za-z][A-Za-z0-9_-]*) *\}")
_SPECIAL: Final = frozenset("[*.}")  # at the beginning of a line of a message: variants, attributes, ends


@dataclass(frozen=True, slots=True)
class FluentEntry:
    """One message as it is written; `variables` is None where only the parser can tell."""

    name: str
    line: int
    text: str
    variables: frozenset[str] | None


def cut_messages(text: str) -> list[FluentEntry] | None:
    """The messages of a Fluent text, in order; None when something else than messages and comments stands there."""
    found: list[FluentEntry] = []
    for line, lines in _stretches(text):
        head = _HEAD.match(lines[0])
        if head is None:
            return None
        variables = _variables([lines[0][head.end() :], *lines[1:]])
        found.append(FluentEntry(head[1], line, "\n".join(lines) + "\n", variables))
    return found


def _stretches(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each stretch of lines that a line at the margin begins, with the number of that line; comments are left out."""
    lines: list[str] = []
    began = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#"):
            if lines:
                yield began, lines
            lines = []
        elif (line and line[0] not in " \r\t}") or (line.strip() and not lines):
            if lines:
                yield began, lines
            lines, began = [line], number
        elif lines:
            lines.append(line)
    if lines:
        yield began, lines


def _variables(value: list[str]) -> frozenset[str] | None:
    """The variables of a message of words and variables alone; None for any other."""
    written = "\n".join(value)
    bare = _VARIABLE.sub("", written)
    odd = "{" in bare or "}" in bare or "\t" in bare or "\r" in bare
    if odd or not written.strip() or any(line.lstrip(" ")[:1] in _SPECIAL for line in value[1:] if line.strip()):
        return None
    return frozenset(_VARIABLE.findall(written))
