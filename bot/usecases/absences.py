"""Use cases on absences: noted, taken back, ended early; and who takes what comes meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from referral_rules.directory import Interlocutor
from referral_rules.territory import Territory
from storage.tables import Absence
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Noted:
    """What an absence brings about.

    Attributes:
        absence: as it is kept.
        substitute: who takes new requests meanwhile; None where the rules' next, or the pivot, does.
    """

    absence: Absence
    substitute: Interlocutor | None


def note_absence(
    uow: UnitOfWork, territory: Territory, interlocutor: str, first: date, last: date, by: str, now: datetime
) -> Noted:
    """Note days away, both included; the same days noted twice are one absence.

    Args:
        by: who enters it, for the audit.

    Raises:
        ValueError: the last day precedes the first.
    """
    same = [
        each
        for each in uow.staff.absences_of(territory.id, interlocutor, first)
        if (each.from_on, each.to_on) == (first, last)
    ]
    absence = same[0] if same else uow.staff.add_absence(territory.id, interlocutor, first, last, now)
    uow.session.flush()
    uow.audit.note(now, by, "note_absence", None, interlocutor)
    return Noted(absence, substitute_for(uow, territory, interlocutor, first))


def cancel_absence(uow: UnitOfWork, absence: Absence, by: str, now: datetime) -> None:
    """Take an absence back."""
    uow.staff.remove_absence(absence.id)
    uow.audit.note(now, by, "cancel_absence", None, absence.interlocutor)


def substitute_for(uow: UnitOfWork, territory: Territory, interlocutor: str, on: date) -> Interlocutor | None:
    """Who takes what is meant for somebody who is away that day; None when nobody free is named to."""
    directory = territory.directory
    if interlocutor not in directory.interlocutors:
        return None
    availability = uow.staff.availability(territory.id, on)
    taker = availability.find_taker(directory, interlocutor)
    return directory.interlocutors[taker] if taker is not None and taker != interlocutor else None
