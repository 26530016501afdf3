"""Makes a parcel of an outbox row and calls its channel with it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import structlog

from bot.machinery.ports import DeliveryError, NotSentError, Parcel, RefusedError, Sender, UncertainError
from storage.outbox_rows import FILES, UNSENT, OutboxRow

log = structlog.get_logger(__name__)

NUMBERS_REMEMBERED: Final = 4096  # of sent messages, for edits that follow at once


class TargetGoneError(DeliveryError):
    """What the row is about is not there: the message to edit was never delivered, the voice was deleted. Final."""


class ParcelDesk:
    """Hands rows to their channels.

    Args:
        senders: by channel.
        find_row: looks an outbox row up.
        find_file: looks the bytes of a voice message or of a document up.
        call_seconds: the longest call; then nobody knows whether it went through.
    """

    def __init__(
        self,
        senders: Mapping[str, Sender],
        find_row: Callable[[int], Awaitable[OutboxRow | None]],
        find_file: Callable[[int], Awaitable[bytes | None]],
        call_seconds: float,
    ) -> None:
        self._senders = senders
        self._find_row = find_row
        self._find_file = find_file
        self._call_seconds = call_seconds
        self._numbers: OrderedDict[int, int] = OrderedDict()

    async def deliver(self, row: OutboxRow) -> int | DeliveryError | None:
        """What became of `row`: the message's number (None if it has none), or the error."""
        try:
            parcel = await self._pack(row)
        except DeliveryError as error:
            return error
        except Exception as error:
            log.warning("parcel_not_packed", outbox_id=row.id, exc_info=error)
            return NotSentError("the store could not be asked")
        try:
            async with asyncio.timeout(self._call_seconds):
                number = await self._senders[row.channel].deliver(parcel)
        except DeliveryError as error:
            return error
        except TimeoutError:
            return UncertainError("no answer in time")
        except Exception as error:
            log.error("sender_defect", channel=row.channel, outbox_id=row.id, exc_info=error)
            return RefusedError("a defect of ours")
        if number is not None:
            self._numbers[row.id] = number
            if len(self._numbers) > NUMBERS_REMEMBERED:
                self._numbers.popitem(last=False)
        return number

    async def _pack(self, row: OutboxRow) -> Parcel:
        edits = row.edits_message_id
        if row.kind == "edit" and edits is None:
            edits = await self._find_target(row)
        if row.kind not in FILES:
            return Parcel(row.id, row.chat_id, row.kind, row.body, edits)
        file = await self._find_file(int(row.body["media_id"]))
        if file is None:
            raise TargetGoneError
        if row.kind == "voice":
            return Parcel(row.id, row.chat_id, row.kind, row.body, voice=file)
        return Parcel(row.id, row.chat_id, row.kind, row.body, document=file)

    async def _find_target(self, row: OutboxRow) -> int:
        """The number of the message that `row` edits.

        Raises:
            NotSentError: the message is not sent yet.
            TargetGoneError: it never will be, or its number is not known.
        """
        target_id = row.edits_outbox_id
        if target_id is None or target_id > row.id:
            raise TargetGoneError
        if target_id in self._numbers:
            return self._numbers[target_id]
        target = await self._find_row(target_id)
        if target is not None and target.status in UNSENT:
            raise NotSentError("the message to edit is still to be sent")
        if target is None or target.message_id is None:
            raise TargetGoneError
        return target.message_id
