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

from referral_rules.areas import AREA_KEYS
from referral_rules.convention_reader import ROW_KEYS
from referral_rules.directory_reader import CONVENTION, INTERLOCUTOR_KEYS, PROGRAMME_KEYS, STRUCTURE_KEYS
from referral_rules.explanation_reader import EXPLANATION_KEYS
from referral_rules.impossible_reader import IMPOSSIBLE_KEYS
from referral_rules.loader import DIRECTORY_FILE, FOLLOW_UP_FILE, OUTSIDE_KEYS, TERRITORY_FILE, TERRITORY_KEYS
from referral_rules.rule_reader import RULE_KEYS
from referral_rules.sheets.cells import Plain
from referral_rules.sheets.columns import (
    CONVENTIONS,
    EXAMPLES,
    EXPLANATIONS,
    FILE,
    GENRES,
    IMPOSSIBLES,
    INTERLOCUTORS,
    OUTSIDE,
    PROGRAMMES,
    RULES,
    SETTINGS,
    STRUCTURES,
    ZONES,
    Layout,
)
from referral_rules.sheets.conventions import Holder, holder_of, lines_under
from referral_rules.sheets.moving import move_rule
from referral_rules.sheets.pairing import cells_said, pair_rows
from referral_rules.sheets.settings import FOLLOW_UP_ORDER, NESTED_ORDERS
from referral_rules.sheets.settings_editing import changed_settings, split_keys
from referral_rules.sheets.tables import LISTS_OF, Row, Step, Tables, default_rule_id
from referral_rules.sheets.yaml_edit import TextEdit
from referral_rules.sheets.yaml_text import item_lines, mapping_lines, writes_in_flow

_STRUCTURE_ORDER = (*STRUCTURE_KEYS[:-1], CONVENTION, STRUCTURE_KEYS[-1])  # people come last
_DESK_ORDER = (*INTERLOCUTOR_KEYS, CONVENTION)
_ORDERS: Mapping[str, Sequence[str]] = {
    RULES: RULE_KEYS,
    EXAMPLES: ("profil", "attendu"),
    STRUCTURES: _STRUCTURE_ORDER,
    INTERLOCUTORS: _DESK_ORDER,
    CONVENTIONS: ROW_KEYS,
    PROGRAMMES: PROGRAMME_KEYS,
    ZONES: AREA_KEYS,
    OUTSIDE: OUTSIDE_KEYS,
    IMPOSSIBLES: IMPOSSIBLE_KEYS,
    EXPLANATIONS: EXPLANATION_KEYS,
}


@dataclass(slots=True)
class _KeyChanges:
    """What changes in one mapping; removals and additions must be known together to be spliced."""

    order: Sequence[str]
    values: dict[str, Plain | None] = field(default_factory=dict)


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
    editing = _Editing(sources, before, after, all_layouts)
    rules = compare_rows(before[RULES], after[RULES])
    structures = compare_rows(before[STRUCTURES], after[STRUCTURES])
    for old, _ in rules.kept:
        editing.examples(old, old.key[0], RULE_KEYS)
    for old, _ in structures.kept:
        editing.people(old)
    editing.rows(STRUCTURES, structures, ("structures",), [editing.structure(row) for row in structures.added])
    programmes = compare_rows(before[PROGRAMMES], after[PROGRAMMES])
    editing.rows(PROGRAMMES, programmes, ("parcours",), [editing.item(PROGRAMMES, row) for row in programmes.added])
    editing.territory()
    editing.settings()
    for sheet, file in LISTS_OF.items():
        editing.listed(sheet, file)
    editing.rules(rules)
    return editing.result([(old, str(new.values[FILE])) for old, new in rules.kept if old.file != new.values[FILE]])


def _of(rows: Sequence[Row], owner: Row, *rest: str) -> list[Row]:
    """The rows whose key begins with the owner's."""
    wanted = (*owner.key, *rest)
    return [row for row in rows if row.key[: len(wanted)] == wanted]


@dataclass(slots=True)
class _Editing:
    """The edits of all sources, collected per file, and the changed keys, collected per mapping."""

    sources: Mapping[str, str]
    before: Tables
    after: Tables
    layouts: Mapping[str, Layout]
    edits: dict[str, TextEdit] = field(default_factory=dict)
    keys: dict[tuple[str, tuple[Step, ...]], _KeyChanges] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)  # files that are new
    dropped: set[str] = field(default_factory=set)

    def edit(self, file: str) -> TextEdit:
        if file not in self.edits:
            self.edits[file] = TextEdit(self.sources[file])
        return self.edits[file]

    def set_keys(
        self, file: str, path: tuple[Step, ...], values: Mapping[str, Plain | None], order: Sequence[str]
    ) -> None:
        self.keys.setdefault((file, path), _KeyChanges(order)).values.update(values)

    def examples(self, owner: Row, rule: str, order: Sequence[str]) -> None:
        for genre, key in GENRES.items():
            old = [row for row in self.before[EXAMPLES] if row.key == (rule, genre)]
            new = [row for row in self.after[EXAMPLES] if row.key == (rule, genre)]
            self._unnamed(EXAMPLES, old, new, owner.file, (*owner.path, key), order)

    def _unnamed(
        self, sheet: str, before: Sequence[Row], after: Sequence[Row], file: str, path: tuple[Step, ...],
        order: Sequence[str],
    ) -> None:  # fmt: skip
        """Rows that have no name, in a list of their own under `path`."""
        removed, added = self._paired(sheet, before, after)
        self._change_list(file, path, removed, added, order)

    def _paired(self, sheet: str, before: Sequence[Row], after: Sequence[Row]) -> tuple[set[int], list[Plain]]:
        """Changes the rows that stay; gives the positions of those that go and the items that come."""
        pairing = pair_rows(before, after, said=cells_said, group=lambda _: ())
        for old, new in pairing.changed:
            self._change_row(sheet, old, new)
        return {int(row.path[-1]) for row in pairing.removed}, [self.item(sheet, row) for row in pairing.added]

    def listed(self, sheet: str, file: str) -> None:
        """A file that is one list."""
        removed, added = self._paired(sheet, self.before[sheet], self.after[sheet])
        if removed or added:
            self._change_root_list(file, removed, added)

    def _change_root_list(self, file: str, removed: set[int], added: Sequence[Plain]) -> None:
        lines = "\n\n".join("\n".join(item_lines(item, 0, in_flow=False)) for item in added).split("\n")
        if file not in self.sources:
            self.written[file] = "\n".join([*lines, ""])
            return
        edit = self.edit(file)
        if not isinstance(edit.root, yaml.SequenceNode):
            return  # no list at all: it is refused, since nothing of this is read back
        if len(removed) == len(edit.root.value) and (edit.root.flow_style or not added):
            edit.replace_root(lines if added else ["[]"])
            return
        edit.remove_items((), removed)
        for item in added:
            edit.append_items((), [item], in_flow=False, spaced=True)

    def settings(self) -> None:
        """The simple values of territoire.yaml and suivi.yaml."""
        for file, keys in changed_settings(self.before[SETTINGS], self.after[SETTINGS]).items():
            root = self.edit(file).root if file in self.sources else None
            if root is not None and not isinstance(root, yaml.MappingNode):
                continue  # refused, since nothing of this is read back
            names = {name.value: value for name, value in root.value} if root is not None else {}
            inner, values = split_keys(keys, names)
            written = {key: value for key, value in values.items() if value is not None}
            if root is None:
                self._write_follow_up(file, written)
            elif file == FOLLOW_UP_FILE and names.keys() <= values.keys() - written.keys():
                self.edit(file).replace_root(mapping_lines(written, 0) or ["{}"])
            elif values:
                self.set_keys(file, (), values, FOLLOW_UP_ORDER if file == FOLLOW_UP_FILE else TERRITORY_KEYS)
            for key, parts in inner.items():
                self.set_keys(file, (key,), parts, NESTED_ORDERS[key])

    def _write_follow_up(self, file: str, written: dict[str, Plain]) -> None:
        if file == FOLLOW_UP_FILE and written:
            self.written[file] = "\n".join(mapping_lines(written, 0)) + "\n"

    def territory(self) -> None:
        """Its zones, and whom people from elsewhere are sent to."""
        if TERRITORY_FILE not in self.sources:
            return
        outside = self.before[OUTSIDE], self.after[OUTSIDE]
        self._unnamed(OUTSIDE, *outside, TERRITORY_FILE, ("hors_territoire",), TERRITORY_KEYS)
        change = compare_rows(self.before[ZONES], self.after[ZONES])
        added = {row.key[0]: self.item(ZONES, row) for row in change.added}
        values: dict[str, Plain | None] = {**dict.fromkeys(row.key[0] for row in change.removed), **added}
        for old, new in change.kept:
            was, now = self.item(ZONES, old), self.item(ZONES, new)
            if was != now and _shares_keys(self.edit(TERRITORY_FILE).node(old.path), was, now):
                self.set_keys(TERRITORY_FILE, old.path, _differences(was, now), AREA_KEYS)
            elif was != now:
                values[old.key[0]] = now
        if values and not change.kept:
            self.set_keys(TERRITORY_FILE, (), {"zones": {**added} or None}, TERRITORY_KEYS)
        elif values:
            self.set_keys(TERRITORY_FILE, ("zones",), values, ())

    def people(self, structure: Row) -> None:
        """The interlocutors of a structure that stays, and the lines of convention of all of them."""
        self._convention(structure, (structure.key[0], ""), _STRUCTURE_ORDER)
        desks = compare_rows(_of(self.before[INTERLOCUTORS], structure), _of(self.after[INTERLOCUTORS], structure))
        for desk, _ in desks.kept:
            self._convention(desk, (structure.key[0], ".".join(desk.key)), _DESK_ORDER)
        added = [self._desk(row) for row in desks.added]
        self.rows(INTERLOCUTORS, desks, (*structure.path, "interlocuteurs"), added)

    def _convention(self, place: Row, holder: Holder, order: Sequence[str]) -> None:
        kept, coming = lines_under(holder, self.before, self.after)
        for old, new in kept:
            self._change_row(CONVENTIONS, old, new)
            self.examples(old, default_rule_id(old), ROW_KEYS)
        staying = {old.key for old, _ in kept}
        here = [row for row in self.before[CONVENTIONS] if holder_of(row) == holder]
        removed = {int(row.path[-1]) for row in here if row.key not in staying}
        added = [self._line(row) for row in coming]
        self._change_list(DIRECTORY_FILE, (*place.path, CONVENTION), removed, added, order)

    def rows(self, sheet: str, change: TableChange, path: tuple[Step, ...], added: Sequence[Plain]) -> None:
        """Rows of the directory."""
        if DIRECTORY_FILE not in self.sources:
            self._write_directory(path, added)
            return
        for old, row in change.kept:
            self._change_row(sheet, old, row)
        removed = {int(old.path[-1]) for old in change.removed}
        self._change_list(DIRECTORY_FILE, path, removed, added, _STRUCTURE_ORDER, spaced=sheet == STRUCTURES)

    def structure(self, row: Row) -> Plain:
        """A new structure as it is written, with its people and its lines of convention."""
        item = self.item(STRUCTURES, row)
        lines = self._lines((row.key[0], ""))
        desks = [self._desk(desk) for desk in _of(self.after[INTERLOCUTORS], row)]
        return {**item, **({CONVENTION: lines} if lines else {}), **({"interlocuteurs": [*desks]} if desks else {})}

    def _desk(self, row: Row) -> Plain:
        lines = self._lines((row.key[0], ".".join(row.key)))
        return {**self.item(INTERLOCUTORS, row), **({CONVENTION: lines} if lines else {})}

    def _lines(self, holder: Holder) -> list[Plain]:
        return [self._line(row) for row in self.after[CONVENTIONS] if holder_of(row) == holder]

    def _line(self, row: Row) -> Plain:
        return self._with_examples(self.item(CONVENTIONS, row), default_rule_id(row))

    def rules(self, change: TableChange) -> None:
        for old, row in change.kept:
            self._change_row(RULES, old, row)
        for file in {row.file for row in change.removed}:
            gone = {int(row.path[-1]) for row in change.removed if row.file == file}
            if len(gone) == len(self.edit(file).node(()).value) and not _in_file(change.added, file):
                self.dropped.add(file)
            else:
                self.edit(file).remove_items((), gone)
        for file in dict.fromkeys(str(row.values[FILE]) for row in change.added):
            items = [self._with_examples(self.item(RULES, row), row.key[0]) for row in _in_file(change.added, file)]
            blocks = [item_lines(item, 0, in_flow=False) for item in items]
            if file in self.sources:
                self.edit(file).append_lines((), blocks, spaced=True)
            else:
                self.written[file] = "\n\n".join("\n".join(block) for block in blocks) + "\n"

    def result(self, moved: Sequence[tuple[Row, str]]) -> dict[str, str]:
        for (file, path), change in self.keys.items():
            self.edit(file).set_keys(path, change.values, change.order)
        texts = {name: text for name, text in self.sources.items() if name not in self.dropped}
        texts |= {name: edit.result() for name, edit in self.edits.items() if name not in self.dropped}
        texts |= self.written
        for row, target in moved:
            move_rule(texts, row, target)
        return texts

    def _with_examples(self, item: dict[str, Plain], rule: str) -> dict[str, Plain]:
        for genre, key in GENRES.items():
            found = [self.item(EXAMPLES, row) for row in self.after[EXAMPLES] if row.key == (rule, genre)]
            if found:
                item[key] = list(found)
        return item

    def item(self, sheet: str, row: Row) -> dict[str, Plain]:
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
        before, after = self.item(sheet, old), self.item(sheet, new)
        values: dict[str, Plain | None] = {}
        edit = self.edit(old.file)
        for key in dict.fromkeys((*before, *after)):
            was, now = before.get(key), after.get(key)
            if isinstance(was, dict) and isinstance(now, dict) and _shares_keys(edit.node((*old.path, key)), was, now):
                order = [column.path[-1] for column in self.layouts[sheet].columns if column.path[:1] == (key,)]
                self.set_keys(old.file, (*old.path, key), _differences(was, now), order)
            elif was != now:
                values[key] = now
        self.set_keys(old.file, old.path, values, _ORDERS[sheet])

    def _change_list(
        self, file: str, path: tuple[Step, ...], removed: set[int], added: Sequence[Plain], order: Sequence[str],
        *, spaced: bool = False,
    ) -> None:  # fmt: skip
        if not removed and not added:
            return
        edit, new = self.edit(file), list(added)
        owner, key = path[:-1], str(path[-1])
        names = {name.value: value for name, value in edit.node(owner).value}
        count = len(names[key].value) if isinstance(names.get(key), yaml.SequenceNode) else 0
        if len(removed) == count:
            self.set_keys(file, owner, {key: new or None}, order)
            return
        if removed:
            edit.remove_items(path, removed)
        for item in new:
            edit.append_items(path, [item], in_flow=writes_in_flow(key, item), spaced=spaced)

    def _write_directory(self, path: tuple[Step, ...], new: Sequence[Plain]) -> None:
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
