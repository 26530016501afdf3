"""A person at an 80-column terminal: types, reads, waits, by a pseudo-terminal of the standard library."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence

COLUMNS, LINES = 80, 40
PATIENCE_SECONDS = 30.0  # a machine under load takes its time to start
READING_SECONDS = 0.1  # nobody answers what has been on the screen for less
PROMPT = "› "
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\r")


def flat(shown: str) -> str:
    """`shown` in one line, without its frames."""
    return re.sub(r"[\s│┃]+", " ", shown)


class Terminal:
    """`premiere-ecoute ARGS` in a terminal of its own."""

    def __init__(self, args: Sequence[str], environ: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", *args],
            stdin=slave, stdout=slave, stderr=slave, env=dict(environ), start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        self._slave = slave
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.raw = ""
        self._read_until = 0

    @property
    def text(self) -> str:
        """Everything shown so far, without colours."""
        return _ESCAPES.sub("", self.raw)

    def wait_for(self, words: str) -> str:
        """What was shown since the last wait, up to and with `words` (line breaks count as spaces)."""
        wanted = re.compile(r"[\s│┃]+".join(map(re.escape, words.split())))
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (found := wanted.search(self.text, self._read_until)) is None:
            if time.monotonic() > deadline:
                raise AssertionError(f"{words!r} was not shown; shown since: {flat(self.text[self._read_until :])!r}")
            self._read(0.1)
        shown = flat(self.text[self._read_until : found.end()])
        self._read_until = found.end()  # what came in the same breath is still to be read
        return shown

    def wait_for_prompt(self) -> str:
        """What was shown until it is our turn to type."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (self.text[self._read_until :].endswith(PROMPT)):
            if time.monotonic() > deadline:
                raise AssertionError(f"no prompt came; shown since: {self.text[self._read_until :]!r}")
            self._read(0.1)
        shown = flat(self.text[self._read_until :])
        self._read_until = len(self.text)
        return shown

    def answer(self, line: str) -> str:
        """Type a line; what is shown then, until it is our turn again."""
        self.type(line)
        self.wait_for(line)  # its echo
        return self.wait_for_prompt()

    def type(self, line: str) -> None:
        """Read for a moment, type a line and press Enter."""
        time.sleep(READING_SECONDS)
        os.write(self._master, line.encode() + b"\r")

    def press(self, control: str) -> None:
        """Press Ctrl and a letter."""
        os.write(self._master, bytes([ord(control.upper()) - 64]))

    def wait_for_end(self) -> int:
        """The exit status."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            self._read(0.1)
        self._read(0.1)
        assert self.process.returncode is not None, "the program did not end"
        return self.process.returncode

    def is_echoing(self) -> bool:
        """Whether the terminal shows what is typed, as a shell expects to find it."""
        return bool(termios.tcgetattr(self._slave)[3] & termios.ECHO)

    def close(self) -> None:
        """Hang up."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._master)
        os.close(self._slave)

    def _read(self, seconds: float) -> None:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if ready:
            try:
                self.raw += self._decoder.decode(os.read(self._master, 65536))
            except OSError:
                time.sleep(seconds)
