"""Free words of staff: kept as notes on the right case, suggesting a gesture, never acting by themselves."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.casework.gestures import Gesture, gesture_of
from bot.usecases import cases as casework
from bot.usecases.personal_records import erase_person
from dialogs.inputs import Command, Tap, Text, Unsupported, Voice
from storage.tables import Absence, Relay
from tests.casework.house import ANIMATOR, CCI, NADIA, SAMIRA, House

MONDAY = "2026-11-23T08:30"


def notes(house: House) -> list[tuple[int, str]]:
    with house.store.read() as uow:
        return [(row.referral_id, row.text) for row in uow.session.exec(select(Relay)).all() if row.status == "note"]


def says(house: House, words: str, chat: int = NADIA) -> None:
    house.staff(chat, Text(words))
    house.deliver()


@pytest.mark.parametrize(
    ("words", "gesture"),
    [
        ("j'ai appelé, ça ne répond pas", Gesture.NOT_REACHED),
        ("Je suis tombé sur sa messagerie.", Gesture.NOT_REACHED),
        ("je suis absente lundi", Gesture.AWAY),
        ("c'est fait, on s'est vus", Gesture.CONTACTED),
        ("J’ai pu lui parler ce matin", Gesture.CONTACTED),
        ("on ne s'est pas vus", None),
        ("je n'ai jamais pu lui parler", None),
        ("rdv pris pour jeudi", Gesture.APPOINTMENT),
        ("le rdv de jeudi est annulé", None),
        ("Je prends", Gesture.TAKEN),
        ("je ne prends pas de vacances", None),
        ("elle cherche un local avec vitrine", None),
        ("Elle était absente quand je suis passée", None),
        ("pas pour moi, c'est de l'agricole", Gesture.NOT_MINE),
    ],
)
def test_words_suggest_a_gesture_or_none(words: str, gesture: Gesture | None) -> None:
    assert gesture_of(words) is gesture


def test_words_on_the_only_case_become_a_note_and_act_on_nothing(house: House) -> None:
    case_id = house.refer().case.id
    house.at(MONDAY)
    told = len(house.heard("telegram", SAMIRA))
    says(house, "j'ai appelé, ça ne répond pas")
    assert [text for _, text in notes(house)] == ["j'ai appelé, ça ne répond pas"]
    assert "Rien d’autre n’est fait" in house.last("staff", NADIA)
    assert house.buttons("staff", NADIA) == ["Injoignable", "Retirer la note"]
    assert house.referrals(case_id)[0].status == "sent"
    assert len(house.heard("telegram", SAMIRA)) == told
    house.tap(NADIA, "Injoignable")
    assert house.referrals(case_id)[0].status == "trying"


def test_a_gesture_that_the_case_forbids_is_not_offered(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    house.tap(NADIA, "Je prends")
    says(house, "je prends")
    assert house.buttons("staff", NADIA) == ["Retirer la note"]


def test_of_several_cases_the_right_one_is_asked_by_buttons(house: House) -> None:
    first, second = house.refer(), house.refer(chat=8)
    house.at(MONDAY)
    says(house, "elle cherche un local avec vitrine")
    assert notes(house) == []
    label = next(label for label in house.buttons("staff", NADIA) if label.startswith(f"{second.case.number} ·"))
    house.tap(NADIA, label)
    assert notes(house) == [(second.referral.id, "elle cherche un local avec vitrine")]
    says(house, f"dossier {first.case.number} : son mari cherche aussi")
    assert notes(house)[-1][0] == first.referral.id


def test_a_reply_to_a_card_is_a_note_on_that_case(house: House) -> None:
    house.refer()
    second = house.refer(chat=8)
    house.at(MONDAY)
    card = house.rows("staff", NADIA)[-1]
    house.staff(NADIA, Text("rappeler après 15 h", None, card.message_id))
    assert notes(house) == [(second.referral.id, "rappeler après 15 h")]


def test_a_photo_s_caption_is_kept_and_a_voice_is_answered_with_what_to_do(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    house.staff(NADIA, Unsupported("photo", "le local de la place du marché"))
    assert [text for _, text in notes(house)] == ["le local de la place du marché"]
    for what in (Voice(None, 3), Unsupported("photo")):
        house.staff(NADIA, what)
        assert "Écrivez-le en quelques mots" in house.last("staff", NADIA)


def test_days_away_are_offered_and_noted_by_a_tap_only(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    says(house, "je suis absente demain")
    with house.store.read() as uow:
        assert uow.session.exec(select(Absence)).all() == []
    assert notes(house) == []
    house.tap(NADIA, "Noter cette absence")
    with house.store.read() as uow:
        assert len(uow.session.exec(select(Absence)).all()) == 1


def test_the_second_page_has_notes_questions_and_answers_and_a_way_back(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    house.tap(NADIA, "Poser une question")
    house.deliver()
    house.reply(NADIA, "Quelle surface ?")
    house.tap(NADIA, "Envoyer")
    house.deliver()
    house.newcomer_tap("Répondre à Nadia Brun")
    assert house.newcomer_says("quatre-vingts mètres carrés")
    house.newcomer_tap("Envoyer")
    says(house, "plutôt sérieuse")
    house.staff(NADIA, Command("dossiers"))
    house.tap(NADIA, "Dossier 1")
    house.tap(NADIA, "Lire la suite")
    said = "\n".join(house.heard("staff", NADIA)[-3:])
    order = [said.index(words) for words in ("Quelle surface", "quatre-vingts mètres carrés", "plutôt sérieuse")]
    assert order == sorted(order)
    house.tap(NADIA, "Retour à la fiche")
    assert "Samira, 01 99 00 56 78" in house.last("staff", NADIA)


def test_a_note_taken_back_is_gone_and_one_of_another_case_can_t_be(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    says(house, "à vérifier")
    _, token = house.find_button("staff", NADIA, "Retirer la note")
    house.staff(CCI, Tap(token))
    assert len(notes(house)) == 1
    house.tap(NADIA, "Retirer la note")
    assert notes(house) == []
    with house.store.read() as uow:
        assert [row.text for row in uow.session.exec(select(Relay)).all()] == [""]


@pytest.mark.parametrize("way", ["erased", "withdrawn"])
def test_notes_go_with_the_case(house: House, way: str) -> None:
    house.refer()
    house.at(MONDAY)
    says(house, "à vérifier")
    with house.work() as uow:
        talk = uow.talks.load("telegram", SAMIRA, house.now)
        if way == "erased":
            erase_person(uow, house.world, talk, house.now)
        else:
            casework.withdraw_agreement(uow, house.world, talk, "interlocutor", house.now)
    assert not [text for _, text in notes(house) if text]


def test_who_has_no_case_is_told_what_is_understood(house: House) -> None:
    says(house, "bonjour", CCI)
    assert "Je n’ai pas compris" in house.last("staff", CCI)
    says(house, "bonjour", ANIMATOR)
    assert "Je n’ai pas compris" in house.last("staff", ANIMATOR)
