"""From a workbook back to a territory's sources, or to what must be mended first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import yaml

from referral_rules.errors import DefinitionErrors
from referral_rules.geography import Geography
from referral_rules.loader import load_territory
from referral_rules.sheets.columns import EXPLANATIONS, FIRST_SHEETS, KEPT, SHEET_NAMES, layouts
from referral_rules.sheets.conventions import renumber
from referral_rules.sheets.editing import apply_changes
from referral_rules.sheets.findings import CellFinding, CellReport, SheetsError
from referral_rules.sheets.kept import read_kept
from referral_rules.sheets.placing import CellPlaces
from referral_rules.sheets.reading import heading_of, read_tables
from referral_rules.sheets.tables import Row, Tables, tables_of
from referral_rules.sheets.workbook import Workbook
from referral_rules.vocabulary import Vocabulary

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class ImportedSheets:
    """What came of a workbook.

    Attributes:
        sources: the texts of the territory's files, by name; empty when an error refuses the workbook.
        findings: what to mend, and what was left aside.
        exported: the sources as they were when the workbook was made; empty when it doesn't hold them.
    """

    sources: Mapping[str, str]
    findings: tuple[CellFinding, ...]
    exported: Mapping[str, str]


def import_workbook(
    workbook: Workbook,
    vocabulary: Vocabulary,
    geography: Geography,
    base: Mapping[str, str] | None = None,
) -> ImportedSheets:
    """Reads a workbook back into a territory's sources.

    Args:
        workbook: the workbook.
        vocabulary: the facts.
        geography: the table of communes.
        base: the sources to change when the workbook's hidden sheet is missing.
    """
    report = CellReport()
    kept = read_kept(workbook, report)
    exported = kept.sources if kept is not None else {}
    sources = exported if kept is not None else base
    if sources is None:
        if not report.findings:
            message = "La feuille cachée manque : les commentaires et l’ordre des fichiers sont perdus."
            report.error(KEPT, message, "Importez dans le dossier du territoire, ou exportez de nouveau.")
        return ImportedSheets({}, tuple(report.findings), exported)
    changed: Mapping[str, str] = {}
    if not report.has_errors():
        shown = kept.sheets if kept is not None else _shown_sheets(workbook)
        changed = _change(workbook, vocabulary, geography, (sources, shown), report)
    return ImportedSheets({} if report.has_errors() else changed, tuple(report.findings), exported)


def _shown_sheets(workbook: Workbook) -> tuple[str, ...]:
    """Without the hidden sheet nothing tells how old a workbook is: what it lacks of the later sheets stays."""
    return (*FIRST_SHEETS, *(name for name in SHEET_NAMES if name not in FIRST_SHEETS and workbook.find(name)))


def _change(
    workbook: Workbook,
    vocabulary: Vocabulary,
    geography: Geography,
    exported: tuple[Mapping[str, str], Collection[str]],
    report: CellReport,
) -> dict[str, str]:
    base, shown = exported
    all_layouts = layouts(vocabulary)
    try:
        before = tables_of(base, vocabulary)
    except SheetsError as error:
        report.findings += error.findings
        return {}
    after = read_tables(workbook, vocabulary, before, shown, report)
    if report.has_errors():
        return {}
    _refuse_aliases(base, before, after, report)
    if report.has_errors():
        return {}
    said = renumber(before, after)
    sources = apply_changes(base, before, {**after, EXPLANATIONS: said[EXPLANATIONS]}, all_layouts)
    written = _verify(sources, said, vocabulary, report)
    if not report.has_errors():
        _load(
            sources,
            CellPlaces(sources, written, said, _headings(workbook), all_layouts),
            vocabulary,
            geography,
            report,
        )
    return sources


def _refuse_aliases(base: Mapping[str, str], before: Tables, after: Tables, report: CellReport) -> None:
    """A text that stands in several places at once can't be changed in one of them."""
    if all(_as_set(before[sheet]) == _as_set(after[sheet]) for sheet in before):
        return
    for name, text in base.items():
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_LOADER)):
            report.error(
                name, "Ce fichier emploie « & » et « * ».", "Écrivez-y tout en entier, puis exportez de nouveau."
            )


def _verify(sources: Mapping[str, str], after: Tables, vocabulary: Vocabulary, report: CellReport) -> Tables:
    """What was written must say what the sheets say; else nothing is given back."""
    try:
        written = tables_of(sources, vocabulary)
    except SheetsError as error:
        report.findings += error.findings
        return {}
    for sheet, rows in after.items():
        said = _as_set(written[sheet])
        for row in rows:
            if _words(row) not in said:
                report.error(
                    f"{sheet}!A{row.number}",
                    "Cette ligne ne s’écrit pas telle quelle.",
                    "Changez-la dans le fichier lui-même.",
                )
    return written


def _load(
    sources: Mapping[str, str], places: CellPlaces, vocabulary: Vocabulary, geography: Geography, report: CellReport
) -> None:
    try:
        load_territory(sources, vocabulary, geography)
    except DefinitionErrors as errors:
        said = dict.fromkeys(places.say(finding) for finding in errors.findings)
        report.findings += said


def _headings(workbook: Workbook) -> dict[str, list[str]]:
    return {sheet.name: [heading_of(cell) for cell in sheet.rows[0]] for sheet in workbook.sheets if sheet.rows}


def _as_set(rows: tuple[Row, ...]) -> set[str]:
    return {_words(row) for row in rows}


def _words(row: Row) -> str:
    return repr(sorted(row.values.items()))
