"""What an interlocutor does with a case: takes it, says when they call, declines it, reports the contact.

Every use case takes the brief read under the lock and asks the table of `bot.casework.life`: what can't happen where
the case stands changes nothing, and comes back as a refusal that says what is true.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from bot.casework.events import HOUSE, Actor, Kind
from bot.casework.life import Decision, Refusal
from bot.casework.whereabouts import DAYS_TO_FIND_SOMEBODY
from bot.usecases.cases.brief import Brief, find_interlocutor
from bot.usecases.cases.calendars import policy_of
from bot.usecases.cases.cards import refresh_cards
from bot.usecases.cases.deeds import attempt
from bot.usecases.cases.handover import Word, next_in_line, pass_on
from bot.usecases.cases.history import read_state
from bot.usecases.cases.left_behind import leave_behind
from bot.usecases.cases.opening import give_public_contacts
from bot.usecases.cases.routes import drop_pending, say_to, staff_channel_of, tell_newcomer, tell_staff, watchers_of
from bot.usecases.cases.schedule_of_case import plan_chains
from bot.usecases.cases.sentences import Says, project_line, says_of
from bot.usecases.cases.tokens import StaffVerb, key_of, staff_token
from dialogs.message import Button, Message
from dialogs.wording import say_day
from dialogs.world import World
from storage.unit_of_work import UnitOfWork

Outcome = Literal["done", "unreachable", "later"]
Answered = Decision | Refusal
"""What a deed gives back: it was done, or what is true instead."""
Words = Mapping[str, str]

DECLINE_REASONS = (
    "hors_territoire", "hors_competence", "deja_suivi", "incomplet", "pas_de_place", "je_connais", "autre",
)  # fmt: skip
TRIES = 3  # calls without an answer, on different days, before a last word
DAYS_TO_CALL_WHEN_LATE = 2  # working days that are promised by who takes a case after the promised day
REASONS_WITH_DETAIL = frozenset({"autre"})
INCOMPLETE = "incomplet"  # no refusal: the person is asked for what is missing, referent and promise stay


def take_charge(
    uow: UnitOfWork, world: World, brief: Brief, actor: Actor, now: datetime, *, tells: bool = True
) -> Answered:
    """The interlocutor becomes the fil rouge, and the person knows it; taken too late, with a new day to call by.

    Args:
        tells: False when the person was told in this same step who calls them.
    """
    late = brief.referral.promised_on < brief.today(now)
    days = brief.interlocutor.present_days
    again_on = brief.calendar.add_working_days(brief.today(now), DAYS_TO_CALL_WHEN_LATE, days) if late else None
    done = attempt(uow, brief, Kind.TAKEN, actor, now, promised_on=again_on.isoformat() if again_on else None)
    if isinstance(done, Refusal):
        return done
    if (
        brief.referral.notified_at is None
    ):  # taken from /dossiers before the card left: it would only be noise on Monday
        drop_pending(uow, brief.referral.id, "taken_charge", due_after=now)
    leave_behind(uow, world, brief, actor, "take_charge", now)
    if tells:
        tell_newcomer(uow, brief.talk, _about(world, brief, "suivi-pris", now), now, referral_id=brief.referral.id)
    return done


def note_seen(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, call_on: date, now: datetime) -> Answered:
    """The interlocutor saw the case and calls that day: reminders are silent until then; said twice, once is enough."""
    said_already = brief.referral.snoozed_until == call_on
    done = attempt(uow, brief, Kind.ANNOUNCED, actor, now, call_on=call_on.isoformat())
    if isinstance(done, Refusal) or said_already:
        return done
    leave_behind(uow, world, brief, actor, "note_seen", now, call_on.isoformat())
    day = say_day(brief.language, call_on, brief.today(now))
    message = _about(world, brief, "suivi-vu", now, callday=day)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)
    return done


def decline(
    uow: UnitOfWork, world: World, brief: Brief, actor: Actor, reason: str, now: datetime, detail: str = ""
) -> Answered:
    """The interlocutor can't take the case: the next of the frozen list is offered, or asked, as the policy says.

    Args:
        reason: one of `DECLINE_REASONS`.
        detail: a word for the animator; it may name people, hence stays in the message alone.

    Raises:
        ValueError: the reason is none of the coded ones.
    """
    if reason not in DECLINE_REASONS:
        raise ValueError(f"unknown reason {reason!r}; one of {', '.join(DECLINE_REASONS)}")
    done = attempt(uow, brief, Kind.DECLINED, actor, now, reason=reason, answer_by=answer_by(brief, now).isoformat())
    if isinstance(done, Refusal):
        return done
    uow.counts.add(brief.territory.id, f"declined:{reason}", brief.today(now))
    leave_behind(uow, world, brief, actor, "decline", now, reason)
    look_further(uow, world, brief, now, "decline", {"reason": reason, "detail": detail})
    return done


def escalate(uow: UnitOfWork, world: World, brief: Brief, now: datetime, *, tells: bool = True) -> Answered:
    """Nobody answered on the eve of the promised day: the animators get the case, while the promise can be kept.

    The person is told when somebody new has it, else in the evening of that day.

    Args:
        tells: False when the caller tells the animators, of several cases at once (`tell_of_escalation` for one).
    """
    done = attempt(uow, brief, Kind.ESCALATED, HOUSE, now)
    if isinstance(done, Refusal):
        return done
    uow.counts.add(brief.territory.id, "escalated", brief.today(now))
    uow.audit.note(now, "house", "escalate", brief.case.id)
    plan_chains(uow, brief, now)
    refresh_cards(uow, world, brief.referral.id, now)
    look_further(uow, world, brief, now, "escalate", {}, tells=tells)
    return done


def report_contact(
    uow: UnitOfWork, world: World, brief: Brief, actor: Actor, outcome: Outcome, now: datetime
) -> Answered:
    """What came of the call: done, nobody reached (the person is told), or later (asked again the next working day)."""
    again_on = brief.calendar.next_working_day(brief.today(now), brief.interlocutor.present_days)
    kind = {"done": Kind.CONTACTED, "unreachable": Kind.NOT_REACHED, "later": Kind.PUT_OFF}[outcome]
    more = {} if outcome == "done" else {"ask_again_on": again_on.isoformat()}
    done = attempt(uow, brief, kind, actor, now, **more)
    if isinstance(done, Refusal):
        return done
    leave_behind(uow, world, brief, actor, "report_contact", now, outcome)
    if outcome == "unreachable":
        last = read_state(uow, brief.case.id).current.tries >= TRIES
        message = _about(world, brief, "suivi-injoignable-dernier" if last else "suivi-injoignable", now)
        tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)
    return done


def animator_choices(
    uow: UnitOfWork, says: Says, brief: Brief, now: datetime, *, can_open: bool = True
) -> tuple[tuple[Button, ...], ...]:
    """One-tap choices for a case that nobody took: the next in line, oneself, somebody else, the silent one again."""
    rows: list[tuple[Button, ...]] = []
    following = next_in_line(uow, says.world, brief, now)
    number = brief.referral.id
    pivot = find_interlocutor(brief.territory, brief.territory.pivot)
    if following is not None and following.id != pivot.id:
        rows.append(
            (
                Button(
                    says.text("geste-confier", who=following.name),
                    staff_token(StaffVerb.REASSIGN, number, key_of(following.id)),
                ),
            )
        )
    if brief.referral.interlocutor != pivot.id:
        rows.append(
            (Button(says.text("geste-je-m-en-occupe"), staff_token(StaffVerb.REASSIGN, number, key_of(pivot.id))),)
        )
    other = Button(says.text("geste-quelqu-un-d-autre"), staff_token(StaffVerb.CHOOSE_TARGET, number, 0))
    rows.append((other, open_button(says, brief)) if can_open else (other,))
    if brief.referral.status == "escalated":
        rows.append(
            (Button(says.text("geste-relancer", who=brief.interlocutor.name), staff_token(StaffVerb.NUDGE, number)),)
        )
    return tuple(rows)


def look_further(
    uow: UnitOfWork,
    world: World,
    brief: Brief,
    now: datetime,
    what: Literal["decline", "escalate"],
    words: dict[str, str],
    told: str = "suivi-decline",
    *,
    tells: bool = True,
) -> None:
    """Nobody has the case: along the list at once where the policy says so, else to the animators.

    Args:
        words: of a refusal, its `reason` and a `detail` for the animators, or none.
        told: the Fluent key of what the person is told where the animators look for somebody.
        tells: False when the caller tells the animators.
    """
    following = next_in_line(uow, world, brief, now)
    if policy_of(brief.territory).reassignment == "automatique" and following is not None:
        pass_on(uow, world, brief, following.id, Word(), now)
        return
    watchers = watchers_of(uow, brief.territory, staff_channel_of(brief.talk))
    if not watchers:
        give_public_contacts(uow, world, brief, now)
        return

    if not tells:
        return

    def render(language: str) -> Message:
        return _card_for_animators(uow, says_of(world, brief, language), brief, now, what, words)

    tell_staff(uow, brief.territory, watchers, render, now, purpose="escalation", brief=brief)
    if what == "decline":
        _tell_of_decline(uow, world, brief, now, told)


def tell_of_escalation(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    """The animators' card of one case that nobody answered for, with its one-tap choices."""

    def render(language: str) -> Message:
        return _card_for_animators(uow, says_of(world, brief, language), brief, now, "escalate", {})

    watchers = watchers_of(uow, brief.territory, staff_channel_of(brief.talk))
    tell_staff(uow, brief.territory, watchers, render, now, purpose="escalation", brief=brief)


def _tell_of_decline(uow: UnitOfWork, world: World, brief: Brief, now: datetime, told: str) -> None:
    """The person knows at once, with the day by which they hear who it is: the promised one, where it can be kept."""
    key = "suivi-decline-accueil" if brief.interlocutor.id == brief.territory.pivot else told
    by = say_day(brief.language, answer_by(brief, now), brief.today(now))
    tell_newcomer(uow, brief.talk, _about(world, brief, key, now, by=by), now, referral_id=brief.referral.id)


def answer_by(brief: Brief, now: datetime) -> date:
    """The day by which the person hears who takes a declined case: the promised one, where it can be kept."""
    soonest = brief.calendar.add_working_days(brief.today(now), DAYS_TO_FIND_SOMEBODY)
    return max(brief.referral.promised_on, soonest)


def _card_for_animators(uow: UnitOfWork, says: Says, brief: Brief, now: datetime, what: str, words: Words) -> Message:
    about = {
        "number": str(brief.case.number),
        "project": project_line(says),
        "who": brief.interlocutor.name,
        "day": say_day(says.language, brief.referral.promised_on, brief.today(now)),
    }
    if what == "escalate":
        text = says.text("equipe-escalade", **about)
        if brief.state.current.incomplete_since is not None:
            text += "\n" + says.text("equipe-incomplet-sans-reponse", who=brief.interlocutor.name)
    else:
        text = says.text("equipe-decline", reason=says.text(f"motif-{words['reason'].replace('_', '-')}"), **about)
        if words["detail"]:
            text += "\n" + says.text("equipe-decline-detail", words=words["detail"])
    return Message(text, rows=animator_choices(uow, says, brief, now))


def open_button(says: Says, brief: Brief) -> Button:
    return Button(says.text("geste-ouvrir"), staff_token(StaffVerb.OPEN_CASE, brief.case.id))


def _about(world: World, brief: Brief, key: str, now: datetime, **more: str) -> Message:
    """A message about the case to the person, with the words that any of them may use."""
    pivot = find_interlocutor(brief.territory, brief.territory.pivot)
    day = say_day(brief.language, brief.referral.promised_on, brief.today(now))
    desk = brief.interlocutor
    words = {"name": desk.name, "day": day, "phone": desk.phone or desk.structure.phone, "pivot": pivot.name}
    return say_to(world, brief.talk, key, pivotphone=pivot.phone or pivot.structure.phone, **words, **more)
