"""« Règles à regarder »: the rules in force whose referents said lately that a case wasn't theirs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from referral_rules.territory import Territory
from storage.unit_of_work import UnitOfWork

NOT_THEIRS: Final = ("hors_territoire", "hors_competence")
LOOKED_BACK_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class RefusedRule:
    """One rule and one reason: which cases its referents gave back for it, and when they last did."""

    rule: str
    title: str
    reason: str
    cases: tuple[int, ...]
    last_on: date


def rules_to_look_at(
    uow: UnitOfWork, territory: Territory, today: date, now: datetime, language: str = "fr"
) -> list[RefusedRule]:
    """What was refused in the last `LOOKED_BACK_DAYS`, the most refused first; rules that are gone are left out."""
    titles = {
        rule.id: (rule.title.en if language == "en" else "") or rule.title.fr
        for rule in territory.rules.rules
        if rule.is_in_force(today)
    }
    found: dict[tuple[str, str], list[tuple[int, datetime]]] = defaultdict(list)
    for refusal in uow.cases.refusals(territory.id, NOT_THEIRS, now - timedelta(days=LOOKED_BACK_DAYS)):
        if refusal.rule in titles:
            found[refusal.rule, refusal.reason].append((refusal.number, refusal.at))
    listed = [
        RefusedRule(
            rule=rule,
            title=titles[rule],
            reason=reason,
            cases=tuple(number for number, _ in cases),
            last_on=max(at for _, at in cases).date(),
        )
        for (rule, reason), cases in found.items()
    ]
    return sorted(listed, key=lambda each: (-len(each.cases), each.rule, each.reason))
