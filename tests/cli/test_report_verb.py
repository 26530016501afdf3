"""The steering report as an animator gets it: a page, a workbook or JSON, for whole months that are over."""

from __future__ import annotations

import io
import json
import random
import re
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import load_workbook

from bot.commands import report as command
from bot.rules.definitions import load_world
from bot.settings import load_settings
from storage.store import Store
from tests.cli.conftest import Run
from tests.cli.french import find_english, is_typeset
from tests.figures.lives import store_life, walk

CASES = 60


@pytest.fixture
def filled(store: Store) -> Store:
    """Sixty cases of January to March 2026, ten talks that stopped at the first word."""
    territory = load_world(load_settings({})).territory("livradois-forez")
    seeded = random.Random(5)
    with store.begin() as work:
        for number in range(CASES):
            at = datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(days=seeded.randrange(80), minutes=number)
            life = walk(lambda words: seeded.choice(list(words)), at, 1, seeded.randrange(6))
            store_life(work, territory, life, 1000 + number)
        for number in range(10):
            work.talks.load("telegram", 5000 + number, datetime(2026, 2, 3, 9, tzinfo=UTC))
    return store


def test_a_report_is_a_page_that_needs_nothing_else(cli: Run, filled: Store) -> None:
    ran = cli("report", "--from", "2026-01", "--to", "2026-03")
    assert (ran.status, ran.err) == (0, "")
    page = ran.out
    assert "<h1>Rapport de pilotage, Livradois-Forez</h1>" in page
    assert "janvier 2026 – mars 2026" in page
    assert "comparé à" in page
    assert "http" not in page
    assert page.count("<svg") >= 5
    assert page.count("<svg") == page.count('role="img"')
    assert "Dossiers reçus</dt><dd>60</dd>" in page
    assert "La charte ne prévoit pas que le comité voie" in page
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    assert not find_english(text)
    assert all(int(figure) == 0 or int(figure) >= 5 for figure in re.findall(r"<td[^>]*>(\d+)</td>", page))


def test_json_has_nothing_where_a_figure_would_tell_of_few(cli: Run, filled: Store) -> None:
    told = json.loads(cli("report", "--from", "2026-01", "--to", "2026-03", "--format", "json").out)
    assert told["report"]["received"] == CASES
    assert told["territory"] == "livradois-forez"
    assert told["report"]["structures"] is None
    counts = [line["count"] for part in told["report"]["summary"] for line in part["lines"]]
    assert counts
    assert not any(0 < count < 5 for count in counts)


def test_a_workbook_has_a_sheet_for_each_table(cli: Run, filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []
    write = command.write_report_xlsx
    monkeypatch.setattr(command, "write_report_xlsx", lambda *of: written.append(write(*of)) or b"")
    cli("report", "--from", "2026-01", "--to", "2026-03", "--format", "xlsx")
    book = load_workbook(io.BytesIO(written[0]))
    assert book.sheetnames[0] == "Ensemble"
    assert "Par stade du projet" in book.sheetnames
    cells = {row[0].value: row[1].value for row in book["Ensemble"].iter_rows(max_col=2)}
    assert cells["Dossiers reçus"] == CASES


def test_a_structure_gets_its_own_figures_and_the_committee_those_of_each_where_the_charter_says_so(
    cli: Run, filled: Store, territories: str, old: object
) -> None:
    own = cli("report", "--from", "2026-01", "--to", "2026-03", "--structure", "cc-ambert").out
    assert "Chiffres de" in own
    assert "Pourquoi un refus" in own
    assert "Par communauté de communes" not in own
    assert "Par structure" not in cli("report", "--from", "2026-01", "--to", "2026-03").out
    file = f"{territories}/livradois-forez/territoire.yaml"
    with open(file, encoding="utf-8") as opened:
        text = opened.read()
    with open(file, "w", encoding="utf-8") as opened:
        opened.write(text + "\nchiffres_du_comite: structures\n")
    page = cli("report", "--from", "2026-01", "--to", "2026-03").out
    assert "Par structure" in page
    assert "La charte ne prévoit pas" not in page


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--from", "2026-13", "--to", "2026-03"), "« 2026-13 » n’est pas un mois"),
        (("--from", "2026-03", "--to", "janvier"), "« janvier » n’est pas un mois"),
        (("--from", "2026-03", "--to", "2026-01"), "2026-01 vient avant 2026-03"),
        (("--from", "2026-03", "--to", "2999-01"), "au plus 120 mois"),
        (("--from", "2998-03", "--to", "2999-01"), "2999-01 n’est pas encore fini"),
        (("--from", "0001-01", "--to", "0001-02"), "« 0001-01 » n’est pas un mois"),
        (("--from", "2026-01", "--to", "2026-03", "--territory", "livradois"), "aucun territoire « livradois »"),
        (("--from", "2026-01", "--to", "2026-03", "--structure", "cc-amber"), "aucune structure « cc-amber »"),
    ],
)
def test_what_cannot_be_reported_on_is_said_in_one_line(
    cli: Run, store: Store, arguments: tuple[str, ...], told: str
) -> None:
    ran = cli("report", *arguments)
    assert ran.status == 2
    assert told in ran.err.replace("\u202f", " ").replace("\xa0", " ").replace("\n", " ")
    assert is_typeset(ran.err)
    assert ran.out == ""


def test_each_report_is_audited_and_one_that_overlaps_is_told(cli: Run, filled: Store) -> None:
    cli("report", "--from", "2026-01", "--to", "2026-02")
    assert cli("report", "--from", "2026-01", "--to", "2026-02").err == ""
    assert cli("report", "--from", "2026-03", "--to", "2026-03").err == ""
    overlaps = cli("report", "--from", "2026-02", "--to", "2026-03").err
    assert overlaps.count("qui recoupe ce rapport") == 2
    with filled.read() as work:
        assert len(work.audit.details_of("make_report")) == 4


def test_without_a_database_there_is_nothing_to_report_on(cli: Run) -> None:
    ran = cli("report", "--from", "2026-01", "--to", "2026-02")
    assert ran.status == 2
    assert "la base n’existe pas" in ran.err
