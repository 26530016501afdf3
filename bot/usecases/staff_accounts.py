"""Use cases on staff accounts: one is shut out, and nothing that was theirs is left lying or waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.casework.events import Actor
from bot.casework.life import SOUGHT
from bot.usecases.cases.brief import Brief, find_interlocutor, read_case_brief
from bot.usecases.cases.cards import stub_chat
from bot.usecases.cases.handover import Word, covers, pass_on
from bot.usecases.cases.opening import give_public_contacts
from bot.usecases.cases.routes import watchers_of
from dialogs.world import World
from storage.tables import StaffAccount
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Revoked:
    """What became of the cases of somebody who was shut out: numbers by who has them now."""

    moved: tuple[tuple[int, str], ...]
    asked: tuple[int, ...]


def revoke_account(uow: UnitOfWork, world: World, account: StaffAccount, actor: Actor, now: datetime) -> Revoked:
    """Shut an account out at once: its waiting messages go, its cards become stubs, its cases find somebody else.

    Cases move only when nobody else of the same desk is left: to the relay that the person agreed to, else to the
    pivot, whom the agreements always reach. Done twice, the second time changes nothing.
    """
    if account.revoked_at is not None:
        return Revoked((), ())
    uow.staff.revoke(account, now)
    uow.session.flush()
    uow.outbox.drop_unsent(account.channel, account.external_id)
    stub_chat(uow, world, account, now)
    uow.audit.note(now, actor.written(), "revoke_account", None, str(account.id))
    if account.interlocutor is None or account.territory not in world.territories:
        return Revoked((), ())
    if uow.staff.accounts_of(account.territory, account.interlocutor, account.channel):
        return Revoked((), ())
    return _move_cases(uow, world, account, actor, now)


def _move_cases(uow: UnitOfWork, world: World, account: StaffAccount, actor: Actor, now: datetime) -> Revoked:
    assert account.interlocutor is not None
    moved: list[tuple[int, str]] = []
    asked: list[int] = []
    for case, _ in uow.cases.open_for_interlocutor(account.territory, account.interlocutor):
        brief = read_case_brief(uow, world, case.id)
        if brief is None or not brief.is_current:
            continue
        to = _who_instead(brief)
        if to == account.interlocutor:
            _leave_to_animators(uow, world, brief, account.channel, now)
        elif pass_on(uow, world, brief, to, Word(), now, actor) == "moved":
            moved.append((case.number, find_interlocutor(brief.territory, to).name))
        else:
            asked.append(case.number)
    return Revoked(tuple(moved), tuple(asked))


def _who_instead(brief: Brief) -> str:
    """The relay, where the agreements reach them; else the pivot."""
    relay = brief.interlocutor.relay
    return relay if relay and covers(brief, relay) else brief.territory.pivot


def _leave_to_animators(uow: UnitOfWork, world: World, brief: Brief, channel: str, now: datetime) -> None:
    """The pivot's own case stays at the pivot's desk, which the animators stand in for; with none, give numbers."""
    if brief.state.status not in SOUGHT and not watchers_of(uow, brief.territory, channel):
        give_public_contacts(uow, world, brief, now)
