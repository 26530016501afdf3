"""What changes when one revision of a territory's rules takes the place of another, in sentences for animators.

Rule 1: nothing that differs is silent: who is proposed, what people read, the territory, its directory.
Rule 2: what was found is kept, so that the same two on the same day are compared once; the cases are routed again when
one of them came or went.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.rules.remarks import impossibilities
from bot.rules.replay import CASES_REPLAYED, Replay, replay_cases, say_replay
from bot.rules.shelf import Shelf
from dialogs.world import World
from referral_rules.analysis.change_sentences import say_changes, say_rules_changed
from referral_rules.analysis.changes import compare_territories
from referral_rules.analysis.differences import Changes
from referral_rules.analysis.speech import typeset
from referral_rules.analysis.territory_sentences import say_territory_changed
from referral_rules.territory import Territory
from storage.unit_of_work import UnitOfWork

_ONLY_COMMENTS: Final = (
    "Seuls changent des exemples, des commentaires ou la présentation : rien ne change pour personne."
)
KEPT: Final = 32  # comparisons and replays of the day

_compared: Final = Shelf[Changes](KEPT)
_replayed: Final = Shelf[Replay](KEPT)


@dataclass(frozen=True, slots=True)
class Compared:
    """What changes, as French sentences.

    Attributes:
        rules: which rules differ, and what else of the territory and its directory.
        people: for whom something changes; at least one sentence, which may say that it does for nobody.
    """

    rules: tuple[str, ...]
    people: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.rules, *self.people)


def compare(world: World, old: Territory, new: Territory, on: date) -> Compared:
    """Says which rules differ, what else does, and who is referred otherwise when `new` takes the place of `old`."""
    changes = find_changes(world, old, new, on)
    differing = (*say_rules_changed(changes, old, new, on), *say_territory_changed(old, new, world.geography))
    if not differing and old.content_hash != new.content_hash:
        differing = (typeset(_ONLY_COMMENTS),)
    return Compared(differing, say_changes(changes, old, new, on, world.geography))


def find_changes(world: World, old: Territory, new: Territory, on: date) -> Changes:
    """Finds who is referred otherwise when `new` takes the place of `old`; the same two on the same day once."""
    key = (old.id, old.content_hash, new.content_hash, world.dialog.content_hash, on)
    return _compared.once(key, lambda: compare_territories(old, new, on, impossibilities(world)))


def find_replay(
    work: UnitOfWork, world: World, old: Territory, new: Territory, on: date, cases: int = CASES_REPLAYED
) -> Replay:
    """Routes the territory's last cases under both; the same cases under the same two on the same day once.

    Args:
        work: gives the cases.
        world: gives the communes of an EPCI.
        old: the revision in use.
        new: the one that would replace it.
        on: the day.
        cases: how many at most.
    """
    latest = work.cases.latest_facts(old.id, cases)
    key = (old.id, old.content_hash, new.content_hash, on, cases, tuple(latest))
    return _replayed.once(key, lambda: replay_cases(latest.values(), old, new, on, world))


def replay(work: UnitOfWork, world: World, old: Territory, new: Territory, on: date) -> tuple[str, ...]:
    """Says how many of the territory's last cases would be referred otherwise."""
    return say_replay(find_replay(work, world, old, new, on), old, new, world.geography)
