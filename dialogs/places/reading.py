"""Takes a typed answer apart: the name, a postcode, a département, and the words around that name no place.

« c'est à côté d'Ambert dans le Puy-de-Dôme » may be read in several ways; each `Reading` is one of them, and the
matcher keeps the one that leads somewhere.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from referral_rules.geography import Departement, normalise_place

_FILLERS = """
a aux au d de du des dans en et ou l la le les sur vers par chez pour
c ce cet cette est etait serait sera seraient ca ici la
je j me m moi on nous se s suis sommes ai avons mon ma mes notre nos un une
habite habitons vis vivons viens venons cherche cherchons regarde regardons pense pensons vise visons
aimerais aimerions voudrais voudrions veux voulons souhaite souhaitons installer installe
cote pres proche proximite autour alentours alentour environ environs coin secteur zone loin pas
entre quelque quelques part partout plutot peut etre surement sans doute idealement bien donc mais aussi voire meme
commune communes village ville bourg hameau bled pays departement dept dpt region code postal cp
ne n sais sait encore rien idee aucune importe quel quelle ou
maison campagne montagne nature gare ds decide decidee connais connait habiter vivre venir
in near around live living i am we are from close to at the by
maison bonjour bonsoir oui non euh ben bah alors merci svp stp voila km kilometres minutes min
"""
FILLERS = frozenset(_FILLERS.split())
TRAILING_REGIONS = frozenset({"auvergne", "france", "rhone", "alpes"})
_EPCI_HEADS = (
    "communaute de communes",
    "communaute d agglomeration",
    "communaute urbaine",
    "communaute des communes",
    "comcom",
    "com com",
    "intercommunalite",
    "interco",
    "agglo",
    "cc",
    "ca",
    "cu",
    "metropole",
)
_POSTCODE = re.compile(r"(?<!\w)(?:f )?(\d{2}) ?(\d{3})(?!\w)")
_COUNTED = frozenset(
    {"km", "kms", "kilometres", "min", "mn", "minutes", "h", "heures", "rue", "place", "route", "chemin", "bis"}
)
_GLUED_SAINT = re.compile(r"^st(?=[a-z]{3})")
_LINKS = frozenset({"d", "de", "des", "du", "l", "la", "le", "les"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a typed place.

    Attributes:
        name: The normalised name, possibly empty when only a postcode was typed.
        postcode: Five digits, or None.
        departement: A département's code, from its number or its name, or None.
        wants_epci: The person named a grouping of communes (« la comcom de… »).
    """

    name: str
    postcode: str | None = None
    departement: str | None = None
    wants_epci: bool = False


def strip_opening(words: list[str]) -> list[str]:
    """Drop the first words that name no place, « c'est vers »."""
    start = 0
    while start < len(words) and words[start] in FILLERS:
        start += 1
    return words[start:]


def strip_fillers(words: list[str]) -> list[str]:
    """Drop the words at both ends that name no place, « c'est vers » and « et environs »."""
    kept = strip_opening(words)
    while kept and kept[-1] in FILLERS:
        kept = kept[:-1]
    return kept


def strip_epci_head(name: str) -> str:
    """Drop « CC », « communauté de communes du » and the like before an EPCI's own name."""
    for head in _EPCI_HEADS:
        if name.startswith(head + " "):
            words = name[len(head) + 1 :].split()
            while len(words) > 1 and words[0] in _LINKS:
                del words[0]
            return " ".join(words)
    return name


class PlaceReader:
    """Reads typed places, knowing the names and numbers of the départements."""

    def __init__(self, departements: Mapping[str, Departement]) -> None:
        """Take the départements by code."""
        self._codes = {code.lower(): code for code in departements}
        self._names = {tuple(normalise_place(each.name).split()): each.code for each in departements.values()}
        self._longest = max((len(words) for words in self._names), default=0)

    def read(self, text: str) -> tuple[Reading, ...]:
        """Give the ways to read a text, the most literal first; none when it holds no word."""
        name, postcode = _take_postcode(normalise_place(text))
        numbered, departement = self._take_departement_code(name.split())
        words = [word for word in numbered if not word[0].isdigit()] or numbered
        if not words and postcode is None:
            return ()
        readings = [Reading(" ".join(numbered), postcode, departement)]
        readings += _open_readings(words, postcode, departement)
        core = strip_fillers(words)
        if core and core[-1] in TRAILING_REGIONS:
            core = [word for word in core if word not in TRAILING_REGIONS]
            readings += _open_readings(core, postcode, departement)
        core, named = self._take_departement_name(core)
        if named is not None and departement in (None, named):
            readings += _open_readings(core, postcode, named)
        return tuple(dict.fromkeys(readings))

    def _take_departement_code(self, words: list[str]) -> tuple[list[str], str | None]:
        """A département's number at either end; not « 45 min de… », « 12 rue… », nor a number alone."""
        if len(words) < 2:
            return words, None
        if words[-1] in self._codes:
            return words[:-1], self._codes[words[-1]]
        if words[0] in self._codes and words[1] not in _COUNTED:
            return words[1:], self._codes[words[0]]
        return words, None

    def _take_departement_name(self, words: list[str]) -> tuple[list[str], str | None]:
        for length in range(min(self._longest, len(words)), 0, -1):
            for start in (len(words) - length, 0):
                code = self._names.get(tuple(words[start : start + length]))
                if code is not None:
                    return words[:start] + words[start + length :], code
        return words, None


def _take_postcode(name: str) -> tuple[str, str | None]:
    found = _POSTCODE.search(name)
    if found is None:
        return name, None
    rest = f"{name[: found.start()]} {name[found.end() :]}"
    return " ".join(rest.split()), found[1] + found[2]


def _open_readings(words: list[str], postcode: str | None, departement: str | None) -> Iterator[Reading]:
    """Read words without their opening, then without what ends them: « le bourg » may belong to the name."""
    for kept in (strip_opening(words), strip_fillers(words)):
        name = " ".join(kept)
        bare = strip_epci_head(name)
        reading = Reading(normalise_place(bare), postcode, departement, wants_epci=bare != name)
        if _GLUED_SAINT.match(reading.name):
            yield replace(reading, name=_GLUED_SAINT.sub("saint", reading.name))
        yield reading
