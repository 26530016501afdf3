"""XLSX from outside: bounded, refused in plain French when it can't be read, never crashed on."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl import load_workbook
from small_sheets import rows_of
from small_territory import RULES, small_geography, small_sources

from bot import spreadsheets
from bot.spreadsheets import export_xlsx, import_xlsx, read_xlsx
from referral_rules.sheets import CellFinding, Workbook
from referral_rules.sheets.columns import SHEET_NAMES
from referral_rules.sheets.workbook import Fault, Formula
from referral_rules.vocabulary import Vocabulary


def zipped(**parts: bytes) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return body.getvalue()


def saved(book: OpenpyxlWorkbook) -> bytes:
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


UNREADABLE = {
    "empty": (b"", "Ce n’est pas un classeur XLSX."),
    "text": (b"regle;titre\n", "Ce n’est pas un classeur XLSX."),
    "another archive": (zipped(a=b"b"), "Ce classeur est abîmé."),
    "broken parts": (zipped(**{"[Content_Types].xml": b"<nope"}), "Ce classeur est abîmé."),
    "a bomb": (zipped(a=bytes(spreadsheets.UNPACKED_LIMIT + 1)), "Ce fichier est trop gros une fois ouvert."),
    "too large": (bytes(spreadsheets.FILE_LIMIT + 1), "Ce fichier dépasse 10 Mo."),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_file_is_refused(name: str, vocabulary: Vocabulary) -> None:
    body, message = UNREADABLE[name]
    imported = import_xlsx(body, vocabulary, small_geography())
    assert [finding.message for finding in imported.findings] == [message]
    assert imported.sources == {}


@pytest.mark.parametrize("cut", range(50, 4000, 395))
def test_truncated_file_is_refused(cut: int, vocabulary: Vocabulary) -> None:
    body = export_xlsx(small_sources(), vocabulary)
    assert isinstance(read_xlsx(body[:-cut]), CellFinding)


@pytest.mark.parametrize("seed", range(20))
def test_damaged_parts_are_refused_or_read_but_never_crashed_on(seed: int, vocabulary: Vocabulary) -> None:
    rng = random.Random(seed)
    parts = {}
    with zipfile.ZipFile(io.BytesIO(export_xlsx(small_sources(), vocabulary))) as archive:
        for name in archive.namelist():
            parts[name] = bytearray(archive.read(name))
    hurt = parts[rng.choice(sorted(parts))]
    start = rng.randrange(len(hurt))
    hurt[start : start + rng.randrange(1, 40)] = rng.randbytes(3)
    imported = import_xlsx(zipped(**{name: bytes(part) for name, part in parts.items()}), vocabulary, small_geography())
    assert imported.findings or imported.sources


def test_sheet_beyond_the_bounds_is_refused() -> None:
    book = OpenpyxlWorkbook()
    book.worksheets[0].cell(spreadsheets.ROW_LIMIT + 1, 1, "x")
    found = read_xlsx(saved(book))
    assert isinstance(found, CellFinding)
    assert found.place == "Sheet"


def test_formulas_and_error_cells_are_told_from_texts() -> None:
    book = OpenpyxlWorkbook()
    for column, value in enumerate(["=1+1", "#N/A", "01004", 50], start=1):
        book.worksheets[0].cell(1, column, value)
    book.worksheets[0].cell(1, 5, "=a").data_type = "s"
    read = read_xlsx(saved(book))
    assert isinstance(read, Workbook)
    assert read.sheets[0].rows == ((Formula("=1+1"), Fault("#N/A"), "01004", 50, "=a"),)


def test_error_cell_is_reported(vocabulary: Vocabulary) -> None:
    book = load_workbook(io.BytesIO(export_xlsx(small_sources(), vocabulary)))
    book["Règles"]["B2"] = "#REF!"
    findings = import_xlsx(saved(book), vocabulary, small_geography()).findings
    assert [finding.place for finding in findings] == ["Règles!B2"]
    assert "#REF!" in findings[0].message


def test_a_file_saved_by_another_program_says_the_same(vocabulary: Vocabulary) -> None:
    book = load_workbook(io.BytesIO(export_xlsx(small_sources(), vocabulary)))
    book["Règles"]["B2"] = "Des commerces"
    imported = import_xlsx(saved(book), vocabulary, small_geography())
    assert imported.findings == ()
    assert imported.sources == small_sources(regles=RULES.replace("titre: Un commerce", "titre: Des commerces"))


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_and_saves_it_without_loss(vocabulary: Vocabulary, tmp_path: Path) -> None:
    body = export_xlsx(small_sources(), vocabulary)
    (tmp_path / "avant.xlsx").write_bytes(body)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(tmp_path / "out"), str(tmp_path / "avant.xlsx")], check=True, timeout=180)
    converted = (tmp_path / "out" / "avant.xlsx").read_bytes()
    before, after = read_xlsx(body), read_xlsx(converted)
    assert isinstance(before, Workbook)
    assert isinstance(after, Workbook)
    for name in SHEET_NAMES:
        assert rows_of(after, name) == rows_of(before, name)
    imported = import_xlsx(converted, vocabulary, small_geography())
    assert imported.sources == small_sources()
    assert imported.findings == ()
