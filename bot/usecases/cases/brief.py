"""Everything about one referral that its use cases need, read together under the lock of its case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.casework.fold import CaseState
from bot.casework.follow_up import ReferralHistory, history_of
from bot.casework.life import OPEN, Status
from bot.usecases.cases.calendars import calendar_of
from bot.usecases.cases.history import read_state
from dialogs.passage import FrozenProposal
from dialogs.world import World
from referral_rules.directory import Interlocutor
from referral_rules.territory import Territory
from referral_rules.working_days import Calendar
from storage.tables import Case, Consent, Person, Referral
from storage.talks import Talk
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Brief:
    """A referral with its case, its interlocutor and the person; `talk` and `person` are None once erased."""

    case: Case
    referral: Referral
    territory: Territory
    interlocutor: Interlocutor
    talk: Talk | None
    person: Person | None
    consents: tuple[Consent, ...]
    state: CaseState

    @property
    def calendar(self) -> Calendar:
        """The territory's calendar."""
        return calendar_of(self.territory)

    @property
    def is_current(self) -> bool:
        """Whether this is the referral in force, of a case that still has somebody to help."""
        return self.case.referral_id == self.referral.id and self.referral.status in OPEN

    @property
    def standing(self) -> Status:
        """Where this referral stands: its case's status while it is in force; an erased case is a withdrawn one."""
        if self.state.referral_id is None:
            return Status.WITHDRAWN
        return self.state.status if self.state.referral_id == self.referral.id else Status.REDIRECTED

    @property
    def first_name(self) -> str:
        """How the person is called; empty once erased."""
        return (self.person.first_name if self.person else None) or ""

    @property
    def proposal(self) -> FrozenProposal | None:
        """The proposal that was frozen when the person agreed."""
        return self.talk.passage.proposal if self.talk else None

    @property
    def language(self) -> str:
        """The language the person is written to in."""
        return self.talk.passage.language if self.talk else "fr"

    def today(self, now: datetime) -> date:
        """The territory's day."""
        return self.calendar.today(now)

    def history(self) -> ReferralHistory:
        """What the follow-up needs to know."""
        return history_of(self.state, self.referral.id, self.referral.notified_at, self.interlocutor.present_days)


def read_brief(uow: UnitOfWork, world: World, referral_id: int) -> Brief | None:
    """The brief of a referral, person and case locked in that order; None when there is none (or it was erased)."""
    referral = uow.cases.referral(referral_id)
    return _brief(uow, world, referral.case_id, referral.id) if referral is not None else None


def read_case_brief(uow: UnitOfWork, world: World, case_id: int) -> Brief | None:
    """The brief of a case's referral in force, person and case locked in that order; None when it has none."""
    return _brief(uow, world, case_id, None)


def find_interlocutor(territory: Territory, interlocutor: str) -> Interlocutor:
    """The interlocutor, or the pivot when the directory lost them meanwhile."""
    known = territory.directory.interlocutors
    return known.get(interlocutor) or known[territory.pivot]


def _brief(uow: UnitOfWork, world: World, case_id: int, referral_id: int | None) -> Brief | None:
    talk = uow.talks.find_of_case(case_id)
    case = uow.cases.lock(case_id)
    wanted = referral_id or case.referral_id
    locked = uow.cases.lock_referral(wanted) if wanted is not None else None
    if locked is None:
        return None
    referral = locked[1]
    territory = world.territory(case.territory)
    return Brief(
        case=case,
        referral=referral,
        territory=territory,
        interlocutor=find_interlocutor(territory, referral.interlocutor),
        talk=talk,
        person=uow.people.get(talk.person_id) if talk is not None else None,
        state=read_state(uow, case.id),
        consents=tuple(consent for consent in uow.cases.consents_of(case.id) if consent.withdrawn_at is None),
    )
