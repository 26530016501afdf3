"""The packaged word files and the labelled texts, read once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogs.lexicon import (
    DistressGuard,
    SectorMatcher,
    SignalPatterns,
    load_distress,
    load_signals,
    load_taxonomy,
)

HERE = Path(__file__).resolve().parent
LEXICON = HERE.parent.parent / "dialogs" / "lexicon"
VOCABULARY = HERE.parent.parent / "referral_rules" / "vocabulaire.yaml"


@pytest.fixture(scope="session")
def known_sectors() -> frozenset[str]:
    """The values of the fact `secteur`, as the vocabulary lists them."""
    facts = yaml.safe_load(VOCABULARY.read_text(encoding="utf-8"))["faits"]
    sector = next(fact for fact in facts if fact["fait"] == "secteur")
    return frozenset(value["valeur"] for value in sector["valeurs"])


@pytest.fixture(scope="session")
def taxonomy_text() -> str:
    return (LEXICON / "secteurs.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def matcher(taxonomy_text: str, known_sectors: frozenset[str]) -> SectorMatcher:
    return SectorMatcher(load_taxonomy(taxonomy_text, known_sectors))


@pytest.fixture(scope="session")
def signals_text() -> str:
    return (LEXICON / "signaux.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def signals(signals_text: str) -> SignalPatterns:
    return load_signals(signals_text)


@pytest.fixture(scope="session")
def distress_text() -> str:
    return (LEXICON / "detresse.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def guard(distress_text: str) -> DistressGuard:
    return load_distress(distress_text)


@pytest.fixture(scope="session")
def ideas() -> dict[str, list[dict[str, Any]]]:
    loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / "ideas.yaml").read_text(encoding="utf-8"))
    return loaded
