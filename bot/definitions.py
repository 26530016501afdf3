"""The only reader of definition files: packaged ones and those of TERRITORIES_DIR; makes the world of them.

Rule 1: nothing that is broken is served: all findings are collected, each with file, line and likely mend.
Rule 2: what the files mean is decided by `dialogs` and `referral_rules`, which get texts and never open a file.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from bot.settings import PACKAGED_TERRITORIES, Settings
from dialogs.check import check_dialog
from dialogs.lexicon import (
    DistressGuard,
    LexiconError,
    SectorMatcher,
    SignalPatterns,
    Taxonomy,
    load_distress,
    load_signals,
    load_taxonomy,
)
from dialogs.places import PlaceMatcher
from dialogs.schema import Dialog, load_dialog
from dialogs.wording import LANGUAGES, Wording, WordingError
from dialogs.world import World
from referral_rules.check import check_territory
from referral_rules.errors import DefinitionErrors, Finding, Severity
from referral_rules.follow_up_policy import FollowUpPolicyError, load_policy
from referral_rules.geography import Geography, GeographyError, parse_geography
from referral_rules.loader import FOLLOW_UP_FILE, TERRITORY_FILE, load_territory
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary, load_vocabulary

HOUSE: Final = Path(__file__).resolve().parent.parent
DIALOGS: Final = HOUSE / "dialogs"
RULES: Final = HOUSE / "referral_rules"

_T = TypeVar("_T")


class DefinitionsError(Exception):
    """Definitions were refused; the message has a line for each finding."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("\n".join(str(finding) for finding in findings))


class UnreadableTextError(Exception):
    """A definition file is not UTF-8."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__("this file is not UTF-8; save it again in that encoding")
        self.file = file
        self.line = line


@dataclass(slots=True)
class _Reading:
    """Reads what it can, and collects the findings."""

    findings: list[Finding] = field(default_factory=list)

    def attempt(self, load: Callable[[], _T], prefix: str = "") -> _T | None:
        """What `load` gives, or None with its findings, their files under `prefix`."""
        try:
            return load()
        except DefinitionErrors as errors:
            self.findings += [replace(found, file=prefix + found.file) for found in errors.findings]
        except LexiconError as error:
            text = str(error).removeprefix(f"{error.file}:{error.line}: ")
            self.findings.append(_error(prefix + error.file, error.line, text))
        except WordingError as error:
            self.findings.append(_placed(str(error), prefix))
        except FollowUpPolicyError as error:
            self.findings += [_placed(line, prefix) for line in str(error).splitlines()]
        except GeographyError as error:
            self.findings.append(_error(f"{prefix}communes.tsv.gz", 1, str(error)))
        except UnreadableTextError as error:
            self.findings.append(_error(prefix + error.file, error.line, str(error)))
        return None

    def raise_errors(self) -> None:
        """Refuse to go on when there is an error among the findings."""
        errors = [found for found in self.findings if found.severity is Severity.ERROR]
        if errors:
            raise DefinitionsError(errors)


def load_world(settings: Settings) -> World:
    """The world that `settings` name.

    Raises:
        DefinitionsError: with all errors at once.
    """
    reading = _Reading()
    world = _read_world(
        reading, settings.territories_dir, default_territory=settings.default_territory, timezone=settings.timezone
    )
    reading.raise_errors()
    assert world is not None
    return replace(world, default_language=settings.default_language)


def check_definitions(directory: Path | None = None, *, on: date) -> list[Finding]:
    """All findings about the dialog and the territories, warnings included; examples are run as of the day `on`.

    Args:
        directory: a folder of territories, or one territory's folder; the packaged ones by default.
        on: the day.
    """
    return examine_definitions(directory, on=on)[1]


def examine_definitions(directory: Path | None = None, *, on: date) -> tuple[World | None, list[Finding]]:
    """The world of what could be read, None when nothing can be made of it; and what `check_definitions` gives."""
    reading = _Reading()
    world = _read_world(reading, directory or PACKAGED_TERRITORIES)
    if world is not None:
        for folder, territory in world.territories.items():
            reading.findings += [
                replace(found, file=f"{folder}/{found.file}") for found in check_territory(territory, on)
            ]
    return world, reading.findings


def read_texts(folder: Path, pattern: str) -> dict[str, str]:
    """The UTF-8 texts of `folder` that fit `pattern`, by path relative to it, in order.

    Raises:
        UnreadableTextError: one is not UTF-8.
    """
    return {path.relative_to(folder).as_posix(): read_text(path, folder) for path in sorted(folder.glob(pattern))}


def read_text(path: Path, folder: Path | None = None) -> str:
    """The UTF-8 text at `path`, which errors name relative to `folder`.

    Raises:
        UnreadableTextError: it is not UTF-8.
    """
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        file = path.relative_to(folder or path.parent).as_posix()
        raise UnreadableTextError(file, content.count(b"\n", 0, error.start) + 1) from None


def _read_world(
    reading: _Reading, directory: Path, *, default_territory: str = "", timezone: str = "Europe/Paris"
) -> World | None:
    vocabulary = reading.attempt(lambda: load_vocabulary(read_text(RULES / "vocabulaire.yaml")))
    geography = reading.attempt(load_geography, "places/")
    wording = reading.attempt(_load_wording, "dialogs/texts/")
    taxonomy, signals, guard = _read_lexicon(reading)
    if wording is not None:
        reading.findings += [_placed(found, "dialogs/texts/") for found in wording.findings()]
    if vocabulary is None or geography is None:
        return None
    parts = DIALOGS / "first_listening"
    dialog = reading.attempt(lambda: load_dialog(read_texts(parts, "*.yaml"), vocabulary), "first_listening/")
    territories = _read_territories(reading, directory, vocabulary, geography)
    if dialog is not None and wording is not None:
        reading.findings += [
            replace(found, file="first_listening/" + found.file) for found in check_dialog(dialog, vocabulary, wording)
        ]
    if dialog is not None:
        for territory in territories.values():
            reading.findings += check_asked(dialog, vocabulary, territory)
    if None in (wording, taxonomy, signals, guard, dialog) or not territories:
        return None
    assert wording is not None
    assert taxonomy is not None
    assert signals is not None
    assert guard is not None
    assert dialog is not None
    default = territories.get(default_territory) or next(iter(territories.values()))
    return World(
        dialog=dialog,
        vocabulary=vocabulary,
        geography=geography,
        places=PlaceMatcher(geography, territory_names=names_of(territories), prior=default.communes),
        sectors=SectorMatcher(taxonomy),
        signals=signals,
        guard=guard,
        wording=wording,
        territories=territories,
        default_territory=default.id,
        timezone=timezone,
    )


def _read_lexicon(reading: _Reading) -> tuple[Taxonomy | None, SignalPatterns | None, DistressGuard | None]:
    folder = DIALOGS / "lexicon"
    return (
        reading.attempt(lambda: load_taxonomy(read_text(folder / "secteurs.yaml")), "lexicon/"),
        reading.attempt(lambda: load_signals(read_text(folder / "signaux.yaml")), "lexicon/"),
        reading.attempt(lambda: load_distress(read_text(folder / "detresse.yaml")), "lexicon/"),
    )


def load_geography() -> Geography:
    """The packaged table of communes."""
    return parse_geography(gzip.decompress((RULES / "places" / "communes.tsv.gz").read_bytes()).decode("utf-8"))


def _load_wording() -> Wording:
    """`menu.fr.ftl` and `fr.ftl` are French."""
    texts = read_texts(DIALOGS / "texts", "*.ftl")
    sources = {
        language: {name: text for name, text in texts.items() if name.split(".")[-2] == language}
        for language in LANGUAGES
    }
    return Wording(sources)


def _read_territories(
    reading: _Reading, directory: Path, vocabulary: Vocabulary, geography: Geography
) -> dict[str, Territory]:
    alone = (directory / TERRITORY_FILE).is_file()
    beside = sorted(path for path in directory.iterdir() if path.is_dir() and not path.name.startswith("."))
    folders = [directory] if alone else beside
    territories: dict[str, Territory] = {}
    for folder in folders:
        prefix = f"{folder.name}/"
        sources = reading.attempt(partial(read_texts, folder, "**/*.yaml"), prefix) or {}
        if FOLLOW_UP_FILE in sources:
            reading.attempt(partial(load_policy, sources[FOLLOW_UP_FILE]), prefix)
        territory = reading.attempt(partial(load_territory, sources, vocabulary, geography), prefix)
        if territory is None:
            continue
        if territory.id != folder.name:
            message = f"the territory calls itself {territory.id!r}, its folder {folder.name!r}; use one name"
            reading.findings.append(_error(f"{prefix}{TERRITORY_FILE}", 1, message))
        territories[territory.id] = territory
    if not folders:
        reading.findings.append(
            _error(directory.name, 1, f"there is no territory here; add a folder with {TERRITORY_FILE}")
        )
    return territories


def check_asked(dialog: Dialog, vocabulary: Vocabulary, territory: Territory) -> list[Finding]:
    """Every fact that a rule reads must be asked, or derived from facts that are."""
    sources = {
        derivation.fact: {name for row in derivation.rows for name in row.box} for derivation in vocabulary.derivations
    }
    found = []
    for rule in territory.rules.rules:
        for fact in rule.box:
            needed = sources.get(fact, {fact})
            for name in sorted(needed - set(dialog.questions)):
                message = f"rule {rule.id!r} reads {fact}, but no question asks {name}"
                found.append(
                    Finding(f"{territory.id}/{rule.file}", rule.line, Severity.ERROR, message, "add a question")
                )
    return found


def names_of(territories: Mapping[str, Territory]) -> dict[str, str]:
    """Each name that people type for a territory, and its id; a territory's own name first."""
    names: dict[str, str] = {}
    for territory in territories.values():
        for name in (territory.name, *territory.names):
            names.setdefault(name, territory.id)
    return names


def _error(file: str, line: int, message: str) -> Finding:
    return Finding(file, line, Severity.ERROR, message)


def _placed(text: str, prefix: str) -> Finding:
    """The finding in a text like `menu.fr.ftl:3: …`."""
    file, _, rest = text.partition(":")
    line, _, message = rest.partition(": ")
    if not line.isdigit():
        return _error(prefix.rstrip("/"), 1, text)
    return _error(prefix + file, int(line), message)
