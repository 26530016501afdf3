"""What is wrong in a definition: where, what, and the likely mend.

Rule 1: a loader reports everything it finds at once; it stops at the end, not at the first mistake.
Rule 2: a finding names a file and a line that a person can open.
Rule 3: a finding is a saying, not a text: `str` gives developers the English, `referral_rules.french` tells animators.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from referral_rules.saying import Saying, say

_UNSEEN = re.compile(r"^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$")  # no-break spaces, and those of no width
LIKENESS = 0.6  # ratio of difflib above which a word is offered as the likely mend


class Severity(StrEnum):
    """How grave a finding is: an error refuses the definition, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class FindingKind(StrEnum):
    """What some findings are about: those that somebody has to recognise."""

    ABSENT = "absent_de_l_annuaire"  # somebody or something is named that the directory doesn't hold
    EXPIRY = "expiration"
    REVIEW = "explication_a_revoir"
    TIE = "conflit"
    UNREACHED = "jamais_propose"
    UPKEEP = "a_relire"  # what time has overtaken: a convention, a programme, an entry of the directory


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in a definition.

    Attributes:
        file: name of the source, as given to the loader.
        line: 1-based line in that source.
        severity: `error` or `warning`.
        message: the fact.
        mend: the likely mend; None when there is none to offer.
        kind: what it is about, where somebody has to know.
    """

    file: str
    line: int
    severity: Severity
    message: Saying
    mend: Saying | None = None
    kind: FindingKind | None = None

    def __str__(self) -> str:
        tail = f"; {self.mend}" if self.mend else ""
        return f"{self.file}:{self.line}: {self.message}{tail}"


class RulesError(Exception):
    """Base of this package's errors."""


class DefinitionErrors(RulesError):  # noqa: N818 (it carries several)
    """A definition was refused; `findings` holds everything found, warnings included."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class UnknownFactError(RulesError, LookupError):
    """A fact or value was asked for that the vocabulary doesn't hold."""


@dataclass(slots=True)
class Report:
    """Collects findings while a definition is read.

    Attributes:
        findings: so far.
        limit: how many end the reading: nobody mends a thousand lines at once, and each takes its time.
        ignored: errors of this kind are passed over.
    """

    findings: list[Finding] = field(default_factory=list)
    limit: int | None = None
    ignored: FindingKind | None = None

    def error(
        self, file: str, line: int, message: Saying, mend: Saying | None = None, kind: FindingKind | None = None
    ) -> None:
        """Adds an error.

        Raises:
            DefinitionErrors: with it, there are as many findings as may be.
        """
        if kind is not None and kind is self.ignored:
            return
        self.findings.append(Finding(file, line, Severity.ERROR, message, mend, kind))
        if self.limit is not None and len(self.findings) >= self.limit:
            self.raise_errors()

    def warn(
        self, file: str, line: int, message: Saying, mend: Saying | None = None, kind: FindingKind | None = None
    ) -> None:
        """Adds a warning."""
        self.findings.append(Finding(file, line, Severity.WARNING, message, mend, kind))

    def has_errors(self) -> bool:
        """Tells whether the definition must be refused."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def raise_errors(self) -> None:
        """Raises everything found, in order of file and line, if there is an error.

        Raises:
            DefinitionErrors: at least one finding is an error.
        """
        if self.has_errors():
            raise DefinitionErrors(sorted(self.findings, key=lambda found: (found.file, found.line)))


def closest(word: str, options: Iterable[str]) -> str | None:
    """Gives the option that was probably meant, if need be whatever the case and the accents; None if none is close.

    Args:
        word: what was written.
        options: what could have been written.
    """
    known = list(options)
    bare = _UNSEEN.sub("", word)
    if bare in known or (alike := spelt_alike(bare, known)):
        return bare if bare in known else alike
    folded = {_fold(option): option for option in reversed(known)}
    close = get_close_matches(bare, known, n=1, cutoff=LIKENESS)
    close = close or [folded[one] for one in get_close_matches(_fold(bare), folded, n=1, cutoff=LIKENESS)]
    return close[0] if close else None


def spelt_alike(word: str, options: Iterable[str]) -> str | None:
    """Gives the first option that is the word but for capitals and accents; None if there is none."""
    return next((option for option in options if _fold(option) == _fold(word)), None)


def likely(word: str, options: Iterable[str]) -> Saying | None:
    """Says which of the options was probably meant: "did you mean 'x'?"; None if nothing is close.

    Args:
        word: what was written.
        options: what could have been written.
    """
    option = closest(word, options)
    if option is not None and option == _UNSEEN.sub("", word):
        return say("write {option!r} with no space beside it", option=option)  # they look the same
    return say("did you mean {option!r}?", option=option) if option else None


def _fold(word: str) -> str:
    return unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()
