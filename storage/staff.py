"""The staff: accounts bound by invitation, absences, and who can take a case."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select as core_select
from sqlalchemy import update
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from referral_rules.proposal import Availability, Away
from storage.batches import PURGE_BATCH, delete_some
from storage.ids import new_id
from storage.open_cases import is_open_case
from storage.tables import Absence, Case, Invitation, Referral, StaffAccount, core

CARRIED = ("sent", "seen", "taken_charge", "contacted", "escalated")  # referrals that weigh on an interlocutor


class Staff:
    """The staff within one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_account(self, channel: str, external_id: int) -> StaffAccount | None:
        """The account in force of this staff chat; None for strangers and revoked ones."""
        return self._session.exec(
            select(StaffAccount).where(
                StaffAccount.channel == channel,
                StaffAccount.external_id == external_id,
                col(StaffAccount.revoked_at).is_(None),
            )
        ).first()

    def accounts_in_force(
        self, *, territory: str | None = None, interlocutor: str | None = None, account: int | None = None
    ) -> list[StaffAccount]:
        """The accounts not shut out, on every channel: a territory's, an interlocutor's, or the one of that number."""
        query = select(StaffAccount).where(col(StaffAccount.revoked_at).is_(None))
        if territory is not None:
            query = query.where(StaffAccount.territory == territory)
        if interlocutor is not None:
            query = query.where(StaffAccount.interlocutor == interlocutor)
        if account is not None:
            query = query.where(StaffAccount.id == account)
        return list(self._session.exec(query.order_by(col(StaffAccount.id))))

    def accounts_of(self, territory: str, interlocutor: str, channel: str) -> list[StaffAccount]:
        """The accounts in force, and not blocked, through which an interlocutor can be written to."""
        query = self._reachable(territory, channel).where(StaffAccount.interlocutor == interlocutor)
        return list(self._session.exec(query))

    def animators_of(self, territory: str, channel: str) -> list[StaffAccount]:
        """The accounts in force, and not blocked, of a territory's animators."""
        return list(self._session.exec(self._reachable(territory, channel).where(col(StaffAccount.is_animator))))

    def create_invitation(
        self,
        territory: str,
        *,
        code_hash: str,
        now: datetime,
        expires_at: datetime,
        interlocutor: str | None = None,
        is_animator: bool = False,
    ) -> Invitation:
        """An invitation for an interlocutor or an animator; only the hash of its code is kept.

        Raises:
            ValueError: it invites nobody.
        """
        if interlocutor is None and not is_animator:
            raise ValueError("an invitation is for an interlocutor, an animator, or both")
        invitation = Invitation(
            code_hash=code_hash,
            territory=territory,
            interlocutor=interlocutor,
            is_animator=is_animator,
            created_at=now,
            expires_at=expires_at,
        )
        self._session.add(invitation)
        return invitation

    def use_invitation(self, code_hash: str, now: datetime) -> Invitation | None:
        """Use an invitation up; None when there is none, it expired, or somebody was quicker."""
        self._session.flush()
        table = core(Invitation)
        used = self._session.connection().execute(
            update(table)
            .where(table.c.code_hash == code_hash, table.c.used_at.is_(None), table.c.expires_at > now)
            .values(used_at=now)
        )
        if used.rowcount != 1:
            return None
        return self._session.get(Invitation, code_hash, populate_existing=True)

    def purge_invitations(self, before: datetime, limit: int = PURGE_BATCH) -> int:
        """Forget up to `limit` invitations that were used, or could be used, until `before` only; how many."""
        table = core(Invitation)
        over = func.coalesce(table.c.used_at, table.c.expires_at) < before
        return delete_some(self._session.connection(), table, over, table.c.expires_at, limit)

    def bind(self, invitation: Invitation, channel: str, external_id: int, now: datetime) -> StaffAccount:
        """Bind a chat as its invitation says. In the same territory it keeps what it was; elsewhere it starts anew."""
        account = self.find_account(channel, external_id)
        if account is not None and account.territory != invitation.territory:
            self.revoke(account, now)
            self._session.flush()
            account = None
        if account is None:
            account = StaffAccount(
                id=new_id(now),
                channel=channel,
                external_id=external_id,
                territory=invitation.territory,
                bound_at=now,
            )
            self._session.add(account)
        account.interlocutor = invitation.interlocutor or account.interlocutor
        account.is_animator = invitation.is_animator or account.is_animator
        account.blocked_at = None
        return account

    def revoke(self, account: StaffAccount, now: datetime) -> None:
        """From now on this account may do and see nothing."""
        account.revoked_at = account.revoked_at or now

    def add_absence(self, territory: str, interlocutor: str, from_on: date, to_on: date, now: datetime) -> Absence:
        """Note days away, both included.

        Raises:
            ValueError: the last day precedes the first.
        """
        if to_on < from_on:
            raise ValueError(f"an absence can't end ({to_on}) before it begins ({from_on})")
        absence = Absence(id=new_id(now), territory=territory, interlocutor=interlocutor, from_on=from_on, to_on=to_on)
        self._session.add(absence)
        return absence

    def absence(self, absence_id: int) -> Absence | None:
        """The absence, unless it was cancelled."""
        return self._session.get(Absence, absence_id)

    def remove_absence(self, absence_id: int) -> None:
        """Cancel an absence; nothing happens when it was cancelled before."""
        absence = self._session.get(Absence, absence_id)
        if absence is not None:
            self._session.delete(absence)

    def absences(self, territory: str, on: date) -> list[Absence]:
        """The absences in course that day."""
        query = self._absences_from(territory, on).where(Absence.from_on <= on)
        return list(self._session.exec(query))

    def absences_from(self, territory: str, on: date) -> list[Absence]:
        """The absences in course that day or to come, the earliest first."""
        return list(self._session.exec(self._absences_from(territory, on)))

    def absences_of(self, territory: str, interlocutor: str, on: date) -> list[Absence]:
        """An interlocutor's absences in course that day or to come."""
        query = self._absences_from(territory, on).where(Absence.interlocutor == interlocutor)
        return list(self._session.exec(query))

    def availability(self, territory: str, on: date) -> Availability:
        """Who is away that day and from then on, who carries how many open cases, and when each got the last one."""
        load = (
            select(Referral.interlocutor, func.count())
            .join(Case, col(Case.referral_id) == col(Referral.id))
            .where(
                Case.territory == territory,
                is_open_case(),
                col(Referral.status).in_(CARRIED),
            )
            .group_by(Referral.interlocutor)
        )
        away: dict[str, tuple[Away, ...]] = {}
        for absence in self._session.exec(self._absences_from(territory, on)):
            away[absence.interlocutor] = (*away.get(absence.interlocutor, ()), (absence.from_on, absence.to_on))
        return Availability(
            unavailable=frozenset(who for who, days in away.items() if any(begins <= on for begins, _ in days)),
            load=dict(self._session.exec(load).all()),
            last_assigned=self._last_assigned(territory),
            away=away,
        )

    def away_from(self, territory: str, interlocutor: str, on: date) -> tuple[Away, ...]:
        """The days on which an interlocutor is away, of absences in course that day or to come."""
        return tuple((each.from_on, each.to_on) for each in self.absences_of(territory, interlocutor, on))

    def _last_assigned(self, territory: str) -> dict[str, datetime]:
        """When each interlocutor got the last case. Steps from name to name in the index, not over every referral."""
        table = core(Referral)
        here = table.c.territory == territory
        first = core_select(func.min(table.c.interlocutor).label("name")).where(here)
        names = first.cte("names", recursive=True)
        later = table.alias("later")
        following = core_select(func.min(later.c.interlocutor)).where(
            later.c.territory == territory, later.c.interlocutor > names.c.name
        )
        names = names.union_all(core_select(following.scalar_subquery()).where(names.c.name.is_not(None)))
        last = core_select(func.max(table.c.sent_at)).where(here, table.c.interlocutor == names.c.name)
        rows = self._session.connection().execute(
            core_select(names.c.name, last.correlate(names).scalar_subquery().label("at")).where(
                names.c.name.is_not(None)
            )
        )
        return {str(row.name): row.at for row in rows}

    @staticmethod
    def _reachable(territory: str, channel: str) -> SelectOfScalar[StaffAccount]:
        return (
            select(StaffAccount)
            .where(
                StaffAccount.territory == territory,
                StaffAccount.channel == channel,
                col(StaffAccount.revoked_at).is_(None),
                col(StaffAccount.blocked_at).is_(None),
            )
            .order_by(col(StaffAccount.id))
        )

    @staticmethod
    def _absences_from(territory: str, on: date) -> SelectOfScalar[Absence]:
        return (
            select(Absence)
            .where(Absence.territory == territory, Absence.to_on >= on)
            .order_by(col(Absence.from_on), col(Absence.id))
        )
