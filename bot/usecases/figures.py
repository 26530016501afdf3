"""The figures of some whole months, read from open cases and from what those that are gone have left."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.casework.figures import CaseFigure, ReferralFigure, month_of
from bot.casework.report import Figures, Report, build_report
from bot.usecases.cases.counted import places_of, read_case
from bot.usecases.retention import STOPPED, WHOLE_HOUSE
from dialogs.world import World
from referral_rules.territory import Territory
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
    """What a period left. A history that can't be read is left out."""
    places = places_of(world, territory)
    start, end = (places.calendar.at(day, time.min) for day in (period.first, period.end))
    months = {month_of(moved(period.first, number)) for number in range(period.months)}
    cases = [CaseFigure(**left) for left in uow.past.cases(territory.id, months)]
    referrals = [ReferralFigure(**left) for left in uow.past.referrals(territory.id, months)]
    origins = uow.cases.origins(territory.id, start, end)
    histories = uow.case_events.of_cases([origin.id for origin in origins])
    for origin in origins:
        found = read_case(histories.get(origin.id, ()), origin, places)
        if found is not None:
            cases.append(found[0])
            referrals.extend(found[1])
    stopped = uow.cases.stopped_talks(start, end) + _stopped_before(uow, period)
    return Figures(
        cases=[case for case in cases if case.month in months],
        referrals=[referral for referral in referrals if referral.month in months],
        unfinished=dict(sorted(stopped.items())),
    )


def _stopped_before(uow: UnitOfWork, period: Period) -> Counter[str]:
    """At which question talks of the period had stopped that are gone by now."""
    totals = uow.counts.totals(WHOLE_HOUSE, period.first, moved(period.first, period.months) - timedelta(days=1))
    return Counter({name.removeprefix(STOPPED): count for name, count in totals.items() if name.startswith(STOPPED)})


def _of_structure(figures: Figures, structure: str) -> Figures:
    """The structure's own referrals; whole cases, and talks that led to none, are nobody's own."""
    own = [referral for referral in figures.referrals if referral.structure == structure]
    return replace(figures, cases=(), referrals=own, unfinished=None)
