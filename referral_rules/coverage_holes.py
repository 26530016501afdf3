"""How large the hole of a cell is, and whom it concerns: what nobody but the pivot takes, counted and said as a region.

The part is counted among the possible profiles of the cell, all alike: it says how much of what people can answer has
no rule, not how many people will come. Whom it concerns is the largest of a few widened witnesses, each as large as it
can grow inside the cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from referral_rules.analysis.counting import Count, Share, count_outside
from referral_rules.analysis.gaps import divide
from referral_rules.analysis.space import Space
from referral_rules.analysis.widening import Patch
from referral_rules.regions import Region, region_of

TABLE_BUDGET = 100_000  # nodes of the largest count of every hole of a table together: about a second
PARTS_LOOKED_AT = 4  # of one hole; the largest is said


@dataclass(frozen=True, slots=True)
class Hole:
    """What is left to the pivot alone in a cell.

    Attributes:
        share: its part of the cell's possible profiles; 1 when nobody else takes anybody.
        whom: the largest part of it that was found, as what tells it apart within the cell; empty when it is whole.
        widest: the same people, with the answers that nobody of them can give left in: what is missing here is taken.
        is_all: `whom` is all of it; else there are others.
    """

    share: Share
    whom: Region = ()
    widest: Region = ()
    is_all: bool = True

    @property
    def is_whole(self) -> bool:
        """Nobody of the cell has anybody but the pivot."""
        return self.share.exact and self.share.part == 1


WHOLE = Hole(Share(1.0, exact=True))


def measure(space: Space, cell: Region, budget: int) -> Hole:
    """Measures the hole of a cell of which a part is left to the pivot, and a part is not.

    Args:
        space: the rules; the first interval is the day.
        cell: the region of the cell.
        budget: the most nodes to open for one count.
    """
    taken = list(map(region_of, space.routing.taking_boxes(0)))
    possible = _count(space, cell, budget)
    if not possible.exact:  # then rather too many than too few, so that the share is never too large
        outside = [(condition.negated(),) for condition in cell]
        possible = replace(count_outside(space.fields, outside, budget), exact=False)
    parts = [
        (divide(_count(space, (*cell, *part), budget), possible), part, wide) for part, wide in _parts(space, cell)
    ]
    largest, whom, widest = max(parts, key=lambda part: part[0].part)
    share = divide(_count(space, cell, budget, taken), possible)
    if not share.exact:
        share = Share(max(share.part, largest.part), exact=False)
    encoding = space.encoding
    others = -encoding.all_of(encoding.condition(condition) for condition in whom)
    is_all = not encoding.exists([*_here(space, cell), space.routing.uncovered, others])
    return Hole(share, whom, widest, is_all=is_all)


def _count(space: Space, region: Region, budget: int, taken: Sequence[Region] = ()) -> Count:
    """Counts the possible profiles of a region that lie in none of the boxes."""
    outside = [(condition.negated(),) for condition in region]
    return count_outside(space.fields, [*space.impossible, *outside, *taken], budget)


def _parts(space: Space, cell: Region) -> list[tuple[Region, Region]]:
    """Finds some parts of a cell's hole, each with its widest form; each holds somebody whom those before don't."""
    encoding, routing = space.encoding, space.routing
    here = _here(space, cell)
    sought = encoding.variable()
    named = {condition.fact for condition in cell}
    parts: list[tuple[Region, Region]] = []
    while len(parts) < PARTS_LOOKED_AT:
        model = encoding.find([*here, routing.uncovered, sought])
        if model is None:
            break
        patch = Patch(encoding, model, [*named, *(fact for fact in space.order if fact not in named)])
        patch.grow((*here, -routing.uncovered))
        encoding.require(-sought, *patch.blocking())
        widest = patch.region()
        patch.tidy(here, (-routing.uncovered,))
        parts.append((patch.region(), widest))
    encoding.require(-sought)
    return parts


def _here(space: Space, cell: Region) -> list[int]:
    """The literals that hold exactly in the cell, on the first day."""
    return [space.routing.days[0], *(space.encoding.condition(condition) for condition in cell)]
