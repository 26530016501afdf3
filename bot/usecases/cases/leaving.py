"""When somebody takes an agreement back, asks for a human instead, or can't be reached any more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.casework.events import NEWCOMER, Kind
from bot.casework.life import Decision, Refusal
from bot.usecases.cases.after_withdrawal import ask_what_becomes
from bot.usecases.cases.brief import Brief, read_case_brief
from bot.usecases.cases.calendars import calendar_of
from bot.usecases.cases.counted import count_case
from bot.usecases.cases.deeds import attempt
from bot.usecases.cases.routes import (
    STAFF_CHANNELS,
    delete_file,
    desk_of,
    drop_pending,
    staff_channel_of,
    tell_staff,
    watchers_of,
    write_over,
)
from bot.usecases.cases.sentences import agreement_hash, proposed_to, says_of
from dialogs.message import Message
from dialogs.world import World
from storage.tables import StaffAccount
from storage.talks import Talk
from storage.unit_of_work import UnitOfWork

WAITS_FOR_A_CALL = frozenset({"sent", "seen", "taken_charge", "escalated", "declined"})


@dataclass(frozen=True, slots=True)
class HumanCall:
    """Whom the person may call themselves, and by which day somebody calls them (None: nobody could be told)."""

    name: str
    phone: str
    call_on: date | None


def withdraw_agreement(uow: UnitOfWork, world: World, talk: Talk, kind: str, now: datetime) -> None:
    """Take one agreement back. Without the first nothing may be kept: the referent is told to delete, the case ends."""
    brief = read_case_brief(uow, world, talk.case_id) if talk.case_id is not None else None
    if brief is None:
        return
    if kind == "interlocutor":
        withdraw(uow, world, brief, now)
        return
    for consent in brief.consents:
        if consent.kind == kind:
            consent.withdrawn_at = now
    uow.audit.note(now, "newcomer", "withdraw_agreement", brief.case.id, kind)
    desk = desk_of(uow, brief.territory, brief.referral.interlocutor, staff_channel_of(brief.talk))

    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        words = {"number": str(brief.case.number), "what": says.agreement(brief, kind)}
        return Message(says.text("equipe-accord-retire", **words))

    tell_staff(uow, brief.territory, desk.accounts, render, now, purpose="relay", brief=brief)


def withdraw(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> Decision | Refusal:
    """Take the agreement back: access ends at once, the case is over, the answers stay with the person alone.

    Who was told deletes, what was sent to staff becomes a stub; the person says what becomes of their answers.
    """
    told = told_of(uow, brief)
    done = attempt(uow, brief, Kind.WITHDRAWN, NEWCOMER, now)
    if isinstance(done, Refusal):
        return done
    count_case(uow, world, brief.case.id)
    for consent in brief.consents:
        consent.withdrawn_at = now
    uow.audit.note(now, "newcomer", "withdraw_agreement", brief.case.id, "interlocutor")
    end_case(uow, world, brief, told, now)
    if brief.talk is not None:
        uow.talks.save(brief.talk, replace(brief.talk.passage, agreements=()), now)
    ask_what_becomes(uow, world, brief, now)
    return done


def give_agreement(uow: UnitOfWork, world: World, talk: Talk, kind: str, now: datetime) -> None:
    """Write an agreement given after the referral; nothing happens when it stands already."""
    brief = read_case_brief(uow, world, talk.case_id) if talk.case_id is not None else None
    if brief is None or any(consent.kind == kind for consent in brief.consents):
        return
    words = agreement_hash(world, brief.territory, brief.language, kind, proposed_to(brief))
    uow.cases.add_consent(brief.case.id, talk.person_id, kind, words, now)
    uow.audit.note(now, "newcomer", "give_agreement", brief.case.id, kind)


def end_case(uow: UnitOfWork, world: World, brief: Brief, told: tuple[tuple[str, str], ...], now: datetime) -> None:
    """Erase a case whose person took their agreement back: who was told deletes, what was sent becomes a stub."""
    referrals = [
        referral.id for referral in (*uow.cases.referrals_of(brief.case.id), *uow.cases.supports_of(brief.case.id))
    ]
    for sent in uow.outbox.messages_of_referrals(referrals, list(STAFF_CHANNELS.values())):
        if sent.is_file:
            delete_file(uow, sent, now)
        else:
            stub_over(uow, world, sent.channel, sent.chat_id, sent.message_id, now)
    uow.notices.forget_staff_of(brief.case.id)
    for referral in uow.cases.referrals_of(brief.case.id):
        drop_pending(uow, referral.id, "withdrawn")
        referral.reason = ""
        for relay in uow.relays.list_of(referral.id):
            relay.text, relay.status = "", "cancelled"
    tell_to_delete(uow, world, brief, told, now)
    brief.case.facts = {}
    uow.reminders.close_for_case(brief.case.id, now)
    uow.counts.add(brief.territory.id, "withdrawn", brief.today(now))


def told_of(uow: UnitOfWork, brief: Brief) -> tuple[tuple[str, str], ...]:
    """The interlocutors whom the case was sent to: (interlocutor id, staff channel)."""
    channel = staff_channel_of(brief.talk)
    told = (*uow.cases.referrals_of(brief.case.id), *uow.cases.supports_of(brief.case.id))
    sent_to = dict.fromkeys(referral.interlocutor for referral in told)
    return tuple((interlocutor, channel) for interlocutor in sent_to)


def tell_to_delete(
    uow: UnitOfWork, world: World, brief: Brief, told: tuple[tuple[str, str], ...], now: datetime
) -> None:
    """Ask everybody who was told of the case to delete what they noted; the message names nobody."""
    accounts = {
        account.id: account
        for interlocutor, channel in told
        for account in desk_of(uow, brief.territory, interlocutor, channel).accounts
    }
    due_at = brief.calendar.next_opening(now)
    for account in accounts.values():
        text = world.wording.say(account.language, "equipe-supprimer", number=str(brief.case.number))
        uow.outbox.add(
            channel=account.channel,
            chat_id=account.external_id,
            message=Message(text),
            now=now,
            due_at=due_at,
            purpose="deletion",
            urgent=False,
        )
    channels = {channel for _, channel in told}
    watching = [account for channel in channels for account in watchers_of(uow, brief.territory, channel)]
    for account in {account.id: account for account in (*accounts.values(), *watching)}.values():
        _stub_lists(uow, world, account, now)


def _stub_lists(uow: UnitOfWork, world: World, account: StaffAccount, now: datetime) -> None:
    """Write a stub over the lists of several cases in a chat: one of those they name is to be forgotten."""
    text = world.wording.say(account.language, "equipe-liste-effacee")
    for sent in uow.outbox.lists_in(account.channel, account.external_id):
        write_over(uow, sent.channel, sent.chat_id, sent.message_id, text, now)


def stub_over(uow: UnitOfWork, world: World, channel: str, chat_id: int, message_id: int, now: datetime) -> None:
    """Write a stub over a message that was sent and held something personal."""
    write_over(uow, channel, chat_id, message_id, world.wording.say("fr", "equipe-efface"), now)


def person_unreachable(uow: UnitOfWork, world: World, channel: str, chat_id: int, now: datetime) -> None:
    """A chat can't be written to any more: nothing is sent, reminders stop, staff is told when it matters."""
    uow.outbox.drop_unsent(channel, chat_id)
    if channel in STAFF_CHANNELS.values():
        _account_unreachable(uow, world, channel, chat_id, now)
        return
    talk = uow.talks.find(channel, chat_id)
    if talk is None:
        return
    uow.talks.block(talk, now)
    uow.reminders.close_for_passage(talk.passage_id, now, kinds=("resume_talk",))
    brief = read_case_brief(uow, world, talk.case_id) if talk.case_id is not None else None
    if brief is None or not brief.is_current or brief.referral.status not in WAITS_FOR_A_CALL:
        return
    desk = desk_of(uow, brief.territory, brief.referral.interlocutor, staff_channel_of(talk))

    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        reached = (brief.person.phone or brief.person.email or "") if brief.person else ""
        name = brief.first_name or says.text("fiche-la-personne")
        words = {"number": str(brief.case.number), "name": name, "phone": reached}
        return Message(says.text("equipe-injoignable", **words))

    tell_staff(uow, brief.territory, desk.accounts, render, now, purpose="relay", brief=brief)
    uow.audit.note(now, "house", "person_unreachable", brief.case.id)


def person_reachable(uow: UnitOfWork, channel: str, chat_id: int) -> None:
    """A chat may be written to again."""
    if channel in STAFF_CHANNELS.values():
        account = uow.staff.find_account(channel, chat_id)
        if account is not None:
            account.blocked_at = None
        return
    talk = uow.talks.find(channel, chat_id)
    if talk is not None:
        uow.talks.unblock(talk)


def request_human(
    uow: UnitOfWork,
    world: World,
    talk: Talk,
    why: str,
    phone: str,
    first_name: str,
    now: datetime,
    territory_id: str | None = None,
) -> HumanCall:
    """The person wants a human, and said yes to being called: the pivot's desk is told. Without a number, nobody is.

    Args:
        why: "contact" or "fallback".
    """
    territory = world.territory(territory_id)
    calendar = calendar_of(territory)
    channel = staff_channel_of(talk)
    pivot = territory.directory.interlocutors[territory.pivot]
    told = 0
    if phone.strip():
        due_at = calendar.next_opening(now)
        for account in watchers_of(uow, territory, channel):
            words = {"name": first_name or "–", "phone": phone.strip()}
            uow.outbox.add(
                channel=account.channel,
                chat_id=account.external_id,
                message=Message(world.wording.say(account.language, f"equipe-rappeler-{why}", **words)),
                now=now,
                due_at=due_at,
                purpose="callback",
                person_id=talk.person_id,
                personal=True,
            )
            told += 1
        uow.counts.add(territory.id, f"human:{why}", calendar.today(now))
    call_on = calendar.today(calendar.next_opening(now)) if told else None
    return HumanCall(pivot.name, pivot.phone or pivot.structure.phone, call_on)


def _account_unreachable(uow: UnitOfWork, world: World, channel: str, chat_id: int, now: datetime) -> None:
    account = uow.staff.find_account(channel, chat_id)
    if account is None or account.blocked_at is not None:
        return
    account.blocked_at = now
    uow.session.flush()
    territory = world.territory(account.territory)
    who = account.interlocutor or ""
    name = territory.directory.interlocutors[who].name if who in territory.directory.interlocutors else who
    others = [other for other in watchers_of(uow, territory, channel) if other.id != account.id]

    def render(language: str) -> Message:
        return Message(world.wording.say(language, "equipe-compte-bloque", who=name))

    tell_staff(uow, territory, others, render, now, purpose="escalation")
    uow.audit.note(now, "house", "account_unreachable", None, str(account.id))
