"""The ports of delivery: what a channel must be able to do, and how it says that it could not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Parcel:
    """One outbox row, ready to hand to a channel.

    `kind`: "send" (body: `Message.to_json`), "edit" (the same, onto `edits_message_id`; a body with only
    {"keyboard": false} takes the buttons away and leaves the text), "voice" (body: {"caption": Message.to_json};
    `voice` holds the bytes), "document" (body: {"caption": Message.to_json, "name": the file's name}; `document` holds
    the bytes), "delete" (of `edits_message_id`, while the channel lets us: nothing happens when it is gone).
    """

    outbox_id: int
    chat_id: int
    kind: str
    body: dict[str, Any]
    edits_message_id: int | None = None
    voice: bytes | None = None
    document: bytes | None = None


class Sender(Protocol):
    """A channel that delivers parcels."""

    channel: str

    async def deliver(self, parcel: Parcel) -> int | None:
        """Hand `parcel` over; the channel's number of the message (None for an edit that changed nothing).

        Raises:
            DeliveryError: one of the leaves below; nothing else.
        """
        ...


class DeliveryError(Exception):
    """Base of what can go wrong when a parcel is handed over."""


class PacedError(DeliveryError):
    """The channel asks for silence (429): to this chat, or to all when `everywhere`, for `seconds`."""

    def __init__(self, seconds: float, *, everywhere: bool = False) -> None:
        super().__init__(f"the channel asks for {seconds} s of silence")
        self.seconds = seconds
        self.everywhere = everywhere


class NotSentError(DeliveryError):
    """Surely not delivered (no connection, pool exhausted, 5xx before acceptance): try again soon."""


class UncertainError(DeliveryError):
    """Perhaps delivered (read timeout, connection lost after sending): try again later, at most once."""


class UnreachableError(DeliveryError):
    """This chat can't be written to any more (blocked, deactivated, never started, not found): final."""


class RefusedError(DeliveryError):
    """The channel will never take this parcel (a defect of ours or of its content): final."""


class MigratedError(DeliveryError):
    """The group's chat has a new id."""

    def __init__(self, new_chat_id: int) -> None:
        super().__init__("the group moved")
        self.new_chat_id = new_chat_id
