"""/dossiers by what is awaited, and who hears the person's yes or no when a case is to change hands."""

from __future__ import annotations

from datetime import date

import pytest

from bot.casework.awaited import Awaited, awaited_of
from bot.casework.life import OPEN
from bot.usecases.personal_records import erase_person
from dialogs.inputs import Command
from tests.casework.house import ANIMATOR, CCI, NADIA, SAMIRA, House

MONDAY = "2026-11-23T08:30"
TODAY = date(2026, 11, 24)


def listed(house: House, chat: int) -> str:
    house.staff(chat, Command("dossiers"))
    house.deliver()
    return house.last("staff", chat).replace("\u202f", " ")


@pytest.mark.parametrize("status", sorted(OPEN))
@pytest.mark.parametrize("is_holder", [True, False])
def test_every_open_status_awaits_something(status: str, is_holder: bool) -> None:
    assert awaited_of(status, TODAY, None, TODAY, is_holder=is_holder) in Awaited


def test_a_call_is_awaited_until_its_day_and_asked_about_from_then_on() -> None:
    for status in ("seen", "taken_charge", "trying"):
        ahead = awaited_of(status, date(2026, 11, 27), None, TODAY, is_holder=True)
        come = awaited_of(status, date(2026, 11, 27), TODAY, TODAY, is_holder=True)
        assert (ahead, come) == (Awaited.TO_CALL, Awaited.CONTACT_MADE)


def test_what_nobody_answered_is_to_take_for_its_referent_and_to_assign_for_the_animator() -> None:
    assert awaited_of("escalated", TODAY, None, TODAY, is_holder=True) is Awaited.TO_TAKE
    assert awaited_of("escalated", TODAY, None, TODAY, is_holder=False) is Awaited.TO_ASSIGN


def test_cases_are_grouped_the_most_pressing_first_with_whole_dates(house: House) -> None:
    for chat in (7, 8, 9, 10):
        house.refer(chat=chat)
    house.at(MONDAY)
    for number, label in ((2, "Je prends"), (3, "Je prends")):
        house.staff(NADIA, Command("dossiers"))
        house.tap(NADIA, f"Dossier {number}")
        house.tap(NADIA, label)
    house.tap(NADIA, "Contact fait")
    house.tap(NADIA, "En pause…")
    house.tap(NADIA, "mercredi 23 décembre")
    said = listed(house, NADIA)
    heads = [line for line in said.split("\n") if line.endswith(") :")]
    assert heads == ["À prendre (2) :", "À appeler (1) :", "En pause (1) :"]
    assert "2 · Samira · Arlanc ou environs · promis d’ici vendredi 27" in said
    assert "3 · Samira · Arlanc ou environs · jusqu’au mercredi 23 décembre" in said


def test_a_long_list_is_one_screen_then_pages(house: House) -> None:
    for chat in range(20, 34):
        house.refer(chat=chat)
    house.at(MONDAY)
    said = listed(house, NADIA)
    assert "page 1 sur 3" in said
    assert len(said) < 700
    assert len(house.buttons("staff", NADIA)) == 7
    house.tap(NADIA, "Suivants")
    assert "page 2 sur 3" in house.last("staff", NADIA)
    assert len(house.buttons("staff", NADIA)) == 8
    assert "À prendre (14)" in house.last("staff", NADIA)


def test_who_looks_at_a_list_of_names_is_noted(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    listed(house, NADIA)
    assert "list_cases" in house.audited()


def test_a_list_that_names_somebody_erased_becomes_a_stub(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    assert "Samira" in listed(house, NADIA)
    row = house.rows("staff", NADIA)[-1]
    with house.work() as uow:
        erase_person(uow, house.world, uow.talks.load("telegram", SAMIRA, house.now), house.now)
    stubs = [each for each in house.rows("staff", NADIA, kinds=("edit",)) if each.edits_message_id == row.message_id]
    assert [each.body["text"] for each in stubs] == ["Cette liste n’est plus à jour. /dossiers montre ce qui l’est."]


@pytest.mark.parametrize(("answer", "told"), [("D’accord", "a dit oui"), ("Non, merci", "préfère que rien ne soit")])
def test_whoever_asked_to_pass_a_case_on_hears_the_answer(house: House, answer: str, told: str) -> None:
    case_id = house.refer().case.id
    house.at(MONDAY)
    house.at("2026-11-26T08:30")
    cci = house.territory.directory.interlocutors["cci-puy-de-dome.ambert"]
    house.tap(ANIMATOR, f"Confier à {cci.name}")
    assert not any("Samira" in text for text in house.heard("staff", CCI))
    house.newcomer_tap(answer)
    assert told in house.last("staff", ANIMATOR)
    assert (house.referrals(case_id)[-1].interlocutor == cci.id) == (answer == "D’accord")


def test_the_referent_who_passes_on_hears_the_yes(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    cci = house.territory.directory.interlocutors["cci-puy-de-dome.ambert"]
    house.tap(NADIA, "Réorienter")
    house.tap(NADIA, next(label for label in house.buttons("staff", NADIA) if label.startswith(cci.name)))
    house.tap(NADIA, "Envoyer sans mot")
    house.newcomer_tap("D’accord")
    assert f"Samira a dit oui. Le dossier est maintenant à {cci.name}" in house.last("staff", NADIA)


def test_structures_are_offered_after_the_likeliest_never_page_upon_page_of_names(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    house.tap(NADIA, "Réorienter")
    house.tap(NADIA, "Par structure")
    seen: list[str] = []
    while True:
        labels = house.buttons("staff", NADIA)
        assert len(labels) <= 8
        seen += [label for label in labels if label not in ("Suivants", "Précédents")]
        if "Suivants" not in labels:
            break
        house.tap(NADIA, "Suivants")
    active = [each for each in house.territory.directory.interlocutors.values() if each.is_active]
    assert set(seen) == {each.structure.name for each in active if each.id != "cc-ambert.accueil"}
