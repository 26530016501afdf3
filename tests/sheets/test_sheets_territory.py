"""Zones and contacts beyond the territory as rows: edited by their cells, the rest of territoire.yaml left alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_sheets import import_small, rows_of, small_workbook, with_cells, with_row, with_rows, without_row
from small_territory import TERRITORY, real_vocabulary, small_geography, small_sources
from test_sheets_editing import changed_lines

from referral_rules.loader import load_territory
from referral_rules.sheets import Workbook, import_workbook, workbook_of
from referral_rules.sheets.columns import OUTSIDE, ZONES
from referral_rules.sheets.findings import typeset
from referral_rules.sheets.workbook import Cell, column_letters
from referral_rules.vocabulary import Vocabulary
from tests.sizes import examples

THIERS = '  thiers: {epci: ["200070712"]}\n'
TERRITOIRE = TERRITORY.replace(
    THIERS, THIERS + "  # la vallée\n  vallee:\n    communes:\n      - Arlanc   # en bas\n      - Ambert\n"
)
VALLEY = ["-      - Arlanc   # en bas", "-      - Ambert"]


def edited(vocabulary: Vocabulary, edit: Callable[[Workbook], Workbook]) -> list[str]:
    imported = import_small(edit(small_workbook(vocabulary, territoire=TERRITOIRE)), vocabulary)
    assert [str(finding) for finding in imported.findings] == []
    return changed_lines(small_sources(territoire=TERRITOIRE), imported.sources)


def test_zones_and_contacts_are_shown(vocabulary: Vocabulary) -> None:
    book = small_workbook(vocabulary, territoire=TERRITOIRE)
    assert [row[:3] for row in rows_of(book, ZONES)[1:]] == [
        ["ambert", "200070761", None],
        ["thiers", "200070712", None],
        ["vallee", None, "Arlanc, Ambert"],
    ]
    assert [row[:4] for row in rows_of(book, OUTSIDE)[1:]] == [
        ["Accueil 43", "43", None, "01 99 00 00 43"],
        ["Accueil de France", None, "vrai", "01 99 00 00 99"],
    ]


EDITS: list[tuple[str, str, Mapping[str, Cell], list[str]]] = [
    (ZONES, "thiers", {"communes_sauf": "Thiers"},
     ['-  thiers: {epci: ["200070712"]}', '+  thiers: {epci: ["200070712"], communes_sauf: [Thiers]}']),
    (ZONES, "thiers", {"epci": None, "communes": "Ambert, Le Brugeron"},
     ['-  thiers: {epci: ["200070712"]}', "+  thiers: {communes: [Ambert, Le Brugeron]}"]),
    (ZONES, "vallee", {"communes": "Arlanc"}, ["+    communes: [Arlanc]", "-    communes:", *VALLEY]),
    (ZONES, "vallee", {"communes": None, "zones": "ambert"},
     ["+  vallee: {zones: [ambert]}", "-  vallee:", "-    communes:", *VALLEY]),
    (OUTSIDE, "Accueil 43", {"telephone": "01 99 00 00 44", "precision": "pour Brioude"},
     ['-  - {departement: "43", nom: Accueil 43, telephone: 01 99 00 00 43, courriel: accueil43@example.org}',
      '+  - {departement: "43", nom: Accueil 43, telephone: 01 99 00 00 44, courriel: accueil43@example.org, '
      "precision: pour Brioude}"]),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "key", "cells", "expected"), EDITS, ids=lambda value: str(value)[:40])
def test_edited_cell_changes_only_its_key(
    sheet: str, key: str, cells: Mapping[str, Cell], expected: list[str], vocabulary: Vocabulary
) -> None:
    assert edited(vocabulary, lambda book: with_cells(book, sheet, key, cells)) == expected


def test_new_zone_may_be_read_by_a_rule_at_once(vocabulary: Vocabulary) -> None:
    def edit(book: Workbook) -> Workbook:
        book = with_row(book, ZONES, {"zone": "haut pays", "communes": "Le Brugeron"})
        return with_cells(book, "Règles", "reprise-idee", {"zones": "haut pays"})

    assert edited(vocabulary, edit) == [
        "-  territoire: {zones: [ambert]}",
        "+  territoire: {zones: [haut pays]}",
        "+  haut pays: {communes: [Le Brugeron]}",
    ]


def test_removed_zone_leaves_the_others(vocabulary: Vocabulary) -> None:
    lines = edited(vocabulary, lambda book: without_row(book, ZONES, "vallee"))
    assert lines == ["-  vallee:", "-    communes:", *VALLEY]


def test_contacts_come_and_go(vocabulary: Vocabulary) -> None:
    def edit(book: Workbook) -> Workbook:
        book = without_row(book, OUTSIDE, "Accueil 43")
        cells = {"nom": "Accueil 63", "departement": "63", "telephone": "01 99 00 00 63"}
        return with_row(with_row(book, OUTSIDE, cells), OUTSIDE, {**cells, "nom": "Une autre porte"})

    assert edited(vocabulary, edit) == [
        '-  - {departement: "43", nom: Accueil 43, telephone: 01 99 00 00 43, courriel: accueil43@example.org}',
        '+  - {departement: "63", nom: Accueil 63, telephone: 01 99 00 00 63}',
        '+  - {departement: "63", nom: Une autre porte, telephone: 01 99 00 00 63}',
    ]


BROKEN: dict[str, tuple[str, str, Mapping[str, Cell], str, str]] = {
    "an unknown commune": (ZONES, "vallee", {"communes": "Arlan"}, "Zones!communes",
        "La commune « Arlan » est inconnue. Vouliez-vous dire « Arlanc » ?"),
    "an unknown département": (OUTSIDE, "Accueil 43", {"departement": "42"}, "Ailleurs!departement",
        "Le code de département « 42 » est inconnu. Écrivez son numéro, comme 63."),
    "nobody knows for whom": (OUTSIDE, "Accueil 43", {"departement": None}, "Ailleurs!departement",
        "Ce contact hors du territoire doit valoir, ou bien pour un département, ou bien pour partout. "
        "Remplissez cette case."),
    "a code that lost its zero": (OUTSIDE, "Accueil 43", {"departement": 3}, "Ailleurs!departement",
        "Le tableur a fait un nombre de cette case : 3. "
        "Mettez la case au format texte et écrivez de nouveau, zéros du début compris."),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_row_is_refused_by_its_cell(name: str, vocabulary: Vocabulary) -> None:
    sheet, key, cells, place, message = BROKEN[name]
    book = with_cells(small_workbook(vocabulary, territoire=TERRITOIRE), sheet, key, cells)
    imported = import_small(book, vocabulary)
    page, _, heading = place.partition("!")
    letter = column_letters(rows_of(book, page)[0].index(heading))
    assert {finding.place.rstrip("0123456789") for finding in imported.findings} == {f"{page}!{letter}"}
    assert {str(finding).partition("\u202f: ")[2] for finding in imported.findings} == {typeset(message)}
    assert imported.sources == {}


def test_a_zone_that_a_rule_still_reads_is_missed_there(vocabulary: Vocabulary) -> None:
    imported = import_small(with_cells(small_workbook(vocabulary), ZONES, "ambert", {"zone": "ambret"}), vocabulary)
    missed = typeset("La zone « ambert » n’est pas dans territoire.yaml. Vouliez-vous dire « ambret » ?")
    assert any(str(finding).startswith("Règles!") and missed in str(finding) for finding in imported.findings)
    assert imported.sources == {}


AREAS = st.sampled_from(['{epci: ["200070761"]}', "{communes: [Arlanc, Ambert]}", "{communes: [Thiers]}",
                         '{epci: ["200070761"], communes_sauf: [Arlanc]}', '{departements: ["63"]}'])  # fmt: skip
WHOM = ('departement: "43", nom: A', 'departement: "63", nom: B', "partout: vrai, nom: A", "partout: oui, nom: C")
CONTACTS = st.lists(st.sampled_from(WHOM), max_size=3)
VOCABULARY = real_vocabulary()


@st.composite
def territories(draw: st.DrawFn) -> str:
    """The top of territoire.yaml, then zones and contacts in some order, remarks among them."""
    zones = draw(st.dictionaries(st.sampled_from(["a", "b", "c-d", "12:30"]), AREAS, max_size=4))
    remark = draw(st.sampled_from(["", "  # une remarque\n"]))
    parts = []
    if zones:
        parts.append("zones:\n" + "".join(f"{remark}  '{name}': {area}\n" for name, area in zones.items()))
    if contacts := draw(CONTACTS):
        lines = (f"  - {{{contact}, telephone: 01 99 00 00 43}}\n" for contact in contacts)
        parts.append("hors_territoire:\n" + "".join(lines))
    head = TERRITORY[: TERRITORY.index("zones:")] + "pivot: parc.accueil\n"
    return head + "".join(draw(st.permutations(parts))) + draw(st.sampled_from(["", "conservation_mois: 12\n"]))


def written(territoire: str) -> dict[str, str]:
    rules = "- {regle: une, titre: une, referent: cc.accueil, motif: oui}\n"
    return small_sources(territoire=territoire, regles=rules)


def places(sources: Mapping[str, str]) -> tuple[Any, ...]:
    territory = load_territory(sources, VOCABULARY, small_geography())
    return dict(territory.zones), sorted(map(repr, territory.outside))


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(old=territories(), new=territories())
def test_any_places_can_be_turned_into_any_others(old: str, new: str) -> None:
    before, after = written(old), written(new)
    mixed, cells = workbook_of(before, VOCABULARY), workbook_of(after, VOCABULARY)
    assert import_workbook(mixed, VOCABULARY, small_geography()).sources == before
    for name in (ZONES, OUTSIDE):
        mixed = with_rows(mixed, name, rows_of(cells, name))
    imported = import_workbook(mixed, VOCABULARY, small_geography())
    assert [str(finding) for finding in imported.findings] == []
    assert places(imported.sources) == places(after)
