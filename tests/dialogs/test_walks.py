"""Random walks through the talk (C10): never stuck, short, replayable, and nothing is skipped that matters."""

from __future__ import annotations

import random
import statistics
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packaged import packaged_world, world_of
from walker import Walk, every_answer, replay, skipped, targets, walk, walk_on

from dialogs.facts import facts_of
from dialogs.world import World
from tests.sizes import examples

MOST, MEDIAN = 20, 15  # advancing inputs before a proposal
OTHERS = ("mezenc-lignon", "aix-urfe", "bourganeuf-royere", "sud-gironde", "diois-crestois")
QUIET = [HealthCheck.too_slow]
seeds = st.integers(min_value=0, max_value=2**32 - 1)


def check_walk(walked: Walk, rng: random.Random) -> None:
    newcomer = walked.newcomer
    assert walked.advancing <= MOST
    assert newcomer.passage.stage == "proposal"
    again = replay(newcomer)
    assert again.passage == newcomer.passage
    assert again.texts == newcomer.texts
    check_skipped(walked, rng)


def check_skipped(walked: Walk, rng: random.Random) -> None:
    """Whatever a skipped question had been answered, alone or with the others, the same people would be proposed."""
    newcomer = walked.newcomer
    facts = facts_of(newcomer.world, newcomer.passage)
    proposed = targets(newcomer, facts)
    left = {question.name: every_answer(newcomer, question) for question in skipped(newcomer)}
    for name, answers in left.items():
        for answer in answers:
            assert targets(newcomer, {**facts, name: answer}) == proposed, (name, answer)
    for _ in range(5):
        drawn = {name: rng.choice(answers) for name, answers in left.items()}
        assert targets(newcomer, {**facts, **drawn}) == proposed, drawn


@settings(max_examples=examples(200), deadline=None, suppress_health_check=QUIET)
@given(seed=seeds)
def test_c10_a_random_walk_ends_in_a_proposal_and_replays(seed: int) -> None:
    rng = random.Random(seed)
    check_walk(walk(packaged_world(), rng), rng)


@pytest.mark.parametrize("territory", OTHERS)
@settings(max_examples=examples(25), deadline=None, suppress_health_check=QUIET)
@given(seed=seeds)
def test_c10_nothing_that_matters_is_skipped_in_the_other_territories_either(territory: str, seed: int) -> None:
    rng = random.Random(seed)
    check_walk(walk(world_of(territory), rng), rng)


def test_c10_the_median_walk_is_short(world: World) -> None:
    walks = [walk(world, random.Random(seed), straying=0.0) for seed in range(100)]
    counts = [walked.advancing for walked in walks]
    assert max(counts) <= MOST
    assert statistics.median(counts) <= MEDIAN


def test_c10_walkers_do_meet_skipped_questions_and_every_kind_of_input(world: World) -> None:
    walks = [walk(world, random.Random(seed)).newcomer for seed in range(60)]
    assert any(skipped(newcomer) for newcomer in walks)
    kinds = {type(given).__name__ for newcomer in walks for _, given in newcomer.given}
    assert kinds >= {"Text", "Tap", "Command", "Voice", "Unsupported", "SharedLocation", "SharedContact"}
    names = set(chain.from_iterable(newcomer.passage.answers for newcomer in walks))
    assert {"type_collectif", "phase", "conseiller", "statut", "besoins_vie", "rapport_au_lieu"} <= names


@settings(max_examples=examples(60), deadline=None, suppress_health_check=QUIET)
@given(seed=seeds)
def test_c10_nobody_is_stuck_after_the_proposal_either(seed: int) -> None:
    rng = random.Random(seed)
    walk_on(walk(packaged_world(), rng), rng, steps=40)


@pytest.mark.soak
@settings(max_examples=5000, deadline=None, suppress_health_check=QUIET)
@given(seed=seeds)
def test_c10_thousands_of_walks(seed: int) -> None:
    rng = random.Random(seed)
    walked = walk(packaged_world(), rng)
    check_walk(walked, rng)
    walk_on(walked, rng, steps=60)
