"""Days away: written as people write them, questioned when in doubt, shown with their year, and told who stands in."""

from __future__ import annotations

from datetime import date

import pytest

from bot.usecases.cases.tokens import staff_token
from dialogs.inputs import Command, Tap
from tests.casework.house import ANIMATOR, CCI, NADIA, PAUL, STRANGER, House, paris

NADIA_S = "cc-ambert.accueil"


def away(house: House, interlocutor: str = NADIA_S) -> list[tuple[date, date]]:
    """What is noted of somebody's absences, over or not."""
    with house.store.read() as uow:
        found = uow.staff.absences_of(house.territory.id, interlocutor, date(2000, 1, 1))
        return [(each.from_on, each.to_on) for each in found]


def test_an_absence_is_written_shown_with_its_year_and_cancelled(house: House) -> None:
    house.staff(NADIA, Command("absence", "du 24 décembre au 2 janvier"))
    said = house.last("staff", NADIA)
    assert "absence du 24 décembre 2026 au 2 janvier 2027" in said
    assert "vos nouvelles demandes vont à Paul Roche" in said
    assert away(house) == [(date(2026, 12, 24), date(2027, 1, 2))]
    house.tap(NADIA, "Annuler\u202f: du 24 décembre 2026 au 2 janvier 2027")
    assert "Absence annulée" in house.last("staff", NADIA)
    assert away(house) == []


def test_the_same_days_twice_are_one_absence(house: House) -> None:
    for written in ("24/12 2/1", "du 24 au 2 janvier"):
        house.staff(NADIA, Command("absence", written))
    assert away(house) == [(date(2026, 12, 24), date(2027, 1, 2))]


def test_swapped_days_are_asked_about_and_kept_on_a_yes_alone(house: House) -> None:
    house.now = paris("2026-12-01T10:00")
    house.staff(NADIA, Command("absence", "24/12 20/12"))
    assert "vient avant le premier" in house.last("staff", NADIA)
    assert away(house) == [], "nothing is kept in doubt"
    house.deliver()
    house.tap(NADIA, "Oui, du 20 au 24 décembre 2026")
    assert away(house) == [(date(2026, 12, 20), date(2026, 12, 24))]


def test_no_keeps_nothing(house: House) -> None:
    house.now = paris("2026-12-01T10:00")
    house.staff(NADIA, Command("absence", "24/11"))
    assert "sont passés" in house.last("staff", NADIA)
    assert house.buttons("staff", NADIA) == ["Oui, le 24 novembre 2027", "Non"]
    house.deliver()
    house.tap(NADIA, "Non")
    assert "Rien n’est noté" in house.settled(NADIA)
    assert away(house) == []


@pytest.mark.parametrize("wrong", ["32/13", "1/1 2/2 3/3", "lundi sauf le matin", "à partir de lundi", "hier"])
def test_what_is_no_period_gets_an_example_and_nothing_is_kept(house: House, wrong: str) -> None:
    house.staff(NADIA, Command("absence", wrong))
    assert "rien n’est noté" in house.last("staff", NADIA)
    assert away(house) == []


def test_a_tapped_absence_that_is_over_is_none(house: House) -> None:
    house.staff(NADIA, Tap(staff_token("b", "n", date(2026, 11, 1), date(2026, 11, 2)), None))
    assert "passé" in house.last("staff", NADIA)
    assert away(house) == []


@pytest.mark.parametrize("who", [STRANGER, ANIMATOR, PAUL, CCI])
def test_nobody_else_cancels_it(house: House, who: int) -> None:
    house.staff(NADIA, Command("absence", "24/12 2/1"))
    _, token = house.find_button("staff", NADIA, house.buttons("staff", NADIA)[0])
    house.staff(who, Tap(token, None))
    assert away(house) == [(date(2026, 12, 24), date(2027, 1, 2))]
