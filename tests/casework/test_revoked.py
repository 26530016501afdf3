"""An account that is shut out: nothing waits for it, nothing lies before it, and its cases are somebody else's."""

from __future__ import annotations

from sqlmodel import select

from bot.casework.events import HOUSE
from bot.usecases.staff_accounts import Revoked, revoke_account
from dialogs.inputs import Tap
from storage.tables import OutboxMessage, StaffAccount
from tests.casework.house import NADIA, PAUL, SAMIRA, House


def revoke(house: House, chat: int) -> Revoked:
    with house.work() as uow:
        account = uow.session.exec(select(StaffAccount).where(StaffAccount.external_id == chat)).one()
        return revoke_account(uow, house.world, account, HOUSE, house.now)


def test_cases_go_to_the_relay_agreed_to_and_everybody_knows(house: House) -> None:
    case_id = house.refer().case.id
    house.at("2026-11-23T08:30")
    house.tap(NADIA, "Je prends")
    house.deliver()
    assert revoke(house, NADIA).moved == ((1, "Paul Roche"),)
    assert house.referrals(case_id)[-1].interlocutor == "cc-ambert.economie"
    assert "Samira" in house.last("staff", PAUL)
    assert "suivi par Paul Roche" in house.last("telegram", SAMIRA)
    assert revoke(house, NADIA) == Revoked((), ()), "done twice, nothing more happens"


def test_its_cards_become_stubs_its_messages_go_and_its_buttons_do_nothing(house: House) -> None:
    house.refer()
    house.at("2026-11-23T08:30")
    token = house.first_card_token(NADIA)
    house.refer(chat=8)
    revoke(house, NADIA)
    stubs = [row for row in house.rows("staff", NADIA, kinds=("edit",)) if row.purpose == "erasure"]
    assert stubs
    assert {row.body["text"] for row in stubs} == {"Ce compte n’a plus accès aux dossiers."}
    with house.store.read() as uow:
        waiting = uow.session.exec(
            select(OutboxMessage).where(OutboxMessage.chat_id == NADIA, OutboxMessage.status == "pending")
        ).all()
    assert all(row.purpose == "erasure" for row in waiting)
    house.staff(NADIA, Tap(token, None))
    assert "réservé aux interlocuteurs" in house.last("staff", NADIA)
