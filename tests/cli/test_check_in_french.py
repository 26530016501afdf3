"""`check` as an animator reads it: whole French sentences, at files that open from where they stand."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LF = "livradois-forez"
LINE = re.compile(r"(?P<file>[^:]+):(?P<line>\d+): (?P<severity>erreur|avertissement): (?P<sentence>.+)")
ENGLISH = re.compile(r"\b(the|unknown|write|rule|is|are|of|with|remove|add|did you|error|warning)\b")
RULES = "regles/commerce-artisanat.yaml"
MISTAKES = (  # file, what is there, what somebody made of it
    ("territoire.yaml", "pivot: parc.accueil\n", ""),
    ("annuaire.yaml", "telephone: 01 99 00 12 00", "telephone: 01 99 00 12"),
    ("annuaire.yaml", "famille: besoins_opportunites", "famille: besoin"),
    ("annuaire.yaml", "courriel: contact.ambert@example.org", "courriel: contact.ambert"),
    (RULES, "secteur: [commerce,", "secteur: [comerce,"),
    (RULES, "referent: cc-ambert.accueil", "referent: cc-ambert.acceuil"),
    (RULES, "stade: {au_plus: idee}", "stade: {au_plus: idée}"),
    ("regles/agriculture.yaml", "  titre: ", "\ttitre: "),
    ("regles/services.yaml", "  titre: ", "  titre "),
    ("regles/vie.yaml", "  etat: active\n", "  etat: active\n  etat: active\n"),
    ("regles/tourisme-restauration.yaml", "  etat: active\n", "  valable_du: 2027-03-01\n  valable_au: 2027-02-01\n"),
    ("regles/emploi.yaml", "  si:\n", "  sinon:\n"),
    ("regles/culture-collectifs.yaml", "{referent}", "{referant}"),
    ("regles/parcours.yaml", "exemples:\n", "exemples:\n    - {profil: {commune: Arlan}}\n"),
    ("suivi.yaml", "promesse_jours: 5", "promesse_jours: cinq jours"),
    ("suivi.yaml", "reaffectation: ", "reafectation: "),
)


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u202f", " ")


def spoil(folder: Path, *mistakes: tuple[str, str, str]) -> None:
    for name, old, new in mistakes:
        text = (folder / name).read_text("utf-8")
        assert old in text, (name, old)
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def test_sixteen_mistakes_are_told_at_once_in_whole_sentences(cli: Run, territories: str) -> None:
    spoil(Path(territories) / LF, *MISTAKES)
    ran = cli("check", territories)
    assert ran.status == 1
    *lines, waiting, closing = plain(ran.out).splitlines()
    assert closing == "17 erreurs, 0 avertissement."  # the example lacks whom it expects, too
    assert waiting.startswith(f"{LF} : corrigez d’abord ces erreurs")
    assert {Path(line.split(":")[0]).relative_to(Path(territories) / LF).as_posix() for line in lines} == {
        name for name, _, _ in MISTAKES
    }
    for line in lines:
        found = LINE.fullmatch(line)
        assert found, line
        assert re.fullmatch(r"[A-ZÀÉ«].*[.?]", found["sentence"]), line
        assert not ENGLISH.search(re.sub(r"« .*? »", "", found["sentence"])), line
        assert "'" not in found["sentence"], line


def test_every_file_named_opens_from_where_the_user_stands(
    cli: Run, territories: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(Path(territories) / LF, tmp_path / "lf")
    spoil(tmp_path / "lf", (RULES, "stade: idee}, attendu: cc-ambert.accueil}", "stade: idee}, attendu: parc.accueil}"))
    monkeypatch.chdir(tmp_path)
    lines = [found for line in plain(cli("check", "lf").out).splitlines() if (found := LINE.fullmatch(line))]
    assert lines
    for found in lines:
        text = Path(found["file"]).read_text("utf-8").splitlines()
        assert 1 <= int(found["line"]) <= len(text)
    told = {found["file"]: found["sentence"] for found in lines if found["severity"] == "erreur"}
    assert told["lf/territoire.yaml"].startswith("Ce territoire s’appelle « livradois-forez », et non « lf ».")
    assert told[f"lf/{RULES}"].startswith("Un exemple de la règle « reprise-idee » attend « parc.accueil », alors que")


def test_a_file_that_is_not_text_keeps_no_other_from_being_read(cli: Run, territories: str) -> None:
    folder = Path(territories) / LF
    (folder / "regles" / "vie.yaml").write_bytes("# règles\n".encode("latin-1"))
    spoil(folder, ("suivi.yaml", "promesse_jours: 5", "promesse_jours: 0"))
    lines = plain(cli("check", territories, "--quick").out).splitlines()
    assert [Path(line.split(":")[0]).name for line in lines[:2]] == ["vie.yaml", "suivi.yaml"]
    assert lines[-1] == "2 erreurs, 0 avertissement."


def test_one_is_singular_and_nothing_is_in_order(cli: Run, territories: str) -> None:
    assert cli("check", territories, "--quick").out == "Tout est en ordre.\n"
    spoil(Path(territories) / LF, (RULES, "etat: active", "etat: activ"))
    assert cli("check", territories, "--quick").out.splitlines()[-1] == "1 erreur, 0 avertissement."


def test_json_keeps_its_words_for_programs_and_says_the_rest_in_french(cli: Run, territories: str) -> None:
    spoil(Path(territories) / LF, (RULES, "  etat: active\n", "  etat: active\n  valable_au: 2020-12-31\n"))
    (found,) = json.loads(cli("check", territories, "--quick", "--json").out)
    assert found.keys() == {"file", "line", "severity", "message", "mend", "kind"}
    assert (found["severity"], found["kind"]) == ("warning", "expiration")
    assert plain(found["message"]) == "La règle « reprise-idee » ne s’applique plus depuis le 31 décembre 2020 au soir."
    assert found["mend"] == "Renouvelez-la, ou retirez-la."


@pytest.mark.parametrize("verb", [("explain", "--profile", "-"), ("chat",)])
def test_other_verbs_refuse_a_broken_territory_in_french(cli: Run, territories: str, verb: tuple[str, ...]) -> None:
    spoil(Path(territories) / LF, (RULES, "secteur: [commerce,", "secteur: [comerce,"))
    ran = cli(*verb)
    assert ran.status == 1
    assert plain(ran.err) == (
        f"premiere-ecoute: {territories}/{LF}/{RULES}:11: « comerce » n’est pas une valeur de « secteur ». "
        "Vouliez-vous dire « commerce » ?\n"
    )


@pytest.mark.parametrize(
    "name", ["regles/vie.yml", "regles/vie.yaml.txt", "regles/Vie.YAML", "regles/vie.docx", "annuaire.yaml.txt"]
)
def test_a_file_that_is_not_read_is_said(cli: Run, territories: str, name: str) -> None:
    (Path(territories) / LF / name).write_text("- regle: vie\n", "utf-8")
    ran = cli("check", "--quick", territories)
    assert ran.status == 0
    (told,) = (line for line in plain(ran.out).splitlines() if name in line)
    assert told.endswith(
        f"{name}:1: avertissement: Ce fichier n’est pas lu : son nom ne finit pas par « .yaml ». "
        f"Enregistrez-le sous le nom « {name.split('/')[-1].split('.')[0]}.yaml », en texte simple, ou retirez-le."
    )
    assert ran.out.count("Ce fichier n’est pas lu") == 1


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "regles/.~lock.vie.yaml#", "regles/vie.yaml~", "notes.txt", "regles/.vie.yaml.swp", "plan.docx"],
)
def test_what_editors_leave_and_notes_beside_the_rules_are_nobodys_business(
    cli: Run, territories: str, name: str
) -> None:
    (Path(territories) / LF / name).write_bytes(b"\x00\xff")
    assert "n’est pas lu" not in cli("check", "--quick", territories).out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("check", "{lf}/annuaire.yaml"), "{lf}/annuaire.yaml : c’est un fichier. Nommez le dossier des territoires,"),
        (("check", "teritoires"), "teritoires : ce dossier n’existe pas. Nommez celui des territoires, ou d’un"),
        (("rules", "import", "{lf}/annuaire.yaml"), "{lf}/annuaire.yaml : c’est un fichier. Nommez le dossier"),
    ],
)
def test_a_name_that_leads_nowhere_is_said_in_french(
    cli: Run, territories: str, arguments: tuple[str, ...], told: str
) -> None:
    lf = str(Path(territories) / LF)
    ran = cli(*(argument.format(lf=lf) for argument in arguments), TERRITORIES_DIR=territories)
    assert ran.status == 2
    assert told.format(lf=lf) in plain(ran.err)
