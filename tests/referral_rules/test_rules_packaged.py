"""The packaged territory: no question that it skips could change the referral, on seeded profiles."""

from __future__ import annotations

import gzip
import random
from datetime import date

import pytest
from small_territory import RULES_PACKAGE

from referral_rules.evaluate import FactValue, open_facts, propose
from referral_rules.facts import INCONNU, Fact, FactKind
from referral_rules.geography import parse_geography
from referral_rules.loader import load_territory
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

ON = date(2027, 2, 1)
FOLDER = RULES_PACKAGE / "territories" / "livradois-forez"
PROFILES = 400


@pytest.fixture(scope="module")
def packaged(vocabulary: Vocabulary) -> Territory:
    table = gzip.decompress((RULES_PACKAGE / "places" / "communes.tsv.gz").read_bytes()).decode("utf-8")
    sources = {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.yaml")}
    return load_territory(sources, vocabulary, parse_geography(table))


def draw_answer(rng: random.Random, fact: Fact, communes: list[str]) -> FactValue:
    if fact.kind is FactKind.COMMUNE:
        return rng.choice(communes)
    if fact.unknown_allowed and rng.random() < 0.1:
        return INCONNU
    if fact.kind is FactKind.MULTIPLE:
        return frozenset(rng.sample(fact.values, rng.randrange(4)))
    return rng.choice(fact.values)


def test_skipped_questions_change_nothing_in_the_packaged_territory(
    packaged: Territory, vocabulary: Vocabulary
) -> None:
    rng = random.Random(20261122)
    communes = sorted(packaged.communes)
    read = {name for derivation in vocabulary.derivations for row in derivation.rows for name in row.box}
    asked = [fact for fact in vocabulary.facts.values() if not fact.derived and (fact.for_rules or fact.name in read)]
    skipped = 0
    for _ in range(PROFILES):
        answers = {fact.name: draw_answer(rng, fact, communes) for fact in asked}
        known = {fact.name: answers[fact.name] for fact in rng.sample(asked, rng.randrange(1, len(asked)))}
        still_open = open_facts(packaged, known, ON)
        for fact in asked:
            if fact.name in known or fact.name in still_open:
                continue
            skipped += 1
            later = {name: value for name, value in answers.items() if name in known or rng.random() < 0.5}
            without = {name: value for name, value in later.items() if name != fact.name}
            before = propose(packaged, without, ON)
            after = propose(packaged, without | {fact.name: draw_answer(rng, fact, communes)}, ON)
            assert (after.referent, after.complementary, after.programmes) == (
                before.referent,
                before.complementary,
                before.programmes,
            )
    assert skipped > PROFILES  # else the test would prove nothing
