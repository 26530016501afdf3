"""The only reader of definition files: packaged ones and those of TERRITORIES_DIR; makes the world of them.

Rule 1: nothing that is broken is served: all findings are collected, each with file, line and likely mend.
Rule 2: what the files mean is decided by `dialogs` and `referral_rules`, which get texts and never open a file.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Final, Protocol, TypeVar

from bot.settings import Settings
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
from dialogs.listening import Ear, Listener, load_ear
from dialogs.places import PlaceMatcher
from dialogs.schema import Dialog, load_dialog
from dialogs.wording import LANGUAGES, Wording, WordingError
from dialogs.world import World
from referral_rules.errors import DefinitionErrors, Finding, Severity
from referral_rules.french import in_french
from referral_rules.geography import Geography, GeographyError, parse_geography
from referral_rules.loader import RULES_FOLDER, TERRITORY_FILE, load_territory
from referral_rules.saying import say, verbatim
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary, load_vocabulary

HOUSE: Final = Path(__file__).resolve().parents[2]
DIALOGS: Final = HOUSE / "dialogs"
RULES: Final = HOUSE / "referral_rules"
SUFFIX: Final = ".yaml"

_T = TypeVar("_T")


class DefinitionsError(Exception):
    """Definitions were refused; the message has a line for each finding."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__("\n".join(lines))


class UnreadableTextError(Exception):
    """A definition file is not UTF-8; `finding` says which, and where."""

    def __init__(self, file: str, content: bytes, error: UnicodeDecodeError) -> None:
        line = content.count(b"\n", 0, error.start) + 1
        mend = say("save it again in that encoding")
        self.finding = Finding(file, line, Severity.ERROR, say("this file is not UTF-8"), mend)
        super().__init__(str(self.finding))


class Ground(Protocol):
    """What the rules of a territory stand on: a world is one, and so is a house without territories."""

    @property
    def dialog(self) -> Dialog:
        """The talk."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The facts."""

    @property
    def geography(self) -> Geography:
        """The communes."""


@dataclass(frozen=True)
class House:
    """What comes with the product and is the same for every territory."""

    vocabulary: Vocabulary
    geography: Geography
    dialog: Dialog
    wording: Wording
    taxonomy: Taxonomy
    signals: SignalPatterns
    guard: DistressGuard
    ear: Ear

    @cached_property
    def sectors(self) -> SectorMatcher:
        """Matches stories against the taxonomy."""
        return SectorMatcher(self.taxonomy)

    def world(self, territories: Mapping[str, Territory], default_territory: str, timezone: str) -> World:
        """The world with these territories, of which there is at least one."""
        default = territories.get(default_territory) or next(iter(territories.values()))
        places = PlaceMatcher(self.geography, territory_names=names_of(territories), prior=default.communes)
        return World(
            dialog=self.dialog,
            vocabulary=self.vocabulary,
            geography=self.geography,
            places=places,
            sectors=self.sectors,
            listener=Listener(self.ear, self.sectors, places),
            signals=self.signals,
            guard=self.guard,
            wording=self.wording,
            territories=territories,
            default_territory=default.id,
            timezone=timezone,
        )


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
        except GeographyError as error:
            self.findings.append(_error(f"{prefix}communes.tsv.gz", 1, str(error)))
        except UnreadableTextError as error:
            self.findings.append(replace(error.finding, file=prefix + error.finding.file))
        return None


def load_world(settings: Settings) -> World:
    """The world that `settings` name.

    Raises:
        DefinitionsError: with all errors at once: those of the house for developers, those of territories in French.
    """
    house, faults = read_house()
    if house is None or any(found.severity is Severity.ERROR for found in faults):
        raise DefinitionsError(str(found) for found in faults)
    territories: dict[str, Territory] = {}
    refused: list[str] = []
    for name, folder in folders_in(settings.territories_dir).items():
        territory, findings = read_rules(house, name, folder_files(folder))
        if territory is not None:
            territories[name] = territory
        refused += [
            f"{folder / found.file}:{found.line}: {in_french(found)}"
            for found in findings
            if found.severity is Severity.ERROR
        ]
    if not territories and not refused:
        missing = no_territory(settings.territories_dir)
        refused.append(f"{missing.file}: {in_french(missing)}")
    if refused:
        raise DefinitionsError(refused)
    world = house.world(territories, settings.default_territory, settings.timezone)
    return replace(world, default_language=settings.default_language)


def folders_in(directory: Path) -> Mapping[str, Path]:
    """By name, the folders in `directory` that are territories, or should be; it may be one territory's own."""
    if (directory / TERRITORY_FILE).is_file():
        return {directory.resolve().name: directory}
    beside = sorted(path for path in directory.iterdir() if path.is_dir() and not path.name.startswith("."))
    return {path.name: path for path in beside}


def folder_files(folder: Path) -> dict[str, bytes]:
    """A territory's files, byte for byte, by path relative to `folder`."""
    found = (path for path in sorted(folder.glob(f"**/*{SUFFIX}")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def unread_files(folder: Path) -> Iterator[str]:
    """Files of a territory's folder that are meant to be read and are not, for their names; relative to it."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        left_by_an_editor = any(part.startswith(".") for part in name.parts) or path.name.endswith(("~", "#"))
        if path.is_file() and path.suffix != SUFFIX and not left_by_an_editor:
            looks_like_yaml = {suffix.lower() for suffix in path.suffixes} & {SUFFIX, ".yml"}
            if looks_like_yaml or name.is_relative_to(RULES_FOLDER):
                yield name.as_posix()


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
        raise UnreadableTextError(path.relative_to(folder or path.parent).as_posix(), content, error) from None


@cache
def read_house() -> tuple[House | None, tuple[Finding, ...]]:
    """The house, None when nothing can be made of it; and what is wrong with it, for developers.

    Read once a process: these files change with the code only.
    """
    reading = _Reading()
    vocabulary = reading.attempt(lambda: load_vocabulary(read_text(RULES / "vocabulaire.yaml")))
    geography = reading.attempt(load_geography, "places/")
    wording = reading.attempt(_load_wording, "dialogs/texts/")
    taxonomy, signals, guard = _read_lexicon(reading)
    ear = reading.attempt(_load_ear, "listening/")
    dialog: Dialog | None = None
    if vocabulary is not None:
        dialog = reading.attempt(partial(_load_dialog, vocabulary), "first_listening/")
    if wording is not None:
        reading.findings += [_placed(found, "dialogs/texts/") for found in wording.findings()]
    if dialog is not None and wording is not None and vocabulary is not None:
        reading.findings += [
            replace(found, file="first_listening/" + found.file) for found in check_dialog(dialog, vocabulary, wording)
        ]
    house: House | None = None
    if vocabulary and geography and dialog and wording and taxonomy and signals and guard and ear:
        house = House(vocabulary, geography, dialog, wording, taxonomy, signals, guard, ear)
    return house, tuple(reading.findings)


def _read_lexicon(reading: _Reading) -> tuple[Taxonomy | None, SignalPatterns | None, DistressGuard | None]:
    folder = DIALOGS / "lexicon"
    return (
        reading.attempt(lambda: load_taxonomy(read_text(folder / "secteurs.yaml")), "lexicon/"),
        reading.attempt(lambda: load_signals(read_text(folder / "signaux.yaml")), "lexicon/"),
        reading.attempt(lambda: load_distress(read_text(folder / "detresse.yaml")), "lexicon/"),
    )


def _load_ear() -> Ear:
    folder = DIALOGS / "listening"
    shared, intents, topics = (read_text(folder / f"{name}.yaml") for name in ("ecarts", "intentions", "reponses"))
    return load_ear(read_texts(folder / "facts", "*.yaml"), shared, intents, topics)


def load_geography() -> Geography:
    """The packaged table of communes."""
    return parse_geography(gzip.decompress((RULES / "places" / "communes.tsv.gz").read_bytes()).decode("utf-8"))


def _load_dialog(vocabulary: Vocabulary) -> Dialog:
    return load_dialog(read_texts(DIALOGS / "first_listening", "*.yaml"), vocabulary)


def _load_wording() -> Wording:
    """`menu.fr.ftl` and `fr.ftl` are French."""
    texts = read_texts(DIALOGS / "texts", "*.ftl")
    sources = {
        language: {name: text for name, text in texts.items() if name.split(".")[-2] == language}
        for language in LANGUAGES
    }
    return Wording(sources)


def read_rules(
    ground: Ground, territory_id: str | None, files: Mapping[str, bytes]
) -> tuple[Territory | None, tuple[Finding, ...]]:
    """A territory's rules as this vocabulary and dialog understand them, with what is wrong.

    Args:
        ground: what they stand on.
        territory_id: which territory they must be of; None takes them for what they say they are.
        files: its files, by name.

    Returns:
        The territory, None when an error refuses it; the findings. A file that is no text refuses it too, and doesn't
        keep the others from being read.
    """
    sources, unreadable = _decode(files)
    reading = _Reading()
    territory = reading.attempt(partial(load_territory, sources, ground.vocabulary, ground.geography))
    known = {found.file for found in unreadable}
    findings = [*unreadable, *(found for found in reading.findings if found.file not in known)]
    if territory is not None:
        findings += _check_asked(ground.dialog, ground.vocabulary, territory)
        if territory_id not in (None, territory.id):
            findings.append(misnamed(territory.id, territory_id or ""))
    refused = any(found.severity is Severity.ERROR for found in findings)
    return (None if refused else territory), tuple(findings)


def misnamed(name: str, wanted: str) -> Finding:
    """The finding that a territory bears another name than its folder."""
    message = say("the territory calls itself {name!r}, not {wanted!r}", name=name, wanted=wanted)
    return Finding(TERRITORY_FILE, 1, Severity.ERROR, message, say("use one name"))


def unread(file: str) -> Finding:
    """The finding that a file is not read, for its name."""
    mend = say("save it as {file!r}, as plain text, or remove it", file=Path(file).name.partition(".")[0] + SUFFIX)
    return Finding(file, 1, Severity.WARNING, say("this file isn't read: its name doesn't end in .yaml"), mend)


def no_territory(directory: Path) -> Finding:
    """The finding that a folder holds no territory."""
    mend = say("add a folder with {file}", file=TERRITORY_FILE)
    return Finding(str(directory), 1, Severity.ERROR, say("there is no territory here"), mend)


def _decode(files: Mapping[str, bytes]) -> tuple[dict[str, str], list[Finding]]:
    sources: dict[str, str] = {}
    unreadable: list[Finding] = []
    for name, content in files.items():
        try:
            sources[name] = content.decode()
        except UnicodeDecodeError as error:
            unreadable.append(UnreadableTextError(name, content, error).finding)
    return sources, unreadable


def _check_asked(dialog: Dialog, vocabulary: Vocabulary, territory: Territory) -> Iterator[Finding]:
    """Every fact that a rule reads must be asked, or derived from facts that are."""
    sources = {
        derivation.fact: {name for row in derivation.rows for name in row.box} for derivation in vocabulary.derivations
    }
    for rule in territory.rules.rules:
        for fact in rule.box:
            needed = sources.get(fact, {fact})
            for name in sorted(needed - set(dialog.questions)):
                message = say(
                    "rule {rule!r} reads {fact}, but no question asks {name}", rule=rule.id, fact=fact, name=name
                )
                yield Finding(rule.file, rule.line, Severity.ERROR, message, say("add a question"))


def names_of(territories: Mapping[str, Territory]) -> dict[str, str]:
    """Each name that people type for a territory, and its id; a territory's own name first."""
    names: dict[str, str] = {}
    for territory in territories.values():
        for name in (territory.name, *territory.names):
            names.setdefault(name, territory.id)
    return names


def _error(file: str, line: int, text: str) -> Finding:
    """A developer's finding, in words that came as a text."""
    return Finding(file, line, Severity.ERROR, verbatim(text))


def _placed(text: str, prefix: str) -> Finding:
    """The finding in a text like `menu.fr.ftl:3: …`."""
    file, _, rest = text.partition(":")
    line, _, message = rest.partition(": ")
    if not line.isdigit():
        return _error(prefix.rstrip("/"), 1, text)
    return _error(prefix + file, int(line), message)
