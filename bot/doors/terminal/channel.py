"""The terminal as a channel: parcels become things to show, in order, with numbers of our own.

Rule: numbers grow for ever, restarts included: they are milliseconds of the clock, never given twice. Words typed
before a question was shown are told from those typed after it by these numbers.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.machinery.ports import Parcel
from dialogs.message import Message

NEWCOMER = "terminal"
STAFF = "terminal-staff"


class Numbers:
    """Numbers of messages and updates, common to everything on one terminal."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        """A number greater than all before."""
        self._last = max(self._last + 1, int(self._clock.now().timestamp() * 1000))
        return self._last


@dataclass(frozen=True, slots=True)
class Delivered:
    """Something to show: a new message, or (`edits`) the new form of an earlier one.

    Attributes:
        number: the message's number; of an edit, the number of the message it changes.
        message: None when only the buttons go away.
    """

    channel: str
    chat_id: int
    number: int
    message: Message | None
    edits: bool = False


class TerminalSender:
    """Implements `bot.machinery.ports.Sender`: a terminal takes everything, at once."""

    def __init__(self, channel: str, numbers: Numbers, show: Callable[[Delivered], None]) -> None:
        self.channel = channel
        self._numbers = numbers
        self._show = show
        self._files: dict[int, Path] = {}

    async def deliver(self, parcel: Parcel) -> int | None:
        """Show `parcel`; its number."""
        if parcel.kind == "edit":
            number = parcel.edits_message_id or 0
            self._show(Delivered(self.channel, parcel.chat_id, number, _message(parcel.body), edits=True))
            return None
        if parcel.kind == "delete":
            file = self._files.pop(parcel.edits_message_id or 0, None)
            if file is not None:
                file.unlink(missing_ok=True)
            return None
        body = parcel.body["caption"] if parcel.kind in ("voice", "document") else parcel.body
        number = self._numbers.next()
        if parcel.kind == "document" and parcel.document is not None:
            file = _write(str(parcel.body["name"]), parcel.document)
            self._files[number] = file
            body = {"text": f"{body['text']}\n→ {file}"}
        self._show(Delivered(self.channel, parcel.chat_id, number, _message(body)))
        return number


def _write(name: str, content: bytes) -> Path:
    """Write a document into a folder of its own, which only this user may read."""
    file = Path(tempfile.mkdtemp(prefix="premiere-ecoute-")) / Path(name).name
    file.write_bytes(content)
    return file


def _message(body: dict[str, Any]) -> Message | None:
    return Message.from_json(body) if "text" in body else None
