"""How long one transaction may hold the only writer, by the clock that can't be set back."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

BLOCK_SECONDS: Final = 0.06  # then nothing new is begun: what is under way ends before a tenth of a second is over


class Stint:
    """A stretch of work that ends soon, and at the next whole piece."""

    def __init__(self, seconds: float = BLOCK_SECONDS, tell: Callable[[], float] = time.perf_counter) -> None:
        self._tell = tell
        self._ends_at = tell() + seconds

    def is_over(self) -> bool:
        """Whether nothing new may be begun."""
        return self._tell() >= self._ends_at
