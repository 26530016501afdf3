"""From a workbook to rows; every cell that can't be read is reported by its place."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime

from referral_rules.loader import RULES_FOLDER
from referral_rules.sheets.cells import Kind, Plain, parse
from referral_rules.sheets.columns import (
    CONVENTIONS,
    EXAMPLES,
    EXPLANATIONS,
    FILE,
    GENRES,
    GUIDE,
    HOLDER,
    HOLDING_DESK,
    IMPOSSIBLES,
    INTERLOCUTORS,
    KEPT,
    LISTS,
    NUMBER,
    RULES,
    SETTING,
    SETTINGS,
    SHEET_NAMES,
    STRUCTURES,
    UNNAMED,
    Column,
    Layout,
    fact_lists,
    layouts,
)
from referral_rules.sheets.conventions import number_new_rows
from referral_rules.sheets.findings import CellError, CellReport, likely_mend, quoted
from referral_rules.sheets.kept import SAFE_NAME
from referral_rules.sheets.settings import SETTINGS_BY_NAME, TOLD_HEADINGS, meant_column
from referral_rules.sheets.settings_reading import complete_settings
from referral_rules.sheets.tables import Row, Tables, default_rule_id
from referral_rules.sheets.workbook import Cell, Fault, Formula, Sheet, Workbook, column_letters
from referral_rules.vocabulary import Vocabulary

NEW_RULES_FILE = "regles/nouvelles-regles.yaml"  # where a new rule goes that names no file
_AS_TEXT = "Mettez la case au format texte et écrivez de nouveau."
_BLANKS = " \t\r\n\u00a0\u202f\u200b\ufeff"
_RENAME = "Renommez l’un des deux."
_REPEATED = {NUMBER: "Videz « numero » sur la ligne neuve.", SETTING: "Gardez une seule des deux lignes."}
_NUMBER_AS_TEXT = (Kind.TEXT, Kind.NUMBER, Kind.NUMBERS)


def read_tables(
    workbook: Workbook, vocabulary: Vocabulary, before: Tables, shown: Collection[str], report: CellReport
) -> dict[str, tuple[Row, ...]]:
    """Reads the rows of a workbook.

    Args:
        workbook: the workbook.
        vocabulary: gives the columns of each sheet and the words of its lists.
        before: the rows as they were exported; what must not get lost unnoticed.
        shown: names of the sheets that were exported; the rows of the others stay as they are.
        report: gets the findings.
    """
    _report_unknown_sheets(workbook, shown, report)
    tables: dict[str, tuple[Row, ...]] = {}
    readings: dict[str, _SheetReading] = {}
    lists = {name: frozenset(words) for name, words in fact_lists(vocabulary).items()}
    for name, layout in layouts(vocabulary).items():
        sheet = workbook.find(name)
        if name not in shown:
            tables[name] = before[name]
        elif sheet is None:
            if before[name] or name == RULES:
                report.error(name, "Cette feuille manque.", "Remettez-la, ou exportez de nouveau.")
            tables[name] = ()
        else:
            readings[name] = _SheetReading(sheet, layout, before[name], lists, report)
            tables[name] = readings[name].rows()
            if name == SETTINGS:
                tables[name] = complete_settings(tables[name], before[name], readings[name].place_of, report)
    tables[CONVENTIONS] = number_new_rows(tables[CONVENTIONS], before[CONVENTIONS])
    _check_references(tables, before, readings, report)
    return tables


def _report_unknown_sheets(workbook: Workbook, shown: Collection[str], report: CellReport) -> None:
    missing = [name for name in SHEET_NAMES if name in shown and workbook.find(name) is None]
    for sheet in workbook.sheets:
        if sheet.name not in (*shown, LISTS, GUIDE, KEPT) and any(map(_is_filled, sheet.rows)):
            message = "Cette feuille est inconnue : elle est laissée de côté."
            report.warn(sheet.name, message, likely_mend(sheet.name, missing))


def _is_filled(row: tuple[Cell, ...]) -> bool:
    return any(cell is not None and not (isinstance(cell, str) and not cell.strip(_BLANKS)) for cell in row)


class _SheetReading:
    """Reads one sheet."""

    def __init__(
        self, sheet: Sheet, layout: Layout, before: tuple[Row, ...], lists: Mapping[str, frozenset[str]],
        report: CellReport,
    ) -> None:  # fmt: skip
        self.sheet = sheet
        self.layout = layout
        self.lists = lists
        self.report = report
        self.before = {row.key: row for row in before}
        self.times, self.seen = Counter(row.key for row in before), Counter[tuple[str, ...]]()
        self.columns = self._columns(before)
        for merge in sheet.merges:
            if not self.columns.keys().isdisjoint(merge.columns):
                mend = "Défusionnez-les et remplissez chacune : seule la première a gardé son texte."
                report.error(f"{sheet.name}!{merge.place}", "Des cases sont fusionnées.", mend)

    def place(self, column: int, number: int) -> str:
        return f"{self.sheet.name}!{column_letters(column)}{number}"

    def place_of(self, heading: str, number: int) -> str:
        """Names a cell by its heading; by its row's first cell when that column isn't there."""
        column = next((index for index, column in self.columns.items() if column.heading == heading), 0)
        return self.place(column, number)

    def rows(self) -> tuple[Row, ...]:
        rows: dict[object, Row] = {}
        for number, cells in enumerate(self.sheet.rows[1:], start=2):
            if not _is_filled(cells):
                continue
            values = self._values(cells, number)
            if not self._has_key(values, number):
                continue
            key = tuple(str(values.get(column.heading, "")) for column in self.layout.columns[: self.layout.key_length])
            if self.sheet.name == RULES and FILE not in values:
                known = self.before.get(key)
                values[FILE] = known.values[FILE] if known else NEW_RULES_FILE
            unnamed = self.sheet.name in UNNAMED or (self.sheet.name == CONVENTIONS and NUMBER not in values)
            unique: object = number if unnamed else key
            if self.sheet.name == IMPOSSIBLES and self._is_one_too_many(key):
                message = f"{quoted(key[0])} est écrit deux fois."
                self.report.error(self.place_of(self.layout.columns[0].heading, number), message, _RENAME)
            if unique in rows:
                first = f"la première fois à la ligne {rows[unique].number}"
                named = self.layout.columns[self.layout.key_length - 1].heading
                mend = _REPEATED.get(named, _RENAME)
                message = f"{quoted('.'.join(key))} est écrit deux fois, {first}."
                self.report.error(self.place_of(named, number), message, mend)
                continue
            rows[unique] = Row(key, values, number)
        return tuple(rows.values())

    def _is_one_too_many(self, key: tuple[str, ...]) -> bool:
        """Tells whether the sheet has more rows of this name than the file: one was copied and not renamed."""
        self.seen[key] += 1
        return self.seen[key] > max(1, self.times[key])

    def _needed(self) -> tuple[Column, ...]:
        """What each row must have; a new line of a convention has no number yet."""
        return tuple(column for column in self.layout.columns[: self.layout.key_length] if column.heading != NUMBER)

    def _columns(self, before: tuple[Row, ...]) -> dict[int, Column]:
        columns: dict[int, Column] = {}
        headings = self.sheet.rows[0] if self.sheet.rows else ()
        missing = {column.heading for column in self.layout.columns} - {heading_of(heading) for heading in headings}
        for index, heading in enumerate(headings):
            column = self.layout.find(heading_of(heading))
            if column is None:
                self._report_unknown(index, heading, missing)
            elif column in columns.values():
                self.report.error(
                    self.place(index, 1), f"La colonne {quoted(column.heading)} est là deux fois.", "Gardez-en une."
                )
            else:
                columns[index] = column
        needed = {column.heading for column in self.layout.columns[: self.layout.key_length]}
        needed |= {heading for row in before for heading in row.values if heading not in (FILE, *TOLD_HEADINGS)}
        for column in self.layout.columns:
            if column.heading in missing & needed:
                mend = "Remettez-la avec ses valeurs, ou exportez de nouveau."
                self.report.error(self.sheet.name, f"La colonne {quoted(column.heading)} manque.", mend)
        return {index: column for index, column in columns.items() if column.heading not in TOLD_HEADINGS}

    def _report_unknown(self, index: int, heading: Cell, missing: set[str]) -> None:
        if not any(_is_filled(row[index : index + 1]) for row in self.sheet.rows):
            return
        shown = f"La colonne {quoted(str(heading))} est inconnue" if heading else "Cette colonne n’a pas de titre"
        mend = likely_mend(str(heading), missing)
        if mend:
            self.report.error(self.place(index, 1), f"{shown}.", mend)
        else:
            self.report.warn(self.place(index, 1), f"{shown} : elle est laissée de côté.")

    def _values(self, cells: tuple[Cell, ...], number: int) -> dict[str, Plain]:
        values: dict[str, Plain] = {}
        name = self._setting(cells)
        for index, column in self.columns.items():
            meant = meant_column(column, name)
            cell = cells[index] if index < len(cells) else None
            try:
                value = parse(meant.kind, _text(cell, meant.kind))
            except CellError as error:
                self.report.error(self.place(index, number), error.message, error.mend)
                values[column.heading] = ""
                continue
            if value is not None:
                values[column.heading] = _as_listed(value, self._words(meant))
        self._complete(values, number)
        self._check_options(values, number)
        return values

    def _setting(self, cells: tuple[Cell, ...]) -> str:
        """Which setting a row is of; empty in every other sheet."""
        found = (index for index, column in self.columns.items() if column.heading == SETTING and index < len(cells))
        return next((_folded(str(cells[index])) for index in found), "")

    def _words(self, column: Column) -> frozenset[str]:
        """The words that a column's cells may hold."""
        if column.heading == SETTING:
            return frozenset(SETTINGS_BY_NAME)
        fact = column.path[-1] if column.path[:1] == ("si",) else ""
        return self.lists.get(column.source, frozenset()) | self.lists.get(fact, frozenset())

    def _complete(self, values: dict[str, Plain], row: int) -> None:
        """Writes in full what people may write short: an interlocutor of the row's own structure, a number."""
        if self.sheet.name != CONVENTIONS:
            return
        desk, number = values.get(HOLDING_DESK), values.get(NUMBER)
        if isinstance(desk, str) and desk and "." not in desk:
            values[HOLDING_DESK] = desk = f"{values.get(HOLDER, '')}.{desk}"
        if isinstance(desk, str) and desk and desk.partition(".")[0] != values.get(HOLDER):
            message = f"{quoted(desk)} n’est pas de {quoted(str(values.get(HOLDER, '')))}."
            self.report.error(self.place_of(HOLDING_DESK, row), message, "Changez la structure ou l’interlocuteur.")
        if isinstance(number, str) and number:
            values[NUMBER] = str(int(number))

    def _check_options(self, values: dict[str, Plain], number: int) -> None:
        for index, column in self.columns.items():
            value = values.get(column.heading)
            if not isinstance(value, str) or not value:
                continue
            if column.heading == "genre" and value not in GENRES:
                mend = likely_mend(value, GENRES) or "Écrivez exemple ou contre_exemple."
                self.report.error(self.place(index, number), f"Le genre {quoted(value)} est inconnu.", mend)
            elif column.heading == FILE and not (value.startswith(RULES_FOLDER) and SAFE_NAME.fullmatch(value)):
                self.report.error(
                    self.place(index, number),
                    f"{quoted(value)} n’est pas un fichier de règles.",
                    "Écrivez par exemple regles/vie.yaml.",
                )

    def _has_key(self, values: Mapping[str, Plain], number: int) -> bool:
        needed = self._needed()
        for index, column in self.columns.items():
            if column in needed and column.heading not in values:
                mend = "Remplissez cette case, ou videz la ligne."
                self.report.error(self.place(index, number), f"Il manque {quoted(column.heading)}.", mend)
        return all(values.get(column.heading) for column in needed)


def heading_of(cell: Cell) -> str:
    """Gives a heading as it was exported: its capitals and spaces may have been touched."""
    return " ".join(str(cell).lower().split())


def _text(cell: Cell, kind: Kind) -> str:
    """Gives a cell as text, as its column wants it.

    Raises:
        CellError: the cell computes, is in error, or lost what was typed in it.
    """
    if cell is None or isinstance(cell, str):
        return (cell or "").replace("_x000D_", "")
    if isinstance(cell, Formula):
        raise CellError(f"Une formule n’est pas lue : {quoted(cell.text)}.", "Écrivez son résultat.")
    if isinstance(cell, Fault):
        raise CellError(f"Cette case est en erreur : {cell.text}.", "Écrivez une valeur.")
    if isinstance(cell, datetime | date):
        if kind is Kind.DAY:
            return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
        raise CellError("Une date n’a pas sa place ici.", _AS_TEXT)
    if isinstance(cell, bool) and kind is Kind.TRUTH:
        return "vrai" if cell else "faux"
    if isinstance(cell, bool):
        raise CellError("« Vrai » ou « faux » n’a pas sa place ici.", _AS_TEXT)
    if kind is Kind.HOUR and 0 <= cell < 1:  # spreadsheets count hours in days
        minutes = round(cell * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    number = int(cell) if float(cell).is_integer() else cell
    if kind is Kind.DAY:
        raise CellError(f"{number} n’est pas une date.", "Écrivez-la 31/01/2026 ou 2026-01-31.")
    if kind not in _NUMBER_AS_TEXT or isinstance(number, float) or number < 0:
        mend = "Mettez la case au format texte et écrivez de nouveau, zéros du début compris."
        shown = str(number).replace(".", ",")
        raise CellError(f"Le tableur a fait un nombre de cette case : {shown}.", mend)
    return str(number)


def _check_references(
    tables: dict[str, tuple[Row, ...]], before: Tables, readings: Mapping[str, _SheetReading], report: CellReport
) -> None:
    """Examples go with their rule, people and conventions with theirs; rows of what was just removed leave with it."""
    structure = "La structure {} est inconnue.", "La structure {} est supprimée : cette ligne part avec elle."
    desk = "L’interlocuteur {} est inconnu.", "L’interlocuteur {} est supprimé : cette ligne part aussi."
    rule = "La règle {} est inconnue.", "La règle {} est supprimée : cette ligne part avec elle."
    explained_rule = "La règle {} est inconnue.", "La règle {} est supprimée : cette explication la nomme encore."
    explained_desk = (
        "L’interlocuteur {} est inconnu.",
        "L’interlocuteur {} est supprimé : cette explication le nomme encore.",
    )
    _warn_of_named(tables, before, readings, report, (RULES, "regles", *explained_rule))
    _warn_of_named(tables, before, readings, report, (INTERLOCUTORS, "interlocuteurs", *explained_desk))
    checks = (
        (INTERLOCUTORS, STRUCTURES, "structure", *structure),
        (CONVENTIONS, STRUCTURES, HOLDER, *structure),
        (CONVENTIONS, INTERLOCUTORS, HOLDING_DESK, *desk),
        (EXAMPLES, RULES, "regle", *rule),
    )
    for sheet, owner, heading, unknown, gone in checks:
        owners, was = _names(tables, owner), _names(before, owner)
        kept = []
        for row in tables[sheet]:
            name = str(row.values.get(heading, ""))
            if not name or name in owners:
                kept.append(row)
                continue
            place, called = readings[sheet].place_of(heading, row.number), quoted(name)
            if name in was:
                report.warn(place, gone.format(called))
            else:
                report.error(place, unknown.format(called), likely_mend(name, owners))
        tables[sheet] = tuple(kept)


def _warn_of_named(
    tables: Tables, before: Tables, readings: Mapping[str, _SheetReading], report: CellReport,
    named: tuple[str, str, str, str],
) -> None:  # fmt: skip
    """What an explanation names may be gone, so that nothing is kept because it was explained; it is only said."""
    owner, heading, unknown, gone = named
    owners, was = _names(tables, owner), _names(before, owner)
    for row in tables[EXPLANATIONS] if EXPLANATIONS in readings else ():
        words = row.values.get(heading)
        for word in words if isinstance(words, list) else ():
            if word not in owners:
                place, called = readings[EXPLANATIONS].place_of(heading, row.number), quoted(str(word))
                if word in was:
                    report.warn(place, gone.format(called), "Corrigez l’explication.")
                else:
                    report.warn(place, unknown.format(called), likely_mend(str(word), owners))


def _names(tables: Tables, sheet: str) -> set[str]:
    """What rows of other sheets call the rows of this one; lines of conventions may stand as rules."""
    names = {".".join(row.key) for row in tables[sheet]}
    return names | set(map(default_rule_id, tables[CONVENTIONS])) if sheet == RULES else names


def _as_listed(value: Plain, words: frozenset[str]) -> Plain:
    """Gives words as their list writes them: typing aids put capitals, people put accents and spaces."""
    if isinstance(value, list):
        return [_as_listed(word, words) for word in value]
    if isinstance(value, dict):
        return {key: _as_listed(inner, words) for key, inner in value.items()}
    plain = _folded(value)
    return plain if value not in words and plain in words else value


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[\W_]+", "_", letters).strip("_")
