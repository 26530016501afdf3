"""Regions, profiles and places in French, as they stand in a sentence to an animator."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from referral_rules.boxes import ContainsAll
from referral_rules.facts import AUCUN, COMMUNE, INCONNU, SPECIAL_VALUES, FactKind
from referral_rules.geography import Geography
from referral_rules.regions import Condition, Profile, Region
from referral_rules.territory import Territory

NARROW = "\u202f"  # narrow no-break space: before ; : ! ? % and inside « »
_BEFORE = re.compile(r" (?=[;:!?%»])")
FEW = 4  # values listed one by one; of more, those left out are named instead if they are fewer
FEW_PLACES = 5  # communes named one by one


class Speech:
    """Says regions and profiles of one territory.

    Args:
        territory: gives the words of facts and zones.
        geography: gives the names of communes and EPCIs; without it, communes are told by their codes.
    """

    def __init__(self, territory: Territory, geography: Geography | None = None) -> None:
        self._territory = territory
        self._vocabulary = territory.rules.vocabulary
        self._geography = geography

    def region(self, region: Region) -> str:
        """Says a region: « secteur : bois et forêt ; stade : envie ; à Billom Communauté »."""
        order = list(self._vocabulary.facts)
        conditions = sorted(region, key=lambda condition: order.index(condition.fact))
        return " ; ".join(self._condition(condition) for condition in conditions) or "tout le monde"

    def profile(self, profile: Profile, region: Region) -> str:
        """Says a witness by the facts that its region names; the others change nothing."""
        facts = dict.fromkeys(condition.fact for condition in region)
        said = [self._fact(fact, profile[fact]) for fact in self._vocabulary.facts if fact in facts]
        return " ; ".join(said)

    def interlocutor(self, name: str) -> str:
        """Says who an interlocutor is: their name, then their structure's."""
        desk = self._territory.directory.interlocutors[name]
        return f"{desk.name} ({desk.structure.name})"

    def interlocutors(self, names: Iterable[str], last: str = "ou") -> str:
        """Says several of them, the last after « ou » or « et »."""
        return _either([self.interlocutor(name) for name in names], last)

    def programme(self, name: str) -> str:
        """Says what a programme is called, then whose it is."""
        programme = self._territory.directory.programmes[name]
        return f"« {programme.name} » ({programme.structure.name})"

    def places(self, codes: frozenset[str]) -> str:
        """Says where communes are: « à Billom Communauté ou à Arlanc »."""
        return self._named_places(codes)

    def title(self, rule: str) -> str:
        """Says a rule: its title between quotation marks, then its id."""
        titles = {each.id: each.title.fr for each in self._territory.rules.rules}
        return f"« {titles[rule]} » ({rule})" if rule in titles else f"« {rule} »"

    def titles(self, rules: Iterable[str], last: str) -> str:
        """Says several rules, the last after « ou » or « et »."""
        return _either([self.title(rule) for rule in rules], last)

    def last_day(self, rule: str) -> date | None:
        """Gives the last day of a rule; None if it has none."""
        return next((each.ends_on for each in self._territory.rules.rules if each.id == rule), None)

    def words(self, fact: str) -> str:
        """Says what a fact is called."""
        return f"« {self._vocabulary.words(fact, 'fr')} »"

    def _fact(self, fact: str, value: str | frozenset[str]) -> str:
        if fact == COMMUNE and isinstance(value, str):
            return self._places(frozenset({value}))
        values = [value] if isinstance(value, str) else self._in_order(fact, value) or [AUCUN]
        return f"{self._vocabulary.words(fact, 'fr')} : {self._both(fact, values)}"

    def _condition(self, condition: Condition) -> str:
        fact = self._vocabulary.get_fact(condition.fact)
        values = condition.element.values
        if fact.name == COMMUNE:
            return self._places(values) if condition.inside else f"hors de {self._places(values)}"
        if fact.kind is FactKind.MULTIPLE:
            said = self._list(condition)
        elif condition.inside:
            said = self._choice(fact.name, values)
        else:
            said = self._choice(fact.name, fact.domain - values)
        return f"{fact.words['fr']} : {said}"

    def _list(self, condition: Condition) -> str:
        labels = self._labels(condition.fact, self._in_order(condition.fact, condition.element.values))
        joined = " et ".join(labels) if isinstance(condition.element, ContainsAll) else _either(labels)
        return joined if condition.inside else f"ni {' ni '.join(labels)}" if len(labels) > 1 else f"pas {joined}"

    def _choice(self, name: str, values: frozenset[str]) -> str:
        fact = self._vocabulary.get_fact(name)
        held = [value for value in fact.values if value in values]
        missing = [value for value in fact.values if value not in values]
        special = self._labels(name, [value for value in SPECIAL_VALUES if value in values])
        most = len(held) > FEW and len(missing) < len(held)
        if not missing or most:
            said = f"tout sauf {_together(self._labels(name, missing))}" if missing else "n’importe"
            return f"{said}, y compris {_either(special)}" if special else said
        return _either([*self._labels(name, held), *special])

    def _places(self, values: frozenset[str]) -> str:
        unknown = "commune pas encore décidée"
        codes = values - {INCONNU}
        if not codes:
            return unknown
        said = self._named_places(codes)
        return f"{said}, ou {unknown}" if INCONNU in values else said

    def _named_places(self, codes: frozenset[str]) -> str:
        if codes >= self._territory.communes:
            return "partout dans le territoire"
        named: list[str] = []
        left = set(codes)
        for name, communes in self._groupings():
            if communes and communes <= left:
                named.append(name)
                left -= communes
        alone = sorted(self._commune(code) for code in left)
        more = len(alone) - FEW_PLACES
        if more > 0:
            alone[FEW_PLACES:] = ["une autre commune" if more == 1 else f"{more} autres communes"]
        return _either([*named, *([f"à {_either(alone)}"] if alone else [])])

    def _groupings(self) -> list[tuple[str, frozenset[str]]]:
        """The sets of communes that have a name here, the largest first."""
        named = [(f"dans la zone {name}", communes) for name, communes in self._territory.zones.items()]
        if self._geography is not None:
            epcis = (self._geography.epcis[code] for code in self._territory.epcis)
            named = [*((f"à {epci.name}", epci.communes) for epci in epcis), *named]
        return sorted(named, key=lambda pair: -len(pair[1]))

    def _commune(self, code: str) -> str:
        known = self._geography.communes if self._geography is not None else {}
        return known[code].name if code in known else code

    def _both(self, fact: str, values: list[str]) -> str:
        return ", ".join(self._labels(fact, values))

    def _labels(self, fact: str, values: Iterable[str]) -> list[str]:
        return [self._vocabulary.label(fact, value, "fr") for value in values]

    def _in_order(self, fact: str, values: frozenset[str]) -> list[str]:
        order = [*self._vocabulary.get_fact(fact).values, AUCUN, *SPECIAL_VALUES]
        return [value for value in order if value in values]


def typeset(text: str) -> str:
    """Puts narrow no-break spaces where French typography wants them."""
    return _BEFORE.sub(NARROW, text).replace("« ", f"«{NARROW}")


def _together(labels: list[str]) -> str:
    """Joins with commas and a last « et », unless a label has one of its own: then commas alone stay clear."""
    return ", ".join(labels) if any(" et " in label for label in labels) else _either(labels, "et")


def _either(labels: list[str], last: str = "ou") -> str:
    """Joins with commas and a last « ou »."""
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} {last} {labels[-1]}"
