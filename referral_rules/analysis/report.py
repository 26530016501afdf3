"""What the analysis found, as data."""

from __future__ import annotations

from dataclasses import dataclass, field

from referral_rules.analysis.counting import Share
from referral_rules.analysis.intervals import Interval
from referral_rules.errors import RulesError, Severity
from referral_rules.explanations import Explanation
from referral_rules.kinds import Kind
from referral_rules.regions import Profile, Region

__all__ = ["AnalysisMismatchError", "Interval", "Kind", "Observation", "Report", "Severity", "Share"]

MOST_OF_A_KIND = 12  # observations of one kind; nobody mends more in one sitting, and the share says what is left


class AnalysisMismatchError(RulesError):
    """A witness doesn't behave under evaluation as the analysis says: one of the two has a bug."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing found.

    Attributes:
        kind: what it is.
        severity: an error blocks the activation of the rules, a warning doesn't.
        file: where to mend it.
        line: where in that file.
        rules: ids of the rules concerned; of a shadowed one, itself.
        by: of a shadowed rule, those that together take all of its profiles.
        names: the referents in conflict, the two structures' interlocutors, the interlocutor or the fact.
        witness: one concrete profile.
        region: the witness, widened: every possible profile in it is alike.
        share: the region's part of the possible profiles.
        interval: the days it is true for.
        explanation: why the network leaves it so, if it has said; of an idle one, or one to be read again, itself.
    """

    kind: Kind
    severity: Severity
    file: str
    line: int
    rules: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    witness: Profile | None = None
    region: Region | None = None
    share: Share | None = None
    interval: Interval | None = None
    explanation: Explanation | None = None

    @property
    def is_explained(self) -> bool:
        """The network has read it and says why it stays."""
        return self.explanation is not None and self.explanation.kind is self.kind


@dataclass(frozen=True, slots=True)
class Report:
    """All observations: the blocking ones first, then what is not explained, then the rest.

    Attributes:
        uncovered: the part of the possible profiles that only the pivot takes, on the day of the analysis.
        shortened: kinds of which there are more than are listed.
    """

    observations: tuple[Observation, ...]
    uncovered: Share
    shortened: frozenset[Kind] = field(default_factory=frozenset)

    @property
    def is_blocking(self) -> bool:
        """Something forbids the activation of these rules."""
        return any(found.severity is Severity.ERROR for found in self.observations)

    def of_kind(self, kind: Kind) -> tuple[Observation, ...]:
        """Lists the observations of one kind."""
        return tuple(found for found in self.observations if found.kind is kind)
