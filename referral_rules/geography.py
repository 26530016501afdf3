"""The communes of France, their old names, their groupings and their départements.

Theory of operation: the packaged table (`places/communes.tsv.gz`) is text that somebody else has read and
unpacked. `parse_geography` only cuts it into lines; a commune becomes an object when asked for, an index
when first needed. So a command that looks nothing up does not pay for the whole country.

The table has four blocks separated by an empty line. Each opens with its name and its columns:

    departements  code, name
    epcis         code, name
    aliases       name, commune          (old communes and municipal arrondissements)
    communes      code, name, postcodes (comma-separated, may be empty), epci (may be empty), population

Lines before the first block that begin with `#` say where the table comes from.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

BLOCKS = {
    "departements": ("code", "name"),
    "epcis": ("code", "name"),
    "aliases": ("name", "commune"),
    "communes": ("code", "name", "postcodes", "epci", "population"),
}
INSEE_LENGTH = 5  # characters of a commune's code; Insee, Code officiel géographique

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "ʼ": "'"})
_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")
_SLASHED = re.compile(r"\b(ss|s)\s*/\s*(s\b)?")
_ABBREVIATIONS = {
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "stes": "saintes",
    "lez": "les",
    "ss": "sous",
    "fd": "ferrand",
}
_ARTICLES = frozenset({"l", "le", "la", "les"})


class GeographyError(Exception):
    """The table of communes can't be read; the message names the block or the line at fault."""


@dataclass(frozen=True, slots=True)
class Commune:
    """One commune of today. `code` is Insee's; `epci` is None for the 98 that belong to none."""

    code: str
    name: str
    postcodes: tuple[str, ...]
    departement: str
    epci: str | None
    population: int


@dataclass(frozen=True, slots=True)
class Epci:
    """A grouping of communes with its own taxes (community of communes, of agglomeration, métropole…)."""

    code: str
    name: str
    communes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Departement:
    """A département or an overseas collectivity, with its code as on number plates (« 63 », « 2A »)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name for a commune: that of an old commune now part of it, or of an arrondissement."""

    name: str
    commune: str


def normalise_place(text: str) -> str:
    """Write a place name the one way under which all its spellings meet.

    Lower case, no accents, œ and æ opened, hyphens and apostrophes as single spaces, `st`/`ste` in full, `s/`
    as `sur`, no leading article: « St-Anthème » and « saint antheme » both give `saint antheme`. Letters of
    other scripts are dropped, so that a text without any Latin letter or digit gives an empty string.
    """
    folded = text.lower().translate(_LIGATURES)
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii").lower()
    if "/" in folded:
        folded = _SLASHED.sub(lambda match: " sous " if match[2] or match[1] == "ss" else " sur ", folded)
    words = [_ABBREVIATIONS.get(word, word) for word in _NOT_ALPHANUMERIC.sub(" ", folded).split()]
    if len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    return " ".join(words)


def departement_of(commune_code: str) -> str:
    """Give the département's code that a commune's Insee code begins with (three characters overseas)."""
    return commune_code[: 3 if commune_code.startswith(("97", "98")) else 2]


class _CommuneRows(Mapping[str, Commune]):
    """Communes by code, each made from its line of the table when it is first asked for."""

    def __init__(self, lines: list[str]) -> None:
        self._rows = {line[:INSEE_LENGTH]: line for line in lines}
        self._made: dict[str, Commune] = {}

    def __getitem__(self, code: str) -> Commune:
        commune = self._made.get(code)
        if commune is None:
            commune = self._made[code] = _commune_from(self._rows[code])
        return commune

    def __contains__(self, code: object) -> bool:
        return code in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def names(self) -> Iterator[tuple[str, str]]:
        """Give each commune's code and name without making the communes."""
        for code, row in self._rows.items():
            yield code, row.split("\t", 2)[1]

    def postcodes(self) -> Iterator[tuple[str, str]]:
        """Give each commune's code and its postcodes as written, comma-separated."""
        for code, row in self._rows.items():
            yield code, row.split("\t", 3)[2]

    def groupings(self) -> Iterator[tuple[str, str]]:
        """Give each commune's code and that of its EPCI ("" for none) without making the communes."""
        for code, row in self._rows.items():
            yield code, row.split("\t", 4)[3]


def _commune_from(row: str) -> Commune:
    code, name, postcodes, epci, population = row.split("\t")
    return Commune(
        code=code,
        name=name,
        postcodes=tuple(postcodes.split(",")) if postcodes else (),
        departement=departement_of(code),
        epci=epci or None,
        population=int(population),
    )


class Geography:
    """The communes, EPCIs and départements of one year, and the old names that still lead to them."""

    def __init__(
        self,
        *,
        communes: list[str],
        epcis: dict[str, str],
        departements: Mapping[str, Departement],
        aliases: tuple[Alias, ...],
    ) -> None:
        """Take the table's parts; `communes` are its lines, `epcis` names by code. See `parse_geography`."""
        self._rows = _CommuneRows(communes)
        self._epci_names = epcis
        self.departements = departements
        self.aliases = aliases

    @property
    def communes(self) -> Mapping[str, Commune]:
        """Communes by Insee code, in the order of the codes."""
        return self._rows

    @cached_property
    def epcis(self) -> Mapping[str, Epci]:
        """EPCIs by code (SIREN number), each with its communes."""
        return {code: Epci(code, name, self._members[code]) for code, name in self._epci_names.items()}

    @cached_property
    def _members(self) -> Mapping[str, frozenset[str]]:
        members: dict[str, list[str]] = {code: [] for code in self._epci_names}
        for code, epci in self._rows.groupings():
            if epci:
                members[epci].append(code)
        return {epci: frozenset(codes) for epci, codes in members.items()}

    @cached_property
    def _by_departement(self) -> Mapping[str, frozenset[str]]:
        members: dict[str, list[str]] = {code: [] for code in self.departements}
        for code in self._rows:
            members[departement_of(code)].append(code)
        return {departement: frozenset(codes) for departement, codes in members.items()}

    @cached_property
    def _by_postcode(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for code, postcodes in self._rows.postcodes():
            for postcode in postcodes.split(","):
                found.setdefault(postcode, []).append(code)
        found.pop("", None)
        return {postcode: tuple(codes) for postcode, codes in found.items()}

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for code, name in self.list_commune_names():
            found.setdefault(normalise_place(name), []).append(code)
        for alias in self.aliases:
            codes = found.setdefault(normalise_place(alias.name), [])
            if alias.commune not in codes:
                codes.append(alias.commune)
        return {name: tuple(codes) for name, codes in found.items()}

    @cached_property
    def _epcis_by_name(self) -> Mapping[str, tuple[Epci, ...]]:
        found: dict[str, list[Epci]] = {}
        for epci in self.epcis.values():
            found.setdefault(normalise_place(epci.name), []).append(epci)
        return {name: tuple(epcis) for name, epcis in found.items()}

    def list_commune_names(self) -> Iterator[tuple[str, str]]:
        """Give every commune's code and name, without the cost of making the communes."""
        return self._rows.names()

    def communes_of_epci(self, code: str) -> frozenset[str]:
        """Give the codes of an EPCI's communes. Raises KeyError when no EPCI has this code."""
        return self._members[code]

    def communes_of_departement(self, code: str) -> frozenset[str]:
        """Give the codes of a département's communes. Raises KeyError when no département has this code."""
        return self._by_departement[code]

    def communes_of_postcode(self, postcode: str) -> tuple[str, ...]:
        """Give the codes of the communes that share a postcode, in their order; none when it is unknown."""
        return self._by_postcode.get(postcode, ())

    def find_by_name(self, name: str, within: frozenset[str] | None = None) -> tuple[Commune, ...]:
        """Find the communes that bear this name, or bore it, however it is spelt (`normalise_place`).

        Args:
            name: A commune's name, or an old commune's.
            within: Only these commune codes, when given.

        Returns:
            Today's names first, then the communes reached by an old name; none when nobody bears it.
        """
        codes = self._by_name.get(normalise_place(name), ())
        return tuple(self._rows[code] for code in codes if within is None or code in within)

    def find_epcis_by_name(self, name: str) -> tuple[Epci, ...]:
        """Find the EPCIs that bear this name, however it is spelt (`normalise_place`)."""
        return self._epcis_by_name.get(normalise_place(name), ())


def parse_geography(table: str) -> Geography:
    """Read the table of places (see the module's opening for its form).

    Raises:
        GeographyError: A block is missing, its columns differ, or a line refers to an unknown EPCI, commune
            or département. Rebuild the table with `scripts/build_communes.py`.
    """
    blocks = _cut_blocks(table)
    epcis = dict(_cells(line, "epcis") for line in blocks["epcis"])
    pairs = (_cells(line, "departements") for line in blocks["departements"])
    departements = {code: Departement(code, name) for code, name in pairs}
    aliases = tuple(Alias(*_cells(line, "aliases")) for line in blocks["aliases"])
    _check_communes(blocks["communes"], epcis, departements)
    codes = {line[:INSEE_LENGTH] for line in blocks["communes"]}
    for alias in aliases:
        if alias.commune not in codes:
            raise GeographyError(f"aliases: « {alias.name} » leads to the unknown commune {alias.commune}")
    return Geography(communes=blocks["communes"], epcis=epcis, departements=departements, aliases=aliases)


def _cut_blocks(table: str) -> dict[str, list[str]]:
    blocks: dict[str, list[str]] = {}
    for block in table.strip("\n").split("\n\n"):
        lines = [line for line in block.split("\n") if not line.startswith("#")]
        if not lines:
            continue
        name, *columns = lines[0].split("\t")
        if BLOCKS.get(name) != tuple(columns):
            raise GeographyError(f"unknown block or columns: {lines[0]!r}; known: {', '.join(BLOCKS)}")
        blocks[name] = lines[1:]
    if missing := [name for name in BLOCKS if name not in blocks]:
        raise GeographyError(f"table without {', '.join(missing)}; run scripts/build_communes.py")
    return blocks


def _cells(line: str, block: str) -> tuple[str, str]:
    cells = line.split("\t")
    if len(cells) != len(BLOCKS[block]):
        raise GeographyError(f"{block}: {line!r} has {len(cells)} columns instead of {len(BLOCKS[block])}")
    return cells[0], cells[1]


def _check_communes(lines: list[str], epcis: Mapping[str, str], departements: Mapping[str, Departement]) -> None:
    for line in lines:
        cells = line.split("\t")
        if len(cells) != len(BLOCKS["communes"]) or len(cells[0]) != INSEE_LENGTH or not cells[4].isdigit():
            raise GeographyError(f"communes: {line!r} should be {', '.join(BLOCKS['communes'])}")
        if cells[3] and cells[3] not in epcis:
            raise GeographyError(f"communes: {cells[1]} belongs to the unknown EPCI {cells[3]}")
        if departement_of(cells[0]) not in departements:
            raise GeographyError(f"communes: {cells[1]} ({cells[0]}) lies in no known département")
