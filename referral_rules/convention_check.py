"""What is wrong between the rules and the directory's conventions, and what in the directory has grown old."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from referral_rules.analysis.speech import Speech
from referral_rules.conventions import ConventionRow
from referral_rules.directory_upkeep import is_verification_kept, list_unverified
from referral_rules.errors import Report
from referral_rules.mandates import Excess, Overreach, find_overreaches
from referral_rules.regions import Region
from referral_rules.rule import EXPIRY_NOTICE_DAYS
from referral_rules.saying import Phrase, say
from referral_rules.territory import Territory


def check_conventions(territory: Territory, on: date, report: Report, impossibilities: Iterable[Region] = ()) -> None:
    """Holds the rules against the conventions, and announces what ends or was not verified.

    Args:
        territory: a loaded territory.
        on: the day.
        report: gets an error where a rule proposes somebody beyond all rows that they agreed to; warnings for the
            rest. A structure without any convention is told once, unless it says why it has none.
        impossibilities: regions in which there is nobody.
    """
    silent: dict[str, str] = {}
    for overreach in find_overreaches(territory, on, impossibilities):
        if overreach.excess is Excess.NOTHING_WRITTEN:
            structure = territory.directory.interlocutors[overreach.interlocutor].structure
            silent.setdefault(structure.id, overreach.rule.id)
        else:
            _report_overreach(territory, overreach, report)
    for name, rule in silent.items():
        structure = territory.directory.structures[name]
        if not structure.without_convention:
            message = say("rule {rule!r} proposes {name}, which has no convention", rule=rule, name=name)
            mend = say("write its 'convention', or 'sans_convention: vrai' and why")
            report.warn(territory.directory.file, structure.line, message, mend)
    for row in territory.directory.conventions:
        _check_days(territory, row, on, report)
    if is_verification_kept(territory):
        _check_verified(territory, on, report)


def _report_overreach(territory: Territory, overreach: Overreach, report: Report) -> None:
    rule, name = overreach.rule, overreach.interlocutor
    whom = Phrase(Speech(territory).region(overreach.region))
    if overreach.excess is Excess.IN_PRINCIPLE:
        message = say(
            "rule {rule!r} proposes {name} where they agreed in principle only ({whom})",
            rule=rule.id,
            name=name,
            whom=whom,
        )
        report.warn(rule.file, rule.line, message, say("have it agreed: 'engagement: objectifs' or 'mandat'"))
    else:
        message = say(
            "rule {rule!r} proposes {name} beyond their convention ({whom})", rule=rule.id, name=name, whom=whom
        )
        report.error(rule.file, rule.line, message, say("narrow the rule, or extend the convention"))


def _check_days(territory: Territory, row: ConventionRow, on: date, report: Report) -> None:
    file = territory.directory.file
    which: dict[str, str | int] = {"number": row.number, "structure": row.structure}
    if row.ends_on is not None and row.has_ended(on):
        message = say("convention row {number} of {structure!r} expired on {day}", **which, day=row.ends_on)
        report.warn(file, row.line, message, say("renew or remove it"))
    elif row.ends_on is not None and row.ends_on <= on + timedelta(days=EXPIRY_NOTICE_DAYS):
        message = say("convention row {number} of {structure!r} expires on {day}", **which, day=row.ends_on)
        report.warn(file, row.line, message, say("renew it in time"))
    if row.review_on is not None and row.review_on < on:
        message = say(
            "convention row {number} of {structure!r} was to be looked at again on {day}", **which, day=row.review_on
        )
        report.warn(file, row.line, message, say("read it again together, then write the next 'revoir_le'"))


def _check_verified(territory: Territory, on: date, report: Report) -> None:
    for entry in list_unverified(territory, on):
        if entry.verified_on:
            message = say("{name} has not been verified since {day}", name=entry.id, day=entry.verified_on)
        else:
            message = say("{name} was never verified", name=entry.id)
        mend = say("check it with them, then write 'verifie_le'")
        report.warn(territory.directory.file, entry.line, message, mend)
