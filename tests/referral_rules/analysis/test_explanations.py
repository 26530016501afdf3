"""Warnings that a network has read and accepts: shown with their reason, apart from anything new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_territory import DIRECTORY, small_geography, small_sources
from test_analysis_properties import assert_maximal, draw_world, relaxed, report_of
from test_analysis_reports import rule

from referral_rules.analysis import Kind, Observation, Report, analyse
from referral_rules.analysis.sentences import say_count, say_observation
from referral_rules.check import check_territory
from referral_rules.errors import Severity
from referral_rules.explanations import Explanation
from referral_rules.loader import content_hash, load_territory
from referral_rules.regions import Region, region_of
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

ON = date(2026, 11, 22)
NARROW = "\u202f"
NOBODY_SIGNED = "- {constat: trou, si: {stade: [envie]}, motif: Personne n’a signé avant l’idée}\n"


def explained(vocabulary: Vocabulary, rules: str, text: str, most: int = 12) -> tuple[Territory, Report]:
    sources = small_sources(regles=rules) | {"explications.yaml": text}
    territory = load_territory(sources, vocabulary, small_geography())
    return territory, analyse(territory, ON, most=most)


def told(territory: Territory, found: Observation) -> str:
    return say_observation(found, territory, ON, small_geography())


def test_an_accepted_gap_is_still_a_warning_and_says_why(vocabulary: Vocabulary) -> None:
    territory, report = explained(vocabulary, rule("a", "si: {stade: {au_moins: idee}}"), NOBODY_SIGNED)
    (gap,) = report.of_kind(Kind.GAP)
    assert (gap.severity, gap.is_explained) == (Severity.WARNING, True)
    assert told(territory, gap) == (
        f"Personne n’accueille, hors le pivot{NARROW}: stade{NARROW}: envie. Par exemple{NARROW}: stade{NARROW}: envie."
        f" Ce sont 16,7{NARROW}% des profils possibles. Expliqué{NARROW}: Personne n’a signé avant l’idée."
    )
    assert not report.of_kind(Kind.IDLE)


def test_a_new_gap_beside_an_accepted_one_is_found_by_itself_and_first(vocabulary: Vocabulary) -> None:
    territory, report = explained(vocabulary, rule("a", "si: {stade: {au_moins: etude}}"), NOBODY_SIGNED)
    new, accepted = report.of_kind(Kind.GAP)
    assert (new.is_explained, accepted.is_explained) == (False, True)
    assert f"hors le pivot{NARROW}: stade{NARROW}: idée." in told(territory, new)
    assert "Écrivez une règle" in told(territory, new)
    assert f"hors le pivot{NARROW}: stade{NARROW}: envie." in told(territory, accepted)


def test_accepted_warnings_take_no_place_of_a_new_one_in_a_short_list(vocabulary: Vocabulary) -> None:
    _, report = explained(vocabulary, rule("a", "si: {stade: {au_moins: etude}}"), NOBODY_SIGNED, most=1)
    (gap,) = report.of_kind(Kind.GAP)
    assert not gap.is_explained
    assert report.shortened == {Kind.GAP}
    assert not report.of_kind(Kind.IDLE)  # what it explains was not looked for


def test_a_place_not_chosen_yet_can_be_what_is_explained(vocabulary: Vocabulary) -> None:
    rules = rule("a", "territoire: {zones: [ambert]}") + rule(
        "b", "territoire: {zones: [thiers]}", "referent: cc.accueil"
    )
    text = "- {constat: trou, territoire: {communes: [inconnu]}, motif: Le parc écoute.}\n"
    territory, report = explained(vocabulary, rules, text)
    (gap,) = report.of_kind(Kind.GAP)
    assert gap.is_explained
    assert f"hors le pivot{NARROW}: commune pas encore décidée." in told(territory, gap)


DUPLICATES = (
    rule("a", "si: {besoins_vie: {contient_un_de: [logement]}}", "appuis: [parc.accueil]")
    + rule("b", "si: {besoins_vie: {contient_un_de: [logement]}}", "appuis: [cc.accueil]")
    + rule("c", "si: {besoins_vie: {contient_un_de: [transport]}}", "appuis: [parc.accueil]")
    + rule("d", "si: {besoins_vie: {contient_un_de: [transport]}}", "appuis: [cc.accueil]")
    + rule("tout", "priorite: 1")
)


def test_duplicates_are_accepted_pair_by_pair(vocabulary: Vocabulary) -> None:
    text = "- {constat: doublon, regles: [a, b], motif: L’un loue et l’autre vend.}\n"
    _, report = explained(vocabulary, DUPLICATES, text)
    assert [(found.rules, found.is_explained) for found in report.of_kind(Kind.DUPLICATE)] == [
        (("c", "d"), False),
        (("a", "b"), True),
    ]
    _, short = explained(vocabulary, DUPLICATES, text, most=1)
    assert [found.rules for found in short.of_kind(Kind.DUPLICATE)] == [("c", "d")]


def test_a_duplicate_accepted_in_one_place_is_still_new_elsewhere(vocabulary: Vocabulary) -> None:
    text = "- {constat: doublon, interlocuteurs: [parc.accueil, cc.accueil], territoire: {zones: [ambert]}, motif: m}\n"
    territory, report = explained(vocabulary, DUPLICATES, text)
    new, accepted = (found for found in report.of_kind(Kind.DUPLICATE) if found.rules == ("a", "b"))
    assert (new.is_explained, accepted.is_explained) == (False, True)
    assert "dans la CC Ambert Livradois Forez" in told(territory, accepted)
    assert "dans la CC Thiers Dore et Montagne, ou commune pas encore décidée" in told(territory, new)


def test_of_two_explanations_of_one_thing_the_first_counts_and_the_other_is_idle(vocabulary: Vocabulary) -> None:
    text = "- {constat: doublon, regles: [a, b], motif: Le premier.}\n"
    text += "- {constat: doublon, regles: [a, b, c, d], motif: Le second.}\n"
    text += "- {constat: doublon, regles: [d, b, c, a], motif: Le troisième.}\n"
    _, report = explained(vocabulary, DUPLICATES, text)
    told = [(found.rules, found.explanation and found.explanation.line) for found in report.of_kind(Kind.DUPLICATE)]
    assert sorted(told) == [(("a", "b"), 1), (("c", "d"), 2)]
    assert [found.line for found in report.of_kind(Kind.IDLE)] == [3]


def test_what_is_told_by_name_is_explained_by_name(vocabulary: Vocabulary) -> None:
    rules = rule("tout", "valable_au: 2026-12-10") + rule("dessous", "si: {secteur: [commerce]}\n  priorite: 1")
    rules += rule("dessus", "si: {secteur: [commerce, tourisme]}\n  priorite: 1\n  valable_du: 2026-12-11")
    text = """\
- {constat: jamais_propose, interlocuteurs: [cc.accueil, cc.economie, cci.ambert], motif: Ils arrivent en janvier.}
- {constat: jamais_lu, faits: [but, echeance], motif: On écoute.}
- {constat: expiration, regles: tout, motif: Le comité décide le 3 décembre.}
"""
    _, report = explained(vocabulary, rules, text)
    reached = report.of_kind(Kind.UNREACHED)
    assert {found.names for found in reached if found.is_explained} == {
        ("cc.accueil",),
        ("cc.economie",),
        ("cci.ambert",),
    }
    rest, heard = report.of_kind(Kind.UNREAD)
    assert (heard.names, heard.is_explained, heard.file, heard.line) == (
        ("but", "echeance"),
        True,
        "explications.yaml",
        2,
    )
    assert not rest.is_explained
    assert not {"but", "echeance"} & set(rest.names)
    assert [found.is_explained for found in report.of_kind(Kind.EXPIRY)] == [True]
    ranks = [found.is_explained for found in report.observations]
    assert ranks == sorted(ranks)


def test_a_shadowed_rule_can_be_kept_for_a_reason(vocabulary: Vocabulary) -> None:
    rules = rule("dessus", "si: {secteur: [commerce]}") + rule("dessous", "si: {secteur: [commerce]}\n  priorite: 1")
    text = "- {constat: masquee, regles: [dessous], motif: Elle revient au printemps.}\n"
    territory, report = explained(vocabulary, rules, text)
    (found,) = report.of_kind(Kind.SHADOWED)
    assert told(territory, found).endswith(f"Expliqué{NARROW}: Elle revient au printemps.")


def test_an_explanation_that_explains_nothing_any_more_is_a_warning_with_its_line(vocabulary: Vocabulary) -> None:
    rules = rule("a", "priorite: 50")
    territory, report = explained(vocabulary, rules, f"# Décidé hier.\n{NOBODY_SIGNED}")
    assert not report.of_kind(Kind.GAP)
    (idle,) = report.of_kind(Kind.IDLE)
    assert (idle.file, idle.line, idle.severity) == ("explications.yaml", 2, Severity.WARNING)
    assert not idle.is_explained
    assert told(territory, idle) == (
        f"Cette explication n’explique plus rien (trou){NARROW}: «{NARROW}Personne n’a signé avant l’idée{NARROW}»"
        " Retirez-la, ou corrigez ce qu’elle désigne."
    )


def test_an_explanation_whose_day_is_past_still_holds_and_is_announced(vocabulary: Vocabulary) -> None:
    text = NOBODY_SIGNED.replace("motif", "revoir_le: 2026-11-21, motif")
    territory, report = explained(vocabulary, rule("a", "si: {stade: {au_moins: idee}}"), text)
    assert [gap.is_explained for gap in report.of_kind(Kind.GAP)] == [True]
    (due,) = report.of_kind(Kind.REVIEW)
    assert (due.file, due.line, due.severity, due.is_explained) == ("explications.yaml", 1, Severity.WARNING, False)
    assert told(territory, due).startswith("Cette explication était à revoir le 21 novembre 2026")
    later = text.replace("2026-11-21", "2026-11-22")
    assert not explained(vocabulary, rule("a", "si: {stade: {au_moins: idee}}"), later)[1].of_kind(Kind.REVIEW)


def test_explanations_change_no_proposal_and_name_another_revision(vocabulary: Vocabulary) -> None:
    sources = small_sources(regles=rule("a", "si: {stade: {au_moins: idee}}"))
    assert content_hash(sources) != content_hash(sources | {"explications.yaml": NOBODY_SIGNED})
    assert "explications.yaml" not in sources
    without = analyse(load_territory(sources, vocabulary, small_geography()), ON)
    _, report = explained(vocabulary, sources["regles/commerce.yaml"], NOBODY_SIGNED)
    assert report.uncovered == without.uncovered
    assert report.is_blocking == without.is_blocking


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        ((0, 0, 0), "0 erreur, 0 avertissement."),
        ((0, 45, 45), "0 erreur, 45 avertissements, tous expliqués."),
        ((0, 45, 43), "0 erreur, 45 avertissements, dont 43 expliqués."),
        ((2, 3, 1), "2 erreurs, 3 avertissements, dont 1 expliqué."),
        ((1, 1, 1), "1 erreur, 1 avertissement, expliqué."),
        ((1, 4, 0), "1 erreur, 4 avertissements."),
    ],
)
def test_the_closing_line_says_how_much_is_explained(counted: tuple[int, int, int], said: str) -> None:
    assert say_count(*counted) == said


@relaxed
@given(st.data())
def test_a_gap_lies_wholly_within_an_explanation_or_wholly_outside_them(data: st.DataObject) -> None:
    world, plain, impossible = draw_world(data)
    boxes: list[Region] = []
    for drawn in data.draw(st.lists(st.sampled_from(world.territory.rules.rules), min_size=1, max_size=2)):
        kept = data.draw(st.sets(st.sampled_from(sorted(drawn.box)), min_size=1))
        boxes.append(region_of({fact: drawn.box[fact] for fact in kept}))
    explanations = tuple(
        Explanation(Kind.GAP, "m", box, frozenset(), frozenset(), None, "explications.yaml", line)
        for line, box in enumerate(boxes, 1)
    )
    world = replace(world, territory=replace(world.territory, explanations=explanations))
    report = report_of(world, impossible)
    uncovered = {plain.key(person) for person in plain.people if plain.winner(person) is None}
    spoken_of = set().union(*(plain.within(box) for box in boxes))
    scope_of: dict[Explanation | None, set[tuple[object, ...]]] = {None: plain.keys() - spoken_of}
    for each in explanations:  # of two that speak of one profile, the first counts
        scope_of[each] = plain.within(each.region).difference(*(scope_of[other] for other in scope_of if other))
    gaps = report.of_kind(Kind.GAP)
    assert {key for gap in gaps for key in plain.within(gap.region or ())} == uncovered
    for gap in gaps:
        scope = scope_of[gap.explanation]
        assert_maximal(gap, uncovered & scope, plain)
    needed = {gap.explanation for gap in gaps}
    assert {found.explanation for found in report.of_kind(Kind.IDLE)} == set(explanations) - needed
    assert needed >= {None} if uncovered - spoken_of else None not in needed


def test_the_file_may_name_what_the_directory_and_the_conventions_make(vocabulary: Vocabulary) -> None:
    row = "{engagement: mandat, au: 2026-12-10, regle_par_defaut: vrai, motif: On y va}"
    before = "    courriel: cci@example.org\n"
    directory = DIRECTORY.replace(before, f"{before}    convention: [{row}]\n")
    text = "- {constat: expiration, regles: [convention-cci-1], motif: Elle se renouvelle en janvier.}\n"
    sources = small_sources(annuaire=directory, regles=rule("tout", "priorite: 1")) | {"explications.yaml": text}
    report = analyse(load_territory(sources, vocabulary, small_geography()), ON)
    assert [found.is_explained for found in report.of_kind(Kind.EXPIRY)] == [True]


def test_a_rule_can_go_although_an_explanation_names_it_and_is_then_warned_of(vocabulary: Vocabulary) -> None:
    text = """\
# Décidé hier.
- {constat: expiration, regles: [tout, comerce], motif: Le comité décide le 3 décembre.}
- {constat: jamais_propose, interlocuteurs: [cci.tiers, cc.accueil], motif: Ils arrivent.}
- {constat: masquee, regles: [zzz], motif: Elle revient.}
"""
    rules = rule("tout", "valable_au: 2026-12-10") + rule("commerce", "si: {secteur: [commerce]}")
    territory, report = explained(vocabulary, rules, text)
    named = [str(finding) for finding in check_territory(territory, ON) if finding.file == "explications.yaml"]
    assert named == [
        "explications.yaml:2: an explanation names the rule 'comerce', which isn't there; did you mean 'commerce'?",
        "explications.yaml:3: an explanation names 'cci.tiers', who isn't in the directory; did you mean 'cci.thiers'?",
        "explications.yaml:4: an explanation names the rule 'zzz', which isn't there; remove it from the explanation",
    ]
    assert [found.line for found in report.of_kind(Kind.IDLE)] == [4]
