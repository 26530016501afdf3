"""How soon a newcomer is called: what the one proposed promised by convention, else what the territory promises.

Rule 1: of the rows that an interlocutor answers for, those in force that day whose box may hold the profile count; the
shortest of their delays is the promise.
Rule 2: a fact not yet asked excludes no row: whoever agreed to answer quickly hears too early rather than too late.
`inconnu` and `sans_objet` are answers, which a row holds only where it lists them.
Rule 3: a row without delay promises nothing of its own. A row that has ended promises nothing any more, although it
still says who answers.
Rule 4: how far a row binds is of no account: a delay that is written is told to the newcomer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from referral_rules.conventions import ConventionRow
from referral_rules.derive import box_verdict, derive
from referral_rules.directory import Directory
from referral_rules.facts import Facts
from referral_rules.follow_up_policy import load_policy
from referral_rules.territory import Territory


@dataclass(frozen=True, slots=True)
class Promise:
    """Within how many working days an interlocutor calls.

    Attributes:
        row: the row of a convention that says so; None where the territory's own delay counts.
    """

    working_days: int
    row: ConventionRow | None = None

    def sentence(self, directory: Directory) -> str:
        """Says it in French, with where the delay comes from."""
        source = "délai du territoire"
        if self.row is not None:
            structure = directory.structures[self.row.structure].name
            source = f"convention de « {structure} », ligne {self.row.number}"
        return f"Rappel promis sous {say_working_days(self.working_days)} ({source})"

    def to_dict(self) -> dict[str, object]:
        """Gives it as plain values, ready for JSON."""
        row = self.row
        convention = None
        if row is not None:
            numbers = {"row": row.number, "line": row.line}
            convention = {"structure": row.structure, "interlocutor": row.interlocutor, **numbers}
        return {"working_days": self.working_days, "convention": convention}

    @property
    def agreed_days(self) -> int | None:
        """The delay of a convention; None where the territory's own counts."""
        return self.working_days if self.row is not None else None


def say_working_days(days: int) -> str:
    """Says a delay: « 1 jour ouvré », « 5 jours ouvrés »."""
    return "1 jour ouvré" if days == 1 else f"{days} jours ouvrés"


def promise_of(territory: Territory, interlocutor: str, facts: Facts, on: date) -> Promise:
    """Finds what an interlocutor promised for a profile.

    Args:
        territory: a loaded territory.
        interlocutor: their id; of somebody who left the directory no convention is known.
        facts: the answers; derived facts are added.
        on: the day, which decides the rows in force.

    Raises:
        FollowUpPolicyError: no convention promises anything and `suivi.yaml` can't be used.
    """
    known = derive(territory.rules.vocabulary, facts)
    promises = _agreed(territory, interlocutor, known, on)
    agreed = min(promises, key=lambda promise: promise.working_days, default=None)
    return agreed or Promise(load_policy(territory.follow_up_source).promise_working_days)


def _agreed(territory: Territory, interlocutor: str, known: Facts, on: date) -> Iterator[Promise]:
    directory = territory.directory
    for row in directory.mandates_of(interlocutor) if interlocutor in directory.interlocutors else ():
        is_in_force = row.has_begun(on) and not row.has_ended(on)
        if row.answer_days is not None and is_in_force and box_verdict(row.box, known) is not False:
            yield Promise(row.answer_days, row)
