"""What explanations name that is not there any more."""

from __future__ import annotations

from referral_rules.errors import Report, likely
from referral_rules.saying import say
from referral_rules.territory import Territory


def check_explanations(territory: Territory, report: Report) -> None:
    """Warns of each rule and interlocutor that an explanation names and that the territory doesn't have."""
    rules = [rule.id for rule in territory.rules.rules]
    known = {*territory.directory.interlocutors, *territory.rules.vocabulary.facts}
    for each in territory.explanations:
        for name in sorted(each.rules.difference(rules)):
            mend = likely(name, rules) or say("remove it from the explanation")
            message = say("an explanation names the rule {name!r}, which isn't there", name=name)
            report.warn(each.file, each.line, message, mend)
        for name in sorted(each.names - known):
            mend = likely(name, known) or say("remove it from the explanation")
            message = say("an explanation names {name!r}, who isn't in the directory", name=name)
            report.warn(each.file, each.line, message, mend)
