"""A history in sentences: each event as a Fluent key and its words, for whoever renders them.

Rule: nothing that tells who the newcomer is can be among the words, since no event holds it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.casework.events import CaseEvent, Role
from bot.casework.fold import CaseState

NameOf = Callable[[str], str]
"""How an interlocutor is called, by id."""


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence: its Fluent key, and what it names: interlocutors by name, codes and days as they stand.

    `at` is the instant of an appointment (aware, UTC), None where there is none.
    """

    key: str
    who: str
    to: str
    reason: str
    outcome: str
    stage: str
    day: str
    at: datetime | None = None


def tell(event: CaseEvent, before: CaseState, name_of: NameOf) -> Told:
    """The sentence of one event.

    Args:
        before: the state just before it, which says who had the case.
        name_of: how an interlocutor is called.
    """
    holder = before.current.interlocutor if before.referral_id is not None else event.word("interlocutor")
    to = event.word("to") or event.word("interlocutor")
    day = next((event.word(key) for key in ("call_on", "promised_on", "until", "ask_again_on") if event.word(key)), "")
    return Told(
        key=f"histoire-{event.kind.replace('_', '-')}",
        who=_actor(event, holder, name_of),
        to=name_of(to) if to else "",
        reason=event.word("reason"),
        outcome=event.word("outcome"),
        stage=event.word("stage"),
        day=day,
        at=event.instant("appointment_at"),
    )


def _actor(event: CaseEvent, holder: str, name_of: NameOf) -> str:
    """An interlocutor's name; else the role's, as the key of the words that say it."""
    if event.actor.role is Role.REFERENT and holder:
        return name_of(holder)
    return f"histoire-qui-{event.actor.role}"
