"""What is to be delivered, written in the transaction that caused it.

Rule 1: a row that is due at once is born leased to its writer, who hands it to delivery after the commit.
Rule 2: a row is claimable only when it is due, leased to nobody, first of its chat, and neither its bot nor its chat
must be silent. Earlier rows that wait for a later hour without ever having been tried don't hold the chat up.
Rule 3: delivery is at least once: a lease that ran out makes a row claimable again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Text, cast, literal, select

from dialogs.message import Message
from storage.ids import new_id
from storage.outbox_delivery import OutboxDelivery
from storage.outbox_rows import FILES, WRITER_LEASE_SECONDS, OutboxRow, is_card
from storage.tables import OutboxMessage, SentMessage, core

__all__ = ["CardPlace", "ErasedMessage", "Outbox", "OutboxRow"]


@dataclass(frozen=True, slots=True)
class ErasedMessage:
    """A personal message that was sent and now has to be edited to a stub where it was read."""

    channel: str
    chat_id: int
    message_id: int
    is_file: bool = False  # a voice message or a document: it has no text to edit, and is deleted instead


@dataclass(frozen=True, slots=True)
class CardPlace:
    """Where a card lies: the id of the outbox row that brought it, the chat, and the message there."""

    outbox_id: int
    channel: str
    chat_id: int
    message_id: int


class Outbox(OutboxDelivery):
    """The outbox within one unit of work: writing here, delivering in `OutboxDelivery`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._buffered: list[dict[str, Any]] = []
        self._written: list[OutboxRow] = []

    def add(
        self,
        *,
        channel: str,
        chat_id: int,
        now: datetime,
        message: Message | None = None,
        kind: str = "send",
        body: Mapping[str, Any] | None = None,
        purpose: str = "talk",
        urgent: bool = True,
        referral_id: int | None = None,
        person_id: int | None = None,
        context: Mapping[str, Any] | None = None,
        edits_outbox_id: int | None = None,
        edits_message_id: int | None = None,
        due_at: datetime | None = None,
        personal: bool = False,
    ) -> int:
        """Have `message` (or a ready `body`) delivered from `due_at` on, at once by default; the row's id."""
        row = OutboxRow(
            id=new_id(now),
            channel=channel,
            chat_id=chat_id,
            kind=kind,
            body=message.to_json() if message is not None else dict(body or {}),
            urgent=urgent,
            due_at=due_at or now,
            leased_until=None if due_at and due_at > now else now + timedelta(seconds=WRITER_LEASE_SECONDS),
            edits_outbox_id=edits_outbox_id,
            edits_message_id=edits_message_id,
            purpose=purpose,
            referral_id=referral_id,
            person_id=person_id,
            context=dict(context) if context is not None else None,
            personal=personal,
            created_at=now,
        )
        self._buffered.append(row.to_values())
        if row.leased_until is not None:
            self._written.append(row)
        return row.id

    def written(self) -> list[OutboxRow]:
        """The rows leased to this writer, in order: to be handed to delivery once the commit is through."""
        return list(self._written)

    def reword(self, outbox_id: int, body: Mapping[str, Any]) -> None:
        """Have a row that hasn't left say something else, here and in the store."""
        self.flush()
        super().reword(outbox_id, body)
        self._written = [replace(row, body=dict(body)) if row.id == outbox_id else row for row in self._written]

    def take_back(self, outbox_id: int) -> None:
        """Unsay what this unit of work wrote."""
        self.flush()
        self.mark_overtaken(outbox_id)
        self._written = [row for row in self._written if row.id != outbox_id]

    def discard(self, written: list[OutboxRow]) -> None:
        """Forget what is held back, and what was written since `written` was read: it was taken back."""
        self._buffered, self._written = [], list(written)

    def drop_unsent(self, channel: str, chat_id: int) -> int:
        """Give up everything unsent of a chat that can't be written to; how many rows. Their content goes too."""
        self.flush()
        table = core(OutboxMessage)
        result = self._connection.execute(
            table.update()
            .where(table.c.channel == channel, table.c.chat_id == chat_id, self._is_unsent())
            .values(status="failed", error="unreachable", body={}, context=None, leased_until=None)
        )
        self._written = [row for row in self._written if (row.channel, row.chat_id) != (channel, chat_id)]
        return result.rowcount

    def erase_person(self, person_id: int, chats: frozenset[tuple[str, int]] = frozenset()) -> list[ErasedMessage]:
        """Delete every row about a person, and all of their own `chats`; the personal messages they leave behind."""
        self.flush()
        table = core(OutboxMessage)
        columns = select(
            table.c.id,
            table.c.channel,
            table.c.chat_id,
            table.c.message_id,
            table.c.edits_message_id,
            table.c.personal,
            table.c.kind,
        )
        rows: list[Row[Any]] = list(self._connection.execute(columns.where(table.c.person_id == person_id)))
        for channel, chat_id in sorted(chats):
            of_chat = (table.c.channel == channel) & (table.c.chat_id == chat_id)
            rows += self._connection.execute(columns.where(of_chat))
        places, of_person = core(SentMessage), core(SentMessage).c.person_id == person_id
        lies = list(self._connection.execute(select(places).where(of_person)))
        for channel, chat_id in sorted(chats):
            in_chat = (places.c.channel == channel) & (places.c.chat_id == chat_id)
            lies += self._connection.execute(select(places).where(in_chat))
            self._connection.execute(places.delete().where(in_chat))
        self._connection.execute(places.delete().where(of_person))
        gone = sorted({row.id for row in rows})
        if gone:
            self._connection.execute(table.delete().where(table.c.id.in_(gone)))
        self._written = [row for row in self._written if row.id not in gone]
        left = {
            ErasedMessage(row.channel, row.chat_id, row.message_id): None
            for row in sorted(lies, key=lambda row: row.id)
        }
        left |= {
            ErasedMessage(row.channel, row.chat_id, row.message_id or row.edits_message_id, row.kind in FILES): None
            for row in sorted(rows, key=lambda row: row.id)
            if row.personal and row.kind != "delete" and (row.message_id or row.edits_message_id)
        }
        return list(left)

    def cards_of(self, referral_id: int) -> list[CardPlace]:
        """Where the cards of a referral lie that were sent to staff, oldest first."""
        self.flush()
        table, places = core(OutboxMessage), core(SentMessage)
        kept = select(places).where(places.c.referral_id == referral_id, places.c.is_card)
        sent = select(
            table.c.id,
            table.c.channel,
            table.c.chat_id,
            table.c.message_id,
            cast(table.c.context, Text).label("context"),
        ).where(
            table.c.referral_id == referral_id,
            table.c.kind == "send",
            table.c.status == "sent",
            table.c.message_id.is_not(None),
        )
        rows = [
            *self._connection.execute(kept),
            *(row for row in self._connection.execute(sent) if is_card(row.context)),
        ]
        found = [CardPlace(row.id, row.channel, row.chat_id, row.message_id) for row in rows]
        return sorted(found, key=lambda card: card.outbox_id)

    def alerts_of(self, referral_id: int) -> list[OutboxRow]:
        """The reminders and alerts about one referral that lie in chats, oldest first."""
        self.flush()
        table = core(OutboxMessage)
        query = select(table).where(
            table.c.referral_id == referral_id,
            table.c.purpose.in_(("reminder", "escalation")),
            table.c.kind == "send",
            table.c.status == "sent",
            table.c.message_id.is_not(None),
        )
        return self._read(query.order_by(table.c.id), lambda _: None)

    def messages_of_referrals(self, referral_ids: Sequence[int], channels: Sequence[str]) -> list[ErasedMessage]:
        """The messages about referrals that people of these channels have before them."""
        self.flush()
        found: dict[ErasedMessage, None] = {}
        for table in (core(SentMessage), core(OutboxMessage)):
            is_file = table.c.kind.in_(FILES) if "kind" in table.c else literal(False)
            query = select(table.c.channel, table.c.chat_id, table.c.message_id, is_file).where(
                table.c.referral_id.in_(referral_ids),
                table.c.channel.in_(channels),
                table.c.message_id.is_not(None),
            )
            if "kind" in table.c:
                query = query.where(table.c.kind != "edit")
            found |= {
                ErasedMessage(row[0], row[1], row[2], bool(row[3])): None
                for row in self._connection.execute(query.order_by(table.c.id))
            }
        return list(found)

    def erase_referrals(self, referral_ids: Sequence[int], channels: Sequence[str]) -> list[ErasedMessage]:
        """Delete what was written about referrals on these channels; the messages that it leaves behind."""
        left = self.messages_of_referrals(referral_ids, channels)
        for table in (core(SentMessage), core(OutboxMessage)):
            about = table.c.referral_id.in_(referral_ids) & table.c.channel.in_(channels)
            self._connection.execute(table.delete().where(about))
        self._written = [
            row for row in self._written if row.referral_id not in referral_ids or row.channel not in channels
        ]
        return left

    def personal_messages_in(self, channel: str, chat_id: int) -> list[ErasedMessage]:
        """The messages of a chat that hold something personal, wherever they are noted."""
        self.flush()
        found: dict[ErasedMessage, None] = {}
        for table in (core(SentMessage), core(OutboxMessage)):
            query = select(table.c.message_id).where(
                table.c.channel == channel, table.c.chat_id == chat_id, table.c.message_id.is_not(None)
            )
            if "personal" in table.c:
                query = query.where(table.c.personal, table.c.kind != "edit")
            numbers = self._connection.execute(query.order_by(table.c.id)).scalars()
            found |= {ErasedMessage(channel, chat_id, number): None for number in numbers}
        return list(found)

    def lists_in(self, channel: str, chat_id: int) -> list[ErasedMessage]:
        """The personal messages of a chat that are about several people's cases, wherever they are noted."""
        self.flush()
        found: dict[ErasedMessage, None] = {}
        for table in (core(SentMessage), core(OutboxMessage)):
            query = select(table.c.message_id).where(
                table.c.channel == channel,
                table.c.chat_id == chat_id,
                table.c.message_id.is_not(None),
                table.c.person_id.is_(None),
                table.c.referral_id.is_(None),
            )
            if "personal" in table.c:
                query = query.where(table.c.personal, table.c.kind != "edit")
            numbers = self._connection.execute(query.order_by(table.c.id)).scalars()
            found |= {ErasedMessage(channel, chat_id, number): None for number in numbers}
        return list(found)

    def drop_waiting_edits(self, message_id: int, channel: str, chat_id: int, purpose: str) -> None:
        """Forget the edits of a message that have not left yet: a newer one takes their place."""
        self.flush()
        table = core(OutboxMessage)
        self._connection.execute(
            table.delete().where(
                table.c.channel == channel,
                table.c.chat_id == chat_id,
                table.c.edits_message_id == message_id,
                table.c.purpose == purpose,
                table.c.status == "pending",
                table.c.attempts == 0,
                table.c.leased_until.is_(None),
            )
        )

    def last_edit(self, channel: str, chat_id: int, message_id: int) -> dict[str, Any] | None:
        """What a message was last edited to, or is about to be; None when it never was, or long ago."""
        self.flush()
        table = core(OutboxMessage)
        query = select(table).where(
            table.c.channel == channel,
            table.c.chat_id == chat_id,
            table.c.edits_message_id == message_id,
            table.c.kind == "edit",
        )
        found = self._read(query.order_by(table.c.id.desc()).limit(1), lambda _: None)
        return found[0].body if found else None

    def last_said(
        self, channel: str, chat_id: int, *, purpose: str | None = None, referral_id: int | None = None
    ) -> OutboxRow | None:
        """The last message sent, or to be sent, to a chat; of one purpose or about one referral, if given."""
        self.flush()
        table = core(OutboxMessage)
        query = select(table).where(table.c.channel == channel, table.c.chat_id == chat_id, table.c.kind == "send")
        if purpose is not None:
            query = query.where(table.c.purpose == purpose)
        if referral_id is not None:
            query = query.where(table.c.referral_id == referral_id)
        return self._first(query.order_by(table.c.id.desc()))

    def was_told_since(self, channel: str, chat_id: int, purpose: str, since: datetime) -> bool:
        """Whether a chat was written to for that purpose since an instant."""
        self.flush()
        table = core(OutboxMessage)
        said = (table.c.channel == channel, table.c.chat_id == chat_id, table.c.purpose == purpose)
        query = select(table.c.id).where(*said, table.c.created_at >= since).limit(1)
        return self._connection.execute(query).first() is not None

    def give_up_pending(
        self, referral_id: int, channels: Sequence[str], error: str, due_after: datetime | None = None
    ) -> None:
        """Give up what is to be told on these channels about a referral and hasn't left yet.

        Args:
            error: why, in a word.
            due_after: spare what was due by then: it may be on its way.
        """
        self.flush()
        table = core(OutboxMessage)
        waiting = [
            table.c.referral_id == referral_id,
            table.c.channel.in_(channels),
            table.c.status.in_(("pending", "errored")),
            table.c.sent_at.is_(None),
        ]
        if due_after is not None:
            waiting.append(table.c.due_at > due_after)
        given_up: dict[str, Any] = {
            "status": "failed",
            "error": error,
            "body": {},
            "context": None,
            "leased_until": None,
        }
        self._connection.execute(table.update().where(*waiting).values(**given_up))

    def find_by_message(self, channel: str, chat_id: int, message_id: int) -> OutboxRow | None:
        """The row that put this message into the chat: what a reply to it, or a tap on it, is about."""
        table = core(OutboxMessage)
        return self._first(
            select(table)
            .where(
                table.c.channel == channel,
                table.c.chat_id == chat_id,
                table.c.message_id == message_id,
                table.c.kind != "edit",
            )
            .order_by(table.c.id.desc())
        )

    def flush(self) -> None:
        """Write what was added."""
        if self._buffered:
            self._connection.execute(core(OutboxMessage).insert(), self._buffered)
            self._buffered = []
