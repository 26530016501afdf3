"""The outbox as delivery sees it: rows to claim, and marks of what became of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Text,
    bindparam,
    case,
    cast,
    exc,
    exists,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects import postgresql

from storage.batches import PURGE_BATCH, delete_some
from storage.outbox_rows import UNREADABLE, UNSENT, LostRow, OutboxRow, is_card, row_from
from storage.tables import Notice, OutboxMessage, Pace, PassageRow, Referral, SentMessage, core
from storage.transient import is_transient
from storage.upserts import insert_on

CHAT_PACE_SECONDS = 1  # at most one message a second to a chat; Bot API FAQ, "My bot is hitting limits"
WHOLE_BOT = 0  # the chat id under which a bot's own pace is kept

# Statements of the hot path, built once: building one costs more than running it.
OUTBOX = core(OutboxMessage)
MARK_SENT = (
    OUTBOX.update()
    .where(OUTBOX.c.id == bindparam("row_id"))
    .values(
        status="sent",
        message_id=bindparam("number"),
        sent_at=bindparam("accepted_at"),
        leased_until=None,
        error=None,
    )
)
MARKED = select(
    OUTBOX.c.channel, OUTBOX.c.chat_id, OUTBOX.c.kind, OUTBOX.c.purpose, OUTBOX.c.referral_id, OUTBOX.c.sent_at
).where(OUTBOX.c.id.in_(bindparam("ids", expanding=True)))

UNREADABLE_ERRORS = (ValueError, TypeError, exc.DBAPIError)
"""What reading a row raises that nothing of ours wrote; SQLite keeps whatever it is given, text that is none too."""

Chat = tuple[str, int]
"""(channel, chat id)."""

RowPlace = tuple[datetime, int]
"""(when it was written, id): a row's place in the order in which rows are purged."""


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows went, the last one looked at (None: there was none), and whether there may be more after it."""

    count: int
    last: RowPlace | None
    is_full: bool


SentMark = tuple[int, int | None, datetime]
"""(outbox id, the channel's number of the message, when it was accepted)."""


@lru_cache
def _keep_silent_on(dialect: str) -> postgresql.Insert:
    """The upsert of a pace that never shortens."""
    table = core(Pace)
    statement = insert_on(dialect, table)
    new = statement.excluded.silent_until
    later = case((new > table.c.silent_until, new), else_=table.c.silent_until)
    return statement.on_conflict_do_update(index_elements=["channel", "chat_id"], set_={"silent_until": later})


def is_unsent(table: FromClause) -> ColumnElement[bool]:
    """The condition that a row is still to be delivered.

    The statuses stand in it to the letter: SQLite uses the partial index for nothing else.
    """
    return table.c.status.in_([literal_column(f"'{status}'") for status in UNSENT])


def is_unsent_of(table: FromClause, channels: Collection[str]) -> ColumnElement[bool]:
    """The condition that a row of these channels is still to be delivered, found by the index of unsent rows alone.

    SQLite keeps no figures about its tables: by the channel itself it looks through all that was ever sent there.
    """
    return is_unsent(table) & table.c.channel.concat("").in_(sorted(channels))


class OutboxDelivery:
    """Claims, marks and pace within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lost: list[LostRow] = []

    def flush(self) -> None:
        """Write what is held back; nothing here, the writing side overrides it."""

    def claim(self, now: datetime, channels: Collection[str], limit: int, lease_seconds: float) -> list[OutboxRow]:
        """Lease up to `limit` rows, urgent ones first, at most one a chat. Nobody else gets them meanwhile.

        A row that can't be read is set aside (see `lost`): the others are leased all the same.
        """
        self.flush()
        table = core(OutboxMessage)
        query = (
            select(table)
            .where(
                is_unsent_of(table, channels),
                table.c.due_at <= now,
                or_(table.c.leased_until.is_(None), table.c.leased_until <= now),
                self._is_first_of_chat(now),
                self._may_speak(now),
            )
            .order_by(table.c.urgent.desc(), table.c.id)
            .limit(limit)
            .with_for_update(of=table, skip_locked=True)
        )
        rows = self._read(query, self._set_aside)
        if not rows:
            return []
        leased_until = now + timedelta(seconds=lease_seconds)
        ids = [row.id for row in rows]
        self._connection.execute(table.update().where(table.c.id.in_(ids)).values(leased_until=leased_until))
        return [replace(row, leased_until=leased_until) for row in rows]

    def lost(self) -> list[LostRow]:
        """What this unit of work set aside, since nothing of ours can read it."""
        return list(self._lost)

    def try_again(self) -> int:
        """Let what was set aside be due once more: the program that reads it may be another; how many."""
        table = core(OutboxMessage)
        again = (
            table.update()
            .where(table.c.status == literal_column(f"'{UNREADABLE}'"))
            .values(status="pending", leased_until=None)
        )
        return self._connection.execute(again).rowcount

    def extend_lease(self, ids: Sequence[int], until: datetime) -> None:
        """Keep rows that are in our hands for longer, or (with an instant gone by) give them back."""
        table = core(OutboxMessage)
        if ids:
            self._connection.execute(
                table.update().where(table.c.id.in_(list(ids)), self._is_unsent()).values(leased_until=until)
            )

    def get(self, outbox_id: int) -> OutboxRow | None:
        """The row as it is now; None when it was erased or purged, or can't be read."""
        self.flush()
        table = core(OutboxMessage)
        return self._first(select(table).where(table.c.id == outbox_id))

    def mark_sent(self, marks: Sequence[SentMark]) -> None:
        """Note deliveries: rows, pace of their chats (edits don't count there), start of the referrals' deadlines."""
        if not marks:
            return
        self.flush()
        sent = [{"row_id": row_id, "number": number, "accepted_at": at} for row_id, number, at in sorted(marks)]
        self._connection.execute(MARK_SENT, sent)
        rows = self._connection.execute(MARKED, {"ids": [row_id for row_id, _, _ in marks]}).all()
        pause = timedelta(seconds=CHAT_PACE_SECONDS)
        self._keep_silent([(row.channel, row.chat_id, row.sent_at + pause) for row in rows if row.kind != "edit"])
        self._note_notified(rows)
        self._note_told(marks, rows)

    def mark_errored(self, outbox_id: int, due_at: datetime, error: str, uncertain: bool = False) -> None:
        """Note that a delivery failed for now (or perhaps went through: `uncertain`); it is due again at `due_at`."""
        table = core(OutboxMessage)
        self._connection.execute(
            table.update()
            .where(table.c.id == outbox_id, self._is_unsent())
            .values(
                status="uncertain" if uncertain else "errored",
                due_at=due_at,
                error=error,
                attempts=table.c.attempts + 1,
                leased_until=None,
            )
        )

    def mark_overtaken(self, outbox_id: int) -> None:
        """Note that a row isn't said, since it is no longer true; its words go."""
        table = core(OutboxMessage)
        self._connection.execute(
            table.update()
            .where(table.c.id == outbox_id, self._is_unsent())
            .values(status="failed", error="overtaken", body={}, context=None, leased_until=None)
        )

    def reword(self, outbox_id: int, body: Mapping[str, Any]) -> None:
        """Have a row that hasn't left say something else."""
        table = core(OutboxMessage)
        self._connection.execute(
            table.update().where(table.c.id == outbox_id, self._is_unsent()).values(body=dict(body))
        )

    def mark_failed(self, outbox_id: int, error: str) -> None:
        """Note that this row will never be delivered."""
        table = core(OutboxMessage)
        self._connection.execute(
            table.update()
            .where(table.c.id == outbox_id, self._is_unsent())
            .values(status="failed", error=error, attempts=table.c.attempts + 1, leased_until=None)
        )

    def silence(self, channel: str, chat_id: int, until: datetime) -> None:
        """Say nothing to a chat before `until`; to no chat of the bot when `chat_id` is 0. Never shortens."""
        self._keep_silent([(channel, chat_id, until)])

    def silent_until(self, channel: str, chat_id: int) -> datetime | None:
        """Until when a chat must be left in peace, by its own pace or its bot's."""
        pace = core(Pace)
        query = select(func.max(pace.c.silent_until)).where(
            pace.c.channel == channel, pace.c.chat_id.in_((WHOLE_BOT, chat_id))
        )
        return self._connection.execute(query).scalar()

    def unsent_count(self, now: datetime) -> int:
        """How many rows are due and not delivered."""
        self.flush()
        table = core(OutboxMessage)
        query = select(func.count()).select_from(table).where(self._is_unsent(), table.c.due_at <= now)
        return int(self._connection.execute(query).scalar_one())

    def purge_sent(self, before: datetime, limit: int = PURGE_BATCH, after: RowPlace | None = None) -> Purged:
        """Look at `limit` rows of before `before`, the oldest first, and delete those that are settled.

        Where a personal message lies is kept, so that it can still be edited to a stub; a row that shows a current
        question stays until another does: go on `after` the last one looked at, not to look at it again and again.
        """
        table, passage, referral = core(OutboxMessage), core(PassageRow), core(Referral)
        shown = select(passage.c.id).where(passage.c.shown_outbox_id == table.c.id)
        past: list[ColumnElement[bool]] = [table.c.created_at < before, table.c.status.in_(("sent", "failed"))]
        if after is not None:
            since = literal(after[0], table.c.created_at.type)
            past += [table.c.created_at >= since, tuple_(table.c.created_at, table.c.id) > tuple_(since, after[1])]
        kept = (
            table.c.id,
            table.c.channel,
            table.c.chat_id,
            table.c.message_id,
            table.c.person_id,
            table.c.referral_id,
            select(referral.c.case_id).where(referral.c.id == table.c.referral_id).scalar_subquery().label("case_id"),
            table.c.personal,
            table.c.kind,
            cast(table.c.context, Text).label("context"),
            table.c.created_at,
            exists(shown).label("is_shown"),
        )
        query = select(*kept).where(*past).order_by(table.c.created_at, table.c.id).limit(limit)
        page = self._connection.execute(query).all()
        rows = [row for row in page if not row.is_shown]
        places = [
            {
                "id": row.id,
                "channel": row.channel,
                "chat_id": row.chat_id,
                "message_id": row.message_id,
                "person_id": row.person_id,
                "case_id": row.case_id,
                "referral_id": row.referral_id,
                "is_card": is_card(row.context),
            }
            for row in rows
            if row.personal and row.message_id is not None and row.kind != "edit"
        ]
        if places:
            self._connection.execute(core(SentMessage).insert(), places)
        if rows:
            gone = [row.id for row in rows]
            self._connection.execute(table.delete().where(table.c.id.in_(gone)))
            self._forget_notices(gone)
        last = (page[-1].created_at, page[-1].id) if page else None
        return Purged(len(rows), last, is_full=len(page) >= limit)

    def purge_silences(self, now: datetime, limit: int = PURGE_BATCH) -> int:
        """Forget up to `limit` silences that are over at `now`, whoever's they were; how many."""
        pace = core(Pace)
        return delete_some(self._connection, pace, pace.c.silent_until < now, pace.c.silent_until, limit)

    def due_later(self, channel: str, now: datetime) -> list[OutboxRow]:
        """What waits on a channel for a later hour, in order."""
        self.flush()
        table = core(OutboxMessage)
        waits = (table.c.channel == channel, table.c.status == "pending", table.c.due_at > now)
        return self._read(select(table).where(*waits).order_by(table.c.id), lambda _: None)

    def next_due_at(self) -> datetime | None:
        """When something is to be delivered, or tried again, for the next time; None when nothing is."""
        self.flush()
        table = core(OutboxMessage)
        due: datetime | None = self._connection.execute(
            select(func.min(table.c.due_at)).where(table.c.status.in_(("pending", "errored")))
        ).scalar()
        return due

    def void_leases(self, channels: Collection[str]) -> None:
        """Let everything unsent be claimed again: whoever leased it is gone."""
        table = core(OutboxMessage)
        unsent = table.update().where(is_unsent_of(table, channels))
        self._connection.execute(unsent.values(leased_until=None))

    def silences(self, channels: Collection[str], now: datetime) -> dict[Chat, datetime]:
        """Who must be left in peace at `now`, and until when."""
        pace = core(Pace)
        rows = self._connection.execute(select(pace).where(pace.c.silent_until > now))
        return {(row.channel, row.chat_id): row.silent_until for row in rows if row.channel in channels}

    def waiting(self, channels: Collection[str], now: datetime) -> dict[Chat, list[int]]:
        """Per chat of `channels` the ids of the unsent rows that hold it up (the outbox's rule 2), in order."""
        return self._waiting(is_unsent_of(core(OutboxMessage), channels), now)

    def waiting_in(self, chats: Collection[Chat], now: datetime) -> dict[Chat, list[int]]:
        """The same of some chats, and perhaps of a namesake on another channel: look up by both."""
        if not chats:
            return {}
        table = core(OutboxMessage)
        of_channels = is_unsent_of(table, {channel for channel, _ in chats})
        return self._waiting(of_channels & table.c.chat_id.in_(sorted({chat_id for _, chat_id in chats})), now)

    def _waiting(self, which: ColumnElement[bool], now: datetime) -> dict[Chat, list[int]]:
        self.flush()
        table = core(OutboxMessage)
        holds_up = or_(table.c.status.in_(("errored", "uncertain")), table.c.due_at <= now)
        query = select(table.c.channel, table.c.chat_id, table.c.id).where(which, holds_up)
        waiting: dict[Chat, list[int]] = {}
        for row in sorted(self._connection.execute(query), key=lambda row: row.id):  # by SQLite: it would scan ids
            waiting.setdefault((row.channel, row.chat_id), []).append(row.id)
        return waiting

    def _forget_notices(self, gone: Sequence[int]) -> None:
        """Forget what rows that go said, unless it is the last that reached its reader."""
        notice = core(Notice)
        later = notice.alias("later")
        reached_later = exists().where(
            later.c.case_id == notice.c.case_id,
            later.c.reader == notice.c.reader,
            later.c.accepted_at.is_not(None),
            later.c.id > notice.c.id,
        )
        over = or_(notice.c.accepted_at.is_(None), reached_later)
        self._connection.execute(notice.delete().where(notice.c.outbox_id.in_(gone), over))

    def migrate_chat(self, channel: str, old: int, new: int) -> int:
        """Move what is unsent to a group's new id; how many rows."""
        self.flush()
        table = core(OutboxMessage)
        result = self._connection.execute(
            table.update()
            .where(table.c.channel == channel, table.c.chat_id == old, self._is_unsent())
            .values(chat_id=new, leased_until=None)
        )
        return result.rowcount

    def _read(self, query: Select[Any], set_aside: Callable[[int], None]) -> list[OutboxRow]:
        """The rows of `query`, which selects the whole table; those that can't be read go to `set_aside`."""
        table = core(OutboxMessage)
        try:
            return [row_from(row) for row in self._connection.execute(query)]
        except UNREADABLE_ERRORS as error:
            if is_transient(error):
                raise
        # One of them can't be read; which one, only each by itself tells.
        rows: list[OutboxRow] = []
        for row_id in self._connection.execute(query.with_only_columns(table.c.id)).scalars().all():
            try:
                rows.append(row_from(self._connection.execute(select(table).where(table.c.id == row_id)).one()))
            except UNREADABLE_ERRORS as error:
                if is_transient(error):
                    raise
                set_aside(row_id)
        return rows

    def _first(self, query: Select[Any]) -> OutboxRow | None:
        """The first row of `query`; None when there is none, or it can't be read."""
        return next(iter(self._read(query.limit(1), lambda _: None)), None)

    def _set_aside(self, row_id: int) -> None:
        table = core(OutboxMessage)
        told = select(table.c.id, table.c.channel, table.c.referral_id).where(table.c.id == row_id)
        self._lost.append(LostRow(*self._connection.execute(told).one()))
        aside = table.update().where(table.c.id == row_id).values(status=UNREADABLE, leased_until=None)
        self._connection.execute(aside)

    @staticmethod
    def _is_unsent() -> ColumnElement[bool]:
        return is_unsent(core(OutboxMessage))

    @staticmethod
    def _is_first_of_chat(now: datetime) -> ColumnElement[bool]:
        table = core(OutboxMessage)
        earlier = table.alias("earlier")
        holds_up = or_(earlier.c.status.in_(("errored", "uncertain")), earlier.c.due_at <= now)
        return not_(
            exists().where(
                earlier.c.channel == table.c.channel,
                earlier.c.chat_id == table.c.chat_id,
                is_unsent(earlier),
                earlier.c.id < table.c.id,
                holds_up,
            )
        )

    @staticmethod
    def _may_speak(now: datetime) -> ColumnElement[bool]:
        table, pace = core(OutboxMessage), core(Pace)
        return not_(
            exists().where(
                pace.c.channel == table.c.channel,
                pace.c.chat_id.in_((WHOLE_BOT, table.c.chat_id)),
                pace.c.silent_until > now,
            )
        )

    def _keep_silent(self, silences: Sequence[tuple[str, int, datetime]]) -> None:
        latest: dict[tuple[str, int], datetime] = {}
        for channel, chat_id, until in silences:
            latest[channel, chat_id] = max(until, latest.get((channel, chat_id), until))
        if not latest:
            return
        self._connection.execute(
            _keep_silent_on(self._connection.dialect.name),
            [
                {"channel": channel, "chat_id": chat_id, "silent_until": until}
                for (channel, chat_id), until in sorted(latest.items())
            ],
        )

    def _note_told(self, marks: Sequence[SentMark], rows: Sequence[Any]) -> None:
        """What these rows say has reached its readers."""
        if all(row.referral_id is None for row in rows):
            return  # nothing but talk
        notice = core(Notice)
        self._connection.execute(
            notice.update().where(notice.c.outbox_id == bindparam("of_row")).values(accepted_at=bindparam("told_at")),
            [{"of_row": row_id, "told_at": at} for row_id, _, at in sorted(marks)],
        )

    def _note_notified(self, rows: Sequence[Any]) -> None:
        referral = core(Referral)
        notified = [
            {"of_referral": row.referral_id, "at": row.sent_at}
            for row in rows
            if row.purpose == "notification" and row.referral_id is not None
        ]
        if notified:
            self._connection.execute(
                referral.update()
                .where(referral.c.id == bindparam("of_referral"), referral.c.notified_at.is_(None))
                .values(notified_at=bindparam("at")),
                notified,
            )
