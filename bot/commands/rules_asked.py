"""Which rules the looking verbs go by: those in force in the store, or a folder's. Nothing is ever written.

Rule 1: a folder that is named is asked, and the store isn't opened.
Rule 2: else the rules in force in the store are asked, as a running process goes by them. What a start would make of a
folder that changed since is said beside.
Rule 3: of a territory of which nothing was ever in force, the folder is asked: a start would put it in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.commands.case_reading import existing_store
from bot.commands.naming import no_folder, none_of_that_name
from bot.commands.outcome import CommandError
from bot.logs import configure_logs
from bot.rules.definitions import load_world
from bot.rules.files import RulesFileError, read_folder
from bot.rules.remarks import examine
from bot.rules.worlds import Worlds
from bot.settings import Settings
from bot.usecases.revisions import territory_folders
from dialogs.world import World
from referral_rules.analysis.speech import typeset
from referral_rules.territory import Territory
from storage.unit_of_work import UnitOfWork

HASH_SHOWN: Final = 8  # characters of a content hash that people compare


@dataclass(frozen=True, slots=True)
class Standing:
    """What the store has in force for a territory.

    Attributes:
        revision: its number.
        is_decided: a person put it there; else a start did, and the folder leads.
        is_loaded: it is what is asked; else it doesn't load any more, and the folder stands in for it.
    """

    revision: int
    is_decided: bool
    is_loaded: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """The rules that are asked of one territory.

    Attributes:
        territory: these rules.
        folder: the territory's folder; None when it has none.
        in_folder: the content hash of what the folder says.
        standing: what is in force in the store; None when nothing is, or a folder was named.
        was_named: somebody named the folder.
    """

    territory: Territory
    folder: Path | None
    in_folder: str | None
    standing: Standing | None = None
    was_named: bool = False

    @property
    def is_in_force(self) -> bool:
        """These are the rules that a running process goes by."""
        return self.standing is not None and self.standing.is_loaded

    @property
    def folder_differs(self) -> bool:
        """The folder says something else than what is asked."""
        return self.in_folder is not None and self.in_folder != self.territory.content_hash

    def words(self) -> str:
        """Say it: « règles en vigueur, révision 3 (2a63a504) », « dossier territoires/pays-d-exemple (2a63a504) »."""
        if self.standing is not None and self.standing.is_loaded:
            source = f"règles en vigueur, révision {self.standing.revision}"
        else:
            source = f"dossier {_shown(self.folder)}"
        never = "" if self.was_named or self.standing is not None else ", car rien n’est encore en vigueur"
        return f"{source} ({self.territory.content_hash[:HASH_SHOWN]}){never}"

    def note(self, world: World, on: date) -> str:
        """Say what a start would make of a folder that says something else; empty when there is nothing to say.

        Args:
            world: the dialog and vocabulary.
            on: the day for which the folder's rules are looked at.
        """
        if self.standing is None:
            return ""
        if not self.standing.is_loaded:
            number = self.standing.revision
            return typeset(f"La révision {number}, en vigueur, ne se charge plus : voyez `rules show {number}`.")
        if not self.folder_differs or self.folder is None:
            return ""
        where = _shown(self.folder)
        ask = f"pour l’interroger : `--dir {where}`."
        if self.standing.is_decided:
            return typeset(f"Le dossier {where} dit autre chose, sans effet tant qu’il n’est pas activé ; {ask}")
        if _is_blocked(world, self.territory.id, self.folder, on):
            return typeset(f"Le dossier {where} a changé depuis, et `check` y trouve de quoi le refuser ; {ask}")
        return typeset(f"Le dossier {where} a changé depuis : le prochain démarrage le met en vigueur ; {ask}")

    def plain(self) -> dict[str, Any]:
        """The same as plain values, ready for JSON."""
        return {
            "source": "in_force" if self.is_in_force else "folder",
            "revision": self.standing.revision if self.standing is not None else None,
            "folder": str(self.folder) if self.folder is not None else None,
            "folder_differs": self.folder_differs,
        }


@dataclass(frozen=True, slots=True)
class AskedRules:
    """A world, and where the rules of each of its territories come from."""

    world: World
    asked: Mapping[str, Asked]

    def choose(self, territory: str | None) -> list[Asked]:
        """Give what is asked of one territory, or of each.

        Raises:
            CommandError: there is no such territory.
        """
        if territory is None:
            return list(self.asked.values())
        if territory not in self.asked:
            raise CommandError(none_of_that_name("--territory : aucun territoire", territory, self.asked))
        return [self.asked[territory]]


def ask_rules(settings: Settings, directory: Path | None = None) -> AskedRules:
    """Read the rules that are to be asked.

    Args:
        settings: the database and the territories.
        directory: a folder of territories, or one territory's, to be asked instead of what is in force.

    Raises:
        CommandError: there is no such folder, or the database can't be read.
    """
    configure_logs("CRITICAL", settings.log_format)  # what doesn't load is said by `note`
    if directory is not None:
        if not directory.is_dir():
            raise CommandError(no_folder(directory, "celui des territoires, ou d’un territoire"))
        settings = settings.model_copy(update={"territories_dir": directory.resolve()})
    packaged = load_world(settings)
    folders = territory_folders(settings.territories_dir)
    if directory is not None:
        return _of_folders(packaged, folders, was_named=True)
    with existing_store(settings) as store:
        if store is None:
            return _of_folders(packaged, folders, was_named=False)
        with store.read() as work:
            return read_in_force(work, packaged, folders)


def read_in_force(work: UnitOfWork, packaged: World, folders: Mapping[str, Path]) -> AskedRules:
    """Give the rules in force in the store, those of folders for the territories that it doesn't know."""
    world = Worlds(packaged).in_force(work)
    asked = {}
    for name, territory in world.territories.items():
        in_folder = packaged.territories[name].content_hash if name in packaged.territories else None
        asked[name] = Asked(territory, folders.get(name), in_folder, _standing(work, territory))
    return AskedRules(world, asked)


def _of_folders(packaged: World, folders: Mapping[str, Path], *, was_named: bool) -> AskedRules:
    asked = {
        name: Asked(territory, folders.get(name), territory.content_hash, was_named=was_named)
        for name, territory in packaged.territories.items()
    }
    return AskedRules(packaged, asked)


def _standing(work: UnitOfWork, territory: Territory) -> Standing | None:
    standing = work.revisions.in_force().get(territory.id)
    revision = work.revisions.get(standing.revision_id) if standing is not None else None
    if standing is None or revision is None:
        return None
    is_loaded = standing.content_hash == territory.content_hash
    return Standing(revision.number, is_decided=standing.origin == "person", is_loaded=is_loaded)


def _is_blocked(world: World, territory_id: str, folder: Path, on: date) -> bool:
    """Whether something in the folder keeps a start from putting it in force."""
    try:
        return bool(examine(world, territory_id, read_folder(folder), on).blocking)
    except RulesFileError:
        return True


def _shown(folder: Path | None) -> str:
    """A folder as somebody would type it from where they are."""
    if folder is None:
        return "–"
    here = Path.cwd()
    return str(folder.resolve().relative_to(here)) if folder.resolve().is_relative_to(here) else str(folder)
