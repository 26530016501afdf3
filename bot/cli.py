"""`premiere-ecoute …`: the verbs and their arguments. What a verb does is in `bot.commands`, imported when it runs.

Exit status: 0 done; 1 findings (`check`, `doctor`, refused definitions) or people who move (`diff`); 2 settings or
usage, told in one line.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

from bot.commands.outcome import FINDINGS, USAGE, CommandError
from bot.rules_verbs import rules
from bot.territory_verbs import territory
from bot.what_if_verbs import what_if

if TYPE_CHECKING:
    from bot.settings import Settings

NAME = "premiere-ecoute"

app = typer.Typer(
    name=NAME,
    help="A chat-bot front door for first listening in a rural territory.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

sheets = typer.Typer(
    help="Take a territory out to a spreadsheet, and back.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(sheets, name="sheets")
app.add_typer(rules, name="rules")
app.add_typer(territory, name="territory")
app.add_typer(what_if)

directory = typer.Typer(
    help="Look at a territory's directory, or publish it.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(directory, name="directory")

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON, for scripts.")]
OfTerritory = Annotated[str | None, typer.Option("--territory", metavar="ID", help="Default: DEFAULT_TERRITORY.")]


class Matched(StrEnum):
    """What `try` can match a text with."""

    PLACE = "place"
    SECTOR = "sector"


class SheetFormat(StrEnum):
    """How `invite` hands invitations over."""

    CODE = "code"
    LINKS = "links"
    SHEET = "sheet"


class DirectoryFormat(StrEnum):
    """What `directory export` writes."""

    DATA_INCLUSION = "data-inclusion"


@app.command()
def run() -> None:
    """Start the product: both Telegram bots with their tokens, else the terminal front door."""
    from bot.commands.run import run_product

    run_product(_settings())


@app.command()
def chat() -> None:
    """Open the terminal front door, tokens or not."""
    from bot.commands.run import run_terminal

    run_terminal(_settings())


@app.command(name="try")
def try_matcher(
    matched: Annotated[Matched, typer.Argument(metavar="place|sector")],
    text: Annotated[list[str], typer.Argument(help="What a person would type; - reads one text a line from stdin.")],
    as_json: AsJson = False,
) -> None:
    """Show what the matcher offers for a text, with scores."""
    from bot.commands.try_matcher import try_place, try_sector

    attempt = try_place if matched is Matched.PLACE else try_sector
    attempt(_settings(), " ".join(text), as_json=as_json)


@app.command()
def invite(
    interlocutor: Annotated[str | None, typer.Option(metavar="ID", help="Like cc-ambert.accueil.")] = None,
    animator: Annotated[bool, typer.Option("--animator", help="Invite an animator of the territory.")] = False,
    everyone: Annotated[bool, typer.Option("--all", help="Everyone without an account yet.")] = False,
    territory: OfTerritory = None,
    form: Annotated[SheetFormat, typer.Option("--format", help="How to hand them over.")] = SheetFormat.CODE,
) -> None:
    """Make one-time invitations to the staff bot; they expire in 7 days."""
    from bot.commands.invite import Guests, invite_guests

    invite_guests(_settings(), Guests(territory, interlocutor, animator=animator, everyone=everyone), form.value)


@app.command()
def migrate() -> None:
    """Bring the database to the newest form."""
    from bot.commands.migrate import migrate_database

    migrate_database(_settings())


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Look at settings, database, territories, tokens, pivots, outbox and reminders; exit status 1 on a failure."""
    from bot.commands.doctor import examine_all

    raise typer.Exit(examine_all(os.environ, as_json=as_json))


@app.command()
def demo(
    picture: Annotated[Path | None, typer.Option(metavar="FILE", help="Also draw the talk as an SVG picture.")] = None,
) -> None:
    """Play one newcomer's story through the whole product, with nobody at the keyboard."""
    from bot.commands.run import run_demo

    run_demo(picture)


@sheets.command("export")
def export_sheets(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A territory's folder.")],
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx")],
) -> None:
    """Write a territory to a spreadsheet: one row a rule, one column a fact."""
    from bot.commands.sheets import export_sheets

    export_sheets(directory, file)


@sheets.command("import")
def import_sheets(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx")],
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A territory's folder.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask before writing.")] = False,
    lines: Annotated[bool, typer.Option("--lines", help="Show the lines of the files, too.")] = False,
) -> None:
    """Show what a spreadsheet changes, and who is referred otherwise; ask, then write it; status 1 when refused."""
    from bot.commands.asking import ask
    from bot.commands.sheets import import_sheets

    raise typer.Exit(import_sheets(_settings(), file, directory, None if yes else ask, with_lines=lines))


@directory.command("list")
def list_directory(territory: OfTerritory = None, as_json: AsJson = False) -> None:
    """Show who is where, what they agreed to, and when each entry was last verified."""
    from bot.commands.directory import list_directory

    list_directory(_settings(), territory, as_json=as_json)


@directory.command("export")
def export_directory(
    form: Annotated[DirectoryFormat, typer.Option("--format", help="The national schema, version 1, in JSON.")],
    territory: OfTerritory = None,
) -> None:
    """Write a territory's structures and services for other directories."""
    from bot.commands.directory import export_territory

    export_territory(_settings(), form.value, territory)


def main() -> None:
    """The entry point: run the verb, turn what went wrong into one line and a status."""
    sys.exit(_run())


def _run() -> int:
    from bot.definitions import DefinitionsError
    from bot.settings import SettingsError

    try:
        status = app(standalone_mode=False)
        return status if isinstance(status, int) else 0
    except CommandError as error:
        return _refuse(str(error), error.status)
    except SettingsError as error:
        return _refuse(str(error), USAGE)
    except DefinitionsError as error:
        return _refuse(str(error), FINDINGS)
    except TyperException as error:
        return _refuse(f"{error.format_message()} (see {NAME} --help)", USAGE)
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _refuse(line: str, status: int) -> int:
    print(f"{NAME}: {line}", file=sys.stderr)
    return status


def _settings() -> Settings:
    from bot.commands.environment import read_settings

    return read_settings()
