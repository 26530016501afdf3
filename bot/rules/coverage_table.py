"""The table of who does what, in the words that people read; to be read by sector and need, or by structure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from referral_rules.analysis.brief import say_briefly
from referral_rules.analysis.sentences import say_day
from referral_rules.analysis.speech import NARROW, typeset
from referral_rules.coverage import SECTOR, STAGE, Coverage, Place, Role
from referral_rules.coverage_holes import Hole
from referral_rules.geography import Geography
from referral_rules.territory import Territory

ROLE_WORDS: Final[Mapping[Role, str]] = {Role.REFERENT: "référent", Role.APPUI: "appui"}
WHOM: Final = (
    "Il s’agit de qui a nommé sa commune ; une structure qui est les deux est notée « référent ». Un trou se mesure en"
    " part des profils possibles que seul le pivot reçoit : de ce qu’on peut répondre, non des personnes qui viendront."
)
CSV_COLUMNS: Final = ("territoire", "secteur", "stade", "besoin", "trou", "trou en %", "trou pour qui", "règles")
SMALL: Final = f"moins de 1{NARROW}%"
HOLES_SUMMED_UP: Final = 6  # kinds of people told above the table
EXCEPT: Final = 3  # sectors or needs named as exceptions to all of them


@dataclass(frozen=True, slots=True)
class Gap:
    """A hole in words.

    Attributes:
        part: « 12 % », « moins de 1 % », « au moins 3 % »; « 100 % » is nobody.
        percent: the same as a number; the least when it isn't known exactly.
        whom: whom it concerns; empty when everybody.
        is_whole: there is nobody but the pivot.
    """

    part: str
    percent: float
    whom: str = ""
    is_whole: bool = False

    @property
    def is_small(self) -> bool:
        """Less than a hundredth of the cell, for certain."""
        return self.part == SMALL


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of sector and stage, or one need, with each structure's role in it.

    Attributes:
        group: the sector, or what kind of need, in words.
        words: the stage, or the need.
        sector: the sector in words; empty for a need.
        gap: what of it is left to the pivot; None where everybody has somebody.
        roles: by the structure's id.
    """

    group: str
    words: str
    sector: str
    gap: Gap | None
    roles: Mapping[str, Role]


@dataclass(frozen=True, slots=True)
class Part:
    """What one structure does in one role: sectors with their stages, and needs, in words; empty for none."""

    role: Role
    sectors: str
    needs: str


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """A territory's table on a day.

    Attributes:
        asked: which rules were asked, and what else there is to know of them.
        structures: those that do something; `idle` are the others.
        rows: sector × stage first, then the needs.
    """

    territory: Territory
    on: date
    asked: tuple[str, ...]
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

    def has_whom(self) -> bool:
        """Whether some hole concerns some people only."""
        return any(row.gap is not None and row.gap.whom for row in self.rows)

    def holes(self) -> list[str]:
        """Who lacks somebody, in how many cells and up to which part, the largest first.

        Everybody is in one cell of sector and stage; where there are such, those of needs would only say it again.
        """
        found: dict[str, list[Gap]] = {}
        for row in [row for row in self.rows if row.sector] or self.rows:
            if row.gap is not None:
                found.setdefault(row.gap.whom or "tout le monde", []).append(row.gap)
        order = sorted(found, key=lambda whom: (-max(gap.percent for gap in found[whom]), -len(found[whom])))
        told = []
        for whom in order[:HOLES_SUMMED_UP]:
            most = max(found[whom], key=lambda gap: gap.percent).part
            up_to = f"jusqu’à {most}" if most[0].isdigit() else most
            many = f"{len(found[whom])} lignes, {up_to}" if len(found[whom]) > 1 else f"1 ligne, {most}"
            told.append(typeset(f"{whom} ({many})"))
        if len(order) > HOLES_SUMMED_UP:
            told.append("d’autres encore, ligne par ligne dans le tableau")
        return told

    def parts(self, structure: str) -> list[Part]:
        """What a structure does, as referent, then as appui."""
        return [
            Part(role, self._sectors(structure, role), self._needs(structure, role))
            for role in Role
            if any(row.roles.get(structure) is role for row in self.rows)
        ]

    def _sectors(self, structure: str, role: Role) -> str:
        """« commerce, restauration (étude à activité) ; tourisme (tous stades) »."""
        stages = list(dict.fromkeys(row.words for row in self.rows if row.sector))
        spans: dict[str, list[str]] = {}
        groups = [(group, rows) for group, rows in self.groups() if rows[0].sector]
        for sector, rows in groups:
            held = [row.words for row in rows if row.roles.get(structure) is role]
            if held:
                span = "tous stades" if len(held) == len(rows) else _span(held, stages)
                spans.setdefault(span, []).append(sector)
        every = [sector for sector, _ in groups]
        return " ; ".join(f"{_listed(sectors, every, 'tous secteurs')} ({span})" for span, sectors in spans.items())

    def _needs(self, structure: str, role: Role) -> str:
        """« attend : financer, un local ; vie : logement »."""
        told = []
        for kind, rows in self.groups():
            held = [row.words for row in rows if not row.sector and row.roles.get(structure) is role]
            if held:
                told.append(f"{kind} : {_listed(held, [row.words for row in rows], 'tout')}")
        return " ; ".join(told)


def lay_out(
    territory: Territory, coverage: Coverage, on: date, asked: Iterable[str] = (), geography: Geography | None = None
) -> CoverageTable:
    """Put a coverage into words.

    Args:
        territory: the territory.
        coverage: its coverage.
        on: the day.
        asked: lines that say which rules were asked.
        geography: gives the names of communes.
    """
    busy = {structure for structure, _ in coverage.roles}
    return CoverageTable(
        territory=territory,
        on=on,
        asked=tuple(map(typeset, asked)),
        structures=tuple(name for name in coverage.structures if name in busy),
        idle=tuple(name for name in coverage.structures if name not in busy),
        rows=tuple(_row(territory, coverage, cell, geography) for cell in coverage.cells),
    )


def _row(territory: Territory, coverage: Coverage, cell: Place, geography: Geography | None) -> Row:
    vocabulary = territory.rules.vocabulary
    facts = dict(cell)
    roles = {name: coverage.roles[name, cell] for name in coverage.structures if (name, cell) in coverage.roles}
    labels = {fact: vocabulary.label(fact, value, "fr") for fact, value in facts.items()}
    hole = coverage.holes.get(cell)
    gap = _gap(hole, territory, geography) if hole is not None else None
    if SECTOR in facts:
        return Row(labels[SECTOR], labels[STAGE], labels[SECTOR], gap, roles)
    need = next(iter(facts))
    return Row(vocabulary.words(need, "fr"), labels[need], "", gap, roles)


def _gap(hole: Hole, territory: Territory, geography: Geography | None) -> Gap:
    percent = hole.share.part * 100
    if hole.is_whole:
        return Gap(f"100{NARROW}%", percent, is_whole=True)
    whom = say_briefly(hole.whom, territory, geography, hole.widest)
    return Gap(_part(percent, exact=hole.share.exact), percent, whom if hole.is_all else f"notamment {whom}")


def _part(percent: float, *, exact: bool) -> str:
    """A part that is neither nothing nor everything."""
    if not exact:
        return typeset(f"au moins {int(percent)} %") if percent >= 1 else "non mesuré"
    if percent < 1:
        return SMALL
    return typeset("plus de 99 %" if percent > 99 else f"{percent:.0f} %")


def _span(held: Sequence[str], stages: Sequence[str]) -> str:
    """Some stages: a run of three or more by its ends."""
    first, last = stages.index(held[0]), stages.index(held[-1])
    is_run = last - first + 1 == len(held) and len(held) > 2
    return f"{held[0]} à {held[-1]}" if is_run else ", ".join(held)


def _listed(held: Sequence[str], every: Sequence[str], all_words: str) -> str:
    missing = [words for words in every if words not in held]
    if not missing:
        return all_words
    if len(missing) <= EXCEPT < len(held):
        return f"{all_words} sauf {', '.join(missing)}"
    return ", ".join(held)


def title_of(table: CoverageTable) -> str:
    """What the table shows."""
    return typeset(f"Qui fait quoi : {table.territory.name}, le {say_day(table.on)}")


def say_counted(table: CoverageTable) -> str:
    """How many lines have a hole, and how many of these are whole or small."""
    gaps = [row.gap for row in table.rows if row.gap is not None]
    small, whole = sum(gap.is_small for gap in gaps), sum(gap.is_whole for gap in gaps)
    said = f"{len(table.rows)} lignes, {len(gaps)} avec un trou" if gaps else f"{len(table.rows)} lignes, sans trou"
    if whole:
        said += f" ; {whole} où il n’y a que le pivot"
    if small:
        said += f" ; {small} où le trou est de {SMALL}"
    return typeset(f"{said}.")


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
            hole = (row.gap.part, _number(row.gap.percent), row.gap.whom) if row.gap is not None else ("", "", "")
            home = table.territory.id
            roles = [row.roles.get(name) if of == home else None for of, name in structures]
            words = [ROLE_WORDS[role] if role is not None else "" for role in roles]
            writer.writerow([table.territory.name, *place, *hole, " ".join(table.asked), *words])
    return out.getvalue()


def _number(percent: float) -> str:
    """As a French spreadsheet reads a number."""
    return f"{percent:.4g}".replace(".", ",")
