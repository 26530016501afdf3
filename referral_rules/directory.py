"""The directory: the structures of a territory, the people and desks a rule may propose, the dated cohorts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
    """All of a territory's structures, interlocutors and programmes, by id."""

    structures: Mapping[str, Structure]
    interlocutors: Mapping[str, Interlocutor]
    programmes: Mapping[str, Programme]
    file: str = "annuaire.yaml"
