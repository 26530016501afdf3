"""The talk: engine steps per second, and how many questions are spared by asking only what still matters.

Steps are whole calls of `advance` on one newcomer's talk, from /start to the last question, as the process runs them.
Questions are counted over seeded random newcomers up to the proposal: those asked, beside all that would have been
asked in the fixed order (every question whose condition holds). Run:

    python benchmarks/bench_talk.py
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.definitions import load_world
from bot.settings import PACKAGED_TERRITORIES, Settings
from dialogs.engine import advance
from dialogs.events import ProposalFrozen, QuestionShown, ShownChanged
from dialogs.facts import gather_facts, is_answered
from dialogs.inputs import Command, Input, Tap, Text
from dialogs.message import Button
from dialogs.passage import Passage
from dialogs.schema import Moment
from dialogs.world import World

NOW = datetime(2026, 11, 22, 19, 47, tzinfo=UTC)
TALKS, WALKS = 60, 1_000
TARGET_PER_SECOND = 2_000  # steps
STORIES = (
    "on en a marre de lyon avec mon mari, l'épicerie d'arlanc ferme et je me dis pourquoi pas moi",
    "menuisier, je cherche un atelier vers Thiers",
    "un atelier vélo à Ambert avec des copains",
    "du maraîchage à Billom",
    "on cherche une maison au calme",
    "je ne sais pas encore",
)
PLACELESS = ("du maraîchage", "menuisier, je cherche un atelier", "un atelier vélo avec des copains", *STORIES[4:])
# What stands before the newcomer -> which of its buttons they tap, by its option; anything else is the first button.
SCRIPT = {
    "accueil": ("go",), "secteur": ("commerce+reprise",), "commune": ("environs",), "rapport_au_lieu": ("envisage",),
    "portage": ("couple",), "but": ("+en_vivre", "continuer"), "jalons": ("+vu_lieu", "continuer"),
    "besoins_projet": ("+y_voir_clair", "+formation", "continuer"), "besoins_vie": ("+logement", "continuer"),
    "resume": ("oui",), "proposition": ("oui",), "moments": ("+apres_midi", "continuer"),
    "accords": ("+interlocutor", "envoyer"), "preparation": ("oui",),
}  # fmt: skip
TYPED = {
    "recit": STORIES[0], "attention": "pas avant 15 h", "prenom": "Samira", "coordonnees": "01 99 00 56 78",
    "nom": "Diallo", "peut_apporter": "je sais coudre",
}  # fmt: skip


class Walker:
    """One newcomer, with the buttons that stand before them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.passage = Passage("abcd2345", "fr")
        self.now = NOW
        self.buttons: tuple[Button, ...] = ()
        self.has_proposal = False

    def give(self, given: Input) -> None:
        """Take one step."""
        decision = advance(self.world, self.passage, given, self.now)
        self.passage, self.now = decision.passage, self.now + timedelta(seconds=10)
        for event in decision.events:
            if isinstance(event, QuestionShown | ShownChanged):
                self.buttons = tuple(button for row in event.message.rows for button in row)
            self.has_proposal |= isinstance(event, ProposalFrozen)

    @property
    def question(self) -> str:
        """What stands before the newcomer."""
        return self.passage.shown.question if self.passage.shown is not None else ""

    def token(self, option: str) -> str:
        """The token of an option that is shown; the first button's when it isn't."""
        fitting = [button.token for button in self.buttons if button.token.split(".", 3)[3] == option]
        return fitting[0] if fitting else self.buttons[0].token


def script_talk(world: World) -> list[Input]:
    """The inputs of one whole talk."""
    walker, given = Walker(world), []

    def give(one: Input) -> None:
        given.append(one)
        walker.give(one)

    give(Command("start"))
    while walker.question != "suite":
        if walker.question in TYPED:
            give(Text(TYPED[walker.question]))
        else:
            for option in SCRIPT.get(walker.question, ("",)):
                give(Tap(walker.token(option)))
    return given


def steps_per_second(world: World, script: Sequence[Input]) -> float:
    """Plays the talk over and over; gives the steps per second of the best tenth of the talks."""
    seconds = []
    for _ in range(TALKS):
        walker = Walker(world)
        started = time.perf_counter()
        for given in script:
            walker.give(given)
        seconds.append(time.perf_counter() - started)
    return len(script) / statistics.mean(sorted(seconds)[: TALKS // 10])


def walk(world: World, rng: random.Random) -> tuple[int, int]:
    """One random newcomer up to the proposal: the questions asked, and those of the fixed order."""
    walker = Walker(world)
    walker.give(Command("start"))
    walker.give(Tap(walker.token("go")))
    while not walker.has_proposal:
        walker.give(answer_at_random(walker, rng))
    gathered = gather_facts(world, walker.passage)
    questions = [question for part in world.dialog.of_moment(Moment.ECOUTE) for question in part.questions]
    asked = sum(is_answered(walker.passage, question.name) for question in questions)
    skipped = sum(
        gathered.holds(question.box) is True and not is_answered(walker.passage, question.name)
        for question in questions
    )
    return asked, asked + skipped


def answer_at_random(walker: Walker, rng: random.Random) -> Input:
    """An answer to what stands before the newcomer."""
    options = [button.token.split(".", 3)[3] for button in walker.buttons]
    if walker.question == "recit":
        return Text(rng.choice(PLACELESS))
    if walker.question == "commune" and len(options) < 2:
        geography, communes = walker.world.geography, sorted(walker.world.territory(None).communes)
        commune = geography.communes[rng.choice(communes)]
        return Text(" ".join((commune.name, *commune.postcodes[:1])))
    if walker.question == "resume":
        return Tap(walker.token("oui"))
    draft = walker.passage.draft
    if "continuer" in options and draft is not None and draft.ticks and rng.random() < 0.6:
        return Tap(walker.token("continuer"))
    return Tap(walker.token(rng.choice(options))) if options else Text("je préfère ne rien dire")


def describe(counts: Sequence[int]) -> str:
    """Mean, median and 95th percentile."""
    return (
        f"mean {statistics.mean(counts):5.2f}   median {statistics.median(counts):4.1f}"
        f"   p95 {statistics.quantiles(counts, n=20)[-1]:4.1f}"
    )


def main() -> int:
    """Prints the figures, each packaged territory's walks apart; exits with 1 when the target is missed."""
    script = script_talk(world_of("livradois-forez"))
    rate = steps_per_second(world_of("livradois-forez"), script)
    print(f"engine {rate:,.0f} steps/s (a talk of {len(script)} inputs, whole calls of advance)")
    print(f"questions up to the proposal, {WALKS:,} random newcomers a territory:")
    for folder in sorted(path.name for path in PACKAGED_TERRITORIES.iterdir()):
        world, rng = world_of(folder), random.Random(20261122)
        started = time.perf_counter()
        walks = [walk(world, rng) for _ in range(WALKS)]
        milliseconds = 1000 * (time.perf_counter() - started) / sum(asked for asked, _ in walks)
        asked, fixed = [one for one, _ in walks], [all_ for _, all_ in walks]
        print(f"{folder:<18} adaptive {describe(asked)}   fixed {describe(fixed)}", end="   ")
        print(f"spared {100 * (1 - sum(asked) / sum(fixed)):4.1f} %   {milliseconds:.2f} ms a question")
    return 0 if rate >= TARGET_PER_SECOND else 1


def world_of(folder: str) -> World:
    """The world with one packaged territory."""
    return load_world(Settings(territories_dir=PACKAGED_TERRITORIES / folder))


if __name__ == "__main__":
    sys.exit(main())
