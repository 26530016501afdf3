"""Definitions: the packaged ones make a world; broken ones are named with file, line and mend (C60, C61)."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.rules import definitions
from bot.rules.definitions import DefinitionsError, load_world, read_house
from bot.rules.folder_check import check_folders
from bot.settings import PACKAGED_TERRITORIES, load_settings
from referral_rules.errors import Severity

ON = date(2026, 11, 22)


@pytest.fixture
def territories(tmp_path: Path) -> Path:
    """A copy of the packaged territories, to be broken."""
    return Path(shutil.copytree(PACKAGED_TERRITORIES, tmp_path / "territoires"))


@pytest.fixture
def read_anew() -> Iterator[None]:
    """The house is read by this test, and not handed on."""
    definitions.read_house.cache_clear()
    yield
    definitions.read_house.cache_clear()


def spoil(path: Path, old: str, new: str) -> int:
    """Replace the first `old`; the line it stood on."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def messages(directory: Path) -> list[str]:
    """The errors found, as they are printed."""
    house, _ = read_house()
    assert house is not None
    checked = check_folders(house, directory, ON, quick=True)
    found = [remark for one in checked for remark in one.remarks if remark.severity is Severity.ERROR]
    return [f"{remark.file}:{remark.line}: {remark.sentence}".replace("\u202f", " ") for remark in found]


def test_the_packaged_definitions_have_no_error() -> None:
    house, faults = read_house()
    assert house is not None
    assert faults == ()
    assert messages(PACKAGED_TERRITORIES) == []


def test_the_packaged_world_loads_quickly_and_is_whole(read_anew) -> None:
    began = time.process_time()
    world = load_world(load_settings({}))
    assert time.process_time() - began < 3, "half a second to a second and a half on a quiet machine"
    assert world.default_territory == "livradois-forez"
    assert world.territory(None).name == "Livradois-Forez"
    assert [found.label for found in world.places.match("arlanc").candidates][:1] == ["Arlanc (63220)"]
    assert world.places.match("livradois").candidates[0].code == "livradois-forez"
    assert world.wording.has("en", "menu-retour")
    assert world.dialog.questions["commune"]


def test_c60_mistakes_of_several_files_are_all_found_at_once(territories: Path) -> None:
    home = territories / "livradois-forez"
    pivot = spoil(home / "territoire.yaml", "pivot: parc.accueil", "pivot: parc.acceuil")
    follow_up = spoil(home / "suivi.yaml", "promesse_jours: 5", "promesse_jours: bientôt")
    rule = next(path for path in sorted((home / "regles").glob("*.yaml")) if "etat: active" in path.read_text("utf-8"))
    state = spoil(rule, "etat: active", "etat: activ")
    found = messages(territories)
    expected = [
        f"{home}/territoire.yaml:{pivot}: ",
        f"{home}/suivi.yaml:{follow_up}: ",
        f"{home}/regles/{rule.name}:{state}: ",
    ]
    for start in expected:
        assert any(message.startswith(start) for message in found), (start, found)
    assert any("parc.accueil" in message for message in found), "the likely mend is offered"


def test_a_broken_territory_is_never_served(territories: Path) -> None:
    spoil(territories / "livradois-forez" / "territoire.yaml", "pivot: parc.accueil", "pivot: personne")
    with pytest.raises(DefinitionsError) as refused:
        load_world(load_settings({"TERRITORIES_DIR": str(territories)}))
    assert "livradois-forez/territoire.yaml:" in str(refused.value)


def test_one_territory_s_folder_can_be_checked_alone(territories: Path) -> None:
    assert messages(territories / "livradois-forez") == []


def test_a_folder_and_its_territory_bear_one_name(territories: Path) -> None:
    (territories / "livradois-forez").rename(territories / "haut-livradois")
    assert any(
        "/haut-livradois/territoire.yaml:1: Ce territoire s’appelle « livradois-forez »" in message
        for message in messages(territories)
    )


def test_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    assert any("Nommez un dossier qui contient « territoire.yaml »." in message for message in messages(tmp_path))


def test_a_file_of_another_encoding_is_named(territories: Path) -> None:
    path = territories / "livradois-forez" / "annuaire.yaml"
    path.write_bytes("# répertoire\n".encode("latin-1") + path.read_bytes())
    found = messages(territories)
    assert [message for message in found if "annuaire.yaml" in message] == [
        f"{path}:1: Ce fichier n’est pas enregistré en UTF-8. "
        "Enregistrez-le de nouveau en choisissant l’encodage UTF-8."
    ]
    assert found == [message for message in found if "annuaire.yaml" in message], "nobody is told to be absent from it"


def test_c61_a_fact_that_nobody_asks_is_found(monkeypatch, read_anew) -> None:
    def without_work(folder: Path, pattern: str) -> dict[str, str]:
        texts = read_texts(folder, pattern)
        return {name: text for name, text in texts.items() if name != "work.yaml"}

    read_texts = definitions.read_texts
    monkeypatch.setattr(definitions, "read_texts", without_work)
    found = messages(PACKAGED_TERRITORIES)
    assert any("aucune question de la conversation ne demande « statut »" in message for message in found)
