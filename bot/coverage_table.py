"""The table of who does what, in the words that people read: for the terminal, a spreadsheet, or a page to print."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from referral_rules.analysis.sentences import say_day
from referral_rules.analysis.speech import typeset
from referral_rules.coverage import SECTOR, STAGE, Coverage, Hole, Place, Role
from referral_rules.territory import Territory

ROLE_WORDS: Final[Mapping[Role, str]] = {Role.REFERENT: "référent", Role.APPUI: "appui"}
HOLE_WORDS: Final[Mapping[Hole, str]] = {Hole.WHOLE: "trou", Hole.PARTLY: "trou en partie"}
HOLE_SIGNS: Final[Mapping[Hole, str]] = {Hole.WHOLE: "∅", Hole.PARTLY: "◐"}
WHOM: Final = "Il s’agit de qui a nommé sa commune ; une structure qui est les deux est notée « référent »."
WIDEST_WORD: Final = 13  # characters of « environnement », so that no word of a sector is cut
CSV_COLUMNS: Final = ("territoire", "secteur", "stade", "besoin", "trou")


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of sector and stage, or one need, with each structure's role in it.

    Attributes:
        group: the sector, or what kind of need, in words.
        words: the stage, or the need.
        sector: the sector in words; empty for a need.
        hole: how much of it is left to the pivot; None where everybody has somebody.
        roles: by the structure's id.
    """

    group: str
    words: str
    sector: str
    hole: Hole | None
    roles: Mapping[str, Role]


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """A territory's table on a day. `structures` are those that do something, `idle` the others."""

    territory: Territory
    on: date
    structures: tuple[str, ...]
    idle: tuple[str, ...]
    rows: tuple[Row, ...]

    def name(self, structure: str) -> str:
        """The name of a structure."""
        return self.territory.directory.structures[structure].name

    def groups(self) -> list[tuple[str, list[Row]]]:
        """The rows by their group, in order."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.group, []).append(row)
        return list(found.items())


def lay_out(territory: Territory, coverage: Coverage, on: date) -> CoverageTable:
    """Put a coverage into words."""
    busy = {structure for structure, _ in coverage.roles}
    return CoverageTable(
        territory=territory,
        on=on,
        structures=tuple(name for name in coverage.structures if name in busy),
        idle=tuple(name for name in coverage.structures if name not in busy),
        rows=tuple(_row(territory, coverage, cell) for cell in coverage.cells),
    )


def _row(territory: Territory, coverage: Coverage, cell: Place) -> Row:
    vocabulary = territory.rules.vocabulary
    facts = dict(cell)
    roles = {name: coverage.roles[name, cell] for name in coverage.structures if (name, cell) in coverage.roles}
    labels = {fact: vocabulary.label(fact, value, "fr") for fact, value in facts.items()}
    if SECTOR in facts:
        return Row(labels[SECTOR], labels[STAGE], labels[SECTOR], coverage.holes.get(cell), roles)
    need = next(iter(facts))
    return Row(vocabulary.words(need, "fr"), labels[need], "", coverage.holes.get(cell), roles)


def caption_of(table: CoverageTable) -> str:
    """What the table shows."""
    holes = sum(row.hole is not None for row in table.rows)
    counted = "sans trou" if not holes else f"{holes} lignes avec un trou" if holes > 1 else "1 ligne avec un trou"
    words = f"Qui fait quoi : {table.territory.name}, le {say_day(table.on)} ({len(table.rows)} lignes, {counted})"
    return typeset(words)


# -- a spreadsheet


def write_csv(tables: Iterable[CoverageTable]) -> str:
    """One line a row, one column a structure; the first line names the columns."""
    listed = list(tables)
    structures = {(table.territory.id, name): table.name(name) for table in listed for name in table.structures}
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow([*CSV_COLUMNS, *structures.values()])
    for table in listed:
        for row in table.rows:
            place = (row.sector, row.words, "") if row.sector else ("", "", row.words)
            hole = HOLE_WORDS[row.hole] if row.hole is not None else ""
            home = table.territory.id
            roles = [row.roles.get(name) if of == home else None for of, name in structures]
            words = [ROLE_WORDS[role] if role is not None else "" for role in roles]
            writer.writerow([table.territory.name, *place, hole, *words])
    return out.getvalue()


# -- a page to print


def write_html(tables: Sequence[CoverageTable]) -> str:
    """One HTML text that needs nothing else: a table a territory, with its caption and its headers' scopes."""
    environment = Environment(
        loader=PackageLoader("bot", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("coverage.html").render(
        tables=tables, caption=caption_of, note=typeset(WHOM), role_words=ROLE_WORDS, hole_words=HOLE_WORDS
    )


# -- the terminal


def draw(table: CoverageTable) -> RenderableType:
    """Sectors by stages, then needs; structures by their number, which the legend resolves."""
    numbers = {name: str(number) for number, name in enumerate(table.structures, start=1)}
    sectors = [(group, rows) for group, rows in table.groups() if rows[0].sector]
    needs = [row for row in table.rows if not row.sector]
    parts: list[RenderableType] = [Text(caption_of(table), style="bold"), _legend(table, numbers)]
    if sectors:
        parts.append(_draw_sectors(sectors, numbers))
    if needs:
        parts.append(_draw_needs(needs, numbers))
    return Group(*parts)


def _draw_sectors(sectors: Sequence[tuple[str, Sequence[Row]]], numbers: Mapping[str, str]) -> Table:
    stages = list(dict.fromkeys(row.words for _, rows in sectors for row in rows))
    columns = [Column(stage, overflow="fold") for stage in stages]
    drawn = Table(Column("secteur", overflow="fold", min_width=WIDEST_WORD), *columns, show_lines=True)
    for sector, rows in sectors:
        by_stage = {row.words: row for row in rows}
        cells = (_cell(by_stage[stage], numbers) if stage in by_stage else Text("–") for stage in stages)
        drawn.add_row(sector, *cells)
    return drawn


def _draw_needs(needs: Sequence[Row], numbers: Mapping[str, str]) -> Table:
    drawn = Table("besoin", "qui")
    for row in needs:
        drawn.add_row(f"{row.group} : {row.words}", _cell(row, numbers))
    return drawn


def _cell(row: Row, numbers: Mapping[str, str]) -> Text:
    """Referents' numbers, those of appuis between brackets, the sign of a hole."""
    by_role = {role: [numbers[name] for name, its in row.roles.items() if its is role] for role in Role}
    cell = Text(" ".join(by_role[Role.REFERENT]), style="bold")
    if by_role[Role.APPUI]:
        cell.append(f"{' ' if cell else ''}({' '.join(by_role[Role.APPUI])})", style="not bold dim")
    if row.hole is not None:
        cell.append(f"{' ' if cell else ''}{HOLE_SIGNS[row.hole]}", style="bold red")
    return cell


def _legend(table: CoverageTable, numbers: Mapping[str, str]) -> Text:
    lines = [f"{numbers[name]:>3}  {table.name(name)}" for name in table.structures]
    if table.idle:
        lines.append(f"Ni secteur, ni stade, ni besoin à elles : {', '.join(map(table.name, table.idle))}.")
    lines.append(WHOM)
    signs = f"{HOLE_SIGNS[Hole.WHOLE]} : personne, hors le pivot ; {HOLE_SIGNS[Hole.PARTLY]} : en partie."
    lines.append(f"12 : référent ; (12) : appui ; {signs}")
    return Text(typeset("\n".join(lines)))
