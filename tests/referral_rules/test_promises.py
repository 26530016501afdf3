"""How soon a newcomer is called: whose delay counts, and the day it ends on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_territory import DIRECTORY, FOLLOW_UP, real_vocabulary, small_territory

from referral_rules.boxes import Among, ContainsAll, ContainsAny, Element
from referral_rules.conventions import Commitment, ConventionRow
from referral_rules.errors import DefinitionErrors
from referral_rules.evaluate import Availability
from referral_rules.explain import explain
from referral_rules.facts import Facts, OneOf
from referral_rules.follow_up_policy import FollowUpPolicy
from referral_rules.presence import called_by
from referral_rules.promises import Promise, promise_of
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary
from referral_rules.working_days import Calendar

ON = date(2026, 11, 22)
PARIS = ZoneInfo("Europe/Paris")
CALENDAR = Calendar(FollowUpPolicy())
CCI = "  - structure: cci\n"
LEA = 'presence: "à la CCI, à Ambert"'
ROWS = """\
    convention:
      - {secteurs: [commerce], engagement: mandat, delai_jours: 8}
      - {secteurs: [commerce], besoins: [financement], engagement: objectifs, delai_jours: 3}
      - {secteurs: [commerce], stades: [montage], engagement: mandat}
      - {secteurs: [tourisme], engagement: principe, delai_jours: 2}
      - {secteurs: [restauration], engagement: mandat, delai_jours: 1, au: 2026-11-21}
      - {secteurs: [industrie], engagement: mandat, delai_jours: 1, du: 2026-11-23}
      - {secteurs: [numerique], engagement: mandat}
"""


def loaded(vocabulary: Vocabulary, rows: str = ROWS, lea: str = "", policy: str = FOLLOW_UP) -> Territory:
    """The small territory, its chamber with a convention, its first adviser with more keys."""
    written = DIRECTORY.replace(CCI, CCI + rows).replace(LEA, LEA + lea)
    return small_territory(vocabulary, annuaire=written, suivi=policy)


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


# ---- Whose delay


@pytest.mark.parametrize(
    ("facts", "days", "row"),
    [
        ({"secteur": "commerce", "besoins_projet": frozenset({"local"})}, 8, 1),
        ({"secteur": "commerce", "besoins_projet": frozenset({"financement"})}, 3, 2),
        ({"secteur": "commerce"}, 3, 2),  # needs not yet asked exclude nothing
        ({"secteur": "commerce", "besoins_projet": "inconnu"}, 8, 1),  # « je ne sais pas encore » is an answer
        ({"secteur": "commerce", "besoins_projet": "sans_objet", "stade": "montage"}, 8, 1),
        ({"secteur": "tourisme"}, 2, 4),  # a principle too: it was written
        ({"secteur": "restauration"}, 5, None),  # ended yesterday
        ({"secteur": "industrie"}, 5, None),  # begins tomorrow
        ({"secteur": "numerique"}, 5, None),  # a row without delay
        ({"secteur": "culture_loisirs"}, 5, None),  # in no row
        ({"secteur": "inconnu"}, 5, None),
    ],
)
def test_the_shortest_delay_among_the_rows_that_may_hold_the_profile(
    vocabulary: Vocabulary, facts: Facts, days: int, row: int | None
) -> None:
    promise = promise_of(loaded(vocabulary), "cci.thiers", facts, ON)
    assert (promise.working_days, promise.row.number if promise.row else None) == (days, row)


def test_a_row_counts_on_its_first_and_its_last_day(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary)
    assert promise_of(territory, "cci.thiers", {"secteur": "restauration"}, date(2026, 11, 21)).working_days == 1
    assert promise_of(territory, "cci.thiers", {"secteur": "industrie"}, date(2026, 11, 23)).working_days == 1


def test_whoever_has_rows_of_their_own_promises_what_these_say(vocabulary: Vocabulary) -> None:
    own = ", convention: [{secteurs: [commerce], engagement: mandat, delai_jours: 10}]"
    territory = loaded(vocabulary, lea=own)
    shopkeeper: Facts = {"secteur": "commerce", "besoins_projet": frozenset({"financement"})}
    assert promise_of(territory, "cci.ambert", shopkeeper, ON).working_days == 10
    assert promise_of(territory, "cci.thiers", shopkeeper, ON).working_days == 3
    assert promise_of(territory, "cci.ambert", {"secteur": "tourisme"}, ON) == Promise(5)


def test_without_a_convention_the_territory_s_delay_counts(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary, policy="promesse_jours: 7\n")
    assert promise_of(territory, "cc.accueil", {"secteur": "commerce"}, ON) == Promise(7)
    assert promise_of(territory, "somebody.gone", {"secteur": "commerce"}, ON) == Promise(7)


def test_a_stage_that_follows_from_what_was_done_excludes_a_row(vocabulary: Vocabulary) -> None:
    row = "    convention: [{stades: {au_moins: montage}, engagement: mandat, delai_jours: 2}]\n"
    territory = loaded(vocabulary, rows=row)
    assert promise_of(territory, "cci.thiers", {"forme_du_projet": "creation"}, ON).working_days == 2
    nothing_done: Facts = {"forme_du_projet": "creation", "phase": "sans_objet", "jalons": frozenset()}
    assert promise_of(territory, "cci.thiers", nothing_done, ON).working_days == 5


@pytest.mark.parametrize("days", ["0", "61", "400"])
def test_a_delay_nobody_can_mean_is_refused(vocabulary: Vocabulary, days: str) -> None:
    with pytest.raises(DefinitionErrors) as refusal:
        loaded(vocabulary, rows=f"    convention: [{{engagement: mandat, delai_jours: {days}}}]\n")
    assert f"'{days}' is no number of days for delai_jours; write one from 1 to 60" in str(refusal.value)


def test_an_empty_delay_promises_nothing(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary, rows="    convention: [{engagement: mandat, delai_jours: }]\n")
    assert promise_of(territory, "cci.thiers", {}, ON) == Promise(5)


DESKS = ("cci.ambert", "cci.thiers", "cc.accueil")
DOMAINS: dict[str, list[Any]] = {
    "commune": ["63003", "63430", "inconnu"],
    "secteur": ["commerce", "tourisme", "inconnu", "sans_objet"],
    "portage": ["seul", "couple"],
    "besoins_projet": [frozenset(), frozenset({"local"}), frozenset({"local", "aides"}), "inconnu"],
}
SMALL = small_territory(real_vocabulary())


def _some(values: list[str]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), min_size=1)


ELEMENTS: dict[str, st.SearchStrategy[Element]] = {
    **{fact: _some(DOMAINS[fact]).map(Among) for fact in ("commune", "secteur", "portage")},
    "besoins_projet": st.one_of(
        _some(["local", "aides", "aucun", "inconnu"]).map(ContainsAny),
        st.just(ContainsAll(frozenset({"local", "aides"}))),
    ),
}
DAYS = st.one_of(st.none(), st.dates(date(2026, 11, 20), date(2026, 11, 24)))


@st.composite
def rows(draw: st.DrawFn) -> tuple[ConventionRow, ...]:
    drawn = []
    for number in range(draw(st.integers(0, 6))):
        structure, desk = draw(st.sampled_from([("cci", None), ("cci", "cci.ambert"), ("cc", None)]))
        facts = draw(st.sets(st.sampled_from(sorted(DOMAINS)), max_size=3))
        drawn.append(
            ConventionRow(
                structure=structure,
                interlocutor=desk,
                number=number + 1,
                box={fact: draw(ELEMENTS[fact]) for fact in sorted(facts)},
                commitment=draw(st.sampled_from(Commitment)),
                answer_days=draw(st.one_of(st.none(), st.integers(1, 60))),
                starts_on=draw(DAYS),
                ends_on=draw(DAYS),
                review_on=None,
                default_rule=None,
                line=number + 1,
            )
        )
    return tuple(drawn)


@st.composite
def knowledge(draw: st.DrawFn) -> dict[str, list[Any]]:
    """For each fact, the values that it may still have: one where it is known, several where it is half known."""
    possible: dict[str, list[Any]] = {}
    for fact, values in DOMAINS.items():
        known = st.sampled_from(values).map(lambda value: [value])
        possible[fact] = draw(st.one_of(st.just(values), known))
    if draw(st.booleans()):
        possible["commune"] = ["63003", "63430"]
    return possible


def _as_facts(possible: dict[str, list[Any]]) -> Facts:
    facts: dict[str, Any] = {}
    for fact, values in possible.items():
        if len(values) == 1:
            facts[fact] = values[0]
        elif len(values) < len(DOMAINS[fact]):
            facts[fact] = OneOf(frozenset(values))
    return facts


def _agrees(element: Element, value: Any) -> bool:
    """One condition of a row, read literally."""
    words = set(value or {"aucun"}) if isinstance(value, frozenset) else {value}
    return element.values <= words if isinstance(element, ContainsAll) else bool(element.values & words)


def _shortest(drawn: tuple[ConventionRow, ...], desk: str, possible: dict[str, list[Any]]) -> int | None:
    """The shortest delay that any person who may be meant was promised, by trying them all."""
    own = [row for row in drawn if row.interlocutor == desk]
    mandates = own or [row for row in drawn if row.interlocutor is None and row.structure == desk.split(".")[0]]
    delays = []
    for values in product(*possible.values()):
        person = dict(zip(possible, values, strict=True))
        for row in mandates:
            begins, ends = row.starts_on or ON, row.ends_on or ON
            if begins <= ON <= ends and all(_agrees(element, person[fact]) for fact, element in row.box.items()):
                delays.append(row.answer_days)
    return min((days for days in delays if days is not None), default=None)


@given(rows(), st.sampled_from(DESKS), knowledge())
def test_the_promise_is_the_shortest_that_anybody_like_this_was_promised(
    drawn: tuple[ConventionRow, ...], desk: str, possible: dict[str, list[Any]]
) -> None:
    territory = replace(SMALL, directory=replace(SMALL.directory, conventions=drawn))
    promise = promise_of(territory, desk, _as_facts(possible), ON)
    expected = _shortest(drawn, desk, possible)
    assert promise.agreed_days == expected
    assert promise.working_days == (expected or 5)


# ---- The day it ends on


@pytest.mark.parametrize(
    ("consent", "days", "present", "promised"),
    [
        ("2026-11-23T10:00", 1, range(5), date(2026, 11, 24)),  # in hours: the day itself doesn't count
        ("2026-11-22T20:47", 1, range(5), date(2026, 11, 23)),  # a Sunday evening: Monday is the first day
        ("2026-11-22T20:47", 10, range(5), date(2026, 12, 4)),
        ("2026-12-23T12:00", 2, range(5), date(2026, 12, 28)),  # Christmas is no working day
        ("2026-11-23T10:00", 2, [4], date(2026, 11, 27)),  # only there on Fridays: Wednesday can't be kept
        ("2026-11-27T10:00", 2, [4], date(2026, 12, 4)),  # nor counts the Friday that began
        ("2026-11-26T20:00", 1, [4], date(2026, 11, 27)),
        ("2026-11-23T10:00", 5, [1], date(2026, 11, 30)),  # there on Tuesday: the Monday stands
        ("2026-12-23T12:00", 2, [4], date(2027, 1, 8)),  # two Fridays are holidays
        ("2026-11-23T10:00", 2, [5, 6], date(2026, 11, 25)),  # no usable day: as if always there
    ],
)
def test_a_promise_ends_when_its_days_are_over_and_whoever_calls_has_been_there(
    consent: str, days: int, present: list[int], promised: date
) -> None:
    assert CALENDAR.promised_on(paris(consent), days, frozenset(present)) == promised


instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(instants, st.integers(1, 60), st.frozensets(st.integers(0, 4), min_size=1))
def test_every_promise_can_be_kept_and_none_is_later_than_it_need_be(
    at: datetime, days: int, present: frozenset[int]
) -> None:
    promised, agreed = CALENDAR.promised_on(at, days, present), CALENDAR.promised_on(at, days)
    today = CALENDAR.today(at)
    first = date.fromordinal(today.toordinal() + 1) if CALENDAR.in_hours(at) or not _opens(at) else today
    span = [date.fromordinal(day) for day in range(first.toordinal(), promised.toordinal() + 1)]
    worked = [day for day in span if CALENDAR.is_working_day(day, present)]
    assert worked
    assert promised == agreed or (promised > agreed and worked == [promised])
    assert len([day for day in span if CALENDAR.is_working_day(day)]) >= days


def _opens(at: datetime) -> bool:
    """Whether the day of `at` is still to open."""
    return CALENDAR.is_working_day(CALENDAR.today(at)) and at < CALENDAR.opening(CALENDAR.today(at))


def test_the_day_is_counted_for_the_one_who_calls(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary, lea=", jours_de_presence: [vendredi]")
    monday = paris("2026-11-23T10:00")
    assert called_by(territory, "cci.ambert", 2, monday) == date(2026, 11, 27)
    assert called_by(territory, "cci.thiers", 2, monday) == date(2026, 11, 25)
    assert called_by(territory, "cci.thiers", None, monday) == date(2026, 11, 30)
    assert called_by(territory, "somebody.gone", None, monday) == date(2026, 11, 30)


# ---- Said


def test_explain_says_the_delay_and_where_it_comes_from(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary)
    financing: Facts = {"commune": "63430", "secteur": "commerce", "besoins_projet": frozenset({"financement"})}
    found = explain(territory, financing, ON)
    said = found.promise.sentence(territory.directory).replace("\u202f", " ")
    assert said == "Rappel promis sous 3 jours ouvrés (convention de « Chambre de commerce », ligne 2)"
    assert json.loads(json.dumps(found.to_dict()))["promise"] == {
        "working_days": 3,
        "convention": {"structure": "cci", "interlocutor": None, "row": 2, "line": found.promise.row.line},  # type: ignore[union-attr]
    }


def test_explain_says_when_the_delay_is_the_territory_s(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary, policy="promesse_jours: 1\n")
    found = explain(territory, {"commune": "63003"}, ON)
    assert found.promise.sentence(territory.directory) == "Rappel promis sous 1 jour ouvré (délai du territoire)"
    assert found.to_dict()["promise"] == {"working_days": 1, "convention": None}


def test_a_substitute_is_explained_with_their_own_delay(vocabulary: Vocabulary) -> None:
    own = ", convention: [{secteurs: [commerce], engagement: mandat, delai_jours: 10}]"
    territory = loaded(vocabulary, lea=own)
    away = Availability(frozenset({"cci.ambert"}))
    takeover: Facts = {"commune": "63057", "secteur": "commerce", "forme_du_projet": "reprise", "stade": "montage"}
    assert explain(territory, takeover, ON).promise.working_days == 10
    found = explain(territory, takeover, ON, away)
    assert (found.proposal.referent.interlocutor, found.promise.working_days) == ("cci.thiers", 3)
