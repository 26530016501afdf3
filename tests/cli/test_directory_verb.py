"""`directory`: the list for people, the same for scripts, and the export for other directories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.settings import PACKAGED_TERRITORIES
from tests.cli.conftest import Run

NARROW = "\u202f"


def test_the_list_says_who_is_where_what_was_agreed_and_when_it_was_verified(cli: Run) -> None:
    ran = cli("directory", "list")
    assert ran.status == 0
    said = ran.out.replace(NARROW, " ")
    assert "Communauté de communes Ambert Livradois Forez (cc-ambert), Ambert. Vérifié le mardi 6 octobre" in said
    assert "  Convention : 5 lignes (mandat, objectifs) ; réponse promise sous 5 jours ouvrés." in said
    assert (
        "  cc-ambert.accueil : Nadia Brun, à l’accueil de la communauté de communes, à Ambert, 01 99 00 12 34\n" in said
    )
    assert "  adie.conseil : L’équipe de l’Adie" in said
    assert "01 99 00 30 01, 20 dossiers au plus" in said
    assert "  Sans convention : il répond à tout le département ; la convention se prépare." in said


def test_the_list_of_another_territory_in_json(cli: Run) -> None:
    ran = cli("directory", "list", "--territory", "aix-urfe", "--json", TERRITORIES_DIR=str(PACKAGED_TERRITORIES))
    told = json.loads(ran.out)
    assert told["territory"] == "aix-urfe"
    council = told["structures"][1]
    assert (council["id"], council["convention_rows"], council["verified_on"]) == ("cc-urfe", 4, "2026-11-03")
    desks = ["cc-urfe.accueil", "cc-urfe.economie", "cc-urfe.ancien-accueil"]
    assert [desk["id"] for desk in council["interlocutors"]] == desks


def test_a_directory_that_keeps_nothing_says_so(cli: Run, territories: str) -> None:
    file = Path(territories) / "livradois-forez" / "annuaire.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "verifie_" not in line and "sans_conv" not in line), "utf-8")
    said = cli("directory", "list").out.replace(NARROW, " ")
    assert "à relire : 31." in said
    assert "Espace énergie habitat (espace-energie), Billom. Jamais vérifié : à relire." in said
    assert "  Sans convention : rien n’est écrit." in said


def test_one_is_singular(cli: Run, tmp_path: Path) -> None:
    pivot = ("--pivot-name", "Anne", "--pivot-phone", "01 99 00 12 34", "--yes")
    assert cli("territory", "new", str(tmp_path / "t"), "--name", "Essai", "--epci", "200070761", *pivot).status == 0
    said = cli("directory", "list", TERRITORIES_DIR=str(tmp_path / "t"), DEFAULT_TERRITORY="essai").out
    assert "1 structure, 1 interlocuteur, à relire" in said.replace(NARROW, " ")


def test_the_export_is_json_for_other_directories(cli: Run) -> None:
    records = json.loads(cli("directory", "export", "--format", "data-inclusion").out)
    assert set(records) == {"structures", "services"}
    assert records["structures"][0]["code_insee"] == "63003"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["export", "--format", "csv"], "data-inclusion"),
        (["export"], "--format"),
        (["list", "--territory", "livradois-fores"], "Vouliez-vous dire «\u202flivradois-forez\u202f»"),
        (
            ["export", "--format", "data-inclusion", "--territory", "x"],
            "aucun territoire «\u202fx\u202f». Il y a\u202f: livradois-forez",
        ),
    ],
)
def test_what_cannot_be_shown_is_said_with_status_2(cli: Run, args: list[str], words: str) -> None:
    ran = cli("directory", *args)
    assert (ran.status, ran.out) == (2, "")
    assert words in ran.err
