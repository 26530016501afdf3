"""Agreements, erasure, blocks, invitations: nobody sees more than they may, and what is erased is gone."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.machinery.arrival import ChatBlocked, GroupTalk
from bot.usecases import cases as casework
from bot.usecases import personal_records, staffroom
from dialogs.inputs import Command, Tap
from tests.casework.house import ANIMATOR, CCI, NADIA, SAMIRA, STRANGER, House, paris

MONDAY = "2026-11-23T08:30"


def test_a_withdrawn_agreement_tells_the_referent_to_delete_and_erases_the_case(house: House) -> None:
    case_id = house.refer().case.id
    house.at(MONDAY)
    with house.work() as uow:
        talk = uow.talks.load("telegram", SAMIRA, house.now)
        casework.withdraw_agreement(uow, house.world, talk, "interlocutor", house.now)
    case = house.case(case_id)
    assert (case.status, case.facts) == ("withdrawn", {})
    assert "effacer tout ce que vous aviez noté" in house.last("staff", NADIA)
    assert "Samira" not in house.last("staff", NADIA)
    assert house.settled(NADIA) == "Message effacé à la demande de la personne."
    assert [kind for kind, _ in house.reminders()] == ["forget_answers"], "nobody is to do anything any more"
    house.staff(NADIA, Tap(house.first_card_token(NADIA)))
    assert house.case(case_id).status == "withdrawn"


def test_withdrawn_before_monday_nothing_was_ever_transmitted(house: House) -> None:
    house.refer()
    with house.work() as uow:
        talk = uow.talks.load("telegram", SAMIRA, house.now)
        casework.withdraw_agreement(uow, house.world, talk, "interlocutor", house.now)
    house.at(MONDAY)
    assert not any("Samira" in said for said in house.heard("staff", NADIA))


def test_erasure_leaves_no_word_of_the_person_anywhere_and_tells_the_referent(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    house.tap(NADIA, "Poser une question")
    house.deliver()
    house.reply(NADIA, "Avez-vous vu le bail commercial ?")
    house.tap(NADIA, "Envoyer")
    house.deliver()
    with house.work() as uow:
        talk = uow.talks.load("telegram", SAMIRA, house.now)
        personal_records.erase_person(uow, house.world, talk, house.now)
    assert "effacer tout ce que vous aviez noté" in house.last("staff", NADIA)
    stubs = [row for row in house.rows("staff", NADIA, kinds=("edit",)) if "effacé" in row.body["text"]]
    assert len(stubs) >= 2
    assert house.counted("erased") == 1
    for word in ("Samira", "56 78", "épicerie", "décalé", "bail commercial"):
        assert word not in _everything(house), word


def test_everything_kept_is_readable_and_in_json(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    with house.work() as uow:
        talk = uow.talks.load("telegram", SAMIRA, house.now)
        message, exported = personal_records.export_person(uow, house.world, talk)
    for word in ("Samira", "01 99 00 56 78", "épicerie d'arlanc", "Dossier 1", "votre référent", "/oublier"):
        assert word in message.text
    assert json.loads(json.dumps(exported))["dossiers"][0]["orientations"][0]["interlocuteur"] == "cc-ambert.accueil"
    assert exported["recits"][0]["reponses"]["recit"]["value"].startswith("on en a marre")


def test_a_very_long_story_still_fits_the_readable_export(house: House) -> None:
    house.refer(story="🌳 mot " * 1500)
    with house.work() as uow:
        talk = uow.talks.load("telegram", SAMIRA, house.now)
        message, exported = personal_records.export_person(uow, house.world, talk)
    assert len(message.text.encode("utf-16-le")) // 2 <= 4096
    assert message.text.endswith("tout de suite.")
    assert len(exported["recits"][0]["reponses"]["recit"]["value"]) > 8000


def test_who_blocks_the_bot_hears_nothing_more_and_the_referent_is_told(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    with house.work() as uow:
        casework.person_unreachable(uow, house.world, "telegram", SAMIRA, house.now)
    assert "Reste l’appel\u202f: 01 99 00 56 78" in house.last("staff", NADIA)
    before = len(house.heard("telegram", SAMIRA))
    house.tap(NADIA, "Je prends")
    assert len(house.heard("telegram", SAMIRA)) == before
    with house.work() as uow:
        casework.person_reachable(uow, "telegram", SAMIRA)
    house.tap(NADIA, "Injoignable")
    assert len(house.heard("telegram", SAMIRA)) == before + 1


def test_a_referent_who_blocks_the_bot_is_stood_in_for(house: House) -> None:
    house.staff(NADIA, ChatBlocked())
    assert "ne reçoit plus nos messages" in [row.body["text"] for row in house.rows("staff", ANIMATOR)][-1]
    house.refer()
    house.at(MONDAY)
    assert house.last("staff", ANIMATOR).startswith("Destiné à Nadia Brun")


def test_a_callback_is_told_in_working_hours_and_keeps_no_case(house: House) -> None:
    with house.work() as uow:
        talk = uow.talks.load("telegram", SAMIRA, house.now)
        call = casework.request_human(uow, house.world, talk, "contact", "01 99 00 56 78", "Samira", house.now)
    assert call.call_on == paris(MONDAY).date()
    assert not any("Samira" in said for said in house.heard("staff", ANIMATOR))
    house.at(MONDAY)
    assert "À rappeler\u202f: Samira, 01 99 00 56 78" in house.last("staff", ANIMATOR)
    assert house.brief_id == 0


@pytest.mark.parametrize("why", ["contact", "fallback"])
def test_without_a_number_nobody_is_told_and_a_number_is_given(house: House, why: str) -> None:
    with house.work() as uow:
        talk = uow.talks.load("telegram", SAMIRA, house.now)
        call = casework.request_human(uow, house.world, talk, why, "", "", house.now)
    assert call.call_on is None
    assert call.phone.startswith("01 99 00")
    assert len(house.rows("staff", ANIMATOR)) == 1, "the welcome, and nothing since"


def test_a_code_works_once_and_expires(house: House) -> None:
    with house.work() as uow:
        code = staffroom.new_invitation(uow, house.territory, house.now, interlocutor="cc-ambert.accueil")
        late = staffroom.new_invitation(uow, house.territory, house.now, interlocutor="cc-ambert.accueil")
    assert len(code) <= 64
    house.staff(201, Command("start", code))
    assert "Bonjour Nadia Brun" in house.last("staff", 201)
    house.staff(202, Command("start", code))
    assert "Ce code ne convient pas" in house.last("staff", 202)
    house.now += timedelta(days=7, seconds=1)
    house.staff(203, Command("start", late))
    assert "Ce code ne convient pas" in house.last("staff", 203)
    assert code not in _everything(house)


def test_guessing_codes_is_throttled(house: House) -> None:
    for number in range(6):
        house.staff(STRANGER, Command("start", f"devine{number}"))
    assert "Trop d’essais" in house.last("staff", STRANGER)
    with house.work() as uow:
        code = staffroom.new_invitation(uow, house.territory, house.now, is_animator=True)
    house.staff(STRANGER, Command("start", code))
    assert "Trop d’essais" in house.last("staff", STRANGER)
    house.now += timedelta(hours=1)
    house.staff(STRANGER, Command("start", code))
    assert "celui de l’animation" in house.last("staff", STRANGER)


def test_nobody_lists_the_cases_of_others(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    house.staff(CCI, Command("dossiers"))
    assert house.last("staff", CCI) == "Aucun dossier ouvert."
    house.staff(NADIA, Command("dossiers"))
    assert "À prendre (1)\u202f:\n1 · Samira · Arlanc ou environs · promis d’ici vendredi 27" in house.last(
        "staff", NADIA
    )
    _, token = house.find_button("staff", NADIA, "Dossier 1")
    house.staff(CCI, Tap(token))
    assert "plus entre vos mains" in house.last("staff", CCI)
    house.staff(NADIA, Tap(token))
    assert "Samira" in house.last("staff", NADIA)
    assert "open_case" in house.audited()


def test_figures_and_rules_are_the_animators_alone(house: House) -> None:
    house.refer()
    house.at(MONDAY)
    for command in ("territoire", "regles", "expliquer"):
        house.staff(NADIA, Command(command))
        assert "l’animation du réseau" in house.last("staff", NADIA)
    house.staff(ANIMATOR, Command("territoire"))
    assert "ouverts\u202f: 1" in house.last("staff", ANIMATOR)
    assert "Ce que personne n’a pris (1)" in house.last("staff", ANIMATOR)
    house.staff(ANIMATOR, Command("regles"))
    assert "révision 1, active depuis le dimanche 22 novembre" in house.last("staff", ANIMATOR)


def test_an_animator_reads_why_a_case_went_where_it_went_and_nothing_personal(house: House) -> None:
    number = house.refer().case.number
    house.at(MONDAY)
    house.staff(ANIMATOR, Command("expliquer", f"n° {number}"))
    told = house.last("staff", ANIMATOR).replace("\u202f", " ")
    assert told.startswith(f"Dossier {number} : orienté le dimanche 22 novembre à Nadia Brun")
    assert "Règle : « Reprise, encore une idée » (reprise-idee)" in told
    assert "plus précise" in told
    assert not {"Samira", "56 78", "épicerie", "décalé"} & set(told.split())
    assert house.audited().count("explain_case") == 1
    assert len(told) <= 4096


def test_what_a_case_keeps_besides_the_rules_facts_does_not_keep_them_from_being_explained(house: House) -> None:
    brief = house.refer()
    with house.work() as uow:
        case = uow.cases.lock(brief.case.id)
        case.facts = {**case.facts, "langue_de_contact": "en", "fait_d_un_autre_vocabulaire": "oui"}
    house.staff(ANIMATOR, Command("expliquer", str(brief.case.number)))
    assert "Règle" in house.last("staff", ANIMATOR)


@pytest.mark.parametrize(
    ("argument", "words"),
    [("", "De quel dossier"), ("Samira", "De quel dossier"), ("999", "Je ne connais pas de dossier 999"),
     ("9" * 30, "De quel dossier"), ("²", "De quel dossier")],
)  # fmt: skip
def test_a_case_that_cannot_be_explained_is_answered_kindly(house: House, argument: str, words: str) -> None:
    house.refer()
    house.staff(ANIMATOR, Command("expliquer", argument))
    assert words in house.last("staff", ANIMATOR)
    assert "explain_case" not in house.audited()


def test_a_case_of_another_territory_is_as_good_as_unknown(house: House) -> None:
    brief = house.refer()
    with house.work() as uow:
        case = uow.cases.get(brief.case.id)
        case.territory = "diois-crestois"
    house.staff(ANIMATOR, Command("expliquer", str(brief.case.number)))
    assert f"Je ne connais pas de dossier {brief.case.number}" in house.last("staff", ANIMATOR)
    assert "explain_case" not in house.audited()


def test_of_a_withdrawn_case_nothing_is_left_to_explain(house: House) -> None:
    number = house.refer().case.number
    with house.work() as uow:
        talk = uow.talks.load("telegram", SAMIRA, house.now)
        casework.withdraw_agreement(uow, house.world, talk, "interlocutor", house.now)
    house.staff(ANIMATOR, Command("expliquer", str(number)))
    assert "il ne reste rien à expliquer" in house.last("staff", ANIMATOR)


def test_a_group_is_refused_politely(house: House) -> None:
    house.staff(-300, GroupTalk(), sender=NADIA)
    house.staff(-300, Command("dossiers"), sender=NADIA)
    assert house.heard("staff", -300) == ["Je ne parle qu’en privé\u202f: un dossier ne se lit pas à plusieurs."] * 2


def _everything(house: House) -> str:
    """Every cell of every table, as text."""
    with house.store.read() as uow:
        connection = uow.session.connection()
        tables = connection.execute(text("select name from sqlite_master where type = 'table'")).scalars().all()
        rows = [str(list(connection.execute(text(f'select * from "{table}"')))) for table in tables]
    return "\n".join(rows).encode().decode("unicode_escape", "ignore") + "\n".join(rows)
