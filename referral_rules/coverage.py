"""Who does what: structures against sectors, stages and needs, with the holes.

A structure stands in a cell when a rule that reads one of the cell's facts, of a list this very value, proposes one of
its interlocutors in service to some possible profile of the cell. A cell has a hole when some possible profile of it is
left to the pivot alone. Both are proved, not sampled. Only people who named their commune are looked at: those who
didn't would put a hole into every cell of a territory whose rules all have a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from referral_rules.analysis.space import Space, open_space
from referral_rules.boxes import Among, ContainsAny
from referral_rules.coverage_holes import TABLE_BUDGET, WHOLE, Hole, measure
from referral_rules.facts import COMMUNE, INCONNU, FactKind
from referral_rules.regions import Condition, Region
from referral_rules.service import in_service, referents_in_service
from referral_rules.territory import Territory

SECTOR, STAGE = "secteur", "stade"
NEEDS = ("besoins_projet", "besoins_vie")

Place = tuple[tuple[str, str], ...]  # the facts and values that make a cell: a sector and a stage, or a need


class Role(StrEnum):
    """What a structure is for somebody of a cell; the first that is true."""

    REFERENT = "referent"
    APPUI = "appui"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The table.

    Attributes:
        structures: ids of the structures, in the directory's order.
        cells: the cells that hold somebody: sector × stage first, then the needs.
        roles: by structure and cell; no entry where the structure does nothing.
        holes: by cell; no entry where everybody has an interlocutor.
    """

    structures: tuple[str, ...]
    cells: tuple[Place, ...]
    roles: Mapping[tuple[str, Place], Role]
    holes: Mapping[Place, Hole]


def cover(territory: Territory, on: date, impossibilities: Iterable[Region] = ()) -> Coverage:
    """Makes the table of who does what on a day.

    Args:
        territory: a loaded territory.
        on: the day.
        impossibilities: regions in which there is nobody, as `find_impossibilities` makes them of the dialog.
    """
    cells = tuple(_cells(territory))
    regions = {cell: _region(territory, cell) for cell in cells}
    placeless = (Condition(COMMUNE, Among(frozenset({INCONNU}))),)
    space = open_space(territory, on, (*impossibilities, placeless), tuple(regions.values()))
    try:
        return _fill(space, regions)
    finally:
        space.encoding.close()


def _cells(territory: Territory) -> Iterator[Place]:
    facts = territory.rules.vocabulary.facts
    if SECTOR in facts and STAGE in facts:
        sectors = [*facts[SECTOR].values, *([INCONNU] if facts[SECTOR].unknown_allowed else [])]
        for sector in sectors:
            yield from (((SECTOR, sector), (STAGE, stage)) for stage in facts[STAGE].values)
    for name in NEEDS:
        if name in facts:
            yield from (((name, need),) for need in facts[name].values)


def _region(territory: Territory, cell: Place) -> Region:
    facts = territory.rules.vocabulary.facts
    return tuple(
        Condition(name, (ContainsAny if facts[name].kind is FactKind.MULTIPLE else Among)(frozenset({value})))
        for name, value in cell
    )


def _fill(space: Space, regions: Mapping[Place, Region]) -> Coverage:
    encoding, routing = space.encoding, space.routing
    tasks: dict[frozenset[int], dict[Role, dict[str, int]]] = {}
    roles: dict[tuple[str, Place], Role] = {}
    holes: dict[Place, Hole] = {}
    broken: list[Place] = []
    cells: list[Place] = []
    for cell, region in regions.items():
        here = [routing.days[0], *(encoding.condition(condition) for condition in region)]
        if not encoding.exists(here):
            continue
        cells.append(cell)
        readers = _readers(space, cell)
        if readers not in tasks:
            tasks[readers] = _tasks(space, readers)
        for role, literals in tasks[readers].items():
            roles |= {(name, cell): role for name, literal in literals.items() if encoding.exists([*here, literal])}
        if encoding.exists([*here, routing.uncovered]):
            holes[cell] = WHOLE
            if encoding.exists([*here, -routing.uncovered]):
                broken.append(cell)
    holes |= {cell: measure(space, regions[cell], TABLE_BUDGET // len(broken)) for cell in broken}
    return Coverage(tuple(space.territory.directory.structures), tuple(cells), roles, holes)


def _readers(space: Space, cell: Place) -> frozenset[int]:
    """Gives the rules that read one of the cell's facts: of a list, this value, as people have others besides."""
    facts = space.rules.vocabulary.facts
    return frozenset(
        number
        for number in space.routing.matched
        for fact, value in cell
        if (element := space.rule(number).box.get(fact)) is not None
        and (facts[fact].kind is not FactKind.MULTIPLE or value in element.values)
    )


def _tasks(space: Space, readers: Iterable[int]) -> dict[Role, dict[str, int]]:
    """Gives, by structure, « one of ours is an appui », then « is the referent », by one of these rules."""
    directory, routing = space.territory.directory, space.routing
    ways: dict[Role, dict[str, list[int]]] = {Role.APPUI: {}, Role.REFERENT: {}}
    for number in sorted(readers):
        rule, literal = space.rule(number), routing.winning.get(number, routing.matched[number])
        takers = (
            (Role.APPUI, in_service(directory, rule.appuis)),
            (Role.REFERENT, referents_in_service(directory, rule)),
        )
        for role, names in takers:
            for structure in {directory.interlocutors[name].structure.id for name in names}:
                ways[role].setdefault(structure, []).append(literal)
    return {
        role: {name: space.encoding.any_of(literals) for name, literals in found.items()}
        for role, found in ways.items()
    }
