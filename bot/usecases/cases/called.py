"""« Avez-vous été appelé ? »: the question to the person, and its two taps."""

from __future__ import annotations

from datetime import datetime

from bot.casework.life import Status
from bot.usecases.cases.brief import Brief
from bot.usecases.cases.routes import say_to, tell_newcomer
from bot.usecases.cases.sentences import Says
from bot.usecases.cases.tokens import NewcomerVerb, newcomer_token
from dialogs.message import Button
from dialogs.wording import say_day
from dialogs.world import World
from storage.unit_of_work import UnitOfWork


def called_buttons(says: Says, referral_id: int) -> tuple[Button, ...]:
    """Yes and no under "were you called?"."""
    keys = (("geste-appele-oui", "y"), ("geste-appele-non", "n"))
    return tuple(
        Button(says.text(key), newcomer_token(NewcomerVerb.REPORT_CALLED, referral_id, answer)) for key, answer in keys
    )


def ask_called(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    """Ask the person whether they were called, in two taps."""
    says = Says(world, brief.language, {})
    key = "suivi-appele-vous" if brief.referral.newcomer_calls else "suivi-appele"
    if brief.state.status is Status.NEWCOMER_CALLS:
        key = "suivi-appele-vous"
    words = {
        "name": brief.interlocutor.name,
        "day": say_day(brief.language, brief.referral.promised_on, brief.today(now)),
    }
    message = say_to(world, brief.talk, key, called_buttons(says, brief.referral.id), **words)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id, purpose="called")
