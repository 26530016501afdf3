"""One unit of work: one transaction, with every repository on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from storage.announcements import Announcements
from storage.audit import AuditTrail
from storage.case_events import CaseEvents
from storage.cases import Cases
from storage.counts import Counts
from storage.inbox import Inbox
from storage.media import MediaShelf
from storage.notices import Notices
from storage.outbox import Outbox
from storage.past_cases import PastCases
from storage.people import People
from storage.relays import Relays
from storage.reminders import Reminders
from storage.reviews import Reviews
from storage.revisions import Revisions
from storage.staff import Staff
from storage.talks import Talks
from storage.throttles import Throttles


class UnitOfWork:
    """The repositories of one transaction. What they buffer is written by `flush`, at the latest before the commit.

    Made by `Store.begin` and `Store.read` only. Nothing here knows the time: `now` is a parameter.
    """

    def __init__(self, session: Session, *, writes: bool) -> None:
        self.session = session
        self.writes = writes
        connection = session.connection()  # begins the transaction: BEGIN IMMEDIATE on SQLite when writing
        self.inbox = Inbox(connection)
        self.talks = Talks(connection, locking=writes)
        self.outbox = Outbox(connection)
        self.reminders = Reminders(session)
        self.cases = Cases(session, self.talks)
        self.case_events = CaseEvents(session)
        self.notices = Notices(connection)
        self.staff = Staff(session)
        self.media = MediaShelf(session)
        self.relays = Relays(session)
        self.counts = Counts(connection)
        self.reviews = Reviews(session)
        self.revisions = Revisions(session, connection)
        self.throttles = Throttles(connection)
        self.announcements = Announcements(connection)
        self.audit = AuditTrail(connection)
        self.people = People(session, self.talks, self.outbox, self.reminders)
        self.past = PastCases(session, self.people, self.outbox)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of the transaction that fails alone: on an exception what it did is taken back, and it is raised.

        Objects that were read before are read again from the database when they are next looked at.
        """
        self.flush()
        written = self.outbox.written()
        try:
            with self.session.begin_nested():
                yield
                self.flush()
        except Exception:
            self.outbox.discard(written)
            for repository in (self.talks, self.reminders, self.counts, self.audit):
                repository.discard()
            self.session.expire_all()
            raise

    def flush(self) -> None:
        """Write what the repositories hold back, one `executemany` a table."""
        self.talks.flush()
        self.outbox.flush()
        self.reminders.flush()
        self.counts.flush()
        self.audit.flush()
        self.session.flush()
