"""The newcomer's use case: one arrival in, rows out, within the caller's transaction.

Rule 1: what is asked, and what an answer means, is decided by `dialogs.engine.advance`; here its events become rows.
Rule 2: replies are outbox rows; what stands before the person (`shown_outbox_id`) is the row of its question.
Rule 3: a message that was answered shows its answer and loses its keyboard; nothing stale lies about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.machinery.arrival import Arrival, ChatBlocked, ChatUnblocked, GroupMigrated, GroupTalk, VoiceFile
from bot.usecases import cases as casework
from bot.usecases import personal_records
from bot.usecases.set_aside import tell_unhandled
from bot.usecases.unfinished import set_resume_reminder
from dialogs.engine import advance
from dialogs.events import (
    AgreementChanged,
    AnswerSettled,
    ContactChanged,
    Counted,
    Decision,
    ErasureAsked,
    Event,
    ExportAsked,
    HumanRequested,
    ProjectsAsked,
    ProposalFrozen,
    QuestionShown,
    ReferralConsented,
    Said,
    ShownChanged,
    TalkRestarted,
)
from dialogs.facts import facts_of, text_of, value_of
from dialogs.inputs import Command, Input, SharedContact, Tap, Text, Voice, Wake
from dialogs.listening.emergencies import spot_emergency
from dialogs.message import Message
from dialogs.passage import Passage
from dialogs.wording import LANGUAGES
from dialogs.world import World
from referral_rules.derive import derive
from referral_rules.facts import FactValue
from referral_rules.proposal import Availability
from storage.talks import Talk
from storage.unit_of_work import UnitOfWork

KEYBOARD_GONE: Mapping[str, object] = {"keyboard": False}
CONTACT_ANSWERS = ("prenom", "nom", "telephone", "courriel")


def receive(uow: UnitOfWork, world: World, arrival: Arrival, now: datetime) -> None:
    """Handle one arrival of a newcomer's channel, inside an open transaction."""
    match arrival.what:
        case ChatBlocked():
            casework.person_unreachable(uow, world, arrival.bot, arrival.chat_id, now)
        case ChatUnblocked():
            casework.person_reachable(uow, arrival.bot, arrival.chat_id)
        case GroupTalk():
            message = Message(world.wording.say(_language_of(world, arrival), "groupe"))
            uow.outbox.add(channel=arrival.bot, chat_id=arrival.chat_id, message=message, now=now, purpose="group")
        case GroupMigrated(new_chat_id):
            uow.outbox.migrate_chat(arrival.bot, arrival.chat_id, new_chat_id)
        case _:
            _converse(uow, world, arrival, arrival.what, now)


def apologise(uow: UnitOfWork, world: World, arrival: Arrival, now: datetime) -> None:
    """Answer an arrival whose handling failed: the words were received, and there is a number to call."""
    territory = world.territory(None)
    pivot = territory.directory.interlocutors[territory.pivot]
    phone = pivot.phone or pivot.structure.phone
    message = Message(world.wording.say(_language_of(world, arrival), "attente-technique", numero=phone))
    uow.outbox.add(channel=arrival.bot, chat_id=arrival.chat_id, message=message, now=now, purpose="apology")
    tell_unhandled(uow, world, None, now)


def wake(uow: UnitOfWork, world: World, talk: Talk, step: int, now: datetime) -> None:
    """Say the gentle word about an unfinished talk that its reminder asks for (`step` 1 or 2)."""
    Writing(uow, world, talk, now).carry_out(Wake(step))


def _converse(uow: UnitOfWork, world: World, arrival: Arrival, given: Input, now: datetime) -> None:
    talk = uow.talks.load(arrival.bot, arrival.chat_id, now, _language_of(world, arrival))
    if talk.created:
        set_resume_reminder(uow, world, talk, now)
    if talk.blocked:
        talk = uow.talks.unblock(talk)
    if isinstance(given, Tap) and casework.newcomer_tap(uow, world, talk, given.token, now):
        return
    if _belongs_to_a_case(uow, world, talk, given, arrival, now):
        return
    if isinstance(given, Voice):
        given = _keep_voice(uow, talk, given, arrival.voice, now)
    Writing(uow, world, talk, now).carry_out(given)


def _belongs_to_a_case(
    uow: UnitOfWork, world: World, talk: Talk, given: Input, arrival: Arrival, now: datetime
) -> bool:
    """Whether the words, the voice or the number were asked for by a message about a case, and taken there.

    Words that cry for help are never among them: they are heard by the talk, before everything else.
    """
    if talk.case_id is None and casework.PROMPTED not in talk.passage.flags:
        return False
    if isinstance(given, Text):
        return not _cries_for_help(world, given.text) and casework.newcomer_reply(
            uow, world, talk, given.text, given.reply_to, now
        )
    if isinstance(given, Voice):
        return casework.newcomer_voice(uow, world, talk, lambda: _keep_apart(uow, talk, arrival.voice, now), now)
    return isinstance(given, SharedContact) and casework.newcomer_contact(uow, world, talk, given, now)


def _cries_for_help(world: World, words: str) -> bool:
    """Whether words belong to the talk's emergency screens; what is heavy, or over, may be said to who has the case."""
    found = spot_emergency(words, world.guard)
    return found is not None and found.level != "strain" and not (found.is_past or found.is_calm)


def _keep_apart(uow: UnitOfWork, talk: Talk, voice: VoiceFile | None, now: datetime) -> int | None:
    """A voice message kept beside every talk until it is confirmed; None when its bytes could not be had."""
    if voice is None or voice.body is None:
        return None
    return uow.media.add(voice.body, now, mime=voice.mime, seconds=voice.seconds, person_id=talk.person_id)


def _keep_voice(uow: UnitOfWork, talk: Talk, given: Voice, voice: VoiceFile | None, now: datetime) -> Voice:
    """The voice message with its bytes kept as our own; without them, what could not be had."""
    if voice is None or voice.body is None:
        return replace(given, media=None)
    media = uow.media.add(
        voice.body,
        now,
        mime=voice.mime,
        seconds=voice.seconds,
        passage_id=talk.passage_id,
        person_id=talk.person_id,
    )
    return replace(given, media=media)


def _language_of(world: World, arrival: Arrival) -> str:
    """The telephone's language when the house speaks it, else the setting's; a button offers the other."""
    spoken = (arrival.language_code or "").lower()[:2]
    return spoken if spoken in LANGUAGES else world.default_language


@dataclass(slots=True)
class LazyAvailability(Mapping[str, Availability]):
    """Who is away, by territory, read only when a proposal is made."""

    uow: UnitOfWork
    on: date
    territories: tuple[str, ...]

    def __getitem__(self, territory: str) -> Availability:
        if territory not in self.territories:
            raise KeyError(territory)
        return self.uow.staff.availability(territory, self.on)

    def __iter__(self) -> Iterator[str]:
        return iter(self.territories)

    def __len__(self) -> int:
        return len(self.territories)


class Writing:
    """Carries one input through the engine and writes what happened.

    Args:
        reply_channel: where replies go; the talk's own channel by default.
        is_trial: an animator's try, which leaves no case, no count, no request.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        world: World,
        talk: Talk,
        now: datetime,
        *,
        reply_channel: str | None = None,
        is_trial: bool = False,
    ) -> None:
        self._uow = uow
        self._today = now.astimezone(ZoneInfo(world.timezone)).date()
        self._world = replace(world, availability=LazyAvailability(uow, self._today, tuple(world.territories)))
        self._talk = talk
        self._now = now
        self._channel = reply_channel or talk.channel
        self._is_trial = is_trial
        self._input: Input | None = None
        self._settled = False
        self._shown: int | None = uow.talks.shown_message(talk)

    def carry_out(self, given: Input) -> Talk:
        """Advance by one input and write it; the talk as it stands now."""
        self._input = given
        before = self._talk.passage
        decision = advance(self._world, before, given, self._now)
        self._talk = self._uow.talks.save(self._talk, decision.passage, self._now)
        self._keep_contact(before, decision.passage)
        for event in decision.events:
            self._write(event, decision)
        if self._has_talk():
            shown = self._shown if self._talk.passage.shown is not None else None
            self._talk = self._uow.talks.save(self._talk, self._talk.passage, self._now, shown_outbox_id=shown)
        return self._talk

    def _has_talk(self) -> bool:
        return self._uow.talks.is_held(self._talk.passage_id)

    def _write(self, event: Event, decision: Decision) -> None:
        match event:
            case Said(message):
                self._send(message)
            case QuestionShown(message):
                self._show(message)
            case ShownChanged(message) | AnswerSettled(message):
                self._edit(message)
                self._settled = True
            case ContactChanged():
                pass  # `_keep_contact` compares the answers themselves
            case TalkRestarted(passage):
                self._restart(passage)
            case ExportAsked():
                personal_records.give_records(self._uow, self._world, self._talk, self._channel, self._now)
            case ErasureAsked():
                self._erase()
            case _ if not self._is_trial:
                self._write_for_real(event, decision)
            case ReferralConsented():
                self._end_trial(event)
            case _:
                pass  # a try counts nothing and asks nobody

    def _write_for_real(self, event: Event, decision: Decision) -> None:
        match event:
            case ProposalFrozen(proposal):
                self._uow.cases.save_proposal(proposal, self._talk.passage_id, self._now)
            case ReferralConsented():
                self._refer(event, decision)
            case ProjectsAsked():
                casework.show_projects(self._uow, self._world, self._talk, self._now)
            case AgreementChanged(kind, given):
                change = casework.give_agreement if given else casework.withdraw_agreement
                change(self._uow, self._world, self._talk, kind, self._now)
            case HumanRequested(why, first_name, phone, territory):
                casework.request_human(
                    self._uow, self._world, self._talk, why, phone, first_name, self._now, territory_id=territory
                )
            case Counted(name, territory):
                self._uow.counts.add(territory, name, self._today)
            case _:
                raise AssertionError(f"no rows for {type(event).__name__}")

    # -- what is said

    def _send(self, message: Message) -> int:
        return self._uow.outbox.add(
            channel=self._channel,
            chat_id=self._talk.chat_id,
            message=message,
            now=self._now,
            person_id=self._talk.person_id,
            personal=True,
        )

    def _show(self, message: Message) -> None:
        """Send the question; the one that stood before, if it was not answered, loses its keyboard."""
        if self._shown is not None and not self._settled:
            self._add_edit(KEYBOARD_GONE, self._shown, None)
        self._shown = self._send(message)
        self._settled = False

    def _edit(self, message: Message) -> None:
        order = self._input.order if isinstance(self._input, Tap) else None
        if self._shown is not None or order is not None:
            self._add_edit(message.to_json(), self._shown, order)

    def _add_edit(self, body: Mapping[str, object], outbox_id: int | None, message_id: int | None) -> None:
        self._uow.outbox.add(
            channel=self._channel,
            chat_id=self._talk.chat_id,
            kind="edit",
            body=body,
            now=self._now,
            edits_outbox_id=outbox_id,
            edits_message_id=message_id,
            person_id=self._talk.person_id,
            personal=True,
        )

    # -- what follows from a yes

    def _refer(self, event: ReferralConsented, decision: Decision) -> None:
        passage = decision.passage
        casework.open_referral(
            self._uow,
            self._world,
            self._talk,
            event.proposal,
            known_facts(self._world, passage),
            event.agreements,
            event.newcomer_calls,
            self._now,
        )
        self._uow.reminders.close_for_passage(self._talk.passage_id, self._now, kinds=("resume_talk",))
        reachable = casework.has_desk(
            self._uow, self._world, event.proposal.territory, event.proposal.referent.target, self._talk.channel
        )
        self._send(event.sent if reachable else event.unsent)

    def _keep_contact(self, before: Passage, after: Passage) -> None:
        """Write name and number where people are kept, as soon as they are given, and when they change."""
        if self._is_trial or all(value_of(before, name) == value_of(after, name) for name in CONTACT_ANSWERS):
            return
        self._uow.people.update_contact(
            self._talk.person_id,
            first_name=text_of(after, "prenom"),
            last_name=text_of(after, "nom"),
            phone=text_of(after, "telephone"),
            email=text_of(after, "courriel"),
        )

    def _restart(self, passage: Passage) -> None:
        if self._shown is not None and not self._settled:
            self._add_edit(KEYBOARD_GONE, self._shown, None)
        self._talk = self._uow.talks.save(self._talk, self._talk.passage, self._now, shown_outbox_id=None)
        self._talk = self._uow.talks.start_new(self._talk, passage, self._now)
        self._shown, self._settled = None, False
        if not self._is_trial:
            set_resume_reminder(self._uow, self._world, self._talk, self._now)
        self._talk = Writing(
            self._uow, self._world, self._talk, self._now, reply_channel=self._channel, is_trial=self._is_trial
        ).carry_out(Command("start"))
        self._shown = self._uow.talks.shown_message(self._talk)

    def _erase(self) -> None:
        channel, chat_id, language = self._channel, self._talk.chat_id, self._talk.passage.language
        personal_records.erase_person(self._uow, self._world, self._talk, self._now)
        message = Message(self._world.wording.say(language, "efface"))
        self._uow.outbox.add(channel=channel, chat_id=chat_id, message=message, now=self._now, purpose="erasure")

    def _end_trial(self, event: ReferralConsented) -> None:
        """Say who would have been written to; nothing was sent."""
        territory = self._world.territory(event.proposal.territory)
        referent = territory.directory.interlocutors[event.proposal.referent.target]
        words = self._world.wording.say(
            self._talk.passage.language, "essai-envoi", referent=referent.name, regle=event.proposal.referent.rule
        )
        self._send(Message(words))


def known_facts(world: World, passage: Passage) -> Mapping[str, FactValue]:
    """What a case keeps: the facts, derived ones included, how sure the place is, and the language to call in."""
    facts: dict[str, FactValue] = dict(derive(world.vocabulary, facts_of(world, passage)))
    if precision := text_of(passage, "precision_lieu"):
        facts["precision_lieu"] = precision
    spoken = next((flag.removeprefix("langue:") for flag in passage.flags if flag.startswith("langue:")), None)
    facts["langue_de_contact"] = spoken or passage.language
    return facts
