"""The cases that a monthly review looks at, with what tells whether their people may be named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from storage.tables import Case, Consent, Membership, Person

CLOSED = ("closed", "withdrawn")


@dataclass(frozen=True, slots=True)
class CasePeople:
    """Who belongs to a case, first come first, and how many of them agreed to what was asked for."""

    names: tuple[str, ...]
    agreed: int


class Reviews:
    """What a review reads, within one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def cases(self, territory: str, from_at: datetime, to_at: datetime) -> list[int]:
        """The ids of open cases begun before `to_at`, and of those that ended in the span; withdrawn ones left out."""
        ended = (col(Case.status) == "closed") & (col(Case.closed_at) >= from_at) & (col(Case.closed_at) < to_at)
        query = select(Case.id).where(
            Case.territory == territory, Case.created_at < to_at, or_(col(Case.status).not_in(CLOSED), ended)
        )
        return list(self._session.exec(query.order_by(col(Case.id))))

    def people(self, case_ids: Sequence[int], agreement: str) -> dict[int, CasePeople]:
        """Who belongs to each case, and how many of them agreed to `agreement` and didn't take it back."""
        if not case_ids:
            return {}
        members = select(Membership.case_id, Person.id, Person.first_name, Person.last_name).join(
            Person, col(Person.id) == col(Membership.person_id)
        )
        members = members.where(col(Membership.case_id).in_(case_ids)).order_by(
            col(Membership.since), col(Membership.person_id)
        )
        given = select(Consent.case_id, Consent.person_id).where(
            col(Consent.case_id).in_(case_ids), Consent.kind == agreement, col(Consent.withdrawn_at).is_(None)
        )
        agreed = set(self._session.exec(given).all())
        names: dict[int, list[str]] = {}
        yes: dict[int, int] = {}
        for case_id, person_id, first_name, last_name in self._session.exec(members):
            names.setdefault(case_id, []).append(" ".join(filter(None, (first_name, last_name))))
            yes[case_id] = yes.get(case_id, 0) + ((case_id, person_id) in agreed)
        return {case_id: CasePeople(tuple(each), yes[case_id]) for case_id, each in names.items()}
