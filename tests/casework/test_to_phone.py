"""Whom an animator is to phone: nobody heard from them about the call that was promised."""

from __future__ import annotations

from dialogs.inputs import Command
from tests.casework.house import ANIMATOR, NADIA, SAMIRA, House

MONDAY, FRIDAY = "2026-11-23T08:30", "2026-11-27T08:30"
FIRST, SECOND, LISTED = "2026-11-30T08:30", "2026-12-03T08:30", "2026-12-07T08:30"


def asked_twice(house: House) -> int:
    """Nadia took the case and said nothing more; Samira was asked twice and didn't answer."""
    case_id = house.refer().case.id
    house.at(MONDAY)
    house.tap(NADIA, "Je prends")
    for instant in (FRIDAY, FIRST, SECOND):
        house.at(instant)
    asked = [text for text in house.heard("telegram", SAMIRA) if "L’avez-vous reçu" in text]
    assert len(asked) == 2
    return case_id


def test_two_silences_put_the_case_on_the_animators_list(house: House) -> None:
    case_id = asked_twice(house)
    assert not any("À téléphoner" in text for text in house.heard("staff", ANIMATOR))
    house.at(LISTED)
    said = house.last("staff", ANIMATOR)
    assert "À téléphoner, dossier 1" in said
    assert "01 99 00 56 78" in said
    assert house.case(case_id).to_phone_since is not None
    house.staff(ANIMATOR, Command("dossiers"))
    assert "À téléphoner (1)" in house.last("staff", ANIMATOR)
    house.staff(NADIA, Command("dossiers"))
    assert "À téléphoner" not in house.last("staff", NADIA)
    house.tap(ANIMATOR, "C’est fait, j’ai téléphoné")
    assert house.case(case_id).to_phone_since is None
    house.staff(ANIMATOR, Command("dossiers"))
    assert "À téléphoner (1)" not in house.last("staff", ANIMATOR)


def test_an_answer_or_a_contact_keeps_it_off_the_list(house: House) -> None:
    for answered in ("Pas encore", "Oui"):
        case_id = asked_twice_or_answered(house, answered)
        assert house.case(case_id).to_phone_since is None
    assert not any("À téléphoner" in text for text in house.heard("staff", ANIMATOR))


def test_a_contact_made_meanwhile_takes_it_off_the_list(house: House) -> None:
    case_id = asked_twice(house)
    house.at(LISTED)
    house.tap(NADIA, "Contact fait")
    assert house.case(case_id).to_phone_since is None


def test_a_no_is_not_followed_by_the_same_question(house: House) -> None:
    asked_twice_or_answered(house, "Pas encore")
    asked = [text for text in house.heard("telegram", SAMIRA) if "L’avez-vous reçu" in text]
    assert len(asked) == 1


def asked_twice_or_answered(house: House, label: str) -> int:
    house.now = house.now.replace(year=2026, month=11, day=22)
    case_id = house.refer(chat=SAMIRA).case.id
    house.at(MONDAY)
    house.tap(NADIA, "Je prends")
    house.at(FIRST)
    house.newcomer_tap(label)
    for instant in (SECOND, LISTED, "2026-12-09T08:30"):
        house.at(instant)
    return case_id
