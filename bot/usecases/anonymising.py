"""Cases that ended long enough ago go: figures keep a coarse row, nothing else stays, what staff has becomes a stub."""

from __future__ import annotations

import calendar
from datetime import datetime
from typing import Final

from bot.machinery.stint import Stint
from bot.usecases.cases.counted import count_case
from bot.usecases.cases.leaving import stub_over
from bot.usecases.cases.routes import STAFF_CHANNELS
from dialogs.world import World
from referral_rules.loader import RETENTION_MONTHS
from storage.unit_of_work import UnitOfWork

CASES_A_BATCH: Final = 5  # read at a time; a stint ends between two cases


def anonymise_ended(uow: UnitOfWork, world: World, now: datetime, stint: Stint | None = None) -> bool:
    """Anonymise what is past its territory's term, until the stint is over; whether there is more to do at once.

    A case of a territory that is served no more goes after the usual term.
    """
    stint = stint or Stint()
    spans: list[tuple[str | None, int]] = [(each.id, each.retention_months) for each in world.territories.values()]
    for within, months in [*spans, (None, RETENTION_MONTHS)]:
        but = () if within is not None else tuple(world.territories)
        before = months_before(now, months)
        while ended := uow.past.ended(before, CASES_A_BATCH, within=within, but=but):
            for case_id in ended:
                anonymise(uow, world, case_id, now)
                if stint.is_over():
                    return True
    return False


def anonymise(uow: UnitOfWork, world: World, case_id: int, now: datetime) -> None:
    """Take one case out; who stands in it can't be told any more, by anybody."""
    count_case(uow, world, case_id)
    for sent in uow.past.take_out(case_id, list(STAFF_CHANNELS.values()), now):
        stub_over(uow, world, sent.channel, sent.chat_id, sent.message_id, now)
    uow.audit.note(now, "house", "anonymise")


def months_before(at: datetime, months: int) -> datetime:
    """The same day and hour, that many months before; the month's last day where it is shorter."""
    index = at.year * 12 + at.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return at.replace(year=year, month=month, day=min(at.day, calendar.monthrange(year, month)[1]))
