"""XLSX from outside: bounded, refused in plain French when it can't be read, never crashed on."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl import load_workbook
from small_sheets import rows_of
from small_territory import RULES, small_geography, small_sources
from test_sheets_conventions import ANNUAIRE

from bot.rules import spreadsheets
from bot.rules.definitions import read_texts
from bot.rules.spreadsheets import export_xlsx, import_xlsx, read_xlsx
from bot.settings import PACKAGED_TERRITORIES
from referral_rules.geography import Geography
from referral_rules.sheets import CellFinding, SheetsError, Workbook
from referral_rules.sheets.columns import KEPT, SHEET_NAMES
from referral_rules.sheets.workbook import CELL_LIMIT, Fault, Formula
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
    "LibreOffice’s own": (
        zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": b"<a/>"}),
        "Ce classeur est au format ODS, celui de LibreOffice.",
    ),
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


def test_a_text_beyond_a_cells_limit_is_not_exported_cut(vocabulary: Vocabulary) -> None:
    long = RULES.replace("connaît les commerces", "connaît " + "les commerces " * 3_000)
    with pytest.raises(SheetsError, match=r"commerce.*motif.*trop long pour une cellule"):
        export_xlsx(small_sources(regles=long), vocabulary)


def test_a_file_beyond_a_cells_limit_is_kept_in_pieces(vocabulary: Vocabulary) -> None:
    remarks = "".join(f"# {'👋' * 100} _x0041_ {number}\n" for number in range(400))
    sources = small_sources(regles=remarks + RULES)
    body = export_xlsx(sources, vocabulary)
    kept = load_workbook(io.BytesIO(body))[KEPT]
    assert max(len(str(cell.value or "")) for row in kept for cell in row) <= CELL_LIMIT
    assert import_xlsx(body, vocabulary, small_geography()).sources == sources


def test_a_file_saved_by_another_program_says_the_same(vocabulary: Vocabulary) -> None:
    book = load_workbook(io.BytesIO(export_xlsx(small_sources(), vocabulary)))
    book["Règles"]["B2"] = "Des commerces"
    imported = import_xlsx(saved(book), vocabulary, small_geography())
    assert imported.findings == ()
    assert imported.sources == small_sources(regles=RULES.replace("titre: Un commerce", "titre: Des commerces"))


def dimension(page: Any, column: int) -> Any:
    """The width and form of a column; those of alike columns are written once."""
    return next(each for each in page.column_dimensions.values() if each.min <= column <= each.max)


def test_what_a_person_reads_stays_in_sight_and_fits(vocabulary: Vocabulary) -> None:
    book = load_workbook(io.BytesIO(export_xlsx(small_sources(annuaire=ANNUAIRE), vocabulary)))
    frozen = {"Règles": "B2", "Exemples": "C2", "Interlocuteurs": "C2", "Conventions": "C2", "Mode d’emploi": "B2"}
    assert {name: book[name].freeze_panes for name in frozen} == frozen
    for page in book.worksheets:
        assert page.sheet_state == ("hidden" if page.title == KEPT else "visible")
        if page.sheet_state == "hidden":
            continue
        assert page.page_setup.orientation == "landscape"
        assert page.print_title_rows == "$1:$1"
        assert (page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
        for heading in page[1]:
            assert dimension(page, heading.column).width >= len(str(heading.value or "")) + 2
    rules = book["Règles"]
    reason = next(cell for cell in rules[1] if cell.value == "motif").column
    (wrapped,) = (row for row in range(2, 9) if rules.cell(row, 1).value == "reprise-etude")
    assert rules.cell(wrapped, reason).alignment.wrap_text
    assert rules.row_dimensions[wrapped].height >= 30  # two lines


def test_rows_go_on_fitting_what_people_type(vocabulary: Vocabulary) -> None:
    with zipfile.ZipFile(io.BytesIO(export_xlsx(small_sources(), vocabulary))) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert any(b" ht=" in part for part in parts)
    assert not any(b"customHeight" in part for part in parts)


def test_what_is_typed_in_an_empty_cell_takes_its_columns_shape(vocabulary: Vocabulary) -> None:
    book = load_workbook(io.BytesIO(export_xlsx(small_sources(annuaire=ANNUAIRE), vocabulary)))
    shapes = {}
    for name in ("Règles", "Structures", "Conventions"):
        for heading in book[name][1]:
            shapes[name, heading.value] = dimension(book[name], heading.column).number_format
    assert {shapes["Règles", key] for key in ("valable_du", "valable_au")} == {"dd/mm/yyyy"}
    assert {shapes["Conventions", key] for key in ("du", "au", "revoir_le")} == {"dd/mm/yyyy"}
    assert {shapes["Structures", key] for key in ("telephone", "code_insee", "structure")} == {"@"}


def test_every_list_reaches_its_column_whole_however_long(vocabulary: Vocabulary) -> None:
    """A list written in the validation itself may not pass 255 characters; these are cells of a sheet."""
    book = load_workbook(io.BytesIO(export_xlsx(small_sources(annuaire=ANNUAIRE), vocabulary)))
    lists = book["Vocabulaire"]
    offered: dict[tuple[str, str], list[object]] = {}
    for name in SHEET_NAMES:
        for validation in book[name].data_validations.dataValidation:
            assert validation.type == "list"
            heading = book[name].cell(1, next(iter(validation.sqref.ranges)).min_col).value
            cells = lists[validation.formula1.split("!")[1].replace("$", "")]
            offered[name, heading] = [cell.value for (cell,) in cells]
    assert len(",".join(map(str, offered["Règles", "besoins_projet"]))) > 255
    assert offered["Règles", "statut"] == [*vocabulary.facts["statut"].values, "inconnu", "sans_objet"]
    assert offered["Interlocuteurs", "statut"] == ["actif", "inactif", "suspendu"]
    assert offered["Conventions", "engagement"] == ["principe", "objectifs", "mandat"]
    assert offered["Conventions", "structure"] == ["parc", "cc", "cci"]
    assert offered["Conventions", "interlocuteur"] == offered["Conventions", "interlocuteur_propose"]
    assert "local" in offered["Conventions", "besoins"]
    assert offered["Conventions", "regle_par_defaut"] == ["vrai", "faux"]
    assert "convention-cci-3" in offered["Exemples", "regle"]


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TERRITORIES = sorted(path for path in PACKAGED_TERRITORIES.iterdir() if path.is_dir())
WITH_CONVENTIONS = {"the tests' own": small_sources(annuaire=ANNUAIRE)}


def saved_by_libreoffice(body: bytes, way: tuple[str, ...], folder: Path) -> bytes:
    """The workbook after LibreOffice opened it and saved it, in each form of `way` in turn."""
    name = f"classeur-{len(way)}.xlsx"
    (folder / name).write_bytes(body)
    path = folder / name
    for number, form in enumerate(way):
        out = folder / f"{number}-{form}"
        kind = "xlsx:Calc MS Excel 2007 XML" if form == "xlsx" else form
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [str(OFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
        subprocess.run(command, check=True, timeout=180, capture_output=True)
        path = out / f"{path.stem}.{form}"
    return path.read_bytes()


@pytest.mark.soak
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: Debian’s libreoffice-calc has it")
@pytest.mark.parametrize("way", [("xlsx",), ("ods", "xlsx")], ids="-".join)
@pytest.mark.parametrize("name", [*WITH_CONVENTIONS, *(path.name for path in TERRITORIES)])
def test_libreoffice_opens_and_saves_it_without_loss(
    name: str, way: tuple[str, ...], vocabulary: Vocabulary, france: Geography, tmp_path: Path
) -> None:
    sources = WITH_CONVENTIONS.get(name) or read_texts(PACKAGED_TERRITORIES / name, "**/*.yaml")
    geography = small_geography() if name in WITH_CONVENTIONS else france
    body = export_xlsx(sources, vocabulary)
    converted = saved_by_libreoffice(body, way, tmp_path)
    before, after = read_xlsx(body), read_xlsx(converted)
    assert isinstance(before, Workbook)
    assert isinstance(after, Workbook)
    for sheet in SHEET_NAMES:
        assert rows_of(after, sheet) == rows_of(before, sheet)
    imported = import_xlsx(converted, vocabulary, geography)
    assert imported.findings == ()
    assert imported.sources == sources
    lost = load_workbook(io.BytesIO(converted))
    assert lost[KEPT].sheet_state == "hidden"
    assert lost["Conventions"].data_validations.dataValidation
