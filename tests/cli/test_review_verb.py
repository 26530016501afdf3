"""The monthly review as an animator brings it to the meeting: a page, a workbook or JSON."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from bot.commands import review as command
from bot.rules.definitions import load_world
from bot.settings import load_settings
from storage.store import Store
from storage.tables import Audit
from tests.cli.conftest import Run
from tests.cli.french import find_english, is_typeset
from tests.figures.lives import store_life, walk

NAME = "<b>Rosa</b>"


@pytest.fixture
def filled(store: Store) -> Store:
    """Two cases of January 2026: Rosa agreed to be discussed, the other person didn't."""
    territory = load_world(load_settings({})).territory("livradois-forez")
    with store.begin() as work:
        for chat in (1, 2):
            life = walk(lambda words: words[0], datetime(2026, 1, 5, 9, chat, tzinfo=UTC), 1, 1)
            case = store_life(work, territory, life, chat)
            (person,) = work.cases.members_of(case.id)
            work.people.update_contact(person, first_name=NAME if chat == 1 else "Inès")
            if chat == 1:
                work.cases.add_consent(case.id, person, "partners", "x", life.created_at)
    return store


def test_a_review_is_a_page_that_names_only_who_agreed(cli: Run, filled: Store) -> None:
    ran = cli("review", "--month", "2026-01")
    assert (ran.status, ran.err) == (0, "")
    assert "<h1>Revue mensuelle, janvier 2026, Livradois-Forez</h1>" in ran.out
    assert "&lt;b&gt;Rosa&lt;/b&gt;" in ran.out
    assert NAME not in ran.out
    assert "Inès" not in ran.out
    assert "Sans nom" in ran.out
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", ran.out, flags=re.DOTALL)
    assert not find_english(text)
    with filled.read() as work:
        noted = [row for row in work.session.exec(select(Audit)) if row.action == "read_in_review"]
    assert [(row.actor, row.detail) for row in noted] == [("operator", "2026-01")]
    assert noted[0].case_id


def test_json_says_of_the_unnamed_the_coarse_three_alone(cli: Run, filled: Store) -> None:
    told = json.loads(cli("review", "--month", "2026-01", "--format", "json").out)
    named, unnamed = told["sections"]["new"]
    assert named["name"] == NAME
    assert set(unnamed) == {"epci", "sectors", "stage"}


def test_a_workbook_keeps_names_as_text(cli: Run, filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []
    write = command.write_review_xlsx
    monkeypatch.setattr(command, "write_review_xlsx", lambda *of: written.append(write(*of)) or b"")
    cli("review", "--month", "2026-01", "--format", "xlsx")
    values = {cell.value for row in load_workbook(io.BytesIO(written[0])).active.iter_rows() for cell in row}
    assert {NAME, "Nouveaux (2)", "Sans nom"} <= values


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--month", "2999-01"), "« 2999-01 » n’est pas un mois passé ou présent"),
        (("--month", "janvier"), "« janvier » n’est pas un mois"),
        (("--month", ""), "n’est pas un mois"),
        (("--month", "2026-01", "--territory", "livradois"), "aucun territoire « livradois »"),
    ],
)
def test_what_cannot_be_reviewed_is_said_in_one_line(
    cli: Run, store: Store, arguments: tuple[str, ...], told: str
) -> None:
    ran = cli("review", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert told in " ".join(ran.err.replace("\u202f", " ").split())
    assert is_typeset(ran.err)
