"""Lines as a terminal shows them: folded between words at its width; elsewhere left whole, for what reads them."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable
from typing import TextIO


def print_lines(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """Print lines; in a terminal what is longer than it is wide goes on below, indented one step more.

    Args:
        lines: what to print.
        stream: where to; standard output by default.
    """
    out = stream or sys.stdout
    width = shutil.get_terminal_size().columns if out.isatty() else 0
    for line in lines:
        print(fold(line, width) if 0 < width < len(line) else line, file=out)


def fold(line: str, width: int, hanging: int | None = None) -> str:
    """Fold a line between words; a word, or what narrow spaces hold together, is never cut.

    Args:
        line: its own indentation stays.
        width: columns.
        hanging: columns before what goes on below; by default two more than the line's own.
    """
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.fill(
        line.strip(),
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  " if hanging is None else " " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
