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
    epci = geography.epcis.get(place.removeprefix(EPCI_PREFIX))  # None: the table of communes no longer has it
    return {**facts, COMMUNE: OneOf(epci.communes) if epci is not None else INCONNU}
