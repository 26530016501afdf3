"""A picture of a conversation, as the terminal shows it: an SVG that needs nothing from anywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Final

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from bot.doors.terminal.screen import Screen

WIDTH: Final = 80  # columns
_REMOTE_FONTS: Final = re.compile(r"@font-face \{\{.*?\}\}", re.DOTALL)
PAPER: Final = TerminalTheme(
    (255, 255, 255),
    (40, 44, 52),
    [
        (40, 44, 52), (190, 40, 50), (30, 120, 60), (150, 105, 0), (30, 90, 170), (140, 50, 140), (0, 115, 130),
        (110, 115, 125),
    ],
    [
        (110, 115, 125), (190, 40, 50), (30, 120, 60), (150, 105, 0), (30, 90, 170), (140, 50, 140), (0, 115, 130),
        (40, 44, 52),
    ],
)  # fmt: skip


@dataclass(slots=True)
class Picture:
    """A screen that is drawn instead of shown."""

    screen: Screen = field(
        default_factory=lambda: Screen(
            Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True, color_system="standard")
        )
    )

    def save(self, path: Path, title: str) -> None:
        """Write the SVG; the same conversation gives the same bytes."""
        own_fonts = _REMOTE_FONTS.sub("", CONSOLE_SVG_FORMAT).replace("Fira Code, monospace", "monospace")
        svg = self.screen.console.export_svg(
            title=title, theme=PAPER, code_format=own_fonts, unique_id="conversation", font_aspect_ratio=0.602
        )
        path.write_text(svg, encoding="utf-8")
