"""The rows of a talk: how they are read into one object, and how what changed is written back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Connection, Row, ScalarSelect, Select, Update, and_, bindparam, func, select
from sqlalchemy.dialects import postgresql

from dialogs.passage import Answer, Passage
from dialogs.stored import dump_answer, dump_passage, load_answer, load_passage
from storage.tables import AnswerRow, Identity, OutboxMessage, PassageRow, TurnRow, core
from storage.upserts import SQLITE, insert_on


@dataclass(frozen=True, slots=True)
class Talk:
    """A passage with what surrounds it: whose it is, where replies go. Immutable; `Talks.save` gives the next one.

    `created` is True only on the load that made it.
    """

    identity_id: int
    person_id: int
    passage_id: int
    case_id: int | None
    channel: str
    chat_id: int
    version: int
    passage: Passage
    blocked: bool
    created: bool


@dataclass(slots=True)
class HeldTalk:
    """A talk of this unit of work beside what the database holds of it."""

    talk: Talk
    created_at: datetime
    shown_outbox_id: int | None = None
    is_stored: bool = True
    changed_at: datetime | None = None  # None: nothing to write
    stored_answers: dict[str, Answer] = field(default_factory=dict)
    answered_at: dict[str, datetime] = field(default_factory=dict)  # answers that changed
    turns: dict[int, str] = field(default_factory=dict)  # question by number, as known
    new_turns: dict[int, tuple[str, datetime]] = field(default_factory=dict)

    @classmethod
    def fresh(cls, talk: Talk, now: datetime) -> HeldTalk:
        """A talk that the database doesn't know yet."""
        held = cls(talk, created_at=now, is_stored=False, changed_at=now)
        held.note_changes({}, talk.passage, now)
        return held

    @property
    def key(self) -> tuple[str, int]:
        """The chat."""
        return self.talk.channel, self.talk.chat_id

    def take(self, passage: Passage, now: datetime) -> None:
        """Note what `passage` changes, before it replaces the one held."""
        self.changed_at = now
        self.note_changes(dict(self.talk.passage.answers), passage, now)

    def note_changes(self, before: dict[str, Answer], passage: Passage, now: datetime) -> None:
        """Note which answers and turns of `passage` are new."""
        for question, answer in passage.answers.items():
            if before.get(question) != answer:
                self.answered_at[question] = now
        for turn in passage.history:
            if self.turns.get(turn.number) != turn.question:
                self.turns[turn.number] = turn.question
                self.new_turns[turn.number] = (turn.question, now)

    def settle(self) -> None:
        """Note that everything was written."""
        self.is_stored = True
        self.changed_at = None
        self.stored_answers = dict(self.talk.passage.answers)
        self.answered_at = {}
        self.new_turns = {}


@cache
def active_talks(dialect: str) -> Select[Any]:
    """Select the chats `chats` of `of_channel` with the passages they are in; built once: building costs most."""
    identity = core(Identity)
    return _talks(dialect, identity.c.passage_id == core(PassageRow).c.id).where(
        identity.c.channel == bindparam("of_channel"), identity.c.external_id.in_(bindparam("chats", expanding=True))
    )


@cache
def talk_of_passage(dialect: str) -> Select[Any]:
    """Select the passage `of_passage`, active or not, with the first chat of its person on its channel."""
    identity, passage = core(Identity), core(PassageRow)
    theirs = and_(identity.c.person_id == passage.c.person_id, identity.c.channel == passage.c.channel)
    query = _talks(dialect, theirs).where(passage.c.id == bindparam("of_passage"))
    return query.order_by(identity.c.id).limit(1)


def held_from(row: Row[Any]) -> HeldTalk:
    """The talk of a row of `active_talks` or `any_talks`."""
    answers = {question: load_answer(body) for question, body in (row.answers or {}).items()}
    passage = load_passage(row.state, answers)
    if passage.shown is not None and row.shown_row_id is not None:
        lost = row.shown_status == "failed"
        passage = replace(passage, shown=replace(passage.shown, delivered=row.shown_message_id, lost=lost))
    talk = Talk(
        identity_id=row.identity_id,
        person_id=row.person_id,
        passage_id=row.passage_id,
        case_id=row.case_id,
        channel=row.channel,
        chat_id=row.external_id,
        version=row.version,
        passage=passage,
        blocked=row.blocked_at is not None,
        created=False,
    )
    return HeldTalk(
        talk,
        created_at=row.created_at,
        shown_outbox_id=row.shown_outbox_id,
        stored_answers=dict(answers),
        turns={turn.number: turn.question for turn in passage.history},
    )


def write(connection: Connection, changed: Sequence[HeldTalk]) -> None:
    """Write what changed of these talks: one `executemany` a table."""
    if not changed:
        return
    ordered = sorted(changed, key=lambda held: held.talk.passage_id)
    _write_passages(connection, ordered)
    _write_answers(connection, ordered)
    _write_turns(connection, ordered)
    for held in ordered:
        held.settle()


def _talks(dialect: str, on: Any) -> Select[Any]:
    identity, passage, outbox = core(Identity), core(PassageRow), core(OutboxMessage)
    return (
        select(
            identity.c.id.label("identity_id"),
            identity.c.channel,
            identity.c.external_id,
            identity.c.person_id,
            identity.c.blocked_at,
            identity.c.passage_id.label("active_passage_id"),
            passage.c.id.label("passage_id"),
            passage.c.case_id,
            passage.c.version,
            passage.c.state,
            passage.c.shown_outbox_id,
            passage.c.created_at,
            outbox.c.id.label("shown_row_id"),
            outbox.c.message_id.label("shown_message_id"),
            outbox.c.status.label("shown_status"),
            _answers_of(dialect).label("answers"),
        )
        .join_from(identity, passage, on)
        .outerjoin(outbox, outbox.c.id == passage.c.shown_outbox_id)
    )


def _answers_of(dialect: str) -> ScalarSelect[Any]:
    """A passage's answers as one JSON object, so that a talk is one row."""
    answer, passage = core(AnswerRow), core(PassageRow)
    if dialect == SQLITE:
        gathered = func.json_group_object(answer.c.question, func.json(answer.c.body), type_=JSON)
    else:
        gathered = func.json_object_agg(answer.c.question, answer.c.body, type_=JSON)
    return select(gathered).where(answer.c.passage_id == passage.c.id).correlate(passage).scalar_subquery()


def _passage_values(held: HeldTalk) -> dict[str, Any]:
    return {
        "case_id": held.talk.case_id,
        "stage": held.talk.passage.stage,
        "version": held.talk.version,
        "state": dump_passage(held.talk.passage),
        "shown_outbox_id": held.shown_outbox_id,
        "updated_at": held.changed_at,
    }


def _write_passages(connection: Connection, changed: Sequence[HeldTalk]) -> None:
    table = core(PassageRow)
    new = [
        {
            "id": held.talk.passage_id,
            "person_id": held.talk.person_id,
            "channel": held.talk.channel,
            "created_at": held.created_at,
            **_passage_values(held),
        }
        for held in changed
        if not held.is_stored
    ]
    if new:
        connection.execute(table.insert(), new)
    known = [{"stored_id": held.talk.passage_id, **_passage_values(held)} for held in changed if held.is_stored]
    if known:
        connection.execute(_passage_update(), known)


def _write_answers(connection: Connection, changed: Sequence[HeldTalk]) -> None:
    table = core(AnswerRow)
    kept: list[dict[str, Any]] = []
    dropped: list[dict[str, Any]] = []
    for held in changed:
        answers = held.talk.passage.answers
        for question, answer in answers.items():
            if held.stored_answers.get(question) != answer:
                kept.append(_answer_row(held, question, answer))
        dropped += [
            {"of_passage": held.talk.passage_id, "of_question": question}
            for question in held.stored_answers.keys() - answers.keys()
        ]
    if kept:
        connection.execute(_answer_upsert(connection.dialect.name), kept)
    if dropped:
        gone = (table.c.passage_id == bindparam("of_passage")) & (table.c.question == bindparam("of_question"))
        connection.execute(table.delete().where(gone), dropped)


@cache
def _passage_update() -> Update:
    table = core(PassageRow)
    names = ("case_id", "stage", "version", "state", "shown_outbox_id", "updated_at")
    return table.update().where(table.c.id == bindparam("stored_id")).values({name: bindparam(name) for name in names})


@cache
def _answer_upsert(dialect: str) -> postgresql.Insert:
    return _upsert(insert_on(dialect, core(AnswerRow)), ("passage_id", "question"), ("personal", "body", "at"))


@cache
def _turn_upsert(dialect: str) -> postgresql.Insert:
    return _upsert(insert_on(dialect, core(TurnRow)), ("passage_id", "number"), ("question", "answered_at"))


def _upsert(insert: postgresql.Insert, key: Sequence[str], changing: Sequence[str]) -> postgresql.Insert:
    return insert.on_conflict_do_update(index_elements=key, set_={name: insert.excluded[name] for name in changing})


def _answer_row(held: HeldTalk, question: str, answer: Answer) -> dict[str, Any]:
    return {
        "passage_id": held.talk.passage_id,
        "question": question,
        "personal": answer.personal,
        "body": dump_answer(answer),
        "at": held.answered_at.get(question, held.changed_at),
    }


def _write_turns(connection: Connection, changed: Sequence[HeldTalk]) -> None:
    rows = [
        {"passage_id": held.talk.passage_id, "number": number, "question": question, "answered_at": at}
        for held in changed
        for number, (question, at) in held.new_turns.items()
    ]
    if rows:
        connection.execute(_turn_upsert(connection.dialect.name), rows)
