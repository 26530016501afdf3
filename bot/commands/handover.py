"""`handover A B`: B goes on with the open cases of A, who leaves; listed first, then asked, and audited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.casework.events import HOUSE
from bot.commands.migrate import open_store
from bot.commands.naming import none_of_that_name
from bot.commands.outcome import CommandError
from bot.commands.printing import print_lines
from bot.rules.definitions import load_world
from bot.rules.worlds import Worlds
from bot.settings import Settings
from bot.usecases.cases.calendars import calendar_of
from bot.usecases.successions import (
    Succession,
    SuccessionRefusedError,
    check_succession,
    foresee,
    hand_over,
    passed_lines,
)
from dialogs.dates import Doubtful, read_period
from dialogs.wording import say_period
from referral_rules.directory import Interlocutor
from referral_rules.territory import Territory
from referral_rules.typography import typeset

REFUSALS = {
    "meme": "Les deux noms sont les mêmes.",
    "inactif": "Qui prend la suite n’est plus en service dans l’annuaire.",
    "sans-compte": "Qui prend la suite n’a pas de compte : lancez d’abord premiere-ecoute invite --interlocutor {to}",
}


def hand_cases_over(
    settings: Settings, territory: str | None, leaving: str, to: str, on: str | None, ask: Callable[[str], bool] | None
) -> int:
    """List what becomes of each open case of `leaving`, ask, and do it; 1 when the answer was no.

    Args:
        on: the day of the departure, as people write days; None: they are gone already.
        ask: asks for a yes; None does it without asking.

    Raises:
        CommandError: somebody isn't in the directory, the successor can't be one, the day is doubtful.
    """
    worlds = Worlds(load_world(settings))
    store = open_store(settings)
    try:
        with store.begin() as work:
            world, now = worlds.in_force(work), datetime.now(UTC)
            if territory is not None and territory not in world.territories:
                raise CommandError(none_of_that_name("--territory : aucun territoire", territory, world.territories))
            where = world.territory(territory)
            plan = _plan(where, leaving, to, on, now)
            try:
                check_succession(work, where, plan)
            except SuccessionRefusedError as refusal:
                raise CommandError(typeset(REFUSALS[refusal.obstacle].format(to=to))) from None
            foreseen = foresee(work, world, where, plan, now)
        head = f"{plan.leaving.name} → {plan.to.name}" + (f", {say_period('fr', plan.on, plan.on)}" if plan.on else "")
        print_lines(map(typeset, [f"{head} :", *passed_lines(world, "fr", foreseen)]))
        if ask is not None and not ask("Confier ces dossiers ?"):
            print_lines([typeset("Rien n’a changé.")])
            return 1
        with store.begin() as work:
            done = hand_over(work, worlds.in_force(work), where, plan, HOUSE, datetime.now(UTC))
    finally:
        store.close()
    moved = sum(each.fate == "passe" for each in done)
    asked = sum(each.fate == "demande" for each in done)
    last = f"Confiés : {moved} ; personnes qui choisissent : {asked}."
    rest = f"{plan.leaving.name} reste proposé tant que l’annuaire le dit : écrivez-y statut: inactif."
    print_lines(map(typeset, [last, rest]))
    return 0


def _plan(territory: Territory, leaving: str, to: str, on: str | None, now: datetime) -> Succession:
    day = None
    if on is not None:
        found = read_period(on, calendar_of(territory).today(now))
        if isinstance(found, Doubtful):
            raise CommandError(
                typeset(f"--on {on} : ce jour ne se lit pas, ou il est passé. Écrivez par exemple 30/11.")
            )
        day = found.first_on
    return Succession(_named(territory, leaving), _named(territory, to), day)


def _named(territory: Territory, interlocutor: str) -> Interlocutor:
    known = territory.directory.interlocutors
    if interlocutor not in known:
        raise CommandError(none_of_that_name("handover : personne ne s’appelle", interlocutor, known))
    return known[interlocutor]
