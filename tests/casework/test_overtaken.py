"""What waited in the outbox while a case moved on: it is worded anew, or not said."""

from __future__ import annotations

import json

from sqlmodel import select

from bot.usecases.follow_through import run_due
from storage.tables import OutboxMessage
from tests.casework.house import ANIMATOR, NADIA, SAMIRA, House, later, paris


def _hold(house: House, *taps: tuple[int, str]) -> None:
    """Somebody taps while nothing leaves the house."""
    for chat, label in taps:
        house.tap(chat, label)


def _given_up(house: House) -> list[str]:
    with house.work() as uow:
        return list(uow.session.exec(select(OutboxMessage.purpose).where(OutboxMessage.error == "overtaken")))


def _reached(house: House, chat: int = SAMIRA) -> list[str]:
    """What really reached a newcomer."""
    return [row.body["text"] for row in house.rows("telegram", chat) if row.status == "sent"]


def test_a_call_promised_by_somebody_who_then_declined_is_not_announced(house: House) -> None:
    house.refer()
    house.at("2026-11-23T09:00")
    _hold(house, (NADIA, "Vu, j’appelle jeudi"), (NADIA, "Pas pour moi"), (NADIA, "Autre raison"))
    later(house, minutes=5)  # whoever had these in hand is gone
    house.deliver()
    told = _reached(house)
    assert "pense vous appeler" not in " ".join(told)
    assert "n’est pas la bonne personne" in told[-1]
    assert "follow_up" in _given_up(house)


def test_words_that_waited_beyond_the_promised_day_say_what_is_so(house: House) -> None:
    house.refer()
    house.at("2026-11-23T09:00")
    house.tap(NADIA, "Je prends")
    house.now = paris("2026-12-01T09:00")  # nothing left the house for a week
    house.deliver()
    said = _reached(house)[-1]
    assert "devait vous appeler d’ici vendredi 27 novembre" in said


def test_a_case_taken_before_an_alert_could_leave_asks_nothing_of_the_animators(house: House) -> None:
    house.refer()
    house.at("2026-11-23T09:00")
    house.at("2026-11-25T09:00")
    house.now = paris("2026-11-26T08:30")
    with house.work() as uow:
        run_due(uow, house.world, house.now)  # the alert is written, and can't leave yet
    house.tap(NADIA, "Je prends")
    before = len([row for row in house.rows("staff", ANIMATOR) if row.status == "sent"])
    later(house, minutes=5)
    house.deliver()
    assert len([row for row in house.rows("staff", ANIMATOR) if row.status == "sent"]) == before
    assert "escalation" in _given_up(house)


def test_a_card_that_waited_until_the_animators_have_the_case_says_so(house: House) -> None:
    house.refer()
    house.now = paris("2026-11-26T08:30")
    with house.work() as uow:
        run_due(uow, house.world, house.now)
    house.deliver()
    card = [row.body["text"] for row in house.rows("staff", NADIA) if row.purpose == "notification"][-1]
    assert card.startswith("À l’animation du réseau")


def test_what_cannot_be_judged_leaves_as_it_was_written(house: House) -> None:
    brief = house.refer()
    house.at("2026-11-23T09:00")
    house.tap(NADIA, "Je prends")
    with house.work() as uow:
        kept = dict(uow.case_events.list_of(brief.case.id)[0].data)
        uow.session.connection().exec_driver_sql(
            "UPDATE case_event SET data = '{}' WHERE case_id = ? AND seq = 1", (brief.case.id,)
        )
    house.now = paris("2026-12-01T09:00")
    house.deliver()
    assert _reached(house)[-1].startswith("Nadia Brun a bien votre dossier")
    with house.work() as uow:  # as it was, for the check of every history
        data = json.dumps(kept)
        uow.session.connection().exec_driver_sql("UPDATE case_event SET data = ? WHERE seq = 1", (data,))
