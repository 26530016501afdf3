"""What is wrong in a sheet, said to animators: the sheet, the cell, the fact, the likely mend. In French."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from referral_rules.errors import LIKENESS, RulesError, Severity

NNBSP = "\u202f"  # the narrow no-break space that French puts before ; : ! ? and inside « »
SHOWN_LENGTH = 60  # characters of a cell that a finding repeats


@dataclass(frozen=True, slots=True)
class CellFinding:
    """One thing to mend.

    Attributes:
        place: `Règles!F14`, a sheet's name, or a file and its line for what no sheet shows.
        severity: an error refuses the sheets, a warning does not.
        message: the fact, a sentence.
        mend: the likely mend, a sentence; empty when there is none to offer.
    """

    place: str
    severity: Severity
    message: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.place}{NNBSP}: {self.message} {self.mend}".rstrip()


class CellError(RulesError):
    """A cell's text can't be read; `message` and `mend` are sentences for people."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend


class SheetsError(RulesError):
    """The sources can't be shown as sheets; one line of the message for each finding."""

    def __init__(self, findings: Iterable[CellFinding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))


@dataclass(slots=True)
class CellReport:
    """Collects findings while sheets are read."""

    findings: list[CellFinding] = field(default_factory=list)

    def error(self, place: str, message: str, mend: str = "") -> None:
        """Adds an error; plain spaces before double punctuation become French ones."""
        self.findings.append(CellFinding(place, Severity.ERROR, typeset(message), typeset(mend)))

    def warn(self, place: str, message: str, mend: str = "") -> None:
        """Adds a warning; plain spaces before double punctuation become French ones."""
        self.findings.append(CellFinding(place, Severity.WARNING, typeset(message), typeset(mend)))

    def has_errors(self) -> bool:
        """Tells whether the sheets must be refused."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def quoted(text: str) -> str:
    """Puts a cell's text between French quotation marks; a long one is cut."""
    flat = " ".join(text.split())
    shown = flat if len(flat) <= SHOWN_LENGTH else flat[: SHOWN_LENGTH - 1] + "…"
    return f"« {shown} »"


def typeset(text: str) -> str:
    """Puts narrow no-break spaces where French puts them: before ; : ! ? and inside « »."""
    return re.sub(r"(?<=«) | (?=[;:!?»](?:\s|$|[.,»)]))| (?=»)", NNBSP, text)


def likely_mend(word: str, options: Collection[str]) -> str:
    """Asks whether a close option was meant; empty if none is close."""
    close = get_close_matches(word, list(options), n=1, cutoff=LIKENESS)
    return f"Vouliez-vous dire {quoted(close[0])} ?" if close else ""
