"""What a run leaves behind, in a form in which two runs can be compared: no ids, no instants, no case numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlmodel import select

from storage.store import Store
from storage.tables import Case, Consent, InboxUpdate, OutboxMessage, Referral, Reminder, TurnRow
from tests.fake_bot_api import FakeBot

Record = dict[str, Any]


def record_newcomer(store: Store, number: int) -> Record:
    """Everything that a newcomer's talk left: answers, turns, case, agreements, referral, reminders, what was said."""
    with store.read() as work:
        talk = work.talks.find("telegram", number)
        assert talk is not None
        session = work.session
        case = session.exec(select(Case).where(Case.id == talk.case_id)).one()
        referrals = session.exec(select(Referral).where(Referral.case_id == case.id)).all()
        consents = session.exec(select(Consent).where(Consent.case_id == case.id)).all()
        reminders = session.exec(select(Reminder)).all()
        turns = session.exec(select(TurnRow).where(TurnRow.passage_id == talk.passage_id)).all()
        mine = {referral.id for referral in referrals}
        kept = [row for row in reminders if row.referral_id in mine or row.passage_id == talk.passage_id]
        return {
            "answers": {name: (answer.value, answer.turn) for name, answer in talk.passage.answers.items()},
            "stage": talk.passage.stage,
            "agreements": sorted(map(str, talk.passage.agreements)),
            "turns": sorted((turn.number, turn.question) for turn in turns),
            "case": (case.status, case.facts, case.referent, case.version),
            "consents": sorted(consent.kind for consent in consents),
            "referrals": sorted((each.interlocutor, each.rule, each.status) for each in referrals),
            "reminders": Counter((row.kind, row.step, row.status) for row in kept),
            # What a referent does comes between as it comes: the order of independent people is free.
            "said": Counter(_without_numbers(text) for text in list_said(store, "telegram", number)),
        }


def list_said(store: Store, channel: str, number: int, *, sent_only: bool = False) -> list[str]:
    """The texts of the outbox's messages to somebody, edits left out, in order.

    `sent_only` leaves out what waits for its hour: cards wait for the working day.
    """
    with store.read() as work:
        query = select(OutboxMessage).where(
            OutboxMessage.channel == channel, OutboxMessage.chat_id == number, OutboxMessage.kind == "send"
        )
        rows = sorted(work.session.exec(query), key=lambda row: row.id)
        return [row.body["text"] for row in rows if row.status == "sent" or not sent_only]


def count_extra_copies(store: Store, channel: str, fake: FakeBot, number: int) -> int:
    """How many messages somebody got more often than the outbox has them.

    Raises:
        AssertionError: one never came, or nobody wrote it.
    """
    written = Counter(text.strip() for text in list_said(store, channel, number, sent_only=True))
    came = Counter(message.versions[0] for message in fake.chats[number].messages if message.from_bot)
    assert written - came == Counter(), f"never delivered to {number}: {written - came}"
    assert set(came) <= set(written), f"nobody wrote to {number}: {set(came) - set(written)}"
    return sum((came - written).values())


def list_unfinished(store: Store) -> list[str]:
    """Updates that failed, and messages that are due or in trouble: empty when all went well.

    A card that was dropped because its case was taken before it left is in no trouble.
    """
    with store.read() as work:
        updates = [f"update {row.update_id}: {row.status}" for row in work.session.exec(select(InboxUpdate))]
        rows = work.session.exec(select(OutboxMessage)).all()
    waiting = [f"{row.kind} to {row.chat_id}: {row.status} {row.error}" for row in rows if row.status != "sent"]
    waiting = [words for words in waiting if not words.endswith("failed taken_charge")]
    return [words for words in updates if words.endswith("failed")] + [w for w in waiting if "pending" not in w]


def count_updates(store: Store, bot: str) -> int:
    """How many updates of a bot were handled."""
    with store.read() as work:
        return len(work.session.exec(select(InboxUpdate).where(InboxUpdate.bot == bot)).all())


def list_doubled(rows: Iterable[Any]) -> list[Any]:
    """What stands more than once."""
    return [key for key, count in Counter(rows).items() if count > 1]


def _without_numbers(text: str) -> str:
    return re.sub(r"dossier \d+", "dossier n", text)
