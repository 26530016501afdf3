"""All the names a place can be typed under, ready to be looked up exactly, by their beginning, or nearly.

Names are compared *glued* (normalised, without spaces), so that a missing hyphen, a hyphen too many and words run
together are all the same spelling.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from dialogs.places.candidates import PlaceKind
from dialogs.places.reading import strip_epci_head
from referral_rules.geography import Geography, departement_of, normalise_place

PREFIX_LIMIT = 3000  # names; « saint » alone begins about 4,000
_ARTICLES = ("le ", "la ", "les ", "l'", "l’")


class Entry(NamedTuple):
    """One name of one place: `key` is normalised, `glued` the same without spaces, `is_old` a former name."""

    glued: str
    key: str
    kind: PlaceKind
    code: str
    is_old: bool


class Gazetteer:
    """The names of communes, old communes, EPCIs and territories, sorted by their glued spelling."""

    def __init__(self, geography: Geography, territory_names: Mapping[str, str]) -> None:
        """Take the places; `territory_names` gives the territory's id for each name people use for it."""
        ours = (_entry(normalise_place(name), PlaceKind.TERRITORY, code) for name, code in territory_names.items())
        self._geography = geography
        self._entries = sorted(entry for entry in (*_national_entries(geography), *ours) if entry.glued)
        self._glued = [entry.glued for entry in self._entries]

    @cached_property
    def _exact(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self._entries:
            found.setdefault(entry.glued, []).append(entry)
        return found

    @cached_property
    def by_departement(self) -> Mapping[str, tuple[Entry, ...]]:
        """The communes' names, old ones included, of each département."""
        found: dict[str, list[Entry]] = {}
        for entry in self._entries:
            if entry.kind is PlaceKind.COMMUNE:
                found.setdefault(departement_of(entry.code), []).append(entry)
        return {departement: tuple(entries) for departement, entries in found.items()}

    def find_exact(self, name: str) -> tuple[Entry, ...]:
        """Find the places of exactly this normalised name, words run together or not."""
        return tuple(self._exact.get(name.replace(" ", ""), ()))

    def begins(self, glued: str) -> bool:
        """Whether a name is, or begins with, these glued words."""
        position = bisect_left(self._glued, glued)
        return position < len(self._glued) and self._glued[position].startswith(glued)

    def find_prefix(self, name: str) -> tuple[Entry, ...]:
        """Find the places whose name begins with this one and goes on."""
        glued = name.replace(" ", "")
        start = bisect_left(self._glued, glued)
        end = bisect_left(self._glued, glued + "\x7f", lo=start)
        entries = self._entries[start : min(end, start + PREFIX_LIMIT)]
        return tuple(entry for entry in entries if entry.glued != glued)

    def find_similar(self, name: str, cutoff: float, limit: int) -> tuple[Entry, ...]:
        """Find at most `limit` names whose spelling ratio with this one reaches `cutoff` (0–100), best first."""
        glued = name.replace(" ", "")
        found = process.extract(glued, self._glued, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
        return tuple(self._entries[position] for _, _, position in found)

    def names_within(self, codes: frozenset[str]) -> tuple[Entry, ...]:
        """Give the names, old ones included, of some communes."""
        departements = sorted({departement_of(code) for code in codes})
        return tuple(
            entry
            for departement in departements
            for entry in self.by_departement.get(departement, ())
            if entry.code in codes
        )

    @cached_property
    def _epcis_by_departement(self) -> Mapping[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {}
        for entry in self._entries:
            if entry.kind is PlaceKind.EPCI:
                members = self._geography.communes_of_epci(entry.code)
                for departement in {departement_of(code) for code in members}:
                    found.setdefault(departement, []).append(entry)
        return {departement: tuple(entries) for departement, entries in found.items()}

    def epcis_within(self, codes: frozenset[str]) -> tuple[Entry, ...]:
        """Give the names of the EPCIs present in the départements of some communes."""
        departements = sorted({departement_of(code) for code in codes})
        return tuple(entry for each in departements for entry in self._epcis_by_departement.get(each, ()))


def _entry(key: str, kind: PlaceKind, code: str, *, is_old: bool = False) -> Entry:
    return Entry(key.replace(" ", ""), key, kind, code, is_old)


@lru_cache(maxsize=2)
def _national_entries(geography: Geography) -> tuple[Entry, ...]:
    """The names that are the same for every territory, sorted: forty thousand, hence made once for a table."""
    epcis = (
        _entry(strip_epci_head(normalise_place(epci.name)), PlaceKind.EPCI, epci.code)
        for epci in geography.epcis.values()
    )
    return tuple(sorted((*_commune_entries(geography), *epcis)))


def _commune_entries(geography: Geography) -> Iterator[Entry]:
    """Names with an article come twice, so that « lachaisedieu » and « chaise dieu » both are the exact name."""
    named = [(name, code, False) for code, name in geography.list_commune_names()]
    named += [(alias.name, alias.commune, True) for alias in geography.aliases]
    for name, code, is_old in named:
        key = normalise_place(name)
        yield _entry(key, PlaceKind.COMMUNE, code, is_old=is_old)
        lowered = name.lower()
        if lowered.startswith(_ARTICLES):
            article = lowered.split("'")[0].split("’")[0].split(" ")[0]
            yield _entry(f"{article} {key}", PlaceKind.COMMUNE, code, is_old=is_old)
