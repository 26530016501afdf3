"""Cases: one project each, with its referrals, consents and frozen proposals."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from sqlmodel import Session, col, select

from dialogs.passage import FrozenProposal
from referral_rules.facts import Facts
from storage.case_figures import CaseFigures
from storage.facts_json import dump_facts
from storage.ids import new_id
from storage.numbering import next_number
from storage.open_cases import is_open_case
from storage.tables import Case, Consent, Membership, Proposal, Referral, Reminder
from storage.talks import Talks

UNTAKEN = ("sent", "seen", "declined", "escalated")  # referrals that nobody carries yet
CARRIED_BY_SOMEBODY = (
    "sent", "seen", "taken_charge", "trying", "appointment", "contacted", "paused", "session", "escalated",
    "newcomer_calls",
    "newcomer_chooses",
)  # fmt: skip
SUPPORTS = ("support_asked", "support_accepted", "support_declined", "support_done")  # of an appui's referral
NAMES_OF_NUMBERS = "case"


class Cases(CaseFigures):
    """The cases within one unit of work. Objects that come out of here are written back when they are changed."""

    def __init__(self, session: Session, talks: Talks) -> None:
        super().__init__(session, talks)

    def open(
        self,
        territory: str,
        facts: Facts,
        contact_language: str,
        person_id: int,
        now: datetime,
        *,
        passage_id: int | None = None,
    ) -> Case:
        """A new case of one person, with the next number; the passage it came from then belongs to it."""
        case = Case(
            id=new_id(now),
            number=next_number(self._session.connection(), NAMES_OF_NUMBERS),
            territory=territory,
            status="referred",
            facts=dump_facts(facts),
            contact_language=contact_language,
            created_at=now,
        )
        self._session.add(case)
        self.add_member(case.id, person_id, now)
        if passage_id is not None:
            self._talks.attach_case(passage_id, case.id, now)
        return case

    def add_member(self, case_id: int, person_id: int, now: datetime) -> None:
        """Let a person belong to a case; nothing happens when they already do."""
        if self._session.get(Membership, (case_id, person_id)) is None:
            self._session.add(Membership(case_id=case_id, person_id=person_id, since=now))

    def members_of(self, case_id: int) -> list[int]:
        """The ids of a case's persons, first come first."""
        query = select(Membership.person_id).where(Membership.case_id == case_id)
        return list(self._session.exec(query.order_by(col(Membership.since), col(Membership.person_id))))

    def of_person(self, person_id: int) -> list[Case]:
        """The cases a person belongs to, oldest first."""
        query = select(Case).join(Membership, col(Membership.case_id) == col(Case.id))
        return list(self._session.exec(query.where(Membership.person_id == person_id).order_by(col(Case.id))))

    def get(self, case_id: int) -> Case | None:
        """The case, not locked: for reading."""
        return self._session.get(Case, case_id)

    def lock(self, case_id: int) -> Case:
        """The case as it is now, locked until this unit of work ends. Lock the talk first, then the case.

        Raises:
            LookupError: there is no such case.
        """
        self._session.flush()
        query = select(Case).where(Case.id == case_id).with_for_update()
        case = self._session.exec(query.execution_options(populate_existing=True)).first()
        if case is None:
            raise LookupError(f"no case {case_id}")
        return case

    def by_number(self, number: int) -> Case | None:
        """The case that people call by this number."""
        return self._session.exec(select(Case).where(Case.number == number)).first()

    def bump(self, case: Case) -> int:
        """Raise the version, so that reminders set for the older one are stale; the new version."""
        case.version += 1
        return case.version

    def add_referral(
        self,
        case: Case,
        *,
        interlocutor: str,
        rule: str,
        revision: str,
        reason: str,
        promised_on: date,
        now: datetime,
        proposal_id: int | None = None,
        status: str = "sent",
        newcomer_calls: bool = False,
    ) -> Referral:
        """Send a case to an interlocutor: this referral is then the one in force, the interlocutor the referent."""
        referral = Referral(
            id=new_id(now),
            case_id=case.id,
            proposal_id=proposal_id,
            territory=case.territory,
            interlocutor=interlocutor,
            rule=rule,
            revision=revision,
            reason=reason,
            status=status,
            sent_at=now,
            promised_on=promised_on,
            newcomer_calls=newcomer_calls,
        )
        self._session.add(referral)
        case.referral_id = referral.id
        case.referent = interlocutor
        self.bump(case)
        return referral

    def referral(self, referral_id: int) -> Referral | None:
        """The referral; lock its case before you change it."""
        return self._session.get(Referral, referral_id)

    def territory_of_referral(self, referral_id: int) -> str | None:
        """Whose referral it is, whatever else of it can be read."""
        return self._session.exec(select(Referral.territory).where(Referral.id == referral_id)).first()

    def lock_referral(self, referral_id: int) -> tuple[Case, Referral] | None:
        """The case (locked) and the referral as they are now; None when there is no such referral."""
        case_id = self._session.exec(select(Referral.case_id).where(Referral.id == referral_id)).first()
        if case_id is None:
            return None
        case = self.lock(case_id)
        query = select(Referral).where(Referral.id == referral_id).execution_options(populate_existing=True)
        referral = self._session.exec(query).first()
        return (case, referral) if referral is not None else None

    def referrals_of(self, case_id: int) -> list[Referral]:
        """Every referral of a case to a referent, oldest first; its appuis are `supports_of`."""
        query = select(Referral).where(Referral.case_id == case_id, col(Referral.status).not_in(SUPPORTS))
        return list(self._session.exec(query.order_by(col(Referral.id))))

    def supports_of(self, case_id: int) -> list[Referral]:
        """The appuis of a case, each with a referral of their own, oldest first."""
        query = select(Referral).where(Referral.case_id == case_id, col(Referral.status).in_(SUPPORTS))
        return list(self._session.exec(query.order_by(col(Referral.id))))

    def add_support(self, case: Case, in_force: Referral, interlocutor: str, now: datetime) -> Referral:
        """Ask an appui beside the referral in force, which stays so."""
        support = Referral(
            id=new_id(now),
            case_id=case.id,
            territory=case.territory,
            interlocutor=interlocutor,
            rule=in_force.rule,
            revision=in_force.revision,
            reason="",
            status="support_asked",
            sent_at=now,
            promised_on=in_force.promised_on,
        )
        self._session.add(support)
        self._session.flush()
        return support

    def open_as_support(self, territory: str, interlocutor: str) -> list[tuple[Case, Referral]]:
        """The open cases to which this interlocutor was asked, or agreed, to lend a hand, oldest first."""
        query = (
            select(Case, Referral)
            .join(Referral, col(Referral.case_id) == col(Case.id))
            .where(
                Case.territory == territory,
                Referral.interlocutor == interlocutor,
                is_open_case(),
                col(Referral.status).in_(SUPPORTS[:2]),
            )
        )
        return list(self._session.exec(query.order_by(col(Case.id))))

    def open_for_interlocutor(self, territory: str, interlocutor: str) -> list[tuple[Case, Referral]]:
        """The open cases whose referral in force is this interlocutor's, oldest first."""
        query = (
            select(Case, Referral)
            .join(Referral, col(Case.referral_id) == col(Referral.id))
            .where(
                Case.territory == territory,
                Referral.interlocutor == interlocutor,
                is_open_case(),
                col(Referral.status).in_(CARRIED_BY_SOMEBODY),
            )
        )
        return list(self._session.exec(query.order_by(col(Case.id))))

    def open_without_date(self, limit: int) -> list[int]:
        """The ids of referrals in force of open cases for which nothing is due, oldest first, at most `limit`."""
        waits = select(Reminder.id).where(Reminder.referral_id == col(Case.referral_id), Reminder.status != "done")
        waits = waits.where(Reminder.status != "stale")
        query = select(Case.id, Case.referral_id).where(
            is_open_case(), col(Case.referral_id).is_not(None), ~waits.exists()
        )
        # Put in order here: SQLite would look through every case there ever was for the order of their ids.
        found = sorted(self._session.exec(query).all())
        return [referral_id for _, referral_id in found[:limit] if referral_id is not None]

    def told_to_nobody(self, territory: str) -> list[int]:
        """The ids of referrals in force that could be told to nobody, oldest first."""
        query = (
            select(Referral.id)
            .join(Case, col(Case.referral_id) == col(Referral.id))
            .where(Case.territory == territory, Referral.status == "newcomer_calls")
        )
        return list(self._session.exec(query.order_by(col(Referral.id))))

    def unanswered(self, territory: str, now: datetime) -> list[tuple[Case, Referral]]:
        """The open cases that nobody took until `now`, the earliest promise first."""
        query = (
            select(Case, Referral)
            .join(Referral, col(Case.referral_id) == col(Referral.id))
            .where(
                Case.territory == territory,
                is_open_case(),
                col(Referral.status).in_(UNTAKEN),
                Referral.sent_at <= now,
            )
        )
        return list(self._session.exec(query.order_by(col(Referral.promised_on), col(Referral.id))))

    def to_phone(self, territory: str) -> list[tuple[Case, Referral]]:
        """The cases, closed ones included, whose person an animator is to phone, the longest waiting first."""
        query = (
            select(Case, Referral)
            .join(Referral, col(Case.referral_id) == col(Referral.id))
            .where(Case.territory == territory, col(Case.to_phone_since).is_not(None))
        )
        return list(self._session.exec(query.order_by(col(Case.to_phone_since), col(Case.id))))

    def add_consent(self, case_id: int, person_id: int, kind: str, text_hash: str, now: datetime) -> Consent:
        """Note an agreement, stamped with the hash of the words it was given to."""
        consent = Consent(
            id=new_id(now), case_id=case_id, person_id=person_id, kind=kind, text_hash=text_hash, given_at=now
        )
        self._session.add(consent)
        return consent

    def consents_of(self, case_id: int) -> list[Consent]:
        """Every agreement of a case, withdrawn ones included, oldest first."""
        query = select(Consent).where(Consent.case_id == case_id).order_by(col(Consent.id))
        return list(self._session.exec(query))

    def save_proposal(
        self, proposal: FrozenProposal, passage_id: int, now: datetime, *, case_id: int | None = None
    ) -> Proposal:
        """Keep a proposal as it was shown. The same key again replaces it ("someone else" moved along the list)."""
        row = self.proposal_by_key(proposal.key)
        if row is None:
            row = Proposal(
                id=new_id(now),
                key=proposal.key,
                passage_id=passage_id,
                territory=proposal.territory,
                revision=proposal.revision,
                body={},
                shown_at=now,
            )
            self._session.add(row)
        row.body = asdict(proposal)
        row.case_id = case_id if case_id is not None else row.case_id
        return row

    def proposal_by_key(self, key: str) -> Proposal | None:
        """The proposal that consent names."""
        return self._session.exec(select(Proposal).where(Proposal.key == key)).first()
