"""Lines as a terminal shows them: folded between words at its width; elsewhere left whole, for what reads them."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable


def print_lines(lines: Iterable[str]) -> None:
    """Print lines; in a terminal what is longer than it is wide goes on below, indented one step more."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in lines:
        print(fold(line, width) if 0 < width < len(line) else line)


def fold(line: str, width: int) -> str:
    """Fold a line between words; a word, or what narrow spaces hold together, is never cut."""
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.fill(
        line.strip(),
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
