"""From a newcomer's yes to a referent who is told: the case, its agreements, its first referral."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.casework.events import HOUSE, NEWCOMER, Kind
from bot.usecases.cases.brief import Brief, find_interlocutor, read_brief
from bot.usecases.cases.calendars import calendar_of
from bot.usecases.cases.deeds import attempt, begin
from bot.usecases.cases.notification import render_card
from bot.usecases.cases.routes import STAFF_CHANNELS, Desk, desk_of, say_to, staff_channel_of, tell_newcomer, tell_staff
from bot.usecases.cases.schedule_of_case import plan_chains
from bot.usecases.cases.sentences import Says, agreement_hash
from dialogs.passage import FrozenProposal
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.facts import COMMUNE, FactValue, OneOf
from referral_rules.presence import called_by
from referral_rules.territory import Territory
from storage.tables import Referral
from storage.talks import Talk
from storage.unit_of_work import UnitOfWork

CONTACT_LANGUAGE = "langue_de_contact"


def open_referral(
    uow: UnitOfWork,
    world: World,
    talk: Talk,
    proposal: FrozenProposal,
    facts: Mapping[str, FactValue],
    agreements: Sequence[str],
    newcomer_calls: bool,
    now: datetime,
) -> Referral:
    """Send the case to the interlocutor whom the person agreed to, with all that follows from it.

    The caller has saved name and number in `uow.people` first. When nobody is bound to a staff account (`has_desk`),
    nothing is transmitted and the caller gives the person the public contacts; the case waits for whoever binds.

    Args:
        facts: what is known, derived facts included; free text never is among them.
        agreements: kinds of agreement given: "interlocutor", "relay", "partners".
        newcomer_calls: the person would rather call.
    """
    territory = world.territory(proposal.territory)
    language = str(facts.get(CONTACT_LANGUAGE) or talk.passage.language)
    known = _settled(facts, talk)
    case = uow.cases.open(territory.id, known, language, talk.person_id, now, passage_id=talk.passage_id)
    away = uow.staff.away_from(territory.id, proposal.referent.target, calendar_of(territory).today(now))
    row = uow.cases.save_proposal(proposal, talk.passage_id, now, case_id=case.id)
    _write_agreements(uow, world, talk, case.id, proposal, agreements, now)
    referral = uow.cases.add_referral(
        case,
        interlocutor=proposal.referent.target,
        rule=proposal.referent.rule,
        revision=proposal.revision,
        reason=proposal.referent.reason,
        promised_on=called_by(territory, proposal.referent.target, proposal.agreed_days, now, away),
        now=now,
        proposal_id=row.id,
        newcomer_calls=newcomer_calls,
    )
    begin(uow, case, referral, NEWCOMER, now)
    uow.audit.note(now, "newcomer", "open_referral", case.id, proposal.referent.target)
    uow.counts.add(territory.id, "referral_sent", calendar_of(territory).today(now))
    brief = read_brief(uow, world, referral.id)
    assert brief is not None
    if not notify(uow, world, brief, now).accounts:
        uow.counts.add(territory.id, "referral_untransmitted", brief.today(now))
    return referral


def notify(
    uow: UnitOfWork, world: World, brief: Brief, now: datetime, note: tuple[str, dict[str, str]] | None = None
) -> Desk:
    """Give the case to the desk of its interlocutor, in working hours, and set the reminders; who got it.

    With no account bound anywhere nobody is told: the caller gives the person the public contacts.

    Args:
        note: a Fluent message and its words, to open the card with.
    """
    desk = desk_of(uow, brief.territory, brief.referral.interlocutor, staff_channel_of(brief.talk))
    if not desk.accounts:
        attempt(uow, brief, Kind.NOBODY_TOLD, HOUSE, now)
        plan_chains(uow, brief, now)
        return desk
    key, words = note or ("", {})
    if desk.stands_in and note is None:
        key, words = "fiche-remplace", {"who": brief.interlocutor.name}
    tell_staff(
        uow,
        brief.territory,
        desk.accounts,
        lambda language: render_card(
            uow, world, brief, language, world.wording.say(language, key, **words) if key else ""
        ),
        now,
        purpose="notification",
        brief=brief,
        context={"card": brief.referral.id},
    )
    plan_chains(uow, brief, now)
    return desk


def tell_at_last(uow: UnitOfWork, world: World, territory: Territory, now: datetime) -> int:
    """Give the cases that could be told to nobody to whoever can be told now, with a new promise; how many."""
    taken_up = 0
    for referral_id in uow.cases.told_to_nobody(territory.id):
        brief = read_brief(uow, world, referral_id)
        if brief is None or not brief.is_current:
            continue
        if not desk_of(uow, territory, brief.referral.interlocutor, staff_channel_of(brief.talk)).accounts:
            continue
        away = uow.staff.away_from(territory.id, brief.referral.interlocutor, brief.today(now))
        promised_on = called_by(territory, brief.referral.interlocutor, None, now, away)
        attempt(uow, brief, Kind.TOLD_AT_LAST, HOUSE, now, promised_on=promised_on.isoformat())
        told = read_brief(uow, world, referral_id)
        assert told is not None
        desk = notify(uow, world, told, now)
        tell_who_has_it(uow, world, told, desk, now)
        taken_up += 1
    return taken_up


def tell_who_has_it(uow: UnitOfWork, world: World, brief: Brief, desk: Desk, now: datetime) -> None:
    """Tell the person who has the case and by when; somebody without an account never has it: the pivot asks them."""
    says = Says(world, brief.language, {})
    pivot = find_interlocutor(brief.territory, brief.territory.pivot)
    who = brief.interlocutor
    message = say_to(
        world,
        brief.talk,
        "suivi-confie" if desk.interlocutor.id == who.id else "suivi-confie-accueil",
        who=says.introduce(who),
        name=who.name,
        day=say_day(brief.language, brief.referral.promised_on, brief.today(now)),
        phone=who.phone or who.structure.phone,
        pivot=pivot.name,
        pivotphone=pivot.phone or pivot.structure.phone,
    )
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)


def has_desk(uow: UnitOfWork, world: World, territory_id: str, interlocutor: str, channel: str) -> bool:
    """Whether somebody would be told of a case sent to `interlocutor` from a talk on `channel`."""
    return bool(
        desk_of(uow, world.territory(territory_id), interlocutor, STAFF_CHANNELS.get(channel, "staff")).accounts
    )


def give_public_contacts(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    """Nobody could be told: the person gets the numbers that everybody may call, and nobody's reminder is set."""
    pivot = brief.territory.directory.interlocutors[brief.territory.pivot]
    message = say_to(
        world,
        brief.talk,
        "suivi-contacts-publics",
        name=brief.interlocutor.name,
        phone=brief.interlocutor.phone or brief.interlocutor.structure.phone,
        pivot=pivot.name,
        pivotphone=pivot.phone or pivot.structure.phone,
    )
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)


def _write_agreements(
    uow: UnitOfWork,
    world: World,
    talk: Talk,
    case_id: int,
    proposal: FrozenProposal,
    agreements: Sequence[str],
    now: datetime,
) -> None:
    """Write each agreement, stamped with the hash of the words it was given to."""
    territory = world.territory(proposal.territory)
    for kind in agreements:
        words = agreement_hash(world, territory, talk.passage.language, kind, proposal.referent.target)
        uow.cases.add_consent(case_id, talk.person_id, kind, words, now)


def _settled(facts: Mapping[str, FactValue], talk: Talk) -> dict[str, FactValue]:
    """The facts that a case keeps; a place known by its community of communes as the person gave it."""
    known = {name: value for name, value in facts.items() if name != CONTACT_LANGUAGE}
    place = talk.passage.answers.get(COMMUNE)
    if isinstance(known.get(COMMUNE), OneOf) and place is not None and isinstance(place.value, str):
        known[COMMUNE] = place.value
    return known
