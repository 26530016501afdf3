"""`coverage`: who does what, structure by sector, stage and need, with the holes; all of it proved."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from rich.console import Console

from bot.commands.coverage_screen import draw
from bot.commands.explain import read_day
from bot.commands.rules_asked import ask_rules
from bot.rules.coverage_page import write_html
from bot.rules.coverage_table import lay_out, write_csv
from bot.rules.remarks import impossibilities
from bot.settings import Settings
from referral_rules.coverage import cover

Form = Literal["terminal", "csv", "html"]


def show_coverage(
    settings: Settings, directory: Path | None, territory: str | None, form: Form, on: str | None = None
) -> None:
    """Print the table of a territory, or of each, by the rules in force or those of a folder.

    Args:
        settings: the database, the territories and the time zone.
        directory: a folder of territories, or one territory's, to be asked instead of what is in force.
        territory: only this one.
        form: for the terminal, a spreadsheet, or a page to print.
        on: the day, like 2026-11-22; today by default.

    Raises:
        CommandError: there is no such folder or territory, or the database can't be read.
    """
    rules = ask_rules(settings, directory)
    world = rules.world
    day, today = read_day(on, settings.timezone), read_day(None, settings.timezone)
    tables = [
        lay_out(
            asked.territory,
            cover(asked.territory, day, impossibilities(world)),
            day,
            [line for line in (asked.words(), asked.note(world, today)) if line],
            world.geography,
        )
        for asked in rules.choose(territory)
    ]
    if form == "csv":
        print(write_csv(tables), end="")
    elif form == "html":
        print(write_html(tables), end="")
    else:
        console = Console(highlight=False)
        for table in tables:
            console.print(draw(table, console.width))
