"""The small territory of the rules' tests, shown as sheets."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "referral_rules"))

from small_territory import real_vocabulary

from bot.rules.definitions import load_geography
from referral_rules.geography import Geography
from referral_rules.vocabulary import Vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return real_vocabulary()


@pytest.fixture(scope="session")
def france() -> Geography:
    """The real table of communes."""
    return load_geography()
