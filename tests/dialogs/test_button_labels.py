"""Labels that a small phone shows whole, in both languages; and French as it is printed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.rules.definitions import load_world
from bot.settings import PACKAGED_TERRITORIES, Settings
from dialogs.events import QuestionShown
from dialogs.message import Message
from dialogs.passage import Answer, Passage
from dialogs.scenes import OTHER_SCENES, scene_named
from dialogs.schema import Kind
from dialogs.step import BUTTON_LIMIT, Step
from dialogs.world import World

TEXTS = Path(__file__).resolve().parents[2] / "dialogs" / "texts"
NOW = datetime(2026, 11, 22, 19, 47, tzinfo=UTC)
ALONE, SIDE_BY_SIDE = 40, 24  # characters of a button on a small phone, by whether its row is its own
TICK = "✓ "
NEEDS_A_PROPOSAL = {"envoi", "retrait", "sans_suite", "proposition"}
SECTORS = ("agriculture", "commerce", "autre", "inconnu")
FORMS = (
    "creation", "reprise", "transmission", "installation_agricole", "developpement", "association", "emploi", "habiter",
    "inconnu",
)  # fmt: skip
BEARINGS = ("seul", "couple", "collectif", "structure", "inconnu")
WRONG_FRENCH = re.compile(
    r"(?<![\u202f«])[;!?»]|(?<!\u202f):(?=\s|$)|«(?!\u202f)|[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]|“|\w  \w"
)  # no narrow space where one belongs, a straight apostrophe, an English quotation mark, two spaces


@pytest.fixture(scope="module")
def packaged_world() -> World:
    return load_world(Settings(territories_dir=PACKAGED_TERRITORIES / "livradois-forez"))


def show(world: World, language: str, name: str, facts: dict[str, str]) -> Message:
    answers = {fact: Answer(value, 1, "kept") for fact, value in facts.items() if fact != name}
    step = Step(world, Passage("abcd2345", language, "listening", answers), NOW, lambda n: scene_named(world.dialog, n))
    step.scene(name).show(step)
    return next(event.message for event in step.events if isinstance(event, QuestionShown))


def shown_in_all_situations(world: World, language: str) -> Iterator[tuple[str, Message]]:
    choices = [
        name for name, question in world.dialog.questions.items() if question.kind in (Kind.CHOIX, Kind.MULTIPLE)
    ]
    for sector, form, bearing in itertools.product(SECTORS, FORMS, BEARINGS):
        facts = {"secteur": sector, "forme_du_projet": form, "portage": bearing, "recit": "on verra bien"}
        for name in choices:
            yield name, show(world, language, name, facts)
    others = set(OTHER_SCENES) - NEEDS_A_PROPOSAL
    for name in [*sorted(others), "secteur", "commune", "recit", "attention"]:
        yield name, show(world, language, name, {"recit": "on verra bien"})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_labels_fit_a_small_phone_and_are_eight_at_most(language: str, packaged_world: World) -> None:
    for name, message in shown_in_all_situations(packaged_world, language):
        assert sum(len(row) for row in message.rows) <= BUTTON_LIMIT, name
        for row in message.rows:
            room = ALONE if len(row) == 1 else SIDE_BY_SIDE
            for button in row:
                assert len(TICK + button.label) <= room, f"{language} {name}: {button.label}"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_option_of_every_list_fits(language: str, packaged_world: World) -> None:
    for question in packaged_world.dialog.questions.values():
        for value in {value for options in question.lists for value in options.values}:
            step = Step(
                packaged_world, Passage("abcd2345", language), NOW, lambda n: scene_named(packaged_world.dialog, n)
            )
            label = step.say(f"o-{question.name}-{value}")
            assert 0 < len(TICK + label) <= ALONE, f"{language} {question.name}: {label}"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_agreements_that_name_somebody_fit(language: str, packaged_world: World) -> None:
    directory = packaged_world.territory(None).directory
    for interlocutor in directory.interlocutors.values():
        relay = directory.interlocutors[interlocutor.relay].name if interlocutor.relay else "aucun"
        for kind in ("interlocutor", "relay", "partners"):
            label = packaged_world.wording.say(language, f"accord-{kind}", referent=interlocutor.name, relais=relay)
            assert len(TICK + label) <= ALONE, label


def test_french_is_printed_as_french() -> None:
    """A narrow no-break space before ; : ! ? » and after «, curly apostrophes, no English quotation marks."""
    faults = []
    for path in sorted(TEXTS.glob("*.fr.ftl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if line.startswith(("#", "autre-langue-")):
                continue
            words = re.sub(r'\{ "([^"]*)" \}', r"\1", line.partition(" = ")[2] or line)
            if WRONG_FRENCH.search(re.sub(r"\{[^{}]*\}", "x", words)):
                faults.append(f"{path.name}:{number}: {line}")
    assert not faults, "\n".join(faults)
