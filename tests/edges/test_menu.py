"""The public bot's menu, registered with Telegram in both languages."""

from __future__ import annotations

from pathlib import Path

from bot.doors.telegram.newcomer.menu import COMMANDS, register_menu
from bot.doors.telegram.newcomer.session import make_bot
from dialogs.wording import LANGUAGES, Wording
from tests.edges.conftest import TOKEN
from tests.fake_bot_api import FakeBotApi

TEXTS = Path(__file__).parents[2] / "dialogs" / "texts"


def menu_wording() -> Wording:
    names = {language: f"menu.{language}.ftl" for language in LANGUAGES}
    return Wording({language: {name: (TEXTS / name).read_text()} for language, name in names.items()})


async def test_the_menu_is_registered_in_french_for_all_and_in_english(api: FakeBotApi) -> None:
    fake = api.bot(TOKEN)
    bot = make_bot(TOKEN, api.url)
    await register_menu(bot, menu_wording())
    await bot.session.close()
    french, english = fake.commands["default", ""], fake.commands["default", "en"]
    assert [command["command"] for command in french] == list(COMMANDS)
    assert [command["command"] for command in english] == list(COMMANDS)
    assert french[1]["description"] == "Revenir à la question précédente"
    assert english[1]["description"] == "Go back to the previous question"


def test_every_command_is_described_in_every_language() -> None:
    wording = menu_wording()
    assert wording.findings() == ()
    assert wording.keys("fr") == {f"menu-{command}" for command in COMMANDS}
