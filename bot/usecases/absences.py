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
from bot.casework.life import UNANSWERED, Status
from bot.usecases.cases.brief import Brief, find_interlocutor, read_case_brief
from bot.usecases.cases.calendars import calendar_of
from bot.usecases.cases.cards import refresh_own
from bot.usecases.cases.handover import Word, pass_on
from bot.usecases.cases.moving_out import relay_of, seek_somebody
from bot.usecases.cases.routes import tell_staff
from bot.usecases.cases.tokens import StaffVerb, staff_token
from dialogs.dates import Period
from dialogs.message import Button, Message
from dialogs.wording import say_day, say_period, say_time
from dialogs.world import World
from referral_rules.directory import Interlocutor
from referral_rules.territory import Territory
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
    relay = relay_of(uow, world, brief, now)
    if relay is not None:
        own = uow.staff.accounts_in_force(interlocutor=brief.referral.interlocutor)
        word = Word(sender=brief.interlocutor) if actor.account in {each.id for each in own} else Word()
        if pass_on(uow, world, brief, relay.id, word, now, actor) == "moved":
            uow.audit.note(now, actor.written(), "leave_to_relay", brief.case.id, relay.id)
            refresh_own(uow, world, brief.referral.id, actor.account, now, spare_message=0)  # no card was tapped
            return Moved(number, "confie", relay.name, promised_on)

    def more(language: str) -> dict[str, str]:
        return {"period": say_period(language, period.first_on, period.last_on)}

    if seek_somebody(uow, world, brief, Kind.AWAY, actor, now, more):
        pivot = find_interlocutor(brief.territory, brief.territory.pivot)
        return Moved(number, "animation", pivot.name, promised_on)
    return Moved(number, "reste", brief.interlocutor.name, promised_on)


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
