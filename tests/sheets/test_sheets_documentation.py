"""The page for animators says what the software does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import yaml
from small_sheets import import_small, small_workbook, through_xlsx, with_cells, with_row
from small_territory import DIRECTORY, small_geography, small_sources

from bot.commands.sheets_preview import preview
from bot.rules.definitions import load_world
from bot.settings import load_settings
from referral_rules.convention_reader import FACTS, ROW_KEYS
from referral_rules.directory_reader import INTERLOCUTOR_KEYS, PROGRAMME_KEYS, STRUCTURE_KEYS
from referral_rules.rule_reader import RULE_KEYS
from referral_rules.sheets import workbook_of
from referral_rules.sheets.cells import Kind, parse, render
from referral_rules.sheets.columns import GUIDE, LISTS, SHEET_NAMES, layouts
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


def test_the_preview_shown_is_the_real_one(vocabulary: Vocabulary) -> None:
    lines = "    convention:\n      - {secteurs: [commerce], engagement: mandat}\n      - {engagement: principe}\n"
    place = "    courriel: cci@example.org\n"
    before = small_sources(annuaire=DIRECTORY.replace(place, place + lines))
    book = through_xlsx(workbook_of(before, vocabulary))
    book = with_cells(book, "Règles", "commerce", {"titre": "Des commerces"})
    book = with_row(book, "Conventions", {"structure": "cci", "secteurs": "numerique", "engagement": "objectifs"})
    after = import_small(book, vocabulary).sources
    small_world = replace(load_world(load_settings({})), geography=small_geography())
    shown = "\n".join(preview(before, after, small_world, date(2026, 11, 28), ()))
    assert f"```text\n{shown}\n```" in PAGE


def test_every_key_of_the_directory_has_its_column(vocabulary: Vocabulary) -> None:
    """What stands elsewhere: people and lines of conventions in their own sheets, examples in theirs."""
    elsewhere = {"interlocuteurs", "exemples", "contre_exemples", "si"}
    keys = {
        "Structures": STRUCTURE_KEYS,
        "Interlocuteurs": INTERLOCUTOR_KEYS,
        "Conventions": ROW_KEYS,
        "Parcours": PROGRAMME_KEYS,
        "Règles": set(RULE_KEYS) - {"territoire"},
    }
    for sheet, wanted in keys.items():
        columns = layouts(vocabulary)[sheet].columns
        assert set(wanted) - elsewhere <= {column.path[0] for column in columns if column.path}, sheet
    facts = {column.path[1] for column in layouts(vocabulary)["Conventions"].columns if column.path[:1] == ("si",)}
    readable = {fact.name for fact in vocabulary.facts.values() if fact.for_rules} - {"commune"}
    assert facts == readable - set(FACTS.values())


def test_every_visible_sheet_is_described() -> None:
    table = PAGE.partition("| feuille |")[2].partition("\n\n")[0]
    described = re.findall(r"^\| ([^|`]+) \| [^|]+ \| [^|]+ \|$", table, re.MULTILINE)
    assert described == [*SHEET_NAMES, LISTS, GUIDE]


def test_the_page_is_typeset_as_french() -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", PAGE, flags=re.DOTALL)
    assert not re.search(r" [;:!?](\s|$)|« | »|\w'\w", prose)
