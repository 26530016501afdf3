"""Settings: defaults, and one clear line for everything that is wrong."""

from __future__ import annotations

import pytest

from bot.settings import SettingsError, load_settings
from tests.cli.french import find_english, is_typeset

FRONT = "123456789:" + "A" * 35
STAFF = "987654321:" + "b" * 35


def test_nothing_set_gives_the_packaged_territory_on_sqlite() -> None:
    settings = load_settings({"PATH": "/usr/bin", "HOME": "/root"})
    assert settings.database_url == "sqlite:///var/premiere-ecoute.db"
    assert settings.default_territory == "livradois-forez"
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert not settings.has_bots


def test_both_tokens_open_both_bots_and_never_show() -> None:
    settings = load_settings({"FRONT_BOT_TOKEN": FRONT, "STAFF_BOT_TOKEN": f" {STAFF}\n"})
    assert settings.has_bots
    assert settings.staff_bot_token is not None
    assert settings.staff_bot_token.get_secret_value() == STAFF
    assert FRONT not in repr(settings) + str(settings.model_dump())


def test_an_empty_variable_counts_as_unset() -> None:
    assert not load_settings({"FRONT_BOT_TOKEN": "", "STAFF_BOT_TOKEN": " ", "LOG_LEVEL": ""}).has_bots


def test_plain_postgres_addresses_get_our_driver() -> None:
    settings = load_settings({"DATABASE_URL": "postgres://listener@db/ecoute"})
    assert settings.database_url == "postgresql+psycopg://listener@db/ecoute"


def test_case_of_words_does_not_matter() -> None:
    settings = load_settings({"LOG_LEVEL": "debug", "LOG_FORMAT": "JSON", "DEFAULT_LANGUAGE": "EN"})
    assert (settings.log_level, settings.log_format, settings.default_language) == ("DEBUG", "json", "en")


@pytest.mark.parametrize(
    ("environ", "variable", "words"),
    [
        ({"FRONT_BOT_TOKEN": FRONT}, "STAFF_BOT_TOKEN", "Donnez les deux"),
        ({"STAFF_BOT_TOKEN": STAFF}, "FRONT_BOT_TOKEN", "Donnez les deux"),
        ({"FRONT_BOT_TOKEN": "secret-token", "STAFF_BOT_TOKEN": STAFF}, "FRONT_BOT_TOKEN", "BotFather"),
        ({"FRONT_BOT_TOKEN": FRONT, "STAFF_BOT_TOKEN": FRONT}, "STAFF_BOT_TOKEN", "un second bot"),
        ({"TELEGRAM_API_URL": "api.telegram.org"}, "TELEGRAM_API_URL", "https://"),
        ({"DATABASE_URL": "var/x.db"}, "DATABASE_URL", "sqlite:///"),
        ({"DATABASE_URL": "mysql://secret-token@host/x"}, "DATABASE_URL", "postgresql"),
        ({"TERRITORIES_DIR": "/nowhere/at/all"}, "TERRITORIES_DIR", "dossier"),
        ({"DEFAULT_TERRITORY": "atlantis"}, "DEFAULT_TERRITORY", "livradois-forez"),
        ({"DEFAULT_TERRITORY": "../territories/livradois-forez"}, "DEFAULT_TERRITORY", "livradois-forez"),
        ({"DEFAULT_LANGUAGE": "eo"}, "DEFAULT_LANGUAGE", "Écrivez fr ou en."),
        ({"TIMEZONE": "Europe/Ambert"}, "TIMEZONE", "Europe/Paris"),
        ({"TIMEZONE": "../etc/passwd"}, "TIMEZONE", "Europe/Paris"),
        ({"LOG_LEVEL": "chatty"}, "LOG_LEVEL", "Écrivez DEBUG, INFO, WARNING ou ERROR."),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT", "Écrivez console ou json."),
    ],
)
def test_what_is_wrong_is_one_line_with_variable_and_mend(environ, variable, words) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(environ)
    message = str(refused.value)
    assert message.startswith(f"{variable}\u202f: ")
    assert message == f"{refused.value.fault} {refused.value.mend}"
    assert find_english(message.replace("ERROR", "")) is None
    assert is_typeset(message)
    assert words in message
    assert "\n" not in message
    assert "secret-token" not in message
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
