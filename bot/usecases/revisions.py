"""Use cases on the revisions of rules: take in, put in force, go back; within the caller's transaction.

Rule 1: anything that is text may be kept as a draft; only what has no blocking finding is put in force.
Rule 2: what was in force once may come back as long as it still loads: going back is never made hard.
Rule 3: the folder leads until a person puts a revision in force; from then on the store does, and a changed folder only
brings a draft.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from bot.rules.definitions import folders_in
from bot.rules.files import read_folder
from bot.rules.remarks import Examination, Remark, examine
from bot.rules.worlds import decode, load_rules
from bot.usecases.successions import Passed, release_gone
from dialogs.world import World
from referral_rules.analysis.speech import typeset
from referral_rules.errors import Severity
from referral_rules.loader import DIRECTORY_FILE, TERRITORY_FILE, content_hash
from referral_rules.territory import Territory
from storage.revisions import SupersededError
from storage.tables import RulesRevision
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

FOLDER: Final = "folder"  # the author of what a start found in the territories' folder


class BlockedError(Exception):
    """A revision can't be put in force; `remarks` say why."""

    def __init__(self, remarks: tuple[Remark, ...]) -> None:
        super().__init__("; ".join(str(remark) for remark in remarks) or "ses fichiers ne sont plus connus.")
        self.remarks = remarks


def territory_folders(directory: Path) -> Mapping[str, Path]:
    """By territory, its folder; `directory` may be one territory's own."""
    return {name: folder for name, folder in folders_in(directory).items() if (folder / TERRITORY_FILE).is_file()}


def take_in(
    work: UnitOfWork, territory_id: str, files: Mapping[str, bytes], now: datetime, *, author: str, note: str = ""
) -> RulesRevision:
    """Keep files as a draft of a territory; the same content is the revision it was."""
    return work.revisions.take_in(territory_id, content_hash(decode(files)), files, now, author=author, note=note)


def put_in_force(
    work: UnitOfWork, world: World, revision: RulesRevision, now: datetime, *, by: str, expected: int | None
) -> list[Passed]:
    """Let a territory go by a revision from the next input on; what became of cases of those it no longer holds.

    Args:
        work: a writing transaction.
        world: gives vocabulary, communes, dialog and time zone.
        revision: which.
        now: the instant.
        by: who decides.
        expected: the activation in force that the decision was taken on.

    Raises:
        BlockedError: it has blocking findings.
        SupersededError: another revision was put in force meanwhile.
    """
    refuse_blocked(work, world, revision, now)
    before = work.revisions.current(revision.territory)
    work.revisions.activate(revision, now, by=by, expected=expected)
    _note(work, revision, now, by)
    return _release(work, world, before, revision, now)


def roll_back(
    work: UnitOfWork, world: World, territory_id: str, now: datetime, *, by: str, expected: int
) -> RulesRevision | None:
    """Put back what was in force before; None when nothing was. Again: what was in force before that.

    Raises:
        BlockedError: it doesn't load any more.
        SupersededError: another revision was put in force meanwhile.
    """
    under = work.revisions.under(expected)
    revision = work.revisions.get(under.revision_id) if under is not None else None
    if revision is not None:
        refuse_blocked(work, world, revision, now)
        before = work.revisions.current(territory_id)
        work.revisions.roll_back(territory_id, now, by=by, expected=expected)
        _note(work, revision, now, by)
        _release(work, world, before, revision, now)
    return revision


def _release(
    work: UnitOfWork, world: World, before: RulesRevision | None, after: RulesRevision, now: datetime
) -> list[Passed]:
    """Find somebody for the cases of those whom the directory held before and doesn't any more."""
    if before is None or before.id == after.id:
        return []
    old_files, new_files = work.revisions.files(before.id), work.revisions.files(after.id)
    if not old_files or old_files.get(DIRECTORY_FILE) == new_files.get(DIRECTORY_FILE):
        return []
    old, new = territory_of(work, world, before), territory_of(work, world, after)
    if old is None or new is None:
        return []
    work.session.flush()
    return release_gone(work, world, old, new, now)


def refuse_blocked(work: UnitOfWork, world: World, revision: RulesRevision, now: datetime) -> None:
    """Check that a revision may be put in force.

    Raises:
        BlockedError: it may not.
    """
    files = work.revisions.files(revision.id)
    if not files:
        raise BlockedError(())
    if revision.state == "activated" and load_rules(world, revision.territory, files)[0] is not None:
        return
    found = look_at(world, revision.territory, files, today(world, now))
    if found.blocking:
        raise BlockedError(found.blocking)


def look_at(world: World, territory_id: str, files: Mapping[str, bytes], on: date) -> Examination:
    """What `examine` finds, and what only those beside can tell: communes that another territory serves.

    Whoever comes from a commune is in the care of one territory: none takes them by its own decision.
    """
    found = examine(world, territory_id, files, on)
    if found.territory is None or territory_id not in world.territories:
        return found
    gained = found.territory.communes - world.territories[territory_id].communes
    taken = [
        _encroachment(world, gained & other.communes, other)
        for other in world.territories.values()
        if other.id != territory_id and gained & other.communes
    ]
    return replace(found, remarks=(*taken, *found.remarks)) if taken else found


def _encroachment(world: World, communes: Collection[str], other: Territory) -> Remark:
    name = world.geography.communes[min(communes)].name
    more = f", et {len(communes) - 1} de plus" if len(communes) > 1 else ""
    fact = typeset(f"La commune « {name} »{more} : c’est le territoire « {other.name} » qui y accueille.")
    return Remark(Severity.ERROR, TERRITORY_FILE, fact, "Retirez-la, ou convenez-en avec lui : il s’en retire d’abord.")


def territory_of(work: UnitOfWork, world: World, revision: RulesRevision) -> Territory | None:
    """The territory as a revision has it; None when it doesn't load, or its files aren't known."""
    files = work.revisions.files(revision.id)
    return load_rules(world, revision.territory, files)[0] if files else None


def today(world: World, now: datetime) -> date:
    """The day that rules are looked at for."""
    return now.astimezone(ZoneInfo(world.timezone)).date()


# -- at start


def follow_folder(work: UnitOfWork, world: World, directory: Path, now: datetime) -> None:
    """Bring the store and the territories' folder together, a log line a territory.

    What was never in the store is put in force. A folder that changed since is put in force too while the folder leads
    and nothing blocks; else it becomes a draft.

    Args:
        work: a writing transaction.
        world: the definitions as the folder has them.
        directory: that folder.
        now: the instant.
    """
    folders = territory_folders(directory)
    for territory in world.territories.values():
        files = read_folder(folders[territory.id]) if territory.id in folders else {}
        if files and content_hash(decode(files)) != territory.content_hash:
            files = {}  # the folder changed under our feet, or these definitions came from elsewhere
        _follow(work, world, territory, files, now)


def _follow(work: UnitOfWork, world: World, territory: Territory, files: Mapping[str, bytes], now: datetime) -> None:
    standing = work.revisions.in_force().get(territory.id)
    revision = work.revisions.take_in(territory.id, territory.content_hash, files, now, author=FOLDER)
    words = {"territory": territory.id, "revision": revision.number}
    if standing is not None and standing.content_hash == territory.content_hash:
        log.info("rules_active", **words)
        return
    if standing is not None and standing.origin != "folder":
        current = work.revisions.current(territory.id)
        if revision.state == "draft":
            log.warning("rules_draft", **words)  # the folder changed; `rules activate` would put it in force
        elif current is not None:
            log.info("rules_active", territory=territory.id, revision=current.number)
        return
    if standing is not None and files:
        blocking = examine(world, territory.id, files, today(world, now)).blocking
        if blocking:
            log.error("rules_blocked", **words, count=len(blocking), file=blocking[0].file, line=blocking[0].line)
            return
    expected = standing.activation_id if standing is not None else None
    try:
        before = work.revisions.current(territory.id) if standing is not None else None
        work.revisions.activate(revision, now, by=FOLDER, expected=expected, origin="folder")
        _release(work, world, before, revision, now)
        log.info("rules_active", **words)
    except SupersededError:
        log.info("rules_active_elsewhere", **words)  # another process started at the same moment


def _note(work: UnitOfWork, revision: RulesRevision, now: datetime, by: str) -> None:
    work.audit.note(now, by, "activate_rules", None, f"{revision.territory}:{revision.number}")
    log.info("rules_active", territory=revision.territory, revision=revision.number)
