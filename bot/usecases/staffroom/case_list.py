"""/dossiers: an account's open cases, grouped by what is awaited of it; one screen, then pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.casework.awaited import Awaited, awaited_of
from bot.casework.fold import CaseState
from bot.usecases.cases.brief import find_interlocutor
from bot.usecases.cases.history import read_state
from bot.usecases.cases.sentences import Says, project_line
from bot.usecases.cases.tokens import StaffVerb, staff_token
from bot.usecases.staffroom.room import Room
from dialogs.message import Button, Message
from dialogs.wording import say_day, say_time
from storage.facts_json import load_facts
from storage.tables import Case, Referral

PAGE = 6  # cases a page: with the arrows, at most eight buttons
ORDER = list(Awaited)


@dataclass(frozen=True, slots=True)
class Listed:
    """One case of the list, with what it awaits of this account."""

    case: Case
    referral: Referral
    awaited: Awaited


def show_cases(room: Room, page: int = 0) -> None:
    """Show one page of the list; who looks is noted."""
    listed = list_cases(room)
    if not listed:
        room.say("salle-aucun-dossier")
        return
    pages = (len(listed) + PAGE - 1) // PAGE
    page = max(0, min(page, pages - 1))
    shown = listed[page * PAGE : (page + 1) * PAGE]
    lines = [room.words("salle-dossiers", count=str(len(listed)), page=str(page + 1), pages=str(pages))]
    for awaited, group in groupby(shown, key=lambda each: each.awaited):
        count = sum(each.awaited is awaited for each in listed)
        lines += ["", room.words(f"dossiers-{awaited}", count=str(count))]
        lines += [case_line(room, each) for each in group]
    for each in shown:
        room.uow.audit.note(room.now, str(room.account.id), "list_cases", each.case.id)
    room.reply(
        Message("\n".join(lines), rows=(*case_buttons(room, shown), *_arrows(room, page, pages))),
        personal=True,
    )


def list_cases(room: Room) -> list[Listed]:
    """The account's open cases, the most pressing first; who watches over the network sees what nobody took too."""
    account, uow = room.account, room.uow
    own = uow.cases.open_for_interlocutor(account.territory, account.interlocutor) if account.interlocutor else []
    found = [_listed(room, case, referral, is_holder=True) for case, referral in own]
    if account.interlocutor:
        lent = uow.cases.open_as_support(account.territory, account.interlocutor)
        found += [Listed(case, support, Awaited.SUPPORT) for case, support in lent]
    if account.is_animator or account.interlocutor == room.territory.pivot:
        mine = {each.case.id for each in found if each.awaited is not Awaited.SUPPORT}
        to_phone = uow.cases.to_phone(account.territory)
        found = [Listed(case, referral, Awaited.TO_PHONE) for case, referral in to_phone] + [
            each for each in found if each.case.to_phone_since is None
        ]
        mine |= {case.id for case, _ in to_phone}
        for case, referral in uow.cases.unanswered(account.territory, room.now):
            if case.id not in mine:
                found.append(_listed(room, case, referral, is_holder=referral.interlocutor == room.territory.pivot))
    return sorted(found, key=lambda each: (ORDER.index(each.awaited), each.referral.promised_on, each.case.number))


def case_buttons(room: Room, shown: Sequence[Listed]) -> tuple[tuple[Button, ...], ...]:
    """A button for each case, two a row."""
    buttons = [
        Button(
            room.words("geste-dossier", number=str(each.case.number)), staff_token(StaffVerb.OPEN_CASE, each.case.id)
        )
        for each in shown
    ]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _listed(room: Room, case: Case, referral: Referral, *, is_holder: bool) -> Listed:
    today = room.calendar.today(room.now)
    return Listed(
        case,
        referral,
        awaited_of(referral.status, referral.promised_on, referral.snoozed_until, today, is_holder=is_holder),
    )


def case_line(room: Room, each: Listed, *, dated: bool = True) -> str:
    """« 241 · Samira · Arlanc · promis d’ici vendredi 27 novembre », the date left out where it isn't wanted."""
    says = Says(room.world, room.account.language, load_facts(each.case.facts))
    talk = room.uow.talks.find_of_case(each.case.id)
    person = room.uow.people.get(talk.person_id) if talk is not None else None
    name = (person.first_name if person is not None else None) or says.text("fiche-la-personne")
    parts = [str(each.case.number), name, says.place() or project_line(says), _when(room, each) if dated else ""]
    if (each.case.referent or "") != room.account.interlocutor:
        parts.append(find_interlocutor(room.territory, each.case.referent or each.referral.interlocutor).name)
    return " · ".join(part for part in parts if part)


def _when(room: Room, each: Listed) -> str:
    """The date that matters, as a day."""
    if each.awaited is Awaited.SUPPORT:
        return room.words(f"appui-etat-{each.referral.status.removeprefix('support_')}")
    state = read_state(room.uow, each.case.id)
    if each.awaited is Awaited.APPOINTMENT and state.appointment_at is not None:
        at = room.calendar.local(state.appointment_at)
        hour = say_time(room.account.language, at)
        return room.words("dossiers-quand-rendez-vous", day=_day(room, at.date()), hour=hour)
    key, day = _dated(room, each, state)
    return room.words(key, day=_day(room, day)) if day is not None else ""


def _dated(room: Room, each: Listed, state: CaseState) -> tuple[str, date | None]:
    if each.awaited is Awaited.SESSION:
        return "dossiers-quand-session", state.session_on
    if each.awaited is Awaited.PAUSED:
        return "dossiers-quand-pause", state.paused_until
    if each.awaited is Awaited.FOLLOWED:
        heard = state.reviewed_at or state.first_contact_at
        return "dossiers-quand-nouvelles", room.calendar.today(heard) if heard is not None else None
    if each.awaited in (Awaited.TO_CALL, Awaited.CONTACT_MADE) and each.referral.snoozed_until is not None:
        return "dossiers-quand-annonce", each.referral.snoozed_until
    return "dossiers-quand-promis", each.referral.promised_on


def _day(room: Room, day: date) -> str:
    return say_day(room.account.language, day, room.calendar.today(room.now))


def _arrows(room: Room, page: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    row = []
    if page > 0:
        row.append(Button(room.words("geste-precedents"), staff_token(StaffVerb.LIST_CASES, page - 1)))
    if page < pages - 1:
        row.append(Button(room.words("geste-suivants"), staff_token(StaffVerb.LIST_CASES, page + 1)))
    return (tuple(row),) if row else ()
