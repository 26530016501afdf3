"""The territories of a folder, looked at as they lie there: everything wrong with them, by files that can be opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.rules.definitions import Ground, folder_files, folders_in, misnamed, no_territory, unread, unread_files
from bot.rules.remarks import Examination, Remark, examine, remark_of


@dataclass(frozen=True, slots=True)
class CheckedFolder:
    """A territory's folder.

    Attributes:
        name: the folder's own.
        examination: what was found; the files of its remarks are paths from where the user stands.
    """

    name: str
    examination: Examination

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was found, what blocks first."""
        return self.examination.remarks


def check_folders(ground: Ground, directory: Path, on: date, *, quick: bool = False) -> Iterator[CheckedFolder]:
    """Examine each territory in a folder.

    Args:
        ground: gives vocabulary, communes and dialog.
        directory: a folder of territories, or one territory's.
        on: the day.
        quick: leave the analysis out.
    """
    folders = folders_in(directory)
    if not folders:
        missing = remark_of(no_territory(from_here(directory)))
        yield CheckedFolder(directory.resolve().name, Examination(None, (missing,)))
    for name, folder in folders.items():
        found = examine(ground, None, folder_files(folder), on, quick=quick)
        remarks = [_placed(remark, folder) for remark in found.remarks]
        if found.territory is not None and found.territory.id != name:
            remarks.insert(0, _placed(remark_of(misnamed(found.territory.id, name)), folder))
        remarks += [_placed(remark_of(unread(file)), folder) for file in unread_files(folder)]
        yield CheckedFolder(name, replace(found, remarks=tuple(remarks)))


def from_here(path: Path) -> Path:
    """A path as short as it can be opened from the working directory."""
    return path.relative_to(Path.cwd()) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path


def _placed(remark: Remark, folder: Path) -> Remark:
    return replace(remark, file=str(from_here(folder / remark.file)))
