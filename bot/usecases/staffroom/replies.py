"""What staff writes: a reply to one of our prompts means what the prompt says; anything else gets a helpful answer."""

from __future__ import annotations

from typing import Any

from bot.usecases.cases import relay as relays
from bot.usecases.cases.handover import Word
from bot.usecases.cases.routes import tell_staff, watchers_of
from bot.usecases.cases.tokens import StaffVerb, key_of, staff_token
from bot.usecases.staffroom.notes import take_free_words
from bot.usecases.staffroom.room import Room
from dialogs.inputs import Text
from dialogs.message import Button, Message

MISSING = "i"  # the mark of a question for what a case misses


def handle_text(room: Room, text: Text) -> None:
    """Take a text for what it answers."""
    context = _context(room, text.reply_to)
    meaning = str(context.get("reply", ""))
    brief = room.find_brief(int(context.get("referral", 0))) if meaning else None
    if not meaning:
        take_free_words(room, text.text, int(context.get("card", 0)))
    elif brief is None or not brief.is_current:
        room.say("refus-plus-en-cours")
    elif len(text.text) > relays.RELAY_LIMIT:
        room.say("refus-trop-long")
    elif meaning == "question":
        _confirm_question(room, int(context["referral"]), text.text)
    elif meaning == "missing":
        _confirm_question(room, int(context["referral"]), text.text, MISSING)
    elif meaning == "word":
        _confirm_word(room, int(context["referral"]), str(context["to"]), text.text)
    elif meaning == "detail":
        _pass_detail(room, int(context["referral"]), text.text)


def _context(room: Room, reply_to: int | None) -> dict[str, Any]:
    """What the answered message asked for: the one replied to, else the last one said here when it was a prompt."""
    if reply_to is not None:
        row = room.uow.outbox.find_by_message(room.arrival.bot, room.arrival.chat_id, reply_to)
        return dict(row.context or {}) if row is not None else {}
    last = room.uow.outbox.last_said(room.arrival.bot, room.arrival.chat_id)
    return dict(last.context or {}) if last is not None and last.body.get("prompts_reply") else {}


def _confirm_question(room: Room, referral_id: int, text: str, *what: str) -> None:
    brief = room.find_brief(referral_id)
    assert brief is not None
    try:
        relay = relays.draft(room.uow, brief, text, room.now, from_staff=True)
    except relays.RelayRefusedError as refusal:
        room.say(f"refus-{refusal.obstacle}")
        return
    buttons = (
        Button(room.words("geste-envoyer"), staff_token(StaffVerb.SEND, relay.id, *what)),
        Button(room.words("geste-annuler"), staff_token(StaffVerb.DROP, relay.id)),
    )
    name = brief.first_name or room.words("fiche-la-personne")
    room.say("confirmer-question", buttons, brief=brief, name=name, words=relay.text)


def _confirm_word(room: Room, referral_id: int, to: str, text: str) -> None:
    brief = room.find_brief(referral_id)
    assert brief is not None
    relay = room.uow.relays.add(referral_id, text.strip(), room.now, from_staff=True)
    word = Word(brief.interlocutor, relay.text, relay.id)
    target = brief.territory.directory.interlocutors[to]
    buttons = (
        Button(room.words("geste-envoyer"), staff_token(StaffVerb.PASS_ON, referral_id, key_of(to), word.relay_id)),
        Button(room.words("geste-annuler"), staff_token(StaffVerb.DROP, relay.id)),
    )
    words = {"number": str(brief.case.number), "who": target.name, "words": word.text}
    room.say("confirmer-reorientation-mot", buttons, brief=brief, **words)


def _pass_detail(room: Room, referral_id: int, text: str) -> None:
    """The word of somebody who declined, to the animators."""
    brief = room.find_brief(referral_id)
    assert brief is not None

    def render(language: str) -> Message:
        detail = room.world.wording.say(language, "equipe-decline-detail", words=text.strip())
        number = room.world.wording.say(language, "geste-dossier", number=str(brief.case.number))
        return Message(f"{number} · {brief.interlocutor.name}\n{detail}")

    watchers = watchers_of(room.uow, brief.territory, room.arrival.bot)
    tell_staff(room.uow, brief.territory, watchers, render, room.now, purpose="escalation", brief=brief)
    room.say("note-detail-transmis")
