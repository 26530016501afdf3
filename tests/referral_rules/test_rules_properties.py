"""Properties of the evaluation on random small worlds, against a plain evaluator."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_rules import DrawnWorld, completions, partial_profiles, worlds

from referral_rules.boxes import is_strictly_within
from referral_rules.derive import derive
from referral_rules.evaluate import open_facts, possible_targets, propose
from referral_rules.explain import Verdict, explain
from referral_rules.facts import OneOf
from tests.sizes import examples

ON = date(2026, 11, 22)
FACTS = ("commune", "a", "b", "m", "j")
relaxed = settings(
    max_examples=examples(80),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def names_of(world: DrawnWorld, mask: int) -> set[str]:
    return {rule.id for i, rule in enumerate(world.territory.rules.by_precedence) if mask >> i & 1}


def targets(world: DrawnWorld, facts: Any) -> Any:
    proposal = propose(world.territory, facts, ON)
    appuis = [(target.interlocutor, target.rule) for target in proposal.complementary]
    return proposal.referent.interlocutor, proposal.rule, appuis, proposal.programmes


@relaxed
@given(st.data())
def test_masks_equal_a_plain_reading_of_the_conditions(data: st.DataObject) -> None:
    world = data.draw(worlds())
    profile = data.draw(completions(world, {}))
    known = derive(world.territory.rules.vocabulary, profile)
    assert known["stade"] == world.stage(profile)
    certain, possible = world.territory.rules.verdicts(known)
    assert certain == possible == world.territory.rules.matched(known)
    assert names_of(world, certain) == {rule.name for rule in world.rules if world.matches(rule, profile)}


@relaxed
@given(st.data())
def test_what_is_certain_or_impossible_holds_for_every_completion(data: st.DataObject) -> None:
    world = data.draw(worlds())
    known = data.draw(partial_profiles(world))
    rules = world.territory.rules
    certain, possible = rules.verdicts(derive(rules.vocabulary, known))
    assert certain & ~possible == 0
    for _ in range(4):
        profile = data.draw(completions(world, known))
        matched = {rule.name for rule in world.rules if world.matches(rule, profile)}
        assert names_of(world, certain) <= matched <= names_of(world, possible)


@relaxed
@given(st.data())
def test_the_derived_stage_is_among_the_reachable_ones(data: st.DataObject) -> None:
    world = data.draw(worlds())
    known = data.draw(partial_profiles(world))
    stage = derive(world.territory.rules.vocabulary, known)["stade"]
    reachable = stage.values if isinstance(stage, OneOf) else {stage}
    assert world.stage(data.draw(completions(world, known))) in reachable


@relaxed
@given(st.data())
def test_inclusion_of_boxes_is_exact(data: st.DataObject) -> None:
    world = data.draw(worlds())
    loaded = {rule.id: rule for rule in world.territory.rules.rules}
    for outer in world.rules:
        for inner in world.rules:
            boxes = loaded[inner.name].box, loaded[outer.name].box
            assert is_strictly_within(*boxes) == world.contains(outer, inner)


@relaxed
@given(st.data())
def test_the_winner_is_the_one_the_semantics_name(data: st.DataObject) -> None:
    world = data.draw(worlds())
    profile = data.draw(completions(world, {}))
    proposal = propose(world.territory, profile, ON)
    winner = world.winner(profile)
    assert proposal.rule == (winner or "pivot")
    assert proposal.fallback == (winner is None)


@relaxed
@given(st.data())
def test_ranked_list_is_who_would_win_without_those_before(data: st.DataObject) -> None:
    world = data.draw(worlds())
    profile = data.draw(completions(world, {}))
    known = derive(world.territory.rules.vocabulary, profile)
    rules = world.territory.rules
    left = list(world.rules)
    for rule in rules.rank(rules.matched(known) & rules.naming):
        remaining = DrawnWorld(world.values, world.unknown, world.table, tuple(left), world.territory)
        assert rule.id == remaining.winner(profile)
        left = [drawn for drawn in left if drawn.name != rule.id]
    ranked = propose(world.territory, profile, ON).ranked
    assert ranked[-1].interlocutor == world.territory.pivot
    assert len({target.interlocutor for target in ranked}) == len(ranked)


@settings(relaxed, max_examples=examples(200))
@given(st.data())
def test_never_skips_a_question_that_could_change_the_referral(data: st.DataObject) -> None:
    world = data.draw(worlds())
    known = data.draw(partial_profiles(world))
    still_open = open_facts(world.territory, known, ON)
    closed = [fact for fact in FACTS if fact not in known and fact not in still_open]
    for fact in closed:
        later = data.draw(completions(world, known))
        asked = data.draw(st.sets(st.sampled_from(FACTS)))
        others = known | {name: later[name] for name in asked if name != fact}
        without = targets(world, others)
        for value in world.domain(fact):
            assert targets(world, others | {fact: value}) == without


@relaxed
@given(st.data())
def test_once_nothing_is_open_the_proposal_is_final(data: st.DataObject) -> None:
    world = data.draw(worlds())
    known = data.draw(partial_profiles(world))
    for _ in range(len(FACTS)):
        waiting = sorted(open_facts(world.territory, known, ON))
        if not waiting:
            break
        narrowed = data.draw(completions(world, known))
        known = known | {fact: narrowed[fact] for fact in waiting[:1]}
    if not open_facts(world.territory, known, ON):
        profile = data.draw(completions(world, known))
        assert targets(world, profile) == targets(world, known)
    assert not open_facts(world.territory, data.draw(completions(world, {})), ON)


@relaxed
@given(st.data())
def test_the_referent_is_always_among_the_possible_targets(data: st.DataObject) -> None:
    world = data.draw(worlds())
    known = data.draw(partial_profiles(world))
    possible = possible_targets(world.territory, known, ON)
    final = propose(world.territory, data.draw(completions(world, known)), ON)
    assert final.referent.interlocutor in possible
    assert propose(world.territory, known, ON).referent.interlocutor in possible


@relaxed
@given(st.data())
def test_the_explanation_agrees_with_the_proposal(data: st.DataObject) -> None:
    world = data.draw(worlds())
    known = data.draw(partial_profiles(world))
    explanation = explain(world.territory, known, ON)
    verdicts = {rule.rule: rule for rule in explanation.rules}
    assert list(verdicts) == [rule.name for rule in world.rules]
    naming = {rule.name for rule in world.rules if rule.referent}
    matched = {name for name in naming if verdicts[name].verdict is Verdict.MATCHED}
    assert matched == ({explanation.proposal.rule} - {"pivot"})
    for verdict in verdicts.values():
        assert bool(verdict.on_facts) == (verdict.verdict in (Verdict.FAILED, Verdict.UNDETERMINED))
        assert (verdict.beaten_by is None) == (verdict.verdict is not Verdict.BEATEN)
