"""What is said to a person: plain text with entities and buttons, ready for any channel.

Rule 1: no parse mode anywhere. Emphasis is an entity with UTF-16 offsets, so that nothing a person types can break it.
Rule 2: a button carries an opaque token of at most 64 bytes; what it means is decided when it comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

MESSAGE_LIMIT = 4096  # UTF-16 units of text after entity parsing; Bot API, sendMessage
TOKEN_LIMIT = 64  # bytes of callback_data; Bot API, InlineKeyboardButton

EntityKind = Literal["bold", "italic", "blockquote", "expandable_blockquote"]


def utf16_length(text: str) -> int:
    """Length of `text` in UTF-16 code units, the measure of the Bot API's offsets and limits."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Entity:
    """Emphasis on a stretch of the text; `offset` and `length` in UTF-16 code units."""

    kind: EntityKind
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a message: `token` comes back when it is tapped; a `url` button opens a link instead."""

    label: str
    token: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message: text, emphasis, rows of buttons.

    `prompts_reply` asks the channel to open its reply field (a reply to this message carries its identity). `key` is
    the Fluent key of its words, for whoever keeps what a person was told; no channel sees it.
    """

    text: str
    entities: tuple[Entity, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    prompts_reply: bool = False
    key: str = field(default="", compare=False)

    def to_json(self) -> dict[str, Any]:
        """The message as plain JSON values, for the outbox."""
        body: dict[str, Any] = {"text": self.text}
        if self.entities:
            body["entities"] = [[entity.kind, entity.offset, entity.length] for entity in self.entities]
        if self.rows:
            body["rows"] = [[[b.label, b.token, b.url] for b in row] for row in self.rows]
        if self.prompts_reply:
            body["prompts_reply"] = True
        return body

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Message:
        """The reverse of `to_json`."""
        return cls(
            text=body["text"],
            entities=tuple(Entity(kind, offset, length) for kind, offset, length in body.get("entities", ())),
            rows=tuple(tuple(Button(label, token, url) for label, token, url in row) for row in body.get("rows", ())),
            prompts_reply=bool(body.get("prompts_reply", False)),
        )


@dataclass(slots=True)
class MessageBuilder:
    """Builds a message piece by piece, keeping the entities' offsets right."""

    pieces: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    rows: list[tuple[Button, ...]] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, kind: EntityKind | None = None) -> MessageBuilder:
        """Append `text`, emphasised as `kind` if given; trailing white space stays outside the entity."""
        if kind is not None and text.strip():
            kept = text.rstrip()
            lead = len(kept) - len(kept.lstrip())
            self.entities.append(Entity(kind, self.length + lead, utf16_length(kept.lstrip())))
        self.pieces.append(text)
        self.length += utf16_length(text)
        return self

    def extend(self, other: MessageBuilder) -> MessageBuilder:
        """Append the pieces of `other`, with their emphasis; its buttons are left."""
        self.entities += [Entity(e.kind, e.offset + self.length, e.length) for e in other.entities]
        self.pieces += other.pieces
        self.length += other.length
        return self

    def row(self, *buttons: Button) -> MessageBuilder:
        """Append one row of buttons."""
        self.rows.append(buttons)
        return self

    def build(self, *, prompts_reply: bool = False) -> Message:
        """The message built so far."""
        return Message("".join(self.pieces), tuple(self.entities), tuple(self.rows), prompts_reply)
