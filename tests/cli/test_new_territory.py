"""`territory new`: from nothing to a territory that routes everyone to its pivot."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.rules import new_territory
from bot.rules.contact_sheets import ReadContacts, read_contacts
from bot.rules.definitions import load_geography, load_world, read_house
from bot.rules.epci_search import find_epcis
from bot.rules.folder_check import check_folders
from bot.rules.new_territory import Contact, id_of, place_folder, plan_territory, write_sources
from bot.rules.spreadsheets import write_xlsx
from bot.settings import load_settings
from dialogs.places import PlaceMatcher
from referral_rules.directory import Family, Pronoun
from referral_rules.errors import Severity
from referral_rules.explain import explain
from referral_rules.geography import Geography
from referral_rules.sheets.workbook import Formula, Sheet, Workbook
from referral_rules.territory import Territory
from tests.cli.conftest import Run

PIVOT = ("--pivot-name", "Anne Vallon", "--pivot-pronoun", "elle", "--pivot-phone", "01 99 00 10 01")
EPCIS = ("--epci", "Ambert Livradois Forez", "--epci", "comcom de Thiers")
CONTACTS = """Partenaires du réseau;;;;;;
Organisme;Type;Prénom;NOM;Tél;E-mail;Ville
CCI;chambre;Léa;Fort;01 99 00 13 00;lea@example.org;Ambert
cci;;;M. Paul Roche;+33 1 99 00 13 01;;
France services;emploi;;;01 99 00 14 00;;Arlanc
"""


@pytest.fixture(scope="module")
def geography() -> Geography:
    return load_geography()


def begin(cli: Run, folder: Path, *more: str, name: str = "Pays d’exemple", stdin: str = "") -> tuple[int, str, str]:
    ran = cli("territory", "new", str(folder), "--name", name, *more, stdin=stdin)
    return ran.status, ran.out.replace("\u202f", " "), ran.err.replace("\u202f", " ")


def loaded(folder: Path) -> Territory:
    """The territory that was begun there."""
    name = "pays-d-exemple"
    world = load_world(load_settings({"TERRITORIES_DIR": str(folder), "DEFAULT_TERRITORY": name}))
    return world.territories[name]


def errors_of(read: ReadContacts) -> list[str]:
    found = [str(one) for one in read.findings if one.severity is Severity.ERROR]
    return [text.replace("\u202f", " ") for text in found]


def test_everyone_is_routed_to_the_pivot_from_the_first_minute(cli: Run, tmp_path: Path) -> None:
    status, out, _ = begin(cli, tmp_path / "t", *EPCIS, *PIVOT, "--yes")
    assert status == 0
    assert "export TERRITORIES_DIR=" in out
    territory = loaded(tmp_path / "t")
    for commune in territory.communes:
        proposal = explain(territory, {"commune": commune, "secteur": "tourisme"}, date(2026, 11, 22)).proposal
        assert proposal.referent.interlocutor == "accueil-pays-d-exemple.anne-vallon"
    assert cli("check", str(tmp_path / "t")).status == 0


def test_the_next_steps_are_commands_that_work(cli: Run, tmp_path: Path) -> None:
    _, out, _ = begin(cli, tmp_path / "t", *EPCIS, *PIVOT, "--yes")
    settings = dict(word.split("=", 1) for word in out.split("export ")[1].split("\n")[0].split())
    assert cli("check", out.split("premiere-ecoute check ")[1].split("\n")[0]).status == 0
    assert (
        cli(*out.split("premiere-ecoute invite ")[1].split("\n")[0].join(["invite ", ""]).split(), **settings).status
        == 0
    )
    told = json.loads(cli("explain", "--profile", "-", "--json", stdin="commune: Ambert\n", **settings).out)
    assert told["territory"] == "pays-d-exemple"


def test_a_terminal_that_does_not_know_the_territory_is_told_how(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    begin(cli, Path("territoires"), *EPCIS, *PIVOT, "--yes")
    profile = ("explain", "--profile", "-")
    forgotten = cli(*profile, stdin="commune: Ambert\n", TERRITORIES_DIR="")
    assert forgotten.out.startswith("Livradois-Forez,")
    told = forgotten.err.replace("\u202f", " ")
    assert "ce terminal ne connaît pas encore vos territoires, ceux d’exemple répondent" in told
    settings = dict(word.split("=", 1) for word in told.split("export ")[1].split())
    known = cli(*profile, stdin="commune: Ambert\n", **settings)
    assert known.out.startswith("Pays d’exemple,")
    assert known.err == ""


def test_questions_are_asked_and_each_epci_confirmed(cli: Run, tmp_path: Path) -> None:
    answers = ["Pays d’exemple", "comcom de nulle part xyzqw", "Billom", "o", "", "Anne Vallon", "elle", "", "zéro un",
               "01 99 00 10 01", "anne@example.org", "absent.csv", "", "o"]  # fmt: skip
    ran = cli("territory", "new", str(tmp_path / "t"), stdin="\n".join(answers) + "\n")
    assert ran.status == 0, ran.out + ran.err
    assert "Billom Communauté" in ran.out
    assert "n’est pas un numéro de téléphone" in ran.out
    text = (tmp_path / "t/pays-d-exemple/annuaire.yaml").read_text("utf-8")
    assert "nom: Accueil Pays d’exemple\n" in text
    assert "courriel: anne@example.org" in text
    assert "absent.csv » : il n’y a pas de fichier" in ran.out.replace("\u202f", " ")


def test_the_spreadsheet_of_contacts_is_asked_for(cli: Run, tmp_path: Path) -> None:
    contacts = tmp_path / "mes contacts.csv"
    contacts.write_text(CONTACTS, "utf-8")
    status, out, err = begin(cli, tmp_path / "t", *EPCIS, *PIVOT, "--pivot-structure", "Le parc", "--pivot-email", "",
                             stdin=f"o\no\n'{contacts}'\no\n")  # fmt: skip
    assert status == 0, out + err
    assert "Annuaire : 3 structures, 4 interlocuteurs" in out
    assert "lea@example.org" in (tmp_path / "t/pays-d-exemple/annuaire.yaml").read_text("utf-8")


def test_a_refused_spreadsheet_is_asked_for_again_and_no_answer_is_lost(cli: Run, tmp_path: Path) -> None:
    refused, mended = tmp_path / "a.csv", tmp_path / "b.csv"
    refused.write_text("structure;nom;tel\nCCI;Mme Fort;12\nCMA;Ida Val;\n", "utf-8")
    mended.write_text("structure;nom;tel\nCCI;Mme Fort;01 99 00 13 00\n", "utf-8")
    begun = (*EPCIS, *PIVOT, "--pivot-structure", "Le parc", "--pivot-email", "")
    status, out, err = begin(cli, tmp_path / "t", *begun, stdin=f"o\no\n{refused}\n{mended}\no\n")
    assert status == 0, out + err
    assert out.index("Elle ou il ?") < out.index("C2 : « 12 » n’est pas un numéro de téléphone.")
    assert "Corrigez le tableur, enregistrez-le" in out
    assert "Annuaire : 2 structures, 2 interlocuteurs" in out
    status, out, _ = begin(cli, tmp_path / "u", *begun, "--contacts", str(refused), stdin="o\no\n\no\n")
    assert status == 0, "Enter goes on without a spreadsheet"
    assert "Annuaire : 1 structure, 1 interlocuteur" in out


def test_a_grouping_is_confirmed_by_enter_and_refused_by_a_no_alone(cli: Run, tmp_path: Path) -> None:
    answers = ["Billom", "1", "n", "Billom", "", "", "", "o"]
    status, out, err = begin(cli, tmp_path / "t", *PIVOT, "--pivot-structure", "Le parc", "--pivot-email", "",
                             stdin="\n".join(answers) + "\n")  # fmt: skip
    assert status == 0, out + err
    assert "« 1 » : répondez par oui ou par non" in out
    assert out.count("c’est bien elle ?") == 3
    assert "Billom Communauté" in (tmp_path / "t/pays-d-exemple/territoire.yaml").read_text("utf-8")


def test_several_groupings_are_picked_at_once(cli: Run, tmp_path: Path) -> None:
    answers = ["combrailles", "1, 2", "", "", "o"]
    status, out, err = begin(cli, tmp_path / "t", *PIVOT, "--pivot-structure", "Le parc", "--pivot-email", "",
                             stdin="\n".join(answers) + "\n")  # fmt: skip
    assert status == 0, out + err
    territory = (tmp_path / "t/pays-d-exemple/territoire.yaml").read_text("utf-8")
    assert "CC Chavanon Combrailles et Volcans" in territory
    assert "CC Combrailles Sioule et Morge" in territory


def test_a_no_writes_nothing(cli: Run, tmp_path: Path) -> None:
    status, out, _ = begin(cli, tmp_path / "t", *EPCIS, *PIVOT, "--pivot-structure", "Le parc", "--pivot-email", "",
                           stdin="o\no\n\nn\n")  # fmt: skip
    assert status == 1
    assert "Rien n’a été écrit." in out
    assert not (tmp_path / "t").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([*EPCIS, "--pivot-name", "Anne"], "Il manque --pivot-phone."),
        ([*PIVOT], "Il manque --epci, une fois"),
        (["--epci", "vosges", *PIVOT], "écrivez le code de celle que vous voulez"),
        (["--epci", "xyzqw", *PIVOT], "aucune communauté de communes ne s’appelle ainsi"),
        ([*EPCIS, *PIVOT[:-1], "12"], "--pivot-phone : « 12 » n’est pas un numéro de téléphone"),
        ([*EPCIS, *PIVOT, "--pivot-email", "anne"], "n’est pas une adresse de courriel"),
        ([*EPCIS, *PIVOT, "--pivot-pronoun", "on"], "elle, il ou équipe"),
        ([*EPCIS, *PIVOT, "--contacts", "/nowhere.csv"], "/nowhere.csv"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_said_and_nothing_written(
    cli: Run, tmp_path: Path, options: list[str], words: str
) -> None:
    status, out, err = begin(cli, tmp_path / "t", *options, "--yes")
    assert status == 2
    assert words in err
    assert out == ""
    assert not (tmp_path / "t").exists()


def test_a_folder_that_is_there_is_left_as_it_is(cli: Run, tmp_path: Path) -> None:
    mine = tmp_path / "t/pays-d-exemple/notes.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("à moi", "utf-8")
    status, _, err = begin(cli, tmp_path / "t", *EPCIS, *PIVOT, "--yes")
    assert (status, "existe déjà" in err) == (2, True)
    assert [path.name for path in mine.parent.iterdir()] == ["notes.txt"]


def test_a_folder_that_comes_meanwhile_is_not_replaced_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "t" / "pays"
    make_workplace = new_territory.tempfile.mkdtemp

    def somebody_is_faster(**wanted: str) -> str:
        folder.mkdir()
        (folder / "notes.txt").write_text("à moi", "utf-8")
        return str(make_workplace(**wanted))

    monkeypatch.setattr(new_territory.tempfile, "mkdtemp", somebody_is_faster)
    with pytest.raises(OSError, match="not empty"):
        place_folder(folder, {"territoire.yaml": "x"})
    assert [path.name for path in folder.parent.iterdir()] == ["pays"]
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"."):
        place_folder(tmp_path / "pays", {"a": "x", "a/b": "y"})
    assert list(tmp_path.iterdir()) == []


def test_contacts_of_a_csv_become_the_directory(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    file.write_bytes(CONTACTS.encode("cp1252"))
    status, out, _ = begin(cli, tmp_path / "t", *EPCIS, *PIVOT, "--contacts", str(file), "--yes")
    assert status == 0, out
    people = loaded(tmp_path / "t").directory.interlocutors
    assert list(people) == [
        "accueil-pays-d-exemple.anne-vallon",
        "cci.lea-fort",
        "cci.paul-roche",
        "france-services.accueil",
    ]
    assert people["cci.lea-fort"].phone == "01 99 00 13 00"
    assert people["cci.lea-fort"].presence == "CCI, à Ambert"
    assert people["cci.paul-roche"].pronoun is Pronoun.IL
    assert people["cci.paul-roche"].phone == "01 99 00 13 01"
    assert people["cci.lea-fort"].structure.phone == "", "a person's own number is not published as their structure's"
    assert people["france-services.accueil"].structure.family is Family.EMPLOYMENT_AND_TRAINING
    assert people["france-services.accueil"].structure.phone == "01 99 00 14 00"
    assert "Elle ou il ? Rien ne le dit pour « Léa Fort »" in out


def test_the_pivot_among_the_contacts_is_written_once(geography: Geography) -> None:
    epci = geography.epcis["200070761"]
    contacts = [
        Contact("CCI", name="Léa Fort"),
        Contact("Le parc", name="anne VALLON", role="Cheffe", email="a@example.org"),
    ]
    plan = plan_territory("Pays", [epci, epci], Contact("Accueil", name="Anne Vallon", phone="1"), contacts, geography)
    assert plan.pivot_id == "parc.anne-vallon"
    assert [structure.name for structure in plan.structures] == ["Le parc", "CCI"]
    assert (plan.structures[0].desks[0].phone, plan.structures[0].desks[0].email) == ("1", "a@example.org")
    assert len(plan.epcis) == 1


def test_what_is_wrong_in_a_sheet_is_said_by_its_cell(geography: Geography) -> None:
    rows = (
        ("Structure", "Famille", "Nom", "Téléphone", "Courriel", "Commune"),
        ("CCI", "chambre", "Mme Fort", 199001300, None, None),
        (None, None, "Paul", "01 99 00 13 01", None, None),
        ("CMA", "zoologie", "Mme Val", "12", "val@", "Nullepart-les-Xyz"),
        ("CMA", "expertise", Formula("=A1"), None, None, None),
    )
    read = read_contacts("c.xlsx", write_xlsx(Workbook((Sheet("Réseau", rows),))), geography)
    assert read.contacts == ()
    assert [text.split(" : ")[0] for text in errors_of(read)] == [
        "Réseau!D2", "Réseau!A3", "Réseau!B4", "Réseau!D4", "Réseau!E4", "Réseau!C5",
    ]  # fmt: skip
    assert "son zéro est perdu" in errors_of(read)[0]
    warnings = [one.place for one in read.findings if one.severity is Severity.WARNING]
    assert "Réseau!F4" in warnings


def test_a_refused_sheet_writes_nothing(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    file.write_text("structure,nom,tel\nCCI,Mme Fort,12\n", "utf-8")
    status, out, _ = begin(cli, tmp_path / "t", *EPCIS, *PIVOT, "--contacts", str(file), "--yes")
    assert status == 1
    assert out.splitlines()[0].startswith("C2 : « 12 » n’est pas un numéro de téléphone.")
    assert not (tmp_path / "t").exists()


@pytest.mark.parametrize("body", [b"", b"rien du tout", b"nom;telephone\nAnne;01", b"\x00\xff\x00", b"structure;nom\n"])
def test_a_file_without_contacts_says_what_it_needs(geography: Geography, body: bytes) -> None:
    assert any("structure" in text for text in errors_of(read_contacts("c.csv", body, geography)))
    assert errors_of(read_contacts("c.xlsx", body, geography))


@pytest.mark.parametrize(
    ("text", "first", "is_sure"),
    [
        ("Ambert Livradois Forez", "200070761", True),
        ("2000 70761", "200070761", True),
        ("Billom", "200067627", True),
        ("Arlanc", "200070761", False),
        ("dome sancy", "200069169", False),
        ("forez livradoi", "200070761", False),
        ("bourganeuf", "200067189", False),
        ("63300", "200070712", False),
        ("combrailles", "200072098", False),
        ("communauté de communes xyzqw", None, False),
        ("communauté de communes", None, False),
    ],
)
def test_an_epci_is_found_by_code_name_or_commune(
    geography: Geography, text: str, first: str | None, is_sure: bool
) -> None:
    found = find_epcis(text, PlaceMatcher(geography), geography)
    assert (found.epcis[0].code if found.epcis else None) == first
    assert found.is_sure is is_sure


def test_a_word_that_several_groupings_bear_offers_them_all(geography: Geography) -> None:
    named = [epci.name for epci in find_epcis("combrailles", PlaceMatcher(geography), geography).epcis]
    assert named[:2] == ["CC Combrailles Sioule et Morge", "CC Chavanon Combrailles et Volcans"]


def test_one_of_several_groupings_is_picked_by_its_number(cli: Run, tmp_path: Path) -> None:
    answers = ["combrailles", "9", "2", "vosges", "", "", "", "o"]
    status, out, err = begin(cli, tmp_path / "t", *PIVOT, "--pivot-structure", "Le parc", "--pivot-email", "",
                             stdin="\n".join(answers) + "\n")  # fmt: skip
    assert status == 0, out + err
    assert "  2. CC Chavanon Combrailles et Volcans (36 communes, 63)\n" in out
    assert "« 9 » : écrivez un numéro de 1 à" in out
    assert "« vosges » : aucune autre ne ressemble" in out
    territory = (tmp_path / "t/pays-d-exemple/territoire.yaml").read_text("utf-8")
    assert "CC Chavanon Combrailles et Volcans" in territory
    assert "Vosges" not in territory


@pytest.mark.parametrize(
    "name", ["L’Été : « n° 1 » # fin", '"guillemets" \\ et {accolades}', "- tiret", "null", "Ça & là"]
)
def test_any_name_makes_files_that_load(geography: Geography, tmp_path: Path, name: str) -> None:
    contact = Contact(name, name=name, role=name, commune=name)
    plan = plan_territory(name, [geography.epcis["200070761"]], Contact("A", name=name), [contact], geography)
    place_folder(tmp_path / id_of(name), write_sources(plan))
    house, _ = read_house()
    assert house is not None
    (checked,) = check_folders(house, tmp_path, date(2026, 11, 22), quick=True)
    assert checked.examination.territory is not None
    assert checked.examination.blocking == ()
