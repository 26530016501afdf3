"""What a newcomer does after the referral: answers whether they were called, agrees to another structure, replies.

Their buttons carry tokens that begin with `c.`; each names a referral of theirs, which is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from bot.casework.events import NEWCOMER, Kind
from bot.casework.life import Refusal, decide
from bot.usecases.cases import own_deeds
from bot.usecases.cases import relay as relays
from bot.usecases.cases.after_withdrawal import erase_answers, keep_answers
from bot.usecases.cases.brief import Brief, find_interlocutor, read_brief
from bot.usecases.cases.declining import LABELS, choose, note_completed
from bot.usecases.cases.handover import Word, agree_to_handover, refuse_handover
from bot.usecases.cases.leaving import withdraw
from bot.usecases.cases.news import NEWS_VERBS, keep_opinion, news_tap, offer_news
from bot.usecases.cases.own_deeds import Given
from bot.usecases.cases.own_projects import holder_of, show_project
from bot.usecases.cases.routes import say_to, tell_newcomer
from bot.usecases.cases.sentences import Says, join
from bot.usecases.cases.supports import agree_to_support, refuse_support
from bot.usecases.cases.tokens import NewcomerVerb, Tapped, key_of, newcomer_token, read_token
from dialogs.facts import VOICE
from dialogs.inputs import SharedContact
from dialogs.message import Button, Message
from dialogs.reachability import find_email, find_phone
from dialogs.world import World
from storage.outbox import OutboxRow
from storage.talks import Talk
from storage.unit_of_work import UnitOfWork

ONCE_SECONDS = 90 * 24 * 3600  # an answer to "were you called?" counts once for a referral

PROMPTED: Final = "prompted"  # a mark of the talk: words of the person may belong to one of their cases

YES_NO = ("y", "n")


def newcomer_tap(uow: UnitOfWork, world: World, talk: Talk, token: str, now: datetime) -> bool:
    """Handle a tap on one of casework's buttons; False when the token is none of them."""
    tapped = read_token(token, "c")
    if tapped is None:
        return False
    if tapped.verb in (NewcomerVerb.ANSWER, NewcomerVerb.SEND, NewcomerVerb.DROP):
        _relay_tap(uow, world, talk, tapped, now)
        return True
    if tapped.verb in NEWS_VERBS or tapped.verb == NewcomerVerb.PROMPT_OPINION:
        _tap_on_news(uow, world, talk, tapped, now)
        return True
    if tapped.verb in _WHATEVER_ITS_STATE:
        _tap_on_any(uow, world, talk, tapped, now)
        return True
    brief = _own_brief(uow, world, talk, tapped.number(0))
    if brief is None:
        tell_newcomer(uow, talk, say_to(world, talk, "suivi-plus-en-cours"), now)
    elif tapped.verb == NewcomerVerb.REPORT_CALLED and tapped.word(1) in YES_NO:
        _answer_called(uow, world, brief, tapped.word(1) == "y", now)
    elif tapped.verb in (NewcomerVerb.AGREE, NewcomerVerb.REFUSE):
        _answer_handover(uow, world, brief, tapped, now)
    elif tapped.verb in (NewcomerVerb.AGREE_SUPPORT, NewcomerVerb.REFUSE_SUPPORT):
        _answer_support(uow, world, brief, tapped, now)
    elif tapped.verb == NewcomerVerb.CHOOSE:
        _answer_choice(uow, world, brief, tapped.word(1), now)
    elif tapped.verb == NewcomerVerb.NOT_CALLED:
        own_deeds.report_not_called(uow, world, brief, now)
    elif tapped.verb in (NewcomerVerb.PROMPT_WORD, NewcomerVerb.PROMPT_CONTACT):
        _prompt(uow, world, talk, brief, tapped, now)
    return True


def newcomer_reply(uow: UnitOfWork, world: World, talk: Talk, text: str, reply_to: int | None, now: datetime) -> bool:
    """Take a text as what a message of casework asked for; False when it asked for none.

    That is an answer to a relayed question, a word to add, a new number or address: a reply to that message, or what
    follows it.

    Args:
        reply_to: the channel's number of the message that was replied to.
    """
    asked = _asked_for(uow, talk, reply_to)
    if asked.get("relay"):
        return _answer_question(uow, world, talk, int(asked["relay"]), text, now)
    if asked.get("word"):
        return _draft_word(uow, world, talk, int(asked["word"]), text, now)
    if asked.get("contact"):
        return _take_contact(uow, world, talk, int(asked["contact"]), text, now)
    if asked.get("opinion"):
        brief = own_brief(uow, world, talk, int(asked["opinion"]))
        return brief is not None and keep_opinion(uow, world, brief, text, now)
    return False


def newcomer_voice(uow: UnitOfWork, world: World, talk: Talk, keep: Callable[[], int | None], now: datetime) -> bool:
    """Take a voice message as the word that a person wants to add; False when none was asked for.

    Args:
        keep: keeps the bytes apart from any talk; their id, None when they could not be had.
    """
    asked = _asked_for(uow, talk, None)
    if not asked.get("word"):
        return False
    media = keep()
    if media is None:
        tell_newcomer(uow, talk, say_to(world, talk, "vocal-perdu"), now)
        return True
    return _draft_word(uow, world, talk, int(asked["word"]), f"{VOICE}{media}", now)


def newcomer_contact(uow: UnitOfWork, world: World, talk: Talk, contact: SharedContact, now: datetime) -> bool:
    """Take a contact card of one's own as the new number that was asked for; False when none was."""
    asked = _asked_for(uow, talk, None)
    if not asked.get("contact"):
        return False
    return _take_contact(uow, world, talk, int(asked["contact"]), contact.phone if contact.own else "", now)


def _asked_for(uow: UnitOfWork, talk: Talk, reply_to: int | None) -> Mapping[str, Any]:
    row = _replied_row(uow, talk, reply_to)
    return (row.context or {}) if row is not None else {}


def _answer_question(uow: UnitOfWork, world: World, talk: Talk, question_id: int, text: str, now: datetime) -> bool:
    question = uow.relays.get(question_id)
    brief = _own_brief(uow, world, talk, question.referral_id) if question is not None else None
    if question is None or brief is None:
        return False
    return _draft(uow, world, talk, brief, text, question.id, now)


def _draft_word(uow: UnitOfWork, world: World, talk: Talk, referral_id: int, text: str, now: datetime) -> bool:
    brief = _own_brief(uow, world, talk, referral_id)
    return brief is not None and _draft(uow, world, talk, brief, text, 0, now)


def _draft(uow: UnitOfWork, world: World, talk: Talk, brief: Brief, text: str, answers: int, now: datetime) -> bool:
    """Show the words as they will be read, and wait for a yes."""
    try:
        words = relays.draft(uow, brief, text, now, from_staff=False, answers=answers)
    except relays.RelayRefusedError as refusal:
        tell_newcomer(uow, talk, say_to(world, talk, f"suivi-relais-{refusal.obstacle}"), now)
        return True
    says = Says(world, talk.passage.language, {})
    buttons = (
        Button(says.text("geste-envoyer"), newcomer_token(NewcomerVerb.SEND, words.id)),
        Button(says.text("geste-annuler"), newcomer_token(NewcomerVerb.DROP, words.id)),
    )
    is_voice = own_deeds.voice_of(words.text) > 0
    key = "suivi-ajout-confirmer-vocal" if is_voice else "suivi-relais-confirmer"
    to = brief.interlocutor.name if answers else holder_of(brief).name
    message = say_to(world, talk, key, buttons, name=to, words="" if is_voice else words.text)
    tell_newcomer(uow, talk, message, now, referral_id=brief.referral.id, purpose="relay")
    return True


def _take_contact(uow: UnitOfWork, world: World, talk: Talk, referral_id: int, text: str, now: datetime) -> bool:
    """A new number or address, checked as in the talk; the question stays where it is neither."""
    brief = _own_brief(uow, world, talk, referral_id)
    if brief is None:
        return False
    given = _read_contact(text)
    if given is None:
        _prompt_for(uow, world, talk, brief, "contact", "coordonnees-incomprises", now)
        return True
    changed = own_deeds.change_contact(uow, world, talk, given, now)
    names = dict.fromkeys(holder_of(each).name for each in changed)
    told = Says(world, talk.passage.language, {})
    key = "suivi-coordonnees-fait" if names else "suivi-coordonnees-fait-sans"
    message = say_to(world, talk, key, value=given.value, names=join(told, list(names)))
    tell_newcomer(uow, talk, message, now)
    return True


def _read_contact(text: str) -> Given | None:
    if phone := find_phone(text):
        return Given("telephone", phone)
    email = find_email(text)
    return Given("courriel", email) if email else None


def _prompt(uow: UnitOfWork, world: World, talk: Talk, brief: Brief, tapped: Tapped, now: datetime) -> None:
    """Ask for the words to add, or for the new number."""
    if tapped.verb == NewcomerVerb.PROMPT_WORD:
        _prompt_for(uow, world, talk, brief, "word", "suivi-ajout-ecrire", now)
    else:
        _prompt_for(uow, world, talk, brief, "contact", "suivi-coordonnees-ecrire", now)


def _prompt_for(uow: UnitOfWork, world: World, talk: Talk, brief: Brief, what: str, key: str, now: datetime) -> None:
    asked = Message(world.wording.say(talk.passage.language, key, name=holder_of(brief).name), prompts_reply=True)
    context = {what: brief.referral.id, "prompt": True}
    tell_newcomer(uow, talk, asked, now, referral_id=brief.referral.id, purpose="relay", context=context)
    if PROMPTED not in talk.passage.flags:
        flags = (*talk.passage.flags, PROMPTED)
        uow.talks.save(talk, replace(talk.passage, flags=flags), now)


def _tap_on_any(uow: UnitOfWork, world: World, talk: Talk, tapped: Tapped, now: datetime) -> None:
    """A tap on one of the person's cases, open or not."""
    brief = own_brief(uow, world, talk, tapped.number(0))
    if brief is None or not _WHATEVER_ITS_STATE[tapped.verb](uow, world, brief, now):
        tell_newcomer(uow, talk, say_to(world, talk, "suivi-plus-en-cours"), now)


def _tap_on_news(uow: UnitOfWork, world: World, talk: Talk, tapped: Tapped, now: datetime) -> None:
    """A tap on a question about how it goes, or the wish to add a word to it."""
    brief = own_brief(uow, world, talk, tapped.number(0))
    if brief is not None and tapped.verb == NewcomerVerb.PROMPT_OPINION:
        _prompt_for(uow, world, talk, brief, "opinion", "suivi-avis-ecrire", now)
    elif brief is None or not news_tap(uow, world, brief, tapped, now):
        tell_newcomer(uow, talk, say_to(world, talk, "suivi-plus-en-cours"), now)


def _where(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> bool:
    if brief.is_current:
        own_deeds.ask_where_it_stands(uow, world, brief, now)
    else:
        show_project(uow, world, brief, now)
    return True


def _ask_withdraw(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> bool:
    """Say what taking the agreement back does, and wait for a yes."""
    if isinstance(decide(brief.standing, Kind.WITHDRAWN, NEWCOMER, now), Refusal):
        return False
    says = Says(world, brief.language, {})
    rows = (
        (Button(says.text("geste-retirer-oui"), newcomer_token(NewcomerVerb.WITHDRAW, brief.referral.id)),),
        (Button(says.text("geste-retirer-non"), newcomer_token(NewcomerVerb.KEEP_AGREEMENT, brief.referral.id)),),
    )
    message = say_to(world, brief.talk, "suivi-retirer", *rows, name=brief.interlocutor.name)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id, purpose="withdraw")
    return True


def _withdraw(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> bool:
    _settle_asked(uow, world, brief, "withdraw", "geste-retirer-oui", now)
    return not isinstance(withdraw(uow, world, brief, now), Refusal)


def _keep_agreement(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> bool:
    _settle_asked(uow, world, brief, "withdraw", "geste-retirer-non", now)
    return True


_WHATEVER_ITS_STATE: Final[Mapping[str, Callable[[UnitOfWork, World, Brief, datetime], bool]]] = {
    NewcomerVerb.WHERE: _where,
    NewcomerVerb.ASK_WITHDRAW: _ask_withdraw,
    NewcomerVerb.WITHDRAW: _withdraw,
    NewcomerVerb.KEEP_AGREEMENT: _keep_agreement,
    NewcomerVerb.KEEP_ANSWERS: keep_answers,
    NewcomerVerb.ERASE_ANSWERS: erase_answers,
}
"""What a person may tap on a case of theirs that is over too; each says whether it was done."""


def own_brief(uow: UnitOfWork, world: World, talk: Talk, referral_id: int) -> Brief | None:
    """A referral of this very person, in force or not; None for anybody else's, whatever the token says."""
    brief = read_brief(uow, world, referral_id) if referral_id else None
    return brief if brief is not None and talk.person_id in uow.cases.members_of(brief.case.id) else None


def _own_brief(uow: UnitOfWork, world: World, talk: Talk, referral_id: int) -> Brief | None:
    """The referral in force of this very person, None for any other."""
    brief = own_brief(uow, world, talk, referral_id)
    return brief if brief is not None and brief.is_current else None


def _answer_called(uow: UnitOfWork, world: World, brief: Brief, called: bool, now: datetime) -> None:
    _settle_asked(uow, world, brief, "called", "geste-appele-oui" if called else "geste-appele-non", now)
    if not called or uow.throttles.hit(f"called:{brief.referral.id}:{called}", now, ONCE_SECONDS) == 1:
        own_deeds.report_called(uow, world, brief, called, now)
        if called:
            offer_news(uow, world, brief, now)


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
        tell_newcomer(uow, brief.talk, _kept_by(world, brief), now, referral_id=brief.referral.id)


def _kept_by(world: World, brief: Brief) -> Message:
    """After a no: who has the case all the same, or that somebody is still looked for."""
    pivot = find_interlocutor(brief.territory, brief.territory.pivot)
    if brief.state.is_sought:
        phone = pivot.phone or pivot.structure.phone
        return say_to(world, brief.talk, "suivi-refus-cherche", pivot=pivot.name, pivotphone=phone)
    return say_to(world, brief.talk, "suivi-refus", name=brief.interlocutor.name)


def _answer_support(uow: UnitOfWork, world: World, brief: Brief, tapped: Tapped, now: datetime) -> None:
    """Whether an appui may be told; « Prévenir … » of one's own accord is a yes."""
    to = next((each for each in brief.territory.directory.interlocutors if key_of(each) == tapped.word(1)), None)
    if to is None:
        return
    agreed = tapped.verb == NewcomerVerb.AGREE_SUPPORT
    if not agreed and uow.throttles.hit(f"no-support:{brief.referral.id}:{tapped.word(1)}", now, ONCE_SECONDS) > 1:
        return
    _settle_asked(uow, world, brief, "support", "geste-accord-oui" if agreed else "geste-accord-non", now)
    if not agreed:
        refuse_support(uow, world, brief, to, now)
    elif not agree_to_support(uow, world, brief, to, now):
        tell_newcomer(uow, brief.talk, say_to(world, brief.talk, "suivi-plus-en-cours"), now)


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
    name = brief.interlocutor.name if relay.from_staff or relay.answers else holder_of(brief).name
    if tapped.verb == NewcomerVerb.ANSWER:
        text = world.wording.say(talk.passage.language, "suivi-relais-ecrire", name=name)
        context = {"relay": relay.id, "prompt": True}
        prompt = Message(text, prompts_reply=True)
        tell_newcomer(uow, talk, prompt, now, referral_id=brief.referral.id, purpose="relay", context=context)
        return
    if tapped.verb == NewcomerVerb.DROP:
        if relay.status == "drafted":
            uow.media.delete(own_deeds.voice_of(relay.text))
        relays.cancel(relay)
        tell_newcomer(uow, talk, say_to(world, talk, "suivi-relais-annule"), now)
        return
    try:
        if relay.answers:
            relays.answer_relay(uow, world, brief, relay, now)
            note_completed(uow, brief, now)
        else:
            own_deeds.add_word(uow, world, brief, relay, now)
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
