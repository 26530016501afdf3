"""The command line as its users meet it: in this process for the verbs, in a terminal of its own for the talk."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import cli as command_line
from bot.settings import PACKAGED_TERRITORIES, Settings
from storage.store import Store
from tests.cli.terminal import Terminal
from tests.fake_bot_api import FakeBotApi


@dataclass(frozen=True)
class Ran:
    """What a verb left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]
FRONT, STAFF = "1111:" + "f" * 35, "2222:" + "s" * 35  # the two bots' tokens


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/test.db"


@pytest.fixture
def territories(tmp_path: Path) -> str:
    """A folder of territories with one, as a network of its own would have it."""
    folder = tmp_path / "territories"
    shutil.copytree(PACKAGED_TERRITORIES / "livradois-forez", folder / "livradois-forez")
    return str(folder)


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: str, territories: str) -> Run:
    """Runs `premiere-ecoute ARGS` with these settings and nothing else set."""

    def run(*args: str, stdin: str = "", **settings: str) -> Ran:
        for name in Settings.model_fields:
            monkeypatch.delenv(name.upper(), raising=False)
        for name, value in {"DATABASE_URL": database, "TERRITORIES_DIR": territories, **settings}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["premiere-ecoute", *args])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            command_line.main()
        captured = capsys.readouterr()
        return Ran(int(str(ended.value.code or 0)), captured.out, captured.err)

    return run


@pytest.fixture
def terminal(database: str, territories: str) -> Iterator[Callable[..., Terminal]]:
    """Opens terminals; they are closed at the end."""
    opened: list[Terminal] = []
    settings = {"DATABASE_URL": database, "TERRITORIES_DIR": territories, "TERM": "xterm-256color"}

    def open_terminal(*args: str) -> Terminal:
        environ = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
        one = Terminal(args, environ | settings)
        opened.append(one)
        return one

    yield open_terminal
    for one in opened:
        one.close()


@pytest.fixture
def old(territories: str) -> Path:
    """The folder of the territory as it is."""
    return Path(territories) / "livradois-forez"


@pytest.fixture
def store(database: str) -> Store:
    opened = Store.open(database)
    opened.migrate()
    return opened


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        server.bot(FRONT, "ecoute_bot")
        server.bot(STAFF, "equipe_bot")
        yield server
