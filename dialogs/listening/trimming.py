"""What is left of words that told of an emergency, once the sentences that told of it are gone."""

from __future__ import annotations

import re

from dialogs.lexicon import DistressGuard
from dialogs.listening.emergencies import spot_emergency

_SENTENCE = re.compile(r"[^.!?;…\n]+[.!?;…\n]*")


def without_emergency(text: str, guard: DistressGuard) -> str:
    """Return the text without the sentences that tell of danger, violence, a child in danger or no roof."""
    kept = (
        piece[0]
        for piece in _SENTENCE.finditer(text)
        if (found := spot_emergency(piece[0], guard)) is None or found.level == "strain"
    )
    return "".join(kept).strip()
