"""Cards that lie in chats: when a case moves, every copy of its card says so.

Rule 1: a card belongs to a referral and an account. It is written anew for who may still see the case, and becomes a
line with its number and who has it for who may not.
Rule 2: at most one edit of a card waits at a time; the newest wins. Edits leave at any hour: they ring nobody.
"""

from __future__ import annotations

from datetime import datetime

from bot.casework.life import Status
from bot.usecases.cases.brief import Brief, find_interlocutor, read_brief
from bot.usecases.cases.notification import render_card
from bot.usecases.cases.routes import desk_of
from dialogs.message import Message
from dialogs.world import World
from storage.tables import StaffAccount
from storage.unit_of_work import UnitOfWork


def refresh_cards(uow: UnitOfWork, world: World, referral_id: int, now: datetime, *, spare_account: int = 0) -> None:
    """Write every card of a referral anew, as the case stands now.

    Args:
        spare_account: the account that acted: its own card is settled by the tap.
    """
    cards = uow.outbox.cards_of(referral_id)
    if not cards:
        return
    brief = read_brief(uow, world, referral_id)
    if brief is None or brief.standing is Status.WITHDRAWN:
        return  # withdrawing and erasing write their stubs by themselves
    for card in cards:
        account = uow.staff.find_account(card.channel, card.chat_id)
        if account is None or account.id == spare_account:
            continue
        uow.outbox.drop_waiting_edits(card.message_id, card.channel, card.chat_id, "card")
        uow.outbox.add(
            channel=card.channel,
            chat_id=card.chat_id,
            message=_card_for(uow, world, brief, account),
            kind="edit",
            now=now,
            purpose="card",
            urgent=False,
            referral_id=referral_id,
            person_id=brief.talk.person_id if brief.talk else None,
            edits_message_id=card.message_id,
            personal=True,
        )


def stub_chat(uow: UnitOfWork, world: World, account: StaffAccount, now: datetime) -> None:
    """Write a stub over everything personal that lies in the chat of somebody who lost every right."""
    for sent in uow.outbox.personal_messages_in(account.channel, account.external_id):
        uow.outbox.add(
            channel=sent.channel,
            chat_id=sent.chat_id,
            message=Message(world.wording.say(account.language, "equipe-acces-retire")),
            kind="edit",
            now=now,
            purpose="erasure",
            urgent=False,
            edits_message_id=sent.message_id,
        )


def _card_for(uow: UnitOfWork, world: World, brief: Brief, account: StaffAccount) -> Message:
    """The card as this account may see it now."""
    holder = brief.case.referent or brief.referral.interlocutor
    words = {"number": str(brief.case.number), "who": find_interlocutor(brief.territory, holder).name}
    if not _may_see(uow, brief, account):
        return Message(world.wording.say(account.language, "fiche-ailleurs", **words))
    note = world.wording.say(account.language, f"fiche-etat-{brief.standing.replace('_', '-')}", **words)
    return render_card(uow, world, brief, account.language, note)


def _may_see(uow: UnitOfWork, brief: Brief, account: StaffAccount) -> bool:
    if account.territory != brief.case.territory or account.revoked_at is not None:
        return False
    if account.is_animator or account.interlocutor == brief.territory.pivot:
        return True
    if brief.standing is Status.REDIRECTED:
        return False
    desk = desk_of(uow, brief.territory, brief.referral.interlocutor, account.channel)
    return account.interlocutor == brief.referral.interlocutor or any(each.id == account.id for each in desk.accounts)
