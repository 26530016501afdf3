"""What is given rather than told: a first name, a number, an address."""

from __future__ import annotations

import re

from dialogs.lexicon.words import fold
from dialogs.listening.claims import Claim
from dialogs.reachability import find_email, find_phone

_SURE_NAME = re.compile(
    r"\b(?:(?:je|on) m['’]?\s?appelle|jm['’]?appelle|moi c['’]?\s?est|mon pr[ée]nom(?: c['’]est| est)?"
    r"|my name is|call me|pr[ée]nom\s*:?)"
    r"\s+([^\W\d_][^\W\d_]*(?:-[^\W\d_]+)?)",
    re.IGNORECASE,
)
_DICTATED = {
    "zero": "0", "un": "1", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "sept": "7", "huit": "8",
    "neuf": "9", "dix": "10", "onze": "11", "douze": "12", "treize": "13", "quatorze": "14", "quinze": "15",
    "seize": "16", "vingt": "20", "trente": "30", "quarante": "40", "cinquante": "50", "soixante": "60",
}  # fmt: skip
_NO_NAMES = frozenset(
    [
        "pour",
        "une",
        "un",
        "la",
        "le",
        "les",
        "des",
        "de",
        "du",
        "bon",
        "ok",
        "oui",
        "non",
        "gratuit",
        "combien",
        "quoi",
        "qui",
        "ca",
        "ça",
        "bien",
        "pas",
        "mon",
        "ma",
        "notre",
        "votre",
        "dans",
        "a",
        "à",
        "the",
        "a",
        "an",
        "looking",
        "just",
        "not",
        "here",
        "from",
        "for",
        "gonna",
        "going",
        "moi",
        "nous",
        "vous",
    ]
)
_NUMBERED = re.compile(r"(?:\+|\b0|\b33)\W?\d|\bz[ée]ro (?:six|sept|un|deux|trois|quatre|cinq|neuf)", re.IGNORECASE)
_LONGEST_NUMBER = 120  # characters read from where a number begins, dictated or not
_ADDRESSED = re.compile(r"[^\s<>,;@]{1,64}@[^\s<>,;@]{3,255}")
_LONGEST_NAME = 60  # characters, as the question takes them


def find_given(text: str) -> list[Claim]:
    """Return the first name, the number and the address that a text gives, each sure."""
    claims: list[Claim] = []
    name = find_introduced_name(text)
    if name:
        start = text.find(name)
        claims.append(Claim("prenom", (name,), name, start, start + len(name)))
    if (where := _NUMBERED.search(text)) is not None:
        given = text[where.start() : where.start() + _LONGEST_NUMBER]
        phone = find_phone(given) or find_phone(undictate(given))
        if phone:
            claims.append(Claim("telephone", (phone,), phone, 0, 0))
    if (where := _ADDRESSED.search(text)) is not None:
        email = find_email(where[0])
        if email:
            claims.append(Claim("courriel", (email,), email, 0, 0))
    return claims


def find_introduced_name(text: str) -> str:
    """Return the first name that somebody gives in a sentence (« je m’appelle Sarah 06… »); empty when none."""
    found = _SURE_NAME.search(text)
    if found is None or fold(found[1]) in _NO_NAMES or len(found[1]) > _LONGEST_NAME:
        return ""
    return found[1] if found[1][0].isupper() else found[1].capitalize()


def undictate(text: str) -> str:
    """Write a dictated number in figures: « zéro six douze trente-quatre »."""
    figures: list[str] = []
    tens = ""
    for word in re.findall(r"[a-z]+|\d+", fold(text)):
        if word in _DICTATED:
            value = _DICTATED[word]
            if tens and len(value) == 1 and value != "0":
                figures[-1] = str(int(tens) + int(value))
                tens = ""
            elif tens in ("60", "80") and value in ("10", "11", "12", "13", "14", "15", "16"):
                figures[-1] = str(int(tens) + int(value))
                tens = figures[-1] if value == "10" else ""
            elif tens == "4" or (figures and figures[-1] == "4" and value == "20"):
                figures[-1] = "80"
                tens = "80"
            else:
                figures.append(value)
                tens = value if len(value) == 2 and value.endswith("0") and value != "10" else ""
        elif word.isdigit():
            figures.append(word)
            tens = ""
        elif word != "et":
            tens = ""
    return "".join(figures)
