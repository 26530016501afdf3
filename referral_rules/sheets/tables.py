"""The rows that a territory's sources hold, and where in the sources each of them stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from referral_rules.directory_reader import CONVENTION
from referral_rules.errors import Report
from referral_rules.french import mend_in_french, say_in_french
from referral_rules.loader import (
    DIRECTORY_FILE,
    EXPLANATION_FILE,
    FOLLOW_UP_FILE,
    IMPOSSIBLE_FILE,
    RULES_FOLDER,
    TERRITORY_FILE,
)
from referral_rules.sheets.cells import Plain, parse, render
from referral_rules.sheets.columns import (
    CONVENTIONS,
    EXAMPLES,
    EXPLANATIONS,
    FILE,
    GENRES,
    HOLDER,
    HOLDING_DESK,
    IMPOSSIBLES,
    INTERLOCUTORS,
    NUMBER,
    OUTSIDE,
    PROGRAMMES,
    RULES,
    SETTINGS,
    STRUCTURES,
    UNNAMED,
    ZONES,
    Column,
    Layout,
    layouts,
)
from referral_rules.sheets.findings import CellError, CellReport, SheetsError, quoted
from referral_rules.sheets.settings import SETTINGS_BY_NAME
from referral_rules.source import Entries, Items, Node, plain, read_source
from referral_rules.vocabulary import Vocabulary

Step = str | int


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a rule, an example, a structure, an interlocutor, a line of a convention, a setting…

    Attributes:
        key: what names it; examples share the key of their rule and genre.
        values: by heading; an empty cell is absent.
        number: its row in the sheet, from 1; 0 when it comes from the sources.
        file: the source it stands in; empty when it comes from a sheet.
        path: keys and positions that lead to it in that source.
    """

    key: tuple[str, ...]
    values: Mapping[str, Plain]
    number: int = 0
    file: str = ""
    path: tuple[Step, ...] = ()


Tables = Mapping[str, tuple[Row, ...]]
LISTS_OF = {IMPOSSIBLES: IMPOSSIBLE_FILE, EXPLANATIONS: EXPLANATION_FILE}  # each a file of its own


def default_rule_id(row: Row) -> str:
    """Names the rule that a line of a convention may stand for, as the loader does."""
    return f"convention-{row.values.get(HOLDER, '')}-{row.values.get(NUMBER, '')}"


def tables_of(sources: Mapping[str, str], vocabulary: Vocabulary) -> Tables:
    """Reads the rows of a territory's sources.

    Raises:
        SheetsError: a source isn't YAML, or holds what no cell can show.
    """
    report = CellReport()
    reading = _Reading(layouts(vocabulary), report)
    for name in sorted(sources):
        if name.startswith(RULES_FOLDER):
            root = _root(sources[name], name, report)
            if isinstance(root, Items):
                for index, item in enumerate(root.items):
                    reading.rule(item, name, index)
    root = _root(sources[DIRECTORY_FILE], DIRECTORY_FILE, report) if DIRECTORY_FILE in sources else None
    if isinstance(root, Entries):
        for index, item in enumerate(_items(root, "structures")):
            reading.structure(item, index)
        for index, item in enumerate(_items(root, "parcours")):
            reading.row(PROGRAMMES, item, DIRECTORY_FILE, ("parcours", index), {})
    root = _root(sources[TERRITORY_FILE], TERRITORY_FILE, report) if TERRITORY_FILE in sources else None
    if isinstance(root, Entries):
        reading.territory(root)
    follow_up = _root(sources[FOLLOW_UP_FILE], FOLLOW_UP_FILE, report) if FOLLOW_UP_FILE in sources else None
    reading.settings({TERRITORY_FILE: root, FOLLOW_UP_FILE: follow_up})
    for sheet, name in LISTS_OF.items():
        root = _root(sources[name], name, report) if name in sources else None
        for index, item in enumerate(root.items if isinstance(root, Items) else ()):
            reading.row(sheet, item, name, (index,), {})
    reading.check_keys()
    if report.has_errors():
        raise SheetsError(report.findings)
    return {name: tuple(rows) for name, rows in reading.tables.items()}


def _root(text: str, name: str, report: CellReport) -> Node | None:
    found = Report()
    root = read_source(text, name, found)
    for finding in found.findings:
        report.error(f"{name}:{finding.line}", say_in_french(finding.message), mend_in_french(finding))
    return root


def _items(node: Node, key: str) -> tuple[Node, ...]:
    found = node.entries.get(key) if isinstance(node, Entries) else None
    return found.items if isinstance(found, Items) else ()


class _Reading:
    """Collects rows; what can't be shown is reported with its file and line."""

    def __init__(self, all_layouts: Mapping[str, Layout], report: CellReport) -> None:
        self.layouts = all_layouts
        self.report = report
        self.tables: dict[str, list[Row]] = {name: [] for name in all_layouts}

    def rule(self, item: Node, file: str, index: int) -> None:
        row = self.row(RULES, item, file, (index,), {FILE: file})
        if row:
            self.examples(item, row, row.key[0])

    def examples(self, item: Node, owner: Row, rule: str) -> None:
        for genre, key in GENRES.items():
            for position, example in enumerate(_items(item, key)):
                self.row(EXAMPLES, example, owner.file, (*owner.path, key, position), {"regle": rule, "genre": genre})

    def structure(self, item: Node, index: int) -> None:
        row = self.row(STRUCTURES, item, DIRECTORY_FILE, ("structures", index), {})
        if row is None:
            return
        numbers = count(1)
        self.convention(item, row, "", numbers)
        for position, node in enumerate(_items(item, "interlocuteurs")):
            path = (*row.path, "interlocuteurs", position)
            desk = self.row(INTERLOCUTORS, node, DIRECTORY_FILE, path, {"structure": row.key[0]})
            if desk is not None:
                self.convention(node, desk, ".".join(desk.key), numbers)

    def convention(self, item: Node, holder: Row, desk: str, numbers: Iterator[int]) -> None:
        """The lines that stand under a structure, or under one of its interlocutors; all count together."""
        for position, node in enumerate(_items(item, CONVENTION)):
            given = {HOLDER: holder.key[0], NUMBER: str(next(numbers)), **({HOLDING_DESK: desk} if desk else {})}
            row = self.row(CONVENTIONS, node, DIRECTORY_FILE, (*holder.path, CONVENTION, position), given)
            if row is not None:
                self.examples(node, row, default_rule_id(row))

    def territory(self, root: Entries) -> None:
        zones = root.entries.get("zones")
        for name, node in zones.entries.items() if isinstance(zones, Entries) else ():
            self.row(ZONES, node, TERRITORY_FILE, ("zones", name), {"zone": name})
        for position, node in enumerate(_items(root, "hors_territoire")):
            self.row(OUTSIDE, node, TERRITORY_FILE, ("hors_territoire", position), {})

    def settings(self, roots: Mapping[str, Node | None]) -> None:
        """All of them, written or not: what isn't written can be filled in."""
        for name, setting in SETTINGS_BY_NAME.items():
            root = roots[setting.file]
            written = isinstance(root, Entries) and dict(self.values((setting.column,), root, setting.file))
            value = written.get(name) if written else None
            self.tables[SETTINGS].append(Row((name,), setting.values(value), file=setting.file))

    def row(self, sheet: str, node: Node, file: str, path: tuple[Step, ...], given: Mapping[str, Plain]) -> Row | None:
        if not isinstance(node, Entries):
            self.report.error(f"{file}:{node.line}", "Cet élément de la liste n’a pas de lignes « clé: valeur ».")
            return None
        layout = self.layouts[sheet]
        values = {**given, **dict(self.values(layout.columns, node, file))}
        key = tuple(str(values.get(column.heading, "")) for column in layout.columns[: layout.key_length])
        row = Row(key, values, file=file, path=path)
        self.tables[sheet].append(row)
        return row

    def values(self, columns: Sequence[Column], node: Entries, file: str) -> Iterator[tuple[str, Plain]]:
        written = plain(node)
        for column in columns:
            found = _at(written, column.path) if column.path else None
            if found is None:
                continue
            try:
                value = parse(column.kind, render(column.kind, found))
            except CellError as error:
                place = f"{file}:{node.lines.get(column.path[0], node.line)}"
                self.report.error(place, f"Dans « {column.heading} » : {error.message}", error.mend)
                continue
            if value is not None:
                yield column.heading, value

    def check_keys(self) -> None:
        """A row is found again by its key, so no two may share one; examples may, but only those of one rule."""
        owned = {row.key[0] for row in self.tables[EXAMPLES] if row.file == DIRECTORY_FILE}
        for rule in self.tables[RULES]:
            if rule.key[0] in owned:
                message = f"{quoted(rule.key[0])} est aussi le nom d’une règle de convention."
                self.report.error(rule.file, message, "Renommez la règle écrite.")
        for sheet, rows in self.tables.items():
            seen: set[tuple[str, ...]] = set()
            for row in rows if sheet not in UNNAMED else ():
                if row.key in seen or not all(row.key):
                    what = (
                        f"{quoted('.'.join(row.key))} est écrit deux fois."
                        if row.key in seen
                        else "Il manque un identifiant."
                    )
                    self.report.error(f"{row.file}, {sheet}", what, "Corrigez d’abord ce fichier.")
                seen.add(row.key)


def _at(value: object, path: tuple[str, ...]) -> Plain | None:
    for step in path:
        if not isinstance(value, dict) or step not in value:
            return None
        value = value[step]
    return value if isinstance(value, (str, list, dict)) else None
