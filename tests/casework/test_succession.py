"""Somebody leaves: their cases go on with somebody else, with the persons' yes; or the directory lost who had them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.casework.life import Status
from bot.rules.files import read_folder
from bot.settings import PACKAGED_TERRITORIES
from bot.usecases.cases.tokens import StaffVerb, key_of, staff_token
from bot.usecases.revisions import put_in_force, take_in
from bot.usecases.successions import release_gone
from dialogs.inputs import Command, Tap
from referral_rules.territory import Territory
from tests.casework.house import ANIMATOR, CCI, NADIA, PAUL, SAMIRA, STRANGER, House
from tests.casework.test_who_may import ELSEWHERE, REVOKED, bind_others

NADIA_S, PAUL_S, CCI_S = "cc-ambert.accueil", "cc-ambert.economie", "cci-puy-de-dome.ambert"


def asked(house: House, *gestures: str) -> int:
    """A case of Nadia's on Monday 23 November, after some gestures of hers."""
    case_id = house.refer().case.id
    house.at("2026-11-23T08:30")
    for gesture in gestures:
        house.tap(NADIA, gesture)
        house.deliver()
    return case_id


def hand_over(house: House, text: str) -> str:
    """What the animator reads after their yes."""
    house.staff(ANIMATOR, Command("passation", text))
    house.deliver()
    house.tap(ANIMATOR, "Oui, confier")
    return house.settled(ANIMATOR)


def holder(house: House, case_id: int) -> str:
    return house.referrals(case_id)[-1].interlocutor


def test_what_moves_is_listed_and_nothing_is_done_before_the_yes(house: House) -> None:
    case_id = asked(house)
    house.staff(ANIMATOR, Command("passation", "Nadia Brun à Paul Roche le 30"))
    said = house.last("staff", ANIMATOR)
    assert "Paul Roche prend la suite de Nadia Brun, qui s’en va le 30 novembre 2026" in said
    assert "Dossier 1\u202f: à Paul Roche aussitôt" in said
    house.deliver()
    house.tap(ANIMATOR, "Non")
    assert "Rien n’est fait" in house.settled(ANIMATOR)
    assert holder(house, case_id) == NADIA_S


def test_a_case_that_nobody_took_goes_at_once_and_everybody_knows(house: House) -> None:
    case_id = asked(house)
    said = hand_over(house, "Nadia Brun à Paul Roche le 30")
    assert "C’est fait" in said
    assert "le statut «\u202finactif\u202f»" in said
    assert holder(house, case_id) == PAUL_S
    assert "Paul Roche vous appelle" in house.last("telegram", SAMIRA)
    assert "Samira" in house.last("staff", PAUL)
    assert any("confié la suite de vos dossiers à Paul Roche" in text for text in house.heard("staff", NADIA))


def test_whoever_is_followed_is_told_both_names_and_chooses(house: House) -> None:
    case_id = asked(house, "Je prends", "Contact fait")
    assert "la personne choisit" in hand_over(house, "Nadia Brun à Paul Roche le 30")
    told = house.last("telegram", SAMIRA)
    assert "Nadia Brun quitte son poste lundi 30. Paul Roche peut prendre la suite" in told
    assert holder(house, case_id) == NADIA_S, "nothing is transmitted before the yes"
    assert not [text for text in house.heard("staff", PAUL) if "Samira" in text]
    house.newcomer_tap("D’accord")
    assert holder(house, case_id) == PAUL_S


def test_a_no_leaves_the_case_where_it_is(house: House) -> None:
    case_id = asked(house, "Je prends", "Contact fait")
    hand_over(house, "Nadia Brun à Paul Roche le 30")
    house.newcomer_tap("Non, merci")
    assert holder(house, case_id) == NADIA_S
    assert house.brief(case_id).state.status is Status.IN_CONTACT


def test_who_is_gone_already_hands_over_at_once_what_the_agreements_reach(house: House) -> None:
    case_id = asked(house, "Je prends", "Contact fait")
    hand_over(house, "Nadia Brun à Paul Roche")
    assert holder(house, case_id) == PAUL_S


def test_another_structure_gets_nothing_without_a_yes_and_somebody_is_sought_meanwhile(house: House) -> None:
    case_id = asked(house, "Je prends")
    adviser = house.territory.directory.interlocutors[CCI_S].name
    assert "la personne choisit" in hand_over(house, f"Nadia Brun à {adviser}")
    heard = house.heard("telegram", SAMIRA)
    assert "Nadia Brun ne suit plus de dossiers ici" in heard[-2]
    assert f"{adviser} peut reprendre votre dossier" in heard[-1]
    assert house.brief(case_id).state.status is Status.ESCALATED
    assert not [text for text in house.heard("staff", CCI) if "Samira" in text]
    house.newcomer_tap("D’accord")
    assert holder(house, case_id) == CCI_S


def test_names_may_be_tapped(house: House) -> None:
    case_id = asked(house)
    house.staff(ANIMATOR, Command("passation"))
    for name in ("Nadia Brun", "Paul Roche"):
        while not (found := [label for label in house.buttons("staff", ANIMATOR) if label.startswith(name)]):
            house.deliver()
            house.tap(ANIMATOR, "Suivants")
        house.deliver()
        house.tap(ANIMATOR, found[0])
    house.deliver()
    house.tap(ANIMATOR, "Oui, confier")
    assert holder(house, case_id) == PAUL_S


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nadia Brun à Nadia Brun", "deux fois la même personne"),
        ("Nadia Brun à Marion Delorme", "n’a pas de compte"),
        ("Nadia Brun à Paul Roche le 31/2", "n’existe dans aucun calendrier"),
        ("Nadia Brun à Personne", "Qui prend la suite de Nadia Brun"),
    ],
)
def test_what_can_not_be_is_said(house: House, text: str, told: str) -> None:
    case_id = asked(house)
    house.staff(ANIMATOR, Command("passation", text))
    assert told in house.last("staff", ANIMATOR)
    assert holder(house, case_id) == NADIA_S


@pytest.mark.parametrize("who", [STRANGER, ELSEWHERE, PAUL, CCI, REVOKED, NADIA])
def test_nobody_else_hands_anybody_s_cases_over(house: House, who: int) -> None:
    bind_others(house)
    case_id = asked(house)
    before = len(house.heard("staff", who))
    house.staff(who, Command("passation", "Nadia Brun à Paul Roche"))
    keys = (key_of(NADIA_S), key_of(PAUL_S))
    for token in (
        staff_token(StaffVerb.SUCCEED, "y", *keys),
        staff_token(StaffVerb.SUCCEED, "a", *keys),
        staff_token(StaffVerb.SUCCEED, "a", keys[0]),
        staff_token(StaffVerb.SUCCEED, "p", 0),
    ):
        house.staff(who, Tap(token, None))
    assert holder(house, case_id) == NADIA_S
    shown = "\n".join(house.heard("staff", who)[before:])
    assert "Dossier 1" not in shown
    assert "Nadia" not in shown


# -- gone from the directory


def test_cases_of_somebody_whom_the_directory_lost_go_on_with_the_substitute(house: House) -> None:
    case_id = asked(house, "Je prends")
    new = without(house, NADIA_S)
    with house.work() as uow:
        (passed,) = release_gone(uow, house.world, house.territory, new, house.now)
    assert (passed.number, passed.fate, passed.who) == (1, "passe", "Paul Roche")
    assert holder(house, case_id) == PAUL_S
    with house.work() as uow:
        assert release_gone(uow, house.world, house.territory, new, house.now) == [], "done twice, nothing happens"


def test_without_a_substitute_the_animators_seek_somebody_under_the_name_the_person_knows(house: House) -> None:
    case_id = asked(house, "Je prends", "Contact fait")
    new = without(house, NADIA_S, PAUL_S)
    with house.work() as uow:
        (passed,) = release_gone(uow, house.world, house.territory, new, house.now)
    assert passed.fate == "cherche"
    assert house.brief(case_id).state.status is Status.ESCALATED
    assert "Nadia Brun ne suit plus de dossiers ici" in house.last("telegram", SAMIRA)


def test_a_revision_without_somebody_who_has_cases_does_it_and_says_so(house: House) -> None:
    case_id = asked(house, "Je prends")
    files = read_folder(PACKAGED_TERRITORIES / house.territory.id)
    renamed = {name: text.replace(b"cc-ambert.accueil", b"cc-ambert.bienvenue") for name, text in files.items()}
    nadia = b"{interlocuteur: accueil, nom: Nadia Brun"
    assert nadia in renamed["annuaire.yaml"]
    renamed["annuaire.yaml"] = renamed["annuaire.yaml"].replace(nadia, nadia.replace(b"accueil", b"bienvenue"))
    with house.work() as uow:
        standing = uow.revisions.in_force()[house.territory.id]
        first = take_in(
            uow,
            house.territory.id,
            {**files, "annuaire.yaml": files["annuaire.yaml"] + b"\n"},
            house.now,
            author="animation",
        )
        put_in_force(uow, house.world, first, house.now, by="animation", expected=standing.activation_id)
    assert holder(house, case_id) == NADIA_S
    house.now += timedelta(minutes=1)
    with house.work() as uow:
        standing = uow.revisions.in_force()[house.territory.id]
        second = take_in(uow, house.territory.id, renamed, house.now, author="animation")
        passed = put_in_force(uow, house.world, second, house.now, by="animation", expected=standing.activation_id)
    assert [each.number for each in passed] == [1]
    assert holder(house, case_id) == PAUL_S


def without(house: House, *gone: str) -> Territory:
    """The territory with a directory that no longer holds some."""
    directory = house.territory.directory
    left = {name: each for name, each in directory.interlocutors.items() if name not in gone}
    changed: Territory = replace(house.territory, directory=replace(directory, interlocutors=left))
    return changed
