"""Cases whose lives are walked at random through the table of what may happen, and written to a store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.casework.events import Actor, CaseEvent, Coarse, Kind, Outcome, Role
from bot.casework.fold import CaseState, apply
from bot.casework.life import TABLE, Decision, Status, decide
from bot.usecases.cases.deeds import record
from dialogs.scenes.sector import GROUPS
from referral_rules.facts import FactValue
from referral_rules.territory import Territory
from storage.tables import Case
from storage.unit_of_work import UnitOfWork

Pick = Callable[[Sequence[str]], str]
"""Chooses one of several words: hypothesis, or a seeded generator."""

KINDS = (
    Kind.ANNOUNCED, Kind.TAKEN, Kind.DECLINED, Kind.ESCALATED, Kind.PASSED_ON, Kind.NOT_REACHED, Kind.APPOINTED,
    Kind.CONTACTED, Kind.REVIEWED, Kind.PAUSED, Kind.BLOCKED, Kind.CLOSED, Kind.REOPENED,
)  # fmt: skip
DESKS = ("cc-ambert.accueil", "cci-puy-de-dome.ambert", "parc.accueil")
COMMUNES = ("63010", "63430", "63040")
REASONS = ("hors_territoire", "hors_competence", "autre")


@dataclass(frozen=True, slots=True)
class Life:
    """A case before it is stored: when it began, its facts, and what happened."""

    created_at: datetime
    facts: dict[str, FactValue]
    channel: str
    events: tuple[CaseEvent, ...]


def walk(pick: Pick, created_at: datetime, first_id: int, steps: int) -> Life:
    """One life of at most `steps` events after its beginning; its referrals have ids from `first_id`."""
    facts: dict[str, FactValue] = {
        "commune": pick(COMMUNES),
        "secteur": pick([each for group in GROUPS.values() for each in group]),
        "forme_du_projet": pick(("creation", "reprise", "association")),
        "stade": pick(("envie", "etude", "activite")),
    }
    at, number = created_at, first_id
    begun = {"interlocutor": pick(DESKS), "promised_on": at.date().isoformat(), "rule": pick(("pivot", "reprise"))}
    events = [CaseEvent(at, Kind.RECEIVED, Actor(Role.NEWCOMER), number, begun)]
    state = apply(CaseState(), events[0])
    for _ in range(steps):
        at += timedelta(days=int(pick("0123456")), hours=2)
        kinds = [kind for kind in KINDS if (state.status, kind) in TABLE]
        if not kinds:
            break
        kind = Kind(pick(kinds))
        if kind is Kind.PASSED_ON:
            number += 1
        decided = decide(
            state.status, kind, _actor(state.status, kind), at, referral=number, data=_data(pick, kind, at)
        )
        assert isinstance(decided, Decision)
        state = apply(state, decided.event)
        events.append(decided.event)
    return Life(created_at, facts, pick(("telegram", "terminal")), tuple(events))


def store_life(uow: UnitOfWork, territory: Territory, life: Life, chat: int) -> Case:
    """Write a life as the use cases would have, with a talk and its person."""
    talk = uow.talks.load(life.channel, chat, life.created_at)
    uow.talks.flush()
    case = uow.cases.open(territory.id, life.facts, "fr", talk.person_id, life.created_at, passage_id=talk.passage_id)
    for event in life.events:
        if event.kind in (Kind.RECEIVED, Kind.PASSED_ON):
            referral = uow.cases.add_referral(
                case,
                interlocutor=event.word("interlocutor"),
                rule=event.word("rule"),
                revision=territory.content_hash,
                reason="",
                promised_on=event.at.date(),
                now=event.at,
            )
            numbers = {event.referral: referral.id}
        record(uow, case, _renumbered(event, numbers))
    return case


def _renumbered(event: CaseEvent, numbers: dict[int | None, int]) -> CaseEvent:
    return CaseEvent(event.at, event.kind, event.actor, numbers[event.referral], event.data)


def _actor(status: Status, kind: Kind) -> Actor:
    roles = TABLE[status, kind].roles
    role = next(each for each in (Role.REFERENT, Role.ANIMATOR, Role.HOUSE, Role.NEWCOMER) if each in roles)
    return Actor(role, 7 if role in (Role.REFERENT, Role.ANIMATOR) else 0)


def _data(pick: Pick, kind: Kind, at: datetime) -> dict[str, Coarse]:
    if kind is Kind.PASSED_ON:
        return {"interlocutor": pick(DESKS), "promised_on": at.date().isoformat(), "rule": "reprise"}
    if kind is Kind.DECLINED:
        return {"reason": pick(REASONS)}
    if kind is Kind.CLOSED:
        return {"outcome": pick([str(outcome) for outcome in Outcome])}
    if kind is Kind.ANNOUNCED:
        return {"call_on": at.date().isoformat()}
    return {"until": at.date().isoformat()} if kind is Kind.PAUSED else {}
