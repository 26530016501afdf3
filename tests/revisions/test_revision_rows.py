"""Revisions in the store, on SQLite and on PostgreSQL: what comes in comes out, and one decision wins."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, text

from storage.revisions import SupersededError
from storage.store import Store
from storage.tables import RulesRevision
from storage.unit_of_work import UnitOfWork
from tests.storage.store_contents import all_rows, at_once

FILES = {"territoire.yaml": "# l’écrit\r\nnom: Ici\n".encode(), "regles/vie.yaml": b"\xef\xbb\xbf- regle: x # ici\n\n"}


def take_in(work: UnitOfWork, name: str, now: datetime, territory: str = "lf") -> RulesRevision:
    return work.revisions.take_in(territory, name, {"territoire.yaml": name.encode()}, now, author="cli:ana")


def activate(work: UnitOfWork, revision: RulesRevision, now: datetime) -> int:
    standing = work.revisions.in_force().get(revision.territory)
    expected = standing.activation_id if standing is not None else None
    return work.revisions.activate(revision, now, by="cli:ana", expected=expected)


def current(store: Store, territory: str = "lf") -> int | None:
    with store.read() as work:
        revision = work.revisions.current(territory)
        return revision.number if revision is not None else None


def test_files_come_out_as_they_came_in(store: Store, now: datetime) -> None:
    with store.begin() as work:
        revision = work.revisions.take_in("lf", "aaa", FILES, now, author="cli:ana", note="avant l’hiver")
    with store.read() as work:
        found = work.revisions.find_numbered("lf", 1)
        assert found is not None
        assert work.revisions.files(found.id) == FILES
        assert (found.id, found.author, found.note, found.state) == (revision.id, "cli:ana", "avant l’hiver", "draft")
        assert found.created_at == now
        assert work.revisions.in_force() == {}, "a draft is not in force"


def test_the_same_content_is_the_same_revision_and_numbers_are_a_territory_s_own(store: Store, now: datetime) -> None:
    with store.begin() as work:
        assert [take_in(work, name, now).number for name in ("aaa", "bbb", "aaa", "ccc")] == [1, 2, 1, 3]
        assert take_in(work, "aaa", now, "elsewhere").number == 1
    with store.read() as work:
        assert [one.number for one in work.revisions.history("lf")] == [3, 2, 1]
        assert [one.number for one in work.revisions.history("lf", 1)] == [3]


def test_a_revision_known_by_its_hash_alone_gets_its_files_once_they_are_met(store: Store, now: datetime) -> None:
    with store.begin() as work:
        work.revisions.take_in("lf", "aaa", {}, now, author="folder")
    with store.begin() as work:
        revision = work.revisions.take_in("lf", "aaa", FILES, now, author="folder")
        work.revisions.take_in("lf", "aaa", {"other": b""}, now, author="cli:ana")
        assert work.revisions.files(revision.id) == FILES, "and never others"


def test_processes_that_start_together_keep_one_revision_and_put_it_in_force_once(store: Store, now: datetime) -> None:
    def start() -> str:
        with store.begin() as work:
            revision = take_in(work, "aaa", now)
            try:
                work.revisions.activate(revision, now, by="folder", expected=None, origin="folder")
            except SupersededError as superseded:
                return f"told of {superseded.standing.content_hash}" if superseded.standing else "told of nothing"
        return "won"

    assert sorted(at_once(start, start, start)) == ["told of aaa", "told of aaa", "won"]
    rows = all_rows(store)
    assert len(rows["rules_revision"]) == len(rows["active_revision"]) == len(rows["rules_activation"]) == 1


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told_who(store: Store, now: datetime) -> None:
    with store.begin() as work:
        first = take_in(work, "aaa", now)
        expected = activate(work, first, now)
        drafts = {name: take_in(work, name, now).id for name in ("bbb", "ccc", "ddd")}

    def decide(name: str) -> tuple[str, str]:
        try:
            with store.begin() as work:
                revision = work.revisions.get(drafts[name])
                assert revision is not None
                work.revisions.activate(revision, now, by=name, expected=expected)
        except SupersededError as superseded:
            return "told", superseded.standing.content_hash if superseded.standing is not None else ""
        return "won", name

    outcomes = at_once(*[lambda name=name: decide(name) for name in drafts])
    winners = [name for outcome, name in outcomes if outcome == "won"]
    assert len(winners) == 1
    assert {name for outcome, name in outcomes if outcome == "told"} == set(winners)
    with store.read() as work:
        standing = work.revisions.in_force()["lf"]
        activation = work.revisions.activated("lf")
        assert activation is not None
        assert (standing.content_hash, standing.origin, activation.by) == (winners[0], "person", winners[0])
        states = {one.content_hash: one.state for one in work.revisions.history("lf")}
    assert states == {"aaa": "activated"} | {name: "activated" if name in winners else "draft" for name in drafts}, (
        "the losers' decision leaves no trace"
    )


def test_going_back_goes_further_back_each_time(store: Store, now: datetime) -> None:
    for day, name in enumerate(("aaa", "bbb", "ccc")):
        with store.begin() as work:
            activate(work, take_in(work, name, now), now + timedelta(days=day))
    came = []
    for day in range(3):
        with store.begin() as work:
            expected = work.revisions.in_force()["lf"].activation_id
            revision = work.revisions.roll_back("lf", now + timedelta(days=9 + day), by="cli:ana", expected=expected)
            came.append(revision.number if revision is not None else None)
    assert came == [2, 1, None]
    assert current(store) == 1


def test_going_back_from_what_is_no_longer_in_force_is_refused(store: Store, now: datetime) -> None:
    with store.begin() as work:
        seen = activate(work, take_in(work, "aaa", now), now)
        seen = activate(work, take_in(work, "bbb", now), now)
        activate(work, take_in(work, "ccc", now), now)
    with pytest.raises(SupersededError), store.begin() as work:
        work.revisions.roll_back("lf", now, by="cli:ana", expected=seen)
    assert current(store) == 3


def test_going_back_passes_over_what_was_put_in_force_twice_running(store: Store, now: datetime) -> None:
    with store.begin() as work:
        first, second = take_in(work, "aaa", now), take_in(work, "bbb", now)
        for revision in (first, second, second, second):  # the folder's, then confirmed by a person, say
            activate(work, revision, now)
        back = work.revisions.under(work.revisions.in_force()["lf"].activation_id)
        assert back is not None
        assert back.revision_id == first.id
    with store.begin() as work:
        expected = work.revisions.in_force()["lf"].activation_id
        revision = work.revisions.roll_back("lf", now, by="cli:ana", expected=expected)
        assert revision is not None
        assert revision.number == 1
    with store.begin() as work:
        expected = work.revisions.in_force()["lf"].activation_id
        assert work.revisions.roll_back("lf", now, by="cli:ana", expected=expected) is None
    assert current(store) == 1


def test_of_going_back_and_deciding_at_once_one_wins_while_drafts_come_in(store: Store, now: datetime) -> None:
    with store.begin() as work:
        activate(work, take_in(work, "aaa", now), now)
        expected = activate(work, take_in(work, "bbb", now), now)
        draft = take_in(work, "ccc", now).id

    def go_back() -> str:
        try:
            with store.begin() as work:
                work.revisions.roll_back("lf", now, by="cli:ana", expected=expected)
        except SupersededError:
            return "told"
        return "aaa"

    def decide() -> str:
        try:
            with store.begin() as work:
                revision = work.revisions.get(draft)
                assert revision is not None
                work.revisions.activate(revision, now, by="cli:bob", expected=expected)
        except SupersededError:
            return "told"
        return "ccc"

    def bring() -> str:
        with store.begin() as work:
            return str(take_in(work, "ddd", now).number)

    outcomes = at_once(go_back, decide, bring, go_back, decide, bring)
    assert outcomes[2] == outcomes[5] == "4", "one draft, whoever brings it"
    winners = [each for each in outcomes if each in ("aaa", "ccc")]
    assert len(winners) == 1
    with store.read() as work:
        assert work.revisions.in_force()["lf"].content_hash == winners[0]


def test_what_is_in_force_costs_one_select_a_transaction(store: Store, now: datetime) -> None:
    with store.begin() as work:
        activate(work, take_in(work, "aaa", now), now)
    said: list[str] = []
    with store.read() as work:
        engine = work.session.connection().engine
        event.listen(engine, "before_cursor_execute", lambda *arguments: said.append(arguments[2]))
        for _ in range(5):
            assert work.revisions.in_force()["lf"].content_hash == "aaa"
        work.session.connection().execute(text("SELECT 1"))
    asked = [statement for statement in said if "active_revision" in statement]
    assert len(asked) == 1
    assert len(said) >= 2, "the listener heard"
