"""The steering report: what became of the projects of some whole months, as figures that tell of nobody.

Rule 1: figures are of those received in the period, and say where they stand now; each count is part of a partition of
them, so that "within five days" is never printed beside "within three" with a small difference between them.
Rule 2: totals are made printable by joining classes, then shared by every table; `bot.casework.masking` says why.
Rule 3: the period before is joined by its own counts alone. It is shown where its groups fit, and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from bot.casework.events import Outcome
from bot.casework.figures import (
    CLOSED_OTHERWISE,
    OPEN,
    WITHDRAWN,
    CaseFigure,
    ReferralFigure,
)
from bot.casework.masking import Group, coarsen, hide, is_small

WITHIN: Final = (3, 5)  # working days: what networks promise each other
HIDDEN: Final = None
Printed = int | None
"""A number, or nothing where it would tell of few."""

DELAYS: Final = ("within_3", "within_5", "later", "not_taken")
CONTACTS: Final = ("contacted", "not_contacted")
ROUTES: Final = ("rule", "pivot")
OUTCOMES: Final = (OPEN, *map(str, Outcome), CLOSED_OTHERWISE, WITHDRAWN)
ANSWERS: Final = ("within_3", "within_5", "later", "declined", "unanswered", "waiting")
UNSAID: Final = "unsaid"

Counted = TypeVar("Counted")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a period left: its cases, its referrals, and at which question talks stopped that led to no case."""

    cases: Sequence[CaseFigure] = ()
    referrals: Sequence[ReferralFigure] = ()
    unfinished: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Some classes counted together, now and in the period before."""

    classes: tuple[str, ...]
    count: int
    before: Printed


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What a total is made of. `lines` is None where nothing of it can be printed.

    Attributes:
        name: what is told apart, like "delay".
        total: of all lines; None when it tells of few.
    """

    name: str
    total: Printed
    total_before: Printed
    lines: tuple[Line, ...] | None

    def count_of(self, *classes: str) -> Printed:
        """How many are of these classes, where whole lines say it."""
        return _union([(line.classes, line.count) for line in self.lines or ()], classes)

    def before_of(self, *classes: str) -> Printed:
        """The same for the period before."""
        whole = [(line.classes, line.before) for line in self.lines or () if line.before is not None]
        return _union([(each, count) for each, count in whole if count is not None], classes)


@dataclass(frozen=True, slots=True)
class Columns:
    """One partition beside the rows of a table: its groups, and each row's cells.

    Where no choice of hidden cells is safe, all are hidden, zeros too.
    """

    name: str
    groups: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[Printed, ...], ...]
    is_unsafe: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A breakdown crossed with others. `rows` is None where there are too few to tell apart."""

    name: str
    rows: tuple[Line, ...] | None
    columns: tuple[Columns, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report.

    Attributes:
        received: how many cases; None when it tells of few.
        summary: the partitions of all cases.
        tables: by intercommunality, stage, sector, form and door.
        structures: referrals by structure; None where the reader may not see it.
        answers: what became of referrals: all of them, or one structure's.
        reasons: why they were declined.
        unfinished: at which question talks stopped.
    """

    received: Printed
    received_before: Printed
    summary: tuple[Breakdown, ...]
    tables: tuple[Table, ...]
    structures: Table | None
    answers: Breakdown
    contacts: Breakdown
    reasons: Breakdown
    unfinished: Breakdown

    def of(self, name: str) -> Breakdown:
        """The partition of all cases that has this name."""
        return next(each for each in self.summary if each.name == name)


@dataclass(frozen=True, slots=True)
class _Partition:
    name: str
    classes: tuple[str, ...]
    class_of: Callable[[CaseFigure], str]
    is_ordered: bool = False


PARTITIONS: Final = (
    _Partition("delay", DELAYS, lambda case: delay_of(case.taken_in), is_ordered=True),
    _Partition("contact", CONTACTS, lambda case: CONTACTS[case.contacted_in is None]),
    _Partition("outcome", OUTCOMES, lambda case: case.outcome),
    _Partition("route", ROUTES, lambda case: ROUTES[case.is_fallback]),
    _Partition("satisfaction", (), lambda case: case.satisfaction or UNSAID),
)
DIMENSIONS: Final[Mapping[str, Callable[[CaseFigure], str]]] = {
    "epci": lambda case: case.epci,
    "stage": lambda case: case.stage,
    "sectors": lambda case: case.sectors,
    "form": lambda case: case.form,
    "door": lambda case: case.door,
}
CROSSED: Final = ("delay", "contact", "outcome", "route")
TIED: Final[Mapping[str, tuple[str, ...]]] = {"delay": ("not_taken",), "contact": ("contacted",)}
"""Partitions that imply something of each other, by the class of each that another's bounds."""


def build_report(now: Figures, before: Figures, *, with_structures: bool) -> Report:
    """The report on a period, beside the one before it.

    Args:
        with_structures: whether its readers may see each structure's figures.
    """
    received = len(now.cases)
    summary = tuple(
        _breakdown(each.name, _counts(now.cases, each.class_of, each.classes),
                   _counts(before.cases, each.class_of, each.classes), is_ordered=each.is_ordered)
        for each in PARTITIONS
    )  # fmt: skip
    answers = _answers(now.referrals, before.referrals)
    by_name = {each.name: each for each in summary}
    return Report(
        received=_printed(received),
        received_before=_printed(len(before.cases)),
        summary=summary,
        tables=tuple(_table(name, key, now.cases, before.cases, by_name) for name, key in DIMENSIONS.items()),
        structures=_structures(now.referrals, before.referrals, answers) if with_structures else None,
        answers=answers,
        contacts=_breakdown(
            "referral_contact",
            _counts(now.referrals, _contact_class, CONTACTS),
            _counts(before.referrals, _contact_class, CONTACTS),
        ),
        reasons=_reasons(now.referrals, before.referrals, answers),
        unfinished=_breakdown("unfinished", now.unfinished or {}, before.unfinished or {}),
    )


def delay_of(taken_in: int | None) -> str:
    """The class of a delay in working days."""
    if taken_in is None:
        return "not_taken"
    return next((f"within_{limit}" for limit in WITHIN if taken_in <= limit), "later")


def answer_of(referral: ReferralFigure) -> str:
    """The class of what became of a referral."""
    return delay_of(referral.taken_in) if referral.answer == "accepted" else referral.answer


def _contact_class(referral: ReferralFigure) -> str:
    return CONTACTS[not referral.is_contacted]


def _breakdown(
    name: str, counts: Mapping[str, int], before: Mapping[str, int], *, is_ordered: bool = False
) -> Breakdown:
    groups = coarsen(counts, is_ordered=is_ordered)
    old = coarsen(before, is_ordered=is_ordered) or ()
    nobody = not sum(before.values())
    lines = None
    if groups is not None:
        lines = tuple(Line(each.classes, each.count, 0 if nobody else _before(old, each.classes)) for each in groups)
    return Breakdown(name, _printed(sum(counts.values())), _printed(sum(before.values())), lines)


def _before(old: Sequence[Group], classes: tuple[str, ...]) -> Printed:
    return _union([(group.classes, group.count) for group in old], classes)


def _union(lines: Iterable[tuple[tuple[str, ...], int]], wanted: Iterable[str]) -> Printed:
    """The sum of the lines that lie within `wanted`, when they make it up; classes that nobody is of add nothing."""
    missing, total, seen = set(wanted), 0, False
    known: set[str] = set()
    for classes, count in lines:
        known.update(classes)
        if set(classes) <= missing:
            missing -= set(classes)
            total += count
            seen = True
    return total if (seen or known) and not missing & known else None


def _answers(now: Sequence[ReferralFigure], before: Sequence[ReferralFigure]) -> Breakdown:
    return _breakdown("answer", _counts(now, answer_of, ANSWERS), _counts(before, answer_of, ANSWERS))


def _reasons(now: Sequence[ReferralFigure], before: Sequence[ReferralFigure], answers: Breakdown) -> Breakdown:
    """Why referrals were declined, where how many were is printed: else the one would tell the other."""
    declined = answers.count_of("declined")
    if declined is None or is_small(declined):
        return Breakdown("reason", HIDDEN, HIDDEN, None)
    shown_before = answers.before_of("declined") is not None
    return _breakdown("reason", _reason_counts(now), _reason_counts(before) if shown_before else {})


def _reason_counts(referrals: Iterable[ReferralFigure]) -> dict[str, int]:
    return dict(Counter(each.reason for each in referrals if each.answer == "declined"))


def _table(
    name: str,
    key: Callable[[CaseFigure], str],
    now: Sequence[CaseFigure],
    before: Sequence[CaseFigure],
    summary: Mapping[str, Breakdown],
) -> Table:
    rows = _breakdown(name, _counts(now, key), _counts(before, key)).lines
    if rows is None or sum(1 for row in rows if row.count) < 2:
        return Table(name, None, ())
    within = [[case for case in now if key(case) in row.classes] for row in rows]
    return Table(name, rows, tuple(_cross(within, summary)))


def _cross(within: Sequence[Sequence[CaseFigure]], summary: Mapping[str, Breakdown]) -> list[Columns]:
    """The partitions beside the rows of a table: delays and contacts together where they tell nothing of each other."""
    crossed = [each for each in PARTITIONS if each.name in CROSSED and len(_told_apart(summary[each.name])) > 1]
    if {"delay", "contact"} <= {each.name for each in crossed}:
        tied = [_columns(each, within, summary[each.name], is_tied=True) for each in crossed if each.name in TIED]
        has_room = any(_has_room(row) for row in within)
        if has_room and not any(each.is_unsafe for each in tied):
            return [*tied, *(_columns(each, within, summary[each.name]) for each in crossed if each.name not in TIED)]
        crossed = [each for each in crossed if each.name != "contact"]
    return [_columns(each, within, summary[each.name]) for each in crossed]


def _told_apart(breakdown: Breakdown) -> tuple[tuple[str, ...], ...]:
    return tuple(line.classes for line in breakdown.lines or () if line.count)


def _columns(
    partition: _Partition, within: Sequence[Sequence[CaseFigure]], breakdown: Breakdown, *, is_tied: bool = False
) -> Columns:
    groups = _told_apart(breakdown)
    counts = [[sum(partition.class_of(case) in group for case in row) for group in groups] for row in within]
    return _print_columns(partition.name, groups, counts, _slack(partition.name, groups, within) if is_tied else _free)


def _has_room(row: Iterable[CaseFigure]) -> bool:
    return any(case.taken_in is not None and case.contacted_in is None for case in row)


def _slack(
    name: str, groups: Sequence[tuple[str, ...]], within: Sequence[Sequence[CaseFigure]]
) -> Callable[[int, int], bool]:
    """Whoever was spoken with was taken: one more not taken, or spoken with, needs somebody taken and not spoken with.

    So delays and contacts, printed side by side, tell nothing of each other.
    """
    room = [_has_room(row) for row in within]
    return lambda row, column: groups[column] != TIED[name] or room[row]


def _free(_row: int, _column: int) -> bool:
    return True


def _print_columns(
    name: str,
    groups: tuple[tuple[str, ...], ...],
    counts: Sequence[Sequence[int]],
    may_grow: Callable[[int, int], bool] = _free,
) -> Columns:
    hidden = hide(counts, may_grow)
    cells = tuple(
        tuple(HIDDEN if hidden is None or (r, c) in hidden else count for c, count in enumerate(row))
        for r, row in enumerate(counts)
    )
    return Columns(name, groups, cells, is_unsafe=hidden is None)


def _structures(now: Sequence[ReferralFigure], before: Sequence[ReferralFigure], answers: Breakdown) -> Table:
    key: Callable[[ReferralFigure], str] = lambda referral: referral.structure  # noqa: E731
    rows = _breakdown("structure", _counts(now, key), _counts(before, key)).lines
    if rows is None or answers.lines is None:
        return Table("structure", None, ())
    groups = tuple(line.classes for line in answers.lines if line.count)
    counts = [
        [
            sum(referral.structure in row.classes and answer_of(referral) in group for referral in now)
            for group in groups
        ]
        for row in rows
    ]
    return Table("structure", rows, (_print_columns("answer", groups, counts),))


def _counts(
    figures: Iterable[Counted], class_of: Callable[[Counted], str], classes: Sequence[str] = ()
) -> dict[str, int]:
    """How many of each class, in the classes' order; others, that a later version may write, come after."""
    counted = Counter(map(class_of, figures))
    order = [*classes, *sorted(counted.keys() - set(classes))]
    return {name: counted[name] for name in order}


def _printed(count: int) -> Printed:
    return HIDDEN if is_small(count) else count
