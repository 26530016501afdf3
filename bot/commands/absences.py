"""`absence`: who is away and who stands in; noted for somebody, ended early. Audited as the operator's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.casework.events import HOUSE
from bot.commands.migrate import open_store
from bot.commands.naming import none_of_that_name
from bot.commands.outcome import CommandError
from bot.commands.printing import print_lines
from bot.rules.definitions import load_world
from bot.rules.worlds import Worlds
from bot.settings import Settings
from bot.usecases.absences import (
    cancel_absence,
    end_absence,
    moved_lines,
    note_absence,
    substitute_for,
    tell_the_one_away,
    tell_what_was_noted,
)
from bot.usecases.cases.calendars import calendar_of
from dialogs.dates import Doubt, Doubtful, Period, read_period
from dialogs.message import Message
from dialogs.wording import say_period
from dialogs.world import World
from referral_rules.territory import Territory
from referral_rules.typography import typeset
from storage.tables import StaffAccount
from storage.unit_of_work import UnitOfWork

DOUBTS = {
    Doubt.UNREADABLE: "Ces jours ne se lisent pas",
    Doubt.IMPOSSIBLE: "Ce jour n’existe dans aucun calendrier",
    Doubt.SWAPPED: "Le dernier jour vient avant le premier",
    Doubt.PAST: "Ces jours sont passés",
    Doubt.LONG: "C’est plus d’un an",
    Doubt.FAR: "C’est dans plus d’un an",
    Doubt.AMBIGUOUS: "Ces jours peuvent se comprendre autrement",
    Doubt.ENDLESS: "Il manque le dernier jour",
}


@dataclass(frozen=True, slots=True)
class _Opened:
    """A writing transaction, the world in force, one of its territories, the instant."""

    work: UnitOfWork
    world: World
    territory: Territory
    now: datetime

    @property
    def today(self) -> date:
        return calendar_of(self.territory).today(self.now)

    def name(self, interlocutor: str) -> str:
        known = self.territory.directory.interlocutors.get(interlocutor)
        return known.name if known is not None else interlocutor


def list_absences(settings: Settings, territory: str | None, *, as_json: bool) -> None:
    """Print the absences in course and to come.

    Raises:
        CommandError: there is no such territory.
    """
    with _opened(settings, territory) as opened:
        rows = []
        for absence in opened.work.staff.absences_from(opened.territory.id, opened.today):
            first = max(absence.from_on, opened.today)
            instead = substitute_for(opened.work, opened.territory, absence.interlocutor, first)
            rows.append((absence, instead))
        if as_json:
            told = [
                {
                    "interlocutor": absence.interlocutor,
                    "from": absence.from_on.isoformat(),
                    "to": absence.to_on.isoformat(),
                    "substitute": instead.id if instead is not None else None,
                }
                for absence, instead in rows
            ]
            print(json.dumps(told, ensure_ascii=False, indent=2))
            return
        lines = []
        for absence, instead in rows:
            line = f"{opened.name(absence.interlocutor)} ({absence.interlocutor}), "
            line += say_period("fr", absence.from_on, absence.to_on)
            line += f" ; remplacé par {instead.name}." if instead is not None else " ; sans remplaçant."
            lines.append(line)
        print_lines(map(typeset, lines or ["Aucune absence en cours ni à venir."]))


def add_absence(settings: Settings, territory: str | None, interlocutor: str, days: str) -> None:
    """Note somebody's absence, tell them, and print what became of what was due in it.

    Raises:
        CommandError: nobody has that id, or the days are doubtful: nothing is noted, and what may be meant is said.
    """
    with _opened(settings, territory) as opened:
        who = _interlocutor(opened, interlocutor)
        found = read_period(days, opened.today)
        if isinstance(found, Doubtful):
            raise CommandError(typeset(_doubt(found, interlocutor)))
        noted = note_absence(opened.work, opened.world, opened.territory, who, found, HOUSE, opened.now)
        told = tell_what_was_noted(opened.work, opened.world, opened.territory, noted, HOUSE, opened.now)
        lines = [f"Noté : absence de {noted.who.name}, {say_period('fr', found.first_on, found.last_on)}."]
        if noted.substitute is not None:
            lines.append(f"Pendant ce temps, ses nouvelles demandes vont à {noted.substitute.name}.")
        else:
            lines.append("Sans remplaçant : ses nouvelles demandes vont à qui les règles proposent ensuite.")
        lines.append("Cette personne est prévenue." if told else "Cette personne n’a pas de compte : prévenez-la.")
        lines += moved_lines(opened.world, "fr", opened.territory, noted.moved, opened.now)
    print_lines(map(typeset, lines))


def end_absences(settings: Settings, territory: str | None, interlocutor: str, *, everything: bool) -> None:
    """End what is in course; cancel what is to come where asked; tell the one it is of.

    Raises:
        CommandError: nobody has that id, or there is no such absence.
    """
    with _opened(settings, territory) as opened:
        who = _interlocutor(opened, interlocutor)
        known = opened.work.staff.absences_of(opened.territory.id, who, opened.today)
        chosen = [absence for absence in known if everything or absence.from_on <= opened.today]
        if not chosen:
            mend = "avec --all, celles à venir sont annulées." if known else "rien n’est noté à venir non plus."
            raise CommandError(typeset(f"{opened.name(who)} : aucune absence en cours ; {mend}"))
        lines = []
        for absence in chosen:
            period = Period(absence.from_on, absence.to_on)
            if absence.from_on <= opened.today:
                end_absence(opened.work, absence, HOUSE, opened.today, opened.now)
                _tell(opened, who, "absence-retour-par")
                lines.append(f"{opened.name(who)} est de retour : ses nouvelles demandes lui reviennent.")
            else:
                cancel_absence(opened.work, absence, HOUSE, opened.now)
                _tell(opened, who, "absence-annulee-par", period)
                lines.append(f"Absence annulée : {opened.name(who)}, {say_period('fr', *_days(period))}.")
    print_lines(map(typeset, lines))


def _days(period: Period) -> tuple[date, date]:
    return period.first_on, period.last_on


def _tell(opened: _Opened, who: str, key: str, period: Period | None = None) -> None:
    def render(account: StaffAccount) -> Message:
        words = {"period": say_period(account.language, *_days(period))} if period is not None else {}
        return Message(opened.world.wording.say(account.language, key, **words))

    tell_the_one_away(opened.work, opened.territory, who, render, HOUSE, opened.now)


@contextmanager
def _opened(settings: Settings, territory: str | None) -> Iterator[_Opened]:
    worlds = Worlds(load_world(settings))
    store = open_store(settings)
    try:
        with store.begin() as work:
            world = worlds.in_force(work)
            if territory is not None and territory not in world.territories:
                raise CommandError(none_of_that_name("--territory : aucun territoire", territory, world.territories))
            yield _Opened(work, world, world.territory(territory), datetime.now(UTC))
    finally:
        store.close()


def _interlocutor(opened: _Opened, interlocutor: str) -> str:
    known = opened.territory.directory.interlocutors
    if interlocutor not in known:
        raise CommandError(none_of_that_name("absence : personne ne s’appelle", interlocutor, known))
    return interlocutor


def _doubt(found: Doubtful, interlocutor: str) -> str:
    """What is doubtful, and how to write what may be meant."""
    told = f"{DOUBTS[found.doubt]} : rien n’est noté."
    if not found.guesses:
        return f"{told} Écrivez par exemple : absence add {interlocutor} du 24 décembre au 2 janvier."
    meant = []
    for guess in found.guesses:
        written = f"absence add {interlocutor} {guess.first_on:%d/%m/%Y} {guess.last_on:%d/%m/%Y}"
        meant.append(f"{say_period('fr', *_days(guess))} : {written}")
    return "\n  ".join([f"{told} Pour noter", *meant])
