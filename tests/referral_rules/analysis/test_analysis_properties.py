"""The analysis against a plain search through every profile, on random small worlds."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from drawn_dialogs import dialogs, revised
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_search import PlainWorld, list_everybody
from random_rules import DrawnRule, DrawnWorld, worlds

from referral_rules.analysis import Kind, Observation, Region, Report, analyse, find_impossibilities
from referral_rules.analysis.changes import compare_territories
from referral_rules.analysis.space import open_space
from referral_rules.boxes import Among, ContainsAny
from referral_rules.regions import Condition, lies_in
from tests.sizes import examples

ON = date(2026, 11, 22)
EVERY = 10_000
relaxed = settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def draw_world(data: st.DataObject) -> tuple[DrawnWorld, PlainWorld, tuple[Region, ...]]:
    world = data.draw(worlds())
    questions = data.draw(dialogs(world))
    impossible = find_impossibilities(world.territory.rules.vocabulary, questions)
    read = {fact for rule in world.territory.rules.rules for fact in rule.box}
    return world, list_everybody(world, questions, read), impossible


def report_of(world: DrawnWorld, impossible: tuple[Region, ...]) -> Report:
    report = analyse(world.territory, ON, impossible, most=EVERY)
    assert not report.shortened
    return report


def one_larger(region: Region, plain: PlainWorld) -> list[Region]:
    """The regions one step wider: a condition less, or one value more in it."""
    wider: list[Region] = []
    for place, condition in enumerate(region):
        others = region[:place] + region[place + 1 :]
        wider.append(others)
        if isinstance(condition.element, Among) and condition.inside:
            for value in {*map(str, plain.world.domain(condition.fact))} - condition.element.values:
                wider.append((*others, Condition(condition.fact, Among(condition.element.values | {value}))))
        elif isinstance(condition.element, ContainsAny) and not condition.inside:
            for value in condition.element.values:
                kept = condition.element.values - {value}
                wider.append((*others, Condition(condition.fact, ContainsAny(kept), inside=False)))
    return wider


def assert_maximal(found: Observation, alike: set[tuple[object, ...]], plain: PlainWorld) -> None:
    assert found.region is not None
    assert found.witness is not None
    assert lies_in(found.witness, found.region)
    inside = plain.within(found.region)
    assert plain.key(found.witness) in inside
    assert inside <= alike
    for wider in one_larger(found.region, plain):
        assert plain.within(wider) == inside or not plain.within(wider) <= alike


@relaxed
@given(st.data())
def test_impossibilities_leave_exactly_those_whom_a_talk_can_lead_to(data: st.DataObject) -> None:
    world = data.draw(worlds())
    questions = data.draw(dialogs(world))
    impossible = find_impossibilities(world.territory.rules.vocabulary, questions)
    facts = {"a", "b", "m", "stade", "commune"}
    everybody = list_everybody(world, (), facts).people
    anybody = [{**person, "stade": stage} for person in everybody for stage in world.values["stade"]]
    plain = list_everybody(world, questions, facts)
    left = {plain.key(person) for person in anybody if not any(lies_in(person, region) for region in impossible)}
    assert left == plain.keys()


@relaxed
@given(st.data())
def test_gaps_are_exactly_the_profiles_that_no_rule_takes(data: st.DataObject) -> None:
    world, plain, impossible = draw_world(data)
    report = report_of(world, impossible)
    uncovered = {plain.key(person) for person in plain.people if plain.winner(person) is None}
    gaps = report.of_kind(Kind.GAP)
    assert {key for gap in gaps for key in plain.within(gap.region or ())} == uncovered
    for gap in gaps:
        assert_maximal(gap, uncovered, plain)
        assert gap.share is not None
        assert gap.share.exact
        assert gap.share.part == pytest.approx(len(plain.within(gap.region or ())) / len(plain.keys()))
    assert report.uncovered.exact
    assert report.uncovered.part == pytest.approx(len(uncovered) / max(len(plain.keys()), 1))


@relaxed
@given(st.data())
def test_shadowed_rules_are_exactly_those_that_never_win(data: st.DataObject) -> None:
    world, plain, impossible = draw_world(data)
    report = report_of(world, impossible)
    met = {rule.name for person in plain.people for rule in plain.matched(person)}
    winning = {rule.name for person in plain.people if (rule := plain.winner(person))}
    naming = {rule.name for rule in world.rules if rule.referent}
    assert {found.rules[0] for found in report.of_kind(Kind.EMPTY)} == {rule.name for rule in world.rules} - met
    assert {found.rules[0] for found in report.of_kind(Kind.SHADOWED)} == (naming & met) - winning
    for found in report.of_kind(Kind.SHADOWED):
        takers = set(found.by)
        for person in plain.people:
            matched = {rule.name for rule in plain.matched(person)}
            assert found.rules[0] not in matched or takers & matched


def tied_pairs(plain: PlainWorld) -> dict[tuple[str, str], set[tuple[object, ...]]]:
    pairs: dict[tuple[str, str], set[tuple[object, ...]]] = {}
    for person in plain.people:
        left: list[DrawnRule] = plain.survivors(person)
        highest = max((rule.priority for rule in left), default=0)
        for one, other in combinations([rule for rule in left if rule.priority == highest], 2):
            if one.referent != other.referent:
                pairs.setdefault((one.name, other.name), set()).add(plain.key(person))
    return pairs


@relaxed
@given(st.data())
def test_conflicts_are_exactly_the_ties_that_no_third_rule_wins(data: st.DataObject) -> None:
    world, plain, impossible = draw_world(data)
    report = report_of(world, impossible)
    expected = tied_pairs(plain)
    found = {(c.rules[0], c.rules[1]): c for c in report.of_kind(Kind.CONFLICT)}
    assert found.keys() == expected.keys()
    for pair, conflict in found.items():
        assert_maximal(conflict, expected[pair], plain)
    assert report.is_blocking == bool(expected)


@relaxed
@given(st.data())
def test_moves_are_exactly_the_profiles_whose_referent_changes(data: st.DataObject) -> None:
    old = data.draw(worlds())
    new = data.draw(revised(old))
    questions = data.draw(dialogs(old))
    impossible = find_impossibilities(old.territory.rules.vocabulary, questions)
    read = {fact for world in (old, new) for rule in world.territory.rules.rules for fact in rule.box}
    before = list_everybody(old, questions, read)
    after = PlainWorld(new, before.facts, before.people)
    expected: dict[object, set[tuple[object, ...]]] = {}
    for person in before.people:
        ends = tuple((w.referent or "") if (w := side.winner(person)) else "parc.accueil" for side in (before, after))
        if ends[0] != ends[1]:
            expected.setdefault(ends, set()).add(before.key(person))
    changes = compare_territories(old.territory, new.territory, ON, impossible, most=EVERY)
    assert not changes.shortened
    found: dict[object, set[tuple[object, ...]]] = {}
    for move in changes.moves:
        found.setdefault((move.before[0], move.after[0]), set()).update(before.within(move.region))
    assert found == expected
    names_before, names_after = {r.name for r in old.rules}, {r.name for r in new.rules}
    assert set(changes.added) == names_after - names_before
    assert set(changes.removed) == names_before - names_after


@relaxed
@given(st.data())
def test_the_primitive_finds_a_profile_exactly_when_there_is_one(data: st.DataObject) -> None:
    world, plain, impossible = draw_world(data)
    box_of = data.draw(st.sampled_from(world.territory.rules.rules))
    outside = data.draw(st.sets(st.sampled_from([rule.name for rule in world.rules])))
    space = open_space(world.territory, ON, impossible)
    try:
        found = space.routing.find_profile(box_of.box, outside)
    finally:
        space.encoding.close()
    fitting = {
        plain.key(person)
        for person in plain.people
        if box_of.id in (matched := {rule.name for rule in plain.matched(person)}) and not matched & outside
    }
    assert (found is None) == (not fitting)
    if found is not None:
        assert plain.key(found) in fitting
