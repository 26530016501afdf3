"""The staff bot's door: codes, strangers, revoked accounts, forwarded keyboards; and the trial that leaves nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fake_bot_api import FakeUser
from tests.whole_way.house import ANIMATOR, CCI, NADIA, SAMIRA, STRANGER, House

MONDAY = "2026-11-23T08:31"


async def test_a_code_works_once_and_for_seven_days(house: House) -> None:
    code = house.code_for("cc-ambert.accueil")
    house.person(NADIA).start(code)
    house.person(STRANGER).start(code)
    await house.settle()
    assert "Bonjour Nadia Brun" in house.last(NADIA).text
    assert "déjà utilisé, périmé, ou mal recopié" in house.last(STRANGER).text
    late = house.code_for("cc-ambert.economie")
    await house.at(house.clock.now() + timedelta(days=7, minutes=1))
    house.person(STRANGER).start(late)
    await house.settle()
    assert "périmé" in house.last(STRANGER).text


async def test_guessing_codes_is_throttled(house: House) -> None:
    code = house.code_for("cc-ambert.accueil")
    for number in range(6):
        house.person(STRANGER).start(f"guess{number}")
    await house.settle()
    assert "Trop d’essais" in house.last(STRANGER).text
    house.person(STRANGER).start(code)
    await house.settle()
    assert "Trop d’essais" in house.last(STRANGER).text, "a right code doesn't help a guesser"
    await house.at(house.clock.now() + timedelta(hours=2))
    house.person(STRANGER).start(code)
    await house.settle()
    assert "Bonjour Nadia Brun" in house.last(STRANGER).text


STRANGE_DEEDS = {
    "text": lambda person: person.send("bonjour"),
    "unknown command": lambda person: person.send("/licorne"),
    "help": lambda person: person.send("/aide"),
    "sticker": lambda person: person.send_sticker(),
    "photo": lambda person: person.send_photo("légende"),
    "voice": lambda person: person.send_voice(b"OggS"),
    "location": lambda person: person.send_location(),
    "contact": lambda person: person.send_contact("01 99 00 00 00"),
    "poll": lambda person: person.send_poll(),
    "dice": lambda person: person.send_dice(),
    "document": lambda person: person.send_document(),
    "album": lambda person: person.send_album(),
    "edit": lambda person: person.edit(person.send("un"), "deux"),
    "unknown token": lambda person: person.tap_token("s.zz.1"),
    "foreign token": lambda person: person.tap_token("d.ABCDEFGH.1.go"),
    "empty token": lambda person: person.tap_token(" "),
}


@pytest.mark.parametrize("deed", STRANGE_DEEDS)
async def test_whatever_is_sent_gets_a_helpful_answer_from_both_bots(house: House, deed: str) -> None:
    await house.bind(NADIA)
    people: list[FakeUser] = [house.person(NADIA), house.person(STRANGER), house.newcomer(SAMIRA)]
    house.person(STRANGER).send("bonjour")
    house.newcomer(SAMIRA).send("bonjour")
    await house.settle()
    for person in people:
        before = len(person.received)
        STRANGE_DEEDS[deed](person)
        await house.settle()
        assert len(person.received) > before, f"{deed}: no answer"
        assert len(person.received[-1].text) > 20
    assert "sur invitation" in house.last(STRANGER).text


async def test_forwarded_and_old_keyboards_and_revoked_accounts_move_nothing(house: House) -> None:
    """C24, C54."""
    await house.bind(NADIA, ANIMATOR, CCI)
    await house.talk(until="portage")
    old = house.newcomer(SAMIRA).received[0]
    token = house.shown().buttons[0]["callback_data"]
    other = house.newcomer(7777, "Voisin")
    other.start()
    await house.settle()
    other.tap_token(token)
    await house.settle()
    assert house.question() == "portage"
    assert house.question(7777) == "accueil"
    await house.go_on(SAMIRA)
    await house.at(MONDAY)
    house.person(STRANGER).send("bonjour")
    await house.settle()
    card = house.last(NADIA)
    take = card.button("Je prends")
    assert take is not None
    house.person(CCI).tap_token(take["callback_data"])
    house.person(STRANGER).tap_token(take["callback_data"])
    await house.settle()
    assert "pas pour ce compte" in house.last(CCI).text
    assert "sur invitation" in house.last(STRANGER).text
    with house.service.store.begin() as work:
        account = work.staff.find_account("staff", NADIA)
        assert account is not None
        work.staff.revoke(account, house.clock.now())
    await house.staff_taps(NADIA, "Je prends")
    assert "sur invitation" in house.last(NADIA).text
    assert house.referral().status == "sent"
    house.newcomer(SAMIRA).tap_token("d.PLHPX5L5.1.go", old)
    await house.settle()
    assert house.referral().status == "sent"


async def test_a_trial_plays_the_front_door_and_leaves_nothing(house: House) -> None:
    await house.bind(NADIA, ANIMATOR)
    before = house.count_rows()
    await house.staff_says(ANIMATOR, "/essai")
    animator = house.person(ANIMATOR)
    start = next(message for message in reversed(animator.received) if message.buttons)
    animator.tap_token(next(b["callback_data"] for b in start.buttons if b["callback_data"].endswith(".go")), start)
    await house.settle()
    assert "amène" in house.last(ANIMATOR).text
    await house.staff_says(ANIMATOR, "une boulangerie à Ambert")
    await house.staff_says(ANIMATOR, "/dossiers")
    assert "ouvert" in house.last(ANIMATOR).text.lower() or "dossier" in house.last(ANIMATOR).text.lower()
    await house.staff_says(ANIMATOR, "/fin")
    await house.days_pass("2026-12-02T12:00", timedelta(hours=6))
    after = house.count_rows()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"inbox", "outbox", "pace", "audit", "erasure", "identity"}, changed
    assert len(house.heard(NADIA)) == 1
    assert "boulangerie" not in str(house.front.calls)
