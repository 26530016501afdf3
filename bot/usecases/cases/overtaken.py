"""Before words about a case leave, whether they are still true: those that a night, a queue or an outage overtook.

Rule 1: what is no longer true isn't said. Where something newer waits for the same reader, that is the correction;
where nothing does, the row says what is so instead: a newcomer where their case stands, a referent the card as it is.
Rule 2: one row that can't be judged leaves as it was written; the others are judged all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from bot.casework.beliefs import ASKS_STAFF, SENTENCES, believed, has_lapsed, holds
from bot.casework.life import ACCOMPANIED, CARRIED, SOUGHT, UNANSWERED, Status
from bot.machinery.transient import is_transient
from bot.usecases.cases.brief import Brief, find_interlocutor, read_brief
from bot.usecases.cases.history import read_state
from bot.usecases.cases.notification import render_card
from bot.usecases.cases.routes import NEWCOMER_READS, desk_of, say_to, staff_channel_of
from bot.usecases.cases.sentences import Says
from dialogs.message import Message
from dialogs.wording import say_day
from dialogs.world import World
from storage.notices import StoredNotice
from storage.outbox import OutboxRow
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)


def may_be_overtaken(row: OutboxRow) -> bool:
    """Whether a row may say something of a case: about one, or a list of several."""
    return row.kind == "send" and (row.referral_id is not None or row.purpose == "reminder")


def let_through(uow: UnitOfWork, world: World, rows: Sequence[OutboxRow], now: datetime) -> list[OutboxRow]:
    """The rows that may leave at `now`, some of them worded anew; the others are noted as overtaken."""
    asked = [row.id for row in rows if may_be_overtaken(row)]
    if not asked:
        return list(rows)
    said: dict[int, list[StoredNotice]] = {}
    for notice in uow.notices.of_rows(asked):
        said.setdefault(notice.outbox_id, []).append(notice)
    passed: list[OutboxRow] = []
    for row in rows:
        try:
            with uow.savepoint():
                judged = _judge(uow, world, row, said.get(row.id, []), now)
        except Exception as error:
            if is_transient(error):
                raise
            log.error("notice_unreadable", outbox=row.id, exc_info=error)
            judged = row
        if judged is not None:
            passed.append(judged)
    return passed


def _judge(
    uow: UnitOfWork, world: World, row: OutboxRow, notices: Sequence[StoredNotice], now: datetime
) -> OutboxRow | None:
    """The row as it may leave; None when it isn't said."""
    if all(_is_true(uow, world, notice, now) for notice in notices):
        return row
    said = _say_instead(uow, world, row, notices[0], now) if len(notices) == 1 else None
    if said is None:
        uow.outbox.mark_overtaken(row.id)
        log.info("notice_overtaken", outbox=row.id, purpose=row.purpose)
        return None
    body = said.to_json()
    uow.outbox.reword(row.id, body)
    return replace(row, body=body)


def _is_true(uow: UnitOfWork, world: World, notice: StoredNotice, now: datetime) -> bool:
    state = read_state(uow, notice.case_id)
    if not holds(notice.belief, state):
        return False
    referral = uow.cases.referral(notice.referral_id)
    if referral is None or referral.territory not in world.territories:
        return True
    brief = read_brief(uow, world, notice.referral_id)
    return brief is None or not has_lapsed(notice.belief, state, brief.today(now))


def _say_instead(uow: UnitOfWork, world: World, row: OutboxRow, notice: StoredNotice, now: datetime) -> Message | None:
    """What the reader of `notice` is told in its place; None when nothing is."""
    if uow.notices.is_followed(notice):
        return None
    brief = read_brief(uow, world, uow.cases.lock(notice.case_id).referral_id or notice.referral_id)
    if brief is None or brief.state.referral_id is None:
        return None
    if notice.reader == NEWCOMER_READS:
        said = say_where_it_stands(uow, world, brief, now)
        if said is not None:
            uow.notices.reword(notice, said.key, believed(SENTENCES[said.key], brief.state))
        return said
    if notice.key != "notification" or brief.referral.id != notice.referral_id:
        return None
    if brief.standing not in UNANSWERED | SOUGHT | {Status.NEWCOMER_CALLS}:
        return None
    account = uow.staff.find_account(row.channel, row.chat_id)
    language = account.language if account is not None else "fr"
    words = {"number": str(brief.case.number), "who": brief.interlocutor.name}
    note = world.wording.say(language, f"fiche-etat-{brief.standing.replace('_', '-')}", **words)
    uow.notices.reword(notice, notice.key, believed(ASKS_STAFF, brief.state))
    return render_card(uow, world, brief, language, note)


def say_where_it_stands(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> Message | None:
    """One sentence that says to the person where their case stands now; None for a case that is over."""
    state, today = brief.state, brief.today(now)
    key = _standing_key(brief, now)
    if key is None:
        return None
    if (
        key == "suivi-confie"
        and desk_of(uow, brief.territory, brief.referral.interlocutor, staff_channel_of(brief.talk)).stands_in
    ):
        key = "suivi-confie-accueil"
    pivot = find_interlocutor(brief.territory, brief.territory.pivot)
    desk = brief.interlocutor
    words = {
        "name": desk.name,
        "who": Says(world, brief.language, {}).introduce(desk),
        "phone": desk.phone or desk.structure.phone,
        "pivot": pivot.name,
        "pivotphone": pivot.phone or pivot.structure.phone,
        "day": say_day(brief.language, state.paused_until or state.current.promised_on, today),
    }
    return say_to(world, brief.talk, key, **words)


def _standing_key(brief: Brief, now: datetime) -> str | None:
    state = brief.state
    own = brief.interlocutor.id == brief.territory.pivot
    if state.is_sought:
        return "suivi-escalade-accueil" if own else "suivi-cherche-encore"
    if state.status is Status.NEWCOMER_CALLS:
        return "suivi-contacts-publics"
    if state.status is Status.PAUSED:
        return "suivi-en-pause"
    if state.status in ACCOMPANIED:
        return "suivi-suivi-par"
    if state.status is Status.TRYING:
        return "suivi-injoignable"
    if state.status in UNANSWERED | CARRIED:
        return "suivi-pris-passe" if state.current.promised_on < brief.today(now) else "suivi-confie"
    return None
