"""What an evaluation gives: the proposal, its targets, and who was free that day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from referral_rules.directory import Directory, Interlocutor

Away = tuple[date, date]
"""Days on which somebody is away, the first and the last included."""


@dataclass(frozen=True, slots=True)
class Availability:
    """Who is away and who carries how much; it never ranks rules.

    Attributes:
        unavailable: ids of interlocutors who can't take a case now.
        load: open cases by interlocutor; none when absent.
        last_assigned: when each got their last case (aware, UTC); never when absent.
        away: by interlocutor, the days away in course or to come; `presence.for_a_case` weighs them.
    """

    unavailable: frozenset[str] = frozenset()
    load: Mapping[str, int] = field(default_factory=dict)
    last_assigned: Mapping[str, datetime] = field(default_factory=dict)
    away: Mapping[str, tuple[Away, ...]] = field(default_factory=dict)

    def can_take(self, interlocutor: Interlocutor) -> bool:
        """Tells whether they are in service, present, and below the number of open cases they agreed to."""
        is_full = interlocutor.capacity is not None and self.load.get(interlocutor.id, 0) >= interlocutor.capacity
        return interlocutor.is_active and interlocutor.id not in self.unavailable and not is_full

    def find_taker(self, directory: Directory, interlocutor: str) -> str | None:
        """Finds who takes what is meant for an interlocutor: they, else the first free along their substitutes."""
        seen: set[str] = set()
        candidate: str | None = interlocutor
        while candidate is not None and candidate not in seen:
            if self.can_take(directory.interlocutors[candidate]):
                return candidate
            seen.add(candidate)
            candidate = directory.interlocutors[candidate].substitute
        return None


EVERYONE_FREE = Availability()


@dataclass(frozen=True, slots=True)
class Target:
    """One interlocutor proposed.

    Attributes:
        interlocutor: their id.
        rule: id of the rule that proposes them, or "pivot".
        reason: the rule's motif, a template for `render_reason`; may be empty for an appui.
        instead_of: id of the unavailable interlocutor they stand in for.
        reason_en: the same in English, empty where it isn't written.
    """

    interlocutor: str
    rule: str
    reason: str
    instead_of: str | None = None
    reason_en: str = ""

    def reason_in(self, language: str) -> str:
        """Gives the reason's template in a language; in French where the other isn't written."""
        return (self.reason_en if language == "en" else self.reason) or self.reason


@dataclass(frozen=True, slots=True)
class ProgrammeTarget:
    """One programme proposed; `rule` and the reasons as in `Target`."""

    programme: str
    rule: str
    reason: str
    reason_en: str = ""

    def reason_in(self, language: str) -> str:
        """Gives the reason's template in a language; in French where the other isn't written."""
        return (self.reason_en if language == "en" else self.reason) or self.reason


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who is proposed, frozen as it is shown.

    Attributes:
        referent: the one in charge.
        complementary: appuis in order of rank, without the referent and without repetition.
        programmes: dated cohorts.
        ranked: the list along which an unanswered case escalates: the referent first, the pivot last.
        rule: id of the winning rule, or "pivot".
        fallback: no rule matched; the pivot answers.
        on: the day it was made for.
        revision: the territory's content hash.
    """

    referent: Target
    complementary: tuple[Target, ...]
    programmes: tuple[ProgrammeTarget, ...]
    ranked: tuple[Target, ...]
    rule: str
    fallback: bool
    on: date
    revision: str
