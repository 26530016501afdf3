"""The revisions of a territory's rules that were active, with the numbers people see."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from storage.ids import new_id
from storage.numbering import next_number
from storage.tables import RulesRevision


class Revisions:
    """The revisions within one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def current(self, territory: str) -> RulesRevision | None:
        """The revision activated last, if any was."""
        return self._session.exec(
            select(RulesRevision)
            .where(RulesRevision.territory == territory)
            .order_by(col(RulesRevision.activated_at).desc(), col(RulesRevision.number).desc())
        ).first()

    def find(self, territory: str, content_hash: str) -> RulesRevision | None:
        """The revision with this content, if it was ever active."""
        return self._session.exec(
            select(RulesRevision).where(
                RulesRevision.territory == territory, RulesRevision.content_hash == content_hash
            )
        ).first()

    def record(self, territory: str, content_hash: str, now: datetime) -> int:
        """Make this content the current revision; its number. Content that comes back keeps its number."""
        current = self.current(territory)
        if current is not None and current.content_hash == content_hash:
            return current.number
        known = self.find(territory, content_hash)
        if known is not None:
            known.activated_at = now
            return known.number
        number = next_number(self._session.connection(), f"revision:{territory}")
        revision = RulesRevision(
            id=new_id(now), territory=territory, number=number, content_hash=content_hash, activated_at=now
        )
        known = self.find(territory, content_hash)  # another process may have recorded it while we waited for a number
        if known is not None:
            return known.number
        self._session.add(revision)
        return number
