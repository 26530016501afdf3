"""Logs that can't tell on anybody.

Rule 1: an event is a constant name (`delivery_refused`), never a sentence with somebody's words in it.
Rule 2: a key that is not on the list below is dropped, and so is a value that is neither a number nor a short word.
Rule 3: chats and persons appear as a keyed hash: the same chat gives the same eight digits for the life of a process.
Rule 4: an exception is its type and our own frames (file:line), never its message: messages quote values.
Rule 5: of libraries' logs only the library, the level and the place are kept: their messages quote addresses, and
the Bot API's addresses contain the token.
"""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
import sys
from collections.abc import Callable, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TextIO

import structlog

HOUSE = Path(__file__).resolve().parent.parent
OUR_FOLDERS = ("bot", "dialogs", "referral_rules", "storage")
HASHED_KEYS = frozenset({"chat_id", "sender_id", "external_id", "person_id"})
KNOWN_KEYS = frozenset(
    {
        "event", "level", "timestamp", "logger", "where", "error", "frames",
        "bot", "channel", "kind", "purpose", "status", "stage", "step", "territory", "revision", "question", "part",
        "rule", "interlocutor", "method", "variable", "file", "line", "port", "version", "engine", "job",
        "outbox_id", "update_id", "case", "case_id", "case_number", "referral_id", "passage_id", "reminder_id",
        "media_id", "count", "rows", "size", "attempts", "attempt", "tries", "seconds", "milliseconds", "late", "total",
        "everywhere", "code",
    }
)  # fmt: skip
_EVENT = re.compile(r"[a-z][a-z0-9_.]{1,60}")
_WORD = re.compile(r"[A-Za-z0-9_.:/+-]{1,80}")
_QUIET_LIBRARIES = ("httpx", "httpcore", "aiogram", "aiohttp", "telegram", "apscheduler", "sqlalchemy", "asyncio")

EventDict = MutableMapping[str, Any]


class PrivacyFilter:
    """The processor that enforces rules 1 to 4. `key` makes the hashes of chats."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __call__(self, logger: Any, method: str, event: EventDict) -> EventDict:
        """A new event with only what may be written."""
        kept: EventDict = {}
        for name, value in event.items():
            if name == "exc_info":
                kept.update(describe_error(value))
            elif name in HASHED_KEYS:
                kept[name.removesuffix("_id")] = self.pseudonym(value)
            elif name in KNOWN_KEYS:
                kept[name] = _presentable(name, value)
        return kept

    def pseudonym(self, value: object) -> str:
        """Eight hexadecimal digits that stand for `value`."""
        return hashlib.blake2b(str(value).encode(), key=self._key, digest_size=4).hexdigest()


def describe_error(exc_info: Any) -> dict[str, Any]:
    """An exception as `error` (its type, and its cause's) and `frames` (ours only, innermost last)."""
    error = exc_info if isinstance(exc_info, BaseException) else None
    if isinstance(exc_info, tuple):
        error = exc_info[1]
    elif exc_info is True:
        error = sys.exc_info()[1]
    if error is None:
        return {}
    names = [type(error).__name__]
    cause = error.__cause__
    while cause is not None and len(names) < 4:
        names.append(type(cause).__name__)
        cause = cause.__cause__
    return {"error": "<".join(names), "frames": our_frames(error.__traceback__)}


def our_frames(traceback: TracebackType | None) -> list[str]:
    """The frames of this project in `traceback`, as `bot/machinery/intake.py:42`."""
    frames = []
    while traceback is not None:
        path = Path(traceback.tb_frame.f_code.co_filename)
        if path.is_relative_to(HOUSE) and path.relative_to(HOUSE).parts[0] in OUR_FOLDERS:
            frames.append(f"{path.relative_to(HOUSE).as_posix()}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return frames


class LibraryHandler(logging.Handler):
    """Passes on that a library had something to say, and where; not what (rule 5)."""

    def __init__(self, emit: Callable[..., None]) -> None:
        super().__init__()
        self._emit = emit

    def emit(self, record: logging.LogRecord) -> None:
        """One `library_notice` for `record`."""
        where = f"{record.module}:{record.lineno}"
        self._emit(record.levelno, "library_notice", logger=record.name, where=where, exc_info=record.exc_info or None)


def configure_logs(
    level: str = "INFO",
    form: Literal["console", "json"] = "console",
    *,
    key: bytes | None = None,
    stream: TextIO | None = None,
) -> None:
    """Set structlog and the standard library's logging up for the process; may be called again.

    Args:
        level: the least level written.
        form: lines for people, or one JSON object a line.
        key: of the chats' hashes; random by default, so that hashes of two runs can't be compared.
        stream: where to write; standard error by default.
    """
    out = stream or sys.stderr
    renderer: Any = structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False)
    if form == "console":
        renderer = structlog.dev.ConsoleRenderer(colors=out.isatty(), pad_event_to=28)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            PrivacyFilter(key or secrets.token_bytes(16)),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler, LibraryHandler):
            root.removeHandler(handler)
    root.addHandler(LibraryHandler(structlog.get_logger().log))
    root.setLevel(logging.WARNING)
    for library in _QUIET_LIBRARIES:
        logging.getLogger(library).setLevel(logging.WARNING)


def _presentable(name: str, value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if name == "event":
        return value if isinstance(value, str) and _EVENT.fullmatch(value) else "unnamed_event"
    if name == "frames" and isinstance(value, list):
        return value
    if name == "error" and isinstance(value, BaseException):
        return type(value).__name__
    return value if isinstance(value, str) and _WORD.fullmatch(value) else "withheld"
