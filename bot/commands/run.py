"""`run`, `chat`, `demo`: the product on Telegram, in the terminal, or by itself."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Final

from rich.console import Console

from bot.commands.migrate import open_store
from bot.commands.obstacles import unwritable
from bot.commands.outcome import FINDINGS, CommandError
from bot.logs import configure_logs
from bot.rules.definitions import load_world
from bot.settings import Settings
from referral_rules.typography import typeset

NO_TOKENS: Final = typeset("Sans FRONT_BOT_TOKEN ni STAFF_BOT_TOKEN : la conversation s’ouvre ici.")
NO_TERMINAL: Final = typeset(
    "Ni jetons (FRONT_BOT_TOKEN, STAFF_BOT_TOKEN), ni personne au clavier. "
    "Donnez les jetons, ou lancez-le dans un terminal ; pour voir l’histoire se jouer seule : premiere-ecoute demo"
)
TOKEN_REFUSED: Final = typeset(
    "FRONT_BOT_TOKEN ou STAFF_BOT_TOKEN : Telegram refuse ce jeton. Copiez-le de nouveau depuis BotFather."
)


def run_product(settings: Settings) -> None:
    """Run both bots when their tokens are set, else the terminal front door.

    Raises:
        CommandError: a token is refused; or there are no tokens and no terminal.
    """
    if settings.has_bots:
        _run_bots(settings)
        return
    if not sys.stdin.isatty():
        raise CommandError(NO_TERMINAL)
    print(NO_TOKENS, flush=True)
    run_terminal(settings)


def run_terminal(settings: Settings) -> None:
    """Run the terminal front door; logs say errors only, so that they don't talk in between."""
    from bot.doors.terminal.front_door import run_front_door

    configure_logs("ERROR", settings.log_format)
    open_store(settings).close()
    asyncio.run(run_front_door(settings, load_world(settings), Console()))


def run_demo(picture: Path | None) -> None:
    """Play the demonstration; `picture` gets the talk as an SVG.

    Raises:
        CommandError: the story can't be played to its end, or its picture can't be written.
    """
    from bot.commands.demo import DemoError, play

    configure_logs("ERROR")
    if picture is not None:
        _open_for_writing(picture)
    try:
        play(picture)
    except DemoError as error:
        raise CommandError(typeset(f"L’histoire s’arrête en route : {error}"), FINDINGS) from None


def _open_for_writing(file: Path) -> None:
    """Find out before the story is played whether its picture can be kept."""
    try:
        with file.open("ab"):
            pass
    except OSError as error:
        raise unwritable(file, error) from None


def _run_bots(settings: Settings) -> None:
    from bot.app import run_bots
    from bot.machinery.polling import TokenRefusedError

    configure_logs(settings.log_level, settings.log_format)
    open_store(settings).close()
    world = load_world(settings)
    try:
        asyncio.run(run_bots(settings, world))
    except TokenRefusedError:
        raise CommandError(TOKEN_REFUSED) from None
