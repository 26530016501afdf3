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

from bot.casework.beliefs import ASKS_STAFF, WHEREABOUTS, believed, has_lapsed, holds, said_of_where
from bot.casework.life import SOUGHT, UNANSWERED, Status
from bot.usecases.cases.brief import read_brief
from bot.usecases.cases.history import read_state
from bot.usecases.cases.notification import render_card
from bot.usecases.cases.own_projects import sentence
from bot.usecases.cases.routes import NEWCOMER_READS
from bot.usecases.cases.sentences import says_of
from dialogs.message import Message
from dialogs.world import World
from storage.notices import StoredNotice
from storage.outbox import OutboxRow
from storage.transient import is_transient
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
        if not brief.state.is_open:
            return None
        uow.notices.reword(notice, WHEREABOUTS, believed(said_of_where(brief.state), brief.state))
        return Message(sentence(uow, says_of(world, brief, brief.language), brief, now))
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
