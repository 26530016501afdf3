"""What time overtakes in a territory: rules and conventions that end, days to look again, entries nobody verified.

Rule 1: each finding says the day it is about, never how many days are left: it reads the same until something happens,
so that whoever announces it knows whether they have announced it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from referral_rules.conventions import ConventionRow
from referral_rules.errors import Finding, FindingKind, Report
from referral_rules.follow_up_policy import load_policy
from referral_rules.kinds import Kind
from referral_rules.rule import Rule, State
from referral_rules.saying import say
from referral_rules.territory import Territory

VERIFIED_FOR_DAYS = 183  # six months: what was true then may not be now


@dataclass(frozen=True, slots=True)
class UnverifiedEntry:
    """A structure or an interlocutor to be looked at again.

    Attributes:
        id: as rules and the directory name it.
        verified_on: when it was last looked at; None if never.
        line: where it is written.
    """

    id: str
    name: str
    verified_on: date | None
    line: int


def list_upkeep(territory: Territory, on: date) -> tuple[Finding, ...]:
    """Lists what has to be looked at again by now, or within the notice that `suivi.yaml` gives.

    Args:
        territory: a loaded territory.
        on: the day.

    Returns:
        Warnings of the kinds `EXPIRY` (an active rule ends), `REVIEW` (an explanation is to be read again) and
        `UPKEEP` (a programme is over, a convention ends or is to be read again, an entry of the directory was not
        verified for six months).
    """
    report = Report()
    for rule in territory.rules.rules:
        if rule.state is State.ACTIVE:
            _check_rule(territory, rule, on, report)
    for row in territory.directory.conventions:
        _check_convention(territory, row, on, report)
    for each in territory.explanations:
        if each.is_due(on) and each.review_on is not None:
            message = say("an explanation was to be read again on {day}", day=each.review_on)
            report.warn(each.file, each.line, message, say("read it again, then change its day"), FindingKind.REVIEW)
    if is_verification_kept(territory):
        _check_verified(territory, on, report)
    return tuple(report.findings)


def is_ending(territory: Territory, ends_on: date, on: date) -> bool:
    """Tells whether a last day is past, or within the notice of `suivi.yaml`."""
    return ends_on <= on + timedelta(days=load_policy(territory.follow_up_source).expiry_notice_calendar_days)


def is_accepted(territory: Territory, finding: Finding) -> bool:
    """Tells whether the network has written down why it lets this happen: a rule that is meant to end."""
    parts = dict(finding.message.parts)
    return finding.kind is FindingKind.EXPIRY and any(
        each.speaks_of(Kind.EXPIRY, (str(parts["rule"]),), ()) for each in territory.explanations
    )


def list_unverified(territory: Territory, on: date) -> tuple[UnverifiedEntry, ...]:
    """Lists the entries that nobody has verified for six months, or ever, in their order of writing.

    A structure stands for those of its interlocutors whose day is its own. Interlocutors out of service are left out.
    """
    return tuple(_entries(territory, on - timedelta(days=VERIFIED_FOR_DAYS)))


def is_verification_kept(territory: Territory) -> bool:
    """Tells whether anybody writes the days of verification in this directory."""
    directory = territory.directory
    structures = (structure.verified_on for structure in directory.structures.values())
    desks = (desk.verified_on for desk in directory.interlocutors.values())
    return any(day is not None for day in (*structures, *desks))


def _entries(territory: Territory, since: date) -> Iterator[UnverifiedEntry]:
    directory = territory.directory
    for structure in directory.structures.values():
        is_old = _is_older(structure.verified_on, since)
        if is_old:
            yield UnverifiedEntry(structure.id, structure.name, structure.verified_on, structure.line)
        for desk in (directory.interlocutors[name] for name in structure.interlocutors):
            is_told = is_old and desk.verified_on == structure.verified_on
            if desk.is_active and not is_told and _is_older(desk.verified_on, since):
                yield UnverifiedEntry(desk.id, desk.name, desk.verified_on, desk.line)


def _is_older(day: date | None, since: date) -> bool:
    return day is None or day < since


def _check_rule(territory: Territory, rule: Rule, on: date, report: Report) -> None:
    if rule.ends_on is not None and rule.ends_on < on:
        message = say("rule {rule!r} expired on {day}", rule=rule.id, day=rule.ends_on)
        report.warn(rule.file, rule.line, message, say("renew or remove it"), FindingKind.EXPIRY)
    elif rule.ends_on is not None and is_ending(territory, rule.ends_on, on):
        message = say("rule {rule!r} expires on {day}", rule=rule.id, day=rule.ends_on)
        report.warn(rule.file, rule.line, message, say("renew it in time"), FindingKind.EXPIRY)
    if rule.programme is not None and territory.directory.programmes[rule.programme].is_over(on):
        message = say("rule {rule!r} proposes {programme}, which is over", rule=rule.id, programme=rule.programme)
        mend = say("name the next session or suspend the rule")
        report.warn(rule.file, rule.line, message, mend, FindingKind.UPKEEP)


def _check_convention(territory: Territory, row: ConventionRow, on: date, report: Report) -> None:
    file = territory.directory.file
    which: dict[str, str | int] = {"number": row.number, "structure": row.structure}
    if row.ends_on is not None and row.has_ended(on):
        message = say("convention row {number} of {structure!r} expired on {day}", **which, day=row.ends_on)
        report.warn(file, row.line, message, say("renew or remove it"), FindingKind.UPKEEP)
    elif row.ends_on is not None and is_ending(territory, row.ends_on, on):
        message = say("convention row {number} of {structure!r} expires on {day}", **which, day=row.ends_on)
        report.warn(file, row.line, message, say("renew it in time"), FindingKind.UPKEEP)
    if row.review_on is not None and row.review_on < on:
        message = say(
            "convention row {number} of {structure!r} was to be looked at again on {day}", **which, day=row.review_on
        )
        mend = say("read it again together, then write the next 'revoir_le'")
        report.warn(file, row.line, message, mend, FindingKind.UPKEEP)


def _check_verified(territory: Territory, on: date, report: Report) -> None:
    for entry in list_unverified(territory, on):
        if entry.verified_on:
            message = say("{name} has not been verified since {day}", name=entry.id, day=entry.verified_on)
        else:
            message = say("{name} was never verified", name=entry.id)
        mend = say("check it with them, then write 'verifie_le'")
        report.warn(territory.directory.file, entry.line, message, mend, FindingKind.UPKEEP)
