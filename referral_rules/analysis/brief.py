"""A region in as few words as it takes to recognise the people: for the cell of a table."""

from __future__ import annotations

from referral_rules.analysis.speech import Speech, typeset
from referral_rules.facts import COMMUNE, INCONNU, SANS_OBJET, FactKind
from referral_rules.geography import Geography
from referral_rules.regions import Condition, Region
from referral_rules.territory import Territory

NAMED = 3  # values listed; of more, the rest is counted


def say_briefly(
    region: Region, territory: Territory, geography: Geography | None = None, widest: Region | None = None
) -> str:
    """Says a region: « forme du projet : recherche d’emploi ; porté : tout sauf en groupe ».

    Args:
        region: where; `sans_objet` is left out, as nobody says it of themselves.
        territory: gives the words of facts and zones.
        geography: gives the names of communes and EPCIs.
        widest: the same people, with the answers that nobody of them can give left in; what isn't in it is what
            « tout sauf » names.
    """
    order = list(territory.rules.vocabulary.facts)
    speech = Speech(territory, geography)
    wide = {condition.fact: condition for condition in widest or region}
    conditions = sorted(region, key=lambda condition: order.index(condition.fact))
    said = (_condition(condition, wide[condition.fact], territory, speech) for condition in conditions)
    return typeset(" ; ".join(said))


def _condition(condition: Condition, wide: Condition, territory: Territory, speech: Speech) -> str:
    vocabulary = territory.rules.vocabulary
    fact = vocabulary.get_fact(condition.fact)
    if fact.name == COMMUNE or fact.kind is FactKind.MULTIPLE:
        return speech.region((condition,))
    possible = [*fact.values, *([INCONNU] if fact.unknown_allowed else [])]
    held = [value for value in possible if condition.holds(value)] or [SANS_OBJET]
    missing = [value for value in possible if not wide.holds(value)]
    if not missing:
        return f"{fact.words['fr']} : n’importe"
    is_shorter_by_exception = len(missing) < len(held)
    named = missing if is_shorter_by_exception else held
    labels = [vocabulary.label(fact.name, value, "fr") for value in named]
    said = _joined(labels, "et" if is_shorter_by_exception else "ou")
    return f"{fact.words['fr']} : {'tout sauf ' if is_shorter_by_exception else ''}{said}"


def _joined(labels: list[str], last: str) -> str:
    more = len(labels) - NAMED
    if more > 1:  # « et 1 autre » would be no shorter than its name
        return f"{', '.join(labels[:NAMED])} {last} {more} autres"
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} {last} {labels[-1]}"
