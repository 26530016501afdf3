"""What is wrong or worth knowing about a territory's rules, in sentences for animators.

Gathers what the loader, the examples and the exact analysis find; what the analysis says better is said once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.rules.definitions import Ground
from bot.rules.shelf import Shelf
from bot.rules.worlds import fingerprint, load_rules
from dialogs.schema import Moment
from referral_rules.analysis import Kind, Observation, Region, analyse, find_impossibilities
from referral_rules.analysis.sentences import say_observation, say_uncovered
from referral_rules.analysis.speech import typeset
from referral_rules.check import check_territory
from referral_rules.errors import Finding, FindingKind, Severity
from referral_rules.french import mend_in_french, say_in_french
from referral_rules.sheets import CellFinding
from referral_rules.territory import Territory

KEPT: Final = 32  # examinations of the day

_SAID_BY_ANALYSIS: Final = frozenset({FindingKind.EXPIRY, FindingKind.REVIEW, FindingKind.TIE, FindingKind.UNREACHED})


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to know about the rules.

    Attributes:
        severity: an error forbids to put them in force.
        file: where to look: a file's name, or a sheet's cell.
        fact: what is so, in whole sentences.
        mend: what to do about it; empty where the sentences say it.
        line: where in that file; 0 in a sheet.
        kind: what it is about, for programs; empty where nobody has to know.
        observation: what the analysis found, when it speaks.
    """

    severity: Severity
    file: str
    fact: str
    mend: str = ""
    line: int = 0
    kind: str = ""
    observation: Observation | None = field(default=None, compare=False)

    @property
    def sentence(self) -> str:
        """What is so, and what to do."""
        return f"{self.fact} {self.mend}".rstrip()

    @property
    def explained(self) -> bool:
        """Whether the network has read it and says why it stays."""
        return self.observation is not None and self.observation.is_explained

    def __str__(self) -> str:
        place = f"{self.file}, ligne {self.line}" if self.line else self.file
        return typeset(f"{place} : {self.sentence}")


@dataclass(frozen=True, slots=True)
class Examination:
    """Rules that were looked at.

    Attributes:
        territory: None when an error refuses them.
        remarks: those that block first.
        reach: how many profiles the pivot alone takes, as a sentence; empty when they were not analysed.
        shortened: of which kinds the analysis found more than it lists.
    """

    territory: Territory | None
    remarks: tuple[Remark, ...]
    reach: str = ""
    shortened: frozenset[Kind] = frozenset()

    @property
    def blocking(self) -> tuple[Remark, ...]:
        """What forbids to put them in force."""
        return tuple(remark for remark in self.remarks if remark.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Remark, ...]:
        """What is worth knowing; what the network has explained comes last."""
        return tuple(remark for remark in self.remarks if remark.severity is not Severity.ERROR)


_examined: Final = Shelf[Examination](KEPT)
_impossible: Final = Shelf[tuple[Region, ...]](KEPT)


def examine(
    ground: Ground, territory_id: str | None, files: Mapping[str, bytes], on: date, *, quick: bool = False
) -> Examination:
    """Looks at a territory's files: loads them, runs their examples, analyses the rules together.

    The same files on the same day are looked at once.

    Args:
        ground: gives vocabulary, communes and dialog.
        territory_id: whose rules they must be; None takes them for what they say they are.
        files: texts by file name; one that is not UTF-8 is an error.
        on: the day.
        quick: leave the analysis out.
    """
    key = (territory_id, fingerprint(files), ground.dialog.content_hash, on, quick)
    return _examined.once(key, lambda: _examine(ground, territory_id, files, on, quick=quick))


def impossibilities(ground: Ground) -> tuple[Region, ...]:
    """The profiles that no talk leads to, before the proposal."""
    return _impossible.once((ground.dialog.content_hash, *ground.vocabulary.facts), lambda: _find_impossible(ground))


def remark_of_cell(cell: CellFinding) -> Remark:
    """A spreadsheet's finding as a remark."""
    return Remark(cell.severity, cell.place, cell.message, cell.mend)


def remark_of(finding: Finding) -> Remark:
    """A finding as a remark."""
    fact, mend = say_in_french(finding.message), mend_in_french(finding)
    return Remark(finding.severity, finding.file, fact, mend, finding.line, finding.kind or "")


def _find_impossible(ground: Ground) -> tuple[Region, ...]:
    asked = [question for part in ground.dialog.of_moment(Moment.ECOUTE) for question in part.questions]
    return find_impossibilities(ground.vocabulary, asked)


def _examine(
    ground: Ground, territory_id: str | None, files: Mapping[str, bytes], on: date, *, quick: bool
) -> Examination:
    territory, findings = load_rules(ground, territory_id, files)
    if territory is None:
        return Examination(None, _ordered(map(remark_of, findings)))
    checked = check_territory(territory, on, impossibilities(ground))
    if quick:
        return Examination(territory, _ordered(map(remark_of, (*findings, *checked))))
    report = analyse(territory, on, impossibilities(ground))
    remarks = [remark_of(found) for found in (*findings, *checked) if found.kind not in _SAID_BY_ANALYSIS]
    remarks += [
        Remark(
            found.severity,
            found.file,
            say_observation(found, territory, on, ground.geography),
            line=found.line,
            kind=found.kind,
            observation=found,
        )
        for found in report.observations
    ]
    return Examination(territory, _ordered(remarks), say_uncovered(report), report.shortened)


def _ordered(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    return tuple(sorted(dict.fromkeys(remarks), key=lambda remark: remark.severity is not Severity.ERROR))
