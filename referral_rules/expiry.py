"""When the last day of a rule or of a convention row is announced: as long before as the territory agreed."""

from __future__ import annotations

from datetime import date, timedelta

from referral_rules.follow_up_policy import load_policy
from referral_rules.territory import Territory


def is_announced(territory: Territory, ends_on: date, on: date) -> bool:
    """Tells whether a last day is past, or within the notice of `suivi.yaml`."""
    return ends_on <= on + timedelta(days=load_policy(territory.follow_up_source).expiry_notice_calendar_days)
