"""Cases, what they are called, what was agreed, and the figures about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from referral_rules.facts import Facts, OneOf
from storage.facts_json import dump_facts, load_facts
from storage.store import Store
from storage.tables import Case, Referral
from storage.unit_of_work import UnitOfWork
from tests.storage.store_contents import PROPOSAL, all_rows, at_once, begin_talk

PROMISED = date(2026, 11, 27)


def refer(work: UnitOfWork, now: datetime, to: str = "cc-ambert.accueil", **fields: object) -> tuple[Case, Referral]:
    """A case sent to somebody."""
    case = work.cases.open("livradois-forez", {"secteur": "commerce"}, "fr", 1, now)
    asked = {"rule": "r", "revision": "h", "reason": "…", "promised_on": PROMISED, **fields}
    return case, work.cases.add_referral(case, interlocutor=to, now=now, **asked)  # type: ignore[arg-type]


def test_numbers_count_up_from_one_even_when_many_open_at_once(store: Store, now: datetime) -> None:
    def open_five() -> list[int]:
        numbers = []
        for _ in range(5):
            with store.begin() as work:
                numbers.append(work.cases.open("lf", {}, "fr", 1, now).number)
        return numbers

    opened = at_once(*[open_five] * 4)
    assert sorted(number for numbers in opened for number in numbers) == list(range(1, 21))


def test_a_number_given_back_by_a_rollback_is_given_again(store: Store, now: datetime) -> None:
    def fail() -> None:
        with store.begin() as work:
            work.cases.open("lf", {}, "fr", 1, now)
            raise RuntimeError("rolled back")

    with pytest.raises(RuntimeError, match="rolled back"):
        fail()
    with store.begin() as work:
        assert work.cases.open("lf", {}, "fr", 1, now).number == 1


def test_a_case_keeps_facts_members_and_its_passage(store: Store, now: datetime) -> None:
    passage_id = begin_talk(store, 7, now)
    but = frozenset({"en_vivre", "complement"})
    facts: Facts = {
        "secteur": "commerce",
        "but": but,
        "stade": OneOf(frozenset({"idee"})),
    }
    with store.begin() as work:
        talk = work.talks.load("telegram", 7, now)
        case = work.cases.open("lf", facts, "en", talk.person_id, now, passage_id=passage_id)
        work.cases.add_member(case.id, talk.person_id, now)
        work.cases.add_member(case.id, 99, now + timedelta(days=1))
    with store.read() as work:
        found = work.cases.by_number(1)
        assert found is not None
        assert found.facts == {"secteur": "commerce", "but": ["complement", "en_vivre"]}
        assert load_facts(found.facts) == {"secteur": "commerce", "but": but}
        assert work.cases.members_of(found.id) == [talk.person_id, 99]
        assert [of.id for of in work.cases.of_person(99)] == [found.id]
        talk = work.talks.find_by_passage(passage_id)
        assert talk is not None
        assert talk.case_id == found.id
    with pytest.raises(TypeError, match="apport"):
        dump_facts({"apport": 1000})  # type: ignore[dict-item]


def test_the_referral_in_force_is_the_last_one(store: Store, now: datetime) -> None:
    with store.begin() as work:
        case, first = refer(work, now)
        first.status = "declined"
        second = work.cases.add_referral(
            case, interlocutor="parc.accueil", rule="pivot", revision="h", reason="…", promised_on=PROMISED, now=now
        )
    with store.begin() as work:
        found = work.cases.lock_referral(second.id)
        assert found is not None
        assert (found[0].referral_id, found[0].referent, found[0].version) == (second.id, "parc.accueil", 2)
        assert [referral.status for referral in work.cases.referrals_of(case.id)] == ["declined", "sent"]
        assert work.cases.open_for_interlocutor("livradois-forez", "cc-ambert.accueil") == []
        assert work.cases.open_for_interlocutor("livradois-forez", "parc.accueil") == [found]
        assert work.cases.open_for_interlocutor("ailleurs", "parc.accueil") == []
        assert work.cases.lock_referral(12345) is None
        with pytest.raises(LookupError, match="12345"):
            work.cases.lock(12345)


def test_two_who_take_charge_at_once_see_each_other(store: Store, now: datetime) -> None:
    with store.begin() as work:
        _, referral = refer(work, now)

    def take_charge() -> bool:
        with store.begin() as work:
            found = work.cases.lock_referral(referral.id)
            assert found is not None
            case, locked = found
            if locked.status != "sent":
                return False
            locked.status = "taken_charge"
            work.cases.bump(case)
            return True

    assert sorted(at_once(take_charge, take_charge, take_charge)) == [False, False, True]
    assert all_rows(store)["case"][0]["version"] == 2


def test_everything_nobody_took(store: Store, now: datetime) -> None:
    statuses = ("sent", "seen", "declined", "escalated", "taken_charge", "contacted", "withdrawn")
    with store.begin() as work:
        for number, status in enumerate(statuses):
            refer(work, now, status=status, promised_on=PROMISED - timedelta(days=number))
        closed, _ = refer(work, now)
        closed.status = "closed"
    with store.read() as work:
        waiting = work.cases.unanswered("livradois-forez", now)
    assert [referral.status for _, referral in waiting] == ["escalated", "declined", "seen", "sent"]


def test_a_proposal_is_kept_as_it_was_shown(store: Store, now: datetime) -> None:
    with store.begin() as work:
        shown = work.cases.save_proposal(PROPOSAL, 3, now)
    with store.begin() as work:
        again = work.cases.save_proposal(replace(PROPOSAL, position=2), 3, now, case_id=8)
        assert again.id == shown.id
    with store.read() as work:
        found = work.cases.proposal_by_key(PROPOSAL.key)
        assert found is not None
        assert (found.case_id, found.revision, found.body["position"]) == (8, PROPOSAL.revision, 2)
        assert found.body["ranked"][1]["target"] == "parc.accueil"


def test_agreements_are_stamped(store: Store, now: datetime) -> None:
    with store.begin() as work:
        case, _ = refer(work, now)
        consent = work.cases.add_consent(case.id, 1, "interlocutor", "abc", now)
        work.cases.add_consent(case.id, 1, "relay", "def", now)
        consent.withdrawn_at = now
    with store.read() as work:
        consents = work.cases.consents_of(case.id)
    assert [(one.kind, one.text_hash, one.withdrawn_at) for one in consents] == [
        ("interlocutor", "abc", now),
        ("relay", "def", None),
    ]


def test_figures_of_the_day(store: Store) -> None:
    noon = datetime(2026, 12, 1, 12, tzinfo=UTC)
    begin_talk(store, 7, noon)
    begin_talk(store, 8, datetime(2026, 11, 30, 22, 59, tzinfo=UTC))  # 23:59 in Paris: yesterday
    begin_talk(store, 9, datetime(2026, 11, 30, 23, 1, tzinfo=UTC))  # 00:01 in Paris: today
    with store.begin() as work:
        work.talks.load("trial", 9, noon)
        refer(work, noon, status="seen", promised_on=date(2026, 11, 30))
        refer(work, noon - timedelta(days=1), status="sent", promised_on=date(2026, 12, 1))
        refer(work, noon, status="taken_charge", promised_on=date(2026, 11, 30))
        refer(work, noon, status="declined")
        figures = work.cases.figures("livradois-forez", noon)
        elsewhere = work.cases.figures("ailleurs", noon)
    assert figures == {
        "talks_begun_today": 2,
        "talks_unfinished": 3,
        "referrals_sent_today": 3,
        "cases_open": 4,
        "waiting": 2,
        "late": 1,
        "taken_in_charge": 1,
        "contacted": 0,
        "declined": 1,
        "escalated": 0,
    }
    assert elsewhere["cases_open"] == elsewhere["referrals_sent_today"] == 0


def test_counts_add_up_from_several_writers(store: Store, now: datetime) -> None:
    def count() -> None:
        for _ in range(10):
            with store.begin() as work:
                work.counts.add("lf", "outside", now.date())
                work.counts.add("lf", "erased", now.date(), 2)

    at_once(count, count)
    with store.begin() as work:
        work.counts.add("lf", "outside", now.date() + timedelta(days=1))
        assert work.counts.totals("lf", now.date(), now.date()) == {"outside": 20, "erased": 40}
        assert work.counts.totals("lf", now.date(), now.date() + timedelta(days=1))["outside"] == 21


def test_the_audit_tells_who_did_what(store: Store, now: datetime) -> None:
    with store.begin() as work:
        work.audit.note(now, "staff:12", "read", 5, "card")
        work.audit.note(now, "house", "escalated", 5)
    assert [(row["actor"], row["action"], row["detail"]) for row in all_rows(store)["audit"]] == [
        ("staff:12", "read", "card"),
        ("house", "escalated", None),
    ]
