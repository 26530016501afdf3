"""/absence: days away, written or tapped, cancelled with a tap; rules then turn to the substitute."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.usecases.cases.tokens import StaffVerb, Tapped, staff_token
from bot.usecases.staffroom.room import Room
from dialogs.message import Button, Message
from dialogs.wording import say_short_day

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")


def absence_command(room: Room, argument: str) -> None:
    """Note an absence, or offer the usual ones and those that can be cancelled."""
    if not room.account.interlocutor:
        room.say("salle-absence-sans-bureau")
        return
    if not argument.strip():
        _offer(room)
        return
    span = read_days(argument, room.calendar.today(room.now))
    if span is None:
        room.say("salle-absence-pas-comprise")
        return
    _note(room, *span)


def absence_tap(room: Room, tapped: Tapped) -> None:
    """A tap under /absence: `b.n.<from>.<to>` notes, `b.x.<id>` cancels."""
    interlocutor = room.account.interlocutor
    if not interlocutor:
        room.say("refus-pas-a-vous")
    elif tapped.word(0) == "n":
        first, last = tapped.day(1), tapped.day(2)
        if first is not None and last is not None and first <= last:
            _note(room, first, last)
    elif tapped.word(0) == "x":
        today = room.calendar.today(room.now)
        own = {absence.id for absence in room.uow.staff.absences_of(room.account.territory, interlocutor, today)}
        if tapped.number(1) in own:
            room.uow.staff.remove_absence(tapped.number(1))
            room.uow.audit.note(room.now, str(room.account.id), "cancel_absence")
        room.say("salle-absence-annulee")


def read_days(text: str, today: date) -> tuple[date, date] | None:
    """The first and last day written in `text` (« 24/12 02/01 », « 24/12/2026 », one day alone); None if unclear.

    A day without a year is the next one from `today` on; the last day follows the first.
    """
    found = _DAY.findall(text)
    if not 1 <= len(found) <= 2 or _DAY.sub("", text).strip(" -–aàuedtolscjm"):
        return None
    first = _next(found[0], today)
    last = _next(found[-1], first) if first is not None else None
    return (first, last) if first is not None and last is not None and today <= last and first <= last else None


def _next(written: tuple[str, str, str], earliest: date) -> date | None:
    day, month, year = written
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        this_year = date(earliest.year, int(month), int(day))
        return this_year if this_year >= earliest else date(earliest.year + 1, int(month), int(day))
    except ValueError:
        return None


def _offer(room: Room) -> None:
    today = room.calendar.today(room.now)
    monday = today + timedelta(days=7 - today.weekday())
    spans = (
        ("geste-absence-aujourdhui", today, today),
        ("geste-absence-demain", today + timedelta(days=1), today + timedelta(days=1)),
        ("geste-absence-semaine", today, monday - timedelta(days=1)),
        ("geste-absence-semaine-prochaine", monday, monday + timedelta(days=6)),
    )
    buttons = [Button(room.words(key), staff_token(StaffVerb.ABSENCE, "n", first, last)) for key, first, last in spans]
    noted = room.uow.staff.absences_of(room.account.territory, room.account.interlocutor or "", today)
    cancel = [(_cancel_button(room, each.id, each.from_on, each.to_on),) for each in noted[:4]]
    room.reply(
        Message(room.words("salle-absence-quand"), rows=((buttons[0], buttons[1]), (buttons[2], buttons[3]), *cancel))
    )


def _note(room: Room, first: date, last: date) -> None:
    interlocutor = room.account.interlocutor or ""
    today = room.calendar.today(room.now)
    same = [
        each
        for each in room.uow.staff.absences_of(room.account.territory, interlocutor, today)
        if (each.from_on, each.to_on) == (first, last)
    ]
    absence = same[0] if same else room.uow.staff.add_absence(
        room.account.territory, interlocutor, first, last, room.now
    )  # fmt: skip
    room.uow.audit.note(room.now, str(room.account.id), "note_absence")
    language = room.account.language
    words = {"from": say_short_day(language, first), "to": say_short_day(language, last)}
    room.reply(
        Message(room.words("salle-absence-notee", **words), rows=((_cancel_button(room, absence.id, first, last),),))
    )


def _cancel_button(room: Room, absence_id: int, first: date, last: date) -> Button:
    language = room.account.language
    words = {"from": say_short_day(language, first), "to": say_short_day(language, last)}
    return Button(room.words("geste-annuler-absence", **words), staff_token(StaffVerb.ABSENCE, "x", absence_id))
