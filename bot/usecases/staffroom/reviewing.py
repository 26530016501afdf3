"""/revue: the monthly review in the staff bot; animators see the territory, a referent their own cases.

A line names nobody: a message stays in a chat for years. Who it is, the card says, which is written over in time.
"""

from __future__ import annotations

from datetime import date, datetime

from bot.usecases.cases.tokens import StaffVerb, staff_token
from bot.usecases.figures import moved
from bot.usecases.report_pages import Words
from bot.usecases.review_pages import ReviewPages, ReviewRow, lay_out_review
from bot.usecases.reviews import review_of
from bot.usecases.staffroom.room import Room
from dialogs.message import MESSAGE_LIMIT, Button, Message, utf16_length

STEPS_ASIDE = "je_connais"  # the reason of a refusal; one of `DECLINE_REASONS`
BUTTONS = 8  # cases a tap away; /dossiers has the others


def show_review(room: Room, argument: str) -> None:
    """The review of this month, or of the one that is named."""
    month = read_month(argument, room.calendar.today(room.now))
    if month is None:
        room.say("revue-quel-mois")
        return
    account = room.account
    own = None if account.is_animator else account.interlocutor
    if own is None and not account.is_animator:
        room.say("salle-aucun-dossier")
        return
    review = review_of(room.uow, room.world, room.territory, month, str(account.id), room.now, interlocutor=own)
    pages = lay_out_review(review, Words(room.world, room.territory, account.language), is_own=own is not None)
    room.reply(Message(_text(room, pages), rows=_buttons(room, pages, is_own=own is not None)), personal=True)


def read_month(words: str, today: date) -> date | None:
    """The month that somebody wrote, like "2026-11" or "11/2026"; this one for nothing, None for a later one."""
    written = words.strip()
    if not written:
        return today.replace(day=1)
    for form in ("%Y-%m", "%m/%Y"):
        try:
            month = datetime.strptime(written, form).date()  # noqa: DTZ007
            moved(month, -1)
        except ValueError:
            continue
        return month if month <= today else None
    return None


def _text(room: Room, pages: ReviewPages) -> str:
    """As much as one message holds: titles with their numbers all, lines as long as there is room."""
    head = [pages.title, pages.on, "", room.words("revue-lecture-bot")]
    fixed = "\n".join([*head, *(f"\n{part.title}" for part in pages.parts)])
    left = MESSAGE_LIMIT - utf16_length(fixed) - len(pages.parts) * (utf16_length(room.words("salle-la-suite")) + 2)
    lines = head
    for part in pages.parts:
        lines += ["", part.title]
        for row in part.rows:
            said = _say(row)
            left -= utf16_length(said) + 1
            if left < 0:
                lines.append(room.words("salle-la-suite"))
                break
            lines.append(said)
    return "\n".join(lines)


def _say(row: ReviewRow) -> str:
    if not row.number:
        return f"• {row.project}"
    return "• " + " · ".join(filter(None, (row.number, row.project, row.holder, row.when)))


def _buttons(room: Room, pages: ReviewPages, *, is_own: bool) -> tuple[tuple[Button, ...], ...]:
    """The cases that can be opened; beside each, for who has it, the way to step aside."""
    found = {
        row.line.case_id: row
        for part in pages.parts
        for row in part.rows
        if row.line.case_id is not None and _is_open(part.key, row)
    }
    rows = []
    for case_id, row in list(found.items())[: BUTTONS // 2 if is_own else BUTTONS]:
        buttons = [Button(room.words("geste-dossier", number=row.number), staff_token(StaffVerb.OPEN_CASE, case_id))]
        if is_own and row.line.referral_id is not None:
            aside = (
                staff_token(StaffVerb.DECLINE, row.line.referral_id, STEPS_ASIDE)
                if row.line.is_waiting
                else staff_token(StaffVerb.CHOOSE_TARGET, row.line.referral_id, 0)
            )
            buttons.append(Button(room.words("geste-je-me-deporte", number=row.number), aside))
        rows.append(tuple(buttons))
    if is_own:
        return tuple(rows)
    flat = [button for row in rows for button in row]
    return tuple(tuple(flat[at : at + 2]) for at in range(0, len(flat), 2))


def _is_open(key: str, row: ReviewRow) -> bool:
    return key != "outcomes" and not row.line.outcome
