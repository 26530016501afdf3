"""A case's facts as the rules read them."""

from __future__ import annotations

from dialogs.facts import EPCI_PREFIX
from dialogs.world import World
from referral_rules.facts import COMMUNE, INCONNU, Facts, OneOf


def facts_for_rules(stored: Facts, world: World) -> Facts:
    """The facts of a stored case that the vocabulary knows, a place known by its intercommunality as its communes.

    A case keeps such a place as the person gave it; to the rules it is a commune not yet asked inside the EPCI. Facts
    of another vocabulary (an older one's, or what a case keeps besides) are none that rules read.
    """
    facts = {name: value for name, value in stored.items() if name in world.vocabulary.facts}
    place = facts.get(COMMUNE)
    if not isinstance(place, str) or not place.startswith(EPCI_PREFIX):
        return facts
    epci = world.geography.epcis.get(place.removeprefix(EPCI_PREFIX))  # None: the table of communes no longer has it
    return {**facts, COMMUNE: OneOf(epci.communes) if epci is not None else INCONNU}
