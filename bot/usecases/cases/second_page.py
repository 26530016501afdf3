"""The card's second page: all that the person said, what was asked and answered since, what staff noted."""

from __future__ import annotations

from collections.abc import Iterator

from bot.usecases.cases.brief import Brief
from bot.usecases.cases.notification import rest_of_story
from bot.usecases.cases.sentences import Says, says_of
from bot.usecases.cases.supports import supports_line
from bot.usecases.cases.tokens import StaffVerb, staff_token
from dialogs.message import MESSAGE_LIMIT, Button, Message, utf16_length
from dialogs.wording import say_short_day
from dialogs.world import World
from storage.tables import Relay
from storage.unit_of_work import UnitOfWork

WORDS_LIMIT = 1000  # characters that a Fluent placeable takes; fluent.runtime, MAX_PART_LENGTH


def second_page(uow: UnitOfWork, world: World, brief: Brief, language: str) -> tuple[Message, ...]:
    """As many messages as it takes, the newest notes last; the last one leads back to the card."""
    says = says_of(world, brief, language)
    pages = [message for message in rest_of_story(world, brief, language) if message.text]
    appuis = supports_line(says, brief)
    pages += [Message(appuis)] if appuis else []
    pages += [Message(text) for text in _packed(list(exchange_lines(uow, says, brief)))]
    if not pages:
        pages = [Message(says.text("suite-rien", number=str(brief.case.number)))]
    back = Button(says.text("geste-retour-fiche"), staff_token(StaffVerb.OPEN_CASE, brief.case.id))
    last = pages[-1]
    return (*pages[:-1], Message(last.text, last.entities, (*last.rows, (back,))))


def exchange_lines(uow: UnitOfWork, says: Says, brief: Brief) -> Iterator[str]:
    """Questions, answers and notes of the whole case, oldest first, each with its day."""
    words = exchanged(uow, brief)
    if words:
        yield says.text("suite-echanges")
    for relay in words:
        day = say_short_day(says.language, brief.calendar.today(relay.created_at))
        name = brief.first_name or says.text("fiche-la-personne")
        key = "suite-note" if relay.status == "note" else "suite-question" if relay.from_staff else "suite-reponse"
        yield says.text(key, day=day, name=name, words=relay.text[:WORDS_LIMIT])


def exchanged(uow: UnitOfWork, brief: Brief) -> list[Relay]:
    """What was really asked, answered or noted; drafts and what was taken back are left out."""
    return [
        relay
        for referral in uow.cases.referrals_of(brief.case.id)
        for relay in uow.relays.list_of(referral.id)
        if relay.status in ("sent", "answered", "note") and relay.text
    ]


def _packed(lines: list[str]) -> list[str]:
    """The lines in as few messages as hold them."""
    pages: list[str] = []
    for line in lines:
        if pages and utf16_length(pages[-1]) + utf16_length(line) + 1 <= MESSAGE_LIMIT:
            pages[-1] += "\n" + line
        else:
            pages.append(line)
    return pages
