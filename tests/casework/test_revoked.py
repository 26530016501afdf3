"""An account that is shut out: nothing waits for it, nothing lies before it, and its cases are somebody else's."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.casework.events import HOUSE, Actor, Role
from bot.casework.life import Status
from bot.usecases import cases as casework
from bot.usecases import staffroom
from bot.usecases.cases.tokens import StaffVerb, staff_token
from bot.usecases.staff_accounts import Revoked, revoke_account
from dialogs.inputs import Command, Tap
from storage.tables import OutboxMessage, StaffAccount
from tests.casework.house import ANIMATOR, CCI, NADIA, PAUL, SAMIRA, STRANGER, House
from tests.casework.test_who_may import ELSEWHERE, REVOKED, bind_others

MARION = 105


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
    assert revoke(house, NADIA) == Revoked(), "done twice, nothing more happens"


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


def test_a_relay_who_is_away_up_to_the_promised_day_gets_nothing(house: House) -> None:
    case_id = house.refer().case.id
    house.at("2026-11-23T08:30")
    house.staff(PAUL, Command("absence", "du 24 novembre au 4 décembre"))
    done = revoke(house, NADIA)
    assert (done.moved, done.sought) == ((), (1,))
    assert house.brief(case_id).state.status is Status.ESCALATED
    assert "Nadia Brun ne suit plus de dossiers ici" in house.last("telegram", SAMIRA)
    assert "ne suit plus de dossiers ici" in house.last("staff", ANIMATOR)


def test_an_account_left_on_another_channel_does_not_keep_what_it_can_not_be_told(house: House) -> None:
    """What counts is whether somebody can be written to beside the person's own door."""
    case_id = house.refer().case.id
    house.at("2026-11-23T08:30")
    other = bind_elsewhere(house, "cc-ambert.accueil")
    with house.work() as uow:
        account = uow.session.get(StaffAccount, other)
        assert account is not None
        assert revoke_account(uow, house.world, account, HOUSE, house.now).moved == ()
    assert len(house.referrals(case_id)) == 1, "the account beside the person's door is still there"
    bind_elsewhere(house, "cc-ambert.accueil")
    assert revoke(house, NADIA).moved == ((1, "Paul Roche"),)


@pytest.mark.parametrize("gesture", ["", "Je prends", "Contact fait"])
def test_the_pivot_s_own_cases_are_sought_for_when_its_last_account_goes(house: House, gesture: str) -> None:
    with house.work() as uow:
        code = staffroom.new_invitation(uow, house.territory, house.now, interlocutor=house.territory.pivot)
    house.staff(MARION, Command("start", code))
    case_id = house.refer().case.id
    house.at("2026-11-23T08:30")
    give_to_pivot(house, case_id)
    house.at("2026-11-23T08:40")
    if gesture:
        house.tap(MARION, "Je prends")
        house.deliver()
    if gesture == "Contact fait":
        house.tap(MARION, "Contact fait")
        house.deliver()
    assert revoke(house, MARION).sought == (1,)
    house.deliver()
    assert house.brief(case_id).state.status is Status.ESCALATED
    assert house.reminders()[0][0] == "animator"
    assert "L’animation du réseau cherche qui le reprend" in house.last("telegram", SAMIRA)
    assert "Dossier" in house.last("staff", ANIMATOR) or "dossier" in house.last("staff", ANIMATOR)


def test_where_nobody_is_left_the_person_has_the_public_numbers(house: House) -> None:
    case_id = house.refer().case.id
    house.at("2026-11-23T08:30")
    for chat in (PAUL, ANIMATOR):
        revoke(house, chat)
    done = revoke(house, NADIA)
    assert (done.untold, done.is_watched) == ((1,), False)
    assert house.brief(case_id).state.status is Status.NEWCOMER_CALLS
    assert "Je n’ai pas pu transmettre" in house.last("telegram", SAMIRA)


def test_an_animator_shuts_an_account_out_by_a_name_and_a_tap(house: House) -> None:
    case_id = house.refer().case.id
    house.at("2026-11-23T08:30")
    house.staff(ANIMATOR, Command("retirer", "Nadia Brun"))
    (label,) = house.buttons("staff", ANIMATOR)
    assert label.startswith("Nadia Brun, compte lié le")
    house.deliver()
    house.tap(ANIMATOR, label)
    assert "Dossiers en cours\u202f: 1" in house.last("staff", ANIMATOR)
    assert len(house.referrals(case_id)) == 1, "nothing is done before the yes"
    house.deliver()
    house.tap(ANIMATOR, "Oui, retirer")
    said = house.settled(ANIMATOR)
    assert "Retiré\u202f: Nadia Brun" in said
    assert "Dossier 1\u202f: confié à Paul Roche" in said
    house.staff(NADIA, Command("dossiers"))
    assert "réservé aux interlocuteurs" in house.last("staff", NADIA)


def test_a_no_shuts_nobody_out(house: House) -> None:
    house.staff(ANIMATOR, Command("retirer"))
    house.deliver()
    house.tap(ANIMATOR, next(label for label in house.buttons("staff", ANIMATOR) if label.startswith("Nadia")))
    house.deliver()
    house.tap(ANIMATOR, "Non")
    assert "garde son accès" in house.settled(ANIMATOR)
    assert account_of(house, NADIA).revoked_at is None


def test_an_animator_is_not_offered_their_own_account_and_can_not_tap_it(house: House) -> None:
    house.staff(ANIMATOR, Command("retirer"))
    assert not [label for label in house.buttons("staff", ANIMATOR) if label.startswith("Animation")]
    house.staff(ANIMATOR, Tap(staff_token(StaffVerb.SHUT_OUT, "y", account_of(house, ANIMATOR).id), None))
    assert account_of(house, ANIMATOR).revoked_at is None


@pytest.mark.parametrize("who", [STRANGER, ELSEWHERE, PAUL, CCI, REVOKED])
def test_nobody_else_shuts_anybody_out(house: House, who: int) -> None:
    bind_others(house)
    house.staff(who, Command("retirer", "Nadia Brun"))
    for verb in ("c", "y"):
        house.staff(who, Tap(staff_token(StaffVerb.SHUT_OUT, verb, account_of(house, NADIA).id), None))
    house.staff(who, Tap(staff_token(StaffVerb.SHUT_OUT, "l", 0), None))
    assert account_of(house, NADIA).revoked_at is None
    assert not [text for text in house.heard("staff", who) if "compte lié" in text or "Retirer Nadia" in text]
    assert not [label for row in house.rows("staff", who) for label in str(row.body.get("rows")) if "Nadia" in label]


def account_of(house: House, chat: int) -> StaffAccount:
    with house.store.read() as uow:
        return uow.session.exec(select(StaffAccount).where(StaffAccount.external_id == chat)).one()


def bind_elsewhere(house: House, interlocutor: str) -> int:
    """Another account of the same desk, on the channel beside the terminal's front door."""
    with house.work() as uow:
        invitation = uow.staff.create_invitation(
            house.territory.id,
            code_hash=f"h{next(house.updates)}",
            now=house.now,
            expires_at=house.now,
            interlocutor=interlocutor,
        )
        bound = uow.staff.bind(invitation, "terminal-staff", next(house.messages), house.now)
        return bound.id


def give_to_pivot(house: House, case_id: int) -> None:
    with house.work() as uow:
        held = casework.read_case_brief(uow, house.world, case_id)
        assert held is not None
        actor = Actor(Role.ANIMATOR)
        assert casework.reassign(uow, house.world, held, actor, house.territory.pivot, house.now) == "moved"
    house.deliver()
