"""The immutable world a talk takes place in: dialog, territories, places, lexicon, words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogs.wording import Wording

if TYPE_CHECKING:
    from dialogs.lexicon import DistressGuard, SectorMatcher, SignalPatterns
    from dialogs.listening import Listener
    from dialogs.places import PlaceMatcher
    from dialogs.schema import Dialog
    from referral_rules.evaluate import Availability
    from referral_rules.geography import Geography
    from referral_rules.territory import Territory
    from referral_rules.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class World:
    """Everything `advance` reads besides the passage, the input and `now`. Made once by the composition root.

    `availability` maps a territory's id to who is away and who carries how much; the store fills it lazily, a mapping
    by territory, within the transaction of the input.
    """

    dialog: Dialog
    vocabulary: Vocabulary
    geography: Geography
    places: PlaceMatcher
    sectors: SectorMatcher
    signals: SignalPatterns
    guard: DistressGuard
    listener: Listener
    wording: Wording
    territories: Mapping[str, Territory]
    default_territory: str
    timezone: str = "Europe/Paris"
    default_language: str = "fr"
    availability: Mapping[str, Availability] = field(default_factory=dict)

    def territory(self, territory_id: str | None) -> Territory:
        """The territory named, or the default one."""
        return self.territories[
            territory_id if territory_id and territory_id in self.territories else self.default_territory
        ]

    def territory_of(self, commune: str) -> Territory | None:
        """The territory that `commune` (INSEE code) belongs to, if any of ours; the default one first."""
        ordered = sorted(self.territories.values(), key=lambda t: (t.id != self.default_territory, t.id))
        return next((territory for territory in ordered if commune in territory.communes), None)
