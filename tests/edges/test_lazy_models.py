"""aiogram's models are built when they are used, every one of them can be, and they say what they said."""

from __future__ import annotations

import subprocess
import sys

ALL_BUILT = """
import bot.doors.telegram.newcomer.sender
import aiogram.methods, aiogram.types
from aiogram.types.base import TelegramObject
from pydantic import BaseModel

of_types = [each for each in vars(aiogram.types).values() if isinstance(each, type) and issubclass(each, BaseModel)]
of_methods = [each for each in vars(aiogram.methods).values() if isinstance(each, type) and issubclass(each, BaseModel)]
built = [each.__name__ for each in of_types if each.__pydantic_complete__]
assert len(of_types) > 300 and len(of_methods) > 150, (len(of_types), len(of_methods))
assert len(built) < 20, built
for each in of_types + of_methods:
    if not each.__pydantic_generic_metadata__["parameters"]:
        assert each.model_rebuild(raise_errors=True) is not False or each.__pydantic_complete__, each
        for name, field in each.model_fields.items():
            assert "ForwardRef" not in repr(field.annotation), (each, name)
"""

IN_USE = """
import bot.doors.telegram.newcomer.adapter
from aiogram.types import Chat, Message, Update, User
from pydantic import ValidationError

raw = {"update_id": 1, "message": {"message_id": 5, "date": 1700000000, "chat": {"id": 7, "type": "private"},
       "from": {"id": 7, "is_bot": False, "first_name": "Samira"}, "text": "bonjour",
       "reply_to_message": {"message_id": 4, "date": 1700000000, "chat": {"id": 7, "type": "private"}, "text": "?"},
       "entities": [{"type": "bold", "offset": 0, "length": 7}]}}
update = Update.model_validate(raw)
assert type(update.message) is Message and type(update.message.chat) is Chat, update
assert type(update.message.from_user) is User and update.message.reply_to_message.message_id == 4
assert update.message.entities[0].type == "bold" and update.message.date.year == 2023
for broken in ({"update_id": "x"}, {"update_id": 1, "message": {"text": "?"}}):
    try:
        Update.model_validate(broken)
    except ValidationError:
        continue
    raise AssertionError(broken)
"""


def in_a_process(script: str) -> None:
    """Models once built stay so: each script has a process to itself."""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_model_can_be_built_and_next_to_none_is_before_it_is_used() -> None:
    in_a_process(ALL_BUILT)


def test_an_update_is_read_and_a_broken_one_refused_as_ever() -> None:
    in_a_process(IN_USE)
