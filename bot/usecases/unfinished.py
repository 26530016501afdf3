"""The reminder of a talk left unfinished: one row a talk, moved on as long as the person is talking."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.usecases.cases.calendars import calendar_of, policy_of
from dialogs.world import World
from storage.talks import Talk
from storage.unit_of_work import UnitOfWork


def set_resume_reminder(uow: UnitOfWork, world: World, talk: Talk, now: datetime, step: int = 1) -> None:
    """Have the gentle word number `step` said when the talk is still unfinished then, at a waking hour.

    Nothing is set beyond the last step of the territory's policy: then silence.
    """
    territory = world.territory(None)
    days = policy_of(territory).unfinished_calendar_days
    if step > len(days):
        return
    due_at = calendar_of(territory).next_waking_hour(now + timedelta(days=days[step - 1]))
    uow.reminders.set("resume_talk", due_at, now, step=step, passage_id=talk.passage_id, passage_turn=talk.passage.turn)
