"""Cases that were referred under the packaged rules, for tests of what changed rules do to them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

from referral_rules.evaluate import propose
from referral_rules.facts import Facts
from referral_rules.territory import Territory
from storage.store import Store

LF: Final = "livradois-forez"
SUNDAY: Final = datetime(2026, 11, 22, 20, 47, tzinfo=UTC)
TAKEOVER: Final[Facts] = {
    "commune": "63010",
    "forme_du_projet": "reprise",
    "secteur": "commerce",
    "portage": "couple",
    "rapport_au_lieu": "envisage",
    "stade": "idee",
}
FARM: Final[Facts] = {"commune": "63010", "forme_du_projet": "creation", "secteur": "agriculture", "stade": "etude"}
PLACELESS: Final[Facts] = {"secteur": "commerce", "forme_du_projet": "reprise", "stade": "idee"}


def refer(store: Store, territory: Territory, *cases: Facts, revision: str | None = None) -> list[int]:
    """A case with a referral each, as the rules of `territory` make it, of the persons 1, 2, 3…; their numbers."""
    numbers = []
    with store.begin() as work:
        for person, facts in enumerate(cases, 1):
            proposal = propose(territory, facts, SUNDAY.date())
            case = work.cases.open(territory.id, facts, "fr", person, SUNDAY)
            work.cases.add_referral(
                case,
                interlocutor=proposal.referent.interlocutor,
                rule=proposal.rule,
                revision=revision or territory.content_hash,
                reason="",
                promised_on=date(2026, 11, 27),
                now=SUNDAY,
            )
            numbers.append(case.number)
    return numbers
