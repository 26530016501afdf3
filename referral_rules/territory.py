"""A territory: a set of communes with its rules, its directory and its follow-up policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from referral_rules.directory import Directory
from referral_rules.errors import DefinitionErrors, Finding
from referral_rules.explanations import Explanation
from referral_rules.regions import Region
from referral_rules.rule import Wording
from referral_rules.ruleset import RuleSet

__all__ = ["DefinitionErrors", "FilRouge", "Finding", "OutsideContact", "Territory"]

FilRouge = Literal["mission", "par_regle"]


@dataclass(frozen=True, slots=True)
class OutsideContact:
    """Whom to call for a project outside the territory.

    Attributes:
        departement: the code it answers for; None for everywhere else.
    """

    departement: str | None
    name: str
    phone: str
    email: str
    note: str
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Territory:
    """One territory, loaded and checked against the vocabulary and the table of communes.

    Attributes:
        name_of: the name after « l’accueil », in French: « du Livradois-Forez ».
        name_within: the name as a place, in French: « en Livradois-Forez ».
        names: other names people type for it.
        epcis: codes of its EPCIs.
        communes: codes of all its communes.
        zones: its named sets of communes.
        pivot: id of the interlocutor who gets what no rule decides.
        pivot_reason: why the pivot, to the newcomer.
        fil_rouge: who stays with the person: the mission, or the referent that the rules name.
        follow_up_source: suivi.yaml as nested mappings, lists and strings.
        outside: contacts for the rest of the world, in order.
        retention_months: closed cases are anonymised after this.
        shows_structures: whether the charter lets the committee see the figures of each structure.
        content_hash: sixteen hexadecimal digits of the SHA-256 of its sources; names the revision.
        impossible: regions of profiles that exist nowhere in this territory; the analysis leaves them out.
        explanations: why the network leaves some warnings about its rules as they are.
    """

    id: str
    name: str
    names: tuple[str, ...]
    epcis: tuple[str, ...]
    communes: frozenset[str]
    zones: Mapping[str, frozenset[str]]
    pivot: str
    pivot_reason: Wording
    fil_rouge: FilRouge
    rules: RuleSet
    directory: Directory
    follow_up_source: Mapping[str, object]
    outside: tuple[OutsideContact, ...]
    retention_months: int
    content_hash: str
    impossible: tuple[Region, ...] = ()
    name_of: str = ""
    name_within: str = ""
    explanations: tuple[Explanation, ...] = ()
    shows_structures: bool = False

    def find_outside_contact(self, departement: str) -> OutsideContact | None:
        """Finds whom to call for a project in that département, else the contact for everywhere."""
        for wanted in (departement, None):
            for contact in self.outside:
                if contact.departement == wanted:
                    return contact
        return None
