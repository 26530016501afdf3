"""One message a morning: a referent's by what is asked, the animators' for all that became theirs, Monday's summary."""

from __future__ import annotations

from datetime import date

import pytest

from bot.usecases.cases.calendars import calendar_of
from bot.usecases.follow_through import run_due
from bot.usecases.monday import announce_week, begins_week
from tests.casework.house import ANIMATOR, NADIA, PAUL, House, paris

MONDAY = "2026-11-23T08:30"


def heard_since(house: House, chat: int, before: int) -> list[str]:
    return [text.replace("\u202f", " ") for text in house.heard("staff", chat)[before:]]


def test_a_referent_with_several_things_pending_gets_one_message_by_what_is_asked(house: House) -> None:
    for chat in (7, 8, 9):
        house.refer(chat=chat)
    house.at(MONDAY)
    house.tap(NADIA, "Je prends")
    house.tap(NADIA, "Plus tard")
    before = len(house.heard("staff", NADIA))
    house.at("2026-11-25T08:30")
    said = heard_since(house, NADIA, before)
    assert len(said) == 1
    assert "Sans réponse de votre part (2) :\n1 ·" in said[0]
    assert "Contact fait ? (1) :\n3 ·" in said[0]


def test_six_escalations_of_one_morning_are_one_message(house: House) -> None:
    for chat in range(20, 26):
        house.refer(chat=chat)
    house.at(MONDAY)
    before = len(house.heard("staff", ANIMATOR))
    house.at("2026-11-26T08:30")
    said = heard_since(house, ANIMATOR, before)
    assert len(said) == 1
    assert said[0].startswith("Sans réponse, à la veille de l’appel promis (6). Qui appelle ?")
    assert said[0].count("Nadia Brun") == 6
    assert len(house.buttons("staff", ANIMATOR)) == 6
    house.tap(ANIMATOR, "Dossier 1")
    assert "L’accueil s’en occupe" in house.buttons("staff", ANIMATOR)
    before = len(house.heard("staff", ANIMATOR))
    house.at("2026-11-30T08:30")
    again = [text for text in heard_since(house, ANIMATOR, before) if "Toujours sans personne (6)" in text]
    assert len(again) == 1


def test_one_escalation_keeps_its_one_tap_choices(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    house.at("2026-11-26T08:30")
    assert house.last("staff", ANIMATOR).startswith("Sans réponse de Nadia Brun")
    assert "Relancer Nadia Brun" in house.buttons("staff", ANIMATOR)


def test_a_case_that_somebody_took_is_not_among_them(house: House) -> None:
    """A case that somebody has again when the message is made is left out."""
    for chat in (20, 21):
        house.refer(chat=chat)
    house.at(MONDAY)
    house.tap(NADIA, "Je prends")
    before = len(house.heard("staff", ANIMATOR))
    house.at("2026-11-26T08:30")
    said = heard_since(house, ANIMATOR, before)
    assert len(said) == 1
    assert "dossier 1" in said[0]


@pytest.mark.parametrize(
    ("today", "begins"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 24), False),
        (date(2027, 3, 29), False),  # Easter Monday
        (date(2027, 3, 30), True),
        (date(2026, 11, 28), False),
    ],
)
def test_a_week_begins_on_its_first_working_day(house: House, today: date, begins: bool) -> None:
    assert begins_week(calendar_of(house.territory), today) is begins


def told_of_week(house: House, at: str) -> int:
    house.now = paris(at)
    with house.work() as uow:
        return announce_week(uow, house.world, house.now)


def test_animators_hear_once_how_the_week_begins_and_referents_don_t(house: House) -> None:
    assert told_of_week(house, "2026-11-23T09:00") == 0, "nothing is open"
    house.refer()
    house.at("2026-11-26T08:30")
    with house.work() as uow:
        run_due(uow, house.world, house.now)
    assert told_of_week(house, "2026-11-30T07:00") == 0
    before = {chat: len(house.heard("staff", chat)) for chat in (ANIMATOR, NADIA, PAUL)}
    assert told_of_week(house, "2026-11-30T09:00") == 1
    assert told_of_week(house, "2026-11-30T10:00") == 0
    assert told_of_week(house, "2026-12-01T09:00") == 0
    said = heard_since(house, ANIMATOR, before[ANIMATOR])
    week = [text for text in said if text.startswith("La semaine, Livradois-Forez :")]
    assert len(week) == 1
    assert "Dossiers ouverts : 1" in week[0]
    assert "Samira" not in week[0]
    for chat in (NADIA, PAUL):
        assert not any("La semaine" in text for text in heard_since(house, chat, before[chat]))
    assert told_of_week(house, "2026-12-07T09:00") == 1
