"""An escalation passes over whoever has as many open cases as they agreed to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.casework.events import NEWCOMER
from bot.usecases.cases.brief import Brief
from bot.usecases.cases.deeds import begin
from bot.usecases.cases.handover import next_in_line
from tests.casework.house import House

ADVISER = "cci-puy-de-dome.ambert"


def limited(brief: Brief, capacity: int) -> Brief:
    """The case, in a territory whose adviser agreed to so many open cases."""
    directory = brief.territory.directory
    adviser = replace(directory.interlocutors[ADVISER], capacity=capacity)
    desks = {**directory.interlocutors, ADVISER: adviser}
    return replace(brief, territory=replace(brief.territory, directory=replace(directory, interlocutors=desks)))


@pytest.mark.parametrize(("capacity", "following"), [(2, ADVISER), (1, "parc.accueil")])
def test_the_next_in_line_has_room_for_one_more(house: House, capacity: int, following: str) -> None:
    brief = house.refer()
    with house.work() as uow:
        other = uow.cases.open(brief.territory.id, {}, "fr", 1, house.now)
        referral = uow.cases.add_referral(
            other,
            interlocutor=ADVISER,
            rule="r",
            revision="h",
            reason="",
            promised_on=date(2026, 11, 27),
            now=house.now,
        )
        begin(uow, other, referral, NEWCOMER, house.now)
    with house.store.read() as uow:
        found = next_in_line(uow, house.world, limited(brief, capacity), house.now)
    assert found is not None
    assert found.id == following
