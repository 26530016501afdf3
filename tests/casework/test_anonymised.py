"""After a closed case's term nothing of the person is left anywhere, and the figures are what they were."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel

from bot.machinery.stint import Stint
from bot.rules.worlds import Worlds
from bot.usecases.anonymising import anonymise_ended, months_before
from bot.usecases.cases import withdraw_agreement
from bot.usecases.figures import Period, read_figures
from bot.usecases.personal_records import erase_person
from bot.usecases.retention import retention
from bot.usecases.rounds import Rounds
from dialogs.world import World
from storage.outbox_rows import OutboxRow
from storage.store import Store
from tests.casework.house import NADIA, PARIS, SAMIRA, House
from tests.figures.lives import store_life, walk
from tests.sizes import examples

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
PERIOD = Period.read("2026-11", "2026-12")
PERSONAL = ("samira", "01 99 00 56 78", "lyon", "compta", "décalé", "hypermarché", "vélo rouge", "benali")


@dataclass(frozen=True)
class StandingClock:
    at: datetime

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("a round doesn't sleep")


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.read() as uow:
        connection = uow.session.connection()
        return {
            table.name: [dict(row._mapping) for row in connection.execute(table.select())]
            for table in SQLModel.metadata.sorted_tables
        }


def found_in(store: Store, words: Sequence[str]) -> list[tuple[str, str]]:
    """Where any of these words stand, in whatever column."""
    hits = []
    for name, rows in everything(store).items():
        for row in rows:
            for column, value in row.items():
                text = value.decode("utf-8", "ignore") if isinstance(value, bytes) else repr(value)
                hits += [(name, column) for word in words if word in text.lower()]
    return hits


def figures(house: House) -> Any:
    with house.store.read() as uow:
        return as_values(uow, house.world)


def as_values(uow: Any, world: World) -> Any:
    read = read_figures(uow, world, world.territory(None), PERIOD)
    return sorted(read.cases, key=repr), sorted(read.referrals, key=repr), read.unfinished


def live_through(house: House, chat: int = SAMIRA) -> int:
    """A case with all that one leaves behind: a voice, a relayed question and its answer, a contact, a closing."""
    brief = house.refer(chat=chat)
    assert brief.talk is not None
    with house.work() as uow:
        uow.people.update_contact(brief.talk.person_id, last_name="Benali", email="samira@example.org")
        uow.media.add(
            b"samira dit: hypermarche", house.now, mime="audio/ogg", seconds=9, passage_id=brief.talk.passage_id
        )
    house.at("2026-11-23T09:00").tap(NADIA, "Je prends")
    house.deliver()
    house.tap(NADIA, "Poser une question")
    house.deliver()
    house.reply(NADIA, "Vous travaillez dans quel hypermarché, Samira ?")
    house.deliver()
    house.tap(NADIA, "Envoyer")
    house.deliver()
    with house.work() as uow:
        talk = uow.talks.find("telegram", chat)
        assert talk is not None
        relay = uow.relays.list_of(brief.referral.id)
        assert relay
        relay[0].text = "le vélo rouge de Samira"
    return brief.case.id


def close(house: House) -> None:
    house.at("2026-11-24T09:30").tap(NADIA, "Contact fait")
    house.deliver()
    house.tap(NADIA, "Terminer…")
    house.deliver()
    house.tap(NADIA, "A repris")
    house.deliver()


def test_nothing_personal_is_left_once_the_term_is_over_and_figures_stay(house: House) -> None:
    case_id = live_through(house)
    close(house)
    assert house.case(case_id).status == "closed"
    assert {name for name, _ in found_in(house.store, PERSONAL)} >= {"person", "answer", "outbox", "relay", "media"}
    before = figures(house)
    assert before[0][0].outcome == "taken_over"
    house.now = datetime(2027, 11, 23, 12, tzinfo=UTC)
    with house.work() as uow:
        assert not anonymise_ended(uow, house.world, house.now)
    assert figures(house) == before
    house.case(case_id)
    house.now = datetime(2027, 11, 24, 12, tzinfo=UTC)
    with house.work() as uow:
        while retention(uow, house.now).more:
            pass
    with house.work() as uow:
        anonymise_ended(uow, house.world, house.now, Stint(60))
    assert found_in(house.store, PERSONAL) == []
    assert figures(house) == before
    left = everything(house.store)
    for name in (
        "case",
        "referral",
        "case_event",
        "person",
        "passage",
        "answer",
        "consent",
        "membership",
        "media",
        "relay",
    ):
        assert left[name] == [], name
    assert not any(row["case_id"] for row in left["audit"])
    assert not [table for table, column in found_in(house.store, [str(case_id)]) if column != "id"]


def test_what_staff_has_before_it_becomes_a_stub_though_its_outbox_rows_are_long_gone(house: House) -> None:
    live_through(house)
    close(house)
    house.now = datetime(2027, 1, 15, 12, tzinfo=UTC)
    with house.work() as uow:
        while retention(uow, house.now).more:
            pass
    cards = {row["message_id"] for row in everything(house.store)["sent_message"] if row["channel"] == "staff"}
    assert cards
    house.now = datetime(2027, 12, 1, 12, tzinfo=UTC)
    with house.work() as uow:
        anonymise_ended(uow, house.world, house.now, Stint(60))
    stubbed = {row.edits_message_id for row in house.rows("staff", NADIA, kinds=("edit",)) if row.purpose == "erasure"}
    assert cards <= stubbed
    assert everything(house.store)["sent_message"] == []


async def test_the_hourly_round_does_it_and_hands_the_stubs_to_delivery(house: House) -> None:
    live_through(house)
    close(house)
    house.now = datetime(2027, 12, 1, 12, tzinfo=UTC)
    handed: list[OutboxRow] = []
    with ThreadPoolExecutor(1) as executor:
        rounds = Rounds(house.store, Worlds(house.world), StandingClock(house.now), executor, handed.extend)
        await rounds.retain()
    assert everything(house.store)["case"] == []
    assert {row.purpose for row in handed} == {"erasure"}
    assert found_in(house.store, PERSONAL) == []


def test_somebody_with_another_case_keeps_it_and_their_number(house: House) -> None:
    first = live_through(house)
    close(house)
    with house.work() as uow:
        talk = uow.talks.find("telegram", SAMIRA)
        assert talk is not None
        life = walk(lambda words: words[0], house.now + timedelta(days=300), 1, 0)
        case = store_life(uow, house.territory, life, 777)
        uow.cases.add_member(case.id, talk.person_id, house.now)
        second = case.id
    house.now = datetime(2027, 12, 1, 12, tzinfo=UTC)
    with house.work() as uow:
        anonymise_ended(uow, house.world, house.now, Stint(60))
    left = everything(house.store)
    assert [row["id"] for row in left["case"]] == [second]
    assert "Samira" in {row["first_name"] for row in left["person"]}
    assert first not in {row["case_id"] for row in left["membership"]}


def test_a_case_opened_again_is_not_over(house: House) -> None:
    case_id = live_through(house)
    close(house)
    house.tap(NADIA, "Rouvrir")
    house.now = datetime(2029, 12, 1, 12, tzinfo=UTC)
    with house.work() as uow:
        assert uow.past.ended(house.now, 5) == []
    assert house.case(case_id).status != "closed"


@pytest.mark.parametrize("how", ["erased", "withdrawn"])
def test_what_a_person_takes_back_still_counts_once(house: House, how: str) -> None:
    live_through(house)
    before = figures(house)[0][0]
    with house.work() as uow:
        talk = uow.talks.find("telegram", SAMIRA)
        assert talk is not None
        if how == "erased":
            erase_person(uow, house.world, talk, house.now)
        else:
            withdraw_agreement(uow, house.world, talk, "interlocutor", house.now)
    (after,) = figures(house)[0]
    assert after.outcome == "withdrawn"
    assert (after.epci, after.stage, after.sectors, after.form, after.door, after.taken_in) == (
        before.epci, before.stage, before.sectors, before.form, before.door, before.taken_in,
    )  # fmt: skip
    house.now = datetime(2027, 12, 1, 12, tzinfo=UTC)
    with house.work() as uow:
        anonymise_ended(uow, house.world, house.now, Stint(60))
    assert figures(house)[0] == [after]
    assert everything(house.store)["case"] == []


def test_at_which_question_talks_stopped_is_known_after_they_are_gone(house: House) -> None:
    with house.work() as uow:
        for chat in range(900, 907):
            uow.talks.load("telegram", chat, house.now)
    before = figures(house)[2]
    assert before == {"stage:opening": 7}
    house.now += timedelta(days=91)
    with house.work() as uow:
        while retention(uow, house.now).more:
            pass
    assert everything(house.store)["passage"] == []
    assert figures(house)[2] == before


@settings(max_examples=examples(25), deadline=None)
@given(st.data())
def test_figures_are_the_same_before_and_after_whatever_happened(world: World, data: st.DataObject) -> None:
    store = Store.open("sqlite://")
    store.migrate()
    start = datetime(2026, 11, 2, 9, tzinfo=PARIS).astimezone(UTC)
    chats = itertools.count(1)
    with store.begin() as uow:
        for _ in range(data.draw(st.integers(1, 6))):
            at = start + timedelta(days=data.draw(st.integers(0, 50)))
            life = walk(lambda words: data.draw(st.sampled_from(list(words))), at, 1, data.draw(st.integers(0, 6)))
            store_life(uow, world.territory(None), life, next(chats))
    with store.read() as uow:
        before = as_values(uow, world)
    with store.begin() as uow:
        anonymise_ended(uow, world, datetime(2028, 6, 1, tzinfo=UTC), Stint(60))
    with store.read() as uow:
        assert as_values(uow, world) == before
    assert not [row for row in everything(store)["case"] if row["status"] in ("closed", "withdrawn")]
    store.close()


def test_a_stint_ends_between_two_cases_and_the_next_goes_on(world: World) -> None:
    store = Store.open("sqlite://")
    store.migrate()
    with store.begin() as uow:
        for chat in range(7):
            life = walk(lambda words: "closed" if "closed" in words else words[0], START, 1, 1)
            store_life(uow, world.territory(None), life, chat + 1)
    rounds = 0
    more = True
    while more:
        with store.begin() as uow:
            more = anonymise_ended(uow, world, datetime(2028, 1, 1, tzinfo=UTC), Stint(0))
        rounds += 1
    assert rounds >= 7
    left = everything(store)
    assert len(left["past_case"]) == 7 - len(left["case"])
    store.close()


def test_a_term_in_months_ends_on_the_same_day_or_the_last() -> None:
    assert months_before(datetime(2027, 3, 31, 8, tzinfo=UTC), 1) == datetime(2027, 2, 28, 8, tzinfo=UTC)
    assert months_before(datetime(2027, 1, 15, tzinfo=UTC), 12) == datetime(2026, 1, 15, tzinfo=UTC)
    assert months_before(datetime(2027, 1, 15, tzinfo=UTC), 13) == datetime(2025, 12, 15, tzinfo=UTC)
