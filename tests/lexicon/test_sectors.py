"""Sectors from the person's words: what is found, what is left unsaid, and how often both are right."""

from __future__ import annotations

from typing import Any

import pytest

from dialogs.lexicon import SectorMatcher, load_taxonomy
from dialogs.lexicon.sectors import MOST_CANDIDATES

Ideas = dict[str, list[dict[str, Any]]]
NO_SECTOR = {"aucun", "autre"}  # for these, silence is right


def sectors_of(matcher: SectorMatcher, text: str) -> list[str]:
    return [candidate.sector for candidate in matcher.match(text)]


def shares(matcher: SectorMatcher, ideas: list[dict[str, Any]]) -> tuple[float, float]:
    """Return the shares of ideas whose sector is offered first, and among the three."""
    first = among = 0
    for idea in ideas:
        accepted, offered = set(idea["secteur"]), sectors_of(matcher, idea["texte"])
        silence_is_right = not offered and bool(accepted & NO_SECTOR)
        first += silence_is_right or bool(offered and offered[0] in accepted)
        among += silence_is_right or bool(accepted & set(offered))
    return first / len(ideas), among / len(ideas)


def test_labelled_ideas_cover_every_sector_in_both_halves(ideas: Ideas, known_sectors: frozenset[str]) -> None:
    for half in ("tuning", "held_out"):
        assert {sector for idea in ideas[half] for sector in idea["secteur"]} == known_sectors | {"aucun"}
        assert len(ideas[half]) >= 65
    texts = [idea["texte"] for half in ideas.values() for idea in half]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("half", "least_first", "least_among_three"),
    [
        ("tuning", 0.97, 0.98),  # measured 1.00 and 1.00
        ("held_out", 0.95, 0.97),  # measured 0.99 and 1.00 on the first run
        ("rarer", 0.95, 0.97),  # measured 0.40 and 0.52 before it taught, 0.98 and 1.00 since
        ("unforeseen", 0.58, 0.74),  # measured 0.62 and 0.78, once
    ],
)
def test_sectors_are_found_at_least_as_often_as_measured(
    matcher: SectorMatcher, ideas: Ideas, half: str, least_first: float, least_among_three: float
) -> None:
    first, among_three = shares(matcher, ideas[half])
    assert first >= least_first
    assert among_three >= least_among_three


@pytest.mark.parametrize(
    "text",
    [
        "on cherche une maison, une école pour les enfants et un jardin",
        "we are looking for a house near a school",
        "mon père est malade, je veux me rapprocher de lui",
        "je voudrais savoir quelles aides existent",
        "je ne veux surtout pas être agriculteur",
        "il nous faut une nounou et un collège",
        "",
        "   …!!! 🙂",
        "\ud800\x00",
    ],
)
def test_nothing_is_offered_when_nothing_is_said_of_an_activity(matcher: SectorMatcher, text: str) -> None:
    assert matcher.match(text) == ()


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("pas dans l'agriculture, plutôt une boutique de laine", "commerce", "agriculture"),
        ("je veux quitter la restauration et ouvrir une mercerie", "commerce", "restauration"),
        ("I want to quit teaching and start a bakery", "artisanat_alimentaire", "services_personne"),
        ("tout sauf un restaurant, je rêve d'un gîte", "tourisme", "restauration"),
    ],
)
def test_negated_trade_does_not_vote(matcher: SectorMatcher, text: str, wanted: str, unwanted: str) -> None:
    offered = sectors_of(matcher, text)
    assert offered[0] == wanted
    assert unwanted not in offered


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("boulengerie patiserie", "artisanat_alimentaire"),
        ("lepicerie du bourg", "commerce"),
        ("MARAICHAGE", "agriculture"),
        ("chambre d’hotes", "tourisme"),
        ("foodtruck", "restauration"),
        ("travaux forestier", "bois_foret"),
    ],
)
def test_typos_accents_and_missing_apostrophes_do_not_hide_a_trade(
    matcher: SectorMatcher, text: str, sector: str
) -> None:
    assert sectors_of(matcher, text)[0] == sector


def test_expression_keeps_its_words_from_speaking_for_another_sector(matcher: SectorMatcher) -> None:
    assert sectors_of(matcher, "faire du bois de chauffage") == ["bois_foret"]
    assert sectors_of(matcher, "création de jeux vidéo") == ["numerique"]


def test_candidate_shows_the_persons_own_words_and_the_taxonomys_trade(matcher: SectorMatcher) -> None:
    best = matcher.match("reprendre l'Épicerie d'Arlanc")[0]
    assert (best.sector, best.words, best.trade) == ("commerce", ("Épicerie",), "épicerie")


def test_project_speaks_louder_than_the_trade_left_behind(matcher: SectorMatcher) -> None:
    text = "ma femme est infirmière, moi je voudrais ouvrir une crêperie"
    assert sectors_of(matcher, text)[0] == "restauration"


def test_candidates_are_few_sorted_and_repeatable(matcher: SectorMatcher, ideas: Ideas) -> None:
    for idea in ideas["tuning"]:
        candidates = matcher.match(idea["texte"])
        scores = [candidate.score for candidate in candidates]
        assert len(candidates) <= MOST_CANDIDATES
        assert scores == sorted(scores, reverse=True)
        assert candidates == matcher.match(idea["texte"])


def test_very_long_story_is_matched(matcher: SectorMatcher) -> None:
    assert sectors_of(matcher, "nous aimons la campagne. " * 2000)[:1] == []
    assert sectors_of(matcher, "je veux ouvrir une boulangerie. " + "et voilà. " * 5000)[0] == "artisanat_alimentaire"


def test_verb_is_not_taken_for_the_farm(matcher: SectorMatcher) -> None:
    text = "l'épicerie d'arlanc ferme et je me dis pourquoi pas moi"
    assert sectors_of(matcher, text)[0] == "commerce"


def test_every_sector_of_the_vocabulary_has_trades(taxonomy_text: str, known_sectors: frozenset[str]) -> None:
    assert set(load_taxonomy(taxonomy_text, known_sectors).sectors) == known_sectors


def test_every_trade_finds_its_own_sector_by_its_first_name(matcher: SectorMatcher, taxonomy_text: str) -> None:
    """A trade that is not found by its own name is a mistake of the file (trades made quiet by their weight apart)."""
    lost = []
    for trade in load_taxonomy(taxonomy_text).trades:
        offered = sectors_of(matcher, f"mon projet : {trade.expressions[0]}")
        if trade.weight >= 1 and trade.sector not in offered:
            lost.append((trade.sector, trade.expressions[0], offered))
    assert lost == []
