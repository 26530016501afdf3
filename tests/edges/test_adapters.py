"""Both adapters read the Bot API's own JSON alike: every kind of content, group, membership and tap."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.doors.telegram.content import BotName, clean_values
from bot.doors.telegram.newcomer.polling import read_raw as read_with_aiogram
from bot.doors.telegram.referent.polling import read_raw as read_with_ptb
from bot.machinery.arrival import ChatBlocked, ChatUnblocked, GroupMigrated, GroupTalk
from bot.machinery.polling import Fetched
from dialogs.inputs import Command, EditedText, SharedContact, SharedLocation, Tap, Text, Unsupported, Voice

ME = BotName(123456, "Ecoute_bot")
SAMIRA = {"id": 7, "is_bot": False, "first_name": "Samira", "language_code": "fr"}
OUR_BOT = {"id": ME.user_id, "is_bot": True, "first_name": "Écoute", "username": ME.username}
PRIVATE = {"id": 7, "type": "private", "first_name": "Samira"}
GROUP = {"id": -50, "type": "group", "title": "Voisins"}
FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 10}
PLACE = {"latitude": 45.123456, "longitude": 3.654321}
STICKER = FILE | {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
PHOTO = [FILE | {"width": 9, "height": 9}]

Read = Callable[[dict[str, Any]], Fetched]


@pytest.fixture(params=[read_with_aiogram, read_with_ptb], ids=["aiogram", "python-telegram-bot"])
def read(request: pytest.FixtureRequest) -> Read:
    return lambda raw: request.param(clean_values(raw), ME)


def message(chat: dict[str, Any] = PRIVATE, sender: dict[str, Any] | None = SAMIRA, **content: Any) -> dict[str, Any]:
    built = {"message_id": 41, "date": 1_790_000_000, "chat": chat, **content}
    return {"update_id": 9, "message": built | ({"from": sender} if sender else {})}


def what(fetched: Fetched) -> object:
    assert fetched.arrival is not None
    return fetched.arrival.what


def test_words_keep_who_where_and_which(read: Read) -> None:
    arrival = read(message(text="Bonjour")).arrival
    assert arrival is not None
    assert (arrival.update_id, arrival.chat_id, arrival.sender_id) == (9, 7, 7)
    assert (arrival.what, arrival.language_code) == (Text("Bonjour", 41), "fr")


def test_a_reply_names_the_message_it_answers(read: Read) -> None:
    answered = {"message_id": 40, "date": 1, "chat": PRIVATE, "from": OUR_BOT, "text": "?"}
    assert what(read(message(text="oui", reply_to_message=answered))) == Text("oui", 41, 40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", Command("start", "", 41)),
        ("/start AbC_-9", Command("start", "AbC_-9", 41)),
        ("/START@Ecoute_Bot abc", Command("start", "abc", 41)),
        ("  /retour \n", Command("retour", "", 41)),
        ("/MesDonnées", Command("mesdonnees", "", 41)),
        ("/absence 24/12 02/01", Command("absence", "24/12 02/01", 41)),
        ("/inconnue", Command("inconnue", "", 41)),
        ("/ je ne sais pas", Text("/ je ne sais pas", 41)),
        ("/home/samira", Text("/home/samira", 41)),
        ("voir /aide", Text("voir /aide", 41)),
    ],
)
def test_commands_are_told_from_words(read: Read, text: str, expected: Text | Command) -> None:
    assert what(read(message(text=text))) == expected


@pytest.mark.parametrize("text", ["_*<&>`[x](y)", "👩‍🌾 été", "שלום עולם", "null", "x" * 4096, " deux  espaces "])
def test_c27_any_text_arrives_as_typed(read: Read, text: str) -> None:
    assert what(read(message(text=text))) == Text(text, 41)


def test_c27_lone_surrogates_and_nul_are_replaced(read: Read) -> None:
    assert what(read(message(text="a\ud83db\x00c😀"))) == Text("a\ufffdb\ufffdc😀", 41)
    captioned = read(message(photo=PHOTO, caption="\udc00"))
    assert what(captioned) == Unsupported("photo", "\ufffd", 41)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"photo": PHOTO}, "photo"),
        ({"photo": PHOTO, "media_group_id": "g"}, "album"),
        ({"video": FILE | {"width": 1, "height": 1, "duration": 1}, "media_group_id": "g"}, "album"),
        ({"sticker": STICKER}, "sticker"),
        ({"video": FILE | {"width": 1, "height": 1, "duration": 1}}, "video"),
        ({"video_note": FILE | {"length": 1, "duration": 1}}, "video_note"),
        ({"animation": FILE | {"width": 1, "height": 1, "duration": 1}, "document": FILE}, "animation"),
        ({"document": FILE}, "document"),
        ({"audio": FILE | {"duration": 1}}, "audio"),
        ({"dice": {"emoji": "🎲", "value": 2}}, "dice"),
        ({"location": PLACE, "venue": {"location": PLACE, "title": "x", "address": "y"}}, "venue"),
        ({"game": {"title": "t", "description": "d", "photo": PHOTO}}, "game"),
        ({"story": {"chat": PRIVATE, "id": 1}}, "story"),
        ({"something_of_tomorrow": {"id": 1}}, "other"),
        ({}, "other"),
    ],
)  # fmt: skip
def test_c26_content_that_the_talk_has_no_use_for(read: Read, content: dict[str, Any], kind: str) -> None:
    assert what(read(message(**content))) == Unsupported(kind, "", 41)  # type: ignore[arg-type]
    if kind in ("photo", "album", "video", "document", "audio"):
        assert what(read(message(**content, caption="voilà"))) == Unsupported(kind, "voilà", 41)  # type: ignore[arg-type]


def test_c26_a_poll(read: Read) -> None:
    option = {"persistent_id": "0", "text": "oui", "voter_count": 0}
    flags = ("is_closed", "allows_multiple_answers", "allows_revoting", "members_only")
    poll = {"id": "1", "question": "?", "options": [option], "total_voter_count": 0, "is_anonymous": True}
    assert what(read(message(poll=poll | {"type": "regular"} | dict.fromkeys(flags, False)))) == Unsupported(
        "poll", "", 41
    )


def test_c26_a_voice_message_waits_for_its_download(read: Read) -> None:
    fetched = read(message(voice=FILE | {"duration": 12, "mime_type": "audio/ogg"}))
    assert fetched.voice_id == "f"
    assert what(fetched) == Voice(None, 12, 41)
    assert fetched.arrival is not None
    assert fetched.arrival.voice is not None
    assert (fetched.arrival.voice.body, fetched.arrival.voice.too_large) == (None, False)


@pytest.mark.parametrize(("size", "too_large"), [(20 * 1024 * 1024, False), (20 * 1024 * 1024 + 1, True)])
def test_c26_a_voice_message_over_20_mb_is_too_large(read: Read, size: int, too_large: bool) -> None:
    arrival = read(message(voice=FILE | {"duration": 900, "file_size": size})).arrival
    assert arrival is not None
    assert arrival.voice is not None
    assert arrival.voice.too_large is too_large


def test_contact_cards_tell_whose_they_are(read: Read) -> None:
    card = {"phone_number": "+33199000000", "first_name": "S"}
    assert what(read(message(contact=card | {"user_id": 7}))) == SharedContact("+33199000000", True, 41)
    assert what(read(message(contact=card | {"user_id": 8}))) == SharedContact("+33199000000", False, 41)
    assert what(read(message(contact=card))) == SharedContact("+33199000000", False, 41)


def test_a_position_loses_its_coordinates(read: Read) -> None:
    fetched = read(message(location=PLACE))
    assert what(fetched) == SharedLocation(41)
    assert "45.12" not in repr(fetched)


def edited(**content: Any) -> dict[str, Any]:
    return {"update_id": 9, "edited_message": message(**content)["message"] | {"edit_date": 2}}


def test_c25_edits_are_never_new_words(read: Read) -> None:
    assert what(read(edited(text="non"))) == EditedText("non", 41)
    assert read(edited(location=PLACE)).arrival is None
    assert read(edited(photo=PHOTO, caption="x")).arrival is None


def tap(**changes: Any) -> dict[str, Any]:
    shown = {"message_id": 40, "date": 1, "chat": PRIVATE, "from": OUR_BOT, "text": "?"}
    query = {"id": "77", "from": SAMIRA, "chat_instance": "1", "data": "t.1.oui", "message": shown}
    return {"update_id": 9, "callback_query": {key: value for key, value in (query | changes).items() if value}}


def test_a_tap_has_its_actor_its_token_and_its_message(read: Read) -> None:
    stranger = {"id": 8, "is_bot": False, "first_name": "Zoé"}
    fetched = read(tap(**{"from": stranger}))
    assert fetched.callback_id == "77"
    assert fetched.arrival is not None
    assert (fetched.arrival.chat_id, fetched.arrival.sender_id, fetched.arrival.what) == (7, 8, Tap("t.1.oui", 40))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"message": {"chat": PRIVATE, "message_id": 3, "date": 0}}, Tap("t.1.oui", 3)),
        ({"message": None, "inline_message_id": "i"}, Tap("t.1.oui", None)),
        ({"data": None, "game_short_name": "g"}, Tap("", 40)),
    ],
)
def test_c24_taps_on_old_inline_and_game_messages(read: Read, changes: dict[str, Any], expected: Tap) -> None:
    fetched = read(tap(**changes))
    assert (what(fetched), fetched.callback_id) == (expected, "77")
    assert fetched.arrival is not None
    assert fetched.arrival.chat_id == 7


def membership(chat: dict[str, Any], was: str, now: str) -> dict[str, Any]:
    extra = {"kicked": {"until_date": 0}, "restricted": {}}
    old, new = ({"user": OUR_BOT, "status": status} | extra.get(status, {}) for status in (was, now))
    change = {"chat": chat, "from": SAMIRA, "date": 1, "old_chat_member": old, "new_chat_member": new}
    return {"update_id": 9, "my_chat_member": change}


def test_c30_blocking_and_unblocking(read: Read) -> None:
    assert what(read(membership(PRIVATE, "member", "kicked"))) == ChatBlocked()
    assert what(read(membership(PRIVATE, "kicked", "member"))) == ChatUnblocked()
    assert what(read(membership(GROUP, "member", "left"))) == ChatBlocked()
    assert read(membership(PRIVATE, "member", "member")).arrival is None


def test_c29_a_group_is_heard_only_when_it_speaks_to_us(read: Read) -> None:
    ours = {"message_id": 40, "date": 1, "chat": GROUP, "from": OUR_BOT, "text": "?"}
    theirs = ours | {"from": SAMIRA}
    for heard in (
        {"text": "/start"},
        {"text": "/start@ecoute_bot"},
        {"text": "dis, @ECOUTE_BOT !"},
        {"text": "oui", "reply_to_message": ours},
        {"photo": PHOTO, "caption": "@ecoute_bot"},
    ):
        assert what(read(message(GROUP, **heard))) == GroupTalk()
    for unheard in (
        {"text": "Bonjour à tous"},
        {"text": "/start@autre_bot"},
        {"text": "oui", "reply_to_message": theirs},
        {"text": "@ecoute_bot2"},
        {"new_chat_title": "/start"},
    ):
        assert read(message(GROUP, **unheard)).arrival is None
    assert what(read(membership(GROUP, "left", "member"))) == GroupTalk()
    assert read(membership(GROUP, "member", "member")).arrival is None
    in_group = {"message_id": 40, "date": 1, "chat": GROUP, "from": OUR_BOT, "text": "?"}
    assert what(read(tap(message=in_group))) == GroupTalk()


def test_c29_a_group_that_moves_gives_its_new_number(read: Read) -> None:
    fetched = read(message(GROUP, migrate_to_chat_id=-100500))
    assert what(fetched) == GroupMigrated(-100500)
    assert fetched.arrival is not None
    assert fetched.arrival.chat_id == -50
    assert read(message(GROUP, migrate_from_chat_id=-50)).arrival is None


def test_what_nobody_said_to_us_is_passed_over(read: Read) -> None:
    channel = {"id": -100, "type": "channel", "title": "c"}
    post = message(channel, None, text="x")["message"]
    assert read({"update_id": 9, "channel_post": post}).arrival is None
    assert read({"update_id": 9, "edited_channel_post": post | {"edit_date": 2}}).arrival is None
    assert read(message(channel, None, text="x")).arrival is None
    assert read(message(sender=OUR_BOT, text="x")).arrival is None
    assert read(message(pinned_message=message(text="x")["message"])).arrival is None
    assert read({"update_id": 9, "poll_answer": {"poll_id": "1", "option_ids": []}}).arrival is None
    assert read({"update_id": 9, "an_update_of_tomorrow": {"id": 1}}).arrival is None


def test_an_update_that_cannot_be_parsed_still_gets_an_answer(read: Read) -> None:
    broken = message(text="Bonjour")
    broken["message"]["reply_to_message"] = {"message_id": "quarante", "chat": 5}
    fetched = read(broken)
    assert fetched.update_id == 9
    assert what(fetched) in (Unsupported("other", order=41), Text("Bonjour", 41, "quarante"))  # type: ignore[arg-type]
    assert read({"update_id": 9, "message": {"text": "who?"}}).arrival is None
