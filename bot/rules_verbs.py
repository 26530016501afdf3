"""The arguments of `premiere-ecoute rules …`; what the verbs do is in `bot.commands.rules`, imported when one runs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.outcome import CommandError

if TYPE_CHECKING:
    from bot.settings import Settings

rules = typer.Typer(
    help="The rules in the store: bring in, compare, put in force, go back, take out.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

OfTerritory = Annotated[str | None, typer.Option("--territory", metavar="ID", help="Default: DEFAULT_TERRITORY.")]
Revision = Annotated[str, typer.Argument(metavar="REV", help="A number, or the beginning of a hash.")]
Yes = Annotated[bool, typer.Option("--yes", help="Don't ask.")]


@rules.command("import")
def import_rules(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A territory's folder, or a folder of them.")],
    territory: Annotated[str | None, typer.Option("--territory", metavar="ID", help="Only this one.")] = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What changed, for the history.")] = "",
) -> None:
    """Keep files as a draft and say what is found in them; exit status 1 when that forbids to activate it."""
    from bot.commands.rules import import_rules

    raise typer.Exit(import_rules(_settings(), directory, territory, note))


@rules.command("list")
def list_rules(territory: OfTerritory = None) -> None:
    """List a territory's revisions, the newest first."""
    from bot.commands.rules import list_rules

    list_rules(_settings(), territory)


@rules.command("show")
def show_rules(revision: Revision, territory: OfTerritory = None) -> None:
    """Show a revision: its files, and what is found in them."""
    from bot.commands.rules import show_rules

    raise typer.Exit(show_rules(_settings(), revision, territory))


@rules.command("diff")
def diff_rules(
    before: Annotated[str, typer.Argument(metavar="A")],
    after: Annotated[str, typer.Argument(metavar="B")],
    territory: OfTerritory = None,
) -> None:
    """Say who is referred otherwise under B than under A."""
    from bot.commands.rules import diff_rules

    diff_rules(_settings(), before, after, territory)


@rules.command("activate")
def activate_rules(revision: Revision, territory: OfTerritory = None, yes: Yes = False) -> None:
    """Show what a revision changes, ask, and put it in force."""
    from bot.commands.rules import activate_rules

    raise typer.Exit(activate_rules(_settings(), revision, territory, _confirm(yes)))


@rules.command("rollback")
def roll_back_rules(territory: OfTerritory = None, yes: Yes = False) -> None:
    """Put back what was in force before; again, what was before that."""
    from bot.commands.rules import roll_back_rules

    raise typer.Exit(roll_back_rules(_settings(), territory, _confirm(yes)))


@rules.command("export")
def export_rules(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Gets a folder named after the territory.")],
    revision: Annotated[str | None, typer.Option("--revision", metavar="REV", help="Default: in force.")] = None,
    territory: OfTerritory = None,
) -> None:
    """Write a revision's files, byte for byte as they came in."""
    from bot.commands.rules import export_rules

    export_rules(_settings(), directory, revision, territory)


def _confirm(yes: bool) -> Callable[[str], bool] | None:
    return None if yes else _ask


def _ask(question: str) -> bool:
    if not sys.stdin.isatty():
        raise CommandError("Personne n’est au clavier pour dire oui\u202f: regardez rules diff, puis ajoutez --yes.")
    from bot.commands.asking import ask

    return ask(question)


def _settings() -> Settings:
    from bot.commands.environment import read_settings

    return read_settings()
