"""What Telegram accepts as text: lengths in UTF-16 units, entities, HTML.

Stricter than Telegram where Telegram would silently change our message: entities that cross each other, or a quote
within a quote, are split or dropped there and refused here. Only HTML is known as a parse mode.
"""

from __future__ import annotations

import html
import re
from typing import Any

from tests.fake_bot_api.errors import bad_request

TEXT_LIMIT = 4096  # UTF-16 units after entity parsing; Bot API, sendMessage
CAPTION_LIMIT = 1024  # UTF-16 units after entity parsing; Bot API, sendVoice

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "tg-spoiler": "spoiler", "blockquote": "blockquote", "a": "text_link",
}  # fmt: skip
_TOKEN = re.compile(r"<[^>]*>?|&[^;\s<&]{0,10};|[^<&]+|&", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z-]+)((?:\s+[a-z-]+(?:=\"[^\"]*\"|='[^']*')?)*)\s*>")
_QUOTES = ("blockquote", "expandable_blockquote")
Entities = list[dict[str, Any]]


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def accept(text: str, entities: Entities | None, parse_mode: str | None, limit: int) -> tuple[str, Entities]:
    """The text as Telegram keeps it (trimmed), with its entities.

    Raises:
        ApiError: 400 for broken HTML, wrong entities, nothing to say, or too much.
    """
    caption = limit == CAPTION_LIMIT
    if parse_mode and entities:
        raise bad_request("can't use both parse_mode and entities")
    kept = list(entities or [])
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        text, kept = parse_html(text)
    check_entities(text, kept)
    text, kept = _trim(text, kept)
    if not text and not caption:
        raise bad_request("message text is empty")
    if units(text) > limit:
        raise bad_request("message caption is too long" if caption else "message is too long")
    return text, kept


def check_entities(text: str, entities: Entities) -> None:
    """Refuse entities out of range, cutting a character, crossing each other, or quotes within quotes."""
    total = units(text)
    starts = _character_starts(text)
    for entity in entities:
        offset, length = entity["offset"], entity["length"]
        if offset < 0 or offset > 1_000_000:
            raise bad_request(f"receive an entity with incorrect offset {offset}")
        if length <= 0 or length > 1_000_000:
            raise bad_request(f"receive an entity with incorrect length {length}")
        if offset >= total:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if offset + length > total:
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset "
                f"{offset + length}"
            )
        if offset not in starts or offset + length not in starts:
            raise bad_request(f"entity at UTF-16 offset {offset} begins or ends in the middle of a UTF-16 symbol")
    for index, first in enumerate(entities):
        for second in entities[index + 1 :]:
            _check_pair(first, second)


def _check_pair(first: dict[str, Any], second: dict[str, Any]) -> None:
    if first["offset"] > second["offset"]:
        first, second = second, first
    end, other_end = first["offset"] + first["length"], second["offset"] + second["length"]
    if second["offset"] >= end:
        return
    if first["offset"] < second["offset"] and other_end > end:
        raise bad_request(f"entities cross each other at UTF-16 offset {second['offset']}")
    if first["type"] in _QUOTES and second["type"] in _QUOTES:
        raise bad_request(f"blockquotes can't be nested at UTF-16 offset {second['offset']}")


def _character_starts(text: str) -> set[int]:
    starts, position = {0}, 0
    for character in text:
        position += 2 if ord(character) > 0xFFFF else 1
        starts.add(position)
    return starts


def _trim(text: str, entities: Entities) -> tuple[str, Entities]:
    lead = units(text) - units(text.lstrip())
    stripped = text.strip()
    total = units(stripped)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        end = min(total, entity["offset"] - lead + entity["length"])
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return stripped, kept


def parse_html(source: str) -> tuple[str, Entities]:
    """Telegram's HTML to text and entities.

    Raises:
        ApiError: 400, can't parse entities.
    """
    text, entities = "", Entities()
    opened: list[tuple[str, str, int, str]] = []
    for match in _TOKEN.finditer(source):
        piece, at = match[0], len(source[: match.start()].encode())
        if not piece.startswith("<"):
            text += html.unescape(piece)
            continue
        tag = _TAG.fullmatch(piece)
        if tag is None:
            raise _broken(f'Unsupported start tag "{piece.strip("<>")[:20]}" at byte offset {at}')
        name = tag[2].lower()
        if tag[1]:
            if not opened or opened[-1][0] != name:
                expected = f', expected "</{opened[-1][0]}>", found "</{name}>"' if opened else ""
                raise _broken(f"Unmatched end tag at byte offset {at}{expected}")
            _name, kind, start, attributes = opened.pop()
            if units(text) > start:
                entities.append(_entity(kind, start, units(text) - start, attributes))
        elif name not in _TAGS:
            raise _broken(f'Unsupported start tag "{name}" at byte offset {at}')
        else:
            kind = "expandable_blockquote" if name == "blockquote" and "expandable" in tag[3] else _TAGS[name]
            opened.append((name, kind, units(text), tag[3]))
    if opened:
        raise _broken(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return text, entities


def _entity(kind: str, offset: int, length: int, attributes: str) -> dict[str, Any]:
    entity: dict[str, Any] = {"type": kind, "offset": offset, "length": length}
    address = re.search(r"href=[\"']([^\"']*)[\"']", attributes)
    if kind == "text_link" and address:
        entity["url"] = html.unescape(address[1])
    return entity


def _broken(words: str) -> Exception:
    return bad_request(f"can't parse entities: {words}")
