"""Somebody leaves and somebody else goes on with their cases; or the directory no longer holds who has some.

Rule 1: a case whose agreements reach the successor moves at once where nobody took it yet, or where the one leaving is
gone; else the person is told both names and chooses. Nothing is transmitted without their yes.
Rule 2: a person whose referent is gone is never left with a question alone: the animators seek somebody meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from bot.casework.events import HOUSE, Actor, Kind
from bot.casework.life import SOUGHT, UNANSWERED, Refusal, Status
from bot.usecases.cases.brief import Brief, read_case_brief
from bot.usecases.cases.deeds import attempt
from bot.usecases.cases.handover import Word, covers, move, pass_on
from bot.usecases.cases.moving_out import seek_somebody
from bot.usecases.cases.routes import say_to, staff_channel_of, tell_newcomer
from bot.usecases.cases.sentences import Says
from bot.usecases.cases.tokens import NewcomerVerb, key_of, newcomer_token
from dialogs.message import Button
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.directory import Interlocutor
from referral_rules.territory import Territory
from storage.unit_of_work import UnitOfWork

Fate = Literal["passe", "demande", "reste", "cherche", "personne"]


@dataclass(frozen=True, slots=True)
class Passed:
    """What becomes of one case: it moves, the person chooses, it stays, the animators seek, nobody was told."""

    number: int
    fate: Fate
    who: str = ""


@dataclass(frozen=True, slots=True)
class Succession:
    """Who leaves, who goes on with their cases, and from which day on; None: they are gone already."""

    leaving: Interlocutor
    to: Interlocutor
    on: date | None = None


class SuccessionRefusedError(Exception):
    """A succession that can't be; `obstacle` is "meme", "inactif" or "sans-compte"."""

    def __init__(self, obstacle: str) -> None:
        super().__init__(obstacle)
        self.obstacle = obstacle


def check_succession(uow: UnitOfWork, territory: Territory, plan: Succession) -> None:
    """Check that the successor is somebody else, in service, with an account that can be written to.

    Raises:
        SuccessionRefusedError: they aren't.
    """
    if plan.leaving.id == plan.to.id:
        raise SuccessionRefusedError("meme")
    if not plan.to.is_active:
        raise SuccessionRefusedError("inactif")
    accounts = uow.staff.accounts_in_force(territory=territory.id, interlocutor=plan.to.id)
    if not any(account.blocked_at is None for account in accounts):
        raise SuccessionRefusedError("sans-compte")


def foresee(uow: UnitOfWork, world: World, territory: Territory, plan: Succession, now: datetime) -> list[Passed]:
    """What would become of each open case of the one leaving; nothing is done."""
    briefs = _briefs(uow, world, territory, plan.leaving.id)
    return [Passed(brief.case.number, _fate(uow, brief, plan, now), plan.to.name) for brief in briefs]


def hand_over(
    uow: UnitOfWork, world: World, territory: Territory, plan: Succession, actor: Actor, now: datetime
) -> list[Passed]:
    """Let `plan.to` go on with the open cases of the one leaving, as `foresee` says.

    Raises:
        SuccessionRefusedError: the successor can't be one.
    """
    check_succession(uow, territory, plan)
    uow.audit.note(now, actor.written(), "hand_over", None, f"{plan.leaving.id}>{plan.to.id}")
    done = []
    for brief in _briefs(uow, world, territory, plan.leaving.id):
        fate = _fate(uow, brief, plan, now)
        if fate == "passe":
            pass_on(uow, world, brief, plan.to.id, Word(), now, actor)
        elif fate == "demande":
            _let_choose(uow, world, brief, plan, actor, now)
        elif fate == "cherche" and brief.state.status not in SOUGHT:
            seek_somebody(uow, world, brief, Kind.LEFT, actor, now)
        done.append(Passed(brief.case.number, fate, plan.to.name))
    return done


def release_gone(uow: UnitOfWork, world: World, old: Territory, new: Territory, now: datetime) -> list[Passed]:
    """Find somebody for the cases of those whom a territory's new directory no longer holds.

    They go to the substitute or the relay of the one who is gone, as in a succession; else to the pivot, else the
    animators seek somebody.

    Args:
        world: gives the words; its territory is read as `old`.
        old: as it was until now.
        new: as it is from now on.
    """
    before = replace(world, territories={**world.territories, old.id: old})
    done: list[Passed] = []
    for name, leaving in old.directory.interlocutors.items():
        if name in new.directory.interlocutors or not uow.cases.open_for_interlocutor(old.id, name):
            continue
        to = _successor(uow, old, new, leaving)
        if to is not None and to.id != new.pivot:
            done += hand_over(uow, before, old, Succession(leaving, to), HOUSE, now)
        else:
            done += _leave(uow, before, old, new, leaving, now)
    return done


def passed_lines(world: World, language: str, passed: Sequence[Passed]) -> list[str]:
    """What becomes of each case, a line each."""
    lines = []
    for each in passed:
        words = {"number": str(each.number)} | ({"who": each.who} if each.fate == "passe" else {})
        lines.append(world.wording.say(language, f"passation-{each.fate}", **words))
    return lines or [world.wording.say(language, "passation-aucun")]


def _successor(uow: UnitOfWork, old: Territory, new: Territory, leaving: Interlocutor) -> Interlocutor | None:
    """The substitute or the relay of somebody who is gone, if the new directory holds them and they have an account."""
    for name in (leaving.substitute, leaving.relay):
        to = new.directory.interlocutors.get(name or "")
        if to is not None and to.id in old.directory.interlocutors:
            try:
                check_succession(uow, new, Succession(leaving, to))
            except SuccessionRefusedError:
                continue
            return to
    return None


def _leave(
    uow: UnitOfWork, world: World, old: Territory, new: Territory, leaving: Interlocutor, now: datetime
) -> Iterator[Passed]:
    """The cases of somebody who is gone, without a successor: to the pivot's desk, else the animators seek somebody."""
    pivot = new.directory.interlocutors[new.pivot]
    for brief in _briefs(uow, world, old, leaving.id):
        number = brief.case.number
        if brief.state.status in SOUGHT:
            yield Passed(number, "cherche")
            continue
        has_desk = uow.staff.accounts_of(old.id, pivot.id, staff_channel_of(brief.talk))
        if has_desk and pivot.id != leaving.id and pivot.id == old.pivot:
            pass_on(uow, world, brief, pivot.id, Word(), now)
            yield Passed(number, "passe", pivot.name)
        elif seek_somebody(uow, world, brief, Kind.LEFT, HOUSE, now):
            yield Passed(number, "cherche")
        else:
            move(uow, world, brief, old.pivot, Word(), now)  # tells the person that nobody could be told
            yield Passed(number, "personne")


def _briefs(uow: UnitOfWork, world: World, territory: Territory, interlocutor: str) -> Iterator[Brief]:
    for case, _ in uow.cases.open_for_interlocutor(territory.id, interlocutor):
        brief = read_case_brief(uow, world, case.id)
        if brief is not None and brief.is_current:
            yield brief


def _fate(uow: UnitOfWork, brief: Brief, plan: Succession, now: datetime) -> Fate:
    later, status = _is_later(brief, plan, now), brief.state.status
    is_told = uow.staff.accounts_of(brief.territory.id, plan.to.id, staff_channel_of(brief.talk))
    nobody_has_it = status in UNANSWERED | SOUGHT | {Status.NEWCOMER_CALLS}
    if is_told and covers(brief, plan.to.id) and (nobody_has_it or not later):
        return "passe"
    if is_told and brief.talk is not None and not brief.talk.blocked:
        return "demande"
    return "reste" if later else "cherche"  # the successor can't be told of it, or nobody can ask the person


def _is_later(brief: Brief, plan: Succession, now: datetime) -> bool:
    return plan.on is not None and plan.on > brief.today(now)


def _let_choose(uow: UnitOfWork, world: World, brief: Brief, plan: Succession, actor: Actor, now: datetime) -> None:
    """Tell the person both names and ask; where the one leaving is gone, the animators seek somebody meanwhile."""
    later = _is_later(brief, plan, now)
    if not later and brief.state.status not in SOUGHT | {Status.NEWCOMER_CALLS}:
        seek_somebody(uow, world, brief, Kind.LEFT, actor, now)
    if isinstance(attempt(uow, brief, Kind.AGREEMENT_ASKED, actor, now, to=plan.to.id), Refusal):
        return
    says = Says(world, brief.language, {})
    key = key_of(plan.to.id)
    row = (
        Button(says.text("geste-accord-oui"), newcomer_token(NewcomerVerb.AGREE, brief.referral.id, key, 0)),
        Button(says.text("geste-accord-non"), newcomer_token(NewcomerVerb.REFUSE, brief.referral.id, key)),
    )
    words = {"who": plan.to.name, "introduced": says.introduce(plan.to)}
    if later and plan.on is not None:
        words |= {"name": plan.leaving.name, "day": say_day(brief.language, plan.on, brief.today(now))}
    message = say_to(world, brief.talk, "suivi-releve" if later else "suivi-releve-maintenant", row, **words)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id, purpose="handover")
