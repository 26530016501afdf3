"""What a case leaves for figures, kept before its facts or its history go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

from bot.casework.events import Actor, CaseEvent, Kind
from bot.casework.figures import OPEN, WITHDRAWN, CaseFigure, Origin, Places, ReferralFigure, figures_of
from bot.casework.fold import HistoryError
from bot.usecases.cases.calendars import calendar_of
from dialogs.world import World
from referral_rules.territory import Territory
from storage.case_events import StoredEvent
from storage.case_figures import CaseOrigin
from storage.unit_of_work import UnitOfWork


def count_case(uow: UnitOfWork, world: World, case_id: int) -> None:
    """Keep what a case leaves, once; an open one is about to be erased, and counts as withdrawn.

    A case of a territory that is served no more, or whose history can't be read, leaves nothing.
    """
    case = uow.cases.get(case_id)
    if case is None or case.is_counted:
        return
    territory = world.territories.get(case.territory)
    if territory is not None:
        origin = uow.cases.origin(case)
        found = read_case(uow.case_events.list_of(case_id), origin, places_of(world, territory))
        if found is not None:
            figure, referrals = found
            figure = replace(figure, outcome=WITHDRAWN) if figure.outcome == OPEN else figure
            ended = [replace(each, answer="unanswered") if each.answer == "waiting" else each for each in referrals]
            uow.past.keep(territory.id, asdict(figure), [asdict(referral) for referral in ended])
    case.is_counted = True


def places_of(world: World, territory: Territory) -> Places:
    """Where a territory's figures are counted."""
    return Places(territory, calendar_of(territory), world.geography)


def read_case(
    rows: Sequence[StoredEvent], origin: CaseOrigin, places: Places
) -> tuple[CaseFigure, tuple[ReferralFigure, ...]] | None:
    """A case as figures; None when nothing is left of its history, or it can't be read."""
    try:
        events = [CaseEvent(row.at, Kind(row.kind), Actor.read(row.actor), row.referral_id, row.data) for row in rows]
        return figures_of(events, Origin(origin.created_at, origin.facts, origin.channel), places) if events else None
    except (HistoryError, ValueError):
        return None
