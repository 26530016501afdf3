"""YAML read as it is written: every scalar stays text, every node knows its line.

YAML's own typing turns `01004` into 516, `on` into true and `12:30` into 750, and keeps the last of two
equal keys. Here nothing is retyped, and a repeated key is an error that names both lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from referral_rules.errors import Report
from referral_rules.saying import say
from referral_rules.yaml_faults import read_fault

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml is ten times faster where it is built in


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, as written."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping; `lines` holds the line of each key."""

    entries: Mapping[str, Node]
    lines: Mapping[str, int]
    line: int


Node = Text | Items | Entries


def read_source(text: str, file: str, report: Report) -> Node | None:
    """Reads one YAML document.

    Args:
        text: the document.
        file: its name, for findings.
        report: gets the syntax errors and the repeated keys.

    Returns:
        The root node; None if the document is empty or can't be read.
    """
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        fault, line = read_fault(error, text)
        report.error(file, line, say("this is not YAML: {problem}", problem=fault.problem), fault.mend)
        return None
    if root is None:
        report.error(file, 1, say("the file is empty"), say("write something in it, or remove it"))
        return None
    return _Reading(file, report).node(root)


class _Reading:
    """Turns composed nodes into ours; refuses a node that contains itself."""

    def __init__(self, file: str, report: Report) -> None:
        self.file = file
        self.report = report
        self.open_nodes: set[int] = set()

    def node(self, node: yaml.Node) -> Node:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return Text(node.value, line)
        if id(node) in self.open_nodes:
            mend = say("write it out without '&' and '*'")
            self.report.error(self.file, line, say("this node contains itself"), mend)
            return Text("", line)
        self.open_nodes.add(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                return Items(tuple(self.node(item) for item in node.value), line)
            return self.mapping(node, line)
        finally:
            self.open_nodes.discard(id(node))

    def mapping(self, node: yaml.Node, line: int) -> Entries:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key_line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.report.error(self.file, key_line, say("a key must be a word"), say("write 'key: value'"))
                continue
            key = key_node.value
            if key in entries:
                self.report.error(
                    self.file,
                    key_line,
                    say("key {key!r} is written twice, first on line {first}", key=key, first=lines[key]),
                    say("keep one of them"),
                )
                continue
            entries[key] = self.node(value_node)
            lines[key] = key_line
        return Entries(entries, lines, line)


def plain(node: Node) -> object:
    """Gives a node as nested dicts, lists and strings, without lines."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}
