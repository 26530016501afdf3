"""The holes of a coverage: their size against a plain listing of every profile, whom they concern, and their budget."""

from __future__ import annotations

from datetime import date

import pytest
from drawn_dialogs import dialogs
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from plain_search import list_everybody
from random_rules import worlds
from small_territory import small_geography, small_territory

from referral_rules.analysis import find_impossibilities
from referral_rules.analysis.brief import say_briefly
from referral_rules.analysis.space import open_space
from referral_rules.boxes import Among, ContainsAny
from referral_rules.coverage import cover
from referral_rules.coverage_holes import Hole, measure
from referral_rules.regions import Condition
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary
from tests.sizes import examples

ON = date(2026, 11, 22)
IDEA = (("secteur", "tourisme"), ("stade", "idee"))
HOUSING = (("besoins_vie", "logement"),)


def territory_with(vocabulary: Vocabulary, *rules: str) -> Territory:
    written = "".join(f"- {{regle: r{number}, titre: T, motif: m, {rule}}}\n" for number, rule in enumerate(rules))
    return small_territory(vocabulary, regles=written)


def hole_of(vocabulary: Vocabulary, *rules: str) -> Hole:
    return cover(territory_with(vocabulary, *rules), ON).holes[IDEA]


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_hole_is_as_large_as_a_listing_of_everybody_says(data: st.DataObject) -> None:
    world = data.draw(worlds())
    questions = data.draw(dialogs(world))
    impossible = find_impossibilities(world.territory.rules.vocabulary, questions)
    read = {fact for rule in world.territory.rules.rules for fact in rule.box}
    plain = list_everybody(world, questions, read)
    assume(read - {"commune"})
    fact = data.draw(st.sampled_from(sorted(read - {"commune"})))
    value = data.draw(st.sampled_from(world.values[fact]))
    cell = (Condition(fact, (ContainsAny if fact in ("m", "j") else Among)(frozenset({value}))),)
    inside = plain.within(cell)
    lonely = {plain.key(person) for person in plain.people if plain.winner(person) is None} & inside
    assume(lonely and lonely < inside)
    budget = data.draw(st.sampled_from([0, 5, 10_000]))
    space = open_space(world.territory, ON, impossible, (cell,))
    try:
        hole = measure(space, cell, budget)
    finally:
        space.encoding.close()
    part = len(lonely) / len(inside)
    if hole.share.exact:
        assert hole.share.part == pytest.approx(part)
    assert hole.share.part <= part + 1e-9
    assert hole.share.exact or budget < 10_000
    concerned = plain.within(hole.whom) & inside
    assert concerned
    assert concerned <= lonely
    assert hole.is_all == (concerned == lonely)


def test_a_hole_says_what_tells_its_people_apart_within_the_cell(vocabulary: Vocabulary) -> None:
    hole = hole_of(vocabulary, "si: {stade: [idee], portage: [collectif]}, referent: cc.accueil")
    territory = small_territory(vocabulary)
    assert not hole.is_whole
    assert hole.is_all
    assert {condition.fact for condition in hole.whom} == {"portage"}
    assert say_briefly(hole.whom, territory, small_geography()).replace("\u202f", " ") == "porté : tout sauf en groupe"


def test_the_largest_of_several_parts_is_told(vocabulary: Vocabulary) -> None:
    holders = "portage: [seul, couple, structure, inconnu, sans_objet]"
    people = "statut: [salarie, agent_public, etudiant, retraite, autre, agriculteur, independant, sans_objet, inconnu]"
    hole = hole_of(
        vocabulary,
        f"si: {{secteur: [tourisme], stade: [idee], {holders}, {people}}}, referent: cc.accueil",
    )
    assert not hole.is_all
    assert [condition.fact for condition in hole.whom] == ["portage"]


def test_a_cell_that_no_rule_takes_is_a_whole_hole(vocabulary: Vocabulary) -> None:
    hole = hole_of(vocabulary, "si: {secteur: [commerce]}, referent: cc.accueil")
    assert hole.is_whole
    assert hole.whom == ()


def test_a_structure_stands_at_the_need_that_its_rule_names_and_at_no_other(vocabulary: Vocabulary) -> None:
    territory = territory_with(
        vocabulary,
        "si: {besoins_vie: {contient_un_de: [logement]}}, appuis: [parc.accueil]",
        "si: {besoins_vie: {contient_tous: [sante, internet]}}, appuis: [cci.ambert]",
    )
    roles = cover(territory, ON).roles
    needs = {(structure, place[0][1]) for structure, place in roles if place[0][0] == "besoins_vie"}
    assert needs == {("parc", "logement"), ("cci", "sante"), ("cci", "internet")}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"seul"}, "porté : de son côté"),
        ({"seul", "couple"}, "porté : de son côté ou en couple"),
        ({"seul", "couple", "structure", "inconnu"}, "porté : tout sauf en groupe"),
        ({"seul", "couple", "structure"}, "porté : tout sauf en groupe et pas encore décidé"),
        ({"seul", "couple", "structure", "collectif", "inconnu"}, "porté : n’importe"),
    ],
)
def test_people_are_told_in_the_fewest_words(vocabulary: Vocabulary, values: set[str], said: str) -> None:
    region = (Condition("portage", Among(frozenset(values))),)
    assert say_briefly(region, small_territory(vocabulary)).replace("\u202f", " ") == said


def test_an_exception_names_no_answer_that_nobody_can_give(vocabulary: Vocabulary) -> None:
    people = (Condition("portage", Among(frozenset({"couple", "structure"}))),)
    widest = (Condition("portage", Among(frozenset({"couple", "structure", "seul", "inconnu"}))),)
    said = say_briefly(people, small_territory(vocabulary), widest=widest).replace("\u202f", " ")
    assert said == "porté : tout sauf en groupe"


def test_of_many_sectors_the_first_are_named_and_the_rest_is_counted(vocabulary: Vocabulary) -> None:
    sectors = vocabulary.facts["secteur"].values[:7]
    region = (Condition("secteur", Among(frozenset(sectors))),)
    said = say_briefly(region, small_territory(vocabulary)).replace("\u202f", " ")
    assert said == "secteur : agriculture, artisanat, artisanat alimentaire ou 4 autres"
