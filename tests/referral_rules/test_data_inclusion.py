"""The directory in the national schema: every packaged territory validates; nothing is guessed."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from data_inclusion.schema.v1 import Service, Structure, Thematique  # type: ignore[import-untyped]
from small_territory import DIRECTORY, RULES_PACKAGE, small_geography, small_territory

from referral_rules.boxes import Among, Box, ContainsAny
from referral_rules.data_inclusion import (
    DEFINE,
    DEVELOP,
    STRUCTURE,
    THEME_OF_FORM,
    THEME_OF_NEED,
    THEME_OF_STAGE,
    export_directory,
    list_unmapped,
    themes_of,
)
from referral_rules.geography import Geography, parse_geography
from referral_rules.loader import load_territory
from referral_rules.opening_hours import as_notation
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

ON = date(2026, 11, 22)
PACKAGED = sorted(path.name for path in (RULES_PACKAGE / "territories").iterdir() if path.is_dir())
STRICT = {"ignore_warnings": False}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """The schema refuses days to come, by the machine's clock."""
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture(scope="module")
def france() -> Geography:
    return parse_geography(gzip.decompress((RULES_PACKAGE / "places" / "communes.tsv.gz").read_bytes()).decode())


def packaged(name: str, vocabulary: Vocabulary, france: Geography) -> Territory:
    folder = RULES_PACKAGE / "territories" / name
    sources = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.yaml")}
    return load_territory(sources, vocabulary, france)


def exported(vocabulary: Vocabulary, on: date = ON, **changes: str) -> dict[str, dict[str, dict[str, object]]]:
    """The small territory's records by kind and short id."""
    records = export_directory(small_territory(vocabulary, **changes), small_geography(), on)
    return {kind: {str(each["id"]).split("--")[-1]: each for each in found} for kind, found in records.items()}


@pytest.mark.parametrize("name", PACKAGED)
def test_every_packaged_territory_validates(name: str, vocabulary: Vocabulary, france: Geography) -> None:
    territory = packaged(name, vocabulary, france)
    records = json.loads(json.dumps(export_directory(territory, france, ON)))
    for record in records["structures"]:
        assert record.keys() <= Structure.model_fields.keys()
        assert Structure.model_validate(record, context=STRICT).code_insee, record["id"]
    for record in records["services"]:
        assert record.keys() <= Service.model_fields.keys()
        assert Service.model_validate(record, context=STRICT).zone_eligibilite
    assert len(records["structures"]) == len(territory.directory.structures)
    assert len(records["services"]) >= len(territory.directory.interlocutors) // 2
    structures = {record["id"] for record in records["structures"]}
    assert {record["structure_id"] for record in records["services"]} <= structures
    every = [record["id"] for kind in records.values() for record in kind]
    assert len(every) == len(set(every))
    assert any(STRUCTURE in record.get("thematiques", ()) for record in records["services"])


def test_names_of_people_are_not_published(vocabulary: Vocabulary, france: Geography) -> None:
    territory = packaged("livradois-forez", vocabulary, france)
    published = json.dumps(export_directory(territory, france, ON), ensure_ascii=False)
    people = [desk.name for desk in territory.directory.interlocutors.values() if not desk.name.startswith("L’équipe")]
    assert [name for name in people if name in published] == []


def test_a_structure_as_the_schema_names_it(vocabulary: Vocabulary) -> None:
    more = """\
    site_web: https://cci.example.org
    horaires_accueil: du lundi au jeudi, de 9 h à 12 h
    reseaux_porteurs: [chambres-consulaires]
    date_maj: 2026-03-01
    verifie_le: 2026-09-15
"""
    annuaire = DIRECTORY.replace("  - structure: cci\n", "  - structure: cci\n" + more)
    assert exported(vocabulary, annuaire=annuaire)["structures"]["cci"] == {
        "source": "premiere-ecoute",
        "id": "premiere-ecoute--petit-pays--cci",
        "nom": "Chambre de commerce",
        "date_maj": "2026-09-15",
        "commune": "Thiers",
        "code_insee": "63430",
        "telephone": "+33199001200",
        "courriel": "cci@example.org",
        "site_web": "https://cci.example.org",
        "horaires_accueil": "Mo-Th 09:00-12:00",
        "reseaux_porteurs": ["chambres-consulaires"],
    }


def test_what_is_not_known_is_left_out(vocabulary: Vocabulary) -> None:
    park = exported(vocabulary)["structures"]["parc"]
    assert park.keys() == {"source", "id", "nom", "date_maj", "commune", "telephone", "courriel"}
    assert park["date_maj"] == "2026-11-22", "no day is written: it is that of the export"


def test_a_written_code_tells_communes_of_one_name_apart(vocabulary: Vocabulary) -> None:
    annuaire = DIRECTORY.replace("commune: Thiers", "commune: Saint-Martin")
    assert "code_insee" not in exported(vocabulary, annuaire=annuaire)["structures"]["cci"]
    annuaire = annuaire.replace("commune: Saint-Martin", "commune: Saint-Martin\n    code_insee: '63902'")
    assert exported(vocabulary, annuaire=annuaire)["structures"]["cci"]["code_insee"] == "63902"


def test_a_desk_is_a_service_for_whom_the_rules_send_it(vocabulary: Vocabulary) -> None:
    services = exported(vocabulary)["services"]
    assert services["cci.ambert"] == {
        "source": "premiere-ecoute",
        "id": "premiere-ecoute--petit-pays--cci.ambert",
        "structure_id": "premiere-ecoute--petit-pays--cci",
        "publics": ["tous-publics"],
        "modes_accueil": ["a-distance", "en-presentiel"],
        "mobilisable_par": ["professionnels", "usagers"],
        "commune": "Thiers",
        "code_insee": "63430",
        "nom": "Chambre de commerce",
        "description": "Chambre de commerce, à la CCI, à Ambert.",
        "date_maj": "2026-11-22",
        "type": "accompagnement",
        "thematiques": [DEVELOP, STRUCTURE],
        "telephone": "+33199001200",
        "courriel": "cci@example.org",
        "zone_eligibilite": ["63003", "63057", "63901"],
        "modes_mobilisation": ["envoyer-un-courriel", "telephoner"],
    }
    assert services["cci.thiers"]["zone_eligibilite"] == ["200070712", "200070761"]
    assert "thematiques" not in services["cci.thiers"], "its rule reads only the sector, for which there is no theme"


def test_who_is_out_of_service_and_what_is_over_is_no_service(vocabulary: Vocabulary) -> None:
    gone = DIRECTORY.replace('presence: "à la CCI, à Thiers"', 'presence: "à la CCI, à Thiers", statut: inactif')
    assert "cci.thiers" not in exported(vocabulary, annuaire=gone)["services"]
    assert exported(vocabulary)["services"]["premiers-pas"]["type"] == "atelier"
    assert "premiers-pas" not in exported(vocabulary, on=date(2027, 3, 13))["services"]


def test_conventions_speak_of_themes_too(vocabulary: Vocabulary) -> None:
    rows = "    convention:\n      - {besoins_vie: [transport], engagement: %s}\n"
    theme = THEME_OF_NEED["besoins_vie"]["transport"]
    for commitment, is_said in (("mandat", True), ("principe", False)):
        annuaire = DIRECTORY.replace("  - structure: parc\n", "  - structure: parc\n" + rows % commitment)
        themes = exported(vocabulary, annuaire=annuaire)["services"]["parc.accueil"].get("thematiques", [])
        assert themes == ([theme] if is_said else [])


@pytest.mark.parametrize(
    ("box", "themes"),
    [
        ({}, set()),
        ({"stade": Among(frozenset({"envie"}))}, set()),
        ({"forme_du_projet": Among(frozenset({"reprise"})), "stade": Among(frozenset({"idee"}))}, {DEFINE}),
        ({"forme_du_projet": Among(frozenset({"creation"}))}, {DEFINE, STRUCTURE, DEVELOP}),
        ({"forme_du_projet": Among(frozenset({"developpement", "transmission"}))}, {DEVELOP}),
        ({"besoins_projet": ContainsAny(frozenset({"formation", "foncier"}))}, {"se-former--trouver-sa-formation"}),
    ],
)
def test_only_what_a_box_says_is_mapped(box: Box, themes: set[str]) -> None:
    assert themes_of(box) == themes


def test_every_theme_is_of_the_schema_and_every_value_of_the_vocabulary(vocabulary: Vocabulary) -> None:
    needs = {theme for named in THEME_OF_NEED.values() for theme in named.values()}
    assert {*THEME_OF_STAGE.values(), *THEME_OF_FORM.values(), *needs} <= {theme.value for theme in Thematique}
    assert set(THEME_OF_STAGE) == set(vocabulary.get_fact("stade").values)
    assert THEME_OF_FORM.keys() <= set(vocabulary.get_fact("forme_du_projet").values)
    for fact, named in THEME_OF_NEED.items():
        assert named.keys() <= set(vocabulary.get_fact(fact).values)


def test_the_page_lists_what_has_no_theme(vocabulary: Vocabulary) -> None:
    page = (RULES_PACKAGE.parent / "docs" / "annuaire.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", page.split("## Exporter")[1], re.MULTILINE))
    for fact, values in list_unmapped(vocabulary).items():
        assert re.findall(r"`(\w+)`", rows[fact]) == list(values)


@pytest.mark.parametrize(
    ("hours", "notation"),
    [
        ("du lundi au jeudi, de 9 h à 12 h et de 14 h à 17 h 30", "Mo-Th 09:00-12:00,14:00-17:30"),
        ("Du mardi au samedi, de 10\u202fh à 18\u202fh", "Tu-Sa 10:00-18:00"),
        ("lundi, mercredi et vendredi, de 9h à 12h15", "Mo,We,Fr 09:00-12:15"),
        ("le jeudi de 14 h à 16 h", "Th 14:00-16:00"),
        ("Mo-Fr 08:30-12:30; PH off", "Mo-Fr 08:30-12:30; PH off"),
        ("sur rendez-vous", None),
        ("du lundi au jeudi, de 12 h à 9 h", None),
        ("du lundi au jeudi, de 9 h à 27 h", None),
        ("du lundi au jeudi, de 9 h à 12 h, sauf en août", None),
        ("", None),
    ],
)
def test_hours_in_the_notation_of_maps(hours: str, notation: str | None) -> None:
    assert as_notation(hours) == notation
