"""Typed words at any question: a person, a question, thanks, facts told beside an answer; and their look-alikes."""

from __future__ import annotations

import pytest
from newcomer import Newcomer
from paths import lead_to

QUESTIONS = ("accueil", "recit", "portage", "besoins_projet", "echeance", "resume", "proposition")


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("words", ["je veux parler à quelqu'un", "y a pas un vrai humain là ?"])
def test_a_person_is_given_at_any_moment(person: Newcomer, question: str, words: str) -> None:
    before = lead_to(person, question).passage.answers
    person.send(words)
    assert person.question == "humain"
    assert "01 99" in person.last
    assert person.passage.answers == before


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_and_the_talk_stands_where_it_was(person: Newcomer, question: str) -> None:
    before = lead_to(person, question).passage.answers
    person.send("c'est gratuit au fait ?")
    assert "gratuit" in person.last
    assert (person.question, person.passage.answers) == (question, before)


@pytest.mark.parametrize("words", ["merci beaucoup", "y en a encore beaucoup des questions", "je reviens demain"])
def test_thanks_weariness_and_a_pause_are_acknowledged(person: Newcomer, words: str) -> None:
    lead_to(person, "portage").send(words)
    assert person.question == "portage"
    assert "Je n’ai pas su où ranger" not in person.last


@pytest.mark.parametrize("words", ["je veux créer un café gratuit", "un lieu où les gens viennent parler à quelqu'un"])
def test_look_alikes_of_wishes_are_stories(person: Newcomer, words: str) -> None:
    lead_to(person, "recit").send(words)
    assert person.answer("recit") == words


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("portage", "avec mon amoureux", "couple"),
        ("besoins_vie", "maison, école, et un boulot pour lui", ("ecole_garde", "emploi_conjoint", "logement")),
        ("echeance", "avant l'été", "dans_l_annee"),
        ("statut", "en cdi tous les deux", "salarie"),
        ("deja_accompagne", "la CCI me suit", "oui"),
    ],
)
def test_own_phrases_are_taken_at_every_question(
    person: Newcomer, question: str, words: str, expected: str | tuple[str, ...]
) -> None:
    lead_to(person, question).send(words)
    got = person.answer(question)
    assert (tuple(sorted(got)) if isinstance(got, tuple) else got) == expected


def test_a_name_and_a_number_together_fill_both(person: Newcomer) -> None:
    lead_to(person, "prenom").send("je m'appelle Sarah 01 99 00 56 78")
    assert (person.answer("prenom"), person.answer("telephone")) == ("Sarah", "01 99 00 56 78")
    assert person.question == "mode_contact"


def test_what_is_told_beside_an_answer_is_kept_said_and_not_asked_again(person: Newcomer) -> None:
    lead_to(person, "portage").send("avec ma femme, je suis au chômage")
    assert (person.answer("portage"), person.answer("statut")) == ("couple", "demandeur_emploi")
    assert any(text.startswith("Noté aussi") and "En recherche" in text for text in person.texts)
