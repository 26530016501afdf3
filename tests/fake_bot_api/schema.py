"""Which methods exist and what each takes: aiogram's own classes are the schema, for calls of any library.

Telegram ignores unknown parameters; here they are refused, since an ignored one is a mistake nobody would see.
"""

from __future__ import annotations

import json
import re
from functools import cache
from types import NoneType
from typing import Any, get_args

import aiogram.methods
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile
from pydantic import BaseModel, ValidationError

import bot.doors.telegram.newcomer  # noqa: F401 - before aiogram itself: its models are then built when used
from tests.fake_bot_api.errors import ApiError, bad_request

_SCALARS = {int, bool, float}


@cache
def _methods() -> dict[str, type[TelegramMethod[Any]]]:
    found = {}
    for name in aiogram.methods.__all__:
        method = getattr(aiogram.methods, name)
        if isinstance(method, type) and issubclass(method, TelegramMethod) and method is not TelegramMethod:
            found[method.__api_method__.lower()] = method
    return found


def method_name(name: str) -> str:
    """The method's name as documented (calls are case-insensitive).

    Raises:
        ApiError: 404, no such method.
    """
    method = _methods().get(name.lower())
    if method is None:
        raise ApiError(404, "Not Found: method not found")
    return method.__api_method__


def read_parameters(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """The call's parameters with the types of the specification (JSON strings decoded, numbers as numbers).

    Raises:
        ApiError: 400 for an unknown or missing parameter, or a wrong type, at any depth.
    """
    method = _methods()[name.lower()]
    unknown = sorted(set(given) - set(method.model_fields))
    if unknown:
        raise bad_request(f'unknown parameter "{unknown[0]}" of {name}')
    missing = [key for key, spec in method.model_fields.items() if spec.is_required() and given.get(key) in (None, "")]
    if missing:
        words = {"text": "message text is empty", "chat_id": "chat_id is empty"}
        raise bad_request(words.get(missing[0], f'parameter "{missing[0]}" is required'))
    decoded = {key: _decode(key, value, method.model_fields[key].annotation) for key, value in given.items()}
    try:
        model = method.model_validate(decoded)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise bad_request(f'parameter "{where}" of {name}: {first["msg"]}') from error
    _refuse_extras(model, name)
    return {key: _scalar(key, getattr(model, key), decoded[key]) for key in given}


def _members(annotation: Any) -> set[Any]:
    arguments = get_args(annotation)
    return {member for argument in arguments for member in _members(argument)} if arguments else {annotation}


def _decode(key: str, value: Any, annotation: Any) -> Any:
    if not isinstance(value, str):
        return value
    if any(0xD800 <= ord(character) <= 0xDFFF for character in value):
        raise bad_request("strings must be encoded in UTF-8")
    outer = {getattr(member, "__origin__", member) for member in (get_args(annotation) or (annotation,))}
    outer -= {NoneType, Default, InputFile}
    if str in outer or outer <= _SCALARS:
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad_request(f"can't parse {key} JSON object") from error


def _scalar(key: str, validated: Any, decoded: Any) -> Any:
    if key.endswith("chat_id") and isinstance(validated, str) and re.fullmatch(r"-?\d+", validated):
        return int(validated)
    return validated if isinstance(validated, int | float | str) else decoded


def _refuse_extras(value: Any, where: str) -> None:
    if isinstance(value, BaseModel):
        if value.model_extra:
            raise bad_request(f'unknown field "{next(iter(value.model_extra))}" in {where}')
        for key in value.model_fields_set:
            _refuse_extras(getattr(value, key), f"{where}.{key}")
    elif isinstance(value, list):
        for item in value:
            _refuse_extras(item, where)
