"""Which world is in force: the packaged talk, with each territory's rules as the store has them.

Rule 1: the store says which revision a territory goes by; a process asks once in every transaction, so that a revision
put in force anywhere holds from the next input on, everywhere, without a restart.
Rule 2: rules are loaded once for a content hash. What doesn't load is never served: the folder's rules stay, and the
log says so.
Rule 3: which territories are served: those that have a folder, and those whose rules a person put in force.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import structlog

from bot.rules.definitions import Ground, names_of, read_rules
from bot.rules.shelf import Shelf
from dialogs.places import PlaceMatcher
from dialogs.world import World
from referral_rules.errors import Finding, Severity
from referral_rules.loader import content_hash
from referral_rules.territory import Territory

if TYPE_CHECKING:  # whoever checks a folder opens no store, and waits for no SQLAlchemy
    from storage.revisions import InForce
    from storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

KEPT: Final = 24  # loaded territories of past and present revisions; a realistic one takes about 1 MB

Loaded = tuple[Territory | None, tuple[Finding, ...]]


class Worlds:
    """Gives the world of each transaction. Safe to share between threads.

    Args:
        world: the definitions as the files have them.
    """

    def __init__(self, world: World) -> None:
        self.packaged = world
        self._turn = threading.Lock()
        self._key: tuple[InForce, ...] = ()
        self._world = world

    def in_force(self, work: UnitOfWork) -> World:
        """The world that this transaction goes by."""
        key = tuple(work.revisions.in_force().values())
        if key == self._key:
            return self._world
        with self._turn:
            if key != self._key:
                self._world = self._build(work, key)
                self._key = key
            return self._world

    def _build(self, work: UnitOfWork, key: Sequence[InForce]) -> World:
        """The world of these revisions; loading takes some 0.1 s, once a revision and process."""
        packaged = self.packaged.territories
        territories = dict(packaged)
        for standing in key:
            name = standing.territory
            if name not in packaged and standing.origin == "folder":
                continue  # its folder is gone, and nobody ever decided on its rules
            if name in packaged and packaged[name].content_hash == standing.content_hash:
                continue
            territory = self._load(work, standing)
            if territory is not None:
                territories[name] = territory
        return with_territories(self.packaged, territories)

    def _load(self, work: UnitOfWork, standing: InForce) -> Territory | None:
        files = work.revisions.files(standing.revision_id)
        territory, findings = load_rules(self.packaged, standing.territory, files) if files else (None, ())
        if territory is None:
            first = next((found for found in findings if found.severity is Severity.ERROR), None)
            where = {"file": first.file, "line": first.line} if first is not None else {}
            log.error("rules_unloadable", territory=standing.territory, version=standing.content_hash, **where)
        return territory


def with_territories(world: World, territories: Mapping[str, Territory]) -> World:
    """The world with these territories; its matcher of places is made anew only when names or communes differ."""
    fallback = next(iter(territories))
    default = world.default_territory if world.default_territory in territories else fallback
    names, known = names_of(territories), names_of(world.territories)
    prior, before = territories[default].communes, world.territory(None).communes
    places = world.places
    if (names, prior) != (known, before):
        places = PlaceMatcher(world.geography, territory_names=names, prior=prior)
    return replace(world, territories=territories, default_territory=default, places=places)


def decode(files: Mapping[str, bytes]) -> dict[str, str]:
    """The texts of a revision's files, as the loader reads a folder's; a byte order mark is part of them.

    Raises:
        UnicodeDecodeError: one is not UTF-8; nothing of the kind is ever taken in.
    """
    return {name: body.decode() for name, body in files.items()}


_loaded: Final = Shelf[Loaded](KEPT)


def fingerprint(files: Mapping[str, bytes]) -> str:
    """Names files by their bytes, whether they are text or not."""
    return content_hash({name: body.decode("latin-1") for name, body in files.items()})


def load_rules(ground: Ground, territory_id: str | None, files: Mapping[str, bytes]) -> Loaded:
    """What `read_rules` gives; the same files are read once."""
    key = (territory_id, fingerprint(files), ground.dialog.content_hash)
    return _loaded.once(key, lambda: read_rules(ground, territory_id, files))
