"""What is forgotten in its time, by itself.

Rule 1: a few rows at a time, until the stint is over: who talks waits a tenth of a second at most.
Rule 2: what is kept beyond its term, since it shows a current question, is walked past once a day, not at each round.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.machinery.stint import Stint
from storage.batches import PURGE_BATCH
from storage.case_figures import HOUSE_ZONE
from storage.media import VOICES_BATCH
from storage.outbox_delivery import RowPlace
from storage.people import PURGE_BATCH as PERSONS_BATCH
from storage.unit_of_work import UnitOfWork

INBOX_KEPT: Final = timedelta(hours=48)  # Telegram keeps updates for 24 h; ids may restart after an idle week
OUTBOX_KEPT: Final = timedelta(days=30)  # of what was delivered: long enough to find what a reply is about
UNFINISHED_KEPT: Final = timedelta(days=90)  # talks that led to no case
HEARD_VOICE_KEPT: Final = timedelta(hours=48)  # once the referent got it
VOICE_KEPT: Final = timedelta(days=90)  # never asked for
REMINDERS_KEPT: Final = timedelta(days=365)  # settled ones: figures of the past year are made of them
THROTTLES_KEPT: Final = timedelta(days=91)  # the longest window is of ninety days
TRIES_KEPT: Final = timedelta(days=1)  # of strangers at invitation codes: an hour's window
INVITATIONS_KEPT: Final = timedelta(days=30)  # after they were used, or ran out
WHOLE_HOUSE: Final = ""  # where counts of no territory stand
STOPPED: Final = "stopped:"  # before the name of a question, in the counts
WALK_AGAIN: Final = timedelta(days=1)  # rows of the outbox that showed a question meanwhile stop to


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the forgetting came; hand it to the next round once this one is committed.

    Attributes:
        walked_to: the last row of the outbox that was looked at; None to begin with the oldest.
        began_at: when the walk through the outbox began.
        more: there is more to do at once.
    """

    walked_to: RowPlace | None = None
    began_at: datetime | None = None
    more: bool = False


def retention(work: UnitOfWork, now: datetime, so_far: Progress | None = None, stint: Stint | None = None) -> Progress:
    """Forget what is past its term, in one transaction that ends with `stint`; how far it came."""
    so_far, stint = so_far or Progress(), stint or Stint()
    for purge, batch in _purges(work, now):
        gone = batch
        while gone >= batch:
            gone = purge()
            if gone and stint.is_over():  # what finds nothing never ends a round: the next one would begin with it
                return replace(so_far, more=True)
    return _walk_outbox(work, now, so_far, stint)


def _purges(work: UnitOfWork, now: datetime) -> list[tuple[Callable[[], int], int]]:
    """Each thing that goes, and how many go at a time."""

    def count(stopped: str, begun_at: datetime) -> None:
        """What figures keep of an unfinished talk: at which question it stopped, and when it began."""
        work.counts.add(WHOLE_HOUSE, STOPPED + stopped, begun_at.astimezone(HOUSE_ZONE).date())

    return [
        (lambda: work.inbox.purge(now - INBOX_KEPT), PURGE_BATCH),
        (lambda: work.outbox.purge_silences(now), PURGE_BATCH),
        (lambda: work.throttles.purge(now - TRIES_KEPT, of="code:"), PURGE_BATCH),
        (lambda: work.throttles.purge(now - THROTTLES_KEPT), PURGE_BATCH),
        (lambda: work.staff.purge_invitations(now - INVITATIONS_KEPT), PURGE_BATCH),
        (lambda: work.media.delete_heard_before(now - HEARD_VOICE_KEPT), VOICES_BATCH),
        (lambda: work.media.delete_before(now - VOICE_KEPT), VOICES_BATCH),
        (lambda: work.reminders.purge_settled(now - REMINDERS_KEPT), PURGE_BATCH),
        (lambda: work.people.purge_unfinished(now - UNFINISHED_KEPT, now, on_gone=count), PERSONS_BATCH),
    ]


def _walk_outbox(work: UnitOfWork, now: datetime, so_far: Progress, stint: Stint) -> Progress:
    place, began_at = so_far.walked_to, so_far.began_at
    if began_at is None or now - began_at >= WALK_AGAIN:
        place, began_at = None, now
    while True:
        page = work.outbox.purge_sent(now - OUTBOX_KEPT, after=place)
        place = page.last or place
        if not page.is_full:
            return Progress(place, began_at)
        if stint.is_over():
            return Progress(place, began_at, more=True)
