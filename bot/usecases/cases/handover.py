"""A case changes hands: along the frozen list, by the referent's word, by the animator's tap.

Rule: nothing is transmitted beyond the agreements given. A structure they don't cover is named to the person first, who
says yes or no; until then the new interlocutor knows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.casework.events import HOUSE, NEWCOMER, Actor, Kind
from bot.casework.life import Refusal, Status, decide
from bot.rules.case_facts import facts_for_rules
from bot.usecases.cases.brief import Brief, find_interlocutor, read_brief
from bot.usecases.cases.cards import refresh_cards
from bot.usecases.cases.deeds import attempt, begin
from bot.usecases.cases.history import read_history, read_state
from bot.usecases.cases.opening import give_public_contacts, notify, tell_who_has_it
from bot.usecases.cases.promised import promised_by
from bot.usecases.cases.routes import (
    Render,
    desk_of,
    drop_pending,
    say_to,
    staff_channel_of,
    tell_newcomer,
    tell_staff,
)
from bot.usecases.cases.sentences import Says, agreement_hash, proposed_to
from bot.usecases.cases.tokens import NewcomerVerb, key_of, newcomer_token
from dialogs.message import Button, Message
from dialogs.world import World
from referral_rules.directory import Interlocutor
from referral_rules.presence import for_a_case
from storage.facts_json import load_facts
from storage.tables import StaffAccount
from storage.unit_of_work import UnitOfWork

Passing = Literal["moved", "asked"]


@dataclass(frozen=True, slots=True)
class Word:
    """What goes with a case that changes hands: who passes it on (None: the house), a word, the relay row it is in."""

    sender: Interlocutor | None = None
    text: str = ""
    relay_id: int = 0


def covers(brief: Brief, to: str) -> bool:
    """Whether the agreements given reach `to`: the same structure, the named relay, the pivot who keeps the house."""
    kinds = {consent.kind for consent in brief.consents}
    target = find_interlocutor(brief.territory, to)
    agreed = find_interlocutor(brief.territory, proposed_to(brief))
    if to == brief.territory.pivot:
        return True
    if "interlocutor" in kinds and target.structure.id == agreed.structure.id:
        return True
    if "relay" in kinds and agreed.relay == to:
        return True
    return f"structure:{target.structure.id}" in kinds


def redirect_case(
    uow: UnitOfWork, world: World, brief: Brief, actor: Actor, to: str, word: Word, now: datetime
) -> Passing | Refusal:
    """The referent passes the case on with a word; asks the person first where the agreements don't reach."""
    uow.audit.note(now, actor.audited, "redirect_case", brief.case.id, to)
    return pass_on(uow, world, brief, to, word, now, actor)


def reassign(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, to: str, now: datetime) -> Passing | Refusal:
    """The animator gives the case to somebody; asks the person first where the agreements don't reach."""
    uow.audit.note(now, actor.audited, "reassign", brief.case.id, to)
    return pass_on(uow, world, brief, to, Word(), now, actor)


def pass_on(
    uow: UnitOfWork, world: World, brief: Brief, to: str, word: Word, now: datetime, actor: Actor = HOUSE
) -> Passing | Refusal:
    """Move the case to `to` at once when the agreements reach them, else ask the person."""
    state = read_state(uow, brief.case.id)
    if state.referral_id != brief.referral.id:
        return Refusal(Status.REDIRECTED, Kind.PASSED_ON)
    allowed = decide(state.status, Kind.PASSED_ON, actor, now)
    if isinstance(allowed, Refusal):
        return allowed
    if covers(brief, to):
        move(uow, world, brief, to, word, now, actor)
        return "moved"
    attempt(uow, brief, Kind.AGREEMENT_ASKED, actor, now, to=to)
    _ask_agreement(uow, world, brief, to, word, now)
    return "asked"


def move(
    uow: UnitOfWork, world: World, brief: Brief, to: str, word: Word, now: datetime, actor: Actor = HOUSE
) -> Brief:
    """Make `to` the referent: the earlier referral ends, the person is told who and by when."""
    old = brief.referral
    uow.reminders.close_for_referral(old.id, now)
    drop_pending(uow, old.id, "redirected")
    _release(uow, world, brief, to, word, now)
    shown = next((s for s in brief.proposal.ranked if s.target == to), None) if brief.proposal else None
    referral = uow.cases.add_referral(
        brief.case,
        interlocutor=to,
        rule=shown.rule if shown else old.rule,
        revision=old.revision,
        reason=shown.reason if shown else "",
        promised_on=promised_by(uow, world, brief, to, now),
        now=now,
        proposal_id=old.proposal_id,
    )
    begin(uow, brief.case, referral, actor, now, Kind.PASSED_ON)
    refresh_cards(uow, world, old.id, now, spare_account=actor.account)
    moved = read_brief(uow, world, referral.id)
    assert moved is not None
    desk = notify(uow, world, moved, now, _note(word))
    if desk.accounts:
        tell_who_has_it(uow, world, moved, desk, now)
    else:
        give_public_contacts(uow, world, moved, now)
    return moved


def next_in_line(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> Interlocutor | None:
    """Who comes next in the frozen list: not tried yet, able to take it; else the pivot, unless it was tried."""
    tried = {referral.interlocutor for referral in uow.cases.referrals_of(brief.case.id)}
    here = uow.staff.availability(brief.territory.id, brief.today(now))
    availability = for_a_case(brief.territory, facts_for_rules(load_facts(brief.case.facts), world), here, now)
    ranked = [shown.target for shown in brief.proposal.ranked] if brief.proposal else []
    for target in [*ranked, brief.territory.pivot]:
        known = brief.territory.directory.interlocutors.get(target)
        if known is not None and target not in tried and availability.can_take(known):
            return known
    return None


def agree_to_handover(uow: UnitOfWork, world: World, brief: Brief, to: str, word: Word, now: datetime) -> None:
    """The person said yes: the new agreement is written, then the case moves."""
    assert brief.talk is not None
    structure = find_interlocutor(brief.territory, to).structure
    kind = f"structure:{structure.id}"
    words = agreement_hash(world, brief.territory, brief.language, kind, to)
    uow.cases.add_consent(brief.case.id, brief.talk.person_id, kind, words, now)
    uow.audit.note(now, "newcomer", "agree_to_handover", brief.case.id, to)
    uow.session.flush()
    agreed = read_brief(uow, world, brief.referral.id)
    assert agreed is not None
    asker = _asker(uow, brief, to)
    moved = move(uow, world, agreed, to, word, now, NEWCOMER)
    name, number = brief.first_name, str(brief.case.number)

    def render(language: str) -> Message:
        called = name or world.wording.say(language, "fiche-la-personne")
        words = {"number": number, "who": moved.interlocutor.name, "name": called}
        return Message(world.wording.say(language, "equipe-oui-reorientation", **words))

    had = brief.referral.interlocutor
    passed_it_on = word.sender is not None and word.sender.id == had and brief.referral.status != "declined"
    own = desk_of(uow, brief.territory, had, staff_channel_of(brief.talk)).accounts if passed_it_on else ()
    _tell_who_asked(uow, brief, asker, own, render, now)


def refuse_handover(uow: UnitOfWork, world: World, brief: Brief, to: str, now: datetime) -> None:
    """The person said no: nothing is transmitted, and whoever has the case is told."""
    uow.audit.note(now, "newcomer", "refuse_handover", brief.case.id, to)
    asker = _asker(uow, brief, to)
    attempt(uow, brief, Kind.AGREEMENT_REFUSED, NEWCOMER, now, to=to)
    target = find_interlocutor(brief.territory, to)
    desk = desk_of(uow, brief.territory, brief.referral.interlocutor, staff_channel_of(brief.talk))
    words = {"number": str(brief.case.number), "who": target.name, "name": brief.first_name}

    def render(language: str) -> Message:
        return Message(world.wording.say(language, "equipe-refus-reorientation", **words))

    _tell_who_asked(uow, brief, asker, desk.accounts, render, now)


def _asker(uow: UnitOfWork, brief: Brief, to: str) -> int:
    """The account that last asked the person whether the case may go to `to`; 0 when the house did."""
    asked = [event for event in read_history(uow, brief.case.id) if event.kind is Kind.AGREEMENT_ASKED]
    return next((event.actor.account for event in reversed(asked) if event.word("to") == to), 0)


def _tell_who_asked(
    uow: UnitOfWork, brief: Brief, asker: int, desk: Iterable[StaffAccount], render: Render, now: datetime
) -> None:
    """Tell the person's yes or no to the desk that has or had the case, and to whoever asked for it."""
    told = {account.id: account for account in desk}
    told |= {account.id: account for account in uow.staff.accounts_in_force(account=asker)} if asker else {}
    tell_staff(uow, brief.territory, told.values(), render, now, purpose="relay", brief=brief)


def _ask_agreement(uow: UnitOfWork, world: World, brief: Brief, to: str, word: Word, now: datetime) -> None:
    says = Says(world, brief.language, {})
    target = find_interlocutor(brief.territory, to)
    key = key_of(to)
    row = (
        Button(
            says.text("geste-accord-oui"), newcomer_token(NewcomerVerb.AGREE, brief.referral.id, key, word.relay_id)
        ),
        Button(says.text("geste-accord-non"), newcomer_token(NewcomerVerb.REFUSE, brief.referral.id, key)),
    )
    sender = word.sender or find_interlocutor(brief.territory, brief.territory.pivot)
    message = say_to(world, brief.talk, "suivi-accord-demande", row, sender=sender.name, target=says.introduce(target))
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id, purpose="handover")


def _release(uow: UnitOfWork, world: World, brief: Brief, to: str, word: Word, now: datetime) -> None:
    """Tell the one who had the case that it is in other hands, unless they passed it on or declined it themselves."""
    had = brief.referral.interlocutor
    if had == to or brief.referral.status == "declined" or (word.sender is not None and word.sender.id == had):
        return
    desk = desk_of(uow, brief.territory, had, staff_channel_of(brief.talk))
    words = {"number": str(brief.case.number), "who": find_interlocutor(brief.territory, to).name}

    def render(language: str) -> Message:
        return Message(world.wording.say(language, "equipe-confie-ailleurs", **words))

    if not desk.stands_in:
        tell_staff(uow, brief.territory, desk.accounts, render, now, purpose="relay", brief=brief)


def _note(word: Word) -> tuple[str, dict[str, str]] | None:
    if word.sender is None:
        return None
    if word.text:
        return "fiche-de-la-part-mot", {"who": word.sender.name, "words": word.text}
    return "fiche-de-la-part", {"who": word.sender.name}
