"""Why an existing case went where it went: the rules of its day, its way so far, and what they would say today.

A case's facts are what rules may read, of a closed vocabulary: nothing personal is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.rules.worlds import load_rules
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.analysis.speech import typeset
from referral_rules.evaluate import propose
from referral_rules.facts import Facts
from referral_rules.territory import Territory
from storage.tables import Case, Referral
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RulesOfItsDay:
    """The rules that a case was referred under, and the day.

    Attributes:
        revision: the number of the revision; None where it was never kept.
    """

    territory: Territory
    on: date
    revision: int | None

    @property
    def words(self) -> str:
        """What they are called."""
        return "règles du jour de l’orientation" + (f", révision {self.revision}" if self.revision is not None else "")


def find_rules_of_its_day(
    work: UnitOfWork, world: World, case: Case, referral: Referral, in_force: Territory | None
) -> RulesOfItsDay | None:
    """Finds the territory as it was when the case was referred; None when its files are not known any more."""
    known = work.revisions.find(case.territory, referral.revision)
    territory = in_force
    if in_force is None or in_force.content_hash != referral.revision:
        files = work.revisions.files(known.id) if known is not None else {}
        territory = load_rules(world, case.territory, files)[0] if files else None
    if territory is None:
        return None
    return RulesOfItsDay(territory, day_of(referral, world.timezone), known.number if known is not None else None)


def day_of(referral: Referral, timezone: str) -> date:
    """The day on which the case was given to this interlocutor."""
    return referral.sent_at.astimezone(ZoneInfo(timezone)).date()


def say_history(case: Case, referrals: Sequence[Referral], territory: Territory, timezone: str) -> list[str]:
    """Says to whom the case went, and when; a line each."""
    desks = territory.directory.interlocutors
    lines: list[str] = []
    for referral in referrals:
        found = desks.get(referral.interlocutor)
        who = f"{found.name}, {found.structure.name}" if found is not None else referral.interlocutor
        verb = "puis confié" if lines else f"Dossier {case.number} : orienté"
        lines.append(f"{verb} le {say_day('fr', day_of(referral, timezone))} à {who} (règle {referral.rule})")
    return [typeset(line) for line in lines]


def say_nowadays(facts: Facts, then: Territory, on: date, in_force: Territory | None, today: date) -> list[str]:
    """Says who would be proposed today, when that is somebody else.

    Args:
        facts: what rules may read of the case.
        then: the rules it is explained under.
        on: the day for these.
        in_force: the rules in force now, if any.
        today: the day for those.
    """
    if in_force is None:
        return []
    before = propose(then, facts, on).referent.interlocutor
    now = propose(in_force, facts, today)
    if now.referent.interlocutor == before:
        return []
    found = in_force.directory.interlocutors[now.referent.interlocutor]
    line = f"Avec les règles d’aujourd’hui, ces réponses iraient à {found.name}, {found.structure.name} ({now.rule})."
    return ["", typeset(line)]
