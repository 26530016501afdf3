"""The table of who does what in a terminal: sectors by stages, needs, then a line a structure; no word is ever cut.

Columns are given their widths here: each gets its longest word first, then what is left goes where the text is longest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich import box
from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from bot.rules.coverage_table import ROLE_WORDS, WHOM, CoverageTable, Row, say_counted, title_of
from referral_rules.analysis.speech import typeset
from referral_rules.coverage import Role

SIGNS: Final = (
    "12 : référent ; (12) : appui ; trou 12 % : cette part n’a que le pivot ; trou 100 % : personne d’autre ; – : nul"
    " n’est dans ce cas, ou aucune règle ne lit ce besoin."
)
BORDERS: Final = 3  # characters that a column takes besides its text; and one at the end


def draw(table: CoverageTable, width: int) -> RenderableType:
    """Draw the table.

    Args:
        table: what to draw.
        width: of the terminal, in characters.
    """
    numbers = {name: str(number) for number, name in enumerate(table.structures, start=1)}
    sectors = [(group, rows) for group, rows in table.groups() if rows[0].sector]
    needs = [row for row in table.rows if not row.sector]
    title = typeset(" ; ".join([title_of(table), *table.asked[:1]]))
    parts: list[RenderableType] = [_folded(Text(title, style="bold"), width)]
    parts += [_folded(Text(line), width) for line in (*table.asked[1:], say_counted(table))]
    parts += [_legend(table, numbers), *(_folded(Text(line), width) for line in _notes(table))]
    if sectors:
        parts.append(_draw_sectors(sectors, numbers, width))
    if needs:
        rows = [[Text(typeset(f"{row.group} : {row.words}")), _cell(row, numbers)] for row in needs]
        parts.append(_fit(["besoin", "qui"], [[row] for row in rows], width))
    if holes := table.holes():
        parts.append(Text(typeset("\nÀ qui manque quelqu’un :"), style="bold"))
        parts += [_folded(Text(f"- {line}"), width) for line in holes]
    parts += [Text(typeset("\nCe que fait chaque structure :"), style="bold"), _draw_structures(table, numbers, width)]
    return Group(*parts)


def _draw_sectors(sectors: Sequence[tuple[str, Sequence[Row]]], numbers: Mapping[str, str], width: int) -> Table:
    stages = list(dict.fromkeys(row.words for _, rows in sectors for row in rows))
    lines = []
    for sector, rows in sectors:
        by_stage = {row.words: row for row in rows}
        cells = [_cell(by_stage[stage], numbers) if stage in by_stage else Text("–") for stage in stages]
        lines.append([[Text(sector), *cells]])
    return _fit(["secteur", *stages], lines, width)


def _draw_structures(table: CoverageTable, numbers: Mapping[str, str], width: int) -> Table:
    lines = []
    for name in table.structures:
        parts = [["", ROLE_WORDS[part.role], part.sectors or "–", part.needs or "–"] for part in table.parts(name)]
        parts[0][0] = f"{numbers[name]} {table.name(name)}"
        lines.append([[Text(typeset(cell)) for cell in cells] for cells in parts])
    return _fit(["structure", "rôle", "secteurs (stades)", "besoins"], lines, width)


def _cell(row: Row, numbers: Mapping[str, str]) -> Text:
    """Referents' numbers, those of appuis between brackets, how large a hole is."""
    by_role = {role: [numbers[name] for name, its in row.roles.items() if its is role] for role in Role}
    cell = Text(" ".join(by_role[Role.REFERENT]), style="bold")
    if by_role[Role.APPUI]:
        cell.append(f"{' ' if cell else ''}({' '.join(by_role[Role.APPUI])})", style="not bold dim")
    if row.gap is not None:
        part = row.gap.part.replace("moins de ", "<").replace("plus de ", ">")
        cell.append(f"{' ' if cell else ''}trou {part}", style="not bold dim" if row.gap.is_small else "bold red")
    return cell or Text("–")


def _legend(table: CoverageTable, numbers: Mapping[str, str]) -> Columns:
    names = [Text(f"{numbers[name]:>3}  {table.name(name)}", no_wrap=True) for name in table.structures]
    return Columns(names, column_first=True, padding=(0, 2))


def _notes(table: CoverageTable) -> list[str]:
    idle = (
        [f"Ni secteur, ni stade, ni besoin à elles : {', '.join(map(table.name, table.idle))}."] if table.idle else []
    )
    return list(map(typeset, (*idle, WHOM, SIGNS)))


def _fit(titles: Sequence[str], sections: Sequence[Sequence[Sequence[Text]]], width: int) -> Table:
    """A table whose columns hold their longest word; a terminal that is too narrow for that gets it wider.

    Args:
        titles: the columns.
        sections: lines that belong together, a ruler between them when one takes more than a line.
        width: of the terminal.
    """
    columns = [
        [Text(title), *(line[place] for section in sections for line in section)] for place, title in enumerate(titles)
    ]
    least = [max(len(word) for cell in column for word in cell.plain.split(" ")) for column in columns]
    whole = [max(len(cell) for cell in column) for column in columns]
    length = [sum(map(len, column)) for column in columns]
    widths = list(least)
    for _ in range(width - 1 - sum(least) - BORDERS * len(columns)):
        thirsty = [place for place in range(len(widths)) if widths[place] < whole[place]]
        if not thirsty:
            break
        widths[max(thirsty, key=lambda place: length[place] / widths[place])] += 1
    drawn = Table(*(Column(title, width=wide) for title, wide in zip(titles, widths, strict=True)), box=box.SQUARE)
    folded = [
        [[_folded(cell, wide) for cell, wide in zip(line, widths, strict=True)] for line in section]
        for section in sections
    ]
    has_rulers = any(len(section) > 1 or any("\n" in cell.plain for cell in section[0]) for section in folded)
    for section in folded:
        for line in section:
            drawn.add_row(*line)
        if has_rulers:
            drawn.add_section()
    return drawn


def _folded(text: Text, width: int) -> Text:
    """A text with line ends between its words; narrow spaces hold, where the terminal's own folding breaks them."""
    folded, used = Text(), 0
    for word in text.split(" "):
        if used and used + 1 + len(word) > width:
            folded.append("\n")
            used = 0
        elif used:
            folded.append(" ")
            used += 1
        folded.append_text(word)
        used += len(word)
    return folded
