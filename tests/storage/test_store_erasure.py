"""After an erasure nothing personal is anywhere in the database, nor in its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from dialogs.message import Message
from dialogs.passage import Answer, Draft
from storage.outbox import ErasedMessage
from storage.store import Store
from tests.storage.store_contents import PROPOSAL, all_rows, begin_talk, full_passage, row_counts

CHAT = 736_251_904
SECRETS = {
    "first name": "Samirazade",
    "last name": "Quintefeuille",
    "phone": "+33199005678",
    "email": "samirazade@example.org",
    "story": "on en a marre de lyon",
    "words being typed": "brouillon intime",
    "relayed": "loyer de la grange",
    "voice": "OggVOICE",
    "chat": str(CHAT),
}


def live_through_everything(store: Store, chat: int, secrets: Mapping[str, str], now: datetime) -> int:
    """A person with every kind of trace; their id."""
    with store.begin() as work:
        talk = work.talks.load("telegram", chat, now)
        story = Answer(secrets["story"], 1, "s", said=secrets["story"], personal=True)
        draft = Draft(words=secrets["words being typed"])
        passage = replace(full_passage(talk.passage.key), answers={"recit": story}, draft=draft)
        talk = work.talks.save(talk, passage, now)
        work.people.update_contact(
            talk.person_id, secrets["first name"], secrets["last name"], secrets["phone"], secrets["email"]
        )
        work.media.add(
            secrets["voice"].encode(), now, mime="audio/ogg", seconds=9, passage_id=talk.passage_id, person_id=None
        )
        case = work.cases.open("lf", {"commune": "63010"}, "fr", talk.person_id, now, passage_id=talk.passage_id)
        referral = work.cases.add_referral(
            case, interlocutor="a.b", rule="r", revision="h", reason="…", promised_on=date(2026, 11, 27), now=now
        )
        work.cases.add_consent(case.id, talk.person_id, "interlocutor", "abc", now)
        work.cases.save_proposal(replace(PROPOSAL, key=f"P{chat}"), talk.passage_id, now)
        work.relays.add(referral.id, secrets["relayed"], now, from_staff=False)
        work.reminders.set("resume_talk", now, now, passage_id=talk.passage_id)
        work.reminders.set("remind", now, now, referral_id=referral.id, case_id=case.id)
        work.counts.add("lf", "talks", now.date())
        to_person = work.outbox.add(channel="telegram", chat_id=chat, message=Message("Merci !"), now=now)
        about = {"person_id": talk.person_id, "personal": True, "now": now}
        told = Message(f"{secrets['first name']}, {secrets['phone']} « {secrets['story']} »")
        to_referent = work.outbox.add(channel="staff", chat_id=900, message=told, **about)  # type: ignore[arg-type]
        work.outbox.add(channel="staff", chat_id=900, message=told, due_at=now + timedelta(1), **about)  # type: ignore[arg-type]
    with store.begin() as work:
        work.outbox.mark_sent([(to_person, 51, now), (to_referent, 52, now)])
    return talk.person_id


def where(store: Store, secret: str) -> list[str]:
    """The tables in which a text, number or voice still is."""
    return [
        table
        for table, rows in all_rows(store).items()
        for row in rows
        if any(secret in str(value) for value in row.values())
    ]


def test_s42_nothing_personal_is_left_in_any_table(store: Store, now: datetime) -> None:
    person_id = live_through_everything(store, CHAT, SECRETS, now)
    assert all(where(store, secret) for secret in SECRETS.values())
    with store.begin() as work:
        messages = work.people.erase(person_id, now)
    assert messages == [ErasedMessage("staff", 900, 52)]
    assert {name: where(store, secret) for name, secret in SECRETS.items() if where(store, secret)} == {}
    assert where(store, str(person_id)) == []


def test_s42_what_stays_tells_nothing_of_whom(store: Store, now: datetime) -> None:
    person_id = live_through_everything(store, CHAT, SECRETS, now)
    with store.begin() as work:
        work.people.erase(person_id, now)
    rows = all_rows(store)
    assert {name: len(of) for name, of in rows.items() if of} == {
        "case": 1,
        "referral": 1,
        "reminder": 1,
        "count": 1,
        "numbering": 1,
        "pace": 1,
    }
    assert (rows["case"][0]["facts"], rows["case"][0]["status"], rows["case"][0]["closed_at"]) == ({}, "withdrawn", now)
    assert (rows["referral"][0]["reason"], rows["referral"][0]["status"]) == ("", "withdrawn")
    assert rows["reminder"][0]["status"] == "stale"
    assert rows["pace"][0]["chat_id"] == 900


def test_erasing_one_person_leaves_the_others_alone(store: Store, now: datetime) -> None:
    others = {name: f"autre {value}" for name, value in SECRETS.items()}
    other_id = live_through_everything(store, 5, others, now)
    before = row_counts(store)
    person_id = live_through_everything(store, CHAT, {name: f"celui {name}" for name in SECRETS}, now)
    with store.begin() as work:
        work.people.erase(person_id, now)
        assert work.people.get(person_id) is None
    after = row_counts(store)
    assert {name: after[name] - number for name, number in before.items() if after[name] != number} == {
        "case": 1,
        "referral": 1,
        "reminder": 1,
    }
    with store.read() as work:
        talk = work.talks.find("telegram", 5)
        other = work.people.get(other_id)
    assert talk is not None
    assert other is not None
    assert (talk.passage.answers["recit"].value, other.phone) == (others["story"], others["phone"])


def test_a_shared_case_outlives_one_of_its_members(store: Store, now: datetime) -> None:
    person_id = live_through_everything(store, CHAT, SECRETS, now)
    with store.begin() as work:
        work.cases.add_member(all_rows_case(store), 99, now)
    with store.begin() as work:
        work.people.erase(person_id, now)
    with store.read() as work:
        case = work.cases.by_number(1)
        assert case is not None
        assert (case.status, work.cases.members_of(case.id)) == ("referred", [99])


def all_rows_case(store: Store) -> int:
    """The id of the only case."""
    (case,) = all_rows(store)["case"]
    return int(case["id"])


def test_c52_saving_after_the_erasure_brings_nothing_back(store: Store, now: datetime) -> None:
    person_id = live_through_everything(store, CHAT, SECRETS, now)
    with store.begin() as work:
        talk = work.talks.load("telegram", CHAT, now)
        talk = work.talks.save(talk, replace(talk.passage, stage="closed"), now)
        work.people.erase(person_id, now)
        work.talks.save(talk, talk.passage, now)
    assert row_counts(store).keys() == {"case", "referral", "reminder", "count", "numbering", "pace"}
    with store.begin() as work:
        again = work.talks.load("telegram", CHAT, now)
        assert again.created
        assert again.person_id != person_id


def test_c52_whoever_writes_again_at_once_is_a_stranger(store: Store, now: datetime) -> None:
    person_id = live_through_everything(store, CHAT, SECRETS, now)
    with store.begin() as work:  # one set: the erasure, then another message of the same chat
        work.talks.load("telegram", CHAT, now)
        work.people.erase(person_id, now)
        again = work.talks.load("telegram", CHAT, now)
        work.talks.save(again, full_passage(again.passage.key), now)
    assert again.created
    with store.read() as work:
        found = work.talks.find("telegram", CHAT)
    assert found is not None
    assert found.person_id == again.person_id != person_id


def test_a_stranger_who_is_erased_at_once_was_never_there(store: Store, now: datetime) -> None:
    with store.begin() as work:
        talk = work.talks.load("telegram", CHAT, now)
        work.outbox.add(channel="telegram", chat_id=CHAT, message=Message("Bonjour"), now=now)
        assert work.people.erase(talk.person_id, now) == []
        assert work.outbox.written() == []
    assert row_counts(store) == {}


def test_sqlite_keeps_nothing_in_its_files(tmp_path: Path, now: datetime) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'x.db'}")
    store.migrate()
    person_id = live_through_everything(store, CHAT, SECRETS, now)
    written = [secret for name, secret in SECRETS.items() if name != "chat"]  # numbers are stored in binary

    def in_files(secret: str) -> bool:
        return any(secret.encode() in file.read_bytes() for file in tmp_path.iterdir())

    assert all(in_files(secret) for secret in written)
    with store.begin() as work:
        work.people.erase(person_id, now)
    assert [secret for secret in written if in_files(secret)] == []  # the service still runs: no close, no vacuum
    store.close()


def test_sqlite_empties_its_log_once_the_reader_in_the_way_has_gone(tmp_path: Path, now: datetime) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'x.db'}")
    store.migrate()
    person_id = live_through_everything(store, CHAT, SECRETS, now)

    def in_files() -> bool:
        return any(SECRETS["phone"].encode() in file.read_bytes() for file in tmp_path.iterdir())

    with store.read() as reading:
        assert reading.people.get(person_id) is not None
        with store.begin() as work:
            work.people.erase(person_id, now)
        assert in_files()
    with store.begin() as work:
        work.inbox.claim([("telegram", 1)], now)
    assert not in_files()
    store.close()


def test_unfinished_talks_are_purged_and_cases_are_not(store: Store, now: datetime) -> None:
    live_through_everything(store, 5, SECRETS, now)
    begin_talk(store, 6, now)
    begin_talk(store, 7, now + timedelta(days=2))
    with store.begin() as work:
        talk = work.talks.load("telegram", 5, now)
        kept = work.talks.start_new(talk, replace(full_passage("SECONDXX"), answers={}), now)
    with store.begin() as work:
        assert work.people.purge_unfinished(now + timedelta(days=1), now) == 2
        assert work.people.purge_unfinished(now + timedelta(days=1), now) == 0
    with store.begin() as work:
        assert work.talks.find("telegram", 6) is None
        assert work.talks.find("telegram", 7) is not None
        left = work.talks.load("telegram", 5, now)
        assert left.case_id is not None
        assert left.passage_id != kept.passage_id
        assert left.passage_id == talk.passage_id
