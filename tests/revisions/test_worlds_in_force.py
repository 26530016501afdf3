"""Which rules hold: the folder's, then a person's; taken at the next transaction, never broken ones."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.logs import configure_logs
from bot.rules.definitions import load_world
from bot.rules.worlds import Worlds, with_territories
from bot.settings import load_settings
from bot.usecases.revisions import BlockedError, follow_folder, put_in_force, roll_back, take_in
from dialogs.world import World
from storage.store import Store
from tests.revisions.changed_rules import NEW_REFERENT, OLD_REFERENT, RULE, contradicted, file_of, misspelt, moved

LF = "livradois-forez"


@pytest.fixture
def logs() -> io.StringIO:
    """What goes to the log."""
    stream = io.StringIO()
    configure_logs("INFO", "json", stream=stream)
    return stream


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'store.db'}")
    opened.migrate()
    yield opened
    opened.close()


def load(folder: Path) -> World:
    return load_world(load_settings({"TERRITORIES_DIR": str(folder), "DEFAULT_TERRITORY": LF}))


def write(folder: Path, files: Mapping[str, bytes]) -> World:
    """Change the territory's folder; the definitions as they are read then."""
    for name, body in files.items():
        (folder / LF / name).write_bytes(body)
    return load(folder)


def start(store: Store, world: World, folder: Path, now: datetime) -> Worlds:
    """What a start does."""
    worlds = Worlds(world)
    with store.begin() as work:
        follow_folder(work, world, folder, now)
    return worlds


def referent(store: Store, worlds: Worlds) -> str:
    """Whom the rule names, for the next transaction."""
    with store.read() as work:
        rules = worlds.in_force(work).territories[LF].rules.rules
    return next(rule.referents[0] for rule in rules if rule.id == RULE)


def draft(store: Store, files: Mapping[str, bytes], now: datetime) -> int:
    with store.begin() as work:
        return take_in(work, LF, files, now, author="cli:ana").id


def decide(store: Store, worlds: Worlds, revision_id: int, now: datetime) -> None:
    with store.begin() as work:
        revision = work.revisions.get(revision_id)
        assert revision is not None
        expected = work.revisions.in_force()[LF].activation_id
        put_in_force(work, worlds.packaged, revision, now, by="cli:ana", expected=expected)


def numbers(store: Store) -> tuple[int, dict[int, str]]:
    """The number in force, and the state of each revision."""
    with store.read() as work:
        current = work.revisions.current(LF)
        assert current is not None
        return current.number, {one.number: one.state for one in work.revisions.history(LF)}


def test_at_the_first_start_the_folder_becomes_revision_1_and_holds(
    store: Store, folder: Path, files: dict[str, bytes], now: datetime
) -> None:
    world = load(folder)
    worlds = start(store, world, folder, now)
    assert numbers(store) == (1, {1: "activated"})
    with store.read() as work:
        assert work.revisions.files(work.revisions.in_force()[LF].revision_id) == files
        assert worlds.in_force(work).territories == world.territories


def test_a_revision_put_in_force_anywhere_holds_at_the_next_transaction_everywhere(
    store: Store, folder: Path, files: dict[str, bytes], now: datetime
) -> None:
    world = load(folder)
    here, elsewhere = start(store, world, folder, now), Worlds(world)
    assert referent(store, here) == referent(store, elsewhere) == OLD_REFERENT
    decide(store, here, draft(store, moved(files), now), now + timedelta(hours=1))
    assert referent(store, here) == referent(store, elsewhere) == NEW_REFERENT
    with store.read() as work:
        assert here.in_force(work) is here.in_force(work), "made once"
        assert here.in_force(work).places is world.places, "what did not change is not made again"
    with store.begin() as work:
        expected = work.revisions.in_force()[LF].activation_id
        assert roll_back(work, world, LF, now + timedelta(hours=2), by="cli:ana", expected=expected) is not None
    assert referent(store, here) == referent(store, elsewhere) == OLD_REFERENT


def test_a_transaction_under_way_keeps_the_rules_it_began_with(
    store: Store, folder: Path, files: dict[str, bytes], now: datetime
) -> None:
    worlds = start(store, load(folder), folder, now)
    revision = draft(store, moved(files), now)
    with store.read() as work:
        before = worlds.in_force(work)
        decide(store, worlds, revision, now)
        assert worlds.in_force(work) is before
    assert referent(store, worlds) == NEW_REFERENT


def test_a_developer_s_edit_holds_at_the_next_start_while_the_folder_leads(
    store: Store, folder: Path, files: dict[str, bytes], now: datetime
) -> None:
    start(store, load(folder), folder, now)
    worlds = start(store, write(folder, moved(files)), folder, now + timedelta(days=1))
    assert numbers(store) == (2, {1: "activated", 2: "activated"})
    assert referent(store, worlds) == NEW_REFERENT
    worlds = start(store, write(folder, files), folder, now + timedelta(days=2))
    assert numbers(store)[0] == 1, "content that comes back keeps its number"
    assert referent(store, worlds) == OLD_REFERENT


def test_a_changed_folder_with_something_blocking_stays_a_draft_and_the_log_says_so(
    store: Store, folder: Path, files: dict[str, bytes], now: datetime, logs: io.StringIO
) -> None:
    start(store, load(folder), folder, now)
    worlds = start(store, write(folder, contradicted(files)), folder, now + timedelta(days=1))
    assert numbers(store) == (1, {1: "activated", 2: "draft"})
    assert referent(store, worlds) == OLD_REFERENT
    blocked = [line for line in logs.getvalue().splitlines() if "rules_blocked" in line]
    assert len(blocked) == 1
    assert f'"file": "{file_of(files)}"' in blocked[0]


def test_once_a_person_decided_a_changed_folder_brings_a_draft_and_one_log_line(
    store: Store, folder: Path, files: dict[str, bytes], now: datetime, logs: io.StringIO
) -> None:
    worlds = start(store, load(folder), folder, now)
    decide(store, worlds, draft(store, moved(files), now), now)
    changed = {**files, "suivi.yaml": files["suivi.yaml"] + b"# relu\n"}
    logs.truncate(0)
    worlds = start(store, write(folder, changed), folder, now + timedelta(days=1))
    assert numbers(store) == (2, {1: "activated", 2: "activated", 3: "draft"})
    assert referent(store, worlds) == NEW_REFERENT
    lines = [line for line in logs.getvalue().splitlines() if LF in line]
    assert len(lines) == 1
    assert "rules_draft" in lines[0]


def test_what_blocks_is_never_put_in_force_and_what_held_before_may_always_come_back(
    store: Store, folder: Path, files: dict[str, bytes], now: datetime
) -> None:
    worlds = start(store, write(folder, contradicted(files)), folder, now)  # the first: there is no other
    assert referent(store, worlds) == NEW_REFERENT
    decide(store, worlds, draft(store, files, now), now)
    for broken in (misspelt(files), {**contradicted(files), "suivi.yaml": files["suivi.yaml"] + b"# x\n"}):
        with pytest.raises(BlockedError) as refused:
            decide(store, worlds, draft(store, broken, now), now)
        assert refused.value.remarks
    assert referent(store, worlds) == OLD_REFERENT
    with store.begin() as work:
        expected = work.revisions.in_force()[LF].activation_id
        roll_back(work, worlds.packaged, LF, now, by="cli:ana", expected=expected)
    assert referent(store, worlds) == NEW_REFERENT


def test_rules_that_no_longer_load_are_not_served_and_the_log_says_so(
    store: Store, folder: Path, files: dict[str, bytes], now: datetime, logs: io.StringIO
) -> None:
    worlds = start(store, load(folder), folder, now)
    revision_id = draft(store, misspelt(files), now)
    with store.begin() as work:  # as after an upgrade that removed a value
        revision = work.revisions.get(revision_id)
        assert revision is not None
        expected = work.revisions.in_force()[LF].activation_id
        work.revisions.activate(revision, now, by="cli:ana", expected=expected)
    assert referent(store, worlds) == OLD_REFERENT
    assert "rules_unloadable" in logs.getvalue()
    assert f'"file": "{file_of(files)}"' in logs.getvalue()


def test_a_territory_without_a_folder_stays_when_a_person_decided_on_it(
    store: Store, folder: Path, files: dict[str, bytes], now: datetime
) -> None:
    world = load(folder)
    other = with_territories(world, {"ailleurs": replace(world.territory(None), id="ailleurs", content_hash="f" * 16)})
    worlds = start(store, world, folder, now)
    gone = Worlds(other)
    with store.read() as work:
        assert set(gone.in_force(work).territories) == {"ailleurs"}, "it only ever came from a folder that is gone"
    decide(store, worlds, draft(store, moved(files), now), now)
    with store.read() as work:
        assert set(gone.in_force(work).territories) == {"ailleurs", LF}
