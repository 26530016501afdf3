"""The packaged conventions: rules stay within them, and each row is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from packaged_territories import ALL_SIX, ON, each_of_the_six, territory_of

from referral_rules.conventions import Commitment, ConventionRow
from referral_rules.follow_up_policy import load_policy
from referral_rules.mandates import Excess, find_overreaches
from referral_rules.territory import Territory


def without(territory: Territory, row: ConventionRow) -> Territory:
    rows = tuple(each for each in territory.directory.conventions if each is not row)
    return replace(territory, directory=replace(territory.directory, conventions=rows))


@each_of_the_six
def test_only_partners_who_say_why_have_no_convention(name: str) -> None:
    territory = territory_of(name)
    overreaches = find_overreaches(territory, ON)
    assert {each.excess for each in overreaches} <= {Excess.NOTHING_WRITTEN}
    for each in overreaches:
        assert territory.directory.interlocutors[each.interlocutor].structure.without_convention
    signed = {row.structure for row in territory.directory.conventions}
    quiet = {each.id for each in territory.directory.structures.values() if each.without_convention}
    assert signed | quiet == set(territory.directory.structures)
    assert signed.isdisjoint(quiet)
    assert len(quiet) <= 2


@each_of_the_six
def test_no_row_is_idle_and_no_rule_leans_on_what_was_only_said(name: str) -> None:
    territory = territory_of(name)
    known = len(find_overreaches(territory, ON))
    rows = territory.directory.conventions
    assert len(rows) >= 15
    for row in rows:
        left = len(find_overreaches(without(territory, row), ON))
        assert (left > known) == row.commitment.is_firm, f"{row.structure}, line {row.line}"


@each_of_the_six
def test_rows_say_how_far_they_bind_how_fast_and_until_when(name: str) -> None:
    rows = territory_of(name).directory.conventions
    assert {row.commitment for row in rows} == set(Commitment)
    assert sum(row.answer_days is not None for row in rows) * 3 >= len(rows)
    for row in rows:
        if row.commitment is Commitment.PRINCIPE:
            assert row.review_on is not None, "what was only said is spoken of again"
            assert ON < row.review_on < ON + timedelta(days=365)
            assert row.default_rule is None


@each_of_the_six
def test_nobody_is_promised_sooner_than_their_referent_agreed(name: str) -> None:
    territory = territory_of(name)
    promise = load_policy(territory.follow_up_source).promise_working_days
    for referent in {who for rule in territory.rules.rules for who in rule.referents}:
        rows = territory.directory.mandates_of(referent)
        delays = [row.answer_days for row in rows if row.answer_days]
        assert bool(delays) == bool(rows), referent
        assert max(delays, default=0) <= promise, referent


def test_what_a_convention_says_whole_is_not_written_again() -> None:
    generated = {
        name: [rule for rule in territory_of(name).rules.rules if rule.file == "annuaire.yaml"] for name in ALL_SIX
    }
    assert {name for name, rules in generated.items() if rules} == {"aix-urfe", "sud-gironde"}
    for name, rules in generated.items():
        written = [rule for rule in territory_of(name).rules.rules if rule.file != "annuaire.yaml"]
        for rule in rules:
            assert rule.examples, rule.id
            assert rule.reason.en, rule.id
            assert not [other.id for other in written if (other.box, other.referents) == (rule.box, rule.referents)]
