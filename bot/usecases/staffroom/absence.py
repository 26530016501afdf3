"""/absence: days away, as people write them or tapped; what is doubtful is asked about before anything is kept."""

from __future__ import annotations

from datetime import date, timedelta

from bot.usecases.absences import Noted, cancel_absence, note_absence
from bot.usecases.cases.tokens import StaffVerb, Tapped, staff_token
from bot.usecases.staffroom.room import Room
from dialogs.dates import Doubtful, read_period
from dialogs.message import Button, Message
from dialogs.wording import say_period

LISTED = 4  # absences noted that are offered for cancelling


def absence_command(room: Room, argument: str) -> None:
    """Note an absence, or offer the usual ones and those that can be cancelled."""
    interlocutor = room.account.interlocutor
    if not interlocutor:
        room.say("absence-sans-bureau")
        return
    if not argument.strip():
        _offer(room, interlocutor)
        return
    found = read_period(argument, room.calendar.today(room.now))
    if isinstance(found, Doubtful):
        _ask(room, found)
    else:
        _note(room, interlocutor, found.first_on, found.last_on)


def absence_tap(room: Room, tapped: Tapped, order: int | None = None) -> None:
    """A tap under /absence: `b.n.<from>.<to>` notes, `b.x.<id>` cancels, `b.z` drops what was asked."""
    interlocutor = room.account.interlocutor
    if not interlocutor:
        room.say("refus-pas-a-vous")
    elif tapped.word(0) == "n":
        first, last = tapped.day(1), tapped.day(2)
        if first is None or last is None or last < max(first, room.calendar.today(room.now)):
            room.say("refus-deja-passe")
        else:
            _note(room, interlocutor, first, last)
    elif tapped.word(0) == "x":
        _cancel(room, interlocutor, tapped.number(1))
    elif tapped.word(0) == "z":
        room.settle(room.words("absence-rien-note"), (), order, None)
    else:
        room.say("refus-plus-en-cours")


def _ask(room: Room, doubtful: Doubtful) -> None:
    """Say what is doubtful, with what may be meant a tap away."""
    text = room.words(f"absence-doute-{doubtful.doubt}")
    if not doubtful.guesses:
        room.reply(Message(text))
        return
    yes = [
        (
            Button(
                room.words("geste-absence-oui", period=_said(room, guess.first_on, guess.last_on)),
                staff_token(StaffVerb.ABSENCE, "n", guess.first_on, guess.last_on),
            ),
        )
        for guess in doubtful.guesses
    ]
    no = (Button(room.words("geste-absence-non"), staff_token(StaffVerb.ABSENCE, "z")),)
    room.reply(Message(text, rows=(*yes, no)))


def _offer(room: Room, interlocutor: str) -> None:
    today = room.calendar.today(room.now)
    monday = today + timedelta(days=7 - today.weekday())
    spans = (
        ("geste-absence-aujourdhui", today, today),
        ("geste-absence-demain", today + timedelta(days=1), today + timedelta(days=1)),
        ("geste-absence-semaine", today, monday - timedelta(days=1)),
        ("geste-absence-semaine-prochaine", monday, monday + timedelta(days=6)),
    )
    buttons = [Button(room.words(key), staff_token(StaffVerb.ABSENCE, "n", first, last)) for key, first, last in spans]
    noted = room.uow.staff.absences_of(room.account.territory, interlocutor, today)
    cancel = [(_cancel_button(room, each.id, each.from_on, each.to_on),) for each in noted[:LISTED]]
    room.reply(Message(room.words("absence-quand"), rows=((buttons[0], buttons[1]), (buttons[2], buttons[3]), *cancel)))


def _note(room: Room, interlocutor: str, first: date, last: date) -> None:
    noted = note_absence(room.uow, room.territory, interlocutor, first, last, str(room.account.id), room.now)
    lines = [room.words("absence-notee", period=_said(room, first, last)), _meanwhile(room, noted)]
    room.reply(Message("\n".join(lines), rows=((_cancel_button(room, noted.absence.id, first, last),),)))


def _meanwhile(room: Room, noted: Noted) -> str:
    """To whom new requests go."""
    if noted.substitute is not None:
        return room.words("absence-remplace", who=noted.substitute.name)
    pivot = room.territory.directory.interlocutors[room.territory.pivot]
    if pivot.id == noted.absence.interlocutor:
        return room.words("absence-accueil-sans-remplacant")
    return room.words("absence-sans-remplacant", pivot=pivot.name)


def _cancel(room: Room, interlocutor: str, absence_id: int) -> None:
    today = room.calendar.today(room.now)
    noted = room.uow.staff.absences_of(room.account.territory, interlocutor, today)
    own = next((absence for absence in noted if absence.id == absence_id), None)
    if own is not None:
        cancel_absence(room.uow, own, str(room.account.id), room.now)
    room.say("absence-annulee")


def _cancel_button(room: Room, absence_id: int, first: date, last: date) -> Button:
    label = room.words("geste-annuler-absence", period=_said(room, first, last))
    return Button(label, staff_token(StaffVerb.ABSENCE, "x", absence_id))


def _said(room: Room, first: date, last: date) -> str:
    return say_period(room.account.language, first, last)
