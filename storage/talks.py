"""Talks: a channel's chat, its person, and the passage they are in; read in one go, written in one go.

Rule 1: upsert the identity, then lock it, then load. What is read before the lock may be overtaken (PostgreSQL).
Rule 2: the lock of a talk is its identity's row; sets lock in one sorted order.
Rule 3: within a unit of work a talk is loaded once; saves are held back and written together by `flush`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from dialogs.passage import Passage
from storage import talk_rows
from storage.ids import new_id
from storage.tables import Identity, PassageRow, Person, core
from storage.talk_rows import HeldTalk, Talk
from storage.upserts import insert_into, is_sqlite

__all__ = ["KEEP", "Talk", "TalkKey", "Talks", "new_passage_key"]

TalkKey = tuple[str, int]
"""(channel, external id): a chat."""


@dataclass(frozen=True, slots=True)
class _Keep:
    """The type of `KEEP`."""


KEEP: Final = _Keep()
"""For `save`: the message that shows the current question stays the one it was."""

_KEY_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # base32, RFC 4648
_KEY_LENGTH = 8


def new_passage_key() -> str:
    """A fresh short name for a passage: 40 random bits, carried by its button tokens."""
    return "".join(secrets.choice(_KEY_ALPHABET) for _ in range(_KEY_LENGTH))


class Talks:
    """The talks within one unit of work."""

    def __init__(self, connection: Connection, *, locking: bool) -> None:
        self._connection = connection
        self._locking = locking and not is_sqlite(connection)  # BEGIN IMMEDIATE already locked everything
        self._held: dict[int, HeldTalk] = {}  # by passage id
        self._active: dict[TalkKey, int] = {}  # passage id
        self._absent: set[TalkKey] = set()
        self._new_persons: list[dict[str, Any]] = []

    def preload(self, keys: Sequence[TalkKey]) -> None:
        """Lock and read the talks of these chats at once; those that don't exist are remembered as absent."""
        wanted = sorted(set(keys) - self._active.keys() - self._absent)
        for channel in sorted({channel for channel, _ in wanted}):
            chats = [external_id for of_channel, external_id in wanted if of_channel == channel]
            self._lock_chats(channel, chats)
            query = talk_rows.active_talks(self._connection.dialect.name)
            for row in self._connection.execute(query, {"of_channel": channel, "chats": chats}):
                self._hold(row)
            self._absent.update((channel, chat) for chat in chats if (channel, chat) not in self._active)

    def load(
        self,
        channel: str,
        external_id: int,
        now: datetime,
        language: str = "fr",
        new_key: Callable[[], str] = new_passage_key,
    ) -> Talk:
        """The talk of a chat, locked; person, identity and passage are made when it is the first time."""
        key = (channel, external_id)
        found = self._find_held(key)
        if found is None:
            self.preload([key])
            found = self._find_held(key)
        return found if found is not None else self._create(key, now, language, new_key)

    def find(self, channel: str, external_id: int) -> Talk | None:
        """The talk of a chat (locked when this unit of work writes), if there is one."""
        self.preload([(channel, external_id)])
        return self._find_held((channel, external_id))

    def find_by_passage(self, passage_id: int) -> Talk | None:
        """The talk with this passage, locked; None when it was erased."""
        if passage_id not in self._held:
            self._lock_owner(passage_id)
            query = talk_rows.talk_of_passage(self._connection.dialect.name)
            row = self._connection.execute(query, {"of_passage": passage_id}).first()
            if row is None:
                return None
            self._hold(row)
        return self._held[passage_id].talk

    def passages_of(self, person_id: int) -> list[int]:
        """The passages of a person, oldest first."""
        self.flush()
        passage = core(PassageRow)
        query = select(passage.c.id).where(passage.c.person_id == person_id).order_by(passage.c.id)
        return list(self._connection.execute(query).scalars())

    def by_person(self, person_id: int) -> Talk | None:
        """The talk a person is in now, locked (the first of their chats when they have several)."""
        for held in self._held.values():
            if held.talk.person_id == person_id and self._active.get(held.key) == held.talk.passage_id:
                return held.talk
        identity = core(Identity)
        query = select(identity.c.channel, identity.c.external_id).where(identity.c.person_id == person_id)
        row = self._connection.execute(query.order_by(identity.c.id).limit(1)).first()
        return self.find(row.channel, row.external_id) if row else None

    def save(self, talk: Talk, passage: Passage, now: datetime, *, shown_outbox_id: int | _Keep | None = KEEP) -> Talk:
        """Hold `passage` as the new state of `talk`; the talk as it stands now.

        `shown_outbox_id` names the outbox row that shows `passage.shown`; KEEP leaves it, None says nothing is shown.
        Saving a talk that was erased in this same unit of work writes nothing.
        """
        held = self._held.get(talk.passage_id)
        if held is None:
            return replace(talk, passage=passage)
        held.take(passage, now)
        held.talk = replace(
            held.talk,
            passage=passage,
            version=held.talk.version + 1,
            case_id=held.talk.case_id if talk.case_id is None else talk.case_id,
            created=False,
        )
        if not isinstance(shown_outbox_id, _Keep):
            held.shown_outbox_id = shown_outbox_id
        return held.talk

    def shown_message(self, talk: Talk) -> int | None:
        """The outbox row that shows what stands before the person."""
        held = self._held.get(talk.passage_id)
        return held.shown_outbox_id if held is not None else None

    def is_held(self, passage_id: int) -> bool:
        """Whether this unit of work holds the passage (not once its person was erased)."""
        return passage_id in self._held

    def attach_case(self, passage_id: int, case_id: int, now: datetime) -> Talk | None:
        """Let a passage belong to a case; the talk as it stands now (None when the passage was erased)."""
        talk = self.find_by_passage(passage_id)
        return self.save(replace(talk, case_id=case_id), talk.passage, now) if talk is not None else None

    def start_new(self, talk: Talk, passage: Passage, now: datetime) -> Talk:
        """A second project: a new passage of the same person becomes the active one of the chat."""
        started = replace(
            talk, passage_id=new_id(now), case_id=None, version=0, passage=passage, blocked=False, created=False
        )
        self._held[started.passage_id] = HeldTalk.fresh(started, now)
        self._active[talk.channel, talk.chat_id] = started.passage_id
        self._update_identity(talk.identity_id, passage_id=started.passage_id)
        return started

    def block(self, talk: Talk, now: datetime) -> Talk:
        """Note that nothing may be sent to this chat any more."""
        return self._set_blocked(talk, now)

    def unblock(self, talk: Talk) -> Talk:
        """Note that the chat may be written to again."""
        return self._set_blocked(talk, None)

    def forget_person(self, person_id: int) -> None:
        """Drop what is held of an erased person, so that nothing of it is written again."""
        for passage_id, held in list(self._held.items()):
            if held.talk.person_id == person_id:
                del self._held[passage_id]
                self._active.pop(held.key, None)
        self._new_persons = [row for row in self._new_persons if row["id"] != person_id]

    def find_of_case(self, case_id: int) -> Talk | None:
        """The talk that a case came from: of a group, its first member's."""
        self.flush()
        passage = core(PassageRow)
        oldest = select(passage.c.id).where(passage.c.case_id == case_id).order_by(passage.c.id).limit(1)
        passage_id = self._connection.execute(oldest).scalar()
        return self.find_by_passage(passage_id) if passage_id is not None else None

    def discard(self) -> None:
        """Forget every talk that is held: the next look reads it from the database."""
        self._held, self._active, self._absent, self._new_persons = {}, {}, set(), []

    def flush(self) -> None:
        """Write what is held back."""
        if self._new_persons:
            self._connection.execute(core(Person).insert(), self._new_persons)
            self._new_persons = []
        talk_rows.write(self._connection, [held for held in self._held.values() if held.changed_at is not None])

    def _find_held(self, key: TalkKey) -> Talk | None:
        passage_id = self._active.get(key)
        if passage_id is None:
            return None
        held = self._held[passage_id]
        held.talk = replace(held.talk, created=False)
        return held.talk

    def _hold(self, row: Row[Any]) -> None:
        held = self._held.get(row.passage_id) or talk_rows.held_from(row)
        self._held[row.passage_id] = held
        if row.active_passage_id == row.passage_id:
            self._active[held.key] = row.passage_id

    def _lock_chats(self, channel: str, chats: Sequence[int]) -> None:
        identity = core(Identity)
        if self._locking:
            here = (identity.c.channel == channel) & identity.c.external_id.in_(chats)
            query = select(identity.c.id).where(here).order_by(identity.c.external_id)
            self._connection.execute(query.with_for_update()).all()

    def _lock_owner(self, passage_id: int) -> None:
        identity, passage = core(Identity), core(PassageRow)
        if self._locking:
            theirs = (identity.c.person_id == passage.c.person_id) & (identity.c.channel == passage.c.channel)
            query = select(identity.c.id).join(passage, theirs).where(passage.c.id == passage_id)
            self._connection.execute(query.order_by(identity.c.external_id).with_for_update(of=identity)).all()

    def _create(self, key: TalkKey, now: datetime, language: str, new_key: Callable[[], str]) -> Talk:
        channel, external_id = key
        identity_id, person_id, passage_id = new_id(now), new_id(now), new_id(now)
        identity: Mapping[str, Any] = {
            "id": identity_id,
            "channel": channel,
            "external_id": external_id,
            "person_id": person_id,
            "passage_id": passage_id,
            "blocked_at": None,
        }
        table = core(Identity)
        statement = insert_into(self._connection, table).on_conflict_do_nothing().returning(table.c.id)
        if self._connection.execute(statement, identity).first() is None:  # another process was quicker: take its row
            self._absent.discard(key)
            return self.load(channel, external_id, now, language, new_key)
        self._new_persons.append({"id": person_id, "created_at": now, "language": language})
        talk = Talk(
            identity_id=identity_id,
            person_id=person_id,
            passage_id=passage_id,
            case_id=None,
            channel=channel,
            chat_id=external_id,
            version=0,
            passage=Passage(key=new_key(), language=language),
            blocked=False,
            created=True,
        )
        self._absent.discard(key)
        self._active[key] = passage_id
        self._held[passage_id] = HeldTalk.fresh(talk, now)
        return talk

    def _set_blocked(self, talk: Talk, blocked_at: datetime | None) -> Talk:
        self._update_identity(talk.identity_id, blocked_at=blocked_at)
        for held in self._held.values():
            if held.talk.identity_id == talk.identity_id:
                held.talk = replace(held.talk, blocked=blocked_at is not None)
        return replace(talk, blocked=blocked_at is not None)

    def _update_identity(self, identity_id: int, **values: Any) -> None:
        identity = core(Identity)
        self._connection.execute(identity.update().where(identity.c.id == identity_id).values(**values))
