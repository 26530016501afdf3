"""`coverage`: who does what, structure by sector, stage and need, with the holes; all of it proved."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from rich.console import Console

from bot.commands.explain import read_day
from bot.commands.outcome import CommandError
from bot.coverage_table import draw, lay_out, write_csv, write_html
from bot.definitions import load_world
from bot.rules_remarks import impossibilities
from bot.settings import Settings
from referral_rules.coverage import cover
from referral_rules.errors import likely

Form = Literal["terminal", "csv", "html"]


def show_coverage(
    settings: Settings, directory: Path | None, territory: str | None, form: Form, on: str | None = None
) -> None:
    """Print the table of a territory, or of each.

    Args:
        settings: the territories and the time zone.
        directory: a folder of territories, or one territory's; TERRITORIES_DIR by default.
        territory: only this one.
        form: for the terminal, a spreadsheet, or a page to print.
        on: the day, like 2026-11-22; today by default.

    Raises:
        CommandError: there is no such folder or territory.
    """
    if directory is not None:
        if not directory.is_dir():
            raise CommandError(f"{directory}: no such folder; name one that holds a folder a territory")
        settings = settings.model_copy(update={"territories_dir": directory})
    world = load_world(settings)
    if territory is not None and territory not in world.territories:
        mend = likely(territory, world.territories) or "there: " + ", ".join(sorted(world.territories))
        raise CommandError(f"--territory: no territory {territory!r}; {mend}")
    day = read_day(on, settings.timezone)
    chosen = [world.territories[territory]] if territory is not None else world.territories.values()
    tables = [lay_out(one, cover(one, day, impossibilities(world)), day) for one in chosen]
    if form == "csv":
        print(write_csv(tables), end="")
    elif form == "html":
        print(write_html(tables), end="")
    else:
        console = Console(highlight=False)
        for table in tables:
            console.print(draw(table))
