"""« Pas pour moi »: why, in one tap; some reasons ask one thing more, or let the person choose."""

from __future__ import annotations

from datetime import timedelta

from bot.casework.events import Kind
from bot.casework.life import Refusal, decide
from bot.usecases.cases import decisions, declining
from bot.usecases.cases.notification import card_buttons
from bot.usecases.cases.tokens import StaffVerb, staff_token
from bot.usecases.staffroom.room import Deed
from dialogs.message import Button, Message
from dialogs.wording import say_day

ROOM_AGAIN_DAYS = (14, 30, 60, 90)  # calendar days from today that are offered, each from its working day on


def choose_reason(deed: Deed) -> None:
    """The reasons, two a row."""
    room, brief = deed.room, deed.brief
    buttons = [
        Button(room.words(_key(reason)), staff_token(StaffVerb.DECLINE, brief.referral.id, reason))
        for reason in decisions.DECLINE_REASONS
    ]
    room.say("choisir-raison", *(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)), brief=brief)


def decline(deed: Deed) -> None:
    """Do what the reason means."""
    room, brief = deed.room, deed.brief
    reason = deed.tapped.word(1)
    if reason not in decisions.DECLINE_REASONS:
        room.say("refus-plus-en-cours")
        return
    possible = decide(brief.standing, Kind.DECLINED, room.actor(brief), room.now)
    if isinstance(possible, Refusal):
        room.refuse(possible, brief)
    elif reason == decisions.INCOMPLETE:
        _ask_what_is_missing(deed)
    elif reason in declining.THE_PERSON_CHOOSES:
        _let_the_person_choose(deed, reason)
    else:
        _decline(deed, reason)


def _decline(deed: Deed, reason: str) -> None:
    room, brief = deed.room, deed.brief
    done = decisions.decline(room.uow, room.world, brief, room.actor(brief), reason, room.now)
    if isinstance(done, Refusal):
        room.refuse(done, brief)
        return
    room.settle(room.words("note-decline", reason=room.words(_key(reason))), (), deed.order, brief)
    if reason in decisions.REASONS_WITH_DETAIL:
        prompt = Message(room.words("note-decline-detail"), prompts_reply=True)
        room.reply(prompt, context={"reply": "detail", "referral": brief.referral.id}, brief=brief)


def _ask_what_is_missing(deed: Deed) -> None:
    room, brief = deed.room, deed.brief
    name = brief.first_name or room.words("fiche-la-personne")
    prompt = Message(room.words("ecrire-ce-qui-manque", name=name), prompts_reply=True)
    room.reply(prompt, context={"reply": "missing", "referral": brief.referral.id}, brief=brief)


def _let_the_person_choose(deed: Deed, reason: str) -> None:
    room, brief = deed.room, deed.brief
    until = deed.tapped.day(2) if reason == declining.NO_ROOM else None
    today = room.calendar.today(room.now)
    if reason == declining.NO_ROOM and until is None:
        _choose_day(deed)
        return
    if until is not None and until <= today:
        room.say("refus-deja-passe")
        return
    done = declining.ask_choice(room.uow, room.world, brief, room.actor(brief), reason, until, room.now)
    if isinstance(done, Refusal):
        room.refuse(done, brief)
        return
    if done.event.kind is Kind.DECLINED:
        room.settle(room.words("note-decline", reason=room.words(_key(reason))), (), deed.order, brief)
        return
    name = brief.first_name or room.words("fiche-la-personne")
    day = say_day(room.account.language, until, today) if until is not None else ""
    key = "note-choix-place" if until is not None else "note-choix-deja"
    rows = card_buttons(room.says(brief), brief)
    room.settle(room.words(key, name=name, day=day), rows, deed.order, brief)


def _choose_day(deed: Deed) -> None:
    room, brief = deed.room, deed.brief
    today = room.calendar.today(room.now)
    days = [
        room.calendar.working_day_from(today + timedelta(days=ahead), brief.interlocutor.present_days)
        for ahead in ROOM_AGAIN_DAYS
    ]
    buttons = [
        Button(
            say_day(room.account.language, day, today),
            staff_token(StaffVerb.DECLINE, brief.referral.id, declining.NO_ROOM, day),
        )
        for day in days
    ]
    room.say("choisir-place", *(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)), brief=brief)


def _key(reason: str) -> str:
    return f"motif-{reason.replace('_', '-')}"
