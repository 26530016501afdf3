"""From what a person typed to the place that is meant: the steps, in order.

1. The text is read in several ways (`reading`): literally, without the words around the name, without a
   postcode or a département next to it.
2. Each reading is looked up: exactly, by its beginning, then by its spelling (`gazetteer`); a postcode or a
   département narrows the names first, the whole country is asked when that leads nowhere.
3. A sentence in which no reading is exact is searched for names of places (`spotting`).
4. What was found is ranked, and declared sure, to choose from, or unsure (`ranking`).
"""

from collections.abc import Iterable, Mapping

from dialogs.places.candidates import UNSURE, PlaceCandidate, PlaceKind, PlaceMatch
from dialogs.places.gazetteer import Entry, Gazetteer
from dialogs.places.ranking import (
    CUTOFF,
    EXACT,
    INNER_WORDS,
    PRIOR_CUTOFF,
    WORD_PREFIX,
    WRONG_AREA_MALUS,
    Expectation,
    Scored,
    choices_of,
    closeness_of,
    holds_words,
    is_sure,
    keep_best,
)
from dialogs.places.reading import FILLERS, PlaceReader, Reading
from dialogs.places.spotting import PlaceSpotter, Spotted
from referral_rules.geography import Geography, departement_of

TEXT_LIMIT = 300  # characters; a longer answer is a story: `spot` reads those
NAME_LIMIT = 50  # characters; the longest name of a commune has 45
SHORTEST_PREFIX = 3  # letters
SIMILAR_NAMES = 40  # names compared closely after the quick pass
POSTCODE_CHOICES = 10  # 63600, among others, is shared by ten communes
GOOD_ENOUGH = 85.0  # closeness from which a text need not be read in yet another way
VAGUE = frozenset({"saint", "sainte", "saints"})  # begin thousands of names
SENTENCE_FLOOR = 60.0  # closeness of a name in a sentence that says much else; up to 98 when it says nothing else
SENTENCE_SPAN = 38.0
SEVERAL_CEILING = 79.0  # under every threshold of certainty: who names two places is asked which


class PlaceMatcher:
    """Finds the communes, EPCIs and territories that people name. Pure; building it reads the whole table."""

    def __init__(
        self,
        geography: Geography,
        *,
        territory_names: Mapping[str, str] | None = None,
        prior: frozenset[str] = frozenset(),
    ) -> None:
        """Index the names.

        Args:
            geography: The communes and their groupings.
            territory_names: Territory id by name as people say it (« Livradois-Forez », « livradois »); the first
                name of an id is its label.
            prior: Codes of the communes that are expected: those of the territory that asks.
        """
        names = dict(territory_names or {})
        self._geography = geography
        self._prior = prior
        self._territory_labels = {code: name for name, code in reversed(names.items())}
        self._gazetteer = Gazetteer(geography, names)
        self._reader = PlaceReader(geography.departements)
        self._spotter = PlaceSpotter(geography, self._gazetteer)
        self._near: dict[frozenset[str], frozenset[str]] = {}

    def match(self, text: str, *, prior: frozenset[str] | None = None) -> PlaceMatch:
        """Find the place that an answer names.

        Args:
            text: The answer as typed, a name or a short sentence; over 300 characters it is `unsure`.
            prior: Expected communes, in place of the matcher's own.

        Returns:
            The verdict and the candidates, best first. Never raises, whatever the text.
        """
        if len(text) > TEXT_LIMIT:
            return UNSURE
        readings = self._reader.read(text)
        if not readings:
            return UNSURE
        expected = self._expectation(self._prior if prior is None else prior)
        if readings[-1].name == "" and readings[-1].postcode is not None:
            return self._match_postcode(readings[-1].postcode, expected)
        found = self._look_up(readings, text, expected)
        if not found:
            return UNSURE
        ordered = keep_best(found)
        sure = is_sure(ordered) and (not _says_nothing(readings) or _is_in(readings[-1].departement, ordered[0]))
        kept = ordered[:1] if sure else choices_of(ordered)
        postcode = readings[0].postcode
        candidates = tuple(self._candidate(each.entry, each.closeness, postcode) for each in kept)
        return PlaceMatch("sure" if sure else "choose", candidates)

    def spot(self, story: str, *, prior: frozenset[str] | None = None) -> tuple[PlaceCandidate, ...]:
        """Find the places that a free story names, only those it names without a doubt.

        Args:
            story: Any text; what lies beyond the first 4,000 characters is not read.
            prior: Expected communes, in place of the matcher's own.

        Returns:
            Places in order of confidence, then of appearance; each once.
        """
        spotted = self._spotter.spot(story, self._prior if prior is None else prior)
        ordered = sorted(spotted, key=lambda each: (-each.confidence, each.start))
        unique = {(each.entry.kind, each.entry.code): each for each in reversed(ordered)}
        return tuple(self._candidate(each.entry, each.confidence) for each in reversed(unique.values()))

    def _expectation(self, prior: frozenset[str]) -> Expectation:
        near = self._near.get(prior)
        if near is None:
            departements = {departement_of(code) for code in prior} & set(self._geography.departements)
            near = frozenset[str]().union(*map(self._geography.communes_of_departement, departements))
            self._near[prior] = near
        return Expectation(prior, near)

    def _look_up(self, readings: tuple[Reading, ...], text: str, expected: Expectation) -> list[Scored]:
        """The first reading that is a name word for word; else the near names, and those inside a sentence."""
        named = [each for each in readings if 0 < len(each.name) <= NAME_LIMIT and each.name not in VAGUE]
        says_nothing = _says_nothing(readings)
        for reading in named[:1] if says_nothing else named:
            if self._gazetteer.find_exact(reading.name):
                return self._look_up_reading(reading, expected)
        if says_nothing:
            return []
        found: list[Scored] = []
        opened = named[1:] if named and named[0].name.split()[0] in FILLERS else named
        for reading in opened:
            found += self._look_up_reading(reading, expected)
            if any(each.closeness >= GOOD_ENOUGH for each in found):
                break
        if len(readings[0].name.split()) > 1:
            found += self._look_in_sentence(text, expected)
        if not found and opened != named:
            found = self._look_up_reading(named[0], expected)
        return found

    def _look_up_reading(self, reading: Reading, expected: Expectation) -> list[Scored]:
        expected = Expectation(expected.prior, expected.near, reading.wants_epci)
        area = self._area_of(reading)
        if area:
            names = (*self._gazetteer.names_within(area), *self._gazetteer.epcis_within(area))
            inside = self._score(names, reading.name, expected, inner=area)
            if inside:
                return inside
        exact = self._gazetteer.find_exact(reading.name)
        if reading.departement and not exact:
            return []
        entries = exact
        if len(reading.name) >= SHORTEST_PREFIX:
            entries += self._gazetteer.find_prefix(reading.name)
        entries += self._gazetteer.names_within(expected.prior)
        if not exact:
            entries += self._gazetteer.find_similar(reading.name, CUTOFF, SIMILAR_NAMES)
        malus = WRONG_AREA_MALUS if reading.postcode or reading.departement else 0.0
        return self._score(entries, reading.name, expected, inner=expected.prior, malus=malus)

    def _area_of(self, reading: Reading) -> frozenset[str]:
        if reading.postcode is not None:
            shared = frozenset(self._geography.communes_of_postcode(reading.postcode))
            return shared or self._communes_of(departement_of(reading.postcode))
        return self._communes_of(reading.departement) if reading.departement else frozenset()

    def _communes_of(self, departement: str) -> frozenset[str]:
        if departement not in self._geography.departements:
            return frozenset()
        return self._geography.communes_of_departement(departement)

    def _score(
        self,
        entries: Iterable[Entry],
        name: str,
        expected: Expectation,
        *,
        inner: frozenset[str],
        malus: float = 0.0,
    ) -> list[Scored]:
        """Keep the names close enough; those of the communes `inner` may also merely hold the typed words."""
        found = []
        for entry in dict.fromkeys(entries):
            closeness = closeness_of(entry, name)
            inside = entry.code in inner
            if inside and closeness < INNER_WORDS and len(name) > SHORTEST_PREFIX and holds_words(entry, name):
                closeness = INNER_WORDS
            if entry.kind is PlaceKind.EPCI and closeness < WORD_PREFIX and not self._is_epci_meant(entry, expected):
                continue
            if closeness >= (PRIOR_CUTOFF if inside else CUTOFF):
                found.append(self._scored(entry, closeness - malus, expected))
        return found

    def _is_epci_meant(self, entry: Entry, expected: Expectation) -> bool:
        return expected.wants_epci or not expected.prior.isdisjoint(self._members_of(entry))

    def _scored(self, entry: Entry, closeness: float, expected: Expectation) -> Scored:
        commune = self._geography.communes.get(entry.code) if entry.kind is PlaceKind.COMMUNE else None
        population = commune.population if commune else 0
        members = self._members_of(entry)
        is_expected = entry.kind is PlaceKind.TERRITORY or not expected.prior.isdisjoint(members)
        rank = closeness + expected.bonus(entry, members, population)
        return Scored(entry, closeness, rank, is_expected)

    def _members_of(self, entry: Entry) -> frozenset[str]:
        if entry.kind is PlaceKind.EPCI:
            return self._geography.communes_of_epci(entry.code)
        return frozenset((entry.code,))

    def _look_in_sentence(self, text: str, expected: Expectation) -> list[Scored]:
        spotted: list[Spotted] = self._spotter.scan(text, expected.prior)
        coverage = self._spotter.coverage(text, spotted)
        closeness = SENTENCE_FLOOR + SENTENCE_SPAN * coverage
        if len({each.start for each in spotted}) > 1:
            closeness = min(closeness, SEVERAL_CEILING)
        return [self._scored(each.entry, min(closeness, each.confidence), expected) for each in spotted]

    def _match_postcode(self, postcode: str, expected: Expectation) -> PlaceMatch:
        codes = self._geography.communes_of_postcode(postcode)
        communes = [self._geography.communes[code] for code in codes]
        communes.sort(key=lambda each: (each.code not in expected.prior, -each.population, each.name))
        candidates = tuple(
            PlaceCandidate(PlaceKind.COMMUNE, each.code, f"{each.name} ({postcode})", EXACT)
            for each in communes[:POSTCODE_CHOICES]
        )
        if not candidates:
            return UNSURE
        return PlaceMatch("sure" if len(communes) == 1 else "choose", candidates)

    def _candidate(self, entry: Entry, closeness: float, postcode: str | None = None) -> PlaceCandidate:
        score = round(max(0.0, min(100.0, closeness)), 1)
        return PlaceCandidate(entry.kind, entry.code, self._label(entry, postcode), score)

    def _label(self, entry: Entry, postcode: str | None) -> str:
        if entry.kind is PlaceKind.TERRITORY:
            return self._territory_labels[entry.code]
        if entry.kind is PlaceKind.EPCI:
            return self._geography.epcis[entry.code].name
        commune = self._geography.communes[entry.code]
        if postcode in commune.postcodes:
            return f"{commune.name} ({postcode})"
        where = commune.postcodes[0] if len(commune.postcodes) == 1 else commune.departement
        return f"{commune.name} ({where})"


def _says_nothing(readings: tuple[Reading, ...]) -> bool:
    """Tell whether a text is made of words around a name, or names a département only: nothing to look up."""
    return readings[-1].name == "" and readings[0].name != ""


def _is_in(departement: str | None, scored: Scored) -> bool:
    """Tell whether a commune gave its name to its département, as Paris did."""
    return scored.entry.kind is PlaceKind.COMMUNE and departement_of(scored.entry.code) == departement
