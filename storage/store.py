"""The store: where units of work come from.

Rule 1: one unit of work is one transaction. On SQLite a writing one begins with BEGIN IMMEDIATE: SQLAlchemy's default
opens nothing on SELECT, so that two writers would read the same row and one update would be lost.
Rule 2: reading units of work never write, and the engine refuses it if they try.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from storage.migrations import is_at_head, upgrade_to_head
from storage.unit_of_work import UnitOfWork

StoreError = SQLAlchemyError
"""What a store raises that can't be used, or can't do what it is asked."""

BUSY_TIMEOUT_MS = 5_000  # how long a writer waits for another before "database is locked"


class Store:
    """A database that holds everything. Safe to share between threads."""

    def __init__(self, engine: Engine, *, one_connection: bool = False) -> None:
        self._engine = engine
        view: dict[str, Any] = {"reads_only": True}  # for SQLite, whose every transaction is a snapshot
        if engine.dialect.name == "postgresql":
            view = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
        self._reading_engine = engine.execution_options(**view)
        # An in-memory SQLite database lives in one connection: its users take turns.
        self._turn: AbstractContextManager[Any] = threading.Lock() if one_connection else nullcontext()
        self._log_holds_erased = False

    @classmethod
    def open(cls, url: str) -> Store:
        """The store at `url`: `sqlite:///var/x.db`, `sqlite://` (in memory, for tests), `postgresql+psycopg://…`.

        The folder of an SQLite file is created. Nothing else is: call `migrate` before the first use.
        """
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return cls(create_engine(url, pool_pre_ping=True))
        in_memory = parsed.database in (None, "", ":memory:")
        if in_memory:
            engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
        else:
            Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(url)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return cls(engine, one_connection=in_memory)

    def migrate(self) -> None:
        """Bring the tables to the newest form. Safe when several processes start at once: they take turns."""
        with self._turn, self._engine.begin() as connection:
            upgrade_to_head(connection)

    def is_newest(self) -> bool:
        """Whether the tables are those of the last packaged migration."""
        with self._turn, self._reading_engine.begin() as connection:
            return is_at_head(connection)

    @property
    def kind(self) -> str:
        """The kind of database: sqlite or postgresql."""
        return self._engine.dialect.name

    @contextmanager
    def begin(self) -> Iterator[UnitOfWork]:
        """One writing transaction: commits on normal exit, rolls everything back on an exception.

        Raises:
            sqlalchemy.exc.OperationalError: locked for too long, disk full, connection lost: try again.
        """
        with self._turn:
            with Session(self._engine, expire_on_commit=False) as session, session.begin():
                work = UnitOfWork(session, writes=True)
                yield work
                work.flush()
            self._log_holds_erased = self._log_holds_erased or work.people.has_erased
            if self._log_holds_erased:
                self._log_holds_erased = not self._truncate_log()

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """A consistent view that never writes and never keeps a writer waiting."""
        with self._turn, Session(self._reading_engine, expire_on_commit=False) as session:
            yield UnitOfWork(session, writes=False)  # closing rolls back and leaves the objects readable

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _truncate_log(self) -> bool:
        """Empty SQLite's write-ahead log, which still holds what was just erased; False while a reader needs it."""
        if self._engine.dialect.name != "sqlite":
            return True
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("PRAGMA busy_timeout=0")  # try again after the next commit rather than hold writers up
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (is_busy, *_) = cursor.fetchall()[0]
            cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
            return not is_busy
        finally:
            connection.close()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Set a new SQLite connection up: durable, patient, and leaving nothing of what was deleted."""
    connection.isolation_level = None  # the driver begins nothing by itself: `_begin_sqlite` does
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}").close()
    _switch_to_wal(connection)
    for pragma in ("synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _switch_to_wal(connection: Any) -> None:
    """Turn write-ahead logging on, waiting while another process does: SQLite's own patience spares this statement."""
    patience = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError:
            if time.monotonic() > patience:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    """Begin for real: at once with the right to write, or with writing refused."""
    reads_only = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads_only else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
