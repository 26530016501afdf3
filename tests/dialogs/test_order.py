"""Which question comes next, whatever was changed, corrected or interrupted (C2–C9, C11, C41)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from newcomer import Newcomer, deliver
from packaged import packaged_world
from paths import PATH, STORY, lead_to
from walker import retold

from bot.rules.definitions import DIALOGS, read_texts
from dialogs.events import TalkRestarted
from dialogs.schema import load_dialog
from dialogs.stored import load_answer, load_passage
from dialogs.world import World

STORED = sorted((Path(__file__).parent / "stored").glob("*.json"))


def reworded(old: str, new: str) -> World:
    """The world with one change in the text of its dialog."""
    world = packaged_world()
    sources = read_texts(DIALOGS / "first_listening", "*.yaml")
    changed = {name: text.replace(old, new) for name, text in sources.items()}
    assert changed != sources, f"{old!r} is not in the dialog"
    return replace(world, dialog=load_dialog(changed, world.vocabulary))


PORTAGE = "    options: [seul, couple, collectif, structure]"


def test_c2_a_reworded_question_keeps_its_answer(person: Newcomer) -> None:
    lead_to(person, "but")
    changed = retold(person, reworded(PORTAGE, "    options: [couple, seul, collectif, structure]"))
    changed.tap("Nous faire vivre")
    assert (changed.answer("portage"), changed.question) == ("couple", "but")
    assert "n’existe plus" not in changed.heard


def test_c3_a_deleted_current_question_gives_way_to_the_next_and_says_so_once(person: Newcomer) -> None:
    lead_to(person, "deja_accompagne")
    advised = (DIALOGS / "first_listening" / "work.yaml").read_text("utf-8").split("  - question: deja_accompagne")[1]
    changed = retold(person, reworded("  - question: deja_accompagne" + advised, ""))
    changed.send("non")
    assert "un peu changé" in changed.heard
    assert changed.question == "jalons"
    assert changed.answer("jalons") is None, "the words were meant for the question that is gone"
    assert "un peu changé" not in changed.send("Vu le lieu").heard


def test_c3_distress_is_heard_even_when_the_question_is_gone(person: Newcomer) -> None:
    lead_to(person, "attention")
    attention = (DIALOGS / "first_listening" / "needs.yaml").read_text("utf-8").split("  - question: attention")[1]
    changed = retold(person, reworded("  - question: attention" + attention, ""))
    assert changed.send("je veux mourir").question == "urgence-danger"


def test_c4_a_removed_option_already_chosen_is_asked_again_alone(person: Newcomer) -> None:
    lead_to(person, "besoins_vie")
    changed = retold(person, reworded(PORTAGE, "    options: [seul, collectif, structure]"))
    changed.tap("Se loger")
    assert "n’existe plus" in changed.heard
    changed.tap("Continuer")
    assert changed.question == "portage"
    assert "En couple" not in changed.buttons
    before = dict(changed.passage.answers)
    changed.tap("De mon côté")
    assert changed.question == "echeance", "only that one is asked again"
    assert {name: changed.answer(name) for name in ("recit", "commune", "statut", "jalons")} == {
        name: before[name].value for name in ("recit", "commune", "statut", "jalons")
    }
    assert "n’existe plus" not in changed.heard


def test_c4_the_summary_is_not_confirmed_over_a_removed_option(person: Newcomer) -> None:
    lead_to(person, "resume")
    changed = retold(person, reworded(PORTAGE, "    options: [seul, collectif, structure]"))
    assert changed.tap("C’est ça").question == "portage"
    assert lead_to(changed.tap("De mon côté"), "proposition").froze


def test_c5_a_changed_dialog_leaves_a_sent_case_alone(person: Newcomer) -> None:
    lead_to(person, "nom")
    changed = retold(person, reworded(PORTAGE, "    options: [seul, collectif, structure]"))
    changed.tap("Passer")
    assert {name: value for name, value in changed.passage.answers.items() if name != "nom"} == person.passage.answers
    assert "n’existe plus" not in changed.heard
    assert changed.passage.proposal == person.passage.proposal


@pytest.mark.parametrize("question", ["proposition", "prenom", "accords"])
def test_c5_a_changed_dialog_leaves_a_frozen_proposal_alone(person: Newcomer, question: str) -> None:
    lead_to(person, question)
    changed = retold(person, reworded(PORTAGE, "    options: [seul, collectif, structure]"))
    changed.show("sticker")
    assert changed.answer("portage") == "couple"
    assert changed.question == question
    assert changed.passage.proposal == person.passage.proposal


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_c6_an_old_stored_passage_still_loads_and_goes_on(world: World, path: Path) -> None:
    stored = json.loads(path.read_text("utf-8"))
    passage = load_passage(stored["state"], {name: load_answer(each) for name, each in stored["answers"].items()})
    newcomer = Newcomer(world, passage=passage)
    newcomer.command("aide")
    assert newcomer.question == stored["state"]["shown"]["question"]
    assert lead_to(newcomer, stored["leads_to"]).question == stored["leads_to"]
    assert newcomer.answer("recit") == stored["answers"]["recit"]["value"]


def test_c6_there_are_old_passages() -> None:
    assert len(STORED) >= 2


def test_c7_an_edited_answer_keeps_what_still_applies_and_drops_what_fell(person: Newcomer) -> None:
    lead_to(person, "resume").tap("Corriger").send("porté")
    while person.question == "corriger":
        line = next((label for label in person.buttons if "En couple" in label), "Autres…")
        person.tap(line)
    assert person.question == "portage"
    assert "Vous aviez répondu" in person.last
    assert "En couple" in person.last
    person.tap("En groupe")
    assert person.answer("besoins_vie") is None, "its condition fell"
    assert person.answer("recit") == STORY
    assert person.answer("commune") == "63010"
    asked = set()
    while person.question != "resume":
        asked.add(person.question)
        person.tap(person.buttons[-1]) if "Continuer" not in person.buttons else person.tap(
            person.buttons[0], "Continuer"
        )
    assert asked >= {"decision", "phase", "attente_elus"}
    assert not asked & {"commune", "echeance", "deja_accompagne", "attention", "secteur"}


def test_c7_a_list_being_changed_is_ticked_already(person: Newcomer) -> None:
    lead_to(person, "besoins_vie").command("retour")
    assert person.question == "besoins_projet"
    assert {"✓ Y voir clair", "✓ Me former"} <= set(person.buttons)


def test_c7_changing_the_project_while_giving_the_number_makes_the_proposal_anew(person: Newcomer) -> None:
    lead_to(person, "accords").command("modifier")
    while person.question == "corriger":
        person.tap(next((label for label in person.buttons if "Arlanc" in label), "Autres…"))
    person.send("Thiers")
    assert person.passage.stage == "listening"
    assert lead_to(person, "proposition").froze
    assert person.referent == "cc-thiers.accueil"
    assert (
        lead_to(
            person.tap(
                "D’accord, qu’on m’appelle" if "D’accord, qu’on m’appelle" in person.buttons else person.buttons[0]
            ),
            "accords",
        ).answer("prenom")
        == "Samira"
    )


def test_c7_changing_the_number_keeps_the_proposal(person: Newcomer) -> None:
    lead_to(person, "accords").command("modifier")
    while person.question == "corriger":
        person.tap(next((label for label in person.buttons if "01 99 00 56 78" in label), "Autres…"))
    frozen = person.passage.proposal
    assert person.send("01 99 00 11 11").question == "accords"
    assert (person.answer("telephone"), person.passage.proposal) == ("01 99 00 11 11", frozen)


def test_c8_back_follows_what_was_really_shown(person: Newcomer) -> None:
    lead_to(person, "deja_accompagne")
    path = [turn.question for turn in person.passage.history]
    seen = []
    for _ in path:
        seen.append(person.command("retour").question)
    assert seen == path[::-1]
    person.command("retour")
    assert "plus loin" in person.heard
    assert person.tap("Laisser comme avant").question == "deja_accompagne"


def test_c8_back_after_a_branch_change_skips_the_fallen_branch(person: Newcomer) -> None:
    lead_to(person, "portage").tap("En groupe")
    assert person.question == "type_collectif"
    person.tap(person.buttons[0]).command("retour").command("retour")
    assert person.question == "portage"
    person.tap("De mon côté")
    assert person.command("retour").question == "portage"
    assert person.answer("type_collectif") is None


def test_c8_back_at_the_first_question_says_so(person: Newcomer) -> None:
    assert lead_to(person, "recit").command("retour").question == "recit"
    assert "plus loin" in person.heard


def test_c9_not_knowing_is_an_answer_wherever_it_is_offered(world: World) -> None:
    newcomer = Newcomer(world).start().send("une envie de changer d'air")
    unknown = 0
    while newcomer.question != "resume":
        if "Je ne sais pas encore" in newcomer.buttons:
            name = newcomer.question
            newcomer.tap("Je ne sais pas encore")
            assert newcomer.answer(name) == "inconnu"
            unknown += 1
        elif newcomer.question == "attention":
            newcomer.tap("Passer")
        else:
            newcomer.tap("Continuer" if "Continuer" in newcomer.buttons else newcomer.buttons[0])
    assert unknown >= 5
    assert newcomer.tap("C’est ça").froze


@pytest.mark.parametrize("question", PATH[2:14])
def test_c11_a_return_after_three_weeks_is_greeted_and_loses_nothing(person: Newcomer, question: str) -> None:
    lead_to(person, question)
    answers = person.passage.answers
    person.wait(days=21).send("bonjour, c'est encore moi")
    assert person.question == "retrouvailles"
    person.tap("Continuer")
    assert person.question == question
    kept = {name: answer for name, answer in person.passage.answers.items() if name in answers}
    assert kept == answers


def test_c11_ticks_and_words_survive_a_long_absence(person: Newcomer) -> None:
    lead_to(person, "besoins_vie").tap("Se loger").wait(days=21)
    person.send("au fait, le camion de mon frère est finalement disponible pour déménager").tap("Continuer")
    assert "✓ Se loger" in person.buttons
    assert "camion" in str(person.answer("recit"))


def test_c11_a_tap_after_three_weeks_simply_answers(person: Newcomer) -> None:
    assert lead_to(person, "portage").wait(days=21).tap("En couple").answer("portage") == "couple"


def test_c11_starting_again_leaves_the_old_talk_as_it_was(person: Newcomer) -> None:
    lead_to(person, "but")
    before = person.passage.answers
    person.start()
    old = person.passage
    person.tap("Un nouveau projet")
    assert old.answers == before
    assert (person.question, person.passage.answers) == ("accueil", {})
    assert person.passage.key != old.key
    assert len([event for event in person.events if isinstance(event, TalkRestarted)]) == 1


def test_c41_a_restart_in_the_middle_then_a_typed_answer(person: Newcomer) -> None:
    lead_to(person, "portage")
    deliver(person, 30)
    restarted = Newcomer(packaged_world(), now=person.now, passage=person.passage)
    assert restarted.send("en couple", order=31).answer("portage") == "couple"


def test_c47_a_question_shown_again_keeps_its_turn(person: Newcomer) -> None:
    lead_to(person, "portage")
    turn = person.passage.turn
    person.show("sticker").command("aide")
    assert person.passage.turn == turn
    assert person.tap("En couple").passage.turn == turn + 1


def test_s13_the_most_telling_routing_question_of_a_part_comes_first(person: Newcomer) -> None:
    """A group's kind of project decides who hears it; what it is for settles little, and is then spared."""
    lead_to(person, "type_collectif", {"portage": ("En groupe",)})
    assert person.answer("but") is None
    person.tap("Un atelier vélo")
    assert person.question == "taille"
    person.tap("Moins de cinq")
    assert person.question == "decision"
