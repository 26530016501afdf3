"""Cards that lie in chats: when a case moves, every copy of its card says so.

Rule 1: a card belongs to a referral and an account. It is written anew for who may still see the case, and becomes a
line with its number and who has it for who may not.
Rule 2: at most one edit of a card waits at a time; the newest wins. Edits leave at any hour: they ring nobody.
Rule 3: a reminder or an alert about one case, once it is no longer true, loses its buttons and says on which day what
became of the case; that stays true, and it is written once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.casework.beliefs import ASKS_STAFF, About, believed, holds
from bot.casework.life import Status
from bot.usecases.cases.brief import Brief, find_interlocutor, read_brief, read_case_brief
from bot.usecases.cases.notification import render_card
from bot.usecases.cases.routes import ALERTS, ASKING, account_reads, desk_of, keep_notice, write_over
from bot.usecases.cases.sentences import says_of
from bot.usecases.cases.tokens import StaffVerb, staff_token
from dialogs.message import Button, Message
from dialogs.wording import say_day
from dialogs.world import World
from storage.outbox import CardPlace, OutboxRow
from storage.tables import StaffAccount
from storage.unit_of_work import UnitOfWork


def refresh_cards(uow: UnitOfWork, world: World, referral_id: int, now: datetime, *, spare_account: int = 0) -> None:
    """Write every card of a referral anew, as the case stands now, and settle the alerts that it overtook.

    Args:
        spare_account: the account that acted: `refresh_own` writes its messages, once its tap was settled.
    """
    _refresh(uow, world, referral_id, now, lambda account, _: account.id != spare_account)


def refresh_own(
    uow: UnitOfWork, world: World, referral_id: int, account_id: int, now: datetime, *, spare_message: int
) -> None:
    """The same in the chat of the account that acted.

    Args:
        spare_message: the message that was tapped.
    """
    _refresh(uow, world, referral_id, now, lambda account, number: account.id == account_id and number != spare_message)


def _refresh(
    uow: UnitOfWork, world: World, referral_id: int, now: datetime, wanted: Callable[[StaffAccount, int], bool]
) -> None:
    """Every message that lies about, of whichever of the case's referrals: what became of it concerns them all."""
    referral = uow.cases.referral(referral_id)
    for each in uow.cases.referrals_of(referral.case_id) if referral is not None else ():
        cards, alerts = uow.outbox.cards_of(each.id), uow.outbox.alerts_of(each.id)
        about = (row for row in uow.outbox.written() if row.referral_id == each.id)
        leaving = [row for row in about if row.kind == "send" and row.purpose in ASKING]
        brief = read_brief(uow, world, each.id) if cards or alerts or leaving else None
        if brief is None or brief.standing is Status.WITHDRAWN:
            continue  # withdrawing and erasing write their stubs by themselves
        _write_cards(uow, world, brief, cards, now, wanted)
        _settle_alerts(uow, world, brief, alerts, now, wanted)
        _reword_leaving(uow, world, brief, leaving)
    if referral is not None:
        _note_on_lists(uow, world, referral.case_id, now, wanted)


def _note_on_lists(
    uow: UnitOfWork, world: World, case_id: int, now: datetime, wanted: Callable[[StaffAccount, int], bool]
) -> None:
    """Lists of several cases that name this one: a line at their end says what became of it."""
    brief = None
    for notice in uow.notices.list_of(case_id):
        row = uow.outbox.get(notice.outbox_id) if notice.key in ALERTS and notice.belief else None
        if row is None or row.referral_id is not None or row.status != "sent" or row.message_id is None:
            continue
        brief = brief or read_case_brief(uow, world, case_id)
        account = uow.staff.find_account(row.channel, row.chat_id)
        if brief is None or account is None or not wanted(account, row.message_id) or holds(notice.belief, brief.state):
            continue
        uow.notices.reword(notice, notice.key, {})
        if not _may_see(uow, brief, account):
            continue
        said = Message.from_json(uow.outbox.last_edit(row.channel, row.chat_id, row.message_id) or row.body)
        words = {"number": str(brief.case.number), "day": say_day(account.language, brief.today(now))}
        state = _standing_words(world, brief, account.language)
        note = world.wording.say(account.language, "alerte-liste-depassee", state=state, **words)
        message = Message(f"{said.text}\n→ {note}", said.entities, said.rows)
        _edit(uow, brief, row.channel, row.chat_id, row.message_id, message, now)


def _reword_leaving(uow: UnitOfWork, world: World, brief: Brief, leaving: Sequence[OutboxRow]) -> None:
    """What this transaction sends before the case moved on again: cards leave as it stands now, alerts not at all."""
    said = {notice.outbox_id: notice for notice in uow.notices.of_rows([row.id for row in leaving])}
    for row in leaving:
        if row.id not in said or holds(said[row.id].belief, brief.state):
            continue
        account = uow.staff.find_account(row.channel, row.chat_id)
        if row.purpose in ALERTS:
            uow.outbox.take_back(row.id)
            uow.notices.say([row.id], {})
        elif account is not None and _may_see(uow, brief, account):
            uow.outbox.reword(row.id, _card_for(uow, world, brief, account).to_json())
            uow.notices.say([row.id], believed(ASKS_STAFF, brief.state))


def _write_cards(
    uow: UnitOfWork,
    world: World,
    brief: Brief,
    cards: Sequence[CardPlace],
    now: datetime,
    wanted: Callable[[StaffAccount, int], bool],
) -> None:
    for card in cards:
        account = uow.staff.find_account(card.channel, card.chat_id)
        if account is None or not wanted(account, card.message_id):
            continue
        sees = _may_see(uow, brief, account)
        message = _card_for(uow, world, brief, account) if sees else _elsewhere(world, brief, account)
        if not sees and uow.outbox.last_edit(card.channel, card.chat_id, card.message_id) == message.to_json():
            continue  # a stub says all that it ever will
        uow.outbox.drop_waiting_edits(card.message_id, card.channel, card.chat_id, "card")
        edit = _edit(uow, brief, card.channel, card.chat_id, card.message_id, message, now)
        about = ASKS_STAFF if sees else frozenset[About]()
        keep_notice(uow, brief.referral.id, account_reads(account), "card", about, edit, now)


def _settle_alerts(
    uow: UnitOfWork,
    world: World,
    brief: Brief,
    alerts: Sequence[OutboxRow],
    now: datetime,
    wanted: Callable[[StaffAccount, int], bool],
) -> None:
    said = {notice.outbox_id: notice for notice in uow.notices.of_rows([alert.id for alert in alerts])}
    for alert in alerts:
        notice = said.get(alert.id)
        account = uow.staff.find_account(alert.channel, alert.chat_id)
        if notice is None or alert.message_id is None or account is None or not wanted(account, alert.message_id):
            continue
        if holds(notice.belief, brief.state):
            continue
        uow.notices.say([alert.id], {})
        _edit(
            uow,
            brief,
            alert.channel,
            alert.chat_id,
            alert.message_id,
            _over(uow, world, brief, account, alert, now),
            now,
        )


def _over(
    uow: UnitOfWork, world: World, brief: Brief, account: StaffAccount, alert: OutboxRow, now: datetime
) -> Message:
    """An alert that was overtaken: what it said, and what became of the case on which day."""
    if not _may_see(uow, brief, account):
        return _elsewhere(world, brief, account)
    says = says_of(world, brief, account.language)
    said = Message.from_json(alert.body)
    day = say_day(account.language, brief.today(now))
    note = says.text("alerte-depassee", day=day, state=_standing_words(world, brief, account.language))
    row = (Button(says.text("geste-ouvrir"), staff_token(StaffVerb.OPEN_CASE, brief.case.id)),)
    return Message(f"{said.text}\n→ {note}", said.entities, (row,))


def _edit(
    uow: UnitOfWork, brief: Brief, channel: str, chat_id: int, message_id: int, message: Message, now: datetime
) -> int:
    return uow.outbox.add(
        channel=channel,
        chat_id=chat_id,
        message=message,
        kind="edit",
        now=now,
        purpose="card",
        urgent=False,
        referral_id=brief.referral.id,
        person_id=brief.talk.person_id if brief.talk else None,
        edits_message_id=message_id,
        personal=True,
    )


def stub_chat(uow: UnitOfWork, world: World, account: StaffAccount, now: datetime) -> None:
    """Write a stub over everything personal that lies in the chat of somebody who lost every right."""
    uow.notices.forget_reader(account_reads(account))
    text = world.wording.say(account.language, "equipe-acces-retire")
    for sent in uow.outbox.personal_messages_in(account.channel, account.external_id):
        write_over(uow, sent.channel, sent.chat_id, sent.message_id, text, now)


def _card_for(uow: UnitOfWork, world: World, brief: Brief, account: StaffAccount) -> Message:
    """The card as this account may see it now."""
    return render_card(uow, world, brief, account.language, _standing_words(world, brief, account.language))


def _elsewhere(world: World, brief: Brief, account: StaffAccount) -> Message:
    """What is left of a message for who may no longer see the case: its number, and who has it."""
    words = {"number": str(brief.case.number), "who": _holder(brief)}
    return Message(world.wording.say(account.language, "fiche-ailleurs", **words))


def _standing_words(world: World, brief: Brief, language: str) -> str:
    words = {"number": str(brief.case.number), "who": _holder(brief)}
    return world.wording.say(language, f"fiche-etat-{brief.state.status.replace('_', '-')}", **words)


def _holder(brief: Brief) -> str:
    return find_interlocutor(brief.territory, brief.case.referent or brief.referral.interlocutor).name


def _may_see(uow: UnitOfWork, brief: Brief, account: StaffAccount) -> bool:
    if account.territory != brief.case.territory or account.revoked_at is not None:
        return False
    if account.is_animator or account.interlocutor == brief.territory.pivot:
        return True
    if brief.standing is Status.REDIRECTED:
        return False
    desk = desk_of(uow, brief.territory, brief.referral.interlocutor, account.channel)
    return account.interlocutor == brief.referral.interlocutor or any(each.id == account.id for each in desk.accounts)
