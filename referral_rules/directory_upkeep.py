"""What in a directory nobody has looked at for a long time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from referral_rules.territory import Territory

VERIFIED_FOR_DAYS = 183  # six months: what was true then may not be now


@dataclass(frozen=True, slots=True)
class UnverifiedEntry:
    """A structure or an interlocutor to be looked at again.

    Attributes:
        id: as rules and the directory name it.
        verified_on: when it was last looked at; None if never.
        line: where it is written.
    """

    id: str
    name: str
    verified_on: date | None
    line: int


def list_unverified(territory: Territory, on: date) -> tuple[UnverifiedEntry, ...]:
    """Lists the entries that nobody has verified for six months, or ever, in their order of writing.

    A structure stands for those of its interlocutors whose day is its own. Interlocutors out of service are left out.
    """
    return tuple(_entries(territory, on - timedelta(days=VERIFIED_FOR_DAYS)))


def is_verification_kept(territory: Territory) -> bool:
    """Tells whether anybody writes the days of verification in this directory."""
    directory = territory.directory
    structures = (structure.verified_on for structure in directory.structures.values())
    desks = (desk.verified_on for desk in directory.interlocutors.values())
    return any(day is not None for day in (*structures, *desks))


def _entries(territory: Territory, since: date) -> Iterator[UnverifiedEntry]:
    directory = territory.directory
    for structure in directory.structures.values():
        is_old = _is_older(structure.verified_on, since)
        if is_old:
            yield UnverifiedEntry(structure.id, structure.name, structure.verified_on, structure.line)
        for desk in (directory.interlocutors[name] for name in structure.interlocutors):
            is_told = is_old and desk.verified_on == structure.verified_on
            if desk.is_active and not is_told and _is_older(desk.verified_on, since):
                yield UnverifiedEntry(desk.id, desk.name, desk.verified_on, desk.line)


def _is_older(day: date | None, since: date) -> bool:
    return day is None or day < since
