"""What a case leaves for figures: coarse, without number, actor, instant or order, the same before and after it goes.

Rule 1: reports read nothing else of a case; open cases and those that were anonymised have the same form.
Rule 2: a row says the month, never the day; delays are working days, none counted beyond `LONGEST_DELAY`.
Rule 3: of one case's referrals nothing says that they are of the same case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.casework.events import CaseEvent, Kind
from bot.casework.fold import CaseState, apply
from bot.casework.life import ACCOMPANIED, CARRIED, Status
from dialogs.facts import EPCI_PREFIX
from dialogs.scenes.sector import GROUPS
from referral_rules.facts import COMMUNE, Facts
from referral_rules.geography import Geography
from referral_rules.rule import PIVOT_RULE
from referral_rules.territory import Territory
from referral_rules.working_days import Calendar

LONGEST_DELAY: Final = 30  # working days; longer ones are counted as that, so that none is one case's own
UNKNOWN: Final = "inconnu"
STAGE_GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "amorce": ("envie", "idee"),
    "preparation": ("etude", "montage"),
    "realisation": ("lancement", "activite"),
}
OPEN: Final = "open"
WITHDRAWN: Final = "withdrawn"
CLOSED_OTHERWISE: Final = "closed"  # a case from before outcomes were asked
_SATISFACTION: Final = "satisf"  # kinds of events that hold an answer about it begin so


@dataclass(frozen=True, slots=True, order=True)
class CaseFigure:
    """One case.

    Attributes:
        month: in which it was received, like "2026-11".
        epci: code of the intercommunality; `UNKNOWN` where the project has no place in it.
        stage: a key of `STAGE_GROUPS`, or `UNKNOWN`.
        sectors: a group of the sectors' list, or `UNKNOWN`.
        form: value of `forme_du_projet`, or `UNKNOWN`.
        door: the channel that the person came by.
        structure: id of the structure that has, or last had it.
        outcome: `OPEN`, `WITHDRAWN`, `CLOSED_OTHERWISE` or a value of `events.Outcome`.
        is_fallback: no rule named anybody: it went to the pivot.
        taken_in: working days from the agreement until somebody took it; None: nobody did.
        contacted_in: the same until somebody spoke with the person.
        satisfaction: the person's last answer about it; empty without one.
    """

    month: str
    epci: str
    stage: str
    sectors: str
    form: str
    door: str
    structure: str
    outcome: str
    is_fallback: bool
    taken_in: int | None
    contacted_in: int | None
    satisfaction: str = ""


@dataclass(frozen=True, slots=True, order=True)
class ReferralFigure:
    """One referral: somebody was asked.

    Attributes:
        month: in which they were asked.
        structure: id of their structure.
        answer: "accepted", "declined", "unanswered" (it went on without their answer) or "waiting".
        reason: why they declined; empty otherwise.
        taken_in: working days until they took it; None: they didn't.
        is_contacted: whether they spoke with the person.
    """

    month: str
    structure: str
    answer: str
    reason: str
    taken_in: int | None
    is_contacted: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """What figures need of a case beside its history."""

    created_at: datetime
    facts: Facts
    door: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where a territory's figures are counted: its calendar, its directory, its intercommunalities."""

    territory: Territory
    calendar: Calendar
    geography: Geography

    def month(self, at: datetime) -> str:
        """The territory's month of an instant."""
        return month_of(self.calendar.today(at))

    def structure_of(self, interlocutor: str) -> str:
        """The structure of an interlocutor; of one whom the directory lost, what their id says."""
        known = self.territory.directory.interlocutors.get(interlocutor)
        return known.structure.id if known is not None else interlocutor.partition(".")[0]

    def epci_of(self, facts: Facts) -> str:
        """The intercommunality of a project, of this territory."""
        place = facts.get(COMMUNE)
        if not isinstance(place, str):
            return UNKNOWN
        commune = self.geography.communes.get(place)
        code = place.removeprefix(EPCI_PREFIX) if commune is None else commune.epci
        return code if code in self.territory.epcis else UNKNOWN

    def working_days(self, start: datetime, end: datetime) -> int:
        """Working days after the day of `start` until that of `end`, at most `LONGEST_DELAY`."""
        day, last, counted = self.calendar.today(start), self.calendar.today(end), 0
        while day < last and counted < LONGEST_DELAY:
            day += timedelta(days=1)
            counted += self.calendar.is_working_day(day)
        return counted


def figures_of(
    events: Sequence[CaseEvent], origin: Origin, places: Places
) -> tuple[CaseFigure, tuple[ReferralFigure, ...]]:
    """A case and its referrals as figures; the referrals in no order that tells which came first.

    Raises:
        HistoryError: the history can't be folded.
    """
    reading = _Reading()
    for event in events:
        reading.add(event)
    return _case_figure(reading, origin, places), tuple(sorted(_referral_figures(reading, places)))


def month_of(day: date) -> str:
    """The month of a day, like "2026-11"."""
    return f"{day.year:04}-{day.month:02}"


class _Reading:
    """A history being read: the state, and when what figures ask for happened first."""

    def __init__(self) -> None:
        self.state = CaseState()
        self.taken: dict[int, datetime] = {}  # by referral
        self.contacted: dict[int, datetime] = {}
        self.declined: dict[int, str] = {}
        self.rule = ""
        self.satisfaction = ""

    def add(self, event: CaseEvent) -> None:
        self.state = apply(self.state, event)
        if str(event.kind).startswith(_SATISFACTION):
            self.satisfaction = event.word("answer") or event.word("satisfaction") or self.satisfaction
        if event.kind is Kind.RECEIVED:
            self.rule = event.word("rule")
        number = self.state.referral_id
        if number is None:
            return
        if event.kind is Kind.DECLINED:
            self.declined[number] = event.word("reason")
        self._note_progress(number, event)

    def _note_progress(self, number: int, event: CaseEvent) -> None:
        """When a referral was taken and its person spoken with; a case of before says it by its columns."""
        current, status = self.state.current, self.state.status
        before = event.kind is Kind.CARRIED_OVER
        at = (current.answered_at or current.contacted_at or current.sent_at) if before else event.at
        if status in CARRIED | ACCOMPANIED or current.contacted_at is not None:
            self.taken.setdefault(number, at)
        if current.contacted_at is not None:
            self.contacted.setdefault(number, current.contacted_at)
        if before and current.decline_reason:
            self.declined[number] = current.decline_reason


def _case_figure(reading: _Reading, origin: Origin, places: Places) -> CaseFigure:
    state, facts, start = reading.state, origin.facts, origin.created_at
    taken, contacted = min(reading.taken.values(), default=None), min(reading.contacted.values(), default=None)
    return CaseFigure(
        month=places.month(start),
        epci=places.epci_of(facts),
        stage=_group_of(facts.get("stade"), STAGE_GROUPS),
        sectors=_group_of(facts.get("secteur"), GROUPS),
        form=_value(facts, "forme_du_projet"),
        door=origin.door,
        structure=places.structure_of(state.current.interlocutor) if state.referral_id is not None else "",
        outcome=_outcome(state),
        is_fallback=reading.rule == PIVOT_RULE,
        taken_in=None if taken is None else places.working_days(start, taken),
        contacted_in=None if contacted is None else places.working_days(start, contacted),
        satisfaction=reading.satisfaction,
    )


def _referral_figures(reading: _Reading, places: Places) -> list[ReferralFigure]:
    found = []
    for number, referral in reading.state.referrals.items():
        taken = reading.taken.get(number)
        answer = _answer(reading, number)
        found.append(
            ReferralFigure(
                month=places.month(referral.sent_at),
                structure=places.structure_of(referral.interlocutor),
                answer=answer,
                reason=reading.declined.get(number, "") if answer == "declined" else "",
                taken_in=None if taken is None else places.working_days(referral.sent_at, taken),
                is_contacted=number in reading.contacted,
            )
        )
    return found


def _answer(reading: _Reading, number: int) -> str:
    if number in reading.taken:
        return "accepted"
    if number in reading.declined:
        return "declined"
    waits = reading.state.referral_id == number and reading.state.is_open and not reading.state.is_sought
    return "waiting" if waits else "unanswered"


def _outcome(state: CaseState) -> str:
    if state.is_open:
        return OPEN
    return state.outcome or (WITHDRAWN if state.status is Status.WITHDRAWN else CLOSED_OTHERWISE)


def _group_of(value: object, groups: Mapping[str, tuple[str, ...]]) -> str:
    return next((name for name, values in groups.items() if value in values), UNKNOWN)


def _value(facts: Facts, name: str) -> str:
    value = facts.get(name)
    return value if isinstance(value, str) and value not in (UNKNOWN, "sans_objet") else UNKNOWN
