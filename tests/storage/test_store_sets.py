"""A set of inputs in one unit of work leaves the rows that one unit of work an input leaves."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs.message import Message
from dialogs.passage import Shown
from storage.store import Store
from storage.unit_of_work import UnitOfWork
from tests.sizes import examples
from tests.storage.store_contents import all_rows, answered

NOW = datetime(2026, 11, 22, 20, 47, tzinfo=UTC)
QUESTIONS = ("recit", "secteur", "but")


@dataclass(frozen=True)
class Step:
    """One input of one chat."""

    chat: int
    act: str
    question: str


def take(work: UnitOfWork, step: Step) -> None:
    """What a conversation does with an input, roughly."""
    talk = work.talks.load("telegram", step.chat, NOW, new_key=lambda: f"KEY{step.chat}")
    passage = talk.passage
    shown: int | None = None
    if step.act == "answer":
        passage = answered(passage, step.question, f"{step.question} {passage.turn}", personal=step.question == "recit")
        shown = work.outbox.add(
            channel="telegram", chat_id=step.chat, message=Message(f"après {passage.turn}"), now=NOW
        )
        passage = replace(passage, shown=Shown("next", (), passage.turn))
        talk = work.talks.save(talk, passage, NOW, shown_outbox_id=shown)
    elif step.act == "go back":
        answers = {name: answer for name, answer in passage.answers.items() if name != step.question}
        talk = work.talks.save(talk, replace(passage, answers=answers, history=passage.history[:-1]), NOW)
    elif step.act == "start anew":
        talk = work.talks.start_new(talk, replace(talk.passage, answers={}, history=(), turn=0, shown=None), NOW)
    elif step.act == "block":
        talk = work.talks.block(talk, NOW)
    elif step.act == "remind":
        work.reminders.close_for_passage(talk.passage_id, NOW)
        work.reminders.set("resume_talk", NOW, NOW, passage_id=talk.passage_id, passage_turn=passage.turn)
    elif step.act == "look":
        work.flush()  # as a repository does that must see its rows
    work.counts.add("lf", step.act, NOW.date())


def run(store: Store, sets: Iterable[list[Step]], *, together: bool) -> None:
    """Take every set, together or one by one."""
    for steps in sets:
        if together:
            with store.begin() as work:
                work.talks.preload([("telegram", step.chat) for step in steps])
                for step in steps:
                    take(work, step)
        else:
            for step in steps:
                with store.begin() as work:
                    take(work, step)


def without_ids(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every row, ids renamed by their order of appearance: ids of a process grow in the order they are made."""
    rows = all_rows(store)
    large = sorted({value for table in rows.values() for row in table for value in row.values() if is_id(value)})
    names = {value: f"#{number}" for number, value in enumerate(large)}
    return {
        table: sorted(({key: named(value, names) for key, value in row.items()} for row in of_table), key=repr)
        for table, of_table in rows.items()
    }


def is_id(value: object) -> bool:
    """Whether a value was made by `new_id`."""
    return isinstance(value, int) and value > 1 << 50


def named(value: Any, names: dict[int, str]) -> Any:
    """The name of an id, any other value as it is."""
    return names[value] if is_id(value) else value


steps = st.builds(
    Step,
    chat=st.integers(1, 3),
    act=st.sampled_from(["answer", "answer", "answer", "go back", "start anew", "block", "remind", "look"]),
    question=st.sampled_from(QUESTIONS),
)
_number = itertools.count()


@pytest.fixture(params=["sqlite", "postgres"])
def new_store(request: pytest.FixtureRequest) -> Any:
    """Makes migrated, empty stores."""
    made: list[Store] = []

    def make() -> Store:
        if request.param == "postgres":
            server = request.getfixturevalue("postgres")
            store = Store.open(server.create_database(f"sets_{next(_number)}", template="migrated"))
        else:
            store = Store.open("sqlite://")
            store.migrate()
        made.append(store)
        return store

    yield make
    for store in made:
        store.close()


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sets=st.lists(st.lists(steps, min_size=1, max_size=6), min_size=1, max_size=4))
def test_sets_and_one_by_one_leave_the_same_rows(new_store: Any, sets: list[list[Step]]) -> None:
    together, one_by_one = new_store(), new_store()
    run(together, sets, together=True)
    run(one_by_one, sets, together=False)
    assert without_ids(together) == without_ids(one_by_one)
    together.close()
    one_by_one.close()
