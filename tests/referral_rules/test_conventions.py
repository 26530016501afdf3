"""Rules held against conventions: what was agreed covers them, on the day they are in force."""

from __future__ import annotations

from datetime import date

import pytest
from small_conventions import COUNTER, directory, found, loaded, plain, said
from small_territory import RULES, small_geography, small_sources, small_territory

from referral_rules.errors import Severity
from referral_rules.loader import load_territory
from referral_rules.rule import State
from referral_rules.vocabulary import Vocabulary


def test_a_directory_without_conventions_is_not_measured(vocabulary: Vocabulary) -> None:
    assert said(small_territory(vocabulary)) == []


def test_rules_within_what_was_agreed_are_silent(vocabulary: Vocabulary) -> None:
    assert said(loaded(vocabulary, cci=COUNTER)) == []


def test_several_rows_cover_a_rule_together(vocabulary: Vocabulary) -> None:
    halves = """\
    convention:
      - {secteurs: [commerce], stades: {au_plus: etude}, engagement: mandat}
      - {secteurs: [commerce], stades: {au_moins: montage}, engagement: objectifs}
      - {secteurs: [restauration], engagement: mandat}
"""
    assert said(loaded(vocabulary, cci=halves)) == []


def test_a_rule_beyond_all_rows_blocks_and_says_for_whom(vocabulary: Vocabulary) -> None:
    rows = """\
    convention:
      - {secteurs: [restauration], engagement: mandat}
      - {secteurs: [commerce], stades: {au_moins: idee}, engagement: mandat}
"""
    (finding,) = found(loaded(vocabulary, cci=rows))
    assert (finding.severity, finding.file, finding.line) == (Severity.ERROR, "regles/commerce.yaml", 1)
    assert plain(finding.message) == (
        "rule 'commerce' proposes cci.thiers beyond their convention (secteur : commerce ; stade : envie)"
    )
    assert str(finding.mend) == "narrow the rule, or extend the convention"


def test_a_mere_principle_warns(vocabulary: Vocabulary) -> None:
    row = """\
    convention:
      - {secteurs: [commerce], engagement: mandat}
      - {secteurs: [restauration], engagement: principe}
"""
    assert said(loaded(vocabulary, cci=row)) == [
        (
            Severity.WARNING,
            "rule 'commerce' proposes cci.thiers where they agreed in principle only (secteur : restauration)",
        )
    ]


def test_appuis_are_measured_like_referents(vocabulary: Vocabulary) -> None:
    row = "    convention:\n      - {besoins: [local], engagement: mandat}\n"
    messages = [message for _, message in said(loaded(vocabulary, cc=row, cci=COUNTER))]
    assert any(message.startswith("rule 'reprise-etude' proposes cc.economie beyond") for message in messages)
    assert not any("'locaux'" in message for message in messages)


def test_a_colleagues_rows_give_nobody_else_a_mandate(vocabulary: Vocabulary) -> None:
    own = ", convention: [{secteurs: [commerce, restauration], engagement: mandat}]"
    assert [message.split(" (")[0] for _, message in said(loaded(vocabulary, thiers=own))] == [
        "rule 'reprise-etude' proposes cci.ambert beyond their convention"
    ]


def test_places_bound_a_mandate(vocabulary: Vocabulary) -> None:
    row = "    convention:\n      - {zones: [ambert], engagement: mandat}\n"
    (finding,) = found(loaded(vocabulary, cci=row))
    assert plain(finding.message) == (
        "rule 'commerce' proposes cci.thiers beyond their convention "
        "(secteur : commerce ou restauration ; dans la zone « thiers », ou commune pas encore décidée)"
    )


def test_profiles_known_to_be_impossible_need_no_mandate(vocabulary: Vocabulary) -> None:
    sources = {"annuaire": directory(cci="    convention:\n      - {stades: {au_moins: idee}, engagement: mandat}\n")}
    assert said(small_territory(vocabulary, **sources))
    nobody = "- impossible: sans-envie\n  si: {stade: [envie]}\n  motif: essai\n"
    territory = load_territory(small_sources(**sources) | {"impossibles.yaml": nobody}, vocabulary, small_geography())
    assert said(territory) == []


def test_drafts_are_not_held_against_anything(vocabulary: Vocabulary) -> None:
    draft = RULES.replace("- regle: commerce\n", "- regle: commerce\n  etat: brouillon\n")
    territory = loaded(
        vocabulary, rules=draft, cci="    convention:\n      - {secteurs: [commerce], engagement: mandat}\n"
    )
    assert territory.rules.rules[0].state is State.BROUILLON
    assert said(territory) == []


def test_a_structure_without_convention_is_told_once_unless_it_says_why(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary, cci=COUNTER, cc="")
    (finding,) = found(territory)
    assert str(finding) == (
        f"annuaire.yaml:{territory.directory.structures['cc'].line}: rule 'reprise-etude' proposes cc, "
        "which has no convention; write its 'convention', or 'sans_convention: vrai' and why"
    )
    assert finding.severity is Severity.WARNING
    assert territory.directory.structures["cc"].without_convention == ""
    assert loaded(vocabulary, cci=COUNTER).directory.structures["cc"].without_convention == "en cours"


# ---- Time


def dated(days: str) -> str:
    return f"    convention:\n      - {{secteurs: [commerce, restauration], engagement: mandat, {days}}}\n"


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ("au: 2026-12-31", None),
        ("au: 2026-12-20", "convention row 1 of 'cci' expires on 2026-12-20"),
        ("au: 2026-11-21", "convention row 1 of 'cci' expired on 2026-11-21"),
        ("revoir_le: 2026-11-22", None),
        ("revoir_le: 2026-11-21", "convention row 1 of 'cci' was to be looked at again on 2026-11-21"),
    ],
)
def test_ends_and_reviews_are_announced_and_block_nothing(
    vocabulary: Vocabulary, days: str, message: str | None
) -> None:
    expected = [(Severity.WARNING, message)] if message else []
    assert said(loaded(vocabulary, cci=dated(days))) == expected


def test_a_row_that_has_not_begun_gives_no_mandate_yet(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary, cci=dated("du: 2026-11-23"))
    assert {severity for severity, _ in said(territory)} == {Severity.ERROR}
    assert said(territory, date(2026, 11, 23)) == []


def test_a_rule_of_next_spring_may_lean_on_a_row_of_next_spring(vocabulary: Vocabulary) -> None:
    rules = """\
- {regle: printemps, titre: Bientôt, valable_du: 2027-03-01, si: {secteur: [commerce]}, referent: cci.thiers, motif: x}
"""
    assert said(loaded(vocabulary, rules=rules, cci=dated("du: 2027-03-01"))) == []
    assert len(said(loaded(vocabulary, rules=rules, cci=dated("du: 2027-03-02")))) == 1
