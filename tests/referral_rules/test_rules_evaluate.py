"""Who is proposed, who replaces whom, and what is still worth asking."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from small_territory import DIRECTORY, small_territory

from referral_rules.evaluate import (
    Availability,
    FactValue,
    OneOf,
    alternatives,
    open_facts,
    possible_targets,
    propose,
)
from referral_rules.proposal import Target
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

ON = date(2026, 11, 22)
SPRING = date(2027, 2, 1)
TAKEOVER: dict[str, FactValue] = {"commune": "63057", "secteur": "commerce", "forme_du_projet": "reprise"}


def rules(*rules: str) -> str:
    return "\n".join(f"- {{titre: t, motif: m, {rule}}}" for rule in rules)


def away(*names: str) -> Availability:
    return Availability(frozenset(names))


def names(targets: tuple[Target, ...]) -> list[str]:
    return [target.interlocutor for target in targets]


def test_the_narrower_rule_wins_and_the_others_follow(territory: Territory) -> None:
    proposal = propose(territory, TAKEOVER | {"stade": "montage"}, ON)
    assert (proposal.referent.interlocutor, proposal.rule) == ("cci.ambert", "reprise-etude")
    assert names(proposal.ranked) == ["cci.ambert", "cci.thiers", "parc.accueil"]
    assert names(proposal.complementary) == ["cc.economie"]
    assert proposal.complementary[0].reason == "pour les locaux"
    assert (proposal.fallback, proposal.on, proposal.revision) == (False, ON, territory.content_hash)


def test_a_commune_left_out_is_left_out(territory: Territory) -> None:
    assert propose(territory, TAKEOVER | {"stade": "montage", "commune": "63010"}, ON).rule == "commerce"


def test_what_was_not_asked_matches_nothing(territory: Territory) -> None:
    assert propose(territory, TAKEOVER, ON).rule == "commerce"
    assert propose(territory, {}, ON).fallback


def test_the_pivot_answers_where_no_rule_does(territory: Territory) -> None:
    proposal = propose(territory, {"commune": "63003", "secteur": "agriculture"}, ON)
    assert (proposal.referent.interlocutor, proposal.rule, proposal.fallback) == ("parc.accueil", "pivot", True)
    assert names(proposal.ranked) == ["parc.accueil"]
    assert proposal.referent.reason_in("en").startswith("{referent} knows")


def test_inconnu_is_refused_where_it_is_not_listed(vocabulary: Vocabulary) -> None:
    listed = small_territory(
        vocabulary,
        regles=rules(
            "regle: connu, si: {secteur: [commerce]}, referent: cci.ambert",
            "regle: pas-encore, si: {secteur: [inconnu]}, referent: cc.accueil",
            "regle: sauf, si: {secteur: {sauf: [commerce]}}, referent: cci.thiers",
        ),
    )
    assert propose(listed, {"commune": "63003", "secteur": "inconnu"}, ON).rule == "pas-encore"
    assert propose(listed, {"commune": "63003", "secteur": "sans_objet"}, ON).fallback


def test_none_of_the_list_is_not_unknown(vocabulary: Vocabulary) -> None:
    territory = small_territory(
        vocabulary,
        regles=rules(
            "regle: rien, si: {besoins_vie: {contient_un_de: [aucun]}}, referent: cc.accueil",
            "regle: logement, si: {besoins_vie: {contient_un_de: [logement]}}, referent: cc.economie",
        ),
    )
    at: dict[str, FactValue] = {"commune": "63003"}
    assert propose(territory, at | {"besoins_vie": frozenset()}, ON).rule == "rien"
    assert propose(territory, at | {"besoins_vie": frozenset({"logement", "ecole_garde"})}, ON).rule == "logement"
    assert propose(territory, at | {"besoins_vie": "sans_objet"}, ON).fallback


def test_a_place_known_by_its_epci_is_enough_for_its_zone(territory: Territory) -> None:
    around = OneOf(territory.zones["ambert"])
    facts = TAKEOVER | {"stade": "idee", "commune": around}
    assert propose(territory, facts, ON).rule == "reprise-idee"
    assert propose(territory, facts | {"stade": "montage"}, ON).rule == "commerce"
    assert "commune" in open_facts(territory, facts | {"stade": "montage"}, ON)
    assert "commune" not in open_facts(territory, facts, ON)


def test_priority_decides_between_rules_that_are_not_nested(vocabulary: Vocabulary) -> None:
    crossed = rules(
        "regle: secteur, si: {secteur: [commerce]}, referent: cci.ambert, priorite: 40",
        "regle: statut, si: {statut: [salarie]}, referent: cc.accueil, priorite: 60",
        "regle: large, referent: cci.thiers, priorite: 90",
    )
    proposal = propose(
        small_territory(vocabulary, regles=crossed),
        {"commune": "63003", "secteur": "commerce", "statut": "salarie"},
        ON,
    )
    assert names(proposal.ranked) == ["cc.accueil", "cci.ambert", "cci.thiers", "parc.accueil"]


def test_a_tie_falls_to_the_first_written(vocabulary: Vocabulary) -> None:
    crossed = rules(
        "regle: premiere, si: {secteur: [commerce]}, referent: cci.ambert",
        "regle: seconde, si: {statut: [salarie]}, referent: cc.accueil",
    )
    facts: dict[str, FactValue] = {"commune": "63003", "secteur": "commerce", "statut": "salarie"}
    assert propose(small_territory(vocabulary, regles=crossed), facts, ON).rule == "premiere"


@pytest.mark.parametrize("state", ["brouillon", "suspendue"])
def test_drafts_and_suspended_rules_never_apply(state: str, vocabulary: Vocabulary) -> None:
    territory = small_territory(vocabulary, regles=rules(f"regle: r, etat: {state}, referent: cc.accueil"))
    assert propose(territory, {"commune": "63003"}, ON).fallback
    assert not open_facts(territory, {}, ON)


@pytest.mark.parametrize(
    ("day", "applies"),
    [("2027-01-03", False), ("2027-01-04", True), ("2027-03-12", True), ("2027-03-13", False)],
)
def test_both_days_of_validity_are_included(day: str, applies: bool, territory: Territory) -> None:
    facts: dict[str, FactValue] = {"commune": "63003", "but": frozenset({"rendre_service"})}
    proposal = propose(territory, facts, date.fromisoformat(day))
    assert [target.programme for target in proposal.programmes] == ["premiers-pas"] * applies
    assert ("but" in open_facts(territory, {"commune": "63003"}, date.fromisoformat(day))) is applies


def test_a_programme_that_is_over_is_not_proposed(vocabulary: Vocabulary) -> None:
    territory = small_territory(vocabulary, regles=rules("regle: r, parcours: premiers-pas"))
    assert propose(territory, {"commune": "63003"}, date(2027, 3, 12)).programmes
    assert not propose(territory, {"commune": "63003"}, date(2027, 3, 13)).programmes


def test_rules_without_referent_add_but_never_rank(territory: Territory) -> None:
    facts: dict[str, FactValue] = {"commune": "63003", "secteur": "agriculture", "besoins_projet": frozenset({"local"})}
    proposal = propose(territory, facts, ON)
    assert (proposal.fallback, names(proposal.complementary)) == (True, ["cc.economie"])
    assert names(proposal.ranked) == ["parc.accueil"]
    assert proposal.complementary[0].reason == "pour les locaux"


def test_the_referent_is_never_their_own_appui(vocabulary: Vocabulary) -> None:
    territory = small_territory(
        vocabulary,
        regles=rules(
            "regle: r, referent: cc.economie, appuis: [cci.ambert]", "regle: a, appuis: [cc.economie, cci.ambert]"
        ),
    )
    assert names(propose(territory, {"commune": "63003"}, ON).complementary) == ["cci.ambert"]


def test_a_substitute_stands_in(territory: Territory) -> None:
    proposal = propose(territory, TAKEOVER | {"stade": "idee"}, ON, away("cc.accueil"))
    assert (proposal.referent.interlocutor, proposal.referent.instead_of) == ("cc.economie", "cc.accueil")
    assert proposal.rule == "reprise-idee"
    assert names(proposal.ranked)[:2] == ["cc.economie", "cc.accueil"]


def test_without_substitute_the_next_ranked_then_the_pivot(territory: Territory) -> None:
    facts = TAKEOVER | {"stade": "montage"}
    following = propose(territory, facts, ON, away("cci.ambert")).referent
    assert (following.interlocutor, following.instead_of, following.rule) == ("cci.thiers", "cci.ambert", "commerce")
    last = propose(territory, facts, ON, away("cci.ambert", "cci.thiers")).referent
    assert (last.interlocutor, last.instead_of) == ("parc.accueil", "cci.ambert")
    nobody = propose(territory, facts, ON, away("cci.ambert", "cci.thiers", "parc.accueil")).referent
    assert nobody.interlocutor == "parc.accueil"


def test_substitutes_that_point_at_each_other_end(vocabulary: Vocabulary) -> None:
    circle = DIRECTORY.replace(
        'pronom: il, presence: "au service', 'pronom: il, remplacant: accueil, presence: "au service'
    )
    territory = small_territory(vocabulary, annuaire=circle)
    referent = propose(territory, TAKEOVER | {"stade": "idee"}, ON, away("cc.accueil", "cc.economie")).referent
    assert referent.interlocutor == "cci.thiers"


def test_someone_suspended_in_the_directory_is_away(vocabulary: Vocabulary) -> None:
    suspended = DIRECTORY.replace("{interlocuteur: ambert,", "{interlocuteur: ambert, statut: suspendu,")
    territory = small_territory(vocabulary, annuaire=suspended)
    assert propose(territory, TAKEOVER | {"stade": "montage"}, ON).referent.instead_of == "cci.ambert"


def chosen(vocabulary: Vocabulary, choice: str, availability: Availability) -> list[str]:
    territory = small_territory(
        vocabulary, regles=rules(f"regle: r, referent: [cci.ambert, cci.thiers, cc.accueil], choix: {choice}")
    )
    return names(propose(territory, {"commune": "63003"}, ON, availability).ranked)


def test_taking_turns_starts_with_who_waited_longest(vocabulary: Vocabulary) -> None:
    assigned = {
        "cci.ambert": datetime(2026, 11, 20, tzinfo=UTC),
        "cci.thiers": datetime(2026, 11, 10, tzinfo=UTC),
        "cc.accueil": datetime(2026, 11, 15, tzinfo=UTC),
    }
    order = chosen(vocabulary, "tour_de_role", Availability(last_assigned=assigned))
    assert order == ["cci.thiers", "cc.accueil", "cci.ambert", "parc.accueil"]
    del assigned["cc.accueil"]
    assert chosen(vocabulary, "tour_de_role", Availability(last_assigned=assigned))[0] == "cc.accueil"
    without = Availability(frozenset({"cc.accueil"}), last_assigned=assigned)
    assert chosen(vocabulary, "tour_de_role", without)[0] == "cci.thiers"


def test_the_least_loaded_comes_first(vocabulary: Vocabulary) -> None:
    load = Availability(load={"cci.ambert": 4, "cci.thiers": 1, "cc.accueil": 2})
    assert chosen(vocabulary, "moins_charge", load)[:3] == ["cci.thiers", "cc.accueil", "cci.ambert"]


def test_the_person_named_first_stays_first(vocabulary: Vocabulary) -> None:
    load = Availability(load={"cci.ambert": 4})
    assert chosen(vocabulary, "la_personne", load)[:3] == ["cci.ambert", "cci.thiers", "cc.accueil"]


def test_somebody_else_is_the_next_ranked_the_appuis_and_the_pivot(territory: Territory) -> None:
    others = alternatives(territory, TAKEOVER | {"stade": "montage"}, ON)
    assert names(others) == ["cci.thiers", "cc.economie", "parc.accueil"]
    free = alternatives(territory, TAKEOVER | {"stade": "montage"}, ON, away("cci.thiers"))
    assert names(free) == ["cc.economie", "parc.accueil"]


def test_open_facts_name_what_can_be_asked(territory: Territory) -> None:
    waiting = open_facts(territory, TAKEOVER, ON)
    assert waiting == {"jalons", "phase", "besoins_projet"}
    assert "stade" not in waiting
    decided = TAKEOVER | {"stade": "montage", "besoins_projet": frozenset()}
    assert open_facts(territory, decided, ON) == frozenset()
    assert "secteur" in open_facts(territory, {}, ON)


def test_a_beaten_rule_is_no_reason_to_ask(vocabulary: Vocabulary) -> None:
    territory = small_territory(
        vocabulary,
        regles=rules(
            "regle: sure, si: {secteur: [commerce]}, referent: cci.ambert, priorite: 60",
            "regle: battue, si: {statut: [salarie]}, referent: cc.accueil, priorite: 40",
        ),
    )
    known: dict[str, FactValue] = {"commune": "63003", "secteur": "commerce"}
    assert open_facts(territory, known, ON) == frozenset()
    assert possible_targets(territory, known, ON) == ("cci.ambert",)
    assert open_facts(territory, {"commune": "63003"}, ON) == {"secteur", "statut"}
    assert possible_targets(territory, {"commune": "63003"}, ON) == ("cci.ambert", "cc.accueil", "parc.accueil")


def test_a_beaten_rule_that_may_drop_the_winner_is_asked_about(vocabulary: Vocabulary) -> None:
    territory = small_territory(
        vocabulary,
        regles=rules(
            "regle: haute, si: {secteur: [commerce]}, referent: cci.ambert, priorite: 60",
            "regle: moyenne, si: {portage: [seul]}, referent: cci.thiers, priorite: 50",
            "regle: basse, si: {secteur: [commerce], statut: [salarie]}, referent: cc.accueil, priorite: 40",
        ),
    )
    known: dict[str, FactValue] = {"commune": "63003", "secteur": "commerce", "portage": "seul"}
    assert propose(territory, known | {"statut": "retraite"}, ON).rule == "haute"
    assert propose(territory, known | {"statut": "salarie"}, ON).rule == "moyenne"
    assert open_facts(territory, known, ON) == {"statut"}


def test_a_rule_around_a_certain_one_is_no_possible_target(vocabulary: Vocabulary) -> None:
    nested = rules(
        "regle: large, referent: cci.thiers, priorite: 90",
        "regle: etroite, si: {secteur: [commerce]}, referent: cc.accueil, priorite: 10",
    )
    territory = small_territory(vocabulary, regles=nested)
    known: dict[str, FactValue] = {"commune": "63003", "secteur": "commerce"}
    assert possible_targets(territory, known, ON) == ("cc.accueil",)


def test_a_beaten_rule_brings_no_appui(vocabulary: Vocabulary) -> None:
    nested = rules(
        "regle: large, referent: cci.thiers, appuis: [cc.economie]",
        "regle: etroite, si: {secteur: [commerce]}, referent: cc.accueil, appuis: [cci.ambert]",
    )
    territory = small_territory(vocabulary, regles=nested)
    assert names(propose(territory, {"commune": "63003", "secteur": "commerce"}, ON).complementary) == ["cci.ambert"]
    assert names(propose(territory, {"commune": "63003", "secteur": "habitat"}, ON).complementary) == ["cc.economie"]


def test_a_removed_value_is_accepted_by_nobody(territory: Territory) -> None:
    assert propose(territory, TAKEOVER | {"secteur": "epicerie"}, ON).fallback
