"""What the buttons of casework carry: `s.` for staff, `c.` for newcomers, a verb, then ids in base 36.

Rule: a token only names; who may act on what it names is decided when it comes back. At most 64 bytes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

STAFF, NEWCOMER = "s", "c"


class StaffVerb(StrEnum):
    """What a staff button asks for; the letters stand in messages that were sent, hence never change their meaning."""

    TAKE = "t"
    ANNOUNCE = "v"
    CHOOSE_DAY = "w"
    CHOOSE_REASON = "n"
    DECLINE = "x"
    CHOOSE_TARGET = "r"
    CHOOSE_STRUCTURE = "rs"
    CONFIRM_TARGET = "k"
    READ_ON = "m"
    PROMPT_WORD = "i"
    PASS_ON = "o"  # noqa: S105
    REASSIGN = "a"
    NUDGE = "j"
    REPORT = "c"
    LISTEN = "l"
    ASK = "q"
    SEND = "e"
    DROP = "z"
    LIST_CASES = "p"
    OPEN_CASE = "d"
    ABSENCE = "b"
    CHOOSE_APPOINTMENT = "f"
    APPOINT = "cd"
    REVIEW = "u"
    CHOOSE_PAUSE = "y"
    PAUSE = "s"
    BLOCK = "h"
    CHOOSE_OUTCOME = "ca"
    CLOSE = "cb"
    REOPEN = "cc"
    SHUT_OUT = "ra"
    SUCCEED = "rb"
    NOTE = "rn"
    CHOOSE_SESSION = "vc"
    AWAIT_SESSION = "vs"
    CHOOSE_SUPPORT = "pc"
    CONFIRM_SUPPORT = "pk"
    ASSOCIATE = "pa"
    SUPPORT_YES = "py"
    SUPPORT_NO = "pn"
    SUPPORT_DONE = "pd"
    DROP_NOTE = "rz"
    PHONED = "ph"


class NewcomerVerb(StrEnum):
    """What a newcomer's button asks for; the letters stand in messages that were sent."""

    REPORT_CALLED = "c"
    AGREE = "g"
    REFUSE = "n"
    ANSWER = "a"
    CHOOSE = "w"
    SEND = "s"
    DROP = "z"
    AGREE_SUPPORT = "pg"
    REFUSE_SUPPORT = "pr"
    WHERE = "wh"
    PROMPT_WORD = "ad"
    PROMPT_CONTACT = "ct"
    NOT_CALLED = "pa"
    ASK_WITHDRAW = "rt"
    WITHDRAW = "ro"
    KEEP_AGREEMENT = "rn"
    ERASE_ANSWERS = "ef"
    KEEP_ANSWERS = "ga"
    NEWS = "nl"
    MOOD = "sa"
    HELPED = "sb"
    PROMPT_OPINION = "sw"
    GOING = "la"
    STAGE = "lb"


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Tapped:
    """A token read back: a verb and its parts, as written."""

    verb: str
    parts: tuple[str, ...]

    def number(self, position: int) -> int:
        """The part at `position` as an id; 0, which names nothing, when it is none, or none that a database takes."""
        try:
            number = int(self.parts[position], 36)
        except (IndexError, ValueError):
            return 0
        return number if 0 <= number < 2**63 else 0

    def word(self, position: int) -> str:
        """The part at `position`, empty when there is none."""
        return self.parts[position] if position < len(self.parts) else ""

    def day(self, position: int) -> date | None:
        """The part at `position` as a day, None when it is none."""
        try:
            return date.fromisoformat(self.word(position))
        except ValueError:
            return None


def staff_token(verb: str, *parts: int | str | date) -> str:
    """A staff button's token."""
    return ".".join((STAFF, verb, *(_written(part) for part in parts)))


def newcomer_token(verb: str, *parts: int | str | date) -> str:
    """A newcomer button's token."""
    return ".".join((NEWCOMER, verb, *(_written(part) for part in parts)))


def read_token(token: str, prefix: str) -> Tapped | None:
    """What `token` says, None when it isn't one of `prefix`."""
    head, _, rest = token.partition(".")
    verb, *parts = rest.split(".")
    return Tapped(verb, tuple(parts)) if head == prefix and verb else None


def key_of(interlocutor: str) -> str:
    """A short name for an interlocutor's id that fits in any token and outlives reordering of the directory."""
    return hashlib.sha256(interlocutor.encode()).hexdigest()[:8]


def _written(part: int | str | date) -> str:
    if isinstance(part, date):
        return part.strftime("%Y%m%d")
    return _base36(part) if isinstance(part, int) else part


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
