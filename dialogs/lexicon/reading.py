"""YAML read as text only, every value with its line.

Nothing is retyped (`on`, `01004` and `12:30` stay text), a key written twice is refused, and every complaint
names the file and the line. The file itself was read by the caller: nothing here opens anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

import yaml
from rapidfuzz import process

from dialogs.lexicon.errors import LexiconError

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times faster where it is built in


def close_match(word: str, known: Collection[str]) -> str:
    """Phrase the likely mend for an unknown word, or list what is allowed."""
    best = process.extractOne(word, sorted(known), score_cutoff=60)
    return f"did you mean '{best[0]}'?" if best else f"one of: {', '.join(sorted(known))}"


@dataclass(frozen=True)
class Entry:
    """One YAML value with its place: `text` of a scalar, `items` of a list or `fields` of a mapping."""

    file: str
    node: yaml.Node

    @property
    def line(self) -> int:
        """Line in the file, from 1."""
        return int(self.node.start_mark.line) + 1

    def error(self, message: str) -> LexiconError:
        """Make the error for this place; the caller raises it."""
        return LexiconError(self.file, self.line, message)

    @property
    def is_mapping(self) -> bool:
        """Whether the value has fields."""
        return isinstance(self.node, yaml.MappingNode)

    def text(self) -> str:
        """Return the scalar as typed.

        Raises:
            LexiconError: The value is a list, a mapping or empty.
        """
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.error("a text is expected here; put it in quotes if it starts with [ or {")
        value = str(self.node.value).strip()
        if not value:
            raise self.error("nothing is written here; give a text or remove the line")
        return value

    def items(self) -> Iterator[Entry]:
        """Yield the entries of a list.

        Raises:
            LexiconError: The value is no list.
        """
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.error("a list is expected here; start each line with a dash")
        for node in self.node.value:
            yield Entry(self.file, node)

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> dict[str, Entry]:
        """Return the entries of a mapping by key.

        Raises:
            LexiconError: No mapping, an unknown, missing or repeated key.
        """
        if not isinstance(self.node, yaml.MappingNode):
            raise self.error(f"fields are expected here: {', '.join(sorted(required))}")
        found: dict[str, Entry] = {}
        for key_node, value_node in self.node.value:
            key_entry = Entry(self.file, key_node)
            key = key_entry.text()
            if key in found:
                raise key_entry.error(f"'{key}' is written twice; keep one")
            if key not in required and key not in optional:
                known = {*required, *optional}
                raise key_entry.error(f"unknown key '{key}'; {close_match(key, known)}")
            found[key] = Entry(self.file, value_node)
        for key in sorted(required):
            if key not in found:
                raise self.error(f"'{key}' is missing; add a line « {key}: … »")
        return found


def read_entries(text: str, file: str) -> Entry:
    """Parse a YAML text into entries that know their lines.

    Args:
        text: The whole file.
        file: Its name, for messages.

    Raises:
        LexiconError: The text is no YAML, or empty.
    """
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise LexiconError(file, line, f"not readable as YAML ({error.problem}); check dashes and quotes") from error
    except yaml.YAMLError as error:
        raise LexiconError(file, 1, "not readable as YAML; a character is not allowed here") from error
    if node is None:
        raise LexiconError(file, 1, "the file is empty; put back its content")
    return Entry(file, node)
