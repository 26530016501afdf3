"""Areas: sets of communes written by name or code, `(epci ∪ communes ∪ departements ∪ zones) − communes_sauf`."""

from __future__ import annotations

from collections.abc import Mapping

from referral_rules.errors import Report, likely
from referral_rules.facts import INCONNU
from referral_rules.geography import Commune, Geography, normalise_place
from referral_rules.saying import Saying, say
from referral_rules.schema import Section
from referral_rules.source import Text

AREA_KEYS = ("epci", "communes", "departements", "zones", "communes_sauf")


class AreaReader:
    """Resolves the areas of one territory.

    Args:
        geography: the national table.
        home: the territory's communes; a name is looked for there first.
        zones: the territory's named zones.
        file: the source's name.
        report: gets the findings.
    """

    def __init__(
        self,
        geography: Geography,
        home: frozenset[str],
        zones: Mapping[str, frozenset[str]],
        file: str,
        report: Report,
    ) -> None:
        self.geography = geography
        self.home = home
        self.zones = zones
        self.file = file
        self.report = report

    def read(self, section: Section, *, undecided: bool = True) -> frozenset[str]:
        """Gives the area's commune codes; only `communes_sauf` written means the whole territory minus these.

        Args:
            section: where the area's keys are.
            undecided: `communes: [inconnu]` may stand for "the commune is not chosen yet".
        """
        area: set[str] = set()
        for word in section.words("epci", lone=True):
            area |= self.epci(word)
        for word in section.words("departements", lone=True):
            area |= self.departement(word)
        for word in section.words("zones", lone=True):
            area |= self.zone(word)
        for word in section.words("communes", lone=True):
            if undecided and word.value == INCONNU:
                area.add(INCONNU)
            else:
                area |= {commune.code for commune in self.commune(word)}
        if not any(section.has(key) for key in AREA_KEYS[:-1]):
            area = set(self.home)
        for word in section.words("communes_sauf", lone=True):
            for commune in self.commune(word):
                if commune.code not in area:
                    message = say("{commune!r} is left out but isn't in the area", commune=commune.name)
                    self._error(word, message, say("remove it from 'communes_sauf'"))
                area.discard(commune.code)
        if not area and not self.report.has_errors():
            mend = say("name a commune, a zone or an EPCI")
            self.report.error(self.file, section.line, say("this area holds no commune"), mend)
        return frozenset(area)

    def commune(self, word: Text) -> tuple[Commune, ...]:
        """Finds one commune by code or name; empty, and reported, if none or several."""
        if word.value in self.geography.communes:
            return (self.geography.communes[word.value],)
        found = self.geography.find_by_name(word.value, self.home) or self.geography.find_by_name(word.value)
        wanted = normalise_place(word.value)
        todays = tuple(commune for commune in found if normalise_place(commune.name) == wanted)
        found = todays or found  # an old name gives way to today's
        if len(found) == 1:
            return found
        if found:
            several = tuple(f"{commune.name} ({commune.code})" for commune in found)
            message = say("{name!r} names several communes: {communes}", name=word.value, communes=several)
            self._error(word, message, say("write its code"))
            return ()
        names = [self.geography.communes[code].name for code in sorted(self.home)]
        mend = likely(word.value, names) or say("write its whole name or its INSEE code")
        self._error(word, say("unknown commune {name!r}", name=word.value), mend)
        return ()

    def epci(self, word: Text) -> frozenset[str]:
        """Finds an EPCI's communes by code or name."""
        epcis = self.geography.epcis
        if word.value in epcis:
            return epcis[word.value].communes
        found = self.geography.find_epcis_by_name(word.value)
        if len(found) == 1:
            return found[0].communes
        if found:
            several = tuple(f"{epci.name} ({epci.code})" for epci in found)
            message = say("{name!r} names several EPCIs: {epcis}", name=word.value, epcis=several)
            self._error(word, message, say("write its code"))
            return frozenset()
        mend = likely(word.value, [epci.name for epci in epcis.values()]) or say("write its whole name or its code")
        self._error(word, say("unknown EPCI {name!r}", name=word.value), mend)
        return frozenset()

    def departement(self, word: Text) -> frozenset[str]:
        """Finds a département's communes by code or name."""
        departements = self.geography.departements
        if word.value in departements:
            return self.geography.communes_of_departement(word.value)
        wanted = normalise_place(word.value)
        for departement in departements.values():
            if normalise_place(departement.name) == wanted:
                return self.geography.communes_of_departement(departement.code)
        names = [departement.name for departement in departements.values()]
        mend = likely(word.value, names) or say("write its number, like 63")
        self._error(word, say("unknown département {name!r}", name=word.value), mend)
        return frozenset()

    def zone(self, word: Text) -> frozenset[str]:
        """Finds a zone of the territory."""
        if word.value in self.zones:
            return self.zones[word.value]
        mend = likely(word.value, self.zones) or say("declare it under 'zones' in territoire.yaml")
        self._error(word, say("unknown zone {name!r}", name=word.value), mend)
        return frozenset()

    def _error(self, word: Text, message: Saying, mend: Saying) -> None:
        self.report.error(self.file, word.line, message, mend)
