"""A seeded generator of communes' names as people type them on a phone, each with the commune that was meant."""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from referral_rules.geography import Commune, Geography

LIVRADOIS_FOREZ = ("200070761", "200070712", "200067627", "246301097")
TERRITORY_SHARE = 0.6  # of the variants; the rest is half neighbouring, half from anywhere in France
NEIGHBOURS = ("63", "43", "42")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
OPENINGS = ("vers ", "à ", "c'est à côté de ", "près de ", "je suis de ", "plutôt vers ", "on habite à ")


@dataclass(frozen=True, slots=True)
class Variant:
    """What was typed, and the Insee code of what was meant."""

    typed: str
    code: str


def drop_accents(text: str, rng: random.Random) -> str:
    """Write without accents."""
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))


def change_case(text: str, rng: random.Random) -> str:
    """Write all small or all capital."""
    return text.lower() if rng.random() < 0.75 else text.upper()


def shorten_saint(text: str, rng: random.Random) -> str:
    """Write St, st. or Ste."""
    saint, sainte = rng.choice((("St", "Ste"), ("st", "ste"), ("St.", "Ste.")))
    return re.sub(r"\bSaint\b", saint, re.sub(r"\bSainte\b", sainte, text, flags=re.I), flags=re.I)


def drop_hyphens(text: str, rng: random.Random) -> str:
    """Write spaces for hyphens, and sometimes for apostrophes."""
    text = text.replace("-", " ")
    return text.replace("'", rng.choice(("'", " ", "’", "")))


def glue_words(text: str, rng: random.Random) -> str:
    """Run two words together, or all of them."""
    if rng.random() < 0.5:
        return re.sub(r"[ \-']", "", text)
    return re.sub(r"[ \-']", "", text, count=1)


def mistype(text: str, rng: random.Random) -> str:
    """Lose, double, change or swap one letter; names of fewer than four letters are left alone."""
    letters = [position for position, each in enumerate(text) if each.isalpha()]
    if len(letters) < 4:
        return text
    at = rng.choice(letters[1:])
    slip = rng.choice(("lose", "double", "change", "swap"))
    if slip == "lose":
        return text[:at] + text[at + 1 :]
    if slip == "double":
        return text[:at] + text[at] + text[at:]
    if slip == "change":
        return text[:at] + rng.choice(LETTERS) + text[at + 1 :]
    return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]


SLIPS: Sequence[Callable[[str, random.Random], str]] = (
    drop_accents,
    change_case,
    shorten_saint,
    drop_hyphens,
    glue_words,
    mistype,
)


def place_beside(commune: Commune, geography: Geography, text: str, rng: random.Random) -> str:
    """Add the postcode or the département, by its number or its name."""
    name = geography.departements[commune.departement].name
    ways = [f"{text} {commune.departement}", f"{text} ({commune.departement})", f"{text} {name.lower()}"]
    if commune.postcodes:
        postcode = rng.choice(commune.postcodes)
        ways += [f"{text} {postcode}", f"{postcode} {text}", f"{text} ({postcode})"]
    return rng.choice(ways)


def noisy_variant(commune: Commune, geography: Geography, rng: random.Random, *, told_where: bool) -> Variant:
    """Type a commune's name with one to three slips; `told_where` always adds the postcode or département."""
    text = commune.name
    for slip in rng.sample(SLIPS, k=rng.randint(1, 3)):
        text = slip(text, rng)
    if told_where or rng.random() < 0.2:
        text = place_beside(commune, geography, text, rng)
    elif rng.random() < 0.2:
        text = rng.choice(OPENINGS) + text
    return Variant(text, commune.code)


def livradois_forez(geography: Geography) -> frozenset[str]:
    """The communes of the territory's four communities of communes."""
    return frozenset[str]().union(*map(geography.communes_of_epci, LIVRADOIS_FOREZ))


def noisy_variants(geography: Geography, seed: int, count: int, pool: str = "mixed") -> list[Variant]:
    """Generate variants.

    Args:
        geography: The communes.
        seed: Same seed, same variants.
        count: How many.
        pool: `territory`, `neighbours` (63, 43 and 42), `country`, or `mixed` (60, 20 and 20 %).

    A commune outside the territory whose name others bear is always typed with its postcode or département: nobody
    could tell it otherwise.
    """
    rng = random.Random(seed)
    territory = sorted(livradois_forez(geography))
    neighbours = sorted(code for each in NEIGHBOURS for code in geography.communes_of_departement(each))
    country = [code for code in geography.communes if geography.communes[code].postcodes]
    pools = {"territory": territory, "neighbours": neighbours, "country": country}
    variants = []
    for _ in range(count):
        drawn = pool
        if pool == "mixed":
            draw = rng.random()
            rest = (1 - TERRITORY_SHARE) / 2
            drawn = "country" if draw < rest else "neighbours" if draw < 2 * rest else "territory"
        commune = geography.communes[rng.choice(pools[drawn])]
        homonyms = geography.find_by_name(commune.name)
        told_where = len(homonyms) > 1 and commune.code not in territory
        variants.append(noisy_variant(commune, geography, rng, told_where=told_where))
    return variants
