"""`report`: the steering report of a territory, or one structure's own figures; each is audited."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal

import xlsxwriter  # type: ignore[import-untyped]
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.casework.report import Printed
from bot.commands.case_reading import existing_store
from bot.commands.naming import none_of_that_name
from bot.commands.outcome import CommandError
from bot.logs import configure_logs
from bot.rules.definitions import load_world
from bot.rules.worlds import Worlds
from bot.settings import Settings
from bot.usecases.cases.calendars import calendar_of
from bot.usecases.figures import Period, moved, report_of
from bot.usecases.report_pages import Pages, Words, lay_out_report
from dialogs.world import World
from referral_rules.territory import Territory
from referral_rules.typography import typeset
from storage.unit_of_work import UnitOfWork

Form = Literal["html", "xlsx", "json"]

OPERATOR: Final = "operator"  # the audit's name for whoever is at the machine's own keyboard
ACTION: Final = "make_report"
LABEL_LENGTH: Final = 62  # characters of a line's words in a drawing of 560 units
MONTHS_LIMIT: Final = 120


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be reported on: months like "2026-01", a structure's id or none."""

    territory: str | None
    first: str
    last: str
    structure: str | None = None


def make_report(settings: Settings, wanted: Wanted, form: Form) -> None:
    """Write a report to standard output.

    Raises:
        CommandError: a month is none, isn't over yet, or is out of order; no such territory or structure; a workbook
            would go to a terminal; the database isn't there, or can't be read.
    """
    configure_logs("CRITICAL", settings.log_format)
    worlds = Worlds(load_world(settings))
    now = datetime.now(UTC)
    period = _period(wanted)
    if form == "xlsx" and sys.stdout.isatty():
        raise CommandError(typeset("--format xlsx : dites où l’écrire, par exemple > rapport.xlsx"))
    with existing_store(settings) as store:
        if store is None:
            raise CommandError(typeset("report : il n’y a pas encore de dossiers, la base n’existe pas."))
        with store.begin() as work:
            world = worlds.in_force(work)
            territory = _territory(world, wanted)
            today = calendar_of(territory).today(now)
            if period.end > today:
                raise CommandError(typeset(f"--to : {wanted.last} n’est pas encore fini, et un mois se compte entier."))
            words = Words(world, territory)
            for other in _overlapping(work, territory, period, wanted.structure):
                print(typeset(words.say("recoupe", period=words.period(other))), file=sys.stderr)
            report = report_of(work, world, territory, period, structure=wanted.structure)
            work.audit.note(now, OPERATOR, ACTION, None, _noted(territory, wanted.structure, period))
    pages = lay_out_report(report, words, period, today, structure=wanted.structure)
    if form == "json":
        plain = {"territory": territory.id, "from": wanted.first, "to": wanted.last, "structure": wanted.structure}
        print(json.dumps({**plain, "on": today.isoformat(), "report": _plain(asdict(report))}, ensure_ascii=False))
    elif form == "xlsx":
        sys.stdout.buffer.write(write_report_xlsx(pages, words))
    else:
        print(write_report_html(pages, words), end="")


def write_report_html(pages: Pages, words: Words) -> str:
    """A report as one page that needs nothing else."""
    masked = words.say("masque")
    return (
        page_environment()
        .get_template("report.html")
        .render(
            pages=pages,
            words={"before": words.say("avant"), "count": words.say("nombre")},
            number=lambda count: masked if count is None else say_number(count),
            percent=lambda part: format_percent(part, "#,##0 %", locale="fr"),
            cut=lambda label: label if len(label) <= LABEL_LENGTH else label[: LABEL_LENGTH - 1] + "…",
        )
    )


def page_environment() -> Environment:
    """What the network's pages are made with: everything is escaped, and nothing may be missing."""
    return Environment(
        loader=PackageLoader("bot", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip


def write_report_xlsx(pages: Pages, words: Words) -> bytes:
    """A report as a workbook: the whole on one sheet, then a sheet for each table."""
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, wrap = (
        book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        book.add_format({"text_wrap": True}),
    )
    masked = words.say("masque")

    def put(sheet: Any, row: int, column: int, count: Printed) -> None:
        if count is None:
            sheet.write_string(row, column, masked)
        else:
            sheet.write_number(row, column, count)

    sheet = book.add_worksheet(words.say("ensemble"))
    sheet.set_column(0, 0, 60, wrap)
    sheet.set_column(1, 2, 16)
    row = 0
    for line in (pages.title, pages.period, pages.compared, *pages.notes):
        sheet.write_string(row, 0, line, bold if row == 0 else wrap)
        row += 1
    for title, note, lines in _lists(pages):
        row += 1
        for column, text in enumerate((title, words.say("nombre"), words.say("avant"))):
            sheet.write_string(row, column, text, bold)
        row += 1
        if note:
            sheet.write_string(row, 0, note, wrap)
            row += 1
        for label, count, before in lines:
            sheet.write_string(row, 0, label, wrap)
            put(sheet, row, 1, count)
            put(sheet, row, 2, before)
            row += 1
    for grid in pages.grids:
        sheet = book.add_worksheet(grid.title[:31])  # the format's limit
        sheet.set_column(0, 0, 48, wrap)
        sheet.set_column(1, 40, 15)
        sheet.freeze_panes(2, 1)
        sheet.write_string(0, 0, grid.title, bold)
        if grid.note:
            sheet.write_string(1, 0, grid.note, wrap)
            continue
        for column, text in ((1, words.say("nombre")), (2, words.say("avant"))):
            sheet.write_string(1, column, text, bold)
        column = 3
        for heading in grid.headings:
            sheet.write_string(0, column, heading.title, bold)
            for label in heading.labels:
                sheet.write_string(1, column, label, bold)
                column += 1
        for row, (label, count, before, cells) in enumerate(grid.rows, start=2):
            sheet.write_string(row, 0, label, wrap)
            for column, each in enumerate((count, before, *cells), start=1):
                put(sheet, row, column, each)
    book.close()
    return body.getvalue()


def say_number(count: int) -> str:
    """A number as it is written in French: « 1 250 »."""
    return str(format_decimal(count, locale="fr"))


def _lists(pages: Pages) -> list[tuple[str, str, list[tuple[str, Printed, Printed]]]]:
    found: list[tuple[str, str, list[tuple[str, Printed, Printed]]]] = []
    if pages.headlines:
        found.append((pages.title, "", [(each.label, each.count, each.before) for each in pages.headlines]))
    for section in pages.sections:
        found.append((section.title, section.note, [(bar.label, bar.count, bar.before) for bar in section.bars]))
    return found


def _period(wanted: Wanted) -> Period:
    for option, month in (("--from", wanted.first), ("--to", wanted.last)):
        try:
            moved(Period.read(month, month).first, -MONTHS_LIMIT)
        except ValueError:
            raise CommandError(typeset(f"{option} : « {month} » n’est pas un mois. Écrivez-le 2026-03.")) from None
    try:
        period = Period.read(wanted.first, wanted.last)
    except ValueError:
        raise CommandError(typeset(f"--to : {wanted.last} vient avant {wanted.first}.")) from None
    if period.months > MONTHS_LIMIT:
        raise CommandError(typeset(f"--from : au plus {MONTHS_LIMIT} mois à la fois."))
    return period


def _territory(world: World, wanted: Wanted) -> Territory:
    if wanted.territory is not None and wanted.territory not in world.territories:
        raise CommandError(none_of_that_name("--territory : aucun territoire", wanted.territory, world.territories))
    territory = world.territory(wanted.territory)
    structures = territory.directory.structures
    if wanted.structure is not None and wanted.structure not in structures:
        raise CommandError(none_of_that_name("--structure : aucune structure", wanted.structure, structures))
    return territory


def _noted(territory: Territory, structure: str | None, period: Period) -> str:
    return f"{territory.id}/{structure or ''} {period}"


def _overlapping(work: UnitOfWork, territory: Territory, period: Period, structure: str | None) -> list[Period]:
    """Periods reported on before to the same readers, that share some months with this one, but not all."""
    subject = f"{territory.id}/{structure or ''}"
    found: dict[str, Period] = {}
    for detail in work.audit.details_of(ACTION):
        of, _, span = detail.partition(" ")
        first, _, last = span.partition("..")
        if of != subject or not last:
            continue
        other = Period.read(first, last)
        if other != period and other.first < period.end and period.first < other.end:
            found[span] = other
    return list(found.values())


def _plain(value: Any) -> Any:
    """Tuples as lists; a number that isn't printed is null."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
