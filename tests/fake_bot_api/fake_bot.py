"""One bot on the fake server: its chats, its queue of updates, what it was called with, what it did wrong."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.fake_bot_api.errors import bad_request, forbidden, too_many
from tests.fake_bot_api.faults import Fault
from tests.fake_bot_api.people import FakeGroup, FakeUser
from tests.fake_bot_api.screen import Callback, Chat, ScreenMessage

CHAT_PACE_SECONDS = 1.0  # one message a second to a chat; Bot FAQ
BOT_PACE = 30  # messages a second in all; Bot FAQ
PACE_SLACK_SECONDS = 0.05  # what the network may eat of a pause that was kept


@dataclass(slots=True)
class Call:
    """One call as it came: its parameters typed, its outcome ("ok", or the refusal's words)."""

    method: str
    parameters: dict[str, Any]
    at: float
    outcome: str = "ok"


class FakeBot:
    """A bot as Telegram knows it. Tests drive its `user(…)` and `group(…)`, and read `calls` and `violations`."""

    def __init__(self, token: str, username: str) -> None:
        self.token, self.username, self.bot_id = token, username, int(token.split(":")[0])
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, FakeUser] = {}
        self.groups: dict[int, FakeGroup] = {}
        self.queue: list[dict[str, Any]] = []
        self.next_update_id = 100_000
        self.next_message_id = 1
        self.allowed_updates: list[str] | None = None
        self.arrived = asyncio.Event()
        self.poll = 0
        self.callbacks: dict[str, Callback] = {}
        self.files: dict[str, tuple[bytes, int]] = {}
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.faults: list[Fault] = []
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.webhook: dict[str, Any] = {"url": ""}
        self.sent_at: list[float] = []
        self.enforces_pace = False
        self.seconds: Callable[[], float] = time.monotonic  # by which the pace is measured
        self.revoked = False

    @property
    def me(self) -> dict[str, Any]:
        """The bot as a Telegram user."""
        return {"id": self.bot_id, "is_bot": True, "first_name": self.username, "username": self.username}

    def user(self, user_id: int, first_name: str = "Samira", language_code: str | None = "fr") -> FakeUser:
        """The user with that number; made known to Telegram, but a stranger to the bot until they write."""
        if user_id not in self.users:
            self.chats[user_id] = Chat(user_id)
            self.users[user_id] = FakeUser(self, user_id, first_name, language_code)
        return self.users[user_id]

    def group(self, chat_id: int, title: str = "Groupe") -> FakeGroup:
        """The group with that (negative) number."""
        if chat_id not in self.groups:
            self.chats[chat_id] = Chat(chat_id, kind="group", started=True)
            self.groups[chat_id] = FakeGroup(self, chat_id, title)
        return self.groups[chat_id]

    def fail(self, kind: Any, method: str | None = None, **details: Any) -> Fault:
        """Plan a fault; see `Fault`."""
        self.faults.append(Fault(kind, method, **details))
        return self.faults[-1]

    def flood(self, seconds: int, method: str | None = None, chat_id: int | None = None, times: int = 1) -> Fault:
        """Plan a 429 that asks for `seconds` of silence."""
        words = f"Too Many Requests: retry after {seconds}"
        return self.fail(
            "refuse", method, code=429, description=words, retry_after=seconds, chat_id=chat_id, times=times
        )

    def calls_of(self, method: str) -> list[Call]:
        """All calls of one method, refused ones included."""
        return [call for call in self.calls if call.method == method]

    def push(self, kind: str, content: dict[str, Any]) -> int:
        """Queue an update of `kind` for the bot; its number."""
        update_id, self.next_update_id = self.next_update_id, self.next_update_id + 1
        if self.allowed_updates is None or not self.allowed_updates or kind in self.allowed_updates:
            self.queue.append({"update_id": update_id, kind: content})
            self.arrived.set()
        return update_id

    def push_raw(self, update: dict[str, Any]) -> None:
        """Queue an update exactly as given, its number included (again, or out of order)."""
        self.queue.append(update)
        self.arrived.set()

    def confirm(self, offset: int) -> None:
        """Forget the updates below `offset`; a negative one keeps that many of the last."""
        if offset < 0:
            self.queue = self.queue[offset:]
        elif offset:
            self.queue = [update for update in self.queue if update["update_id"] >= offset]
        if not self.queue:
            self.arrived.clear()

    def waiting(self, offset: int) -> list[dict[str, Any]]:
        """The updates that a poll from `offset` on gets; ids that restarted below it are not among them."""
        return [update for update in self.queue if update["update_id"] >= max(offset, 0)]

    def keep(self, chat: Chat, message: ScreenMessage) -> ScreenMessage:
        """Put `message` on the chat's screen under the next number."""
        message.message_id, self.next_message_id = self.next_message_id, self.next_message_id + 1
        message.at = time.time()
        message.versions.append(message.text)
        chat.messages.append(message)
        return message

    def keep_file(self, body: bytes, size: int | None = None) -> str:
        """Store a file of this bot; its file id, valid for this bot only."""
        file_id = f"AwAC{self.bot_id}-{len(self.files) + 1}"
        self.files[file_id] = (body, len(body) if size is None else size)
        return file_id

    def find_chat(self, chat_id: int | str) -> Chat:
        """The chat the bot may write to.

        Raises:
            ApiError: it may not, in Telegram's words.
        """
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            words = "group chat was upgraded to a supergroup chat"
            raise bad_request(words, {"migrate_to_chat_id": chat.migrated_to})
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            private = chat.kind == "private"
            raise forbidden("bot was blocked by the user" if private else "bot was kicked from the group chat")
        return chat

    def note_pace(self, chat: Chat) -> None:
        """Record what breaks Telegram's pace; refuse it when `enforces_pace`."""
        now = self.seconds()
        if chat.sent_at and now - chat.sent_at[-1] < CHAT_PACE_SECONDS - PACE_SLACK_SECONDS:
            self._violate(f"chat {chat.chat_id}: {now - chat.sent_at[-1]:.2f} s after the last message")
        recent = [at for at in self.sent_at if at > now - 1 + PACE_SLACK_SECONDS]
        if len(recent) >= BOT_PACE:
            self._violate(f"{len(recent) + 1} messages within a second")
        self.sent_at = [*recent, now]
        chat.sent_at = [now]

    def _violate(self, words: str) -> None:
        self.violations.append(words)
        if self.enforces_pace:
            raise too_many(1)
