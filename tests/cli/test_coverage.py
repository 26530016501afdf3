"""`coverage`: who does what, as a page, a spreadsheet and in a terminal; the size of its holes."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.settings import PACKAGED_TERRITORIES
from dialogs.world import World
from tests.cli.conftest import Run
from tests.cli.what_if import read_csv
from tests.referred_cases import LF


class TableReader(HTMLParser):
    """Reads tables as a screen reader would: captions, headers with their scopes, cells, and the words of each row."""

    def __init__(self) -> None:
        super().__init__()
        self.captions = 0
        self.scopes: list[set[str | None]] = []
        self.columns: list[int] = []
        self.rows: list[list[int]] = []
        self.words: list[list[str]] = []
        self._spanned = 0
        self._is_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self.scopes.append(set())
            self.columns.append(0)
            self.rows.append([])
        elif tag == "caption":
            self.captions += 1
        elif tag == "th":
            self.scopes[-1].add(given.get("scope"))
            self.columns[-1] += given.get("scope") == "col"
        if tag == "tr":
            self.rows[-1].append(1 if self._spanned else 0)
            self.words.append([])
            self._spanned = max(0, self._spanned - 1)
        elif tag in ("td", "th"):
            self._is_cell = True
            self.words[-1].append("")
            self.rows[-1][-1] += 1
            if "rowspan" in given:
                self._spanned = int(given["rowspan"] or 1) - 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._is_cell = False

    def handle_data(self, data: str) -> None:
        if self._is_cell:
            self.words[-1][-1] += data


def alone_in_farming(old: Path, *more: str) -> None:
    """Leave the territory with a rule for farming, and these."""
    for file in (old / "regles").glob("*.yaml"):
        file.unlink()
    rules = ("{regle: terre, titre: T, si: {secteur: [agriculture]}, referent: cc-ambert.accueil, motif: X.}", *more)
    (old / "regles" / "terre.yaml").write_text("".join(f"- {rule}\n" for rule in rules), "utf-8")


STARTING_UP = "{regle: creer, titre: C, si: {forme_du_projet: [creation]}, referent: cc-ambert.accueil, motif: X.}"


def test_coverage_is_a_page_that_can_be_read_without_seeing_it(cli: Run) -> None:
    ran = cli("coverage", "--format", "html")
    assert ran.status == 0
    reader = TableReader()
    reader.feed(ran.out)
    assert reader.captions == len(reader.rows) == 2
    assert reader.scopes == [{"col", "rowgroup", "row"}] * 2
    assert [set(rows) for rows in reader.rows] == [{count} for count in reader.columns]
    assert 'lang="fr"' in ran.out
    assert "http" not in ran.out
    assert ran.out.count("<h1") == 1


def test_the_page_of_several_territories_leads_to_each(cli: Run) -> None:
    ran = cli("coverage", str(PACKAGED_TERRITORIES), "--format", "html")
    assert ran.out.count("<h1") == 1
    for name in sorted(path.name for path in PACKAGED_TERRITORIES.iterdir() if path.is_dir()):
        assert f'<a href="#{name}">' in ran.out
        assert f'<section id="{name}"' in ran.out


def test_a_structure_is_read_across_in_the_page_and_in_the_terminal(cli: Run) -> None:
    reader = TableReader()
    reader.feed(cli("coverage", "--format", "html").out)
    (farmers,) = [words for words in reader.words if words and words[0].startswith("Chambre d’agriculture du Puy")]
    assert farmers[1:] == ["référent", "tous secteurs (montage à activité)", ""]
    lines = cli("coverage", COLUMNS="160").out.replace("\u202f", " ").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("│ structure"))
    line = next(line for line in lines[start:] if "Conseil en évolution" in line)
    assert [cell.strip() for cell in line.split("│")][2:5] == [
        "appui",
        "tous secteurs (envie à étude)",
        "attend : se former",
    ]


def test_coverage_as_csv_has_a_line_a_place_and_a_column_a_structure(cli: Run, world: World) -> None:
    rows = read_csv(cli("coverage", "--format", "csv", "--on", "2026-11-22").out)
    assert [*rows[0]][:5] == ["territoire", "secteur", "stade", "besoin", "trou"]
    farming = next(row for row in rows if (row["secteur"], row["stade"]) == ("agriculture", "étude"))
    assert farming["Point accueil installation du Puy-de-Dôme"] == "référent"
    assert farming["Chambre d’agriculture du Puy-de-Dôme"] == "appui"
    needs = world.vocabulary.facts["besoins_projet"].values + world.vocabulary.facts["besoins_vie"].values
    assert sum(bool(row["besoin"]) for row in rows) == len(needs)
    assert {row["besoin"] for row in rows if row["besoin"] and row["Adie (microcrédit)"]} == {"financer"}


def test_coverage_measures_the_holes_and_says_for_whom(cli: Run, old: Path) -> None:
    alone_in_farming(old, STARTING_UP)
    rows = read_csv(cli("coverage", "--format", "csv").out.replace("\u202f", " "))
    by_sector = {row["secteur"]: row for row in rows if row["stade"] == "étude"}
    commerce = by_sector["commerce"]
    assert by_sector["agriculture"]["trou"] == by_sector["agriculture"]["trou pour qui"] == ""
    assert commerce["trou pour qui"] == "forme du projet : tout sauf création"
    percent = float(commerce["trou en %"].replace(",", "."))
    assert 1 < percent < 99
    assert commerce["trou"] == f"{percent:.0f} %"
    shown = cli("coverage", COLUMNS="160").out.replace("\u202f", " ")
    assert f"trou {percent:.0f} %" in shown
    assert "- forme du projet : tout sauf création (" in shown
    page = cli("coverage", "--format", "html").out.replace("\u202f", " ")
    assert f'<td class="part hole">{percent:.0f} %</td>' in page
    assert '<td class="whom">forme du projet : tout sauf création</td>' in page


def test_where_there_is_nobody_but_the_pivot_the_hole_is_whole(cli: Run, old: Path) -> None:
    alone_in_farming(old)
    rows = read_csv(cli("coverage", "--format", "csv").out.replace("\u202f", " "))
    by_sector = {row["secteur"]: row["trou"] for row in rows if row["stade"] == "étude"}
    assert by_sector["commerce"] == "100 %"
    assert by_sector["agriculture"] == ""
    assert "trou 100 %" in cli("coverage", COLUMNS="160").out.replace("\u202f", " ")
    assert "moins de 1 %" not in cli("coverage").out.replace("\u202f", " ")


def test_a_hole_of_nearly_nobody_is_not_shown_as_a_large_one(cli: Run) -> None:
    rows = read_csv(cli("coverage", str(PACKAGED_TERRITORIES / "diois-crestois"), "--format", "csv").out)
    assert {row["trou"] for row in rows} == {"", "moins de 1\u202f%"}


@pytest.mark.parametrize("columns", [80, 100, 160])
def test_coverage_in_the_terminal_cuts_no_word(cli: Run, columns: int) -> None:
    ran = cli("coverage", "--territory", LF, COLUMNS=str(columns))
    assert ran.status == 0
    assert max(map(len, ran.out.splitlines())) <= columns
    words = set(ran.out.replace("│", " ").split())
    assert {"environnement", "lancement", "activité", "installation", "référent", "déplacements"} <= words
    assert "…" not in ran.out
    assert not any(line.lstrip("│ ").startswith((";", "»", "%")) for line in ran.out.splitlines())


def test_coverage_of_an_unknown_territory_is_refused(cli: Run) -> None:
    assert cli("coverage", "--territory", "nulle-part").status == 2
