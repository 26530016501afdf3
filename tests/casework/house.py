"""Drives the use cases as people would: a newcomer who agreed, a referent who taps, an animator, a clock.

What was said is read back from the outbox; deliveries are noted as a channel would, in order.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.machinery.arrival import Arrival
from bot.usecases import cases as casework
from bot.usecases import staffroom
from bot.usecases.cases.brief import Brief, read_case_brief
from bot.usecases.cases.calendars import calendar_of
from bot.usecases.cases.overtaken import let_through
from bot.usecases.follow_through import run_due
from dialogs.inputs import Command, Input, Tap, Text
from dialogs.message import Message
from dialogs.passage import Answer, FrozenProposal, Passage, ShownTarget
from dialogs.world import World
from referral_rules.facts import FactValue
from storage.store import Store
from storage.tables import Audit, Case, Count, OutboxMessage, Referral, Reminder
from storage.talks import Talk
from storage.unit_of_work import UnitOfWork

PARIS = ZoneInfo("Europe/Paris")
NADIA, PAUL, ANIMATOR, CCI, STRANGER = 101, 102, 103, 104, 199
SAMIRA = 7
STORY = (
    "on en a marre de lyon avec mon mari, l'épicerie d'arlanc ferme et je me dis pourquoi pas moi. "
    "j'y connais rien en compta"
)
FACTS: dict[str, FactValue] = {
    "secteur": "commerce",
    "forme_du_projet": "reprise",
    "portage": "couple",
    "but": frozenset({"en_vivre"}),
    "commune": "63010",
    "precision_lieu": "environs",
    "echeance": "dans_l_annee",
    "statut": "salarie",
    "deja_accompagne": "non",
    "jalons": frozenset({"vu_lieu"}),
    "stade": "idee",
    "besoins_projet": frozenset({"y_voir_clair", "formation"}),
    "besoins_vie": frozenset({"logement", "emploi_conjoint", "ecole_garde"}),
}


def paris(text: str) -> datetime:
    """An instant on the wall clock of Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@dataclass
class House:
    """The store, the world and the clock."""

    world: World
    store: Store
    now: datetime = field(default_factory=lambda: paris("2026-11-22T20:47"))
    updates: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    messages: Iterator[int] = field(default_factory=lambda: itertools.count(5000))

    @property
    def territory(self) -> Any:
        return self.world.territory(None)

    @contextmanager
    def work(self) -> Iterator[UnitOfWork]:
        with self.store.begin() as uow:
            yield uow

    def bind_everyone(self, without: tuple[int, ...] = ()) -> None:
        """Nadia, her relay Paul, the animator and a chamber's adviser have accounts, but for those `without`."""
        desks = {NADIA: "cc-ambert.accueil", PAUL: "cc-ambert.economie", CCI: "cci-puy-de-dome.ambert"}
        with self.work() as uow:
            revision = uow.revisions.take_in(
                self.territory.id, self.territory.content_hash, {}, self.now, author="folder"
            )
            uow.revisions.activate(revision, self.now, by="folder", expected=None)
            codes = {
                chat: staffroom.new_invitation(uow, self.territory, self.now, interlocutor=desk)
                for chat, desk in desks.items()
                if desk in self.territory.directory.interlocutors
            }
            codes[ANIMATOR] = staffroom.new_invitation(uow, self.territory, self.now, is_animator=True)
        for chat, code in codes.items():
            if chat not in without:
                self.staff(chat, Command("start", code))
        self.deliver()

    def refer(
        self,
        *,
        agreements: tuple[str, ...] = ("interlocutor", "relay", "partners"),
        chat: int = SAMIRA,
        story: str = STORY,
        calls: bool = False,
        language: str = "fr",
        facts: dict[str, FactValue] | None = None,
        agreed_days: int | None = None,
    ) -> Brief:
        """A newcomer has agreed to Nadia, who promised `agreed_days` by convention."""
        with self.work() as uow:
            talk = uow.talks.load("telegram", chat, self.now, language)
            uow.people.update_contact(talk.person_id, first_name="Samira", phone="01 99 00 56 78")
            passage = self._passage(talk, story, language, agreed_days)
            talk = uow.talks.save(talk, passage, self.now)
            assert passage.proposal is not None
            # As the talk hands them over: with what a case keeps besides the facts of rules.
            given = {**(FACTS if facts is None else facts), "langue_de_contact": language}
            referral = casework.open_referral(
                uow, self.world, talk, passage.proposal, given, agreements, calls, self.now
            )
            case_id = referral.case_id
        return self.brief(case_id)

    def brief(self, case_id: int) -> Brief:
        """The case as it stands."""
        with self.work() as uow:
            brief = read_case_brief(uow, self.world, case_id)
            assert brief is not None
            return brief

    @property
    def brief_id(self) -> int:
        """The id of the last case."""
        with self.store.read() as uow:
            return uow.session.exec(select(Case.id).order_by(col(Case.id).desc())).first() or 0

    def first_card_token(self, chat: int) -> str:
        """The token of *Je prends* on the first card a chat got."""
        for row in self.rows("staff", chat):
            for buttons in row.body.get("rows", ()):
                if buttons[0][0] == "Je prends":
                    return str(buttons[0][1])
        raise AssertionError("no card")

    def talk(self, chat: int = SAMIRA) -> Talk:
        with self.work() as uow:
            talk = uow.talks.find("telegram", chat)
            assert talk is not None
            return talk

    def staff(self, chat: int, what: Input | Any, *, sender: int | None = None, language: str = "fr") -> None:
        """Somebody of the staff sends something."""
        arrival = Arrival("staff", next(self.updates), chat, sender or chat, what, language)
        with self.work() as uow:
            staffroom.receive(uow, self.world, arrival, self.now)

    def tap(self, chat: int, label: str) -> None:
        """Tap the last button of a staff chat that reads `label`."""
        order, token = self.find_button("staff", chat, label)
        self.staff(chat, Tap(token, order))

    def newcomer_tap(self, label: str, chat: int = SAMIRA) -> None:
        """The newcomer taps the last button that reads `label`."""
        self.deliver()
        _, token = self.find_button("telegram", chat, label)
        with self.work() as uow:
            talk = uow.talks.load("telegram", chat, self.now)
            assert casework.newcomer_tap(uow, self.world, talk, token, self.now)

    def newcomer_says(self, text: str, reply_to: int | None = None, chat: int = SAMIRA) -> bool:
        with self.work() as uow:
            talk = uow.talks.load("telegram", chat, self.now)
            return casework.newcomer_reply(uow, self.world, talk, text, reply_to, self.now)

    def reply(self, chat: int, text: str) -> None:
        """Staff replies to the last message of their chat."""
        rows = [row for row in self.rows("staff", chat) if row.message_id]
        self.staff(chat, Text(text, order=None, reply_to=rows[-1].message_id))

    def find_button(self, channel: str, chat: int, label: str) -> tuple[int | None, str]:
        for row in reversed(self.rows(channel, chat, kinds=("send", "edit"))):
            for buttons in row.body.get("rows", ()):
                for text, token, _ in buttons:
                    if text == label:
                        return row.message_id or row.edits_message_id, token
        raise AssertionError(f"no button {label!r} in {channel} {chat}")

    def buttons(self, channel: str, chat: int) -> list[str]:
        """The labels under the last message of a chat."""
        rows = self.rows(channel, chat, kinds=("send", "edit"))
        return [text for buttons in rows[-1].body.get("rows", ()) for text, _, _ in buttons]

    def rows(self, channel: str, chat: int, kinds: tuple[str, ...] = ("send",)) -> list[OutboxMessage]:
        with self.store.read() as uow:
            query = select(OutboxMessage).where(OutboxMessage.channel == channel, OutboxMessage.chat_id == chat)
            found = uow.session.exec(query.order_by(col(OutboxMessage.id))).all()
        return [row for row in found if row.kind in kinds and row.status in ("pending", "sent")]

    def heard(self, channel: str, chat: int) -> list[str]:
        """What a chat was told so far: messages that are due."""
        return [Message.from_json(row.body).text for row in self.rows(channel, chat) if row.due_at <= self.now]

    def last(self, channel: str, chat: int) -> str:
        return self.heard(channel, chat)[-1]

    def settled(self, chat: int) -> str:
        """The text of the last edit in a staff chat."""
        return str(self.rows("staff", chat, kinds=("edit",))[-1].body["text"])

    def deliver(self) -> None:
        """Everything due reaches its chat."""
        with self.work() as uow:
            query = select(OutboxMessage.id).where(OutboxMessage.status == "pending", OutboxMessage.due_at <= self.now)
            due = [uow.outbox.get(number) for number in uow.session.exec(query.order_by(col(OutboxMessage.id))).all()]
            rows = [row for row in due if row is not None]
            handed_over = [row for row in rows if row.leased_until is not None and row.leased_until > self.now]
            claimed = let_through(uow, self.world, [row for row in rows if row not in handed_over], self.now)
            uow.outbox.mark_sent(
                [
                    (row.id, next(self.messages) if row.kind != "edit" else None, self.now)
                    for row in sorted([*handed_over, *claimed], key=lambda row: row.id)
                ]
            )

    def at(self, text: str) -> House:
        """Move the clock, do what is due, deliver."""
        self.now = paris(text)
        self.deliver()
        with self.work() as uow:
            run_due(uow, self.world, self.now)
        self.deliver()
        return self

    def reminders(self, status: str = "pending") -> list[tuple[str, date]]:
        calendar = calendar_of(self.territory)
        with self.store.read() as uow:
            found = uow.session.exec(select(Reminder).where(Reminder.status == status).order_by(col(Reminder.due_at)))
            return [(row.kind, calendar.today(row.due_at)) for row in found]

    def referrals(self, case_id: int) -> list[Referral]:
        with self.store.read() as uow:
            return list(
                uow.session.exec(select(Referral).where(Referral.case_id == case_id).order_by(col(Referral.id)))
            )

    def case(self, case_id: int) -> Case:
        with self.store.read() as uow:
            case = uow.session.get(Case, case_id)
            assert case is not None
            return case

    def audited(self) -> list[str]:
        with self.store.read() as uow:
            return [row.action for row in uow.session.exec(select(Audit).order_by(col(Audit.id)))]

    def counted(self, name: str) -> int:
        with self.store.read() as uow:
            return sum(row.total for row in uow.session.exec(select(Count).where(Count.name == name)))

    def _passage(self, talk: Talk, story: str, language: str, agreed_days: int | None) -> Passage:
        answers = {"recit": Answer(story, 1, "x", personal=True)}
        answers["attention"] = Answer("je bosse en décalé, pas avant 15h", 2, "x", personal=True)
        for turn, (name, value) in enumerate(FACTS.items(), start=3):
            if name not in ("stade", "precision_lieu", "langue_de_contact"):
                stored = tuple(sorted(value)) if isinstance(value, frozenset) else str(value)
                answers[name] = Answer(stored, turn, "x")
        return Passage(
            key=talk.passage.key,
            language=language,
            stage="referred",
            answers=answers,
            proposal=self._proposal(talk.passage.key, agreed_days),
            last_input_at=self.now.isoformat(),
        )

    def _proposal(self, key: str, agreed_days: int | None) -> FrozenProposal:
        ranked = [
            ShownTarget("cc-ambert.accueil", "reprise-idee", "C’est une idée, et toute une vie à installer."),
            ShownTarget("cci-puy-de-dome.ambert", "reprise-commerce-etude", "Elle connaît les cédants."),
            ShownTarget(self.territory.pivot, "pivot", "L’accueil du parc."),
        ]
        return FrozenProposal(
            key=key,
            territory=self.territory.id,
            revision=self.territory.content_hash,
            referent=ranked[0],
            complementary=(ranked[1],),
            programmes=(),
            ranked=tuple(ranked),
            promised_on="2026-11-27",
            fallback=False,
            agreed_days=agreed_days,
        )


def later(house: House, **delta: int) -> None:
    """Let time pass without anything being done."""
    house.now += timedelta(**delta)
