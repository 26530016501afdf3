"""/retirer: an animator shuts an account of their territory out; nothing is done before a tap says so.

Rule: the account is looked up again at each tap, in the animator's own territory; nobody shuts themselves out.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.events import Actor, Role
from bot.usecases.cases.tokens import StaffVerb, Tapped, staff_token
from bot.usecases.staff_accounts import Revoked, revoke_account
from bot.usecases.staffroom.naming import find_named
from bot.usecases.staffroom.room import Room
from dialogs.message import Button
from dialogs.wording import say_short_day
from storage.tables import StaffAccount

PAGE = 6  # accounts a page
LABEL_LIMIT = 60  # characters of a button that a phone still shows


def shut_out_command(room: Room, argument: str) -> None:
    """Offer the territory's accounts, or those of whoever is named."""
    accounts = _accounts(room)
    if argument.strip():
        named = {each.id for each in find_named(room.territory, argument)[0]}
        accounts = [account for account in accounts if account.interlocutor in named]
    _offer(room, accounts, 0)


def shut_out_tap(room: Room, tapped: Tapped, order: int | None) -> None:
    """`ra.l.<page>` turns the page, `ra.c.<account>` asks, `ra.y.<account>` does it, `ra.z` drops it."""
    account = next((each for each in _accounts(room) if each.id == tapped.number(1)), None)
    if not room.account.is_animator:
        room.say("refus-pas-a-vous")
    elif tapped.word(0) == "l":
        _offer(room, _accounts(room), tapped.number(1))
    elif tapped.word(0) == "z":
        room.settle(room.words("compte-retrait-rien"), (), order, None)
    elif account is None:
        room.say("refus-plus-en-cours")
    elif tapped.word(0) == "c":
        _ask(room, account)
    elif tapped.word(0) == "y":
        actor = Actor(Role.ANIMATOR, room.account.id)
        done = revoke_account(room.uow, room.world, account, actor, room.now)
        room.settle("\n".join(_lines(room, account, done)), (), order, None)
    else:
        room.say("refus-pas-a-vous")


def _accounts(room: Room) -> list[StaffAccount]:
    """The accounts in force of the animator's territory, but their own."""
    if not room.account.is_animator or room.account.revoked_at is not None:
        return []
    found = room.uow.staff.accounts_in_force(territory=room.account.territory)
    return [account for account in found if account.id != room.account.id]


def _offer(room: Room, accounts: Sequence[StaffAccount], page: int) -> None:
    if not accounts:
        room.say("compte-retrait-aucun-compte")
        return
    pages = (len(accounts) + PAGE - 1) // PAGE
    page = min(page, pages - 1)
    rows: list[tuple[Button, ...]] = [
        (Button(_label(room, account), staff_token(StaffVerb.SHUT_OUT, "c", account.id)),)
        for account in accounts[page * PAGE : (page + 1) * PAGE]
    ]
    arrows = tuple(
        Button(room.words(key), staff_token(StaffVerb.SHUT_OUT, "l", to))
        for key, to in (("geste-precedents", page - 1), ("geste-suivants", page + 1))
        if 0 <= to < pages
    )
    rows += [arrows] if arrows else []
    room.say("compte-retrait-qui", *rows, page=str(page + 1), pages=str(pages))


def _ask(room: Room, account: StaffAccount) -> None:
    cases = (
        room.uow.cases.open_for_interlocutor(account.territory, account.interlocutor) if account.interlocutor else []
    )
    yes = (Button(room.words("geste-retrait-oui"), staff_token(StaffVerb.SHUT_OUT, "y", account.id)),)
    no = (Button(room.words("geste-absence-non"), staff_token(StaffVerb.SHUT_OUT, "z")),)
    room.say("compte-retrait-confirmer", yes, no, who=_label(room, account), count=str(len(cases)))


def _lines(room: Room, account: StaffAccount, done: Revoked) -> list[str]:
    lines = [room.words("compte-retrait-fait", who=_label(room, account))]
    lines += [room.words("compte-retrait-confie", number=str(number), who=who) for number, who in done.moved]
    lines += [room.words("absence-dossier-animation", number=str(number)) for number in done.sought]
    lines += [room.words("compte-retrait-personne", number=str(number)) for number in done.untold]
    return lines


def _label(room: Room, account: StaffAccount) -> str:
    """« Nadia Brun, compte lié le lundi 23/11 »: two accounts of one person are told apart."""
    known = room.territory.directory.interlocutors.get(account.interlocutor or "")
    name = known.name if known is not None else account.interlocutor or room.words("compte-retrait-animation")
    day = say_short_day(room.account.language, room.calendar.today(account.bound_at))
    label = room.words("compte-retrait-compte", who=name, day=day)
    return label if len(label) <= LABEL_LIMIT else label[: LABEL_LIMIT - 1] + "…"
