"""The table of communes: what it holds, how its names meet, and what is refused."""

import gzip
import importlib.util
import json
import time
from pathlib import Path
from types import ModuleType

import pytest

from referral_rules.geography import Alias, Geography, GeographyError, normalise_place, parse_geography

ROOT = Path(__file__).resolve().parents[2]
SMALL_TABLE = """# a small country

departements\tcode\tname
63\tPuy-de-Dôme

epcis\tcode\tname
200070761\tCC Ambert Livradois Forez

aliases\tname\tcommune
Vieil-Arlanc\t63010

communes\tcode\tname\tpostcodes\tepci\tpopulation
63003\tAmbert\t63600\t200070761\t6517
63010\tArlanc\t63220\t200070761\t1785
63999\tNulle-Part\t\t\t0
"""


def test_table_holds_every_commune_of_2026(geography: Geography) -> None:
    communes = geography.communes.values()
    assert len(geography.communes) == 34_969
    assert sum(not commune.postcodes for commune in communes) == 5
    assert sum(commune.epci is None for commune in communes) == 98
    assert len(geography.epcis) == 1_255
    assert len(geography.departements) == 109


def test_arlanc_is_complete(geography: Geography) -> None:
    arlanc = geography.communes["63010"]
    assert (arlanc.name, arlanc.postcodes, arlanc.departement) == ("Arlanc", ("63220",), "63")
    assert arlanc.epci == "200070761"
    assert arlanc.population == 1785


def test_the_four_groupings_of_livradois_forez(geography: Geography, prior: frozenset[str]) -> None:
    sizes = {
        code: len(geography.communes_of_epci(code)) for code in ("200070761", "200070712", "200067627", "246301097")
    }
    assert sizes == {"200070761": 58, "200070712": 30, "200067627": 25, "246301097": 14}
    assert len(prior) == 127
    assert prior < geography.communes_of_departement("63")
    assert geography.epcis["200070761"].communes == geography.communes_of_epci("200070761")


def test_groupings_and_departements_share_the_country_out(geography: Geography) -> None:
    everywhere = [code for each in geography.departements for code in geography.communes_of_departement(each)]
    grouped = [code for each in geography.epcis for code in geography.communes_of_epci(each)]
    assert sorted(everywhere) == list(geography.communes)
    assert len(grouped) == len(set(grouped)) == 34_969 - 98


def test_unknown_codes_raise(geography: Geography) -> None:
    with pytest.raises(KeyError):
        geography.communes_of_epci("000000000")
    with pytest.raises(KeyError):
        geography.communes_of_departement("20")
    assert geography.communes_of_postcode("00000") == ()


def test_every_alias_leads_to_a_commune_of_another_name(geography: Geography) -> None:
    for alias in geography.aliases:
        assert geography.communes[alias.commune].name != alias.name


@pytest.mark.parametrize(
    ("typed", "normalised"),
    [
        ("Saint-Anthème", "saint antheme"),
        ("ST ANTHEME", "saint antheme"),
        ("Ste. Agathe", "sainte agathe"),
        ("La Chaise-Dieu", "chaise dieu"),
        ("L’Haÿ-les-Roses", "hay les roses"),
        ("Dore-l'Église", "dore l eglise"),
        ("Bœrsch", "boersch"),
        ("Chalon s/ Saône", "chalon sur saone"),
        ("Fontenay s/s Bois", "fontenay sous bois"),
        ("La", "la"),
        ("  ", ""),
        ("🙂 مرحبا", ""),
        ("\ud800", ""),
    ],
)
def test_spellings_of_a_name_meet(typed: str, normalised: str) -> None:
    assert normalise_place(typed) == normalised


def test_find_by_name_accepts_spellings_old_names_and_an_area(geography: Geography, prior: frozenset[str]) -> None:
    assert [each.code for each in geography.find_by_name("st antheme")] == ["63319"]
    assert [each.name for each in geography.find_by_name("Chaméane")] == ["Le Vernet-Chaméane"]
    assert len(geography.find_by_name("Saint-Just")) > 3
    assert [each.code for each in geography.find_by_name("Saint-Just", within=prior)] == ["63371"]
    assert geography.find_by_name("Nulle part du tout") == ()


def test_a_small_table_is_enough() -> None:
    geography = parse_geography(SMALL_TABLE)
    assert list(geography.communes) == ["63003", "63010", "63999"]
    assert geography.communes["63999"].postcodes == ()
    assert geography.communes["63999"].epci is None
    assert geography.communes_of_postcode("") == ()
    assert geography.aliases == (Alias("Vieil-Arlanc", "63010"),)
    assert [each.name for each in geography.find_by_name("vieil arlanc")] == ["Arlanc"]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("epcis\tcode\tname\n200070761\tCC Ambert Livradois Forez\n\n", "", "without epcis"),
        ("departements\tcode", "regions\tcode", "unknown block"),
        ("Vieil-Arlanc\t63010", "Vieil-Arlanc\t63011", "unknown commune 63011"),
        ("63220\t200070761", "63220\t200070762", "unknown EPCI 200070762"),
        ("63003\tAmbert", "43003\tAmbert", "no known département"),
        ("\t1785", "\tbeaucoup", "Arlanc"),
        ("\t6517", "", "Ambert"),
        ("Vieil-Arlanc\t63010", "Vieil-Arlanc", "1 columns instead of 2"),
    ],
)
def test_a_broken_table_is_refused_with_its_fault(before: str, after: str, message: str) -> None:
    assert before in SMALL_TABLE
    with pytest.raises(GeographyError, match=message):
        parse_geography(SMALL_TABLE.replace(before, after))


def test_parsing_is_quick_enough_for_a_command(table: str) -> None:
    durations = []
    for _ in range(3):
        start = time.perf_counter()
        parse_geography(table)
        durations.append(time.perf_counter() - start)
    assert min(durations) < 0.4  # seconds; the budget of a command that starts


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_communes", ROOT / "scripts" / "build_communes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_builds_the_same_bytes_from_the_same_package(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (tmp_path / "package.json").write_text(json.dumps({"version": "6.0.0"}))
    arlanc = {"code": "63010", "nom": "Arlanc", "type": "commune-actuelle", "codesPostaux": ["63220"]}
    old = {"code": "63011", "nom": "Vieil-Arlanc", "type": "commune-deleguee", "chefLieu": "63010"}
    same = {"code": "63010", "nom": "Arlanc", "type": "commune-deleguee", "chefLieu": "63010"}
    epci = {"code": "200070761", "nom": "CC Ambert Livradois Forez", "membres": [{"code": "63010"}]}
    for name, records in {
        "communes": [arlanc | {"population": 1785}, old, same],
        "epci": [epci],
        "departements": [{"code": "63", "nom": "Puy-de-Dôme"}],
    }.items():
        (folder / f"{name}.json").write_text(json.dumps(records))
    script = load_script()
    table = script.build_table(tmp_path)
    geography = parse_geography(table)
    assert geography.communes["63010"].epci == "200070761"
    assert geography.aliases == (Alias("Vieil-Arlanc", "63010"),)
    assert script.compress(table) == script.compress(table)
    assert gzip.decompress(script.compress(table)).decode() == table
    assert script.compress(table)[4:8] == bytes(4)
