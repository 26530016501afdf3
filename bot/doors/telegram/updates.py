"""A Telegram update, whichever library parsed it, to what the polling loop takes: everything people may send.

Rule 1: the actor is who acted (`from_user`), never who a button was made for.
Rule 2: in a group nothing personal is read; only that somebody spoke to us.
Rule 3: a stranger's file is never opened: only a bot that `takes_documents` announces them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final, NamedTuple

import structlog

from bot.doors.telegram.content import (
    ANONYMOUS_ADMIN,
    CONTENT_KINDS,
    SERVICE_ATTRIBUTES,
    BotName,
    announce_document,
    announce_voice,
    clean,
    is_addressed,
    read_words,
)
from bot.doors.telegram.shapes import TelegramMembership, TelegramMessage, TelegramTap, TelegramUpdate, TelegramUser
from bot.machinery.arrival import (
    Arrival,
    ChatBlocked,
    ChatUnblocked,
    GroupMigrated,
    GroupTalk,
    SentDocument,
    VoiceFile,
    What,
    is_wanted,
)
from bot.machinery.polling import Fetched
from dialogs.inputs import EditedText, Input, SharedContact, SharedLocation, Tap, Unsupported, Voice

log = structlog.get_logger(__name__)

_ABSENT: Final = ("left", "kicked")


class _Heard(NamedTuple):
    chat_id: int
    sender: TelegramUser
    what: What


def read_update(update: TelegramUpdate, me: BotName, channel: str, *, takes_documents: bool = False) -> Fetched:
    """What `update` brings, with the tap to acknowledge and the files to download.

    Its arrival is None when there is nothing for us in it: channels, service messages, other bots.
    """
    message, tap = update.message, update.callback_query
    callback_id, album = tap.id if tap else None, message.media_group_id if message else None
    heard = _hear(update, me)
    if heard is None:
        return Fetched(update.update_id, None, callback_id, album=album)
    voice = _voice(message, heard.what)
    document = _document(message, heard.what) if takes_documents else None
    sender = heard.sender
    arrival = Arrival(
        channel, update.update_id, heard.chat_id, sender.id, heard.what, sender.language_code, voice, document
    )
    return Fetched(
        update.update_id,
        arrival,
        callback_id,
        message.voice.file_id if voice and message and message.voice else None,
        album,
        message.document.file_id if document and is_wanted(document) and message and message.document else None,
    )


def read_unparsed(raw: Mapping[str, Any], channel: str) -> Fetched:
    """An update that its library could not parse: still somebody who waits for an answer, if it says who.

    Its arrival is an `Unsupported` for a private message with sender and chat, None otherwise.
    """
    log.error("update_unparsed", bot=channel)
    update_id = int(raw["update_id"])
    message = raw.get("message")
    if not isinstance(message, Mapping):
        return Fetched(update_id)
    chat, sender, order = message.get("chat"), message.get("from"), message.get("message_id")
    if not (isinstance(chat, Mapping) and isinstance(sender, Mapping) and isinstance(order, int)):
        return Fetched(update_id)
    chat_id, sender_id = chat.get("id"), sender.get("id")
    if chat.get("type") != "private" or not isinstance(chat_id, int) or not isinstance(sender_id, int):
        return Fetched(update_id)
    return Fetched(update_id, Arrival(channel, update_id, chat_id, sender_id, Unsupported("other", order=order)))


def _hear(update: TelegramUpdate, me: BotName) -> _Heard | None:
    if update.message is not None:
        return _hear_message(update.message, me)
    if update.edited_message is not None:
        return _hear_edit(update.edited_message)
    if update.callback_query is not None:
        return _hear_tap(update.callback_query)
    if update.my_chat_member is not None:
        return _hear_membership(update.my_chat_member)
    return None


def _hear_message(message: TelegramMessage, me: BotName) -> _Heard | None:
    sender = message.from_user
    if sender is None or message.chat.type == "channel":
        return None
    what: What | None
    if message.chat.type != "private":
        what = _read_group(message, sender, me)
    else:
        what = _read_content(message, sender) if not sender.is_bot else None
    return _Heard(message.chat.id, sender, what) if what is not None else None


def _read_content(message: TelegramMessage, sender: TelegramUser) -> Input | None:
    order = message.message_id
    if message.text is not None:
        answered = message.reply_to_message.message_id if message.reply_to_message else None
        return read_words(clean(message.text), order, answered)
    if message.voice is not None:
        return Voice(None, _seconds(message.voice.duration), order)
    if message.contact is not None:
        return SharedContact(clean(message.contact.phone_number), message.contact.user_id == sender.id, order)
    if message.venue is None and message.location is not None:
        return SharedLocation(order)
    caption = clean(message.caption or "")
    if message.media_group_id is not None:
        return Unsupported("album", caption, order)
    for kind in CONTENT_KINDS:
        if getattr(message, kind):
            return Unsupported(kind, caption, order)
    return None if _is_service(message) else Unsupported("other", caption, order)


def _read_group(message: TelegramMessage, sender: TelegramUser, me: BotName) -> What | None:
    if message.migrate_to_chat_id is not None:
        return GroupMigrated(message.migrate_to_chat_id)
    if sender.is_bot and sender.id != ANONYMOUS_ADMIN:
        return None
    answered = message.reply_to_message.from_user if message.reply_to_message else None
    answers_us = answered is not None and answered.id == me.user_id
    said = message.text or message.caption or ""
    return GroupTalk() if not _is_service(message) and is_addressed(said, me, answers_us=answers_us) else None


def _is_service(message: TelegramMessage) -> bool:
    return any(getattr(message, name, None) for name in SERVICE_ATTRIBUTES)


def _hear_edit(message: TelegramMessage) -> _Heard | None:
    """A changed text; a caption or a live location that moves answers nothing."""
    sender = message.from_user
    if sender is None or sender.is_bot or message.chat.type != "private" or message.text is None:
        return None
    return _Heard(message.chat.id, sender, EditedText(clean(message.text), message.message_id))


def _hear_tap(tap: TelegramTap) -> _Heard:
    """A tap; its message may be too old to be shown, or an inline one without a chat."""
    sender, message = tap.from_user, tap.message
    if message is None:
        return _Heard(sender.id, sender, Tap(clean(tap.data or "")))
    if message.chat.type != "private":
        return _Heard(message.chat.id, sender, GroupTalk())
    return _Heard(message.chat.id, sender, Tap(clean(tap.data or ""), message.message_id))


def _hear_membership(change: TelegramMembership) -> _Heard | None:
    was_absent = change.old_chat_member.status in _ABSENT
    is_absent = change.new_chat_member.status in _ABSENT
    if change.chat.type == "channel" or not (is_absent or was_absent):
        return None
    if is_absent:
        what: What = ChatBlocked()
    else:
        what = ChatUnblocked() if change.chat.type == "private" else GroupTalk()
    return _Heard(change.chat.id, change.from_user, what)


def _voice(message: TelegramMessage | None, what: What) -> VoiceFile | None:
    if message is None or message.voice is None or not isinstance(what, Voice):
        return None
    return announce_voice(message.voice.file_size, message.voice.mime_type, what.seconds)


def _document(message: TelegramMessage | None, what: What) -> SentDocument | None:
    """The file of a private message; an animation carries one too, which nobody meant to send."""
    if message is None or message.document is None or message.animation or not isinstance(what, Unsupported):
        return None
    return announce_document(message.document.file_size, message.document.file_name)


def _seconds(duration: int | timedelta) -> int:
    return duration if isinstance(duration, int) else round(duration.total_seconds())
