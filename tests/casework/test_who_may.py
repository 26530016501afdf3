"""Every staff verb, by everybody who may not: nothing of a case is shown, and nothing changes."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.casework.events import Actor, Role
from bot.usecases import cases as casework
from bot.usecases import staffroom
from bot.usecases.cases.tokens import NewcomerVerb, StaffVerb, newcomer_token, staff_token
from dialogs.inputs import Command, Tap
from dialogs.message import Message
from storage.tables import CaseEventRow, StaffAccount
from tests.casework.house import CCI, NADIA, PAUL, SAMIRA, STRANGER, House

ELSEWHERE, REVOKED = 120, 121
OF_A_CASE = [verb for verb in StaffVerb if verb not in (StaffVerb.ABSENCE, StaffVerb.LIST_CASES)]
PERSONAL = ("Samira", "56 78", "épicerie", "décalé")


def bind_others(house: House) -> None:
    """An animator of another territory, and a colleague of Nadia's whose account was shut out."""
    other = next(t for name, t in house.world.territories.items() if name != house.territory.id)
    with house.work() as uow:
        codes = {
            ELSEWHERE: staffroom.new_invitation(uow, other, house.now, is_animator=True),
            REVOKED: staffroom.new_invitation(uow, house.territory, house.now, interlocutor="cc-ambert.accueil"),
        }
    for chat, code in codes.items():
        house.staff(chat, Command("start", code))
    house.deliver()
    with house.work() as uow:
        account = uow.session.exec(select(StaffAccount).where(StaffAccount.external_id == REVOKED)).one()
        account.revoked_at = house.now


def heard_of_the_case(house: House, chat: int) -> list[str]:
    """What a staff chat was shown, edits included."""
    rows = house.rows("staff", chat, kinds=("send", "edit"))
    return [Message.from_json(row.body).text for row in rows if "text" in row.body]


def history(house: House) -> list[tuple[int, int, str]]:
    with house.store.read() as uow:
        rows = uow.session.exec(select(CaseEventRow)).all()
    return sorted((row.case_id, row.seq, row.kind) for row in rows)


@pytest.mark.parametrize("who", [STRANGER, ELSEWHERE, CCI, REVOKED])
def test_nobody_else_sees_or_changes_a_case_by_any_verb(house: House, who: int) -> None:
    bind_others(house)
    brief = house.refer()
    house.at("2026-11-23T08:30")
    before, told = history(house), len(house.heard("telegram", SAMIRA))
    for verb in OF_A_CASE:
        named = brief.case.id if verb is StaffVerb.OPEN_CASE else brief.referral.id
        for rest in ((), ("autre",), ("done",), ("20261127",), ("etude",), ("created",), ("1f3a", 0)):
            house.staff(who, Tap(staff_token(verb, named, *rest), None))
    assert history(house) == before
    assert len(house.heard("telegram", SAMIRA)) == told
    shown = "\n".join(heard_of_the_case(house, who))
    assert not [word for word in PERSONAL if word in shown]
    assert brief.interlocutor.name not in shown.replace("Bonjour Nadia Brun", "")


def test_another_territory_s_animator_is_refused_even_where_the_desk_would_be_theirs(house: House) -> None:
    """The territory is checked by itself: an account of the same interlocutor id elsewhere has no right here."""
    brief = house.refer()
    house.at("2026-11-23T08:30")
    with house.work() as uow:
        nadia = uow.session.exec(select(StaffAccount).where(StaffAccount.external_id == NADIA)).one()
        nadia.territory = next(name for name in house.world.territories if name != house.territory.id)
    before = history(house)
    house.staff(NADIA, Tap(staff_token(StaffVerb.TAKE, brief.referral.id), None))
    house.staff(NADIA, Tap(staff_token(StaffVerb.OPEN_CASE, brief.case.id), None))
    assert history(house) == before
    assert "Samira" not in heard_of_the_case(house, NADIA)[-1]


@pytest.mark.parametrize("verb", list(NewcomerVerb))
def test_a_forged_button_on_somebody_else_s_case_does_nothing(house: House, verb: NewcomerVerb) -> None:
    brief = house.refer()
    house.refer(chat=8)
    house.at("2026-11-23T08:30")
    before = history(house)
    staff = len(house.heard("staff", NADIA))
    with house.work() as uow:
        other = uow.talks.load("telegram", 8, house.now)
        for answer in ("y", "n", "1f3a"):
            token = newcomer_token(verb, brief.referral.id, answer)
            assert casework.newcomer_tap(uow, house.world, other, token, house.now)
    assert history(house) == before
    assert len(house.heard("staff", NADIA)) == staff
    said = house.heard("telegram", 8)[-1]
    assert "n’a plus d’effet" in said
    assert "Nadia" not in said


def test_a_case_that_moved_shows_nothing_of_the_person_to_who_had_it(house: House) -> None:
    brief = house.refer()
    house.at("2026-11-23T08:30")
    with house.work() as uow:
        actor = Actor(Role.ANIMATOR)
        held = casework.read_case_brief(uow, house.world, brief.case.id)
        assert held is not None
        assert casework.reassign(uow, house.world, held, actor, "cc-ambert.economie", house.now) == "moved"
    shown = len(heard_of_the_case(house, NADIA))
    for verb in OF_A_CASE:
        named = brief.case.id if verb is StaffVerb.OPEN_CASE else brief.referral.id
        house.staff(NADIA, Tap(staff_token(verb, named), None))
    said = "\n".join(heard_of_the_case(house, NADIA)[shown:])
    assert not [word for word in PERSONAL if word in said]
    assert house.referrals(brief.case.id)[-1].interlocutor == "cc-ambert.economie"
    assert any("Samira" in text for text in heard_of_the_case(house, PAUL))
