"""`review`: what partners look at together in their monthly meeting; each case whose person is named is audited."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from bot.commands.case_reading import existing_store
from bot.commands.naming import none_of_that_name
from bot.commands.outcome import CommandError
from bot.commands.report import OPERATOR, Form, page_environment
from bot.logs import configure_logs
from bot.rules.definitions import load_world
from bot.rules.worlds import Worlds
from bot.settings import Settings
from bot.usecases.cases.calendars import calendar_of
from bot.usecases.report_pages import Words
from bot.usecases.review_pages import ReviewPages, lay_out_review
from bot.usecases.reviews import Review, review_of
from bot.usecases.staffroom.reviewing import read_month
from referral_rules.typography import typeset


def make_review(settings: Settings, wanted: str | None, month: str, form: Form) -> None:
    """Write the review of a month to standard output.

    Args:
        wanted: the territory's id; None for the default one.
        month: like "2026-11"; this one and past ones.

    Raises:
        CommandError: it is no month, or a later one; no such territory; a workbook would go to a terminal; the database
            isn't there, or can't be read.
    """
    configure_logs("CRITICAL", settings.log_format)
    worlds = Worlds(load_world(settings))
    now = datetime.now(UTC)
    if form == "xlsx" and sys.stdout.isatty():
        raise CommandError(typeset("--format xlsx : dites où l’écrire, par exemple > revue.xlsx"))
    with existing_store(settings) as store:
        if store is None:
            raise CommandError(typeset("review : il n’y a pas encore de dossiers, la base n’existe pas."))
        with store.begin() as work:
            world = worlds.in_force(work)
            if wanted is not None and wanted not in world.territories:
                raise CommandError(none_of_that_name("--territory : aucun territoire", wanted, world.territories))
            territory = world.territory(wanted)
            first = read_month(month, calendar_of(territory).today(now)) if month.strip() else None
            if first is None:
                told = f"--month : « {month} » n’est pas un mois passé ou présent. Écrivez-le 2026-11."
                raise CommandError(typeset(told))
            review = review_of(work, world, territory, first, OPERATOR, now)
    words = Words(world, territory)
    pages = lay_out_review(review, words)
    if form == "json":
        print(json.dumps({"territory": territory.id, **_plain(review, pages)}, ensure_ascii=False))
    elif form == "xlsx":
        sys.stdout.buffer.write(write_review_xlsx(pages, words))
    else:
        print(write_review_html(pages, words), end="")


def write_review_html(pages: ReviewPages, words: Words) -> str:
    """A review as one page that needs nothing else."""
    say = words.world.wording.say
    return (
        page_environment()
        .get_template("review.html")
        .render(
            pages=pages,
            note=say(words.language, "revue-lecture"),
            nobody=say(words.language, "revue-personne"),
            unnamed=say(words.language, "revue-sans-nom"),
            columns=_columns(words),
        )
    )


def write_review_xlsx(pages: ReviewPages, words: Words) -> bytes:
    """A review as a workbook: one sheet, a section after the other."""
    say = words.world.wording.say
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(say(words.language, "rapport-ensemble"))
    for column, width in enumerate((28, 10, 60, 32, 40)):
        sheet.set_column(column, column, width, wrap)
    sheet.write_string(0, 0, pages.title, bold)
    sheet.write_string(1, 0, pages.on)
    sheet.write_string(2, 0, say(words.language, "revue-lecture"))
    row = 4
    for part in pages.parts:
        sheet.write_string(row, 0, part.title, bold)
        for column, text in enumerate(_columns(words)):
            sheet.write_string(row + 1, column, text, bold)
        row += 2
        for each in part.rows:
            who = each.who or say(words.language, "revue-sans-nom")
            for column, text in enumerate((who, each.number, each.project, each.holder, each.when)):
                sheet.write_string(row, column, text, wrap)
            row += 1
        row += 1
    book.close()
    return body.getvalue()


def _columns(words: Words) -> list[str]:
    keys = ("qui", "dossier", "projet", "chez", "quand")
    return [words.world.wording.say(words.language, f"revue-colonne-{key}") for key in keys]


def _plain(review: Review, pages: ReviewPages) -> dict[str, Any]:
    """Codes and days of each line; of an unnamed one the coarse three alone."""
    sections = {}
    for part in pages.parts:
        lines: list[dict[str, Any]] = []
        for row in part.rows:
            line = row.line
            told: dict[str, Any] = {"epci": line.epci, "sectors": line.sectors, "stage": line.stage}
            if line.case_id is not None:
                told |= {"number": line.number, "name": line.name, "form": line.form, "holder": line.holder}
                told |= {"day": line.day.isoformat() if line.day else None, "outcome": line.outcome or None}
            lines.append(told)
        sections[part.key] = lines
    return {"month": f"{review.month:%Y-%m}", "on": review.on.isoformat(), "sections": sections}
