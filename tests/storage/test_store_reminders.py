"""Reminders are rows: due is due, settled once, closed when overtaken."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.store import Store
from tests.storage.store_contents import all_rows, at_once


def test_due_reminders_come_oldest_first_however_late(store: Store, now: datetime) -> None:
    with store.begin() as work:
        work.reminders.set("escalate", now + timedelta(days=2), now, referral_id=1, case_id=2, case_version=3)
        work.reminders.set("remind", now + timedelta(days=1), now, step=2, referral_id=1)
        work.reminders.set("called", now + timedelta(days=9), now, referral_id=1)
        assert work.reminders.due(now, 10) == []
    with store.begin() as work:
        due = work.reminders.due(now + timedelta(days=3), 10)
        assert [(reminder.kind, reminder.step) for reminder in due] == [("remind", 2), ("escalate", 1)]
        assert (due[1].case_id, due[1].case_version) == (2, 3)
        assert [reminder.kind for reminder in work.reminders.due(now + timedelta(days=3), 1)] == ["remind"]


def test_a_settled_reminder_is_never_due_again(store: Store, now: datetime) -> None:
    with store.begin() as work:
        work.reminders.set("remind", now, now, referral_id=1)
        assert work.reminders.late_count(now) == 1
    with store.begin() as work:
        (reminder,) = work.reminders.due(now, 10)
        work.reminders.settle(reminder, "done", now)
        assert work.reminders.due(now, 10) == []
    with store.begin() as work:
        assert work.reminders.due(now, 10) == []
        assert work.reminders.late_count(now) == 0
        assert work.reminders.purge_settled(now + timedelta(days=1)) == 1
    assert all_rows(store)["reminder"] == []


def test_c45_two_processes_run_each_reminder_once(store: Store, now: datetime) -> None:
    with store.begin() as work:
        for number in range(40):
            work.reminders.set("remind", now, now, referral_id=number)

    def run_all() -> list[int]:
        mine: list[int] = []
        while True:
            with store.begin() as work:
                due = work.reminders.due(now, 3)
                for reminder in due:
                    work.reminders.settle(reminder, "done", now)
                mine += [int(str(reminder.referral_id)) for reminder in due]
            if not due:
                return mine

    first, second = at_once(run_all, run_all)
    assert sorted([*first, *second]) == list(range(40))


def test_c44_what_was_overtaken_is_closed_as_stale(store: Store, now: datetime) -> None:
    with store.begin() as work:
        work.reminders.set("remind", now, now, referral_id=1, case_id=9)
        work.reminders.set("escalate", now, now, referral_id=1, case_id=9)
        work.reminders.set("called", now, now, referral_id=1, case_id=9)
        work.reminders.set("remind", now, now, referral_id=2, case_id=9)
        work.reminders.set("resume_talk", now, now, passage_id=5)
        work.reminders.set("resume_talk", now, now, passage_id=6)
        (loaded, *_) = work.reminders.due(now, 10)
        before = now - timedelta(minutes=1)
        assert work.reminders.close_ahead(1, now, kinds=("remind", "escalate")), "what is due stays"
        assert not work.reminders.close_ahead(1, before, kinds=("remind", "escalate"))
        assert loaded.status == "stale"  # an object in somebody's hands knows it too
        work.reminders.close_for_passage(5, now)
    rows = all_rows(store)["reminder"]
    assert sorted((row["kind"], row["status"], row["referral_id"] or row["passage_id"]) for row in rows) == [
        ("called", "pending", 1),
        ("escalate", "stale", 1),
        ("remind", "pending", 2),
        ("remind", "stale", 1),
        ("resume_talk", "pending", 6),
        ("resume_talk", "stale", 5),
    ]
    with store.begin() as work:
        work.reminders.close_for_case(9, now)
        assert [reminder.kind for reminder in work.reminders.due(now, 10)] == ["resume_talk"]
