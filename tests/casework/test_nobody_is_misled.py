"""Any sequence of taps on any card that ever lay in a chat, of days and outages: nobody is left behind or misled.

Held after every step, of every case: its history folds to its columns; while it is open somebody reachable is
answerable for it and a next date stands; when it is over nothing is due. And of every reader of a case: what reached
them last is true, or its correction waits in the outbox.
"""

from __future__ import annotations

import random
from datetime import timedelta

from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from bot.casework.beliefs import holds
from bot.casework.life import Status
from bot.usecases import cases as casework
from bot.usecases.cases.history import read_state
from bot.usecases.cases.routes import desk_of
from bot.usecases.follow_through import run_due
from dialogs.inputs import Command, Tap, Text
from dialogs.world import World
from storage.store import Store
from storage.tables import Case, OutboxMessage, Reminder
from tests.casework.house import ANIMATOR, CCI, NADIA, PAUL, SAMIRA, House
from tests.histories import check_histories

STAFF = (NADIA, PAUL, ANIMATOR, CCI)
HOURS = (1, 5, 14, 24, 48, 72, 24 * 9, 24 * 31, 24 * 100)
AFTER_THE_END = frozenset({"forget_answers", "satisfaction", "keep_link"})
"""What may be due of a case that is over: the term of what a person left, and the question how it went."""
SENTENCES = ("12 mars", "demain à 10 h", "On s’est vus, tout va bien.", "Il manque son numéro de téléphone")


def _step(house: House, chance: random.Random) -> str:
    """One thing that happens; what it was, for who reads a failure."""
    what = chance.choices(("staff taps", "newcomer taps", "time", "outage", "words", "absence"), (40, 14, 28, 8, 6, 4))[
        0
    ]
    if what == "staff taps":
        return _staff_taps(house, chance)
    if what == "newcomer taps":
        return _newcomer_taps(house, chance)
    if what == "words":
        chat, words = chance.choice(STAFF), chance.choice(SENTENCES)
        rows = [row for row in house.rows("staff", chat) if row.message_id]
        house.staff(chat, Text(words, order=None, reply_to=rows[-1].message_id if rows else None))
        return f"{chat} writes {words!r}"
    if what == "absence":
        chat, first = chance.choice((NADIA, PAUL, CCI)), house.now.date() + timedelta(days=chance.randint(0, 6))
        last = first + timedelta(days=chance.randint(0, 12))
        house.staff(chat, Command("absence", f"{first.isoformat()} {last.isoformat()}"))
        return f"{chat} is away from {first} to {last}"
    hours = chance.choice(HOURS)
    house.now += timedelta(hours=hours)
    if what == "time":
        house.deliver()
    with house.work() as uow:
        run_due(uow, house.world, house.now)
    if what == "time":
        house.deliver()
    return f"{hours} hours pass" + ("" if what == "time" else ", and nothing leaves the house")


def _buttons(house: House, channel: str, chat: int) -> list[tuple[int | None, str, str]]:
    """Every button that ever lay in a chat: the message's number, the label, the token."""
    return [
        (row.message_id or row.edits_message_id, label, token)
        for row in house.rows(channel, chat, kinds=("send", "edit"))
        if row.status == "sent"
        for buttons in row.body.get("rows", ())
        for label, token, _ in buttons
        if token
    ]


def _staff_taps(house: House, chance: random.Random) -> str:
    chat = chance.choice(STAFF)
    buttons = _buttons(house, "staff", chat)
    if not buttons:
        return "nothing to tap"
    order, label, token = chance.choice(buttons[-12:] if chance.random() < 0.7 else buttons)
    house.staff(chat, Tap(token, order))
    house.deliver()
    return f"{chat} taps {label!r}"


def _newcomer_taps(house: House, chance: random.Random) -> str:
    buttons = [each for each in _buttons(house, "telegram", SAMIRA) if each[2].startswith("c.")]
    if not buttons:
        return "nothing to tap"
    _, label, token = chance.choice(buttons)
    with house.work() as uow:
        casework.newcomer_tap(uow, house.world, uow.talks.load("telegram", SAMIRA, house.now), token, house.now)
    house.deliver()
    return f"the newcomer taps {label!r}"


def check_cases(house: House) -> None:
    """Somebody reachable is answerable for every open case and something is due; nothing is, for one that is over."""
    with house.work() as uow:
        for case in uow.session.exec(select(Case).order_by(col(Case.id))).all():
            state = read_state(uow, case.id)
            pending = uow.session.exec(
                select(Reminder).where(Reminder.case_id == case.id, Reminder.status == "pending")
            ).all()
            if not state.is_open:
                left = [each.kind for each in pending if each.kind not in AFTER_THE_END]
                assert not left, f"{case.number} is {state.status}, and {left} is due"
                continue
            assert pending, f"nothing is due in {case.number}, which is {state.status}"
            if state.status is not Status.NEWCOMER_CALLS:
                territory = house.world.territory(case.territory)
                desk = desk_of(uow, territory, state.current.interlocutor, "staff")
                assert desk.accounts, f"nobody can be reached for {case.number}"


def check_beliefs(house: House) -> None:
    """What reached each reader last is true, or something newer about the case waits for them."""
    with house.work() as uow:
        for case in uow.session.exec(select(Case)).all():
            state, last = read_state(uow, case.id), {}
            for told in uow.notices.list_of(case.id):
                row = uow.session.get(OutboxMessage, told.outbox_id)
                if row is not None and row.status != "failed":
                    last[told.reader] = (told, row.status)
            for told, status in last.values():
                if status == "sent":
                    assert holds(told.belief, state), (
                        f"{told.reader} was told {told.key} {dict(told.belief)}, and {case.number} is {state.status}"
                    )


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.randoms(use_true_random=True))
def test_nobody_is_left_behind_or_misled(world: World, chance: random.Random) -> None:
    assert walk(world, chance, 30) == 30


def walk(world: World, chance: random.Random, steps: int) -> int:
    """Live through `steps` random things, and hold what must hold after each; how many were lived through."""
    lived = 0
    store = Store.open("sqlite://")
    try:
        store.migrate()
        house = House(world, store)
        house.bind_everyone()
        house.refer(
            agreements=chance.choice(
                (("interlocutor",), ("interlocutor", "relay"), ("interlocutor", "relay", "partners"))
            )
        )
        house.deliver()
        for _ in range(steps):
            happened = _step(house, chance)
            note(f"{house.now:%a %d/%m %H:%M} {happened}")
            check_histories(store)
            check_cases(house)
            check_beliefs(house)
            lived += 1
    finally:
        store.close()
    return lived
