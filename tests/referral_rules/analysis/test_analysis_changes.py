"""What a change of rules does to people, against routing every profile of random small worlds under both revisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from drawn_dialogs import dialogs
from dressed_rules import DAYS, PROGRAMMES, directories, dressed, load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_search import Key, PlainWorld, list_everybody
from random_rules import DrawnWorld, drawn_rules, worlds
from test_analysis_properties import one_larger

from referral_rules.analysis import Region, find_impossibilities
from referral_rules.analysis.changes import compare_territories
from referral_rules.analysis.differences import Changes
from referral_rules.evaluate import propose
from referral_rules.outcome import Extra, outcome_of
from referral_rules.regions import lies_in
from referral_rules.territory import Territory
from tests.sizes import examples

ON = date(2026, 11, 22)
EVERY = 10_000
relaxed = settings(
    max_examples=examples(30),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass(frozen=True)
class Revised:
    """Two revisions, everybody who can exist, and the impossibilities."""

    old: Territory
    new: Territory
    plain: PlainWorld
    impossible: tuple[Region, ...]

    def changes(self) -> Changes:
        found = compare_territories(self.old, self.new, ON, self.impossible, most=EVERY)
        assert not found.shortened
        assert not found.shortened_extras
        return found


def draw_revised(data: st.DataObject) -> Revised:
    world: DrawnWorld = data.draw(worlds())
    vocabulary = world.territory.rules.vocabulary
    first = [data.draw(dressed(rule)) for rule in world.rules[:5]]
    second = []
    for rule in first:
        if data.draw(st.booleans()):
            second.append(rule)
        elif data.draw(st.booleans()):
            second.append(data.draw(dressed(rule.rule)))
    second.append(data.draw(dressed(data.draw(drawn_rules("new", world.values, world.unknown)))))
    directory = data.draw(directories())
    old = load(first, directory, vocabulary)
    new = load(second, directory if data.draw(st.booleans()) else data.draw(directories()), vocabulary)
    questions = data.draw(dialogs(world))
    read = {fact for territory in (old, new) for rule in territory.rules.rules for fact in rule.box}
    return Revised(old, new, list_everybody(world, questions, read), find_impossibilities(vocabulary, questions))


def days() -> list[date]:
    """Every day on which something may begin or have ended."""
    written = [date.fromisoformat(day) for day in (*DAYS, *PROGRAMMES.values())]
    return sorted({ON, *(day + timedelta(days=more) for day in written for more in (0, 1) if day >= ON)})


def brought_in_turn(by_day: list[dict[Any, set[Key]]]) -> dict[tuple[int, Any], set[Key]]:
    """For each day's number and change, the people for whom no earlier day made it."""
    seen: dict[Any, set[Key]] = {}
    brought: dict[tuple[int, Any], set[Key]] = {}
    for number, found in enumerate(by_day):
        for change, people in found.items():
            if fresh := people - seen.setdefault(change, set()):
                brought[number, change] = fresh
            seen[change] |= people
    return brought


@relaxed
@given(st.data())
def test_moves_of_every_day_are_exactly_the_people_whose_referents_change(data: st.DataObject) -> None:
    two = draw_revised(data)
    by_day: list[dict[Any, set[Key]]] = []
    for day in days():
        moved: dict[Any, set[Key]] = {}
        for person in two.plain.people:
            ends = outcome_of(two.old, person, day).referents, outcome_of(two.new, person, day).referents
            if ends[0] != ends[1]:
                moved.setdefault(ends, set()).add(two.plain.key(person))
        by_day.append(moved)
    found: dict[tuple[int, Any], set[Key]] = {}
    for move in two.changes().moves:
        key = days().index(move.on), (move.before, move.after)
        found.setdefault(key, set()).update(two.plain.within(move.region))
    assert found == brought_in_turn(by_day)


@relaxed
@given(st.data())
def test_extras_of_every_day_are_exactly_what_proposals_gain_and_lose(data: st.DataObject) -> None:
    two = draw_revised(data)
    by_day: list[dict[Any, set[Key]]] = []
    for day in days():
        changed: dict[Any, set[Key]] = {}
        for person in two.plain.people:
            before, after = propose(two.old, person, day), propose(two.new, person, day)
            appuis = [{target.interlocutor for target in each.complementary} for each in (before, after)]
            programmes = [{target.programme for target in each.programmes} for each in (before, after)]
            for extra, (then, now) in ((Extra.APPUI, appuis), (Extra.PROGRAMME, programmes)):
                if extra is Extra.APPUI:
                    then -= {after.referent.interlocutor} - now  # whoever becomes the referent is told as a move
                for name in then ^ now:
                    changed.setdefault((extra, name, name in now), set()).add(two.plain.key(person))
        by_day.append(changed)
    expected = brought_in_turn(by_day)
    found: dict[tuple[int, Any], set[Key]] = {}
    for change in two.changes().extras:
        key = days().index(change.on), (change.extra, change.name, change.appears)
        inside = two.plain.within(change.region)
        assert lies_in(change.witness, change.region)
        assert two.plain.key(change.witness) in inside
        for wider in one_larger(change.region, two.plain):
            assert two.plain.within(wider) == inside or not two.plain.within(wider) <= expected[key]
        found.setdefault(key, set()).update(inside)
    assert found == expected


@relaxed
@given(st.data())
def test_an_outcome_is_what_is_proposed_when_everybody_is_there(data: st.DataObject) -> None:
    two = draw_revised(data)
    for person in two.plain.people[:40]:
        proposal = propose(two.old, person, ON)
        outcome = outcome_of(two.old, person, ON)
        assert outcome.foremost == proposal.referent.interlocutor
        assert outcome.foremost in outcome.referents
        appuis = {(Extra.APPUI, target.interlocutor) for target in proposal.complementary}
        assert outcome.extras == appuis | {(Extra.PROGRAMME, target.programme) for target in proposal.programmes}
