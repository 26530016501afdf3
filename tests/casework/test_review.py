"""The monthly review: whom it names, what it never lists, and what is decided in the meeting becomes an event."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.casework.events import Kind
from bot.usecases.cases.history import read_history
from bot.usecases.figures import Period
from bot.usecases.report_pages import Words
from bot.usecases.review_pages import lay_out_review
from bot.usecases.reviews import Review, review_of
from dialogs.inputs import Command
from tests.casework.house import ANIMATOR, FACTS, NADIA, PAUL, House

FEW = ("interlocutor", "relay")
WITH = ("interlocutor", "relay", "partners")


def review(house: House, month: str = "2026-11", **of: Any) -> Review:
    first = Period.read(month, month).first
    with house.work() as uow:
        return review_of(uow, house.world, house.territory, first, "operator", house.now, **of)


def keys(found: Review) -> dict[str, list[str]]:
    return {section.key: [line.name or "–" for line in section.lines] for section in found.sections}


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def test_people_are_named_only_where_they_agreed_that_partners_discuss_their_project(house: House) -> None:
    house.refer(chat=21, agreements=FEW)
    house.refer(chat=22, agreements=WITH)
    (new, *_) = review(house).sections
    named, unnamed = new.lines
    assert (named.name, named.number) == ("Samira", 2)
    assert (unnamed.name, unnamed.number, unnamed.case_id, unnamed.holder, unnamed.day) == ("", None, None, "", None)
    assert (unnamed.sectors, unnamed.stage) == ("vendre", "amorce")
    pages = lay_out_review(review(house), Words(house.world, house.territory))
    assert pages.parts[0].rows[1].project == "Vendre, recevoir · Envie, idée · CC Ambert Livradois Forez"
    assert pages.parts[0].rows[1].when == ""


def test_an_agreement_taken_back_takes_the_name_back(house: House) -> None:
    brief = house.refer(chat=22, agreements=WITH)
    with house.work() as uow:
        for consent in uow.cases.consents_of(brief.case.id):
            if consent.kind == "partners":
                consent.withdrawn_at = house.now
    assert keys(review(house))["new"] == ["–"]


def test_a_business_that_is_handed_on_is_never_listed(house: House) -> None:
    house.refer(chat=23, facts={**FACTS, "forme_du_projet": "transmission"})
    assert not any(keys(review(house)).values())


def test_sections_say_where_cases_stand(house: House) -> None:
    house.refer(chat=21)
    house.refer(chat=22)
    house.at("2026-11-23T09:00")
    house.tap(NADIA, "Je prends")
    house.at("2026-12-02T10:00")
    found = keys(review(house, "2026-12"))
    assert found["new"] == []
    assert len(found["silent"]) == 1
    house.deliver()
    house.tap(NADIA, "Contact fait")
    house.deliver()
    house.tap(NADIA, "Je suis bloqué")
    found = keys(review(house, "2026-12"))
    assert len(found["blocked"]) == len(found["contacted"]) == 1
    house.deliver()
    house.tap(NADIA, "Terminer…")
    house.deliver()
    house.tap(NADIA, "A repris")
    found = keys(review(house, "2026-12"))
    assert (len(found["outcomes"]), found["blocked"], found["contacted"]) == (1, [], [])
    assert keys(review(house, "2026-11"))["outcomes"] == []


def test_whoever_is_advised_elsewhere_and_was_taken_here_is_followed_by_two(house: House) -> None:
    house.refer(facts={**FACTS, "deja_accompagne": "oui"})
    assert keys(review(house))["two_structures"] == []
    house.at("2026-11-23T09:00").tap(NADIA, "Je prends")
    assert keys(review(house))["two_structures"] == ["Samira"]


def test_the_review_in_the_staff_bot_names_nobody_and_opens_the_card(house: House) -> None:
    house.refer(chat=21, agreements=FEW)
    house.refer(chat=22, agreements=WITH)
    house.at("2026-11-23T09:00").staff(ANIMATOR, Command("revue", ""))
    said = plain(house.last("staff", ANIMATOR))
    assert said.startswith("Revue mensuelle, novembre 2026, Livradois-Forez\nTelle qu’au lundi 23 novembre 2026.")
    project = "Vendre, recevoir · Envie, idée · CC Ambert Livradois Forez"
    assert f"Nouveaux (2)\n• 2 · Reprise · {project} · demandé à Nadia Brun" in said
    assert "• Vendre, recevoir · Envie, idée · CC Ambert Livradois Forez\n" in said
    assert "Bloqués (0)" in said
    assert "Samira" not in said
    assert house.buttons("staff", ANIMATOR) == ["Dossier 2"]
    house.deliver()
    house.tap(ANIMATOR, "Dossier 2")
    assert "Samira" in house.last("staff", ANIMATOR)
    assert house.audited().count("read_in_review") == 1


def test_what_the_meeting_decides_becomes_an_event(house: House) -> None:
    brief = house.refer()
    house.at("2026-11-23T09:00").staff(ANIMATOR, Command("revue", ""))
    house.deliver()
    house.tap(ANIMATOR, f"Dossier {brief.case.number}")
    house.deliver()
    house.tap(ANIMATOR, "Terminer…")
    house.deliver()
    house.tap(ANIMATOR, "A renoncé")
    with house.work() as uow:
        last = read_history(uow, brief.case.id)[-1]
    assert (last.kind, last.actor.role, last.word("outcome")) == (Kind.CLOSED, "animator", "given_up")
    assert house.case(brief.case.id).status == "closed"


def test_a_referent_sees_their_own_cases_alone_and_can_step_aside(house: House) -> None:
    brief = house.refer(agreements=FEW)
    house.at("2026-11-23T09:00").staff(PAUL, Command("revue", ""))
    assert "Nouveaux (0)" in plain(house.last("staff", PAUL))
    house.staff(NADIA, Command("revue", ""))
    said = plain(house.last("staff", NADIA))
    assert said.startswith("Vos dossiers à la revue mensuelle, novembre 2026")
    assert "Nouveaux (1)" in said
    house.deliver()
    house.tap(NADIA, f"Je me déporte du {brief.case.number}")
    with house.work() as uow:
        assert Kind.DECLINED in [event.kind for event in read_history(uow, brief.case.id)]
    assert house.referrals(brief.case.id)[0].decline_reason == "je_connais"


@pytest.mark.parametrize("words", ["2027-03", "novembre", "0001-01", "2026-13", "x" * 300])
def test_a_month_that_is_none_or_not_yet_is_asked_again(house: House, words: str) -> None:
    house.refer()
    house.at("2026-11-23T09:00").staff(ANIMATOR, Command("revue", words))
    assert plain(house.last("staff", ANIMATOR)).startswith("Écrivez /revue pour ce mois-ci")


def test_a_long_review_fits_one_message_and_keeps_every_title(house: House) -> None:
    for chat in range(300, 345):
        house.refer(chat=chat)
    house.at("2026-11-23T09:00").staff(ANIMATOR, Command("revue", "11/2026"))
    said = plain(house.last("staff", ANIMATOR))
    assert len(said) <= 4096
    assert re.findall(r"^(\S.*) \(\d+\)$", said, re.MULTILINE) == [
        "Nouveaux", "Sans réponse", "Bloqués", "Suivis par deux structures", "En contact", "Terminés",
    ]  # fmt: skip
