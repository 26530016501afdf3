"""`check`: every finding of the dialog and the territories, as file:line, with its likely mend."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.outcome import FINDINGS, CommandError
from bot.definitions import check_definitions
from bot.settings import Settings
from referral_rules.errors import Finding, Severity


def check_all(settings: Settings, directory: Path | None, *, as_json: bool) -> int:
    """Print what is wrong in `directory` (default: TERRITORIES_DIR) and in the dialog.

    Returns:
        The exit status: 1 when there is an error; warnings don't count.

    Raises:
        CommandError: there is no such folder.
    """
    if directory is not None and not directory.is_dir():
        raise CommandError(f"{directory}: no such folder; name one that holds a folder a territory")
    today = datetime.now(ZoneInfo(settings.timezone)).date()
    findings = check_definitions(directory or settings.territories_dir, on=today)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        _print(findings, len(errors))
    return FINDINGS if errors else 0


def _print(findings: Sequence[Finding], errors: int) -> None:
    for finding in findings:
        label = "" if finding.severity is Severity.ERROR else "warning: "
        mend = f"; {finding.mend}" if finding.mend else ""
        print(f"{finding.file}:{finding.line}: {label}{finding.message}{mend}")
    warnings = len(findings) - errors
    if findings:
        print(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}.")
    else:
        print("Everything is in order.")


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
