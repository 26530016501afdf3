"""The life of a case: one table of what may happen, by whom, and where it leads.

Theory: a case stands in one status at a time. An event that the table has for (status, kind) and grants to the actor's
role leads to the next status; any other is refused with what is true now, and changes nothing. Buttons, commands,
reminders and doors all ask here: a card that was overtaken is harmless wherever it lies.

Rule 1: the table is the only place that says what may happen; nobody else compares statuses to decide.
Rule 2: `decide` is pure. What it returns is appended to the history; the state is the history's fold.
Rule 3: an open status has somebody answerable: the referent, or the animators while somebody is sought.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.casework.events import Actor, CaseEvent, Coarse, Kind, Role


class Status(StrEnum):
    """Where a case stands; the values are those of the index columns `referral.status`."""

    ASKED = "sent"
    ANNOUNCED = "seen"  # « Vu, j’appelle jeudi »
    TAKEN = "taken_charge"
    TRYING = "trying"  # called, nobody answered
    APPOINTMENT = "appointment"
    IN_CONTACT = "contacted"
    PAUSED = "paused"
    SESSION = "session"  # waiting for a programme's day
    DECLINED = "declined"  # the animators seek somebody
    ESCALATED = "escalated"  # nobody answered in time, or who has it is away: the animators seek somebody
    NEWCOMER_CHOOSES = "newcomer_chooses"  # a referent can't yet, or perhaps needn't: the person says how it goes on
    NEWCOMER_CALLS = "newcomer_calls"  # nobody could be told: the person has the public numbers
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    REDIRECTED = "redirected"  # of a referral alone: the case went on to somebody else


class SupportStatus(StrEnum):
    """Where an appui's own referral stands; the values are those of its row's status."""

    ASKED = "support_asked"
    ACCEPTED = "support_accepted"
    DECLINED = "support_declined"
    DONE = "support_done"


SUPPORTING: Final = frozenset({SupportStatus.ASKED, SupportStatus.ACCEPTED})
SUPPORT_TURNS: Final[Mapping[tuple[SupportStatus, Kind], SupportStatus]] = {
    (SupportStatus.ASKED, Kind.SUPPORT_ACCEPTED): SupportStatus.ACCEPTED,
    (SupportStatus.ASKED, Kind.SUPPORT_DECLINED): SupportStatus.DECLINED,
    (SupportStatus.ACCEPTED, Kind.SUPPORT_DECLINED): SupportStatus.DECLINED,
    (SupportStatus.ACCEPTED, Kind.SUPPORT_DONE): SupportStatus.DONE,
}
"""An appui's own life, beside the case's: it moves nothing of the case."""

UNANSWERED: Final = frozenset({Status.ASKED, Status.ANNOUNCED})
SOUGHT: Final = frozenset({Status.DECLINED, Status.ESCALATED})
CARRIED: Final = frozenset({Status.TAKEN, Status.TRYING, Status.APPOINTMENT})
ACCOMPANIED: Final = frozenset({Status.IN_CONTACT, Status.PAUSED, Status.SESSION})
OPEN: Final = UNANSWERED | SOUGHT | CARRIED | ACCOMPANIED | {Status.NEWCOMER_CALLS, Status.NEWCOMER_CHOOSES}
WITH_REFERENT: Final = UNANSWERED | CARRIED | ACCOMPANIED  # somebody has it, and keeps it beside any appui
OVER: Final = frozenset({Status.CLOSED, Status.WITHDRAWN})
CASE_STATUSES: Final = OPEN | OVER

_REFERENT = frozenset({Role.REFERENT})
_STAFF = frozenset({Role.REFERENT, Role.ANIMATOR})
_HOUSE = frozenset({Role.HOUSE})
_NEWCOMER = frozenset({Role.NEWCOMER})
_ANYBODY = frozenset({Role.NEWCOMER, Role.REFERENT, Role.ANIMATOR, Role.HOUSE})


@dataclass(frozen=True, slots=True)
class Turn:
    """What one kind of event does in some statuses.

    Attributes:
        kind: what happens.
        within: the statuses in which it may.
        roles: who may cause it.
        to: the status it leads to; None where the case stays as it stands.
        tells: who is told of it, by the Fluent key of the words that they read.
    """

    kind: Kind
    within: frozenset[Status]
    roles: frozenset[Role]
    to: Status | None = None
    tells: Mapping[Role, str] | None = None


_ANSWERABLE: Final = UNANSWERED | {Status.ESCALATED}
_CHOOSES: Final = frozenset({Status.NEWCOMER_CHOOSES})
_BEFORE_CONTACT: Final = _ANSWERABLE | CARRIED

TURNS: Final = (
    Turn(Kind.NOBODY_TOLD, UNANSWERED, _HOUSE, Status.NEWCOMER_CALLS, {Role.NEWCOMER: "suivi-contacts-publics"}),
    Turn(Kind.TOLD_AT_LAST, frozenset({Status.NEWCOMER_CALLS}), _HOUSE, Status.ASKED),
    Turn(Kind.ANNOUNCED, _ANSWERABLE, _REFERENT, Status.ANNOUNCED, {Role.NEWCOMER: "suivi-vu"}),
    Turn(
        Kind.ANNOUNCED, frozenset({Status.TAKEN, Status.TRYING}), _REFERENT, Status.TAKEN, {Role.NEWCOMER: "suivi-vu"}
    ),
    Turn(Kind.TAKEN, _ANSWERABLE | _CHOOSES, _REFERENT, Status.TAKEN, {Role.NEWCOMER: "suivi-pris"}),
    Turn(
        Kind.DECLINED, _ANSWERABLE, _REFERENT, Status.DECLINED,
        {Role.NEWCOMER: "suivi-decline", Role.ANIMATOR: "equipe-decline"},
    ),
    Turn(
        Kind.DECLINED, _CHOOSES, _REFERENT | _NEWCOMER | _HOUSE, Status.DECLINED,
        {Role.NEWCOMER: "suivi-choix-autre", Role.ANIMATOR: "equipe-decline"},
    ),
    Turn(Kind.CHOICE_ASKED, _ANSWERABLE, _REFERENT, Status.NEWCOMER_CHOOSES, {Role.NEWCOMER: "suivi-choix-place"}),
    Turn(
        Kind.WILL_WAIT, _CHOOSES | {Status.DECLINED}, _NEWCOMER, Status.ANNOUNCED,
        {Role.NEWCOMER: "suivi-choix-attend", Role.REFERENT: "equipe-choix-attend"},
    ),
    Turn(
        Kind.STAYED, _CHOOSES | {Status.DECLINED}, _NEWCOMER, Status.ASKED,
        {Role.NEWCOMER: "suivi-choix-reste", Role.REFERENT: "equipe-choix-personne"},
    ),
    Turn(Kind.INCOMPLETE, _ANSWERABLE, _REFERENT, None, {Role.NEWCOMER: "suivi-question"}),
    Turn(Kind.COMPLETED, _ANSWERABLE, _NEWCOMER, None, {Role.REFERENT: "equipe-reponse"}),
    Turn(Kind.ESCALATED, UNANSWERED, _HOUSE, Status.ESCALATED, {Role.ANIMATOR: "equipe-escalade"}),
    Turn(
        Kind.AWAY, UNANSWERED | {Status.TAKEN, Status.TRYING}, _STAFF | _HOUSE, Status.ESCALATED,
        {Role.NEWCOMER: "suivi-absence", Role.ANIMATOR: "equipe-absence"},
    ),
    Turn(
        Kind.LEFT, OPEN - SOUGHT - {Status.NEWCOMER_CALLS}, _STAFF | _HOUSE, Status.ESCALATED,
        {Role.NEWCOMER: "suivi-depart", Role.ANIMATOR: "equipe-depart"},
    ),
    Turn(Kind.PASSED_ON, OPEN, _ANYBODY, Status.ASKED, {Role.NEWCOMER: "suivi-confie"}),
    Turn(Kind.AGREEMENT_ASKED, OPEN, _ANYBODY, None, {Role.NEWCOMER: "suivi-accord-demande"}),
    Turn(Kind.AGREEMENT_REFUSED, OPEN, _NEWCOMER, None, {Role.REFERENT: "equipe-refus-reorientation"}),
    Turn(Kind.NOT_REACHED, _BEFORE_CONTACT, _REFERENT, Status.TRYING, {Role.NEWCOMER: "suivi-injoignable"}),
    Turn(Kind.PUT_OFF, _BEFORE_CONTACT, _REFERENT, Status.TAKEN),
    Turn(
        Kind.APPOINTED, _BEFORE_CONTACT | ACCOMPANIED, _REFERENT, Status.APPOINTMENT,
        {Role.NEWCOMER: "suivi-rendez-vous"},
    ),
    Turn(Kind.APPOINTMENT_MISSED, frozenset({Status.APPOINTMENT}), _REFERENT | _NEWCOMER, Status.TRYING),
    Turn(
        Kind.CONTACTED, _BEFORE_CONTACT | _CHOOSES | {Status.NEWCOMER_CALLS}, _REFERENT | _NEWCOMER, Status.IN_CONTACT
    ),
    Turn(
        Kind.NOT_CALLED, UNANSWERED | SOUGHT | CARRIED | _CHOOSES | {Status.NEWCOMER_CALLS}, _NEWCOMER, None,
        {Role.REFERENT: "equipe-pas-appele", Role.ANIMATOR: "equipe-pas-appele"},
    ),
    Turn(
        Kind.TO_PHONE, CASE_STATUSES - {Status.WITHDRAWN}, _HOUSE | _NEWCOMER, None,
        {Role.ANIMATOR: "equipe-telephoner-silence"},
    ),
    Turn(Kind.PHONED, CASE_STATUSES - {Status.WITHDRAWN}, _STAFF, None),
    Turn(Kind.NEWS_AGREED, OPEN | {Status.CLOSED}, _NEWCOMER, None),
    Turn(Kind.NEWS_REFUSED, OPEN | {Status.CLOSED}, _NEWCOMER, None),
    Turn(Kind.NEWS_GIVEN, ACCOMPANIED, _NEWCOMER, None, {Role.REFERENT: "equipe-nouvelles-donnees"}),
    Turn(Kind.SATISFACTION, OPEN | {Status.CLOSED}, _NEWCOMER, None),
    Turn(Kind.WORD_ADDED, OPEN, _NEWCOMER, None, {Role.REFERENT: "equipe-ajout"}),
    Turn(Kind.CONTACT_CHANGED, OPEN, _NEWCOMER, None, {Role.REFERENT: "equipe-coordonnees"}),
    Turn(Kind.NEWS_ASKED, OPEN, _NEWCOMER, None, {Role.REFERENT: "equipe-nouvelles"}),
    Turn(Kind.REVIEWED, ACCOMPANIED, _REFERENT, Status.IN_CONTACT),
    Turn(Kind.PAUSED, CARRIED | ACCOMPANIED, _REFERENT, Status.PAUSED, {Role.NEWCOMER: "suivi-en-pause"}),
    Turn(
        Kind.AWAITS_SESSION, CARRIED | ACCOMPANIED, _REFERENT, Status.SESSION, {Role.NEWCOMER: "suivi-session"}
    ),
    Turn(Kind.BLOCKED, CARRIED | ACCOMPANIED, _REFERENT, None, {Role.ANIMATOR: "equipe-bloque"}),
    Turn(Kind.NUDGED, UNANSWERED | SOUGHT, frozenset({Role.ANIMATOR}), None, {Role.REFERENT: "rappel-un"}),
    Turn(
        Kind.SUPPORT_ASKED, WITH_REFERENT, _STAFF | _NEWCOMER, None,
        {Role.SUPPORT: "fiche-appui", Role.NEWCOMER: "suivi-appui"},
    ),
    Turn(
        Kind.SUPPORT_ACCEPTED, OPEN, frozenset({Role.SUPPORT}), None,
        {Role.REFERENT: "equipe-appui-accepted", Role.NEWCOMER: "suivi-appui-accepted"},
    ),
    Turn(
        Kind.SUPPORT_DECLINED, OPEN, frozenset({Role.SUPPORT}), None,
        {Role.REFERENT: "equipe-appui-declined", Role.NEWCOMER: "suivi-appui-declined"},
    ),
    Turn(Kind.SUPPORT_DONE, OPEN, frozenset({Role.SUPPORT}), None, {Role.REFERENT: "equipe-appui-done"}),
    Turn(
        Kind.CLOSED, CARRIED | ACCOMPANIED, frozenset({Role.REFERENT, Role.ANIMATOR, Role.HOUSE}), Status.CLOSED,
        {Role.NEWCOMER: "suivi-clos"},
    ),
    Turn(
        Kind.CLOSED, OPEN - CARRIED - ACCOMPANIED - _CHOOSES, frozenset({Role.ANIMATOR, Role.HOUSE}), Status.CLOSED,
        {Role.NEWCOMER: "suivi-clos"},
    ),
    Turn(
        Kind.CLOSED, _CHOOSES, _NEWCOMER | frozenset({Role.ANIMATOR, Role.HOUSE}), Status.CLOSED,
        {Role.NEWCOMER: "suivi-choix-suffit", Role.REFERENT: "equipe-choix-suffit"},
    ),
    Turn(
        Kind.REOPENED, frozenset({Status.CLOSED}), _STAFF | _NEWCOMER, Status.IN_CONTACT,
        {Role.NEWCOMER: "suivi-rouvert"},
    ),
    Turn(
        Kind.WITHDRAWN, CASE_STATUSES - {Status.WITHDRAWN}, _NEWCOMER, Status.WITHDRAWN,
        {Role.REFERENT: "equipe-supprimer"},
    ),
)  # fmt: skip

BEGINNINGS: Final = frozenset({Kind.RECEIVED, Kind.CARRIED_OVER})
"""Kinds that begin a history: they are no turn of the table."""


def _index(turns: Iterable[Turn]) -> dict[tuple[Status, Kind], Turn]:
    table: dict[tuple[Status, Kind], Turn] = {}
    for turn in turns:
        for status in turn.within:
            if (status, turn.kind) in table:
                raise ValueError(f"the table has two turns for {status} and {turn.kind}")
            table[status, turn.kind] = turn
    return table


TABLE: Final[Mapping[tuple[Status, Kind], Turn]] = _index(TURNS)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be appended to the history, and the turn of the table that allowed it."""

    event: CaseEvent
    turn: Turn


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing happens: the case stands in `status`, in which `kind` may not happen, or not by this role."""

    status: Status
    kind: Kind
    by_role: bool = False

    @property
    def key(self) -> str:
        """The Fluent key of the sentence that says what is true now."""
        return "refus-pas-votre-role" if self.by_role else f"refus-etat-{self.status.replace('_', '-')}"


def decide(
    status: Status,
    kind: Kind,
    actor: Actor,
    now: datetime,
    *,
    referral: int | None = None,
    data: Mapping[str, Coarse] | None = None,
) -> Decision | Refusal:
    """What `actor` causes by `kind` in a case that stands in `status`, or why nothing happens.

    Args:
        now: when it happens (aware, UTC).
        referral: the referral concerned.
        data: codes and coarse facts of the event.
    """
    turn = TABLE.get((status, kind))
    if turn is None:
        return Refusal(status, kind)
    if actor.role not in turn.roles:
        return Refusal(status, kind, by_role=True)
    return Decision(CaseEvent(now, kind, actor, referral, dict(data or {})), turn)


def may_take_over(status: str) -> bool:
    """Whether somebody who stands in may take a case that stands so: nobody carries it yet."""
    return status in UNANSWERED | SOUGHT | {Status.NEWCOMER_CALLS}
