"""Somebody whose talk or case can't be read gets an answer; those who write at the same moment are served as ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.machinery.arrival import Arrival
from bot.machinery.intake import Reception
from bot.usecases import conversation, staffroom
from bot.usecases.cases.schedule_of_case import plan_forgotten
from bot.usecases.retention import retention
from bot.usecases.set_aside import note_lost_messages
from dialogs.inputs import Command, Text
from storage.outbox_rows import LostRow
from tests.casework.house import ANIMATOR, NADIA, SAMIRA, House

LOST, OTHER = 8, 9
OF_PERSON = "WHERE passage_id IN (SELECT id FROM passage WHERE person_id = :person)"
SPOIL = {
    "the passage is no JSON": "UPDATE passage SET state = '{kaput' WHERE person_id = :person",
    "the passage is a list": "UPDATE passage SET state = '[1]' WHERE person_id = :person",
    "the passage is empty": "UPDATE passage SET state = '{}' WHERE person_id = :person",
    "an answer is no JSON": f"UPDATE answer SET body = '{{kaput' {OF_PERSON}",
    "an answer is a word": f"UPDATE answer SET body = '\"oui\"' {OF_PERSON}",
}
SPOIL_CASE = {
    "its facts are no JSON": "UPDATE \"case\" SET facts = '{kaput' WHERE id = :case",
    "its facts are a list": "UPDATE \"case\" SET facts = '[1]' WHERE id = :case",
    "its history is foreign": "UPDATE case_event SET kind = 'unheard_of' WHERE case_id = :case",
    "its promised day is none": "UPDATE referral SET promised_on = 'jeudi' WHERE case_id = :case",
}


def reception(house: House) -> Reception:
    """The product's own receivers and apologies."""

    def bound(use_case: Any) -> Any:
        return lambda work, arrival, now: use_case(work, house.world, arrival, now)

    return Reception(
        house.store,
        {"telegram": bound(conversation.receive), "staff": bound(staffroom.receive)},
        {"telegram": bound(conversation.apologise), "staff": bound(staffroom.apologise)},
        wait=lambda seconds: pytest.fail("nothing here is worth waiting for"),
    )


def spoil(house: House, statement: str, **of: int) -> None:
    with house.work() as uow:
        uow.session.connection().execute(text(statement), of)


def arrive(house: House, *what: tuple[str, int, Any]) -> None:
    """One set, as it comes in under load."""
    arrivals = [Arrival(bot, next(house.updates), chat, chat, said) for bot, chat, said in what]
    reception(house).commit_as_one_set(arrivals, house.now)
    house.deliver()


@pytest.mark.parametrize("statement", SPOIL.values(), ids=SPOIL)
def test_a_talk_of_foreign_shape_stops_only_its_own_person(house: House, statement: str) -> None:
    arrive(house, ("telegram", LOST, Command("start")), ("telegram", OTHER, Command("start")))
    arrive(house, ("telegram", LOST, Text("une épicerie à Arlanc")), ("telegram", OTHER, Text("une épicerie à Arlanc")))
    asked = len(house.heard("telegram", OTHER))
    with house.store.read() as uow:
        talk = uow.talks.find("telegram", LOST)
        assert talk is not None
    spoil(house, statement, person=talk.person_id)
    for _ in range(2):
        arrive(house, ("telegram", LOST, Text("allô")), ("telegram", OTHER, Text("je cherche un local")))
    assert len(house.heard("telegram", OTHER)) >= asked + 2
    assert "appelez" in house.last("telegram", LOST), "a number to call"
    house.at("2026-11-23T09:00")
    told = [said for said in house.heard("staff", ANIMATOR) if "n’a pas pu être traité" in said]
    assert len(told) == 1, "once a day"
    assert "épicerie" not in told[0]


@pytest.mark.parametrize("statement", SPOIL_CASE.values(), ids=SPOIL_CASE)
def test_a_case_of_foreign_shape_stops_nobody_elses(house: House, statement: str) -> None:
    lost = house.refer(chat=LOST).case.id
    house.refer(chat=SAMIRA)
    house.at("2026-11-23T09:00")
    spoil(house, statement, case=lost)
    house.tap(NADIA, "Je prends")
    assert [referral.status for referral in house.referrals(house.brief_id)] == ["taken_charge"]
    arrive(house, ("telegram", LOST, Text("où en êtes-vous ?")), ("telegram", SAMIRA, Command("dossiers")))
    assert house.heard("telegram", LOST)
    for day in ("24", "25", "26", "27"):
        house.at(f"2026-11-{day}T09:00")
    assert any("Dossier 2" in said or "dossier 2" in said for said in house.heard("staff", NADIA))
    forget(house, lost)


def test_a_reminder_whose_hour_is_none_keeps_nobody_waiting(house: House) -> None:
    lost = house.refer(chat=LOST).case.id
    house.refer(chat=SAMIRA)
    house.at("2026-11-23T08:30")
    spoil(house, "UPDATE reminder SET due_at = '2026-02-31' WHERE case_id = :case AND status = 'pending'", case=lost)
    house.at("2026-11-25T08:30")
    assert any("Dossier 2" in said and "attend votre réponse" in said for said in house.heard("staff", NADIA))
    assert any("n’a pas pu être lu" in said for said in house.heard("staff", ANIMATOR))
    spoil(house, "UPDATE reminder SET due_at = '2026-11-25 07:00:00.000000' WHERE case_id = :case", case=lost)
    with house.work() as uow:
        assert uow.reminders.try_again() > 0
    house.at("2026-11-26T08:30")
    assert "\n1 · reprise" in house.last("staff", ANIMATOR), "read after all, and followed"


@pytest.mark.parametrize("statement", SPOIL_CASE.values(), ids=SPOIL_CASE)
def test_the_start_gets_past_a_case_of_foreign_shape(house: House, statement: str) -> None:
    lost = house.refer(chat=LOST).case.id
    kept = house.refer(chat=SAMIRA).case.id
    spoil(house, "DELETE FROM reminder WHERE case_id IN (:lost, :kept)", lost=lost, kept=kept)
    spoil(house, statement, case=lost)
    with house.work() as uow:
        plan_forgotten(uow, house.world, house.now)
        assert uow.reminders.ahead_of_case(kept), "the other has its date"
    forget(house, lost)


@pytest.mark.parametrize("statement", SPOIL.values(), ids=SPOIL)
def test_forgetting_in_time_gets_past_a_talk_of_foreign_shape(house: House, statement: str) -> None:
    arrive(house, ("telegram", LOST, Text("une épicerie à Arlanc")), ("telegram", OTHER, Text("une épicerie à Arlanc")))
    with house.store.read() as uow:
        talk = uow.talks.find("telegram", LOST)
        assert talk is not None
    spoil(house, statement, person=talk.person_id)
    with house.work() as uow:
        retention(uow, house.now + timedelta(days=100))
    with house.store.read() as uow:
        assert uow.talks.find("telegram", LOST) is None
        assert uow.talks.find("telegram", OTHER) is None


@pytest.mark.parametrize("statement", SPOIL_CASE.values(), ids=SPOIL_CASE)
def test_a_person_is_erased_although_their_case_cannot_be_read(house: House, statement: str) -> None:
    brief = house.refer(chat=LOST)
    spoil(house, statement, case=brief.case.id)
    assert brief.talk is not None
    with house.work() as uow:
        uow.people.erase(brief.talk.person_id, house.now)
    spoil(house, "UPDATE referral SET promised_on = '2026-11-27' WHERE case_id = :case", case=brief.case.id)
    case = house.case(brief.case.id)
    assert (case.status, case.facts) == ("withdrawn", {})
    assert [(referral.status, referral.reason) for referral in house.referrals(case.id)] == [("withdrawn", "")]


def test_a_message_set_aside_is_told_to_its_own_territory_once_a_day(house: House) -> None:
    brief = house.refer()
    house.at("2026-11-23T09:00")
    lost = [LostRow(1, "staff", brief.referral.id), LostRow(2, "telegram", None)]
    for _ in range(2):
        with house.work() as uow:
            note_lost_messages(uow, house.world, lost, house.now)
    house.deliver()
    assert len([said for said in house.heard("staff", ANIMATOR) if "n’a pas pu être lu" in said]) == 1


def forget(house: House, case_id: int) -> None:
    """Erase a case for good, so that nothing is left that its columns would have to follow."""
    spoil(house, "DELETE FROM case_event WHERE case_id = :case", case=case_id)
    spoil(house, "UPDATE \"case\" SET status = 'withdrawn', facts = '{}' WHERE id = :case", case=case_id)
    spoil(house, "UPDATE referral SET promised_on = '2026-11-27' WHERE case_id = :case", case=case_id)
