"""What a change of rules does, as data: who gets another referent, other appuis or programmes; which rules differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from referral_rules.outcome import Extra
from referral_rules.regions import Profile, Region
from referral_rules.service import Referents


@dataclass(frozen=True, slots=True)
class Move:
    """People who are referred otherwise.

    Attributes:
        before: their referents in the old revision: those in service of the rule they come through, or the pivot; empty
            beyond the territory.
        after: the same in the new revision.
        witness: one of them, evaluated under both.
        region: widened: every possible profile in it moves alike.
        on: the first day on which they do.
    """

    before: Referents
    after: Referents
    witness: Profile
    region: Region
    on: date


@dataclass(frozen=True, slots=True)
class ExtraChange:
    """People of the territory to whom an appui or a programme is proposed in one revision only.

    An appui who becomes somebody's referent doesn't disappear for them: that is a move.

    Attributes:
        extra: which of the two.
        name: the interlocutor's or the programme's id.
        appears: only the new revision proposes it; else only the old one did.
        witness: one of them, evaluated under both.
        region: widened: every possible profile in it is alike.
        on: the first day on which it is so.
    """

    extra: Extra
    name: str
    appears: bool
    witness: Profile
    region: Region
    on: date


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between two revisions.

    Attributes:
        moves: by day, then old referents, then new ones.
        extras: appuis first; by day, then by id, those that disappear first.
        shortened: pairs of referents between which more regions move than are listed.
        shortened_extras: the same for what appears (true) or disappears, by what it is and its id.
        added: ids of new rules.
        removed: ids of rules that are gone.
        changed: for each rule that differs, what differs; positions in files and examples are not compared.
        has_other_thread: the mission takes the place of the referent whom the rules name, or gives it back.
    """

    moves: tuple[Move, ...]
    extras: tuple[ExtraChange, ...]
    shortened: frozenset[tuple[Referents, Referents]]
    shortened_extras: frozenset[tuple[Extra, str, bool]]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    has_other_thread: bool

    @property
    def refers_otherwise(self) -> bool:
        """Tells whether anybody gets another referent, appui or programme."""
        return bool(self.moves or self.extras) or self.has_other_thread
