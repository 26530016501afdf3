"""The talk: engine steps per second, and how many questions are spared by asking only what still matters.

Steps are whole calls of `advance` on one newcomer's talk, from /start to the last question, as the process runs them.
Questions are counted over seeded newcomers up to the proposal, each of whom talks three times and answers a question
alike each time: asked everything whose condition holds, in the written order; spared what can't change the referral,
in the written order; and as it is served, the most telling question of a part first. The referral must be the same
each time. Run:

    python benchmarks/bench_talk.py
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from bot.rules.definitions import load_world
from bot.settings import PACKAGED_TERRITORIES, Settings
from dialogs import path
from dialogs.engine import advance
from dialogs.events import ProposalFrozen, QuestionShown, ShownChanged
from dialogs.facts import is_answered
from dialogs.inputs import Command, Input, Tap, Text
from dialogs.message import Button
from dialogs.passage import Passage
from dialogs.schema import Moment
from dialogs.world import World

NOW = datetime(2026, 11, 22, 19, 47, tzinfo=UTC)
TALKS, WALKS = 60, 500
WAYS = ("all", "spared", "served")
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


def walk(world: World, seed: int) -> tuple[int, float, tuple[str, ...]]:
    """One newcomer up to the proposal: the questions asked, the seconds they took, and who is proposed."""
    walker = Walker(world)
    walker.give(Command("start"))
    walker.give(Tap(walker.token("go")))
    times: dict[str, int] = {}
    seconds = 0.0
    while not walker.has_proposal:
        name = walker.question
        times[name] = times.get(name, 0) + 1
        answer = answer_at_random(walker, random.Random(f"{seed} {name} {times[name]}"))
        started = time.perf_counter()
        walker.give(answer)
        seconds += time.perf_counter() - started
    questions = [question for part in world.dialog.of_moment(Moment.ECOUTE) for question in part.questions]
    proposal = walker.passage.proposal
    assert proposal is not None
    people = tuple(one.target for one in (proposal.referent, *proposal.complementary, *proposal.programmes))
    return sum(is_answered(walker.passage, question.name) for question in questions), seconds, people


@contextmanager
def talking(way: str, world: World) -> Iterator[None]:
    """Lets the talk go one of the three ways."""
    kept = path.open_facts, path._most_telling
    if way == "all":
        path.open_facts = lambda *_: frozenset(world.vocabulary.facts)  # type: ignore[assignment]
    if way != "served":
        path._most_telling = lambda world, passage, first, *_: first  # type: ignore[assignment]
    try:
        yield
    finally:
        path.open_facts, path._most_telling = kept


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


def compare_ways(folder: str) -> None:
    """Prints the three ways of one territory."""
    world = world_of(folder)
    proposed: dict[str, list[tuple[str, ...]]] = {}
    everything = 0
    for way in WAYS:
        with talking(way, world):
            walks = [walk(world, seed) for seed in range(WALKS)]
        asked, proposed[way] = [one for one, _, _ in walks], [people for _, _, people in walks]
        everything = everything or sum(asked)
        step = 1000 * sum(seconds for _, seconds, _ in walks) / sum(asked)
        spared = 100 * (1 - sum(asked) / everything)
        print(f"{folder:<18} {way:<7} {describe(asked)}   spared {spared:4.1f} %   {step:.2f} ms a question")
    assert proposed["all"] == proposed["spared"] == proposed["served"], "a spared question changed a referral"


def main() -> int:
    """Prints the figures, each packaged territory's walks apart; exits with 1 when the target is missed."""
    script = script_talk(world_of("livradois-forez"))
    rate = steps_per_second(world_of("livradois-forez"), script)
    print(f"engine {rate:,.0f} steps/s (a talk of {len(script)} inputs, whole calls of advance)")
    print(f"questions up to the proposal, {WALKS:,} random newcomers a territory, the same ones each way:")
    for folder in sorted(folder.name for folder in PACKAGED_TERRITORIES.iterdir()):
        compare_ways(folder)
    return 0 if rate >= TARGET_PER_SECOND else 1


def world_of(folder: str) -> World:
    """The world with one packaged territory."""
    return load_world(Settings(territories_dir=PACKAGED_TERRITORIES / folder))


if __name__ == "__main__":
    sys.exit(main())
