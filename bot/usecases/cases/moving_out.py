"""Whoever has a case can't go on with it: to the relay whom the person agreed to, else to the animators; all are told.

Rule: nobody is given a case whom we can't write to, or who is away up to the day promised.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.casework.events import Actor, Kind
from bot.casework.life import Refusal
from bot.rules.case_facts import facts_for_rules
from bot.usecases.cases.brief import Brief, find_interlocutor
from bot.usecases.cases.cards import refresh_cards
from bot.usecases.cases.decisions import animator_choices, answer_by
from bot.usecases.cases.deeds import attempt
from bot.usecases.cases.handover import covers
from bot.usecases.cases.routes import desk_of, say_to, staff_channel_of, tell_newcomer, tell_staff, watchers_of
from bot.usecases.cases.schedule_of_case import plan_chains
from bot.usecases.cases.sentences import project_line, says_of
from dialogs.message import Message
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.directory import Interlocutor
from referral_rules.presence import for_a_case
from storage.facts_json import load_facts
from storage.unit_of_work import UnitOfWork

TO_THE_PERSON: Final[Mapping[Kind, str]] = {Kind.AWAY: "suivi-absence", Kind.LEFT: "suivi-depart"}
TO_ANIMATORS: Final[Mapping[Kind, str]] = {Kind.AWAY: "equipe-absence", Kind.LEFT: "equipe-depart"}

MoreWords = Callable[[str], Mapping[str, str]]
"""In a language, what the animators' message says besides number, project, name and promised day."""


def relay_of(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> Interlocutor | None:
    """The relay whom the agreements reach, where they can be written to and are there in time."""
    relay = brief.territory.directory.interlocutors.get(brief.interlocutor.relay or "")
    if relay is None or relay.id == brief.referral.interlocutor or not covers(brief, relay.id):
        return None
    if desk_of(uow, brief.territory, relay.id, staff_channel_of(brief.talk)).stands_in:
        return None
    return relay if can_take(uow, world, brief, relay, now) else None


def can_take(uow: UnitOfWork, world: World, brief: Brief, who: Interlocutor, now: datetime) -> bool:
    """Whether somebody is in service, there before the promised day, and has room."""
    here = uow.staff.availability(brief.territory.id, brief.today(now))
    availability = for_a_case(brief.territory, facts_for_rules(load_facts(brief.case.facts), world), here, now)
    return availability.can_take(who)


def seek_somebody(
    uow: UnitOfWork,
    world: World,
    brief: Brief,
    kind: Kind,
    actor: Actor,
    now: datetime,
    more: MoreWords = lambda _: {},
) -> bool:
    """Let the animators seek who goes on with a case; False, and nothing happens, where there is nobody to.

    Args:
        kind: `Kind.AWAY` or `Kind.LEFT`.
        more: words of the animators' message besides the usual ones.
    """
    own = uow.staff.accounts_in_force(interlocutor=brief.referral.interlocutor)
    out = {account.id for account in own}
    watchers = [
        account
        for account in watchers_of(uow, brief.territory, staff_channel_of(brief.talk))
        if account.id not in out or (kind is Kind.LEFT and account.is_animator)
    ]
    if not watchers or isinstance(
        attempt(uow, brief, kind, actor, now, answer_by=answer_by(brief, now).isoformat()), Refusal
    ):
        return False
    uow.audit.note(now, actor.written(), "leave_to_animators", brief.case.id)
    plan_chains(uow, brief, now)
    refresh_cards(uow, world, brief.referral.id, now)

    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        text = says.text(
            TO_ANIMATORS[kind],
            number=str(brief.case.number),
            project=project_line(says),
            who=brief.interlocutor.name,
            day=say_day(language, brief.referral.promised_on, brief.today(now)),
            **more(language),
        )
        return Message(text, rows=animator_choices(uow, says, brief, now))

    tell_staff(uow, brief.territory, watchers, render, now, purpose="escalation", brief=brief)
    _tell_newcomer(uow, world, brief, kind, now)
    return True


def _tell_newcomer(uow: UnitOfWork, world: World, brief: Brief, kind: Kind, now: datetime) -> None:
    """The person knows that somebody is sought, and by which day they hear who it is."""
    pivot = find_interlocutor(brief.territory, brief.territory.pivot)
    today = brief.today(now)
    key = TO_THE_PERSON[kind]
    message = say_to(
        world,
        brief.talk,
        f"{key}-accueil" if brief.interlocutor.id == pivot.id else key,
        name=brief.interlocutor.name,
        day=say_day(brief.language, brief.referral.promised_on, today),
        pivot=pivot.name,
        by=say_day(brief.language, answer_by(brief, now), today),
        pivotphone=pivot.phone or pivot.structure.phone,
    )
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)
