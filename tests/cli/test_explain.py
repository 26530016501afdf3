"""`explain`: who and why, what gave way to what, what may still change; of a profile and of a case."""

from __future__ import annotations

import json
from pathlib import Path

from bot.commands.printing import fold
from bot.settings import PACKAGED_TERRITORIES
from dialogs.world import World
from storage.store import Store
from storage.tables import Audit, core
from tests.cli.conftest import Run
from tests.cli.what_if import explained, files_of, write
from tests.referred_cases import LF, TAKEOVER, refer
from tests.revisions.changed_rules import OLD_REFERENT, RULE, moved


def test_explain_says_which_step_of_ranking_each_rule_gave_way_to(cli: Run, old: Path) -> None:
    rivals = "".join(
        f"- {{regle: {name}, titre: T, si: {{{box}}}, priorite: {priority}, referent: cc-thiers.accueil, motif: X.}}\n"
        for name, box, priority in (
            ("large", "secteur: [commerce]", 90),
            ("haute", "stade: [idee]", 50),
            ("egale", "forme_du_projet: [reprise]", 90),
            ("precise", "secteur: [commerce], portage: [seul]", 0),
        )
    )
    for file in (old / "regles").glob("*.yaml"):
        file.unlink()
    (old / "regles" / "rivales.yaml").write_text(rivals, "utf-8")
    profile = "{commune: Arlanc, secteur: commerce, forme_du_projet: reprise, stade: idee, portage: seul}"
    out = cli("explain", "--profile", "-", "--dir", str(old), stdin=profile).out.replace("\u202f", " ")
    assert "(egale) convient." in out
    assert "(large) convient, mais cède à « precise », plus précise." in out
    assert "(haute) convient, mais cède à « egale », de priorité plus haute." in out
    assert "elle proposait aussi Sylvie Barge, Communauté de communes Thiers Dore et Montagne" in out
    told = json.loads(cli("explain", "--profile", "-", "--dir", str(old), "--json", stdin=profile).out)
    assert {rule["rule"]: rule["beaten_on"] for rule in told["rules"]} == {
        "large": "more_specific",
        "haute": "priority",
        "egale": None,
        "precise": "priority",
    }


def test_a_commune_of_elsewhere_is_said_to_be_one(cli: Run) -> None:
    told = "Lyon n’est pas une commune de ce territoire : la conversation donne le contact d’ailleurs et s’arrête là"
    assert told in cli("explain", "--profile", "-", stdin="{commune: Lyon}").out.replace("\u202f", " ")
    for profile in ("{commune: Thiers}", "{commune: inconnu}", "{secteur: commerce}"):
        assert "n’est pas une commune de ce" not in cli("explain", "--profile", "-", stdin=profile).out


def test_what_waits_for_an_answer_is_told_by_question_and_the_rest_counted(cli: Run) -> None:
    profile = json.dumps({"commune": "Thiers", "forme_du_projet": "reprise", "secteur": "commerce", "stade": "idee"})
    lines = cli("explain", "--profile", "-", stdin=profile).out.replace("\u202f", " ").splitlines()
    waiting = [line for line in lines if line.startswith("  Selon « ")]
    told = json.loads(cli("explain", "--profile", "-", "--json", stdin=profile).out)
    awaited = {fact for rule in told["rules"] if rule["is_open"] for fact in rule["on_facts"]}
    assert len(waiting) <= len(awaited)
    (work,) = [line for line in waiting if "situation de travail" in line]
    assert "(statut)" in work
    assert "appui : Lucie Bernard" in work
    assert work.endswith("; et 1 autre.")
    assert sum(rule["is_open"] for rule in told["rules"]) > 3 * len(waiting)
    assert len(lines) < 45
    every = cli("explain", "--profile", "-", "--all", stdin=profile).out
    assert all(
        f"« {rule['title']} »".replace(" ", "") in every.replace("\u202f", "").replace(" ", "")
        for rule in told["rules"]
    )


def test_what_missed_by_one_answer_begins_with_those_who_would_bring_somebody_else(cli: Run) -> None:
    profile = "{commune: Tence, secteur: artisanat, forme_du_projet: reprise, stade: montage}"
    ran = cli("explain", "--profile", "-", "--dir", str(PACKAGED_TERRITORIES), stdin=profile)
    lines = ran.out.replace("\u202f", " ").splitlines()
    start = lines.index("À une réponse près :")
    missed = [line for line in lines[start + 1 :] if line.startswith("  « ")]
    assert missed
    assert all("appui : " in line for line in missed[:3])
    assert "(metier-commerce ; référent : Hélène Chazot, " in missed[0]
    assert "      elle proposait aussi Hélène Chazot, Mission d’accueil Mézenc – Haut-Lignon" in lines


def test_who_follows_when_nobody_answers_is_named(cli: Run) -> None:
    lines = explained(cli)
    assert "Si personne ne répond : Marion Delorme (Parc naturel régional Livradois-Forez)" in lines


def test_long_lines_are_folded_between_words_in_a_terminal() -> None:
    line = "  « Premier accueil, Thiers » (accueil-thiers) convient, mais cède à « reprise-idee-thiers »."
    folded = fold(line.replace("« ", "«\u202f").replace(" »", "\u202f»"), 50).splitlines()
    assert max(map(len, folded)) <= 50
    assert [one[:4] for one in folded] == ["  «\u202f", *["    "] * (len(folded) - 1)]
    assert " ".join(one.strip() for one in folded).replace("\u202f", " ") == line.strip()


def test_a_case_can_be_asked_of_the_files_being_edited(cli: Run, old: Path, store: Store, world: World) -> None:
    (number,) = refer(store, world.territories[LF], TAKEOVER)
    write(old, moved(files_of(old)))
    out = cli("explain", "--case", str(number), "--dir", str(old)).out.replace("\u202f", " ")
    assert f"dossier {old} (" in out
    assert "Proposé : Paul Roche" in out
    elsewhere = cli("explain", "--case", str(number), "--dir", str(PACKAGED_TERRITORIES / "aix-urfe"))
    assert (elsewhere.status, elsewhere.out) == (2, "")
    assert "--dir" in elsewhere.err


def test_explain_says_what_a_near_rule_would_want(cli: Run) -> None:
    profile = {"commune": "Thiers", "forme_du_projet": "reprise", "secteur": "commerce", "stade": "idee"}
    out = cli("explain", "--profile", "-", stdin=json.dumps(profile)).out.replace("\u202f", " ")
    assert "il faudrait" in out
    assert "ici, à Thiers" in out


def test_explain_tells_why_a_case_went_where_it_went(cli: Run, store: Store, world: World) -> None:
    (number,) = refer(store, world.territories[LF], TAKEOVER)
    out = cli("explain", "--case", str(number)).out.replace("\u202f", " ")
    assert out.startswith(f"Dossier {number} : orienté le dimanche 22 novembre")
    assert "Nadia Brun" in out.splitlines()[0]
    assert f"({RULE}) convient." in out
    told = json.loads(cli("explain", "--case", str(number), "--json").out)
    assert told["case"] == number
    assert told["referrals"][0]["interlocutor"] == told["proposal"]["referent"]["interlocutor"] == OLD_REFERENT
    assert told["proposal"]["on"] == "2026-11-22"


def test_each_look_at_a_case_is_audited(cli: Run, store: Store, world: World) -> None:
    (number,) = refer(store, world.territories[LF], TAKEOVER)
    cli("explain", "--case", str(number))
    cli("explain", "--case", str(number), "--json")
    with store.read() as work:
        audited = [tuple(row) for row in work.session.connection().execute(core(Audit).select())]
        case = work.cases.by_number(number)
    assert case is not None
    assert [row[2:5] for row in audited] == [("operator", "explain_case", case.id)] * 2


def test_a_case_referred_under_earlier_rules_is_explained_under_them(
    cli: Run, old: Path, store: Store, world: World
) -> None:
    assert cli("rules", "import", str(old)).status == 0
    (number,) = refer(store, world.territories[LF], TAKEOVER)
    write(old, moved(files_of(old)))
    out = cli("explain", "--case", str(number)).out.replace("\u202f", " ")
    assert "règles du jour de l’orientation, révision 1 (" in out
    assert "Proposé : Nadia Brun" in out
    assert "Avec les règles d’aujourd’hui, ces réponses iraient à Paul Roche" in out
    today = cli("explain", "--case", str(number), "--on", "2026-11-22").out.replace("\u202f", " ")
    assert "Proposé : Paul Roche" in today


def test_a_case_whose_rules_are_lost_says_so(cli: Run, store: Store, world: World) -> None:
    (number,) = refer(store, world.territories[LF], TAKEOVER, revision="0" * 16)
    ran = cli("explain", "--case", str(number))
    assert ran.status == 1
    assert "--on JOUR" in ran.err
    assert ran.out == ""


def test_explain_says_within_how_many_days_they_call_and_who_promised_that(cli: Run, world: World) -> None:
    profile = json.dumps({"commune": "Arlanc", "forme_du_projet": "reprise", "secteur": "commerce", "stade": "idee"})
    out = cli("explain", "--profile", "-", "--on", "2026-11-22", stdin=profile).out.replace("\u202f", " ")
    told = json.loads(cli("explain", "--profile", "-", "--on", "2026-11-22", "--json", stdin=profile).out)
    promise, council = told["promise"], world.territory(None).directory.structures["cc-ambert"]
    assert (promise["working_days"], promise["convention"]["structure"]) == (5, council.id)
    source = f"convention de « {council.name} », ligne {promise['convention']['row']}"
    assert f"  Rappel promis sous 5 jours ouvrés ({source})" in out.splitlines()
