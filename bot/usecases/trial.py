"""An animator plays the whole front door on their own phone, in the staff bot, without leaving a case.

A trial is a talk of the channel "trial" whose replies go to the staff channel; it is erased when it ends.
"""

from __future__ import annotations

from datetime import datetime

from bot.machinery.arrival import Arrival
from bot.usecases.conversation import Writing
from dialogs.inputs import Command, EditedText, SharedContact, SharedLocation, Tap, Text, Unsupported, Voice
from dialogs.message import Message
from dialogs.world import World
from storage.talks import Talk
from storage.unit_of_work import UnitOfWork

CHANNEL = "trial"
END_COMMANDS = ("fin", "essai", "end")


def is_in_trial(uow: UnitOfWork, arrival: Arrival) -> bool:
    """Whether this staff chat is trying the front door now."""
    return uow.talks.find(CHANNEL, arrival.chat_id) is not None


def begin_trial(uow: UnitOfWork, world: World, arrival: Arrival, now: datetime, language: str = "fr") -> None:
    """Open the front door in this staff chat."""
    talk = uow.talks.load(CHANNEL, arrival.chat_id, now, language)
    _say(uow, world, arrival, talk.passage.language, "essai-debut", now)
    _writing(uow, world, talk, arrival, now).carry_out(Command("start"))


def receive_trial(uow: UnitOfWork, world: World, arrival: Arrival, now: datetime) -> None:
    """Handle an arrival of a staff chat that is in a trial; /fin ends it and erases it."""
    talk = uow.talks.find(CHANNEL, arrival.chat_id)
    if talk is None:
        return
    given = arrival.what
    if isinstance(given, Command) and given.name in END_COMMANDS:
        end_trial(uow, world, talk, arrival, now)
    elif isinstance(given, Voice):
        _writing(uow, world, talk, arrival, now).carry_out(Voice(None, given.seconds, given.order))
    elif isinstance(given, (Text, Tap, Command, EditedText, SharedContact, SharedLocation, Unsupported)):
        _writing(uow, world, talk, arrival, now).carry_out(given)


def end_trial(uow: UnitOfWork, world: World, talk: Talk, arrival: Arrival, now: datetime) -> None:
    """Forget the trial."""
    uow.people.erase(talk.person_id, now)
    _say(uow, world, arrival, talk.passage.language, "essai-fin", now)


def _writing(uow: UnitOfWork, world: World, talk: Talk, arrival: Arrival, now: datetime) -> Writing:
    return Writing(uow, world, talk, now, reply_channel=arrival.bot, is_trial=True)


def _say(uow: UnitOfWork, world: World, arrival: Arrival, language: str, key: str, now: datetime) -> None:
    message = Message(world.wording.say(language, key))
    uow.outbox.add(channel=arrival.bot, chat_id=arrival.chat_id, message=message, now=now, purpose="trial")
