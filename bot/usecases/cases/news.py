"""« Gardons le lien »: how it goes, asked of who agreed to it, in two taps and a word if they like.

Rule 1: news is an agreement of its own, taken back with one tap.
Rule 2: what is asked is looked at again when it is due: a case that ended otherwise, or a cry for help, silences it.
Rule 3: who isn't content is phoned by an animator; the word they add goes to the animators alone, never on a card.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.casework.events import NEWCOMER, STAGES, Kind
from bot.casework.fold import UNHAPPY
from bot.casework.life import ACCOMPANIED, Refusal
from bot.casework.news import Occasion, link_due, satisfaction_due
from bot.usecases.cases.brief import Brief, read_case_brief
from bot.usecases.cases.decisions import open_button
from bot.usecases.cases.deeds import attempt
from bot.usecases.cases.history import read_state
from bot.usecases.cases.routes import desk_of, say_to, staff_channel_of, tell_newcomer, tell_staff, watchers_of
from bot.usecases.cases.sentences import Says, says_of
from bot.usecases.cases.to_phone import list_to_phone
from bot.usecases.cases.tokens import NewcomerVerb, Tapped, newcomer_token
from dialogs.message import Button, Message
from dialogs.world import World
from storage.tables import Reminder
from storage.unit_of_work import UnitOfWork

NEWS: Final = "news"  # the agreement's kind
SATISFACTION, LINK = "satisfaction", "keep_link"  # reminders' kinds; also the purposes of their messages
NEWS_REMINDERS: Final = frozenset({SATISFACTION, LINK})
SILENCED_BY: Final = frozenset({"distress", "minor", "no_resume"})  # marks of the talk after which nothing is asked
OCCASIONS: Final[Mapping[int, Occasion]] = {1: "contact", 2: "closing"}  # by the reminder's step
MOODS: Final = ("good", "fair", "bad")
GOINGS: Final = ("going", "waiting", "done", "stopped")
OPINION_LIMIT: Final = 1000  # characters
OPINION: Final = "opinion"  # the status of a relay row that holds such a word
ONCE_SECONDS: Final = 365 * 24 * 3600


def offer_news(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> bool:
    """Ask once whether the person would like to be asked how it goes; whether that was said."""
    state = read_state(uow, brief.case.id)
    if state.wants_news or state.status not in ACCOMPANIED or _is_silenced(brief):
        return False
    if uow.throttles.hit(f"news:offered:{brief.case.id}", now, ONCE_SECONDS) > 1:
        return False
    says = Says(world, brief.language, {})
    row = tuple(
        Button(says.text(f"geste-lien-{answer}"), newcomer_token(NewcomerVerb.NEWS, brief.referral.id, answer, NEWS))
        for answer in ("oui", "non")
    )
    message = say_to(world, brief.talk, "suivi-lien", row)
    return tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id, purpose=NEWS) is not None


def agree_to_news(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> bool:
    """The person would like to be asked; it is an agreement, and sets the dates."""
    if brief.talk is None or isinstance(attempt(uow, brief, Kind.NEWS_AGREED, NEWCOMER, now), Refusal):
        return False
    if all(consent.kind != NEWS for consent in brief.consents):
        words = hashlib.sha256(world.wording.say(brief.language, "suivi-lien").encode()).hexdigest()[:16]
        uow.cases.add_consent(brief.case.id, brief.talk.person_id, NEWS, words, now)
    uow.audit.note(now, "newcomer", "give_agreement", brief.case.id, NEWS)
    plan_news(uow, brief, now)
    return True


def refuse_news(uow: UnitOfWork, brief: Brief, now: datetime) -> bool:
    """The person doesn't want to be asked, or no more; what was to be asked is not."""
    if isinstance(attempt(uow, brief, Kind.NEWS_REFUSED, NEWCOMER, now), Refusal):
        return False
    for consent in brief.consents:
        if consent.kind == NEWS:
            consent.withdrawn_at = now
    uow.audit.note(now, "newcomer", "withdraw_agreement", brief.case.id, NEWS)
    uow.reminders.close_kinds_of_case(brief.case.id, NEWS_REMINDERS, now)
    return True


def plan_news(uow: UnitOfWork, brief: Brief, now: datetime) -> None:
    """Set anew what the person is to be asked, as the case stands now."""
    uow.reminders.close_kinds_of_case(brief.case.id, NEWS_REMINDERS, now)
    state = read_state(uow, brief.case.id)
    for step, occasion in OCCASIONS.items():
        due_at = satisfaction_due(state, occasion, brief.calendar)
        if due_at is not None and due_at > now:
            uow.reminders.set(SATISFACTION, due_at, now, step=step, case_id=brief.case.id)
    _set_link(uow, brief, now)


def ask_news(uow: UnitOfWork, world: World, reminder: Reminder, now: datetime) -> None:
    """Ask what is due, if it is still to be asked; never at night."""
    brief = read_case_brief(uow, world, reminder.case_id) if reminder.case_id is not None else None
    state = read_state(uow, brief.case.id) if brief is not None else None
    if brief is None or state is None or state.referral_id is None or _is_silenced(brief):
        uow.reminders.settle(reminder, "stale", now)
        return
    opening = brief.calendar.next_opening(now) if not brief.calendar.in_hours(now) else now
    if opening > now:
        uow.reminders.settle(reminder, "stale", now)
        uow.reminders.set(reminder.kind, opening, now, step=reminder.step, case_id=brief.case.id)
        return
    if reminder.kind == SATISFACTION:
        is_due = satisfaction_due(state, OCCASIONS.get(reminder.step, "contact"), brief.calendar) is not None
        if is_due:
            _ask_satisfaction(uow, world, brief, reminder.step, now)
    else:
        is_due = state.wants_news and state.status in ACCOMPANIED
        if is_due:
            _ask_link(uow, world, brief, now)
            _set_link(uow, brief, now)
    uow.reminders.settle(reminder, "done" if is_due else "stale", now)


def news_tap(uow: UnitOfWork, world: World, brief: Brief, tapped: Tapped, now: datetime) -> bool:
    """A tap on one of these questions; False where it says nothing any more."""
    return _TAPS[tapped.verb](uow, world, brief, tapped, now)


def keep_opinion(uow: UnitOfWork, world: World, brief: Brief, words: str, now: datetime) -> bool:
    """Keep the word that somebody added to their two taps; the animators alone read it."""
    said = words.strip()
    if not said or len(said) > OPINION_LIMIT:
        tell_newcomer(uow, brief.talk, say_to(world, brief.talk, "suivi-relais-trop-long"), now)
        return True
    uow.relays.add(brief.referral.id, said, now, from_staff=False, status=OPINION)
    watchers = watchers_of(uow, brief.territory, staff_channel_of(brief.talk))

    def render(language: str) -> Message:
        return Message(world.wording.say(language, "equipe-avis-mot", number=str(brief.case.number), words=said))

    told = tell_staff(uow, brief.territory, watchers, render, now, purpose="relay", brief=brief)
    uow.audit.note(now, "newcomer", "keep_opinion", brief.case.id)
    tell_newcomer(
        uow, brief.talk, say_to(world, brief.talk, "suivi-avis-mot-recu" if told else "suivi-avis-merci"), now
    )
    return True


def _set_link(uow: UnitOfWork, brief: Brief, now: datetime) -> None:
    due_at = link_due(read_state(uow, brief.case.id), brief.calendar, brief.today(now))
    if due_at is not None:
        uow.reminders.set(LINK, due_at, now, case_id=brief.case.id)


def _ask_satisfaction(uow: UnitOfWork, world: World, brief: Brief, step: int, now: datetime) -> None:
    says = Says(world, brief.language, {})
    number = brief.referral.id
    moods = tuple(
        Button(says.text(f"geste-avis-{mood}"), newcomer_token(NewcomerVerb.MOOD, number, str(step), mood))
        for mood in MOODS
    )
    no_more = Button(says.text("geste-lien-plus"), newcomer_token(NewcomerVerb.NEWS, number, "non", SATISFACTION))
    message = say_to(
        world, brief.talk, f"suivi-avis-{OCCASIONS[step]}", moods, (no_more,), name=brief.interlocutor.name
    )
    tell_newcomer(uow, brief.talk, message, now, referral_id=number, purpose=SATISFACTION)


def _ask_link(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    says = Says(world, brief.language, {})
    number = brief.referral.id
    goings = [
        Button(says.text(f"geste-lien-{going}"), newcomer_token(NewcomerVerb.GOING, number, going)) for going in GOINGS
    ]
    no_more = Button(says.text("geste-lien-plus"), newcomer_token(NewcomerVerb.NEWS, number, "non", LINK))
    message = say_to(world, brief.talk, "suivi-lien-ou", tuple(goings[:2]), tuple(goings[2:]), (no_more,))
    tell_newcomer(uow, brief.talk, message, now, referral_id=number, purpose=LINK)


def _tap_news(uow: UnitOfWork, world: World, brief: Brief, tapped: Tapped, now: datetime) -> bool:
    agreed = tapped.word(1) == "oui"
    done = agree_to_news(uow, world, brief, now) if agreed else refuse_news(uow, brief, now)
    if done:
        key = "suivi-lien-oui" if agreed else "suivi-lien-non"
        purpose = tapped.word(2) if tapped.word(2) in NEWS_REMINDERS else NEWS
        _rewrite(uow, world, brief, purpose, key, (), now)
    return done


def _tap_mood(uow: UnitOfWork, world: World, brief: Brief, tapped: Tapped, now: datetime) -> bool:
    """The first tap: the same message asks the second question."""
    step, mood = tapped.word(1), tapped.word(2)
    if mood not in MOODS or step not in map(str, OCCASIONS):
        return False
    says = Says(world, brief.language, {})
    row = tuple(
        Button(
            says.text(f"geste-appele-{answer}" if answer == "oui" else "non"),
            newcomer_token(NewcomerVerb.HELPED, brief.referral.id, step, mood, answer),
        )
        for answer in ("oui", "non")
    )
    return _rewrite(uow, world, brief, SATISFACTION, "suivi-avis-aide", (row,), now)


def _tap_helped(uow: UnitOfWork, world: World, brief: Brief, tapped: Tapped, now: datetime) -> bool:
    """The second tap: noted once; who isn't content is phoned."""
    step, mood, helped = tapped.word(1), tapped.word(2), tapped.word(3)
    if mood not in MOODS or helped not in ("oui", "non") or step not in map(str, OCCASIONS):
        return False
    if uow.throttles.hit(f"satisfaction:{brief.case.id}:{step}", now, ONCE_SECONDS) > 1:
        return False
    occasion = OCCASIONS[int(step)]
    yes_no = "yes" if helped == "oui" else "no"
    done = attempt(uow, brief, Kind.SATISFACTION, NEWCOMER, now, occasion=occasion, mood=mood, helped=yes_no)
    if isinstance(done, Refusal):
        return False
    uow.counts.add(brief.territory.id, f"satisfaction:{occasion}:{mood}:{yes_no}", brief.today(now))
    uow.audit.note(now, "newcomer", "satisfaction", brief.case.id, occasion)
    unhappy = mood == "bad" or yes_no == "no"
    if unhappy:
        list_to_phone(uow, world, brief, NEWCOMER, UNHAPPY, now)
    says = Says(world, brief.language, {})
    add = (Button(says.text("geste-avis-mot"), newcomer_token(NewcomerVerb.PROMPT_OPINION, brief.referral.id)),)
    heard = unhappy and watchers_of(uow, brief.territory, staff_channel_of(brief.talk))
    _rewrite(uow, world, brief, SATISFACTION, "suivi-avis-appel" if heard else "suivi-avis-merci", (add,), now)
    return True


def _tap_going(uow: UnitOfWork, world: World, brief: Brief, tapped: Tapped, now: datetime) -> bool:
    """How the project goes; then where it stands, unless it is over."""
    going = tapped.word(1)
    if going not in GOINGS:
        return False
    if going in ("done", "stopped"):
        return _note_going(uow, world, brief, going, "", now)
    says = says_of(world, brief, brief.language)
    stages = [
        Button(
            says.label("stade", stage).capitalize(), newcomer_token(NewcomerVerb.STAGE, brief.referral.id, going, stage)
        )
        for stage in STAGES
    ]
    return _rewrite(uow, world, brief, LINK, "suivi-lien-stade", (tuple(stages[:2]), tuple(stages[2:])), now)


def _tap_stage(uow: UnitOfWork, world: World, brief: Brief, tapped: Tapped, now: datetime) -> bool:
    going, stage = tapped.word(1), tapped.word(2)
    return going in GOINGS and stage in STAGES and _note_going(uow, world, brief, going, stage, now)


def _note_going(uow: UnitOfWork, world: World, brief: Brief, going: str, stage: str, now: datetime) -> bool:
    """News from the person: noted once a day, and told to whoever has the case, who alone closes it."""
    if uow.throttles.hit(f"going:{brief.case.id}:{brief.today(now)}", now, 24 * 3600) > 1:
        return False
    if isinstance(attempt(uow, brief, Kind.NEWS_GIVEN, NEWCOMER, now, going=going, stage=stage), Refusal):
        return False
    uow.audit.note(now, "newcomer", "give_news", brief.case.id, going)
    desk = desk_of(uow, brief.territory, brief.referral.interlocutor, staff_channel_of(brief.talk))

    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        name = brief.first_name or says.text("fiche-la-personne")
        said = says.text(f"geste-lien-{going}")
        said += f", {says.label('stade', stage)}" if stage else ""
        text = says.text("equipe-nouvelles-donnees", number=str(brief.case.number), name=name, words=said)
        return Message(text, rows=((open_button(says, brief),),))

    told = tell_staff(uow, brief.territory, desk.accounts, render, now, purpose="relay", brief=brief)
    key = "suivi-lien-merci" if told else "suivi-avis-merci"
    return _rewrite(uow, world, brief, LINK, key, (), now, name=desk.interlocutor.name)


def _rewrite(
    uow: UnitOfWork,
    world: World,
    brief: Brief,
    purpose: str,
    key: str,
    rows: tuple[tuple[Button, ...], ...],
    now: datetime,
    **words: str,
) -> bool:
    """Let the question of this purpose that was asked last show what comes next."""
    if brief.talk is None:
        return False
    channel, chat_id = brief.talk.channel, brief.talk.chat_id
    asked = uow.outbox.last_said(channel, chat_id, purpose=purpose, referral_id=brief.referral.id)
    if asked is None:
        tell_newcomer(uow, brief.talk, say_to(world, brief.talk, key, *rows, **words), now)
        return True
    uow.outbox.add(
        channel=channel,
        chat_id=chat_id,
        message=say_to(world, brief.talk, key, *rows, **words),
        kind="edit",
        now=now,
        purpose="settled",
        person_id=brief.talk.person_id,
        edits_outbox_id=asked.id,
        personal=True,
    )
    return True


def _is_silenced(brief: Brief) -> bool:
    """Whether nothing may be asked of the person: erased, unreachable, or after a cry for help."""
    talk = brief.talk
    return talk is None or talk.blocked or bool(SILENCED_BY & set(talk.passage.flags))


_TAPS: Final[Mapping[str, Callable[[UnitOfWork, World, Brief, Tapped, datetime], bool]]] = {
    NewcomerVerb.NEWS: _tap_news,
    NewcomerVerb.MOOD: _tap_mood,
    NewcomerVerb.HELPED: _tap_helped,
    NewcomerVerb.GOING: _tap_going,
    NewcomerVerb.STAGE: _tap_stage,
}
NEWS_VERBS: Final = frozenset(_TAPS)
