"""The follow-up's dates: working days, hours, the change of clocks, and what is due in a referral's life."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.casework.follow_up import ReferralHistory, Step, call_days, due_steps, last_due, resume_steps
from referral_rules.follow_up_policy import FollowUpPolicy
from referral_rules.working_days import WEEKDAYS, Calendar

PARIS = ZoneInfo("Europe/Paris")
POLICY = FollowUpPolicy()
CALENDAR = Calendar(POLICY)
STAFF_CHAIN = frozenset({"remind", "escalate", "contact_made"})


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def history(**changes: object) -> ReferralHistory:
    monday = paris("2026-11-23T08:30")
    usual = ReferralHistory("sent", paris("2026-11-22T20:47"), date(2026, 11, 27), notified_at=monday)
    return replace(usual, **changes)  # type: ignore[arg-type]


def days(steps: tuple[Step, ...]) -> list[tuple[str, int, date]]:
    return [(step.kind, step.step, CALENDAR.today(step.due_at)) for step in steps]


def test_a_consent_on_sunday_evening_promises_the_friday_that_follows() -> None:
    assert CALENDAR.promised_on(paris("2026-11-22T20:47")) == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("consent", "promised"),
    [
        ("2026-11-23T10:00", date(2026, 11, 30)),  # Monday in hours: the day itself doesn't count
        ("2026-11-23T07:00", date(2026, 11, 27)),  # before opening: as if said the evening before
        ("2026-11-27T19:00", date(2026, 12, 4)),  # Friday at closing time counts from Monday
        ("2026-12-23T12:00", date(2026, 12, 31)),  # Christmas is no working day
        ("2026-05-07T20:00", date(2026, 5, 18)),  # 8 and 14 May 2026 are holidays
    ],
)
def test_a_promise_counts_working_days_only(consent: str, promised: date) -> None:
    assert CALENDAR.promised_on(paris(consent)) == promised


def test_alsace_moselle_keeps_good_friday_and_saint_stephen() -> None:
    east = Calendar(FollowUpPolicy(region="57"))
    good_friday = date(2026, 4, 3)
    assert CALENDAR.is_working_day(good_friday)
    assert not east.is_working_day(good_friday)


def test_a_part_timer_s_days_are_the_only_ones_counted() -> None:
    tuesdays_and_thursdays = frozenset({1, 3})
    assert CALENDAR.add_working_days(date(2026, 11, 23), 3, tuesdays_and_thursdays) == date(2026, 12, 1)


@pytest.mark.parametrize("night", ["2026-10-25T02:30", "2028-03-26T02:30"])
def test_nights_when_the_clocks_change_open_at_half_past_eight_on_the_wall(night: str) -> None:
    opening = CALENDAR.next_opening(paris(night))
    assert CALENDAR.local(opening).time() == time(8, 30)
    assert CALENDAR.local(opening).weekday() == 0


def test_the_opening_moves_in_utc_when_the_clocks_change() -> None:
    assert CALENDAR.opening(date(2026, 10, 23)).hour == 6
    assert CALENDAR.opening(date(2026, 10, 26)).hour == 7


instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(instants)
def test_the_next_opening_is_within_hours_and_never_in_the_past(at: datetime) -> None:
    opening = CALENDAR.next_opening(at)
    assert opening >= at
    assert CALENDAR.in_hours(opening)
    assert CALENDAR.next_opening(opening) == opening


@given(st.integers(0, 6 * 24 * 60), st.sampled_from(["2026-10-22T00:00", "2028-03-23T00:00"]))
def test_around_both_changes_of_clocks_hours_are_those_of_the_wall(minutes: int, start: str) -> None:
    at = paris(start) + timedelta(minutes=minutes)
    wall = CALENDAR.local(at)
    expected = wall.weekday() < 5 and time(8, 30) <= wall.time() < time(19, 0)
    assert CALENDAR.in_hours(at) is expected


@given(instants)
def test_a_promise_is_a_working_day_four_to_twelve_days_ahead(at: datetime) -> None:
    promised = CALENDAR.promised_on(at)
    assert CALENDAR.is_working_day(promised)
    assert 4 <= (promised - CALENDAR.today(at)).days <= 12


@given(instants)
def test_nobody_is_woken_at_night(at: datetime) -> None:
    waking = CALENDAR.next_waking_hour(at)
    assert waking >= at
    assert time(8, 30) <= CALENDAR.local(waking).time() < time(19, 0)


def test_an_unanswered_referral_is_recalled_then_escalated_on_the_eve_of_the_promise_then_checked() -> None:
    assert days(due_steps(POLICY, CALENDAR, history())) == [
        ("remind", 1, date(2026, 11, 25)),
        ("escalate", 1, date(2026, 11, 26)),
        ("overdue", 1, date(2026, 11, 27)),
        ("called", 1, date(2026, 11, 30)),
        ("called", 2, date(2026, 12, 3)),
        ("silent", 1, date(2026, 12, 7)),
    ]
    later = history(promised_on=date(2026, 11, 30), sent_at=paris("2026-11-23T10:00"))
    assert [kind for kind, _, _ in days(due_steps(POLICY, CALENDAR, later))] == [
        "remind", "escalate", "overdue", "called", "called", "silent",
    ]  # fmt: skip


def test_reminders_count_from_the_accepted_delivery_and_the_promise_does_not() -> None:
    late = history(notified_at=paris("2026-11-24T11:00"))
    assert days(due_steps(POLICY, CALENDAR, late))[:2] == [
        ("escalate", 1, date(2026, 11, 26)),
        ("overdue", 1, date(2026, 11, 27)),
    ], "the reminder would come on the day that the animators get the case"


def test_a_part_timer_is_recalled_once_after_three_days_of_presence() -> None:
    part_time = history(present_days=frozenset({0, 1, 3}), promised_on=date(2026, 12, 4))
    assert ("remind", 1, date(2026, 11, 30)) in days(due_steps(POLICY, CALENDAR, part_time))
    assert len([step for step in due_steps(POLICY, CALENDAR, part_time) if step.kind == "remind"]) == 1


def test_seen_with_a_day_silences_reminders_until_that_day() -> None:
    seen = history(status="seen", snoozed_until=date(2026, 11, 26))
    assert days(due_steps(POLICY, CALENDAR, seen))[:2] == [
        ("remind", 1, date(2026, 11, 26)),
        ("escalate", 1, date(2026, 11, 27)),
    ], "and whoever announced their call has that day"


def test_a_call_announced_for_the_promised_day_is_given_that_day() -> None:
    seen = history(status="seen", snoozed_until=date(2026, 11, 27))
    steps = days(due_steps(POLICY, CALENDAR, seen))
    assert ("escalate", 1, date(2026, 11, 30)) in steps
    assert ("remind", 2, date(2026, 11, 27)) in steps


def test_a_case_taken_is_asked_about_from_the_promised_day_on_until_there_is_an_answer() -> None:
    asked = [
        step
        for step in due_steps(POLICY, CALENDAR, history(status="taken_charge"))
        if step.kind not in ("called", "silent")
    ]
    assert days(tuple(asked)) == [
        ("contact_made", 1, date(2026, 11, 27)),
        ("contact_made", 2, date(2026, 12, 1)),
        ("contact_made", 3, date(2026, 12, 4)),
        ("contact_made", 4, date(2026, 12, 11)),
    ]


@pytest.mark.parametrize(
    "status", ["sent", "seen", "escalated", "taken_charge", "trying", "contacted", "newcomer_calls"]
)
def test_the_newcomer_is_asked_whether_they_were_called(status: str) -> None:
    assert ("called", 1, date(2026, 11, 30)) in days(due_steps(POLICY, CALENDAR, history(status=status)))


def test_nobody_is_asked_about_a_call_that_a_refusal_took_back() -> None:
    steps = days(due_steps(POLICY, CALENDAR, history(status="declined")))
    assert "called" not in [kind for kind, _, _ in steps]
    assert ("overdue", 1, date(2026, 11, 27)) in steps


def test_while_somebody_is_sought_the_animators_have_a_clock_that_does_not_stop() -> None:
    sought = history(status="escalated", since=paris("2026-11-26T08:30"))
    for now in ("2026-11-26T09:00", "2026-12-24T09:00", "2027-11-26T09:00"):
        steps = due_steps(POLICY, CALENDAR, sought, paris(now))
        ahead = [step for step in steps if step.kind == "animator" and step.due_at > paris(now)]
        assert len(ahead) == 1
        assert (ahead[0].due_at - paris(now)).days <= 6


def test_the_fil_rouge_is_asked_on_anniversaries_and_lost_sight_of_after_two_silences() -> None:
    met = history(status="contacted", first_contact_at=paris("2026-11-26T15:00"))
    steps = [step for step in days(due_steps(POLICY, CALENDAR, met)) if step[0] != "called"]
    assert steps == [
        ("review", 1, date(2026, 12, 28)),
        ("review", 2, date(2027, 2, 26)),
        ("lost_sight", 1, date(2027, 3, 12)),
    ]
    heard = history(
        status="contacted", first_contact_at=paris("2026-11-26T15:00"), reviewed_at=paris("2031-01-05T10:00")
    )
    assert [step for step in days(due_steps(POLICY, CALENDAR, heard)) if step[0] == "review"] == [
        ("review", 1, date(2031, 11, 26)),
        ("review", 2, date(2032, 11, 26)),
    ]


def test_an_appointment_is_recalled_the_day_before_and_asked_about_the_day_after() -> None:
    met = history(status="appointment", since=paris("2026-11-23T10:00"), appointment_at=paris("2026-11-30T14:00"))
    assert [step for step in days(due_steps(POLICY, CALENDAR, met)) if step[0].startswith("appointment")] == [
        ("appointment_eve", 1, date(2026, 11, 27)),
        ("appointment_after", 1, date(2026, 12, 1)),
        ("appointment_after", 2, date(2026, 12, 3)),
    ]
    tomorrow = history(status="appointment", since=paris("2026-11-27T10:00"), appointment_at=paris("2026-11-30T14:00"))
    kinds = [step.kind for step in due_steps(POLICY, CALENDAR, tomorrow)]
    assert "appointment_eve" not in kinds, "made on the very day that would recall it"


def test_whom_nobody_reaches_for_a_month_is_lost_sight_of() -> None:
    tried = history(status="trying", tried_at=paris("2026-11-26T15:00"), asked_again_on=date(2026, 11, 27))
    steps = due_steps(POLICY, CALENDAR, tried, paris("2027-02-01T09:00"))
    assert [CALENDAR.today(step.due_at) for step in steps if step.kind == "lost_sight"] == [date(2026, 12, 28)]
    assert all(CALENDAR.today(step.due_at) < date(2026, 12, 28) for step in steps if step.kind == "contact_made")


OPEN_STATUSES = [
    "sent", "seen", "taken_charge", "trying", "appointment", "contacted", "paused", "declined", "escalated",
    "newcomer_calls",
]  # fmt: skip


@given(instants, st.sampled_from(OPEN_STATUSES), st.integers(0, 40))
def test_every_open_status_has_a_next_date_not_too_far(at: datetime, status: str, waited: int) -> None:
    now = at + timedelta(days=waited)
    told = ReferralHistory(
        status, at, CALENDAR.promised_on(at), since=at, tried_at=at, appointment_at=at + timedelta(days=9),
        first_contact_at=at, reviewed_at=now, paused_until=CALENDAR.today(at) + timedelta(days=60),
    )  # fmt: skip
    ahead = [step for step in due_steps(POLICY, CALENDAR, told, now) if step.due_at > now]
    overdue = status in ("sent", "seen", "trying") and waited >= 9
    assert ahead or overdue, "what is overdue has a step that is due now"
    if ahead:
        assert (ahead[0].due_at - now).days <= 366


@pytest.mark.parametrize("status", ["withdrawn", "redirected", "closed"])
def test_a_referral_that_is_over_is_left_alone(status: str) -> None:
    assert due_steps(POLICY, CALENDAR, history(status=status)) == ()


def test_after_three_days_of_sleep_only_the_last_due_step_runs() -> None:
    steps = due_steps(POLICY, CALENDAR, history(promised_on=date(2026, 11, 30)))
    assert [step.kind for step in steps if step.due_at <= paris("2026-11-30T09:00")] == ["remind", "escalate"]
    due = last_due(steps, STAFF_CHAIN, paris("2026-11-30T09:00"))
    assert due is not None
    assert due.kind == "escalate"
    assert last_due(steps, STAFF_CHAIN, paris("2026-11-24T09:00")) is None


FRIDAYS = frozenset({4})
TUESDAYS_AND_THURSDAYS = frozenset({1, 3})
SUNDAY_EVENING, MONDAY_MORNING, BEFORE_CHRISTMAS = "2026-11-22T20:47", "2026-11-23T10:00", "2026-12-23T12:00"


@pytest.mark.parametrize(
    ("consent", "promise", "present", "expected"),
    [
        # A promise of one day is kept to its end: at its opening nobody had a day yet.
        (SUNDAY_EVENING, 1, WEEKDAYS, ["escalate 11-24", "called 11-25"]),
        (MONDAY_MORNING, 1, WEEKDAYS, ["escalate 11-25", "called 11-26"]),
        # Reminders of the promised day, or of a later one, are left out.
        (SUNDAY_EVENING, 2, WEEKDAYS, ["escalate 11-24", "called 11-25"]),
        (MONDAY_MORNING, 2, WEEKDAYS, ["escalate 11-25", "called 11-26"]),
        (SUNDAY_EVENING, 3, WEEKDAYS, ["escalate 11-24", "called 11-26"]),
        (MONDAY_MORNING, 3, WEEKDAYS, ["escalate 11-25", "called 11-27"]),
        (MONDAY_MORNING, 5, WEEKDAYS, ["remind 11-25", "escalate 11-27", "called 12-01"]),
        # A long promise leaves the reminders where the policy has them.
        (MONDAY_MORNING, 10, WEEKDAYS, ["remind 11-25", "remind 11-27", "escalate 12-04", "called 12-08"]),
        (MONDAY_MORNING, 10, TUESDAYS_AND_THURSDAYS, ["remind 12-01", "escalate 12-04", "called 12-08"]),
        # Somebody who is only there on Fridays has their Friday before the case is somebody else's.
        (MONDAY_MORNING, 2, FRIDAYS, ["escalate 11-30", "called 12-01"]),
        (SUNDAY_EVENING, 5, FRIDAYS, ["escalate 11-30", "called 12-01"]),
        (MONDAY_MORNING, 5, FRIDAYS, ["escalate 11-30", "called 12-01"]),
        (MONDAY_MORNING, 1, TUESDAYS_AND_THURSDAYS, ["escalate 11-25", "called 11-26"]),
        (MONDAY_MORNING, 3, TUESDAYS_AND_THURSDAYS, ["escalate 11-25", "called 11-27"]),
        # Christmas and New Year's Day are both Fridays.
        (BEFORE_CHRISTMAS, 1, WEEKDAYS, ["escalate 12-28", "called 12-29"]),
        (BEFORE_CHRISTMAS, 3, WEEKDAYS, ["escalate 12-28", "called 12-30"]),
        (BEFORE_CHRISTMAS, 2, FRIDAYS, ["escalate 01-11", "called 01-12"]),
    ],
)
def test_short_and_long_promises_have_the_steps_that_fit(
    consent: str, promise: int, present: frozenset[int], expected: list[str]
) -> None:
    at = paris(consent)
    promised = CALENDAR.promised_on(at, promise, present)
    told = ReferralHistory("sent", at, promised, notified_at=CALENDAR.next_opening(at), present_days=present)
    steps = due_steps(POLICY, CALENDAR, told)
    once = [
        step for step in steps if step.kind not in ("overdue", "silent") and (step.kind, step.step) != ("called", 2)
    ]
    assert [f"{step.kind} {CALENDAR.today(step.due_at):%m-%d}" for step in once] == expected


def test_a_third_reminder_of_the_policy_is_for_long_promises_only() -> None:
    """With [2, 4, 8], ten days have no silence of a week, and five days keep their two reminders."""
    policy, at = FollowUpPolicy(reminder_working_days=(2, 4, 8)), paris(MONDAY_MORNING)
    kinds = {}
    for promise in (5, 10):
        told = ReferralHistory("sent", at, CALENDAR.promised_on(at, promise), notified_at=at)
        steps = due_steps(policy, CALENDAR, told)
        kinds[promise] = [step.kind for step in steps if step.kind not in ("overdue", "called", "silent")]
        instants_of_it = [at, *(step.due_at for step in steps)]
        assert all(later - sooner < timedelta(7) for sooner, later in pairwise(instants_of_it))
    assert kinds == {
        5: ["remind", "escalate"],
        10: ["remind", "remind", "remind", "escalate"],
    }


def test_days_offered_for_a_call_stop_at_the_promise() -> None:
    offered = call_days(CALENDAR, history(), paris("2026-11-23T09:00"))
    assert offered == tuple(date(2026, 11, day) for day in (23, 24, 25, 26, 27))
    assert call_days(CALENDAR, history(), paris("2026-11-30T20:00")) == (date(2026, 12, 1),)


def test_an_unfinished_talk_is_resumed_after_a_day_and_a_week_at_a_waking_hour() -> None:
    steps = resume_steps(POLICY, CALENDAR, paris("2026-11-22T23:10"))
    assert [CALENDAR.local(step.due_at) for step in steps] == [
        datetime(2026, 11, 24, 8, 30, tzinfo=PARIS),
        datetime(2026, 11, 30, 8, 30, tzinfo=PARIS),
    ]


@given(instants, st.sampled_from(["sent", "seen", "taken_charge"]), st.integers(0, 9))
def test_every_step_is_at_an_opening_and_reminders_come_before_the_escalation(
    at: datetime, status: str, snooze: int
) -> None:
    told = ReferralHistory(status, at, CALENDAR.promised_on(at), snoozed_until=CALENDAR.today(at) + timedelta(snooze))
    steps = due_steps(POLICY, CALENDAR, told)
    assert all(CALENDAR.in_hours(step.due_at) for step in steps)
    staff = [step for step in steps if step.kind in STAFF_CHAIN]
    assert staff[-1].kind in {"escalate", "contact_made"}
    assert all(step.due_at >= CALENDAR.opening(CALENDAR.today(at)) for step in steps)


@given(instants, st.integers(1, 60), st.frozensets(st.integers(0, 4), min_size=1))
def test_nobody_is_relieved_before_they_worked_a_whole_day_nor_before_the_promised_one(
    at: datetime, promise: int, present: frozenset[int]
) -> None:
    promised = CALENDAR.promised_on(at, promise, present)
    told = ReferralHistory("sent", at, promised, notified_at=CALENDAR.next_opening(at), present_days=present)
    *reminders, escalate, overdue, _, _, _ = due_steps(POLICY, CALENDAR, told)
    assert (escalate.kind, overdue.kind) == ("escalate", "overdue")
    assert {step.kind for step in reminders} <= {"remind"}
    assert all(CALENDAR.today(step.due_at) < promised for step in reminders)
    relieved = CALENDAR.today(escalate.due_at)
    eve = CALENDAR.last_working_day_before(promised)
    assert relieved in (eve, promised, CALENDAR.next_working_day(promised))
    ahead = [CALENDAR.today(at) + timedelta(days) for days in range((relieved - CALENDAR.today(at)).days)]
    assert any(CALENDAR.opening(day) >= at and CALENDAR.is_working_day(day, present) for day in ahead)
