"""Cases that are over: what they leave for figures, and everything else of them taken out.

Rule 1: a case is counted once: in its rows while they are there, in what it left once `is_counted` says so.
Rule 2: taking a case out deletes by table, whichever tables there are: one that speaks of cases or of referrals can't
be forgotten.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, select
from sqlmodel import Session, SQLModel, col

from storage.outbox import ErasedMessage, Outbox
from storage.people import People
from storage.tables import Audit, Case, Membership, PassageRow, PastCase, PastReferral, Referral, core

ID_BITS = 62  # random: time-ordered ids would tell which case was taken out when


class PastCases:
    """The cases that are over, within one unit of work."""

    def __init__(self, session: Session, people: People, outbox: Outbox) -> None:
        self._session = session
        self._people = people
        self._outbox = outbox

    def keep(self, territory: str, case: Mapping[str, Any], referrals: Sequence[Mapping[str, Any]]) -> None:
        """Keep what a case and its referrals leave for figures."""
        self._session.add(PastCase(id=secrets.randbits(ID_BITS), territory=territory, **case))
        for referral in referrals:
            self._session.add(PastReferral(id=secrets.randbits(ID_BITS), territory=territory, **referral))

    def cases(self, territory: str, months: Collection[str]) -> list[dict[str, Any]]:
        """What the cases received in these months left."""
        return self._left(core(PastCase), territory, months)

    def referrals(self, territory: str, months: Collection[str]) -> list[dict[str, Any]]:
        """What the referrals made in these months left."""
        return self._left(core(PastReferral), territory, months)

    def ended(self, before: datetime, limit: int, *, within: str | None = None, but: Collection[str] = ()) -> list[int]:
        """The ids of cases that ended before `before`, the first first, at most `limit`.

        Args:
            within: of this territory.
            but: of none of these territories.
        """
        self._session.flush()
        query = select(core(Case).c.id).where(
            col(Case.status).concat("").in_(("closed", "withdrawn")), col(Case.closed_at) < before
        )  # by its end alone: by its status or its territory SQLite would look through all that ended
        if within is not None:
            query = query.where(col(Case.territory).concat("") == within)
        if but:
            query = query.where(col(Case.territory).not_in(but))
        ids = self._session.connection().execute(query.order_by(col(Case.closed_at)).limit(limit)).scalars()
        return [int(case_id) for case_id in ids]

    def take_out(self, case_id: int, staff_channels: Sequence[str], now: datetime) -> list[ErasedMessage]:
        """Delete a case with all that speaks of it, and the people of whom nothing else is left.

        Returns the messages that staff has before it, over each of which the caller has a stub written.
        """
        connection = self._session.connection()
        self._session.flush()
        referral_ids = list(
            connection.execute(select(core(Referral).c.id).where(col(Referral.case_id) == case_id)).scalars()
        )
        members = connection.execute(select(core(Membership).c.person_id).where(col(Membership.case_id) == case_id))
        left = self._outbox.messages_of_referrals(referral_ids, staff_channels) if referral_ids else []
        for person_id in sorted(members.scalars()):
            left += [each for each in self._take_out_person(person_id, case_id, now) if each.channel in staff_channels]
        self._session.flush()
        for table in SQLModel.metadata.sorted_tables:
            self._take_out_of(table, case_id, referral_ids)
        self._session.expire_all()
        self._people.has_erased = True
        return list(dict.fromkeys(left))

    def _take_out_person(self, person_id: int, case_id: int, now: datetime) -> list[ErasedMessage]:
        """Erase a person's talks of this case; the person too where no other case or talk is theirs."""
        table, membership = core(PassageRow), core(Membership)
        connection = self._session.connection()
        talks = connection.execute(select(table.c.id, table.c.case_id).where(table.c.person_id == person_id)).all()
        others = connection.execute(
            select(membership.c.case_id).where(membership.c.person_id == person_id, membership.c.case_id != case_id)
        ).first()
        if others is None and all(talk.case_id == case_id for talk in talks):
            return self._people.erase(person_id, now)
        left: list[ErasedMessage] = []
        for talk in talks:
            if talk.case_id == case_id and len(talks) > 1:
                left += self._people.erase_talk(talk.id, now)
        return left

    def _take_out_of(self, table: Table, case_id: int, referral_ids: Sequence[int]) -> None:
        connection = self._session.connection()
        if table is core(Audit):  # who did what stays, of which case doesn't
            connection.execute(table.update().where(table.c.case_id == case_id).values(case_id=None))
        elif table is core(Case):
            connection.execute(delete(table).where(table.c.id == case_id))
        elif "case_id" in table.c:
            connection.execute(delete(table).where(table.c.case_id == case_id))
        if "referral_id" in table.c and table is not core(Case) and referral_ids:
            connection.execute(delete(table).where(table.c.referral_id.in_(referral_ids)))

    def _left(self, table: Table, territory: str, months: Collection[str]) -> list[dict[str, Any]]:
        self._session.flush()
        query = select(table).where(table.c.territory == territory, table.c.month.in_(list(months)))
        rows = self._session.connection().execute(query).mappings()
        return [{name: value for name, value in row.items() if name not in ("id", "territory")} for row in rows]
