"""The figures of some whole months, read from open cases and from what those that are gone have left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.casework.events import Actor, CaseEvent, Kind
from bot.casework.figures import CaseFigure, Origin, Places, ReferralFigure, figures_of, month_of
from bot.casework.fold import HistoryError
from bot.casework.report import Figures, Report, build_report
from bot.usecases.cases.calendars import calendar_of
from dialogs.world import World
from referral_rules.territory import Territory
from storage.case_events import StoredEvent
from storage.case_figures import CaseOrigin
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, both ends included; each is the first day of its month."""

    first: date
    last: date

    @classmethod
    def read(cls, first: str, last: str) -> Period:
        """The period between two months like "2026-01".

        Raises:
            ValueError: one of them is no month, or the second comes before the first.
        """
        period = cls(*(datetime.strptime(month, "%Y-%m").date() for month in (first, last)))  # noqa: DTZ007
        if period.last < period.first:
            raise ValueError(f"{last} comes before {first}")
        return period

    @property
    def months(self) -> int:
        """How many months it has."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def end(self) -> date:
        """The first day after it."""
        return moved(self.last, 1)

    @property
    def before(self) -> Period:
        """As many months, just before."""
        return Period(moved(self.first, -self.months), moved(self.first, -1))

    def __str__(self) -> str:
        """Like "2026-01..2026-03"."""
        return f"{month_of(self.first)}..{month_of(self.last)}"


def moved(month: date, by: int) -> date:
    """The first day of the month that is `by` months away.

    Raises:
        ValueError: beyond the calendar.
    """
    index = month.year * 12 + month.month - 1 + by
    return date(index // 12, index % 12 + 1, 1)


def report_of(
    uow: UnitOfWork, world: World, territory: Territory, period: Period, *, structure: str | None = None
) -> Report:
    """The report on a period beside the one before it.

    Args:
        structure: only this structure's own figures.
    """
    now = read_figures(uow, world, territory, period)
    before = read_figures(uow, world, territory, period.before)
    if structure is not None:
        now, before = (_of_structure(each, structure) for each in (now, before))
    return build_report(now, before, with_structures=territory.shows_structures and structure is None)


def read_figures(uow: UnitOfWork, world: World, territory: Territory, period: Period) -> Figures:
    """What a period left. A history that can't be read is left out: `case` and the log tell of it."""
    places = Places(territory, calendar_of(territory), world.geography)
    start, end = (places.calendar.at(day, time.min) for day in (period.first, period.end))
    origins = uow.cases.origins(territory.id, start, end)
    histories = uow.case_events.of_cases([origin.id for origin in origins])
    cases: list[CaseFigure] = []
    referrals: list[ReferralFigure] = []
    for origin in origins:
        found = read_case(histories.get(origin.id, ()), origin, places)
        if found is not None:
            cases.append(found[0])
            referrals.extend(found[1])
    wanted = {month_of(moved(period.first, number)) for number in range(period.months)}
    return Figures(
        cases=[case for case in cases if case.month in wanted],
        referrals=[referral for referral in referrals if referral.month in wanted],
        unfinished=dict(uow.cases.stopped_talks(start, end)),
    )


def read_case(
    rows: Sequence[StoredEvent], origin: CaseOrigin, places: Places
) -> tuple[CaseFigure, tuple[ReferralFigure, ...]] | None:
    """A case as figures; None when nothing is left of its history, or it can't be read."""
    try:
        events = list(_events(rows))
        return figures_of(events, Origin(origin.created_at, origin.facts, origin.channel), places) if events else None
    except (HistoryError, ValueError):
        return None


def _events(rows: Iterable[StoredEvent]) -> Iterable[CaseEvent]:
    for row in rows:
        yield CaseEvent(row.at, Kind(row.kind), Actor.read(row.actor), row.referral_id, row.data)


def _of_structure(figures: Figures, structure: str) -> Figures:
    """The structure's own referrals; whole cases, and talks that led to none, are nobody's own."""
    own = [referral for referral in figures.referrals if referral.structure == structure]
    return replace(figures, cases=(), referrals=own, unfinished=None)
