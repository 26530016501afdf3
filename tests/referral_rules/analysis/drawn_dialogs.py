"""Random dialogs over a drawn world: questions under conditions, options that depend on earlier answers."""

from __future__ import annotations

from hypothesis import strategies as st
from plain_search import Asked, Offered
from random_rules import DrawnWorld, drawn_rules, write_rule
from small_territory import DIRECTORY, FOLLOW_UP, TERRITORY, small_geography

from referral_rules.boxes import Among, Box, ContainsAny
from referral_rules.loader import load_territory


@st.composite
def dialogs(draw: st.DrawFn, world: DrawnWorld) -> tuple[Asked, ...]:
    """Draws questions on `a`, `b`, `m` and `j`, each of which may depend on those before."""
    questions: list[Asked] = []
    for name in ("a", "b", "m", "j"):
        if not draw(st.booleans()):
            continue
        earlier = [question.name for question in questions]
        box = draw(boxes(world, earlier))
        lists: list[Offered] = []
        if draw(st.booleans()):
            values = world.values[name]
            some = draw(st.lists(st.sampled_from(values), min_size=1, unique=True))
            lists = [Offered(draw(boxes(world, earlier)), tuple(some)), Offered({}, values)]
        questions.append(Asked(name, box, tuple(lists), draw(st.booleans())))
    return tuple(questions)


@st.composite
def boxes(draw: st.DrawFn, world: DrawnWorld, facts: list[str]) -> Box:
    """Draws a condition on up to two of the facts."""
    if not facts:
        return {}
    box: dict[str, Among | ContainsAny] = {}
    for fact in draw(st.lists(st.sampled_from(facts), max_size=2, unique=True)):
        words = draw(st.lists(st.sampled_from(world.values[fact]), min_size=1, unique=True))
        box[fact] = (ContainsAny if fact in ("m", "j") else Among)(frozenset(words))
    return box


@st.composite
def revised(draw: st.DrawFn, world: DrawnWorld) -> DrawnWorld:
    """Draws another revision of a world's rules, some of them kept."""
    rules = []
    for rule in world.rules:
        if draw(st.booleans()):
            rules.append(rule)
        elif draw(st.booleans()):
            rules.append(draw(drawn_rules(rule.name, world.values, world.unknown)))
    rules.append(draw(drawn_rules("new", world.values, world.unknown)))
    sources = {
        "territoire.yaml": TERRITORY,
        "annuaire.yaml": DIRECTORY,
        "suivi.yaml": FOLLOW_UP,
        "regles/r.yaml": "\n".join(map(write_rule, rules)),
    }
    territory = load_territory(sources, world.territory.rules.vocabulary, small_geography())
    return DrawnWorld(world.values, world.unknown, world.table, tuple(rules), territory)
