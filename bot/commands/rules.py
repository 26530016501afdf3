"""`rules`: the revisions of a territory's rules, in and out of the store. It speaks French, as animators read it."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.migrate import open_store
from bot.commands.naming import no_folder, none_of_that_name
from bot.commands.obstacles import unwritable
from bot.commands.outcome import FINDINGS, CommandError
from bot.logs import configure_logs
from bot.rules.comparison import compare, replay
from bot.rules.definitions import load_world, unread, unread_files
from bot.rules.files import RulesFileError, read_folder
from bot.rules.remarks import Examination, examine
from bot.rules.worlds import Worlds
from bot.settings import Settings
from bot.usecases.revisions import (
    BlockedError,
    put_in_force,
    refuse_blocked,
    roll_back,
    take_in,
    territory_folders,
    today,
)
from bot.usecases.revisions import territory_of as read_territory
from bot.usecases.successions import passed_lines
from dialogs.world import World
from referral_rules.analysis.sentences import say_explained
from referral_rules.analysis.speech import typeset
from referral_rules.french import mend_in_french
from storage.revisions import InForce, SupersededError
from storage.store import Store
from storage.tables import RulesRevision
from storage.unit_of_work import UnitOfWork

LONGEST_NUMBER = 9  # digits: any number given so far, and none that a database refuses
BRING_IN = "Pour apporter des règles : premiere-ecoute rules import DOSSIER"
HASH_SHOWN = 8  # characters of a content hash that a list shows

Confirm = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Desk:
    """The store, the world in force, the territory that is spoken of, and now."""

    settings: Settings
    store: Store
    world: World
    territory: str
    now: datetime

    def standing(self, work: UnitOfWork) -> InForce:
        """What is in force.

        Raises:
            CommandError: nothing is.
        """
        standing = work.revisions.in_force().get(self.territory)
        if standing is None:
            raise CommandError(typeset(f"Rien n’est encore en vigueur à {self.territory}. {BRING_IN}"))
        return standing

    def find(self, work: UnitOfWork, written: str) -> RulesRevision:
        """The revision that somebody calls by its number or by the beginning of its hash.

        Raises:
            CommandError: there is none.
        """
        is_number = written.isdecimal() and len(written) <= LONGEST_NUMBER
        found = work.revisions.find_numbered(self.territory, int(written)) if is_number else None
        if found is None and len(written) >= 4:
            alike = [one for one in work.revisions.history(self.territory) if one.content_hash.startswith(written)]
            found = alike[0] if len(alike) == 1 else None
        if found is None:
            told = f"{self.territory} n’a pas de révision « {written} » : premiere-ecoute rules list les montre."
            raise CommandError(typeset(told))
        return found


def import_rules(settings: Settings, directory: Path, territory: str | None, note: str) -> int:
    """Keep the territories in `directory` as drafts, and say what is found in each.

    Returns:
        The exit status: 1 when something would forbid to put one in force.

    Raises:
        CommandError: there is no such folder or territory, or a file is no text.
    """
    if not directory.is_dir():
        raise CommandError(no_folder(directory, "celui d’un territoire"))
    folders = territory_folders(directory)
    if territory is not None and len(folders) == 1 and directory in folders.values():
        folders = {territory: directory}
    elif territory is not None:
        if territory not in folders:
            raise CommandError(none_of_that_name(f"--territory : {directory} n’a pas de dossier", territory, folders))
        folders = {territory: folders[territory]}
    if not folders:
        raise CommandError(
            typeset(f"{directory} : il n’y a pas de territoire ici. Nommez le dossier qui contient territoire.yaml.")
        )
    status = 0
    with _open(settings, None, needs_territory=False) as desk:
        for name, folder in folders.items():
            status = max(status, _import_one(desk, name, folder, note))
    return status


def list_rules(settings: Settings, territory: str | None) -> None:
    """Print a territory's revisions, the newest first."""
    with _open(settings, territory) as desk, desk.store.read() as work:
        standing = work.revisions.in_force().get(desk.territory)
        revisions = work.revisions.history(desk.territory)
        if not revisions:
            print(typeset(f"{desk.territory} : aucune révision. {BRING_IN}"))
        for revision in revisions:
            print(_line(desk, revision, standing))


def show_rules(settings: Settings, written: str, territory: str | None) -> int:
    """Print a revision: who, when, its files, what is found in it; 1 when that forbids to put it in force."""
    with _open(settings, territory) as desk, desk.store.read() as work:
        revision = desk.find(work, written)
        files = work.revisions.files(revision.id)
        print(_line(desk, revision, work.revisions.in_force().get(desk.territory)))
        for name, body in files.items():
            print(f"  {name} ({len(body)} octets)")
        found = examine(desk.world, desk.territory, files, today(desk.world, desk.now))
        _print_findings(found)
    return FINDINGS if found.blocking else 0


def diff_rules(settings: Settings, before: str, after: str, territory: str | None) -> None:
    """Print who is referred otherwise when `after` takes the place of `before`, and how many of the last cases.

    Raises:
        CommandError: a revision is unknown, or one doesn't load.
    """
    with _open(settings, territory) as desk, desk.store.read() as work:
        _print_lines(_difference(desk, work, desk.find(work, before), desk.find(work, after)))


def activate_rules(settings: Settings, written: str, territory: str | None, confirm: Confirm | None) -> int:
    """Show what a revision changes, ask, and put it in force.

    Args:
        settings: the database and the territories.
        written: the revision's number, or the beginning of its hash.
        territory: of which territory; the default one by default.
        confirm: asks; None goes on unasked.

    Returns:
        The exit status: 1 when it has blocking findings, or somebody was faster, or the answer was no.

    Raises:
        CommandError: there is no such revision.
    """
    with _open(settings, territory) as desk:
        with desk.store.read() as work:
            revision = desk.find(work, written)
            standing = work.revisions.in_force().get(desk.territory)
            if standing is not None and standing.revision_id == revision.id and standing.origin == "person":
                print(typeset(f"La révision {revision.number} est déjà en vigueur."))
                return 0
            if not _is_free(desk, work, revision):
                return FINDINGS
            _print_change(desk, work, revision, standing)
        return _decide(
            confirm,
            f"Mettre en vigueur la révision {revision.number} de {desk.territory} ?",
            lambda: _put(desk, revision.id, standing),
        )


def roll_back_rules(settings: Settings, territory: str | None, confirm: Confirm | None) -> int:
    """Show what going back changes, ask, and put back what was in force before; see `activate_rules`."""
    with _open(settings, territory) as desk:
        with desk.store.read() as work:
            standing = desk.standing(work)
            under = work.revisions.under(standing.activation_id)
            revision = work.revisions.get(under.revision_id) if under is not None else None
            if revision is None:
                raise CommandError(typeset(f"Rien n’a été en vigueur avant, à {desk.territory}."))
            if not _is_free(desk, work, revision):
                return FINDINGS
            _print_change(desk, work, revision, standing)
        return _decide(
            confirm,
            f"Revenir à la révision {revision.number} de {desk.territory} ?",
            lambda: _back(desk, standing),
        )


def export_rules(settings: Settings, directory: Path, written: str | None, territory: str | None) -> None:
    """Write a revision's files, byte for byte as they came in, to DIRECTORY/TERRITORY.

    Raises:
        CommandError: there is no such revision, its files aren't known, or the folder holds something already.
    """
    with _open(settings, territory) as desk, desk.store.read() as work:
        revision = desk.find(work, written) if written else work.revisions.get(desk.standing(work).revision_id)
        assert revision is not None
        files = work.revisions.files(revision.id)
        folder = directory / desk.territory
        if not files:
            raise CommandError(
                typeset(f"Révision {revision.number} : ses fichiers n’ont jamais été gardés."),
                FINDINGS,
            )
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(typeset(f"{folder} : ce dossier n’est pas vide. Nommez-en un autre."))
        _write_files(folder, files)
        print(typeset(f"{folder} : révision {revision.number}, {len(files)} fichiers."))


# -- the parts


@contextmanager
def _open(settings: Settings, territory: str | None, *, needs_territory: bool = True) -> Iterator[Desk]:
    """The desk of a territory; the store is closed at the end."""
    configure_logs("ERROR", settings.log_format)
    packaged = load_world(settings)
    store = open_store(settings)
    try:
        with store.read() as work:
            world = Worlds(packaged).in_force(work)
            known = {*world.territories, *work.revisions.in_force()}
            name = territory or world.default_territory
            if needs_territory and name not in known and not work.revisions.history(name, 1):
                raise CommandError(none_of_that_name("--territory : aucun territoire", name, known))
        yield Desk(settings, store, world, name, datetime.now(UTC))
    except RulesFileError as error:
        raise CommandError(world.wording.say("fr", f"regles-refus-{error.obstacle}", **error.words)) from None
    finally:
        store.close()


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files under `folder`, all of them or none where one leads elsewhere.

    Raises:
        RulesFileError: one does.
        CommandError: they can't be written.
    """
    for name in files:
        if not (folder / name).resolve().is_relative_to(folder.resolve()):
            raise RulesFileError("chemin", file=name)
    try:
        for name, body in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(body)
    except OSError as error:
        raise unwritable(folder, error) from None


def _import_one(desk: Desk, name: str, folder: Path, note: str) -> int:
    files = read_folder(folder)
    found = examine(desk.world, name, files, today(desk.world, desk.now))
    with desk.store.begin() as work:
        is_known = {revision.content_hash for revision in work.revisions.history(name)}
        revision = take_in(work, name, files, desk.now, author=_author(), note=note)
        kept = "déjà connue" if revision.content_hash in is_known else "gardée en brouillon"
    print(typeset(f"{name} : révision {revision.number}, {kept} ({len(files)} fichiers)."))
    for left in unread_files(folder):
        print(typeset(f"Laissé de côté : {left}. {mend_in_french(unread(left))}"))
    _print_findings(found)
    return FINDINGS if found.blocking else 0


def _is_free(desk: Desk, work: UnitOfWork, revision: RulesRevision) -> bool:
    """Whether nothing forbids to put it in force; what does is printed."""
    try:
        refuse_blocked(work, desk.world, revision, desk.now)
    except BlockedError as blocked:
        print(typeset(f"La révision {revision.number} ne peut pas être mise en vigueur :"))
        _print_lines([str(remark) for remark in blocked.remarks] or ["ses fichiers ne sont pas connus."])
        return False
    return True


def _print_change(desk: Desk, work: UnitOfWork, revision: RulesRevision, standing: InForce | None) -> None:
    current = work.revisions.get(standing.revision_id) if standing is not None else None
    if current is None or read_territory(work, desk.world, current) is None:
        print("Rien n’était en vigueur jusqu’ici.")
        return
    print(typeset(f"De la révision {current.number} (en vigueur) à la révision {revision.number} :"))
    _print_lines(_difference(desk, work, current, revision))


def _difference(desk: Desk, work: UnitOfWork, before: RulesRevision, after: RulesRevision) -> tuple[str, ...]:
    """What changes from one revision to another, for people as they may be and for the last cases."""
    old, new = (read_territory(work, desk.world, revision) for revision in (before, after))
    if old is None or new is None:
        broken = before if old is None else after
        told = f"La révision {broken.number} ne se lit pas, on ne peut rien comparer"
        raise CommandError(typeset(f"{told} : premiere-ecoute rules show {broken.number}"), FINDINGS)
    on = today(desk.world, desk.now)
    return (*compare(desk.world, old, new, on).lines, *replay(work, desk.world, old, new, on))


def _decide(confirm: Confirm | None, question: str, act: Callable[[], str]) -> int:
    if confirm is not None and not confirm(typeset(question)):
        print("Rien n’a changé.")
        return FINDINGS
    try:
        print(typeset(act()))
    except SupersededError:
        raise CommandError(
            typeset(
                "Entre-temps, une autre révision est entrée en vigueur ; rien n’a changé : premiere-ecoute rules list"
            ),
            FINDINGS,
        ) from None
    except BlockedError as blocked:
        raise CommandError(str(blocked), FINDINGS) from None
    return 0


def _put(desk: Desk, revision_id: int, standing: InForce | None) -> str:
    expected = standing.activation_id if standing is not None else None
    with desk.store.begin() as work:
        revision = work.revisions.get(revision_id)
        assert revision is not None
        passed = put_in_force(work, desk.world, revision, datetime.now(UTC), by=_author(), expected=expected)
        told = f"La révision {revision.number} est en vigueur, et suivie dès le prochain message."
        if not passed:
            return told
        gone = desk.world.wording.say("fr", "passation-annuaire-parti")
        return "\n".join([told, gone, *passed_lines(desk.world, "fr", passed)])


def _back(desk: Desk, standing: InForce) -> str:
    with desk.store.begin() as work:
        revision = roll_back(
            work, desk.world, desk.territory, datetime.now(UTC), by=_author(), expected=standing.activation_id
        )
        assert revision is not None
        return f"La révision {revision.number} est de nouveau en vigueur."


def _line(desk: Desk, revision: RulesRevision, standing: InForce | None) -> str:
    at = revision.created_at.astimezone(ZoneInfo(desk.settings.timezone))
    state = {"draft": "brouillon", "activated": "ancienne"}[revision.state]
    if standing is not None and standing.revision_id == revision.id:
        state = "en vigueur"
    parts = [f"{revision.number:>4}", f"{state:<10}", f"{at:%Y-%m-%d %H:%M}", revision.content_hash[:HASH_SHOWN]]
    return "  ".join([*parts, revision.author, *([f"« {revision.note} »"] if revision.note else [])])


def _print_findings(found: Examination) -> None:
    for title, remarks in (("À corriger avant de mettre en vigueur", found.blocking), ("À savoir", found.warnings)):
        if remarks:
            explained = say_explained(len(remarks), sum(remark.explained for remark in remarks))
            print(typeset(f"{title} ({', '.join(filter(None, (str(len(remarks)), explained)))}) :"))
            _print_lines(str(remark) for remark in remarks)
    if found.reach:
        print(found.reach)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(f"  - {line}")


def _author() -> str:
    """Who is at the keyboard."""
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError):  # an account without a name, as in a container
        return "cli"
