"""One row that can't be read is set aside and told once; everybody else is served on time."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlmodel import select

from storage.tables import Reminder
from tests.casework.house import ANIMATOR, NADIA, SAMIRA, House

MONDAY = "2026-11-23T08:30"
ERASE = "UPDATE \"case\" SET status = 'withdrawn' WHERE id = :case"
SPOIL = {
    "history": "UPDATE case_event SET kind = 'unheard_of' WHERE case_id = :case",
    "facts": "UPDATE \"case\" SET facts = '[1, 2]' WHERE id = :case",
}


@pytest.mark.parametrize("spoilt", ["history", "facts"])
def test_a_row_of_foreign_shape_keeps_nobody_else_waiting(house: House, spoilt: str) -> None:
    lost = house.refer(chat=8).case.id
    house.refer(chat=SAMIRA)
    house.at(MONDAY)
    with house.work() as uow:
        uow.session.connection().execute(text(SPOIL[spoilt]), {"case": lost})
    house.at("2026-11-25T08:30")
    assert any("Dossier 2" in said and "attend votre réponse" in said for said in house.heard("staff", NADIA))
    house.at("2026-11-26T08:30")
    assert any("Sans réponse de Nadia Brun" in said and "dossier 2" in said for said in house.heard("staff", ANIMATOR))
    told = [said for said in house.heard("staff", ANIMATOR) if "n’a pas pu être lu" in said]
    assert len(told) == 1, "once, however many of its reminders there are"
    with house.store.read() as uow:
        aside = uow.session.exec(select(Reminder).where(Reminder.status == "unreadable")).all()
    assert aside
    with house.work() as uow:
        assert uow.reminders.try_again() == len(aside), "an upgrade tries them again"
        # Erased for good, so that nothing is left that its columns would have to follow.
        for statement in ("DELETE FROM case_event WHERE case_id = :case", ERASE):
            uow.session.connection().execute(text(statement), {"case": lost})
