"""The small territory with conventions in its directory, and what the check says of them."""

from __future__ import annotations

from datetime import date

from small_territory import DIRECTORY, RULES, small_territory

from referral_rules.check import check_territory
from referral_rules.errors import Finding, Severity
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

ON = date(2026, 11, 22)
NARROW = "\u202f"
CCI = "  - structure: cci\n"
WITHOUT = "    sans_convention: vrai\n    motif_sans_convention: en cours\n"
COUNTER = """\
    convention:
      - {secteurs: [commerce, restauration], engagement: mandat}
"""


def directory(cci: str = "", cc: str = WITHOUT, thiers: str = "") -> str:
    """The small directory with more lines for the chamber, the council, the chamber's adviser in Thiers."""
    text = DIRECTORY.replace(CCI, CCI + cci).replace("  - structure: cc\n", "  - structure: cc\n" + cc)
    return text.replace('presence: "à la CCI, à Thiers"}', 'presence: "à la CCI, à Thiers"' + thiers + "}")


def loaded(vocabulary: Vocabulary, rules: str = RULES, **more: str) -> Territory:
    return small_territory(vocabulary, annuaire=directory(**more), regles=rules)


def found(territory: Territory, on: date = ON) -> list[Finding]:
    """The findings about conventions and verification: other warnings are the small territory's own."""
    return [
        finding
        for finding in check_territory(territory, on)
        if any(word in str(finding.message) for word in ("convention", "agreed", "verified"))
    ]


def plain(text: object) -> str:
    """The text with ordinary spaces."""
    return str(text).replace(NARROW, " ")


def said(territory: Territory, on: date = ON) -> list[tuple[Severity, str]]:
    return [(finding.severity, plain(finding.message)) for finding in found(territory, on)]
