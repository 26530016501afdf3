"""« Gardons le lien »: who agreed is asked how it goes, in two taps; who isn't content is phoned."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.casework.events import Actor, Outcome, Role
from bot.usecases.cases import in_time, read_case_brief
from bot.usecases.cases.accompanying import review_case
from dialogs.inputs import Command, Text
from storage.tables import CaseEventRow, Consent, Relay
from tests.casework.house import ANIMATOR, NADIA, SAMIRA, House, paris
from tests.casework.test_own_cases import plain, send, tap

MONDAY, CHECK = "2026-11-23T08:30", "2026-11-30T08:30"
TEN_DAYS_ON = "2026-12-03T08:30"


def in_contact(house: House, *, agrees: bool = True) -> int:
    """Nadia called on Monday; Samira said so a week later, and was asked whether she would like to give news."""
    case_id = house.refer().case.id
    house.at(MONDAY)
    house.tap(NADIA, "Je prends")
    house.tap(NADIA, "Contact fait")
    house.at(CHECK)
    house.newcomer_tap("Oui")
    house.deliver()
    assert "prenne de vos nouvelles" in house.last("telegram", SAMIRA)
    tap(house, "Oui, gardons le lien" if agrees else "Non, merci")
    return case_id


def asked(house: House) -> list[str]:
    return [text for text in house.heard("telegram", SAMIRA) if "Comment cela" in text]


def close(house: House, case_id: int, outcome: Outcome) -> None:
    with house.work() as uow:
        brief = read_case_brief(uow, house.world, case_id)
        assert brief is not None
        in_time.close_case(uow, house.world, brief, Actor(Role.REFERENT, 1), outcome, house.now)
    house.deliver()


def test_ten_days_after_the_contact_two_taps_are_noted_and_no_word_is_in_the_history(house: House) -> None:
    case_id = in_contact(house)
    assert asked(house) == []
    house.at(TEN_DAYS_ON)
    assert len(asked(house)) == 1
    tap(house, "Bien")
    tap(house, "Oui")
    events = [row for row in every(house, CaseEventRow) if row.kind == "satisfaction"]
    assert [row.data for row in events] == [{"occasion": "contact", "mood": "good", "helped": "yes"}]
    assert house.case(case_id).to_phone_since is None
    house.deliver()
    tap(house, "Ajouter un mot")
    send(house, Text("Nadia a été très claire"))
    assert "Nadia a été très claire" in plain(house.last("staff", ANIMATOR))
    assert not any("très claire" in text for text in house.heard("staff", NADIA))
    assert [relay.status for relay in every(house, Relay)] == ["opinion"]
    assert "très claire" not in str([row.data for row in every(house, CaseEventRow)])


def test_who_is_not_content_is_phoned_and_the_referent_is_not_told_so(house: House) -> None:
    case_id = in_contact(house)
    house.at(TEN_DAYS_ON)
    before = len(house.heard("staff", NADIA))
    tap(house, "Mal")
    tap(house, "Non")
    assert house.case(case_id).to_phone_since is not None
    assert "n’a pas trouvé ce qu’il fallait" in house.last("staff", ANIMATOR)
    assert len(house.heard("staff", NADIA)) == before
    house.tap(ANIMATOR, "C’est fait, j’ai téléphoné")
    assert house.case(case_id).to_phone_since is None


@pytest.mark.parametrize(
    ("outcome", "times"),
    [(Outcome.INSTALLED, 1), (Outcome.POSTPONED, 1), (Outcome.GIVEN_UP, 0), (Outcome.LOST_SIGHT_OF, 0)],
)
def test_after_the_end_it_is_asked_once_and_never_of_who_gave_up_or_is_out_of_sight(
    house: House, outcome: Outcome, times: int
) -> None:
    case_id = in_contact(house)
    close(house, case_id, outcome)
    house.at(TEN_DAYS_ON)
    house.at("2026-12-11T08:30")
    assert len(asked(house)) == times
    if times:
        tap(house, "Moyen")
        tap(house, "Non")
        assert "À téléphoner" in house.last("staff", ANIMATOR)


def test_without_an_agreement_or_after_it_was_taken_back_nothing_is_asked(house: House) -> None:
    in_contact(house, agrees=False)
    house.at(TEN_DAYS_ON)
    house.at("2027-03-01T08:30")
    assert asked(house) == []
    assert not any("Quelques nouvelles" in text for text in house.heard("telegram", SAMIRA))
    assert [consent for consent in every(house, Consent) if consent.kind == "news"] == []


def test_no_more_is_one_tap_and_the_agreement_is_withdrawn(house: House) -> None:
    in_contact(house)
    house.at(TEN_DAYS_ON)
    tap(house, "Ne plus me demander")
    (consent,) = [consent for consent in every(house, Consent) if consent.kind == "news"]
    assert consent.withdrawn_at is not None
    house.at("2027-03-01T08:30")
    assert not any("Quelques nouvelles" in text for text in house.heard("telegram", SAMIRA))


def test_after_a_cry_for_help_nothing_is_asked(house: House) -> None:
    in_contact(house)
    send(house, Text("je veux mourir"))
    house.at(TEN_DAYS_ON)
    assert asked(house) == []


def test_after_three_months_news_reach_the_referent_in_two_taps_then_again_after_a_year(house: House) -> None:
    case_id = in_contact(house)
    house.at("2027-02-23T08:30")
    assert "Quelques nouvelles" in house.last("telegram", SAMIRA)
    tap(house, "Il avance")
    house.deliver()
    label = house.buttons("telegram", SAMIRA)[1]
    tap(house, label)
    assert f"Il avance, {label.lower()}" in plain(house.last("staff", NADIA)).lower().replace("il avance", "Il avance")
    house.now = paris("2027-11-20T10:00")
    with house.work() as uow:  # the fil rouge spoke of it too: the case isn't lost sight of
        brief = read_case_brief(uow, house.world, case_id)
        assert brief is not None
        review_case(uow, house.world, brief, Actor(Role.REFERENT, 1), "montage", house.now)
    house.at("2027-11-23T08:30")
    again = [text for text in house.heard("telegram", SAMIRA) if "Quelques nouvelles" in text]
    assert len(again) == 2


def test_the_card_says_nothing_of_news(house: House) -> None:
    in_contact(house)
    house.staff(NADIA, Command("dossiers"))
    house.tap(NADIA, "Dossier 1")
    assert "nouvelles" not in house.last("staff", NADIA)


def every(house: House, model: type) -> list:  # type: ignore[type-arg]
    with house.store.read() as uow:
        return list(uow.session.exec(select(model)))
