"""The steering report: what it counts, and that nobody learns a number from one to four by putting it together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.casework.figures import CaseFigure, ReferralFigure
from bot.casework.masking import is_small
from bot.casework.report import (
    CONTACTS,
    DELAYS,
    DIMENSIONS,
    PARTITIONS,
    Breakdown,
    Figures,
    Report,
    Table,
    answer_of,
    build_report,
)  # fmt: skip
from tests.figures.attacker import Attacker
from tests.sizes import examples

CASE = CaseFigure("2026-01", "A", "amorce", "terre", "reprise", "telegram", "cc", "open", False, 2, 2)
DAYS = st.sampled_from([None, 1, 4, 9])


@st.composite
def cases(draw: st.DrawFn) -> CaseFigure:
    taken = draw(DAYS)
    return replace(
        CASE,
        epci=draw(st.sampled_from("ABC")),
        door=draw(st.sampled_from(["telegram", "web"])),
        outcome=draw(st.sampled_from(["open", "created", "given_up"])),
        is_fallback=draw(st.booleans()),
        taken_in=taken,
        contacted_in=None if taken is None else draw(st.sampled_from([None, taken])),
    )


@st.composite
def referrals(draw: st.DrawFn) -> ReferralFigure:
    answer = draw(st.sampled_from(["accepted", "declined", "waiting"]))
    reason = draw(st.sampled_from(["autre", "hors_territoire"])) if answer == "declined" else ""
    taken = draw(st.sampled_from([1, 4, 9])) if answer == "accepted" else None
    return ReferralFigure("2026-01", draw(st.sampled_from(["cc", "cci", "adie"])), answer, reason, taken, False)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(cases(), max_size=26), st.lists(cases(), max_size=26), st.lists(referrals(), max_size=26))
def test_nobody_learns_of_few_from_a_whole_report(
    now: list[CaseFigure], before: list[CaseFigure], asked: list[ReferralFigure]
) -> None:
    report = build_report(Figures(now, asked), Figures(before, asked[:9]), with_structures=True)
    assert not is_small(report.received or 0)
    _attack_totals(report, now, asked)
    _attack_tables(report, now)
    assert report.structures is not None
    truth = {
        ("answer", r, c): sum(each.structure in row.classes and answer_of(each) in group for each in asked)
        for columns in report.structures.columns
        for r, row in enumerate(report.structures.rows or ())
        for c, group in enumerate(columns.groups)
    }
    _attack_table(report.structures, {"answer": report.answers}, truth)


def test_delays_beside_contacts_tell_nothing_of_each_other() -> None:
    """Whoever was spoken with was taken: side by side, the two columns would give away the one taken in A."""
    lives = [("A", 1, None)] + [("A", None, None)] * 6 + [("B", 1, 1)] * 5 + [("B", 4, 4)] * 7 + [("B", None, None)] * 5
    now = [replace(CASE, epci=epci, taken_in=taken, contacted_in=contacted) for epci, taken, contacted in lives]
    report = build_report(Figures(now), Figures(), with_structures=False)
    assert report.tables[0].rows is not None
    _attack_tables(report, now)


def _attack_tables(report: Report, now: list[CaseFigure]) -> None:
    by_name = {partition.name: partition for partition in PARTITIONS}
    for table in report.tables:
        key = DIMENSIONS[table.name]
        for row in table.rows or ():
            assert not is_small(row.count)
            assert not is_small(row.before or 0)
        truth = {
            (columns.name, r, c): sum(
                key(case) in row.classes and by_name[columns.name].class_of(case) in group for case in now
            )
            for columns in table.columns
            for r, row in enumerate(table.rows or ())
            for c, group in enumerate(columns.groups)
        }
        _attack_table(table, {each.name: each for each in report.summary}, truth)


def _attack_table(table: Table, totals: dict[str, Breakdown], truth: dict[tuple[str, int, int], int]) -> None:
    attacker, cells = Attacker(), {}
    rows = table.rows or ()
    for columns in table.columns:
        for r, row in enumerate(rows):
            for c in range(len(columns.groups)):
                printed = columns.cells[r][c]
                if printed is not None:
                    assert printed == truth[columns.name, r, c]
                    assert not is_small(printed)
                bounds = (int(not columns.is_unsafe), row.count) if printed is None else (printed, printed)
                cells[columns.name, r, c] = attacker.unknown(*bounds)
            attacker.know({cells[columns.name, r, c]: 1 for c in range(len(columns.groups))}, row.count)
        for c, group in enumerate(columns.groups):
            total = totals[columns.name].count_of(*group)
            assert total is not None
            attacker.know({cells[columns.name, r, c]: 1 for r in range(len(rows))}, total)
    groups = {columns.name: columns.groups for columns in table.columns}
    if ("not_taken",) in groups.get("delay", ()) and ("contacted",) in groups.get("contact", ()):
        for r, row in enumerate(rows):
            not_taken = cells["delay", r, groups["delay"].index(("not_taken",))]
            contacted = cells["contact", r, groups["contact"].index(("contacted",))]
            attacker.know({not_taken: 1, contacted: 1}, row.count, is_exact=False)
    for place, cell in cells.items():
        if is_small(truth[place]):
            assert attacker.can_be_other(cell, truth[place]), (table, place)


def _attack_totals(report: Report, now: list[CaseFigure], asked: list[ReferralFigure]) -> None:
    """The classes that were joined, and what partitions say of each other."""
    attacker, known = Attacker(), {}
    truth: dict[tuple[str, str], int] = {}
    for partition in PARTITIONS:
        truth |= {(partition.name, code): n for code, n in Counter(map(partition.class_of, now)).items()}
    truth |= {("answer", code): n for code, n in Counter(map(answer_of, asked)).items()}
    truth |= {("reason", code): n for code, n in Counter(each.reason for each in asked if each.reason).items()}
    for breakdown in (*report.summary, report.answers, report.reasons):
        for line in breakdown.lines or ():
            bounds = (0, line.count) if len(line.classes) > 1 else (line.count, line.count)
            known |= {(breakdown.name, code): attacker.unknown(*bounds) for code in line.classes}
            attacker.know({known[breakdown.name, code]: 1 for code in line.classes}, line.count)
    if ("delay", DELAYS[3]) in known and ("contact", CONTACTS[0]) in known:
        sides = {known["delay", DELAYS[3]]: 1, known["contact", CONTACTS[0]]: 1}
        attacker.know(sides, len(now), is_exact=False)
    reasons = [cell for (name, _), cell in known.items() if name == "reason"]
    if reasons and ("answer", "declined") in known:
        attacker.know({known["answer", "declined"]: -1, **dict.fromkeys(reasons, 1)}, 0)
    for place, count in truth.items():
        if is_small(count) and place in known:
            assert attacker.can_be_other(known[place], count), (report, place)


def test_what_is_printed_of_a_period_is_the_same_whatever_stands_beside_it() -> None:
    """Else two reports could be subtracted: the groups of the period before are its own."""
    few = [replace(CASE, taken_in=days) for days, n in ((1, 20), (4, 2), (9, 6), (None, 7)) for _ in range(n)]
    many = [replace(CASE, taken_in=days) for days, n in ((1, 9), (4, 9), (9, 9), (None, 9)) for _ in range(n)]
    own = build_report(Figures(few), Figures(), with_structures=False).of("delay")
    assert [line.count for line in own.lines or ()] == [20, 8, 7]
    beside = build_report(Figures(many), Figures(few), with_structures=False).of("delay")
    assert [line.before for line in beside.lines or ()] == [20, None, None, 7]


def test_within_five_days_is_not_printed_where_it_would_tell_the_few_after_three() -> None:
    case = [replace(CASE, taken_in=days) for days, n in ((1, 20), (4, 2), (9, 9)) for _ in range(n)]
    delay = build_report(Figures(case), Figures(), with_structures=False).of("delay")
    assert delay.count_of("within_3") == 20
    assert delay.count_of("within_3", "within_5") is None
    assert delay.count_of("within_3", "within_5", "later") == 31
    assert delay.count_of("not_taken") == 0


def test_fewer_than_five_cases_give_no_figure_at_all() -> None:
    report = build_report(Figures([CASE] * 4), Figures([CASE] * 3), with_structures=True)
    assert report.received is report.received_before is None
    assert all(each.lines is None for each in report.summary)
    assert all(table.rows is None for table in report.tables)
    assert build_report(Figures(), Figures(), with_structures=True).received == 0


def test_reasons_are_told_only_where_the_number_of_refusals_is() -> None:
    """Seven refusals counted together with two silences: the reasons' total would tell the two."""
    asked = [ReferralFigure("2026-01", "cc", "declined", "autre", None, False)] * 7
    asked += [ReferralFigure("2026-01", "cc", "unanswered", "", None, False)] * 2
    asked += [ReferralFigure("2026-01", "cc", "accepted", "", 2, True)] * 20
    report = build_report(Figures([], asked), Figures(), with_structures=True)
    assert report.answers.count_of("declined") is None
    assert report.reasons.lines is None
