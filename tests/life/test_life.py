"""The table decides every pair, changes nothing where it refuses, and leads nowhere that can't be left."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.casework.events import Actor, CaseEvent, Coarse, Kind, Outcome, Role
from bot.casework.fold import CaseState, HistoryError, apply, fold
from bot.casework.life import BEGINNINGS, CASE_STATUSES, OPEN, OVER, SOUGHT, TABLE, Decision, Refusal, Status, decide

BEGUN = datetime(2026, 11, 22, 19, 47, tzinfo=UTC)
DEEDS = sorted(set(Kind) - BEGINNINGS)
WORDS: dict[str, Coarse] = {
    "interlocutor": "cc-ambert.economie",
    "promised_on": "2026-12-04",
    "reason": "hors_competence",
    "call_on": "2026-11-26",
    "ask_again_on": "2026-11-27",
    "appointment_at": "2026-11-26T09:00:00+00:00",
    "until": "2027-01-10",
    "outcome": str(Outcome.CREATED),
}


def begun() -> CaseState:
    data: dict[str, Coarse] = {"interlocutor": "cc-ambert.accueil", "promised_on": "2026-11-27"}
    return fold([CaseEvent(BEGUN, Kind.RECEIVED, Actor(Role.NEWCOMER), 1, data)])


@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(Role), st.integers(0, 90)), max_size=30))
def test_whatever_is_tried_the_state_is_the_fold_of_what_was_allowed(tried: list[tuple[Kind, Role, int]]) -> None:
    state, now, events = begun(), BEGUN, [CaseEvent(BEGUN, Kind.RECEIVED, Actor(Role.NEWCOMER), 1, dict(WORDS))]
    state = fold(events)
    for number, (kind, role, days) in enumerate(tried, start=2):
        now += timedelta(days=days)
        referral = number if kind is Kind.PASSED_ON else state.referral_id
        answer = decide(state.status, kind, Actor(role), now, referral=referral, data=WORDS)
        if isinstance(answer, Refusal):
            assert answer.status is state.status
            assert (state.status, kind) not in TABLE or role not in TABLE[state.status, kind].roles
            continue
        events.append(answer.event)
        state = apply(state, answer.event)
        assert state.status is (answer.turn.to or state.status)
        assert state.status in CASE_STATUSES
        assert state.current.status is state.status, "the referral in force stands where its case does"
        assert (state.sought_since is not None) == (state.status in SOUGHT)
        assert (state.closed_at is not None) == (state.status in OVER)
        ended = [one for one in state.referrals.values() if one.id != state.referral_id]
        assert all(one.status in SOUGHT | {Status.REDIRECTED, Status.WITHDRAWN} for one in ended)
    assert fold(events) == state


@pytest.mark.parametrize("status", sorted(CASE_STATUSES))
def test_every_deed_of_every_role_is_decided(status: Status) -> None:
    for kind, role in product(DEEDS, Role):
        answer = decide(status, kind, Actor(role), BEGUN)
        turn = TABLE.get((status, kind))
        if turn is not None and role in turn.roles:
            assert isinstance(answer, Decision), (kind, role)
            assert (answer.event.kind, answer.event.actor.role) == (kind, role)
        else:
            assert isinstance(answer, Refusal), (kind, role)


@pytest.mark.parametrize("status", sorted(OPEN))
def test_an_open_case_can_be_passed_on_withdrawn_and_closed_and_never_stays_stuck(status: Status) -> None:
    for kind in (Kind.PASSED_ON, Kind.WITHDRAWN, Kind.CLOSED):
        assert (status, kind) in TABLE
    assert any(turn.to is not None and turn.to is not status for (at, _), turn in TABLE.items() if at is status)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (Status.TAKEN, Kind.DECLINED),
        (Status.DECLINED, Kind.CONTACTED),
        (Status.DECLINED, Kind.TAKEN),
        (Status.IN_CONTACT, Kind.ANNOUNCED),
        (Status.IN_CONTACT, Kind.NOT_REACHED),
        (Status.IN_CONTACT, Kind.TAKEN),
        (Status.CLOSED, Kind.CONTACTED),
        (Status.WITHDRAWN, Kind.PASSED_ON),
        (Status.TAKEN, Kind.ESCALATED),
    ],
)
def test_what_old_cards_used_to_rewrite_is_refused_to_everybody(status: Status, kind: Kind) -> None:
    assert all(isinstance(decide(status, kind, Actor(role), BEGUN), Refusal) for role in Role)


def test_nobody_of_the_staff_withdraws_for_the_person_and_the_house_takes_nothing() -> None:
    assert isinstance(decide(Status.TAKEN, Kind.WITHDRAWN, Actor(Role.REFERENT), BEGUN), Refusal)
    assert isinstance(decide(Status.ASKED, Kind.TAKEN, Actor(Role.HOUSE), BEGUN), Refusal)
    assert isinstance(decide(Status.ASKED, Kind.TAKEN, Actor(Role.ANIMATOR), BEGUN), Refusal)


def test_a_referral_passed_on_ends_and_a_declined_one_keeps_its_reason() -> None:
    state = begun()
    declined = decide(state.status, Kind.DECLINED, Actor(Role.REFERENT, 9), BEGUN, referral=1, data={"reason": "autre"})
    assert isinstance(declined, Decision)
    state = apply(state, declined.event)
    passed = decide(state.status, Kind.PASSED_ON, Actor(Role.ANIMATOR, 3), BEGUN, referral=2, data=WORDS)
    assert isinstance(passed, Decision)
    state = apply(state, passed.event)
    assert state.referrals[1].status is Status.DECLINED
    assert state.referrals[1].decline_reason == "autre"
    assert (state.status, state.current.interlocutor) == (Status.ASKED, "cc-ambert.economie")
    assert state.current.promised_on == date(2026, 12, 4)


def test_a_history_that_can_not_have_happened_is_refused_with_what_is_wrong() -> None:
    with pytest.raises(HistoryError, match="taken can't happen to a case that is contacted"):
        fold([*_contacted(), CaseEvent(BEGUN, Kind.TAKEN, Actor(Role.REFERENT), 1)])
    with pytest.raises(HistoryError, match="names no referral"):
        fold([CaseEvent(BEGUN, Kind.RECEIVED, Actor(Role.NEWCOMER))])
    with pytest.raises(HistoryError):
        fold([CaseEvent(BEGUN, Kind.TAKEN, Actor(Role.REFERENT), 1)])


def test_an_actor_is_read_back_as_written() -> None:
    for actor in (Actor(Role.HOUSE), Actor(Role.REFERENT, 73)):
        assert Actor.read(actor.written()) == actor


def _contacted() -> list[CaseEvent]:
    data: dict[str, Coarse] = {"interlocutor": "a.b", "promised_on": "2026-11-27"}
    return [
        CaseEvent(BEGUN, Kind.RECEIVED, Actor(Role.NEWCOMER), 1, data),
        CaseEvent(BEGUN, Kind.CONTACTED, Actor(Role.REFERENT, 4), 1),
    ]
