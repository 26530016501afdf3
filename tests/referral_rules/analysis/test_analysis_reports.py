"""What the report says of a small territory: interlocutors, facts, days, duplicates, impossibilities, words."""

from __future__ import annotations

from datetime import date

import pytest
from small_territory import small_geography, small_sources, small_territory

from referral_rules.analysis import Kind, Observation, Share, analyse
from referral_rules.analysis.change_sentences import say_move, say_rules_changed
from referral_rules.analysis.changes import compare_territories
from referral_rules.analysis.differences import Move
from referral_rules.analysis.sentences import say_observation, say_uncovered
from referral_rules.analysis.speech import Speech
from referral_rules.boxes import Among
from referral_rules.coverage import Role, cover
from referral_rules.errors import DefinitionErrors
from referral_rules.loader import load_territory
from referral_rules.regions import Condition
from referral_rules.vocabulary import Vocabulary

ON = date(2026, 11, 22)
NARROW = "\u202f"


def rule(name: str, body: str, target: str = "referent: cci.thiers") -> str:
    return f"- regle: {name}\n  titre: Titre {name}\n  motif: m\n  {target}\n  {body}\n"


def report_of(vocabulary: Vocabulary, rules: str) -> list[Observation]:
    return list(analyse(small_territory(vocabulary, regles=rules), ON).observations)


def only(observations: list[Observation], kind: Kind) -> Observation:
    (found,) = [each for each in observations if each.kind is kind]
    return found


def test_a_rule_shadowed_by_the_union_of_two_names_both(vocabulary: Vocabulary) -> None:
    rules = rule("tot", "si: {stade: {au_plus: etude}, secteur: [commerce, industrie]}\n  priorite: 60")
    rules += rule("tard", "si: {stade: {au_moins: montage}, secteur: [commerce, tourisme]}\n  priorite: 60")
    rules += rule("autre", "si: {secteur: [habitat]}\n  priorite: 60")
    rules += rule("dessous", "si: {secteur: [commerce]}\n  priorite: 10")
    found = only(report_of(vocabulary, rules), Kind.SHADOWED)
    assert found.rules == ("dessous",)
    assert set(found.by) == {"tot", "tard"}
    territory = small_territory(vocabulary, regles=rules)
    sentence = say_observation(found, territory, ON)
    assert sentence.startswith(f"La règle «{NARROW}Titre dessous{NARROW}» (dessous) ne l’emporte jamais{NARROW}:")
    assert f"(tot) ou «{NARROW}Titre tard{NARROW}» (tard) passe toujours devant." in sentence


def test_a_conflict_blocks_unless_a_third_rule_wins(vocabulary: Vocabulary) -> None:
    rules = rule("a", "si: {secteur: [commerce]}") + rule("b", "si: {stade: [idee]}", "referent: cc.accueil")
    report = analyse(small_territory(vocabulary, regles=rules), ON)
    assert report.is_blocking
    conflict = report.of_kind(Kind.CONFLICT)[0]
    assert conflict.rules == ("a", "b")
    assert set(conflict.region or ()) == {
        Condition("stade", Among(frozenset({"idee"}))),
        Condition("secteur", Among(frozenset({"commerce"}))),
    }
    sentence = say_observation(conflict, small_territory(vocabulary, regles=rules), ON)
    assert f"secteur{NARROW}: commerce{NARROW}; stade{NARROW}: idée." in sentence
    assert "Rien ne départage Jean Val (Chambre de commerce) et Nadia Brun (Communauté de communes)." in sentence
    third = rule("c", "si: {secteur: [commerce], stade: [idee]}", "referent: cci.ambert")
    assert not analyse(small_territory(vocabulary, regles=rules + third), ON).is_blocking


def test_a_gap_is_said_by_its_place_and_its_values(vocabulary: Vocabulary) -> None:
    rules = rule("a", "territoire: {zones: [thiers]}\n  si: {stade: {au_moins: idee}}")
    rules += rule("b", "territoire: {zones: [ambert]}") + rule("c", "si: {stade: {au_moins: idee}}\n  priorite: 10")
    report = analyse(small_territory(vocabulary, regles=rules), ON)
    sentences = [
        say_observation(found, small_territory(vocabulary, regles=rules), ON, small_geography())
        for found in report.of_kind(Kind.GAP)
    ]
    (sentence,) = sentences
    place = "dans la CC Thiers Dore et Montagne, ou commune pas encore décidée"
    assert f"hors le pivot{NARROW}: {place}{NARROW}; stade{NARROW}: envie." in sentence
    assert report.uncovered.exact
    assert report.uncovered.part == pytest.approx(3 / 42)  # Thiers, Saint-Martin or unknown, of 7; one stage of 6
    assert say_uncovered(report) == f"Le pivot reste seul pour 7,1{NARROW}% des profils possibles."


def test_a_gap_that_an_expiry_opens_is_said_with_its_day(vocabulary: Vocabulary) -> None:
    rules = rule("tout", "valable_au: 2026-12-10")
    report = analyse(small_territory(vocabulary, regles=rules), ON)
    (gap,) = report.of_kind(Kind.GAP)
    assert report.uncovered.part == 0
    assert gap.interval is not None
    assert gap.interval.starts_on == date(2026, 12, 11)
    territory = small_territory(vocabulary, regles=rules)
    assert say_observation(gap, territory, ON).startswith(f"À partir du 11 décembre 2026{NARROW}: personne n’accueille")
    assert [found.rules for found in report.of_kind(Kind.EXPIRY)] == [("tout",)]
    assert say_uncovered(report) == "Tout profil possible a un interlocuteur, sans compter le pivot."


def test_a_rule_that_wins_only_later_is_not_shadowed(vocabulary: Vocabulary) -> None:
    rules = rule("now", "priorite: 60\n  valable_au: 2027-01-31") + rule("later", "priorite: 10")
    assert not [found for found in report_of(vocabulary, rules) if found.kind is Kind.SHADOWED]
    endless = rule("now", "priorite: 60") + rule("later", "priorite: 10")
    assert only(report_of(vocabulary, endless), Kind.SHADOWED).by == ("now",)


def test_an_interlocutor_named_only_by_a_shadowed_rule_is_never_reached(vocabulary: Vocabulary) -> None:
    rules = rule("a", "priorite: 60") + rule("b", "priorite: 10", "referent: cci.ambert")
    unreached = {found.names[0]: found.rules for found in report_of(vocabulary, rules) if found.kind is Kind.UNREACHED}
    assert unreached["cci.ambert"] == ("b",)
    assert unreached["cc.accueil"] == ()
    assert "parc.accueil" not in unreached


def test_a_substitute_of_someone_reached_is_reached(vocabulary: Vocabulary) -> None:
    rules = rule("a", "priorite: 60", "referent: cc.accueil")
    unreached = {found.names[0] for found in report_of(vocabulary, rules) if found.kind is Kind.UNREACHED}
    assert unreached == {"cci.ambert", "cci.thiers"}


def test_facts_that_no_rule_reads_are_listed_in_one_observation(vocabulary: Vocabulary) -> None:
    rules = rule("a", "si: {secteur: [commerce]}")
    (unread,) = (set(found.names) for found in report_of(vocabulary, rules) if found.kind is Kind.UNREAD)
    assert {"statut", "portage", "besoins_vie"} <= unread
    assert not {"secteur", "commune", "phase"} & unread


def test_two_structures_for_one_need_are_a_duplicate(vocabulary: Vocabulary) -> None:
    rules = rule("a", "si: {besoins_vie: {contient_un_de: [logement, sante]}}", "appuis: [cc.economie]")
    other = rule("b", "si: {besoins_vie: {contient_un_de: [logement]}}", "appuis: [parc.accueil]")
    found = only(report_of(vocabulary, rules + other), Kind.DUPLICATE)
    assert found.names == ("cc.economie", "parc.accueil")
    assert found.witness is not None
    assert "logement" in found.witness["besoins_vie"]
    apart = rule("b", "si: {besoins_vie: {contient_un_de: [transport]}}", "appuis: [parc.accueil]")
    assert not [each for each in report_of(vocabulary, rules + apart) if each.kind is Kind.DUPLICATE]


IMPOSSIBLE = """\
- impossible: pas-de-commerce-a-thiers
  territoire: {zones: [thiers]}
  si: {secteur: [commerce]}
  motif: aucun local
"""


def test_impossible_profiles_are_no_gap(vocabulary: Vocabulary) -> None:
    rules = rule("a", "territoire: {zones: [ambert]}\n  si: {secteur: [commerce]}")
    rules += rule("b", "si: {secteur: {sauf: [commerce]}}") + rule("c", "si: {secteur: [inconnu, sans_objet]}")
    sources = small_sources(regles=rules)
    with_gap = analyse(load_territory(sources, vocabulary, small_geography()), ON)
    (gap,) = with_gap.of_kind(Kind.GAP)
    assert {condition.fact for condition in gap.region or ()} == {"secteur", "commune"}
    known = load_territory(sources | {"impossibles.yaml": IMPOSSIBLE}, vocabulary, small_geography())
    (left,) = analyse(known, ON).of_kind(Kind.GAP)
    assert set(left.region or ()) == {
        Condition("secteur", Among(frozenset({"commerce"}))),
        Condition("commune", Among(frozenset({"inconnu"}))),
    }


def test_an_impossibility_without_a_condition_is_refused(vocabulary: Vocabulary) -> None:
    sources = small_sources() | {
        "impossibles.yaml": "- {impossible: x, motif: y}\n- {impossible: z, si: {secteu: [a]}}"
    }
    with pytest.raises(DefinitionErrors) as refused:
        load_territory(sources, vocabulary, small_geography())
    assert [str(finding) for finding in refused.value.findings] == [
        "impossibles.yaml:1: 'x' says that nobody exists; add 'si:' or 'territoire:'",
        "impossibles.yaml:2: an impossibility lacks 'motif'; add 'motif: …'",
        "impossibles.yaml:2: unknown fact 'secteu'; did you mean 'secteur'?",
    ]


def test_a_move_says_from_whom_to_whom(vocabulary: Vocabulary) -> None:
    before = rule("a", "si: {secteur: [commerce]}") + rule("b", "priorite: 10", "referent: cc.accueil")
    after = rule("a", "si: {secteur: [commerce, tourisme]}") + rule("b", "priorite: 10", "referent: cc.accueil")
    old, new = (small_territory(vocabulary, regles=text) for text in (before, after))
    changes = compare_territories(old, new, ON)
    (move,) = changes.moves
    assert (move.before, move.after) == (("cc.accueil",), ("cci.thiers",))
    assert move.region == (Condition("secteur", Among(frozenset({"tourisme"}))),)
    assert say_move(move, old, new, ON) == (
        "Passe de Nadia Brun (Communauté de communes) à Jean Val (Chambre de commerce)"
        f"{NARROW}: secteur{NARROW}: tourisme et accueil."
    )
    assert say_rules_changed(changes, old, new, ON) == (
        f"Règle modifiée (conditions){NARROW}: «{NARROW}Titre a{NARROW}» (a).",
    )
    assert not compare_territories(old, old, ON).moves


def test_communes_that_leave_the_territory_move_outside(vocabulary: Vocabulary) -> None:
    everything = rule("a", "priorite: 50")
    old = small_territory(vocabulary, regles=everything)
    smaller = small_sources(regles=everything)
    narrow = smaller["territoire.yaml"].replace('epci: ["200070761", "200070712"]', 'epci: ["200070761"]', 1)
    smaller["territoire.yaml"] = narrow.replace('  thiers: {epci: ["200070712"]}\n', "")
    changes = compare_territories(old, load_territory(smaller, vocabulary, small_geography()), ON)
    (move,) = changes.moves
    assert isinstance(move, Move)
    assert (move.before, move.after) == (("cci.thiers",), ())
    assert move.region == (Condition("commune", Among(frozenset({"63430", "63902"}))),)


def test_coverage_shows_who_does_what_and_the_holes(vocabulary: Vocabulary) -> None:
    rules = rule("a", "si: {secteur: [commerce], stade: {au_plus: etude}}")
    rules += rule("b", "si: {stade: [idee], portage: [seul]}\n  priorite: 10", "referent: cc.accueil")
    rules += rule("c", "si: {besoins_vie: {contient_un_de: [logement]}}", "appuis: [parc.accueil]")
    table = cover(small_territory(vocabulary, regles=rules), ON)
    commerce, housing = (("secteur", "commerce"), ("stade", "idee")), (("besoins_vie", "logement"),)
    assert table.roles["cci", commerce] is Role.REFERENT
    assert table.roles["parc", housing] is Role.APPUI
    assert ("parc", commerce) not in table.roles
    assert commerce not in table.holes
    alone = Share(5 / 6, exact=True)  # whoever isn't on their own: in five of the six ways to carry a project
    assert table.holes[("secteur", "tourisme"), ("stade", "idee")].share == alone
    assert table.holes[("secteur", "tourisme"), ("stade", "montage")].is_whole
    assert table.structures == ("parc", "cc", "cci")


def test_labels_with_an_and_of_their_own_are_told_apart(vocabulary: Vocabulary) -> None:
    facts = vocabulary.facts["secteur"]
    left = frozenset(facts.values) - {"tourisme", "bois_foret", "environnement_energie"}
    speech = Speech(small_territory(vocabulary))
    assert speech.region((Condition("secteur", Among(left)),)).replace("\u202f", " ") == (
        "secteur : tout sauf tourisme et accueil, bois et forêt, environnement et énergie"
    )
