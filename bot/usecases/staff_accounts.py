"""Use cases on staff accounts: one is shut out, and nothing that was theirs is left lying or waiting."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.casework.events import Actor, Kind
from bot.casework.life import SOUGHT, Refusal, Status
from bot.usecases.cases.brief import Brief, find_interlocutor, read_case_brief
from bot.usecases.cases.cards import stub_chat
from bot.usecases.cases.handover import Word, move, pass_on
from bot.usecases.cases.moving_out import can_take, relay_of, seek_somebody
from bot.usecases.cases.routes import staff_channel_of, watchers_of
from dialogs.world import World
from storage.tables import StaffAccount
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Revoked:
    """What became of the cases of somebody who was shut out, by number.

    Attributes:
        moved: with the name of who has them now.
        sought: the animators seek somebody.
        untold: nobody could be told; the persons have the public numbers.
        is_watched: whether somebody is left who sees the territory's cases.
    """

    moved: tuple[tuple[int, str], ...] = ()
    sought: tuple[int, ...] = ()
    untold: tuple[int, ...] = ()
    is_watched: bool = True


@dataclass(slots=True)
class _Found:
    moved: list[tuple[int, str]] = field(default_factory=list)
    sought: list[int] = field(default_factory=list)
    untold: list[int] = field(default_factory=list)


def revoke_account(uow: UnitOfWork, world: World, account: StaffAccount, actor: Actor, now: datetime) -> Revoked:
    """Shut an account out at once: its waiting messages go, its cards become stubs, its cases find somebody else.

    A case moves when nobody else of the same desk can be written to about it: to the relay that the person agreed to,
    where they are there in time; else to the pivot, whom the agreements always reach; else the animators seek somebody.
    Done twice, the second time changes nothing.
    """
    if account.revoked_at is not None:
        return Revoked()
    uow.staff.revoke(account, now)
    uow.session.flush()
    uow.outbox.drop_unsent(account.channel, account.external_id)
    stub_chat(uow, world, account, now)
    uow.audit.note(now, actor.written(), "revoke_account", None, str(account.id))
    if account.territory not in world.territories:
        return Revoked()
    found = _Found()
    if account.interlocutor is not None:
        for case, _ in uow.cases.open_for_interlocutor(account.territory, account.interlocutor):
            brief = read_case_brief(uow, world, case.id)
            if brief is not None and brief.is_current and _is_left_alone(uow, brief):
                _move(uow, world, brief, actor, now, found)
    watched = bool(watchers_of(uow, world.territory(account.territory), account.channel))
    return Revoked(tuple(found.moved), tuple(found.sought), tuple(found.untold), watched)


def _is_left_alone(uow: UnitOfWork, brief: Brief) -> bool:
    """Whether nobody of the desk that has a case is left to write to, beside the channel of its person."""
    if brief.state.status in SOUGHT | {Status.NEWCOMER_CALLS}:
        return False
    desk, channel = brief.referral.interlocutor, staff_channel_of(brief.talk)
    return not uow.staff.accounts_of(brief.territory.id, desk, channel)


def _move(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, now: datetime, found: _Found) -> None:
    number = brief.case.number
    for to in _who_instead(uow, world, brief, now):
        passing = pass_on(uow, world, brief, to, Word(), now, actor)
        if not isinstance(passing, Refusal) and passing == "moved":
            found.moved.append((number, find_interlocutor(brief.territory, to).name))
            return
    if seek_somebody(uow, world, brief, Kind.LEFT, actor, now):
        found.sought.append(number)
    else:
        move(uow, world, brief, brief.territory.pivot, Word(), now, actor)  # tells that nobody could be told
        found.untold.append(number)


def _who_instead(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> list[str]:
    """The relay, where they are there in time; then the pivot's desk, where it has an account and is."""
    relay = relay_of(uow, world, brief, now)
    chosen = [relay.id] if relay is not None else []
    pivot = brief.territory.pivot
    if pivot != brief.referral.interlocutor and pivot not in chosen:
        has_desk = uow.staff.accounts_of(brief.territory.id, pivot, staff_channel_of(brief.talk))
        if has_desk and can_take(uow, world, brief, find_interlocutor(brief.territory, pivot), now):
            chosen.append(pivot)
    return chosen
