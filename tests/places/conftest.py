"""The real table of communes, read once, and the matcher of a Livradois-Forez front door."""

import gzip
from pathlib import Path

import pytest
from noisy_places import livradois_forez

from dialogs.places import PlaceMatcher
from referral_rules.geography import Geography, parse_geography

TABLE = Path(__file__).resolve().parents[2] / "referral_rules" / "places" / "communes.tsv.gz"
TERRITORY_NAMES = {"Livradois-Forez": "livradois-forez", "livradois": "livradois-forez"}


@pytest.fixture(scope="session")
def table() -> str:
    return gzip.decompress(TABLE.read_bytes()).decode("utf-8")


@pytest.fixture(scope="session")
def geography(table: str) -> Geography:
    return parse_geography(table)


@pytest.fixture(scope="session")
def prior(geography: Geography) -> frozenset[str]:
    return livradois_forez(geography)


@pytest.fixture(scope="session")
def matcher(geography: Geography, prior: frozenset[str]) -> PlaceMatcher:
    return PlaceMatcher(geography, territory_names=TERRITORY_NAMES, prior=prior)
