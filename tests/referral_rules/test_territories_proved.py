"""What is proved of each packaged territory: nothing blocks, and every warning has its network's reason."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from packaged_territories import ALL_SIX, ON, each_of_the_six, territory_of, world
from test_territories import NO_PARTNER

from dialogs.schema import Moment
from referral_rules.analysis import Kind, Region, analyse, find_impossibilities
from referral_rules.analysis.space import open_space


@cache
def impossible_by_dialog() -> tuple[Region, ...]:
    asked = [question for part in world().dialog.of_moment(Moment.ECOUTE) for question in part.questions]
    return find_impossibilities(world().vocabulary, asked)


@each_of_the_six
def test_taken_together_the_rules_leave_only_what_their_network_explains(name: str) -> None:
    report = analyse(territory_of(name), ON, impossible_by_dialog())
    assert not report.is_blocking
    assert not report.shortened
    assert [found for found in report.observations if not found.is_explained] == []
    assert {found.kind for found in report.observations} <= {Kind.GAP, Kind.UNREAD, Kind.DUPLICATE}
    assert len(report.of_kind(Kind.GAP)) == (name in NO_PARTNER)
    assert len(report.of_kind(Kind.DUPLICATE)) == (4 if name == "livradois-forez" else 0)
    assert report.uncovered.exact
    assert (report.uncovered.part == 0) == (name not in NO_PARTNER)


def test_few_explanations_are_needed_and_each_says_its_reason() -> None:
    for name in ALL_SIX:
        explanations = territory_of(name).explanations
        assert 1 <= len(explanations) <= 3
        for each in explanations:
            assert len(each.reason) >= 60, each
            assert each.kind is Kind.UNREAD or each.review_on, "what is nobody's today is looked at again"


@each_of_the_six
def test_each_impossible_profile_could_be_met_without_it_and_speaks_of_what_rules_read(name: str) -> None:
    territory = territory_of(name)
    assert len(territory.impossible) >= 3
    read = {fact for rule in territory.rules.rules for fact in rule.box}
    for region in territory.impossible:
        assert {condition.fact for condition in region} <= read
        others = tuple(other for other in territory.impossible if other is not region)
        for apart in (others, territory.impossible):
            space = open_space(replace(territory, impossible=apart), ON, impossible_by_dialog(), (region,))
            try:
                met = space.encoding.exists([space.encoding.condition(condition) for condition in region])
            finally:
                space.encoding.close()
            assert met == (apart is others), region
