"""The simple values of territoire.yaml and suivi.yaml as rows: a changed value changes its own line."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from small_sheets import (
    import_small,
    rows_of,
    small_workbook,
    through_xlsx,
    with_cells,
    with_row,
    with_rows,
    without_column,
    without_row,
    without_sheet,
)
from small_territory import TERRITORY, real_vocabulary, small_geography, small_sources
from test_sheets_editing import changed_lines

from bot.rules.spreadsheets import export_xlsx, import_xlsx
from referral_rules.follow_up_policy import FollowUpPolicy, load_policy
from referral_rules.loader import RETENTION_MONTHS, TERRITORY_KEYS, load_territory
from referral_rules.sheets import Workbook, import_workbook, sheet_changes, workbook_of
from referral_rules.sheets.cells import Kind, parse, render
from referral_rules.sheets.columns import SETTINGS
from referral_rules.sheets.findings import typeset
from referral_rules.sheets.settings import FOLLOW_UP_ORDER, SETTINGS_BY_NAME
from referral_rules.sheets.workbook import Cell, Fault, Formula
from referral_rules.vocabulary import Vocabulary
from tests.sizes import examples

TERRITOIRE = TERRITORY.replace(
    "pivot: parc.accueil\n",
    "# Lui, et toujours lui.\npivot: parc.accueil   # au parc\nmotif_pivot: >-\n  {referent} connaît tout le monde.\n",
)
SUIVI = """\
# Décidé en réunion.
heures: {de: "08:30", a: "19:00"}   # jamais en dehors
feries: {pays: FR, region: ""}
promesse_jours: 5                   # ouvrés
relances_jours: [2, 4]
reaffectation: animateur
"""


def edited(
    vocabulary: Vocabulary, edit: Callable[[Workbook], Workbook], territoire: str = TERRITOIRE, suivi: str = SUIVI
) -> list[str]:
    before = small_sources(territoire=territoire, suivi=suivi)
    imported = import_small(edit(through_xlsx(workbook_of(before, vocabulary))), vocabulary)
    assert [str(finding) for finding in imported.findings] == []
    return changed_lines(before, imported.sources)


def setting(name: str, value: Cell) -> Callable[[Workbook], Workbook]:
    return lambda book: with_cells(book, SETTINGS, name, {"valeur": value})


def test_every_simple_value_has_its_row(vocabulary: Vocabulary) -> None:
    elsewhere = {"territoire", "zones", "hors_territoire"}  # the id stays; the others have sheets of their own
    keys = {each.column.path[0] for each in SETTINGS_BY_NAME.values()}
    assert keys == ({*TERRITORY_KEYS} - elsewhere) | {*FOLLOW_UP_ORDER}
    rows = rows_of(small_workbook(vocabulary, suivi=SUIVI), SETTINGS)
    assert rows[0] == ["reglage", "libelle", "valeur", "unite", "utilite"]
    values = {row[0]: row[2] for row in rows[1:]}
    assert list(values) == list(SETTINGS_BY_NAME)
    assert {name: value for name, value in values.items() if value is not None} == {
        "nom": "Petit Pays",
        "autres_noms": "le pays",
        "epci": "200070761, 200070712",
        "pivot": "parc.accueil",
        "fil_rouge": "par_regle",
        "conservation_mois": 12,
        "heures_de": "08:30",
        "heures_a": "19:00",
        "promesse_jours": 5,
        "relances_jours": "2, 4",
        "reaffectation": "animateur",
    }
    assert all(row[1] and row[4] for row in rows[1:])


def test_every_key_of_the_follow_up_is_known_to_it() -> None:
    """The reader names its keys when it meets one that it doesn't know."""
    with pytest.raises(Exception, match="unknown key") as refusal:
        load_policy("couleur: bleu\n")
    known = re.search(r"the keys are: (.*)", str(refusal.value))
    assert known is not None
    assert set(re.findall(r"[a-z_]+", known[1])) == {*FOLLOW_UP_ORDER}


def test_what_an_empty_value_means_is_what_the_software_does() -> None:
    usual = FollowUpPolicy()
    meant = {
        "conservation_mois": RETENTION_MONTHS,
        "fuseau": usual.timezone,
        "heures_de": f"{usual.opens:%H:%M}",
        "heures_a": f"{usual.closes:%H:%M}",
        "promesse_jours": usual.promise_working_days,
        "relances_jours": ", ".join(map(str, usual.reminder_working_days)),
        "relances_temps_partiel_jours": ", ".join(map(str, usual.part_time_reminder_working_days)),
        "reaffectation": usual.reassignment,
        "verification_apres_promesse_jours": usual.check_after_promise_working_days,
        "reprise_inacheve_jours": ", ".join(map(str, usual.unfinished_calendar_days)),
        "preavis_expiration_jours": usual.expiry_notice_calendar_days,
        "fil_rouge": "par_regle",
        "chiffres_du_comite": "ensemble",
    }
    for name, value in meant.items():
        assert SETTINGS_BY_NAME[name].use.endswith(typeset(f" : {value}.")), name


def test_each_value_has_the_drop_down_of_its_setting(vocabulary: Vocabulary) -> None:
    book = load_workbook(io.BytesIO(export_xlsx(small_sources(suivi=SUIVI), vocabulary)))
    page, lists = book[SETTINGS], book["Vocabulaire"]
    offered = {}
    for validation in page.data_validations.dataValidation:
        (cells,) = validation.sqref.ranges
        assert (cells.min_col, cells.max_col, cells.min_row) == (3, 3, cells.max_row)
        words = lists[validation.formula1.split("!")[1].replace("$", "")]
        words = words if isinstance(words, tuple) else ((words,),)
        offered[page.cell(cells.min_row, 1).value] = [cell.value for (cell,) in words]
    assert offered == {
        "pivot": ["parc.accueil", "cc.accueil", "cc.economie", "cci.ambert", "cci.thiers"],
        "fil_rouge": ["mission", "par_regle"],
        "chiffres_du_comite": ["ensemble", "structures"],
        "feries_region": ["Alsace-Moselle"],
        "reaffectation": ["animateur", "automatique"],
    }


EDITS: list[tuple[str, Cell, list[str]]] = [
    ("nom", "Grand Pays", ["-nom: Petit Pays", "+nom: Grand Pays"]),
    ("nom_dans", "au Petit Pays", ["+nom_dans: au Petit Pays"]),
    ("autres_noms", "le pays, pays d’Ambert", ["-autres_noms: [le pays]", "+autres_noms: [le pays, pays d’Ambert]"]),
    ("autres_noms", "Pays d’Ambert, et autour ; le pays",
     ["-autres_noms: [le pays]", '+autres_noms: ["Pays d’Ambert, et autour", le pays]']),
    ("autres_noms", None, ["-autres_noms: [le pays]"]),
    ("pivot", "cc.accueil", ["-pivot: parc.accueil   # au parc", "+pivot: cc.accueil   # au parc"]),
    ("motif_pivot", "{referent} cherche avec vous.",
     ["-  {referent} connaît tout le monde.", "+  {referent} cherche avec vous."]),
    ("fil_rouge", "Mission", ["-fil_rouge: par_regle", "+fil_rouge: mission"]),
    ("chiffres_du_comite", "structures", ["+chiffres_du_comite: structures"]),
    ("conservation_mois", 24, ["-conservation_mois: 12", "+conservation_mois: 24"]),
    ("fuseau", "Indian/Reunion", ["+fuseau: Indian/Reunion"]),
    ("heures_de", "9 h", ['-heures: {de: "08:30", a: "19:00"}   # jamais en dehors',
                         '+heures: {de: "09:00", a: "19:00"}   # jamais en dehors']),
    ("heures_a", time(18, 30), ['-heures: {de: "08:30", a: "19:00"}   # jamais en dehors',
                                '+heures: {de: "08:30", a: "18:30"}   # jamais en dehors']),
    ("feries_region", "Alsace-Moselle",
     ['-feries: {pays: FR, region: ""}', "+feries: {pays: FR, region: Alsace-Moselle}"]),
    ("heures_de", 0.375, ['-heures: {de: "08:30", a: "19:00"}   # jamais en dehors',
                          '+heures: {de: "09:00", a: "19:00"}   # jamais en dehors']),
    ("promesse_jours", "7", ["-promesse_jours: 5                   # ouvrés",
                             "+promesse_jours: 7                   # ouvrés"]),
    ("promesse_jours", None, ["-promesse_jours: 5                   # ouvrés"]),
    ("relances_jours", "3,5", ["-relances_jours: [2, 4]", "+relances_jours: [3, 5]"]),
    ("relances_jours", 3, ["-relances_jours: [2, 4]", "+relances_jours: [3]"]),
    ("relances_jours", "Aucune", ["-relances_jours: [2, 4]", "+relances_jours: []"]),
    ("reprise_inacheve_jours", "2", ["+reprise_inacheve_jours: [2]"]),
    ("reaffectation", "automatique", ["-reaffectation: animateur", "+reaffectation: automatique"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "expected"), EDITS, ids=lambda value: str(value)[:30])
def test_changed_value_changes_only_its_line(
    name: str, value: Cell, expected: list[str], vocabulary: Vocabulary
) -> None:
    def edit(book: Workbook) -> Workbook:
        assert book.find(SETTINGS) is not None
        return setting(name, str(value) if isinstance(value, time) else value)(book)

    assert edited(vocabulary, edit) == expected


def test_both_hours_may_go_and_come(vocabulary: Vocabulary) -> None:
    def emptied(book: Workbook) -> Workbook:
        return setting("heures_a", None)(setting("heures_de", None)(book))

    assert edited(vocabulary, emptied) == ['-heures: {de: "08:30", a: "19:00"}   # jamais en dehors']

    def filled(book: Workbook) -> Workbook:
        return setting("heures_a", "18h30")(setting("heures_de", "9h")(book))

    assert edited(vocabulary, filled, suivi="promesse_jours: 5\n") == ['+heures: {de: "09:00", a: "18:30"}']


def test_the_last_value_of_a_file_may_go_and_the_first_come(vocabulary: Vocabulary) -> None:
    lines = edited(vocabulary, setting("promesse_jours", None), suivi="# rien d’autre\npromesse_jours: 7\n")
    assert lines == ["-promesse_jours: 7", "+{}"]
    lines = edited(vocabulary, setting("promesse_jours", 7), suivi="# rien d’autre\n{}\n")
    assert lines == ["-{}", "+promesse_jours: 7"]


def test_a_territory_without_follow_up_gets_one_from_the_cells(vocabulary: Vocabulary) -> None:
    book = without_sheet(small_workbook(vocabulary, suivi=SUIVI))
    base = {name: text for name, text in small_sources().items() if name != "suivi.yaml"}
    imported = import_workbook(book, vocabulary, small_geography(), base)
    assert imported.findings == ()
    assert load_policy(imported.sources["suivi.yaml"]) == load_policy(SUIVI)


def test_labels_units_and_uses_are_only_told(vocabulary: Vocabulary) -> None:
    def edit(book: Workbook) -> Workbook:
        cells = {"libelle": Formula("=1+1"), "unite": Fault("#N/A"), "utilite": 12}
        book = with_cells(book, SETTINGS, "promesse_jours", cells)
        for heading in ("unite", "libelle"):
            book = without_column(book, SETTINGS, heading)
        heading, *rows = rows_of(book, SETTINGS)
        return with_rows(book, SETTINGS, [heading, *reversed(rows)])

    assert edited(vocabulary, edit) == []


def test_a_capital_at_the_start_of_a_name_means_nothing(vocabulary: Vocabulary) -> None:
    def edit(book: Workbook) -> Workbook:
        return with_cells(book, SETTINGS, "promesse_jours", {"reglage": "Promesse_jours", "valeur": 6})

    assert len(edited(vocabulary, edit)) == 2


def test_a_row_that_said_nothing_may_go(vocabulary: Vocabulary) -> None:
    assert edited(vocabulary, lambda book: without_row(book, SETTINGS, "fuseau")) == []


BROKEN: dict[str, tuple[Callable[[Workbook], Workbook], str, str]] = {
    "an unknown pivot": (setting("pivot", "parc.acueil"), "Réglages!C7",
        "« parc.acueil » n’est pas dans l’annuaire. Vouliez-vous dire « parc.accueil » ?"),
    "no pivot": (setting("pivot", None), "Réglages!C7",
        "Ce territoire n’a pas de pivot : personne ne recevrait ce qu’aucune règle ne décide. Remplissez cette case."),
    "no name": (setting("nom", None), "Réglages!C2", "Il manque « nom » dans ce territoire. Remplissez cette case."),
    "an unknown placeholder": (setting("motif_pivot", "{referant} vous aide."), "Réglages!C8",
        "« referant », entre accolades, ne veut rien dire dans « motif_pivot ». Vouliez-vous dire « referent » ?"),
    "an unknown fil rouge": (setting("fil_rouge", "par_regles"), "Réglages!C10",
        "« par_regles » n’est pas une valeur de « fil_rouge ». Vouliez-vous dire « par_regle » ?"),
    "no number of months": (setting("conservation_mois", "un an"), "Réglages!C11",
        "« un an » n’est pas un nombre entier. Écrivez par exemple 50."),
    "an unknown zone of time": (setting("fuseau", "Paris"), "Réglages!C13",
        "Le fuseau horaire « Paris » est inconnu. Écrivez par exemple Europe/Paris."),
    "no hour": (setting("heures_de", "le matin"), "Réglages!C14",
        "« le matin » n’est pas une heure. Écrivez-la 08:30."),
    "an hour that doesn't exist": (setting("heures_de", "25h"), "Réglages!C14",
        "« 25h » n’est pas une heure. Écrivez-la 08:30."),
    "hours the wrong way round": (setting("heures_de", "20:00"), "Réglages!C14",
        "De « 20:00 » à « 19:00 », « heures » n’est pas une plage de la journée. "
        "Écrivez par exemple 08:30 et 19:00 ; ou videz les deux cases."),
    "one hour alone": (setting("heures_a", None), "Réglages!C14",
        "« heures » attend une heure de début et une heure de fin. "
        "Écrivez par exemple 08:30 et 19:00 ; ou videz les deux cases."),
    "another region": (setting("feries_region", "Bretagne"), "Réglages!C16",
        "La région « Bretagne » n’a pas de jours fériés à elle. Écrivez Alsace-Moselle, ou videz la case."),
    "too many days": (setting("promesse_jours", 99), "Réglages!C17",
        "« promesse_jours » attend un nombre de jours, et non « 99 ». Écrivez un nombre entre 1 et 60."),
    "days and words": (setting("promesse_jours", "5 jours"), "Réglages!C17",
        "« 5 jours » n’est pas un nombre entier. Écrivez par exemple 50."),
    "days out of order": (setting("relances_jours", "4, 2"), "Réglages!C18",
        "« relances_jours » attend des nombres de jours, du plus petit au plus grand. Écrivez par exemple 2, 4."),
    "days that are none": (setting("relances_jours", "2, quatre"), "Réglages!C18",
        "« quatre » n’est pas un nombre entier. Écrivez par exemple 2, 4."),
    "days made a number": (setting("relances_jours", 2.4), "Réglages!C18",
        "Le tableur a fait un nombre de cette case : 2,4. "
        "Mettez la case au format texte et écrivez de nouveau, zéros du début compris."),
    "nobody's turn": (setting("reaffectation", "animatrice"), "Réglages!C20",
        "« animatrice » n’est pas une valeur de « reaffectation ». "
        "Écrivez l’un de ces mots : « animateur », « automatique »."),
    "an unknown setting": (lambda book: with_row(book, SETTINGS, {"reglage": "promese_jours", "valeur": 5}),
        "Réglages!A24", "Le réglage « promese_jours » est inconnu. Vouliez-vous dire « promesse_jours » ?"),
    "a setting twice": (lambda book: with_row(book, SETTINGS, {"reglage": "pivot", "valeur": "cc.accueil"}),
        "Réglages!A24", "« pivot » est écrit deux fois, la première fois à la ligne 7. "
        "Gardez une seule des deux lignes."),
    "a lost row": (lambda book: without_row(book, SETTINGS, "promesse_jours"), "Réglages",
        "La ligne « promesse_jours » manque. Remettez-la, ou exportez de nouveau."),
    "a lost column": (lambda book: without_column(book, SETTINGS, "valeur"), "Réglages",
        "La colonne « valeur » manque. Remettez-la avec ses valeurs, ou exportez de nouveau."),
    "a formula": (setting("promesse_jours", Formula("=2+3")), "Réglages!C17",
        "Une formule n’est pas lue : « =2+3 ». Écrivez son résultat."),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_setting_is_refused_by_its_cell(name: str, vocabulary: Vocabulary) -> None:
    edit, place, message = BROKEN[name]
    book = edit(small_workbook(vocabulary, territoire=TERRITOIRE, suivi=SUIVI))
    imported = import_small(book, vocabulary)
    assert str(next(iter(imported.findings))) == typeset(f"{place} : {message}")
    assert imported.sources == {}


def test_hours_that_a_spreadsheet_made_hours_are_read(vocabulary: Vocabulary) -> None:
    before = small_sources(suivi=SUIVI)
    book = load_workbook(io.BytesIO(export_xlsx(before, vocabulary)))
    book[SETTINGS]["C14"] = time(9, 15)
    body = io.BytesIO()
    book.save(body)
    imported = import_xlsx(body.getvalue(), vocabulary, small_geography())
    assert imported.findings == ()
    assert 'heures: {de: "09:15", a: "19:00"}' in imported.sources["suivi.yaml"]


def test_a_change_is_told_by_its_label(vocabulary: Vocabulary) -> None:
    after = small_sources(suivi="fuseau: Europe/Paris\npromesse_jours: 7\n")
    (row,) = sheet_changes(small_sources(), after, vocabulary)
    assert (row.sheet, row.name, row.change.value) == (SETTINGS, "La date promise à la personne", "changée")
    assert [(cell.heading, cell.before, cell.after) for cell in row.cells] == [("valeur", "5", "7")]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.NAMES, ["a", "b c"], "a, b c"),
        (Kind.NAMES, ["Roannais, Aix et Urfé"], "Roannais, Aix et Urfé ;"),
        (Kind.NAMES, ["a, b", "c"], "a, b ; c ;"),
        (Kind.NUMBERS, ["2", "4"], "2, 4"),
        (Kind.NUMBERS, [], "aucune"),
        (Kind.HOUR, "08:30", "08:30"),
    ],
)
def test_a_value_comes_back_from_its_cell(kind: Kind, value: Any, text: str) -> None:
    assert render(kind, value) == text
    assert parse(kind, text) == value


# -- any settings can be turned into any others

NUMBERS = st.integers(1, 60).map(str)
SEVERAL = st.lists(st.integers(1, 60), max_size=3, unique=True).map(sorted).map(str)
FOLLOW_UPS = {
    "fuseau": st.sampled_from(["Europe/Paris", "Indian/Reunion"]),
    "heures": st.sampled_from(['{de: "08:30", a: "19:00"}', "\n  de: 9h00\n  a: 18:00", "{a: '17:30', de: '07:00'}"]),
    "feries": st.sampled_from(['{pays: FR, region: ""}', "{region: Alsace-Moselle}", "\n  pays: FR", "{}"]),
    "promesse_jours": NUMBERS,
    "relances_jours": SEVERAL,
    "reaffectation": st.sampled_from(["animateur", "automatique"]),
    "reprise_inacheve_jours": SEVERAL,
}
NAMED = {
    "nom_de": st.just("du Pays"),
    "autres_noms": st.sampled_from(["[a, b]", "a", "['x, y', z]"]),
    "motif_pivot": st.sampled_from([">-\n  Oui,\n  {referent}.", "Oui."]),
    "fil_rouge": st.sampled_from(["mission", "par_regle"]),
    "conservation_mois": NUMBERS,
    "chiffres_du_comite": st.sampled_from(["ensemble", "structures"]),
}
VOCABULARY = real_vocabulary()


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str]:
    """territoire.yaml and suivi.yaml, their keys in some order, remarks behind some."""

    def written(values: Mapping[str, st.SearchStrategy[str]], needed: list[str]) -> str:
        names = draw(st.lists(st.sampled_from(sorted(values)), unique=True))
        lines = [f"{name}: {draw(values[name])}{draw(st.sampled_from(['', '  # oui']))}\n" for name in names]
        lines = [line.replace(">-\n  Oui,\n  {referent}.  # oui", ">-\n  Oui,\n  {referent}.") for line in lines]
        return "".join(draw(st.permutations([*lines, *needed])))

    pivot = draw(st.sampled_from(["parc.accueil", "cc.accueil"]))
    needed = ["territoire: p\n", "nom: Pays\n", f"pivot: {pivot}\n", 'epci: ["200070761"]\n']
    return written(NAMED, needed), written(FOLLOW_UPS, []) or "{}\n"


def sources_of(texts: tuple[str, str]) -> dict[str, str]:
    rules = "- {regle: une, titre: une, referent: cc.accueil, motif: oui}\n"
    return small_sources(territoire=texts[0], suivi=texts[1], regles=rules)


def meant(sources: Mapping[str, str]) -> Any:
    territory = load_territory(sources, VOCABULARY, small_geography())
    named = (territory.name, territory.name_of, territory.names, territory.epcis, territory.pivot)
    return (
        named,
        territory.pivot_reason,
        territory.fil_rouge,
        territory.retention_months,
        territory.shows_structures,
        load_policy(sources["suivi.yaml"]),
    )


@settings(max_examples=examples(80), deadline=None, suppress_health_check=list(HealthCheck))
@given(old=files(), new=files())
def test_any_settings_can_be_turned_into_any_others(old: tuple[str, str], new: tuple[str, str]) -> None:
    before, after = sources_of(old), sources_of(new)
    mixed, cells = workbook_of(before, VOCABULARY), workbook_of(after, VOCABULARY)
    assert import_workbook(mixed, VOCABULARY, small_geography()).sources == before
    mixed = with_rows(mixed, SETTINGS, rows_of(cells, SETTINGS))
    imported = import_workbook(mixed, VOCABULARY, small_geography())
    assert [str(finding) for finding in imported.findings] == []
    assert meant(imported.sources) == meant(after)
