"""Numbers that people say ("dossier 241", "révision 12"): counted up, never given twice, on both engines."""

from __future__ import annotations

from sqlalchemy import Connection

from storage.tables import Numbering, core
from storage.upserts import insert_into


def next_number(connection: Connection, name: str) -> int:
    """The next number under `name`, from 1. Others who want one wait until this transaction ends."""
    table = core(Numbering)
    statement = (
        insert_into(connection, table)
        .values(name=name, last=1)
        .on_conflict_do_update(index_elements=["name"], set_={"last": table.c.last + 1})
        .returning(table.c.last)
    )
    return int(connection.execute(statement).scalar_one())
