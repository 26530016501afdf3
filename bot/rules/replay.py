"""Replay: cases that were really routed, routed again under two revisions of the rules.

Reads what the rules may read of a case and nothing else: no name, no word of anybody's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from bot.rules.case_facts import facts_for_rules
from dialogs.world import World
from referral_rules.analysis.change_sentences import say_extra_name, say_referents
from referral_rules.analysis.speech import typeset
from referral_rules.facts import COMMUNE, Facts
from referral_rules.geography import Geography
from referral_rules.outcome import Extra, outcome_of
from referral_rules.service import Referents
from referral_rules.territory import Territory

CASES_REPLAYED: Final = 500  # the last ones, some years of a rural territory; `diff --help` names the number too

_Counted = TypeVar("_Counted", tuple[Referents, Referents], tuple[Extra, str, bool])
_HAVING: Final = {
    (Extra.APPUI, True): "avec un appui en plus :",
    (Extra.APPUI, False): "sans un appui d’aujourd’hui :",
    (Extra.PROGRAMME, True): "avec un parcours en plus :",
    (Extra.PROGRAMME, False): "sans un parcours d’aujourd’hui :",
}


@dataclass(frozen=True, slots=True)
class Rerouted:
    """How many cases would go from these referents to those."""

    before: Referents
    after: Referents
    cases: int


@dataclass(frozen=True, slots=True)
class Supplemented:
    """To how many cases an appui or a programme would be proposed in addition, or no longer.

    Attributes:
        extra: which of the two.
        name: the interlocutor's or the programme's id.
        appears: in addition.
        cases: how many.
    """

    extra: Extra
    name: str
    appears: bool
    cases: int


@dataclass(frozen=True, slots=True)
class Replay:
    """What became of the cases.

    Attributes:
        cases: how many were routed again.
        without_commune: of these, how many say neither a commune nor an intercommunality, so that rules with a
            territory pass them by.
        rerouted: the most frequent change first.
        supplemented: the same for appuis and programmes.
        other_appuis: how many cases would have other appuis.
        other_programmes: how many would have other programmes.
    """

    cases: int
    without_commune: int
    rerouted: tuple[Rerouted, ...]
    supplemented: tuple[Supplemented, ...] = ()
    other_appuis: int = 0
    other_programmes: int = 0

    @property
    def moved(self) -> int:
        """How many cases would go to somebody else."""
        return sum(change.cases for change in self.rerouted)

    @property
    def refers_otherwise(self) -> bool:
        """Whether any case would get another referent, appui or programme."""
        return bool(self.rerouted or self.supplemented)


def replay_cases(cases: Iterable[Facts], old: Territory, new: Territory, on: date, world: World) -> Replay:
    """Routes cases under both revisions as if everybody in service were there.

    Args:
        cases: the facts of each, as they are stored.
        old: the revision in use.
        new: the one that would replace it.
        on: the day, which decides the rules in force.
        world: the vocabulary, and the communes of an EPCI.
    """
    moves: Counter[tuple[Referents, Referents]] = Counter()
    extras: Counter[tuple[Extra, str, bool]] = Counter()
    touched: Counter[Extra] = Counter()
    total = placeless = 0
    for stored in cases:
        facts = facts_for_rules(stored, world)
        total += 1
        placeless += COMMUNE not in facts
        before, after = outcome_of(old, facts, on), outcome_of(new, facts, on)
        if before.referents != after.referents:
            moves[before.referents, after.referents] += 1
        differing = [
            *((*extra, True) for extra in after.gained_over(before)),
            *((*extra, False) for extra in after.lost_since(before)),
        ]
        extras.update(differing)
        touched.update({extra for extra, _, _ in differing})
    return Replay(
        total,
        placeless,
        tuple(Rerouted(*ends, number) for ends, number in _most_frequent_first(moves)),
        tuple(Supplemented(*key, number) for key, number in _most_frequent_first(extras)),
        touched[Extra.APPUI],
        touched[Extra.PROGRAMME],
    )


def _most_frequent_first(counted: Counter[_Counted]) -> list[tuple[_Counted, int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def say_replay(replay: Replay, old: Territory, new: Territory, geography: Geography) -> tuple[str, ...]:
    """Says in French how many cases would be referred otherwise, then from whom to whom and what comes and goes."""
    if not replay.cases:
        return ("Aucun dossier à rejouer.",)
    lines = [_say_moved(replay.moved, replay.cases)]
    for move in replay.rerouted:
        ends = f"de {say_referents(move.before, old, geography)} à {say_referents(move.after, new, geography)}"
        lines.append(f"{move.cases} : {ends}.")
    if replay.supplemented:
        lines.append(_say_supplemented(replay))
    for one in replay.supplemented:
        name = say_extra_name(one.extra, one.name, new if one.appears else old)
        lines.append(f"{one.cases} {_HAVING[one.extra, one.appears]} {name}.")
    if replay.without_commune:
        lines.append(f"({replay.without_commune} sans commune gardée : les règles qui ont un lieu ne les voient pas.)")
    return tuple(map(typeset, lines))


def _say_moved(moved: int, cases: int) -> str:
    if cases == 1:
        return f"Le seul dossier {'irait' if moved else 'n’irait pas'} ailleurs."
    if not moved:
        return f"Aucun des {cases} derniers dossiers n’irait ailleurs."
    return f"{moved} des {cases} derniers dossiers {'irait' if moved == 1 else 'iraient'} ailleurs."


def _say_supplemented(replay: Replay) -> str:
    counts = ((replay.other_appuis, "appuis"), (replay.other_programmes, "parcours"))
    told = [f"{number} {'aurait' if number == 1 else 'auraient'} d’autres {what}" for number, what in counts if number]
    return f"{', '.join(told)}."
