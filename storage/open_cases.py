"""The condition that a case is open, as the index of open cases has it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import col

from storage.tables import Case
from storage.tables.cases import OVER


def is_open_case() -> ColumnElement[bool]:
    """A case is open. The statuses stand in it to the letter: SQLite uses the partial index for nothing else."""
    return col(Case.status).not_in([literal_column(f"'{status}'") for status in OVER])
