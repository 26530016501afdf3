"""Whether rules lean on what was agreed: a rule's box must lie within the convention rows of whom it proposes.

The question is decided exactly: is there a possible profile in the rule's box and in none of the rows? If so, it is
widened, so that the finding says whom nobody agreed to take.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from referral_rules.analysis.encoding import Encoding
from referral_rules.analysis.fields import build_fields
from referral_rules.analysis.space import order_of_freeing, plausible
from referral_rules.analysis.widening import Patch
from referral_rules.boxes import Box
from referral_rules.conventions import ConventionRow
from referral_rules.regions import Region, elements_by_fact, region_of
from referral_rules.rule import Rule, State
from referral_rules.territory import Territory


class Excess(StrEnum):
    """How far a rule goes beyond what its target agreed to."""

    UNAGREED = "unagreed"  # some of its profiles are in no row
    IN_PRINCIPLE = "in_principle"  # all of them are in some row, some only in principle
    NOTHING_WRITTEN = "nothing_written"  # the target's structure has no convention at all


@dataclass(frozen=True, slots=True)
class Overreach:
    """One rule that proposes somebody beyond their convention.

    Attributes:
        region: the profiles in question, widened; empty where nothing is written.
    """

    rule: Rule
    interlocutor: str
    excess: Excess
    region: Region = ()


def find_overreaches(territory: Territory, on: date, impossibilities: Iterable[Region] = ()) -> tuple[Overreach, ...]:
    """Lists where the active rules propose somebody beyond what they agreed to.

    A directory without any convention row is not measured: there is nothing to hold its rules against.

    Args:
        territory: a loaded territory.
        on: the day; rows that have not begun by then, or by the rule's first day, don't count.
        impossibilities: regions in which there is nobody, as `find_impossibilities` makes them of the dialog.
    """
    if not territory.directory.conventions:
        return ()
    measure = _Measure(territory, impossibilities)
    try:
        return tuple(measure.overreaches(on))
    finally:
        measure.encoding.close()


class _Measure:
    """The rules' and the rows' boxes over one space of profiles."""

    def __init__(self, territory: Territory, impossibilities: Iterable[Region]) -> None:
        self.territory = territory
        rules = territory.rules
        self.active = [rule for rule in rules.rules if rule.state is State.ACTIVE]
        boxes = [*(rule.box for rule in self.active), *(row.box for row in territory.directory.conventions)]
        regions = [region_of(box) for box in boxes]
        impossible = plausible(rules, regions, (*impossibilities, *territory.impossible), territory.communes)
        fields = build_fields(rules.vocabulary, territory.communes, elements_by_fact([*regions, *impossible]))
        self.encoding = Encoding(fields, impossible)
        self.order = order_of_freeing(rules, regions, fields)

    def overreaches(self, on: date) -> Iterator[Overreach]:
        directory = self.territory.directory
        for rule in self.active:
            day = max(on, rule.starts_on) if rule.starts_on is not None else on
            for target in (*rule.referents, *rule.appuis):
                structure = directory.interlocutors[target].structure.id
                if not directory.conventions_of(structure):
                    yield Overreach(rule, target, Excess.NOTHING_WRITTEN)
                    continue
                rows = [row for row in directory.mandates_of(target) if row.has_begun(day)]
                found = self._beyond(rule, target, rows)
                if found is not None:
                    yield found

    def _beyond(self, rule: Rule, target: str, rows: list[ConventionRow]) -> Overreach | None:
        firm = [row for row in rows if row.commitment.is_firm]
        lacking = self._left(rule.box, firm)
        if lacking is None:
            return None
        unagreed = self._left(rule.box, rows)
        if unagreed is None:
            return Overreach(rule, target, Excess.IN_PRINCIPLE, lacking)
        return Overreach(rule, target, Excess.UNAGREED, unagreed)

    def _left(self, box: Box, rows: list[ConventionRow]) -> Region | None:
        """Gives a widest part of a box that lies in none of the rows; None if there is none."""
        inside = self._literal(box)
        agreed = self.encoding.any_of(self._literal(row.box) for row in rows)
        model = self.encoding.find([inside, -agreed])
        if model is None:
            return None
        patch = Patch(self.encoding, model, self.order)
        elsewhere = self.encoding.any_of([-inside, agreed])
        patch.grow((elsewhere,))
        patch.tidy((), (elsewhere,))
        return patch.region()

    def _literal(self, box: Box) -> int:
        return self.encoding.all_of(self.encoding.element(fact, element) for fact, element in box.items())
