"""From a territory's sources to a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

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
    ZONES,
    Column,
    Layout,
    fact_lists,
    layouts,
)
from referral_rules.sheets.findings import CellReport, SheetsError, typeset
from referral_rules.sheets.kept import keep_sources
from referral_rules.sheets.settings import meant_column
from referral_rules.sheets.tables import Row, Tables, default_rule_id, tables_of
from referral_rules.sheets.workbook import CELL_LIMIT, Cell, CellFormat, DropDown, Sheet, Workbook
from referral_rules.vocabulary import Vocabulary

ARROW_WIDTH = 4  # characters that the filter's arrow takes beside a heading
DAY_WIDTH = 12  # 31/12/2027 and some room
_FORMATS = {Kind.DAY: CellFormat.DAY, Kind.NUMBER: CellFormat.NUMBER}
FIRST_YEAR = 1901  # spreadsheets count days from 1900, with a day too many in it
GUIDE_LINES = (
    ("Pour dire…", "on écrit…"),
    ("sans condition", "rien : la case reste vide"),
    ("une réponse parmi plusieurs", "commerce, restauration"),
    ("tout sauf", "sauf retraite"),
    ("un ordre", "au moins etude    ou    au plus idee    ou    au moins etude ; au plus montage"),
    ("plusieurs réponses possibles", "un de: local, financement    ou    tous: local, financement"),
    ("« je ne sais pas encore »", "inconnu"),
    ("« la question ne se posait pas »", "sans_objet"),
    ("une date", "31/01/2026"),
    ("oui", "vrai (et rien pour non)"),
    ("une règle de plus", "une ligne de plus dans Règles ; ses exemples dans Exemples, sous le même identifiant"),
    ("une règle de moins", "supprimez sa ligne ; ou gardez-la, suspendue ou brouillon dans etat"),
    ("un engagement de plus", "une ligne de plus dans Conventions, numero vide"),
    ("un profil qui n’existe pas", "une ligne d’Impossibles : ses conditions, comme dans une règle, et pourquoi"),
    ("un avertissement accepté", "une ligne d’Explications : le constat, de quoi il s’agit, et pourquoi"),
    ("le pivot, les délais, les heures", "la colonne valeur de Réglages ; vide veut dire : la valeur habituelle"),
    (
        "un exemple d’une règle par défaut",
        "une ligne d’Exemples sous convention-structure-numéro, comme convention-cci-2",
    ),
    ("À savoir", ""),
    ("Trier, filtrer, masquer", "L’ordre des lignes et des colonnes ne compte pas. Triez toujours la feuille entière."),
    ("Listes déroulantes", "Elles viennent de la feuille Vocabulaire. On peut aussi écrire à la main."),
    ("Bulles des titres", "Posez la souris sur le titre d’une colonne : une note dit ce qu’on y met."),
    ("Codes, téléphones", "Ils restent du texte, avec leur premier zéro : 01004, 01 99 00 12 34."),
    ("Formules, cases fusionnées", "À éviter : l’import les refuse et dit où elles sont."),
    ("Feuille cachée", "Gardez-la : elle tient les commentaires et l’ordre des fichiers."),
    ("Et ensuite", "L’import relit tout, montre qui serait orienté autrement, et demande avant d’écrire."),
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
    told = tuple((typeset(topic), typeset(line)) for topic, line in GUIDE_LINES)
    guide = Sheet(GUIDE, told, widths={0: 36, 1: 100}, leading=1)
    lists = _lists_sheet({**fact_lists(vocabulary), **_own_lists(tables)})
    return Workbook((*sheets, lists, guide, keep_sources(sources)), lists=LISTS)


def _sheet(layout: Layout, rows: tuple[Row, ...], report: CellReport) -> Sheet:
    lines: list[tuple[Cell, ...]] = [tuple(column.heading for column in layout.columns)]
    for row in rows:
        line = tuple(
            _cell(meant_column(column, row.key[0]), row.values.get(column.heading)) for column in layout.columns
        )
        for column, cell in zip(layout.columns, line, strict=True):
            if isinstance(cell, str) and len(cell) > CELL_LIMIT:
                limit = f"{CELL_LIMIT} caractères au plus"
                message = f"Dans « {column.heading} », le texte est trop long pour une cellule ({limit})."
                report.error(f"{layout.sheet}, {'.'.join(row.key)}", message)
        lines.append(line)
    indexed = list(enumerate(layout.columns))
    return Sheet(
        layout.sheet,
        tuple(lines),
        drop_downs={index: DropDown(column.source, column.strict) for index, column in indexed if column.source},
        notes={index: typeset(column.note) for index, column in indexed if column.note},
        widths={index: _width(column, [line[index] for line in lines[1:]]) for index, column in indexed},
        leading=layout.key_length,
        formats={index: _FORMATS[column.kind] for index, column in indexed if column.kind in _FORMATS},
        cell_drop_downs=dict(_cell_drop_downs(layout, rows)),
    )


def _cell_drop_downs(layout: Layout, rows: tuple[Row, ...]) -> Iterator[tuple[tuple[int, int], DropDown]]:
    for number, row in enumerate(rows, start=1):
        for index, column in enumerate(layout.columns):
            meant = meant_column(column, row.key[0])
            if meant is not column and meant.source:
                yield (number, index), DropDown(meant.source, meant.strict)


def _width(column: Column, cells: Iterable[Cell]) -> int:
    """The characters that a column needs, within bounds: most facts are empty in most rows."""
    heading = len(column.heading) + ARROW_WIDTH
    longest = max((len(line) for cell in cells for line in str(cell or "").split("\n")), default=0)
    return max(heading, DAY_WIDTH if column.kind is Kind.DAY else 0, min(longest + 1, column.width))


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
    widths = {index: max(map(len, (name, *words))) + ARROW_WIDTH for index, (name, words) in enumerate(lists.items())}
    return Sheet(LISTS, tuple(rows), widths=widths, leading=1)


def _own_lists(tables: Tables) -> dict[str, list[str]]:
    desks = [".".join(row.key) for row in tables[INTERLOCUTORS]]
    programmes = [row.key[0] for row in tables[PROGRAMMES]]
    standing = [row for row in tables[CONVENTIONS] if TRUTHS.get(str(row.values.get("regle_par_defaut")), False)]
    return {
        "regles": [*(row.key[0] for row in tables[RULES]), *map(default_rule_id, standing)],
        "structures": [row.key[0] for row in tables[STRUCTURES]],
        "interlocuteurs": desks,
        "parcours": programmes,
        "attendus": [*desks, *programmes],
        "zones": [row.key[0] for row in tables[ZONES]],
    }
