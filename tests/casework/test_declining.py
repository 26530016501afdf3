"""Refusals that aren't one yet: the person chooses, says what is missing, and is never left without an answer."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.inputs import Command
from tests.casework.house import ANIMATOR, NADIA, SAMIRA, House, later
from tests.histories import check_histories

MONDAY = "2026-11-23T08:30"


def asked(house: House, *labels: str) -> int:
    """The case that Nadia got, after she tapped *Pas pour moi* and these."""
    case_id = house.refer().case.id
    house.at(MONDAY)
    for label in ("Pas pour moi", *labels):
        house.tap(NADIA, label)
    return case_id


def no_room(house: House) -> int:
    return asked(house, "Pas de place avant…", "mercredi 23 décembre")


def test_no_room_asks_the_person_and_keeps_referent_and_case(house: House) -> None:
    case_id = no_room(house)
    assert house.last("telegram", SAMIRA).startswith("Nadia Brun n’a pas de place avant le mercredi 23 décembre.")
    assert house.buttons("telegram", SAMIRA) == ["Attendre Nadia Brun", "Parler à quelqu’un d’autre"]
    assert (house.case(case_id).status, house.referrals(case_id)[0].status) == ("referred", "newcomer_chooses")
    assert not any("ne prend pas" in text for text in house.heard("staff", ANIMATOR))
    assert ("choice_over", date(2026, 11, 26)) in house.reminders()


def test_who_waits_is_promised_a_call_after_that_day_and_nobody_is_reminded_before(house: House) -> None:
    case_id = no_room(house)
    house.newcomer_tap("Attendre Nadia Brun")
    assert "vous appelle à partir du mercredi 23 décembre" in house.last("telegram", SAMIRA)
    assert house.referrals(case_id)[0].promised_on == date(2026, 12, 28)
    before = len(house.heard("staff", NADIA)), len(house.heard("telegram", SAMIRA))
    for day in ("2026-11-26", "2026-12-01", "2026-12-10", "2026-12-22"):
        house.at(f"{day}T09:00")
    assert "Samira attend Nadia Brun" in house.last("staff", NADIA)
    assert (len(house.heard("staff", NADIA)), len(house.heard("telegram", SAMIRA))) == before
    house.at("2026-12-23T08:30")
    assert "vous pensiez appeler Samira aujourd’hui" in house.last("staff", NADIA)
    assert check_histories(house.store) == 1


def test_who_would_rather_have_somebody_else_is_looked_for_at_once(house: House) -> None:
    case_id = no_room(house)
    house.newcomer_tap("Parler à quelqu’un d’autre")
    assert house.referrals(case_id)[0].decline_reason == "pas_de_place"
    assert "Qui appelle" in house.last("staff", ANIMATOR)
    said = house.last("telegram", SAMIRA)
    assert said.startswith("C’est noté. Marion Delorme cherche quelqu’un d’autre")
    assert "n’est pas la bonne personne" not in said
    assert "préfère parler à quelqu’un d’autre" in house.last("staff", NADIA)


def test_a_silence_goes_to_the_animators_while_the_promise_can_be_kept(house: House) -> None:
    case_id = no_room(house)
    house.at("2026-11-26T08:30")
    assert house.case(case_id).status == "referred"
    assert house.referrals(case_id)[0].status == "declined"
    assert "Qui appelle" in house.last("staff", ANIMATOR)
    assert "Je n’ai pas eu votre réponse" in house.last("telegram", SAMIRA)
    assert [kind for kind, _ in house.reminders() if kind == "animator"] == ["animator"]


def test_a_late_yes_still_counts_and_the_animators_stop_looking(house: House) -> None:
    case_id = no_room(house)
    house.at("2026-11-26T08:30")
    house.newcomer_tap("Attendre Nadia Brun")
    assert house.referrals(case_id)[0].status == "seen"
    assert "Samira attend Nadia Brun" in house.last("staff", ANIMATOR)
    assert "animator" not in [kind for kind, _ in house.reminders()]
    assert house.referrals(case_id)[0].decline_reason is None
    assert check_histories(house.store) == 1


def test_an_answer_given_twice_or_after_the_case_went_on_changes_nothing(house: House) -> None:
    case_id = no_room(house)
    house.newcomer_tap("Attendre Nadia Brun")
    told = len(house.heard("staff", NADIA))
    house.newcomer_tap("Parler à quelqu’un d’autre")
    assert "n’a plus d’effet" in house.last("telegram", SAMIRA)
    assert house.referrals(case_id)[0].status == "seen"
    assert len(house.heard("staff", NADIA)) == told


def test_a_referent_who_finds_room_takes_it_and_the_question_is_over(house: House) -> None:
    case_id = no_room(house)
    house.deliver()
    house.tap(NADIA, "Je prends")
    assert house.case(case_id).status == "taken_charge"
    house.newcomer_tap("Parler à quelqu’un d’autre")
    assert house.case(case_id).status == "taken_charge"


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [
        ("Oui, et cela me suffit", "closed", "a déjà quelqu’un, et cela lui suffit"),
        ("Oui, mais Nadia Brun m’intéresse aussi", "sent", "quelqu’un accompagne déjà Samira"),
        ("Non, personne", "sent", "personne n’accompagne Samira"),
    ],
)
def test_who_may_be_followed_already_is_asked_before_any_name_is_written(
    house: House, answer: str, status: str, told: str
) -> None:
    case_id = asked(house, "Déjà suivi ailleurs")
    assert "aucun nom n’est noté" in house.last("staff", NADIA)
    assert not [row for row in house.rows("staff", NADIA) if row.body.get("prompts_reply")]
    assert "Est-ce le cas" in house.last("telegram", SAMIRA)
    house.newcomer_tap(answer)
    assert house.referrals(case_id)[0].status == status
    assert told in house.last("staff", NADIA)
    assert check_histories(house.store) == 1
    if status == "closed":
        assert house.reminders() == []


def test_what_is_missing_is_asked_and_the_animators_hear_of_it_after_three_silent_days(house: House) -> None:
    case_id = house.refer(agreed_days=15).case.id
    house.at(MONDAY)
    for label in ("Pas pour moi", "Incomplet"):
        house.tap(NADIA, label)
    house.deliver()
    house.reply(NADIA, "Quel est votre budget ?")
    assert house.referrals(case_id)[0].status == "sent"
    house.tap(NADIA, "Envoyer")
    assert "Quel est votre budget" in house.last("telegram", SAMIRA)
    assert ("still_incomplete", date(2026, 11, 26)) in house.reminders()
    house.at("2026-11-26T08:30")
    said = [text for text in house.heard("staff", ANIMATOR) if "ce qui manque, sans réponse" in text]
    assert len(said) == 1
    assert house.referrals(case_id)[0].interlocutor == "cc-ambert.accueil"


def test_an_escalation_says_that_the_person_was_asked_for_what_is_missing(house: House) -> None:
    asked(house, "Incomplet")
    house.deliver()
    house.reply(NADIA, "Quel est votre budget ?")
    house.tap(NADIA, "Envoyer")
    house.at("2026-11-26T08:30")
    assert "ce qui manque ; elle n’a pas répondu".replace(" ;", "\u202f;") in house.last("staff", ANIMATOR)


def test_what_was_missing_and_was_said_escalates_to_nobody(house: House) -> None:
    asked(house, "Incomplet")
    house.deliver()
    house.reply(NADIA, "Quel est votre budget ?")
    house.tap(NADIA, "Envoyer")
    house.deliver()
    house.newcomer_tap("Répondre à Nadia Brun")
    assert house.newcomer_says("cinquante mille")
    house.newcomer_tap("Envoyer")
    assert "still_incomplete" not in [kind for kind, _ in house.reminders()]
    house.at("2026-11-26T08:30")
    assert not [text for text in house.heard("staff", ANIMATOR) if "ce qui manque" in text]


def test_whom_we_can_t_write_to_is_not_asked_but_looked_after(house: House) -> None:
    case_id = house.refer().case.id
    house.at(MONDAY)
    with house.work() as uow:
        uow.talks.block(uow.talks.load("telegram", SAMIRA, house.now), house.now)
    for label in ("Pas pour moi", "Déjà suivi ailleurs"):
        house.tap(NADIA, label)
    assert house.referrals(case_id)[0].status == "declined"
    assert "Qui appelle" in house.last("staff", ANIMATOR)


def test_hors_competence_feeds_the_rules_to_look_at_with_the_rule_s_name(house: House) -> None:
    number = house.case(asked(house, "Hors compétence")).number
    house.staff(ANIMATOR, Command("regles", ""))
    said = house.last("staff", ANIMATOR)
    title = next(rule.title.fr for rule in house.territory.rules.rules if rule.id == "reprise-idee")
    assert "Règles à regarder" in said
    assert f"{title}\u202f» (reprise-idee)" in said
    assert f"Hors compétence, dossiers {number}" in said
    later(house, days=100)
    house.staff(ANIMATOR, Command("regles", ""))
    assert "Règles à regarder" not in house.last("staff", ANIMATOR)


@pytest.mark.parametrize("label", ["Je me déporte", "Autre raison"])
def test_other_reasons_say_nothing_of_a_rule(house: House, label: str) -> None:
    asked(house, label)
    house.staff(ANIMATOR, Command("regles", ""))
    assert "Règles à regarder" not in house.last("staff", ANIMATOR)
