"""Sentences of the report that must not say more than is so: days, people out of service, shares, places."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from small_territory import DIRECTORY, small_geography, small_sources, small_territory
from test_analysis_reports import only, report_of, rule

from referral_rules.analysis import Kind, Report, Share, analyse
from referral_rules.analysis.impossibilities import project
from referral_rules.analysis.sentences import say_observation, say_uncovered
from referral_rules.boxes import Among, ContainsAny
from referral_rules.check import check_territory
from referral_rules.coverage import cover
from referral_rules.evaluate import open_facts, possible_targets, propose
from referral_rules.loader import load_territory
from referral_rules.regions import Condition, lies_in
from referral_rules.vocabulary import Vocabulary

ON = date(2026, 11, 22)
NARROW = "\u202f"
LEA_LEFT = DIRECTORY.replace("{interlocuteur: ambert, ", "{interlocuteur: ambert, statut: inactif, ")


def test_a_rule_that_takes_over_in_two_years_is_not_said_never_to_win(vocabulary: Vocabulary) -> None:
    rules = rule("now", "priorite: 60\n  valable_au: 2028-12-31") + rule(
        "later", "priorite: 10", "referent: cc.accueil"
    )
    report = report_of(vocabulary, rules)
    assert not [found for found in report if found.kind is Kind.SHADOWED]
    assert ("cc.accueil",) not in [found.names for found in report if found.kind is Kind.UNREACHED]
    assert not [found for found in report if found.kind is Kind.GAP], "what opens in two years is told in its time"


def test_whoever_takes_over_from_a_taker_is_named_too(vocabulary: Vocabulary) -> None:
    rules = rule("hiver", "priorite: 60\n  valable_au: 2026-12-31") + rule("dessous", "priorite: 10")
    rules += rule("printemps", "priorite: 60\n  valable_du: 2027-01-01")
    found = only(report_of(vocabulary, rules), Kind.SHADOWED)
    assert found.by == ("hiver", "printemps")
    sentence = say_observation(found, small_territory(vocabulary, regles=rules), ON)
    assert f"(hiver) ou «{NARROW}Titre printemps{NARROW}» (printemps) passe toujours devant." in sentence


@pytest.mark.parametrize("unused", ["etat: brouillon", "etat: suspendue", "valable_au: 2026-11-21"])
def test_a_rule_that_does_not_apply_is_not_said_to_lose(unused: str, vocabulary: Vocabulary) -> None:
    rules = rule("a", "si: {secteur: [commerce]}") + rule(
        "b", f"si: {{statut: [retraite]}}\n  {unused}", "referent: cci.ambert"
    )
    territory = small_territory(vocabulary, regles=rules)
    report = analyse(territory, ON)
    (found,) = (found for found in report.of_kind(Kind.UNREACHED) if found.names == ("cci.ambert",))
    sentence = say_observation(found, territory, ON)
    assert sentence.startswith("Aucune règle en vigueur ne propose Léa Fort (Chambre de commerce).")
    assert "statut" in {fact for found in report.of_kind(Kind.UNREAD) for fact in found.names}


def test_several_rules_that_never_win_are_said_in_the_plural(vocabulary: Vocabulary) -> None:
    rules = rule("a", "priorite: 60") + rule("b", "priorite: 10", "referent: cci.ambert")
    rules += rule("c", "si: {secteur: [commerce]}\n  territoire: {communes: [inconnu]}\n  priorite: 10")
    rules = rules.replace("regle: c", "regle: c\n  etat: brouillon") + rule("d", "priorite: 9", "referent: cci.ambert")
    territory = small_territory(vocabulary, regles=rules)
    (found,) = (each for each in analyse(territory, ON).of_kind(Kind.UNREACHED) if each.rules)
    assert say_observation(found, territory, ON) == (
        f"Personne n’arrive jamais jusqu’à Léa Fort (Chambre de commerce){NARROW}: «{NARROW}Titre b{NARROW}» (b) et"
        f" «{NARROW}Titre d{NARROW}» (d) ne sont jamais retenues. Revoyez ces règles."
    )


def test_whom_only_somebody_out_of_service_would_take_is_a_gap(vocabulary: Vocabulary) -> None:
    rules = rule("a", "si: {secteur: [commerce]}", "referent: cci.ambert") + rule("b", "si: {stade: [envie]}")
    here = small_territory(vocabulary, annuaire=LEA_LEFT, regles=rules)
    (gap,) = analyse(here, ON).of_kind(Kind.GAP)
    assert {condition.fact for condition in gap.region or ()} == {"stade"}
    replaced = LEA_LEFT.replace("nom: Léa Fort", "nom: Léa Fort, remplacant: thiers")
    with_substitute = small_territory(vocabulary, annuaire=replaced, regles=rule("a", "", "referent: cci.ambert"))
    assert not analyse(with_substitute, ON).of_kind(Kind.GAP)


def test_a_structure_whose_only_desk_left_does_nothing_in_the_table(vocabulary: Vocabulary) -> None:
    rules = rule("a", "si: {secteur: [commerce]}", "referent: cci.ambert")
    shop = (("secteur", "commerce"), ("stade", "idee"))
    assert ("cci", shop) in cover(small_territory(vocabulary, regles=rules), ON).roles
    table = cover(small_territory(vocabulary, annuaire=LEA_LEFT, regles=rules), ON)
    assert ("cci", shop) not in table.roles
    assert table.holes[shop].is_whole


def test_what_decides_who_follows_somebody_out_of_service_is_still_asked(vocabulary: Vocabulary) -> None:
    rules = rule("a", "si: {secteur: [commerce]}\n  priorite: 60", "referent: cci.ambert")
    rules += rule("b", "si: {portage: [seul]}", "referent: cc.accueil")
    shop = {"commune": "63003", "secteur": "commerce"}
    here = small_territory(vocabulary, annuaire=LEA_LEFT, regles=rules)
    assert propose(here, shop | {"portage": "seul"}, ON).referent.interlocutor == "cc.accueil"
    assert open_facts(here, shop, ON) == {"portage"}
    assert possible_targets(here, shop, ON) == ("cc.accueil", "parc.accueil")
    assert not open_facts(small_territory(vocabulary, regles=rules), shop, ON)


def test_a_new_gap_of_later_keeps_its_place_beside_accepted_ones(vocabulary: Vocabulary) -> None:
    rules = rule("a", "si: {stade: {au_moins: idee}, secteur: {sauf: [tourisme]}}")
    rules += rule(
        "b", "si: {stade: {au_moins: idee}, secteur: [tourisme, inconnu, sans_objet]}\n  valable_au: 2026-12-10"
    )
    text = "- {constat: trou, si: {stade: [envie]}, motif: Personne n’a signé}\n"
    sources = small_sources(regles=rules) | {"explications.yaml": text}
    report = analyse(load_territory(sources, vocabulary, small_geography()), ON, most=1)
    (gap,) = report.of_kind(Kind.GAP)
    assert not gap.is_explained
    assert gap.interval is not None
    assert gap.interval.starts_on == date(2026, 12, 11)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Share(0.0, exact=True), None),
        (Share(1.0, exact=True), "100 %"),
        (Share(0.99999, exact=True), "plus de 99,9 %"),
        (Share(0.9988, exact=True), "99,9 %"),
        (Share(0.000004, exact=True), "moins de 0,01 %"),
        (Share(0.0299, exact=False), "au moins 2,9 %"),
        (Share(0.9999, exact=False), "au moins 99,9 %"),
        (Share(0.000199, exact=False), "au moins 0,01 %"),
        (Share(0.00001, exact=False), ""),
    ],
)
def test_a_share_is_never_said_larger_than_it_is(share: Share, said: str | None) -> None:
    sentence = say_uncovered(Report((), share)).replace(NARROW, " ")
    if said is None:
        assert sentence.startswith("Tout profil possible a un interlocuteur")
    elif said:
        assert sentence == f"Le pivot reste seul pour {said} des profils possibles."
    else:
        assert sentence == "Le pivot reste seul pour une part des profils possibles, qui n’a pas pu être comptée."


def test_nobody_uncovered_is_exact_however_many_nodes_a_count_would_take(vocabulary: Vocabulary) -> None:
    report = analyse(small_territory(vocabulary, regles=rule("tout", "priorite: 1")), ON)
    assert report.uncovered == Share(0.0, exact=True)


BEYOND = "  territoire: {departements: ['63', '43']}\n  si: {secteur: [commerce]}"


def test_a_rule_for_a_departement_is_more_precise_than_one_for_everywhere(vocabulary: Vocabulary) -> None:
    rules = rule("partout", "si: {secteur: [commerce]}\n  priorite: 90") + rule(
        "dept", BEYOND.strip(), "referent: cci.ambert"
    )
    territory = small_territory(vocabulary, regles=rules)
    assert propose(territory, {"commune": "63003", "secteur": "commerce"}, ON).rule == "dept"
    assert propose(territory, {"commune": "inconnu", "secteur": "commerce"}, ON).rule == "partout"


def test_nobody_has_to_agree_to_people_beyond_the_territory(vocabulary: Vocabulary) -> None:
    row = '{engagement: mandat, secteurs: [commerce], epci: ["200070761", "200070712"]}'
    before = "    courriel: cci@example.org\n"
    directory = DIRECTORY.replace(before, f"{before}    convention: [{row}]\n")
    territory = small_territory(vocabulary, annuaire=directory, regles=rule("dept", BEYOND.strip()))
    assert not [str(found) for found in check_territory(territory, ON) if "beyond" in str(found)]


def test_nobody_has_to_agree_to_people_whom_no_talk_leads_to(vocabulary: Vocabulary) -> None:
    row = "{engagement: mandat, formes: [emploi], stades: {sauf: [lancement]}}"
    before = "    courriel: cci@example.org\n"
    directory = DIRECTORY.replace(before, f"{before}    convention: [{row}]\n")
    territory = small_territory(vocabulary, annuaire=directory, regles=rule("job", "si: {forme_du_projet: [emploi]}"))
    nobody = (
        Condition("forme_du_projet", Among(frozenset({"emploi"}))),
        Condition("stade", Among(frozenset({"lancement"}))),
    )
    assert [found for found in check_territory(territory, ON) if "beyond" in str(found)]
    assert not [found for found in check_territory(territory, ON, (nobody,)) if "beyond" in str(found)]


def test_an_impossibility_may_name_a_place_beside_what_no_rule_reads(vocabulary: Vocabulary) -> None:
    nobody = "- {impossible: x, motif: m, territoire: {zones: [thiers]}, si: {statut: {sauf: [retraite]}}}\n"
    nobody += (
        "- {impossible: y, motif: m, territoire: {zones: [thiers]}, si: {statut: [retraite, inconnu, sans_objet]}}\n"
    )
    sources = small_sources(regles=rule("a", "territoire: {zones: [ambert]}")) | {"impossibles.yaml": nobody}
    (gap,) = analyse(load_territory(sources, vocabulary, small_geography()), ON).of_kind(Kind.GAP)
    assert gap.witness == {"commune": "inconnu"}


@pytest.mark.parametrize("only", ["en_vivre", "complement", "rendre_service"])
def test_options_offered_after_an_answer_that_no_rule_reads_are_impossible_without_it(
    only: str, vocabulary: Vocabulary
) -> None:
    """Of a list, that one value can be held alone says nothing of those that can be held besides."""
    values = vocabulary.facts["but"].values
    alone, status = Condition("portage", Among(frozenset({"seul"}))), vocabulary.facts["statut"]
    others = Condition("but", ContainsAny(frozenset(values) - {only}))
    told = [(Condition("statut", Among(status.domain - set(status.values))),)]
    told.append((Condition("statut", Among(frozenset(status.values))), alone, others))
    regions = project(vocabulary, told, frozenset({"statut"}))
    for size in range(len(values) + 1):
        for held in map(frozenset, combinations(values, size)):
            nobody = any(lies_in({"portage": "seul", "but": held}, region) for region in regions)
            assert nobody == bool(held - {only}), sorted(held)
