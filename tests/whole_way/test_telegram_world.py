"""What Telegram, people's phones and networks do to both bots: nothing changes any outcome."""

from __future__ import annotations

import asyncio
import copy
from typing import Any

from storage.tables import InboxUpdate, OutboxMessage, Person
from tests.whole_way.house import ANIMATOR, NADIA, SAMIRA, House, paris

MONDAY = "2026-11-23T08:31"


def update_of(house: House, words: str, update_id: int) -> dict[str, Any]:
    """A text of Samira's under a number of our choice, as Telegram would write it."""
    sender = house.newcomer().as_sender
    chat = {"id": SAMIRA, "type": "private", "first_name": "Samira"}
    message = {"message_id": 500_000 + update_id % 1000, "date": 1, "chat": chat, "from": sender, "text": words}
    return {"update_id": update_id, "message": message}


async def test_the_same_update_twice_is_one(house: House) -> None:
    """C20, in sequence and at once in two workers (here: two submissions of the same arrivals)."""
    await house.talk(until="recit")
    update = update_of(house, "une épicerie à Arlanc", 200_000)
    house.front.push_raw(copy.deepcopy(update))
    house.front.push_raw(copy.deepcopy(update))
    await house.settle()
    question, said = house.question(), len(house.texts())
    assert question != "recit"
    house.front.push_raw(copy.deepcopy(update))
    await house.settle()
    assert (house.question(), len(house.texts())) == (question, said)
    assert [row.update_id for row in house.rows(InboxUpdate)].count(200_000) == 1


async def test_updates_out_of_order_and_ids_that_restart_lower_are_all_handled(house: House) -> None:
    """C21, C22."""
    await house.talk(until="recit")
    house.front.push_raw(update_of(house, "une épicerie", 300_001))
    house.front.push_raw(update_of(house, "à Arlanc", 300_000))
    await house.settle()
    story = house.find_talk().passage.answers["recit"].value
    assert "épicerie" in str(story)
    assert {300_000, 300_001} <= {row.update_id for row in house.rows(InboxUpdate)}
    before = len(house.texts())
    house.front.push_raw(update_of(house, "/aide", 17))
    await house.until(lambda: len(house.texts()) > before)
    assert 17 in {row.update_id for row in house.rows(InboxUpdate)}


async def test_a_double_tap_is_one_transition_and_both_are_acknowledged(house: House) -> None:
    """C23, for a newcomer's answer, a referent's decision, and two different buttons at once."""
    await house.bind(NADIA, ANIMATOR)
    await house.talk(until="portage")
    samira, shown = house.newcomer(), house.shown()
    for key in ("couple", "couple", "seul"):
        samira.tap_token(next(b["callback_data"] for b in shown.buttons if b["callback_data"].endswith(key)), shown)
    await house.settle()
    assert house.find_talk().passage.answers["portage"].value == "couple"
    assert house.question() == "but"
    await house.go_on(SAMIRA)
    await house.at(MONDAY)
    card = house.last(NADIA)
    for label in ("Je prends", "Je prends"):
        house.person(NADIA).tap(label, card)
    await house.settle()
    assert house.referral().status == "taken_charge"
    assert sum("a bien votre dossier" in text for text in house.texts()) == 1


async def test_a_keyboard_from_before_a_restart_still_answers_and_an_old_one_does_not(house: House) -> None:
    """C24, C41."""
    await house.talk(until="portage")
    token = house.shown().buttons[1]["callback_data"]
    first = house.newcomer().received[0]
    await house.restart()
    house.newcomer().tap_token("d.AAAAAAAA.1.go", first)
    await house.settle()
    assert house.question() == "portage"
    house.newcomer().tap_token(token, house.newcomer().received[-1])
    await house.settle()
    assert house.question() == "but"
    await house.restart()
    await house.go_on(SAMIRA, until="attention")
    await house.restart()
    house.newcomer().send("pas le matin")
    await house.settle()
    assert house.find_talk().passage.answers["attention"].value == "pas le matin"


async def test_a_newcomer_who_blocks_is_left_in_peace_and_the_referent_knows(house: House) -> None:
    """C30."""
    await house.bind(NADIA, ANIMATOR)
    await house.talk()
    await house.at(MONDAY)
    house.newcomer().block()
    await house.settle()
    await house.rounds()
    assert "ne reçoit plus nos messages" in house.last(NADIA).text
    assert "01 99 00 56 78" in house.last(NADIA).text
    calls = len(house.front.calls_of("sendMessage"))
    await house.staff_taps(NADIA, "Je prends")
    await house.days_pass("2026-12-01T12:00")
    assert len(house.front.calls_of("sendMessage")) == calls, "nothing more is sent"
    house.newcomer().send("/resume")
    await house.settle()
    assert len(house.front.calls_of("sendMessage")) > calls, "unblocked: answered again"


async def test_a_block_that_is_noticed_by_sending_has_the_same_effect(house: House) -> None:
    """C31: no `my_chat_member` came; the refusal of a message says it."""
    await house.bind(NADIA, ANIMATOR)
    await house.talk()
    await house.at(MONDAY)
    house.newcomer().deactivate()
    await house.staff_taps(NADIA, "Je prends")
    await house.rounds()
    assert any("ne reçoit plus nos messages" in text for text in house.heard(NADIA))
    refused = [call for call in house.front.calls_of("sendMessage") if "deactivated" in call.outcome]
    assert len(refused) == 1


async def test_429_is_honoured_across_a_restart_and_others_are_not_kept_waiting(house: House) -> None:
    """C32."""
    await house.talk(until="recit")
    house.front.flood(60, "sendMessage", chat_id=SAMIRA)
    house.newcomer().send("une épicerie à Arlanc")
    await house.until(lambda: any(call.outcome == "refuse" for call in house.front.calls_of("sendMessage")))
    asked_at = house.clock.now()
    await asyncio.sleep(0.05)
    said = len(house.texts())
    await house.restart()
    other = house.newcomer(7002, "Farid")
    other.start()
    await other.wait_for("accueil")
    assert (house.clock.now() - asked_at).total_seconds() < 55, "too slow to prove anything"
    assert len(house.texts()) == said
    await house.until(lambda: len(house.texts()) > said)
    assert 58 <= (house.clock.now() - asked_at).total_seconds() < 90


async def test_server_faults_and_dropped_connections_lose_nothing(house: House) -> None:
    """C33: every kind of fault, on every method of a talk, while people talk."""
    await house.bind(NADIA, ANIMATOR)
    for fake in (house.front, house.staff):
        for method in ("sendMessage", "getUpdates", "answerCallbackQuery", "editMessageText"):
            fake.fail("refuse", method, code=500)
            fake.fail("html", method, code=502)
        for method in ("getUpdates", "answerCallbackQuery", "editMessageText"):
            fake.fail("drop_before", method)
        fake.fail("drop_after", "sendMessage")
    await house.talk()
    await house.at(MONDAY)
    cards = [text for text in house.heard(NADIA) if "À appeler d’ici" in text]
    assert len(cards) in (1, 2), "at most one extra copy"
    assert house.referral().status == "sent"
    assert house.question() is None
    assert [row.status for row in house.rows(OutboxMessage) if row.status == "failed"] == []
    assert all(fault.times == 0 for fake in (house.front, house.staff) for fault in fake.faults if fake is house.front)
    for callback in house.front.callbacks.values():
        callback.answers.append("")  # an acknowledgement that a fault ate is nobody's error


async def test_a_query_that_is_too_old_is_no_error_to_anyone(house: House) -> None:
    """C33."""
    await house.talk(until="portage")
    shown = house.shown()
    number = house.newcomer().tap_token(shown.buttons[1]["callback_data"], shown)
    house.front.callbacks[number].stale = True
    await house.settle()
    assert house.question() == "but"
    house.front.callbacks[number].answers.append("")
    assert len(house.rows(Person)) == 1
    assert house.clock.now() < paris("2026-11-23T00:00")
