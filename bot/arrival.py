"""What arrives at the house, from whichever bot, before anything was decided: the neutral form of an update."""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.inputs import Input


@dataclass(frozen=True, slots=True)
class ChatBlocked:
    """The person blocked the bot or left: nothing more may be sent."""


@dataclass(frozen=True, slots=True)
class ChatUnblocked:
    """The person let the bot write again."""


@dataclass(frozen=True, slots=True)
class GroupTalk:
    """Somebody spoke to the bot, or added it, in a group: no personal question is ever asked there."""


@dataclass(frozen=True, slots=True)
class GroupMigrated:
    """A group's chat id changed."""

    new_chat_id: int


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """A downloaded voice message; `body` None when it could not be had (`too_large`, or a passing failure)."""

    body: bytes | None
    mime: str
    seconds: int
    too_large: bool = False


@dataclass(frozen=True, slots=True)
class SentDocument:
    """A downloaded file; `body` None when it could not be had (`too_large`, or a passing failure), or isn't wanted."""

    body: bytes | None
    name: str
    too_large: bool = False


What = Input | ChatBlocked | ChatUnblocked | GroupTalk | GroupMigrated


@dataclass(frozen=True, slots=True)
class Arrival:
    """One update. `bot` and `update_id` are the inbox key; `chat_id` is where replies go; `sender_id` who acted.

    `bot` is also the channel: "telegram", "staff", "terminal", "terminal-staff".
    """

    bot: str
    update_id: int
    chat_id: int
    sender_id: int
    what: What
    language_code: str | None = None
    voice: VoiceFile | None = None
    document: SentDocument | None = None
