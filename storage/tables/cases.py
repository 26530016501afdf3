"""A project from the consent to the outcome: who was proposed, to whom it went, what is due."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, text
from sqlmodel import Field, SQLModel

from storage.tables.columns import instant, key, reference

OVER = ("closed", "withdrawn")
OPEN_SQL = "status NOT IN ('closed', 'withdrawn')"  # the condition of the partial index, to the letter


class Case(SQLModel, table=True):
    """One project, from the consent to the outcome. `facts` holds closed-vocabulary answers only, never free text."""

    __tablename__ = "case"
    __table_args__ = (
        Index("ix_case_open", "territory", "id", sqlite_where=text(OPEN_SQL), postgresql_where=text(OPEN_SQL)),
        Index(
            "ix_case_to_phone",
            "territory",
            sqlite_where=text("to_phone_since IS NOT NULL"),
            postgresql_where=text("to_phone_since IS NOT NULL"),
        ),
    )

    id: int = Field(sa_column=key())
    number: int = Field(unique=True)  # what people say: "dossier 241"
    territory: str = Field(index=True)
    status: str = Field(index=True)  # referred | taken_charge | contacted | closed | withdrawn: an index of its history
    facts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    referent: str | None = None  # interlocutor id: the fil rouge
    referral_id: int | None = Field(default=None, sa_column=reference(nullable=True))  # the one in force
    version: int = 0
    contact_language: str = "fr"
    created_at: datetime = Field(sa_column=instant(index=True))
    closed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True, index=True))
    is_counted: bool = False  # what it leaves for figures is kept apart: its own rows are counted no more
    to_phone_since: datetime | None = Field(default=None, sa_column=instant(nullable=True))  # an animator's list


class CaseEventRow(SQLModel, table=True):
    """One thing that happened to a case, appended. `data` holds codes and coarse facts, never free text or a name."""

    __tablename__ = "case_event"

    case_id: int = Field(sa_column=key())
    seq: int = Field(primary_key=True)  # from 1, without gaps
    at: datetime = Field(sa_column=instant(index=True))
    kind: str
    actor: str  # "referent:<account id>", "animator:<account id>", "newcomer", "house"
    referral_id: int | None = Field(default=None, sa_column=reference(nullable=True))
    data: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class Notice(SQLModel, table=True):
    """What a sentence made its reader believe of a case: ids, codes and days, never a word of the sentence."""

    id: int = Field(sa_column=key())
    case_id: int = Field(sa_column=reference(index=True))
    referral_id: int = Field(sa_column=reference())
    reader: str  # "newcomer", "account:<id>"
    key: str  # of the sentence: a Fluent key for newcomers, a purpose for staff
    belief: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    outbox_id: int = Field(sa_column=reference(index=True))
    at: datetime = Field(sa_column=instant())
    accepted_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Membership(SQLModel, table=True):
    """A person of a case (a collective has several)."""

    case_id: int = Field(sa_column=key())
    person_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False, index=True))
    since: datetime = Field(sa_column=instant())


class Proposal(SQLModel, table=True):
    """A proposal as it was shown and frozen: revision, ranked list, target."""

    id: int = Field(sa_column=key())
    key: str = Field(unique=True)
    passage_id: int = Field(sa_column=reference(index=True))
    case_id: int | None = Field(default=None, sa_column=reference(nullable=True))
    territory: str
    revision: str
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    shown_at: datetime = Field(sa_column=instant())


class Referral(SQLModel, table=True):
    """A case sent to one interlocutor, with consent, and what became of it."""

    __table_args__ = (
        Index("ix_referral_sent", "territory", "sent_at"),
        Index("ix_referral_last", "territory", "interlocutor", "sent_at"),
    )

    id: int = Field(sa_column=key())
    case_id: int = Field(sa_column=reference(index=True))
    proposal_id: int | None = Field(default=None, sa_column=reference(nullable=True))
    territory: str
    interlocutor: str = Field(index=True)
    rule: str
    revision: str
    reason: str
    status: str = Field(index=True)
    # An index of the case's history: sent | seen | taken_charge | trying | appointment | contacted | paused | session |
    # declined | escalated | newcomer_chooses | newcomer_calls | redirected | closed | withdrawn
    sent_at: datetime = Field(sa_column=instant())
    notified_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))  # accepted by the channel
    promised_on: date
    snoozed_until: date | None = None  # "Vu, j'appelle jeudi"
    answered_at: datetime | None = Field(default=None, sa_column=instant(nullable=True, index=True))
    contacted_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    decline_reason: str | None = None
    newcomer_calls: bool = False  # "Je l'appellerai"


class Reminder(SQLModel, table=True):
    """A dated step of the follow-up, with the status it was set for. A row overtaken by its case is closed as stale."""

    __table_args__ = (Index("ix_reminder_due", "status", "due_at"),)

    id: int = Field(sa_column=key())
    kind: str  # notify | remind | escalate | contact_made | called | resume_talk | ...
    step: int = 1
    due_at: datetime = Field(sa_column=instant())
    status: str = "pending"  # pending | done | stale | unreadable (set aside until an upgrade)
    referral_id: int | None = Field(default=None, sa_column=reference(nullable=True, index=True))
    case_id: int | None = Field(default=None, sa_column=reference(nullable=True, index=True))
    case_version: int | None = None
    passage_id: int | None = Field(default=None, sa_column=reference(nullable=True, index=True))
    passage_turn: int | None = None
    settled_at: datetime | None = Field(default=None, sa_column=instant(nullable=True, index=True))


class Consent(SQLModel, table=True):
    """One agreement, stamped with the hash of the words it was given to."""

    id: int = Field(sa_column=key())
    case_id: int = Field(sa_column=reference(index=True))
    person_id: int = Field(sa_column=reference(index=True))
    kind: str  # interlocutor | relay | partners | structure:<id>
    text_hash: str
    given_at: datetime = Field(sa_column=instant())
    withdrawn_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Relay(SQLModel, table=True):
    """Words kept with a referral: a question passed on to the newcomer, its answer, or a note of staff."""

    id: int = Field(sa_column=key())
    referral_id: int = Field(sa_column=reference(index=True))
    from_staff: bool
    text: str
    status: str  # drafted | sent | answered | cancelled | note (passed on to nobody)
    answers: int | None = Field(default=None, sa_column=reference(nullable=True))
    created_at: datetime = Field(sa_column=instant())
