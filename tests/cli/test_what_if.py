"""Looking before anything changes: the analysis in `check`, and `diff` with its replay."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from dialogs.world import World
from referral_rules.evaluate import propose
from storage.facts_json import load_facts
from storage.store import Store
from tests.cli.conftest import Run
from tests.cli.what_if import files_of, write
from tests.referred_cases import FARM, LF, PLACELESS, SUNDAY, TAKEOVER, refer
from tests.revisions.changed_rules import (
    NEW_REFERENT,
    OLD_REFERENT,
    RULE,
    cut,
    file_of,
    misspelt,
    moved,
    without_extras,
)

NARROW = "\u202f"


@pytest.fixture
def new(old: Path, tmp_path: Path) -> Path:
    """Another version of it, for a test to change."""
    return Path(shutil.copytree(old, tmp_path / "new"))


# -- check


def without_a_rule_for_those_without_a_place(territories: str) -> None:
    (Path(territories) / "livradois-forez" / "regles" / "lieu-a-choisir.yaml").unlink()


def test_check_says_what_the_rules_do_together_unless_it_must_be_quick(cli: Run, territories: str) -> None:
    without_a_rule_for_those_without_a_place(territories)
    ran = cli("check")
    assert ran.status == 0
    assert "avertissement: Personne n’accueille, hors le pivot" in ran.out
    assert "Par exemple" in ran.out
    assert "Le pivot reste seul pour" in ran.out
    quick = cli("check", "--quick")
    assert quick.status == 0
    assert "hors le pivot" not in quick.out


def test_check_shows_what_the_network_accepts_with_its_reason_and_last(cli: Run, territories: str) -> None:
    lines = cli("check").out.splitlines()
    assert lines[-1] == "0 erreur, 5 avertissements, tous expliqués."
    reason = f"Expliqué{NARROW}: Le prêt d’honneur complète un prêt de la banque"
    assert sum(reason in line for line in lines) == 2
    without_a_rule_for_those_without_a_place(territories)
    *found, _, counted = cli("check").out.splitlines()
    explained = ["Expliqué" in line for line in found]
    assert explained == sorted(explained)
    assert counted == f"0 erreur, {len(found)} avertissements, dont 5 expliqués."


def test_check_in_json_gives_the_witness_of_a_gap_and_the_reason_of_what_is_accepted(
    cli: Run, territories: str
) -> None:
    without_a_rule_for_those_without_a_place(territories)
    found = json.loads(cli("check", "--json").out)
    gaps = [one for one in found if one.get("kind") == "trou"]
    assert gaps
    assert gaps[0]["severity"] == "warning"
    assert gaps[0]["message"].startswith("Personne n’accueille")
    assert {"secteur", "stade", "commune"} <= gaps[0]["witness"].keys()
    assert gaps[0]["explanation"] is None
    accepted = [one["explanation"] for one in found if one.get("kind") == "jamais_lu"]
    assert all("le référent lit les deux" in reason for reason in accepted)


def test_two_rules_that_fight_over_somebody_block(cli: Run, old: Path) -> None:
    rival = """
- regle: rivale
  titre: Une rivale
  etat: active
  territoire: {zones: [ambert-livradois-forez]}
  si:
    forme_du_projet: [reprise]
    secteur: [commerce, restauration, artisanat_alimentaire]
    stade: {au_plus: idee}
    statut: [retraite]
  referent: cc-ambert.accueil
  motif: Bonjour.
- regle: rivale-bis
  titre: Une autre rivale
  etat: active
  territoire: {zones: [ambert-livradois-forez]}
  si:
    forme_du_projet: [reprise]
    secteur: [commerce, restauration, artisanat_alimentaire]
    stade: {au_plus: idee}
    portage: [seul]
  referent: cc-ambert.economie
  motif: Bonjour.
"""
    with (old / "regles" / "commerce-artisanat.yaml").open("a", encoding="utf-8") as file:
        file.write(rival)
    ran = cli("check")
    assert ran.status == 1
    (conflict,) = [line for line in ran.out.splitlines() if ": erreur: " in line]
    assert "« Une rivale » (rivale)" in conflict.replace("\u202f", " ")
    assert "« priorite »" in conflict.replace("\u202f", " ")
    assert cli("check", "--quick").status == 0


def test_the_end_of_a_rule_is_said_once(cli: Run, old: Path) -> None:
    file = old / "regles" / "commerce-artisanat.yaml"
    text = file.read_text("utf-8")
    ended = text.replace(f"- regle: {RULE}\n", f"- regle: {RULE}\n  valable_au: 2020-12-31\n", 1)
    assert ended != text
    file.write_text(ended, "utf-8")
    said = [line for line in cli("check").out.splitlines() if RULE in line and "2020" in line]
    assert len(said) == 1
    assert "le 31 décembre 2020" in said[0]
    quick = [line for line in cli("check", "--quick").out.splitlines() if RULE in line and "2020" in line]
    assert len(quick) == 1
    assert "ne s’applique plus depuis le 31 décembre 2020 au soir" in quick[0]


# -- diff


def test_diff_of_the_same_rules_moves_nobody(cli: Run, old: Path, new: Path) -> None:
    ran = cli("diff", str(old), str(new))
    assert ran.status == 0
    assert "Personne n’est orienté autrement." in ran.out


def test_diff_says_who_moves_from_whom_to_whom(cli: Run, old: Path, new: Path) -> None:
    write(new, moved(files_of(old)))
    ran = cli("diff", str(old), str(new))
    assert ran.status == 1
    title = f"« Reprise, encore une idée » ({RULE})"
    assert f"Règle modifiée (référents) : {title}." in ran.out.replace("\u202f", " ")
    assert "Passe de Nadia Brun" in ran.out
    assert "à Paul Roche" in ran.out


def test_a_diff_in_json_has_witnesses_that_really_move(cli: Run, old: Path, new: Path, world: World) -> None:
    write(new, moved(files_of(old)))
    told = json.loads(cli("diff", str(old), str(new), "--json", "--on", "2026-11-22").out)
    assert told["rules"] == {"added": [], "removed": [], "changed": {RULE: ["referents"]}}
    assert told["moves"]
    assert told["replay"] is None
    for move in told["moves"]:
        assert (move["from"], move["to"]) == ([OLD_REFERENT], [NEW_REFERENT])
        found = propose(world.territories[LF], load_facts(move["witness"]), date(2026, 11, 22))
        assert (found.rule, found.referent.interlocutor) == (RULE, OLD_REFERENT)


def test_diff_replays_the_last_cases(cli: Run, old: Path, new: Path, store: Store, world: World) -> None:
    write(new, moved(files_of(old)))
    refer(store, world.territories[LF], TAKEOVER, TAKEOVER, FARM, PLACELESS, FARM)
    told = json.loads(cli("diff", str(old), str(new), "--json").out)["replay"]
    assert told == {
        "cases": 5,
        "without_commune": 1,
        "moved": 2,
        "rerouted": [{"from": [OLD_REFERENT], "to": [NEW_REFERENT], "cases": 2}],
        "other_appuis": 0,
        "other_programmes": 0,
        "extras": [],
    }
    assert json.loads(cli("diff", str(old), str(new), "--json", "--cases", "3").out)["replay"]["moved"] == 0
    lines = cli("diff", str(old), str(new)).out.replace("\u202f", " ").splitlines()
    assert "2 des 5 derniers dossiers iraient ailleurs." in lines
    assert any(line.startswith("2 : de Nadia Brun") and "Paul Roche" in line for line in lines)


def test_an_appui_and_a_programme_that_go_are_said_and_change_the_exit_status(
    cli: Run, old: Path, new: Path, store: Store, world: World
) -> None:
    write(new, without_extras(files_of(old)))
    refer(store, world.territories[LF], TAKEOVER, FARM)
    ran = cli("diff", str(old), str(new))
    out = ran.out.replace("\u202f", " ")
    assert ran.status == 1
    assert "Passe de" not in out
    assert "N’est plus proposé en appui : " in out
    assert "Parcours qui n’est plus proposé : « " in out
    assert "Personne n’est orienté autrement" not in out
    told = json.loads(cli("diff", str(old), str(new), "--json", "--cases", "0").out)
    assert told["moves"] == []
    assert {"appui", "parcours"} <= {key for extra in told["extras"] for key in extra}
    for extra in told["extras"]:
        assert extra["appears"] is False
        day = date.fromisoformat(extra["on"])
        found = propose(world.territories[LF], load_facts(extra["witness"]), day)
        held = {target.interlocutor for target in found.complementary} | {one.programme for one in found.programmes}
        assert (extra.get("appui") or extra["parcours"]) in held
    replayed = json.loads(cli("diff", str(old), str(new), "--json").out)["replay"]
    assert (replayed["moved"], replayed["other_appuis"], replayed["other_programmes"]) == (0, 1, 0)
    assert replayed["extras"] == [{"appui": "cci-puy-de-dome.ambert", "appears": False, "cases": 1}]
    assert "1 aurait d’autres appuis." in out
    assert "1 sans un appui d’aujourd’hui : " in out


def test_a_case_known_by_its_intercommunality_is_replayed_inside_it(
    cli: Run, old: Path, new: Path, store: Store, world: World
) -> None:
    write(new, moved(files_of(old)))
    epci = next(code for code in world.territories[LF].epcis if "63010" in world.geography.communes_of_epci(code))
    (number, *_) = refer(store, world.territories[LF], {**TAKEOVER, "commune": f"epci:{epci}"}, FARM)
    told = json.loads(cli("diff", str(old), str(new), "--json").out)["replay"]
    assert (told["cases"], told["without_commune"], told["moved"]) == (2, 0, 1)
    out = cli("explain", "--case", str(number)).out.replace("\u202f", " ")
    assert f"({RULE}) convient." in out


def test_an_erased_case_is_not_replayed(cli: Run, old: Path, new: Path, store: Store, world: World) -> None:
    refer(store, world.territories[LF], TAKEOVER, FARM)
    with store.begin() as work:
        work.people.erase(1, SUNDAY)
    assert json.loads(cli("diff", str(old), str(new), "--json").out)["replay"]["cases"] == 1


def test_other_words_for_the_same_people_are_no_false_comfort(cli: Run, old: Path, new: Path) -> None:
    files = files_of(old)
    name = file_of(files)
    head, rule, rest = cut(files[name])
    write(new, {name: head + rule.replace(b"  motif: >-\n", b"  motif: >-\n    Autrement dit.\n", 1) + rest})
    ran = cli("diff", str(old), str(new))
    out = ran.out.replace("\u202f", " ")
    assert ran.status == 0
    assert f"({RULE}) ; les mêmes interlocuteurs, avec d’autres mots." in out
    assert "Personne n’est orienté autrement, mais certains liront d’autres mots." in out
    write(new, {name: head + b"# Un commentaire.\n" + rule + rest})
    out = cli("diff", str(old), str(new)).out.replace("\u202f", " ")
    assert "Seuls changent des exemples, des commentaires ou la présentation : rien ne change pour personne." in out
    assert "Personne n’est orienté autrement." in out


def test_a_case_that_was_withdrawn_is_not_replayed(cli: Run, old: Path, new: Path, store: Store, world: World) -> None:
    (number,) = refer(store, world.territories[LF], TAKEOVER)
    with store.begin() as work:
        case = work.cases.by_number(number)
        assert case is not None
        case.status = "withdrawn"
    assert json.loads(cli("diff", str(old), str(new), "--json").out)["replay"]["cases"] == 0


def test_diff_makes_no_database(cli: Run, old: Path, new: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    ran = cli("diff", str(old), str(new))
    assert "Aucun dossier à rejouer" in ran.out
    assert sorted(tmp_path.iterdir()) == before
    assert "rejou" not in cli("diff", str(old), str(new), "--cases", "0").out


def test_diff_refuses_what_does_not_load(cli: Run, old: Path, new: Path, tmp_path: Path) -> None:
    write(new, misspelt(files_of(old)))
    ran = cli("diff", str(old), str(new))
    assert ran.status == 2
    assert "Vouliez-vous dire « reprise » ?" in ran.err.replace("\u202f", " ")
    assert f"{new}/regles/" in ran.err
    assert "did you mean" not in ran.err
    assert cli("diff", str(old), str(tmp_path / "nowhere")).status == 2


def test_diff_tells_a_database_without_tables(cli: Run, old: Path, new: Path, tmp_path: Path) -> None:
    (tmp_path / "test.db").touch()
    ran = cli("diff", str(old), str(new))
    assert ran.status == 1
    assert "premiere-ecoute migrate" in ran.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["explain"], "--profile FICHIER ou --case NUMÉRO"),
        (["explain", "--case", "3", "--profile", "-"], "--profile FICHIER ou --case NUMÉRO"),
        (["explain", "--case", "3", "--territory", LF], "--territory"),
        (["explain", "--case", "3"], "pas de dossier 3"),
        (["coverage", "/nowhere"], "/nowhere"),
        (["coverage", "--on", "demain"], "demain"),
    ],
)
def test_what_cannot_be_looked_at_is_said_on_one_line(cli: Run, args: list[str], words: str) -> None:
    ran = cli(*args)
    assert (ran.status, ran.out) == (2, "")
    assert words in ran.err
    assert ran.err.count("\n") == 1
