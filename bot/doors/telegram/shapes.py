"""Telegram's objects as far as this house reads them: what both libraries' classes have in common.

aiogram's and python-telegram-bot's objects fit without knowing it, since both keep the Bot API's own names; a type
check of the adapters says when one of them no longer does.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol


class TelegramUser(Protocol):
    """A person, or a bot."""

    @property
    def id(self) -> int: ...
    @property
    def is_bot(self) -> bool: ...
    @property
    def language_code(self) -> str | None: ...


class TelegramChat(Protocol):
    """Where somebody writes: `type` is "private", "group", "supergroup" or "channel"."""

    @property
    def id(self) -> int: ...
    @property
    def type(self) -> str: ...


class TelegramVoice(Protocol):
    """A voice message; how long it is comes as seconds from one library, from the other as a timedelta one day."""

    @property
    def file_id(self) -> str: ...
    @property
    def file_size(self) -> int | None: ...
    @property
    def mime_type(self) -> str | None: ...
    @property
    def duration(self) -> int | timedelta: ...


class TelegramDocument(Protocol):
    """A file."""

    @property
    def file_id(self) -> str: ...
    @property
    def file_size(self) -> int | None: ...
    @property
    def file_name(self) -> str | None: ...


class TelegramContact(Protocol):
    """A contact card; `user_id` None when its owner is not on Telegram."""

    @property
    def phone_number(self) -> str: ...
    @property
    def user_id(self) -> int | None: ...


class TappedMessage(Protocol):
    """The message that carried a button, which may be too old to say more than this."""

    @property
    def message_id(self) -> int: ...
    @property
    def chat(self) -> TelegramChat: ...


class TelegramMessage(TappedMessage, Protocol):
    """A message. Content that is only told apart is not listed: see `bot.doors.telegram.content.CONTENT_KINDS`."""

    @property
    def from_user(self) -> TelegramUser | None: ...
    @property
    def reply_to_message(self) -> TelegramMessage | None: ...
    @property
    def text(self) -> str | None: ...
    @property
    def caption(self) -> str | None: ...
    @property
    def voice(self) -> TelegramVoice | None: ...
    @property
    def contact(self) -> TelegramContact | None: ...
    @property
    def location(self) -> object | None: ...
    @property
    def venue(self) -> object | None: ...
    @property
    def animation(self) -> object | None: ...
    @property
    def document(self) -> TelegramDocument | None: ...
    @property
    def media_group_id(self) -> str | None: ...
    @property
    def migrate_to_chat_id(self) -> int | None: ...


class TelegramTap(Protocol):
    """A callback query."""

    @property
    def id(self) -> str: ...
    @property
    def from_user(self) -> TelegramUser: ...
    @property
    def message(self) -> TappedMessage | None: ...
    @property
    def data(self) -> str | None: ...


class TelegramMember(Protocol):
    """What somebody is in a chat: `status` is "member", "left", "kicked"…"""

    @property
    def status(self) -> str: ...


class TelegramMembership(Protocol):
    """A change of what our bot is in a chat."""

    @property
    def chat(self) -> TelegramChat: ...
    @property
    def from_user(self) -> TelegramUser: ...
    @property
    def old_chat_member(self) -> TelegramMember: ...
    @property
    def new_chat_member(self) -> TelegramMember: ...


class TelegramUpdate(Protocol):
    """An update of one of the kinds in `bot.doors.telegram.content.ALLOWED_UPDATES`."""

    @property
    def update_id(self) -> int: ...
    @property
    def message(self) -> TelegramMessage | None: ...
    @property
    def edited_message(self) -> TelegramMessage | None: ...
    @property
    def callback_query(self) -> TelegramTap | None: ...
    @property
    def my_chat_member(self) -> TelegramMembership | None: ...
