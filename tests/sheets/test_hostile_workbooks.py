"""Workbooks made to break their reader: refused in a French sentence, soon, within a bounded memory."""

from __future__ import annotations

import io
import json
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from small_territory import small_geography, small_sources

from bot.rules import spreadsheets
from bot.rules.spreadsheets import export_xlsx, import_xlsx, read_xlsx
from referral_rules.loader import content_hash
from referral_rules.sheets import CellFinding
from referral_rules.sheets.columns import KEPT
from referral_rules.sheets.findings import CellReport
from referral_rules.sheets.kept import FORMAT, SOURCES_LIMIT, Kept, keep_sources, read_kept
from referral_rules.sheets.workbook import Cell, Sheet, Workbook
from referral_rules.vocabulary import Vocabulary

SECONDS = 15.0  # far more than any of these takes, far less than what they took
MEGABYTES = 300
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


@contextmanager
def soon() -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < SECONDS


def tampered(body: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in given.infolist():
            content = given.read(each)
            archive.writestr(each.filename, change(content) if each.filename == part else content)
    return out.getvalue()


@pytest.fixture
def body(vocabulary: Vocabulary) -> bytes:
    return export_xlsx(small_sources(), vocabulary)


def rows(data: bytes) -> Callable[[bytes], bytes]:
    """Puts these rows in the place of a sheet's own."""

    def change(part: bytes) -> bytes:
        head, _, rest = part.partition(b"<sheetData>")
        return head + b"<sheetData>" + data + b"</sheetData>" + rest.partition(b"</sheetData>")[2]

    return change


def refused(body: bytes) -> CellFinding:
    found = read_xlsx(body)
    assert isinstance(found, CellFinding), "it was read"
    return found


def test_a_comment_full_of_merged_cells_is_passed_over_in_one_go(body: bytes) -> None:
    bait = b"<!-- " + b"<mergeCell " * 500_000 + b" -->"
    with soon():
        read_xlsx(tampered(body, SHEET, lambda part: part.replace(b"<sheetData>", bait + b"<sheetData>", 1)))


def test_rows_that_reach_far_to_the_right_are_refused_before_they_are_filled_up(body: bytes) -> None:
    wide = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (row, row) for row in range(1, 200_000))
    with soon():
        assert "dépasse" in refused(tampered(body, SHEET, rows(wide))).message


def test_a_last_row_that_is_far_away_is_refused(body: bytes) -> None:
    with soon():
        assert "dépasse" in refused(tampered(body, SHEET, rows(b'<row r="99999999999"><c/></row>'))).message


def test_one_sheet_read_a_thousand_times_is_refused(body: bytes) -> None:
    def multiply(part: bytes) -> bytes:
        more = b"".join(b'<sheet name="x%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(100, 5_000))
        return part.replace(b"</sheets>", more + b"</sheets>")

    with soon():
        assert "feuilles" in refused(tampered(body, "xl/workbook.xml", multiply)).message


def test_what_swells_when_it_is_opened_is_refused_unopened(body: bytes) -> None:
    swollen = tampered(body, STRINGS, lambda part: part + b"<si><t>x</t></si>" * 600_000)
    assert len(swollen) < spreadsheets.FILE_LIMIT
    with soon():
        assert refused(swollen).message == "Ce fichier est trop gros une fois ouvert."


def test_entities_that_multiply_are_refused(body: bytes) -> None:
    laughing = b'<!DOCTYPE a [<!ENTITY x0 "xxxxxxxxxx">'
    laughing += b"".join(b'<!ENTITY x%d "%s">' % (n, b"&x%d;" % (n - 1) * 10) for n in range(1, 12)) + b"]>"

    def bomb(part: bytes) -> bytes:
        head, _, rest = part.partition(b"?>")
        return head + b"?>" + laughing + rest.replace(b"</sst>", b"<si><t>&x11;</t></si></sst>")

    tracemalloc.start()
    with soon():
        refused(tampered(body, STRINGS, bomb))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MEGABYTES << 20


def test_an_external_entity_is_not_fetched(body: bytes) -> None:
    def reach(part: bytes) -> bytes:
        head, _, rest = part.partition(b"?>")
        entity = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        return head + b"?>" + entity + rest.replace(b"</sst>", b"<si><t>&e;</t></si></sst>")

    found = read_xlsx(tampered(body, STRINGS, reach))
    assert isinstance(found, CellFinding) or "root:" not in repr(found)


def of_a_later_format(body: bytes) -> bytes:
    needed = body.index(b"PK\x01\x02") + 6
    return body[:needed] + b"\xff" + body[needed + 1 :]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: of_a_later_format(body),
        lambda body: body.replace(b"xl/workbook.xml", b"\xff\xfe/workbook.xml"),
        lambda body: b"PK\x05\x06" + b"\xff" * 18,
        lambda body: b"<html><body>Connectez-vous</body></html>",
        lambda body: b"",
    ],
)
def test_what_is_no_archive_of_ours_is_refused_in_a_sentence(body: bytes, spoil: Callable[[bytes], bytes]) -> None:
    found = refused(spoil(body))
    assert found.message
    assert found.mend == "Enregistrez-le de nouveau au format XLSX."


def test_a_locked_or_very_old_workbook_is_told_apart() -> None:
    found = refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))
    assert found.message == "Ce classeur demande un mot de passe, ou date d’un ancien Excel."


# -- the hidden sheet, as somebody may forge it


def kept(*pieces: tuple[Cell, ...], hashed: str = "0") -> Kept | None:
    report = CellReport()
    sources = read_kept(Workbook((Sheet(KEPT, ((FORMAT, hashed, ""), *pieces), hidden=True),)), report)
    assert (sources is None) == bool(report.findings)
    return sources


@pytest.mark.parametrize(
    "piece",
    ["[1]", "1", "null", '{"a": 1}', '"\\ud800"', "[" * 30_000, "nope", ""],
)
def test_a_forged_piece_is_a_damaged_sheet(piece: str) -> None:
    assert kept(("suivi.yaml", 0, piece)) is None


@pytest.mark.parametrize(
    "name",
    [
        "../suivi.yaml", "regles/../../x.yaml", "/etc/x.yaml", "regles/.x.yaml", "c:\\x.yaml", "regles//x.yaml",
        "regles/x.yaml\n", "regles/" + "a" * 300 + ".yaml", "regles/" + "a/" * 50 + "x.yaml", "lettre.txt",
    ],
)  # fmt: skip
def test_a_name_that_no_file_of_rules_bears_is_refused(name: str) -> None:
    assert kept((name, 0, '"x"'), hashed=content_hash({name: "x"})) is None


def test_more_than_a_territory_holds_is_refused_before_it_is_put_together() -> None:
    piece = json.dumps("x" * 30_000)
    for count, is_read in ((1, True), (SOURCES_LIMIT // 30_000 + 1, False)):
        rows: list[tuple[Cell, ...]] = [("suivi.yaml", number, piece) for number in range(count)]
        sources = kept(*rows, hashed=content_hash({"suivi.yaml": "x" * 30_000 * count}))
        assert (sources is not None) == is_read


def test_a_source_that_is_no_yaml_is_a_finding(vocabulary: Vocabulary) -> None:
    sources = small_sources() | {"suivi.yaml": "a: [1", "impossibles.yaml": "[" * 100_000}
    book = spreadsheets.workbook_of(small_sources(), vocabulary)
    hurt = tuple(keep_sources(sources) if each.name == KEPT else each for each in book.sheets)
    imported = import_xlsx(spreadsheets.write_xlsx(Workbook(hurt)), vocabulary, small_geography())
    assert {found.place.partition(":")[0] for found in imported.findings} == {"suivi.yaml", "impossibles.yaml"}
