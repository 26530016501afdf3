"""What the tests of the looking verbs share: a territory's files, a profile to ask about."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.cli.conftest import Run

PROFILE = "{commune: Arlanc, forme_du_projet: reprise, secteur: commerce, stade: idee}"


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.glob("**/*.yaml"))}


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, body in files.items():
        (folder / name).write_bytes(body)


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def explained(cli: Run, *args: str) -> list[str]:
    return cli("explain", "--profile", "-", *args, stdin=PROFILE).out.replace("\u202f", " ").splitlines()
