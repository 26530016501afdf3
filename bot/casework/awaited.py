"""What a case awaits of whom it is shown to: the groups of /dossiers, the most pressing first."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from bot.casework.life import CARRIED, UNANSWERED, Status


class Awaited(StrEnum):
    """What is to be done next, in the order in which a list shows it."""

    TO_PHONE = "a-telephoner"  # nobody heard from the person, or they weren't content: an animator phones
    TO_ASSIGN = "a-confier"  # nobody has it: who looks may give it to somebody
    TO_TAKE = "a-prendre"
    CONTACT_MADE = "contact-fait"  # the day for the call has come: was it made?
    TO_CALL = "a-appeler"
    APPOINTMENT = "rendez-vous"
    SUPPORT = "appui"  # asked, or lending a hand, beside the referent
    FOLLOWED = "fil-rouge"
    PERSON_CHOOSES = "a-choisir"
    PERSON_CALLS = "appellera"
    SESSION = "session"
    PAUSED = "en-pause"


def awaited_of(status: str, promised_on: date, call_on: date | None, today: date, *, is_holder: bool) -> Awaited:
    """What a case in `status` awaits.

    Args:
        call_on: the day that whoever has it named for their call.
        is_holder: whether it is shown to who has it; else to who watches over the network.
    """
    plain = {
        Status.APPOINTMENT: Awaited.APPOINTMENT,
        Status.IN_CONTACT: Awaited.FOLLOWED,
        Status.PAUSED: Awaited.PAUSED,
        Status.SESSION: Awaited.SESSION,
        Status.NEWCOMER_CHOOSES: Awaited.PERSON_CHOOSES,
        Status.NEWCOMER_CALLS: Awaited.PERSON_CALLS,
        Status.DECLINED: Awaited.TO_ASSIGN,
        Status.ESCALATED: Awaited.TO_TAKE if is_holder else Awaited.TO_ASSIGN,
        Status.ASKED: Awaited.TO_TAKE,
    }
    found = plain.get(Status(status))
    if found is not None:
        return found
    if Status(status) in UNANSWERED | CARRIED:
        return Awaited.CONTACT_MADE if (call_on or promised_on) <= today else Awaited.TO_CALL
    return Awaited.FOLLOWED
