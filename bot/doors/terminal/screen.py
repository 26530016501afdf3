"""What the terminal shows: each message in its frame, its choices numbered under it.

Rule 1: append only. A message that changed is not painted over: what is new in it is said below, in one line or as
the choices anew; so that scrolling back, a screen reader and a recording all tell the same story.
Rule 2: colours are the terminal's own sixteen, so that light and dark backgrounds both read well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from dialogs.message import Button, Entity, Message

WIDEST = 78  # columns of a frame: longer lines tire the eye
_STYLES = {"bold": "bold", "italic": "italic", "blockquote": "italic", "expandable_blockquote": "italic"}
_IN_A_NUMBER = re.compile(r"(?<=\b\d\d) (?=\d\d\b)")  # a telephone number stays on one line
_TICK = "✓ "
ANSWER_MARK = "→ "  # what the talk puts before an answer under its question


@dataclass(frozen=True, slots=True)
class Look:
    """How a speaker's frames look."""

    colour: str
    framing: box.Box


LISTENER = Look("cyan", box.ROUNDED)
STAFF = Look("magenta", box.HEAVY)


class Screen:
    """Writes to a rich console."""

    def __init__(self, console: Console) -> None:
        self.console = console

    @property
    def width(self) -> int:
        """Columns of a frame."""
        return min(WIDEST, self.console.width)

    def show(self, message: Message, title: str, look: Look = LISTENER, subtitle: str = "") -> None:
        """A message in its frame, its choices numbered."""
        parts: list[RenderableType] = [styled(message, self.width - 4)]
        choices = _choices(message)
        if choices:
            parts += [Text(""), self._grid(choices, look)]
        parts += [Text(f"{button.label} : {button.url}", style="underline") for button in _links(message)]
        self._frame(Group(*parts), title, look, subtitle)

    def show_changed(
        self, before: Message | None, after: Message | None, title: str, look: Look = LISTENER, *, said: str = ""
    ) -> None:
        """What is new in a message that was shown: its answer, its ticks, or the whole when its words changed.

        Args:
            before: as it was shown; None when it was shown by an earlier run.
            after: as it is; None when it only lost its choices.
            said: what was just typed; an answer in the same words is not said again.
        """
        if after is None:
            return
        added = _added(before, after)
        if added is None:
            self.show(after, title, look)
        elif _choices(after):
            self.console.print(self._grid(_choices(after), look))
        elif added and not _is_same(added, said):
            self.console.print(Text(f"  ✓ {added}", style=f"bold {look.colour}"), width=self.width)

    def note(self, words: str, style: str = "dim") -> None:
        """A line from the program itself, outside the talk."""
        self.console.print(Text(in_lines(words, self.width), style=style))

    def said(self, words: str, speaker: str = "") -> None:
        """What somebody says, where nobody sees them type; `speaker` when it isn't the person."""
        prompt = f"{speaker} › " if speaker else "› "
        lines = in_lines(prompt + words, self.width)
        said = Text(lines, style="bold")
        said.stylize("green", 0, len(prompt))
        self.console.print(said)

    def moment(self, words: str) -> None:
        """A heading between two moments of the story."""
        self.console.print()
        self.console.print(Rule(Text(words, style="bold yellow"), style="yellow", align="left"), width=self.width)
        self.console.print()

    def _frame(self, body: RenderableType, title: str, look: Look, subtitle: str) -> None:
        self.console.print(
            Panel(
                body,
                title=Text(f" {title} ", style=f"bold {look.colour}"),
                title_align="left",
                subtitle=Text(f" {subtitle} ", style=look.colour) if subtitle else None,
                subtitle_align="right",
                border_style=look.colour,
                box=look.framing,
                padding=(0, 1),
                width=self.width,
            )
        )

    def _grid(self, choices: Sequence[Button], look: Look) -> RenderableType:
        cells = []
        for number, button in enumerate(choices, start=1):
            cell = Text()
            cell.append(f"{number:>3} ", style=f"bold {look.colour}")
            cell.append(button.label, style="bold green" if button.label.startswith(_TICK) else "")
            cells.append(cell)
        widest = max(cell.cell_len for cell in cells)
        return Columns(cells, padding=(0, 2), width=min(widest, self.width - 4), column_first=False)


def styled(message: Message, width: int) -> Text:
    """A message's words with their emphasis, in lines of at most `width` columns; entities count in UTF-16 units."""
    text = Text(in_lines(message.text, width))
    for entity in message.entities:
        start, end = _span(message.text, entity)
        text.stylize(_STYLES[entity.kind], start, end)
    return text


def in_lines(text: str, width: int) -> str:
    """`text` with line breaks in place of some spaces: never of a no-break space, where rich would break too."""
    lines = []
    for paragraph in _IN_A_NUMBER.sub("\u00a0", text).split("\n"):
        line, used = "", 0
        for number, word in enumerate(paragraph.split(" ")):
            length = cell_len(word)
            if number and used + 1 + length > width:
                lines.append(line)
                line, used = word, length
            else:
                line, used = (f"{line} {word}", used + 1 + length) if number else (word, length)
        lines.append(line)
    return "\n".join(lines)


def _span(text: str, entity: Entity) -> tuple[int, int]:
    """An entity's bounds in characters."""
    units = text.encode("utf-16-le")
    start = len(units[: entity.offset * 2].decode("utf-16-le", errors="ignore"))
    end = len(units[: (entity.offset + entity.length) * 2].decode("utf-16-le", errors="ignore"))
    return start, end


def _choices(message: Message) -> list[Button]:
    return [button for row in message.rows for button in row if button.token]


def _links(message: Message) -> list[Button]:
    return [button for row in message.rows for button in row if button.url]


def _added(before: Message | None, after: Message) -> str | None:
    """What `after` says beyond `before`: empty when it only has other choices; None when it says something else."""
    if before is not None and after.text == before.text:
        return ""
    _, arrow, answer = after.text.rpartition(ANSWER_MARK)
    return answer.strip() if arrow and not _choices(after) else None


def _is_same(words: str, said: str) -> bool:
    """Whether `said` is `words`, capitals and apostrophes aside."""
    return words.casefold().replace("’", "'") == said.strip().casefold().replace("’", "'")
