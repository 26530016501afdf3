"""What a newcomer does after the referral: answers whether they were called, agrees to another structure, replies.

Their buttons carry tokens that begin with `c.`; each names a referral of theirs, which is checked.
"""

from __future__ import annotations

from datetime import datetime

from bot.usecases.cases import relay as relays
from bot.usecases.cases.brief import Brief, find_interlocutor, read_brief
from bot.usecases.cases.decisions import report_called
from bot.usecases.cases.declining import LABELS, choose, note_completed
from bot.usecases.cases.handover import Word, agree_to_handover, refuse_handover
from bot.usecases.cases.routes import say_to, tell_newcomer
from bot.usecases.cases.sentences import Says
from bot.usecases.cases.tokens import NewcomerVerb, Tapped, key_of, newcomer_token, read_token
from dialogs.message import Button, Message
from dialogs.world import World
from storage.outbox import OutboxRow
from storage.talks import Talk
from storage.unit_of_work import UnitOfWork

ONCE_SECONDS = 90 * 24 * 3600  # an answer to "were you called?" counts once for a referral

YES_NO = ("y", "n")


def called_buttons(says: Says, referral_id: int) -> tuple[Button, ...]:
    """Yes and no under "were you called?"."""
    keys = (("geste-appele-oui", "y"), ("geste-appele-non", "n"))
    return tuple(
        Button(says.text(key), newcomer_token(NewcomerVerb.REPORT_CALLED, referral_id, answer)) for key, answer in keys
    )


def newcomer_tap(uow: UnitOfWork, world: World, talk: Talk, token: str, now: datetime) -> bool:
    """Handle a tap on one of casework's buttons; False when the token is none of them."""
    tapped = read_token(token, "c")
    if tapped is None:
        return False
    if tapped.verb in (NewcomerVerb.ANSWER, NewcomerVerb.SEND, NewcomerVerb.DROP):
        _relay_tap(uow, world, talk, tapped, now)
        return True
    brief = _own_brief(uow, world, talk, tapped.number(0))
    if brief is None:
        tell_newcomer(uow, talk, say_to(world, talk, "suivi-plus-en-cours"), now)
    elif tapped.verb == NewcomerVerb.REPORT_CALLED and tapped.word(1) in YES_NO:
        _answer_called(uow, world, brief, tapped.word(1) == "y", now)
    elif tapped.verb in (NewcomerVerb.AGREE, NewcomerVerb.REFUSE):
        _answer_handover(uow, world, brief, tapped, now)
    elif tapped.verb == NewcomerVerb.CHOOSE:
        _answer_choice(uow, world, brief, tapped.word(1), now)
    return True


def newcomer_reply(uow: UnitOfWork, world: World, talk: Talk, text: str, reply_to: int | None, now: datetime) -> bool:
    """Take a text as the answer to a relayed question: a reply to it, or what follows *Répondre à …*; False if neither.

    Args:
        reply_to: the channel's number of the message that was replied to.
    """
    row = _replied_row(uow, talk, reply_to)
    question_id = int((row.context or {}).get("relay", 0)) if row is not None else 0
    question = uow.relays.get(question_id) if question_id else None
    brief = _own_brief(uow, world, talk, question.referral_id) if question is not None else None
    if question is None or brief is None:
        return False
    try:
        answer = relays.draft(uow, brief, text, now, from_staff=False, answers=question.id)
    except relays.RelayRefusedError as refusal:
        tell_newcomer(uow, talk, say_to(world, talk, f"suivi-relais-{refusal.obstacle}"), now)
        return True
    says = Says(world, talk.passage.language, {})
    buttons = (
        Button(says.text("geste-envoyer"), newcomer_token(NewcomerVerb.SEND, answer.id)),
        Button(says.text("geste-annuler"), newcomer_token(NewcomerVerb.DROP, answer.id)),
    )
    words = {"name": brief.interlocutor.name, "words": answer.text}
    message = say_to(world, talk, "suivi-relais-confirmer", buttons, **words)
    tell_newcomer(uow, talk, message, now, referral_id=brief.referral.id, purpose="relay")
    return True


def _own_brief(uow: UnitOfWork, world: World, talk: Talk, referral_id: int) -> Brief | None:
    """The referral in force of this very person, None for any other."""
    brief = read_brief(uow, world, referral_id) if referral_id else None
    if brief is None or not brief.is_current:
        return None
    return brief if talk.person_id in uow.cases.members_of(brief.case.id) else None


def _answer_called(uow: UnitOfWork, world: World, brief: Brief, called: bool, now: datetime) -> None:
    _settle_asked(uow, world, brief, "called", "geste-appele-oui" if called else "geste-appele-non", now)
    if uow.throttles.hit(f"called:{brief.referral.id}:{called}", now, ONCE_SECONDS) == 1:
        report_called(uow, world, brief, called, now)


def _answer_handover(uow: UnitOfWork, world: World, brief: Brief, tapped: Tapped, now: datetime) -> None:
    known = brief.territory.directory.interlocutors
    to = next((each for each in known if key_of(each) == tapped.word(1)), None)
    if to is None or to == brief.referral.interlocutor:
        return
    agreed = tapped.verb == NewcomerVerb.AGREE
    _settle_asked(uow, world, brief, "handover", "geste-accord-oui" if agreed else "geste-accord-non", now)
    if agreed:
        word = uow.relays.get(tapped.number(2))
        passed_by = brief.interlocutor
        if brief.referral.status in ("declined", "escalated"):
            passed_by = find_interlocutor(brief.territory, brief.territory.pivot)
        said = Word(passed_by, word.text if word is not None else "", 0)
        agree_to_handover(uow, world, brief, to, said, now)
    elif uow.throttles.hit(f"refused:{brief.referral.id}:{tapped.word(1)}", now, ONCE_SECONDS) == 1:
        refuse_handover(uow, world, brief, to, now)
        message = say_to(world, brief.talk, "suivi-refus", name=brief.interlocutor.name)
        tell_newcomer(uow, brief.talk, message, now)


def _answer_choice(uow: UnitOfWork, world: World, brief: Brief, code: str, now: datetime) -> None:
    """How it goes on after a referent who can't yet, or perhaps needn't."""
    if not choose(uow, world, brief, code, now):
        tell_newcomer(uow, brief.talk, say_to(world, brief.talk, "suivi-plus-en-cours"), now)
        return
    _settle_asked(uow, world, brief, "choice", LABELS[code], now)


def _relay_tap(uow: UnitOfWork, world: World, talk: Talk, tapped: Tapped, now: datetime) -> None:
    relay = uow.relays.get(tapped.number(0))
    brief = _own_brief(uow, world, talk, relay.referral_id) if relay is not None else None
    if relay is None or brief is None:
        tell_newcomer(uow, talk, say_to(world, talk, "suivi-plus-en-cours"), now)
        return
    name = brief.interlocutor.name
    if tapped.verb == NewcomerVerb.ANSWER:
        text = world.wording.say(talk.passage.language, "suivi-relais-ecrire", name=name)
        context = {"relay": relay.id, "prompt": True}
        prompt = Message(text, prompts_reply=True)
        tell_newcomer(uow, talk, prompt, now, referral_id=brief.referral.id, purpose="relay", context=context)
        return
    if tapped.verb == NewcomerVerb.DROP:
        relays.cancel(relay)
        tell_newcomer(uow, talk, say_to(world, talk, "suivi-relais-annule"), now)
        return
    try:
        relays.answer_relay(uow, world, brief, relay, now)
        note_completed(uow, brief, now)
        key = "suivi-relais-envoye"
    except relays.RelayRefusedError as refusal:
        key = f"suivi-relais-{refusal.obstacle}"
    tell_newcomer(uow, talk, say_to(world, talk, key, name=name), now)


def _replied_row(uow: UnitOfWork, talk: Talk, reply_to: int | None) -> OutboxRow | None:
    """The message that a text answers: the one replied to, else the last one when it asked for a text."""
    if reply_to is not None:
        return uow.outbox.find_by_message(talk.channel, talk.chat_id, reply_to)
    last = uow.outbox.last_said(talk.channel, talk.chat_id)
    return last if last is not None and (last.context or {}).get("prompt") else None


def _settle_asked(uow: UnitOfWork, world: World, brief: Brief, purpose: str, answer: str, now: datetime) -> None:
    """Let the question show its answer and lose its buttons."""
    if brief.talk is None:
        return
    chat = (brief.talk.channel, brief.talk.chat_id)
    asked = uow.outbox.last_said(*chat, purpose=purpose, referral_id=brief.referral.id)
    if asked is None:
        return
    said = Message.from_json(asked.body)
    chosen = world.wording.say(brief.language, answer, name=brief.interlocutor.name)
    answered = Message(f"{said.text}\n→ {chosen}", said.entities)
    uow.outbox.add(
        channel=asked.channel,
        chat_id=asked.chat_id,
        message=answered,
        kind="edit",
        now=now,
        purpose="settled",
        person_id=asked.person_id,
        edits_outbox_id=asked.id,
        personal=True,
    )
