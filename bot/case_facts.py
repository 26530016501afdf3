"""A case's facts as the rules read them."""

from __future__ import annotations

from dialogs.facts import EPCI_PREFIX
from referral_rules.facts import COMMUNE, INCONNU, Facts, OneOf
from referral_rules.geography import Geography


def facts_for_rules(facts: Facts, geography: Geography) -> Facts:
    """The facts of a stored case with a place known by its intercommunality as one of its communes.

    A case keeps such a place as the person gave it; to the rules it is a commune not yet asked inside the EPCI.
    """
    place = facts.get(COMMUNE)
    if not isinstance(place, str) or not place.startswith(EPCI_PREFIX):
        return facts
    communes = geography.communes_of_epci(place.removeprefix(EPCI_PREFIX))
    return {**facts, COMMUNE: OneOf(communes) if communes else INCONNU}
