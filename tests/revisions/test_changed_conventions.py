"""A revision that only changes what was agreed moves nobody, but moves the day they are promised: it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.rules.comparison import compare
from dialogs.world import World
from referral_rules.territory import Territory

ON = date(2026, 11, 22)


def changed(territory: Territory, structure: str, **changes: object) -> Territory:
    rows = tuple(
        replace(row, **changes) if row.structure == structure else row  # type: ignore[arg-type]
        for row in territory.directory.conventions
    )
    return replace(territory, directory=replace(territory.directory, conventions=rows), content_hash="f" * 16)


def test_another_answer_delay_is_said(world: World) -> None:
    old = world.territory(None)
    (said,) = compare(world, old, changed(old, "cc-ambert", answer_days=3), ON).rules
    name = old.directory.structures["cc-ambert"].name
    assert said.replace("\u202f", " ") == f"La convention change (qui fait quoi, délais promis) : {name}."


def test_rows_that_only_moved_down_the_file_change_nothing(world: World) -> None:
    old = world.territory(None)
    moved = compare(world, old, replace(changed(old, "cc-ambert", line=999), content_hash="e" * 16), ON)
    assert not any("convention" in line for line in moved.lines)
