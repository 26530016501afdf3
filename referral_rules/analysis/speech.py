"""Regions, profiles and places in French, as they stand in a sentence to an animator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from referral_rules.boxes import ContainsAll
from referral_rules.facts import AUCUN, COMMUNE, INCONNU, SANS_OBJET, SPECIAL_VALUES, FactKind
from referral_rules.geography import Geography
from referral_rules.reason import a_commune
from referral_rules.regions import Condition, Profile, Region
from referral_rules.territory import Territory
from referral_rules.typography import NARROW as NARROW
from referral_rules.typography import typeset as typeset

FEW = 4  # values listed one by one; of more, those left out are named instead if they are fewer
FEW_PLACES = 5  # communes named one by one
STATES_EXCLUDED = {AUCUN: "au moins une réponse", INCONNU: "déjà décidé", SANS_OBJET: "question posée"}
FEMININE_EPCIS = ("CC ", "CA ", "CU ", "Métropole ")  # communauté de communes, d’agglomération, urbaine; métropole


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
        by_fact: dict[str, list[Condition]] = {}
        for condition in sorted(region, key=lambda condition: order.index(condition.fact)):
            by_fact.setdefault(condition.fact, []).append(condition)
        return " ; ".join(self._conditions(*found) for found in by_fact.items()) or "tout le monde"

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

    def _conditions(self, name: str, conditions: list[Condition]) -> str:
        """Says all that a region demands of one fact."""
        fact = self._vocabulary.get_fact(name)
        if name == COMMUNE:
            return " ; ".join(map(self._place, conditions))
        if fact.kind is FactKind.MULTIPLE:
            return f"{fact.words['fr']} : {self._list(conditions)}"
        left = fact.domain.intersection(*(each.element.values for each in conditions if each.inside))
        left = left.difference(*(each.element.values for each in conditions if not each.inside))
        return f"{fact.words['fr']} : {self._choice(name, left)}"

    def _place(self, condition: Condition) -> str:
        said = self._places(condition.element.values)
        return said if condition.inside else f"hors de {said}"

    def _list(self, conditions: list[Condition]) -> str:
        """« logement ou médecin, avec internet, mais pas déplacements »."""
        held = [self._held(each) for each in conditions if each.inside]
        lacking = [self._lacking(each, is_filled=bool(held)) for each in conditions if not each.inside]
        return ", mais ".join(filter(None, [", avec ".join(held), ", ".join(lacking)]))

    def _held(self, condition: Condition) -> str:
        labels = _clear(self._labels(condition.fact, self._in_order(condition.fact, condition.element.values)))
        return " et ".join(labels) if isinstance(condition.element, ContainsAll) else _either(labels)

    def _lacking(self, condition: Condition, *, is_filled: bool) -> str:
        """« ni a ni b (question posée) »; of a list that holds something, only what it may not hold."""
        if isinstance(condition.element, ContainsAll):
            return f"pas à la fois {self._held(condition)}"
        values = self._in_order(condition.fact, condition.element.values)
        answers = [value for value in values if value not in (AUCUN, *SPECIAL_VALUES)]
        others = [STATES_EXCLUDED[value] for value in values if value not in answers]
        labels = _clear(self._labels(condition.fact, answers))
        said = f"ni {' ni '.join(labels)}" if len(labels) > 1 else f"pas {labels[0]}" if labels else "n’importe"
        return f"{said} ({', '.join(others)})" if others and not is_filled else said

    def _choice(self, name: str, values: frozenset[str]) -> str:
        fact = self._vocabulary.get_fact(name)
        held = [value for value in fact.values if value in values]
        missing = [value for value in fact.values if value not in values]
        special = self._labels(name, [value for value in SPECIAL_VALUES if value in values])
        if missing and (len(held) <= FEW or len(missing) >= len(held)):
            return _either(_clear([*self._labels(name, held), *special]))
        left_out = self._labels(name, missing or ([INCONNU] if fact.unknown_allowed and not special else []))
        said = f"tout sauf {_together(left_out)}" if left_out else "n’importe"
        return f"{said}, y compris {_either(special)}" if special else said

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
        alone = [a_commune(name) for name in sorted(self._commune(code) for code in left)]
        more = len(alone) - FEW_PLACES
        if more > 0:
            alone[FEW_PLACES:] = ["dans une autre commune" if more == 1 else f"dans {more} autres communes"]
        return _either([*named, *alone])

    def _groupings(self) -> list[tuple[str, frozenset[str]]]:
        """The sets of communes that have a name here, the largest first."""
        named = [(f"dans la zone « {name} »", communes) for name, communes in self._territory.zones.items()]
        if self._geography is not None:
            epcis = (self._geography.epcis[code] for code in self._territory.epcis)
            named = [*((_at_epci(epci.name), epci.communes) for epci in epcis), *named]
        return sorted(named, key=lambda pair: -len(pair[1]))

    def _commune(self, code: str) -> str:
        known = self._geography.communes if self._geography is not None else {}
        return known[code].name if code in known else code

    def _both(self, fact: str, values: list[str]) -> str:
        return ", ".join(_clear(self._labels(fact, values)))

    def _labels(self, fact: str, values: Iterable[str]) -> list[str]:
        return [self._vocabulary.label(fact, value, "fr") for value in values]

    def _in_order(self, fact: str, values: frozenset[str]) -> list[str]:
        order = [*self._vocabulary.get_fact(fact).values, AUCUN, *SPECIAL_VALUES]
        return [value for value in order if value in values]


def _at_epci(name: str) -> str:
    """« dans la CC du Diois », « à Billom Communauté »."""
    return f"dans la {name}" if name.startswith(FEMININE_EPCIS) else f"à {name}"


def _clear(labels: list[str]) -> list[str]:
    """Puts labels between quotation marks where a comma or an « ou » of their own would blur a list of several."""
    if len(labels) == 1:
        return labels
    return [f"« {label} »" if ", " in label or " ou " in label else label for label in labels]


def _together(labels: list[str]) -> str:
    """Joins with commas and a last « et », unless a label has one of its own: then commas alone stay clear."""
    return ", ".join(labels) if any(" et " in label for label in labels) else _either(labels, "et")


def _either(labels: list[str], last: str = "ou") -> str:
    """Joins with commas and a last « ou »."""
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} {last} {labels[-1]}"
