"""Files that people send: the staff bot announces those that may be rules, the newcomers' bot opens none."""

from __future__ import annotations

from typing import Any

import pytest

from bot.doors.telegram.content import DOCUMENT_LIMIT, BotName
from bot.doors.telegram.newcomer.adapter import read_raw as read_of_a_stranger
from bot.doors.telegram.referent.adapter import read_raw as read_of_staff
from bot.machinery.arrival import SentDocument

ME = BotName(123456, "Ecoute_bot")
SENDER = {"id": 7, "is_bot": False, "first_name": "Samira"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Samira"}
RULES = {"file_id": "f", "file_unique_id": "u", "file_size": 10, "file_name": "regles.yaml"}
FILM = {"file_id": "a", "file_unique_id": "v", "width": 1, "height": 1, "duration": 1}


def sent(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"update_id": 9, "message": {"message_id": 41, "date": 1, "chat": chat, "from": SENDER, **content}}


@pytest.mark.parametrize("album", [{}, {"media_group_id": "g"}])
def test_a_file_of_rules_is_announced_to_the_staff_bot(album: dict[str, str]) -> None:
    fetched = read_of_staff(sent(document=RULES, **album), ME)
    assert fetched.arrival is not None
    assert (fetched.document_id, fetched.arrival.document) == ("f", SentDocument(None, "regles.yaml"))


def test_a_strangers_file_is_neither_announced_nor_downloaded() -> None:
    fetched = read_of_a_stranger(sent(document=RULES), ME)
    assert fetched.arrival is not None
    assert (fetched.document_id, fetched.arrival.document) == (None, None)


@pytest.mark.parametrize(
    ("change", "too_large"), [({"file_name": "vacances.pdf"}, False), ({"file_size": DOCUMENT_LIMIT + 1}, True)]
)
def test_what_cannot_be_rules_is_announced_and_left_where_it_is(change: dict[str, Any], too_large: bool) -> None:
    fetched = read_of_staff(sent(document=RULES | change), ME)
    assert fetched.arrival is not None
    assert fetched.arrival.document is not None
    assert (fetched.document_id, fetched.arrival.document.too_large) == (None, too_large)


def test_an_animation_is_no_file_and_a_group_sends_none() -> None:
    for said in (sent(document=RULES, animation=FILM), sent({"id": -5, "type": "group"}, document=RULES, caption="/x")):
        fetched = read_of_staff(said, ME)
        assert fetched.arrival is not None
        assert (fetched.document_id, fetched.arrival.document) == (None, None)
