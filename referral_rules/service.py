"""Who stands behind a rule while everybody in service is there: its referents, or their substitutes."""

from __future__ import annotations

from referral_rules.directory import Directory
from referral_rules.proposal import EVERYONE_FREE
from referral_rules.rule import Choice, Rule

Referents = tuple[str, ...]


def referents_of(directory: Directory, rule: Rule) -> Referents:
    """Lists who may get a case by a rule; in its order where the person chooses, else by id: each has their turn."""
    found = referents_in_service(directory, rule)
    return found if rule.choice is Choice.LA_PERSONNE else tuple(sorted(found))


def referents_in_service(directory: Directory, rule: Rule) -> Referents:
    """Lists who may get a case by a rule while everybody in service is there, the first to get one first.

    Where each gets one in turn, substitutes of those out of service come in only when nobody else is left.
    """
    present = [name for name in rule.referents if EVERYONE_FREE.can_take(directory.interlocutors[name])]
    if present and rule.choice is not Choice.LA_PERSONNE:
        return tuple(present)
    return in_service(directory, rule.referents)


def in_service(directory: Directory, names: Referents) -> Referents:
    """Lists who takes what is meant for these interlocutors, each once."""
    takers = (EVERYONE_FREE.find_taker(directory, name) for name in names)
    return tuple(dict.fromkeys(taker for taker in takers if taker is not None))
