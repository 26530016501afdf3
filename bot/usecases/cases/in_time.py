"""What is done when a day has come: the house asks, says what is so, closes what nobody can reach; or is nudged."""

from __future__ import annotations

from datetime import datetime

from bot.casework.events import HOUSE, Actor, Kind, Outcome
from bot.casework.life import Refusal, Status
from bot.usecases.cases.brief import Brief, find_interlocutor
from bot.usecases.cases.cards import refresh_cards
from bot.usecases.cases.decisions import Answered, animator_choices
from bot.usecases.cases.deeds import attempt
from bot.usecases.cases.news import plan_news
from bot.usecases.cases.notification import card_buttons
from bot.usecases.cases.routes import desk_of, say_to, staff_channel_of, tell_newcomer, tell_staff, watchers_of
from bot.usecases.cases.schedule_of_case import plan_chains
from bot.usecases.cases.sentences import project_line, says_of
from dialogs.message import Message
from dialogs.wording import say_day, say_time
from dialogs.world import World
from storage.unit_of_work import UnitOfWork


def say_overdue(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    """The promised day ends and nobody has the case: say so, who is answerable, and the number."""
    pivot = find_interlocutor(brief.territory, brief.territory.pivot)
    is_known = brief.state.status is Status.DECLINED or brief.state.current.is_away  # that somebody is sought
    key = "suivi-cherche-encore" if is_known else "suivi-escalade"
    if brief.interlocutor.id == pivot.id:
        key = "suivi-cherche-encore-accueil" if brief.state.current.is_away else "suivi-escalade-accueil"
    words = {"name": brief.interlocutor.name, "pivot": pivot.name, "pivotphone": pivot.phone or pivot.structure.phone}
    message = say_to(world, brief.talk, key, **words)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)


def call_animators(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    """The animators' own clock: a case that nobody has yet, with the same one-tap choices."""
    watchers = watchers_of(uow, brief.territory, staff_channel_of(brief.talk))
    since = brief.calendar.today(brief.state.sought_since or now)

    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        text = says.text(
            "equipe-toujours-sans-personne",
            number=str(brief.case.number),
            project=project_line(says),
            since=say_day(language, since, brief.today(now)),
        )
        return Message(text, rows=animator_choices(uow, says, brief, now))

    tell_staff(uow, brief.territory, watchers, render, now, purpose="escalation", brief=brief)


def nudge(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, now: datetime) -> Answered:
    """An animator reminds the silent interlocutor once more, with the same gestures as at first."""
    done = attempt(uow, brief, Kind.NUDGED, actor, now)
    if isinstance(done, Refusal):
        return done
    desk = desk_of(uow, brief.territory, brief.referral.interlocutor, staff_channel_of(brief.talk))

    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        day = say_day(language, brief.referral.promised_on, brief.today(now))
        words = {"number": str(brief.case.number), "project": project_line(says), "name": brief.first_name}
        return Message(says.text("rappel-un", day=day, **words), rows=card_buttons(says, brief))

    tell_staff(uow, brief.territory, desk.accounts, render, now, purpose="reminder", brief=brief)
    uow.audit.note(now, actor.audited, "nudge", brief.case.id)
    return done


def remind_of_appointment(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    """The day before an appointment, both are told of it."""
    at = brief.state.appointment_at
    if at is None:
        return
    day, hour = appointment_words(brief, brief.language, at, now)
    words = {"name": brief.interlocutor.name, "phone": brief.interlocutor.phone or brief.interlocutor.structure.phone}
    message = say_to(world, brief.talk, "suivi-rendez-vous-veille", day=day, hour=hour, **words)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)
    desk = desk_of(uow, brief.territory, brief.referral.interlocutor, staff_channel_of(brief.talk))

    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        day, hour = appointment_words(brief, language, at, now)
        name = brief.first_name or says.text("fiche-la-personne")
        return Message(says.text("rappel-rendez-vous", number=str(brief.case.number), name=name, day=day, hour=hour))

    tell_staff(uow, brief.territory, desk.accounts, render, now, purpose="reminder", brief=brief)


def lose_sight(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    """Nobody could reach anybody for a long time: the case is closed, both are told, and one tap opens it again."""
    close_case(uow, world, brief, HOUSE, Outcome.LOST_SIGHT_OF, now)


def close_case(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, outcome: Outcome, now: datetime) -> Answered:
    """The project came to an end, or out of sight: nothing is due any more, and the person knows it."""
    done = attempt(uow, brief, Kind.CLOSED, actor, now, outcome=outcome)
    if isinstance(done, Refusal):
        return done
    uow.audit.note(now, actor.audited, "close_case", brief.case.id, outcome)
    uow.counts.add(brief.territory.id, f"closed:{outcome}", brief.today(now))
    plan_chains(uow, brief, now)
    plan_news(uow, brief, now)
    refresh_cards(uow, world, brief.referral.id, now, spare_account=actor.account)
    key = "suivi-perdu-de-vue" if outcome is Outcome.LOST_SIGHT_OF else "suivi-clos"
    words = {"name": brief.interlocutor.name, "phone": brief.interlocutor.phone or brief.interlocutor.structure.phone}
    tell_newcomer(uow, brief.talk, say_to(world, brief.talk, key, **words), now, referral_id=brief.referral.id)
    if actor.account == 0:
        _tell_desk(uow, world, brief, "equipe-perdu-de-vue", now)
    return done


def reopen_case(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, now: datetime) -> Answered:
    """A closed case goes on, with who had it last."""
    done = attempt(uow, brief, Kind.REOPENED, actor, now)
    if isinstance(done, Refusal):
        return done
    uow.audit.note(now, actor.audited, "reopen_case", brief.case.id)
    plan_chains(uow, brief, now)
    plan_news(uow, brief, now)
    refresh_cards(uow, world, brief.referral.id, now, spare_account=actor.account)
    message = say_to(world, brief.talk, "suivi-rouvert", name=brief.interlocutor.name)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)
    return done


def appointment_words(brief: Brief, language: str, at: datetime, now: datetime) -> tuple[str, str]:
    """« jeudi 26 novembre » and « 14 h 00 », on the territory's clock."""
    local = brief.calendar.local(at)
    return say_day(language, local.date(), brief.today(now)), say_time(language, local)


def _tell_desk(uow: UnitOfWork, world: World, brief: Brief, key: str, now: datetime) -> None:
    desk = desk_of(uow, brief.territory, brief.referral.interlocutor, staff_channel_of(brief.talk))

    def render(language: str) -> Message:
        return Message(world.wording.say(language, key, number=str(brief.case.number)))

    tell_staff(uow, brief.territory, desk.accounts, render, now, purpose="relay", brief=brief)
