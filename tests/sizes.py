"""How much of a space the property tests look at: a share in an ordinary run, all of it where time allows.

`PROPERTY_SHARE=1` (as `make soak` sets it) takes the whole of what each test names.
"""

from __future__ import annotations

import os
from typing import Final

SHARE: Final = float(os.environ.get("PROPERTY_SHARE", "0.4"))
LEAST: Final = 8


def examples(whole: int) -> int:
    """So many examples of a test that names `whole`."""
    return max(min(whole, LEAST), round(whole * SHARE))
