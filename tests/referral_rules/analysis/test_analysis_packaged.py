"""The packaged territory under the packaged dialog."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from small_territory import RULES_PACKAGE

from dialogs.schema import Moment, load_dialog
from referral_rules.analysis import Kind, Region, analyse, find_impossibilities
from referral_rules.analysis.sentences import say_observation
from referral_rules.coverage import cover
from referral_rules.geography import Geography, parse_geography
from referral_rules.loader import load_territory
from referral_rules.regions import lies_in
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def geography() -> Geography:
    return parse_geography(gzip.decompress((RULES_PACKAGE / "places" / "communes.tsv.gz").read_bytes()).decode())


@pytest.fixture(scope="module")
def livradois(vocabulary: Vocabulary, geography: Geography) -> Territory:
    folder = RULES_PACKAGE / "territories" / "livradois-forez"
    sources = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.yaml")}
    return load_territory(sources, vocabulary, geography)


@pytest.fixture(scope="module")
def impossible(vocabulary: Vocabulary) -> tuple[Region, ...]:
    folder = RULES_PACKAGE.parent / "dialogs" / "first_listening"
    dialog = load_dialog({path.name: path.read_text("utf-8") for path in folder.glob("*.yaml")}, vocabulary)
    questions = [question for part in dialog.of_moment(Moment.ECOUTE) for question in part.questions]
    return find_impossibilities(vocabulary, questions)


def test_milestones_decide_which_stages_a_kind_of_project_can_have(impossible: tuple[Region, ...]) -> None:
    def exists(**facts: str) -> bool:
        named = [region for region in impossible if {condition.fact for condition in region} <= facts.keys()]
        return not any(lies_in(facts, region) for region in named)

    alone = {"portage": "seul", "phase": "sans_objet"}
    assert not exists(forme_du_projet="transmission", stade="idee", **alone)
    assert exists(forme_du_projet="transmission", stade="activite", **alone)
    assert not exists(forme_du_projet="reprise", stade="activite", **alone)
    assert not exists(forme_du_projet="reprise", stade="etude", portage="collectif", phase="sans_objet")
    assert exists(forme_du_projet="reprise", stade="etude", portage="collectif", phase="preciser")


def test_nothing_blocks_and_everybody_has_an_interlocutor(
    livradois: Territory, impossible: tuple[Region, ...], geography: Geography
) -> None:
    report = analyse(livradois, ON, impossible)
    assert not report.is_blocking
    assert not report.of_kind(Kind.SHADOWED)
    assert not report.of_kind(Kind.UNREACHED)
    assert not report.of_kind(Kind.GAP)
    assert report.uncovered.exact
    assert report.uncovered.part == 0
    for found in report.observations:
        sentence = say_observation(found, livradois, ON, geography)
        assert sentence.endswith(".")
        assert not any(f" {mark}" in sentence for mark in ";:!?")


def test_every_sector_at_every_stage_has_a_referent(livradois: Territory, impossible: tuple[Region, ...]) -> None:
    table = cover(livradois, ON, impossible)
    assert not table.holes
    assert {cell[0][1] for cell in table.cells if len(cell) == 2} >= {"agriculture", "bois_foret", "inconnu"}
