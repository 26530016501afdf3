"""Time of the exact analysis, beside a plain search in Python, with identical answers.

Realistic territories of 100 and 1,000 rules over the packaged vocabulary and dialog (a hundred communes in zones), and
adversarial ones: a cover by small boxes with a single profile left, rules all in each other's way, rules with dates of
their own. Medians of several rounds. Run:

    python benchmarks/bench_analysis.py
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from dialogs.schema import Moment, load_dialog
from referral_rules.analysis import Region, analyse, find_impossibilities
from referral_rules.analysis.space import open_space
from referral_rules.boxes import Among, Box, ContainsAny, Element
from referral_rules.directory import Directory, Family, Interlocutor, Pronoun, Status, Structure
from referral_rules.facts import INCONNU, FactKind
from referral_rules.rule import Choice, Rule, State, Wording
from referral_rules.ruleset import RuleSet
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary, load_vocabulary

HOUSE = Path(__file__).resolve().parent.parent
ON = date(2026, 11, 22)
ROUNDS = 5
COMMUNES = [f"63{number:03}" for number in range(100)]
ZONES = [frozenset(COMMUNES[start : start + 25]) for start in range(0, 100, 25)]
DESKS = [f"s{structure}.accueil" for structure in range(30)]
TARGETS = {"realistic, 100 rules": 0.5, "realistic, 1,000 rules": 10.0}  # seconds
PLAIN_LIMIT_SECONDS = 20.0  # the plain search is given up after this

Conditions = dict[str, Element]


def make_rule(number: int, box: Box, priority: int, referent: str | None, appui: str | None = None) -> Rule:
    """Makes one rule."""
    return Rule(
        id=f"r{number}",
        title=Wording(f"r{number}"),
        state=State.ACTIVE,
        starts_on=None,
        ends_on=None,
        box=box,
        referents=(referent,) if referent else (),
        choice=Choice.LA_PERSONNE,
        appuis=(appui,) if appui else (),
        programme=None,
        priority=priority,
        reason=Wording("x"),
        appui_reasons={},
        examples=(),
        counter_examples=(),
        file="essai.yaml",
        line=number,
    )


def make_territory(rules: Sequence[Rule], vocabulary: Vocabulary) -> Territory:
    """Makes a territory of a hundred communes with thirty structures."""
    structures, desks = {}, {}
    for place, desk in enumerate([*DESKS, "pivot.accueil"]):
        name = desk.split(".")[0]
        family = list(Family)[place % 3]
        structures[name] = Structure(name, name, family, "", "", "", "", "", (desk,))
        week = frozenset(range(5))
        desks[desk] = Interlocutor(
            desk, structures[name], desk, "", Pronoun.EQUIPE, "", "", "", week, (), None, Status.ACTIF, None, 1
        )
    return Territory(
        id="essai",
        name="Essai",
        names=(),
        epcis=(),
        communes=frozenset(COMMUNES),
        zones={},
        pivot="pivot.accueil",
        pivot_reason=Wording("x"),
        fil_rouge="par_regle",
        rules=RuleSet(tuple(rules), vocabulary),
        directory=Directory(structures, desks, {}),
        follow_up_source={},
        outside=(),
        retention_months=12,
        content_hash="0" * 16,
    )


def realistic(count: int, vocabulary: Vocabulary, rng: random.Random) -> list[Rule]:
    """Rules as animators write them: a zone, a few sectors, a span of stages, sometimes more; one in eight adds."""
    facts = vocabulary.facts
    rules: list[Rule] = []
    for number in range(count):
        box: Conditions = {"commune": Among(rng.choice([*ZONES, frozenset(COMMUNES) | {INCONNU}]))}
        if count > 100:
            some = frozenset(rng.sample(COMMUNES, rng.randrange(1, 40)))
            box["commune"] = Among(some) if rng.random() < 0.3 else box["commune"]
        box["secteur"] = Among(frozenset(rng.sample(facts["secteur"].values, rng.randrange(1, 5))))
        start = rng.randrange(6)
        box["stade"] = Among(frozenset(facts["stade"].values[start : start + rng.randrange(1, 5)]))
        for name, chance in (("forme_du_projet", 0.8), ("portage", 0.2), ("statut", 0.2), ("type_collectif", 0.1)):
            if rng.random() < chance:
                values = facts[name].values
                box[name] = Among(frozenset(rng.sample(values, rng.randrange(1, len(values)))))
        for name in ("besoins_projet", "besoins_vie", "but"):
            if rng.random() < 0.15:
                box[name] = ContainsAny(frozenset(rng.sample(facts[name].values, rng.randrange(1, 4))))
        adds = number % 8 == 7
        desk = rng.choice(DESKS)
        priority = rng.randrange(100) if count > 100 else rng.choice((20, 40, 50, 60))
        rules.append(make_rule(number, box, priority, None if adds else desk, desk if adds else None))
    whole = frozenset(COMMUNES) | {INCONNU}
    rules += [
        make_rule(count + place, {"commune": Among(whole), "stade": Among(frozenset({stage}))}, 10, DESKS[place])
        for place, stage in enumerate(facts["stade"].values[:3])
    ]
    return rules


def cover_but_one(vocabulary: Vocabulary, size: int) -> list[Rule]:
    """Each rule takes one cell of a grid of four facts; one cell is left out: the only gap is a needle."""
    names = ("secteur", "forme_du_projet", "stade", "portage")
    domains = [sorted(vocabulary.facts[name].domain)[:size] for name in names]
    cells = list(product(*domains))[:-1]
    boxes: list[Conditions] = [
        {name: Among(frozenset({value})) for name, value in zip(names, cell, strict=True)} for cell in cells
    ]
    for name, domain in zip(names, domains, strict=True):
        rest = vocabulary.facts[name].domain - frozenset(domain)
        if rest:
            boxes.append({name: Among(rest)})
    return [make_rule(number, box, 50, DESKS[0]) for number, box in enumerate(boxes)]


def crossing(vocabulary: Vocabulary, count: int, rng: random.Random) -> list[Rule]:
    """Each rule leaves out one value of each of six facts: all are in each other's way, none is inside another."""
    names = ("secteur", "forme_du_projet", "stade", "portage", "statut", "type_collectif")
    rules = []
    for number in range(count):
        box: Conditions = {
            name: Among(vocabulary.facts[name].domain - {rng.choice(vocabulary.facts[name].values)}) for name in names
        }
        rules.append(make_rule(number, box, number, DESKS[number % len(DESKS)]))
    return rules


def dated(rules: Sequence[Rule], rng: random.Random) -> list[Rule]:
    """One rule in ten gets days of its own."""
    starts = [ON + timedelta(days=rng.randrange(300)) for _ in rules]
    return [
        replace(rule, starts_on=start, ends_on=start + timedelta(days=60)) if rule.line % 10 == 0 else rule
        for rule, start in zip(rules, starts, strict=True)
    ]


def plain_search(territory: Territory, impossible: Sequence[Region], box: Box, outside: Sequence[Box]) -> bool:
    """Finds a profile fact by fact, dropping the boxes that it has left; no classes, no learning."""
    regions = [tuple((fact, element, True) for fact, element in each.items()) for each in outside]
    regions += [tuple((c.fact, c.element, c.inside) for c in region) for region in impossible]
    facts = territory.rules.vocabulary.facts
    named = sorted({fact for region in regions for fact, _, _ in region} | box.keys())

    def values(name: str) -> list[str | frozenset[str]]:
        if name == "commune":
            return [*COMMUNES, INCONNU]
        special = [value for value in ("inconnu", "sans_objet") if facts[name].has_value(value)]
        if facts[name].kind is not FactKind.MULTIPLE:
            return [*facts[name].values, *special]
        lists = product((False, True), repeat=len(facts[name].values))
        held = [frozenset(v for v, is_in in zip(facts[name].values, bits, strict=True) if is_in) for bits in lists]
        return [*held, *special]

    domains = {name: [v for v in values(name) if name not in box or box[name].accepts(v)] for name in named}
    named.sort(key=lambda name: len(domains[name]))

    def descend(place: int, alive: list[tuple[tuple[str, Element, bool], ...]]) -> bool:
        if not alive:
            return True
        if place == len(named) or time.perf_counter() > deadline:
            return False
        name = named[place]
        for value in domains[name]:
            left = [
                region
                for region in alive
                if all(element.accepts(value) == inside for fact, element, inside in region if fact == name)
            ]
            if not any(all(named.index(fact) <= place for fact, _, _ in region) for region in left) and descend(
                place + 1, left
            ):
                return True
        return False

    deadline = time.perf_counter() + PLAIN_LIMIT_SECONDS
    return descend(0, regions)


def median_seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Runs the work several times; gives the median."""
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def compare_searches(name: str, territory: Territory, impossible: Sequence[Region]) -> None:
    """Asks both for a profile outside all rules; they must agree whenever the plain one ends."""
    rules = [rule for rule in territory.rules.rules if rule.referents]
    space = open_space(territory, ON, impossible)
    try:
        ids = [rule.id for rule in rules]
        found = space.routing.find_profile({}, ids) is not None
        exact = median_seconds(lambda: space.routing.find_profile({}, ids))
        started = time.perf_counter()
        plain = plain_search(territory, space.impossible, {}, [rule.box for rule in rules])
        taken = time.perf_counter() - started
    finally:
        space.encoding.close()
    given_up = taken > PLAIN_LIMIT_SECONDS
    assert given_up or plain == found, f"{name}: the two searches disagree"
    print(f"    one gap: SAT {exact * 1e3:8.2f} ms   plain {'over ' if given_up else ''}{taken * 1e3:10.1f} ms")


def main() -> int:
    """Prints the figures; exits with 1 when a target is missed."""
    vocabulary = load_vocabulary((HOUSE / "referral_rules" / "vocabulaire.yaml").read_text("utf-8"))
    parts = sorted((HOUSE / "dialogs" / "first_listening").glob("*.yaml"))
    dialog = load_dialog({part.name: part.read_text("utf-8") for part in parts}, vocabulary)
    questions = [question for part in dialog.of_moment(Moment.ECOUTE) for question in part.questions]
    impossible = find_impossibilities(vocabulary, questions)
    seconds = median_seconds(lambda: find_impossibilities(vocabulary, questions))
    print(f"impossibilities of the dialog: {len(impossible)} in {seconds * 1e3:.0f} ms")
    rng = random.Random(20261122)
    hundred, thousand = realistic(97, vocabulary, rng), realistic(997, vocabulary, rng)
    sets = {
        "realistic, 100 rules": hundred,
        "realistic, 1,000 rules": thousand,
        "realistic, 100 rules, ten with dates": dated(hundred, rng),
        "a cover of 1,296 cells but one": cover_but_one(vocabulary, 6),
        "100 rules all crossing": crossing(vocabulary, 100, rng),
        "1,000 rules all crossing": crossing(vocabulary, 1000, rng),
    }
    missed = False
    for name, rules in sets.items():
        territory = make_territory(rules, vocabulary)
        report = analyse(territory, ON, impossible)
        taken = median_seconds(lambda t=territory: analyse(t, ON, impossible), 3)  # type: ignore[misc]
        limit = TARGETS.get(name, TARGETS["realistic, 1,000 rules"])
        missed = missed or taken > limit
        kinds = ", ".join(
            f"{len(report.of_kind(kind))} {kind}" for kind in dict.fromkeys(o.kind for o in report.observations)
        )
        share = f"{'' if report.uncovered.exact else 'at least '}{report.uncovered.part:.2%}"
        print(f"{name}: report in {taken * 1e3:.0f} ms (at most {limit:g} s); uncovered {share}; {kinds}")
        compare_searches(name, territory, impossible)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
