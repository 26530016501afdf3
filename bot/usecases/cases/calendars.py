"""The follow-up policy and the calendar of each territory, read once per revision."""

from __future__ import annotations

from referral_rules.follow_up_policy import FollowUpPolicy, load_policy
from referral_rules.territory import Territory
from referral_rules.working_days import Calendar

_known: dict[str, tuple[FollowUpPolicy, Calendar]] = {}


def policy_of(territory: Territory) -> FollowUpPolicy:
    """The territory's follow-up policy.

    Raises:
        DefinitionErrors: `suivi.yaml` can't be used (the check of definitions refuses it before the start).
    """
    return _read(territory)[0]


def calendar_of(territory: Territory) -> Calendar:
    """The territory's working days and hours."""
    return _read(territory)[1]


def _read(territory: Territory) -> tuple[FollowUpPolicy, Calendar]:
    known = _known.get(territory.content_hash)
    if known is None:
        policy = load_policy(territory.follow_up_source)
        known = _known[territory.content_hash] = (policy, Calendar(policy))
    return known
