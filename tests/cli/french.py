"""What tests hold French output to."""

from __future__ import annotations

import re

ENGLISH = re.compile(
    r"(?i)\b(the|an|of|to|and|or|with|for|from|show|this|is|are|default|required|missing|invalid|no such|"
    r"commands?|error|exit|see|did you mean|got|unexpected|requires|does|must|should|answers?|valid|yet|run|set|unset|"
    r"check|wrong|has|have|nobody|late|due|none|there)\b"
)
NOT_SAID = re.compile(
    r"(?m)«\s.*?\s»|--[a-z-]+|premiere-ecoute( [a-z]+)+|\b(run|rules|check)\b(?= et )|story\|answer\||\(answer,|"
    r"^  [a-z]+  "
)  # names of options and verbs
LOOSE = re.compile(r" [;:!?»]|« |\w'\w")  # a plain space or apostrophe where French has its own


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u202f", " ")


def flat(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split())


def find_english(text: str) -> str | None:
    """A word of English in a text, but for the names of verbs and what was typed."""
    found = ENGLISH.search(NOT_SAID.sub("", plain(text)))
    return found[0] if found else None


def is_typeset(text: str) -> bool:
    """Whether narrow spaces stand where French wants them."""
    return LOOSE.search(text) is None
