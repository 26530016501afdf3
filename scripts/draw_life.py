"""Draws the life of a case into docs/life-of-a-case.md, from the table that decides it. `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.casework.life import CASE_STATUSES, TURNS, Status, Turn

PAGE = Path(__file__).resolve().parent.parent / "docs" / "life-of-a-case.md"
BEGIN, END = "<!-- drawn by scripts/draw_life.py: begin -->", "<!-- drawn: end -->"


def drawn() -> str:
    """The diagram, then the table."""
    return "\n".join(["", "```mermaid", *_diagram(), "```", "", *_table(), ""])


def page_with(text: str) -> str:
    """The page's text with what is drawn brought up to date."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}{drawn()}{END}{tail}"


def _diagram() -> Iterator[str]:
    yield "stateDiagram-v2"
    yield f"    [*] --> {Status.ASKED.name}: received"
    arrows: dict[tuple[str, str], list[str]] = {}
    for turn in TURNS:
        for status in sorted(turn.within, key=lambda each: each.name):
            if turn.to is not None and turn.to is not status and turn.kind != "passed_on":
                arrows.setdefault((status.name, turn.to.name), []).append(str(turn.kind))
    for (before, after), kinds in sorted(arrows.items()):
        yield f"    {before} --> {after}: {', '.join(sorted(kinds))}"
    yield "    note right of ASKED: passed_on leads here from every open status, with another referral"


def _table() -> Iterator[str]:
    yield "| what happens | in | by whom | leads to | who is told |"
    yield "|---|---|---|---|---|"
    for turn in TURNS:
        yield f"| {turn.kind} | {_within(turn)} | {_names(turn.roles)} | {_to(turn)} | {_told(turn)} |"


def _within(turn: Turn) -> str:
    left = CASE_STATUSES - turn.within
    return f"all but {_names(left)}" if 0 < len(left) < 4 else _names(turn.within) if left else "all"


def _names(names: frozenset[Status] | frozenset[object]) -> str:
    return ", ".join(sorted(str(getattr(name, "name", name)).lower() for name in names))


def _to(turn: Turn) -> str:
    return turn.to.name.lower() if turn.to is not None else "–"


def _told(turn: Turn) -> str:
    return ", ".join(f"{role} (`{key}`)" for role, key in (turn.tells or {}).items()) or "–"


def main() -> int:
    """Bring the page up to date, or say that it isn't."""
    text = PAGE.read_text("utf-8")
    wanted = page_with(text)
    if "--check" in sys.argv:
        return 0 if wanted == text else 1
    PAGE.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
