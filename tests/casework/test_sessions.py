"""A project that waits for a session, and the appuis that a new stage suggests."""

from __future__ import annotations

from datetime import date

from dialogs.inputs import Command, Tap
from tests.casework.house import CCI, NADIA, PAUL, SAMIRA, House
from tests.histories import check_histories

MONDAY = "2026-11-23T08:30"


def followed(house: House) -> int:
    case_id = house.refer().case.id
    house.at(MONDAY)
    house.tap(NADIA, "Je prends")
    house.tap(NADIA, "Contact fait")
    return case_id


def waiting(house: House) -> int:
    case_id = followed(house)
    house.tap(NADIA, "En pause…")
    house.tap(NADIA, "Attente d’une session…")
    house.tap(NADIA, "mercredi 23 décembre")
    return case_id


def test_a_project_that_waits_for_a_session_is_asked_after_on_its_day(house: House) -> None:
    case_id = waiting(house)
    assert house.referrals(case_id)[0].status == "session"
    assert "attend une session le mercredi 23 décembre" in house.last("telegram", SAMIRA)
    assert house.reminders() == [("session_day", date(2026, 12, 23))]
    before = len(house.heard("staff", NADIA))
    house.at("2026-12-22T09:00")
    assert len(house.heard("staff", NADIA)) == before
    house.at("2026-12-23T08:30")
    assert "la session attendue a eu lieu" in house.last("staff", NADIA)
    house.tap(NADIA, "Étude")
    assert house.referrals(case_id)[0].status == "contacted"
    assert check_histories(house.store) == 1


def test_a_session_day_without_an_answer_is_asked_about_again(house: House) -> None:
    waiting(house)
    house.at("2026-12-23T08:30")
    assert [kind for kind, _ in house.reminders()] == ["session_day"]
    house.at("2026-12-31T08:30")
    assert len([text for text in house.heard("staff", NADIA) if "session attendue" in text]) == 2


def test_the_list_says_which_session(house: House) -> None:
    waiting(house)
    house.staff(NADIA, Command("dossiers"))
    said = house.last("staff", NADIA).replace("\u202f", " ")
    assert "En attente d’une session (1) :\n1 · Samira · Arlanc ou environs · le mercredi 23 décembre" in said


def test_programmes_with_a_date_are_offered_first(house: House) -> None:
    programmes = house.territory.directory.programmes.values()
    dated = sorted(
        (each.starts_on, each.name) for each in programmes if each.starts_on and each.starts_on > date(2026, 11, 23)
    )
    followed(house)
    house.tap(NADIA, "En pause…")
    house.tap(NADIA, "Attente d’une session…")
    labels = house.buttons("staff", NADIA)
    assert len(labels) <= 8
    for (_, name), label in zip(dated[:4], labels, strict=False):
        assert name[:20] in label


def reviewed(house: House, stage: str) -> None:
    house.staff(NADIA, Tap(f"s.u.{house.first_card_token(NADIA).split('.')[2]}.{stage}", None))


def test_a_new_stage_suggests_appuis_and_sends_nothing(house: House) -> None:
    case_id = followed(house)
    others = (("telegram", SAMIRA), ("staff", CCI), ("staff", PAUL))
    told = [len(house.heard(*each)) for each in others]
    reviewed(house, "montage")
    said = house.last("staff", NADIA)
    assert "à ce stade, les règles en vigueur nomment aussi ces appuis" in said
    offered = house.buttons("staff", NADIA)
    assert 1 <= len(offered) <= 3
    assert not any(label.startswith("Nadia Brun") for label in offered)
    assert [len(house.heard(*each)) for each in others] == told
    assert house.referrals(case_id)[-1].interlocutor == "cc-ambert.accueil", "the fil rouge stays"
    house.tap(NADIA, offered[0])
    assert house.last("staff", NADIA).startswith("Associer ")


def test_the_same_stage_again_suggests_nothing(house: House) -> None:
    followed(house)
    reviewed(house, "montage")
    before = len([text for text in house.heard("staff", NADIA) if "à ce stade" in text])
    reviewed(house, "montage")
    assert len([text for text in house.heard("staff", NADIA) if "à ce stade" in text]) == before
