"""A talk survives being written out and read back, whoever else is writing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from dialogs.message import Message
from dialogs.passage import Answer, Passage, Shown, Turn
from storage.ids import new_id
from storage.store import Store
from storage.tables import AnswerRow, Identity, PassageRow, Person
from tests.storage.store_contents import all_rows, answered, at_once, begin_talk, full_passage, row_counts


def test_the_first_word_makes_person_identity_and_passage(store: Store, now: datetime) -> None:
    with store.begin() as work:
        assert work.talks.find("telegram", 7) is None
        talk = work.talks.load("telegram", 7, now, language="en", new_key=lambda: "ABCDEFGH")
        assert talk.created
        assert not work.talks.load("telegram", 7, now).created
    with store.read() as work:
        again = work.talks.find("telegram", 7)
    assert again == replace(talk, created=False)
    assert again.passage == Passage(key="ABCDEFGH", language="en")
    assert row_counts(store) == {"identity": 1, "person": 1, "passage": 1}
    assert all_rows(store)["person"][0]["language"] == "en"


def test_keys_made_here_are_eight_letters_of_base32(store: Store, now: datetime) -> None:
    with store.begin() as work:
        keys = {work.talks.load("telegram", chat, now).passage.key for chat in range(50)}
    assert len(keys) == 50
    assert all(len(key) == 8 and set(key) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for key in keys)


def test_every_field_of_a_passage_comes_back(store: Store, now: datetime) -> None:
    passage_id = begin_talk(store, 7, now)
    with store.begin() as work:
        talk = work.talks.load("telegram", 7, now)
        assert talk.passage_id == passage_id
        assert talk.passage == full_passage(talk.passage.key)
        assert talk.version == 1


def test_answers_are_rows_that_come_change_and_go(store: Store, now: datetime) -> None:
    begin_talk(store, 7, now)
    later = now + timedelta(minutes=3)
    with store.begin() as work:
        talk = work.talks.load("telegram", 7, now)
        answers = {**talk.passage.answers, "secteur": Answer("tourisme", 9, "s2"), "portage": Answer("seul", 10, "s4")}
        del answers["but"]
        work.talks.save(talk, replace(talk.passage, answers=answers), later)
    rows = {row["question"]: row for row in all_rows(store)["answer"]}
    assert rows.keys() == {"recit", "secteur", "portage"}
    assert (rows["recit"]["at"], rows["recit"]["personal"]) == (now, True)
    assert (rows["secteur"]["at"], rows["secteur"]["body"]["value"]) == (later, "tourisme")
    with store.read() as work:
        talk_now = work.talks.find("telegram", 7)
    assert talk_now is not None
    assert talk_now.passage.answers == answers


def test_what_was_written_half_way_can_still_change(store: Store, now: datetime) -> None:
    with store.begin() as work:
        talk = work.talks.load("telegram", 7, now)
        talk = work.talks.save(talk, answered(talk.passage, "secteur", "commerce"), now)
        work.flush()
        talk = work.talks.save(talk, replace(answered(talk.passage, "but", "x"), answers={}), now)
    rows = all_rows(store)
    assert (rows["answer"], rows["passage"][0]["version"]) == ([], 2)
    assert [row["question"] for row in rows["turn"]] == ["secteur", "but"]


def test_turns_stay_when_the_person_goes_back(store: Store, now: datetime) -> None:
    begin_talk(store, 7, now)
    with store.begin() as work:
        talk = work.talks.load("telegram", 7, now)
        back = work.talks.save(talk, replace(talk.passage, history=talk.passage.history[:1]), now)
        work.talks.save(back, replace(back.passage, history=(*back.passage.history, Turn(5, "portage"))), now)
    assert [(row["number"], row["question"]) for row in all_rows(store)["turn"]] == [
        (1, "recit"),
        (2, "secteur"),
        (3, "but"),
        (5, "portage"),
    ]


def test_the_shown_question_knows_the_message_that_delivered_it(store: Store, now: datetime) -> None:
    with store.begin() as work:
        talk = work.talks.load("telegram", 7, now)
        shown_by = work.outbox.add(channel="telegram", chat_id=7, message=Message("Où ?"), now=now)
        passage = replace(talk.passage, shown=Shown("commune", (), 1))
        work.talks.save(talk, passage, now, shown_outbox_id=shown_by)
    with store.begin() as work:
        before = work.talks.load("telegram", 7, now)
        work.outbox.mark_sent([(shown_by, 4711, now)])
    with store.begin() as work:
        after = work.talks.load("telegram", 7, now)
        assert work.outbox.purge_sent(now + timedelta(days=1)).count == 0  # it still shows the question
    assert before.passage.shown == Shown("commune", (), 1)
    assert after.passage.shown == Shown("commune", (), 1, delivered=4711)


def test_a_shown_question_that_was_refused_for_good_is_known_as_lost(store: Store, now: datetime) -> None:
    with store.begin() as work:
        talk = work.talks.load("telegram", 7, now)
        shown_by = work.outbox.add(channel="telegram", chat_id=7, message=Message("Où ?"), now=now)
        work.talks.save(talk, replace(talk.passage, shown=Shown("commune", (), 1)), now, shown_outbox_id=shown_by)
    with store.begin() as work:
        work.outbox.mark_failed(shown_by, "too long")
    with store.begin() as work:
        assert work.talks.load("telegram", 7, now).passage.shown == Shown("commune", (), 1, lost=True)


def test_c6_an_old_stored_passage_still_loads(store: Store, now: datetime) -> None:
    stored = json.loads((Path(__file__).parent / "passage_form_1.json").read_text())
    person, passage_id = new_id(now), new_id(now)
    with store.begin() as work:
        work.session.add(Person(id=person, created_at=now))
        work.session.add(
            Identity(id=new_id(now), channel="telegram", external_id=7, person_id=person, passage_id=passage_id)
        )
        work.session.add(
            PassageRow(
                id=passage_id,
                person_id=person,
                channel="telegram",
                stage="listening",
                state=stored["state"],
                created_at=now,
                updated_at=now,
            )
        )
        for question, body in stored["answers"].items():
            row = AnswerRow(passage_id=passage_id, question=question, personal=body["personal"], body=body, at=now)
            work.session.add(row)
    with store.read() as work:
        talk = work.talks.find("telegram", 7)
    assert talk is not None
    passage = talk.passage
    assert (passage.key, passage.stage, passage.turn, passage.flags) == ("Q7WERTYU", "listening", 4, ("stage_told",))
    assert passage.shown == Shown("portage", ("seul", "couple", "collectif", "inconnu"), 4, 118)
    assert passage.history == (Turn(1, "recit", 110), Turn(2, "forme_du_projet", 114), Turn(3, "commune"))
    assert passage.answers["but"] == Answer(("en_vivre", "rendre_service"), 3, "c3")
    assert passage.answers["recit"].personal


def test_c12_a_second_project_leaves_the_first_as_it_was(store: Store, now: datetime) -> None:
    first_id = begin_talk(store, 7, now)
    with store.begin() as work:
        talk = work.talks.load("telegram", 7, now)
        second = work.talks.start_new(talk, Passage(key="SECONDXX", language="fr"), now)
        assert work.talks.load("telegram", 7, now) == second
    with store.begin() as work:
        assert work.talks.load("telegram", 7, now).passage_id == second.passage_id
        first = work.talks.find_by_passage(first_id)
        assert first is not None
        assert first.passage.answers == full_passage().answers
        assert (first.person_id, first.chat_id) == (second.person_id, 7)
        work.talks.save(first, answered(first.passage, "echeance", "vite"), now)
    with store.begin() as work:
        active = work.talks.by_person(second.person_id)
        assert active is not None
        assert active.passage.key == "SECONDXX"
        first = work.talks.find_by_passage(first_id)
        assert first is not None
        assert "echeance" in first.passage.answers


def test_a_passage_that_is_gone_is_said_to_be_gone(store: Store, now: datetime) -> None:
    with store.begin() as work:
        assert work.talks.find_by_passage(12345) is None
        assert work.talks.by_person(12345) is None


def test_c30_blocked_and_unblocked(store: Store, now: datetime) -> None:
    begin_talk(store, 7, now)
    with store.begin() as work:
        talk = work.talks.block(work.talks.load("telegram", 7, now), now)
        assert talk.blocked
        assert work.talks.load("telegram", 7, now).blocked
    with store.begin() as work:
        talk = work.talks.load("telegram", 7, now)
        assert talk.blocked
        work.talks.unblock(talk)
    with store.read() as work:
        found = work.talks.find("telegram", 7)
        assert found is not None
        assert not found.blocked


def test_a_case_stays_attached_when_an_older_talk_is_saved(store: Store, now: datetime) -> None:
    begin_talk(store, 7, now)
    with store.begin() as work:
        talk = work.talks.load("telegram", 7, now)
        case = work.cases.open("lf", {}, "fr", talk.person_id, now, passage_id=talk.passage_id)
        saved = work.talks.save(talk, replace(talk.passage, stage="referred"), now)  # `talk` knows no case
        assert saved.case_id == case.id
    with store.read() as work:
        found = work.talks.find("telegram", 7)
    assert found is not None
    assert (found.case_id, found.passage.stage) == (case.id, "referred")


def test_two_processes_meeting_a_stranger_make_one_person(store: Store, now: datetime) -> None:
    def greet(question: str) -> int:
        with store.begin() as work:
            talk = work.talks.load("telegram", 7, now)
            work.talks.save(talk, answered(talk.passage, question, "x"), now)
            return talk.person_id

    persons = at_once(*[lambda name=name: greet(name) for name in ("a", "b", "c", "d")])
    assert len(set(persons)) == 1
    counts = row_counts(store)
    assert (counts["person"], counts["identity"], counts["passage"], counts["answer"]) == (1, 1, 1, 4)


def test_sets_that_share_talkers_do_not_wait_for_each_other_for_ever(store: Store, now: datetime) -> None:
    chats = list(range(1, 9))
    for chat in chats:
        begin_talk(store, chat, now)

    def answer_all(order: list[int], question: str) -> None:
        for _ in range(5):
            with store.begin() as work:
                work.talks.preload([("telegram", chat) for chat in order])
                for chat in order:
                    talk = work.talks.load("telegram", chat, now)
                    work.talks.save(talk, answered(talk.passage, question, "x"), now)

    at_once(lambda: answer_all(chats, "a"), lambda: answer_all(chats[::-1], "b"))
    with store.read() as work:
        work.talks.preload([("telegram", chat) for chat in chats])
        versions = {work.talks.load("telegram", chat, now).version for chat in chats}
    assert versions == {11}
