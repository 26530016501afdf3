"""Questions from a referent to a newcomer, and the answers, passed on by the bots."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, func, select

from storage.ids import new_id
from storage.tables import Relay


class Relays:
    """The relayed messages within one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        referral_id: int,
        text: str,
        now: datetime,
        *,
        from_staff: bool,
        status: str = "drafted",
        answers: int | None = None,
    ) -> Relay:
        """Keep a message; `answers` is the id of the one it replies to."""
        relay = Relay(
            id=new_id(now),
            referral_id=referral_id,
            from_staff=from_staff,
            text=text,
            status=status,
            answers=answers,
            created_at=now,
        )
        self._session.add(relay)
        return relay

    def get(self, relay_id: int) -> Relay | None:
        """The message, unless it was erased. Change its `status` on the object."""
        return self._session.get(Relay, relay_id)

    def list_of(self, referral_id: int) -> list[Relay]:
        """Every message of a referral, oldest first."""
        return list(self._session.exec(select(Relay).where(Relay.referral_id == referral_id).order_by(col(Relay.id))))

    def count_since(self, referral_id: int, since: datetime, *, from_staff: bool) -> int:
        """How many messages one side sent since `since` (drafts and cancelled ones don't count)."""
        return self._session.exec(
            select(func.count())
            .select_from(Relay)
            .where(
                Relay.referral_id == referral_id,
                Relay.from_staff == from_staff,
                Relay.created_at >= since,
                col(Relay.status).in_(("sent", "answered")),
            )
        ).one()
