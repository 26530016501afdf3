"""Explanations, reasons as people read them, and what `check` finds."""

from __future__ import annotations

import json
from datetime import date

import pytest
from small_territory import DIRECTORY, RULES, small_territory

from referral_rules.check import check_territory
from referral_rules.errors import Severity
from referral_rules.evaluate import Availability, Facts, FactValue, OneOf
from referral_rules.explain import Verdict, a_commune, explain, render_reason
from referral_rules.reason import unknown_placeholders
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

ON = date(2026, 11, 22)
TAKEOVER: dict[str, FactValue] = {"commune": "63057", "secteur": "commerce", "forme_du_projet": "reprise"}


def findings(vocabulary: Vocabulary, on: date = ON, **changes: str) -> list[str]:
    return [str(finding) for finding in check_territory(small_territory(vocabulary, **changes), on)]


def test_each_rule_says_what_became_of_it(territory: Territory) -> None:
    explanation = explain(territory, TAKEOVER | {"stade": "montage"}, ON)
    verdicts = {rule.rule: (rule.verdict, rule.on_facts, rule.beaten_by) for rule in explanation.rules}
    assert verdicts == {
        "commerce": (Verdict.BEATEN, (), "reprise-etude"),
        "reprise-etude": (Verdict.MATCHED, (), None),
        "reprise-idee": (Verdict.FAILED, ("stade",), None),
        "locaux": (Verdict.UNDETERMINED, ("besoins_projet",), None),
        "premiers-pas": (Verdict.OUT_OF_FORCE, (), None),
    }


def test_sentences_say_in_french_what_became_of_each_rule_the_nearest_first(territory: Territory) -> None:
    away = Availability(frozenset({"cci.ambert"}))
    explanation = explain(territory, TAKEOVER | {"stade": "montage"}, ON, away)
    assert explanation.proposal.referent.instead_of == "cci.ambert"
    sentences = [sentence.replace("\u202f", " ") for sentence in explanation.sentences()]
    assert sentences[0].endswith("(reprise-etude) convient.")
    assert sentences[1].endswith("(commerce) convient, mais cède à « reprise-etude », plus précise.")
    assert sentences[-1].endswith("(premiers-pas) n’est pas en vigueur ce jour-là.")
    assert len(sentences) == 5


def test_explanation_goes_through_json(territory: Territory) -> None:
    around = OneOf(territory.zones["thiers"])
    facts: Facts = {"commune": around, "secteur": "commerce", "besoins_projet": frozenset({"local"})}
    read = json.loads(json.dumps(explain(territory, facts, ON).to_dict()))
    assert read["proposal"]["referent"]["interlocutor"] == "cci.thiers"
    assert read["proposal"]["on"] == "2026-11-22"
    assert read["facts"]["commune"] == {"un_de": ["63430", "63902"]}
    assert read["rules"][0]["verdict"] == "matched"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Arlanc", "à Arlanc"),
        ("Ambert", "à Ambert"),
        ("Le Brugeron", "au Brugeron"),
        ("Les Martres-de-Veyre", "aux Martres-de-Veyre"),
        ("La Chaulme", "à La Chaulme"),
        ("L'Étrat", "à L’Étrat"),
        ("L’Étrat", "à L’Étrat"),
        ("Lezoux", "à Lezoux"),
        ("Lesches", "à Lesches"),
    ],
)
def test_preposition_before_a_commune(name: str, said: str) -> None:
    assert a_commune(name) == said


def test_reason_is_filled_with_what_is_known() -> None:
    values = {"referent": "Nadia Brun", "commune": "Le Brugeron", "secteur": "commerce"}
    assert render_reason("{referent}, {a_commune} ({commune}), {secteur}", values) == (
        "Nadia Brun, au Brugeron (Le Brugeron), commerce"
    )
    assert render_reason("{referent}", {"referent": "{commune}"}) == "{commune}"
    with pytest.raises(KeyError):
        render_reason("{a_commune}", {"referent": "x"})
    assert unknown_placeholders("{referent} {Referent} }") == ("Referent", "}")


def test_the_small_territory_has_nothing_to_mend(vocabulary: Vocabulary) -> None:
    assert findings(vocabulary) == []


def test_a_failing_example_says_who_came_and_why(vocabulary: Vocabulary) -> None:
    broken = RULES.replace("stade: montage}, attendu: cci.ambert", "stade: idee}, attendu: cci.ambert")
    assert findings(vocabulary, regles=broken) == [
        "regles/commerce.yaml:19: example of 'reprise-etude': cci.ambert is expected, but cc.accueil by "
        "'reprise-idee' is proposed; the rule doesn't match it on stade"
    ]


def test_a_counter_example_that_applies_is_an_error(vocabulary: Vocabulary) -> None:
    broken = RULES.replace("{profil: {commune: Arlanc,", "{profil: {commune: Ambert,")
    (found,) = check_territory(small_territory(vocabulary, regles=broken), ON)
    assert found.severity is Severity.ERROR
    assert (found.line, "applies all the same" in str(found.message)) == (21, True)


def test_an_example_met_by_another_rule_is_a_warning(vocabulary: Vocabulary) -> None:
    other = RULES + (
        "\n- {regle: ailleurs, titre: t, motif: m, referent: cci.ambert, si: {secteur: [industrie]},"
        "\n   exemples: [{profil: {commune: Ambert, secteur: commerce, forme_du_projet: reprise, stade: etude},"
        " attendu: cci.ambert}]}\n"
    )
    (found,) = check_territory(small_territory(vocabulary, regles=other), ON)
    assert (found.severity, "not by this rule" in str(found.message)) == (Severity.WARNING, True)


def test_two_rules_of_equal_rank_are_reported_on_an_example(vocabulary: Vocabulary) -> None:
    tied = RULES + (
        "\n- {regle: salaries, titre: t, motif: m, referent: cc.accueil, si: {statut: [salarie]},"
        "\n   exemples: [{profil: {commune: Thiers, statut: salarie, secteur: commerce}, attendu: cc.accueil}]}\n"
    )
    messages = findings(vocabulary, regles=tied)
    assert any("commerce, salaries are of equal rank with different referents" in line for line in messages)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2027, 2, 9), None),
        (date(2027, 2, 10), "expires on 2027-03-12"),
        (date(2027, 3, 12), "expires on 2027-03-12"),
        (date(2027, 3, 13), "expired on 2027-03-12"),
    ],
)
def test_expiry_is_announced_thirty_days_before(on: date, said: str | None, vocabulary: Vocabulary) -> None:
    messages = [line for line in findings(vocabulary, on) if "expire" in line]
    assert len(messages) == (said is not None)
    assert said is None or said in messages[0]


def test_an_example_of_next_spring_is_tried_in_spring(vocabulary: Vocabulary) -> None:
    spring = RULES + (
        "  exemples: [{profil: {commune: Thiers, but: [rendre_service]}, attendu: premiers-pas}]\n"
        "  contre_exemples: [{profil: {commune: Thiers, but: aucun}}]\n"
    )
    assert findings(vocabulary, regles=spring) == []


def test_people_and_programmes_that_no_rule_proposes_are_named(vocabulary: Vocabulary) -> None:
    only = "- {regle: r, titre: t, motif: m, referent: cc.accueil}\n"
    messages = findings(vocabulary, regles=only)
    assert [line.split(": ", 1)[1].split(";")[0] for line in messages] == [
        "no rule ever proposes cci.ambert",
        "no rule ever proposes cci.thiers",
        "no rule ever proposes the programme premiers-pas",
    ]


def test_a_target_who_is_not_active_is_named(vocabulary: Vocabulary) -> None:
    suspended = DIRECTORY.replace("{interlocuteur: thiers,", "{interlocuteur: thiers, statut: inactif,")
    (message,) = findings(vocabulary, annuaire=suspended)
    assert "rule 'commerce' proposes cci.thiers, who is inactif and has no substitute" in message
