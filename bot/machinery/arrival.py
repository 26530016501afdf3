"""What arrives at the house, from whichever bot, before anything was decided: the neutral form of an update."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dialogs.inputs import Input

DOCUMENT_LIMIT: Final = 1024 * 1024  # bytes of a file of rules; a territory of 1,000 rules takes under 1 MB
DOCUMENT_KINDS: Final = (".yaml", ".yml", ".zip", ".xlsx")


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


def is_wanted(document: SentDocument) -> bool:
    """Whether the file may be rules, by its name and size, and is worth its download."""
    return not document.too_large and document.name.lower().endswith(DOCUMENT_KINDS)


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
