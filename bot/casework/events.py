"""What happens to a case, as data: the history is these, in order, and nothing else.

Rule 1: an event says what happened, in the past; it is appended and never changed. Only erasure and anonymisation
replace a history.
Rule 2: `data` holds codes, days and coarse facts. Free words and anything that tells who a person is live elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final

Coarse = str | int | bool | None
"""A code, an id, a count, a day in ISO form, or yes and no."""


class Role(StrEnum):
    """As what somebody acts on a case."""

    NEWCOMER = "newcomer"
    REFERENT = "referent"  # who was asked, the colleagues of the same desk, and who stands in for a desk
    SUPPORT = "support"  # an appui
    ANIMATOR = "animator"
    HOUSE = "house"  # the follow-up, by itself


class Kind(StrEnum):
    """What happened. The words are those of the case's table in `bot.casework.life`."""

    RECEIVED = "received"
    NOBODY_TOLD = "nobody_told"
    TOLD_AT_LAST = "told_at_last"
    ANNOUNCED = "announced"
    TAKEN = "taken"
    DECLINED = "declined"
    CHOICE_ASKED = "choice_asked"  # the person is asked: wait or not, followed already or not
    WILL_WAIT = "will_wait"
    STAYED = "stayed"  # the person stays with who asked
    INCOMPLETE = "incomplete"
    COMPLETED = "completed"
    ESCALATED = "escalated"
    AWAY = "away"  # whoever has it is away when it is due, and nobody agreed to takes it
    LEFT = "left"  # whoever has it is shut out, or leaves for good, and nobody agreed to takes it
    PASSED_ON = "passed_on"
    AGREEMENT_ASKED = "agreement_asked"
    AGREEMENT_REFUSED = "agreement_refused"
    NOT_REACHED = "not_reached"
    PUT_OFF = "put_off"
    APPOINTED = "appointed"
    APPOINTMENT_MISSED = "appointment_missed"
    CONTACTED = "contacted"
    NOT_CALLED = "not_called"
    REVIEWED = "reviewed"
    PAUSED = "paused"
    AWAITS_SESSION = "awaits_session"  # a programme begins on a day, or somebody sits on it then
    BLOCKED = "blocked"
    NUDGED = "nudged"
    SUPPORT_ASKED = "support_asked"
    SUPPORT_ACCEPTED = "support_accepted"
    SUPPORT_DECLINED = "support_declined"
    SUPPORT_DONE = "support_done"
    CLOSED = "closed"
    REOPENED = "reopened"
    WORD_ADDED = "word_added"  # by the person, after the case was sent
    CONTACT_CHANGED = "contact_changed"
    NEWS_ASKED = "news_asked"  # by the person, of what is late
    TO_PHONE = "to_phone"  # an animator is to phone the person: nobody heard from them, or they weren't content
    PHONED = "phoned"
    NEWS_AGREED = "news_agreed"  # « gardons le lien »
    NEWS_REFUSED = "news_refused"
    NEWS_GIVEN = "news_given"
    SATISFACTION = "satisfaction"
    WITHDRAWN = "withdrawn"
    CARRIED_OVER = "carried_over"  # the state of a case from before its events were kept


class Outcome(StrEnum):
    """How a project ended, as far as the front door knows."""

    INSTALLED = "installed"
    CREATED = "created"
    TAKEN_OVER = "taken_over"
    JOINED = "joined"
    POSTPONED = "postponed"
    GIVEN_UP = "given_up"
    MOVED_ELSEWHERE = "moved_elsewhere"
    PASSED_TO_OTHERS = "passed_to_others"
    LOST_SIGHT_OF = "lost_sight_of"


STAGES: Final = ("etude", "montage", "lancement", "activite")
"""Stages of a project that a review may say; keys of the vocabulary's `stade`."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted, and as what; `account` is a staff account's id, 0 for everybody else."""

    role: Role
    account: int = 0

    def written(self) -> str:
        """As it stands in a row: « referent:73 », « newcomer », « house »."""
        return f"{self.role}:{self.account}" if self.account else str(self.role)

    @property
    def audited(self) -> str:
        """As the audit names them: a staff account by its id, everybody else by their role."""
        return str(self.account) if self.account else str(self.role)

    @classmethod
    def read(cls, written: str) -> Actor:
        """The actor of a row.

        Raises:
            ValueError: the row names no role that is known.
        """
        role, _, account = written.partition(":")
        return cls(Role(role), int(account or 0))


NEWCOMER = Actor(Role.NEWCOMER)
HOUSE = Actor(Role.HOUSE)


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One thing that happened at `at` (aware, UTC), to the case or to one of its referrals."""

    at: datetime
    kind: Kind
    actor: Actor
    referral: int | None = None
    data: Mapping[str, Coarse] = field(default_factory=dict)

    def word(self, key: str) -> str:
        """A code of `data`; empty when it says none."""
        value = self.data.get(key)
        return "" if value is None else str(value)

    def number(self, key: str) -> int:
        """A number of `data`; 0 when it says none.

        Raises:
            ValueError: what stands there is no number.
        """
        return int(self.data.get(key) or 0)

    def day(self, key: str) -> date | None:
        """A day of `data`, None when it says none.

        Raises:
            ValueError: what stands there is no day.
        """
        word = self.word(key)
        return date.fromisoformat(word) if word else None

    def instant(self, key: str) -> datetime | None:
        """An instant of `data` (aware, UTC), None when it says none.

        Raises:
            ValueError: what stands there is no instant.
        """
        word = self.word(key)
        return datetime.fromisoformat(word).astimezone(UTC) if word else None
