"""One arrival of the staff bot with what is needed to answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.casework.beliefs import ASKS_STAFF, About, believed
from bot.casework.events import Actor
from bot.casework.life import Refusal
from bot.machinery.arrival import Arrival
from bot.usecases.cases.brief import Brief, find_interlocutor, read_brief
from bot.usecases.cases.calendars import calendar_of
from bot.usecases.cases.cards import refresh_own
from bot.usecases.cases.deeds import staff_actor
from bot.usecases.cases.history import read_state
from bot.usecases.cases.routes import ALERTS, account_reads, desk_of, keep_notice
from bot.usecases.cases.sentences import Says, says_of
from bot.usecases.cases.tokens import Tapped
from dialogs.message import MESSAGE_LIMIT, Button, Message, utf16_length
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.territory import Territory
from referral_rules.working_days import Calendar
from storage.outbox import OutboxRow
from storage.tables import StaffAccount
from storage.unit_of_work import UnitOfWork

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Room:
    """Who acts, where, when; `account` is read for each arrival, so that a revoked one can do nothing."""

    uow: UnitOfWork
    world: World
    arrival: Arrival
    now: datetime
    account: StaffAccount

    @property
    def territory(self) -> Territory:
        """The account's territory."""
        return self.world.territory(self.account.territory)

    @property
    def calendar(self) -> Calendar:
        """The territory's calendar."""
        return calendar_of(self.territory)

    def words(self, key: str, **words: str) -> str:
        """The Fluent message `key` in the account's language."""
        return self.world.wording.say(self.account.language, key, **words)

    def help_lines(self) -> list[str]:
        """What can be asked here, by this account."""
        keys = ("salle-aide", "salle-aide-animation") if self.account.is_animator else ("salle-aide",)
        return [self.words(key) for key in keys]

    def says(self, brief: Brief) -> Says:
        """The words for one case, in the account's language."""
        return says_of(self.world, brief, self.account.language)

    def reply(
        self,
        message: Message,
        *,
        context: Mapping[str, Any] | None = None,
        brief: Brief | None = None,
        personal: bool = False,
    ) -> None:
        """Answer at once.

        Args:
            brief: the one case that it is about.
            personal: it names people of several cases.
        """
        self.uow.outbox.add(
            channel=self.arrival.bot,
            chat_id=self.arrival.chat_id,
            message=message,
            now=self.now,
            purpose="staffroom",
            referral_id=brief.referral.id if brief else None,
            person_id=brief.talk.person_id if brief and brief.talk else None,
            context=context,
            personal=personal or brief is not None,
        )

    def reply_lines(self, lines: Sequence[str], rows: Rows = ()) -> None:
        """Answer with as many of the lines as one message holds: the first say what matters most."""
        text, kept = "\n".join(lines), list(lines)
        while utf16_length(text) > MESSAGE_LIMIT:
            kept.pop()
            text = "\n".join(kept).rstrip() + "\n" + self.words("salle-la-suite")
        self.reply(Message(text, rows=rows))

    def say(self, key: str, *rows: tuple[Button, ...], brief: Brief | None = None, **words: str) -> None:
        """Answer with one text and its buttons."""
        self.reply(Message(self.words(key, **words), rows=rows), brief=brief)

    def settle(self, note: str, rows: Rows, order: int | None, brief: Brief | None) -> None:
        """Let the tapped message show what came of the tap, with the buttons that fit now; else say it anew."""
        row = self.uow.outbox.find_by_message(self.arrival.bot, self.arrival.chat_id, order) if order else None
        if row is None or row.kind != "send" or "text" not in row.body:
            self.reply(Message(note, rows=rows), brief=brief)
            return
        said = Message.from_json(row.body)
        edit = self.uow.outbox.add(
            channel=row.channel,
            chat_id=row.chat_id,
            message=Message(f"{said.text}\n→ {note}", said.entities, rows),
            kind="edit",
            now=self.now,
            purpose="settled",
            referral_id=brief.referral.id if brief else None,
            person_id=brief.talk.person_id if brief and brief.talk else None,
            edits_message_id=row.message_id,
            personal=brief is not None,
        )
        if brief is not None and row.referral_id is not None and row.message_id is not None:
            self._keep_what_it_says(row, edit, brief)
            if row.referral_id != brief.referral.id or read_state(self.uow, brief.case.id) != brief.state:
                number, mine = row.message_id, self.account.id
                refresh_own(self.uow, self.world, row.referral_id, mine, self.now, spare_message=number)

    def _keep_what_it_says(self, row: OutboxRow, edit: int, brief: Brief) -> None:
        """What a settled message says of the case from now on: a card and an alert as it stands, others nothing."""
        if row.purpose in ALERTS:
            state = read_state(self.uow, brief.case.id)
            self.uow.notices.say([row.id], believed(ASKS_STAFF, state))
            return
        about = ASKS_STAFF if "card" in (row.context or {}) else frozenset[About]()
        keep_notice(self.uow, brief.referral.id, account_reads(self.account), "card", about, edit, self.now)

    def actor(self, brief: Brief) -> Actor:
        """As what this account acts on a case."""
        return staff_actor(self.uow, brief, self.account)

    def refuse(self, refusal: Refusal, brief: Brief) -> None:
        """Say what is true now of a case on which nothing was done, to somebody who may know it."""
        today = brief.today(self.now)
        words = {
            "number": str(brief.case.number),
            "who": find_interlocutor(brief.territory, brief.case.referent or brief.referral.interlocutor).name,
            "day": say_day(self.account.language, brief.referral.promised_on, today),
        }
        self.say(refusal.key, brief=brief, **words)

    def find_brief(self, referral_id: int) -> Brief | None:
        """The referral, when this account may act on it now; None otherwise, whatever the token says."""
        brief = read_brief(self.uow, self.world, referral_id) if referral_id else None
        return brief if brief is not None and may_act(self, brief) else None


@dataclass(frozen=True, slots=True)
class Deed:
    """A tap on a case by somebody who may: the room, the case, what the token says, the tapped message's number."""

    room: Room
    brief: Brief
    tapped: Tapped
    order: int | None


def may_act(room: Room, brief: Brief) -> bool:
    """Whether the account may see and change this case: its referent's, who stands in for them, or an animator."""
    account = room.account
    if account.territory != brief.case.territory or account.revoked_at is not None:
        return False
    if account.is_animator or account.interlocutor == brief.referral.interlocutor:
        return True
    desk = desk_of(room.uow, brief.territory, brief.referral.interlocutor, room.arrival.bot)
    watches = brief.referral.status in ("escalated", "declined") and account.interlocutor == brief.territory.pivot
    return watches or any(each.id == account.id for each in desk.accounts)


def acts_for(account: StaffAccount, brief: Brief) -> bool:
    """Whether the account speaks for the referral's interlocutor; an animator speaks for the pivot."""
    own = account.interlocutor == brief.referral.interlocutor
    return own or (account.is_animator and brief.referral.interlocutor == brief.territory.pivot)
