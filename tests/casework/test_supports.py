"""Appuis: brought in by the referent or the person, under an agreement, with an answer of their own."""

from __future__ import annotations

import pytest

from bot.usecases import cases as casework
from bot.usecases.cases.own_projects import show_projects
from bot.usecases.cases.tokens import NewcomerVerb, StaffVerb, key_of, newcomer_token, staff_token
from dialogs.inputs import Command, Tap
from tests.casework.house import ANIMATOR, CCI, NADIA, PAUL, SAMIRA, STRANGER, House
from tests.histories import check_histories

MONDAY = "2026-11-23T08:30"
CHAMBER = "cci-puy-de-dome.ambert"


def taken(house: House) -> int:
    case_id = house.refer().case.id
    house.at(MONDAY)
    house.tap(NADIA, "Je prends")
    return case_id


def name(house: House, desk: str = CHAMBER) -> str:
    return str(house.territory.directory.interlocutors[desk].name)


def asked_for(house: House, desk: str = CHAMBER) -> None:
    """Nadia asks for that appui, by the rules or by structure."""
    brief = house.brief(house.brief_id)
    house.staff(NADIA, Tap(staff_token(StaffVerb.CONFIRM_SUPPORT, brief.referral.id, key_of(desk))))
    house.tap(NADIA, "Associer")


def support_of(house: House, case_id: int) -> str:
    with house.store.read() as uow:
        return [row.status for row in uow.cases.supports_of(case_id)][-1]


def agreed(house: House) -> int:
    case_id = taken(house)
    asked_for(house)
    house.newcomer_tap("D’accord")
    return case_id


def test_the_rules_appuis_are_offered_first_with_role_and_reason_then_structures(house: House) -> None:
    taken(house)
    house.tap(NADIA, "Associer un appui")
    assert f"{name(house)} ·" in house.last("staff", NADIA)
    house.tap(NADIA, "Par structure")
    assert len(house.buttons("staff", NADIA)) <= 8
    structure = house.territory.directory.interlocutors["cc-ambert.economie"].structure.name
    while not any(label.startswith(structure[:40]) for label in house.buttons("staff", NADIA)):
        house.tap(NADIA, "Suivants")
    house.tap(NADIA, next(label for label in house.buttons("staff", NADIA) if label.startswith(structure[:40])))
    assert any(label.startswith("Paul Roche") for label in house.buttons("staff", NADIA))


def test_beyond_the_agreements_the_person_is_asked_before_anything_is_told(house: House) -> None:
    case_id = taken(house)
    asked_for(house)
    assert "avant son oui" in house.settled(NADIA) or "avant son oui" in house.last("staff", NADIA)
    assert not any("Samira" in text for text in house.heard("staff", CCI))
    assert "sans votre accord, rien ne part" in house.last("telegram", SAMIRA)
    house.newcomer_tap("D’accord")
    said = house.last("staff", CCI)
    assert "Samira, 01 99 00 56 78" in said
    assert "Nadia Brun suit le dossier 1" in said
    assert "on en a marre" not in said, "the story is the referent's"
    assert house.buttons("staff", CCI) == ["D’accord", "Je ne peux pas"]
    assert "est prévenu pour un appui" in house.last("staff", NADIA)
    brief = house.brief(case_id)
    assert brief.referral.interlocutor == "cc-ambert.accueil"
    assert brief.referral.status == "taken_charge"
    assert "structure:cci-puy-de-dome" in {consent.kind for consent in brief.consents}
    assert check_histories(house.store) == 1


def test_a_no_tells_the_referent_and_nobody_else(house: House) -> None:
    taken(house)
    asked_for(house)
    house.newcomer_tap("Non, merci")
    assert "préfère que rien ne soit transmis" in house.last("staff", NADIA)
    assert not any("Samira" in text for text in house.heard("staff", CCI))


def test_within_the_agreements_the_appui_is_told_at_once_and_the_person_knows(house: House) -> None:
    case_id = taken(house)
    asked_for(house, "cc-ambert.economie")
    assert "aimerait votre appui" in house.last("staff", PAUL)
    assert "reste à vos côtés" in house.last("telegram", SAMIRA)
    assert support_of(house, case_id) == "support_asked"
    asked_for(house, "cc-ambert.economie")
    assert "est déjà sur ce dossier" in house.last("staff", NADIA)


@pytest.mark.parametrize(
    ("taps", "status", "told"),
    [
        (("D’accord",), "support_accepted", "apporte son appui à Samira"),
        (("Je ne peux pas",), "support_declined", "ne peut pas apporter son appui"),
        (("D’accord", "C’est fait"), "support_done", "a fait sa part pour Samira"),
    ],
)
def test_an_appui_answers_for_themselves_and_the_referent_sees_who_did_what(
    house: House, taps: tuple[str, ...], status: str, told: str
) -> None:
    case_id = agreed(house)
    house.deliver()
    for label in taps:
        house.tap(CCI, label)
    assert support_of(house, case_id) == status
    assert told in house.last("staff", NADIA)
    assert house.referrals(case_id)[0].status == "taken_charge", "nothing an appui does moves the case"
    house.staff(NADIA, Command("dossiers"))
    house.tap(NADIA, "Dossier 1")
    house.tap(NADIA, "Lire la suite")
    assert f"Appuis\u202f: {name(house)}" in "\n".join(house.heard("staff", NADIA)[-4:])
    assert check_histories(house.store) == 1


def test_an_answer_given_twice_changes_nothing(house: House) -> None:
    case_id = agreed(house)
    house.deliver()
    order, token = house.find_button("staff", CCI, "D’accord")
    for _ in range(2):
        house.staff(CCI, Tap(token, order))
    assert house.last("staff", CCI) == "C’est déjà fait."
    assert support_of(house, case_id) == "support_accepted"


def test_the_person_tells_whom_the_proposal_named_by_one_tap(house: House) -> None:
    taken(house)
    with house.work() as uow:
        show_projects(uow, house.world, uow.talks.load("telegram", SAMIRA, house.now), house.now)
    house.newcomer_tap(f"Prévenir {name(house)}")
    assert "Samira, 01 99 00 56 78" in house.last("staff", CCI)
    assert "est prévenu pour un appui" in house.last("staff", NADIA)
    with house.work() as uow:
        show_projects(uow, house.world, uow.talks.load("telegram", SAMIRA, house.now), house.now)
    assert f"Prévenir {name(house)}" not in house.buttons("telegram", SAMIRA)


def test_an_appui_finds_their_case_in_the_list_and_sees_the_lighter_card_only(house: House) -> None:
    agreed(house)
    house.staff(CCI, Command("dossiers"))
    assert "En appui (1)" in house.last("staff", CCI)
    house.tap(CCI, "Dossier 1")
    assert "aimerait votre appui" in house.last("staff", CCI)
    assert "on en a marre" not in "\n".join(house.heard("staff", CCI))
    house.staff(CCI, Tap(staff_token(StaffVerb.TAKE, house.brief(house.brief_id).referral.id)))
    assert "pas pour ce compte" in house.last("staff", CCI)


@pytest.mark.parametrize("who", [STRANGER, PAUL, ANIMATOR, NADIA])
def test_nobody_answers_for_an_appui(house: House, who: int) -> None:
    case_id = agreed(house)
    with house.store.read() as uow:
        support = uow.cases.supports_of(case_id)[0].id
    for verb in (StaffVerb.SUPPORT_YES, StaffVerb.SUPPORT_NO, StaffVerb.SUPPORT_DONE):
        house.staff(who, Tap(staff_token(verb, support)))
    assert support_of(house, case_id) == "support_asked"


def test_who_has_no_account_is_not_asked_but_named_with_a_number(house: House) -> None:
    case_id = taken(house)
    bound = {"cc-ambert.accueil", "cc-ambert.economie", CHAMBER, house.territory.pivot}
    other = next(each for each in house.territory.directory.interlocutors.values() if each.id not in bound)
    asked_for(house, other.id)
    assert "n’a pas de compte ici" in house.last("staff", NADIA)
    with house.store.read() as uow:
        assert uow.cases.supports_of(case_id) == []


def test_a_withdrawal_asks_the_appui_to_delete_too(house: House) -> None:
    case_id = agreed(house)
    _, token = house.find_button("staff", CCI, "D’accord")
    with house.work() as uow:
        talk = uow.talks.load("telegram", SAMIRA, house.now)
        casework.withdraw_agreement(uow, house.world, talk, "interlocutor", house.now)
    assert "Merci d’effacer" in house.last("staff", CCI)
    assert house.case(case_id).status == "withdrawn"
    house.staff(CCI, Tap(token))
    assert "pas pour ce compte" in house.last("staff", CCI)


def test_a_forged_agreement_on_somebody_else_s_case_does_nothing(house: House) -> None:
    taken(house)
    house.refer(chat=8)
    number = house.brief(house.brief_id).referral.id
    with house.work() as uow:
        other = uow.talks.load("telegram", SAMIRA, house.now)
        token = newcomer_token(NewcomerVerb.AGREE_SUPPORT, number, key_of(CHAMBER))
        assert casework.newcomer_tap(uow, house.world, other, token, house.now)
    assert not any("Samira" in text for text in house.heard("staff", CCI))
