"""Voice messages: bytes of our own, kept no longer than needed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CursorResult, delete
from sqlmodel import Session, col, select

from storage.ids import new_id
from storage.tables import Media


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
        self._delete(col(Media.id) == media_id)

    def delete_heard_before(self, before: datetime) -> int:
        """Delete what the referent got before `before`; how many."""
        return self._delete(col(Media.heard_at) < before)

    def delete_before(self, before: datetime) -> int:
        """Delete what came in before `before`, heard or not; how many."""
        return self._delete(col(Media.created_at) < before)

    def _delete(self, condition: object) -> int:
        self._session.flush()
        result = self._session.connection().execute(delete(Media).where(condition))  # type: ignore[arg-type]
        assert isinstance(result, CursorResult)
        return result.rowcount
