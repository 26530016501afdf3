"""The arguments of `premiere-ecoute territory …`; what the verbs do is in `bot.commands.territory`, imported then."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.usage import Commands

territory = Commands("Commence un territoire.")


@territory.callback()
def _territory() -> None:
    """Begin a territory."""


@territory.command(
    "new",
    help="Demande les communautés de communes et le pivot, et écrit un territoire où tout le monde va au pivot.",
    epilog="premiere-ecoute territory new",
)
def new(
    directory: Annotated[
        Path, typer.Argument(metavar="DOSSIER", help="Le dossier des territoires ; il en reçoit un de plus.")
    ] = Path("territoires"),
    name: Annotated[str | None, typer.Option("--name", metavar="NOM", help="Le nom du territoire.")] = None,
    epci: Annotated[
        list[str] | None,
        typer.Option(
            "--epci",
            metavar="NOM",
            help="Une communauté de communes, par son nom ou son code ; autant de fois qu’il le faut.",
        ),
    ] = None,
    pivot_name: Annotated[
        str | None, typer.Option("--pivot-name", metavar="NOM", help="Qui reçoit tout le monde, au début.")
    ] = None,
    pivot_pronoun: Annotated[
        str | None,
        typer.Option("--pivot-pronoun", metavar="elle|il|equipe", help="Comment on en parle. Par défaut : equipe."),
    ] = None,
    pivot_structure: Annotated[
        str | None,
        typer.Option(
            "--pivot-structure", metavar="NOM", help="Sa structure. Par défaut : Accueil et le nom du territoire."
        ),
    ] = None,
    pivot_phone: Annotated[
        str | None, typer.Option("--pivot-phone", metavar="NUMÉRO", help="Son téléphone, comme 01 99 00 12 34.")
    ] = None,
    pivot_email: Annotated[
        str | None, typer.Option("--pivot-email", metavar="ADRESSE", help="Son courriel, s’il y en a un.")
    ] = None,
    contacts: Annotated[
        Path | None,
        typer.Option("--contacts", metavar="FICHIER", help="Les contacts du réseau, en XLSX ou CSV."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Sans rien demander.")] = False,
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
