"""The people who talk to the front door, and their erasure.

Rule 1: erasing takes everything personal at once, in the transaction that was asked for it; cases and counts stay
without anything that tells who.
Rule 2: what was held back in this unit of work is dropped too, so that a late flush brings nothing back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Table, Text, bindparam, cast, delete, func
from sqlalchemy import case as sql_case
from sqlalchemy import select as core_select
from sqlmodel import Session, SQLModel, col, select

from storage.case_figures import is_unfinished, stopped_at
from storage.outbox import ErasedMessage, Outbox
from storage.reminders import Reminders
from storage.tables import (
    AnswerRow,
    Case,
    CaseEventRow,
    Consent,
    Identity,
    Media,
    Membership,
    Notice,
    Pace,
    PassageRow,
    Person,
    Proposal,
    Referral,
    Relay,
    Reminder,
    TurnRow,
    core,
)
from storage.talks import Talks

CONTACT_ANSWERS = ("prenom", "nom", "telephone", "courriel")  # questions of the dialog that say how to call back
PURGE_BATCH = 4  # persons at a time, so that nobody waits long for the writer: each takes a dozen statements


class People:
    """The people within one unit of work."""

    def __init__(self, session: Session, talks: Talks, outbox: Outbox, reminders: Reminders) -> None:
        self._session = session
        self._talks = talks
        self._outbox = outbox
        self._reminders = reminders
        self.has_erased = False  # tells the store to empty the write-ahead log after the commit

    def get(self, person_id: int) -> Person | None:
        """The person, unless erased."""
        self._talks.flush()
        return self._session.get(Person, person_id)

    def update_contact(
        self,
        person_id: int,
        first_name: str | None = None,
        last_name: str | None = None,
        phone: str | None = None,
        email: str | None = None,
    ) -> Person:
        """Write how to call a person back; None leaves what was there, "" removes it.

        Raises:
            LookupError: the person was erased.
        """
        person = self.get(person_id)
        if person is None:
            raise LookupError(f"no person {person_id}; they were erased")
        given = {"first_name": first_name, "last_name": last_name, "phone": phone, "email": email}
        for name, value in given.items():
            if value is not None:
                setattr(person, name, value or None)
        return person

    def erase(self, person_id: int, now: datetime) -> list[ErasedMessage]:
        """Erase a person: contact, talks, answers, voice, relayed words, reminders, messages, agreements' names.

        Their cases, unless others belong to them too, are closed as withdrawn with no facts left. Returns the personal
        messages that people have before them, for each of which the caller has a stub written over it.
        """
        self._flush()
        passages = self._ids(PassageRow, "person_id", [person_id])
        cases = self._cases_left_alone(person_id)
        referrals = self._ids(Referral, "case_id", cases)
        chats = frozenset(
            self._session.exec(
                select(Identity.channel, Identity.external_id).where(Identity.person_id == person_id)
            ).all()
        )
        messages = self._outbox.erase_person(person_id, chats)
        self._talks.forget_person(person_id)
        for case_id in cases:
            self._anonymise_case(case_id, now)
        self._delete(AnswerRow, "passage_id", passages)
        self._delete(TurnRow, "passage_id", passages)
        self._delete(Reminder, "passage_id", passages)
        self._delete(Media, "passage_id", passages)
        self._delete(Proposal, "passage_id", passages)
        self._delete(Relay, "referral_id", referrals)
        for model in (Media, Membership, Consent, PassageRow, Identity):
            self._delete(model, "person_id", [person_id])
        self._delete(Person, "id", [person_id])
        for channel, chat_id in sorted(chats):
            pace = core(Pace)
            self._execute_delete(pace, (pace.c.channel == channel) & (pace.c.chat_id == chat_id))
        self.has_erased = True
        return messages

    def erase_talk(self, passage_id: int, now: datetime) -> list[ErasedMessage]:
        """Erase one talk with its answers, voice, relayed words and agreements; the messages that it leaves behind.

        The person goes with it where nothing else is theirs. Name and number go where no other talk or case of theirs
        needs them.
        """
        self._flush()
        passage = self._session.get(PassageRow, passage_id)
        if passage is None:
            return []
        person_id, case_id = passage.person_id, passage.case_id
        others = self._session.exec(
            select(PassageRow.id)
            .where(PassageRow.person_id == person_id, PassageRow.id != passage_id)
            .order_by(col(PassageRow.updated_at).desc())
        ).all()
        if not others:
            return self.erase(person_id, now)
        cases = [case_id] if case_id is not None else []
        referrals = self._ids(Referral, "case_id", cases)
        own = self._session.exec(select(Identity.channel).where(Identity.person_id == person_id)).all()
        messages = self._outbox.erase_referrals(referrals, own) if referrals else []
        self._delete(Relay, "referral_id", referrals)
        if case_id is not None:
            for model in (Membership, Consent):
                table = core(model)
                self._execute_delete(table, (table.c.case_id == case_id) & (table.c.person_id == person_id))
        self._erase_passage(passage_id, person_id, others[0])
        if not self._needs_contact(person_id, list(others)):
            person = self._session.get(Person, person_id)
            if person is not None:
                person.first_name = person.last_name = person.phone = person.email = None
        return messages

    def purge_unfinished(
        self,
        before: datetime,
        now: datetime,
        limit: int = PURGE_BATCH,
        on_gone: Callable[[str, datetime], None] | None = None,
    ) -> int:
        """Erase talks that led to no case and were left before `before`, at most `limit`; how many.

        A person with nothing else is erased whole. Call again while the answer is `limit`.

        Args:
            on_gone: told at which question each unfinished one stopped, and when it had begun.
        """
        self._flush()
        talk = core(PassageRow)
        old = (
            core_select(
                talk.c.id, talk.c.person_id, talk.c.stage, talk.c.channel, cast(talk.c.state, Text), talk.c.created_at
            )
            .where(talk.c.case_id.is_(None), talk.c.updated_at < before)
            .order_by(talk.c.updated_at)
            .limit(limit)
        )
        left = self._session.connection().execute(old).all()
        gone = [(passage_id, person_id) for passage_id, person_id, *_ in left]
        for _, _, stage, channel, state, created_at in left:
            if on_gone is not None and is_unfinished(stage, channel):
                on_gone(stopped_at(stage, state), created_at)
        for passage_id, person_id in gone:
            others = self._session.exec(
                select(PassageRow.id).where(PassageRow.person_id == person_id, PassageRow.id != passage_id)
            ).first()
            if others is None:
                self.erase(person_id, now)
            else:
                self._erase_passage(passage_id, person_id, others)
        return len(gone)

    def _flush(self) -> None:
        self._talks.flush()
        self._outbox.flush()
        self._reminders.flush()
        self._session.flush()

    def _cases_left_alone(self, person_id: int) -> list[int]:
        """The cases of a person to which nobody else belongs."""
        cases = self._ids(Membership, "person_id", [person_id], column="case_id")
        shared = select(Membership.case_id).where(col(Membership.case_id).in_(cases), Membership.person_id != person_id)
        kept = set(self._session.exec(shared).all())
        return sorted(case_id for case_id in cases if case_id not in kept)

    def _anonymise_case(self, case_id: int, now: datetime) -> None:
        table, referral = core(Case), core(Referral)
        anonymous = {
            "facts": {},
            "status": "withdrawn",
            "closed_at": func.coalesce(table.c.closed_at, bindparam("closes_at", now, table.c.closed_at.type)),
            "version": table.c.version + 1,
        }
        connection = self._session.connection()
        connection.execute(table.update().where(table.c.id == case_id).values(anonymous))
        status = sql_case((referral.c.status == "closed", "closed"), else_="withdrawn")
        connection.execute(referral.update().where(referral.c.case_id == case_id).values(reason="", status=status))
        self._session.expire_all()  # what was read of them before
        self._delete(CaseEventRow, "case_id", [case_id])
        self._delete(Notice, "case_id", [case_id])
        self._reminders.close_for_case(case_id, now)

    def _erase_passage(self, passage_id: int, person_id: int, instead: int) -> None:
        """Erase one talk of a person who has others; `instead` becomes the active one where it was."""
        identity = core(Identity)
        self._session.connection().execute(
            identity.update().where(identity.c.passage_id == passage_id).values(passage_id=instead)
        )
        self._talks.forget_person(person_id)
        for model in (AnswerRow, TurnRow, Reminder, Media, Proposal):
            self._delete(model, "passage_id", [passage_id])
        self._delete(PassageRow, "id", [passage_id])
        self.has_erased = True

    def _needs_contact(self, person_id: int, passages: list[int]) -> bool:
        """Whether a case that goes on, or a talk in which it was given, needs how to call the person back."""
        cases = select(Case.id).join(Membership, col(Membership.case_id) == col(Case.id))
        going_on = cases.where(Membership.person_id == person_id, Case.status != "withdrawn")
        if self._session.exec(going_on.limit(1)).first() is not None:
            return True
        given = select(AnswerRow.passage_id).where(
            col(AnswerRow.passage_id).in_(passages), col(AnswerRow.question).in_(CONTACT_ANSWERS)
        )
        return self._session.exec(given.limit(1)).first() is not None

    def _ids(self, model: type[SQLModel], name: str, values: list[int], column: str = "id") -> list[int]:
        table = core(model)
        query = core_select(table.c[column]).where(table.c[name].in_(values)).distinct()
        return sorted(self._session.connection().execute(query).scalars())

    def _delete(self, model: type[SQLModel], name: str, values: list[int]) -> None:
        if values:
            table = core(model)
            self._execute_delete(table, table.c[name].in_(values))

    def _execute_delete(self, table: Table, condition: object) -> None:
        self._session.connection().execute(delete(table).where(condition))  # type: ignore[arg-type]
