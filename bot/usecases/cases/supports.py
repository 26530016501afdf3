"""Appuis: experts whom the referent, or the person, brings into a case; the referent stays.

Rule 1: nothing is told to a structure that no agreement covers: the person is asked first, and their own tap on
« Prévenir … » is that agreement.
Rule 2: an appui gets less than the referent: who, where, what for, a number; they answer for themselves.
Rule 3: what an appui does is told to the referent; nothing an appui does moves the case.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from bot.casework.events import NEWCOMER, Actor, CaseEvent, Kind, Role
from bot.casework.life import SUPPORTING, WITH_REFERENT, Refusal, decide
from bot.usecases.cases.brief import Brief, find_interlocutor, read_brief, read_case_brief
from bot.usecases.cases.decisions import Answered
from bot.usecases.cases.deeds import attempt, attempt_support, record
from bot.usecases.cases.handover import covers
from bot.usecases.cases.routes import desk_of, say_to, staff_channel_of, tell_newcomer, tell_staff
from bot.usecases.cases.sentences import Says, agreement_hash, project_line, says_of
from bot.usecases.cases.tokens import NewcomerVerb, StaffVerb, key_of, newcomer_token, staff_token
from dialogs.message import Button, Message
from dialogs.world import World
from storage.tables import Referral, StaffAccount
from storage.unit_of_work import UnitOfWork

Brought = Literal["told", "asked", "already", "unreachable"]
NAMED_SHOWN: Final = 2  # of those named on the proposal: as many as the card says


def bring_in(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, to: str, now: datetime) -> Brought | Refusal:
    """Associate an appui: tell them where the agreements reach, else ask the person."""
    allowed = decide(brief.state.status, Kind.SUPPORT_ASKED, actor, now)
    if isinstance(allowed, Refusal):
        return allowed
    if to == brief.referral.interlocutor or any(
        each.interlocutor == to and each.status in SUPPORTING for each in brief.state.supports.values()
    ):
        return "already"
    desk = desk_of(uow, brief.territory, to, staff_channel_of(brief.talk))
    if desk.stands_in or not desk.accounts:
        return "unreachable"
    if covers(brief, to):
        _begin(uow, world, brief, actor, to, now)
        return "told"
    attempt(uow, brief, Kind.AGREEMENT_ASKED, actor, now, to=to, part="support")
    _ask_agreement(uow, world, brief, to, now)
    return "asked"


def agree_to_support(uow: UnitOfWork, world: World, brief: Brief, to: str, now: datetime) -> bool:
    """The person says yes, or asks for it themselves: the agreement is written, then the appui is told.

    Returns:
        False when that can't be any more, or nobody could be told.
    """
    if brief.talk is None:
        return False
    if not covers(brief, to):
        structure = find_interlocutor(brief.territory, to).structure
        kind = f"structure:{structure.id}"
        words = agreement_hash(world, brief.territory, brief.language, kind, to)
        uow.cases.add_consent(brief.case.id, brief.talk.person_id, kind, words, now)
        uow.audit.note(now, "newcomer", "agree_to_support", brief.case.id, to)
        uow.session.flush()
    agreed = read_brief(uow, world, brief.referral.id)
    return agreed is not None and bring_in(uow, world, agreed, NEWCOMER, to, now) == "told"


def refuse_support(uow: UnitOfWork, world: World, brief: Brief, to: str, now: datetime) -> None:
    """The person says no: nothing is transmitted, and the referent knows."""
    uow.audit.note(now, "newcomer", "refuse_support", brief.case.id, to)
    attempt(uow, brief, Kind.AGREEMENT_REFUSED, NEWCOMER, now, to=to)
    who = find_interlocutor(brief.territory, to).name
    _tell_referent(uow, world, brief, "equipe-refus-appui", who, now)
    tell_newcomer(uow, brief.talk, say_to(world, brief.talk, "suivi-refus", name=brief.interlocutor.name), now)


def answer_as_support(
    uow: UnitOfWork, world: World, brief: Brief, support: Referral, account: StaffAccount, kind: Kind, now: datetime
) -> Answered:
    """An appui accepts, can't, or is through; the referent sees who did what.

    Args:
        brief: of the referral in force.
        support: the appui's own referral, of the same case.
    """
    done = attempt_support(uow, brief, support, kind, Actor(Role.SUPPORT, account.id), now)
    if isinstance(done, Refusal):
        return done
    uow.audit.note(now, str(account.id), str(kind), brief.case.id)
    uow.counts.add(brief.territory.id, str(kind), brief.today(now))
    who = find_interlocutor(brief.territory, support.interlocutor)
    part = str(kind).removeprefix("support_")
    _tell_referent(uow, world, brief, f"equipe-appui-{part}", who.name, now)
    if kind is not Kind.SUPPORT_DONE and brief.state.status in WITH_REFERENT:
        words = {"who": who.name, "name": brief.interlocutor.name, "phone": who.phone or who.structure.phone}
        message = say_to(world, brief.talk, f"suivi-appui-{part}", **words)
        tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)
    return done


def support_message(says: Says, brief: Brief, support: Referral) -> Message:
    """The lighter notification, with what the appui may answer where they stand."""
    person = brief.person
    reached = [word for word in ((person.phone, person.email) if person else ()) if word]
    text = says.text(
        "fiche-appui",
        number=str(brief.case.number),
        project=project_line(says),
        name=brief.first_name or says.text("fiche-la-personne"),
        reached=", ".join(reached) or "–",
        who=brief.interlocutor.name,
        phone=brief.interlocutor.phone or brief.interlocutor.structure.phone,
    )
    return Message(text, rows=support_buttons(says, brief, support.id))


def support_buttons(says: Says, brief: Brief, support_id: int) -> tuple[tuple[Button, ...], ...]:
    """What an appui may do now."""
    known = brief.state.supports.get(support_id)
    if known is None or known.status not in SUPPORTING or not brief.is_current:
        return ()
    no = Button(says.text("geste-appui-non"), staff_token(StaffVerb.SUPPORT_NO, support_id))
    if known.answered_at is None:
        return ((Button(says.text("geste-appui-oui"), staff_token(StaffVerb.SUPPORT_YES, support_id)), no),)
    return ((Button(says.text("geste-appui-fait"), staff_token(StaffVerb.SUPPORT_DONE, support_id)), no),)


def supports_line(says: Says, brief: Brief) -> str:
    """« Appuis : Isabelle Vernet (a accepté) », for the referent; empty where there is none."""
    words = [
        says.text(f"appui-{each.status.removeprefix('support_')}", who=says.name_of(brief.territory, each.interlocutor))
        for each in brief.state.supports.values()
    ]
    return says.text("fiche-appuis", what=", ".join(words)) if words else ""


def named_not_told(uow: UnitOfWork, brief: Brief) -> list[str]:
    """Whom the proposal named besides the referent and who was told nothing yet, though they could be."""
    shown = brief.proposal.complementary[:NAMED_SHOWN] if brief.proposal else ()
    had = {each.interlocutor for each in brief.state.supports.values()} | {brief.referral.interlocutor}
    channel = staff_channel_of(brief.talk)
    known = brief.territory.directory.interlocutors
    return [
        each.target
        for each in shown
        if each.target in known
        and each.target not in had
        and not desk_of(uow, brief.territory, each.target, channel).stands_in
    ]


def _begin(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, to: str, now: datetime) -> None:
    support = uow.cases.add_support(brief.case, brief.referral, to, now)
    event = CaseEvent(now, Kind.SUPPORT_ASKED, actor, support.id, {"interlocutor": to})
    record(uow, brief.case, event)
    who = actor.audited
    uow.audit.note(now, who, "bring_in", brief.case.id, to)
    uow.counts.add(brief.territory.id, "support_asked", brief.today(now))
    told = read_case_brief(uow, world, brief.case.id)
    assert told is not None
    desk = desk_of(uow, brief.territory, to, staff_channel_of(brief.talk))

    def render(language: str) -> Message:
        return support_message(says_of(world, told, language), told, support)

    tell_staff(uow, brief.territory, desk.accounts, render, now, purpose="notification", brief=told)
    says = Says(world, brief.language, {})
    target = find_interlocutor(brief.territory, to)
    words = {"name": brief.interlocutor.name, "target": says.introduce(target)}
    message = say_to(world, brief.talk, "suivi-appui", **words)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)
    if actor.role is not Role.REFERENT:
        _tell_referent(uow, world, brief, "equipe-appui-demande", target.name, now)


def _ask_agreement(uow: UnitOfWork, world: World, brief: Brief, to: str, now: datetime) -> None:
    says = Says(world, brief.language, {})
    number, key = brief.referral.id, key_of(to)
    row = (
        Button(says.text("geste-accord-oui"), newcomer_token(NewcomerVerb.AGREE_SUPPORT, number, key)),
        Button(says.text("geste-accord-non"), newcomer_token(NewcomerVerb.REFUSE_SUPPORT, number, key)),
    )
    words = {"name": brief.interlocutor.name, "target": says.introduce(find_interlocutor(brief.territory, to))}
    message = say_to(world, brief.talk, "suivi-appui-accord", row, **words)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id, purpose="support")


def _tell_referent(uow: UnitOfWork, world: World, brief: Brief, key: str, who: str, now: datetime) -> None:
    desk = desk_of(uow, brief.territory, brief.referral.interlocutor, staff_channel_of(brief.talk))

    def render(language: str) -> Message:
        name = brief.first_name or world.wording.say(language, "fiche-la-personne")
        return Message(world.wording.say(language, key, number=str(brief.case.number), who=who, name=name))

    tell_staff(uow, brief.territory, desk.accounts, render, now, purpose="relay", brief=brief)
