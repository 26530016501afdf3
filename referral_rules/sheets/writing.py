"""From a territory's sources to a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from referral_rules.errors import Report
from referral_rules.loader import TERRITORY_FILE
from referral_rules.schema import TRUTHS
from referral_rules.sheets.cells import Kind, Plain, render
from referral_rules.sheets.columns import (
    CONVENTIONS,
    GUIDE,
    INTERLOCUTORS,
    LISTS,
    PROGRAMMES,
    RULES,
    STRUCTURES,
    Column,
    Layout,
    fact_lists,
    layouts,
)
from referral_rules.sheets.findings import CellReport, SheetsError, typeset
from referral_rules.sheets.kept import keep_sources
from referral_rules.sheets.tables import Row, Tables, default_rule_id, tables_of
from referral_rules.sheets.workbook import CELL_LIMIT, Cell, DropDown, Sheet, Workbook
from referral_rules.source import Entries, read_source
from referral_rules.vocabulary import Vocabulary

FIRST_YEAR = 1901  # spreadsheets count days from 1900, with a day too many in it
GUIDE_LINES = (
    "Une ligne par règle, une colonne par fait. Une case vide veut dire : sans condition.",
    "Une réponse parmi plusieurs : commerce, restauration",
    "Tout sauf : sauf retraite",
    "Un ordre : au moins etude    ou    au plus idee    ou    au moins etude ; au plus montage",
    "Plusieurs réponses possibles : un de: local, financement    ou    tous: local, financement",
    "« Je ne sais pas encore » s’écrit inconnu ; « la question ne se posait pas », sans_objet.",
    "Supprimer une ligne supprime la règle. L’ordre des lignes ne compte pas : vous pouvez trier et filtrer.",
    "Les listes déroulantes viennent de la feuille Vocabulaire ; on peut aussi écrire à la main.",
    "Pas de formules. Les codes et les téléphones restent du texte : 01004, 01 99 00 12 34.",
    "Gardez la feuille cachée : elle tient les commentaires et l’ordre des fichiers.",
)


def workbook_of(sources: Mapping[str, str], vocabulary: Vocabulary) -> Workbook:
    """Shows a territory as sheets.

    Args:
        sources: the texts of its files, by name.
        vocabulary: the facts; each that rules may read gets a column.

    Raises:
        SheetsError: a source isn't YAML, or holds what no cell can show.
    """
    tables = tables_of(sources, vocabulary)
    report = CellReport()
    sheets = [_sheet(layout, tables[name], report) for name, layout in layouts(vocabulary).items()]
    if report.has_errors():
        raise SheetsError(report.findings)
    guide = Sheet(GUIDE, tuple((typeset(line),) for line in GUIDE_LINES), widths={0: 110})
    lists = _lists_sheet({**fact_lists(vocabulary), **_directory_lists(tables), "zones": _zones(sources)})
    return Workbook((*sheets, lists, guide, keep_sources(sources)), lists=LISTS)


def _sheet(layout: Layout, rows: tuple[Row, ...], report: CellReport) -> Sheet:
    lines: list[tuple[Cell, ...]] = [tuple(column.heading for column in layout.columns)]
    for row in rows:
        line = tuple(_cell(column, row.values.get(column.heading)) for column in layout.columns)
        for column, cell in zip(layout.columns, line, strict=True):
            if isinstance(cell, str) and len(cell) > CELL_LIMIT:
                message = (
                    f"{column.heading} : ce texte est trop long pour une cellule ({CELL_LIMIT} caractères au plus)"
                )
                report.error(f"{layout.sheet}, {'.'.join(row.key)}", message)
        lines.append(line)
    indexed = list(enumerate(layout.columns))
    return Sheet(
        layout.sheet,
        tuple(lines),
        drop_downs={index: DropDown(column.source, column.strict) for index, column in indexed if column.source},
        notes={index: typeset(column.note) for index, column in indexed if column.note},
        widths={index: column.width for index, column in indexed},
    )


def _cell(column: Column, value: Plain | None) -> Cell:
    if value is None:
        return None
    text = render(column.kind, value)
    if column.kind is Kind.DAY:
        day = date.fromisoformat(text)
        return day if day.year >= FIRST_YEAR else text
    if column.kind is Kind.NUMBER and str(int(text)) == text and len(text) < 10:
        return int(text)
    return text


def _lists_sheet(lists: Mapping[str, list[str]]) -> Sheet:
    height = max(map(len, lists.values()), default=0)
    rows: list[tuple[Cell, ...]] = [tuple(lists)]
    for index in range(height):
        rows.append(tuple(words[index] if index < len(words) else None for words in lists.values()))
    return Sheet(LISTS, tuple(rows), widths=dict.fromkeys(range(len(lists)), 24))


def _directory_lists(tables: Tables) -> dict[str, list[str]]:
    desks = [".".join(row.key) for row in tables[INTERLOCUTORS]]
    programmes = [row.key[0] for row in tables[PROGRAMMES]]
    standing = [row for row in tables[CONVENTIONS] if TRUTHS.get(str(row.values.get("regle_par_defaut")), False)]
    return {
        "regles": [*(row.key[0] for row in tables[RULES]), *map(default_rule_id, standing)],
        "structures": [row.key[0] for row in tables[STRUCTURES]],
        "interlocuteurs": desks,
        "parcours": programmes,
        "attendus": [*desks, *programmes],
    }


def _zones(sources: Mapping[str, str]) -> list[str]:
    root = read_source(sources.get(TERRITORY_FILE, ""), TERRITORY_FILE, Report())
    zones = root.entries.get("zones") if isinstance(root, Entries) else None
    return list(zones.entries) if isinstance(zones, Entries) else []
