"""A report laid out in words, the same for a page, a workbook and JSON: sheets of rows, which renderers only draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from babel.dates import format_date

from bot.casework.figures import UNKNOWN
from bot.casework.report import Breakdown, Printed, Report, Table
from bot.usecases.figures import Period
from dialogs.scenes.sector import GROUPS
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.territory import Territory

OTHERS: Final = 3  # classes beyond which a joined line says « Autres » rather than all of their names
ANSWER_DELAYS: Final = ("within_3", "within_5", "later")


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a breakdown: its words, its number, the one before, and its part of the whole (0 to 1)."""

    label: str
    count: int
    before: Printed
    part: float


@dataclass(frozen=True, slots=True)
class Section:
    """One breakdown: bars, or the words that say why there are none."""

    name: str
    title: str
    bars: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Columns that belong together under one title."""

    title: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of rows by several partitions; `total` and `before` are of each row."""

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, int, Printed, tuple[Printed, ...]], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the figures that are said first."""

    label: str
    count: Printed
    before: Printed


@dataclass(frozen=True, slots=True)
class Pages:
    """A report in words."""

    title: str
    period: str
    compared: str
    notes: tuple[str, ...]
    headlines: tuple[Headline, ...]
    sections: tuple[Section, ...]
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language for what a report counts."""

    world: World
    territory: Territory
    language: str = "fr"

    def say(self, key: str, **words: str) -> str:
        """The Fluent message `rapport-<key>`."""
        return self.world.wording.say(self.language, f"rapport-{key}", **words)

    def period(self, period: Period) -> str:
        """« De janvier 2026 à mars 2026 »."""
        first, last = (say_month(self.language, month) for month in (period.first, period.last))
        return self.say("periode", to=last, **{"from": "same" if first == last else first})

    def classes(self, name: str, classes: Sequence[str]) -> str:
        """What a line counts: « en 4 ou 5 jours », or several joined."""
        if len(classes) > OTHERS:
            return self.say("reste")
        return " ; ".join(self._label(name, each) for each in classes)

    def _label(self, name: str, code: str) -> str:
        vocabulary, wording = self.world.vocabulary, self.world.wording
        if code in (UNKNOWN, ""):
            return self.say("inconnu")
        if name == "epci":
            epci = self.world.geography.epcis.get(code)
            return epci.name if epci is not None else code
        if name == "structure":
            structure = self.territory.directory.structures.get(code)
            return structure.name if structure is not None else code
        if name == "sectors":
            return wording.say(self.language, f"groupe-{code}") if code in GROUPS else code
        if name == "form":
            known = vocabulary.get_fact("forme_du_projet").values
            return _capital(vocabulary.label("forme_du_projet", code, self._spoken)) if code in known else code
        if name == "answer" and code in ANSWER_DELAYS:
            name = "delay"
        if name == "referral_contact":
            name = "contact"
        if name == "unfinished" and code in vocabulary.facts:
            return vocabulary.words(code, self._spoken)
        for key in (f"rapport-{name}-{_dashed(code.removeprefix('stage:'))}", *_elsewhere(name, code)):
            if wording.has("fr", key):
                return wording.say(self.language, key)
        return code

    @property
    def _spoken(self) -> str:
        return "en" if self.language == "en" else "fr"


def lay_out_report(report: Report, words: Words, period: Period, today: date, *, structure: str | None = None) -> Pages:
    """A report in words.

    Args:
        today: the day on which the figures stand.
        structure: the one whose own figures these are.
    """
    title = words.say("titre", territory=words.territory.name)
    if structure is not None:
        name = words.classes("structure", (structure,))
        title = words.say("titre-structure", structure=name, territory=words.territory.name)
    notes = [words.say("lecture", day=f"{say_day(words.language, today)} {today.year}"), words.say("delais-lecture")]
    if structure is not None:
        sections = [report.answers, report.contacts, report.reasons]
        grids: list[Grid] = []
        headlines: tuple[Headline, ...] = ()
    else:
        sections = [*report.summary, report.answers, report.reasons, report.unfinished]
        tables = [*report.tables, *([report.structures] if report.structures is not None else [])]
        grids = [_grid(table, words) for table in tables]
        headlines = _headlines(report, words)
        if report.structures is None:
            notes.append(words.say("sans-charte"))
    return Pages(
        title=title,
        period=words.period(period),
        compared=words.say("periode-avant", period=words.period(period.before)),
        notes=tuple(notes),
        headlines=headlines,
        sections=tuple(_section(each, words) for each in sections),
        grids=tuple(grids),
    )


def _headlines(report: Report, words: Words) -> tuple[Headline, ...]:
    delay, contact, route = report.of("delay"), report.of("contact"), report.of("route")
    found = [("recus", report.received, report.received_before)]
    wanted: list[tuple[str, Breakdown, tuple[str, ...]]] = [
        ("orientes", route, ("rule",)),
        ("dans-3", delay, ("within_3",)),
        ("dans-5", delay, ("within_3", "within_5")),
        ("contactes", contact, ("contacted",)),
    ]
    found += [(key, of.count_of(*classes), of.before_of(*classes)) for key, of, classes in wanted]
    return tuple(Headline(words.say(key), count, before) for key, count, before in found)


def _section(breakdown: Breakdown, words: Words) -> Section:
    title = words.say(f"sur-{breakdown.name.replace('_', '-')}")
    note = words.say("toute-la-maison") if breakdown.name == "unfinished" else ""
    if breakdown.lines is None:
        return Section(breakdown.name, title, (), words.say("trop-peu"))
    whole = breakdown.total or 0
    bars = tuple(
        Bar(words.classes(breakdown.name, line.classes), line.count, line.before, line.count / whole if whole else 0)
        for line in breakdown.lines
        if line.count or line.before
    )
    return Section(breakdown.name, title, bars, note)


def _grid(table: Table, words: Words) -> Grid:
    title = words.say(f"par-{table.name}")
    if table.rows is None:
        return Grid(table.name, title, (), (), words.say("trop-peu-detail"))
    headings = tuple(
        Heading(
            words.say(f"sur-{columns.name.replace('_', '-')}"),
            tuple(words.classes(columns.name, group) for group in columns.groups),
        )
        for columns in table.columns
    )
    rows = tuple(
        (
            words.classes(table.name, row.classes),
            row.count,
            row.before,
            tuple(cell for columns in table.columns for cell in columns.cells[number]),
        )
        for number, row in enumerate(table.rows)
    )
    return Grid(table.name, title, headings, rows)


def _elsewhere(name: str, code: str) -> tuple[str, ...]:
    """Keys of words that others say too: outcomes and reasons of refusals."""
    dashed = _dashed(code)
    return {"outcome": (f"issue-{dashed}",), "reason": (f"motif-{dashed}",)}.get(name, ())


def _dashed(code: str) -> str:
    return code.replace("_", "-")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def say_month(language: str, month: date) -> str:
    """« mars 2026 »."""
    return str(format_date(month, "MMMM y", locale=language))
