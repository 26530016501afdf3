"""What a workbook would change, told before anything is written: rows and cells, then people, then files. In French."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from difflib import unified_diff
from itertools import groupby
from typing import Final

from bot.rules.comparison import compare
from dialogs.world import World
from referral_rules.analysis.sentences import say_day
from referral_rules.errors import DefinitionErrors
from referral_rules.loader import load_territory
from referral_rules.sheets import Change, RowChange, SheetsError, sheet_changes
from referral_rules.sheets.findings import typeset
from referral_rules.territory import Territory

SHOWN: Final = 70  # characters shown of a cell
BEFORE_DIFFERENCE: Final = 20  # of which so many before the place where a long text differs
SUMMARY: Final = 160  # characters of a row that comes or goes
INDENT: Final = "  "


def preview(
    before: Mapping[str, str], after: Mapping[str, str], world: World, on: date, lines_of: Collection[str]
) -> Iterator[str]:
    """Tells what becomes otherwise when a territory's sources become other ones.

    Args:
        before: the sources as they are; empty for a territory that isn't there yet.
        after: the sources as they shall be; they load.
        world: gives vocabulary, communes and dialog.
        on: the day people are referred on.
        lines_of: files whose lines are shown too.
    """
    yield from map(typeset, _rows(before, after, world))
    yield ""
    yield from map(typeset, _moves(before, after, world, on))
    yield ""
    yield from map(typeset, _files(before, after))
    for name in _differing(before, after):
        if name in lines_of:
            yield ""
            yield from _diff(name, before, after)


def _rows(before: Mapping[str, str], after: Mapping[str, str], world: World) -> Iterator[str]:
    if not before:
        yield "Un territoire de plus."
        return
    try:
        changes = sheet_changes(before, after, world.vocabulary)
    except SheetsError as error:
        yield f"Le dossier ne se lit pas tel qu’il est : {error}"
        return
    if not changes:
        yield "Aucune ligne des feuilles ne change."
    for sheet, rows in groupby(changes, key=lambda row: row.sheet):
        yield sheet
        for row in rows:
            yield from (INDENT + line for line in _row(row))


def _row(row: RowChange) -> Iterator[str]:
    if row.change is Change.EDITED:
        yield f"changée : {row.name}"
        for cell in row.cells:
            yield f"{INDENT}{cell.heading} : {_cell(cell.before, cell.after)} → {_cell(cell.after, cell.before)}"
        return
    told = " ; ".join(f"{cell.heading} : {' '.join((cell.before or cell.after).split())}" for cell in row.cells)
    shown = told if len(told) <= SUMMARY else told[: SUMMARY - 1] + "…"
    yield f"{row.change.value} : {row.name}" + (f" ({shown})" if shown else "")


def _cell(text: str, other: str) -> str:
    """A cell's text; of a long one, the part around the first place where it differs from the other."""
    flat, beside = " ".join(text.split()), " ".join(other.split())
    if not flat:
        return "(vide)"
    pairs = enumerate(zip(flat, beside, strict=False))
    alike = next((index for index, (one, two) in pairs if one != two), min(len(flat), len(beside)))
    start = max(0, alike - BEFORE_DIFFERENCE) if max(len(flat), len(beside)) > SHOWN else 0
    shown = flat[start : start + SHOWN]
    return f"« {'…' if start else ''}{shown}{'…' if start + SHOWN < len(flat) else ''} »"


def _moves(before: Mapping[str, str], after: Mapping[str, str], world: World, on: date) -> Iterator[str]:
    old, new = _load(before, world), _load(after, world)
    if new is None or old is None:
        if before:
            yield "Les règles du dossier ont des erreurs : on ne peut pas dire qui serait orienté autrement."
        return
    yield f"Ce que cela change pour les gens, le {say_day(on)} :"
    yield from (f"{INDENT}- {sentence}" for sentence in compare(world, old, new, on).people)


def _load(sources: Mapping[str, str], world: World) -> Territory | None:
    try:
        return load_territory(sources, world.vocabulary, world.geography) if sources else None
    except DefinitionErrors:
        return None


def _files(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    yield "Fichiers qui changent :"
    for name in _differing(before, after):
        lines = [line for line in _diff(name, before, after) if not line.startswith(("---", "+++"))]
        coming = sum(line.startswith("+") for line in lines)
        going = sum(line.startswith("-") for line in lines)
        if name not in before:
            yield f"{INDENT}{name} : nouveau, {_count(coming)}"
        elif name not in after:
            yield f"{INDENT}{name} : supprimé"
        else:
            told = [f"{_count(coming)} en plus"] * bool(coming) + [f"{_count(going)} en moins"] * bool(going)
            yield f"{INDENT}{name} : {', '.join(told) or 'les fins de ligne'}"


def _count(lines: int) -> str:
    return f"{lines} ligne" if lines == 1 else f"{lines} lignes"


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]


def _diff(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    old, new = before.get(name, "").splitlines(), after.get(name, "").splitlines()
    yield from unified_diff(old, new, f"avant/{name}", f"après/{name}", lineterm="")
