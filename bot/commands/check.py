"""`check`: every finding of the dialog and the territories, as file:line, with its likely mend.

Territories are read by those who write them: what is said of them is French. What is wrong with the talk itself is for
developers, and stays in their English.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.commands.naming import no_folder
from bot.commands.outcome import FINDINGS, CommandError
from bot.rules.definitions import read_house
from bot.rules.folder_check import CheckedFolder, check_folders
from bot.rules.remarks import Remark
from bot.settings import Settings
from referral_rules.analysis import Kind
from referral_rules.analysis.sentences import say_count
from referral_rules.analysis.speech import typeset
from referral_rules.errors import Finding, Severity
from referral_rules.regions import Profile

KINDS: Final[Mapping[Kind, str]] = {
    Kind.GAP: "trous",
    Kind.CONFLICT: "conflits",
    Kind.SHADOWED: "règles masquées",
    Kind.DUPLICATE: "doublons",
}
SEVERITIES: Final[Mapping[Severity, str]] = {Severity.ERROR: "erreur", Severity.WARNING: "avertissement"}


def check_all(settings: Settings, directory: Path | None, *, as_json: bool, quick: bool = False) -> int:
    """Print what is wrong in `directory` (default: TERRITORIES_DIR) and in the dialog.

    Args:
        settings: the time zone and the territories.
        directory: a folder of territories, or one territory's.
        as_json: write JSON: a list of findings, with their `kind` where they have one; those of the analysis also with
            `rules`, `names`, `witness` and `explanation`.
        quick: leave the analysis out.

    Returns:
        The exit status: 1 when there is an error; warnings don't count.

    Raises:
        CommandError: there is no such folder.
    """
    if directory is not None and not directory.is_dir():
        raise CommandError(no_folder(directory, "celui des territoires, ou d’un territoire"))
    today = datetime.now(ZoneInfo(settings.timezone)).date()
    house, faults = read_house()
    where = directory or settings.territories_dir
    checked = [] if house is None else list(check_folders(house, where, today, quick=quick))
    if as_json:
        told = [_plain_fault(fault) for fault in faults]
        told += [_plain(remark) for one in checked for remark in one.remarks]
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for line in _lines(faults, checked):
            print(line)
    found: list[Finding | Remark] = [*faults, *(remark for one in checked for remark in one.remarks)]
    return FINDINGS if any(one.severity is Severity.ERROR for one in found) else 0


def _lines(faults: Sequence[Finding], checked: Sequence[CheckedFolder]) -> Iterable[str]:
    for fault in faults:
        mend = f"; {fault.mend}" if fault.mend else ""
        yield f"{fault.file}:{fault.line}: {fault.severity}: {fault.message}{mend}"
    remarks = [remark for one in checked for remark in one.remarks]
    for remark in remarks:
        yield f"{remark.file}:{remark.line}: {SEVERITIES[remark.severity]}: {remark.sentence}"
    for one in checked:
        yield from map(typeset, _closing(one))
    severities = [*(fault.severity for fault in faults), *(remark.severity for remark in remarks)]
    errors = severities.count(Severity.ERROR)
    if severities:
        warnings = len(severities) - errors
        yield say_count(errors, warnings, sum(remark.explained for remark in remarks))
    else:
        yield "Tout est en ordre."


def _closing(checked: CheckedFolder) -> Iterable[str]:
    """What is to be said of a territory as a whole."""
    found = checked.examination
    if found.territory is None:
        yield f"{checked.name} : corrigez d’abord ces erreurs ; les exemples et l’analyse des règles viendront ensuite."
    elif found.reach:
        more = ", ".join(words for kind, words in KINDS.items() if kind in found.shortened)
        yield f"{found.territory.name} : {found.reach}" + (f" D’autres encore, non listés : {more}." if more else "")


def _plain_fault(fault: Finding) -> dict[str, Any]:
    return {
        "file": fault.file,
        "line": fault.line,
        "severity": fault.severity.value,
        "message": str(fault.message),
        "mend": str(fault.mend or ""),
        "kind": None,
    }


def _plain(remark: Remark) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "file": remark.file,
        "line": remark.line,
        "severity": remark.severity.value,
        "message": remark.fact,
        "mend": remark.mend,
        "kind": remark.kind or None,
    }
    found = remark.observation
    if found is not None:
        plain |= {
            "rules": [*found.rules, *found.by],
            "names": list(found.names),
            "witness": plain_profile(found.witness) if found.witness is not None else None,
            "explanation": found.explanation.reason if found.explanation is not None else None,
        }
    return plain


def plain_profile(profile: Profile) -> dict[str, str | list[str]]:
    """A profile as plain values, ready for JSON."""
    return {fact: value if isinstance(value, str) else sorted(value) for fact, value in profile.items()}
