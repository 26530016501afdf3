"""What staff writes outside a question: a note on their case, and the gesture that the words suggest, as a button.

Rule 1: nothing is done by words alone.
Rule 2: a note goes to a case that the account has; of several, which one is asked.
Rule 3: notes are words kept with a referral (`relay`, status "note"): no event holds them, and they are erased with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from bot.casework.events import Kind
from bot.casework.gestures import Gesture, gesture_of
from bot.casework.life import Decision, decide
from bot.usecases.cases.brief import Brief, read_case_brief
from bot.usecases.cases.relay import RELAY_LIMIT
from bot.usecases.cases.tokens import StaffVerb, staff_token
from bot.usecases.staffroom.absence import absence_command
from bot.usecases.staffroom.case_list import Listed, case_line, list_cases
from bot.usecases.staffroom.room import Deed, Room, acts_for
from dialogs.dates import Doubtful, read_period
from dialogs.message import Button, Message
from dialogs.wording import say_period

NOTE: Final = "note"  # the status of a relay row that is nobody's question
ASKED_OF: Final = 7  # cases that are offered; with the way out, at most eight buttons

Token = Callable[[int], str]
GESTURES: Final[Mapping[Gesture, tuple[Kind, Token]]] = {
    Gesture.NOT_REACHED: (Kind.NOT_REACHED, lambda number: staff_token(StaffVerb.REPORT, number, "unreachable")),
    Gesture.CONTACTED: (Kind.CONTACTED, lambda number: staff_token(StaffVerb.REPORT, number, "done")),
    Gesture.APPOINTMENT: (Kind.APPOINTED, lambda number: staff_token(StaffVerb.CHOOSE_APPOINTMENT, number)),
    Gesture.TAKEN: (Kind.TAKEN, lambda number: staff_token(StaffVerb.TAKE, number)),
    Gesture.NOT_MINE: (Kind.DECLINED, lambda number: staff_token(StaffVerb.CHOOSE_REASON, number)),
    Gesture.PAUSED: (Kind.PAUSED, lambda number: staff_token(StaffVerb.CHOOSE_PAUSE, number)),
    Gesture.BLOCKED: (Kind.BLOCKED, lambda number: staff_token(StaffVerb.BLOCK, number)),
    Gesture.ENDED: (Kind.CLOSED, lambda number: staff_token(StaffVerb.CHOOSE_OUTCOME, number)),
}


def take_free_words(room: Room, words: str, referral_id: int = 0) -> None:
    """Keep words as a note, ask for which case, or say what is understood here.

    Args:
        referral_id: the referral of the card that the words answer, 0 where they answer none.
    """
    words = words.strip()
    if gesture_of(words) is Gesture.AWAY and room.account.interlocutor:
        _offer_absence(room, words)
        return
    if len(words) > RELAY_LIMIT:
        room.say("refus-trop-long")
        return
    answered = room.find_brief(referral_id)
    if answered is not None and answered.is_current:
        _keep(room, answered, words, None)
        return
    own = [each for each in list_cases(room) if each.case.referent == room.account.interlocutor]
    if not own:
        room.say("salle-pas-compris")
        return
    named = _named(own, words)
    if named is not None:
        brief = read_case_brief(room.uow, room.world, named.case.id)
        if brief is not None:
            _keep(room, brief, words, None)
        return
    _ask_which(room, own, words)


def _offer_absence(room: Room, words: str) -> None:
    """The days away that the words name, a tap away; a question where that is doubtful."""
    found = read_period(words, room.calendar.today(room.now))
    if isinstance(found, Doubtful):
        absence_command(room, words)  # which asks what is meant
        return
    said = say_period(room.account.language, found.first_on, found.last_on)
    yes = Button(room.words("geste-noter-absence"), staff_token(StaffVerb.ABSENCE, "n", found.first_on, found.last_on))
    no = Button(room.words("geste-absence-non"), staff_token(StaffVerb.ABSENCE, "z"))
    room.say("note-absence-proposee", (yes,), (no,), period=said)


def note_on_case(deed: Deed) -> None:
    """The case was chosen: keep the words that the tapped message holds."""
    room, order = deed.room, deed.order
    row = room.uow.outbox.find_by_message(room.arrival.bot, room.arrival.chat_id, order) if order else None
    words = str((row.context or {}).get(NOTE, "")) if row is not None else ""
    if not words:
        room.say("refus-plus-en-cours")
        return
    _keep(room, deed.brief, words, order)


def drop_note(deed: Deed) -> None:
    """The note is taken back by who reads it."""
    room, brief = deed.room, deed.brief
    note = room.uow.relays.get(deed.tapped.number(1))
    if note is None or note.status != NOTE or note.referral_id != brief.referral.id:
        room.say("refus-deja-fait")
        return
    note.status, note.text = "cancelled", ""
    room.uow.audit.note(room.now, str(room.account.id), "drop_note", brief.case.id)
    room.settle(room.words("note-retiree"), (), deed.order, brief)


def _keep(room: Room, brief: Brief, words: str, order: int | None) -> None:
    note = room.uow.relays.add(brief.referral.id, words, room.now, from_staff=True, status=NOTE)
    room.uow.audit.note(room.now, str(room.account.id), "add_note", brief.case.id)
    number = brief.referral.id
    undo = Button(room.words("geste-retirer-note"), staff_token(StaffVerb.DROP_NOTE, number, note.id))
    suggested = _suggested(room, brief, words)
    name = brief.first_name or room.words("fiche-la-personne")
    text = room.words("note-gardee", number=str(brief.case.number), name=name)
    if suggested is not None:
        text += "\n" + room.words("note-geste-propose")
    rows = ((suggested,), (undo,)) if suggested is not None else ((undo,),)
    if order is None:
        room.reply(Message(text, rows=rows), brief=brief)
    else:
        room.settle(text, rows, order, brief)


def _suggested(room: Room, brief: Brief, words: str) -> Button | None:
    """The button of the gesture that the words suggest, where the case lets this account do it."""
    gesture = gesture_of(words)
    if gesture is None or gesture not in GESTURES or not acts_for(room.account, brief):
        return None
    kind, token = GESTURES[gesture]
    if not isinstance(decide(brief.standing, kind, room.actor(brief), room.now), Decision):
        return None
    return Button(room.words(f"geste-{gesture}"), token(brief.referral.id))


def _named(own: list[Listed], words: str) -> Listed | None:
    """The only case, or the one whose number the words say."""
    if len(own) == 1:
        return own[0]
    numbers = set(re.findall(r"\d+", words))
    named = [each for each in own if str(each.case.number) in numbers]
    return named[0] if len(named) == 1 else None


def _ask_which(room: Room, own: list[Listed], words: str) -> None:
    rows = [
        (Button(case_line(room, each, dated=False), staff_token(StaffVerb.NOTE, each.referral.id)),)
        for each in own[:ASKED_OF]
    ]
    key = "note-quel-dossier" if len(own) <= ASKED_OF else "note-quel-dossier-ou-numero"
    room.reply(Message(room.words(key), rows=tuple(rows)), context={NOTE: words}, personal=True)
