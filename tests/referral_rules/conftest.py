"""The packaged vocabulary and a small territory, read once."""

from __future__ import annotations

import pytest
from small_territory import real_vocabulary, small_territory

from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return real_vocabulary()


@pytest.fixture(scope="session")
def territory(vocabulary: Vocabulary) -> Territory:
    return small_territory(vocabulary)
