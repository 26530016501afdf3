"""A case's state from its history: events in, the state out, the same every time.

Rule: whatever index columns say, this says it first; they are written from here, by one function, and never read to
decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import reduce

from bot.casework.events import CaseEvent, Kind
from bot.casework.life import OPEN, SOUGHT, SUPPORT_TURNS, TABLE, Status, SupportStatus

SILENCE = "silence"  # nobody heard from the person about the call that was promised
UNHAPPY = "unhappy"  # the person wasn't content with it
HEARD_AGAIN = frozenset({Kind.CONTACTED, Kind.APPOINTED, Kind.REVIEWED, Kind.NOT_CALLED, Kind.CLOSED})
"""After these, and when a case is passed on, a silence is over."""


class HistoryError(Exception):
    """A history can't be folded: an event that the table doesn't have, or one before the beginning."""


@dataclass(frozen=True, slots=True)
class ReferralState:
    """One referral: who was asked, what they were told to keep, what they did.

    Attributes:
        promised_on: the day by which the person was told they would be called.
        call_on: the day that whoever has it named for their call.
        ask_again_on: the day on which they want to be asked again whether they called.
        tries: how often somebody called and nobody answered.
        tried_at: the last of these times.
        was_not_called: whether the person said that nobody called.
        is_away: whether the animators seek somebody because the interlocutor is away or left.
        asked_about: the reason for which the person was asked how it goes on; None while they weren't.
        room_on: the day from which the referent has room, where they said one.
        incomplete_since: since when the person is asked for what is missing; None once they answered.
        answer_by: after a refusal or an absence, the day by which the person was told they hear who it is.
    """

    id: int
    interlocutor: str
    status: Status
    sent_at: datetime
    promised_on: date
    newcomer_calls: bool = False
    answered_at: datetime | None = None
    contacted_at: datetime | None = None
    call_on: date | None = None
    ask_again_on: date | None = None
    decline_reason: str | None = None
    tries: int = 0
    tried_at: datetime | None = None
    was_not_called: bool = False
    is_away: bool = False
    asked_about: str | None = None
    room_on: date | None = None
    incomplete_since: datetime | None = None
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class SupportState:
    """An appui: who, and what they answered."""

    id: int
    interlocutor: str
    status: SupportStatus
    asked_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseState:
    """Where a case stands.

    Attributes:
        status: of the case; that of the referral in force while it is open.
        referral_id: the referral in force; None before the beginning.
        referrals: every referral to a referent by id, the ended ones included.
        supports: every appui by the id of their own referral.
        since: when the case came to its status.
        sought_since: when the animators came to have it; None while somebody else does.
        appointment_at: the appointment made, as day and hour.
        first_contact_at: when somebody spoke with the person for the first time.
        reviewed_at: when the fil rouge last said where the project stands.
        reviews: how many reviews were answered.
        paused_until: the day on which a pause ends.
        session_on: the day of the session that the project waits for.
        is_blocked: whether the referent said that the project is stuck, and nothing moved since.
        asked_to_agree: id of the interlocutor whom the person is asked about; None once they answered.
        to_phone: why an animator is to phone the person, by its code; None while nobody is.
        to_phone_since: since when.
        wants_news: whether the person agreed to be asked how it goes.
        outcome: how it ended, for a closed one.
    """

    status: Status = Status.ASKED
    referral_id: int | None = None
    referrals: Mapping[int, ReferralState] = field(default_factory=dict)
    supports: Mapping[int, SupportState] = field(default_factory=dict)
    since: datetime | None = None
    sought_since: datetime | None = None
    appointment_at: datetime | None = None
    first_contact_at: datetime | None = None
    reviewed_at: datetime | None = None
    reviews: int = 0
    paused_until: date | None = None
    session_on: date | None = None
    is_blocked: bool = False
    asked_to_agree: str | None = None
    to_phone: str | None = None
    to_phone_since: datetime | None = None
    wants_news: bool = False
    outcome: str | None = None
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is somebody to help still."""
        return self.status in OPEN

    @property
    def is_sought(self) -> bool:
        """Whether the animators are answerable, until somebody takes it."""
        return self.status in SOUGHT

    @property
    def current(self) -> ReferralState:
        """The referral in force.

        Raises:
            HistoryError: nothing was referred yet.
        """
        if self.referral_id is None:
            raise HistoryError("a case without a referral")
        return self.referrals[self.referral_id]


def fold(events: Iterable[CaseEvent]) -> CaseState:
    """The state after `events`, which are in order from the beginning.

    Raises:
        HistoryError: one of them can't have happened where it stands, or doesn't say what its kind must.
    """
    return reduce(apply, events, CaseState())


def apply(state: CaseState, event: CaseEvent) -> CaseState:
    """The state after one more event.

    Raises:
        HistoryError: it can't have happened there, or doesn't say what its kind must.
    """
    try:
        if event.kind is Kind.RECEIVED:
            return _refer(state, event, Status.ASKED)
        if event.kind is Kind.CARRIED_OVER:
            return _carry_over(state, event)
        turn = TABLE.get((state.status, event.kind))
        if turn is None or (state.referral_id is None and event.kind is not Kind.WITHDRAWN):
            raise HistoryError(f"{event.kind} can't happen to a case that is {state.status}")
        return _turn(state, event, turn.to or state.status)
    except (KeyError, ValueError, TypeError) as error:
        raise HistoryError(f"{event.kind} doesn't say what it must: {error}") from error


def _turn(state: CaseState, event: CaseEvent, to: Status) -> CaseState:
    if event.kind is Kind.PASSED_ON:
        return _heard_again(_refer(_end_current(state, event), event, to))
    moved = state if to is state.status else replace(state, status=to, since=event.at)
    if to not in SOUGHT:
        moved = replace(moved, sought_since=None)
    elif not state.is_sought:
        moved = replace(moved, sought_since=event.at)
    moved = _EFFECTS.get(event.kind, _no_effect)(moved, event)
    if event.kind in HEARD_AGAIN:
        moved = _heard_again(moved)
    return _of_referral(moved, status=to) if moved.referral_id is not None else moved


def _refer(state: CaseState, event: CaseEvent, status: Status) -> CaseState:
    """A referral begins and is the one in force."""
    number = event.referral
    promised = event.day("promised_on")
    if number is None or promised is None:
        raise HistoryError(f"{event.kind} names no referral or no promised day")
    referral = ReferralState(
        id=number,
        interlocutor=event.word("interlocutor"),
        status=status,
        sent_at=event.at,
        promised_on=promised,
        newcomer_calls=bool(event.data.get("newcomer_calls")),
    )
    return replace(
        state,
        status=status,
        referral_id=number,
        referrals={**state.referrals, number: referral},
        since=event.at,
        sought_since=None,
        appointment_at=None,
        is_blocked=False,
        asked_to_agree=None,
    )


def _end_current(state: CaseState, event: CaseEvent) -> CaseState:
    """The referral in force ends, for another one: declined and unanswered ones keep saying what became of them."""
    old = state.current
    ended = old.status if old.status in SOUGHT else Status.REDIRECTED
    return _of_referral(state, status=ended, answered_at=old.answered_at or event.at)


def _carry_over(state: CaseState, event: CaseEvent) -> CaseState:
    """A referral of a case from before events were kept, as its columns had it; the last one is in force."""
    status = Status(event.word("status"))
    moved = _refer(state, replace(event, at=event.instant("sent_at") or event.at), status)
    contacted_at = event.instant("contacted_at")
    moved = _of_referral(
        moved,
        answered_at=event.instant("answered_at"),
        contacted_at=contacted_at,
        call_on=event.day("call_on"),
        decline_reason=event.word("reason") or None,
    )
    return replace(
        moved,
        since=event.at,
        sought_since=event.at if status in SOUGHT else None,
        first_contact_at=state.first_contact_at or contacted_at,
        closed_at=event.at if status in (Status.CLOSED, Status.WITHDRAWN) else None,
    )


def _of_referral(state: CaseState, **changes: object) -> CaseState:
    current = replace(state.current, **changes)  # type: ignore[arg-type]
    return replace(state, referrals={**state.referrals, current.id: current})


def _answered(state: CaseState, event: CaseEvent) -> CaseState:
    return _of_referral(state, answered_at=state.current.answered_at or event.at)


def _taken(state: CaseState, event: CaseEvent) -> CaseState:
    """Taken; with a new promise where the one before had passed."""
    return _of_referral(
        state,
        answered_at=state.current.answered_at or event.at,
        promised_on=event.day("promised_on") or state.current.promised_on,
    )


def _announced(state: CaseState, event: CaseEvent) -> CaseState:
    return _of_referral(state, call_on=event.day("call_on"), ask_again_on=None)


def _declined(state: CaseState, event: CaseEvent) -> CaseState:
    return _of_referral(
        state, decline_reason=event.word("reason"), answered_at=event.at, answer_by=event.day("answer_by")
    )


def _choice_asked(state: CaseState, event: CaseEvent) -> CaseState:
    asked = event.word("reason") or None
    return _of_referral(_answered(state, event), asked_about=asked, room_on=event.day("until"))


def _will_wait(state: CaseState, event: CaseEvent) -> CaseState:
    """The person waits for the referent's day: it is announced, and promised anew."""
    return _of_referral(
        state,
        call_on=event.day("call_on"),
        promised_on=event.day("promised_on") or state.current.promised_on,
        decline_reason=None,
    )


def _stayed(state: CaseState, event: CaseEvent) -> CaseState:
    promised = event.day("promised_on") or state.current.promised_on
    return _of_referral(state, promised_on=promised, decline_reason=None)


def _incomplete(state: CaseState, event: CaseEvent) -> CaseState:
    return _of_referral(state, incomplete_since=event.at)


def _completed(state: CaseState, _: CaseEvent) -> CaseState:
    return _of_referral(state, incomplete_since=None)


def _not_reached(state: CaseState, event: CaseEvent) -> CaseState:
    current = state.current
    return _of_referral(
        state,
        tries=current.tries + 1,
        tried_at=event.at,
        answered_at=current.answered_at or event.at,
        ask_again_on=event.day("ask_again_on"),
    )


def _put_off(state: CaseState, event: CaseEvent) -> CaseState:
    return _of_referral(
        state, answered_at=state.current.answered_at or event.at, ask_again_on=event.day("ask_again_on")
    )


def _appointed(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(_answered(state, event), appointment_at=event.instant("appointment_at"))


def _missed(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(_not_reached(state, event), appointment_at=None)


def _contacted(state: CaseState, event: CaseEvent) -> CaseState:
    moved = _of_referral(state, answered_at=state.current.answered_at or event.at, contacted_at=event.at)
    return replace(moved, first_contact_at=state.first_contact_at or event.at, appointment_at=None)


def _not_called(state: CaseState, _: CaseEvent) -> CaseState:
    return _of_referral(state, was_not_called=True)


def _away(state: CaseState, event: CaseEvent) -> CaseState:
    return _of_referral(state, is_away=True, answer_by=event.day("answer_by"))


def _left(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(_away(state, event), appointment_at=None)


def _escalated(state: CaseState, _: CaseEvent) -> CaseState:
    return _of_referral(state, is_away=False)


def _reviewed(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, reviewed_at=event.at, reviews=state.reviews + 1, paused_until=None, is_blocked=False)


def _paused(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(_answered(state, event), paused_until=event.day("until"), is_blocked=False)


def _awaits_session(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(_answered(state, event), session_on=event.day("until"), is_blocked=False)


def _blocked(state: CaseState, _: CaseEvent) -> CaseState:
    return replace(state, is_blocked=True)


def _closed(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, outcome=event.word("outcome") or None, closed_at=event.at)


def _reopened(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, outcome=None, closed_at=None, reviewed_at=event.at)


def _support_asked(state: CaseState, event: CaseEvent) -> CaseState:
    if event.referral is None:
        raise HistoryError(f"{event.kind} names no referral")
    asked = SupportState(event.referral, event.word("interlocutor"), SupportStatus.ASKED, event.at)
    still_asked = None if state.asked_to_agree == asked.interlocutor else state.asked_to_agree
    return replace(state, supports={**state.supports, asked.id: asked}, asked_to_agree=still_asked)


def _support_answered(state: CaseState, event: CaseEvent) -> CaseState:
    """What an appui answered; nothing where their own life has no such turn."""
    known = state.supports.get(event.referral or 0)
    after = SUPPORT_TURNS.get((known.status, event.kind)) if known is not None else None
    if known is None or after is None:
        return state
    return replace(state, supports={**state.supports, known.id: replace(known, status=after, answered_at=event.at)})


def _withdrawn(state: CaseState, event: CaseEvent) -> CaseState:
    ended = {number: replace(one, status=Status.WITHDRAWN) for number, one in state.referrals.items()}
    return replace(state, referrals=ended, closed_at=event.at, to_phone=None, to_phone_since=None)


def _heard_again(state: CaseState) -> CaseState:
    return replace(state, to_phone=None, to_phone_since=None) if state.to_phone == SILENCE else state


def _news_agreed(state: CaseState, _: CaseEvent) -> CaseState:
    return replace(state, wants_news=True)


def _news_refused(state: CaseState, _: CaseEvent) -> CaseState:
    return replace(state, wants_news=False)


def _to_phone(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, to_phone=event.word("reason") or SILENCE, to_phone_since=state.to_phone_since or event.at)


def _phoned(state: CaseState, _: CaseEvent) -> CaseState:
    return replace(state, to_phone=None, to_phone_since=None)


def _told_at_last(state: CaseState, event: CaseEvent) -> CaseState:
    promised = event.day("promised_on")
    return _of_referral(state, promised_on=promised) if promised is not None else state


def _agreement_asked(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, asked_to_agree=event.word("to") or None)


def _agreement_refused(state: CaseState, _: CaseEvent) -> CaseState:
    return replace(state, asked_to_agree=None)


def _no_effect(state: CaseState, _: CaseEvent) -> CaseState:
    return state


_EFFECTS: Mapping[Kind, Callable[[CaseState, CaseEvent], CaseState]] = {
    Kind.TOLD_AT_LAST: _told_at_last,
    Kind.ESCALATED: _escalated,
    Kind.AWAY: _away,
    Kind.AGREEMENT_ASKED: _agreement_asked,
    Kind.AGREEMENT_REFUSED: _agreement_refused,
    Kind.LEFT: _left,
    Kind.ANNOUNCED: _announced,
    Kind.TAKEN: _taken,
    Kind.DECLINED: _declined,
    Kind.CHOICE_ASKED: _choice_asked,
    Kind.WILL_WAIT: _will_wait,
    Kind.STAYED: _stayed,
    Kind.INCOMPLETE: _incomplete,
    Kind.COMPLETED: _completed,
    Kind.NOT_REACHED: _not_reached,
    Kind.PUT_OFF: _put_off,
    Kind.APPOINTED: _appointed,
    Kind.APPOINTMENT_MISSED: _missed,
    Kind.CONTACTED: _contacted,
    Kind.NOT_CALLED: _not_called,
    Kind.REVIEWED: _reviewed,
    Kind.PAUSED: _paused,
    Kind.AWAITS_SESSION: _awaits_session,
    Kind.BLOCKED: _blocked,
    Kind.SUPPORT_ASKED: _support_asked,
    Kind.SUPPORT_ACCEPTED: _support_answered,
    Kind.SUPPORT_DECLINED: _support_answered,
    Kind.SUPPORT_DONE: _support_answered,
    Kind.CLOSED: _closed,
    Kind.TO_PHONE: _to_phone,
    Kind.NEWS_AGREED: _news_agreed,
    Kind.NEWS_REFUSED: _news_refused,
    Kind.PHONED: _phoned,
    Kind.REOPENED: _reopened,
    Kind.WITHDRAWN: _withdrawn,
}
