"""/classeur: the rules in force as a workbook, sent to an animator of the territory as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.rules.spreadsheets import export_xlsx
from bot.rules.worlds import decode, fingerprint
from bot.usecases.staffroom.room import Room
from dialogs.message import Message
from dialogs.wording import say_day
from referral_rules.sheets import SheetsError
from referral_rules.vocabulary import Vocabulary

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def send_workbook(room: Room) -> None:
    """Send the workbook of what is in force; the caption says which revision it is, and since when."""
    territory, uow = room.territory, room.uow
    revision = uow.revisions.current(territory.id)
    activation = uow.revisions.activated(territory.id)
    files = uow.revisions.files(revision.id) if revision is not None else {}
    try:
        body = workbook_of_files(files, room.world.vocabulary)
    except (SheetsError, UnicodeDecodeError) as error:
        room.say("classeur-impossible", why=str(error))
        return
    number = str(revision.number) if revision is not None else territory.content_hash[:6]
    since = room.calendar.today(activation.at if activation is not None else room.now)
    caption = Message(
        room.words("classeur", territory=territory.name, number=number, day=say_day(room.account.language, since))
    )
    media = uow.media.add(body, room.now, mime=XLSX, seconds=0, kind="document")
    name = f"{territory.id}-revision-{number}-{room.calendar.today(room.now).isoformat()}.xlsx"
    uow.audit.note(room.now, str(room.account.id), "send_workbook", None, number)
    uow.outbox.add(
        channel=room.arrival.bot,
        chat_id=room.arrival.chat_id,
        kind="document",
        body={"media_id": media, "name": name, "caption": caption.to_json()},
        now=room.now,
        purpose="staffroom",
    )


_made: dict[str, bytes] = {}


def workbook_of_files(files: Mapping[str, bytes], vocabulary: Vocabulary) -> bytes:
    """The workbook of a revision's files, made once for a content.

    Raises:
        SheetsError: a file isn't YAML, or holds what no cell can show.
    """
    key = fingerprint(files)
    if key not in _made:
        _made.clear()  # one is kept: that of what is in force
        _made[key] = export_xlsx(decode(files), vocabulary)
    return _made[key]
