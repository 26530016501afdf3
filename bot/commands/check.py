"""`check`: every finding of the dialog and the territories, as file:line, with its likely mend.

The files are read and their examples run; then the rules of each territory are analysed together, exactly. What the
analysis finds is said in French, by the sentences that animators get everywhere; what it says better is said once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.commands.outcome import FINDINGS, CommandError
from bot.definitions import examine_definitions
from bot.rules_remarks import impossibilities, without_what_analysis_says
from bot.settings import Settings
from dialogs.world import World
from referral_rules.analysis import Kind, Observation, analyse
from referral_rules.analysis.sentences import say_count, say_observation, say_uncovered
from referral_rules.analysis.speech import typeset
from referral_rules.errors import Finding, Severity
from referral_rules.regions import Profile
from referral_rules.territory import Territory

VOCABULARY_FILE = "vocabulaire.yaml"  # shared by all territories: what no rule of theirs reads is still written there
KINDS: Mapping[Kind, str] = {
    Kind.GAP: "trous",
    Kind.CONFLICT: "conflits",
    Kind.SHADOWED: "règles masquées",
    Kind.DUPLICATE: "doublons",
}


@dataclass(frozen=True, slots=True)
class Analysed:
    """What the analysis of one territory says.

    Attributes:
        findings: each observation as a finding, and the observation itself.
        closing: what is to be said of the territory as a whole.
    """

    findings: tuple[tuple[Finding, Observation], ...]
    closing: tuple[str, ...]


def check_all(settings: Settings, directory: Path | None, *, as_json: bool, quick: bool = False) -> int:
    """Print what is wrong in `directory` (default: TERRITORIES_DIR) and in the dialog.

    Args:
        settings: the time zone and the territories.
        directory: a folder of territories, or one territory's.
        as_json: write JSON: a list of findings; those of the analysis with `kind`, `rules`, `names`, `witness` and
            `explanation`.
        quick: leave the analysis out.

    Returns:
        The exit status: 1 when there is an error; warnings don't count.

    Raises:
        CommandError: there is no such folder.
    """
    if directory is not None and not directory.is_dir():
        raise CommandError(f"{directory}: no such folder; name one that holds a folder a territory")
    today = datetime.now(ZoneInfo(settings.timezone)).date()
    world, findings = examine_definitions(directory or settings.territories_dir, on=today)
    analysed = [] if quick or world is None else [_analyse(world, one, today) for one in world.territories.values()]
    if analysed:
        findings = list(without_what_analysis_says(findings))
    seen = [*findings, *(finding for one in analysed for finding, _ in one.findings)]
    errors = sum(finding.severity is Severity.ERROR for finding in seen)
    explained = sum(found.is_explained for one in analysed for _, found in one.findings)
    if as_json:
        told = [_plain(finding) for finding in findings]
        told += [_plain(finding) | _witnessed(found) for one in analysed for finding, found in one.findings]
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        counted = say_count(errors, len(seen) - errors, explained)
        _print(seen, counted, [line for one in analysed for line in one.closing])
    return FINDINGS if errors else 0


def _analyse(world: World, territory: Territory, on: date) -> Analysed:
    report = analyse(territory, on, impossibilities(world))
    findings = []
    for found in report.observations:
        prefix = "" if found.file == VOCABULARY_FILE else f"{territory.id}/"
        sentence = say_observation(found, territory, on, world.geography)
        if found.kind is Kind.UNREAD:
            sentence = typeset(f"{territory.name} : {sentence}")
        findings.append((Finding(f"{prefix}{found.file}", found.line, found.severity, sentence), found))
    more = ", ".join(words for kind, words in KINDS.items() if kind in report.shortened)
    closing = f"{territory.name} : {say_uncovered(report)}"
    if more:
        closing += f" D’autres encore, non listés : {more}."
    return Analysed(tuple(findings), (typeset(closing),))


def _print(findings: Sequence[Finding], counted: str, closing: Sequence[str]) -> None:
    for finding in findings:
        mend = f"; {finding.mend}" if finding.mend else ""
        print(f"{finding.file}:{finding.line}: {finding.severity}: {finding.message}{mend}")
    for line in closing:
        print(line)
    if findings:
        print(counted)
    else:
        print("Everything is in order.")


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "file": finding.file,
        "line": finding.line,
        "severity": finding.severity.value,
        "message": finding.message,
        "mend": finding.mend,
    }


def _witnessed(found: Observation) -> dict[str, Any]:
    return {
        "kind": found.kind.value,
        "rules": [*found.rules, *found.by],
        "names": list(found.names),
        "witness": plain_profile(found.witness) if found.witness is not None else None,
        "explanation": found.explanation.reason if found.explanation is not None else None,
    }


def plain_profile(profile: Profile) -> dict[str, str | list[str]]:
    """A profile as plain values, ready for JSON."""
    return {fact: value if isinstance(value, str) else sorted(value) for fact, value in profile.items()}
