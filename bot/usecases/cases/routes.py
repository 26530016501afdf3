"""Who is written to, and how: the desk of an interlocutor, those who watch over the network, the newcomer.

Rule 1: messages to staff wait for working hours; replies to a person never do.
Rule 2: an interlocutor without an account is stood in for by the pivot, the pivot by the animators; nobody bound means
that nothing was transmitted, and the newcomer is told whom to call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.casework.beliefs import ASKS_STAFF, SENTENCES, WHEREABOUTS, About, believed, said_of_where
from bot.usecases.cases.brief import Brief, find_interlocutor
from bot.usecases.cases.calendars import calendar_of
from bot.usecases.cases.history import read_state
from dialogs.message import Button, Message
from dialogs.world import World
from referral_rules.directory import Interlocutor
from referral_rules.territory import Territory
from storage.outbox import ErasedMessage
from storage.tables import StaffAccount
from storage.talks import Talk
from storage.unit_of_work import UnitOfWork

ASKING: Final = frozenset({"notification", "reminder", "escalation"})
"""Purposes of messages to staff that ask for something in a case as it stands."""

ALERTS: Final = frozenset({"reminder", "escalation"})
"""Those of them that are no card: once overtaken they say so, and ask nothing any more."""

NEWCOMER_READS: Final = "newcomer"
STAFF_CHANNELS: Mapping[str, str] = {"telegram": "staff", "terminal": "terminal-staff"}

Render = Callable[[str], Message]
"""A message in the language asked for."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who really gets what is meant for an interlocutor; `accounts` is empty when nobody is bound."""

    interlocutor: Interlocutor
    accounts: tuple[StaffAccount, ...]
    stands_in: bool = False


def staff_channel_of(talk: Talk | None) -> str:
    """The staff channel beside the channel of a talk."""
    return STAFF_CHANNELS.get(talk.channel if talk is not None else "telegram", "staff")


def desk_of(uow: UnitOfWork, territory: Territory, interlocutor: str, channel: str) -> Desk:
    """The accounts that get what is meant for `interlocutor`: their own, else the pivot's, else the animators'."""
    own = _live(uow.staff.accounts_of(territory.id, interlocutor, channel))
    if own:
        return Desk(find_interlocutor(territory, interlocutor), own)
    return Desk(find_interlocutor(territory, territory.pivot), watchers_of(uow, territory, channel), stands_in=True)


def watchers_of(uow: UnitOfWork, territory: Territory, channel: str) -> tuple[StaffAccount, ...]:
    """Those who get what nobody took: the animators and the pivot's desk."""
    accounts = [*uow.staff.animators_of(territory.id, channel)]
    accounts += uow.staff.accounts_of(territory.id, territory.pivot, channel)
    return _live({account.id: account for account in accounts}.values())


def tell_staff(
    uow: UnitOfWork,
    territory: Territory,
    accounts: Iterable[StaffAccount],
    render: Render,
    now: datetime,
    *,
    purpose: str,
    brief: Brief | None = None,
    context: Mapping[str, Any] | None = None,
    at_once: bool = False,
    about: Sequence[Brief] = (),
) -> int:
    """Write to staff, each in their language, in working hours (unless `at_once`: an answer to what they did).

    Args:
        about: the cases of a list, where the message is about several.

    Returns:
        How many accounts were written to.
    """
    due_at = now if at_once else calendar_of(territory).next_opening(now)
    told = 0
    for account in accounts:
        outbox_id = uow.outbox.add(
            channel=account.channel,
            chat_id=account.external_id,
            message=render(account.language),
            now=now,
            due_at=due_at,
            purpose=purpose,
            urgent=at_once,
            referral_id=brief.referral.id if brief else None,
            person_id=brief.talk.person_id if brief and brief.talk else None,
            context=context,
            personal=True,
        )
        told += 1
        if purpose in ASKING:
            for each in about or ([brief] if brief else ()):
                keep_notice(uow, each.referral.id, account_reads(account), purpose, ASKS_STAFF, outbox_id, now)
    return told


def tell_newcomer(
    uow: UnitOfWork,
    talk: Talk | None,
    message: Message,
    now: datetime,
    *,
    referral_id: int | None = None,
    purpose: str = "follow_up",
    context: Mapping[str, Any] | None = None,
) -> int | None:
    """Write to the person at once; the outbox row's id, None when they were erased or blocked us."""
    if talk is None or talk.blocked:
        return None
    outbox_id = uow.outbox.add(
        channel=talk.channel,
        chat_id=talk.chat_id,
        message=message,
        now=now,
        purpose=purpose,
        referral_id=referral_id,
        person_id=talk.person_id,
        context=context,
        personal=True,
    )
    about = said_by(uow, message.key, referral_id) if referral_id is not None else None
    if about and referral_id is not None:
        keep_notice(uow, referral_id, NEWCOMER_READS, message.key, about, outbox_id, now)
    return outbox_id


def said_by(uow: UnitOfWork, key: str, referral_id: int) -> frozenset[About]:
    """What a sentence to a newcomer says of the case of a referral, as it stands; nothing for most sentences."""
    if key != WHEREABOUTS:
        return SENTENCES.get(key, frozenset())
    referral = uow.cases.referral(referral_id)
    return said_of_where(read_state(uow, referral.case_id)) if referral is not None else frozenset()


def say_to(world: World, talk: Talk | None, key: str, *rows: tuple[Button, ...], **words: str) -> Message:
    """A message of one text, with its rows of buttons, in the person's language."""
    return Message(world.wording.say(talk.passage.language if talk else "fr", key, **words), rows=rows, key=key)


def write_over(uow: UnitOfWork, channel: str, chat_id: int, message_id: int, text: str, now: datetime) -> None:
    """Let a message that holds something personal say `text` instead, where it was read."""
    uow.outbox.add(
        channel=channel,
        chat_id=chat_id,
        message=Message(text),
        kind="edit",
        now=now,
        purpose="erasure",
        urgent=False,
        edits_message_id=message_id,
    )


def drop_pending(uow: UnitOfWork, referral_id: int, error: str, due_after: datetime | None = None) -> None:
    """Give up what was to be told to staff about a referral and hasn't left yet.

    Args:
        due_after: spare what was due by then: it may be on its way.
    """
    uow.outbox.give_up_pending(referral_id, list(STAFF_CHANNELS.values()), error, due_after)


def account_reads(account: StaffAccount) -> str:
    """The reader of a notice to a staff account."""
    return f"account:{account.id}"


def keep_notice(
    uow: UnitOfWork, referral_id: int, reader: str, key: str, about: frozenset[About], outbox_id: int, now: datetime
) -> None:
    """Keep what an outbox row makes its reader believe of the case as it stands.

    Args:
        reader: `NEWCOMER_READS`, or what `account_reads` gives.
        key: the Fluent key of the words, or their purpose.
    """
    referral = uow.cases.referral(referral_id)
    if referral is None:
        return
    uow.notices.add(
        case_id=referral.case_id,
        referral_id=referral_id,
        reader=reader,
        key=key,
        belief=believed(about, read_state(uow, referral.case_id)),
        outbox_id=outbox_id,
        now=now,
    )


def delete_file(uow: UnitOfWork, message: ErasedMessage, now: datetime) -> None:
    """Take back a file that was sent, while its channel lets us; a file has no text that a stub could replace."""
    uow.outbox.add(
        channel=message.channel,
        chat_id=message.chat_id,
        kind="delete",
        now=now,
        purpose="erasure",
        urgent=False,
        edits_message_id=message.message_id,
    )


def _live(accounts: Iterable[StaffAccount]) -> tuple[StaffAccount, ...]:
    return tuple(account for account in accounts if account.revoked_at is None and account.blocked_at is None)
