"""What enters the engine: one `Input` for one thing a person did, whatever the channel.

`Update` is Telegram's word; an adapter turns it into an `Input` and nothing of the channel passes this door.
Text has been cleaned by the adapter: lone surrogates and NUL are U+FFFD.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

UnsupportedKind = Literal[
    "photo", "album", "sticker", "video", "video_note", "animation", "document", "audio", "poll", "dice", "venue",
    "game", "story", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """Typed words. `order` is the channel's increasing message number, None where the channel has none."""

    text: str
    order: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Tap:
    """A tapped button; `order` is the number of the message that carried it."""

    token: str
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice message, already downloaded and kept as `media` (a row's id), or refused as too large (`media` None)."""

    media: int | None
    seconds: int
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command without its slash, lower case; `argument` is what follows it."""

    name: str
    argument: str = ""
    order: int | None = None


@dataclass(frozen=True, slots=True)
class EditedText:
    """A message that was changed after it was sent; `order` is the number of the changed message."""

    text: str
    order: int | None = None


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A contact card; `own` when it is the sender's."""

    phone: str
    own: bool
    order: int | None = None


@dataclass(frozen=True, slots=True)
class SharedLocation:
    """A shared position. Its coordinates are dropped at the door: the commune's name is asked instead."""

    order: int | None = None


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Anything the talk has no use for; `caption` is its text, if any."""

    kind: UnsupportedKind
    caption: str = ""
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Wake:
    """Not from the person: a reminder of an unfinished talk is due (`step` 1 = after a day, 2 = after a week)."""

    step: int


Input = Text | Tap | Voice | Command | EditedText | SharedContact | SharedLocation | Unsupported | Wake
