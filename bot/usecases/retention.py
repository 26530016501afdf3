"""What is forgotten in its time, by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from storage.outbox_delivery import PURGE_BATCH as OUTBOX_BATCH
from storage.people import PURGE_BATCH
from storage.unit_of_work import UnitOfWork

INBOX_KEPT: Final = timedelta(hours=48)  # Telegram keeps updates for 24 h; ids may restart after an idle week
OUTBOX_KEPT: Final = timedelta(days=30)  # of what was delivered: long enough to find what a reply is about
UNFINISHED_KEPT: Final = timedelta(days=90)  # talks that led to no case
HEARD_VOICE_KEPT: Final = timedelta(hours=48)  # once the referent got it
VOICE_KEPT: Final = timedelta(days=90)  # never asked for
REMINDERS_KEPT: Final = timedelta(days=365)  # settled ones: figures of the past year are made of them


def retention(work: UnitOfWork, now: datetime) -> bool:
    """Forget what is past its term, in one transaction of bounded length; whether there is more to do at once."""
    work.inbox.purge(now - INBOX_KEPT)
    purged = work.outbox.purge_sent(now - OUTBOX_KEPT)
    work.media.delete_heard_before(now - HEARD_VOICE_KEPT)
    work.media.delete_before(now - VOICE_KEPT)
    work.reminders.purge_settled(now - REMINDERS_KEPT)
    erased = work.people.purge_unfinished(now - UNFINISHED_KEPT, now)
    return purged >= OUTBOX_BATCH or erased >= PURGE_BATCH
