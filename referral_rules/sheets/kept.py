"""The hidden sheet: the sources as they were exported, comments, order and file names included.

Cells may be rewritten by a spreadsheet program (line breaks, spaces at the ends), so the texts are kept as JSON in
plain ASCII, in pieces that fit in a cell, with the hash of the whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from referral_rules.loader import content_hash
from referral_rules.sheets.columns import FIRST_SHEETS, KEPT, SHEET_NAMES
from referral_rules.sheets.findings import CellReport
from referral_rules.sheets.workbook import Cell, Sheet, Workbook

FORMAT = "premiere-ecoute 2"
SHEETS_OF_FORMAT = {"premiere-ecoute 1": FIRST_SHEETS, FORMAT: SHEET_NAMES}  # what each version of ours showed
SOURCES_LIMIT = 4_000_000  # characters of all sources together; those of 1,000 rules take 1,000,000
PIECE_LENGTH = 2_500  # characters of a source in one cell; at most 12 ASCII characters each in JSON
_PART = r"(?!\.)[^/\\:\x00-\x1f]{1,60}"  # nothing that leads out of the territory's folder, or that no disk takes
SAFE_NAME = re.compile(
    rf"(?:regles/(?:{_PART}/){{0,8}})?{_PART}\.yaml"
)  # nothing that leads out of the territory's folder


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
    try:
        sources = _put_together(sheet.rows[1:])
        is_whole = content_hash(sources) == header[1]
    except (ValueError, RecursionError):
        report.error(KEPT, "La feuille cachée est abîmée.", mend)
        return None
    if not is_whole or not all(map(SAFE_NAME.fullmatch, sources)):
        report.error(KEPT, "La feuille cachée a été modifiée.", mend)
        return None
    return Kept(sources, SHEETS_OF_FORMAT[str(header[0])])


def _put_together(rows: Sequence[tuple[Cell, ...]]) -> dict[str, str]:
    """The sources that the rows hold in pieces.

    Raises:
        ValueError: a row holds none, or they are more than a territory has.
        RecursionError: a piece is lists within lists.
    """
    pieces: dict[str, list[tuple[int, str]]] = {}
    room = SOURCES_LIMIT
    for row in rows:
        name, number, written = row[:3]
        piece = json.loads(str(written))
        if name is None or not isinstance(piece, str):
            raise ValueError("no piece of a source")
        room -= len(piece)
        if room < 0:
            raise ValueError("too many sources")
        pieces.setdefault(str(name), []).append((int(str(number)), piece))
    return {name: "".join(text for _, text in sorted(found)) for name, found in pieces.items()}
