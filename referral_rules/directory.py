"""The directory: the structures of a territory, the people and desks a rule may propose, the dated cohorts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from referral_rules.conventions import ConventionRow

WORKING_WEEK = frozenset(range(5))  # Monday to Friday; Monday is 0, as in `date.weekday`


class Family(StrEnum):
    """The three families of actors that a front door links (Cap Rural's missions d'accueil)."""

    NEEDS_AND_OPPORTUNITIES = "besoins_opportunites"
    EMPLOYMENT_AND_TRAINING = "emploi_formation"
    EXPERTISE = "expertise"


class Pronoun(StrEnum):
    """How an interlocutor is spoken of."""

    ELLE = "elle"
    IL = "il"
    EQUIPE = "equipe"


class Status(StrEnum):
    """Whether an interlocutor may be proposed at all."""

    ACTIF = "actif"
    INACTIF = "inactif"
    SUSPENDU = "suspendu"


@dataclass(frozen=True, slots=True)
class Structure:
    """An organisation.

    Attributes:
        id: its short name in rules.
        interlocutors: ids of its interlocutors, in their order of writing.
        hours: opening hours, as people read them.
        code_insee: its commune's code, where the name alone doesn't tell.
        networks: codes of the national networks it belongs to, as data·inclusion v1 names them.
        updated_on: when what is written of it last changed.
        verified_on: when somebody last made sure that it is true.
        verified_by: who did.
        without_convention: why it proposes itself without a convention; empty where nothing was said.
        line: where it is written.
    """

    id: str
    name: str
    family: Family
    commune: str
    phone: str
    email: str
    website: str
    hours: str
    interlocutors: tuple[str, ...]
    name_en: str = ""
    hours_en: str = ""
    code_insee: str = ""
    networks: tuple[str, ...] = ()
    updated_on: date | None = None
    verified_on: date | None = None
    verified_by: str = ""
    without_convention: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Interlocutor:
    """A person or a desk that a rule may propose.

    Attributes:
        id: "structure.desk", as rules name it.
        presence: how they are introduced: "à l’accueil de la communauté de communes, à Ambert".
        present_days: weekdays of presence, 0 = Monday.
        languages: codes of the languages spoken.
        substitute: id of who takes over while they are unavailable.
        relay: id of the named colleague who may see the case with the newcomer's agreement.
        capacity: open cases at most; None where nothing was agreed.
        verified_on: when somebody last made sure that it is true; the structure's day where it has none of its own.
        verified_by: who did.
    """

    id: str
    structure: Structure
    name: str
    role: str
    pronoun: Pronoun
    presence: str
    phone: str
    email: str
    present_days: frozenset[int]
    languages: tuple[str, ...]
    substitute: str | None
    status: Status
    relay: str | None
    line: int
    role_en: str = ""
    presence_en: str = ""
    capacity: int | None = None
    verified_on: date | None = None
    verified_by: str = ""

    @property
    def is_active(self) -> bool:
        """Tells whether they may be proposed at all."""
        return self.status is Status.ACTIF


@dataclass(frozen=True, slots=True)
class Programme:
    """A dated cohort; proposed until its last day.

    Attributes:
        structure: the structure that runs it.
        starts_on: first day; None if it has no date yet.
        ends_on: last day, inclusive; None if open.
    """

    id: str
    name: str
    structure: Structure
    starts_on: date | None
    ends_on: date | None
    phone: str
    email: str
    description: str
    line: int
    name_en: str = ""
    description_en: str = ""

    def is_over(self, on: date) -> bool:
        """Tells whether the cohort has ended before that day."""
        return self.ends_on is not None and self.ends_on < on


@dataclass(frozen=True, slots=True)
class Directory:
    """All of a territory's structures, interlocutors and programmes, by id.

    Attributes:
        conventions: the rows of all conventions, in their order of writing.
    """

    structures: Mapping[str, Structure]
    interlocutors: Mapping[str, Interlocutor]
    programmes: Mapping[str, Programme]
    file: str = "annuaire.yaml"
    conventions: tuple[ConventionRow, ...] = ()

    def with_everyone_present(self) -> Directory:
        """Gives the directory as it is when nobody is suspended; who left for good stays away."""
        present = {
            name: replace(one, status=Status.ACTIF) if one.status is Status.SUSPENDU else one
            for name, one in self.interlocutors.items()
        }
        return replace(self, interlocutors=present)

    def conventions_of(self, structure: str) -> tuple[ConventionRow, ...]:
        """Lists a structure's rows, those of its interlocutors included."""
        return tuple(row for row in self.conventions if row.structure == structure)

    def mandates_of(self, interlocutor: str) -> tuple[ConventionRow, ...]:
        """Lists the rows an interlocutor answers for: their own, else those of the whole structure."""
        rows = self.conventions_of(self.interlocutors[interlocutor].structure.id)
        own = tuple(row for row in rows if row.interlocutor == interlocutor)
        return own or tuple(row for row in rows if row.interlocutor is None)
