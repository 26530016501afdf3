"""Questions between a referent and a newcomer, passed on by the two bots.

Rule 1: nothing is passed on without a confirmation; plain text, at most 1,000 characters, five a day and a side.
Rule 2: only within the referral in force; who may write is read again at the instant of sending.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from bot.usecases.cases.brief import Brief
from bot.usecases.cases.calendars import policy_of
from bot.usecases.cases.routes import desk_of, staff_channel_of, tell_newcomer, tell_staff
from bot.usecases.cases.sentences import Says
from bot.usecases.cases.tokens import NewcomerVerb, StaffVerb, newcomer_token, staff_token
from dialogs.message import Button, Message
from dialogs.world import World
from storage.tables import Relay, StaffAccount
from storage.unit_of_work import UnitOfWork

RELAY_LIMIT = 1000  # characters of one relayed message
RELAYS_A_DAY = 5  # messages of one side within one referral

Obstacle = Literal["trop-long", "trop", "plus-en-cours", "deja-fait", "injoignable"]


class RelayRefusedError(Exception):
    """A message can't be passed on; `obstacle` names the reason, in the key of the words that say it."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(f"the message is not passed on: {obstacle}")
        self.obstacle: Obstacle = obstacle


def draft(uow: UnitOfWork, brief: Brief, text: str, now: datetime, *, from_staff: bool, answers: int = 0) -> Relay:
    """Keep a message until it is confirmed.

    Raises:
        RelayRefusedError: too long, too many today, or the referral is no longer in force.
    """
    check_relay(uow, brief, text, now, from_staff=from_staff)
    relay = uow.relays.add(brief.referral.id, text.strip(), now, from_staff=from_staff, answers=answers or None)
    uow.session.flush()
    return relay


def cancel(relay: Relay) -> None:
    """Drop a draft; what was sent stays sent."""
    if relay.status == "drafted":
        relay.status, relay.text = "cancelled", ""


def ask_newcomer(uow: UnitOfWork, world: World, brief: Brief, actor: StaffAccount, relay: Relay, now: datetime) -> None:
    """Pass a confirmed question on to the person, who may answer by a reply or with the button.

    Raises:
        RelayRefusedError: it was sent already, or can't be any more.
    """
    if relay.status != "drafted" or not relay.from_staff:
        raise RelayRefusedError("deja-fait")
    check_relay(uow, brief, relay.text, now, from_staff=True)
    says = Says(world, brief.language, {})
    name = brief.interlocutor.name
    text = says.text("suivi-question", name=name, words=relay.text)
    button = Button(says.text("geste-repondre", name=name), newcomer_token(NewcomerVerb.ANSWER, relay.id))
    sent = tell_newcomer(
        uow,
        brief.talk,
        Message(text, rows=((button,),)),
        now,
        referral_id=brief.referral.id,
        purpose="relay",
        context={"relay": relay.id},
    )
    if sent is None:
        raise RelayRefusedError("injoignable")
    relay.status = "sent"
    uow.audit.note(now, str(actor.id), "ask_newcomer", brief.case.id)


def answer_relay(uow: UnitOfWork, world: World, brief: Brief, relay: Relay, now: datetime) -> None:
    """Pass a confirmed answer on to the referent.

    Raises:
        RelayRefusedError: it was sent already, or can't be any more.
    """
    if relay.status != "drafted" or relay.from_staff:
        raise RelayRefusedError("deja-fait")
    check_relay(uow, brief, relay.text, now, from_staff=False)
    desk = desk_of(uow, brief.territory, brief.referral.interlocutor, staff_channel_of(brief.talk))

    def render(language: str) -> Message:
        says = Says(world, language, {})
        name = brief.first_name or says.text("fiche-la-personne")
        text = says.text("equipe-reponse", name=name, number=str(brief.case.number), words=relay.text)
        return Message(
            text, rows=((Button(says.text("geste-question"), staff_token(StaffVerb.ASK, brief.referral.id)),),)
        )

    if not tell_staff(uow, brief.territory, desk.accounts, render, now, purpose="relay", brief=brief):
        raise RelayRefusedError("injoignable")
    relay.status = "sent"
    question = uow.relays.get(relay.answers) if relay.answers else None
    if question is not None:
        question.status = "answered"
    uow.audit.note(now, "newcomer", "answer_relay", brief.case.id)


def check_relay(uow: UnitOfWork, brief: Brief, text: str, now: datetime, *, from_staff: bool) -> None:
    """Whether one side may pass these words on now.

    Raises:
        RelayRefusedError: too long, too many today, the other side can't be written to, or it is no longer in force.
    """
    if not brief.is_current or brief.talk is None:
        raise RelayRefusedError("plus-en-cours")
    if from_staff and brief.talk.blocked:
        raise RelayRefusedError("injoignable")
    if not text.strip() or len(text) > RELAY_LIMIT:
        raise RelayRefusedError("trop-long")
    uow.session.flush()
    midnight = datetime.combine(brief.today(now), time.min, ZoneInfo(policy_of(brief.territory).timezone))
    if uow.relays.count_since(brief.referral.id, midnight, from_staff=from_staff) >= RELAYS_A_DAY:
        raise RelayRefusedError("trop")
