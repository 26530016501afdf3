"""Animators see, under the day's figures, what has to be looked at again: entries of six months ago, to begin with."""

from __future__ import annotations

import re
from datetime import date

from dialogs.inputs import Command
from referral_rules.errors import FindingKind
from referral_rules.upkeep import list_unverified, list_upkeep
from tests.casework.house import ANIMATOR, House


def test_what_is_to_be_looked_at_again_stands_under_the_figures(house: House) -> None:
    house.staff(ANIMATOR, Command("territoire"))
    assert "À relire" not in house.last("staff", ANIMATOR)
    house.at("2027-05-03T10:00")
    house.staff(ANIMATOR, Command("territoire"))
    _, told = house.last("staff", ANIMATOR).split("\n\nÀ relire (")
    count, *lines = told.splitlines()
    structures = house.territory.directory.structures
    old = [each for each in structures.values() if each.verified_on and each.verified_on <= date(2026, 11, 2)]
    assert len(structures) / 2 < len(old) < len(structures), "some were verified since"
    on = date(2027, 5, 3)
    found = list_upkeep(house.territory, on)
    entries = [each for each in found if each.kind is FindingKind.UPKEEP and "verified" in each.message.template]
    assert len(entries) == len(list_unverified(house.territory, on)) >= len(old)
    assert int(count.split(")")[0]) == len(found)
    assert sum(line.startswith("• ") for line in lines) == 8
    assert re.search(r"• La fiche de .* n’a pas été vérifiée depuis le 6 octobre 2026\.", "\n".join(lines))
    assert lines[-1] == f"… et {len(found) - 8} de plus."
