"""What staff taps: each tap is checked against what this account may do now, whatever the token says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast, get_args

from bot.casework.events import Kind
from bot.casework.follow_up import call_days
from bot.casework.life import Refusal, Status, may_take_over
from bot.usecases.cases import decisions, handover
from bot.usecases.cases import relay as relays
from bot.usecases.cases.brief import Brief, find_interlocutor, read_case_brief
from bot.usecases.cases.declining import note_incomplete
from bot.usecases.cases.in_time import nudge
from bot.usecases.cases.notification import card_buttons, voices_of
from bot.usecases.cases.second_page import second_page
from bot.usecases.cases.sentences import last_day_before_promise
from bot.usecases.cases.to_phone import note_phoned
from bot.usecases.cases.tokens import StaffVerb, Tapped, key_of, read_token, staff_token
from bot.usecases.staffroom import accompanying, declining, rules_files, supporting
from bot.usecases.staffroom.absence import absence_tap
from bot.usecases.staffroom.case_list import show_cases
from bot.usecases.staffroom.lists import open_case
from bot.usecases.staffroom.notes import drop_note, note_on_case
from bot.usecases.staffroom.redirecting import choose_in_structure, choose_target, confirm_target, pass_to, prompt_word
from bot.usecases.staffroom.replies import MISSING
from bot.usecases.staffroom.room import Deed, Room, acts_for
from bot.usecases.staffroom.shutting_out import shut_out_tap
from bot.usecases.staffroom.succession import succession_tap
from dialogs.inputs import Tap
from dialogs.message import Button, Message
from dialogs.wording import say_day

Handler = Callable[[Deed], None]


def may_reopen(brief: Brief, verb: str) -> bool:
    """Whether a tap on a closed case is one that may be: it opens it again, or says that somebody phoned."""
    return verb in (StaffVerb.REOPEN, StaffVerb.PHONED) and brief.case.referral_id == brief.referral.id


def handle_tap(room: Room, tap: Tap) -> None:
    """Do what the button says, if this account may; else say so and nothing more."""
    tapped = read_token(tap.token, "s")
    if tapped is None:
        room.say("salle-pas-compris")
    elif tapped.verb == StaffVerb.LIST_CASES:
        show_cases(room, tapped.number(0))
    elif tapped.verb == StaffVerb.OPEN_CASE:
        open_case(room, tapped.number(0))
    elif tapped.verb == StaffVerb.ABSENCE:
        absence_tap(room, tapped, tap.order)
    elif tapped.verb == StaffVerb.SHUT_OUT:
        shut_out_tap(room, tapped, tap.order)
    elif tapped.verb == StaffVerb.SUCCEED:
        succession_tap(room, tapped, tap.order)
    elif tapped.verb == rules_files.VERB:
        rules_files.rules_tap(room, tapped, tap.order)
    elif tapped.verb in supporting.KINDS:
        supporting.support_tap(room, tapped, tap.order)
    elif tapped.verb in (StaffVerb.SEND, StaffVerb.DROP):
        _relay_tap(room, tapped, tap.order)
    else:
        brief = room.find_brief(tapped.number(0))
        handler = HANDLERS.get(tapped.verb)
        if brief is None or handler is None:
            room.say("refus-pas-a-vous")
        elif not brief.is_current and not may_reopen(brief, tapped.verb):
            room.refuse(Refusal(brief.standing, Kind.TAKEN), brief)
        else:
            handler(Deed(room, brief, tapped, tap.order))


def _take(deed: Deed) -> None:
    room, brief = deed.room, deed.brief
    if not acts_for(room.account, brief):
        _take_over(deed)
        return
    done = decisions.take_charge(room.uow, room.world, brief, room.actor(brief), room.now)
    if isinstance(done, Refusal):
        room.refuse(done, brief)
        return
    rows = card_buttons(room.says(brief), brief)
    room.settle(room.words("note-pris", who=brief.interlocutor.name), rows, deed.order, brief)


def _take_over(deed: Deed) -> None:
    """Who stands in for somebody takes the case in their own name, where the agreements reach them."""
    room, brief = deed.room, deed.brief
    actor = room.actor(brief)
    to = room.account.interlocutor or brief.territory.pivot
    if not may_take_over(brief.referral.status):
        room.refuse(Refusal(Status(brief.referral.status), Kind.TAKEN), brief)
        return
    name = find_interlocutor(brief.territory, to).name
    passing = handover.reassign(room.uow, room.world, brief, actor, to, room.now)
    if isinstance(passing, Refusal):
        room.refuse(passing, brief)
        return
    if passing == "asked":
        room.settle(room.words("note-accord-demande", who=name), (), deed.order, brief)
        return
    moved = read_case_brief(room.uow, room.world, brief.case.id)
    if moved is not None:
        decisions.take_charge(room.uow, room.world, moved, room.actor(moved), room.now, tells=False)
        rows = card_buttons(room.says(moved), moved)
        room.settle(room.words("note-pris", who=name), rows, deed.order, moved)


def _see(deed: Deed) -> None:
    """« Vu, j’appelle jeudi »: that day in one tap, another one in a second."""
    room, brief = deed.room, deed.brief
    day = deed.tapped.day(1) or last_day_before_promise(brief)
    if day < room.calendar.today(room.now):
        _choose_day(deed)
        return
    done = decisions.note_seen(room.uow, room.world, brief, room.actor(brief), day, room.now)
    if isinstance(done, Refusal):
        room.refuse(done, brief)
        return
    said = say_day(room.account.language, day, room.calendar.today(room.now))
    other = (Button(room.words("geste-autre-jour"), staff_token(StaffVerb.CHOOSE_DAY, brief.referral.id)),)
    rows = (*card_buttons(room.says(brief), brief), other)
    room.settle(room.words("note-vu", day=said), rows, deed.order, brief)


def _choose_day(deed: Deed) -> None:
    room, brief = deed.room, deed.brief
    today = room.calendar.today(room.now)
    days = call_days(room.calendar, brief.history(), room.now)
    buttons = [
        Button(say_day(room.account.language, day, today), staff_token(StaffVerb.ANNOUNCE, brief.referral.id, day))
        for day in days
    ]
    room.say("choisir-jour", *(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)), brief=brief)


def _reassign(deed: Deed) -> None:
    """The animator's one tap."""
    room, brief = deed.room, deed.brief
    watches = room.account.is_animator or room.account.interlocutor == brief.territory.pivot
    to = next((each for each in brief.territory.directory.interlocutors if key_of(each) == deed.tapped.word(1)), None)
    if not watches or to is None:
        room.say("refus-pas-a-vous")
        return
    if to == brief.referral.interlocutor:
        room.say("refus-deja-fait")
        return
    passing = handover.reassign(room.uow, room.world, brief, room.actor(brief), to, room.now)
    if isinstance(passing, Refusal):
        room.refuse(passing, brief)
        return
    key = "note-reoriente" if passing == "moved" else "note-accord-demande"
    name = brief.territory.directory.interlocutors[to].name
    room.settle(room.words(key, who=name), (), deed.order, brief)


def _nudge(deed: Deed) -> None:
    """The animator reminds the silent interlocutor once more."""
    room, brief = deed.room, deed.brief
    done = nudge(room.uow, room.world, brief, room.actor(brief), room.now)
    if isinstance(done, Refusal):
        room.refuse(done, brief)
    else:
        room.say("note-relance", who=brief.interlocutor.name)


def _report(deed: Deed) -> None:
    room, brief = deed.room, deed.brief
    outcome = deed.tapped.word(1)
    if outcome not in get_args(decisions.Outcome):
        room.say("refus-plus-en-cours")
        return
    told = cast(decisions.Outcome, outcome)
    done = decisions.report_contact(room.uow, room.world, brief, room.actor(brief), told, room.now)
    if isinstance(done, Refusal):
        room.refuse(done, brief)
        return
    keys = {"done": "note-contact-fait", "unreachable": "note-injoignable", "later": "note-plus-tard"}
    room.settle(room.words(keys[outcome]), card_buttons(room.says(brief), brief), deed.order, brief)


def _read_on(deed: Deed) -> None:
    room, brief = deed.room, deed.brief
    if brief.talk is None:
        room.say("refus-recit-efface")
        return
    room.uow.audit.note(room.now, str(room.account.id), "read_story", brief.case.id)
    for message in second_page(room.uow, room.world, brief, room.account.language):
        room.reply(message, brief=brief)


def _listen(deed: Deed) -> None:
    """The voice message, as our own bytes: a file id of the public bot is no use here."""
    room, brief = deed.room, deed.brief
    media = deed.tapped.number(1)
    if media not in voices_of(room.uow, brief):
        room.say("refus-voix-effacee")
        return
    room.uow.audit.note(room.now, str(room.account.id), "listen", brief.case.id)
    room.uow.media.mark_heard(media, room.now)
    caption = Message(room.words("fiche-numero", number=str(brief.case.number)))
    room.uow.outbox.add(
        channel=room.arrival.bot,
        chat_id=room.arrival.chat_id,
        kind="voice",
        body={"media_id": media, "caption": caption.to_json()},
        now=room.now,
        purpose="staffroom",
        referral_id=brief.referral.id,
        person_id=brief.talk.person_id if brief.talk else None,
        personal=True,
    )


def _ask(deed: Deed) -> None:
    room, brief = deed.room, deed.brief
    name = brief.first_name or room.words("fiche-la-personne")
    prompt = Message(room.words("ecrire-question", name=name), prompts_reply=True)
    room.reply(prompt, context={"reply": "question", "referral": brief.referral.id}, brief=brief)


def _relay_tap(room: Room, tapped: Tapped, order: int | None) -> None:
    """Send a drafted question, or drop the draft; who may is read again now."""
    relay = room.uow.relays.get(tapped.number(0))
    brief = room.find_brief(relay.referral_id) if relay is not None else None
    if relay is None or brief is None:
        room.say("refus-pas-a-vous")
        return
    if tapped.verb == StaffVerb.DROP:
        relays.cancel(relay)
        room.settle(room.words("note-annule"), (), order, brief)
        return
    try:
        relays.ask_newcomer(room.uow, room.world, brief, room.account, relay, room.now)
        if tapped.word(1) == MISSING:
            note_incomplete(room.uow, room.world, brief, room.actor(brief), room.now)
        room.settle(room.words("note-question-envoyee"), (), order, brief)
    except relays.RelayRefusedError as refusal:
        room.say(f"refus-{refusal.obstacle}")


def _phoned(deed: Deed) -> None:
    room, brief = deed.room, deed.brief
    done = note_phoned(room.uow, brief, room.actor(brief), room.now)
    if isinstance(done, Refusal):
        room.refuse(done, brief)
        return
    room.settle(room.words("note-telephone-fait"), (), deed.order, brief)


HANDLERS: Mapping[str, Handler] = {
    StaffVerb.PHONED: _phoned,
    StaffVerb.TAKE: _take,
    StaffVerb.ANNOUNCE: _see,
    StaffVerb.CHOOSE_DAY: _choose_day,
    StaffVerb.CHOOSE_REASON: declining.choose_reason,
    StaffVerb.DECLINE: declining.decline,
    StaffVerb.CHOOSE_TARGET: choose_target,
    StaffVerb.CHOOSE_STRUCTURE: choose_in_structure,
    StaffVerb.CONFIRM_TARGET: confirm_target,
    StaffVerb.READ_ON: _read_on,
    StaffVerb.PROMPT_WORD: prompt_word,
    StaffVerb.PASS_ON: pass_to,
    StaffVerb.REASSIGN: _reassign,
    StaffVerb.NUDGE: _nudge,
    StaffVerb.REPORT: _report,
    StaffVerb.LISTEN: _listen,
    StaffVerb.ASK: _ask,
    StaffVerb.CHOOSE_APPOINTMENT: accompanying.choose_appointment,
    StaffVerb.APPOINT: accompanying.appoint,
    StaffVerb.REVIEW: accompanying.review,
    StaffVerb.CHOOSE_PAUSE: accompanying.choose_pause,
    StaffVerb.PAUSE: accompanying.pause,
    StaffVerb.BLOCK: accompanying.block,
    StaffVerb.CHOOSE_OUTCOME: accompanying.choose_outcome,
    StaffVerb.CLOSE: accompanying.close,
    StaffVerb.REOPEN: accompanying.reopen,
    StaffVerb.CHOOSE_SESSION: accompanying.choose_session,
    StaffVerb.AWAIT_SESSION: accompanying.await_session,
    StaffVerb.NOTE: note_on_case,
    StaffVerb.CHOOSE_SUPPORT: supporting.choose_support,
    StaffVerb.CONFIRM_SUPPORT: supporting.confirm_support,
    StaffVerb.ASSOCIATE: supporting.associate,
    StaffVerb.DROP_NOTE: drop_note,
}
