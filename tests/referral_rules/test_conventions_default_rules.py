"""The rule that a convention's row stands for: written once, run like any other."""

from __future__ import annotations

from datetime import date

import pytest
from small_conventions import ON, loaded, plain, said
from small_territory import RULES

from referral_rules.check import check_territory
from referral_rules.errors import DefinitionErrors, Severity
from referral_rules.evaluate import propose
from referral_rules.explain import explain
from referral_rules.vocabulary import Vocabulary

DEFAULT = """\
    convention:
      - secteurs: [tourisme]
        zones: [thiers]
        engagement: mandat
        regle_par_defaut: vrai
        motif: "{referent} connaît les hôtels."
        motif_en: "{referent} knows the hotels."
        interlocuteur: thiers
        au: 2026-12-31
        exemples: [{profil: {commune: Thiers, secteur: tourisme}, attendu: cci.thiers}]
        contre_exemples: [{profil: {commune: Ambert, secteur: tourisme}}]
      - {secteurs: [commerce, restauration], engagement: mandat, regle_par_defaut: vrai, titre: Commerces, motif: x}
"""


def test_a_row_generates_its_rule_once_for_all(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary, cci=DEFAULT)
    first, second = territory.rules.rules[-2:]
    assert (first.id, second.id) == ("convention-cci-1", "convention-cci-2")
    assert plain(first.title.fr) == "Règle par défaut de la convention : Chambre de commerce"
    assert plain(second.title.fr) == "Règle par défaut de la convention : Commerces"
    assert (first.referents, second.referents) == (("cci.thiers",), ("cci.ambert",))
    assert (first.reason.fr, first.reason.en) == ("{referent} connaît les hôtels.", "{referent} knows the hotels.")
    assert (first.file, first.line) == ("annuaire.yaml", territory.directory.conventions[0].line)
    assert said(territory) == []
    proposal = propose(territory, {"commune": "63430", "secteur": "tourisme"}, ON)
    assert (proposal.referent.interlocutor, proposal.rule) == ("cci.thiers", "convention-cci-1")
    assert propose(territory, {"commune": "63430", "secteur": "tourisme"}, date(2027, 1, 1)).fallback


def test_a_written_rule_of_the_same_box_comes_first(vocabulary: Vocabulary) -> None:
    facts = {"commune": "63430", "secteur": "restauration"}
    proposal = propose(loaded(vocabulary, cci=DEFAULT), facts, ON)
    assert (proposal.rule, proposal.ranked[1].rule) == ("commerce", "convention-cci-2")


def test_its_examples_are_run(vocabulary: Vocabulary) -> None:
    wrong = DEFAULT.replace("commune: Thiers, secteur: tourisme", "commune: Ambert, secteur: tourisme")
    (finding,) = [each for each in check_territory(loaded(vocabulary, cci=wrong), ON) if "example" in str(each.message)]
    assert (finding.file, finding.severity) == ("annuaire.yaml", Severity.ERROR)


def test_explain_shows_it_as_what_it_is(vocabulary: Vocabulary) -> None:
    explanation = explain(loaded(vocabulary, cci=DEFAULT), {"commune": "63430", "secteur": "tourisme"}, ON)
    told = [plain(sentence) for sentence in explanation.sentences()]
    assert explanation.proposal.rule == "convention-cci-1"
    assert "« Règle par défaut de la convention : Chambre de commerce » (convention-cci-1) convient." in told


def test_a_written_rule_may_not_take_its_name(vocabulary: Vocabulary) -> None:
    with pytest.raises(
        DefinitionErrors, match=r"rule 'convention-cci-1' is written at regles/commerce\.yaml:1; a conv"
    ):
        loaded(vocabulary, cci=DEFAULT, rules=RULES.replace("regle: commerce", "regle: convention-cci-1"))
