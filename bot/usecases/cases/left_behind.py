"""What every deed leaves behind: a line of the audit, reminders set anew, cards that say what is so."""

from __future__ import annotations

from datetime import datetime

from bot.casework.events import Actor
from bot.usecases.cases.brief import Brief
from bot.usecases.cases.cards import refresh_cards
from bot.usecases.cases.schedule_of_case import plan_chains
from dialogs.world import World
from storage.unit_of_work import UnitOfWork


def leave_behind(
    uow: UnitOfWork, world: World, brief: Brief, actor: Actor, action: str, now: datetime, detail: str | None = None
) -> None:
    """Do what follows from a deed that was done.

    Args:
        action: the deed as the audit names it; `detail` a code or a day that belongs to it.
    """
    uow.audit.note(now, actor.audited, action, brief.case.id, detail)
    plan_chains(uow, brief, now)
    refresh_cards(uow, world, brief.referral.id, now, spare_account=actor.account)
