"""The referent's day: the card, each button's way, and what the newcomer is told at each turn."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.usecases.cases.notification import CARD_LIMIT, render_card
from dialogs.inputs import Command, Tap, Text, Unsupported
from storage.tables import Media, Relay
from tests.casework.house import ANIMATOR, CCI, FACTS, NADIA, PAUL, SAMIRA, STRANGER, House

MONDAY = "2026-11-23T08:30"


@pytest.fixture
def monday(house: House) -> House:
    """Samira agreed on Sunday evening; it is Monday, 8:30."""
    house.refer()
    return house.at(MONDAY)


def test_nothing_reaches_the_referent_before_monday_morning(house: House) -> None:
    house.refer()
    assert not any("Samira" in text for text in house.heard("staff", NADIA))
    house.at(MONDAY)
    assert "Samira" in house.last("staff", NADIA)
    assert not any("Samira" in text for text in house.heard("staff", CCI))


def test_the_card_says_everything_needed_to_call_back_on_one_screen(monday: House) -> None:
    card = monday.last("staff", NADIA)
    lines = card.split("\n")
    assert lines[0] == "À appeler d’ici vendredi 27/11 (promis) · Samira, 01 99 00 56 78, dossier 1"
    assert (
        "Reprise, commerce, Arlanc ou environs, en couple, pour en vivre, d’ici un an. Stade\u202f: idée. En emploi."
        in card
    )
    assert "«\u202fon en a marre de lyon avec mon mari" in card
    assert "Attend\u202f: y voir clair, se former. Vie\u202f: logement, emploi du conjoint, école, garde." in card
    assert "Non coché\u202f: vendeur" in card
    assert "Pourquoi vous\u202f: «\u202fReprise, encore une idée\u202f» (révision 1)." in card
    assert "Accords\u202f: vous\u202f; relais Paul Roche\u202f; réunion mensuelle." in card
    assert len(card) <= CARD_LIMIT
    assert monday.buttons("staff", NADIA)[:2] == ["Je prends", "Vu, j’appelle jeudi"]
    entity = monday.rows("staff", NADIA)[-1].body["entities"][0]
    assert entity == ["bold", 0, len("À appeler d’ici vendredi 27/11 (promis)")]


def test_a_long_story_is_cut_and_read_on_request(house: House) -> None:
    house.refer(story="Voici mon histoire. " + "et puis encore une chose " * 400 + "FIN")
    house.at(MONDAY)
    card = house.last("staff", NADIA)
    assert len(card) <= CARD_LIMIT
    assert "…\u202f»" in card
    assert "Accords" in card
    house.tap(NADIA, "Lire la suite")
    read = "".join(house.heard("staff", NADIA)[2:])
    assert read.count("et puis encore une chose") >= 400
    assert "FIN" in read
    assert all(len(said) <= 4096 for said in house.heard("staff", NADIA))
    assert "read_story" in house.audited()


def test_taking_a_case_tells_the_newcomer_and_asks_on_the_promised_day(monday: House) -> None:
    case_id = monday.brief_id
    monday.tap(NADIA, "Je prends")
    assert monday.case(case_id).status == "taken_charge"
    assert monday.last("telegram", SAMIRA).startswith(
        "Nadia Brun a bien votre dossier et vous appelle d’ici vendredi 27"
    )
    assert "Pris en charge par Nadia Brun" in monday.settled(NADIA)
    assert monday.reminders()[0][0] == "contact_made"
    told = len(monday.heard("telegram", SAMIRA))
    monday.deliver()
    monday.staff(NADIA, Tap(monday.first_card_token(NADIA)))
    assert len(monday.heard("telegram", SAMIRA)) == told, "a double tap tells nobody twice"
    monday.at("2026-11-27T08:30")
    assert "Contact fait" in monday.last("staff", NADIA)
    monday.tap(NADIA, "Contact fait")
    assert monday.case(case_id).status == "contacted"
    monday.at("2026-11-30T08:30")
    assert "L’avez-vous reçu" in monday.last("telegram", SAMIRA)


def test_seen_with_a_day_is_one_tap_and_silences_reminders(monday: House) -> None:
    monday.tap(NADIA, "Vu, j’appelle jeudi")
    assert "pense vous appeler jeudi 26" in monday.last("telegram", SAMIRA)
    before = len(monday.heard("staff", NADIA))
    monday.at("2026-11-25T09:00")
    assert len(monday.heard("staff", NADIA)) == before
    monday.at("2026-11-26T08:30")
    assert "vous pensiez appeler Samira aujourd’hui" in monday.last("staff", NADIA)


def test_another_day_can_be_picked_among_the_next_working_days(monday: House) -> None:
    monday.tap(NADIA, "Vu, j’appelle jeudi")
    monday.deliver()
    monday.tap(NADIA, "Un autre jour")
    assert monday.buttons("staff", NADIA)[-1] == "vendredi 27"
    monday.tap(NADIA, "mercredi 25")
    assert "mercredi 25" in monday.last("telegram", SAMIRA)


def test_declining_offers_the_next_of_the_list_to_the_animator(monday: House) -> None:
    case_id = monday.brief_id
    monday.tap(NADIA, "Pas pour moi")
    assert len(monday.buttons("staff", NADIA)) == 7
    monday.deliver()
    monday.tap(NADIA, "Hors territoire")
    assert monday.referrals(case_id)[0].decline_reason == "hors_territoire"
    assert "n’est pas la bonne personne pour ce projet" in monday.last("telegram", SAMIRA)
    assert "ne prend pas le dossier 1" in monday.last("staff", ANIMATOR)
    assert "Samira" not in monday.last("staff", ANIMATOR)
    cci = monday.territory.directory.interlocutors["cci-puy-de-dome.ambert"]
    monday.deliver()
    monday.tap(ANIMATOR, f"Confier à {cci.name}")
    assert len(monday.referrals(case_id)) == 1, "the chamber isn't covered: the person is asked first"
    assert not any("Samira" in text for text in monday.heard("staff", CCI))
    monday.newcomer_tap("D’accord")
    assert [r.interlocutor for r in monday.referrals(case_id)] == ["cc-ambert.accueil", "cci-puy-de-dome.ambert"]
    assert "Samira, 01 99 00 56 78" in monday.last("staff", CCI)
    assert f"{cci.name} vous appelle d’ici" in monday.last("telegram", SAMIRA)


def test_a_reason_that_wants_a_word_takes_it_to_the_animator(monday: House) -> None:
    monday.tap(NADIA, "Pas pour moi")
    monday.tap(NADIA, "Autre raison")
    monday.deliver()
    monday.reply(NADIA, "mon mandat finit en mars")
    assert "mon mandat finit en mars" in monday.last("staff", ANIMATOR)


def test_a_refused_redirection_transmits_nothing(monday: House) -> None:
    case_id = monday.brief_id
    cci = monday.territory.directory.interlocutors["cci-puy-de-dome.ambert"]
    _redirect(monday, cci.name)
    monday.tap(NADIA, "Envoyer sans mot")
    assert "Puis-je lui transmettre" in monday.last("telegram", SAMIRA)
    monday.newcomer_tap("Non, merci")
    monday.newcomer_tap("Non, merci")
    assert [r.interlocutor for r in monday.referrals(case_id)] == ["cc-ambert.accueil"]
    refusals = [text for text in monday.heard("staff", NADIA) if "préfère que rien ne soit transmis" in text]
    assert len(refusals) == 1


def test_a_redirection_within_the_agreements_goes_with_its_word(monday: House) -> None:
    paul = monday.territory.directory.interlocutors["cc-ambert.economie"]
    _redirect(monday, paul.name)
    monday.tap(NADIA, "Ajouter un mot")
    monday.deliver()
    monday.reply(NADIA, "Paul, c'est pour toi : *épicerie* <Arlanc>")
    monday.tap(NADIA, "Envoyer")
    card = monday.last("staff", PAUL)
    assert "De la part de Nadia Brun\u202f: «\u202fPaul, c'est pour toi : *épicerie* <Arlanc>\u202f»" in card
    assert "suivi par Paul" in monday.last("telegram", SAMIRA)
    monday.staff(NADIA, Tap(monday.first_card_token(NADIA)))
    assert "il est maintenant suivi par Paul Roche" in monday.last("staff", NADIA)


def test_a_question_goes_there_and_back_with_a_confirmation_each_way(monday: House) -> None:
    monday.tap(NADIA, "Poser une question")
    monday.deliver()
    monday.reply(NADIA, "Le fonds est-il déjà en vente ?")
    assert not any("en vente" in text for text in monday.heard("telegram", SAMIRA))
    monday.tap(NADIA, "Envoyer")
    assert "Nadia Brun vous demande" in monday.last("telegram", SAMIRA)
    monday.tap(NADIA, "Envoyer")
    assert len([t for t in monday.heard("telegram", SAMIRA) if "vous demande" in t]) == 1
    assert monday.newcomer_says("ceci ne répond à rien") is False
    monday.newcomer_tap("Répondre à Nadia Brun")
    assert monday.newcomer_says("oui, depuis juin")
    assert not any("depuis juin" in text for text in monday.heard("staff", NADIA))
    monday.newcomer_tap("Envoyer")
    assert "Réponse de Samira (dossier 1)" in monday.last("staff", NADIA)
    assert "oui, depuis juin" in monday.last("staff", NADIA)


def test_a_direct_reply_to_the_question_is_an_answer_too(monday: House) -> None:
    monday.tap(NADIA, "Poser une question")
    monday.deliver()
    monday.reply(NADIA, "Le fonds est-il déjà en vente ?")
    monday.tap(NADIA, "Envoyer")
    monday.deliver()
    asked = monday.rows("telegram", SAMIRA)[-1].message_id
    assert monday.newcomer_says("oui", reply_to=asked)
    assert "À envoyer à Nadia Brun" in monday.last("telegram", SAMIRA)


def test_five_questions_a_day_and_a_thousand_characters_are_the_limit(monday: House) -> None:
    for number in range(6):
        monday.tap(NADIA, "Poser une question")
        monday.deliver()
        monday.reply(NADIA, f"question {number}")
        if number < 5:
            monday.tap(NADIA, "Envoyer")
    assert "Cinq messages par jour" in monday.last("staff", NADIA)
    monday.tap(NADIA, "Poser une question")
    monday.deliver()
    monday.reply(NADIA, "x" * 1001)
    assert "1\u202f000 caractères" in monday.last("staff", NADIA)


def test_a_voice_is_sent_on_demand_as_our_own_bytes(house: House) -> None:
    house.refer()
    with house.work() as uow:
        talk = uow.talks.find("telegram", SAMIRA)
        assert talk is not None
        media = uow.media.add(b"OggS", house.now, mime="audio/ogg", seconds=12, passage_id=talk.passage_id)
    house.at(MONDAY)
    house.staff(NADIA, Command("dossiers"))
    house.tap(NADIA, "Dossier 1")
    house.tap(NADIA, "Écouter")
    voice = house.rows("staff", NADIA, kinds=("voice",))[-1]
    assert voice.body["media_id"] == media
    with house.store.read() as uow:
        assert uow.session.exec(select(Media.heard_at)).one() is not None


def test_the_pivot_stands_in_for_somebody_without_an_account(house: House) -> None:
    with house.work() as uow:
        account = uow.staff.find_account("staff", NADIA)
        assert account is not None
        uow.staff.revoke(account, house.now)
    house.refer()
    house.at(MONDAY)
    assert house.last("staff", ANIMATOR).startswith("Destiné à Nadia Brun")
    house.tap(ANIMATOR, "Je prends")
    assert house.case(house.brief_id).status == "taken_charge"
    pivot = house.territory.directory.interlocutors[house.territory.pivot]
    assert house.referrals(house.brief_id)[-1].interlocutor == pivot.id
    assert f"{pivot.name} vous appelle d’ici" in house.last("telegram", SAMIRA)
    assert not any("Nadia Brun a bien votre dossier" in text for text in house.heard("telegram", SAMIRA))


def test_the_animator_opens_a_case_nobody_took_with_the_choices_of_an_animator(monday: House) -> None:
    monday.at("2026-11-27T08:30")
    monday.tap(ANIMATOR, "Ouvrir le dossier")
    assert "Samira, 01 99 00 56 78" in monday.last("staff", ANIMATOR)
    labels = monday.buttons("staff", ANIMATOR)
    assert "Je prends" not in labels
    assert labels[-2:] == ["Relancer Nadia Brun", "Terminer…"]
    monday.tap(ANIMATOR, "Relancer Nadia Brun")
    assert "attend votre réponse" in monday.last("staff", NADIA)
    assert "open_case" in monday.audited()


def test_a_forwarded_keyboard_or_a_revoked_account_gets_a_refusal_and_nothing_else(monday: House) -> None:
    token = monday.first_card_token(NADIA)
    monday.staff(CCI, Tap(token))
    assert "pas pour ce compte" in monday.last("staff", CCI)
    monday.staff(STRANGER, Tap(token))
    assert "réservé aux interlocuteurs" in monday.last("staff", STRANGER)
    with monday.work() as uow:
        account = uow.staff.find_account("staff", NADIA)
        assert account is not None
        uow.staff.revoke(account, monday.now)
    monday.staff(NADIA, Tap(token))
    assert "réservé aux interlocuteurs" in monday.last("staff", NADIA)
    assert monday.case(monday.brief_id).status == "referred"


@pytest.mark.parametrize(
    "token", ["s.", "s.t", "s.t.zz", "s.zz.1", "s.v.!!.x", "c.t.1", "", "s.x.1.rien", "s.p.-", "s.d.0"]
)
def test_any_token_at_all_gets_an_answer(monday: House, token: str) -> None:
    before = len(monday.heard("staff", NADIA))
    monday.staff(NADIA, Tap(token))
    assert len(monday.heard("staff", NADIA)) == before + 1


@pytest.mark.parametrize("what", [Text("bonjour"), Unsupported("sticker"), Command("inconnu"), Command("aide")])
def test_anything_else_gets_a_helpful_answer_in_both_languages(house: House, what: object) -> None:
    house.staff(NADIA, what)
    assert "/" in house.last("staff", NADIA)
    house.staff(STRANGER, what, language="en")
    assert "by invitation" in house.last("staff", STRANGER)


def test_a_relay_leaves_no_draft_after_a_cancel(monday: House) -> None:
    monday.tap(NADIA, "Poser une question")
    monday.deliver()
    monday.reply(NADIA, "Une question que je regrette")
    monday.tap(NADIA, "Annuler")
    with monday.store.read() as uow:
        relay = uow.session.exec(select(Relay)).one()
    assert (relay.status, relay.text) == ("cancelled", "")


def _redirect(house: House, name: str) -> None:
    """*Réorienter* to `name`: among the likeliest, else by structure."""
    house.tap(NADIA, "Réorienter")
    if any(label.startswith(name) for label in house.buttons("staff", NADIA)):
        house.tap(NADIA, next(label for label in house.buttons("staff", NADIA) if label.startswith(name)))
        return
    structure = next(
        each.structure.name for each in house.territory.directory.interlocutors.values() if each.name == name
    )
    house.tap(NADIA, "Par structure")
    while structure not in house.buttons("staff", NADIA):
        assert len(house.buttons("staff", NADIA)) <= 8
        house.tap(NADIA, "Suivants")
    house.tap(NADIA, structure)
    house.tap(NADIA, next(label for label in house.buttons("staff", NADIA) if label.startswith(name)))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_fullest_card_still_holds_on_one_screen(house: House, language: str) -> None:
    full = dict(FACTS)
    for fact in ("besoins_projet", "besoins_vie", "but", "jalons", "moments", "attente_elus"):
        full[fact] = frozenset(house.world.vocabulary.facts[fact].values)
    brief = house.refer(facts=full, story="mot " * 900, language=language)
    with house.work() as uow:
        card = render_card(uow, house.world, brief, language)
    assert len(card.text) <= CARD_LIMIT
    assert card.text.split("\n")[-1].startswith(("Accords", "Agreements"))
    if language == "en":
        assert "Language for the call: English" in card.text
    assert all(len(button.token.encode()) <= 64 for row in card.rows for button in row)


def test_a_spoken_story_shows_no_mark_of_ours_on_the_card(house: House) -> None:
    house.refer(story="voix:12\nvoilà, je cherche un local")
    house.at(MONDAY)
    card = house.last("staff", NADIA)
    assert "voix:" not in card
    assert "voilà, je cherche un local" in card


def test_a_case_taken_before_its_card_left_sends_no_card(house: House) -> None:
    house.refer()
    house.staff(NADIA, Command("dossiers"))
    house.tap(NADIA, "Dossier 1")
    house.tap(NADIA, "Je prends")
    house.at(MONDAY)
    assert not any(row.purpose == "notification" and row.status != "failed" for row in house.rows("staff", NADIA))
