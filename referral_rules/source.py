"""YAML read as it is written: every scalar stays text, every node knows its line.

YAML's own typing turns `01004` into 516, `on` into true and `12:30` into 750, and keeps the last of two
equal keys. Here nothing is retyped, and a repeated key is an error that names both lines.

Files come from strangers' hands: how deep a text goes, and how much of itself it repeats, is bounded while it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import yaml

from referral_rules.errors import Report
from referral_rules.saying import say
from referral_rules.yaml_faults import TOO_DEEP, TOO_REPETITIVE, RefusedYamlError, read_fault

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml is ten times faster where it is built in
DEPTH_LIMIT: Final = 30  # collections within collections; a territory needs seven
REPEATED_LIMIT: Final = 10_000  # nodes that '*' brings in again in one file; unbounded, ten lines make a billion


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
    reading = _Reading(text, file)
    try:
        root = reading.document()
    except yaml.YAMLError as error:
        fault, line = read_fault(error, text)
        report.error(file, line, say("this is not YAML: {problem}", problem=fault.problem), fault.mend)
        return None
    report.findings += reading.report.findings
    if root is None:
        report.error(file, 1, say("the file is empty"), say("write something in it, or remove it"))
    return root


def read_events(text: str) -> Iterator[yaml.Event]:
    """Goes through what the parser meets in a text, down to `DEPTH_LIMIT`.

    libyaml's composer calls itself at each level, and overflows its stack in files of 100 kB; its parser doesn't.

    Raises:
        yaml.YAMLError: the text can't be read.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEPTH_LIMIT:
                raise RefusedYamlError(TOO_DEEP, _line(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        yield event


class _Reading:
    """Makes nodes of the parser's events; refuses a node that contains itself, or repeats itself without end."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.report = Report()
        self.events = read_events(text)
        self.anchors: dict[str, tuple[Node, int] | None] = {}  # with the size; None while the node is being read
        self.size = 0  # nodes so far, repeated ones included
        self.repeated = 0

    def document(self) -> Node | None:
        """Gives the only document's root, None when there is none."""
        next(self.events)
        if not isinstance(next(self.events), yaml.DocumentStartEvent):
            return None
        root = self.node(next(self.events))
        next(self.events)
        further = next(self.events)
        if isinstance(further, yaml.DocumentStartEvent):
            raise RefusedYamlError("but found another document", _line(further))
        return root

    def node(self, event: yaml.Event) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self.repetition(event)
        assert isinstance(event, yaml.NodeEvent)
        anchor, before = event.anchor, self.size
        if anchor is not None:
            if anchor in self.anchors:
                raise RefusedYamlError("second occurrence", _line(event))
            self.anchors[anchor] = None
        self.size += 1
        node = self.content(event)
        if anchor is not None:
            self.anchors[anchor] = node, self.size - before
        return node

    def content(self, event: yaml.Event) -> Node:
        line = _line(event)
        if isinstance(event, yaml.ScalarEvent):
            return Text(event.value, line)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(line)
        return Items(tuple(map(self.node, self.until(yaml.SequenceEndEvent))), line)

    def until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        """Goes through the events that begin the nodes of a collection."""
        while not isinstance(event := next(self.events), end):
            yield event

    def repetition(self, event: yaml.AliasEvent) -> Node:
        line = _line(event)
        if event.anchor not in self.anchors:
            raise RefusedYamlError("found undefined alias", line)
        known = self.anchors[event.anchor]
        if known is None:
            mend = say("write it out without '&' and '*'")
            self.report.error(self.file, line, say("this node contains itself"), mend)
            return Text("", line)
        node, size = known
        self.size += size
        self.repeated += size
        if self.repeated > REPEATED_LIMIT:
            raise RefusedYamlError(TOO_REPETITIVE, line)
        return node

    def mapping(self, line: int) -> Entries:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for event in self.until(yaml.MappingEndEvent):
            key_line = _line(event)
            key, value = self.node(event), self.node(next(self.events))
            if not isinstance(key, Text):
                self.report.error(self.file, key_line, say("a key must be a word"), say("write 'key: value'"))
            elif key.value in entries:
                self.report.error(
                    self.file,
                    key_line,
                    say("key {key!r} is written twice, first on line {first}", key=key.value, first=lines[key.value]),
                    say("keep one of them"),
                )
            else:
                entries[key.value] = value
                lines[key.value] = key_line
        return Entries(entries, lines, line)


def _line(event: yaml.Event) -> int:
    assert event.start_mark is not None
    return event.start_mark.line + 1


def plain(node: Node) -> object:
    """Gives a node as nested dicts, lists and strings, without lines."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}
