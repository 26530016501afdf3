"""The verbs of `premiere-ecoute`: what they print, and how they end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.french import plain

PROFILE = "commune: Arlanc\nforme_du_projet: reprise\nsecteur: commerce\nstade: idee\n"


@pytest.fixture
def profile(tmp_path: Path) -> str:
    path = tmp_path / "profile.yaml"
    path.write_text(PROFILE, encoding="utf-8")
    return str(path)


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n")


@pytest.mark.parametrize(
    ("args", "settings", "words"),
    [
        (["frobnicate"], {}, "frobnicate"),
        (["check", "--nope"], {}, "--nope"),
        (["try", "colour", "red"], {}, "colour"),
        (["invite"], {}, "--interlocutor"),
        (["invite", "--interlocutor", "cc-ambert.acceuil"], {}, "cc-ambert.accueil"),
        (["explain", "--profile", "/nowhere.yaml"], {}, "/nowhere.yaml"),
        (["check", "/nowhere"], {}, "/nowhere"),
        (["check"], {"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        (["run"], {"FRONT_BOT_TOKEN": "nonsense"}, "FRONT_BOT_TOKEN"),
        (["run"], {"FRONT_BOT_TOKEN": "123:" + "a" * 35}, "STAFF_BOT_TOKEN"),
        (["run"], {}, "premiere-ecoute demo"),
    ],
)
def test_what_cannot_be_done_is_said_on_one_line_with_status_2(
    cli: Run, args: list[str], settings: dict[str, str], words: str
) -> None:
    ran = cli(*args, **settings)
    assert ran.status == 2
    assert words in ran.err
    assert one_line(ran.err)
    assert ran.out == ""


def test_a_question_without_an_answer_ends_the_verb_and_says_so(cli: Run, tmp_path: Path) -> None:
    ran = cli("territory", "new", str(tmp_path / "t"))
    assert ran.status == 130
    assert plain(ran.err) == "\npremiere-ecoute: Interrompu : rien n’a été écrit.\n"
    assert not (tmp_path / "t").exists()


def test_a_token_never_shows_in_an_error(cli: Run) -> None:
    secret = "1234567:" + "s" * 20
    ran = cli("run", FRONT_BOT_TOKEN=secret)
    assert secret not in ran.err + ran.out


def test_check_passes_on_what_is_packaged(cli: Run) -> None:
    ran = cli("check")
    assert ran.status == 0
    assert ran.out.strip().endswith(".")


def test_check_names_file_line_and_mend(cli: Run, territories: str) -> None:
    folder = Path(territories) / "livradois-forez"
    rules = sorted((folder / "regles").glob("*.yaml"))[0]
    lines = rules.read_text("utf-8").splitlines()
    number = next(number for number, line in enumerate(lines) if "secteur: [" in line)
    lines[number] = re.sub(r"secteur: \[\w+", "secteur: [comerce", lines[number])
    rules.write_text("\n".join(lines), "utf-8")
    ran = cli("check", str(folder.parent))
    assert ran.status == 1
    assert f"{rules}:{number + 1}: erreur: « comerce » n’est pas une valeur de « secteur ». " in plain(ran.out)
    assert "Vouliez-vous dire « commerce » ?" in plain(ran.out)
    assert ran.out.splitlines()[-1].startswith("1 erreur, ")
    found = json.loads(cli("check", str(folder.parent), "--json").out)
    assert found[0]["line"] == number + 1
    assert found[0]["severity"] == "error"
    assert plain(found[0]["message"]) == "« comerce » n’est pas une valeur de « secteur »."
    assert plain(found[0]["mend"]) == "Vouliez-vous dire « commerce » ?"
    assert found[0]["kind"] is None


def test_explain_says_who_why_and_what_else(cli: Run, profile: str) -> None:
    ran = cli("explain", "--profile", profile, "--on", "2026-11-22")
    assert ran.status == 0
    assert "Nadia Brun" in ran.out.splitlines()[2]
    assert "reprise-idee" in ran.out
    assert "Ce qui a été considéré" in ran.out
    assert "--all" in ran.out


def test_explain_speaks_json_and_reads_standard_input(cli: Run) -> None:
    profile = {"commune": "Thiers", "forme_du_projet": "reprise", "secteur": "commerce", "stade": "idee"}
    told = json.loads(cli("explain", "--profile", "-", "--json", stdin=json.dumps(profile)).out)
    assert told["territory"] == "livradois-forez"
    assert told["proposal"]["referent"]["interlocutor"].startswith("cc-thiers")
    assert {rule["verdict"] for rule in told["rules"]} >= {"failed", "undetermined"}


def test_explain_refuses_an_unknown_value_with_its_line(cli: Run) -> None:
    ran = cli("explain", "--profile", "-", stdin="commune: Arlanc\nsecteur: comerce\n")
    assert ran.status == 2
    assert plain(ran.err) == (
        "premiere-ecoute: -:2: « comerce » n’est pas une valeur de « secteur ». Vouliez-vous dire « commerce » ?\n"
    )


def test_try_gives_scores_a_line_a_text(cli: Run) -> None:
    ran = cli("try", "place", "-", "--json", stdin="arlan\n\nxqzwv\n")
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert first["candidates"][0]["label"] == "Arlanc (63220)"
    assert 0 < first["candidates"][0]["score"] <= 100
    assert second == {"text": "xqzwv", "verdict": "unsure", "candidates": []}
    assert "boulangerie" in cli("try", "sector", "ouvrir", "une", "boulangerie").out


def test_migrate_then_doctor_is_content(cli: Run) -> None:
    before = cli("doctor")
    assert before.status == 1
    assert "✗ base de données" in before.out
    assert "premiere-ecoute migrate" in before.out
    assert cli("migrate").status == 0
    after = cli("doctor")
    assert after.status == 0
    assert "✗" not in after.out
    assert all(check["standing"] in ("ok", "skipped") for check in json.loads(cli("doctor", "--json").out))


def test_doctor_reports_a_wrong_setting(cli: Run) -> None:
    ran = cli("doctor", TIMEZONE="Europe/Nowhere")
    assert ran.status == 1
    assert "✗ réglages : TIMEZONE : aucun fuseau horaire" in plain(ran.out)


def test_invite_without_a_token_prints_the_code_with_a_note(cli: Run) -> None:
    ran = cli("invite", "--interlocutor", "cc-ambert.accueil")
    assert ran.status == 0
    whom, name, code = ran.out.strip().split("\t")
    assert (whom, name) == ("cc-ambert.accueil", "Nadia Brun")
    assert re.fullmatch(r"[A-Za-z0-9_-]{22,64}", code)
    assert "STAFF_BOT_TOKEN" in ran.err
    assert cli("invite", "--animator", "--format", "links").status == 2


def test_invite_all_makes_a_sheet_with_a_card_a_person(cli: Run) -> None:
    page = cli("invite", "--all", "--territory", "livradois-forez", "--format", "sheet").out
    names = re.findall(r'class="name">([^<]+)<', page)
    codes = re.findall(r"/start ([A-Za-z0-9_-]+)", page)
    assert names[0] == "Animation du réseau"
    assert "Nadia Brun" in names
    assert len(names) == len(codes) == len(set(codes)) > 28
    assert "http://" not in page.replace("http://www.w3.org", "")
