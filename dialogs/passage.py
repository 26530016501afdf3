"""The state of one talk: answers, what was shown, the history of turns. There is no cursor.

Rule 1: the answers are the state; the next question is computed from them, never stored.
Rule 2: everything here survives being written out and read back between any two inputs.
Rule 3: what a person said in their own words is marked personal, so that it can be erased first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

AnswerValue = str | tuple[str, ...]

Stage = Literal["opening", "listening", "proposal", "contact", "referred", "paused", "closed"]
"""Where the talk stands. opening: nothing said yet; listening: the parts up to the summary; proposal: frozen and
shown; contact: name, number, agreements; referred: sent to an interlocutor; paused: stopped on the person's wish or
after distress; closed: an exit was taken (just a contact, something else, erased)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `value`: an option key, a sorted tuple of keys, or text; `said`: the person's own words.

    `stamp` is the content hash of the question as it was when answered; `turn` the turn it was given in;
    `personal` answers are stored apart, never read by a rule, and erased first.
    """

    value: AnswerValue
    turn: int
    stamp: str
    said: str | None = None
    author: str | None = None
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands before the person: question, option keys in order, turn. Showing again keeps the turn.

    `delivered` is the channel's number of the message that shows it, None until it was delivered; `since` the number of
    the first message that showed it, when it was shown again; `lost` that it will never be delivered.
    """

    question: str
    options: tuple[str, ...]
    turn: int
    delivered: int | None = None
    since: int | None = None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer in the making: ticks so far, or words with the candidates that were offered for them.

    `held` are words that something else came before (a greeting after a long time, distress, an edit): they wait beside
    the answer in the making, which is untouched; `held_for` is the question whose answer they would replace.
    """

    ticks: tuple[str, ...] = ()
    words: str | None = None
    candidates: tuple[str, ...] = ()
    page: int = 0
    held: str | None = None
    held_for: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One question that was answered: the path really taken, for going back.

    `order` is the message number of the (last) message that answered it, so that a later message or an edit finds it.
    """

    number: int
    question: str
    order: int | None = None


@dataclass(frozen=True, slots=True)
class ShownTarget:
    """One interlocutor (or programme) of a frozen proposal, with the words the person read."""

    target: str
    rule: str
    reason: str
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class FrozenProposal:
    """A proposal as it was shown: territory, revision, ranked list, target. Consent names it by `key`."""

    key: str
    territory: str
    revision: str
    referent: ShownTarget
    complementary: tuple[ShownTarget, ...]
    programmes: tuple[ShownTarget, ...]
    ranked: tuple[ShownTarget, ...]
    promised_on: str  # ISO day by which the interlocutor calls
    fallback: bool
    position: int = 0  # how far along `ranked` the person went with "someone else"
    support_only: bool = False  # somebody advises already and stays the referent: this target only helps
    agreed_days: int | None = None  # working days, the target's own by convention; None: as the territory promises


@dataclass(frozen=True, slots=True)
class Passage:
    """One talk of one person. `key` is the short public name that button tokens carry."""

    key: str
    language: str
    stage: Stage = "opening"
    answers: Mapping[str, Answer] = field(default_factory=dict)
    shown: Shown | None = None
    reopened: str | None = None
    draft: Draft | None = None
    history: tuple[Turn, ...] = ()
    turn: int = 0
    proposal: FrozenProposal | None = None
    agreements: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()  # small durable marks, e.g. "minor", "no_resume", "preparing"
    last_input_at: str | None = None  # ISO instant, UTC
    settled: str = ""  # content hash of the dialog that all answers were last brought in line with

    def has_flag(self, flag: str) -> bool:
        """Whether the durable mark `flag` is set."""
        return flag in self.flags
