"""The settings: environment variables, checked at start, refused with one clear line each.

`load_settings` is the only reader of the environment. Tokens never show in a repr, a log or an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from dialogs.wording import LANGUAGES

TOKEN_SHAPE = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")  # as BotFather gives it: the bot's number, a colon, the secret
PACKAGED_TERRITORIES = Path(__file__).resolve().parent.parent / "referral_rules" / "territories"
DATABASES = ("sqlite", "postgresql+psycopg")


class SettingsError(Exception):
    """A setting is missing or malformed; the message is one line: variable, what is wrong, how to mend it."""


def _checked_token(token: SecretStr | None) -> SecretStr | None:
    if token is not None and not TOKEN_SHAPE.fullmatch(token.get_secret_value()):
        raise ValueError("it is not a bot token; copy it again from BotFather (digits, a colon, 35 letters)")
    return token


def _checked_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it is not a web address; write it like https://api.telegram.org")
    return address.rstrip("/")


def _checked_database(url: str) -> str:
    try:
        driver = make_url(url).drivername
    except ArgumentError:
        driver = ""
    if driver in ("postgresql", "postgres"):
        return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)
    if driver not in DATABASES:
        raise ValueError(
            "it names no database that we know; write sqlite:///path/to/file.db or postgresql+psycopg://user@host/name"
        )
    return url


def _checked_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("no time zone has this name; write one like Europe/Paris") from None
    return name


def _checked_folder(folder: Path) -> Path:
    if not folder.is_dir():
        raise ValueError("there is no such folder; create it, or unset the variable to use the packaged territories")
    return folder


def _lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def _upper(value: Any) -> Any:
    return value.strip().upper() if isinstance(value, str) else value


def _checked_language(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"this language is not spoken here; write one of {', '.join(LANGUAGES)}")
    return language


Token = Annotated[SecretStr | None, AfterValidator(_checked_token)]


class Settings(BaseSettings):
    """What can be set, with its default. Every field is the environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=None, env_ignore_empty=True, extra="ignore", frozen=True)

    front_bot_token: Token = None
    staff_bot_token: Token = None
    telegram_api_url: Annotated[str, AfterValidator(_checked_address)] = "https://api.telegram.org"
    database_url: Annotated[str, AfterValidator(_checked_database)] = "sqlite:///var/premiere-ecoute.db"
    territories_dir: Annotated[Path, AfterValidator(_checked_folder)] = PACKAGED_TERRITORIES
    default_territory: str = "livradois-forez"
    default_language: Annotated[str, BeforeValidator(_lower), AfterValidator(_checked_language)] = "fr"
    timezone: Annotated[str, AfterValidator(_checked_zone)] = "Europe/Paris"
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = "INFO"
    log_format: Annotated[Literal["console", "json"], BeforeValidator(_lower)] = "console"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load_settings` hands in: one reader of the environment, the same in tests and in production."""
        return (init_settings,)

    @property
    def has_bots(self) -> bool:
        """Whether both Telegram bots can run; without, the terminal is the front door."""
        return self.front_bot_token is not None and self.staff_bot_token is not None


def load_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in `environ`; an empty variable counts as unset.

    Raises:
        SettingsError: one line about the first variable that is wrong.
    """
    names = {name.upper(): name for name in Settings.model_fields}
    given = {names[key]: value.strip() for key, value in environ.items() if key in names and value.strip()}
    try:
        settings = Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError(_line_of(error)) from None
    _check_tokens(settings)
    _check_territory(settings)
    return settings


def _line_of(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=True, include_input=False)[0]
    variable = str(first["loc"][0]).upper() if first["loc"] else "settings"
    if first["type"] == "literal_error":
        return f"{variable}: it has no such value; write one of {first['ctx']['expected'].replace(chr(39), '')}"
    message = str(first["msg"]).removeprefix("Value error, ")
    return f"{variable}: {message}"


def _check_tokens(settings: Settings) -> None:
    front, staff = settings.front_bot_token, settings.staff_bot_token
    if (front is None) != (staff is None):
        missing, there = (
            ("STAFF_BOT_TOKEN", "FRONT_BOT_TOKEN") if staff is None else ("FRONT_BOT_TOKEN", "STAFF_BOT_TOKEN")
        )
        raise SettingsError(f"{missing}: it is missing while {there} is set; set both, or none for the terminal")
    if front is not None and staff is not None and _bot_number(front) == _bot_number(staff):
        raise SettingsError(
            "STAFF_BOT_TOKEN: it is of the same bot as FRONT_BOT_TOKEN; create a second bot with BotFather"
        )


def _bot_number(token: SecretStr) -> str:
    return token.get_secret_value().partition(":")[0]


def _check_territory(settings: Settings) -> None:
    known = sorted(path.name for path in settings.territories_dir.iterdir() if path.is_dir())
    if settings.default_territory not in known:
        there = ", ".join(known) or "none"
        raise SettingsError(f"DEFAULT_TERRITORY: no such territory in TERRITORIES_DIR; there: {there}")
