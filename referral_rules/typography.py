"""French typography: the narrow no-break spaces that people expect and keyboards don't have."""

from __future__ import annotations

import re
from typing import Final

NARROW: Final = "\u202f"  # narrow no-break space: before ; : ! ? % and inside « »
_BEFORE: Final = re.compile(r" (?=[;:!?%»])")


def typeset(text: str) -> str:
    """Puts narrow no-break spaces where French typography wants them."""
    return _BEFORE.sub(NARROW, text).replace("« ", f"«{NARROW}")
