"""A year of one territory: newcomers, referents of different diligence, two animators, three days down in the middle.

Everything is the product's own but the clock and the people: conversation, rules, staffroom, follow-up, outbox, the
judgement of what may still be said, retention; on SQLite, in a file. Seeded: two runs give the same year. The exit
status judges what must never happen: an open case without a next date, a sentence that is false when its channel
accepts it, a message in quiet hours or on a holiday, the same message twice. The same year with reminders off, and with
escalation off, is lived by a quarter of the newcomers, to see what both are good for. Run:

    python benchmarks/year.py [--newcomers 2000] [--seed 1] [--json]
"""

from __future__ import annotations

import argparse
import heapq
import itertools
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import text

from bot.casework.beliefs import has_lapsed, holds
from bot.machinery.arrival import Arrival
from bot.machinery.ledger import Entries, Ledger
from bot.rules.definitions import load_world
from bot.rules.worlds import Worlds
from bot.settings import load_settings
from bot.usecases import conversation, follow_through, staffroom
from bot.usecases.cases.calendars import calendar_of
from bot.usecases.cases.history import read_state
from bot.usecases.cases.overtaken import let_through
from bot.usecases.retention import retention
from dialogs.inputs import Command, Input, Tap, Text
from dialogs.world import World
from storage.outbox_rows import OutboxRow
from storage.store import Store
from storage.unit_of_work import UnitOfWork

TERRITORY: Final = "livradois-forez"
PARIS: Final = ZoneInfo("Europe/Paris")
BEGIN: Final = datetime(2027, 1, 4, 8, tzinfo=PARIS).astimezone(UTC)
END: Final = BEGIN + timedelta(days=365)
DOWN: Final = (BEGIN + timedelta(days=160), BEGIN + timedelta(days=163))
CHANNELS: Final = ("telegram", "staff")
DILIGENCE: Final = (("prompt", 12), ("slow", 9), ("silent", 4), ("on_leave", 3), ("leaving", 2))
DELAYS: Final[Mapping[str, tuple[float, float]]] = {
    "prompt": (1, 20), "slow": (40, 150), "on_leave": (1, 30), "leaving": (1, 30), "animator": (1, 30),
}  # fmt: skip
"""Hours from a message to what its reader does about it."""
STORIES: Final = (
    "on voudrait reprendre une épicerie", "du maraîchage", "menuisier, je cherche un atelier", "un atelier vélo",
    "ouvrir un gîte", "je veux créer mon activité de conseil", "une association pour les jeunes",
)  # fmt: skip
MOST_EXCHANGES: Final = 70
HOUSE_TELLS: Final = frozenset({"notification", "reminder", "escalation", "called", "upkeep"})
"""Purposes of messages that nobody is waiting for: they keep to waking and working hours."""


@dataclass(slots=True)
class Figures:
    """What a year came to."""

    without_date: int = 0
    false: list[str] = field(default_factory=list)
    quiet: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    sent: Counter[str] = field(default_factory=Counter)
    to_referents: Counter[tuple[int, int]] = field(default_factory=Counter)
    talks: int = 0
    stuck: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Year:
    """One run: the store, the clock, what people are about to do."""

    world: World
    store: Store
    rng: random.Random
    now: datetime = BEGIN
    figures: Figures = field(default_factory=Figures)
    diligence: dict[int, str] = field(default_factory=dict)
    _plans: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _said: dict[int, dict[str, datetime]] = field(default_factory=lambda: defaultdict(dict))

    # Time

    def live(self) -> None:
        """Let the year pass."""
        calendar = calendar_of(self.world.territory(TERRITORY))
        ledger = Ledger(self.store, CHANNELS, let_through=self._let_through)
        next_look = BEGIN
        while self.now < END:
            if DOWN[0] <= self.now < DOWN[1]:
                self.now = DOWN[1]
            while self._plans and self._plans[0][0] <= self.now:
                heapq.heappop(self._plans)[2]()
            with self.store.begin() as work:
                follow_through.run_due(work, self.world, self.now, 50)
            self._deliver(ledger)
            if self.now >= next_look:
                next_look = self.now + timedelta(days=1)
                self._look_after(calendar.today(self.now).isoformat())
            self.now = max(self.now + timedelta(seconds=1), self._next_instant(next_look))

    def plan(self, at: datetime, deed: Callable[[], None]) -> None:
        """Have somebody do something at `at`."""
        heapq.heappush(self._plans, (at, next(self._numbers), deed))

    def _next_instant(self, next_look: datetime) -> datetime:
        with self.store.read() as work:
            connection = work.session.connection()
            due = [
                connection.execute(text("SELECT min(due_at) FROM reminder WHERE status = 'pending'")).scalar(),
                connection.execute(
                    text("SELECT min(due_at) FROM outbox WHERE status IN ('pending', 'errored', 'uncertain')")
                ).scalar(),
            ]
        instants = [datetime.fromisoformat(each).replace(tzinfo=UTC) for each in due if each]
        if self._plans:
            instants.append(self._plans[0][0])
        return min([*instants, next_look, END])

    def _look_after(self, today: str) -> None:
        """Once a day: what must hold of every case; then retention, as the hourly round makes it."""
        with self.store.begin() as work:
            self.figures.without_date += len(work.cases.open_without_date(50))
            retention(work, self.now)

    # Delivery

    def _let_through(self, work: UnitOfWork, rows: Sequence[OutboxRow], now: datetime) -> Sequence[OutboxRow]:
        return let_through(work, self.world, rows, now)

    def _deliver(self, ledger: Ledger) -> None:
        """Send all that is due, a message a second to a chat."""
        marks = Entries()
        with self.store.begin() as work:
            work.outbox.void_leases(CHANNELS)  # what rounds write is handed over by the application
        while True:
            claimed = ledger.write_and_claim(marks, self.now, limit=64, watched=())
            marks = Entries()
            if not claimed.rows:
                return
            for row in claimed.rows:
                number = next(self._numbers) if row.kind != "edit" else None
                marks.sent.append((row.id, number, self.now))
                self._reaches(row, number)
            self.now += timedelta(seconds=1.01)

    def _reaches(self, row: OutboxRow, number: int | None) -> None:
        self.figures.sent[f"{row.channel} {row.purpose}"] += 1
        if row.kind != "send" or row.purpose == "talk":
            return
        words = str(row.body.get("text", ""))
        self._judge(row, words)
        if row.channel == "staff":
            self._staff_reads(row, number)
        elif row.purpose in ("called", "handover", "choice", "satisfaction", "keep_in_touch"):
            self._newcomer_reads(row)

    def _judge(self, row: OutboxRow, words: str) -> None:
        figures, local = self.figures, self.now.astimezone(PARIS)
        if row.purpose in HOUSE_TELLS:
            calendar = calendar_of(self.world.territory(TERRITORY))
            waking = 8 <= local.hour < 20
            if not (calendar.in_hours(self.now) if row.channel == "staff" else waking):
                figures.quiet.append(f"{local:%a %d/%m %H:%M} {row.purpose} {words[:60]}")
            since = self._said[row.chat_id].get(words)
            if since is not None and self.now - since < timedelta(hours=20) and row.purpose != "called":
                figures.twice.append(f"{local:%d/%m %H:%M} {words[:60]}")
            self._said[row.chat_id][words] = self.now
        is_referent = row.channel == "staff" and self.diligence.get(row.chat_id) not in (None, "animator")
        if is_referent and row.purpose in HOUSE_TELLS:
            figures.to_referents[row.chat_id, local.isocalendar().week] += 1
        with self.store.read() as work:
            for notice in work.notices.of_rows([row.id]):
                state = read_state(work, notice.case_id)
                if not holds(notice.belief, state) or has_lapsed(notice.belief, state, local.date()):
                    figures.false.append(f"{local:%d/%m} {state.status}: {words[:90]}")
            if row.channel == "telegram" and row.referral_id is not None:
                self._compare_words(work, row.referral_id, words)

    def _compare_words(self, work: UnitOfWork, referral_id: int, words: str) -> None:
        """The sentence itself, against the columns: who it says has the case, really has it."""
        named = re.match(r"(.+?) (?:a bien votre dossier|a lu votre dossier|note votre rendez-vous)", words)
        sought = re.search(r"n’est pas la bonne personne|cherche encore qui", words)
        referral = work.cases.referral(referral_id)
        if referral is None or not (named or sought):
            return
        state = read_state(work, referral.case_id)
        holder = self.world.territory(TERRITORY).directory.interlocutors.get(state.current.interlocutor)
        if named and (holder is None or holder.name != named[1] or state.is_sought):
            self.figures.false.append(f"{state.status}, {holder.name if holder else '?'} has it: {words[:90]}")
        if sought and not state.is_sought:
            self.figures.false.append(f"{state.status}: {words[:90]}")

    # Staff

    def bind(self) -> None:
        """Thirty referents and two animators get their accounts; the others of the directory have none."""
        directory = self.world.territory(TERRITORY).directory
        kinds = [kind for kind, count in DILIGENCE for _ in range(count)]
        desks = [each for each in sorted(directory.interlocutors) if each != self.world.territory(TERRITORY).pivot]
        self.rng.shuffle(desks)
        seats: list[tuple[int, str, str | None]] = [
            (1000 + at, kind, desk) for at, (kind, desk) in enumerate(zip(kinds, desks, strict=False))
        ]
        seats += [(900, "animator", None), (901, "animator", None)]
        with self.store.begin() as work:
            territory = self.world.territory(TERRITORY)
            revision = work.revisions.take_in(TERRITORY, territory.content_hash, {}, self.now, author="folder")
            work.revisions.activate(revision, self.now, by="folder", expected=None)
            codes = {
                chat: staffroom.new_invitation(
                    work, territory, self.now, interlocutor=desk, is_animator=kind == "animator"
                )
                for chat, kind, desk in seats
            }
        for chat, kind, _ in seats:
            self.staff(chat, Command("start", codes[chat]))
            self.diligence[chat] = kind
        for chat in (chat for chat, kind, _ in seats if kind == "on_leave"):
            for month in (2, 7, 10):
                first = date(2027, month, self.rng.randint(1, 14))
                last = first + timedelta(days=self.rng.randint(6, 15))
                told_at = datetime(2027, month, 1, 9, tzinfo=PARIS).astimezone(UTC) - timedelta(days=3)
                words = f"du {first:%d/%m/%Y} au {last:%d/%m/%Y}"
                self.plan(told_at, lambda chat=chat, words=words: self.staff(chat, Command("absence", words)))
        for at, chat in enumerate(chat for chat, kind, _ in seats if kind == "leaving"):
            self.plan(BEGIN + timedelta(days=120 + 90 * at), lambda chat=chat: self._leaves(chat))

    def staff(self, chat: int, what: Input) -> None:
        """Somebody of the staff sends something."""
        arrival = Arrival("staff", next(self._numbers), chat, chat, what, "fr")
        with self.store.begin() as work:
            staffroom.receive(work, self.world, arrival, self.now)
            gone = self._hand_over(work)
        self._have_reached(gone)

    def _hand_over(self, work: UnitOfWork) -> list[tuple[OutboxRow, int | None]]:
        """What was written leaves in the breath of its commit, as the application hands it over."""
        work.flush()
        rows = [row for row in work.outbox.written() if row.due_at <= self.now]
        gone = [(row, next(self._numbers) if row.kind != "edit" else None) for row in rows]
        work.outbox.mark_sent([(row.id, number, self.now) for row, number in gone])
        return gone

    def _have_reached(self, gone: Sequence[tuple[OutboxRow, int | None]]) -> None:
        for row, number in gone:
            self._reaches(row, number)

    def _leaves(self, chat: int) -> None:
        from bot.usecases.cases import person_unreachable

        self.diligence[chat] = "silent"
        with self.store.begin() as work:
            person_unreachable(work, self.world, "staff", chat, self.now)

    def _staff_reads(self, row: OutboxRow, number: int | None) -> None:
        """Somebody who got something to do does it, later, by its buttons."""
        kind = self.diligence.get(row.chat_id, "silent")
        verbs = {token.split(".")[1]: token for _, token, _ in itertools.chain(*row.body.get("rows", ())) if token}
        if kind == "silent" or not verbs or row.purpose not in (*HOUSE_TELLS, "relay"):
            return
        low, high = DELAYS[kind]
        at = self.now + timedelta(hours=self.rng.uniform(low, high))
        calendar = calendar_of(self.world.territory(TERRITORY))
        at = at if calendar.in_hours(at) else calendar.next_opening(at) + timedelta(minutes=self.rng.randint(5, 300))
        self.plan(at, lambda: self._acts(row.chat_id, number, verbs))

    def _acts(self, chat: int, number: int | None, verbs: Mapping[str, str]) -> None:
        """Tap one of the buttons: mostly what moves the case on; then what follows from it."""
        wanted = self.rng.choices(("t", "v", "x", "c", "n", "w", "e", "o"), (60, 6, 9, 60, 50, 6, 30, 4))
        ordered = [*wanted, "t", "c", "e", "n", "a"]
        verb = next((each for each in ordered if each in verbs), next(iter(verbs)))
        self.staff(chat, Tap(verbs[verb], number))
        if verb == "t":
            days = self.rng.uniform(0.5, 5)
            token = re.sub(r"^s\.t\.", "s.c.", verbs[verb]).split(".")
            done = ".".join([*token[:3], self.rng.choices(("done", "unreachable", "later"), (80, 12, 8))[0]])
            calendar = calendar_of(self.world.territory(TERRITORY))
            at = calendar.next_opening(self.now + timedelta(days=days)) + timedelta(hours=self.rng.uniform(0.2, 7))
            self.plan(at, lambda: self.staff(chat, Tap(done, number)))

    # Newcomers

    def arrive(self, count: int) -> None:
        """People write at any hour of the year."""
        for number in range(count):
            at = BEGIN + timedelta(days=self.rng.uniform(0, 330), hours=self.rng.uniform(0, 3))
            self.plan(at, lambda number=number: self._talk(100_000 + number))

    def _talk(self, chat: int) -> None:
        """A whole talk, as somebody who answers at random but goes through with it."""
        buttons, question = self._newcomer(chat, Command("start"))
        for _ in range(MOST_EXCHANGES):
            if question in ("suite", ""):
                self.figures.talks += 1
                return
            self.now += timedelta(seconds=5)
            buttons, question = self._newcomer(chat, self._answer(question, buttons))
        self.figures.stuck[question] += 1

    def _newcomer(self, chat: int, what: Input) -> tuple[list[str], str]:
        arrival = Arrival("telegram", next(self._numbers), chat, chat, what, "fr")
        with self.store.begin() as work:
            conversation.receive(work, self.world, arrival, self.now)
            gone = self._hand_over(work)
            shown = [row for row, _ in gone if row.channel == "telegram" and row.body.get("rows")]
            talk = work.talks.find("telegram", chat)
            question = talk.passage.shown.question if talk is not None and talk.passage.shown is not None else ""
        self._have_reached(gone)
        rows = shown[-1].body["rows"] if shown else []
        return [token for row in rows for _, token, _ in row if token], question

    def _answer(self, question: str, tokens: Sequence[str]) -> Input:
        options = {token.split(".", 3)[-1]: token for token in tokens}
        typed = {
            "prenom": "Camille",
            "nom": "Martin",
            "coordonnees": "01 99 00 56 78",
            "recit": self.rng.choice(STORIES),
        }
        if question in typed:
            return Text(typed[question])
        if question == "commune" and len(options) < 2:
            communes = sorted(self.world.territory(None).communes)
            commune = self.world.geography.communes[self.rng.choice(communes)]
            return Text(" ".join((commune.name, *commune.postcodes[:1])))
        for sure in ("go", "envoyer" if self.rng.random() < 0.8 else "", "oui"):
            if sure and sure in options:
                return Tap(options[sure])
        if "continuer" in options and self.rng.random() < 0.8:
            return Tap(options["continuer"])
        return Tap(self.rng.choice(list(options.values()))) if options else Text("je préfère ne rien dire")

    def _newcomer_reads(self, row: OutboxRow) -> None:
        tokens = [token for _, token, _ in itertools.chain(*row.body.get("rows", ())) if token]
        if not tokens or self.rng.random() < 0.3:
            return
        at = self.now + timedelta(hours=self.rng.uniform(0.1, 30))
        token = self.rng.choice(tokens)
        self.plan(at, lambda: self._newcomer(row.chat_id, Tap(token)) and None)


def summarise(year: Year) -> dict[str, Any]:
    """The figures of a year, as they are printed."""
    calendar, charge, contact, closed, cases = calendar_of(year.world.territory(TERRITORY)), [], [], 0, 0
    statuses: Counter[str] = Counter()
    with year.store.read() as work:
        for (case_id,) in work.session.connection().execute(text('SELECT id FROM "case" ORDER BY id')):
            state = read_state(work, case_id)
            if state.referral_id is None:
                continue
            cases += 1
            statuses[state.status] += 1
            closed += not state.is_open
            first = min(state.referrals.values(), key=lambda each: each.sent_at)
            sent_on = calendar.today(first.sent_at)
            answered = [each.answered_at for each in state.referrals.values() if each.answered_at is not None]
            if answered:
                charge.append(_working_days(calendar, sent_on, calendar.today(min(answered))))
            if state.first_contact_at is not None:
                contact.append(_working_days(calendar, sent_on, calendar.today(state.first_contact_at)))
    figures = year.figures
    weeks = list(figures.to_referents.values())
    return {
        "cases": cases,
        "without_next_date": figures.without_date,
        "false_when_accepted": len(figures.false),
        "in_quiet_hours": len(figures.quiet),
        "twice": len(figures.twice),
        "working_days_to_charge": _spread(charge),
        "working_days_to_contact": _spread(contact),
        "share_contacted": round(len(contact) / cases, 3) if cases else 0,
        "share_closed": round(closed / cases, 3) if cases else 0,
        "messages_a_referent_and_week": _spread(weeks),
        "statuses": dict(statuses.most_common()),
        "talks_unfinished": dict(figures.stuck),
        "messages": sum(figures.sent.values()),
        "examples": [*figures.false[:5], *figures.quiet[:5], *figures.twice[:5]],
    }


def _working_days(calendar: Any, first: Any, last: Any) -> int:
    days, day = 0, first
    while day < last and days < 400:
        day = calendar.next_working_day(day)
        days += day <= last
    return days


def _spread(values: Sequence[int]) -> dict[str, float]:
    if len(values) < 2:
        return {"median": 0, "p95": 0}
    return {"median": statistics.median(values), "p95": statistics.quantiles(values, n=20)[-1]}


def run(world: World, newcomers: int, seed: int) -> dict[str, Any]:
    """Live one year; its figures."""
    started, cpu = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory(prefix="year-") as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'year.db'}")
        try:
            store.migrate()
            year = Year(world, store, random.Random(seed))
            year.bind()
            year.arrive(newcomers)
            year.live()
            summary = summarise(year)
        finally:
            store.close()
    return {**summary, "seconds": round(time.perf_counter() - started, 1), "cpu": round(time.process_time() - cpu, 1)}


def without_reminders(world: World) -> World:
    """The same world, where nobody is reminded."""
    territory = world.territory(TERRITORY)
    source = {**territory.follow_up_source, "relances_jours": [], "relances_temps_partiel_jours": []}
    return replace(world, territories={**world.territories, TERRITORY: replace(territory, follow_up_source=source)})


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the year; exits with 1 when something happened that must not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--newcomers", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(argv)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    world = Worlds(load_world(load_settings({}))).packaged
    world = replace(world, territories={TERRITORY: world.territory(TERRITORY)})
    years = {"the_year": run(world, given.newcomers, given.seed)}
    quarter = max(given.newcomers // 4, 1)
    years["a_quarter"] = run(world, quarter, given.seed)
    years["a_quarter_without_reminders"] = run(without_reminders(world), quarter, given.seed)
    escalate = follow_through.DEEDS["escalate"]
    follow_through.DEEDS = {**follow_through.DEEDS, "escalate": lambda *_: None}  # type: ignore[misc]
    years["a_quarter_without_escalation"] = run(world, quarter, given.seed)
    follow_through.DEEDS = {**follow_through.DEEDS, "escalate": escalate}  # type: ignore[misc]
    if given.json:
        print(json.dumps(years, ensure_ascii=False, indent=1))
    else:
        for name, figures in years.items():
            print(name)
            for key, value in figures.items():
                print(f"  {key:<30} {value}")
    judged = years["the_year"]
    return int(any(judged[key] for key in ("without_next_date", "false_when_accepted", "in_quiet_hours", "twice")))


if __name__ == "__main__":
    sys.exit(main())
