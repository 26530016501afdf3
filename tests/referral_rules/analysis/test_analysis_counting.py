"""Counts against listing every profile, and their budget."""

from __future__ import annotations

from itertools import chain, combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st
from small_territory import real_vocabulary

from referral_rules.analysis.counting import count_outside
from referral_rules.analysis.fields import build_fields
from referral_rules.boxes import Among, ContainsAll, ContainsAny
from referral_rules.regions import Condition, Region, elements_by_fact, lies_in
from tests.sizes import examples

VOCABULARY = real_vocabulary()
CHOICES = ("portage", "taille")
LISTS = ("but", "attente_elus")


def domain(name: str) -> list[str | frozenset[str]]:
    fact = VOCABULARY.get_fact(name)
    if name in CHOICES:
        return sorted(fact.domain)
    every = chain.from_iterable(combinations(fact.values, size) for size in range(len(fact.values) + 1))
    return [*map(frozenset, every), "inconnu", "sans_objet"]


def conditions() -> st.SearchStrategy[Condition]:
    def on_choice(name: str) -> st.SearchStrategy[Condition]:
        words = st.frozensets(st.sampled_from(sorted(VOCABULARY.get_fact(name).domain)), min_size=1)
        return st.builds(Condition, st.just(name), words.map(Among), st.booleans())

    def on_list(name: str) -> st.SearchStrategy[Condition]:
        values = VOCABULARY.get_fact(name).values
        any_of = st.frozensets(st.sampled_from([*values, "aucun", "inconnu", "sans_objet"]), min_size=1)
        all_of = st.frozensets(st.sampled_from(values), min_size=2)
        return st.builds(Condition, st.just(name), any_of.map(ContainsAny) | all_of.map(ContainsAll), st.booleans())

    return st.one_of(*map(on_choice, CHOICES), *map(on_list, LISTS))


def regions() -> st.SearchStrategy[list[Region]]:
    return st.lists(st.lists(conditions(), min_size=1, max_size=4).map(tuple), max_size=6)


@settings(max_examples=examples(150), deadline=None)
@given(regions(), st.integers(0, 20))
def test_counts_equal_a_listing_of_every_profile(boxes: list[Region], budget: int) -> None:
    named = sorted({condition.fact for region in boxes for condition in region})
    fields = build_fields(VOCABULARY, (), elements_by_fact(boxes))
    people = [dict(zip(named, values, strict=True)) for values in product(*map(domain, named))]
    expected = sum(not any(lies_in(person, region) for region in boxes) for person in people)
    count = count_outside(fields, boxes)
    assert count.exact
    assert count.profiles == expected
    least = count_outside(fields, boxes, budget)
    assert least.profiles <= expected
    assert least.profiles == expected or not least.exact


def test_a_spent_budget_is_said() -> None:
    boxes = [(Condition("portage", Among(frozenset({"seul"}))), Condition("taille", Among(frozenset({"inconnu"}))))]
    fields = build_fields(VOCABULARY, (), elements_by_fact(boxes))
    assert not count_outside(fields, boxes, budget=1).exact
    assert count_outside(fields, boxes).profiles == 6 * 5 - 1
