"""Voice messages: bytes of our own, kept no longer than needed."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from storage.batches import delete_some
from storage.ids import new_id
from storage.tables import Media, core

VOICES_BATCH = 20  # a voice may weigh megabytes, and what is deleted is written over


class MediaShelf:
    """The voice messages within one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_passage(self, passage_id: int) -> list[int]:
        """The ids of the voice messages of one talk, oldest first."""
        self._session.flush()
        query = select(Media.id).where(Media.passage_id == passage_id).order_by(col(Media.id))
        return list(self._session.exec(query))

    def add(
        self,
        body: bytes,
        now: datetime,
        *,
        mime: str,
        seconds: int,
        kind: str = "voice",
        passage_id: int | None = None,
        person_id: int | None = None,
    ) -> int:
        """Keep a voice message of `seconds` seconds; its id."""
        media = Media(
            id=new_id(now),
            passage_id=passage_id,
            person_id=person_id,
            kind=kind,
            mime=mime,
            seconds=seconds,
            body=body,
            created_at=now,
        )
        self._session.add(media)
        return media.id

    def get(self, media_id: int) -> Media | None:
        """The voice message, unless it was deleted meanwhile."""
        return self._session.get(Media, media_id)

    def mark_heard(self, media_id: int, now: datetime) -> None:
        """Note that the referent got it; the first time counts."""
        media = self.get(media_id)
        if media is not None and media.heard_at is None:
            media.heard_at = now

    def delete(self, media_id: int) -> None:
        """Delete a voice message that nobody is to hear; nothing happens when there is none."""
        self._session.flush()
        table = core(Media)
        self._session.connection().execute(table.delete().where(table.c.id == media_id))

    def delete_heard_before(self, before: datetime, limit: int = VOICES_BATCH) -> int:
        """Delete up to `limit` of what the referent got before `before`; how many."""
        return self._delete("heard_at", before, limit)

    def delete_before(self, before: datetime, limit: int = VOICES_BATCH) -> int:
        """Delete up to `limit` of what came in before `before`, heard or not; how many."""
        return self._delete("created_at", before, limit)

    def _delete(self, column: str, before: datetime, limit: int) -> int:
        self._session.flush()
        table = core(Media)
        instant = table.c[column]
        return delete_some(self._session.connection(), table, instant < before, instant, limit)
