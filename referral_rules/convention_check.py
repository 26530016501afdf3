"""What is wrong between the rules and the directory's conventions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from referral_rules.analysis.speech import Speech
from referral_rules.errors import Report
from referral_rules.mandates import Excess, Overreach, find_overreaches
from referral_rules.regions import Region
from referral_rules.saying import Phrase, say
from referral_rules.territory import Territory


def check_conventions(territory: Territory, on: date, report: Report, impossibilities: Iterable[Region] = ()) -> None:
    """Holds the rules against the conventions.

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
