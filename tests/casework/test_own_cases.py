"""What a person learns of their own cases and does about them, and whom each deed reaches."""

from __future__ import annotations

from typing import TypeVar

import pytest
from sqlmodel import SQLModel, select

from bot.machinery.arrival import Arrival, VoiceFile
from bot.usecases import conversation
from bot.usecases.cases import person_unreachable
from bot.usecases.cases.tokens import NewcomerVerb, newcomer_token
from dialogs.inputs import Command, Input, SharedContact, Tap, Text, Voice
from storage.case_events import StoredEvent
from storage.tables import AnswerRow, Media, PassageRow, Person, Relay
from tests.casework.house import ANIMATOR, NADIA, SAMIRA, House, paris

FARID = 8
NARROW = "\u202f"
Row = TypeVar("Row", bound=SQLModel)


def send(house: House, what: Input, chat: int = SAMIRA, voice: VoiceFile | None = None) -> None:
    """A person sends something to the public bot."""
    arrival = Arrival("telegram", next(house.updates), chat, chat, what, "fr", voice)
    with house.work() as uow:
        conversation.receive(uow, house.world, arrival, house.now)
    house.deliver()


def tap(house: House, label: str, chat: int = SAMIRA) -> str:
    """A person taps the last button that reads `label`; its token."""
    label = label.replace(" ?", f"{NARROW}?")
    order, token = house.find_button("telegram", chat, label)
    send(house, Tap(token, order), chat)
    return token


def rows(house: House, model: type[Row]) -> list[Row]:
    with house.store.read() as uow:
        return list(uow.session.exec(select(model)))


def plain(text: str) -> str:
    """The text with common spaces only."""
    return text.replace(NARROW, " ")


def told_on_monday(house: House) -> int:
    """Samira's case is with Nadia; its id."""
    brief = house.refer()
    house.at("2026-11-23T08:31")
    return brief.case.id


# -- where it stands


def test_where_it_stands_follows_the_case(house: House) -> None:
    house.refer()
    send(house, Command("suivi"))
    assert "part chez Nadia Brun" in house.last("telegram", SAMIRA), "nobody has a card that waits for Monday"
    house.at("2026-11-23T08:31")
    send(house, Command("suivi"))
    said = house.last("telegram", SAMIRA)
    assert "Nadia Brun a votre dossier" in said
    assert "d’ici vendredi 27" in said
    assert "On ne m’a pas appelé" not in house.buttons("telegram", SAMIRA), "the promised day is still to come"
    house.tap(NADIA, "Je prends")
    send(house, Command("suivi"))
    assert "Nadia Brun suit votre dossier" in house.last("telegram", SAMIRA)
    house.tap(NADIA, "Contact fait")
    send(house, Command("suivi"))
    assert "Nadia Brun suit votre projet" in house.last("telegram", SAMIRA)


def test_after_a_refusal_it_says_who_looks_for_somebody_and_by_when(house: House) -> None:
    told_on_monday(house)
    house.tap(NADIA, "Pas pour moi")
    house.tap(NADIA, "Hors compétence")
    send(house, Command("suivi"))
    said = house.last("telegram", SAMIRA)
    assert "Nadia Brun n’est pas la bonne personne" in said
    assert "Marion" in said
    assert "d’ici vendredi 27" in said


def test_every_project_of_a_person_is_listed_and_nobody_elses(house: House) -> None:
    told_on_monday(house)
    house.refer(chat=FARID)
    send(house, Command("suivi"))
    assert len([text for text in house.heard("telegram", SAMIRA) if text.startswith("Votre projet")]) == 1
    with house.work() as uow:
        talk = uow.talks.load("telegram", SAMIRA, house.now)
        uow.talks.start_new(talk, house._passage(talk, "autre", "fr", None), house.now)
    house.refer()
    before = len(house.heard("telegram", SAMIRA))
    send(house, Command("suivi"))
    assert len(house.heard("telegram", SAMIRA)) == before + 2


def test_without_a_case_it_says_so(house: House) -> None:
    send(house, Command("start"), FARID)
    send(house, Command("suivi"), FARID)
    assert any("pas encore de dossier" in text for text in house.heard("telegram", FARID))


# -- add a word


def test_an_added_word_is_confirmed_then_reaches_the_referent_and_the_card(house: House) -> None:
    case_id = told_on_monday(house)
    send(house, Command("suivi"))
    tap(house, "Ajouter un mot")
    send(house, Text("Le bail est libre en mars. _*<&>"))
    assert not any("bail" in text for text in house.heard("staff", NADIA)), "nothing leaves before the yes"
    tap(house, "Envoyer")
    assert "Samira ajoute (dossier 1)" in house.last("staff", NADIA)
    assert "Le bail est libre en mars. _*<&>" in house.last("staff", NADIA)
    assert "Ajouté depuis : « Le bail est libre en mars. _*<&> »" in plain(house.settled(NADIA))
    assert "word_added" in kinds(house, case_id)
    assert house.last("telegram", SAMIRA) == "C’est envoyé à Nadia Brun."
    before = len(house.heard("staff", NADIA))
    tap(house, "Envoyer")
    assert "déjà parti" in house.last("telegram", SAMIRA)
    assert len(house.heard("staff", NADIA)) == before


def test_a_word_goes_to_the_animators_while_somebody_is_sought(house: House) -> None:
    told_on_monday(house)
    house.tap(NADIA, "Pas pour moi")
    house.tap(NADIA, "Hors compétence")
    send(house, Command("suivi"))
    tap(house, "Ajouter un mot")
    send(house, Text("je peux aussi commencer plus tard"))
    tap(house, "Envoyer")
    assert "je peux aussi commencer plus tard" in house.last("staff", ANIMATOR)
    assert not any("commencer plus tard" in text for text in house.heard("staff", NADIA))


def test_a_spoken_word_is_heard_by_the_referent_alone_and_only_once_confirmed(house: House) -> None:
    told_on_monday(house)
    send(house, Command("suivi"))
    tap(house, "Ajouter un mot")
    send(house, Voice(None, 12), voice=VoiceFile(b"OggS", "audio/ogg", 12))
    (media,) = rows(house, Media)
    assert media.passage_id is None, "nobody may listen before the yes"
    tap(house, "Envoyer")
    (media,) = rows(house, Media)
    assert media.passage_id is not None
    assert "message vocal" in house.last("staff", NADIA)
    house.tap(NADIA, "Écouter")
    assert [row.body["media_id"] for row in house.rows("staff", NADIA, kinds=("voice",))] == [media.id]


def test_a_dropped_voice_is_deleted(house: House) -> None:
    told_on_monday(house)
    send(house, Command("suivi"))
    tap(house, "Ajouter un mot")
    send(house, Voice(None, 12), voice=VoiceFile(b"OggS", "audio/ogg", 12))
    tap(house, "Annuler")
    assert rows(house, Media) == []


def test_words_that_cry_for_help_are_never_passed_on(house: House) -> None:
    told_on_monday(house)
    send(house, Command("suivi"))
    tap(house, "Ajouter un mot")
    send(house, Text("je veux mourir"))
    assert rows(house, Relay) == []
    assert any("3114" in text for text in house.heard("telegram", SAMIRA))


def test_a_word_is_added_while_another_project_is_being_told(house: House) -> None:
    told_on_monday(house)
    with house.work() as uow:
        talk = uow.talks.load("telegram", SAMIRA, house.now)
        uow.talks.start_new(talk, house._passage(talk, "autre", "fr", None), house.now)
    send(house, Command("suivi"))
    tap(house, "Ajouter un mot")
    send(house, Text("un mot pour le premier projet"))
    tap(house, "Envoyer")
    assert "un mot pour le premier projet" in house.last("staff", NADIA)


# -- a new number


def test_a_new_number_changes_the_card_and_is_told(house: House) -> None:
    case_id = told_on_monday(house)
    send(house, Command("suivi"))
    tap(house, "Changer mes coordonnées")
    send(house, Text("mon chat est noir"))
    assert "Il me manque quelque chose" in house.last("telegram", SAMIRA)
    send(house, Text("désormais le 06 12 34 56 78"))
    assert "06 12 34 56 78" in house.last("telegram", SAMIRA)
    assert "06 12 34 56 78" in house.last("staff", NADIA)
    assert "06 12 34 56 78" in house.settled(NADIA)
    assert rows(house, Person)[0].phone == "06 12 34 56 78"
    (answer,) = [row for row in rows(house, AnswerRow) if row.question == "telephone"]
    assert "06 12 34 56 78" in str(answer.body)
    assert "contact_changed" in kinds(house, case_id)
    assert all("06 12" not in str(event) for event in events(house, case_id)), "a history holds no number"


def test_a_shared_card_of_ones_own_is_a_new_number_and_somebody_elses_is_none(house: House) -> None:
    told_on_monday(house)
    send(house, Command("suivi"))
    tap(house, "Changer mes coordonnées")
    send(house, SharedContact("+33612345699", own=False))
    assert rows(house, Person)[0].phone == "01 99 00 56 78"
    send(house, SharedContact("+33612345699", own=True))
    assert rows(house, Person)[0].phone == "06 12 34 56 99"


# -- not called


def test_not_called_reaches_the_referent_and_the_animators_at_once(house: House) -> None:
    case_id = told_on_monday(house)
    house.tap(NADIA, "Je prends")
    house.now = paris("2026-11-27T10:00")
    send(house, Command("suivi"))
    tap(house, "On ne m’a pas appelé")
    assert "ne pas avoir été appelée" in house.last("staff", NADIA)
    assert "ne pas avoir été appelée" in house.last("staff", ANIMATOR)
    assert "Je préviens Nadia Brun et Marion" in house.last("telegram", SAMIRA)
    assert "not_called" in kinds(house, case_id)
    before = len(house.heard("staff", NADIA))
    tap(house, "On ne m’a pas appelé")
    assert len(house.heard("staff", NADIA)) == before, "once a day is enough"
    assert "déjà dit aujourd’hui" in house.last("telegram", SAMIRA)


def test_after_a_contact_not_called_changes_nothing_and_says_what_is_true(house: House) -> None:
    case_id = told_on_monday(house)
    house.tap(NADIA, "Je prends")
    house.now = paris("2026-11-27T10:00")
    send(house, Command("suivi"))
    house.tap(NADIA, "Contact fait")
    before = kinds(house, case_id)
    tap(house, "On ne m’a pas appelé")
    assert kinds(house, case_id) == before
    assert "Nadia Brun suit votre projet" in house.last("telegram", SAMIRA)


# -- where does it stand?


def test_asking_nudges_whoever_is_late_once_a_day_and_nobody_else(house: House) -> None:
    case_id = told_on_monday(house)
    house.tap(NADIA, "Je prends")
    send(house, Command("suivi"))
    before = len(house.heard("staff", NADIA))
    tap(house, "Où en est-on ?")
    assert len(house.heard("staff", NADIA)) == before
    assert "news_asked" not in kinds(house, case_id)
    house.now = paris("2026-11-30T10:00")
    house.deliver()
    before = len(house.heard("staff", NADIA))
    tap(house, "Où en est-on ?")
    assert "Je relance Nadia Brun" in house.last("telegram", SAMIRA)
    assert "demande où on en est" in house.last("staff", NADIA)
    assert "news_asked" in kinds(house, case_id)
    tap(house, "Où en est-on ?")
    assert "relance" not in house.last("telegram", SAMIRA)
    assert len(house.heard("staff", NADIA)) == before + 1


# -- a forged button


@pytest.mark.parametrize("verb", [NewcomerVerb.PROMPT_WORD, NewcomerVerb.PROMPT_CONTACT])
def test_words_after_a_forged_button_reach_nobody(house: House, verb: NewcomerVerb) -> None:
    case_id = told_on_monday(house)
    referral = house.brief(case_id).referral.id
    house.tap(NADIA, "Je prends")
    house.now = paris("2026-11-27T10:00")
    send(house, Command("start"), FARID)
    before = (kinds(house, case_id), len(house.heard("staff", NADIA)), len(house.heard("telegram", SAMIRA)))
    send(house, Tap(newcomer_token(verb, referral, "n")), FARID)
    send(house, Text("intrus, 06 12 34 00 00"), FARID)
    after = (kinds(house, case_id), len(house.heard("staff", NADIA)), len(house.heard("telegram", SAMIRA)))
    assert after == before
    said = " ".join(house.heard("telegram", FARID))
    assert "Nadia" not in said
    assert "Samira" not in said
    assert {person.phone for person in rows(house, Person)} <= {"01 99 00 56 78", None}


# -- withdrawing


def test_withdrawing_ends_access_at_once_and_asks_what_becomes_of_the_answers(house: House) -> None:
    case_id = told_on_monday(house)
    house.tap(NADIA, "Je prends")
    send(house, Command("suivi"))
    tap(house, "Retirer mon accord")
    assert house.case(case_id).status == "taken_charge", "a yes comes first"
    tap(house, "Oui, retirer mon accord")
    house.at("2026-11-23T09:00")
    assert house.case(case_id).status == "withdrawn"
    assert "supprimer" in house.last("staff", NADIA) or "effacer" in house.last("staff", NADIA)
    edits = house.rows("staff", NADIA, kinds=("edit",))
    assert "Samira" not in str(edits[-1].body)
    assert house.reminders() == [("forget_answers", paris("2026-12-23T09:00").date())]
    send(house, Command("suivi"))
    assert "Vous avez retiré votre accord" in house.last("telegram", SAMIRA)
    assert [row.stage for row in rows(house, PassageRow)] != [], "the answers stay with the person alone"


def test_silence_erases_the_answers_after_thirty_days(house: House) -> None:
    withdrawn(house)
    house.at("2026-12-22T09:00")
    assert rows(house, AnswerRow) != []
    house.at("2026-12-24T09:00")
    assert rows(house, AnswerRow) == []
    assert rows(house, Person) == []
    assert "sont effacées" in house.last("telegram", SAMIRA)


def test_kept_for_ninety_days_on_the_persons_wish(house: House) -> None:
    withdrawn(house)
    label = next(text for text in house.buttons("telegram", SAMIRA) if text.startswith("Les garder jusqu’à"))
    tap(house, label)
    assert "pour vous seul" in house.last("telegram", SAMIRA)
    house.at("2026-12-30T09:00")
    assert rows(house, AnswerRow) != []
    house.at("2027-02-22T09:00")
    assert rows(house, AnswerRow) == []


def test_a_blocked_chat_doesnt_keep_withdrawn_answers_for_ever(house: House) -> None:
    withdrawn(house)
    with house.work() as uow:
        person_unreachable(uow, house.world, "telegram", SAMIRA, house.now)
    house.at("2026-12-24T09:00")
    assert rows(house, AnswerRow) == []


def test_erasing_one_project_leaves_the_other_its_number(house: House) -> None:
    first = told_on_monday(house)
    with house.work() as uow:
        talk = uow.talks.load("telegram", SAMIRA, house.now)
        uow.talks.start_new(talk, house._passage(talk, "autre", "fr", None), house.now)
    second = house.refer().case.id
    referral = house.case(first).referral_id
    send(house, Tap(newcomer_token(NewcomerVerb.WITHDRAW, referral or 0)))
    tap(house, "Tout effacer")
    assert house.case(first).status == "withdrawn"
    assert house.case(second).status == "referred"
    assert [person.phone for person in rows(house, Person)] == ["01 99 00 56 78"]
    assert len(rows(house, PassageRow)) == 1
    send(house, Command("suivi"))
    assert "Nadia Brun" in house.last("telegram", SAMIRA)


def test_erasing_the_only_project_erases_the_person(house: House) -> None:
    withdrawn(house)
    tap(house, "Tout effacer")
    assert rows(house, Person) == []
    assert rows(house, AnswerRow) == []
    assert "C’est effacé" in house.last("telegram", SAMIRA)


def withdrawn(house: House) -> int:
    """Samira took her agreement back on Monday morning."""
    case_id = told_on_monday(house)
    referral = house.case(case_id).referral_id
    send(house, Tap(newcomer_token(NewcomerVerb.WITHDRAW, referral or 0)))
    assert house.case(case_id).status == "withdrawn"
    return case_id


def kinds(house: House, case_id: int) -> list[str]:
    return [event.kind for event in events(house, case_id)]


def events(house: House, case_id: int) -> list[StoredEvent]:
    with house.store.read() as uow:
        return list(uow.case_events.list_of(case_id))
