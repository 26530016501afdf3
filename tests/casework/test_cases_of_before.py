"""A database of the version before: its cases have a history, a next date, and nobody is sent anything by it."""

from __future__ import annotations

import gzip
import json
import sqlite3
from pathlib import Path

import pytest
from sqlmodel import select

from bot.commands.case import show_case
from bot.commands.outcome import CommandError
from bot.settings import load_settings
from bot.usecases.cases.schedule_of_case import plan_forgotten
from bot.usecases.follow_through import run_due
from dialogs.world import World
from storage.store import Store
from storage.tables import Audit, Case, CaseEventRow, OutboxMessage, Referral, Reminder, core
from tests.casework.house import House, paris
from tests.histories import check_histories

BEFORE = Path(__file__).parents[1] / "storage" / "before" / "without_histories.sql.gz"
STATUSES = {"sent", "seen", "taken_charge", "contacted", "declined", "escalated", "redirected", "withdrawn"}


def opened(tmp_path: Path) -> Store:
    """The database as that version left it, brought to the newest form."""
    file = tmp_path / "before.db"
    connection = sqlite3.connect(file)
    connection.executescript(gzip.decompress(BEFORE.read_bytes()).decode())
    connection.close()
    store = Store.open(f"sqlite:///{file}")
    store.migrate()
    return store


def test_every_case_of_before_has_a_history_that_says_what_its_columns_say(tmp_path: Path) -> None:
    store = opened(tmp_path)
    with store.read() as uow:
        assert {row.status for row in uow.session.exec(select(Referral))} >= STATUSES
    assert check_histories(store) >= 9
    store.close()


def test_every_open_case_of_before_gets_a_next_date_and_nobody_is_told(world: World, tmp_path: Path) -> None:
    store = opened(tmp_path)
    now = paris("2026-12-02T09:00")
    with store.begin() as uow:
        before = len(uow.session.exec(select(OutboxMessage.id)).all())
        planned = plan_forgotten(uow, world, now)
        assert planned > 0, "chains had ended"
        assert plan_forgotten(uow, world, now) == 0
    with store.read() as uow:
        assert len(uow.session.exec(select(OutboxMessage.id)).all()) == before
        waiting = set(uow.session.exec(select(Reminder.referral_id).where(Reminder.status == "pending")))
        open_cases = uow.session.exec(select(Case).where(Case.status != "withdrawn", Case.status != "closed")).all()
        assert {case.referral_id for case in open_cases} <= waiting
    store.close()


def test_cases_of_before_live_on(world: World, tmp_path: Path) -> None:
    store = opened(tmp_path)
    house = House(world, store, now=paris("2026-12-02T09:00"))
    with store.begin() as uow:
        plan_forgotten(uow, world, house.now)
    for day in ("2026-12-04", "2026-12-11", "2027-01-05", "2027-03-01"):
        house.at(f"{day}T09:00")
        with store.begin() as uow:
            run_due(uow, world, house.now)
    assert check_histories(store) >= 9
    with store.read() as uow:
        assert uow.cases.open_without_date(10) == []
    store.close()


def test_the_verb_tells_a_history_in_sentences_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened(tmp_path).close()
    settings = load_settings({"DATABASE_URL": f"sqlite:///{tmp_path / 'before.db'}"})
    show_case(settings, 3)
    told = capsys.readouterr().out.replace("\u202f", " ")
    assert "repris d’une version précédente, chez Nadia Brun" in told
    assert "Aujourd’hui : " in told
    assert "Samira" not in told
    show_case(settings, 3, as_json=True)
    plain = json.loads(capsys.readouterr().out)
    assert (plain["case"], plain["events"][0]["kind"]) == (3, "carried_over")
    with pytest.raises(CommandError, match="il n’y a pas de dossier 99"):
        show_case(settings, 99)


def test_what_the_directory_no_longer_holds_is_said_by_its_id_and_codes_of_elsewhere_as_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = opened(tmp_path)
    with store.begin() as uow:
        case = uow.cases.by_number(3)
        assert case is not None
        gone = {**uow.case_events.list_of(case.id)[0].data, "interlocutor": "gone.person"}
        uow.session.connection().execute(
            core(CaseEventRow).update().where(core(CaseEventRow).c.case_id == case.id).values(data=gone)
        )
        uow.reminders.set("notify", paris("2027-01-05T08:30"), paris("2026-12-02T09:00"), case_id=case.id)
    store.close()
    show_case(load_settings({"DATABASE_URL": f"sqlite:///{tmp_path / 'before.db'}"}), 3)
    told = capsys.readouterr().out
    assert "chez gone.person" in told
    assert "de gone.person" in told, "and nobody else is said to have it"
    assert "notify" in told


def test_a_look_at_an_erased_case_is_audited_too(tmp_path: Path) -> None:
    store = opened(tmp_path)
    with store.begin() as uow:
        withdrawn = uow.session.exec(select(Case).where(Case.status == "withdrawn")).one()
    with pytest.raises(CommandError, match="il ne reste rien"):
        show_case(load_settings({"DATABASE_URL": f"sqlite:///{tmp_path / 'before.db'}"}), withdrawn.number)
    with store.read() as uow:
        assert "show_case" in [row.action for row in uow.session.exec(select(Audit))]
    store.close()
