"""Impossible profiles and explanations as rows: edited by their cells, their files otherwise left alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from small_sheets import (
    rows_of,
    through_xlsx,
    with_cells,
    with_row,
    with_rows,
    without_row,
)
from small_territory import small_geography, small_sources
from test_sheets_editing import changed_lines

from referral_rules.errors import Severity
from referral_rules.sheets import ImportedSheets, Workbook, import_workbook, sheet_changes, workbook_of
from referral_rules.sheets.columns import CONVENTIONS, EXPLANATIONS, IMPOSSIBLES
from referral_rules.sheets.findings import typeset
from referral_rules.sheets.workbook import Cell, column_letters
from referral_rules.vocabulary import Vocabulary

IMPOSSIBLE = """\
# Des profils qui n’existent pas, relus chaque automne.
- impossible: habiter-au-nom-d-une-structure
  si: {forme_du_projet: [habiter], portage: [structure]}   # la loi
  motif: On vient habiter pour soi.

# Vu deux fois.
- impossible: reprise-a-thiers
  territoire: {zones: [thiers]}
  si:
    forme_du_projet: [reprise]
    stade: {au_plus: idee}
  motif: >-
    Personne n’y cède de commerce.
"""
EXPLAINED = """\
# Les avertissements acceptés.
- constat: doublon
  regles: [commerce, reprise-etude]
  motif: La chambre l’a voulu.
  revoir_le: 2027-10-15

- constat: trou
  territoire: {zones: [thiers]}
  si: {portage: [collectif]}
  motif: Le parc reçoit lui-même.   # pour l’instant

# Lus avant d’appeler.
- constat: jamais_lu
  faits: [echeance, deja_accompagne]
  motif: Le référent les lit.
"""


def sources_with(impossible: str | None = IMPOSSIBLE, explained: str | None = EXPLAINED) -> dict[str, str]:
    more = {"impossibles.yaml": impossible, "explications.yaml": explained}
    return {**small_sources(), **{name: text for name, text in more.items() if text is not None}}


def imported_after(
    edit: Callable[[Workbook], Workbook], vocabulary: Vocabulary, before: Mapping[str, str]
) -> ImportedSheets:
    book = edit(through_xlsx(workbook_of(before, vocabulary)))
    return import_workbook(through_xlsx(book), vocabulary, small_geography())


def edited(
    vocabulary: Vocabulary, edit: Callable[[Workbook], Workbook], before: Mapping[str, str] | None = None
) -> list[str]:
    before = before or sources_with()
    imported = imported_after(edit, vocabulary, before)
    assert [str(finding) for finding in imported.findings] == []
    return changed_lines(before, imported.sources)


def shown(book: Workbook, sheet: str) -> list[dict[str, Cell]]:
    headings, *rows = rows_of(book, sheet)
    return [{str(name): cell for name, cell in zip(headings, row, strict=True) if cell is not None} for row in rows]


def test_each_is_a_row_and_each_fact_a_column(vocabulary: Vocabulary) -> None:
    book = through_xlsx(workbook_of(sources_with(), vocabulary))
    assert shown(book, IMPOSSIBLES) == [
        {
            "impossible": "habiter-au-nom-d-une-structure",
            "motif": "On vient habiter pour soi.",
            "forme_du_projet": "habiter",
            "portage": "structure",
        },
        {
            "impossible": "reprise-a-thiers",
            "zones": "thiers",
            "forme_du_projet": "reprise",
            "stade": "au plus idee",
            "motif": "Personne n’y cède de commerce.",
        },
    ]
    assert [list(row.values())[:2] for row in shown(book, EXPLANATIONS)] == [
        ["doublon", "commerce, reprise-etude"],
        ["trou", "Le parc reçoit lui-même."],
        ["jamais_lu", "echeance, deja_accompagne"],
    ]


def test_drop_downs_offer_what_may_stand_there(vocabulary: Vocabulary) -> None:
    book = workbook_of(sources_with(), vocabulary)
    lists = rows_of(book, "Vocabulaire")
    offered: dict[tuple[str, str], list[Cell]] = {}
    for name in (IMPOSSIBLES, EXPLANATIONS):
        sheet = book.find(name)
        assert sheet is not None
        for index, choices in sheet.drop_downs.items():
            column = lists[0].index(choices.source)
            words = [row[column] for row in lists[1:] if row[column] is not None]
            offered[name, str(sheet.rows[0][index])] = words
    assert offered[EXPLANATIONS, "constat"] == [
        *("trou", "masquee", "sans_public", "doublon", "jamais_propose", "jamais_lu", "expiration")
    ]
    assert "commerce" in offered[EXPLANATIONS, "regles"]
    assert "cci.thiers" in offered[EXPLANATIONS, "interlocuteurs"]
    assert {"echeance", "secteur"} <= set(offered[EXPLANATIONS, "faits"])
    assert "au plus idee" in offered[IMPOSSIBLES, "stade"]
    assert offered[IMPOSSIBLES, "zones"] == ["ambert", "thiers"]


EDITS: list[tuple[str, str, Mapping[str, Cell], list[str]]] = [
    (IMPOSSIBLES, "habiter-au-nom-d-une-structure", {"motif": "On vient vivre ici pour soi."},
     ["-  motif: On vient habiter pour soi.", "+  motif: On vient vivre ici pour soi."]),
    (IMPOSSIBLES, "habiter-au-nom-d-une-structure", {"forme_du_projet": "Habiter, emploi"},
     ["-  si: {forme_du_projet: [habiter], portage: [structure]}   # la loi",
      "+  si: {forme_du_projet: [habiter, emploi], portage: [structure]}   # la loi"]),
    (IMPOSSIBLES, "reprise-a-thiers", {"impossible": "rien-a-thiers"},
     ["-- impossible: reprise-a-thiers", "+- impossible: rien-a-thiers"]),
    (IMPOSSIBLES, "reprise-a-thiers", {"zones": None}, ["-  territoire: {zones: [thiers]}"]),
    (IMPOSSIBLES, "reprise-a-thiers", {"stade": None}, ["-    stade: {au_plus: idee}"]),
    (EXPLANATIONS, "doublon", {"revoir_le": date(2028, 1, 31)},
     ["-  revoir_le: 2027-10-15", "+  revoir_le: 2028-01-31"]),
    (EXPLANATIONS, "doublon", {"revoir_le": None}, ["-  revoir_le: 2027-10-15"]),
    (EXPLANATIONS, "doublon", {"regles": "commerce"},
     ["-  regles: [commerce, reprise-etude]", "+  regles: [commerce]"]),
    (EXPLANATIONS, "trou", {"motif": "Le parc reçoit."},
     ["-  motif: Le parc reçoit lui-même.   # pour l’instant", "+  motif: Le parc reçoit.   # pour l’instant"]),
    (EXPLANATIONS, "jamais_lu", {"faits": "echeance"},
     ["-  faits: [echeance, deja_accompagne]", "+  faits: [echeance]"]),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "key", "cells", "expected"), EDITS, ids=lambda value: str(value)[:40])
def test_edited_cell_changes_only_its_line(
    sheet: str, key: str, cells: Mapping[str, Cell], expected: list[str], vocabulary: Vocabulary
) -> None:
    assert edited(vocabulary, lambda book: with_cells(book, sheet, key, cells)) == expected


def test_a_row_that_goes_takes_only_its_own_lines(vocabulary: Vocabulary) -> None:
    def edit(book: Workbook) -> Workbook:
        book = without_row(book, IMPOSSIBLES, "habiter-au-nom-d-une-structure")
        book = with_cells(book, IMPOSSIBLES, "reprise-a-thiers", {"motif": "Plus personne."})
        return without_row(book, EXPLANATIONS, "trou")

    assert edited(vocabulary, edit) == [
        *("-- constat: trou", "-  territoire: {zones: [thiers]}", "-  si: {portage: [collectif]}"),
        *("-  motif: Le parc reçoit lui-même.   # pour l’instant", "-"),
        "-- impossible: habiter-au-nom-d-une-structure",
        "-  si: {forme_du_projet: [habiter], portage: [structure]}   # la loi",
        "-  motif: On vient habiter pour soi.",
        *("-    Personne n’y cède de commerce.", "+    Plus personne."),
    ]


def test_a_new_row_is_written_at_the_end(vocabulary: Vocabulary) -> None:
    cells = {"impossible": "festival-agricole", "type_collectif": "festival", "motif": "Une ferme reste une ferme."}
    told = {"constat": "jamais_propose", "interlocuteurs": "cci.ambert", "motif": "Il reprend en mai.",
            "revoir_le": "31/05/2027"}  # fmt: skip

    def edit(book: Workbook) -> Workbook:
        return with_row(with_row(book, IMPOSSIBLES, cells), EXPLANATIONS, told)

    assert edited(vocabulary, edit) == [
        *("+", "+- constat: jamais_propose", "+  interlocuteurs: [cci.ambert]"),
        *("+  motif: >-", "+    Il reprend en mai.", "+  revoir_le: 2027-05-31"),
        *("+", "+- impossible: festival-agricole", "+  si:", "+    type_collectif: [festival]"),
        *("+  motif: >-", "+    Une ferme reste une ferme."),
    ]


@pytest.mark.parametrize("written", [None, "# rien pour l’instant\n[]\n"])
def test_the_first_row_of_all(written: str | None, vocabulary: Vocabulary) -> None:
    def edit(book: Workbook) -> Workbook:
        return with_row(book, IMPOSSIBLES, {"impossible": "a", "portage": "collectif", "motif": "Oui."})

    before = sources_with(impossible=written)
    text = imported_after(edit, vocabulary, before).sources["impossibles.yaml"]
    head = "" if written is None else "# rien pour l’instant\n"
    assert text == head + "- impossible: a\n  si:\n    portage: [collectif]\n  motif: >-\n    Oui.\n"


def test_the_last_rows_leave_the_remarks_above_them(vocabulary: Vocabulary) -> None:
    def edit(book: Workbook) -> Workbook:
        return with_rows(book, IMPOSSIBLES, rows_of(book, IMPOSSIBLES)[:1])

    text = imported_after(edit, vocabulary, sources_with()).sources["impossibles.yaml"]
    assert text == "# Des profils qui n’existent pas, relus chaque automne.\n[]\n"


def test_two_of_one_name_are_shown_and_kept(vocabulary: Vocabulary) -> None:
    twice = IMPOSSIBLE.replace("reprise-a-thiers", "habiter-au-nom-d-une-structure")
    assert edited(vocabulary, lambda book: book, sources_with(impossible=twice)) == []


def test_an_explanation_follows_the_default_rule_whose_number_changes(vocabulary: Vocabulary) -> None:
    annuaire = small_sources()["annuaire.yaml"].replace(
        "    courriel: cci@example.org\n",
        "    courriel: cci@example.org\n    convention:\n      - {secteurs: [tourisme], engagement: principe}\n"
        "      - {secteurs: [numerique], engagement: mandat, regle_par_defaut: vrai, motif: Oui.}\n",
    )
    explained = EXPLAINED.replace("[commerce, reprise-etude]", "[commerce, convention-cci-2]")
    before = {**sources_with(explained=explained), "annuaire.yaml": annuaire}
    assert edited(vocabulary, lambda book: without_row(book, CONVENTIONS, "cci.1"), before) == [
        "-      - {secteurs: [tourisme], engagement: principe}",
        "-  regles: [commerce, convention-cci-2]",
        "+  regles: [commerce, convention-cci-1]",
    ]


def test_changes_are_told_by_what_people_call_them(vocabulary: Vocabulary) -> None:
    after = sources_with(
        IMPOSSIBLE.replace("reprise-a-thiers", "rien-a-thiers"), EXPLAINED.replace("2027-10-15", "2028-10-15")
    )
    told = [
        (row.sheet, row.name, row.change.value, [(cell.heading, cell.after) for cell in row.cells])
        for row in sheet_changes(sources_with(), after, vocabulary)
    ]
    assert told == [
        (IMPOSSIBLES, "rien-a-thiers", "changée", [("impossible", "rien-a-thiers")]),
        (EXPLANATIONS, "doublon, commerce, reprise-etude", "changée", [("revoir_le", "2028-10-15")]),
    ]


def cells_of(sheet: str, key: str, **cells: Cell) -> Callable[[Workbook], Workbook]:
    return lambda book: with_cells(book, sheet, key, cells)


HABITER = "habiter-au-nom-d-une-structure"
BROKEN: dict[str, tuple[Callable[[Workbook], Workbook], str, str]] = {
    "an unknown value": (cells_of(IMPOSSIBLES, HABITER, portage="structur"), "Impossibles!portage2",
        "« structur » n’est pas une valeur de « portage ». Vouliez-vous dire « structure » ?"),
    "nobody exists": (cells_of(IMPOSSIBLES, HABITER, portage=None, forme_du_projet=None), "Impossibles!impossible2",
        f"« {HABITER} » n’a ni condition ni territoire : il dirait que personne n’existe. "
        "Remplissez au moins une case de lieu ou de condition."),
    "no reason": (cells_of(IMPOSSIBLES, HABITER, motif=None), "Impossibles!motif2",
        "Il manque « motif » dans ce profil impossible. Remplissez cette case."),
    "no name": (cells_of(IMPOSSIBLES, HABITER, impossible=None), "Impossibles!impossible2",
        "Il manque « impossible ». Remplissez cette case, ou videz la ligne."),
    "a copied row": (lambda book: with_row(book, IMPOSSIBLES, {"impossible": HABITER, "motif": "Encore."}),
        "Impossibles!impossible4", f"« {HABITER} » est écrit deux fois. Renommez l’un des deux."),
    "a bare list on several answers": (cells_of(IMPOSSIBLES, HABITER, but="revenu"), "Impossibles!but2",
        "Plusieurs réponses sont possibles ici : dites s’il en faut une ou toutes. "
        "Écrivez « un de: revenu » ou « tous: revenu »."),
    "an unknown zone": (cells_of(IMPOSSIBLES, "reprise-a-thiers", zones="tiers"), "Impossibles!zones3",
        "La zone « tiers » n’est pas dans territoire.yaml. Vouliez-vous dire « thiers » ?"),
    "an unknown kind": (cells_of(EXPLANATIONS, "doublon", constat="doublons"), "Explications!constat2",
        "« doublons » n’est pas une valeur de « constat ». Vouliez-vous dire « doublon » ?"),
    "a conflict": (cells_of(EXPLANATIONS, "doublon", constat="conflit"), "Explications!constat2",
        "Un conflit empêche de mettre en vigueur : il ne s’explique pas. "
        "Donnez à l’une des deux règles une « priorite » plus haute, ou précisez-la."),
    "no kind": (cells_of(EXPLANATIONS, "doublon", constat=None), "Explications!constat2",
        "Il manque « constat ». Remplissez cette case, ou videz la ligne."),
    "what this kind doesn't say": (cells_of(EXPLANATIONS, "doublon", faits="echeance"), "Explications!faits2",
        "« faits » ne dit rien d’un constat « doublon ». "
        "Videz cette case : ce constat se désigne par « regles », « interlocuteurs », un fait, un lieu."),
    "a condition where there is none": (cells_of(EXPLANATIONS, "jamais_lu", portage="collectif"),
        "Explications!portage4", "« si » ne dit rien d’un constat « jamais_lu ». "
        "Videz cette case : ce constat se désigne par « faits »."),
    "every later one too": (cells_of(EXPLANATIONS, "jamais_lu", faits=None), "Explications!constat4",
        "Cette explication vaudrait pour tous les constats « jamais_lu », y compris ceux qui viendront. "
        "Dites desquels il s’agit : remplissez « faits »."),
    "an unknown fact": (cells_of(EXPLANATIONS, "jamais_lu", faits="echance"), "Explications!faits4",
        "« echance » n’est pas un critère que le bot connaît. Vouliez-vous dire « echeance » ?"),
    "a fact that no rule reads": (cells_of(EXPLANATIONS, "jamais_lu", faits="recit"), "Explications!faits4",
        "De toute façon, aucune règle ne peut lire « recit ». Retirez ce mot."),
    "no reason to accept it": (cells_of(EXPLANATIONS, "trou", motif=None), "Explications!motif3",
        "Il manque « motif » dans cette explication. Remplissez cette case."),
    "no day": (cells_of(EXPLANATIONS, "doublon", revoir_le="à l’automne"), "Explications!revoir_le2",
        "« à l’automne » n’est pas une date. Écrivez-la 31/01/2026 ou 2026-01-31."),
}  # fmt: skip


def placed(place: str, book: Workbook) -> str:
    sheet, _, name = place.partition("!")
    heading = name.rstrip("0123456789")
    return f"{sheet}!{column_letters(rows_of(book, sheet)[0].index(heading))}{name[len(heading) :]}"


@pytest.mark.parametrize("name", BROKEN)
def test_broken_row_is_refused_by_its_cell(name: str, vocabulary: Vocabulary) -> None:
    edit, place, message = BROKEN[name]
    imported = imported_after(edit, vocabulary, sources_with())
    book = workbook_of(sources_with(), vocabulary)
    assert [str(finding) for finding in imported.findings] == [typeset(f"{placed(place, book)} : {message}")]
    assert imported.sources == {}


WARNED: dict[str, tuple[Callable[[Workbook], Workbook], str, str]] = {
    "a mistyped rule": (cells_of(EXPLANATIONS, "doublon", regles="commerce, reprise-etud"), "Explications!regles2",
        "La règle « reprise-etud » est inconnue. Vouliez-vous dire « reprise-etude » ?"),
    "a mistyped person": (cells_of(EXPLANATIONS, "doublon", interlocuteurs="cci.tiers"),
        "Explications!interlocuteurs2",
        "L’interlocuteur « cci.tiers » est inconnu. Vouliez-vous dire « cci.thiers » ?"),
    "a rule that goes": (lambda book: without_row(book, "Règles", "commerce"), "Explications!regles2",
        "La règle « commerce » est supprimée : cette explication la nomme encore. Corrigez l’explication."),
}  # fmt: skip


@pytest.mark.parametrize("name", WARNED)
def test_what_an_explanation_names_in_vain_is_said_but_kept(name: str, vocabulary: Vocabulary) -> None:
    edit, place, message = WARNED[name]
    imported = imported_after(edit, vocabulary, sources_with())
    book = workbook_of(sources_with(), vocabulary)
    assert [str(finding) for finding in imported.findings] == [typeset(f"{placed(place, book)} : {message}")]
    assert {finding.severity for finding in imported.findings} == {Severity.WARNING}
    assert imported.sources
