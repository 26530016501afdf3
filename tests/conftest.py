"""For every test: `--update` writes golden files anew; logs set up by one test don't write into the next.

The packaged definitions are read once for all.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.rules.definitions import load_world
from bot.settings import load_settings
from dialogs.world import World


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write golden transcripts instead of comparing them")


def pytest_sessionstart() -> None:
    """Thousands of tests in one process: looking for rubbish less often is a good part of their time."""
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def _logs_as_before() -> Iterator[None]:
    """A command run in a test sets logging up on a stream that pytest closes after it."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    _log_plainly()
    root.handlers[:], root.level = handlers, level


def _log_plainly() -> None:
    """structlog's own default draws every local variable of a traceback: seconds each, where a world is one."""
    structlog.reset_defaults()
    structlog.configure(
        processors=[structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )


_log_plainly()


@pytest.fixture(scope="session")
def world() -> World:
    """The packaged definitions; the collector of rubbish is spared looking through them at each of its rounds."""
    found = load_world(load_settings({}))
    gc.collect()
    gc.freeze()
    return found
