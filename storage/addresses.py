"""Addresses of databases, read without the library that opens them where that is possible: it weighs 38 MB."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SQLITE: Final = "sqlite"


def driver_of(url: str) -> str:
    """The kind of database and its driver (« postgresql+psycopg ») that an address names; empty when it is none."""
    if url.startswith(f"{SQLITE}:///"):
        return SQLITE
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(url).drivername
    except ArgumentError:
        return ""


def is_sqlite(url: str) -> bool:
    """Whether an address is that of an SQLite database, in a file or in memory."""
    return driver_of(url).partition("+")[0] == SQLITE


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite database; None when the address is of another kind, or of one in memory."""
    from sqlalchemy import make_url

    database = make_url(url).database if is_sqlite(url) else None
    return Path(database) if database not in (None, "", ":memory:") else None
