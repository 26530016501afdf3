"""What staff may look at: a case again (audited), the territory's figures, its rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.casework.life import SUPPORTING
from bot.usecases.cases.brief import find_interlocutor, read_case_brief
from bot.usecases.cases.decisions import animator_choices
from bot.usecases.cases.notification import card_buttons, render_card
from bot.usecases.cases.sentences import Says, project_line
from bot.usecases.cases.supports import support_message
from bot.usecases.cases.tokens import StaffVerb, staff_token
from bot.usecases.refused_rules import rules_to_look_at
from bot.usecases.staffroom.room import Room, acts_for, may_act
from bot.usecases.staffroom.rules_files import history_lines
from bot.usecases.staffroom.supporting import find_support
from bot.usecases.upkeep import upkeep_lines
from dialogs.message import Button, Message
from dialogs.wording import say_day, say_short_day
from referral_rules.upkeep import list_upkeep
from storage.facts_json import load_facts
from storage.tables import Case, Referral

PAGE = 6  # cases that nobody took, each with a button
ENTRIES = 8  # of what is to be looked at again, named under the figures

Found = Sequence[tuple[Case, Referral]]


def open_case(room: Room, case_id: int) -> None:
    """The case's card again, for whoever may see it; noted in the audit."""
    try:
        brief = read_case_brief(room.uow, room.world, case_id)
    except LookupError:
        brief = None
    to_phone = brief is not None and brief.state.to_phone is not None
    if brief is None or not (brief.is_current or to_phone) or not may_act(room, brief):
        if not _open_as_support(room, case_id):
            room.say("refus-plus-en-cours")
        return
    room.uow.audit.note(room.now, str(room.account.id), "open_case", case_id)
    card = render_card(room.uow, room.world, brief, room.account.language)
    if not acts_for(room.account, brief):
        says = room.says(brief)
        extras = card.rows[: len(card.rows) - len(card_buttons(says, brief))]
        close = Button(says.text("geste-terminer"), staff_token(StaffVerb.CHOOSE_OUTCOME, brief.referral.id))
        choices = animator_choices(room.uow, says, brief, room.now, can_open=False)
        card = replace(card, rows=(*extras, *choices, *([(close,)] if brief.is_current else [])))
    if to_phone and room.account.is_animator:
        phoned = Button(room.words("geste-telephone-fait"), staff_token(StaffVerb.PHONED, brief.referral.id))
        card = replace(card, rows=((phoned,), *card.rows))
    room.reply(card, context={"card": brief.referral.id}, brief=brief)


def _open_as_support(room: Room, case_id: int) -> bool:
    """The lighter card of an appui; False when this account is none of the case."""
    for support in room.uow.cases.supports_of(case_id):
        found = find_support(room, support.id)
        if found is not None and support.status in SUPPORTING:
            room.uow.audit.note(room.now, str(room.account.id), "open_as_support", case_id)
            room.reply(support_message(room.says(found[1]), found[1], support), brief=found[1])
            return True
    return False


def show_territory(room: Room) -> None:
    """/territoire: today's figures, and everything nobody took."""
    figures = room.uow.cases.figures(room.account.territory, room.now)
    untaken = room.uow.cases.unanswered(room.account.territory, room.now)
    head = room.words("salle-territoire", territory=room.territory.name)
    counts = room.words(
        "salle-chiffres",
        begun=str(figures["talks_begun_today"]),
        unfinished=str(figures["talks_unfinished"]),
        sent=str(figures["referrals_sent_today"]),
        open=str(figures["cases_open"]),
        waiting=str(figures["waiting"]),
        late=str(figures["late"]),
        taken=str(figures["taken_in_charge"]),
        contacted=str(figures["contacted"]),
        declined=str(figures["declined"]),
    )
    rest = [room.words("salle-tout-est-pris")]
    if untaken:
        rest = [room.words("salle-personne-n-a-pris", count=str(len(untaken)))]
        rest += [_line(room, case, referral) for case, referral in untaken[:PAGE]]
    said = "\n".join([head, counts, *rest, *_to_read_again(room)])
    room.reply(Message(said, rows=_case_buttons(room, untaken[:PAGE])))


def show_rules(room: Room) -> None:
    """/regles: what is in force, since when, its size; the latest revisions, each a tap away from coming back."""
    territory = room.territory
    revision = room.uow.revisions.current(territory.id)
    activation = room.uow.revisions.activated(territory.id)
    today = room.calendar.today(room.now)
    since = room.calendar.today(activation.at) if activation is not None else today
    head = room.words(
        "salle-regles",
        territory=territory.name,
        number=str(revision.number) if revision is not None else territory.content_hash[:6],
        day=say_day(room.account.language, since),
        rules=str(sum(1 for rule in territory.rules.rules if rule.is_in_force(today))),
        structures=str(len(territory.directory.structures)),
        interlocutors=str(len(territory.directory.interlocutors)),
    )
    notes = []
    if revision is not None and revision.content_hash != territory.content_hash:
        notes = [room.words("regles-ne-se-lit-plus", number=str(revision.number))]
    lines, buttons = history_lines(room)
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    looked_at = _to_look_at(room, today)
    text = "\n".join(
        [head, *notes, "", room.words("regles-histoire"), *lines, *looked_at, "", room.words("regles-envoyer")]
    )
    room.reply(Message(text, rows=rows))


def _to_look_at(room: Room, today: date) -> list[str]:
    """The rules whose referents said lately that a case wasn't theirs, if any."""
    found = rules_to_look_at(room.uow, room.territory, today, room.now, room.account.language)
    if not found:
        return []
    lines = [
        room.words(
            "regles-a-regarder-ligne",
            title=refused.title,
            rule=refused.rule,
            reason=room.words(f"motif-{refused.reason.replace('_', '-')}"),
            cases=", ".join(map(str, refused.cases[-ENTRIES:])),
            day=say_day(room.account.language, refused.last_on),
        )
        for refused in found[:ENTRIES]
    ]
    return ["", room.words("regles-a-regarder"), *lines]


def _to_read_again(room: Room) -> list[str]:
    """What time has overtaken in the rules and the directory, if anything."""
    found = list_upkeep(room.territory, room.calendar.today(room.now))
    if not found:
        return []
    head = room.words("salle-a-relire", count=str(len(found)))
    return ["", head, *upkeep_lines(room.world, room.account.language, found, ENTRIES)]


def state_words(room: Room, referral: Referral) -> str:
    """Where a referral stands, in a few words."""
    key = f"etat-{referral.status.replace('_', '-')}"
    return room.words(key, day=_short(room, referral.promised_on))


def _line(room: Room, case: Case, referral: Referral) -> str:
    says = Says(room.world, room.account.language, load_facts(case.facts))
    line = room.words(
        "salle-ligne", number=str(case.number), project=project_line(says), state=state_words(room, referral)
    )
    if referral.interlocutor != room.account.interlocutor:
        line += f" · {find_interlocutor(room.territory, referral.interlocutor).name}"
    return line


def _case_buttons(room: Room, found: Found) -> tuple[tuple[Button, ...], ...]:
    buttons = [
        Button(room.words("geste-dossier", number=str(case.number)), staff_token(StaffVerb.OPEN_CASE, case.id))
        for case, _ in found
    ]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _short(room: Room, day: date) -> str:
    return say_short_day(room.account.language, day)
