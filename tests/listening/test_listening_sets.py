"""Stories, answers and wishes as people type them: both halves of each set are counted, one was never looked at."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.commands.try_matcher import Given, attempt_of
from bot.rules.definitions import load_world
from bot.settings import PACKAGED_TERRITORIES, Settings
from dialogs.world import World

HERE = Path(__file__).resolve().parent
SAID_ON = date(2026, 11, 22)
HALVES = pytest.mark.parametrize("half", [0, 1], ids=["tuned", "locked"])


@cache
def world() -> World:
    return load_world(Settings(territories_dir=PACKAGED_TERRITORIES / "livradois-forez"))


def read(name: str) -> Any:
    """A set, every value as text."""
    return yaml.load((HERE / name).read_text("utf-8"), Loader=yaml.BaseLoader)


def heard(what: str, text: str, question: str = "") -> dict[str, Any]:
    return dict(attempt_of(world(), what, Given(text, question, {}, SAID_ON)))


@HALVES
def test_wishes_are_told_from_answers(half: int) -> None:
    lines = [(wish, line) for wish, told in read("intents.yaml").items() for line in told[half::2]]
    found = [(wish, heard("intent", line)["intent"]) for wish, line in lines]
    assert sum(wish == got for wish, got in found) >= 0.85 * len(found)
    assert sum(got != "answer" for wish, got in found if wish == "answer") <= 1


@HALVES
def test_typed_answers_are_understood_or_asked_again(half: int) -> None:
    lines = read("answers.yaml")[half::2]
    right = wrong = 0
    for question, text, value in lines:
        got = heard("answer", text, question)["value"]
        wanted = None if value == "null" else value
        same = got == wanted or (isinstance(got, list) and isinstance(wanted, list) and set(got) == set(wanted))
        right += same
        wrong += not same and got is not None
    assert right >= 0.85 * len(lines)
    assert wrong <= 0.08 * len(lines)


@HALVES
def test_stories_are_heard_with_few_wrong_claims(half: int) -> None:
    right = wrong = missed = 0
    for story in read("stories.yaml")[half::2]:
        got = {
            (claim["fact"], value)
            for claim in heard("story", story["texte"])["claims"]
            if claim["sure"]
            for value in (claim["value"] if isinstance(claim["value"], list) else [claim["value"]])
        }
        told = {
            (fact, value)
            for fact, values in story["dit"].items()
            for value in (values if isinstance(values, list) else [values])
        }
        right, wrong, missed = right + len(got & told), wrong + len(got - told), missed + len(told - got)
    assert right / (right + wrong) >= 0.9
    assert right / (right + missed) >= 0.65


@pytest.mark.parametrize(
    ("story", "trap"),
    [
        ("mon frère est agriculteur, moi je cherche un emploi", ("statut", "agriculteur")),
        ("j'étais boulanger à Paris, maintenant je veux ouvrir un gîte", ("secteur", "artisanat_alimentaire")),
        ("on n'a pas encore de local", ("jalons", "trouve_lieu")),
        ("on en a marre de Lyon, on veut ouvrir un café", ("commune", "69123")),
        ("je ne suis pas en couple, je veux ouvrir un café", ("portage", "couple")),
        ("si je gagnais au loto je reprendrais une ferme", ("forme_du_projet", "reprise")),
        ("je veux ouvrir un café", ("portage", "seul")),
        ("quand la maison sera vendue on ouvrira un café", ("echeance", "vite")),
    ],
)
def test_traps_yield_no_claim(story: str, trap: tuple[str, str]) -> None:
    claims = heard("story", story)["claims"]
    assert trap not in [(claim["fact"], claim["value"]) for claim in claims if claim["sure"]]


def test_a_bare_number_is_a_quantity_where_one_is_asked() -> None:
    assert heard("answer", "3", "taille")["value"] == "moins_de_5"
    assert heard("answer", "3", "but")["value"] == ["rendre_service"]
    assert heard("answer", "la troisième", "portage")["value"] == "collectif"


def test_a_name_and_a_number_together_fill_both() -> None:
    got = heard("answer", "je m'appelle Sarah 06 12 34 56 78", "prenom")
    assert (got["value"], got["also"]) == ("Sarah", {"telephone": "0612345678"})
    got = heard("answer", "c'est Sarah, 06 12 34 56 78", "coordonnees")
    assert got["value"] == {"telephone": "0612345678"}


def test_dates_in_words_are_relative_to_the_day_they_were_said() -> None:
    said = {text: heard("answer", text, "echeance")["value"] for text in ("janvier", "à la rentrée", "dans 18 mois")}
    assert said == {"janvier": "vite", "à la rentrée": "dans_l_annee", "dans 18 mois": "plus_tard"}


def test_questions_have_thirty_topics_with_two_lines_at_most_in_both_languages() -> None:
    answers = world().listener.ear.intents.answers
    assert len(answers) >= 30
    assert all(len(words) <= 260 for both in answers.values() for words in both.values())


def test_a_free_cafe_is_a_story_and_a_price_is_a_question() -> None:
    assert heard("intent", "Je veux créer un café gratuit")["intent"] == "answer"
    assert heard("intent", "c'est gratuit ?") == {
        "text": "c'est gratuit ?", "intent": "question", "topic": "prix", "level": "none"
    }  # fmt: skip
