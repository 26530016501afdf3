"""/passation: an animator hands the cases of somebody who leaves to somebody else; a tap confirms what is listed.

Rule: everything that a token names is looked up again in the animator's own territory at each tap.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.casework.events import Actor, Role
from bot.usecases.absences import tell_the_one_away
from bot.usecases.cases.tokens import StaffVerb, Tapped, key_of, staff_token
from bot.usecases.staffroom.naming import find_named
from bot.usecases.staffroom.room import Room
from bot.usecases.successions import (
    Succession,
    SuccessionRefusedError,
    check_succession,
    foresee,
    hand_over,
    passed_lines,
)
from dialogs.date_words import split_words
from dialogs.dates import Doubtful, read_period
from dialogs.message import Button, Message
from dialogs.wording import say_period
from referral_rules.directory import Interlocutor
from storage.tables import StaffAccount

PAGE = 6  # names a page
LABEL_LIMIT = 60  # characters of a button that a phone still shows
_TO = frozenset({"a", "vers", "to", "pour", ">", "-"})


def succession_command(room: Room, argument: str) -> None:
    """`/passation Nadia Brun à Paul Roche le 30`; what is left out is asked."""
    leaving, rest = find_named(room.territory, argument)
    if len(leaving) != 1:
        _offer(room, leaving or _everybody(room), (), 0)
        return
    words = split_words(rest)
    to, rest = find_named(room.territory, " ".join(words[1:] if words and words[0] in _TO else words))
    if len(to) != 1:
        _offer(room, to or _everybody(room), (leaving[0],), 0)
        return
    on = None
    if rest.strip():
        found = read_period(rest, room.calendar.today(room.now))
        if isinstance(found, Doubtful):
            room.say(f"absence-doute-{found.doubt}")
            return
        on = found.first_on
    _confirm(room, Succession(leaving[0], to[0], on))


def succession_tap(room: Room, tapped: Tapped, order: int | None) -> None:
    """`rb.a.<leaving>[.<to>]` chooses, `rb.p.<page>[.<leaving>]` turns, `rb.y.<leaving>.<to>[.<day>]` does it."""
    if not room.account.is_animator or room.account.revoked_at is not None:
        room.say("refus-pas-a-vous")
        return
    deed = tapped.word(0)
    named = [_by_key(room, tapped.word(at)) for at in ((2,) if deed == "p" else (1, 2))]
    leaving, to = named[0], named[1] if len(named) > 1 else None
    if deed == "p":
        _offer(room, _everybody(room), (leaving,) if leaving is not None else (), tapped.number(1))
    elif deed == "z":
        room.settle(room.words("passation-rien"), (), order, None)
    elif deed == "a" and leaving is not None and not tapped.word(2):
        _offer(room, _everybody(room), (leaving,), 0)
    elif deed == "a" and leaving is not None and to is not None:
        _confirm(room, Succession(leaving, to))
    elif deed == "y" and leaving is not None and to is not None:
        _do(room, Succession(leaving, to, tapped.day(3)), order)
    else:
        room.say("refus-plus-en-cours")


def _everybody(room: Room) -> list[Interlocutor]:
    return [each for each in room.territory.directory.interlocutors.values() if each.is_active]


def _by_key(room: Room, key: str) -> Interlocutor | None:
    return next((each for each in room.territory.directory.interlocutors.values() if key_of(each.id) == key), None)


def _offer(room: Room, people: Sequence[Interlocutor], chosen: tuple[Interlocutor, ...], page: int) -> None:
    """Names, a page at a time: of who leaves, then of who goes on."""
    people = [each for each in people if each not in chosen]
    keys = [key_of(each.id) for each in chosen]
    pages = max(1, (len(people) + PAGE - 1) // PAGE)
    page = min(page, pages - 1)
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                f"{each.name} · {each.structure.name}"[:LABEL_LIMIT],
                staff_token(StaffVerb.SUCCEED, "a", *keys, key_of(each.id)),
            ),
        )
        for each in people[page * PAGE : (page + 1) * PAGE]
    ]
    arrows = tuple(
        Button(room.words(key), staff_token(StaffVerb.SUCCEED, "p", to, *keys))
        for key, to in (("geste-precedents", page - 1), ("geste-suivants", page + 1))
        if 0 <= to < pages
    )
    rows += [arrows] if arrows else []
    if chosen:
        room.say("passation-a-qui", *rows, who=chosen[0].name, page=str(page + 1), pages=str(pages))
    else:
        room.say("passation-de-qui", *rows, page=str(page + 1), pages=str(pages))


def _head(room: Room, plan: Succession, key: str) -> str:
    words = {"who": plan.leaving.name, "to": plan.to.name}
    if plan.on is not None:
        return room.words(f"{key}-jour", day=_day(room, plan.on), **words)
    return room.words(key, **words)


def _day(room: Room, day: date) -> str:
    return say_period(room.account.language, day, day)


def _confirm(room: Room, plan: Succession) -> None:
    try:
        check_succession(room.uow, room.territory, plan)
    except SuccessionRefusedError as refusal:
        room.say(f"passation-refus-{refusal.obstacle}")
        return
    foreseen = foresee(room.uow, room.world, room.territory, plan, room.now)
    lines = [_head(room, plan, "passation-confirmer"), *passed_lines(room.world, room.account.language, foreseen)]
    keys: list[str | date] = [key_of(plan.leaving.id), key_of(plan.to.id)]
    keys += [plan.on] if plan.on is not None else []
    yes = (Button(room.words("geste-passation-oui"), staff_token(StaffVerb.SUCCEED, "y", *keys)),)
    no = (Button(room.words("geste-absence-non"), staff_token(StaffVerb.SUCCEED, "z")),)
    room.reply_lines(lines, rows=(yes, no))


def _do(room: Room, plan: Succession, order: int | None) -> None:
    actor = Actor(Role.ANIMATOR, room.account.id)
    try:
        done = hand_over(room.uow, room.world, room.territory, plan, actor, room.now)
    except SuccessionRefusedError as refusal:
        room.say(f"passation-refus-{refusal.obstacle}")
        return
    lines = [_head(room, plan, "passation-faite"), *passed_lines(room.world, room.account.language, done)]
    lines.append(room.words("passation-annuaire", who=plan.leaving.name))
    room.settle("\n".join(lines), (), order, None)

    def told(account: StaffAccount) -> Message:
        head = room.world.wording.say(account.language, "passation-dite", to=plan.to.name)
        return Message("\n".join([head, *passed_lines(room.world, account.language, done)]))

    tell_the_one_away(room.uow, room.territory, plan.leaving.id, told, actor, room.now)
