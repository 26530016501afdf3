"""Animators are told, with the day's figures, which entries of the directory nobody has looked at for six months."""

from __future__ import annotations

from datetime import date

from dialogs.inputs import Command
from tests.casework.house import ANIMATOR, House


def test_old_entries_are_announced_with_the_figures(house: House) -> None:
    house.staff(ANIMATOR, Command("territoire"))
    assert "À relire dans l’annuaire" not in house.last("staff", ANIMATOR)
    house.at("2027-05-03T10:00")
    house.staff(ANIMATOR, Command("territoire"))
    (line,) = [line for line in house.last("staff", ANIMATOR).splitlines() if "À relire dans l’annuaire" in line]
    structures = house.territory.directory.structures
    old = [each for each in structures.values() if each.verified_on and each.verified_on <= date(2026, 11, 2)]
    assert len(structures) / 2 < len(old) < len(structures), "some were verified since"
    assert f"({len(old)}, depuis plus de six mois)" in line
    assert line.endswith("…")
    assert next(iter(structures.values())).name in line
