"""What both Telegram edges read alike, whichever library parsed it: words, commands, sizes, addresses.

Rule 1: nothing here knows a library; its callers hand over plain values.
Rule 2: text leaves this module clean: no lone surrogate, no NUL (U+FFFD stands in their place).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from bot.machinery.arrival import DOCUMENT_LIMIT, SentDocument, VoiceFile
from dialogs.inputs import Command, Text, UnsupportedKind

DOWNLOAD_LIMIT: Final = 20 * 1024 * 1024  # bytes; Bot API, getFile
ANONYMOUS_ADMIN: Final = 1087968824  # the account Telegram shows for anonymous administrators of groups
ALLOWED_UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")

CONTENT_KINDS: Final[tuple[UnsupportedKind, ...]] = (
    "photo", "sticker", "video_note", "animation", "video", "audio", "document", "poll", "dice", "venue", "game",
    "story",
)  # fmt: skip
"""Attributes of a message in the order they are looked for: an animation also carries a document."""

SERVICE_ATTRIBUTES: Final = (
    "pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "chat_background_set",
    "new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo",
    "group_chat_created", "supergroup_chat_created", "channel_chat_created", "migrate_from_chat_id",
    "boost_added", "forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened",
    "video_chat_scheduled", "video_chat_started", "video_chat_ended", "video_chat_participants_invited",
    "connected_website", "proximity_alert_triggered",
)  # fmt: skip
"""Messages that Telegram writes by itself: nobody said anything, nothing is answered."""

_DIRTY = re.compile("[\ud800-\udfff\x00]")
_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w{1,64}))?(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class BotName:
    """Who our bot is on Telegram, as getMe says; `username` without its @."""

    user_id: int
    username: str


def clean(text: str) -> str:
    """`text` with lone surrogates and NUL replaced by U+FFFD, everything else untouched."""
    return _DIRTY.sub("\ufffd", text)


def clean_values(value: Any) -> Any:
    """A JSON value with every string cleaned, keys included."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean_values(key): clean_values(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clean_values(item) for item in value]
    return value


def read_words(text: str, order: int, reply_to: int | None = None) -> Text | Command:
    """Typed words: a `Command` when the whole message is one, else a `Text`.

    The command's name comes in lower case and without accents (« /MesDonnées » is /mesdonnees), its @botname dropped.
    """
    match = _COMMAND.fullmatch(text.strip())
    if match is None:
        return Text(text, order, reply_to)
    return Command(_plain(match[1]), (match[3] or "").strip(), order)


def is_addressed(text: str, me: BotName, *, answers_us: bool) -> bool:
    """Whether a group's message speaks to us: a reply to our words, our @name, a command that is nobody else's."""
    if answers_us or re.search(rf"@{re.escape(me.username)}\b", text, re.IGNORECASE):
        return True
    match = _COMMAND.fullmatch(text.strip())
    return match is not None and match[2] is None


def announce_voice(size: int | None, mime: str | None, seconds: int) -> VoiceFile:
    """The voice message before its download: no body yet, `too_large` when Telegram would not hand it over."""
    return VoiceFile(None, mime or "audio/ogg", seconds, too_large=(size or 0) > DOWNLOAD_LIMIT)


def announce_document(size: int | None, name: str | None) -> SentDocument:
    """The file before its download: no body yet, `too_large` beyond what a set of rules may weigh."""
    return SentDocument(None, clean(name or ""), too_large=(size or 0) > DOCUMENT_LIMIT)


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
