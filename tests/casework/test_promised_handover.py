"""The day promised when a case changes hands: of the one who takes over, without breaking what was told for nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.usecases.cases.brief import read_case_brief
from bot.usecases.cases.handover import Word, move
from dialogs.world import World
from referral_rules.boxes import Among, Box
from referral_rules.conventions import Commitment, ConventionRow
from referral_rules.facts import COMMUNE, FactValue
from storage.store import Store
from tests.casework.house import ANIMATOR, FACTS, PAUL, SAMIRA, House

ACCUEIL, ECONOMIE, CHAMBER = "cc-ambert.accueil", "cc-ambert.economie", "cci-puy-de-dome.ambert"
MONDAY = "2026-11-23T08:30"
Opening = Callable[..., House]


def row(interlocutor: str, days: int, box: Box | None = None) -> ConventionRow:
    return ConventionRow(
        structure=interlocutor.split(".")[0], interlocutor=interlocutor, number=1, box=box or {},
        commitment=Commitment.MANDAT, answer_days=days, starts_on=None, ends_on=None, review_on=None,
        default_rule=None, line=1,
    )  # fmt: skip


@pytest.fixture
def opened(world: World) -> Iterator[Opening]:
    """A house whose conventions are these rows, and in which somebody works on some days only."""
    stores = []

    def open_house(*rows: ConventionRow, present: dict[str, frozenset[int]] | None = None) -> House:
        territory = world.territory(None)
        desks = dict(territory.directory.interlocutors)
        for name, days in (present or {}).items():
            desks[name] = replace(desks[name], present_days=days)
        directory = replace(territory.directory, conventions=rows, interlocutors=desks)
        changed = replace(territory, directory=directory)
        store = Store.open("sqlite://")
        store.migrate()
        stores.append(store)
        house = House(replace(world, territories={**world.territories, territory.id: changed}), store)
        house.bind_everyone()
        return house

    yield open_house
    for store in stores:
        store.close()


def hand_over(house: House, to: str, at: str = MONDAY, facts: dict[str, FactValue] | None = None) -> date:
    """Samira agreed on Sunday evening to Nadia, by Friday 27; at `at` the case is another's: by which day now?"""
    case_id = house.refer(facts=facts).case.id
    house.at(at)
    with house.work() as uow:
        brief = read_case_brief(uow, house.world, case_id)
        assert brief is not None
        move(uow, house.world, brief, to, Word(), house.now)
    house.deliver()
    return house.referrals(case_id)[-1].promised_on


@pytest.mark.parametrize(
    ("nadia", "paul", "at", "promised"),
    [
        (5, 5, MONDAY, date(2026, 11, 27)),  # as agreed as the one before: the Friday stands
        (5, 3, MONDAY, date(2026, 11, 26)),  # quicker by convention: sooner than the Friday
        (5, 4, "2026-11-24T10:00", date(2026, 11, 27)),  # quicker, but not from now on: the Friday stands
        (5, 10, MONDAY, date(2026, 12, 7)),  # agreed to ten days: not held to Nadia's five
        (10, 5, MONDAY, date(2026, 11, 27)),  # the day told was Friday, and can be kept
        (5, 5, "2026-11-26T10:00", date(2026, 12, 3)),  # one day left: a new date
        (5, 1, "2026-11-26T10:00", date(2026, 11, 27)),
    ],
)
def test_who_takes_over_calls_by_a_day_they_agreed_to(
    opened: Opening, nadia: int, paul: int, at: str, promised: date
) -> None:
    assert hand_over(opened(row(ACCUEIL, nadia), row(ECONOMIE, paul)), ECONOMIE, at) == promised


def test_without_conventions_the_day_told_stands_while_it_can_be_kept(opened: Opening) -> None:
    assert hand_over(opened(), ECONOMIE) == date(2026, 11, 27)
    assert hand_over(opened(), ECONOMIE, "2026-11-26T10:00") == date(2026, 12, 3)


def test_a_day_on_which_nobody_could_call_is_not_kept(opened: Opening) -> None:
    mondays = {ECONOMIE: frozenset({0})}
    assert hand_over(opened(present=mondays), ECONOMIE, "2026-11-24T10:00") == date(2026, 12, 1)
    assert hand_over(opened(row(ECONOMIE, 2), present=mondays), ECONOMIE, "2026-11-24T10:00") == date(2026, 11, 30)


def test_only_the_rows_that_hold_the_case_count(opened: Opening) -> None:
    assert FACTS["secteur"] == "commerce"
    tourism = row(ECONOMIE, 2, {"secteur": Among(frozenset({"tourisme"}))})
    assert hand_over(opened(tourism), ECONOMIE) == date(2026, 11, 27)
    shops = row(ECONOMIE, 2, {"secteur": Among(frozenset({"commerce"}))})
    assert hand_over(opened(shops), ECONOMIE) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("epci", "promised"),
    [("epci:200070761", date(2026, 11, 25)), ("epci:200070712", date(2026, 11, 27)), ("epci:0", date(2026, 11, 27))],
)
def test_a_place_known_by_its_intercommunality_is_one_of_its_communes(
    opened: Opening, epci: str, promised: date
) -> None:
    house = opened(row(ECONOMIE, 2, {COMMUNE: Among(frozenset({"63010", "63003"}))}))
    assert hand_over(house, ECONOMIE, facts=FACTS | {"commune": epci}) == promised


def test_the_new_day_is_told_to_both_and_followed(opened: Opening) -> None:
    house = opened(row(ACCUEIL, 5), row(ECONOMIE, 10))
    hand_over(house, ECONOMIE)
    assert "Paul Roche vous appelle d’ici lundi 7" in house.last("telegram", SAMIRA)
    assert "À appeler d’ici lundi 7/12 (promis)" in house.last("staff", PAUL)
    for day in ("2026-11-25", "2026-11-27", "2026-12-04", "2026-12-08"):
        house.at(f"{day}T09:00")
    assert len([text for text in house.heard("staff", PAUL) if "attend votre réponse" in text]) == 2
    assert any("Sans réponse de Paul Roche" in text for text in house.heard("staff", ANIMATOR))
    assert "était prévu d’ici lundi 7" in house.last("telegram", SAMIRA)


def test_an_escalated_case_is_promised_by_who_gets_it(opened: Opening) -> None:
    house = opened(row(ACCUEIL, 5), row(CHAMBER, 2))
    case_id = house.refer().case.id
    house.at("2026-11-27T08:30")
    house.tap(ANIMATOR, f"Confier à {house.territory.directory.interlocutors[CHAMBER].name}")
    house.newcomer_tap("D’accord")
    assert house.referrals(case_id)[-1].promised_on == date(2026, 12, 1)


def test_a_promise_of_one_day_is_kept_to_its_end_before_anybody_is_relieved(opened: Opening) -> None:
    house = opened()
    case_id = house.refer(agreed_days=1).case.id
    assert house.referrals(case_id)[-1].promised_on == date(2026, 11, 23)
    house.at(MONDAY)
    assert not any("Sans réponse" in text for text in house.heard("staff", ANIMATOR))
    house.at("2026-11-24T08:30")
    assert "Sans réponse de Nadia Brun" in house.last("staff", ANIMATOR)
    assert house.reminders() == [("overdue", date(2026, 11, 24)), ("animator", date(2026, 11, 26))]
