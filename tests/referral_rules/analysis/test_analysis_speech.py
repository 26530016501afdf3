"""Regions, places and moves as an animator reads them aloud."""

from __future__ import annotations

from datetime import date

import pytest
from small_territory import DIRECTORY, small_geography, small_territory
from test_analysis_reports import rule

from referral_rules.analysis import Kind, analyse
from referral_rules.analysis.change_sentences import say_changes
from referral_rules.analysis.changes import compare_territories
from referral_rules.analysis.sentences import say_observation
from referral_rules.analysis.speech import Speech
from referral_rules.boxes import Among, ContainsAll, ContainsAny, Element
from referral_rules.regions import Condition, Region
from referral_rules.vocabulary import Vocabulary

ON = date(2026, 11, 22)
NARROW = "\u202f"
NEEDS, SCHOOL = "besoins_vie", "ecole_garde"


def said(vocabulary: Vocabulary, *conditions: Condition) -> str:
    region: Region = conditions
    return Speech(small_territory(vocabulary), small_geography()).region(region).replace(NARROW, " ")


def places(vocabulary: Vocabulary, *codes: str) -> str:
    return said(vocabulary, Condition("commune", Among(frozenset(codes))))


def holding(*values: str) -> Condition:
    return Condition(NEEDS, ContainsAny(frozenset(values)))


def lacking(*values: str) -> Condition:
    return Condition(NEEDS, ContainsAny(frozenset(values)), inside=False)


def test_places_take_the_preposition_of_their_names(vocabulary: Vocabulary) -> None:
    assert places(vocabulary, "63057") == "au Brugeron"
    assert places(vocabulary, "63003", "63057") == "à Ambert ou au Brugeron"
    assert places(vocabulary, "63430", "63902") == "dans la CC Thiers Dore et Montagne"
    zoned = small_territory(vocabulary)
    assert Speech(zoned).places(zoned.zones["ambert"]) == "dans la zone « ambert »"


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ((holding("logement"),), "vie : logement"),
        ((holding(SCHOOL),), "vie : école, garde"),
        ((holding("logement", SCHOOL),), "vie : logement ou « école, garde »"),
        ((holding("logement"), holding("transport")), "vie : logement, avec déplacements"),
        (
            (holding("logement"), lacking("transport", SCHOOL)),
            "vie : logement, mais ni « école, garde » ni déplacements",
        ),
        ((holding("logement"), lacking("transport", "aucun")), "vie : logement, mais pas déplacements"),
        ((lacking("logement", "sans_objet"),), "vie : pas logement (question posée)"),
        ((lacking("logement", "aucun"),), "vie : pas logement (au moins une réponse)"),
        ((lacking("sans_objet"),), "vie : n’importe (question posée)"),
        ((holding("aucun", "sans_objet"),), "vie : aucun ou sans objet"),
    ],
)
def test_lists_say_what_is_held_then_what_is_not(
    conditions: tuple[Condition, ...], words: str, vocabulary: Vocabulary
) -> None:
    assert said(vocabulary, *conditions) == words


def test_not_all_of_them_is_not_none_of_them(vocabulary: Vocabulary) -> None:
    both: Element = ContainsAll(frozenset({"logement", "transport"}))
    assert said(vocabulary, Condition(NEEDS, both)) == "vie : logement et déplacements"
    assert said(vocabulary, Condition(NEEDS, both, inside=False)) == "vie : pas à la fois logement et déplacements"


def test_any_decided_answer_is_not_any_answer(vocabulary: Vocabulary) -> None:
    decided = Among(frozenset(vocabulary.facts["statut"].values))
    assert said(vocabulary, Condition("statut", decided)) == "situation de travail : tout sauf pas encore décidé"
    stages = Among(frozenset(vocabulary.facts["stade"].values))
    assert said(vocabulary, Condition("stade", stages)) == "stade : n’importe"


def test_a_gap_names_no_state_that_nobody_can_be_in(vocabulary: Vocabulary) -> None:
    """Everybody here was asked: « question posée » would only be noise."""
    rules = rule("a", "si: {besoins_vie: {contient_un_de: [logement]}}")
    asked = (Condition(NEEDS, ContainsAny(frozenset({"sans_objet"}))),)
    territory = small_territory(vocabulary, regles=rules)
    (gap,) = analyse(territory, ON, [asked]).of_kind(Kind.GAP)
    assert f"hors le pivot{NARROW}: vie{NARROW}: pas logement." in say_observation(gap, territory, ON)


def test_a_name_that_begins_with_a_vowel_loses_the_e_before_it(vocabulary: Vocabulary) -> None:
    old = small_territory(vocabulary, annuaire=DIRECTORY, regles=rule("a", "", "referent: parc.accueil"))
    new = small_territory(vocabulary, annuaire=DIRECTORY, regles=rule("a", ""))
    (line,) = say_changes(compare_territories(old, new, ON), old, new, ON)
    assert line.startswith("Passe d’Anne Pivot (Le parc) à Jean Val (Chambre de commerce)")
    (line,) = say_changes(compare_territories(new, old, ON), new, old, ON)
    assert line.startswith("Passe de Jean Val (Chambre de commerce) à Anne Pivot (Le parc)")


def test_what_happens_to_several_regions_is_said_once(vocabulary: Vocabulary) -> None:
    apart = rule("a", "si: {secteur: [commerce]}") + rule("b", "si: {secteur: [tourisme], stade: [idee]}")
    old = small_territory(vocabulary, annuaire=DIRECTORY, regles=apart.replace("cci.thiers", "parc.accueil"))
    new = small_territory(vocabulary, annuaire=DIRECTORY, regles=apart)
    first, second = say_changes(compare_territories(old, new, ON), old, new, ON)
    assert first.startswith("Passe d’Anne Pivot (Le parc) à Jean Val (Chambre de commerce)")
    assert second.startswith(f"De même{NARROW}: secteur{NARROW}: ")
    assert "Anne Pivot" not in second


@pytest.mark.parametrize("last_day", ["2026-11-01", "2026-12-01"])
def test_the_last_day_of_a_rule_is_said_alike_before_and_after_it(last_day: str, vocabulary: Vocabulary) -> None:
    territory = small_territory(vocabulary, regles=rule("a", f"valable_au: {last_day}"))
    (found,) = analyse(territory, ON).of_kind(Kind.EXPIRY)
    month = {"11": "novembre", "12": "décembre"}[last_day[5:7]]
    assert say_observation(found, territory, ON).startswith(
        f"Dernier jour de la règle «{NARROW}Titre a{NARROW}» (a){NARROW}: le 1er {month} 2026."
    )
