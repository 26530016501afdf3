"""Days away: written as people write them, questioned when in doubt, shown with their year, and told who stands in."""

from __future__ import annotations

from datetime import date

import pytest

from bot.casework.life import Status
from bot.usecases.cases.tokens import key_of, staff_token
from dialogs.inputs import Command, Tap
from tests.casework.house import ANIMATOR, CCI, NADIA, PAUL, SAMIRA, STRANGER, House, paris
from tests.casework.test_who_may import ELSEWHERE, REVOKED, bind_others

NADIA_S = "cc-ambert.accueil"


def away(house: House, interlocutor: str = NADIA_S) -> list[tuple[date, date]]:
    """What is noted of somebody's absences, over or not."""
    with house.store.read() as uow:
        found = uow.staff.absences_of(house.territory.id, interlocutor, date(2000, 1, 1))
        return [(each.from_on, each.to_on) for each in found]


def test_an_absence_is_written_shown_with_its_year_and_cancelled(house: House) -> None:
    house.staff(NADIA, Command("absence", "du 24 décembre au 2 janvier"))
    said = house.last("staff", NADIA)
    assert "absence du 24 décembre 2026 au 2 janvier 2027" in said
    assert "vos nouvelles demandes vont à Paul Roche" in said
    assert away(house) == [(date(2026, 12, 24), date(2027, 1, 2))]
    house.tap(NADIA, "Annuler\u202f: du 24 décembre 2026 au 2 janvier 2027")
    assert "Absence annulée" in house.last("staff", NADIA)
    assert away(house) == []


def test_the_same_days_twice_are_one_absence(house: House) -> None:
    for written in ("24/12 2/1", "du 24 au 2 janvier"):
        house.staff(NADIA, Command("absence", written))
    assert away(house) == [(date(2026, 12, 24), date(2027, 1, 2))]


def test_swapped_days_are_asked_about_and_kept_on_a_yes_alone(house: House) -> None:
    house.now = paris("2026-12-01T10:00")
    house.staff(NADIA, Command("absence", "24/12 20/12"))
    assert "vient avant le premier" in house.last("staff", NADIA)
    assert away(house) == [], "nothing is kept in doubt"
    house.deliver()
    house.tap(NADIA, "Oui, du 20 au 24 décembre 2026")
    assert away(house) == [(date(2026, 12, 20), date(2026, 12, 24))]


def test_no_keeps_nothing(house: House) -> None:
    house.now = paris("2026-12-01T10:00")
    house.staff(NADIA, Command("absence", "24/11"))
    assert "sont passés" in house.last("staff", NADIA)
    assert house.buttons("staff", NADIA) == ["Oui, le 24 novembre 2027", "Non"]
    house.deliver()
    house.tap(NADIA, "Non")
    assert "Rien n’est noté" in house.settled(NADIA)
    assert away(house) == []


@pytest.mark.parametrize("wrong", ["32/13", "1/1 2/2 3/3", "lundi sauf le matin", "à partir de lundi", "hier"])
def test_what_is_no_period_gets_an_example_and_nothing_is_kept(house: House, wrong: str) -> None:
    house.staff(NADIA, Command("absence", wrong))
    assert "rien n’est noté" in house.last("staff", NADIA)
    assert away(house) == []


def test_a_tapped_absence_that_is_over_is_none(house: House) -> None:
    house.staff(NADIA, Tap(staff_token("b", "n", date(2026, 11, 1), date(2026, 11, 2)), None))
    assert "passé" in house.last("staff", NADIA)
    assert away(house) == []


@pytest.mark.parametrize("who", [STRANGER, PAUL, CCI, ELSEWHERE, REVOKED])
def test_nobody_else_cancels_it(house: House, who: int) -> None:
    bind_others(house)
    house.staff(NADIA, Command("absence", "24/12 2/1"))
    _, token = house.find_button("staff", NADIA, house.buttons("staff", NADIA)[0])
    house.staff(who, Tap(token, None))
    house.staff(who, Tap(token.replace("b.x", "b.r"), None))
    assert away(house) == [(date(2026, 12, 24), date(2027, 1, 2))]


# -- what was due in it


def asked(house: House, *, has_relay: bool = True) -> int:
    """A case that Nadia has been asked for on Sunday 22 November, promised by Friday 27; it is Monday.

    Without a relay, Paul's account was shut out.
    """
    case_id = house.refer().case.id
    if not has_relay:
        with house.work() as uow:
            (paul,) = uow.staff.accounts_in_force(interlocutor="cc-ambert.economie")
            uow.staff.revoke(paul, house.now)
    house.at("2026-11-23T08:30")
    return case_id


def test_what_is_due_in_it_goes_to_the_relay_agreed_to_and_all_three_know(house: House) -> None:
    case_id = asked(house)
    house.staff(NADIA, Command("absence", "du 25 au 30"))
    said = house.last("staff", NADIA)
    assert "Dossier 1\u202f: confié à Paul Roche\u202f; la personne le sait." in said
    house.deliver()
    assert house.referrals(case_id)[-1].interlocutor == "cc-ambert.economie"
    assert "Samira" in house.last("staff", PAUL)
    assert "Paul Roche vous appelle d’ici vendredi 27" in house.last("telegram", SAMIRA)


def test_a_case_taken_moves_too(house: House) -> None:
    case_id = asked(house)
    house.tap(NADIA, "Je prends")
    house.staff(NADIA, Command("absence", "du 25 au 30"))
    assert house.referrals(case_id)[-1].interlocutor == "cc-ambert.economie"


def test_where_no_relay_can_be_told_the_animators_seek_somebody_and_the_person_knows_who_answers(house: House) -> None:
    case_id = asked(house, has_relay=False)
    house.tap(NADIA, "Je prends")
    house.staff(NADIA, Command("absence", "du 25 au 30"))
    assert "l’animation du réseau cherche qui appelle" in house.last("staff", NADIA)
    house.deliver()
    brief = house.brief(case_id)
    assert (brief.state.status, brief.state.current.is_away) == (Status.ESCALATED, True)
    told = house.last("telegram", SAMIRA)
    assert "Nadia Brun s’absente et ne pourra pas vous appeler d’ici vendredi 27" in told
    alert = house.last("staff", ANIMATOR)
    assert "Nadia Brun s’absente du 25 au 30 novembre 2026" in alert
    assert "Samira" not in alert
    assert house.reminders()[0][0] == "animator"


def test_nobody_is_said_not_to_have_answered_who_is_away(house: House) -> None:
    asked(house, has_relay=False)
    house.staff(NADIA, Command("absence", "du 25 au 30"))
    for day in (24, 25, 26, 27):
        house.at(f"2026-11-{day}T09:00").at(f"2026-11-{day}T18:30")
    told = "\n".join(house.heard("telegram", SAMIRA))
    assert "n’a pas encore répondu" not in told
    assert "cherche encore qui suivra votre projet" in told


@pytest.mark.parametrize("days", ["du 30 novembre au 4 décembre", "demain"])
def test_what_is_not_due_in_it_stays(house: House, days: str) -> None:
    case_id = asked(house)
    house.staff(NADIA, Command("absence", days))
    assert len(house.referrals(case_id)) == 1
    assert "Dossier" not in house.last("staff", NADIA)


def test_a_relay_who_is_away_as_well_gets_nothing(house: House) -> None:
    case_id = asked(house)
    house.staff(PAUL, Command("absence", "du 24 novembre au 4 décembre"))
    house.staff(NADIA, Command("absence", "du 25 au 30"))
    assert house.brief(case_id).state.status is Status.ESCALATED


def test_an_appointment_is_not_moved_but_said(house: House) -> None:
    case_id = asked(house)
    house.tap(NADIA, "Je prends")
    house.deliver()
    house.tap(NADIA, "Rendez-vous")
    label = next(label for label in house.buttons("staff", NADIA) if "26" in label)
    house.tap(NADIA, label)
    house.deliver()
    while house.brief(case_id).state.status is not Status.APPOINTMENT:
        house.tap(NADIA, house.buttons("staff", NADIA)[0])
        house.deliver()
    house.staff(NADIA, Command("absence", "du 25 au 30"))
    assert "un rendez-vous tombe pendant l’absence, jeudi 26" in house.last("staff", NADIA)
    assert len(house.referrals(case_id)) == 1


def test_who_is_back_early_gets_new_requests_and_may_take_what_nobody_took(house: House) -> None:
    case_id = asked(house, has_relay=False)
    house.staff(NADIA, Command("absence", "du 23 au 30"))
    house.at("2026-11-25T09:00")
    house.staff(NADIA, Command("absence", "je suis de retour"))
    assert away(house) == [(date(2026, 11, 23), date(2026, 11, 24))]
    assert "encore à prendre" in house.last("staff", NADIA)
    house.tap(NADIA, "Dossier 1")
    house.deliver()
    house.tap(NADIA, "Je prends")
    assert house.brief(case_id).state.status is Status.TAKEN
    house.staff(NADIA, Command("absence", "retour"))
    assert "Aucune absence n’est en cours" in house.last("staff", NADIA)


def test_back_on_the_very_day_it_never_was(house: House) -> None:
    house.staff(NADIA, Command("absence", "cette semaine"))
    house.staff(NADIA, Command("absence"))
    house.tap(NADIA, "Je suis de retour")
    assert away(house) == []


# -- for anyone


def test_an_animator_notes_anybody_s_absence_and_they_are_told(house: House) -> None:
    asked(house)
    house.staff(ANIMATOR, Command("absence", "Nadia Brun du 25 au 30"))
    said = house.last("staff", ANIMATOR)
    assert "absence de Nadia Brun, du 25 au 30 novembre 2026. Cette personne est prévenue." in said
    assert "ses nouvelles demandes vont à Paul Roche" in said
    assert "Dossier 1\u202f: confié à Paul Roche" in said
    assert away(house) == [(date(2026, 11, 25), date(2026, 11, 30))]
    told = next(text for text in house.heard("staff", NADIA) if "a noté votre absence" in text)
    assert "du 25 au 30 novembre 2026" in told
    assert "vos nouvelles demandes vont à Paul Roche" in told
    house.tap(NADIA, "Annuler\u202f: du 25 au 30 novembre 2026")
    assert away(house) == [], "who is meant may take it back"


def test_an_animator_chooses_from_the_names_and_is_asked_when_in_doubt(house: House) -> None:
    house.staff(ANIMATOR, Command("absence"))
    assert "Absence de qui" in house.last("staff", ANIMATOR)
    while not (found := [label for label in house.buttons("staff", ANIMATOR) if label.startswith("Nadia Brun")]):
        house.tap(ANIMATOR, "Suivants ›" if "Suivants ›" in house.buttons("staff", ANIMATOR) else "Suivants")
    house.tap(ANIMATOR, found[0])
    house.tap(ANIMATOR, "Demain")
    assert away(house) == [(date(2026, 11, 23), date(2026, 11, 23))]
    house.staff(ANIMATOR, Command("absence", "nadia brun 24/12 20/12"))
    house.deliver()
    house.tap(ANIMATOR, "Oui, du 20 au 24 décembre 2026")
    assert (date(2026, 12, 20), date(2026, 12, 24)) in away(house)


def test_days_written_without_a_name_wait_for_one(house: House) -> None:
    house.staff(ANIMATOR, Command("absence", "du 3 au 7 mars"))
    assert "Absence de qui" in house.last("staff", ANIMATOR)
    assert away(house) == []


def test_an_animator_takes_it_back_and_the_one_away_knows(house: House) -> None:
    house.staff(NADIA, Command("absence", "24/12 2/1"))
    house.staff(ANIMATOR, Command("absence", "Nadia Brun"))
    house.tap(ANIMATOR, "Annuler\u202f: du 24 décembre 2026 au 2 janvier 2027")
    assert away(house) == []
    house.at("2026-11-23T08:30")
    assert "a annulé votre absence du 24 décembre 2026 au 2 janvier 2027" in house.last("staff", NADIA)


@pytest.mark.parametrize("who", [STRANGER, ELSEWHERE, PAUL, CCI, REVOKED])
def test_nobody_else_notes_or_ends_an_absence_for_somebody(house: House, who: int) -> None:
    bind_others(house)
    key = key_of(NADIA_S)
    first, last = date(2026, 12, 24), date(2026, 12, 31)
    house.staff(who, Command("absence", "Nadia Brun du 24 au 31 décembre"))
    for token in (
        staff_token("b", "n", first, last, key),
        staff_token("b", "w", key, first, last),
        staff_token("b", "w", key),
        staff_token("b", "p", 0),
    ):
        house.staff(who, Tap(token, None))
    assert away(house) == []
    shown = "\n".join(house.heard("staff", who))
    assert "Nadia Brun" not in shown.replace("Bonjour Nadia Brun", "") or who == ELSEWHERE
