"""Newcomers who answer at random: buttons, « je ne sais pas encore », corrections, typed words, nonsense."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace

from newcomer import Newcomer

from dialogs.events import TalkRestarted
from dialogs.facts import gather_facts, is_answered, options_of, territory_of
from dialogs.inputs import Command, Input, SharedContact, SharedLocation, Tap, Text, Unsupported, Voice
from dialogs.schema import Kind, Moment, Question
from dialogs.world import World
from referral_rules.evaluate import propose
from referral_rules.facts import INCONNU, Facts, FactValue

PATIENCE = 60  # inputs; from there on the walker only answers
LONGEST_WALK = 200  # inputs; a walker who is not there by then is stuck
STORIES = (
    "on voudrait reprendre l'épicerie d'arlanc avec ma compagne",
    "Je suis menuisier et je cherche un local vers Thiers pour m'installer",
    "créer un atelier vélo associatif à Ambert avec des copains",
    "on cherche une maison à la campagne pour la retraite",
    "du maraîchage, deux hectares, peut-être à Billom",
    "marre de la ville",
    "I would like to open a small bakery in Ambert with my husband",
    "je cherche un poste de secrétaire près de Lezoux, j'ai deux enfants",
)
PLACES = ("Ambert", "63300", "arlan", "Saint-Germain", "livradois", "vers Thiers", "Billom", "je ne sais pas", "zzz")
TOWNS = 12  # the largest communes of a territory, whose names walkers type
STRAY_WORDS = (
    "oui", "non", "rien", "passer", "continuer", "1", "2", "9", "😀", "?", "  ", "je sais pas", "retour", "pourquoi ?",
    "aide", "asdkjh", "en couple", "Ambert", "_*<&>", "c'est compliqué, on hésite encore entre deux ou trois choses",
)  # fmt: skip
STRAY_INPUTS: tuple[Input, ...] = (
    Command("retour"), Command("modifier"), Command("resume"), Command("pourquoi"), Command("aide"), Command("start"),
    Command("mesdonnees"), Command("nimporte"), Unsupported("sticker"), Unsupported("photo", "voilà"), Voice(9, 4),
    SharedLocation(), SharedContact("01 99 00 11 22", own=True), Tap("d.abcd2345.1.go"), Tap("x"), Command("contact"),
)  # fmt: skip
TYPED = {"prenom": "Samira", "coordonnees": "01 99 00 56 78", "rappel": "01 99 00 56 78", "nom": "Diallo"}
WAYS_OUT = frozenset({"contact", "autre", "langue", "humain", "rappel", "recommencer", "fin", "structure", "papiers"})


@dataclass(slots=True)
class Walk:
    """What came of a walk up to the proposal. `advancing` counts the inputs that recorded an answer."""

    newcomer: Newcomer
    advancing: int


def walk(world: World, rng: random.Random, *, straying: float = 0.3) -> Walk:
    """Walk from /start to a proposal, straying from the path now and then."""
    newcomer = Newcomer(world).start()
    advancing = 0
    for number in range(LONGEST_WALK):
        before = set(newcomer.passage.answers)
        strays = number < PATIENCE and rng.random() < straying
        newcomer.give(_stray(newcomer, rng) if strays else answer_at_random(newcomer, rng))
        if newcomer.find(TalkRestarted):
            advancing = 0
        advancing += bool(answered(newcomer) - before)
        if newcomer.froze:
            return Walk(newcomer, advancing)
        assert has_way_forward(newcomer), f"stuck at {newcomer.question!r}: {newcomer.given[-3:]}"
    raise AssertionError(f"no proposal after {LONGEST_WALK} inputs, at {newcomer.question!r}")


def walk_on(walked: Walk, rng: random.Random, steps: int) -> Newcomer:
    """Go on after the proposal, straying every other time: agreements, refusals, other people, the end and after it."""
    newcomer = walked.newcomer
    for _ in range(steps):
        newcomer.give(_stray(newcomer, rng) if rng.random() < 0.5 else answer_at_random(newcomer, rng))
        assert newcomer.passage.stage == "referred" or has_way_forward(newcomer), f"stuck at {newcomer.question!r}"
    return newcomer


def answered(newcomer: Newcomer) -> set[str]:
    """The questions of the listening that have an answer."""
    asked = newcomer.world.dialog.questions
    return {name for name in newcomer.passage.answers if name in asked and is_answered(newcomer.passage, name)}


def has_way_forward(newcomer: Newcomer) -> bool:
    """Whether something stands before the person that a button or words can answer."""
    shown = newcomer.passage.shown
    if shown is None:
        return newcomer.passage.stage in ("opening", "paused", "closed")
    question = newcomer.world.dialog.questions.get(shown.question)
    typed = question is not None and question.kind in (Kind.TEXTE, Kind.COMMUNE, Kind.COORDONNEES)
    return typed or bool(shown.options) or shown.question == "rappel"


def answer_at_random(newcomer: Newcomer, rng: random.Random) -> Input:
    """Something that answers what stands before the person."""
    name, shown = newcomer.question, newcomer.passage.shown
    if shown is None:
        return Command("start")
    if name == "recit":
        return Text(rng.choice(STORIES))
    if name == "commune" and len(shown.options) < 3:
        return (
            Text(rng.choice((*PLACES, *towns_of(newcomer.world)))) if rng.random() < 0.8 else Tap(newcomer.tokens[-1])
        )
    if name in ("attention", "conseiller") and rng.random() < 0.5:
        return Text("pas avant 15 h, je travaille")
    if name in TYPED:
        return Text(TYPED[name])
    if name == "hors_territoire":
        return Text(rng.choice(towns_of(newcomer.world)))
    tokens = [token for token in newcomer.tokens if token.rsplit(".", 1)[1] not in WAYS_OUT] or newcomer.tokens
    if name == "resume":
        return Tap(tokens[0])
    done = [token for token in tokens if token.endswith((".continuer", ".rien", f".{INCONNU}"))]
    ticked = newcomer.passage.draft is not None and newcomer.passage.draft.ticks
    return Tap(rng.choice(done) if done and ticked and rng.random() < 0.7 else rng.choice(tokens))


def towns_of(world: World) -> list[str]:
    """The largest communes of the world's own territory, by their names and postcodes."""
    communes = [world.geography.communes[code] for code in world.territory(None).communes]
    largest = sorted(communes, key=lambda one: (-one.population, one.code))[:TOWNS]
    return [" ".join((one.name, *one.postcodes[:1])) for one in largest]


def _stray(newcomer: Newcomer, rng: random.Random) -> Input:
    if rng.random() < 0.5:
        return Text(rng.choice((*STRAY_WORDS, *newcomer.buttons)))
    return rng.choice(STRAY_INPUTS)


def skipped(newcomer: Newcomer) -> list[Question]:
    """The questions of the listening that arose and were never asked."""
    world, passage = newcomer.world, newcomer.passage
    gathered = gather_facts(world, passage)
    return [
        question
        for part in world.dialog.of_moment(Moment.ECOUTE)
        for question in part.questions
        if not is_answered(passage, question.name) and gathered.holds(question.box) is True
    ]


def every_answer(newcomer: Newcomer, question: Question) -> list[FactValue]:
    """Every answer that a skipped question could have had; of a list, the empty one, each alone and all."""
    options = options_of(newcomer.world, newcomer.passage, question)
    unknown: list[FactValue] = [INCONNU] if question.unknown else []
    if question.kind is Kind.MULTIPLE:
        return [*unknown, frozenset(), frozenset(options), *(frozenset({option}) for option in options)]
    return [*unknown, *options]


def targets(newcomer: Newcomer, facts: Facts) -> Mapping[str, tuple[str, ...]]:
    """Who would be proposed for these facts."""
    territory = territory_of(newcomer.world, newcomer.passage)
    assert territory is not None
    proposal = propose(territory, facts, newcomer.now.date())
    return {
        "referent": (proposal.referent.interlocutor,),
        "complementary": tuple(target.interlocutor for target in proposal.complementary),
        "programmes": tuple(target.programme for target in proposal.programmes),
    }


def replay(walked: Newcomer) -> Newcomer:
    """Somebody else who does exactly the same at the same instants."""
    again = Newcomer(walked.world, now=walked.given[0][0])
    for at, given in walked.given:
        again.now = at
        again.give(given)
    return again


def retold(newcomer: Newcomer, world: World) -> Newcomer:
    """The same person, in a world that changed."""
    other = Newcomer(world, now=newcomer.now, passage=newcomer.passage)
    other._keyboard = newcomer._keyboard
    return other


def with_dialog(world: World, **changes: object) -> World:
    """The world with some of its fields replaced."""
    return replace(world, **changes)  # type: ignore[arg-type]  # the fields' own types are the caller's business
