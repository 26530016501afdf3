"""Explanations: warnings about the rules that a network has read, accepts, and says why.

Rule 1: an explanation hides nothing: what it explains is shown with its reason, and still counts as a warning.
Rule 2: only warnings are explained; what blocks is mended.
Rule 3: an explanation says exactly what it explains, so that anything new stands out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from referral_rules.kinds import Kind
from referral_rules.regions import Region

AREA = "territoire"
CONDITIONS = "si"
RULES = "regles"
FACTS = "faits"
INTERLOCUTORS = "interlocuteurs"

# What may say which observations of a kind are meant. At least one of these keys is needed.
POINTERS: Mapping[Kind, tuple[str, ...]] = {
    Kind.GAP: (CONDITIONS, AREA),
    Kind.SHADOWED: (RULES,),
    Kind.EMPTY: (RULES,),
    Kind.DUPLICATE: (RULES, INTERLOCUTORS, CONDITIONS, AREA),
    Kind.UNREACHED: (INTERLOCUTORS,),
    Kind.UNREAD: (FACTS,),
    Kind.EXPIRY: (RULES,),
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a network leaves some warnings as they are.

    Attributes:
        kind: which kind of observation it explains.
        reason: why, to the animators who come after.
        region: the observation's profiles must lie in it; empty where it says nothing of profiles.
        rules: the observation's rules must be among these; empty where it names none.
        names: the observation's interlocutors or fact must be among these; empty where it names none.
        review_on: the day on which it is to be read again.
        file: where it is written.
        line: where in that file.
    """

    kind: Kind
    reason: str
    region: Region
    rules: frozenset[str]
    names: frozenset[str]
    review_on: date | None
    file: str
    line: int

    def speaks_of(self, kind: Kind, rules: tuple[str, ...], names: tuple[str, ...]) -> bool:
        """Tells whether an observation of this kind, with these rules and names, is meant; profiles aside."""
        return (
            self.kind is kind
            and (not self.rules or self.rules.issuperset(rules))
            and (not self.names or self.names.issuperset(names))
        )

    def is_due(self, on: date) -> bool:
        """Tells whether its day to be read again is past."""
        return self.review_on is not None and self.review_on < on
