"""`sheets`: a territory out to a spreadsheet and back. It speaks French, as animators read it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from bot.commands.explain import read_day
from bot.commands.obstacles import unreadable, unwritable
from bot.commands.outcome import FINDINGS, CommandError
from bot.commands.sheets_preview import preview
from bot.rules.definitions import RULES, UnreadableTextError, load_world, read_text, read_texts
from bot.rules.spreadsheets import export_xlsx, import_xlsx
from bot.settings import PACKAGED_TERRITORIES, Settings
from dialogs.world import World
from referral_rules.errors import DefinitionErrors, Severity
from referral_rules.french import in_french
from referral_rules.loader import TERRITORY_FILE, load_territory
from referral_rules.sheets import ImportedSheets, SheetsError
from referral_rules.sheets.findings import typeset
from referral_rules.vocabulary import Vocabulary, load_vocabulary

SOURCES: Final = "**/*.yaml"
UNCHANGED: Final = "Rien n’a été changé."


def export_sheets(directory: Path, file: Path) -> None:
    """Write the territory in `directory` to the XLSX file.

    Raises:
        CommandError: there is no territory, it can't be shown as sheets, or the file can't be written.
    """
    if not (directory / TERRITORY_FILE).is_file():
        raise CommandError(
            typeset(f"{directory} : il n’y a pas de territoire ici. Nommez le dossier qui contient {TERRITORY_FILE}.")
        )
    try:
        body = export_xlsx(_read_sources(directory), _load_vocabulary())
    except SheetsError as error:
        raise CommandError(str(error), FINDINGS) from None
    try:
        _write_whole(file, body)
    except OSError as error:
        raise unwritable(file, error) from None
    print(typeset(f"{file} : écrit."))


def import_sheets(
    settings: Settings, file: Path, directory: Path, confirm: Callable[[str], bool] | None, *, with_lines: bool = False
) -> int:
    """Carry the XLSX file into `directory`, after showing what changes, and for whom.

    Args:
        settings: the time zone, which tells what day it is; TERRITORIES_DIR is not read.
        file: the spreadsheet.
        directory: the territory's folder; made if it isn't there.
        confirm: asks whether to go on; None goes on unasked.
        with_lines: show the lines of all files; else only of those where somebody else's change would be undone.

    Returns:
        The exit status: 1 when the sheets were refused; nothing was changed then.

    Raises:
        CommandError: the file can't be read, or the folder's changes since the export stand
            against it.
    """
    body, current = _read_body(file), _read_sources(directory)
    world = load_world(settings.model_copy(update={"territories_dir": PACKAGED_TERRITORIES}))
    imported = import_xlsx(body, world.vocabulary, world.geography, current or None)
    _print_findings(imported)
    if not imported.sources:
        print(UNCHANGED)
        return FINDINGS
    sources, disputed = _merge(current, imported)
    if sources == current:
        print("Le dossier dit déjà la même chose.")
        return 0
    _check_merged(sources, imported, world)
    shown = {*current, *sources} if with_lines else disputed
    for line in preview(current, sources, world, read_day(None, settings.timezone), shown):
        print(line)
    print()
    if not _agreed(directory, disputed, confirm):
        print(UNCHANGED)
        return 0
    replace_sources(directory, current, sources)
    print(typeset(f"{directory} : écrit. Vérifiez avec premiere-ecoute check {directory}"))
    return 0


def _agreed(directory: Path, disputed: Sequence[str], confirm: Callable[[str], bool] | None) -> bool:
    """Ask whether to write; unasked, what would undo somebody else's change is refused.

    Raises:
        CommandError: nobody may be asked, and files are disputed.
    """
    if disputed:
        warning = f"depuis l’export, ceci a aussi changé dans le dossier, et serait défait : {', '.join(disputed)}"
        if confirm is None:
            raise CommandError(typeset(warning), FINDINGS)
        print(typeset(f"Attention : {warning}"))
    return confirm is None or confirm(typeset(f"Écrire ces changements dans {directory} ?"))


def _read_body(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise unreadable(file, error) from None


def _merge(current: Mapping[str, str], imported: ImportedSheets) -> tuple[dict[str, str], list[str]]:
    """The sheets' changes brought to the folder as it is now, file by file.

    Returns:
        The sources, and the files that both the sheets and somebody else changed; the sheets' text is taken there.
    """
    if not current or not imported.exported:
        return dict(imported.sources), []
    merged, disputed = {}, []
    for name in sorted({*current, *imported.exported, *imported.sources}):
        was, mine, theirs = (texts.get(name) for texts in (imported.exported, imported.sources, current))
        if was not in (mine, theirs) and mine != theirs:
            disputed.append(name)
        text = theirs if mine == was else mine
        if text is not None:
            merged[name] = text
    return merged, disputed


def _check_merged(sources: Mapping[str, str], imported: ImportedSheets, world: World) -> None:
    """Two changes that are each right may be wrong together."""
    if sources == imported.sources:
        return
    try:
        load_territory(sources, world.vocabulary, world.geography)
    except DefinitionErrors as errors:
        found = "\n".join(f"{one.file}:{one.line}: {in_french(one)}" for one in errors.findings)
        message = f"depuis l’export, le dossier a changé, et les deux ne vont plus ensemble\n{found}"
        raise CommandError(message, FINDINGS) from None


def replace_sources(directory: Path, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Bring a territory's folder to new sources, whole: a copy is changed, then takes the folder's place.

    Args:
        directory: the folder; what it holds besides the sources stays.
        before: its sources now.
        after: its sources then.
    """
    directory = directory.resolve()
    directory.parent.mkdir(parents=True, exist_ok=True)
    workplace = Path(tempfile.mkdtemp(prefix=f".{directory.name}.", dir=directory.parent))
    try:
        fresh, old = workplace / "fresh", workplace / "old"
        if directory.is_dir():
            shutil.copytree(directory, fresh, symlinks=True)
        fresh.mkdir(exist_ok=True)
        for name in before.keys() - after.keys():
            (fresh / name).unlink()
        for name, text in after.items():
            if before.get(name) != text:
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                _write_whole(fresh / name, text.encode())
        _exchange(directory, fresh, old)
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def _exchange(directory: Path, fresh: Path, old: Path) -> None:
    """Put `fresh` in the folder's place; put the folder back if that fails."""
    existed = directory.is_dir()
    if existed:
        directory.rename(old)
    try:
        fresh.rename(directory)
    except OSError:
        if existed:
            old.rename(directory)
        raise


def _write_whole(path: Path, body: bytes) -> None:
    """Write a file that is there as a whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(body)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _read_sources(directory: Path) -> dict[str, str]:
    if not directory.exists():
        return {}
    if not directory.is_dir():
        raise CommandError(typeset(f"{directory} : c’est un fichier. Nommez le dossier d’un territoire."))
    try:
        return read_texts(directory, SOURCES)
    except UnreadableTextError as error:
        found = error.finding
        raise CommandError(f"{directory / found.file}:{found.line}: {in_french(found)}", FINDINGS) from None


def _load_vocabulary() -> Vocabulary:
    return load_vocabulary(read_text(RULES / "vocabulaire.yaml"))


def _print_findings(imported: ImportedSheets) -> None:
    for finding in imported.findings:
        label = "" if finding.severity is Severity.ERROR else typeset("avertissement : ")
        print(f"{label}{finding}")
