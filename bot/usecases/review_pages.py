"""A review laid out in words: the same for a chat, a page, a workbook and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.casework.review import ReviewLine, ReviewSection
from bot.usecases.cases.brief import find_interlocutor
from bot.usecases.report_pages import Words, say_month
from bot.usecases.reviews import Review
from dialogs.wording import say_day

APART: Final = " · "  # between words that have commas of their own


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One line in words; `who` and `number` are empty where nobody is named.

    Attributes:
        project: form, trades, place and stage, or the coarse three.
        holder: who has it, or was asked.
        when: the section's day, and how it ended.
    """

    who: str
    number: str
    project: str
    holder: str
    when: str
    line: ReviewLine


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """One section in words."""

    key: str
    title: str
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class ReviewPages:
    """A review in words."""

    title: str
    on: str
    parts: tuple[ReviewPart, ...]


def lay_out_review(review: Review, words: Words, *, is_own: bool = False) -> ReviewPages:
    """A review in words.

    Args:
        is_own: of one interlocutor's cases, for themselves.
    """
    say = words.world.wording.say
    month = say_month(words.language, review.month)
    title = say(words.language, "revue-titre", month=month, territory=words.territory.name)
    if is_own:
        title = say(words.language, "revue-titre-siens", month=month)
    on = say(words.language, "revue-au", day=f"{say_day(words.language, review.on)} {review.on.year}")
    return ReviewPages(title, on, tuple(_part(section, words, review.on) for section in review.sections))


def _part(section: ReviewSection, words: Words, on: date) -> ReviewPart:
    key = section.key.replace("_", "-")
    title = words.world.wording.say(words.language, f"revue-{key}", count=str(len(section.lines)))
    return ReviewPart(section.key, title, tuple(_row(line, key, words, on) for line in section.lines))


def _row(line: ReviewLine, key: str, words: Words, on: date) -> ReviewRow:
    say, language = words.world.wording.say, words.language
    coarse = [words.classes(name, (code,)) for name, code in _coarse(line)]
    if line.case_id is None:
        return ReviewRow("", "", APART.join(coarse), "", "", line)
    form = [words.classes("form", (line.form,))] if line.form else []
    who = find_interlocutor(words.territory, line.holder).name if line.holder else ""
    when = []
    if line.day is not None:
        when.append(say(language, f"revue-jour-{key}", day=say_day(language, line.day, on)))
    if line.outcome:
        when.append(words.classes("outcome", (line.outcome,)))
    holder = say(language, "revue-demande-a" if line.is_waiting else "revue-chez", who=who) if who else ""
    return ReviewRow(line.name, str(line.number), APART.join([*form, *coarse]), holder, ", ".join(when), line)


def _coarse(line: ReviewLine) -> tuple[tuple[str, str], ...]:
    return (("sectors", line.sectors), ("stage", line.stage), ("epci", line.epci))
