"""What a person does about their own case once it is sent: each deed reaches whoever has the case.

Rule 1: each is asked of the table; where it can't happen nothing changes, and the caller says where the case stands.
Rule 2: the person is told that somebody hears of it only where somebody does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from bot.casework.beliefs import WHEREABOUTS
from bot.casework.events import NEWCOMER, Kind
from bot.casework.life import Decision, Refusal, Status, decide
from bot.usecases.cases.brief import Brief, find_interlocutor, read_brief, read_case_brief
from bot.usecases.cases.cards import refresh_cards
from bot.usecases.cases.decisions import Answered, open_button
from bot.usecases.cases.deeds import attempt
from bot.usecases.cases.history import read_state
from bot.usecases.cases.notification import contact_buttons
from bot.usecases.cases.own_projects import accounts_that_have, holder_of, own_briefs, sentence, whereabouts_of
from bot.usecases.cases.relay import RelayRefusedError, check_relay
from bot.usecases.cases.routes import say_to, staff_channel_of, tell_newcomer, tell_staff, watchers_of
from bot.usecases.cases.schedule_of_case import plan_chains
from bot.usecases.cases.sentences import Says, project_line, says_of
from bot.usecases.cases.tokens import StaffVerb, staff_token
from dialogs.facts import VOICE
from dialogs.message import Button, Message
from dialogs.passage import Answer
from dialogs.wording import say_day
from dialogs.world import World
from storage.tables import Relay
from storage.talks import Talk
from storage.unit_of_work import UnitOfWork

A_DAY_SECONDS: Final = 24 * 3600
Way = Literal["telephone", "courriel"]
"""How a person is reached: the facts of the vocabulary that say it."""


@dataclass(frozen=True, slots=True)
class Given:
    """A new way to reach the person, checked as in the talk."""

    way: Way
    value: str


def add_word(uow: UnitOfWork, world: World, brief: Brief, words: Relay, now: datetime) -> Answered:
    """Pass words (or a voice message) that the person confirmed on to whoever has the case; the card shows them.

    Raises:
        RelayRefusedError: they were sent already, are too many today, or nobody can receive them.
    """
    if words.status != "drafted" or words.from_staff or words.answers:
        raise RelayRefusedError("deja-fait")
    check_relay(uow, brief, words.text, now, from_staff=False)
    readers = accounts_that_have(uow, brief)
    if not readers:
        raise RelayRefusedError("injoignable")
    done = attempt(uow, brief, Kind.WORD_ADDED, NEWCOMER, now)
    if isinstance(done, Refusal):
        return done
    words.status = "sent"
    voice = voice_of(words.text)
    if voice:
        _keep_with_case(uow, brief, voice)

    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        ask = Button(says.text("geste-question"), staff_token(StaffVerb.ASK, brief.referral.id))
        if not voice:
            return Message(says.text("equipe-ajout", words=words.text, **_about(says, brief)), rows=((ask,),))
        listen = Button(says.text("geste-ecouter"), staff_token(StaffVerb.LISTEN, brief.referral.id, voice))
        return Message(says.text("equipe-ajout-vocal", **_about(says, brief)), rows=((listen, ask),))

    tell_staff(uow, brief.territory, readers, render, now, purpose="relay", brief=brief)
    uow.audit.note(now, "newcomer", "add_word", brief.case.id)
    refresh_cards(uow, world, brief.referral.id, now)
    return done


def change_contact(uow: UnitOfWork, world: World, talk: Talk, given: Given, now: datetime) -> list[Brief]:
    """Take a new number or address: every card of the person changes, whoever has an open case is told; those cases."""
    contact = {"phone": given.value} if given.way == "telephone" else {"email": given.value}
    uow.people.update_contact(talk.person_id, **contact)
    changed: list[Brief] = []
    for own in own_briefs(uow, world, talk):
        if isinstance(attempt(uow, own, Kind.CONTACT_CHANGED, NEWCOMER, now, what=given.way), Refusal):
            continue
        _keep_answer(uow, own, given, now)
        brief = read_case_brief(uow, world, own.case.id)
        assert brief is not None
        _tell_holders(uow, world, brief, "equipe-coordonnees", {"value": given.value}, now)
        uow.audit.note(now, "newcomer", "change_contact", brief.case.id, given.way)
        refresh_cards(uow, world, brief.referral.id, now)
        changed.append(brief)
    return changed


def report_called(uow: UnitOfWork, world: World, brief: Brief, called: bool, now: datetime) -> None:
    """The person's own answer to "were you called?"; a no goes to the referent and the animators at once."""
    if not called:
        report_not_called(uow, world, brief, now)
        return
    uow.audit.note(now, "newcomer", "report_called", brief.case.id, "yes")
    uow.counts.add(brief.territory.id, "called", brief.today(now))
    if isinstance(attempt(uow, brief, Kind.CONTACTED, NEWCOMER, now), Decision):
        plan_chains(uow, brief, now)
        refresh_cards(uow, world, brief.referral.id, now)
    state = read_state(uow, brief.case.id)
    if not state.is_open or state.is_sought:
        _say_where(uow, world, brief, now)
        return
    message = say_to(world, brief.talk, "suivi-appele-oui", name=brief.interlocutor.name)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)


def report_not_called(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> Answered:
    """The person says that nobody called: the referent and the animators know it at once; said again, once a day."""
    if isinstance(decide(brief.state.status, Kind.NOT_CALLED, NEWCOMER, now), Refusal):
        _say_where(uow, world, brief, now)
        return Refusal(brief.state.status, Kind.NOT_CALLED)
    if uow.throttles.hit(f"not_called:{brief.referral.id}:{brief.today(now)}", now, A_DAY_SECONDS) > 1:
        _tell_not_called(uow, world, brief, "suivi-appele-non-deja", now)
        return Refusal(brief.state.status, Kind.NOT_CALLED)
    done = attempt(uow, brief, Kind.NOT_CALLED, NEWCOMER, now)
    if isinstance(done, Refusal):
        return done
    uow.audit.note(now, "newcomer", "report_called", brief.case.id, "no")
    uow.counts.add(brief.territory.id, "not_called", brief.today(now))
    plan_chains(uow, brief, now)
    channel = staff_channel_of(brief.talk)
    declined = brief.state.status is Status.DECLINED
    own = () if declined else uow.staff.accounts_of(brief.territory.id, brief.referral.interlocutor, channel)
    told = {account.id: account for account in [*own, *watchers_of(uow, brief.territory, channel)]}

    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        text = says.text("equipe-pas-appele", number=str(brief.case.number), who=brief.interlocutor.name)
        return Message(text, rows=((open_button(says, brief),),))

    heard = tell_staff(uow, brief.territory, told.values(), render, now, purpose="escalation", brief=brief)
    referent_heard = bool(own) and brief.interlocutor.id != brief.territory.pivot
    key = "suivi-appele-non" if referent_heard else "suivi-appele-non-accueil"
    _tell_not_called(uow, world, brief, key if heard else "suivi-appele-non-personne", now)
    return done


def ask_where_it_stands(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> Answered:
    """Say where the case stands; whoever has it is nudged when what they promised is late, at most once a day."""
    where = whereabouts_of(uow, brief, now)
    says = says_of(world, brief, brief.language)
    said = sentence(uow, says, brief, now)
    if where.is_late and uow.throttles.hit(f"news:{brief.referral.id}", now, A_DAY_SECONDS) == 1:
        done = attempt(uow, brief, Kind.NEWS_ASKED, NEWCOMER, now)
        if isinstance(done, Decision) and _nudge(uow, world, brief, now):
            said += " " + says.text("ou-relance", name=holder_of(brief).name)
            uow.audit.note(now, "newcomer", "ask_where_it_stands", brief.case.id)
            tell_newcomer(uow, brief.talk, Message(said), now, referral_id=brief.referral.id)
            return done
    tell_newcomer(uow, brief.talk, Message(said), now, referral_id=brief.referral.id)
    return Refusal(brief.state.status, Kind.NEWS_ASKED)


def voice_of(text: str) -> int:
    """The id of the voice message that an added word is; 0 for typed ones."""
    rest = text.removeprefix(VOICE)
    return int(rest) if rest != text and rest.isdigit() else 0


def _keep_with_case(uow: UnitOfWork, brief: Brief, media_id: int) -> None:
    """A voice message that was confirmed belongs to the case's talk: who has the case may listen, as to the story."""
    media = uow.media.get(media_id)
    if media is None or brief.talk is None:
        raise RelayRefusedError("plus-en-cours")
    media.passage_id = brief.talk.passage_id


def _keep_answer(uow: UnitOfWork, brief: Brief, given: Given, now: datetime) -> None:
    """The talk's own answer follows, so that what is kept says the same everywhere."""
    if brief.talk is None:
        return
    passage = brief.talk.passage
    before = passage.answers.get(given.way) or Answer("", passage.turn, "kept", personal=True)
    answers = {**passage.answers, given.way: replace(before, value=given.value, said=None)}
    uow.talks.save(brief.talk, replace(passage, answers=answers), now)


def _tell_holders(
    uow: UnitOfWork, world: World, brief: Brief, key: str, words: Mapping[str, str], now: datetime
) -> int:
    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        return Message(says.text(key, **_about(says, brief), **words), rows=((open_button(says, brief),),))

    return tell_staff(uow, brief.territory, accounts_that_have(uow, brief), render, now, purpose="relay", brief=brief)


def _nudge(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> int:
    """Tell whoever has the case that the person asks; with the gestures of a call where it is the referent."""

    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        day = say_day(language, brief.referral.promised_on, brief.today(now))
        text = says.text("equipe-nouvelles", day=day, project=project_line(says), **_about(says, brief))
        calls: Sequence[tuple[Button, ...]] = () if brief.state.is_sought else contact_buttons(says, brief)
        return Message(text, rows=(*calls, (open_button(says, brief),)))

    return tell_staff(
        uow, brief.territory, accounts_that_have(uow, brief), render, now, purpose="reminder", brief=brief
    )


def _tell_not_called(uow: UnitOfWork, world: World, brief: Brief, key: str, now: datetime) -> None:
    """Name whoever was told, and nobody else."""
    pivot = find_interlocutor(brief.territory, brief.territory.pivot)
    holder = holder_of(brief)
    words = {"name": holder.name, "phone": holder.phone or holder.structure.phone, "pivot": pivot.name}
    pivot_phone = pivot.phone or pivot.structure.phone
    tell_newcomer(uow, brief.talk, say_to(world, brief.talk, key, pivotphone=pivot_phone, **words), now)


def _say_where(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    says = says_of(world, brief, brief.language)
    fresh = read_brief(uow, world, brief.referral.id) or brief
    message = Message(sentence(uow, says, fresh, now), key=WHEREABOUTS)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)


def _about(says: Says, brief: Brief) -> dict[str, str]:
    return {"name": brief.first_name or says.text("fiche-la-personne"), "number": str(brief.case.number)}
