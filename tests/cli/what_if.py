"""What the tests of the looking verbs share: a territory's files, and cases referred under its rules."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

from dialogs.world import World
from referral_rules.evaluate import propose
from referral_rules.facts import Facts
from storage.store import Store
from tests.cli.conftest import Run

LF = "livradois-forez"
TAKEOVER = "{commune: Arlanc, forme_du_projet: reprise, secteur: commerce, stade: idee}"
SUNDAY = datetime(2026, 11, 22, 20, 47, tzinfo=UTC)
MOVING: Facts = {
    "commune": "63010",
    "forme_du_projet": "reprise",
    "secteur": "commerce",
    "portage": "couple",
    "rapport_au_lieu": "envisage",
    "stade": "idee",
}
STAYING: Facts = {"commune": "63010", "forme_du_projet": "creation", "secteur": "agriculture", "stade": "etude"}
PLACELESS: Facts = {"secteur": "commerce", "forme_du_projet": "reprise", "stade": "idee"}


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.glob("**/*.yaml"))}


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, body in files.items():
        (folder / name).write_bytes(body)


def refer(store: Store, world: World, *cases: Facts, revision: str | None = None) -> list[int]:
    """Cases with a referral each, as the packaged rules make them; their numbers."""
    territory = world.territories[LF]
    numbers = []
    with store.begin() as work:
        for facts in cases:
            proposal = propose(territory, facts, SUNDAY.date())
            case = work.cases.open(LF, facts, "fr", 1, SUNDAY)
            work.cases.add_referral(
                case,
                interlocutor=proposal.referent.interlocutor,
                rule=proposal.rule,
                revision=revision or territory.content_hash,
                reason="",
                promised_on=date(2026, 11, 27),
                now=SUNDAY,
            )
            numbers.append(case.number)
    return numbers


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def explained(cli: Run, *args: str) -> list[str]:
    return cli("explain", "--profile", "-", *args, stdin=TAKEOVER).out.replace("\u202f", " ").splitlines()
