"""What is due is done once, when it is still true, never at night; whatever was slept through."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.machinery.arrival import Arrival
from bot.usecases import conversation
from bot.usecases.follow_through import run_due
from dialogs.inputs import Command, Tap, Text
from dialogs.passage import Passage
from storage.tables import Reminder
from tests.casework.house import ANIMATOR, CCI, NADIA, SAMIRA, House, paris

MONDAY = "2026-11-23T08:30"


def test_a_silent_referent_is_recalled_then_relieved_and_the_person_told_who_has_the_case(house: House) -> None:
    case_id = house.refer().case.id
    house.at(MONDAY)
    house.at("2026-11-25T08:30")
    assert "attend votre réponse" in house.last("staff", NADIA)
    house.at("2026-11-26T08:30")
    assert "Sans réponse de Nadia Brun" in house.last("staff", ANIMATOR)
    assert not any("a maintenant votre dossier" in text for text in house.heard("telegram", SAMIRA))
    house.at("2026-11-27T17:00")
    pivot = house.territory.directory.interlocutors[house.territory.pivot]
    assert f"{pivot.name} a maintenant votre dossier" in house.last("telegram", SAMIRA)
    assert house.referrals(case_id)[0].status == "escalated"
    house.tap(ANIMATOR, "L’accueil s’en occupe")
    assert house.referrals(case_id)[-1].interlocutor == house.territory.pivot
    assert "vous appelle d’ici vendredi 4" in house.last("telegram", SAMIRA)
    assert "Plus rien à faire de votre côté" in house.last("staff", NADIA)


def test_after_three_days_of_sleep_each_thing_is_done_once_and_only_what_is_still_true(house: House) -> None:
    house.now = paris("2026-11-23T10:00")
    house.refer()
    house.deliver()
    house.at("2026-11-30T09:10")
    nadia = house.heard("staff", NADIA)
    assert not any("attend votre réponse" in text for text in nadia), "both reminders were slept through"
    assert len([text for text in house.heard("staff", ANIMATOR) if "Sans réponse" in text]) == 1
    told = len(house.heard("telegram", SAMIRA))
    house.at("2026-11-30T09:10")
    house.at("2026-11-30T09:11")
    assert len([text for text in house.heard("staff", ANIMATOR) if "Sans réponse" in text]) == 1
    assert len(house.heard("telegram", SAMIRA)) == told


@pytest.mark.parametrize("hour", ["2026-11-25T03:00", "2026-11-29T12:00", "2026-12-25T10:00"])
def test_no_reminder_to_staff_at_night_on_sundays_or_at_christmas(house: House, hour: str) -> None:
    house.refer()
    house.at(MONDAY)
    before = len(house.heard("staff", NADIA))
    house.at(hour)
    nadia = [row for row in house.rows("staff", NADIA)[before:] if row.due_at <= house.now]
    assert nadia == []


def test_the_hour_that_comes_twice_brings_each_reminder_once(house: House) -> None:
    house.now = paris("2026-10-21T10:00")
    house.refer()
    house.deliver()
    house.at("2026-10-23T08:30")
    reminded = [text for text in house.heard("staff", NADIA) if "attend votre réponse" in text]
    assert len(reminded) == 1
    house.now = paris("2026-10-25T02:59")
    for minutes in (0, 30, -60, 0, 60):
        house.now += timedelta(minutes=minutes)
        with house.work() as uow:
            run_due(uow, house.world, house.now)
    assert [text for text in house.heard("staff", NADIA) if "attend votre réponse" in text] == reminded


def test_a_reminder_overtaken_by_its_case_is_closed_as_stale(house: House) -> None:
    brief = house.refer()
    house.at(MONDAY)
    with house.work() as uow:
        uow.reminders.set("remind", paris("2026-11-24T08:30"), house.now, referral_id=brief.referral.id)
    house.tap(NADIA, "Je prends")
    with house.work() as uow:
        uow.reminders.set("remind", paris("2026-11-24T08:30"), house.now, referral_id=brief.referral.id)
        uow.reminders.set("called", paris("2026-11-24T08:30"), house.now, referral_id=999)
    before = len(house.heard("staff", NADIA))
    house.at("2026-11-24T08:30")
    assert len(house.heard("staff", NADIA)) == before
    assert ("called", date(2026, 11, 24)) in house.reminders("stale")


def test_a_late_delivery_moves_the_reminder_but_not_the_promise(house: House) -> None:
    house.refer()
    house.now = paris("2026-11-24T11:00")
    house.deliver()
    before = len(house.heard("staff", NADIA))
    house.at("2026-11-25T08:30")
    assert len(house.heard("staff", NADIA)) == before, "told on Tuesday, reminded on Thursday: the day of the relief"
    house.at("2026-11-26T08:30")
    assert "Sans réponse de Nadia Brun" in house.last("staff", ANIMATOR)


def test_a_referent_gets_one_list_a_day_and_no_second_message(house: House) -> None:
    for chat in (SAMIRA, 8, 9):
        house.refer(chat=chat)
    house.at(MONDAY)
    before = len(house.heard("staff", NADIA))
    house.at("2026-11-25T08:30")
    said = house.heard("staff", NADIA)[before:]
    assert len(said) == 1
    assert said[0].startswith("Vos dossiers du jour")
    assert house.buttons("staff", NADIA) == ["Dossier 1", "Dossier 2", "Dossier 3"]
    brief = house.brief(house.brief_id)
    with house.work() as uow:
        uow.reminders.set("remind", paris("2026-11-25T10:00"), house.now, referral_id=brief.referral.id)
    house.at("2026-11-25T10:00")
    assert len(house.heard("staff", NADIA)) == before + 1


def test_a_no_goes_to_the_referent_and_the_animator_at_once(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    house.tap(NADIA, "Je prends")
    house.at("2026-11-30T08:30")
    house.newcomer_tap("Pas encore")
    house.newcomer_tap("Pas encore")
    for chat in (NADIA, ANIMATOR):
        assert len([text for text in house.heard("staff", chat) if "ne pas avoir été appelée" in text]) == 1
    assert "Je préviens Nadia Brun" in house.heard("telegram", SAMIRA)[-2]
    assert "déjà dit aujourd’hui" in house.last("telegram", SAMIRA)
    assert house.counted("not_called") == 1


def test_a_yes_settles_the_case_even_when_the_referent_said_nothing(house: House) -> None:
    case_id = house.refer().case.id
    house.at(MONDAY)
    house.at("2026-11-30T08:30")
    house.newcomer_tap("Oui")
    assert house.case(case_id).status == "contacted"


def test_who_calls_themselves_is_asked_in_their_own_words(house: House) -> None:
    house.refer(calls=True)
    house.at(MONDAY)
    assert house.last("staff", NADIA).startswith("Vous appellera")
    house.at("2026-11-30T08:30")
    assert "Vous pensiez appeler Nadia Brun" in house.last("telegram", SAMIRA)


def test_an_answer_is_never_pushed_to_the_next_of_the_list_without_an_agreement(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    house.at("2026-11-27T08:30")
    assert not any("Samira" in text for text in house.heard("staff", CCI))


def _talk_begun(house: House, stage: str, flags: tuple[str, ...] = ()) -> int:
    with house.work() as uow:
        talk = uow.talks.load("telegram", SAMIRA, house.now)
        passage = Passage(talk.passage.key, "fr", stage=stage, flags=flags, last_input_at=house.now.isoformat())  # type: ignore[arg-type]
        uow.talks.save(talk, passage, house.now)
        uow.reminders.set(
            "resume_talk", house.now + timedelta(days=1), house.now, passage_id=talk.passage_id, passage_turn=0
        )
        return talk.passage_id


@pytest.mark.parametrize("flags", [("distress",), ("minor",), ("no_resume",)])
def test_nobody_is_resumed_after_distress(house: House, flags: tuple[str, ...]) -> None:
    _talk_begun(house, "listening", flags)
    house.at("2026-11-24T12:00")
    assert house.heard("telegram", SAMIRA) == []
    assert house.reminders() == []


def test_a_talk_that_went_on_is_not_ejected_and_its_reminder_moves(house: House) -> None:
    passage_id = _talk_begun(house, "listening")
    house.now = paris("2026-11-23T20:30")
    with house.work() as uow:
        talk = uow.talks.find_by_passage(passage_id)
        assert talk is not None
        passage = Passage(talk.passage.key, "fr", stage="listening", turn=4, last_input_at=house.now.isoformat())
        uow.talks.save(talk, passage, house.now)
    house.at("2026-11-23T20:47")
    assert house.heard("telegram", SAMIRA) == []
    with house.store.read() as uow:
        pending = uow.session.exec(select(Reminder).where(Reminder.status == "pending")).one()
    assert pending.due_at == paris("2026-11-25T08:30")


def test_an_unfinished_talk_is_resumed_twice_then_left_in_peace(house: House) -> None:
    for what in (Command("start"), "C’est parti", Text("je voudrais ouvrir un gîte")):
        given = Tap(house.find_button("telegram", SAMIRA, what)[1]) if isinstance(what, str) else what
        with house.work() as uow:
            arrival = Arrival("telegram", next(house.updates), SAMIRA, SAMIRA, given, "fr")
            conversation.receive(uow, house.world, arrival, house.now)
        house.deliver()
    said_at = []
    for days in range(1, 20):
        for hour in (3, 8, 9, 12, 22):
            before = len(house.heard("telegram", SAMIRA))
            house.at(f"{paris('2026-11-22T12:00').date() + timedelta(days=days)}T{hour:02}:00")
            if len(house.heard("telegram", SAMIRA)) > before:
                said_at.append((days, hour))
    assert said_at == [(2, 9), (8, 9)], "20:47 and a day is night: the word waits for the morning"
    assert house.reminders() == []
