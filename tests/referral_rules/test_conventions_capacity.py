"""Capacity: whoever has as many open cases as they agreed to counts as away (S11)."""

from __future__ import annotations

from datetime import date

import pytest
from small_territory import DIRECTORY, TERRITORY, small_territory

from referral_rules.errors import DefinitionErrors
from referral_rules.evaluate import Availability, alternatives, propose
from referral_rules.facts import Facts
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

ON = date(2026, 11, 22)
IDEA: Facts = {"commune": "63003", "secteur": "commerce", "forme_du_projet": "reprise", "stade": "idee"}
NADIA = "        nom: Nadia Brun\n"


def limited(vocabulary: Vocabulary, capacity: str = "2") -> Territory:
    """The small territory, whose council's desk takes so many open cases at most."""
    assert NADIA in DIRECTORY
    return small_territory(vocabulary, annuaire=DIRECTORY.replace(NADIA, f"{NADIA}        capacite: {capacity}\n"))


@pytest.mark.parametrize(("load", "referent"), [(1, "cc.accueil"), (2, "cc.economie"), (3, "cc.economie")])
def test_a_full_desk_gives_way_to_its_substitute(vocabulary: Vocabulary, load: int, referent: str) -> None:
    proposal = propose(limited(vocabulary), IDEA, ON, Availability(load={"cc.accueil": load}))
    assert proposal.referent.interlocutor == referent
    assert proposal.referent.instead_of == ("cc.accueil" if load > 1 else None)


def test_a_full_desk_is_no_alternative(vocabulary: Vocabulary) -> None:
    territory = limited(vocabulary)
    busy = Availability(unavailable=frozenset({"cc.economie"}), load={"cc.accueil": 2})
    assert propose(territory, IDEA, ON, busy).referent.interlocutor == "cci.thiers"
    assert [target.interlocutor for target in alternatives(territory, IDEA, ON, busy)] == ["parc.accueil"]


def test_without_an_agreed_number_nobody_is_ever_full(vocabulary: Vocabulary) -> None:
    loaded = Availability(load={"cc.accueil": 900})
    assert propose(small_territory(vocabulary), IDEA, ON, loaded).referent.interlocutor == "cc.accueil"


@pytest.mark.parametrize(
    ("capacity", "message"),
    [("0", "'capacite' is one open case or more"), ("peu", "'capacite' is a whole number, not 'peu'")],
)
def test_a_capacity_is_one_case_or_more(vocabulary: Vocabulary, capacity: str, message: str) -> None:
    with pytest.raises(DefinitionErrors, match=message):
        limited(vocabulary, capacity)


def test_the_pivot_has_no_limit(vocabulary: Vocabulary) -> None:
    annuaire = DIRECTORY.replace(NADIA, f"{NADIA}        capacite: 2\n")
    territoire = TERRITORY.replace("pivot: parc.accueil", "pivot: cc.accueil")
    with pytest.raises(DefinitionErrors, match=r"the pivot 'cc\.accueil' takes whatever nobody takes"):
        small_territory(vocabulary, annuaire=annuaire, territoire=territoire)
