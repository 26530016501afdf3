"""What tests look at and lean on: every row of a store, threads that start together, a talk well under way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import SQLModel

from dialogs.passage import Answer, Draft, FrozenProposal, Passage, Shown, ShownTarget, Turn
from storage.store import Store

T = TypeVar("T")


def all_rows(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    with store.read() as work:
        connection = work.session.connection()
        return {
            table.name: [dict(row._mapping) for row in connection.execute(table.select().order_by(*table.primary_key))]
            for table in SQLModel.metadata.sorted_tables
        }


def row_counts(store: Store) -> dict[str, int]:
    """How many rows each table has, empty ones left out."""
    return {name: len(rows) for name, rows in all_rows(store).items() if rows}


def at_once(*jobs: Callable[[], T]) -> list[T]:
    """Run the jobs in threads that start together; their results in order. Raises what a job raised."""
    barrier = threading.Barrier(len(jobs))
    results: dict[int, T] = {}
    failures: list[BaseException] = []

    def run(index: int, job: Callable[[], T]) -> None:
        barrier.wait()
        try:
            results[index] = job()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(index, job)) for index, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    if failures:
        raise failures[0]
    return [results[index] for index in range(len(jobs))]


def target(name: str) -> ShownTarget:
    """A shown target."""
    return ShownTarget(name, "reprise-idee", "C’est encore une idée.")


PROPOSAL = FrozenProposal(
    key="PROPOSAL1",
    territory="livradois-forez",
    revision="0123456789abcdef",
    referent=target("cc-ambert.accueil"),
    complementary=(target("cci-puy-de-dome.ambert"),),
    programmes=(),
    ranked=(target("cc-ambert.accueil"), target("parc.accueil")),
    promised_on="2026-11-27",
    fallback=False,
    position=1,
)


def full_passage(key: str = "ABCDEFGH") -> Passage:
    """A passage in which every field is set."""
    return Passage(
        key=key,
        language="en",
        stage="contact",
        answers={
            "recit": Answer("mon épicerie 🥖 \ud83e", 1, "s1", said="l’épicerie d’Arlanc", author="moi", personal=True),
            "secteur": Answer("commerce", 2, "s2"),
            "but": Answer(("en_vivre", "rendre_service"), 3, "s3"),
        },
        shown=Shown("telephone", ("passer",), 4),
        reopened="but",
        draft=Draft(("en_vivre",), "mots", ("63010",), 1),
        history=(Turn(1, "recit", 11), Turn(2, "secteur", 12), Turn(3, "but")),
        turn=4,
        proposal=PROPOSAL,
        agreements=("interlocuteur",),
        flags=("distress",),
        last_input_at="2026-11-22T20:47:00+00:00",
    )


def begin_talk(store: Store, chat_id: int, now: datetime) -> int:
    """A stored talk with a full passage; its passage's id."""
    with store.begin() as work:
        talk = work.talks.load("telegram", chat_id, now)
        work.talks.save(talk, full_passage(talk.passage.key), now)
    return talk.passage_id


def answered(passage: Passage, question: str, value: str, personal: bool = False) -> Passage:
    """The passage with one more answer, as the engine would give it."""
    turn = passage.turn + 1
    answer = Answer(value, turn, "stamp", personal=personal)
    return replace(
        passage,
        answers={**passage.answers, question: answer},
        history=(*passage.history, Turn(turn, question, turn)),
        turn=turn,
        stage="listening",
    )
