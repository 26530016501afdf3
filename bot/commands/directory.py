"""`directory`: who is where and verified when; and the directory in the national schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.commands.naming import none_of_that_name
from bot.commands.outcome import CommandError
from bot.rules.definitions import load_world
from bot.settings import Settings
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.analysis.speech import typeset
from referral_rules.data_inclusion import export_directory
from referral_rules.directory import Interlocutor, Structure
from referral_rules.promises import say_working_days
from referral_rules.territory import Territory
from referral_rules.upkeep import list_unverified

EXPORTS: Final = {"data-inclusion": export_directory}


def export_territory(settings: Settings, form: str, territory: str | None) -> None:
    """Print a territory's structures and services in a schema of `EXPORTS`, as JSON.

    Raises:
        CommandError: there is no such territory.
    """
    world = load_world(settings)
    records = EXPORTS[form](_territory(world, territory), world.geography, _today(settings))
    print(json.dumps(records, ensure_ascii=False, indent=2))


def list_directory(settings: Settings, territory: str | None, *, as_json: bool) -> None:
    """Print who is where, what they agreed to and when each entry was last verified.

    Raises:
        CommandError: there is no such territory.
    """
    listing = _Listing(_territory(load_world(settings), territory), _today(settings))
    if as_json:
        print(json.dumps(listing.to_dict(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(map(typeset, listing.lines())))


def _territory(world: World, wanted: str | None) -> Territory:
    if wanted is None:
        return world.territory(None)
    if wanted not in world.territories:
        raise CommandError(none_of_that_name("--territory : aucun territoire", wanted, world.territories))
    return world.territories[wanted]


def _today(settings: Settings) -> date:
    return datetime.now(ZoneInfo(settings.timezone)).date()


def _several(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number > 1 else ''}"


class _Listing:
    """One territory's directory on a day."""

    def __init__(self, territory: Territory, on: date) -> None:
        self.territory = territory
        self.on = on
        self.unverified = {entry.id for entry in list_unverified(territory, on)}

    def lines(self) -> Iterator[str]:
        directory = self.territory.directory
        structures, desks = len(directory.structures), len(directory.interlocutors)
        counts = f"{_several(structures, 'structure')}, {_several(desks, 'interlocuteur')}"
        again = f"à relire : {len(self.unverified)}"
        yield f"{self.territory.name}, le {say_day('fr', self.on)} : {counts}, {again}."
        for structure in directory.structures.values():
            yield ""
            place = f", {structure.commune}" if structure.commune else ""
            yield f"{structure.name} ({structure.id}){place}. {self._verified(structure)}"
            yield f"  {self._agreed(structure)}"
            for desk in (directory.interlocutors[name] for name in structure.interlocutors):
                yield f"  {desk.id} : {desk.name}, {desk.presence}, {desk.phone}{self._limits(desk)}"

    def to_dict(self) -> dict[str, object]:
        return {
            "territory": self.territory.id,
            "on": self.on.isoformat(),
            "structures": [self._structure(each) for each in self.territory.directory.structures.values()],
        }

    def _structure(self, structure: Structure) -> dict[str, object]:
        directory = self.territory.directory
        return {
            **self._entry(structure),
            "commune": structure.commune,
            "convention_rows": len(directory.conventions_of(structure.id)),
            "without_convention": structure.without_convention,
            "interlocutors": [
                {**self._entry(desk), "status": desk.status.value, "phone": desk.phone, "capacity": desk.capacity}
                for desk in (directory.interlocutors[name] for name in structure.interlocutors)
            ],
        }

    def _entry(self, entry: Structure | Interlocutor) -> dict[str, object]:
        verified_on = entry.verified_on.isoformat() if entry.verified_on else None
        return {
            "id": entry.id,
            "name": entry.name,
            "verified_on": verified_on,
            "verified_by": entry.verified_by,
            "to_verify": entry.id in self.unverified,
        }

    def _verified(self, entry: Structure | Interlocutor) -> str:
        again = " : à relire" if entry.id in self.unverified else ""
        if entry.verified_on is None:
            return f"Jamais vérifié{again}."
        by = f" par {entry.verified_by}" if entry.verified_by else ""
        return f"Vérifié le {say_day('fr', entry.verified_on, self.on)}{by}{again}."

    def _agreed(self, structure: Structure) -> str:
        rows = self.territory.directory.conventions_of(structure.id)
        if not rows:
            return f"Sans convention : {structure.without_convention or 'rien n’est écrit'}."
        current = [row for row in rows if row.has_begun(self.on) and not row.has_ended(self.on)]
        kinds = ", ".join(dict.fromkeys(row.commitment.value for row in current)) or "aucune en cours"
        delays = [row.answer_days for row in current if row.answer_days is not None]
        promised = f" ; réponse promise sous {say_working_days(min(delays))}" if delays else ""
        return f"Convention : {len(rows)} ligne{'s' if len(rows) > 1 else ''} ({kinds}){promised}."

    def _limits(self, desk: Interlocutor) -> str:
        said = "" if desk.is_active else f", {desk.status.value}"
        if desk.capacity is not None:
            said += f", {_several(desk.capacity, 'dossier')} au plus"
        if desk.verified_on != desk.structure.verified_on or desk.id in self.unverified:
            said += f". {self._verified(desk)}"
        return said
