"""The public bot's menu of commands, as Telegram shows it beside the text field."""

from __future__ import annotations

from typing import Final

from aiogram import Bot
from aiogram.types import BotCommand

from dialogs.wording import LANGUAGES, Wording

COMMANDS: Final = (
    "start", "retour", "modifier", "resume", "pourquoi", "suivi", "mesdonnees", "oublier", "contact", "aide",
)  # fmt: skip
DEFAULT = "fr"


def list_commands(wording: Wording, language: str) -> list[BotCommand]:
    """The menu in `language`; each description is the Fluent message `menu-<command>`."""
    return [BotCommand(command=command, description=wording.say(language, f"menu-{command}")) for command in COMMANDS]


async def register_menu(bot: Bot, wording: Wording) -> None:
    """Tell Telegram the menu: French for everyone, the other languages for who uses the app in them.

    Raises:
        aiogram.exceptions.TelegramAPIError: not registered; the bot works without, so log it and go on.
    """
    await bot.set_my_commands(list_commands(wording, DEFAULT))
    for language in LANGUAGES:
        if language != DEFAULT:
            await bot.set_my_commands(list_commands(wording, language), language_code=language)
