"""The people in front of the bot, as tests drive them: they write, tap, send things, block, and read their screen."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from tests.fake_bot_api.screen import Callback, Chat, ScreenMessage

if TYPE_CHECKING:
    from tests.fake_bot_api.fake_bot import FakeBot

CLIENT_LIMIT = 4096  # UTF-16 units: the app cuts longer words into several messages
_POLL_SECONDS = 0.01


class FakeUser:
    """Somebody with a phone. Every method that sends returns the message's number."""

    def __init__(self, bot: FakeBot, user_id: int, first_name: str, language_code: str | None) -> None:
        self._bot, self.user_id, self.first_name, self.language_code = bot, user_id, first_name, language_code
        self._albums = 0

    @property
    def as_sender(self) -> dict[str, Any]:
        """The `from` of what they send."""
        sender = {"id": self.user_id, "is_bot": False, "first_name": self.first_name}
        return sender | ({"language_code": self.language_code} if self.language_code else {})

    @property
    def _chat(self) -> Chat:
        return self._bot.chats[self.user_id]

    @property
    def chat(self) -> list[ScreenMessage]:
        """What is on their screen now."""
        return self._chat.shown

    @property
    def received(self) -> list[ScreenMessage]:
        """The bot's messages on their screen."""
        return [message for message in self.chat if message.from_bot]

    def send(self, text: str, reply_to: int | ScreenMessage | None = None) -> int:
        """Write `text`; the app cuts what is too long for one message. The last message's number."""
        number = 0
        for piece in _cut(text):
            content: dict[str, Any] = {"text": piece}
            if piece.startswith("/"):
                length = len(piece.split()[0])
                content["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
            number = self._send(content, piece, reply_to)
        return number

    def start(self, payload: str = "") -> int:
        """Open the bot, by a link when there is a payload."""
        return self.send(f"/start {payload}".strip())

    def reply(self, message: int | ScreenMessage, text: str) -> int:
        """Answer one message with the app's reply."""
        return self.send(text, message)

    def edit(self, message: int | ScreenMessage, text: str) -> None:
        """Change one of their own messages."""
        shown = self._find(message)
        shown.text = text
        shown.versions.append(text)
        shown.content = {"text": text}
        self._bot.push("edited_message", self._json(shown) | {"edit_date": int(time.time())})

    def tap(self, wanted: str, message: int | ScreenMessage | None = None) -> str:
        """Tap the last button with that label or token (on `message`, if given); the callback's number."""
        candidates = [self._find(message)] if message is not None else list(reversed(self.received))
        for shown in candidates:
            button = shown.button(wanted)
            if button is not None:
                return self.tap_token(button["callback_data"], shown)
        raise AssertionError(f"no button {wanted!r} on the screen: {[shown.labels for shown in candidates[:5]]}")

    def tap_token(self, token: str, message: int | ScreenMessage | None = None, *, inaccessible: bool = False) -> str:
        """Send a callback with any token: an old keyboard, somebody else's, an inline message's when no `message`."""
        query: dict[str, Any] = {"from": self.as_sender, "chat_instance": str(self.user_id), "data": token}
        if inaccessible:
            number = message.message_id if isinstance(message, ScreenMessage) else message
            query["message"] = {"chat": self._chat_json(), "message_id": number, "date": 0}
        elif message is not None:
            query["message"] = self._json(self._find(message))
        else:
            query["inline_message_id"] = "inline-1"
        return self._bot_callback(query)

    def _bot_callback(self, query: dict[str, Any]) -> str:
        query["id"] = str(7_000_000 + len(self._bot.callbacks))
        self._bot.callbacks[query["id"]] = Callback(self.user_id, time.monotonic())
        self._bot.push("callback_query", query)
        return str(query["id"])

    def send_voice(self, body: bytes, seconds: int = 3, size: int | None = None) -> int:
        """Send a voice message; `size` may claim more than the body holds."""
        file_id = self._bot.keep_file(body, size)
        voice = {"duration": seconds, "mime_type": "audio/ogg"} | self._file(file_id, size or len(body))
        return self._send({"voice": voice})

    def send_content(self, **content: Any) -> int:
        """Send a message with any content of the Bot API's `Message`."""
        return self._send(content)

    def send_photo(self, caption: str = "") -> int:
        """Send a picture."""
        return self._send({"photo": [self._file("photo") | {"width": 9, "height": 9}]} | _caption(caption))

    def send_album(self, count: int = 3, caption: str = "") -> list[int]:
        """Send pictures together; the first carries the caption."""
        self._albums += 1
        group = {"media_group_id": f"{self.user_id}-{self._albums}"}
        photo = {"photo": [self._file("photo") | {"width": 9, "height": 9}]}
        return [self._send(photo | group | _caption(caption if index == 0 else "")) for index in range(count)]

    def send_sticker(self) -> int:
        """Send a sticker."""
        kind = {"type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}
        return self._send({"sticker": self._file("sticker") | kind})

    def send_location(self) -> int:
        """Share a position."""
        return self._send({"location": {"latitude": 45.55, "longitude": 3.74}})

    def send_contact(self, phone: str, own: bool = True) -> int:
        """Share a contact card: their own, or somebody else's."""
        card: dict[str, Any] = {"phone_number": phone, "first_name": self.first_name}
        return self._send({"contact": card | ({"user_id": self.user_id} if own else {})})

    def send_poll(self) -> int:
        """Send a poll."""
        options = [{"persistent_id": str(n), "text": t, "voter_count": 0} for n, t in enumerate(("oui", "non"))]
        flags = dict.fromkeys(
            ("is_closed", "allows_multiple_answers", "allows_revoting", "members_only", "media_only"), False
        )
        poll = {"id": "1", "question": "?", "options": options, "total_voter_count": 0, "type": "regular"}
        return self._send({"poll": poll | flags | {"is_anonymous": True}})

    def send_dice(self) -> int:
        """Throw a die."""
        return self._send({"dice": {"emoji": "🎲", "value": 4}})

    def send_document(
        self, caption: str = "", *, name: str = "lettre.pdf", body: bytes = b"%PDF", size: int | None = None
    ) -> int:
        """Send a file; `size` may claim more than the body holds."""
        file = self._file(self._bot.keep_file(body, size), size or len(body))
        return self._send({"document": file | {"file_name": name}} | _caption(caption))

    def send_video_note(self) -> int:
        """Send a round video."""
        return self._send({"video_note": self._file("note") | {"length": 9, "duration": 3}})

    def block(self) -> None:
        """Block the bot."""
        self._chat.blocked = True
        self._membership("member", "kicked")

    def unblock(self) -> None:
        """Let the bot write again."""
        self._chat.blocked = False
        self._membership("kicked", "member")

    def deactivate(self) -> None:
        """Delete the account."""
        self._chat.deactivated = True

    async def wait_for(self, text_part: str, timeout: float = 5.0, after: int = 0) -> ScreenMessage:
        """The bot's newest message that holds `text_part` and came after message `after`; waits for it.

        Raises:
            AssertionError: it did not come; with what is on the screen.
        """
        until = time.monotonic() + timeout
        while True:
            for message in reversed(self.received):
                if text_part in message.text and message.message_id > after:
                    return message
            if time.monotonic() > until:
                raise AssertionError(f"{text_part!r} did not come; the screen: {[m.text for m in self.chat[-6:]]}")
            await asyncio.sleep(_POLL_SECONDS)

    def _membership(self, was: str, now: str) -> None:
        member = {"user": self._bot.me}
        change = {"chat": self._chat_json(), "from": self.as_sender, "date": int(time.time())}
        statuses = [
            member | {"status": status} | ({"until_date": 0} if status == "kicked" else {}) for status in (was, now)
        ]
        self._bot.push("my_chat_member", change | {"old_chat_member": statuses[0], "new_chat_member": statuses[1]})

    def _send(self, content: dict[str, Any], text: str = "", reply_to: int | ScreenMessage | None = None) -> int:
        if self._chat.blocked:
            self.unblock()
        self._chat.started = True
        shown = self._bot.keep(self._chat, ScreenMessage(0, self.user_id, False, text, content=content))
        message = self._json(shown)
        if reply_to is not None:
            message["reply_to_message"] = self._json(self._find(reply_to))
        self._bot.push("message", message)
        return shown.message_id

    def _find(self, message: int | ScreenMessage) -> ScreenMessage:
        number = message if isinstance(message, int) else message.message_id
        shown = self._chat.find(number)
        assert shown is not None, f"message {number} is not on the screen"
        return shown

    def _chat_json(self) -> dict[str, Any]:
        return {"id": self.user_id, "type": "private", "first_name": self.first_name}

    def _json(self, shown: ScreenMessage) -> dict[str, Any]:
        return message_json(shown, self._chat_json(), self._bot.me if shown.from_bot else self.as_sender)

    def _file(self, file_id: str, size: int = 4) -> dict[str, Any]:
        return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": size}


class FakeGroup:
    """A group that has, or had, the bot in it."""

    def __init__(self, bot: FakeBot, chat_id: int, title: str) -> None:
        self._bot, self.chat_id, self.title = bot, chat_id, title

    @property
    def chat(self) -> list[ScreenMessage]:
        """What is on the group's screen."""
        return self._bot.chats[self.chat_id].shown

    @property
    def _json(self) -> dict[str, Any]:
        return {"id": self.chat_id, "type": "group", "title": self.title}

    def send(self, user: FakeUser, text: str, reply_to: int | None = None) -> int:
        """Let `user` write in the group."""
        chat = self._bot.chats[self.chat_id]
        shown = self._bot.keep(chat, ScreenMessage(0, self.chat_id, False, text, content={"text": text}))
        message = message_json(shown, self._json, user.as_sender)
        answered = chat.find(reply_to) if reply_to is not None else None
        if answered is not None:
            sender = self._bot.me if answered.from_bot else user.as_sender
            message["reply_to_message"] = message_json(answered, self._json, sender)
        self._bot.push("message", message)
        return shown.message_id

    def add_bot(self, user: FakeUser) -> None:
        """Let `user` add the bot."""
        member = {"user": self._bot.me}
        change = {"chat": self._json, "from": user.as_sender, "date": int(time.time())}
        old, new = member | {"status": "left"}, member | {"status": "member"}
        self._bot.push("my_chat_member", change | {"old_chat_member": old, "new_chat_member": new})

    def migrate(self, user: FakeUser, new_chat_id: int) -> None:
        """Turn the group into a supergroup with another number."""
        self._bot.chats[self.chat_id].migrated_to = new_chat_id
        self._bot.group(new_chat_id, self.title)
        content = {"migrate_to_chat_id": new_chat_id}
        shown = self._bot.keep(self._bot.chats[self.chat_id], ScreenMessage(0, self.chat_id, False, content=content))
        self._bot.push("message", message_json(shown, self._json, user.as_sender))


def message_json(shown: ScreenMessage, chat: dict[str, Any], sender: dict[str, Any]) -> dict[str, Any]:
    """The message as the Bot API writes it."""
    message: dict[str, Any] = {
        "message_id": shown.message_id,
        "date": int(shown.at),
        "chat": chat,
        "from": sender,
        **shown.content,
    }
    if shown.from_bot and not {"voice", "document"} & shown.content.keys():
        message["text"] = shown.text
    if shown.entities:
        message["caption_entities" if {"voice", "document"} & shown.content.keys() else "entities"] = shown.entities
    if shown.rows:
        message["reply_markup"] = shown.markup
    return message


def _caption(caption: str) -> dict[str, str]:
    return {"caption": caption} if caption else {}


def _cut(text: str) -> list[str]:
    encoded = text.encode("utf-16-le", "surrogatepass")
    size = CLIENT_LIMIT * 2
    pieces, at = [], 0
    while at < len(encoded):
        end = at + size
        if end < len(encoded) and 0xD8 <= encoded[end - 1] <= 0xDB:
            end -= 2  # never between the halves of one character
        pieces.append(encoded[at:end].decode("utf-16-le", "surrogatepass"))
        at = end
    return pieces
