"""What these tests share: both databases, a folder of territories to change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.settings import PACKAGED_TERRITORIES
from tests.storage.conftest import now, postgres, store, url

__all__ = ["now", "postgres", "store", "url"]

LF = "livradois-forez"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of territories with one in it, to be changed."""
    shutil.copytree(PACKAGED_TERRITORIES / LF, tmp_path / "territoires" / LF)
    return tmp_path / "territoires"


@pytest.fixture
def files() -> dict[str, bytes]:
    """The files of the packaged territory, byte for byte."""
    home = PACKAGED_TERRITORIES / LF
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in sorted(home.glob("**/*.yaml"))}
