"""Random small vocabularies and rules, written out as YAML and also judged by a plain evaluator.

The plain evaluator knows nothing of masks, boxes or elements: it reads the drawn conditions word by word and
finds inclusion by listing every value. It is the oracle of the property tests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from hypothesis import strategies as st
from small_territory import DIRECTORY, FOLLOW_UP, TERRITORY, small_geography

from referral_rules.facts import OneOf
from referral_rules.loader import load_territory
from referral_rules.territory import Territory
from referral_rules.vocabulary import load_vocabulary

HOME = ("63003", "63010", "63057", "63430", "63901", "63902")
OUTSIDE = "43040"
DESKS = ("cc.accueil", "cci.ambert", "cci.thiers")
SPECIAL = ("inconnu", "sans_objet")
Value = Any  # str or frozenset of str


@dataclass(frozen=True)
class DrawnRule:
    """A rule as drawn: for each fact an operator and its words."""

    name: str
    conditions: dict[str, tuple[str, tuple[str, ...]]]
    communes: tuple[str, ...] | None
    priority: int
    referent: str | None
    appui: str | None
    state: str = "active"


@dataclass(frozen=True)
class DrawnWorld:
    """A vocabulary and rules, as drawn and as loaded."""

    values: dict[str, tuple[str, ...]]
    unknown: dict[str, bool]
    table: tuple[tuple[str, str, str], ...]  # (stage, fact read, word that makes the row hold)
    rules: tuple[DrawnRule, ...]
    territory: Territory = field(compare=False)

    def domain(self, fact: str) -> list[Value]:
        """Every answer a fact can have."""
        if fact == "commune":
            return [*HOME, OUTSIDE, "inconnu"]
        special = [word for word in SPECIAL if word == "sans_objet" or self.unknown[fact]]
        if fact == "stade":
            return list(self.values[fact])
        if fact in ("m", "j"):
            listed = self.values[fact]
            lists = [frozenset(c) for n in range(len(listed) + 1) for c in combinations(listed, n)]
            return [*lists, *special]
        return [*self.values[fact], *special]

    def stage(self, profile: dict[str, Value]) -> str:
        """The derived stage of a complete profile: first row that holds."""
        for stage, fact, word in self.table:
            value = profile[fact]
            if (word in value) if isinstance(value, frozenset) else (value == word):
                return stage
        return self.values["stade"][0]

    def accepts(self, rule: DrawnRule, fact: str, value: Value) -> bool:
        """Reads one drawn condition, literally."""
        if fact == "commune":
            return value in rule.communes if rule.communes is not None else value in (*HOME, "inconnu")
        if fact not in rule.conditions:
            return True
        operator, words = rule.conditions[fact]
        order = self.values[fact]
        match operator:
            case "liste":
                return value in words
            case "sauf":
                return value in order and value not in words
            case "au_moins":
                return value in order and order.index(value) >= order.index(words[0])
            case "au_plus":
                return value in order and order.index(value) <= order.index(words[0])
            case "contient_un_de":
                if isinstance(value, str):
                    return value in words
                return any(word in value for word in words) if value else "aucun" in words
            case _:
                return isinstance(value, frozenset) and all(word in value for word in words)

    def matches(self, rule: DrawnRule, profile: dict[str, Value]) -> bool:
        """Tells whether a complete profile satisfies every condition."""
        known = {**profile, "stade": self.stage(profile)}
        return all(self.accepts(rule, fact, known[fact]) for fact in ("commune", *rule.conditions))

    def contains(self, outer: DrawnRule, inner: DrawnRule) -> bool:
        """Tells whether outer accepts all that inner accepts, and something else besides."""
        wider = False
        for fact in ("a", "b", "m", "stade", "commune"):
            for value in self.domain(fact):
                in_outer, in_inner = self.accepts(outer, fact, value), self.accepts(inner, fact, value)
                if in_inner and not in_outer:
                    return False
                wider = wider or in_outer > in_inner
        return wider

    def winner(self, profile: dict[str, Value]) -> str | None:
        """The rule that names the referent, by the three steps of the semantics, ties by order of writing."""
        matched = [rule for rule in self.rules if rule.referent and self.matches(rule, profile)]
        left = [rule for rule in matched if not any(self.contains(rule, other) for other in matched)]
        highest = max((rule.priority for rule in left), default=None)
        return next((rule.name for rule in left if rule.priority == highest), None)


def write_vocabulary(values: dict[str, tuple[str, ...]], unknown: dict[str, bool], table: Any) -> str:
    """Writes the drawn vocabulary as YAML."""
    words = "mots: {fr: f, en: f}"
    lines = ["faits:"]
    for fact, listed in values.items():
        kind = "multiple" if fact in ("m", "j") else "choix"
        flags = f"regles: {'faux' if fact == 'j' else 'vrai'}, inconnu: {'vrai' if unknown[fact] else 'faux'}"
        flags += ", ordonne: vrai" if fact in ("b", "stade") else ""
        flags += ", derive: vrai" if fact == "stade" else ""
        items = ", ".join(f"{{valeur: {value}, fr: x, en: x}}" for value in listed)
        lines.append(f"  - {{fait: {fact}, genre: {kind}, {flags}, {words}, valeurs: [{items}]}}")
    lines.append(f"  - {{fait: commune, genre: commune, regles: vrai, inconnu: vrai, {words}}}")
    lines += ["derivations:", "  - fait: stade", "    lignes:"]
    for stage, fact, word in table:
        condition = f"{{contient_un_de: [{word}]}}" if fact in ("m", "j") else f"[{word}]"
        lines.append(f"      - {{valeur: {stage}, si: {{{fact}: {condition}}}}}")
    lines.append(f"      - {{valeur: {values['stade'][0]}}}")
    return "\n".join(lines)


def write_rule(rule: DrawnRule) -> str:
    """Writes a drawn rule as YAML."""
    lines = [f"- regle: {rule.name}", "  titre: t", "  motif: m", f"  priorite: {rule.priority}"]
    lines += [f"  etat: {rule.state}", *write_box(rule)]
    if rule.referent:
        lines.append(f"  referent: {rule.referent}")
    if rule.appui:
        lines.append(f"  appuis: [{rule.appui}]")
    return "\n".join(lines)


def write_box(rule: DrawnRule) -> list[str]:
    """Writes for whom a drawn rule is, as the lines of a YAML mapping."""
    conditions = []
    for fact, (operator, words) in rule.conditions.items():
        listed = f"[{', '.join(words)}]"
        shown = words[0] if operator.startswith("au_") else listed
        conditions.append(f"{fact}: {listed if operator == 'liste' else f'{{{operator}: {shown}}}'}")
    lines = [f"  si: {{{', '.join(conditions)}}}"] if conditions else []
    if rule.communes is not None:
        lines.append("  territoire: {communes: [" + ", ".join(f'"{code}"' for code in rule.communes) + "]}")
    return lines


def subsets(words: tuple[str, ...], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    """Draws one or more distinct words."""
    return st.lists(st.sampled_from(words), min_size=1, max_size=most, unique=True).map(tuple)


def conditions_on(fact: str, values: tuple[str, ...], special: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Draws one condition that the fact may bear."""
    if fact == "m":
        any_of = st.tuples(st.just("contient_un_de"), subsets((*values, "aucun", *special), 5))
        return any_of | st.tuples(st.just("contient_tous"), subsets(values, 3))
    choices = [st.tuples(st.just("liste"), subsets((*values, *special), 5))]
    choices.append(st.tuples(st.just("sauf"), subsets(values[:-1])))
    if fact in ("b", "stade"):
        choices.append(st.tuples(st.sampled_from(["au_moins", "au_plus"]), subsets(values, 1)))
    return st.one_of(choices)


@st.composite
def worlds(draw: st.DrawFn) -> DrawnWorld:
    """Draws a vocabulary of four facts and a stage, and up to seven rules; loads them from YAML."""
    sizes = draw(st.tuples(st.integers(2, 3), st.integers(2, 3)))
    values = {
        "a": tuple(f"a{i}" for i in range(sizes[0])),
        "b": tuple(f"b{i}" for i in range(sizes[1])),
        "m": ("m0", "m1", "m2"),
        "j": ("j0", "j1"),
        "stade": ("s0", "s1", "s2"),
    }
    unknown = {fact: draw(st.booleans()) for fact in ("a", "b", "m", "j")} | {"stade": False}
    row = st.tuples(
        st.sampled_from(values["stade"]),
        st.sampled_from([("j", "j0"), ("j", "j1"), ("a", "a0"), ("m", "m1")]),
    ).map(lambda drawn: (drawn[0], *drawn[1]))
    table = tuple(draw(st.lists(row, max_size=3)))
    count = draw(st.integers(1, 7))
    rules = tuple(draw(drawn_rules(f"r{i}", values, unknown)) for i in range(count))
    vocabulary = load_vocabulary(write_vocabulary(values, unknown, table))
    sources = {
        "territoire.yaml": TERRITORY,
        "annuaire.yaml": DIRECTORY,
        "suivi.yaml": FOLLOW_UP,
        "regles/r.yaml": "\n".join(map(write_rule, rules)),
    }
    return DrawnWorld(values, unknown, table, rules, load_territory(sources, vocabulary, small_geography()))


@st.composite
def drawn_rules(draw: st.DrawFn, name: str, values: Any, unknown: dict[str, bool]) -> DrawnRule:
    """Draws one rule."""
    conditions = {}
    for fact in draw(st.lists(st.sampled_from(["a", "b", "m", "stade"]), max_size=3, unique=True)):
        special = tuple(w for w in SPECIAL if fact != "stade" and (w == "sans_objet" or unknown[fact]))
        conditions[fact] = draw(conditions_on(fact, values[fact], special))
    names_referent = draw(st.integers(0, 4)) > 0
    return DrawnRule(
        name=name,
        conditions=conditions,
        communes=draw(st.none() | subsets(HOME, 4)),
        priority=draw(st.sampled_from([40, 50, 60])),
        referent=draw(st.sampled_from(DESKS)) if names_referent else None,
        appui=draw(st.none() | st.just("cc.economie")) if names_referent else "cc.economie",
    )


def partial_profiles(world: DrawnWorld) -> st.SearchStrategy[dict[str, Any]]:
    """Draws what may be known of a person: values, sets of values, and facts not asked."""
    parts: dict[str, st.SearchStrategy[Any]] = {}
    for fact in ("commune", "a", "b", "m", "j"):
        domain = world.domain(fact)
        parts[fact] = st.none() | st.sampled_from(domain)
        if fact not in ("m", "j"):
            parts[fact] |= subsets(tuple(domain), 3).map(lambda words: OneOf(frozenset(words)))
    return st.fixed_dictionaries(parts).map(
        lambda profile: {fact: value for fact, value in profile.items() if value is not None}
    )


def completions(world: DrawnWorld, known: dict[str, Any]) -> st.SearchStrategy[dict[str, Value]]:
    """Draws a complete profile that agrees with what is known."""
    parts: dict[str, st.SearchStrategy[Any]] = {}
    for fact in ("commune", "a", "b", "m", "j"):
        value = known.get(fact)
        if value is None:
            parts[fact] = st.sampled_from(world.domain(fact))
        elif isinstance(value, OneOf):
            parts[fact] = st.sampled_from(sorted(value.values))
        else:
            parts[fact] = st.just(value)
    return st.fixed_dictionaries(parts)
