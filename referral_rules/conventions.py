"""Conventions: who does what for whom, as agreed and written row by row in the directory.

Rule 1: a row is a box, like a rule's; what it doesn't speak of, it doesn't limit.
Rule 2: whoever has rows of their own answers for these; anybody else answers for the rows of their structure.
Rule 3: a row that has ended still says who answers, and is announced as ended; one that hasn't begun says nothing yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from referral_rules.boxes import Box
from referral_rules.rule import Example, Wording


class Commitment(StrEnum):
    """How far a row binds; only a principle is too little for a rule to lean on."""

    PRINCIPE = "principe"
    OBJECTIFS = "objectifs"
    MANDAT = "mandat"

    @property
    def is_firm(self) -> bool:
        """Tells whether a rule may lean on it."""
        return self is not Commitment.PRINCIPE


@dataclass(frozen=True, slots=True)
class DefaultRule:
    """What a row needs to stand as a rule of its own.

    Attributes:
        interlocutor: who is proposed.
        title: empty where the row has none.
        reason: why, to the newcomer, with placeholders.
        examples: as beside a rule.
        counter_examples: as beside a rule.
    """

    interlocutor: str
    title: Wording
    reason: Wording
    examples: tuple[Example, ...]
    counter_examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class ConventionRow:
    """One line of a convention.

    Attributes:
        structure: id of the structure that agreed.
        interlocutor: id of the one interlocutor it is for; None for the whole structure.
        number: its place among the rows of the structure, from 1.
        box: whom it is for; no element on `commune` where it holds for the whole territory.
        commitment: how far it binds.
        answer_days: working days within which an answer is promised; None where nothing was promised.
        starts_on: first day; None if it always held.
        ends_on: last day, inclusive; None if it has no end.
        review_on: the day it is to be looked at again.
        default_rule: the rule that it generates, if any.
        line: where it is written.
    """

    structure: str
    interlocutor: str | None
    number: int
    box: Box
    commitment: Commitment
    answer_days: int | None
    starts_on: date | None
    ends_on: date | None
    review_on: date | None
    default_rule: DefaultRule | None
    line: int

    def has_begun(self, on: date) -> bool:
        """Tells whether the row counts on that day."""
        return self.starts_on is None or self.starts_on <= on

    def has_ended(self, on: date) -> bool:
        """Tells whether its last day is past."""
        return self.ends_on is not None and self.ends_on < on
