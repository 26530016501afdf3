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

from dialogs.wording import LANGUAGES
from referral_rules.typography import typeset
from storage.addresses import driver_of

TOKEN_SHAPE = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")  # as BotFather gives it: the bot's number, a colon, the secret
PACKAGED_TERRITORIES = Path(__file__).resolve().parent.parent / "referral_rules" / "territories"
DATABASES = ("sqlite", "postgresql+psycopg")
COPY_AGAIN = "Copiez-le de nouveau depuis BotFather : des chiffres, deux-points, puis 35 signes."
DATABASE_MEND = "Écrivez sqlite:///chemin/du/fichier.db ou postgresql+psycopg://compte@machine/nom"


class SettingsError(Exception):
    """A setting is missing or malformed; the message is one line of French: variable, what is wrong, how to mend it.

    Attributes:
        fault: the variable, and what is wrong with it.
        mend: what to do.
    """

    def __init__(self, variable: str, fault: str, mend: str) -> None:
        self.fault = typeset(f"{variable} : {fault}")
        self.mend = typeset(mend)
        super().__init__(f"{self.fault} {self.mend}")


class _UnfitError(ValueError):
    """A value can't be taken; pydantic carries it to `load_settings`."""

    def __init__(self, fault: str, mend: str) -> None:
        super().__init__(fault)
        self.fault, self.mend = fault, mend


def _checked_token(token: SecretStr | None) -> SecretStr | None:
    if token is not None and not TOKEN_SHAPE.fullmatch(token.get_secret_value()):
        raise _UnfitError("ce n’est pas un jeton de bot.", COPY_AGAIN)
    return token


def _checked_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _UnfitError("ce n’est pas une adresse web.", "Écrivez-la comme https://api.telegram.org")
    return address.rstrip("/")


def _checked_database(url: str) -> str:
    driver = driver_of(url)
    if driver in ("postgresql", "postgres"):
        return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)
    if driver not in DATABASES:
        raise _UnfitError("ce n’est pas l’adresse d’une base que le logiciel connaît.", DATABASE_MEND)
    return url


def _checked_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _UnfitError("aucun fuseau horaire n’a ce nom.", "Écrivez-en un comme Europe/Paris.") from None
    return name


def _checked_folder(folder: Path) -> Path:
    if not folder.is_dir():
        raise _UnfitError(
            "ce dossier n’existe pas.", "Créez-le, ou retirez le réglage : les territoires fournis serviront."
        )
    return folder


def _lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def _upper(value: Any) -> Any:
    return value.strip().upper() if isinstance(value, str) else value


def _checked_language(language: str) -> str:
    if language not in LANGUAGES:
        raise _UnfitError("cette langue n’est pas parlée ici.", f"Écrivez {' ou '.join(LANGUAGES)}.")
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
        raise _refusal(error) from None
    _check_tokens(settings)
    _check_territory(settings)
    return settings


def _refusal(error: ValidationError) -> SettingsError:
    first = error.errors(include_url=False, include_context=True, include_input=False)[0]
    variable, context = str(first["loc"][0]).upper(), first["ctx"]
    if first["type"] == "literal_error":
        choices = context["expected"].replace("'", "").replace(" or ", " ou ")
        return SettingsError(variable, "cette valeur n’existe pas.", f"Écrivez {choices}.")
    unfit: _UnfitError = context["error"]
    return SettingsError(variable, unfit.fault, unfit.mend)


def _check_tokens(settings: Settings) -> None:
    front, staff = settings.front_bot_token, settings.staff_bot_token
    if (front is None) != (staff is None):
        missing, there = (
            ("STAFF_BOT_TOKEN", "FRONT_BOT_TOKEN") if staff is None else ("FRONT_BOT_TOKEN", "STAFF_BOT_TOKEN")
        )
        mend = "Donnez les deux, ou aucun : la conversation se tient alors dans le terminal."
        raise SettingsError(missing, f"il manque, alors que {there} est donné.", mend)
    if front is not None and staff is not None and _bot_number(front) == _bot_number(staff):
        mend = "Créez un second bot avec BotFather."
        raise SettingsError("STAFF_BOT_TOKEN", "c’est le même bot que FRONT_BOT_TOKEN.", mend)


def _bot_number(token: SecretStr) -> str:
    return token.get_secret_value().partition(":")[0]


def _check_territory(settings: Settings) -> None:
    known = sorted(path.name for path in settings.territories_dir.iterdir() if path.is_dir())
    if settings.default_territory not in known:
        mend = f"Il y a : {', '.join(known) or 'rien'}."
        raise SettingsError("DEFAULT_TERRITORY", "TERRITORIES_DIR n’a pas de territoire de ce nom.", mend)
