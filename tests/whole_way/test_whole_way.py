"""From a first word to a referent who calls, through both bots, the store, the rules and the clock, in one test."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.usecases.cases.notification import CARD_LIMIT
from storage.tables import Consent
from tests.whole_way.house import ANIMATOR, NADIA, SAMIRA, House
from tests.whole_way.stories import SAMIRA_STORY

GOLDEN = Path(__file__).parent / "golden" / "samira_card.txt"


async def test_samira_s_whole_way(house: House, request: pytest.FixtureRequest) -> None:
    await house.bind(NADIA, ANIMATOR)
    assert "Bonjour Nadia Brun" in house.heard(NADIA)[0]
    assert "animation" in house.heard(ANIMATOR)[0]
    await house.talk()

    case, referral = house.case(), house.referral()
    assert (case.status, referral.status, referral.interlocutor) == ("referred", "sent", "cc-ambert.accueil")
    assert referral.rule == "reprise-idee"
    assert {consent.kind for consent in house.rows(Consent)} == {"interlocutor", "relay", "partners"}
    assert any("Nadia Brun" in text and "vendredi 27" in text for text in house.texts()[-3:])
    assert len(house.heard(NADIA)) == 1, "nobody is told on a Sunday evening"

    await house.at("2026-11-23T08:31")
    card = house.last(NADIA)
    assert len(card.text) <= CARD_LIMIT
    for words in ("vendredi 27/11", "Samira", "01 99 00 56 78", "dossier 1", SAMIRA_STORY, "relais Paul Roche"):
        assert words in card.text
    assert card.labels == ["Je prends", "Vu, j’appelle jeudi", "Pas pour moi", "Réorienter", "Poser une question"]
    compare_with_golden(card.text, request)

    await house.staff_taps(NADIA, "Je prends")
    assert "Pris en charge par Nadia Brun" in house.last(NADIA).text
    assert "Nadia Brun a bien votre dossier" in house.texts()[-1]
    assert house.referral().status == "taken_charge"
    assert house.pending_reminders() == ["called1", "contact_made1"]

    await house.days_pass("2026-11-27T09:00")
    await house.staff_taps(NADIA, "Contact fait")
    assert (house.case().status, house.referral().status) == ("contacted", "contacted")
    await house.days_pass("2026-11-30T09:00")
    assert house.newcomer(SAMIRA).received[-1].labels == ["Oui", "Pas encore"]
    house.newcomer(SAMIRA).tap("Oui")
    await house.settle()
    assert "Bonne route avec Nadia Brun" in house.texts()[-2]
    assert "prenne de vos nouvelles" in house.texts()[-1]
    assert house.pending_reminders() == ["review1"], "the fil rouge is asked where the project stands"


def compare_with_golden(text: str, request: pytest.FixtureRequest) -> None:
    """The card as it is kept; a missing file fails, `--update` writes it."""
    if request.config.getoption("--update"):
        GOLDEN.write_text(text + "\n", encoding="utf-8")
    assert GOLDEN.is_file(), "no golden card: run with --update and read it"
    assert GOLDEN.read_text(encoding="utf-8") == text + "\n"
