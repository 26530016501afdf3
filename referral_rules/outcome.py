"""What a proposal comes to, by names alone, while everybody in service is there: what two revisions are compared by.

Somebody's referents are those of the rule through which they get one: with several, whose turn it is changes nothing
in the rules. Whoever is not in service has given way to their substitutes already.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from referral_rules.evaluate import propose
from referral_rules.facts import COMMUNE, INCONNU, Facts, OneOf
from referral_rules.rule import PIVOT_RULE
from referral_rules.service import Referents, referents_of
from referral_rules.territory import Territory

OUTSIDE: Referents = ()  # stands for the referents of somebody beyond the territory


class Extra(StrEnum):
    """What is proposed besides the referent."""

    APPUI = "appui"
    PROGRAMME = "parcours"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whom and what somebody is proposed.

    Attributes:
        referents: who may be their referent; `OUTSIDE` beyond the territory.
        foremost: who of these is proposed first; None beyond the territory.
        extras: the appuis and programmes by id; all that the proposal holds, those behind « Voir aussi » too.
    """

    referents: Referents
    foremost: str | None = None
    extras: frozenset[tuple[Extra, str]] = frozenset()

    def gained_over(self, before: Outcome) -> frozenset[tuple[Extra, str]]:
        """Lists what is proposed here only."""
        return self.extras - before.extras

    def lost_since(self, before: Outcome) -> frozenset[tuple[Extra, str]]:
        """Lists what was proposed before only; an appui who is the referent now is not lost."""
        lost = before.extras - self.extras
        return lost if self.foremost is None else lost - {(Extra.APPUI, self.foremost)}


def outcome_of(territory: Territory, facts: Facts, on: date) -> Outcome:
    """Evaluates what is known of a person, as `propose` does when nobody is away and nobody has had a case yet."""
    place = facts.get(COMMUNE, INCONNU)
    places = place.values if isinstance(place, OneOf) else {place}
    if INCONNU not in places and territory.communes.isdisjoint(places):
        return Outcome(OUTSIDE)
    proposal = propose(territory, facts, on)
    through = proposal.referent.rule
    referents: Referents = (proposal.referent.interlocutor,)
    if through != PIVOT_RULE:
        rule = next(rule for rule in territory.rules.rules if rule.id == through)
        referents = referents_of(territory.directory, rule)
    return Outcome(
        referents,
        proposal.referent.interlocutor,
        frozenset(
            [
                *((Extra.APPUI, target.interlocutor) for target in proposal.complementary),
                *((Extra.PROGRAMME, target.programme) for target in proposal.programmes),
            ]
        ),
    )
