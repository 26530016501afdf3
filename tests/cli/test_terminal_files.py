"""Files on a terminal: written where only this user reads them, named on the screen, gone when they are taken back."""

from __future__ import annotations

import re
import stat
from datetime import UTC, datetime
from pathlib import Path

from bot.doors.terminal.channel import NEWCOMER, Delivered, Numbers, TerminalSender
from bot.machinery.moved_clock import MovedClock
from bot.machinery.ports import Parcel
from dialogs.message import Message


async def test_a_file_is_written_for_this_user_alone_named_and_taken_back() -> None:
    shown: list[Delivered] = []
    sender = TerminalSender(NEWCOMER, Numbers(MovedClock(datetime(2026, 11, 23, tzinfo=UTC))), shown.append)
    body = {"caption": Message("Vos données").to_json(), "name": "../mes-donnees.json"}
    number = await sender.deliver(Parcel(1, 7, "document", body, document=b"{}"))
    assert shown[0].message is not None
    named = re.search(r"→ (.*)$", shown[0].message.text)
    assert named is not None
    file = Path(named[1])
    assert (file.name, file.read_bytes()) == ("mes-donnees.json", b"{}")
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    await sender.deliver(Parcel(2, 7, "delete", {}, edits_message_id=number))
    assert not file.exists()
