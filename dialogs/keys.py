"""The short public names of passages, carried by button tokens."""

from __future__ import annotations

import base64
import hashlib

from dialogs.passage import Passage

KEY_LENGTH = 8  # base32 characters: 40 bits; a key names a talk, it opens nothing


def next_key(passage: Passage) -> str:
    """The key of the talk that follows `passage`: another one, and the same at each replay."""
    digest = hashlib.sha256(f"{passage.key}/{passage.turn}/{passage.last_input_at}".encode()).digest()
    return base64.b32encode(digest).decode()[:KEY_LENGTH]
