"""The animators' guide is carried out from its first line to its last: files written, commands run, lines compared.

A fenced block says what it is: ```` ```yaml fichier=PATH ```` is that file; ```` ```sh ```` are commands, one a line
(`status=1` when the guide says that they find something); ```` ```text ```` quotes lines of what they print.
"""

from __future__ import annotations

import io
import re
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import cli as command_line
from bot.settings import Settings

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide-animateur.md"
PROGRAM = "premiere-ecoute"
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block; `line` is where it opens in the guide."""

    kind: str
    notes: dict[str, str]
    body: str
    line: int


def blocks() -> list[Block]:
    text = GUIDE.read_text("utf-8")
    found = []
    for match in BLOCK.finditer(text):
        notes = dict(word.split("=", 1) for word in match[2].split())
        found.append(Block(match[1], notes, match[3], text.count("\n", 0, match.start()) + 1))
    return found


def flat(text: str) -> str:
    return " ".join(text.split())


class Reader:
    """Somebody who does what the guide says, at a keyboard of their own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch = monkeypatch
        self._capsys = capsys
        self.said = ""
        self.compared = 0

    def follow(self, block: Block) -> None:
        where = f"{GUIDE.name}:{block.line}"
        if "fichier" in block.notes:
            path = Path(block.notes["fichier"])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, "utf-8")
        elif block.kind == "sh":
            self.said = ""
            for command in block.body.splitlines():
                status = self._run(command)
                wanted = int(block.notes.get("status", "0"))
                assert status == wanted, f"{where}: {command}: status {status}\n{self.said}"
        else:
            assert block.kind == "text", f"{where}: nobody knows what to do with this block"
            for line in block.body.splitlines():
                if line.strip() not in ("", "…"):
                    self.compared += 1
                    assert flat(line) in flat(self.said), f"{where}: {line!r} was not said; said:\n{self.said}"

    def _run(self, command: str) -> int:
        words = shlex.split(command, comments=True)
        if words[0] == "export":
            for word in words[1:]:
                self._patch.setenv(*word.split("=", 1))
            return 0
        assert words[0] == PROGRAM, f"{command!r} is no verb of ours"
        target = Path(words.pop()) if words[-2] == ">" else None
        if target is not None:
            words.pop()
        self._patch.setattr(sys, "argv", words)
        self._patch.setattr(sys, "stdin", io.StringIO())
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            command_line.main()
        printed = self._capsys.readouterr()
        if target is not None:
            target.write_text(printed.out, "utf-8")
        self.said += printed.out + printed.err
        return int(str(ended.value.code or 0))


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reader:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/guide.db")
    monkeypatch.chdir(tmp_path)
    return Reader(monkeypatch, capsys)


def test_the_guide_leads_from_nothing_to_rules_in_force(reader: Reader) -> None:
    for block in blocks():
        reader.follow(block)
    assert reader.compared >= 35


def test_the_guide_names_only_verbs_that_there_are() -> None:
    from typer.main import get_command

    known = set(get_command(command_line.app).commands)  # type: ignore[attr-defined]
    named = set(re.findall(rf"`{PROGRAM} ([a-z]+)", GUIDE.read_text("utf-8")))
    assert named
    assert named <= known
