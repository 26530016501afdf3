"""Edits of a YAML text that touch nothing else: every change is a splice between two marks of the parser.

All splices of one text are found on the text as it was, and applied together at the end. Comments, the order of
keys, quotation marks and line breaks around them stay as they were written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from referral_rules.sheets.cells import Plain
from referral_rules.sheets.yaml_text import LINE_WIDTH, entry_lines, flow, item_lines, scalar

Step = str | int
Item = tuple[int, int]  # where an entry of a collection starts and where its content ends
_Splice = tuple[int, int, int, int, str]  # start, end, minus the indent of inserted lines, number, text


class TextEdit:
    """The edits of one YAML text.

    Args:
        text: the text; it must be readable YAML.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.root = yaml.compose(text, Loader=yaml.BaseLoader) if text.strip() else None
        self._splices: list[_Splice] = []

    def result(self) -> str:
        """Gives the text with all edits applied."""
        parts, position = [], 0
        for start, end, _, _, new in sorted(self._splices):
            assert start >= position, "two edits of a YAML text overlap"
            parts += [self.text[position:start], new]
            position = end
        return "".join([*parts, self.text[position:]])

    def set_keys(self, path: Sequence[Step], values: Mapping[str, Plain | None], order: Sequence[str] = ()) -> None:
        """Sets, adds or (with None) removes keys of the mapping at `path`; at least one written key must stay.

        Args:
            path: keys and list positions from the root.
            values: the new values by key.
            order: the usual order of the keys; tells where an added one goes.
        """
        mapping = self.node(path)
        names = [name.value for name, _ in mapping.value]
        gone = {index for index, name in enumerate(names) if name in values and values[name] is None}
        for key, value in values.items():
            if value is None:
                continue
            if key in names:
                self._replace(mapping, names.index(key), value)
            else:
                kept = [index for index in range(len(names)) if index not in gone]
                before = set(order[: order.index(key)]) if key in order else set(names)
                place = max((index for index in kept if names[index] in before), default=kept[0])
                self._add_key(mapping, place, key, value)
        if gone:
            entries = [(name.start_mark.index, self._end(value, name)) for name, value in mapping.value]
            self._remove(entries, gone, in_flow=bool(mapping.flow_style))

    def remove_items(self, path: Sequence[Step], gone: set[int]) -> None:
        """Removes items of the list at `path`; at least one must stay, or others be added."""
        items = self.node(path)
        assert isinstance(items, yaml.SequenceNode)
        entries = [(item.start_mark.index, self._end(item)) for item in items.value]
        if items.flow_style:
            self._remove(entries, gone, in_flow=True)
            return
        for index in gone:
            start, end = self.item_span(path, index)
            blank = self.text.rfind("\n", 0, max(start - 1, 0)) + 1
            if start and not self.text[blank:start].strip():
                start = blank  # the empty line before it goes with it
            self._splice(start, end, "")

    def replace_root(self, lines: Sequence[str]) -> None:
        """Writes the whole document anew, what stands before and after it left alone."""
        root: Any = self.root
        self._splice(root.start_mark.index, self._end(root), self.newline.join(lines))

    def append_items(self, path: Sequence[Step], values: Sequence[Plain], *, in_flow: bool, spaced: bool) -> None:
        """Appends items to the list at `path`.

        Args:
            path: where the list stands.
            values: the items.
            in_flow: each is written on one line.
            spaced: an empty line before each.
        """
        items = self.node(path)
        assert isinstance(items, yaml.SequenceNode)
        if items.flow_style:
            written = ", ".join(map(flow, values))
            last = self._end(items.value[-1]) if items.value else items.start_mark.index + 1
            self._splice(last, last, f", {written}" if items.value else written)
            return
        self.append_lines(
            path, [item_lines(value, self._dash_column(path), in_flow=in_flow) for value in values], spaced=spaced
        )

    def append_lines(self, path: Sequence[Step], blocks: Sequence[Sequence[str]], *, spaced: bool) -> None:
        """Appends items already written, after the last one of the block list at `path`."""
        items = self.node(path)
        assert isinstance(items, yaml.SequenceNode)
        lines = [line for block in blocks for line in ([""] if spaced else []) + list(block)]
        self._insert_lines(self._end(items.value[-1]), lines)

    def item_span(self, path: Sequence[Step], index: int) -> Item:
        """Gives where the lines of one item of a block list start and end."""
        items = self.node(path)
        item = items.value[index]
        dash = self.text.rfind("-", 0, item.start_mark.index)
        return self._line_start(dash), self._after_line(self._end(item))

    def node(self, path: Sequence[Step]) -> Any:
        """Gives the parser's node at `path`.

        Raises:
            KeyError: there is none.
        """
        node: Any = self.root
        for step in path:
            if isinstance(node, yaml.MappingNode):
                node = {name.value: value for name, value in node.value}[step]
            else:
                node = node.value[step]
        return node

    def _dash_column(self, path: Sequence[Step]) -> int:
        first = self.node(path).value[0].start_mark.index
        dash = self.text.rfind("-", 0, first)
        return dash - self._line_start(dash)

    def _replace(self, mapping: yaml.MappingNode, index: int, value: Plain) -> None:
        name, old = mapping.value[index]
        colon = self.text.index(":", name.end_mark.index)
        end = self._end(old, name)
        if mapping.flow_style:
            self._splice(colon + 1, end, " " + flow(value, name.value))
            return
        lines = _as_before(old, value) or entry_lines(name.value, value, name.start_mark.column)
        rest = self.text[end : self._after_line(end)].strip()
        if rest and len(lines) > 1:  # a comment follows on the same line
            new = scalar(value) if isinstance(value, str) else flow(value)
        else:
            new = self.newline.join(lines).lstrip().removeprefix(f"{scalar(name.value)}:").lstrip(" ")
        self._splice(colon + 1, end, ("" if new.startswith(("\n", "\r")) else " ") + new)

    def _add_key(self, mapping: yaml.MappingNode, place: int, key: str, value: Plain) -> None:
        name, last = mapping.value[place]
        end = self._end(last, name)
        if mapping.flow_style:
            self._splice(end, end, f", {scalar(key)}: {flow(value, key)}")
        else:
            self._insert_lines(end, entry_lines(key, value, mapping.value[0][0].start_mark.column))

    def _insert_lines(self, content_end: int, lines: Sequence[str]) -> None:
        at = self._after_line(content_end)
        missing = "" if at and self.text[at - 1] == "\n" else self.newline
        first = next(line for line in lines if line)
        # of lines put at one place, those of the inner collection come first
        self._splice(at, at, missing + self.newline.join([*lines, ""]), len(first) - len(first.lstrip(" ")))

    def _remove(self, entries: Sequence[Item], gone: set[int], *, in_flow: bool) -> None:
        assert len(gone) < len(entries), "an emptied collection is removed with its key"
        kept = next(index for index in range(len(entries)) if index not in gone)
        if kept:  # the first one may stand behind a dash or a brace, which stays
            self._splice(entries[0][0], entries[kept][0], "")
        for index in sorted(index for index in gone if index > kept):
            start, end = entries[index]
            if not in_flow and "\n" in self.text[entries[index - 1][1] : start]:
                self._splice(self._line_start(start), self._after_line(end), "")
            elif index + 1 < len(entries) and not gone.issuperset(range(index, len(entries))):
                self._splice(start, entries[index + 1][0], "")
            else:
                self._splice(entries[index - 1][1], end, "")

    def _end(self, node: Any, name: yaml.Node | None = None) -> int:
        """Where a node's content ends: before the comments and empty lines that follow it."""
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode):
            if name is not None and start == end:
                return self.text.index(":", name.end_mark.index) + 1
            return start + len(self.text[start:end].rstrip()) if node.style in ("|", ">") else end
        if node.flow_style or not node.value:
            return end
        last = node.value[-1]
        return self._end(last[1], last[0]) if isinstance(last, tuple) else self._end(last)

    def _line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def _after_line(self, index: int) -> int:
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found + 1

    def _splice(self, start: int, end: int, new: str, indent: int = 0) -> None:
        self._splices.append((start, end, -indent, len(self._splices), new))


def _as_before(old: Any, value: Plain) -> list[str]:
    """A text that stood on one line without quotation marks stays so where it can; empty where it can't."""
    if not isinstance(value, str) or not isinstance(old, yaml.ScalarNode) or old.style:
        return []
    written = scalar(value, in_flow=False)
    fits = old.start_mark.line == old.end_mark.line and old.start_mark.column + len(written) <= LINE_WIDTH
    return [written] if fits and written == value else []
