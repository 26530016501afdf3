"""What leaves the engine: events in the past tense, in the order in which they happened.

The house writes them (rows of the outbox, of cases, of reminders); the engine never knows how.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dialogs.message import Message
from dialogs.passage import FrozenProposal, Passage


@dataclass(frozen=True, slots=True)
class Said:
    """Something was said that expects no answer."""

    message: Message


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A message stands before the person and waits for an answer: `passage.shown` describes it."""

    message: Message


@dataclass(frozen=True, slots=True)
class ShownChanged:
    """The message that stands before the person changed in place (a tick, another page)."""

    message: Message


@dataclass(frozen=True, slots=True)
class AnswerSettled:
    """The question that stood before the person was answered: it now shows the answer and loses its keyboard."""

    message: Message


@dataclass(frozen=True, slots=True)
class ProposalFrozen:
    """A proposal was shown and is frozen."""

    proposal: FrozenProposal


@dataclass(frozen=True, slots=True)
class ReferralConsented:
    """The person agreed: the case goes to the proposal's referent. `newcomer_calls`: they would rather call.

    `sent` is said when somebody could be told, `unsent` (the public contacts) when nobody can receive the case yet.
    """

    proposal: FrozenProposal
    agreements: tuple[str, ...]
    newcomer_calls: bool
    sent: Message
    unsent: Message


@dataclass(frozen=True, slots=True)
class ContactChanged:
    """Name, number or e-mail were given or corrected; they stand in the passage's answers."""


@dataclass(frozen=True, slots=True)
class AgreementChanged:
    """After the referral, one agreement was given or taken back."""

    kind: str
    given: bool


@dataclass(frozen=True, slots=True)
class HumanRequested:
    """The person asked to be called by a human, with a yes to it."""

    why: Literal["contact", "fallback"]
    first_name: str
    phone: str
    territory: str


@dataclass(frozen=True, slots=True)
class Counted:
    """Something to count, without anybody's name: an exit, a place outside every territory."""

    name: str
    territory: str


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """The person asked for everything kept about them."""


@dataclass(frozen=True, slots=True)
class ProjectsAsked:
    """The person asked where their projects stand."""


@dataclass(frozen=True, slots=True)
class ErasureAsked:
    """The person asked, and confirmed, that everything personal be erased."""


@dataclass(frozen=True, slots=True)
class TalkRestarted:
    """A new talk begins; the one before stays as it is. `passage` is the new one, not yet shown anything."""

    passage: Passage


Event = (
    Said
    | QuestionShown
    | ShownChanged
    | AnswerSettled
    | ProposalFrozen
    | ReferralConsented
    | ContactChanged
    | AgreementChanged
    | HumanRequested
    | Counted
    | ExportAsked
    | ProjectsAsked
    | ErasureAsked
    | TalkRestarted
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one input led to: the passage as it now is, and what happened."""

    passage: Passage
    events: tuple[Event, ...]
