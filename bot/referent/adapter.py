"""python-telegram-bot's `Update` to an `Arrival`: what referents and animators send, put into the house's own words.

Rule 1: the actor is who acted (`from_user`), never who a button was made for.
Rule 2: in a group nothing personal is read; only that somebody spoke to us.
"""

from __future__ import annotations

from datetime import timedelta

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User

from bot.arrival import Arrival, ChatBlocked, ChatUnblocked, GroupMigrated, GroupTalk, What
from bot.telegram_content import (
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
from dialogs.inputs import EditedText, Input, SharedContact, SharedLocation, Tap, Unsupported, Voice

CHANNEL = "staff"
_ABSENT = ("left", "kicked")


def read_update(update: Update, me: BotName, channel: str = CHANNEL) -> Arrival | None:
    """What `update` brings; None when there is nothing for us in it (channels, service messages, other bots)."""
    if update.message is not None:
        return _read_message(update.update_id, update.message, me, channel)
    if update.edited_message is not None:
        return _read_edit(update.update_id, update.edited_message, channel)
    if update.callback_query is not None:
        return _read_tap(update.update_id, update.callback_query, channel)
    if update.my_chat_member is not None:
        return _read_membership(update.update_id, update.my_chat_member, channel)
    return None


def _read_message(update_id: int, message: Message, me: BotName, channel: str) -> Arrival | None:
    sender = message.from_user
    if sender is None or message.chat.type == "channel":
        return None
    if message.chat.type != "private":
        what = _read_group(message, sender, me)
        return _arrival(channel, update_id, message.chat.id, sender, what) if what else None
    if sender.is_bot:
        return None
    content = _read_content(message, sender)
    if content is None:
        return None
    sound = message.voice
    voice = announce_voice(sound.file_size, sound.mime_type, _seconds(sound.duration)) if sound else None
    file = message.document if message.animation is None else None
    document = announce_document(file.file_size, file.file_name) if file else None
    return Arrival(channel, update_id, message.chat.id, sender.id, content, sender.language_code, voice, document)


def _read_content(message: Message, sender: User) -> Input | None:
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
    if any(getattr(message, name, None) for name in SERVICE_ATTRIBUTES):
        return None
    return Unsupported("other", caption, order)


def _read_group(message: Message, sender: User, me: BotName) -> What | None:
    if message.migrate_to_chat_id is not None:
        return GroupMigrated(message.migrate_to_chat_id)
    if sender.is_bot and sender.id != ANONYMOUS_ADMIN:
        return None
    answered = message.reply_to_message.from_user if message.reply_to_message else None
    answers_us = answered is not None and answered.id == me.user_id
    said = message.text or message.caption or ""
    service = any(getattr(message, name, None) for name in SERVICE_ATTRIBUTES)
    return GroupTalk() if not service and is_addressed(said, me, answers_us=answers_us) else None


def _read_edit(update_id: int, message: Message, channel: str) -> Arrival | None:
    """A changed text; a caption or a live location that moves answers nothing."""
    sender = message.from_user
    if sender is None or sender.is_bot or message.chat.type != "private" or message.text is None:
        return None
    edited = EditedText(clean(message.text), message.message_id)
    return _arrival(channel, update_id, message.chat.id, sender, edited)


def _read_tap(update_id: int, query: CallbackQuery, channel: str) -> Arrival | None:
    """A tap; its message may be too old to be shown, or an inline one without a chat."""
    sender, message = query.from_user, query.message
    if message is not None and message.chat.type != "private":
        return _arrival(channel, update_id, message.chat.id, sender, GroupTalk())
    tap = Tap(clean(query.data or ""), message.message_id if message is not None else None)
    return _arrival(channel, update_id, message.chat.id if message is not None else sender.id, sender, tap)


def _read_membership(update_id: int, change: ChatMemberUpdated, channel: str) -> Arrival | None:
    was, now = change.old_chat_member.status, change.new_chat_member.status
    if change.chat.type == "channel":
        return None
    what = _membership(change.chat, was in _ABSENT, now in _ABSENT)
    return _arrival(channel, update_id, change.chat.id, change.from_user, what) if what else None


def _membership(chat: Chat, was_absent: bool, is_absent: bool) -> What | None:
    if is_absent:
        return ChatBlocked()
    if not was_absent:
        return None
    return ChatUnblocked() if chat.type == "private" else GroupTalk()


def _arrival(channel: str, update_id: int, chat_id: int, sender: User, what: What) -> Arrival:
    return Arrival(channel, update_id, chat_id, sender.id, what, sender.language_code)


def _seconds(duration: int | timedelta) -> int:
    # Whole seconds today, a timedelta from the library's next major version on.
    return duration if isinstance(duration, int) else round(duration.total_seconds())
