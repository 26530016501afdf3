"""A chat as its people see it now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class ScreenMessage:
    """One message on the screen, edits applied. `from_bot` tells whose it is; `versions` are its texts over time."""

    message_id: int
    chat_id: int
    from_bot: bool
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    markup: dict[str, Any] | None = None
    voice: bytes | None = None
    versions: list[str] = field(default_factory=list)
    content: dict[str, Any] = field(default_factory=dict)
    at: float = 0.0

    @property
    def rows(self) -> list[list[dict[str, Any]]]:
        """The inline keyboard's rows of buttons."""
        return list((self.markup or {}).get("inline_keyboard", []))

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """All buttons in reading order."""
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        """What is written on the buttons."""
        return [button["text"] for button in self.buttons]

    @property
    def prompts_reply(self) -> bool:
        """Whether the app opened its reply field."""
        return bool((self.markup or {}).get("force_reply"))

    def button(self, wanted: str) -> dict[str, Any] | None:
        """The button with that label, token, or (for long labels) a part of the label."""
        for button in self.buttons:
            if wanted in (button["text"], button.get("callback_data")):
                return button
        return next((button for button in self.buttons if wanted in button["text"]), None)


@dataclass(slots=True)
class Chat:
    """A chat of one bot with a user or a group, and what stands between them."""

    chat_id: int
    kind: str = "private"
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    migrated_to: int | None = None
    messages: list[ScreenMessage] = field(default_factory=list)
    deleted: set[int] = field(default_factory=set)
    sent_at: list[float] = field(default_factory=list)

    @property
    def shown(self) -> list[ScreenMessage]:
        """What is on the screen."""
        return [message for message in self.messages if message.message_id not in self.deleted]

    def find(self, message_id: int) -> ScreenMessage | None:
        """The message with that number, unless it was deleted."""
        return next((message for message in self.shown if message.message_id == message_id), None)


@dataclass(slots=True)
class Callback:
    """A tap that waits for its acknowledgement."""

    user_id: int
    at: float
    answers: list[str] = field(default_factory=list)
    stale: bool = False
