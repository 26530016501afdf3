"""Carries what changed in the rows into the sources, touching nothing else.

Rule 1: an unchanged row's text stays as it is, comments and layout included; in a changed row only the changed keys
are written again.
Rule 2: the order of rows means nothing; what is new goes to the end of its file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from referral_rules.directory_reader import INTERLOCUTOR_KEYS, PROGRAMME_KEYS, STRUCTURE_KEYS
from referral_rules.loader import DIRECTORY_FILE
from referral_rules.rule_reader import RULE_KEYS
from referral_rules.sheets.cells import Plain
from referral_rules.sheets.columns import EXAMPLES, FILE, GENRES, INTERLOCUTORS, PROGRAMMES, RULES, STRUCTURES, Layout
from referral_rules.sheets.tables import Row, Step, Tables
from referral_rules.sheets.yaml_edit import TextEdit
from referral_rules.sheets.yaml_text import item_lines, mapping_lines

_ORDERS: Mapping[str, Sequence[str]] = {
    RULES: RULE_KEYS,
    EXAMPLES: ("profil", "attendu"),
    STRUCTURES: STRUCTURE_KEYS,
    INTERLOCUTORS: INTERLOCUTOR_KEYS,
    PROGRAMMES: PROGRAMME_KEYS,
}


@dataclass(frozen=True, slots=True)
class TableChange:
    """What differs between two tables whose rows have unique keys."""

    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    kept: tuple[tuple[Row, Row], ...]  # before, after


def compare_rows(before: Sequence[Row], after: Sequence[Row]) -> TableChange:
    """Compares two tables by their rows' keys."""
    old, new = {row.key: row for row in before}, {row.key: row for row in after}
    return TableChange(
        added=tuple(row for row in after if row.key not in old),
        removed=tuple(row for row in before if row.key not in new),
        kept=tuple((row, new[row.key]) for row in before if row.key in new),
    )


def apply_changes(
    sources: Mapping[str, str], before: Tables, after: Tables, all_layouts: Mapping[str, Layout]
) -> dict[str, str]:
    """Gives the sources with the rows of `after`.

    Args:
        sources: the sources that `before` was read from.
        before: the rows with their places in the sources.
        after: the rows as they shall be.
        all_layouts: the columns of each sheet.
    """
    editing = _Editing(sources, all_layouts)
    rules = compare_rows(before[RULES], after[RULES])
    structures = compare_rows(before[STRUCTURES], after[STRUCTURES])
    for old, _ in rules.kept:
        for genre, key in GENRES.items():
            editing.examples(old, key, _of(before[EXAMPLES], old, genre), _of(after[EXAMPLES], old, genre))
    for old, _ in structures.kept:
        desks = compare_rows(_of(before[INTERLOCUTORS], old), _of(after[INTERLOCUTORS], old))
        editing.rows(INTERLOCUTORS, desks, (*old.path, "interlocuteurs"))
    new_structures = [editing.structure(row, _of(after[INTERLOCUTORS], row)) for row in structures.added]
    editing.rows(STRUCTURES, structures, ("structures",), new_structures)
    editing.rows(PROGRAMMES, compare_rows(before[PROGRAMMES], after[PROGRAMMES]), ("parcours",))
    editing.rules(rules, after[EXAMPLES])
    return editing.result([(old, str(new.values[FILE])) for old, new in rules.kept if old.file != new.values[FILE]])


def _of(rows: Sequence[Row], owner: Row, *rest: str) -> list[Row]:
    """The rows whose key begins with the owner's."""
    wanted = (*owner.key, *rest)
    return [row for row in rows if row.key[: len(wanted)] == wanted]


@dataclass(slots=True)
class _Editing:
    """The edits of all sources, collected per file."""

    sources: Mapping[str, str]
    layouts: Mapping[str, Layout]
    edits: dict[str, TextEdit] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)  # files that are new
    dropped: set[str] = field(default_factory=set)

    def edit(self, file: str) -> TextEdit:
        if file not in self.edits:
            self.edits[file] = TextEdit(self.sources[file])
        return self.edits[file]

    def examples(self, rule: Row, key: str, before: list[Row], after: list[Row]) -> None:
        """Examples have no name: equal ones are the same, the others are taken in order."""
        left = list(before)
        fresh = []
        for row in after:
            same = next((old for old in left if old.values == row.values), None)
            if same:
                left.remove(same)
            else:
                fresh.append(row)
        if not left and not fresh:
            return
        for old, new in zip(left, fresh, strict=False):
            self._change_row(EXAMPLES, old, new)
        removed = {int(old.path[-1]) for old in left[len(fresh) :]}
        added = [self._item(EXAMPLES, row) for row in fresh[len(left) :]]
        self._change_list(rule.file, (*rule.path, key), removed, added, in_flow=True)

    def rows(self, sheet: str, change: TableChange, path: tuple[Step, ...], added: list[Plain] | None = None) -> None:
        """Rows of the directory; `added` overrides how the new ones are written."""
        new = added if added is not None else [self._item(sheet, row) for row in change.added]
        if DIRECTORY_FILE not in self.sources:
            self._write_directory(path, new)
            return
        for old, row in change.kept:
            self._change_row(sheet, old, row)
        removed = {int(old.path[-1]) for old in change.removed}
        self._change_list(DIRECTORY_FILE, path, removed, new, spaced=sheet == STRUCTURES)

    def structure(self, row: Row, desks: list[Row]) -> Plain:
        item = self._item(STRUCTURES, row)
        return {**item, "interlocuteurs": [self._item(INTERLOCUTORS, desk) for desk in desks]} if desks else item

    def rules(self, change: TableChange, examples: Sequence[Row]) -> None:
        for old, row in change.kept:
            self._change_row(RULES, old, row)
        for file in {row.file for row in change.removed}:
            gone = {int(row.path[-1]) for row in change.removed if row.file == file}
            if len(gone) == len(self.edit(file).node(()).value) and not _in_file(change.added, file):
                self.dropped.add(file)
            else:
                self.edit(file).remove_items((), gone)
        for file in dict.fromkeys(str(row.values[FILE]) for row in change.added):
            blocks = [item_lines(self._rule(row, examples), 0, in_flow=False) for row in _in_file(change.added, file)]
            if file in self.sources:
                self.edit(file).append_lines((), blocks, spaced=True)
            else:
                self.written[file] = "\n\n".join("\n".join(block) for block in blocks) + "\n"

    def result(self, moved: Sequence[tuple[Row, str]]) -> dict[str, str]:
        texts = {name: text for name, text in self.sources.items() if name not in self.dropped}
        texts |= {name: edit.result() for name, edit in self.edits.items() if name not in self.dropped}
        texts |= self.written
        for row, target in moved:
            _move_rule(texts, row, target)
        return texts

    def _rule(self, row: Row, examples: Sequence[Row]) -> Plain:
        item = self._item(RULES, row)
        for genre, key in GENRES.items():
            found = [self._item(EXAMPLES, example) for example in _of(examples, row, genre)]
            if found:
                item[key] = list(found)
        return item

    def _item(self, sheet: str, row: Row) -> dict[str, Plain]:
        """A row as it stands in the YAML, its keys in their usual order."""
        item: dict[str, Plain] = {}
        for column in self.layouts[sheet].columns:
            value = row.values.get(column.heading)
            if value is None or not column.path:
                continue
            inner: dict[str, Plain] = item
            for step in column.path[:-1]:
                found = inner.setdefault(step, {})
                assert isinstance(found, dict)
                inner = found
            inner[column.path[-1]] = _stored(column.path, value)
        order = list(_ORDERS[sheet])
        if sheet == EXAMPLES:
            item.setdefault("profil", {})
        return dict(sorted(item.items(), key=lambda entry: order.index(entry[0])))

    def _change_row(self, sheet: str, old: Row, new: Row) -> None:
        if old.values == new.values:
            return
        before, after = self._item(sheet, old), self._item(sheet, new)
        values: dict[str, Plain | None] = {}
        edit = self.edit(old.file)
        for key in dict.fromkeys((*before, *after)):
            was, now = before.get(key), after.get(key)
            if isinstance(was, dict) and isinstance(now, dict) and _shares_keys(edit.node((*old.path, key)), was, now):
                order = [column.path[-1] for column in self.layouts[sheet].columns if column.path[:1] == (key,)]
                edit.set_keys((*old.path, key), _differences(was, now), order)
            elif was != now:
                values[key] = now
        edit.set_keys(old.path, values, _ORDERS[sheet])

    def _change_list(
        self, file: str, path: tuple[Step, ...], removed: set[int], added: list[Plain] | list[dict[str, Plain]],
        *, in_flow: bool = False, spaced: bool = False,
    ) -> None:  # fmt: skip
        if not removed and not added:
            return
        edit, new = self.edit(file), list(added)
        owner, key = path[:-1], str(path[-1])
        names = {name.value: value for name, value in edit.node(owner).value}
        count = len(names[key].value) if isinstance(names.get(key), yaml.SequenceNode) else 0
        if len(removed) == count:
            edit.set_keys(owner, {key: new or None}, RULE_KEYS if in_flow else STRUCTURE_KEYS)
            return
        if removed:
            edit.remove_items(path, removed)
        if new:
            edit.append_items(path, new, in_flow=in_flow, spaced=spaced)

    def _write_directory(self, path: tuple[Step, ...], new: list[Plain] | list[dict[str, Plain]]) -> None:
        if new and len(path) == 1:
            lines = mapping_lines({str(path[0]): list(new)}, 0)
            self.written[DIRECTORY_FILE] = self.written.get(DIRECTORY_FILE, "") + "\n".join(lines) + "\n"


def _differences(was: Mapping[str, Plain], now: Mapping[str, Plain]) -> dict[str, Plain | None]:
    return {name: now.get(name) for name in {**was, **now} if was.get(name) != now.get(name)}


def _shares_keys(node: Any, was: Mapping[str, Plain], now: Mapping[str, Plain]) -> bool:
    """Tells whether a written mapping keeps a key, so that it needn't be written anew; it may hold unshown ones."""
    return any(name.value not in was or name.value in now for name, _ in node.value)


def _in_file(rows: Sequence[Row], file: str) -> list[Row]:
    return [row for row in rows if row.values[FILE] == file]


def _stored(path: tuple[str, ...], value: Plain) -> Plain:
    """A lone referent is written without brackets."""
    return value[0] if path == ("referent",) and isinstance(value, list) and len(value) == 1 else value


def _move_rule(texts: dict[str, str], row: Row, target: str) -> None:
    """Moves a rule's lines as they are to the end of another file."""
    edit = TextEdit(texts[row.file])
    names = [{key.value: value.value for key, value in item.value}["regle"] for item in edit.node(()).value]
    index = names.index(row.key[0])
    start, end = edit.item_span((), index)
    block = edit.text[start:end].rstrip("\r\n").split("\n")
    if len(names) == 1:
        del texts[row.file]
    else:
        edit.remove_items((), {index})
        texts[row.file] = edit.result()
    if target not in texts:
        texts[target] = "\n".join(block) + "\n"
        return
    receiver = TextEdit(texts[target])
    receiver.append_lines((), [block], spaced=True)
    texts[target] = receiver.result()
