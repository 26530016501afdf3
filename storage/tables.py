"""The tables: one class a table, in the field's words.

Rule 1: every id is made by `storage.ids.new_id` (time-ordered, 63 bits), so that a set of rows is one `executemany`.
Rule 2: every instant is aware UTC; every day is a date of the territory's calendar.
Rule 3: personal data lives in `person`, `answer` (rows marked personal), `media`, `relay` and `outbox` bodies, and
nowhere else.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, LargeBinary, Table, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.instants import UtcInstant

# Channels: "telegram" (public bot), "staff" (staff bot), "terminal", "terminal-staff", "trial" (an animator's own try).


def _key() -> Any:
    return Column(BigInteger, primary_key=True, autoincrement=False)


def _reference(*, nullable: bool = False, index: bool = False) -> Any:
    return Column(BigInteger, nullable=nullable, index=index)


def _instant(*, nullable: bool = False, index: bool = False) -> Any:
    return Column(UtcInstant, nullable=nullable, index=index)


class Person(SQLModel, table=True):
    """Somebody who talks to the front door, with what it takes to call them back. Erased first."""

    id: int = Field(sa_column=_key())
    created_at: datetime = Field(sa_column=_instant())
    language: str = "fr"
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    email: str | None = None


class Identity(SQLModel, table=True):
    """A channel's name for a person: a Telegram chat, the terminal."""

    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: int = Field(sa_column=_key())
    channel: str
    external_id: int = Field(sa_column=_reference())
    person_id: int = Field(sa_column=_reference(index=True))
    passage_id: int | None = Field(default=None, sa_column=_reference(nullable=True))
    blocked_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))


class PassageRow(SQLModel, table=True):
    """One talk. `state` is `dialogs.stored.dump_passage`; the answers are rows of their own."""

    __tablename__ = "passage"

    id: int = Field(sa_column=_key())
    person_id: int = Field(sa_column=_reference(index=True))
    case_id: int | None = Field(default=None, sa_column=_reference(nullable=True, index=True))
    channel: str
    stage: str = Field(index=True)
    version: int = 0
    state: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    shown_outbox_id: int | None = Field(default=None, sa_column=_reference(nullable=True))
    created_at: datetime = Field(sa_column=_instant())
    updated_at: datetime = Field(sa_column=_instant(index=True))


class AnswerRow(SQLModel, table=True):
    """The answer to one question of a passage, as `dialogs.stored.dump_answer`."""

    __tablename__ = "answer"

    passage_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    question: str = Field(primary_key=True)
    personal: bool
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    at: datetime = Field(sa_column=_instant())


class TurnRow(SQLModel, table=True):
    """One turn of a passage, kept for figures: which question, when answered. Holds no words of anybody."""

    __tablename__ = "turn"

    passage_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    number: int = Field(primary_key=True)
    question: str
    answered_at: datetime = Field(sa_column=_instant())


class Case(SQLModel, table=True):
    """One project, from the consent to the outcome. `facts` holds closed-vocabulary answers only, never free text."""

    __tablename__ = "case"

    id: int = Field(sa_column=_key())
    number: int = Field(unique=True)  # what people say: "dossier 241"
    territory: str = Field(index=True)
    status: str = Field(index=True)  # referred | taken_charge | contacted | closed | withdrawn
    facts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    referent: str | None = None  # interlocutor id: the fil rouge
    referral_id: int | None = Field(default=None, sa_column=_reference(nullable=True))  # the one in force
    version: int = 0
    contact_language: str = "fr"
    created_at: datetime = Field(sa_column=_instant(index=True))
    closed_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))


class Membership(SQLModel, table=True):
    """A person of a case (a collective has several)."""

    case_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    person_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    since: datetime = Field(sa_column=_instant())


class Proposal(SQLModel, table=True):
    """A proposal as it was shown and frozen: revision, ranked list, target."""

    id: int = Field(sa_column=_key())
    key: str = Field(unique=True)
    passage_id: int = Field(sa_column=_reference(index=True))
    case_id: int | None = Field(default=None, sa_column=_reference(nullable=True))
    territory: str
    revision: str
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    shown_at: datetime = Field(sa_column=_instant())


class Referral(SQLModel, table=True):
    """A case sent to one interlocutor, with consent, and what became of it."""

    id: int = Field(sa_column=_key())
    case_id: int = Field(sa_column=_reference(index=True))
    proposal_id: int | None = Field(default=None, sa_column=_reference(nullable=True))
    territory: str
    interlocutor: str = Field(index=True)
    rule: str
    revision: str
    reason: str
    status: str = Field(index=True)
    # sent | seen | taken_charge | contacted | declined | redirected | escalated | withdrawn | closed
    sent_at: datetime = Field(sa_column=_instant())
    notified_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))  # accepted by the channel
    promised_on: date
    snoozed_until: date | None = None  # "Vu, j'appelle jeudi"
    answered_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    contacted_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    decline_reason: str | None = None
    newcomer_calls: bool = False  # "Je l'appellerai"


class Reminder(SQLModel, table=True):
    """A dated step of the follow-up, with the status it was set for. A row overtaken by its case is closed as stale."""

    __table_args__ = (Index("ix_reminder_due", "status", "due_at"),)

    id: int = Field(sa_column=_key())
    kind: str  # notify | remind | escalate | contact_made | called | resume_talk | ...
    step: int = 1
    due_at: datetime = Field(sa_column=_instant())
    status: str = "pending"  # pending | done | stale
    referral_id: int | None = Field(default=None, sa_column=_reference(nullable=True, index=True))
    case_id: int | None = Field(default=None, sa_column=_reference(nullable=True))
    case_version: int | None = None
    passage_id: int | None = Field(default=None, sa_column=_reference(nullable=True, index=True))
    passage_turn: int | None = None
    settled_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))


class Consent(SQLModel, table=True):
    """One agreement, stamped with the hash of the words it was given to."""

    id: int = Field(sa_column=_key())
    case_id: int = Field(sa_column=_reference(index=True))
    person_id: int = Field(sa_column=_reference(index=True))
    kind: str  # interlocutor | relay | partners | structure:<id>
    text_hash: str
    given_at: datetime = Field(sa_column=_instant())
    withdrawn_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))


class StaffAccount(SQLModel, table=True):
    """A staff channel's account bound to an interlocutor, or to a territory as animator."""

    __tablename__ = "staff_account"
    __table_args__ = (
        Index(
            "ix_staff_external",
            "channel",
            "external_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: int = Field(sa_column=_key())
    channel: str
    external_id: int = Field(sa_column=_reference())
    territory: str = Field(index=True)
    interlocutor: str | None = Field(default=None, index=True)
    is_animator: bool = False
    language: str = "fr"
    bound_at: datetime = Field(sa_column=_instant())
    revoked_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    blocked_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))


class Invitation(SQLModel, table=True):
    """A one-time code (stored hashed) that binds an account."""

    code_hash: str = Field(primary_key=True)
    territory: str
    interlocutor: str | None = None
    is_animator: bool = False
    created_at: datetime = Field(sa_column=_instant())
    expires_at: datetime = Field(sa_column=_instant())
    used_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))


class Absence(SQLModel, table=True):
    """Days on which an interlocutor is away, both included."""

    id: int = Field(sa_column=_key())
    territory: str
    interlocutor: str = Field(index=True)
    from_on: date
    to_on: date


class Media(SQLModel, table=True):
    """A voice message of a passage: bytes of our own, since a bot's file id is no use to the other bot."""

    id: int = Field(sa_column=_key())
    passage_id: int | None = Field(default=None, sa_column=_reference(nullable=True, index=True))
    person_id: int | None = Field(default=None, sa_column=_reference(nullable=True, index=True))
    kind: str
    mime: str
    seconds: int
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    created_at: datetime = Field(sa_column=_instant(index=True))
    heard_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))  # by the referent


class Relay(SQLModel, table=True):
    """A question from a referent to a newcomer, or its answer, passed on by the bots."""

    id: int = Field(sa_column=_key())
    referral_id: int = Field(sa_column=_reference(index=True))
    from_staff: bool
    text: str
    status: str  # drafted | sent | answered | cancelled
    answers: int | None = Field(default=None, sa_column=_reference(nullable=True))
    created_at: datetime = Field(sa_column=_instant())


class InboxUpdate(SQLModel, table=True):
    """An update that was taken in: the unique insert that makes its handling happen once. Purged after 48 h."""

    __tablename__ = "inbox"

    bot: str = Field(primary_key=True)
    update_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    received_at: datetime = Field(sa_column=_instant(index=True))
    status: str = "handled"  # handled | failed


class OutboxMessage(SQLModel, table=True):
    """Something to be delivered, born leased to its writer. Claimable when no earlier unsent row of its chat exists."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_claim", "status", "due_at"),
        Index("ix_outbox_chat", "channel", "chat_id", "status"),
        Index("ix_outbox_message", "channel", "chat_id", "message_id"),
    )

    id: int = Field(sa_column=_key())
    channel: str
    chat_id: int = Field(sa_column=_reference())
    kind: str  # send | edit | voice
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    urgent: bool = True  # replies to talkers go before notifications in a bot's pace
    status: str = "pending"  # pending | sent | uncertain | errored | failed
    due_at: datetime = Field(sa_column=_instant())
    leased_until: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    attempts: int = 0
    edits_outbox_id: int | None = Field(default=None, sa_column=_reference(nullable=True))
    edits_message_id: int | None = Field(default=None, sa_column=_reference(nullable=True))
    message_id: int | None = Field(default=None, sa_column=_reference(nullable=True))
    purpose: str = "talk"  # talk | notification | reminder | escalation | relay | menu | ...
    referral_id: int | None = Field(default=None, sa_column=_reference(nullable=True, index=True))
    person_id: int | None = Field(default=None, sa_column=_reference(nullable=True, index=True))
    context: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    personal: bool = False
    created_at: datetime = Field(sa_column=_instant())
    sent_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    error: str | None = None


class Pace(SQLModel, table=True):
    """Until when a bot (`chat_id` 0) or one of its chats must stay silent."""

    channel: str = Field(primary_key=True)
    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    silent_until: datetime = Field(sa_column=_instant())


class Throttle(SQLModel, table=True):
    """How often somebody tried something (invitation codes, relayed messages) in the current window."""

    subject: str = Field(primary_key=True)
    window_from: datetime = Field(sa_column=_instant())
    count: int = 0


class RulesRevision(SQLModel, table=True):
    """A territory's rules as they came in once: the number people say, the content's hash, who, when. Never changes."""

    __tablename__ = "rules_revision"
    __table_args__ = (UniqueConstraint("territory", "number"), UniqueConstraint("territory", "content_hash"))

    id: int = Field(sa_column=_key())
    territory: str
    number: int
    content_hash: str
    created_at: datetime = Field(sa_column=_instant())
    author: str  # "folder", "cli:<login>", "staff:<account id>"
    note: str
    state: str  # draft | activated: whether it was ever in force


class RulesFile(SQLModel, table=True):
    """One file of a revision, byte for byte."""

    __tablename__ = "rules_file"

    revision_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    name: str = Field(primary_key=True)
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class RulesActivation(SQLModel, table=True):
    """A revision put in force, by whom, when, and over which activation: where a rollback leads."""

    __tablename__ = "rules_activation"

    id: int = Field(sa_column=_key())
    territory: str = Field(index=True)
    revision_id: int = Field(sa_column=_reference())
    under_id: int | None = Field(default=None, sa_column=_reference(nullable=True))
    by: str
    at: datetime = Field(sa_column=_instant())


class ActiveRevision(SQLModel, table=True):
    """What a territory goes by now. One row a territory, read in every transaction."""

    __tablename__ = "active_revision"

    territory: str = Field(primary_key=True)
    content_hash: str
    revision_id: int = Field(sa_column=_reference())
    activation_id: int = Field(sa_column=_reference())
    origin: str  # folder | person: who decided


class Audit(SQLModel, table=True):
    """Who of the staff did or read what, when. No personal data: ids and verbs."""

    id: int = Field(sa_column=_key())
    at: datetime = Field(sa_column=_instant())
    actor: str
    action: str
    case_id: int | None = Field(default=None, sa_column=_reference(nullable=True, index=True))
    detail: str | None = None


class Announcement(SQLModel, table=True):
    """Something that the animators of a territory were told of by itself; `subject` is a hash of what it was."""

    territory: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    announced_at: datetime = Field(sa_column=_instant())


class Numbering(SQLModel, table=True):
    """The last number given out under a name ("case", "revision:<territory>"); never given twice."""

    name: str = Field(primary_key=True)
    last: int


class Count(SQLModel, table=True):
    """Anonymous counters that stay when everything personal is gone (exits, outside the territory, erasures)."""

    __tablename__ = "count"

    territory: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    on: date = Field(primary_key=True)
    total: int = 0


def core(model: type[SQLModel]) -> Table:
    """The Core table of a model, for statements that need no objects."""
    return SQLModel.metadata.tables[str(model.__tablename__)]
