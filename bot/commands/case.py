"""`case N`: what happened to a case, in sentences, and where it stands.

Every look is audited; nothing personal is shown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.casework.events import CaseEvent
from bot.casework.fold import CaseState, HistoryError, apply
from bot.casework.telling import Told, tell
from bot.commands.case_reading import existing_store
from bot.commands.outcome import FINDINGS, CommandError
from bot.commands.printing import print_lines
from bot.logs import configure_logs
from bot.rules.definitions import load_world
from bot.rules.worlds import Worlds
from bot.settings import Settings
from bot.usecases.cases.history import read_history
from dialogs.wording import say_day, say_time
from dialogs.world import World
from referral_rules.typography import typeset
from storage.tables import Case
from storage.unit_of_work import UnitOfWork

OPERATOR = "operator"  # the audit's name for whoever is at the machine's own keyboard


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with its history, the state after each of its events, and what is due next."""

    case: Case
    events: list[CaseEvent]
    states: list[CaseState]
    due: list[tuple[str, datetime]]


def show_case(settings: Settings, number: int, *, as_json: bool = False) -> None:
    """Print what happened to a case and where it stands.

    Raises:
        CommandError: there is no such case, nothing is left of it, or its history can't be read.
    """
    configure_logs("CRITICAL", settings.log_format)
    worlds = Worlds(load_world(settings))
    with existing_store(settings) as store:
        if store is None:
            raise CommandError(typeset(f"case : il n’y a pas de dossier {number}, la base n’existe pas encore."))
        with store.begin() as work:
            case = work.cases.by_number(number)
            if case is None:
                raise CommandError(typeset(f"case : il n’y a pas de dossier {number}."))
            work.audit.note(datetime.now(UTC), OPERATOR, "show_case", case.id)
            world = worlds.in_force(work)
            opened = _open(work, case)
    if isinstance(opened, str):  # said after the commit: the look is audited whatever is left
        raise CommandError(typeset(opened), FINDINGS)
    if as_json:
        print(json.dumps(_plain(opened), ensure_ascii=False, indent=2))
    else:
        print_lines(map(typeset, _lines(world, opened)))


def _open(work: UnitOfWork, case: Case) -> Opened | str:
    """The case with its history; in words why there is none."""
    try:
        events = read_history(work, case.id)
        states = [CaseState()]
        for event in events:
            states.append(apply(states[-1], event))
    except (HistoryError, ValueError) as error:
        return f"case : l’histoire du dossier {case.number} ne se lit pas ({error})."
    if not events:
        return f"case : du dossier {case.number}, il ne reste rien."
    return Opened(case, events, states, work.reminders.ahead_of_case(case.id))


def _lines(world: World, opened: Opened) -> list[str]:
    territory = world.territories.get(opened.case.territory)
    zone = ZoneInfo(world.timezone)

    def name_of(interlocutor: str) -> str:
        """The name, where the directory still holds it; else the id, since nobody else is meant."""
        known = territory.directory.interlocutors.get(interlocutor) if territory is not None else None
        return known.name if known is not None else interlocutor

    name = territory.name if territory is not None else opened.case.territory
    lines = [world.wording.say("fr", "histoire-titre", number=str(opened.case.number), territory=name)]
    for event, before in zip(opened.events, opened.states, strict=False):
        at = event.at.astimezone(zone)
        sentence = _sentence(world, tell(event, before, name_of), zone)
        lines.append(f"  {say_day('fr', at.date())} {at.year}, {say_time('fr', at)} : {sentence}")
    state = opened.states[-1]
    holder = name_of(state.current.interlocutor)
    pivot = name_of(territory.pivot) if territory is not None else "–"
    key = f"histoire-etat-{state.status.replace('_', '-')}"
    standing = world.wording.say("fr", key, who=holder, pivot=pivot)
    if state.since is not None:
        day = say_day("fr", state.since.astimezone(zone).date())
        standing += " " + world.wording.say("fr", "histoire-depuis", day=day)
    lines.append(standing)
    for kind, due_at in opened.due:
        due = due_at.astimezone(zone)
        what = _known_words(world, f"histoire-echeance-{kind.replace('_', '-')}", kind)
        lines.append(f"  {say_day('fr', due.date())} {due.year}, {say_time('fr', due)} : {what}")
    return lines


def _known_words(world: World, key: str, code: str) -> str:
    """The words of a code; the code itself where it is of another version."""
    return world.wording.say("fr", key) if world.wording.has("fr", key) else code


def _sentence(world: World, told: Told, zone: ZoneInfo) -> str:
    stages = world.vocabulary.get_fact("stade").values
    who = world.wording.say("fr", told.who) if told.who.startswith("histoire-qui-") else told.who
    return world.wording.say(
        "fr",
        told.key,
        who=who,
        to=told.to,
        reason=_known_words(world, f"histoire-motif-{told.reason.replace('_', '-')}", told.reason),
        outcome=_known_words(world, f"issue-{told.outcome.replace('_', '-')}", told.outcome),
        stage=world.vocabulary.label("stade", told.stage, "fr") if told.stage in stages else told.stage,
        day=_day(told, zone),
    )


def _day(told: Told, zone: ZoneInfo) -> str:
    """The day that an event names; of an appointment the hour too, on the territory's clock."""
    if told.at is not None:
        at = told.at.astimezone(zone)
        return f"{say_day('fr', at.date())} à {say_time('fr', at)}"
    return say_day("fr", date.fromisoformat(told.day)) if told.day else ""


def _holder(state: CaseState, event: CaseEvent) -> str | None:
    """Whose referral an event concerns."""
    referral = state.referrals.get(event.referral) if event.referral is not None else None
    return referral.interlocutor if referral is not None else None


def _plain(opened: Opened) -> dict[str, Any]:
    state = opened.states[-1]
    return {
        "case": opened.case.number,
        "territory": opened.case.territory,
        "status": state.status,
        "since": state.since.isoformat() if state.since is not None else None,
        "referent": state.current.interlocutor,
        "promised_on": state.current.promised_on.isoformat(),
        "outcome": state.outcome,
        "due": [{"kind": kind, "at": due_at.isoformat()} for kind, due_at in opened.due],
        "events": [
            {
                "at": event.at.isoformat(),
                "kind": event.kind,
                "role": event.actor.role,
                "referral": event.referral,
                "interlocutor": _holder(state, event),
                "data": dict(event.data),
            }
            for event in opened.events
        ],
    }
