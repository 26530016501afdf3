"""The page for animators says what the software does."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from small_sheets import import_small, small_workbook, with_cells

from referral_rules.sheets.cells import Kind, parse, render
from referral_rules.sheets.columns import GUIDE, LISTS, SHEET_NAMES
from referral_rules.vocabulary import Vocabulary

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "tableur.md").read_text(encoding="utf-8")
CELL_ROW = re.compile(r"^\| `([^`]+)` \| [^|]+ \| `([^`]+)` \|$", re.MULTILINE)


def test_each_cell_shown_becomes_the_yaml_shown() -> None:
    rows = CELL_ROW.findall(PAGE)
    assert len(rows) == 7
    for cell, shown in rows:
        kind = Kind.SEVERAL if "contient" in shown else Kind.CHOICE
        value = yaml.load(shown, Loader=yaml.BaseLoader)
        assert parse(kind, cell) == value
        assert render(kind, value) == cell


def test_the_message_shown_is_the_real_one(vocabulary: Vocabulary) -> None:
    book = with_cells(small_workbook(vocabulary), "Règles", "commerce", {"secteur": "artisant"})
    (finding,) = import_small(book, vocabulary).findings
    assert f"```text\n{finding}\n```" in PAGE


def test_every_visible_sheet_is_described() -> None:
    table = PAGE.partition("| feuille |")[2].partition("\n\n")[0]
    described = re.findall(r"^\| ([^|`]+) \| [^|]+ \| [^|]+ \|$", table, re.MULTILINE)
    assert described == [*SHEET_NAMES, LISTS, GUIDE]


def test_the_page_is_typeset_as_french() -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", PAGE, flags=re.DOTALL)
    assert not re.search(r" [;:!?](\s|$)|« | »|\w'\w", prose)
