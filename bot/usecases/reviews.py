"""The monthly review of a territory, or of one interlocutor's own cases; whom it names is noted in the audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.casework.events import Actor, CaseEvent, Kind
from bot.casework.figures import Origin, figures_of
from bot.casework.fold import CaseState, HistoryError, fold
from bot.casework.life import SupportStatus
from bot.casework.review import ADVISED_ALREADY, Reviewed, ReviewSection, build_review
from bot.usecases.cases.counted import places_of
from bot.usecases.figures import moved
from dialogs.world import World
from referral_rules.facts import Facts
from referral_rules.territory import Territory
from storage.case_events import StoredEvent
from storage.facts_json import load_facts
from storage.unit_of_work import UnitOfWork

PARTNERS: Final = "partners"  # the kind of the third agreement: discussion among partners
ACTION: Final = "read_in_review"


@dataclass(frozen=True, slots=True)
class Review:
    """The review of a month as it stands `on` a day."""

    month: date
    on: date
    sections: tuple[ReviewSection, ...]


def review_of(
    uow: UnitOfWork,
    world: World,
    territory: Territory,
    month: date,
    reader: str,
    now: datetime,
    *,
    interlocutor: str | None = None,
) -> Review:
    """The review of a month; each case whose person it names is noted as read.

    Args:
        month: its first day.
        reader: the audit's name for who reads: an account's id, or "operator".
        interlocutor: only the cases that this one has, whose people they know; None for all of the territory.
    """
    places = places_of(world, territory)
    last = moved(month, 1) - timedelta(days=1)
    start, end = (places.calendar.at(day, time.min) for day in (month, moved(month, 1)))
    case_ids = uow.reviews.cases(territory.id, start, end)
    histories = uow.case_events.of_cases(case_ids)
    people = uow.reviews.people(case_ids, PARTNERS)
    reviewed = []
    for case_id in case_ids:
        case = uow.cases.get(case_id)
        state = _state(histories.get(case_id, []))
        if case is None or state is None or (interlocutor is not None and state.current.interlocutor != interlocutor):
            continue
        facts = load_facts(case.facts)
        events = _events(histories[case_id])
        figure, referrals = figures_of(events, Origin(case.created_at, facts, ""), places)
        taken = {each.structure for each in referrals if each.answer == "accepted"}
        supporting = {
            places.structure_of(each.interlocutor)
            for each in state.supports.values()
            if each.status is SupportStatus.ACCEPTED
        }
        known = people.get(case_id)
        may_name = known is not None and (interlocutor is not None or known.agreed == len(known.names))
        reviewed.append(
            Reviewed(
                case_id=case_id,
                number=case.number,
                name=", ".join(filter(None, known.names)) if known is not None and may_name else "",
                epci=figure.epci,
                sectors=figure.sectors,
                stage=figure.stage,
                form=figure.form,
                state=state,
                received_on=places.calendar.today(case.created_at),
                contacted_on=places.calendar.today(state.first_contact_at) if state.first_contact_at else None,
                closed_on=places.calendar.today(state.closed_at) if state.closed_at else None,
                structures=tuple(sorted(taken | supporting)),
                is_advised=_is_advised(facts),
            )
        )
    sections = build_review(reviewed, month, last, places.calendar.today(now))
    for case_id in sorted({line.case_id for section in sections for line in section.lines if line.case_id}):
        uow.audit.note(now, reader, ACTION, case_id, f"{month:%Y-%m}")
    return Review(month, places.calendar.today(now), sections)


def _state(rows: list[StoredEvent]) -> CaseState | None:
    """Where a case stands; None where nothing is left of its history, or it can't be read."""
    try:
        return fold(_events(rows)) if rows else None
    except (HistoryError, ValueError):
        return None


def _events(rows: list[StoredEvent]) -> list[CaseEvent]:
    return [CaseEvent(row.at, Kind(row.kind), Actor.read(row.actor), row.referral_id, row.data) for row in rows]


def _is_advised(facts: Facts) -> bool:
    return facts.get("deja_accompagne") == ADVISED_ALREADY
