"""Use cases on absences: noted, taken back, ended early; whoever takes what comes meanwhile, and what was due in them.

Rule 1: what is due on a day away goes at once to the relay whom the person agreed to, else to the animators; the
person, the one away and whoever gets it are told.
Rule 2: an absence that somebody else enters is told to the one it is of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from bot.casework.events import Actor, Kind
from bot.casework.fold import CaseState
from bot.casework.life import UNANSWERED, Refusal, Status
from bot.casework.whereabouts import DAYS_TO_FIND_SOMEBODY
from bot.rules.case_facts import facts_for_rules
from bot.usecases.cases.brief import Brief, find_interlocutor, read_case_brief
from bot.usecases.cases.calendars import calendar_of
from bot.usecases.cases.cards import refresh_cards
from bot.usecases.cases.decisions import animator_choices
from bot.usecases.cases.deeds import attempt
from bot.usecases.cases.handover import Word, covers, pass_on
from bot.usecases.cases.routes import desk_of, say_to, staff_channel_of, tell_newcomer, tell_staff, watchers_of
from bot.usecases.cases.schedule_of_case import plan_chains
from bot.usecases.cases.sentences import project_line, says_of
from bot.usecases.cases.tokens import StaffVerb, staff_token
from dialogs.dates import Period
from dialogs.message import Button, Message
from dialogs.wording import say_day, say_period, say_time
from dialogs.world import World
from referral_rules.directory import Interlocutor
from referral_rules.presence import for_a_case
from referral_rules.territory import Territory
from storage.facts_json import load_facts
from storage.tables import Absence, StaffAccount
from storage.unit_of_work import UnitOfWork

Fate = Literal["confie", "animation", "reste", "rendez-vous"]
DUE_BEFORE_CONTACT = UNANSWERED | {Status.TAKEN, Status.TRYING}


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a case that was due in an absence.

    Attributes:
        number: what people call it by.
        fate: it went to the relay, to the animators, stays for want of anybody, or has an appointment then.
        who: who has it now, by name.
        day: the promised day; that of the appointment for one.
        at: when the appointment is.
    """

    number: int
    fate: Fate
    who: str
    day: date
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """What an absence brings about.

    Attributes:
        absence: as it is kept.
        who: the one away.
        substitute: who takes new requests meanwhile; None where the rules' next, or the pivot, does.
        moved: the cases that were due in it.
    """

    absence: Absence
    who: Interlocutor
    substitute: Interlocutor | None
    moved: tuple[Moved, ...]


def note_absence(
    uow: UnitOfWork, world: World, territory: Territory, interlocutor: str, period: Period, actor: Actor, now: datetime
) -> Noted:
    """Note days away, both included; the same days noted twice are one absence.

    Args:
        actor: who enters it: the one away, an animator, or the house for whoever is at the machine.

    Raises:
        KeyError: the territory's directory has no such interlocutor.
    """
    who = territory.directory.interlocutors[interlocutor]
    same = [
        each
        for each in uow.staff.absences_of(territory.id, interlocutor, period.first_on)
        if (each.from_on, each.to_on) == (period.first_on, period.last_on)
    ]
    absence = same[0] if same else uow.staff.add_absence(
        territory.id, interlocutor, period.first_on, period.last_on, now
    )  # fmt: skip
    uow.session.flush()
    uow.audit.note(now, actor.written(), "note_absence", None, interlocutor)
    moved = tuple(_move_what_is_due(uow, world, territory, interlocutor, period, actor, now))
    return Noted(absence, who, substitute_for(uow, territory, interlocutor, period.first_on), moved)


def cancel_absence(uow: UnitOfWork, absence: Absence, actor: Actor, now: datetime) -> None:
    """Take an absence back; what moved because of it stays where it is."""
    uow.staff.remove_absence(absence.id)
    uow.audit.note(now, actor.written(), "cancel_absence", None, absence.interlocutor)


def end_absence(uow: UnitOfWork, absence: Absence, actor: Actor, on: date, now: datetime) -> None:
    """Somebody is back on a day within their absence: it ends the day before, and is none where it began that day."""
    if absence.from_on >= on:
        uow.staff.remove_absence(absence.id)
    else:
        absence.to_on = on - timedelta(days=1)
    uow.audit.note(now, actor.written(), "end_absence", None, absence.interlocutor)


def still_sought(uow: UnitOfWork, world: World, territory: Territory, interlocutor: str) -> list[tuple[int, int]]:
    """The cases that went to the animators because this interlocutor was away, and that nobody took: id and number."""
    found = []
    for case, referral in uow.cases.open_for_interlocutor(territory.id, interlocutor):
        if referral.status == Status.ESCALATED:
            brief = read_case_brief(uow, world, case.id)
            if brief is not None and brief.is_current and brief.state.current.is_away:
                found.append((case.id, case.number))
    return found


def substitute_for(uow: UnitOfWork, territory: Territory, interlocutor: str, on: date) -> Interlocutor | None:
    """Who takes what is meant for somebody who is away that day; None when nobody free is named to."""
    directory = territory.directory
    if interlocutor not in directory.interlocutors:
        return None
    here = uow.staff.availability(territory.id, on)
    away = replace(here, unavailable=here.unavailable | {interlocutor})
    taker = away.find_taker(directory, interlocutor)
    return directory.interlocutors[taker] if taker is not None and taker != interlocutor else None


def tell_the_one_away(
    uow: UnitOfWork,
    territory: Territory,
    interlocutor: str,
    render: Callable[[StaffAccount], Message],
    actor: Actor,
    now: datetime,
) -> int:
    """Tell every account of the one away, but not whoever entered it; how many."""
    accounts = [
        account
        for account in uow.staff.accounts_in_force(interlocutor=interlocutor)
        if account.territory == territory.id and account.id != actor.account and account.blocked_at is None
    ]
    for account in accounts:
        message = render(account)
        tell_staff(uow, territory, [account], lambda _, said=message: said, now, purpose="absence")  # type: ignore[misc]
    return len(accounts)


def tell_what_was_noted(
    uow: UnitOfWork, world: World, territory: Territory, noted: Noted, actor: Actor, now: datetime
) -> int:
    """Tell the one away of an absence that somebody else entered: days, substitute, what moved; how many were told."""

    def render(account: StaffAccount) -> Message:
        language, absence = account.language, noted.absence
        period = say_period(language, absence.from_on, absence.to_on)
        lines = [world.wording.say(language, "absence-notee-par", period=period)]
        if noted.substitute is not None:
            lines.append(world.wording.say(language, "absence-remplace", who=noted.substitute.name))
        lines += moved_lines(world, language, territory, noted.moved, now)
        label = world.wording.say(language, "geste-annuler-absence", period=period)
        return Message("\n".join(lines), rows=((Button(label, staff_token(StaffVerb.ABSENCE, "x", absence.id)),),))

    return tell_the_one_away(uow, territory, noted.who.id, render, actor, now)


# -- what is due in it


def falls_due(state: CaseState, period: Period, today: date) -> bool:
    """Whether a call that is still to be made is due on a day of the period; an overdue one is due today."""
    if state.referral_id is None or state.status not in DUE_BEFORE_CONTACT:
        return False
    current = state.current
    named = [day for day in (current.call_on, current.ask_again_on) if day is not None and day >= today]
    due = [max(day, today) for day in (current.promised_on, *named)]
    return any(period.first_on <= day <= period.last_on for day in due)


def _move_what_is_due(
    uow: UnitOfWork, world: World, territory: Territory, interlocutor: str, period: Period, actor: Actor, now: datetime
) -> Iterable[Moved]:
    today = calendar_of(territory).today(now)
    for case, _ in uow.cases.open_for_interlocutor(territory.id, interlocutor):
        brief = read_case_brief(uow, world, case.id)
        if brief is None or not brief.is_current:
            continue
        at = brief.state.appointment_at
        if brief.state.status is Status.APPOINTMENT and at is not None:
            day = brief.calendar.today(at)
            if period.first_on <= day <= period.last_on:
                yield Moved(case.number, "rendez-vous", brief.interlocutor.name, day, at)
        elif falls_due(brief.state, period, today):
            yield _move(uow, world, brief, period, actor, now)


def _move(uow: UnitOfWork, world: World, brief: Brief, period: Period, actor: Actor, now: datetime) -> Moved:
    number, promised_on = brief.case.number, brief.referral.promised_on
    relay = _relay_of(uow, world, brief, now)
    if relay is not None:
        is_own = actor.account in {account.id for account in _accounts_of(uow, brief)}
        word = Word(sender=brief.interlocutor) if is_own else Word()
        if pass_on(uow, world, brief, relay.id, word, now, actor) == "moved":
            uow.audit.note(now, actor.written(), "leave_to_relay", brief.case.id, relay.id)
            return Moved(number, "confie", relay.name, promised_on)
    own = {account.id for account in _accounts_of(uow, brief)}
    channel = staff_channel_of(brief.talk)
    watchers = [each for each in watchers_of(uow, brief.territory, channel) if each.id not in own]
    if not watchers or isinstance(attempt(uow, brief, Kind.AWAY, actor, now), Refusal):
        return Moved(number, "reste", brief.interlocutor.name, promised_on)
    uow.audit.note(now, actor.written(), "leave_to_animators", brief.case.id)
    plan_chains(uow, brief, now)
    refresh_cards(uow, world, brief.referral.id, now)
    _call_animators(uow, world, brief, watchers, period, now)
    _tell_newcomer(uow, world, brief, now)
    return Moved(number, "animation", find_interlocutor(brief.territory, brief.territory.pivot).name, promised_on)


def _relay_of(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> Interlocutor | None:
    """The relay whom the person agreed to, where they can be written to and are there in time."""
    relay = brief.territory.directory.interlocutors.get(brief.interlocutor.relay or "")
    if relay is None or relay.id == brief.interlocutor.id or not covers(brief, relay.id):
        return None
    if desk_of(uow, brief.territory, relay.id, staff_channel_of(brief.talk)).stands_in:
        return None
    here = uow.staff.availability(brief.territory.id, brief.today(now))
    availability = for_a_case(brief.territory, facts_for_rules(load_facts(brief.case.facts), world), here, now)
    return relay if availability.can_take(relay) else None


def _accounts_of(uow: UnitOfWork, brief: Brief) -> list[StaffAccount]:
    return uow.staff.accounts_of(brief.territory.id, brief.referral.interlocutor, staff_channel_of(brief.talk))


def _call_animators(
    uow: UnitOfWork, world: World, brief: Brief, watchers: list[StaffAccount], period: Period, now: datetime
) -> None:
    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        text = says.text(
            "equipe-absence",
            number=str(brief.case.number),
            project=project_line(says),
            who=brief.interlocutor.name,
            period=say_period(language, period.first_on, period.last_on),
            day=say_day(language, brief.referral.promised_on, brief.today(now)),
        )
        return Message(text, rows=animator_choices(uow, says, brief, now))

    tell_staff(uow, brief.territory, watchers, render, now, purpose="escalation", brief=brief)


def _tell_newcomer(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    """The person knows that somebody is sought, and by which day they hear who it is."""
    pivot = find_interlocutor(brief.territory, brief.territory.pivot)
    today = brief.today(now)
    soonest = brief.calendar.add_working_days(today, DAYS_TO_FIND_SOMEBODY)
    message = say_to(
        world,
        brief.talk,
        "suivi-absence-accueil" if brief.interlocutor.id == pivot.id else "suivi-absence",
        name=brief.interlocutor.name,
        day=say_day(brief.language, brief.referral.promised_on, today),
        pivot=pivot.name,
        by=say_day(brief.language, max(brief.referral.promised_on, soonest), today),
        pivotphone=pivot.phone or pivot.structure.phone,
    )
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)


def moved_lines(world: World, language: str, territory: Territory, moved: Iterable[Moved], now: datetime) -> list[str]:
    """What became of the cases that were due, a line each."""
    calendar = calendar_of(territory)
    today = calendar.today(now)
    lines = []
    for each in moved:
        words = {"number": str(each.number)}
        if each.fate == "confie":
            words["who"] = each.who
        elif each.fate == "reste":
            words |= {"who": each.who, "day": say_day(language, each.day, today)}
        elif each.at is not None:
            local = calendar.local(each.at)
            words |= {"day": say_day(language, each.day, today), "hour": say_time(language, local)}
        lines.append(world.wording.say(language, f"absence-dossier-{each.fate}", **words))
    return lines
