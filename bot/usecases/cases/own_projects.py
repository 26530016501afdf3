"""Where each of a person's projects stands, and what they can do about it: /suivi and « Mes dossiers »."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.casework.beliefs import WHEREABOUTS
from bot.casework.events import NEWCOMER, Kind
from bot.casework.life import Decision, Status, decide
from bot.casework.whereabouts import Holder, Whereabouts, where_it_stands
from bot.usecases.cases.brief import Brief, find_interlocutor, read_case_brief
from bot.usecases.cases.routes import desk_of, say_to, staff_channel_of, tell_newcomer, watchers_of
from bot.usecases.cases.sentences import Says, project_line, says_of
from bot.usecases.cases.supports import named_not_told
from bot.usecases.cases.tokens import NewcomerVerb, key_of, newcomer_token
from dialogs.message import Button, Message
from dialogs.wording import say_day, say_time
from dialogs.world import World
from referral_rules.directory import Interlocutor
from storage.tables import StaffAccount
from storage.talks import Talk
from storage.unit_of_work import UnitOfWork

PROJECTS_SHOWN: Final = 6  # messages of one answer; those before are counted


def show_projects(uow: UnitOfWork, world: World, talk: Talk, now: datetime) -> None:
    """Say where each of the person's projects stands, those that go on last: nearest to the text field."""
    briefs = own_briefs(uow, world, talk)
    if not briefs:
        tell_newcomer(uow, talk, say_to(world, talk, "ou-aucun"), now)
        return
    in_order = sorted(briefs, key=lambda brief: (brief.is_current, brief.case.id))
    left = len(in_order) - PROJECTS_SHOWN
    if left > 0:
        tell_newcomer(uow, talk, say_to(world, talk, "ou-avant", count=str(left)), now)
    for brief in in_order[-PROJECTS_SHOWN:]:
        show_project(uow, world, brief, now)


def show_project(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    """Say where one project stands, with what the person can do about it."""
    message = project_message(uow, world, brief, now)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id, purpose="whereabouts")


def project_message(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> Message:
    """Where one project stands: who has it, by which day, what is awaited of the person; its buttons."""
    says = says_of(world, brief, brief.language)
    number = str(brief.case.number)
    lines = [says.text("ou-titre", project=project_line(says), number=number)]
    lines.append(sentence(uow, says, brief, now))
    asked = _open_question(uow, brief)
    if asked:
        lines.append(says.text("ou-question", name=brief.interlocutor.name, words=asked[1]))
    named = _support_rows(uow, says, brief, now)
    rows = [*_answer_row(says, brief, asked[0] if asked else 0), *named, *_rows(says, brief, now)]
    return Message("\n".join(lines), rows=tuple(rows), key=WHEREABOUTS)


def sentence(uow: UnitOfWork, says: Says, brief: Brief, now: datetime) -> str:
    """What is true of the case now, in one or two sentences."""
    if brief.state.referral_id is None:
        return says.text("ou-efface")
    where = whereabouts_of(uow, brief, now)
    pivot = find_interlocutor(brief.territory, brief.territory.pivot)
    holder = pivot if where.key.endswith("-accueil") else holder_of(brief)
    today = brief.today(now)
    words = {
        "name": brief.interlocutor.name,
        "pivot": pivot.name,
        "day": say_day(says.language, where.day, today) if where.day is not None else "",
        "hour": say_time(says.language, brief.calendar.local(where.at)) if where.at is not None else "",
        "phone": _phone(brief.interlocutor),
        "pivotphone": _phone(pivot),
    }
    said = says.text(where.key, **words)
    if where.key in _WITH_NUMBERS:
        return said
    return f"{said} {says.text('ou-numero', name=holder.name, phone=_phone(holder))}"


def whereabouts_of(uow: UnitOfWork, brief: Brief, now: datetime) -> Whereabouts:
    """Where the case stands, with who really has it."""
    desk = desk_of(uow, brief.territory, brief.referral.interlocutor, staff_channel_of(brief.talk))
    is_pivot = brief.referral.interlocutor == brief.territory.pivot
    holder = Holder(brief.referral.notified_at is not None, desk.stands_in and not is_pivot, is_pivot)
    return where_it_stands(brief.state, holder, brief.calendar, now)


def holder_of(brief: Brief) -> Interlocutor:
    """Whom the person calls about the case: the pivot while somebody is sought, else the referent."""
    sought = brief.state.is_sought
    return find_interlocutor(brief.territory, brief.territory.pivot) if sought else brief.interlocutor


def accounts_that_have(uow: UnitOfWork, brief: Brief) -> tuple[StaffAccount, ...]:
    """The staff accounts that have the case now: the animators while somebody is sought, else the referent's desk."""
    channel = staff_channel_of(brief.talk)
    if brief.state.is_sought:
        return watchers_of(uow, brief.territory, channel)
    return desk_of(uow, brief.territory, brief.referral.interlocutor, channel).accounts


def own_briefs(uow: UnitOfWork, world: World, talk: Talk) -> list[Brief]:
    """Every case of this very person, each with its referral in force, oldest first."""
    found = [read_case_brief(uow, world, case.id) for case in uow.cases.of_person(talk.person_id)]
    return [brief for brief in found if brief is not None]


_WITH_NUMBERS: Final = frozenset({"ou-withdrawn", "ou-newcomer-calls", "ou-closed"})
"""Sentences that name a number themselves, or after which there is nobody to call."""


def _rows(says: Says, brief: Brief, now: datetime) -> list[tuple[Button, ...]]:
    number = brief.referral.id

    def button(key: str, verb: NewcomerVerb) -> Button:
        return Button(says.text(key), newcomer_token(verb, number))

    if not brief.is_current:
        return [(button("geste-retirer", NewcomerVerb.ASK_WITHDRAW),)] if brief.standing is Status.CLOSED else []
    rows = [
        (button("geste-ou", NewcomerVerb.WHERE), button("geste-ajouter-mot", NewcomerVerb.PROMPT_WORD)),
        (button("geste-coordonnees", NewcomerVerb.PROMPT_CONTACT),),
    ]
    if may_say_not_called(brief, now):
        rows.append((button("geste-pas-appele", NewcomerVerb.NOT_CALLED),))
    rows.append((button("geste-retirer", NewcomerVerb.ASK_WITHDRAW),))
    return rows


def _support_rows(uow: UnitOfWork, says: Says, brief: Brief, now: datetime) -> list[tuple[Button, ...]]:
    """« Prévenir Isabelle Vernet »: those whom the proposal named and who know nothing yet, one tap each."""
    if not isinstance(decide(brief.standing, Kind.SUPPORT_ASKED, NEWCOMER, now), Decision):
        return []
    return [
        (
            Button(
                says.text("geste-prevenir", who=says.name_of(brief.territory, target)),
                newcomer_token(NewcomerVerb.AGREE_SUPPORT, brief.referral.id, key_of(target)),
            ),
        )
        for target in named_not_told(uow, brief)
    ]


def may_say_not_called(brief: Brief, now: datetime) -> bool:
    """Whether « on ne m'a pas appelé » is offered: the table lets them say it, and the promised day has come."""
    allowed = isinstance(decide(brief.state.status, Kind.NOT_CALLED, NEWCOMER, now), Decision)
    return allowed and brief.referral.promised_on <= brief.today(now)


def _open_question(uow: UnitOfWork, brief: Brief) -> tuple[int, str] | None:
    """The last question of the referent that still waits for the person's answer: its id and its words."""
    if not brief.is_current:
        return None
    asked = [relay for relay in uow.relays.list_of(brief.referral.id) if relay.from_staff and relay.status == "sent"]
    return (asked[-1].id, asked[-1].text) if asked else None


def _answer_row(says: Says, brief: Brief, question: int) -> list[tuple[Button, ...]]:
    if not question:
        return []
    label = says.text("geste-repondre", name=brief.interlocutor.name)
    return [(Button(label, newcomer_token(NewcomerVerb.ANSWER, question)),)]


def _phone(who: Interlocutor) -> str:
    return who.phone or who.structure.phone
