"""« Pourquoi cette question ? »: its reason, and what the answer can still decide; never more than is true."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newcomer import Newcomer
from packaged import packaged_world
from paths import lead_to
from walker import answer_at_random

from tests.sizes import examples

SETTLED = re.compile(r"je pense déjà à\u202f: (.*?)\.(?: |$)", re.IGNORECASE)
DECIDES = re.compile(r"Selon votre réponse, ce sera plutôt\u202f: (.*)\.")


def why(newcomer: Newcomer) -> str:
    return newcomer.command("pourquoi").messages[0].text


def structure_of_referent(newcomer: Newcomer) -> str:
    people = newcomer.world.territory(None).directory.interlocutors
    return people[newcomer.referent].structure.name


def test_few_structures_that_the_answer_decides_between_are_named(person: Newcomer) -> None:
    said = why(lead_to(person, "jalons"))
    assert said.startswith("Pour ne pas vous expliquer ce que vous savez déjà")
    assert (
        "Selon votre réponse, ce sera plutôt\u202f: Communauté de communes Ambert Livradois Forez ou "
        "CCI (chambre de commerce et d’industrie) du Puy-de-Dôme." in said
    )
    assert person.question == "jalons"


def test_many_structures_are_counted(person: Newcomer) -> None:
    assert re.search(r"Il reste \d+ structures possibles", why(lead_to(person, "portage")))


def test_a_question_that_decides_nothing_says_only_its_own_reason(person: Newcomer) -> None:
    for question in ("deja_accompagne", "echeance", "attention"):
        said = why(lead_to(person, question))
        assert "structures possibles" not in said
        assert not SETTLED.search(said)
        assert not DECIDES.search(said)


def test_once_the_referent_is_settled_the_answer_brings_others(person: Newcomer) -> None:
    said = why(lead_to(person, "besoins_vie"))
    assert "Je pense déjà à\u202f: Communauté de communes Ambert Livradois Forez." in said
    assert "qui d’autre peut aider" in said


def test_it_is_said_in_english_too(english: Newcomer) -> None:
    english.tap("Let’s go").send("take over the grocery in Arlanc with my husband")
    while english.question not in ("jalons", "resume"):
        english.give(answer_at_random(english, random.Random(3)))
    assert re.search("Depending on your answer|I already have in mind|are still possible", why(english))


@pytest.mark.parametrize("question", ["accueil", "resume", "proposition", "prenom"])
def test_where_nothing_is_asked_the_general_reason_is_given(person: Newcomer, question: str) -> None:
    said = why(lead_to(person, question))
    assert said
    assert not SETTLED.search(said)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(min_value=0, max_value=2**32 - 1))
def test_whoever_is_said_to_be_settled_is_proposed_and_whoever_may_be_is_named(seed: int) -> None:
    """Whatever is answered afterwards."""
    rng = random.Random(seed)
    newcomer = Newcomer(packaged_world()).start()
    settled: set[str] = set()
    named: list[tuple[str, str]] = []
    for _ in range(80):
        if newcomer.question not in ("commune", "recit", "accueil"):
            said = why(newcomer)
            settled |= set(SETTLED.findall(said))
            named += [(newcomer.question, found) for found in DECIDES.findall(said)]
        newcomer.give(answer_at_random(newcomer, rng))
        if newcomer.froze:
            break
    assert newcomer.froze
    assert settled <= {structure_of_referent(newcomer)}
    if named and not settled:
        assert structure_of_referent(newcomer) in named[-1][1]
