"""Who of the staff may do what, and who can take a case."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from referral_rules.proposal import Availability
from storage.staff import Staff
from storage.store import Store
from storage.tables import Invitation, StaffAccount
from tests.storage.store_contents import at_once


def invite(staff: Staff, now: datetime, code_hash: str, territory: str = "lf", **whom: object) -> Invitation:
    """An invitation for seven days."""
    expires_at = now + timedelta(days=7)
    whom = whom or {"interlocutor": "cc-ambert.accueil"}
    return staff.create_invitation(territory, code_hash=code_hash, now=now, expires_at=expires_at, **whom)  # type: ignore[arg-type]


def test_c54_an_invitation_works_once_even_when_raced(store: Store, now: datetime) -> None:
    with store.begin() as work:
        invite(work.staff, now, "h1")

    def use(chat: int) -> bool:
        with store.begin() as work:
            invitation = work.staff.use_invitation("h1", now)
            if invitation is None:
                return False
            work.staff.bind(invitation, "staff", chat, now)
            return True

    assert sorted(at_once(lambda: use(1), lambda: use(2), lambda: use(3))) == [False, False, True]
    with store.read() as work:
        assert len(work.staff.accounts_of("lf", "cc-ambert.accueil", "staff")) == 1


def test_c54_an_invitation_expires_and_a_wrong_code_opens_nothing(store: Store, now: datetime) -> None:
    with store.begin() as work:
        invite(work.staff, now, "h1")
    with store.begin() as work:
        assert work.staff.use_invitation("h1", now + timedelta(days=7)) is None
        assert work.staff.use_invitation("guess", now) is None
        assert work.staff.use_invitation("h1", now + timedelta(days=6)) is not None
        with pytest.raises(ValueError, match="interlocutor"):
            work.staff.create_invitation("lf", code_hash="h2", now=now, expires_at=now)


def test_an_account_gathers_roles_in_its_territory_and_starts_anew_elsewhere(store: Store, now: datetime) -> None:
    with store.begin() as work:
        account = work.staff.bind(invite(work.staff, now, "h1"), "staff", 900, now)
        both = work.staff.bind(invite(work.staff, now, "h2", is_animator=True), "staff", 900, now)
        assert both.id == account.id
    with store.begin() as work:
        found = work.staff.find_account("staff", 900)
        assert found is not None
        assert (found.interlocutor, found.is_animator) == ("cc-ambert.accueil", True)
        assert [one.id for one in work.staff.animators_of("lf", "staff")] == [found.id]
        moved = work.staff.bind(invite(work.staff, now, "h3", "haut-forez", interlocutor="x.y"), "staff", 900, now)
        assert (moved.territory, moved.is_animator) == ("haut-forez", False)
    with store.read() as work:
        assert work.staff.animators_of("lf", "staff") == []
        first = work.session.get(StaffAccount, account.id)
        assert first is not None
        assert first.revoked_at == now


def test_c54_a_revoked_account_is_a_stranger_at_once(store: Store, now: datetime) -> None:
    with store.begin() as work:
        account = work.staff.bind(invite(work.staff, now, "h1"), "staff", 900, now)
        work.staff.revoke(account, now)
        assert work.staff.find_account("staff", 900) is None
        assert work.staff.accounts_of("lf", "cc-ambert.accueil", "staff") == []
        again = work.staff.bind(invite(work.staff, now, "h2"), "staff", 900, now)
        assert again.id != account.id


def test_a_blocked_account_is_known_but_not_written_to(store: Store, now: datetime) -> None:
    with store.begin() as work:
        account = work.staff.bind(invite(work.staff, now, "h1"), "staff", 900, now)
        account.blocked_at = now
        assert work.staff.accounts_of("lf", "cc-ambert.accueil", "staff") == []
        assert work.staff.find_account("staff", 900) is account
        work.staff.bind(invite(work.staff, now, "h2"), "staff", 900, now)
        assert work.staff.accounts_of("lf", "cc-ambert.accueil", "staff") == [account]


def test_absences_include_both_days(store: Store, now: datetime) -> None:
    first, last = date(2026, 12, 24), date(2027, 1, 2)
    with store.begin() as work:
        absence = work.staff.add_absence("lf", "cc-ambert.accueil", first, last, now)
        assert work.staff.absences("lf", first) == work.staff.absences("lf", last) == [absence]
        assert work.staff.absences("lf", first - timedelta(days=1)) == []
        assert work.staff.absences("lf", last + timedelta(days=1)) == []
        assert work.staff.absences("elsewhere", first) == []
        assert work.staff.absences_of("lf", "cc-ambert.accueil", first - timedelta(days=30)) == [absence]
        with pytest.raises(ValueError, match="before it begins"):
            work.staff.add_absence("lf", "cc-ambert.accueil", last, first, now)
        work.staff.remove_absence(absence.id)
        work.staff.remove_absence(absence.id)
        assert work.staff.absences("lf", first) == []


def test_availability_tells_who_is_away_who_carries_what_and_since_when(store: Store, now: datetime) -> None:
    day = now.date()
    earlier = now - timedelta(days=3)
    with store.begin() as work:
        work.staff.add_absence("lf", "cma.63", day, day, now)
        work.staff.add_absence("lf", "cma.thiers", day + timedelta(days=2), day + timedelta(days=3), now)
        work.staff.add_absence("lf", "cma.riom", day - timedelta(days=2), day - timedelta(days=1), now)
        for to, status, at in (
            ("cci.ambert", "sent", earlier),
            ("cci.ambert", "taken_charge", now),
            ("cci.ambert", "declined", earlier),
            ("adie.thiers", "withdrawn", earlier),
        ):
            case = work.cases.open("lf", {}, "fr", 1, at)
            work.cases.add_referral(
                case, interlocutor=to, rule="r", revision="h", reason="…", promised_on=day, now=at, status=status
            )
    with store.read() as work:
        availability = work.staff.availability("lf", day)
    assert availability == Availability(
        unavailable=frozenset({"cma.63"}),
        load={"cci.ambert": 2},
        last_assigned={"cci.ambert": now, "adie.thiers": earlier},
        away={"cma.63": ((day, day),), "cma.thiers": ((day + timedelta(days=2), day + timedelta(days=3)),)},
    )


def test_tries_are_counted_in_windows(store: Store, now: datetime) -> None:
    with store.begin() as work:
        assert [work.throttles.hit("code:900", now, 3600) for _ in range(3)] == [1, 2, 3]
        assert work.throttles.hit("code:901", now, 3600) == 1
        assert work.throttles.hit("code:900", now + timedelta(seconds=3599), 3600) == 4
        assert work.throttles.hit("code:900", now + timedelta(seconds=3600), 3600) == 1
        assert work.throttles.hit("code:900", now + timedelta(seconds=5000), 3600) == 2
        assert work.throttles.purge(now + timedelta(seconds=1)) == 1

    def hit_ten() -> int:
        for _ in range(10):
            with store.begin() as work:
                last = work.throttles.hit("raced", now, 3600)
        return last

    assert max(at_once(hit_ten, hit_ten)) == 20


def test_each_thing_is_announced_once_whoever_asks_first(store: Store, now: datetime) -> None:
    with store.begin() as work:
        assert work.announcements.last_at("lf") is None
        assert work.announcements.note_new("lf", [], now) == frozenset()
        assert work.announcements.note_new("lf", ["a", "b", "a"], now) == {"a", "b"}
        assert work.announcements.note_new("diois", ["a"], now) == {"a"}, "another territory's is another thing"
    later = now + timedelta(days=2)
    with store.begin() as work:
        assert work.announcements.note_new("lf", ["b", "c"], later) == {"c"}
        assert work.announcements.last_at("lf") == later
        assert work.announcements.purge(later) == 3
        assert work.announcements.note_new("lf", ["b", "c"], later) == {"b"}

    def announce() -> frozenset[str]:
        with store.begin() as work:
            return work.announcements.note_new("raced", [f"{number}" for number in range(50)], now)

    assert sorted(map(len, at_once(announce, announce))) == [0, 50]


def test_voice_is_kept_no_longer_than_needed(store: Store, now: datetime) -> None:
    with store.begin() as work:
        heard = work.media.add(b"\x00ogg\xff", now, mime="audio/ogg", seconds=12, passage_id=1, person_id=2)
        unheard = work.media.add(b"ogg", now, mime="audio/ogg", seconds=3, passage_id=1)
        work.media.mark_heard(heard, now)
        work.media.mark_heard(heard, now + timedelta(hours=5))
    with store.begin() as work:
        found = work.media.get(heard)
        assert found is not None
        assert (found.body, found.seconds, found.heard_at) == (b"\x00ogg\xff", 12, now)
        assert work.media.delete_heard_before(now) == 0
        assert work.media.delete_heard_before(now + timedelta(hours=1)) == 1
        assert work.media.get(unheard) is not None
        assert work.media.delete_before(now + timedelta(hours=1)) == 1


def test_s41_relayed_messages_are_counted_by_side_once_sent(store: Store, now: datetime) -> None:
    with store.begin() as work:
        question = work.relays.add(7, "Quelle surface ?", now, from_staff=True, status="sent")
        work.relays.add(7, "80 m²", now, from_staff=False, status="answered", answers=question.id)
        draft = work.relays.add(7, "Et le loyer ?", now, from_staff=True)
    with store.begin() as work:
        assert work.relays.count_since(7, now, from_staff=True) == 1
        assert work.relays.count_since(7, now, from_staff=False) == 1
        assert work.relays.count_since(7, now + timedelta(seconds=1), from_staff=True) == 0
        found = work.relays.get(draft.id)
        assert found is not None
        found.status = "sent"
        assert work.relays.count_since(7, now, from_staff=True) == 2
        assert [relay.text for relay in work.relays.list_of(7)] == ["Quelle surface ?", "80 m²", "Et le loyer ?"]
