"""One rule, as loaded: a box of facts, the days it is in force, and who it proposes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from referral_rules.boxes import Box
from referral_rules.facts import Facts

DEFAULT_PRIORITY = 50
PIVOT_RULE = "pivot"  # stands for a rule's id where the territory's fallback is proposed


class State(StrEnum):
    """Whether a rule applies at all."""

    BROUILLON = "brouillon"
    ACTIVE = "active"
    SUSPENDUE = "suspendue"


class Choice(StrEnum):
    """How one referent is picked among several of one rule."""

    TOUR_DE_ROLE = "tour_de_role"
    MOINS_CHARGE = "moins_charge"
    LA_PERSONNE = "la_personne"


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in French and, where it exists, in English."""

    fr: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A profile written beside a rule.

    Attributes:
        facts: the profile; what is not listed was not asked.
        expected: the interlocutor or programme that must be proposed; None in a counter-example.
        line: where it is written.
    """

    facts: Facts
    expected: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: its name, unique in the territory.
        box: an element per fact that it reads, its territory as an element on `commune`.
        referents: who may be the referent; empty for a rule that only adds appuis or a programme.
        appuis: complementary interlocutors.
        programme: id of the programme it proposes, if any.
        priority: breaks ties between rules that are not nested in each other.
        reason: why, to the newcomer, with placeholders.
        appui_reasons: why, for each appui that has its own.
    """

    id: str
    title: Wording
    state: State
    starts_on: date | None
    ends_on: date | None
    box: Box
    referents: tuple[str, ...]
    choice: Choice
    appuis: tuple[str, ...]
    programme: str | None
    priority: int
    reason: Wording
    appui_reasons: Mapping[str, Wording]
    examples: tuple[Example, ...]
    counter_examples: tuple[Example, ...]
    file: str
    line: int

    def is_in_force(self, on: date) -> bool:
        """Tells whether the rule applies that day; both bounds are inclusive."""
        return (
            self.state is State.ACTIVE
            and (self.starts_on is None or self.starts_on <= on)
            and (self.ends_on is None or on <= self.ends_on)
        )

    def reason_for_appui(self, interlocutor: str) -> Wording:
        """Gives why this appui is proposed.

        A rule that names no referent speaks of its appui in its own reason; one that does, doesn't.
        """
        own = self.appui_reasons.get(interlocutor)
        if own is not None:
            return own
        return Wording("") if self.referents else self.reason
