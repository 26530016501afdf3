"""A territory's figures of the day, for its animators."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Text, cast
from sqlmodel import Session, and_, col, func, or_, select

from referral_rules.facts import Facts
from storage.facts_json import load_facts
from storage.open_cases import is_open_case
from storage.tables import Case, PassageRow, Referral
from storage.talks import Talks

UNFINISHED = ("opening", "listening", "proposal", "contact")
HOUSE_ZONE = ZoneInfo("Europe/Paris")  # where a day begins


@dataclass(frozen=True, slots=True)
class Refusal:
    """A referral that was declined: of which case, under which rule, why, when."""

    number: int
    rule: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseOrigin:
    """Where a case began: for figures that are made of its history."""

    id: int
    created_at: datetime
    facts: Facts
    channel: str


class CaseFigures:
    """The figures within one unit of work."""

    def __init__(self, session: Session, talks: Talks) -> None:
        self._session = session
        self._talks = talks

    def figures(self, territory: str, now: datetime, zone: ZoneInfo = HOUSE_ZONE) -> Mapping[str, int]:
        """Counts by name.

        Of the whole house, since a talk has no territory before its commune is known: `talks_begun_today`,
        `talks_unfinished` (trials of animators left out). Of the territory: `referrals_sent_today`, `cases_open`,
        and of referrals in force `waiting` (nobody took them yet), `late` (waiting after the promised day),
        `taken_in_charge`, `contacted`, `declined` (nobody took over yet), `escalated`.
        """
        self._talks.flush()
        self._session.flush()
        today = now.astimezone(zone).date()
        midnight = datetime.combine(today, time.min, zone)
        return {**self._talk_figures(midnight), **self._referral_figures(territory, today, midnight)}

    def refusals(self, territory: str, reasons: Sequence[str], since: datetime) -> list[Refusal]:
        """The referrals of a territory that were declined for one of `reasons` since an instant, oldest first."""
        query = (
            select(Case.number, Referral.rule, Referral.decline_reason, Referral.answered_at)
            .join(Case, col(Case.id) == col(Referral.case_id))
            .where(
                col(Referral.territory).concat("") == territory,  # by the day: SQLite would look through the territory
                col(Referral.decline_reason).in_(reasons),
                col(Referral.answered_at) >= since,
            )
            .order_by(col(Referral.answered_at), col(Referral.id))
        )
        return [
            Refusal(number, rule, reason, at)
            for number, rule, reason, at in self._session.exec(query)
            if reason is not None and at is not None
        ]

    def latest_facts(self, territory: str, most: int) -> dict[int, Facts]:
        """What the territory's last cases say to the rules, by case id, the newest first; withdrawn ones are left out.

        A place known by its intercommunality stands as the person gave it; an erased case is a withdrawn one.
        """
        query = select(Case.id, Case.facts).where(Case.territory == territory, Case.status != "withdrawn")
        rows = self._session.exec(query.order_by(col(Case.id).desc()).limit(most))
        return {case_id: load_facts(facts) for case_id, facts in rows}

    def origins(self, territory: str, from_at: datetime, to_at: datetime) -> list[CaseOrigin]:
        """The cases that were received, or sent to somebody, from `from_at` until before `to_at`, oldest first.

        Those that were counted already, and left what figures need of them, aren't among them.
        """
        self._talks.flush()
        self._session.flush()
        channel = (
            select(PassageRow.channel)
            .where(PassageRow.case_id == Case.id)
            .order_by(col(PassageRow.id))
            .limit(1)
            .scalar_subquery()
        )
        sent = select(Referral.case_id).where(
            Referral.territory == territory, Referral.sent_at >= from_at, Referral.sent_at < to_at
        )
        begun = and_(col(Case.created_at) >= from_at, col(Case.created_at) < to_at)
        query = (
            select(Case.id, Case.created_at, Case.facts, channel)
            .where(Case.territory == territory, ~col(Case.is_counted), or_(begun, col(Case.id).in_(sent)))
            .order_by(col(Case.id))
        )
        return [
            CaseOrigin(case_id, created_at, load_facts(facts), door or "")
            for case_id, created_at, facts, door in self._session.exec(query)
        ]

    def origin(self, case: Case) -> CaseOrigin:
        """Where one case began."""
        self._talks.flush()
        channel = self._session.exec(
            select(PassageRow.channel).where(PassageRow.case_id == case.id).order_by(col(PassageRow.id)).limit(1)
        ).first()
        return CaseOrigin(case.id, case.created_at, load_facts(case.facts), channel or "")

    def stopped_talks(self, from_at: datetime, to_at: datetime) -> Counter[str]:
        """Of talks begun in a span that led to no case, how many stopped at which question (trials left out).

        A talk that shows no question counts under where it stands: "stage:proposal".
        """
        self._talks.flush()
        query = select(PassageRow.stage, cast(col(PassageRow.state), Text)).where(
            col(PassageRow.case_id).is_(None),
            col(PassageRow.stage).in_(UNFINISHED),
            PassageRow.channel != "trial",
            PassageRow.created_at >= from_at,
            PassageRow.created_at < to_at,
        )
        return Counter(stopped_at(stage, state) for stage, state in self._session.exec(query))

    def _talk_figures(self, midnight: datetime) -> dict[str, int]:
        talks = select(func.count()).select_from(PassageRow).where(PassageRow.channel != "trial")
        begun = talks.where(PassageRow.created_at >= midnight, PassageRow.created_at < midnight + timedelta(days=1))
        unfinished = talks.where(col(PassageRow.stage).in_(UNFINISHED))
        return {
            "talks_begun_today": self._session.exec(begun).one(),
            "talks_unfinished": self._session.exec(unfinished).one(),
        }

    def _referral_figures(self, territory: str, today: date, midnight: datetime) -> dict[str, int]:
        in_force = (
            select(Referral.status, func.count())
            .select_from(Referral)
            .join(Case, col(Case.referral_id) == col(Referral.id))
            .where(Case.territory == territory, is_open_case())
            .group_by(col(Referral.status))
        )
        by_status = dict(self._session.exec(in_force).all())
        late = dict(self._session.exec(in_force.where(Referral.promised_on < today)).all())
        sent = (
            select(func.count())
            .select_from(Referral)
            .where(
                Referral.territory == territory,
                Referral.sent_at >= midnight,
                col(Referral.status).not_like("support_%"),
            )
        )
        waiting = ("sent", "seen", "escalated")
        return {
            "referrals_sent_today": self._session.exec(sent).one(),
            "cases_open": sum(by_status.values()),
            "waiting": sum(by_status.get(status, 0) for status in waiting),
            "late": sum(late.get(status, 0) for status in waiting),
            "taken_in_charge": by_status.get("taken_charge", 0),
            "contacted": by_status.get("contacted", 0),
            "declined": by_status.get("declined", 0),
            "escalated": by_status.get("escalated", 0),
        }


def stopped_at(stage: str, state: str) -> str:
    """The question that a stored talk shows, else where it stands: "stage:proposal"; so too for one of foreign shape.

    Args:
        state: the talk as its row holds it, JSON or not.
    """
    try:
        shown = json.loads(state).get("shown")
        return str(shown["question"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return f"stage:{stage}"


def is_unfinished(stage: str, channel: str) -> bool:
    """Whether a talk that led to no case stopped on its way; an animator's own trial doesn't count."""
    return stage in UNFINISHED and channel != "trial"
