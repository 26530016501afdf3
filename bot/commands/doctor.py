"""`doctor`: a line for each thing the product needs, and the mend of what is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final

from rich.console import Console
from rich.text import Text

from bot.commands.diagnosis import Check, examine
from bot.commands.outcome import FINDINGS
from bot.logs import configure_logs
from referral_rules.typography import typeset

_MARKS: Final = {"ok": ("✓", "green"), "failed": ("✗", "red"), "skipped": ("–", "dim")}


def examine_all(environ: Mapping[str, str], *, as_json: bool) -> int:
    """Print every check; the exit status: 1 when one failed."""
    configure_logs("ERROR")
    console = Console(highlight=False)
    console.soft_wrap = not console.is_terminal  # there, folded between words; elsewhere a line stays a line
    checks: list[Check] = []
    for check in examine(environ, datetime.now(UTC)):
        checks.append(check)
        if not as_json:
            _print(console, check)
    if as_json:
        print(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=2))
    return FINDINGS if any(check.standing == "failed" for check in checks) else 0


def _print(console: Console, check: Check) -> None:
    mark, style = _MARKS[check.standing]
    line = Text(f"{mark} ", style=style)
    line.append(typeset(f"{check.label} : "), style="bold" if check.standing == "failed" else "")
    line.append(check.line)
    if check.mend:
        line.append(f" {check.mend}", style="yellow")
    console.print(line)
