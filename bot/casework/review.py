"""The monthly review: what partners look at together, sorted by what the meeting is for. Data; renderers draw it.

Rule 1: somebody is named only where they agreed that partners discuss their project, or to their own referent. Of
others a line says intercommunality, family of trades and stage, and nothing else: no number, nobody's name, no day.
Rule 2: a business that is handed on is never listed, even without a name: in a village everybody would know which.
Rule 3: lines without a name come last, in the order of their words, so that their place tells nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.casework.fold import CaseState
from bot.casework.life import ACCOMPANIED, UNANSWERED

HANDING_ON: Final = "transmission"
ADVISED_ALREADY: Final = "oui"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A case as the review sees it.

    Attributes:
        name: of the person; empty where the reader may not know it.
        received_on: the day on which it was received.
        contacted_on: when somebody first spoke with the person.
        closed_on: when it ended.
        structures: those that took it, each once.
        is_advised: somebody else advised the person already, as they said.
    """

    case_id: int
    number: int
    name: str
    epci: str
    sectors: str
    stage: str
    form: str
    state: CaseState
    received_on: date
    contacted_on: date | None = None
    closed_on: date | None = None
    structures: tuple[str, ...] = ()
    is_advised: bool = False


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One case in a section. Only `epci`, `sectors` and `stage` are set where nobody is named.

    Attributes:
        case_id: for a button, as `referral_id`; None where nobody is named.
        holder: id of the interlocutor who has it.
        day: received, promised, contacted or ended on, as the section says.
        outcome: how it ended.
        is_waiting: nobody has taken it yet.
    """

    epci: str
    sectors: str
    stage: str
    case_id: int | None = None
    referral_id: int | None = None
    number: int | None = None
    name: str = ""
    form: str = ""
    holder: str = ""
    day: date | None = None
    outcome: str = ""
    is_waiting: bool = False


@dataclass(frozen=True, slots=True)
class ReviewSection:
    """Lines that are looked at for the same reason; `key` is « new », « silent », « blocked »…"""

    key: str
    lines: tuple[ReviewLine, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    key: str
    holds: Callable[[Reviewed, date, date, date], bool]
    day: Callable[[Reviewed], date | None]


SECTIONS: Final = ("new", "silent", "blocked", "two_structures", "contacted", "outcomes")


def build_review(cases: Iterable[Reviewed], first: date, last: date, today: date) -> tuple[ReviewSection, ...]:
    """The review of a month, by section; a case may stand in several.

    Args:
        first: the month's first day.
        last: its last day.
        today: the day on which things stand so.
    """
    listed = [case for case in cases if case.form != HANDING_ON]
    sections = []
    for kind in _KINDS:
        held = [case for case in listed if kind.holds(case, first, last, today)]
        sections.append(ReviewSection(kind.key, _in_order([_line(case, kind.day(case)) for case in held])))
    return tuple(sections)


def is_silent(state: CaseState, today: date) -> bool:
    """Whether nobody has answered by the promised day, or the animators seek somebody."""
    if not state.is_open or state.referral_id is None:
        return False
    return state.is_sought or (state.status in UNANSWERED and state.current.promised_on < today)


def _is_followed_by_two(case: Reviewed) -> bool:
    taken = len(case.structures) > 0
    return case.state.is_open and (len(case.structures) > 1 or (taken and case.is_advised))


_KINDS: Final = (
    _Kind("new", lambda case, first, last, _: first <= case.received_on <= last, lambda case: case.received_on),
    _Kind("silent", lambda case, _first, _last, today: is_silent(case.state, today), lambda case: _promised_on(case)),
    _Kind("blocked", lambda case, *_: case.state.is_open and case.state.is_blocked, lambda case: case.contacted_on),
    _Kind("two_structures", lambda case, *_: _is_followed_by_two(case), lambda case: case.contacted_on),
    _Kind("contacted", lambda case, *_: case.state.status in ACCOMPANIED, lambda case: case.contacted_on),
    _Kind(
        "outcomes",
        lambda case, first, last, _: case.closed_on is not None and first <= case.closed_on <= last,
        lambda case: case.closed_on,
    ),
)


def _promised_on(case: Reviewed) -> date | None:
    return case.state.current.promised_on if case.state.referral_id is not None else None


def _line(case: Reviewed, day: date | None) -> ReviewLine:
    if not case.name:
        return ReviewLine(case.epci, case.sectors, case.stage)
    state = case.state
    return ReviewLine(
        epci=case.epci,
        sectors=case.sectors,
        stage=case.stage,
        case_id=case.case_id,
        referral_id=state.referral_id,
        number=case.number,
        name=case.name,
        form=case.form,
        holder=state.current.interlocutor if state.referral_id is not None else "",
        day=day,
        outcome=(state.outcome or "") if not state.is_open else "",
        is_waiting=state.status in UNANSWERED or state.is_sought,
    )


def _in_order(lines: Sequence[ReviewLine]) -> tuple[ReviewLine, ...]:
    named = sorted((line for line in lines if line.name), key=lambda line: (line.day or date.min, line.number or 0))
    others = sorted((line for line in lines if not line.name), key=lambda line: (line.epci, line.sectors, line.stage))
    return (*named, *others)
