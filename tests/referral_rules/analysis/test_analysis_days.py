"""The report where rules come and go, people are out of service, and the territory knows who isn't there.

Against routing everybody who can exist on every day on which something begins or has ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from drawn_dialogs import dialogs
from dressed_rules import DESKS, Dressed, directories, dressed, load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_search import Key, PlainWorld, list_everybody
from random_rules import DrawnRule, DrawnWorld, drawn_rules, worlds, write_box
from test_analysis_properties import tied_pairs

from referral_rules.analysis import Kind, Observation, Region, Report, analyse, find_impossibilities
from referral_rules.evaluate import propose
from referral_rules.rule import PIVOT_RULE, State
from referral_rules.territory import Territory
from tests.sizes import examples

ON = date(2026, 11, 22)
YESTERDAY, TODAY, TOMORROW = "2026-11-21", "2026-11-22", "2026-11-23"
BEYOND = "2028-03-01"  # the analysis looks a year ahead for what opens, and as far as rules go for what never wins
DAYS = (YESTERDAY, TODAY, TOMORROW, "2027-02-01", BEYOND)
EVERY = 10_000
relaxed = settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass(frozen=True)
class Dated:
    """A territory with its report, and everybody who can exist in it."""

    territory: Territory
    rules: tuple[Dressed, ...]
    plain: PlainWorld
    report: Report

    def days(self) -> list[date]:
        """The first day, then each on which some rule begins or has ended."""
        days = {ON}
        for rule in self.rules:
            if rule.rule.state == "active":
                days.update(date.fromisoformat(day) for day in (rule.starts_on,) if day)
                days.update(date.fromisoformat(day) + timedelta(days=1) for day in (rule.ends_on,) if day)
        return sorted(day for day in days if day >= ON)

    def near_days(self) -> list[date]:
        """Those of the year to come."""
        return [day for day in self.days() if day < date.fromisoformat(BEYOND)]

    def on(self, day: date) -> PlainWorld:
        """The same people under the rules in force on a day."""
        in_force = (each for each in self.rules if each.is_in_force(day))
        rules = tuple(replace(each.rule, referent="+".join(sorted(each.referents))) for each in in_force)
        return replace(self.plain, world=replace(self.plain.world, rules=rules))

    def within(self, observations: Iterable[Observation]) -> set[Key]:
        """Everybody of the observations' regions."""
        return {key for found in observations for key in self.plain.within(found.region or ())}


def write_impossible(rules: Iterable[DrawnRule]) -> str:
    """Says that whom these rules would match isn't there."""
    return "\n".join("\n".join([f"- impossible: {rule.name}", "  motif: m", *write_box(rule)]) for rule in rules)


def accepts_everything(world: DrawnWorld, rule: DrawnRule) -> bool:
    return all(world.accepts(rule, fact, value) for fact in rule.conditions for value in world.domain(fact))


def draw_dated(data: st.DataObject) -> Dated:
    world: DrawnWorld = data.draw(worlds())
    vocabulary = world.territory.rules.vocabulary
    drawn = (replace(rule, state=data.draw(st.sampled_from(["active"] * 6 + ["suspendue"]))) for rule in world.rules)
    rules = tuple(data.draw(dressed(rule, DAYS)) for rule in drawn)
    nobody = [data.draw(drawn_rules(f"i{i}", world.values, world.unknown)) for i in range(data.draw(st.integers(0, 2)))]
    nobody = [rule for rule in nobody if rule.communes is not None or not accepts_everything(world, rule)]
    more = {"impossibles": write_impossible(nobody)} if nobody else {}
    territory = load(rules, data.draw(directories()), vocabulary, **more)
    questions = data.draw(dialogs(world))
    impossible: tuple[Region, ...] = find_impossibilities(vocabulary, questions)
    read = {fact for rule in territory.rules.rules if rule.state is State.ACTIVE for fact in rule.box}
    everybody = list_everybody(world, questions, {"a", "b", "m", "stade", "commune"})
    people: Mapping[Key, dict[str, object]] = {
        tuple(person[fact] for fact in sorted(read)): person
        for person in everybody.people
        if not any(world.matches(rule, person) for rule in nobody)
    }
    plain = PlainWorld(world, tuple(sorted(read)), tuple(people.values()))
    return Dated(territory, rules, plain, analyse(territory, ON, impossible, most=EVERY))


@relaxed
@given(st.data())
def test_gaps_of_every_day_are_exactly_the_people_left_to_the_pivot(data: st.DataObject) -> None:
    dated = draw_dated(data)
    left: list[set[Key]] = []
    for day in dated.near_days():
        pivot_alone = (
            person for person in dated.plain.people if propose(dated.territory, person, day).referent.rule == PIVOT_RULE
        )
        left.append({dated.plain.key(person) for person in pivot_alone})
    gaps = dated.report.of_kind(Kind.GAP)
    for number, day in enumerate(dated.near_days()):
        told = dated.within(gap for gap in gaps if gap.interval and gap.interval.starts_on == day)
        known = left[number - 1] if number else set()
        assert left[number] - known <= told <= left[number]
    assert dated.report.uncovered.exact
    assert dated.report.uncovered.part * len(dated.plain.people) == pytest.approx(len(left[0]))


@relaxed
@given(st.data())
def test_conflicts_begin_on_the_first_day_that_has_one(data: st.DataObject) -> None:
    dated = draw_dated(data)
    first: dict[frozenset[str], tuple[date, set[Key]]] = {}
    for day in dated.near_days():
        for pair, people in tied_pairs(dated.on(day)).items():
            first.setdefault(frozenset(pair), (day, people))
    found = {frozenset(conflict.rules): conflict for conflict in dated.report.of_kind(Kind.CONFLICT)}
    assert found.keys() == first.keys()
    for pair, conflict in found.items():
        day, people = first[pair]
        assert conflict.interval is not None
        assert conflict.interval.starts_on == day
        assert dated.within([conflict]) <= people


@relaxed
@given(st.data())
def test_a_shadowed_rule_wins_on_no_day_and_its_takers_pass_it_on_each(data: st.DataObject) -> None:
    dated = draw_dated(data)
    met: set[str] = set()
    winning: set[str] = set()
    for plain in map(dated.on, dated.days()):
        met |= {rule.name for person in plain.people for rule in plain.matched(person)}
        winning |= {rule.name for person in plain.people if (rule := plain.winner(person))}
    applying = {each.rule.name for each in dated.rules if any(map(each.is_in_force, dated.days()))}
    naming = {each.rule.name for each in dated.rules if each.referents}
    assert {found.rules[0] for found in dated.report.of_kind(Kind.EMPTY)} == applying - met
    shadowed = {found.rules[0]: set(found.by) for found in dated.report.of_kind(Kind.SHADOWED)}
    assert shadowed.keys() == (naming & met) - winning
    for plain in map(dated.on, dated.days()):
        for person in plain.people:
            matched = {rule.name for rule in plain.matched(person)}
            assert all(takers & matched for name, takers in shadowed.items() if name in matched)
    assert_unreached(dated, winning | (met - naming))


def assert_unreached(dated: Dated, contributing: set[str]) -> None:
    """Compares whom the report says nobody reaches with whom the contributing rules and substitutes reach."""
    reached = {"parc.accueil"}
    for each in dated.rules:
        if each.rule.name in contributing:
            reached.update(each.referents, each.appuis)
    desks = dated.territory.directory.interlocutors
    for _ in DESKS:
        reached |= {substitute for name in reached if (substitute := desks[name].substitute)}
    unreached = {found.names[0] for found in dated.report.of_kind(Kind.UNREACHED)}
    assert unreached == {name for name in DESKS if name not in reached and desks[name].is_active}
