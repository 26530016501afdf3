"""Files of rules as they come from outside: a folder, a YAML, a ZIP or an XLSX file that somebody sent.

Rule 1: everything is bounded before it is opened, and again while it is read; nothing is ever written to the disk.
Rule 2: a name leads to a file of a territory or nowhere.
Rule 3: what is refused is refused whole, with the key of a sentence for people (`rules.fr.ftl`).
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from bot.machinery.arrival import DOCUMENT_LIMIT
from bot.rules.definitions import folder_files
from bot.rules.shelf import Shelf
from bot.rules.worlds import decode, fingerprint
from dialogs.world import World
from referral_rules.analysis.intervals import split_into_intervals
from referral_rules.loader import (
    DIRECTORY_FILE,
    EXPLANATION_FILE,
    FOLLOW_UP_FILE,
    IMPOSSIBLE_FILE,
    RULES_FOLDER,
    TERRITORY_FILE,
    content_hash,
)
from referral_rules.sheets import CellFinding, ImportedSheets
from referral_rules.sheets.kept import SAFE_NAME
from referral_rules.territory import Territory

UNPACKED_LIMIT: Final = 4 * 1024 * 1024  # bytes of a ZIP's files together
LOOKS_LIMIT: Final = 20_000  # rules times the coming days on which some of them begin or end, however far off
NAME_SHOWN: Final = 80  # characters of a file's name
MEMBER_LIMIT: Final = 200  # files in a ZIP
ZIP_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others may ask for gigabytes at once

ROOT_FILES: Final = (TERRITORY_FILE, DIRECTORY_FILE, FOLLOW_UP_FILE, IMPOSSIBLE_FILE, EXPLANATION_FILE)
_RULES_FILE: Final = re.compile(rf"{RULES_FOLDER}(?:[\w-]{{1,60}}/){{0,8}}[\w-]{{1,60}}\.yaml")
_YAML: Final = (".yaml", ".yml")
_COPY: Final = re.compile(r"\s*[(_-]\s*\d+\s*\)?$")  # « vie (1) », « vie_2 »: the second download of a file
_sheets: Final = Shelf[ImportedSheets](4)  # workbooks; one of 1,000 rules takes some seconds to read
_SYSTEM: Final = ("__MACOSX", "Thumbs.db", "desktop.ini")


class RulesFileError(Exception):
    """A file is refused whole.

    Attributes:
        obstacle: names the sentence for people, `regles-refus-<obstacle>`.
        words: what the sentence needs.
    """

    def __init__(self, obstacle: str, **words: str) -> None:
        self.obstacle = obstacle
        self.words = {name: shortened(word) for name, word in words.items()}
        super().__init__(" ".join((obstacle, *self.words.values())))


@dataclass(frozen=True, slots=True)
class TakenFiles:
    """What came out of a file that was sent.

    Attributes:
        files: all the territory's files, by name; empty when a spreadsheet is refused.
        replaced: names of those that were sent and stood there before.
        added: names of those that are new.
        left_aside: what the archive held besides.
        disputed: files that a workbook changes, and that somebody else changed since it was made.
        cells: what is wrong in a spreadsheet.
    """

    files: Mapping[str, bytes]
    replaced: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    left_aside: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    cells: tuple[CellFinding, ...] = ()


def shortened(name: str) -> str:
    """The end of a file's name, where it says most: an archive may hold names longer than a message."""
    return name if len(name) <= NAME_SHOWN else f"…{name[1 - NAME_SHOWN :]}"


def read_folder(folder: Path) -> dict[str, bytes]:
    """A territory's files, byte for byte, by path relative to `folder`.

    Raises:
        RulesFileError: there is no territory, or a file is not UTF-8.
    """
    if not (folder / TERRITORY_FILE).is_file():
        raise RulesFileError("sans-territoire", file=folder.name)
    files = folder_files(folder)
    check_text(files)
    return files


def take_file(
    name: str, body: bytes, standing: Mapping[str, bytes], world: World, past: Collection[str] = ()
) -> TakenFiles:
    """What a file that was sent makes of the files in force.

    Args:
        name: as its sender called it.
        body: its bytes.
        standing: the files in force, which a file that is not the whole territory is laid over.
        world: gives vocabulary and communes.
        past: content hashes of what was in force before: a workbook made from one of them brings its own changes only.

    Raises:
        RulesFileError: it is refused.
    """
    if len(body) > DOCUMENT_LIMIT:
        raise RulesFileError("trop-gros")
    path = PurePosixPath(_as_path(name).rsplit("/", 1)[-1])
    kind = path.suffix.lower()
    if kind in _YAML:
        taken = _lay_over(standing, {_place(path.name, standing): body})
    elif kind == ".zip":
        taken = _take_archive(body, standing)
    elif kind == ".xlsx":
        taken = _take_sheets(body, standing, world, past)
    else:
        raise RulesFileError("format", file=path.name)
    check_text(taken.files)
    return taken


def check_text(files: Mapping[str, bytes]) -> None:
    """Refuse what is not UTF-8.

    Raises:
        RulesFileError: with the file and the line.
    """
    for name, body in files.items():
        try:
            body.decode()
        except UnicodeDecodeError as error:
            line = body.count(b"\n", 0, error.start) + 1
            raise RulesFileError("utf8", file=name, line=str(line)) from None


def check_size(territory: Territory, on: date) -> None:
    """Refuse rules of more dates than can be looked at while others wait.

    Raises:
        RulesFileError: with how many rules there are, and how many dates there may be.
    """
    rules = territory.rules.rules
    if len(rules) * len(split_into_intervals(rules, on)) > LOOKS_LIMIT:
        raise RulesFileError("trop-de-dates", count=str(len(rules)), most=str(LOOKS_LIMIT // len(rules)))


def _as_path(name: str) -> str:
    """A name as we write it: systems differ in their separators, and in how they write an accent."""
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _lay_over(standing: Mapping[str, bytes], sent: Mapping[str, bytes], left: tuple[str, ...] = ()) -> TakenFiles:
    return TakenFiles(
        {**standing, **sent},
        replaced=tuple(name for name in sent if name in standing),
        added=tuple(name for name in sent if name not in standing),
        left_aside=left,
    )


def _place(name: str, standing: Mapping[str, bytes]) -> str:
    """Where a lone file belongs: where one of its name stands, else among the rules."""
    stem = _COPY.sub("", PurePosixPath(name).stem).strip()
    plain = re.sub(r"\s+", "-", stem) + ".yaml"
    if plain in ROOT_FILES:
        return plain
    for wanted in (plain, PurePosixPath(name).stem + ".yaml"):
        same = [known for known in standing if PurePosixPath(known).name == wanted]
        if len(same) == 1:
            return same[0]
        if same:
            raise RulesFileError("plusieurs", file=wanted)
    placed = RULES_FOLDER + plain
    if not _RULES_FILE.fullmatch(placed):
        raise RulesFileError("nom", file=name)
    return placed


def _take_archive(body: bytes, standing: Mapping[str, bytes]) -> TakenFiles:
    members = _unpack(body)
    texts = {name: text for name, text in members.items() if name.lower().endswith(_YAML)}
    left = tuple(sorted(set(members) - set(texts)))
    if not texts:
        raise RulesFileError("zip-vide")
    homes = {name.removesuffix(TERRITORY_FILE) for name in texts if PurePosixPath(name).name == TERRITORY_FILE}
    if not homes:
        placed: dict[str, bytes] = {}
        for name, text in texts.items():
            place = name if _RULES_FILE.fullmatch(name) else _place(PurePosixPath(name).name, standing)
            if place in placed:
                raise RulesFileError("plusieurs", file=place)
            placed[place] = text
        return _lay_over(standing, placed, left)
    if len(homes) > 1:
        raise RulesFileError("territoires")
    return _take_whole(texts, homes.pop(), standing, left)


def _take_whole(
    texts: Mapping[str, bytes], home: str, standing: Mapping[str, bytes], left: tuple[str, ...]
) -> TakenFiles:
    """An archive of a whole territory: it replaces everything that stood. What lies beside its folder is left there."""
    files: dict[str, bytes] = {}
    for name, text in texts.items():
        if not name.startswith(home):
            continue
        within = str(PurePosixPath(name.removeprefix(home)).with_suffix(".yaml"))
        if within in files:
            raise RulesFileError("plusieurs", file=within)
        if not SAFE_NAME.fullmatch(within):
            raise RulesFileError("nom", file=name)
        files[within] = text
    replaced = tuple(sorted(set(files) & set(standing)))
    beside = {name for name in texts if not name.startswith(home)}
    return TakenFiles(files, replaced, tuple(sorted(set(files) - set(standing))), tuple(sorted({*left, *beside})))


def _unpack(body: bytes) -> dict[str, bytes]:
    """The members of a ZIP, in memory and within bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_system(entry.filename)]
            if len(entries) > MEMBER_LIMIT or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
                raise RulesFileError("zip-demesure")
            members: dict[str, bytes] = {}
            room = UNPACKED_LIMIT
            for entry in entries:
                name = _as_path(entry.filename)
                _check_member(entry, name, members)
                with archive.open(entry) as opened:
                    members[name] = opened.read(room + 1)
                room -= len(members[name])
                if room < 0:
                    raise RulesFileError("zip-demesure")
            return members
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise RulesFileError("zip-abime") from None


def _check_member(entry: zipfile.ZipInfo, name: str, known: Mapping[str, bytes]) -> None:
    """Refuse a name that leads elsewhere, that comes twice, or that needs a password."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or ":" in name:
        raise RulesFileError("chemin", file=name)
    if name in known:
        raise RulesFileError("plusieurs", file=name)
    if entry.flag_bits & 1:
        raise RulesFileError("zip-secret")
    if entry.compress_type not in ZIP_METHODS:
        raise RulesFileError("zip-abime")


def _is_system(name: str) -> bool:
    parts = PurePosixPath(_as_path(name)).parts
    return any(part in _SYSTEM or (part.startswith(".") and part != "..") for part in parts)


def _take_sheets(body: bytes, standing: Mapping[str, bytes], world: World, past: Collection[str]) -> TakenFiles:
    from bot.rules.spreadsheets import import_xlsx  # only a spreadsheet needs its libraries

    before = decode(standing)
    key = (hashlib.sha256(body).digest(), fingerprint(standing), world.dialog.content_hash)
    sheets = _sheets.once(key, lambda: import_xlsx(body, world.vocabulary, world.geography, before or None))
    if not sheets.sources:
        return TakenFiles({}, cells=sheets.findings)
    sources: Mapping[str, str] = sheets.sources
    disputed: tuple[str, ...] = ()
    if sheets.exported and content_hash(sheets.exported) in past:
        sources, disputed = _bring_changes(sheets.exported, sheets.sources, before)
    files = {name: standing[name] if before.get(name) == text else text.encode() for name, text in sources.items()}
    changed = [name for name, content in files.items() if standing.get(name) != content]
    return TakenFiles(
        files,
        replaced=tuple(name for name in changed if name in standing),
        added=tuple(name for name in changed if name not in standing),
        disputed=disputed,
        cells=sheets.findings,
    )


def _bring_changes(
    exported: Mapping[str, str], changed: Mapping[str, str], standing: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The changes of a workbook, brought to what is in force now, file by file; and the files both sides changed."""
    brought: dict[str, str] = {}
    disputed = []
    for name in sorted({*exported, *changed, *standing}):
        was, mine, theirs = exported.get(name), changed.get(name), standing.get(name)
        if was not in (mine, theirs) and mine != theirs:
            disputed.append(name)
        text = theirs if mine == was else mine
        if text is not None:
            brought[name] = text
    return brought, tuple(disputed)
