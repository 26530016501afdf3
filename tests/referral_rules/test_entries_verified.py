"""Entries of the directory that nobody verified for six months."""

from __future__ import annotations

from datetime import date

from small_conventions import ON, loaded, said
from small_territory import small_territory

from referral_rules.upkeep import list_unverified
from referral_rules.vocabulary import Vocabulary


def test_entries_unverified_for_six_months_are_listed_and_warned_of(vocabulary: Vocabulary) -> None:
    day = "    verifie_le: 2026-05-01\n    verifie_par: Anne Pivot\n"
    territory = loaded(vocabulary, cci=day, thiers=", verifie_le: 2026-11-01", cc="    verifie_le: 2026-11-01\n")
    assert [(entry.id, entry.verified_on) for entry in list_unverified(territory, ON)] == [
        ("parc", None),
        ("cci", date(2026, 5, 1)),
    ]
    assert [message for _, message in said(territory)] == [
        "parc was never verified",
        "cci has not been verified since 2026-05-01",
    ]
    assert territory.directory.interlocutors["cci.ambert"].verified_by == "Anne Pivot"
    assert list_unverified(territory, date(2027, 6, 1))[-1].id == "cci.thiers"


def test_one_persons_old_day_is_listed_under_a_fresh_structure(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary, cci="    verifie_le: 2026-11-01\n", thiers=", verifie_le: 2026-01-01")
    assert [entry.id for entry in list_unverified(territory, ON)] == ["parc", "cc", "cci.thiers"]
    suspended = loaded(
        vocabulary, cci="    verifie_le: 2026-11-01\n", thiers=", verifie_le: 2026-01-01, statut: inactif"
    )
    assert [entry.id for entry in list_unverified(suspended, ON)] == ["parc", "cc"]


def test_a_directory_that_keeps_no_days_is_not_warned_of(vocabulary: Vocabulary) -> None:
    territory = small_territory(vocabulary)
    assert len(list_unverified(territory, ON)) == len(territory.directory.structures)
    assert said(territory) == []
