"""From a line of the sources to the cell that says the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from referral_rules.errors import Finding, Report
from referral_rules.french import mend_in_french, say_in_french
from referral_rules.saying import Saying
from referral_rules.sheets.cells import Plain, render
from referral_rules.sheets.columns import SETTINGS, UNNAMED, VALUE, Column, Layout
from referral_rules.sheets.findings import CellFinding, quoted, typeset
from referral_rules.sheets.settings import SETTINGS_BY_NAME
from referral_rules.sheets.tables import Row, Step, Tables
from referral_rules.sheets.workbook import column_letters
from referral_rules.source import Entries, Items, Node, read_source

FILL_IN = "Remplissez cette case."
MEANT: Mapping[str, tuple[str, ...]] = {  # the columns that these findings speak of without naming them
    "the rule ends before it starts": ("valable_au",),
    "the row ends before it starts": ("au",),
    "programme {name!r} ends before it starts": ("au",),
    "{key!r} is for the default rule": ("regle_par_defaut",),
    "{name!r} is no interlocutor of {structure!r}": ("interlocuteur_propose",),
    "an outside contact has 'departement' or 'partout: vrai'": ("departement",),
    "{structure!r} has nobody to propose": ("regle_par_defaut",),
    "the territory lacks its fallback": ("pivot",),
    "the territory lacks its EPCIs": ("epci",),
}
MENDS: Mapping[str, str] = {  # of what is written otherwise in a cell than in a file
    'write {{de: "08:30", a: "19:00"}}': "Écrivez par exemple 08:30 et 19:00 ; ou videz les deux cases.",
    "write e.g. [2, 4]": "Écrivez par exemple 2, 4.",
    'write "" or "Alsace-Moselle"': "Écrivez Alsace-Moselle, ou videz la case.",
    "remove it; this kind is told by {keys}": "Videz cette case : ce constat se désigne par {keys}.",
    "add one of: {keys}": "Dites desquels il s’agit : remplissez {keys}.",
    "add 'si:' or 'territoire:'": "Remplissez au moins une case de lieu ou de condition.",
}


_CALLED = {"si": "un fait", "territoire": "un lieu"}


@dataclass(frozen=True, slots=True)
class _Spot:
    """A cell that may be meant by a line; `written` tells whether it has a line of its own."""

    place: str
    column: Column
    text: str
    written: bool


class CellPlaces:
    """Finds the cell behind a finding of the loader.

    Args:
        sources: the sources that were loaded.
        written: their rows, with their places in the sources.
        shown: the rows of the sheets, with their numbers.
        headings: the headings of each sheet in the order of its columns.
        all_layouts: the columns of each sheet.
    """

    def __init__(
        self,
        sources: Mapping[str, str],
        written: Tables,
        shown: Tables,
        headings: Mapping[str, Sequence[str]],
        all_layouts: Mapping[str, Layout],
    ) -> None:
        self._headings = headings
        self._roots = {name: read_source(text, name, Report()) for name, text in sources.items()}
        self._spots: dict[tuple[str, int], list[_Spot]] = {}
        for sheet, rows in written.items():
            left = list(shown[sheet])
            for row in rows:
                same = next(
                    (one for one in left if one.key == row.key and (sheet not in UNNAMED or one.values == row.values)),
                    None,
                )
                if same is not None:
                    left.remove(same)
                    self._add_row(all_layouts[sheet], row, same.number)

    def say(self, finding: Finding) -> CellFinding:
        """Says a finding in French, at its cell; at its file and line if no sheet shows it."""
        spot = self._spot(finding)
        place = spot.place if spot else f"{finding.file}:{finding.line}"
        mend = FILL_IN if spot is not None and not spot.written else mend_in_french(finding)
        if spot is not None and finding.mend is not None and finding.mend.template in MENDS:
            mend = typeset(_cell_mend(finding.mend))
        return CellFinding(place, finding.severity, say_in_french(finding.message), mend)

    def _spot(self, finding: Finding) -> _Spot | None:
        words, quoted = set(finding.message.words()), set(finding.message.quoted())
        meant = MEANT.get(finding.message.template, ())
        best: _Spot | None = None
        best_score = -1
        for spot in self._spots.get((finding.file, finding.line), ()):
            named = {spot.column.heading, spot.column.path[-1] if spot.column.path else ""} & words
            score = 2 * bool(named) + 3 * any(word in spot.text for word in quoted) + (spot.text in quoted)
            if not spot.written:
                score = 4 if spot.column.heading in quoted else -1
            if spot.column.heading in meant:
                score = 5
            if score > best_score:
                best, best_score = spot, score
        return best

    def _add_row(self, layout: Layout, row: Row, number: int) -> None:
        node = _node_at(self._roots.get(row.file), row.path)
        if not isinstance(node, Entries) or not number:  # a row of no sheet: the workbook is older
            return
        headings = self._headings.get(layout.sheet, ())
        if layout.sheet == SETTINGS:
            self._add_setting(node, row, f"{SETTINGS}!{column_letters(headings.index(VALUE))}{number}")
            return
        shown = {column.path[0] for column in layout.columns if column.path}
        elsewhere = {line for key, line in node.lines.items() if key not in shown}  # examples have a sheet of their own
        for column in layout.columns:
            if column.heading not in headings:
                continue
            place = f"{layout.sheet}!{column_letters(headings.index(column.heading))}{number}"
            text = _shown(column, row.values.get(column.heading))
            lines = set(_lines_at(node, column.path)) if column.path else set()
            for line in lines or {node.line, *elsewhere}:
                self._spots.setdefault((row.file, line), []).append(_Spot(place, column, text, bool(lines)))

    def _add_setting(self, node: Entries, row: Row, place: str) -> None:
        column = SETTINGS_BY_NAME[row.key[0]].column
        text = _shown(column, row.values.get(VALUE))
        lines = set(_lines_at(node, column.path))
        for line in lines or {node.line}:
            self._spots.setdefault((row.file, line), []).append(_Spot(place, column, text, bool(lines)))


def _cell_mend(mend: Saying) -> str:
    """Says a mend in the words of the sheets: conditions and places have a column each there."""
    keys = dict(mend.parts).get("keys", ())
    named = [_CALLED.get(str(key), quoted(str(key))) for key in keys] if isinstance(keys, tuple) else []
    return MENDS[mend.template].replace("{keys}", ", ".join(named))


def _shown(column: Column, value: Plain | None) -> str:
    return "" if value is None else render(column.kind, value)


def _node_at(node: Node | None, path: tuple[Step, ...]) -> Node | None:
    for step in path:
        if isinstance(node, Entries) and isinstance(step, str):
            node = node.entries.get(step)
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def _lines_at(node: Node, path: tuple[str, ...]) -> Iterator[int]:
    """The lines that a finding about the value at `path` may name."""
    *outer, last = path
    around: list[int] = []
    for step in outer:
        if not isinstance(node, Entries) or step not in node.entries:
            return
        around.append(node.lines[step])
        node = node.entries[step]
    if isinstance(node, Entries) and last in node.entries:
        yield from around
        yield node.lines[last]
        yield from _lines_of(node.entries[last])


def _lines_of(node: Node) -> Iterator[int]:
    yield node.line
    if isinstance(node, Items):
        for item in node.items:
            yield from _lines_of(item)
    elif isinstance(node, Entries):
        yield from node.lines.values()
        for value in node.entries.values():
            yield from _lines_of(value)
