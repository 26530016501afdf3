"""The arguments of `premiere-ecoute rules …`; what the verbs do is in `bot.commands.rules`, imported when one runs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.outcome import CommandError
from bot.commands.usage import Commands

if TYPE_CHECKING:
    from bot.settings import Settings

rules = Commands("Les règles gardées dans la base : apporter, comparer, mettre en vigueur, revenir, reprendre.")

OfTerritory = Annotated[
    str | None,
    typer.Option(
        "--territory", metavar="TERRITOIRE", help="De quel territoire. Par défaut : celui de DEFAULT_TERRITORY."
    ),
]
NUMBERED = "son numéro, ou le début de son empreinte"
Revision = Annotated[str, typer.Argument(metavar="RÉVISION", help=f"La révision : {NUMBERED}.")]
Yes = Annotated[bool, typer.Option("--yes", help="Sans demander.")]


@rules.command(
    "import",
    help="Garde des fichiers comme brouillon, et dit ce qui s’y trouve.",
    epilog='premiere-ecoute rules import territoires/livradois-forez --note "Bilan"',
)
def import_rules(
    directory: Annotated[
        Path, typer.Argument(metavar="DOSSIER", help="Le dossier d’un territoire, ou de plusieurs territoires.")
    ],
    territory: Annotated[
        str | None, typer.Option("--territory", metavar="TERRITOIRE", help="Celui-ci seulement.")
    ] = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXTE", help="Ce qui a changé, pour l’historique.")] = "",
) -> None:
    """Keep files as a draft and say what is found in them; exit status 1 when that forbids to activate it."""
    from bot.commands.rules import import_rules

    raise typer.Exit(import_rules(_settings(), directory, territory, note))


@rules.command("list", help="Montre les révisions d’un territoire, la plus récente d’abord.")
def list_rules(territory: OfTerritory = None) -> None:
    """List a territory's revisions, the newest first."""
    from bot.commands.rules import list_rules

    list_rules(_settings(), territory)


@rules.command(
    "show", help="Montre une révision : ses fichiers, et ce qui s’y trouve.", epilog="premiere-ecoute rules show 2"
)
def show_rules(revision: Revision, territory: OfTerritory = None) -> None:
    """Show a revision: its files, and what is found in them."""
    from bot.commands.rules import show_rules

    raise typer.Exit(show_rules(_settings(), revision, territory))


@rules.command(
    "diff",
    help="Dit ce qu’une révision changerait pour les gens, par rapport à une autre.",
    epilog="premiere-ecoute rules diff 1 2",
)
def diff_rules(
    before: Annotated[str, typer.Argument(metavar="AVANT", help=f"La révision de départ : {NUMBERED}.")],
    after: Annotated[str, typer.Argument(metavar="APRÈS", help="La révision d’arrivée, de même.")],
    territory: OfTerritory = None,
) -> None:
    """Say who is referred otherwise under one revision than under another."""
    from bot.commands.rules import diff_rules

    diff_rules(_settings(), before, after, territory)


@rules.command(
    "activate",
    help="Montre ce qu’une révision change, demande, et la met en vigueur.",
    epilog="premiere-ecoute rules activate 2",
)
def activate_rules(revision: Revision, territory: OfTerritory = None, yes: Yes = False) -> None:
    """Show what a revision changes, ask, and put it in force."""
    from bot.commands.rules import activate_rules

    raise typer.Exit(activate_rules(_settings(), revision, territory, _confirm(yes)))


@rules.command(
    "refused",
    help="Montre les règles à regarder : celles dont un dossier a été décliné, hors territoire ou hors compétence.",
)
def refused_rules(
    territory: OfTerritory = None,
    as_json: Annotated[bool, typer.Option("--json", help="En JSON, pour une machine.")] = False,
) -> None:
    """Show the rules whose referents said lately that a case wasn't theirs."""
    from bot.commands.refused_rules import show_refused_rules

    show_refused_rules(_settings(), territory, as_json=as_json)


@rules.command("rollback", help="Remet en vigueur ce qui l’était avant ; encore une fois, ce qui l’était avant cela.")
def roll_back_rules(territory: OfTerritory = None, yes: Yes = False) -> None:
    """Put back what was in force before; again, what was before that."""
    from bot.commands.rules import roll_back_rules

    raise typer.Exit(roll_back_rules(_settings(), territory, _confirm(yes)))


@rules.command(
    "export",
    help="Écrit les fichiers d’une révision, tels qu’ils ont été apportés.",
    epilog="premiere-ecoute rules export sortie --revision 2",
)
def export_rules(
    directory: Annotated[
        Path, typer.Argument(metavar="DOSSIER", help="Où écrire ; y naît un dossier du nom du territoire.")
    ],
    revision: Annotated[
        str | None,
        typer.Option("--revision", metavar="RÉVISION", help=f"Laquelle : {NUMBERED}. Par défaut : celle en vigueur."),
    ] = None,
    territory: OfTerritory = None,
) -> None:
    """Write a revision's files, byte for byte as they came in."""
    from bot.commands.rules import export_rules

    export_rules(_settings(), directory, revision, territory)


def _confirm(yes: bool) -> Callable[[str], bool] | None:
    return None if yes else _ask


def _ask(question: str) -> bool:
    if not sys.stdin.isatty():
        raise CommandError(
            "Personne n’est au clavier pour dire oui. Regardez d’abord premiere-ecoute rules diff, puis ajoutez --yes."
        )
    from bot.commands.asking import ask

    return ask(question)


def _settings() -> Settings:
    from bot.commands.environment import read_settings

    return read_settings()
