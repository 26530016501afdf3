"""The hidden sheet: the sources as they were exported, comments, order and file names included.

Cells may be rewritten by a spreadsheet program (line breaks, spaces at the ends), so the texts are kept as JSON in
plain ASCII, in pieces that fit in a cell, with the hash of the whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from referral_rules.loader import content_hash
from referral_rules.sheets.columns import FIRST_SHEETS, KEPT, SHEET_NAMES
from referral_rules.sheets.findings import CellReport
from referral_rules.sheets.workbook import Cell, Sheet, Workbook

FORMAT = "premiere-ecoute 2"
SHEETS_OF_FORMAT = {"premiere-ecoute 1": FIRST_SHEETS, FORMAT: SHEET_NAMES}  # what each version of ours showed
PIECE_LENGTH = 2_500  # characters of a source in one cell; at most 12 ASCII characters each in JSON
_PART = r"(?!\.)[^/\\:\x00-\x1f]+"
SAFE_NAME = re.compile(rf"(?:regles/(?:{_PART}/)*)?{_PART}\.yaml")  # nothing that leads out of the territory's folder


@dataclass(frozen=True, slots=True)
class Kept:
    """What the hidden sheet holds.

    Attributes:
        sources: the texts of the files, by name.
        sheets: names of the sheets that were exported; what older workbooks don't show stays as it is.
    """

    sources: Mapping[str, str]
    sheets: tuple[str, ...]


def keep_sources(sources: Mapping[str, str]) -> Sheet:
    """Writes the sources into the hidden sheet."""
    rows: list[tuple[Cell, ...]] = [(FORMAT, content_hash(sources), "")]
    for name in sorted(sources):
        text = sources[name]
        for start in range(0, max(len(text), 1), PIECE_LENGTH):
            piece = json.dumps(text[start : start + PIECE_LENGTH]).replace("_x", "\\u005fx")  # XLSX escapes start so
            rows.append((name, start // PIECE_LENGTH, piece))
    return Sheet(KEPT, tuple(rows), hidden=True)


def read_kept(workbook: Workbook, report: CellReport) -> Kept | None:
    """Reads the sources back.

    Returns:
        What it holds; None when the sheet is missing, or damaged (and then reported).
    """
    sheet = workbook.find(KEPT)
    if sheet is None:
        return None
    mend = "Exportez de nouveau le territoire et reportez-y vos changements."
    header = sheet.rows[0] if sheet.rows else ()
    if len(header) < 2 or header[0] not in SHEETS_OF_FORMAT:
        report.error(KEPT, "La feuille cachée n’est pas de cette version.", mend)
        return None
    pieces: dict[str, list[tuple[int, str]]] = {}
    try:
        for row in sheet.rows[1:]:
            name, number, piece = row[:3]
            if name is not None:
                pieces.setdefault(str(name), []).append((int(str(number)), json.loads(str(piece))))
    except ValueError:
        report.error(KEPT, "La feuille cachée est abîmée.", mend)
        return None
    sources = {name: "".join(text for _, text in sorted(found)) for name, found in pieces.items()}
    if content_hash(sources) != header[1] or not all(map(SAFE_NAME.fullmatch, sources)):
        report.error(KEPT, "La feuille cachée a été modifiée.", mend)
        return None
    return Kept(sources, SHEETS_OF_FORMAT[str(header[0])])
