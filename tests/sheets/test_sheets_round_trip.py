"""YAML to XLSX and back: the same bytes when nothing was changed, equal rules when only the cells are left."""

from __future__ import annotations

import io
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook
from random_rules import DrawnWorld, worlds, write_rule, write_vocabulary
from small_sheets import import_small, rows_of, small_workbook, through_xlsx, with_rows, without_sheet
from small_territory import DIRECTORY, FOLLOW_UP, RULES, TERRITORY, small_geography, small_sources

from bot.rules.definitions import read_texts
from bot.rules.spreadsheets import export_xlsx, import_xlsx
from bot.settings import PACKAGED_TERRITORIES
from referral_rules.geography import Geography
from referral_rules.loader import load_territory
from referral_rules.sheets import import_workbook, workbook_of
from referral_rules.sheets.columns import EXAMPLES, SHEET_NAMES
from referral_rules.sheets.columns import RULES as RULES_SHEET
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary, load_vocabulary
from tests.sizes import examples

PACKAGED = sorted(path for path in PACKAGED_TERRITORIES.iterdir() if path.is_dir())
NOT_IN_SHEETS = ("territoire.yaml", "suivi.yaml", "impossibles.yaml", "explications.yaml")

AWKWARD = """\
# Un fichier écrit à la main, de toutes les façons.
- regle: "01004"   # un code
  titre: 'L''été : oui, « 12:30 »'
  titre_en: on
  etat: suspendue
  valable_du: 2026-02-28
  priorite: 050
  si: {
    secteur: [commerce,   restauration], # les deux
    stade: {au_moins: idee, au_plus: montage},
    statut: {sauf: [retraite]}
  }
  territoire: {communes: ["63003", Arlanc], communes_sauf: []}
  referent:
    - cci.thiers
    - cci.ambert
  choix: tour_de_role

  appuis: cc.economie
  motif: |
    Une ligne.

    Une autre,  avec des espaces ; et 👋 {referent}.
  motifs_appuis: {cc.economie: "sur\\nplusieurs\\nlignes : oui"}
  # un commentaire au milieu
  exemples:
  - profil: {commune: Ambert, secteur: commerce, besoins_projet: []}
    attendu: cci.thiers   # la première
  contre_exemples: [{profil: {commune: "63430", besoins_projet: inconnu}}, {profil: {}}]
# fin
"""


def normal_rules(territory: Territory) -> dict[str, Any]:
    """The written rules by id, without what the place and order of writing say; conventions have no cells."""

    def bare(examples: Any) -> list[Any]:
        told = [(sorted((fact, repr(value)) for fact, value in one.facts.items()), one.expected) for one in examples]
        return sorted(told, key=repr)

    return {
        rule.id: (
            replace(rule, file="", line=0, examples=(), counter_examples=()),
            bare(rule.examples),
            bare(rule.counter_examples),
        )
        for rule in territory.rules.rules
        if rule.file != territory.directory.file
    }


def normal_directory(territory: Territory) -> Any:
    """The directory as plain values, without the lines it is written on."""

    def bare(entry: Any) -> dict[str, Any]:
        return {name: value for name, value in asdict(entry).items() if name not in ("line", "structure")} | {
            "structure": entry.structure.id if hasattr(entry, "structure") else entry.id
        }

    directory = territory.directory
    return [
        {name: bare(entry) for name, entry in entries.items()}
        for entries in (directory.structures, directory.interlocutors, directory.programmes)
    ]


@pytest.mark.parametrize("folder", PACKAGED, ids=lambda folder: folder.name)
def test_packaged_territory_comes_back_byte_for_byte(folder: Path, vocabulary: Vocabulary, france: Geography) -> None:
    sources = read_texts(folder, "**/*.yaml")
    imported = import_xlsx(export_xlsx(sources, vocabulary), vocabulary, france)
    assert imported.sources == sources
    assert imported.exported == sources
    assert imported.findings == ()


@pytest.mark.parametrize("folder", PACKAGED, ids=lambda folder: folder.name)
def test_the_visible_cells_alone_say_every_written_rule_and_address(
    folder: Path, vocabulary: Vocabulary, france: Geography
) -> None:
    sources = read_texts(folder, "**/*.yaml")
    workbook = without_sheet(through_xlsx(workbook_of(sources, vocabulary)))
    imported = import_workbook(
        workbook, vocabulary, france, {name: sources[name] for name in NOT_IN_SHEETS if name in sources}
    )
    assert imported.findings == ()
    assert set(imported.sources) == set(sources)
    before, after = (load_territory(texts, vocabulary, france) for texts in (sources, imported.sources))
    assert normal_rules(after) == normal_rules(before)
    assert normal_directory(after) == normal_directory(before)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_awkward_yaml_comes_back_byte_for_byte(newline: str, vocabulary: Vocabulary) -> None:
    sources = small_sources(regles=AWKWARD.replace("\n", newline))
    imported = import_small(workbook_of(sources, vocabulary), vocabulary)
    assert imported.sources == sources
    assert imported.findings == ()


def test_awkward_yaml_is_said_by_the_cells_alone(vocabulary: Vocabulary) -> None:
    sources = small_sources(regles=AWKWARD)
    workbook = without_sheet(through_xlsx(workbook_of(sources, vocabulary)))
    base = {name: sources[name] for name in NOT_IN_SHEETS if name in sources}
    imported = import_workbook(workbook, vocabulary, small_geography(), base)
    assert [str(finding) for finding in imported.findings] == []
    before, after = (load_territory(texts, vocabulary, small_geography()) for texts in (sources, imported.sources))
    assert normal_rules(after) == normal_rules(before)


def test_cells_keep_their_kind(vocabulary: Vocabulary) -> None:
    rules = AWKWARD + RULES
    book = load_workbook(io.BytesIO(export_xlsx(small_sources(regles=rules), vocabulary)))
    page = book[RULES_SHEET]
    columns = {cell.value: cell.column for cell in page[1]}
    row = next(row for row in range(2, 10) if page.cell(row, 1).value == "01004")
    assert page.cell(row, columns["valable_du"]).value == datetime(2026, 2, 28)  # noqa: DTZ001 (cells know no zone)
    assert page.cell(row, columns["communes"]).value == "63003, Arlanc"
    assert page.cell(row, columns["priorite"]).value == "050"
    assert page.cell(row, columns["statut"]).value == "sauf retraite"
    assert page.cell(row, columns["stade"]).value == "au moins idee ; au plus montage"
    assert page.cell(row, columns["motif"]).value.splitlines()[::2] == [
        "Une ligne.",
        "Une autre,  avec des espaces ; et 👋 {referent}.",
    ]
    needs = next(row for row in range(2, 10) if page.cell(row, 1).value == "locaux")
    assert page.cell(needs, columns["besoins_projet"]).value == "un de: local"
    desks = book["Interlocuteurs"]
    assert desks.cell(2, 1).number_format == "@"
    assert book["_fichiers"].sheet_state == "hidden"


def test_drop_downs_come_from_the_vocabulary(vocabulary: Vocabulary) -> None:
    book = load_workbook(io.BytesIO(export_xlsx(small_sources(), vocabulary)))
    page, lists = book[RULES_SHEET], book["Vocabulaire"]
    offered = {}
    for validation in page.data_validations.dataValidation:
        heading = page.cell(1, next(iter(validation.sqref.ranges)).min_col).value
        cells = lists[validation.formula1.split("!")[1].replace("$", "")]
        offered[heading] = [cell.value for (cell,) in cells]
    assert offered["etat"] == ["brouillon", "active", "suspendue"]
    assert offered["choix"] == ["tour_de_role", "moins_charge", "la_personne"]
    assert offered["secteur"] == [*vocabulary.facts["secteur"].values, "inconnu", "sans_objet"]
    assert "au moins etude" in offered["stade"]
    assert "un de: local" in offered["besoins_projet"]
    assert offered["referent"] == ["parc.accueil", "cc.accueil", "cc.economie", "cci.ambert", "cci.thiers"]
    assert offered["parcours"] == ["premiers-pas"]
    assert offered["zones"] == ["ambert", "thiers"]


def test_order_of_rows_and_columns_means_nothing(vocabulary: Vocabulary) -> None:
    workbook = small_workbook(vocabulary)
    for name in SHEET_NAMES:
        heading, *rows = rows_of(workbook, name)
        turned = [heading, *reversed(rows)]
        workbook = with_rows(workbook, name, [list(reversed(row)) for row in turned])
    imported = import_small(workbook, vocabulary)
    assert imported.sources == small_sources()


def sources_of(world: DrawnWorld) -> tuple[dict[str, str], Vocabulary]:
    rules = "\n".join(map(write_rule, world.rules))
    sources = {
        "territoire.yaml": TERRITORY,
        "annuaire.yaml": DIRECTORY,
        "suivi.yaml": FOLLOW_UP,
        "regles/r.yaml": rules,
    }
    return sources, load_vocabulary(write_vocabulary(world.values, world.unknown, world.table))


@settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_random_rules_survive_in_the_cells_alone(world: DrawnWorld) -> None:
    sources, vocabulary = sources_of(world)
    workbook = through_xlsx(workbook_of(sources, vocabulary))
    assert import_workbook(workbook, vocabulary, small_geography()).sources == sources
    base = {name: sources[name] for name in NOT_IN_SHEETS if name in sources}
    imported = import_workbook(without_sheet(workbook), vocabulary, small_geography(), base)
    assert imported.findings == ()
    assert normal_rules(load_territory(imported.sources, vocabulary, small_geography())) == normal_rules(
        world.territory
    )


@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(old=worlds(), new=worlds())
def test_any_rules_can_be_turned_into_any_others(old: DrawnWorld, new: DrawnWorld) -> None:
    """The hidden sheet holds one set of rules, the cells another: what comes back says what the cells say."""
    sources, vocabulary = sources_of(new)
    before = {**sources, "regles/r.yaml": sources_of(old)[0]["regles/r.yaml"]}
    kept, cells = workbook_of(before, vocabulary), workbook_of(sources, vocabulary)
    mixed = kept
    for name in (RULES_SHEET, EXAMPLES):
        mixed = with_rows(mixed, name, rows_of(cells, name))
    imported = import_workbook(mixed, vocabulary, small_geography())
    assert imported.findings == ()
    assert normal_rules(load_territory(imported.sources, vocabulary, small_geography())) == normal_rules(new.territory)
