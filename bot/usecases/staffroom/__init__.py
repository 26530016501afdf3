"""The staff bot's side: what interlocutors and animators say and tap, in the house's own neutral inputs.

Rule 1: the account is read for every arrival by who acted; a token, a forwarded keyboard or a revoked account gives no
right. Rule 2: private chats only. Rule 3: whatever is sent gets an answer that helps.
"""

from __future__ import annotations

from datetime import datetime

from bot.machinery.arrival import Arrival, ChatBlocked, ChatUnblocked, GroupMigrated, GroupTalk, SentDocument
from bot.usecases import trial
from bot.usecases.cases.leaving import person_reachable, person_unreachable
from bot.usecases.set_aside import tell_unhandled
from bot.usecases.staffroom import binding
from bot.usecases.staffroom.absence import absence_command
from bot.usecases.staffroom.binding import new_invitation
from bot.usecases.staffroom.case_list import show_cases
from bot.usecases.staffroom.explaining import tell_why
from bot.usecases.staffroom.lists import show_rules, show_territory
from bot.usecases.staffroom.notes import take_free_words
from bot.usecases.staffroom.replies import handle_text
from bot.usecases.staffroom.reviewing import show_review
from bot.usecases.staffroom.room import Room
from bot.usecases.staffroom.rules_files import receive_document
from bot.usecases.staffroom.shutting_out import shut_out_command
from bot.usecases.staffroom.succession import succession_command
from bot.usecases.staffroom.taps import handle_tap
from bot.usecases.staffroom.workbook import send_workbook
from dialogs.inputs import Command, EditedText, Tap, Text, Unsupported, Voice
from dialogs.message import Message
from dialogs.world import World
from storage.unit_of_work import UnitOfWork

__all__ = ["apologise", "new_invitation", "receive"]

SEEN_OR_HEARD = ("photo", "album", "video", "video_note", "audio")
OF_ANIMATORS = frozenset({"territoire", "regles", "expliquer", "retirer", "classeur", "passation"})
STAFF_COMMANDS = frozenset({"dossiers", "absence", "revue"}) | OF_ANIMATORS


def receive(uow: UnitOfWork, world: World, arrival: Arrival, now: datetime) -> None:
    """Handle one arrival of the staff bot within the open transaction."""
    what = arrival.what
    if isinstance(what, ChatBlocked):
        person_unreachable(uow, world, arrival.bot, arrival.chat_id, now)
    elif isinstance(what, ChatUnblocked):
        person_reachable(uow, arrival.bot, arrival.chat_id)
    elif isinstance(what, GroupTalk) or arrival.chat_id != arrival.sender_id:
        _say(uow, world, arrival, "salle-groupe", now)
    elif isinstance(what, GroupMigrated):
        uow.outbox.migrate_chat(arrival.bot, arrival.chat_id, what.new_chat_id)
    else:
        _receive_private(uow, world, arrival, now)


def apologise(uow: UnitOfWork, world: World, arrival: Arrival, now: datetime) -> None:
    """Say that the arrival could not be handled; those who watch over the territory hear of it too."""
    _say(uow, world, arrival, "salle-panne", now)
    account = uow.staff.find_account(arrival.bot, arrival.sender_id)
    if account is not None:
        tell_unhandled(uow, world, account.territory, now)


def _receive_private(uow: UnitOfWork, world: World, arrival: Arrival, now: datetime) -> None:
    account = uow.staff.find_account(arrival.bot, arrival.sender_id)
    what = arrival.what
    if isinstance(what, Command) and what.name == "start":
        binding.start(uow, world, arrival, what.argument.strip(), account, now)
    elif account is None:
        _say(uow, world, arrival, "salle-inconnu", now)
    elif account.territory not in world.territories:
        _say(uow, world, arrival, "salle-territoire-absent", now)  # and nothing of any other territory
    else:
        room = Room(uow, world, arrival, now, account)
        if arrival.document is not None and isinstance(what, Unsupported):
            _receive_document(room, arrival.document, what)
        elif not _receive_trial(room):
            _dispatch(room)


def _receive_document(room: Room, document: SentDocument, what: Unsupported) -> None:
    """A file is the staffroom's affair, in the middle of a trial too."""
    if what.kind == "album":
        room.say("regles-un-fichier")
    else:
        receive_document(room, document, what.caption)


def _receive_trial(room: Room) -> bool:
    """/essai, and whatever follows while it lasts, is the front door's affair; False when this is none of it.

    A case's buttons and the staff's own commands work in the middle of a trial.
    """
    what = room.arrival.what
    if isinstance(what, Tap) and what.token.startswith("s."):
        return False
    if isinstance(what, Command) and what.name in STAFF_COMMANDS:
        return False
    if trial.is_in_trial(room.uow, room.arrival):
        trial.receive_trial(room.uow, room.world, room.arrival, room.now)
        return True
    if isinstance(what, Command) and what.name == "essai":
        trial.begin_trial(room.uow, room.world, room.arrival, room.now, room.account.language)
        return True
    return False


def _dispatch(room: Room) -> None:
    what = room.arrival.what
    if isinstance(what, Tap):
        handle_tap(room, what)
    elif isinstance(what, Text):
        handle_text(room, what)
    elif isinstance(what, Command):
        _command(room, what)
    elif isinstance(what, EditedText):
        room.say("salle-modifie")
    elif isinstance(what, Unsupported) and what.caption.strip():
        take_free_words(room, what.caption)
    elif isinstance(what, Voice) or (isinstance(what, Unsupported) and what.kind in SEEN_OR_HEARD):
        room.say("note-ecrite-seulement")
    else:
        room.say("salle-pas-compris")


def _command(room: Room, command: Command) -> None:
    if command.name == "dossiers":
        show_cases(room)
    elif command.name == "revue":
        show_review(room, command.argument)
    elif command.name == "absence":
        absence_command(room, command.argument)
    elif command.name in OF_ANIMATORS:
        if not room.account.is_animator:
            room.say("salle-animation-seulement")
        elif command.name == "territoire":
            show_territory(room)
        elif command.name == "regles":
            show_rules(room)
        elif command.name == "retirer":
            shut_out_command(room, command.argument)
        elif command.name == "classeur":
            send_workbook(room)
        elif command.name == "passation":
            succession_command(room, command.argument)
        else:
            tell_why(room, command.argument)
    elif command.name in ("aide", "help"):
        room.reply(Message("\n".join(room.help_lines())))
    else:
        room.say("salle-pas-compris")


def _say(uow: UnitOfWork, world: World, arrival: Arrival, key: str, now: datetime) -> None:
    language = "en" if (arrival.language_code or "fr").startswith("en") else "fr"
    message = Message(world.wording.say(language, key))
    uow.outbox.add(channel=arrival.bot, chat_id=arrival.chat_id, message=message, now=now, purpose="staffroom")
