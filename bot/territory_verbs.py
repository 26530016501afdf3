"""The arguments of `premiere-ecoute territory …`; what the verbs do is in `bot.commands.territory`, imported then."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

territory = typer.Typer(help="Begin a territory.", no_args_is_help=True, rich_markup_mode=None)


@territory.callback()
def _territory() -> None:
    """Begin a territory."""


@territory.command("new")
def new(
    directory: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The folder of territories; gets one more.")
    ] = Path("territoires"),
    name: Annotated[str | None, typer.Option("--name", help="The territory's name.")] = None,
    epci: Annotated[list[str] | None, typer.Option("--epci", help="Name or code of an EPCI; several times.")] = None,
    pivot_name: Annotated[str | None, typer.Option("--pivot-name", help="Who gets everyone at first.")] = None,
    pivot_pronoun: Annotated[str | None, typer.Option("--pivot-pronoun", metavar="elle|il|equipe")] = None,
    pivot_structure: Annotated[str | None, typer.Option("--pivot-structure", help="Default: Accueil NAME.")] = None,
    pivot_phone: Annotated[str | None, typer.Option("--pivot-phone")] = None,
    pivot_email: Annotated[str | None, typer.Option("--pivot-email")] = None,
    contacts: Annotated[
        Path | None, typer.Option("--contacts", metavar="FILE", help="XLSX or CSV of the network's contacts.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
) -> None:
    """Ask for a territory's EPCIs and its pivot, and write a territory that routes everyone there."""
    from bot.commands.territory import Answers, new_territory

    answers = Answers(
        name=name,
        epcis=tuple(epci or ()),
        pivot_name=pivot_name,
        pivot_pronoun=pivot_pronoun,
        pivot_structure=pivot_structure,
        pivot_phone=pivot_phone,
        pivot_email=pivot_email,
        contacts=contacts,
        is_unattended=yes,
    )
    raise typer.Exit(new_territory(directory, answers))
