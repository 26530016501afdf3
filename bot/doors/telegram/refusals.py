"""How the Bot API words the refusals that mean something to us; both libraries hand its words on unchanged.

The words are the only thing that tells these answers of status 400 apart; they were read from the server's own source
and from what it answers.
"""

from __future__ import annotations

from typing import Final

_UNREACHABLE: Final = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")
_NOTHING_TO_EDIT: Final = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
)
_NOTHING_TO_DELETE: Final = (
    "message to delete not found",
    "message can't be deleted",  # older than 48 hours; Bot API, deleteMessage
    "message_id_invalid",
)
_STALE_QUERY: Final = ("query is too old", "query_id_invalid", "query id is invalid")


def is_unreachable(description: str) -> bool:
    """Whether no message will ever reach this chat."""
    return _has(description, _UNREACHABLE)


def is_nothing_to_edit(description: str) -> bool:
    """Whether an edit was refused because there is nothing left to change."""
    return _has(description, _NOTHING_TO_EDIT)


def is_nothing_to_delete(description: str) -> bool:
    """Whether a deletion was refused because the message is gone, or stays for good."""
    return _has(description, _NOTHING_TO_DELETE)


def is_stale_query(description: str) -> bool:
    """Whether a tap came too late to be acknowledged, which is nobody's error."""
    return _has(description, _STALE_QUERY)


def is_too_large(description: str) -> bool:
    """Whether a file is beyond what getFile hands over."""
    return "file is too big" in description.lower()


def _has(description: str, phrases: tuple[str, ...]) -> bool:
    lowered = description.lower()
    return any(phrase in lowered for phrase in phrases)
