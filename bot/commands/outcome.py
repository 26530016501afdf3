"""How a verb ends when it can't do what was asked: one line for people, one number for scripts."""

from __future__ import annotations

from typing import Final

FINDINGS: Final = 1  # something was looked at and is not as it should be
USAGE: Final = 2  # settings or arguments: nothing was done


class CommandError(Exception):
    """Ends a verb with one clear line on standard error.

    Attributes:
        status: the exit status.
    """

    def __init__(self, line: str, status: int = USAGE) -> None:
        super().__init__(line)
        self.status = status
