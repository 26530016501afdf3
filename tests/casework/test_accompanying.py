"""After the contact: appointments, the fil rouge, pauses, the end and the way back; what old cards no longer do."""

from __future__ import annotations

from datetime import date

from bot.usecases import staffroom
from dialogs.inputs import Command, Tap
from dialogs.world import World
from storage.store import Store
from tests.casework.house import ANIMATOR, NADIA, SAMIRA, House
from tests.histories import check_histories

COLLEAGUE = 111
MONDAY = "2026-11-23T08:30"


def taken(house: House) -> int:
    case_id = house.refer().case.id
    house.at(MONDAY)
    house.tap(NADIA, "Je prends")
    return case_id


def test_a_colleague_s_old_card_declines_nothing_that_was_taken(house: House) -> None:
    case_id = taken(house)
    told = len(house.heard("telegram", SAMIRA))
    number = house.brief(case_id).referral.id
    house.staff(NADIA, Tap(house.first_card_token(NADIA).replace("s.t.", "s.x.") + ".autre", None))
    assert "l’a déjà pris en charge" in house.last("staff", NADIA)
    assert house.case(case_id).status == "taken_charge"
    assert house.brief(case_id).referral.id == number
    assert len(house.heard("telegram", SAMIRA)) == told


def test_a_stale_contact_made_does_not_undo_a_refusal(house: House) -> None:
    case_id = house.refer().case.id
    house.at(MONDAY)
    token = house.first_card_token(NADIA)
    house.tap(NADIA, "Pas pour moi")
    house.tap(NADIA, "Hors compétence")
    house.staff(NADIA, Tap(token.replace("s.t.", "s.c.") + ".done", None))
    assert "l’a décliné" in house.last("staff", NADIA)
    assert house.referrals(case_id)[0].status == "declined"


def test_a_call_announced_after_the_contact_tells_nobody_of_a_call(house: House) -> None:
    taken(house)
    house.tap(NADIA, "Contact fait")
    told = house.heard("telegram", SAMIRA)
    house.staff(NADIA, Tap(house.first_card_token(NADIA).replace("s.t.", "s.v.") + ".20261126", None))
    assert "le contact est déjà fait" in house.last("staff", NADIA)
    assert house.heard("telegram", SAMIRA) == told


def test_a_case_taken_after_the_promised_day_is_promised_anew(house: House) -> None:
    case_id = house.refer().case.id
    house.at(MONDAY)
    house.at("2026-11-26T08:30")
    house.at("2026-12-01T09:00")
    house.tap(NADIA, "Je prends")
    assert "vous appelle d’ici jeudi 3" in house.last("telegram", SAMIRA)
    assert house.referrals(case_id)[0].promised_on == date(2026, 12, 3)


def test_a_silence_of_the_pivot_itself_is_not_said_to_have_gone_to_the_pivot(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    house.at("2026-11-26T08:30")
    house.tap(ANIMATOR, "L’accueil s’en occupe")
    before = len(house.heard("telegram", SAMIRA))
    for day in ("2026-12-02T08:30", "2026-12-03T17:00"):
        house.at(day)
    said = house.heard("telegram", SAMIRA)[before:]
    assert any("Personne n’a encore pu vous appeler" in text for text in said), said
    assert not any("Marion Delorme n’a pas encore répondu" in text for text in said)


def test_a_refusal_of_the_pivot_itself_says_that_the_network_looks_for_somebody(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    house.at("2026-11-26T08:30")
    house.tap(ANIMATOR, "L’accueil s’en occupe")
    house.deliver()
    house.tap(ANIMATOR, "Pas pour moi")
    house.tap(ANIMATOR, "Hors compétence")
    said = house.last("telegram", SAMIRA)
    assert said.startswith("L’accueil ne peut pas suivre ce projet lui-même")
    assert "Marion Delorme" not in said


def test_an_appointment_is_told_to_both_the_day_before_and_asked_about_the_day_after(house: House) -> None:
    case_id = taken(house)
    house.tap(NADIA, "Rendez-vous")
    house.tap(NADIA, "jeudi 26")
    house.tap(NADIA, "14 h")
    assert "jeudi 26, à 14:00" in house.last("telegram", SAMIRA)
    assert house.referrals(case_id)[-1].status == "appointment"
    house.at("2026-11-25T08:30")
    assert house.last("telegram", SAMIRA).startswith("Rappel")
    assert "rendez-vous avec Samira" in house.last("staff", NADIA)
    house.at("2026-11-27T08:30")
    assert "a-t-il eu lieu" in house.last("staff", NADIA)
    house.tap(NADIA, "Contact fait")
    assert house.case(case_id).status == "contacted"


def test_the_fil_rouge_is_asked_where_the_project_stands_and_two_silences_close_it(house: House) -> None:
    case_id = taken(house)
    house.tap(NADIA, "Contact fait")
    house.at("2026-12-23T08:30")
    assert "où en est Samira" in house.last("staff", NADIA)
    house.tap(NADIA, "Étude")
    house.at("2027-02-23T08:30")
    house.at("2027-05-24T08:30")
    assert len([text for text in house.heard("staff", NADIA) if "où en est Samira" in text]) == 3
    house.at("2027-06-08T08:30")
    assert house.case(case_id).status == "closed"
    assert "Sans nouvelles de vous" in house.last("telegram", SAMIRA)
    assert house.reminders() == []


def test_a_closed_case_has_no_date_and_opens_again_in_one_tap(house: House) -> None:
    case_id = taken(house)
    house.tap(NADIA, "Contact fait")
    house.tap(NADIA, "Terminer…")
    house.tap(NADIA, "A repris")
    assert house.case(case_id).status == "closed"
    assert "clôt votre dossier" in house.last("telegram", SAMIRA)
    assert house.reminders() == []
    house.tap(NADIA, "Rouvrir")
    assert house.case(case_id).status == "contacted"
    assert "rouvert" in house.last("telegram", SAMIRA)
    assert house.reminders() != []


def test_a_pause_rests_until_its_day_and_a_stuck_project_reaches_the_animators(house: House) -> None:
    taken(house)
    house.tap(NADIA, "Contact fait")
    house.tap(NADIA, "Je suis bloqué")
    assert "est bloqué" in house.last("staff", ANIMATOR)
    house.tap(NADIA, "En pause…")
    house.tap(NADIA, "mercredi 23 décembre")
    assert "en pause jusqu’au mercredi 23 décembre" in house.last("telegram", SAMIRA)
    assert house.reminders() == [("pause_over", date(2026, 12, 23))]


def test_a_taken_case_that_nobody_answers_for_is_asked_about_again_and_again(house: House) -> None:
    taken(house)
    for day in ("2026-11-27", "2026-12-01", "2026-12-04", "2026-12-11", "2026-12-18"):
        house.at(f"{day}T08:30")
        assert house.reminders() != []
    assert len([text for text in house.heard("staff", NADIA) if "Contact fait" in text]) == 5


def test_whom_nobody_reached_hears_a_last_word_then_the_case_is_lost_sight_of(house: House) -> None:
    case_id = taken(house)
    for day in ("2026-11-24", "2026-11-25", "2026-11-26"):
        house.at(f"{day}T10:00")
        house.tap(NADIA, "Injoignable")
    assert "a essayé plusieurs fois" in house.last("telegram", SAMIRA)
    house.at("2026-12-28T09:00")
    assert house.case(case_id).status == "closed"
    assert check_histories(house.store) == 1


def test_when_a_colleague_takes_a_case_the_other_s_card_says_so_and_its_old_buttons_are_gone(house: House) -> None:
    with house.work() as uow:
        code = staffroom.new_invitation(uow, house.territory, house.now, interlocutor="cc-ambert.accueil")
    house.staff(COLLEAGUE, Command("start", code))
    house.deliver()
    taken(house)
    house.deliver()
    card = house.rows("staff", COLLEAGUE, kinds=("edit",))[-1]
    assert card.body["text"].startswith("Pris en charge par Nadia Brun")
    assert "Je prends" not in house.buttons("staff", COLLEAGUE)


def test_who_passed_a_case_on_keeps_a_line_with_its_number_and_nothing_of_the_person(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    house.at("2026-11-26T08:30")
    house.tap(ANIMATOR, "L’accueil s’en occupe")
    card = house.rows("staff", NADIA, kinds=("edit",))[-1]
    assert card.body["text"] == "Dossier 1\u202f: suivi maintenant par Marion Delorme."
    assert not card.body.get("rows")


def test_a_case_that_nobody_could_be_told_of_is_taken_up_when_somebody_binds(world: World) -> None:
    store = Store.open("sqlite://")
    store.migrate()
    house = House(world, store)
    case_id = house.refer().case.id
    assert house.referrals(case_id)[0].status == "newcomer_calls"
    assert house.reminders() != [], "the person is asked whether they could speak to somebody"
    with house.work() as uow:
        code = staffroom.new_invitation(uow, house.territory, house.now, interlocutor="cc-ambert.accueil")
    house.staff(NADIA, Command("start", code))
    house.at(MONDAY)
    assert house.referrals(case_id)[0].status == "sent"
    assert any(text.startswith("À appeler d’ici vendredi 27") for text in house.heard("staff", NADIA))
    assert "Nadia Brun vous appelle d’ici vendredi 27" in house.last("telegram", SAMIRA)
    assert check_histories(store) == 1
    store.close()


def test_a_redirection_offers_first_whom_the_rules_rank_next_and_the_substitute(house: House) -> None:
    brief = house.refer()
    house.at(MONDAY)
    house.tap(NADIA, "Réorienter")
    names = [label.split(" · ")[0] for label in house.buttons("staff", NADIA)]
    ranked = [shown.target for shown in brief.proposal.ranked if shown.target != brief.referral.interlocutor]
    known = house.territory.directory.interlocutors
    assert names[0] == known[ranked[0]].name
    assert "Paul Roche" in names
    assert len(names) <= 6, "three, the relay, the substitute, and by structure"
    said = house.last("staff", NADIA)
    assert f"{names[0]} · {known[ranked[0]].role}" in said
    assert "Elle connaît les cédants." in said
    assert "relais de Nadia Brun" in said


def test_an_incomplete_case_stays_with_its_referent_and_the_person_is_asked_for_what_is_missing(house: House) -> None:
    case_id = house.refer().case.id
    house.at(MONDAY)
    house.tap(NADIA, "Pas pour moi")
    house.tap(NADIA, "Incomplet")
    assert "reste à vous" in house.last("staff", NADIA)
    house.deliver()
    house.reply(NADIA, "Avez-vous déjà vu les comptes ?")
    house.tap(NADIA, "Envoyer")
    assert "Avez-vous déjà vu les comptes" in house.last("telegram", SAMIRA)
    referral = house.referrals(case_id)[-1]
    assert (referral.status, referral.promised_on) == ("sent", date(2026, 11, 27))
