"""Numbers as people write them: figures, words, ranges, « une quinzaine », sums of money."""

from __future__ import annotations

import re

from dialogs.lexicon.words import fold

_UNITS = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "octante": 80,
    "nonante": 90, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
}  # fmt: skip
_ROUND = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "dozen": 12,
}  # fmt: skip
_FIGURE = re.compile(r"\d+(?:[ .\u202f\xa0]\d{3})*(?:[.,]\d+)?")
_TOKEN = re.compile(r"\d+(?:[ .\u202f\xa0]\d{3})*(?:[.,]\d+)?|[a-z]+")
_MOST = 10_000_000


def find_numbers(text: str) -> list[float]:
    """Return the numbers of a text in order: « entre huit et 10 » gives 8 and 10, « 15k » 15,000."""
    found: list[float] = []
    current: float | None = None
    for word in _TOKEN.findall(fold(text)):
        if _FIGURE.fullmatch(word):
            found += [current] if current is not None else []
            current = float(re.sub(r"[ \u202f\xa0]|\.(?=\d{3}\b)", "", word).replace(",", "."))
        elif word in ("k", "ke", "mille", "thousand") or word in ("cent", "cents", "hundred"):
            scale = 100 if word in ("cent", "cents", "hundred") else 1000
            current = (current if current else 1) * scale
        elif word in _ROUND:
            current = _ROUND[word]
        elif word in _UNITS:
            current = _join(current, _UNITS[word], found)
        elif word not in ("et", "de", "d", "s"):
            found += [current] if current is not None else []
            current = None
        elif word == "et" and current is not None and current not in (20, 30, 40, 50, 60):
            found.append(current)
            current = None
    found += [current] if current is not None else []
    return [min(number, _MOST) for number in found]


def _join(current: float | None, unit: int, found: list[float]) -> float:
    """« quatre vingt dix » is ninety, « huit dix » is eight and ten."""
    if current is None:
        return unit
    if current == 4 and unit == 20:
        return 80
    if current >= 20 and current % 10 == 0 and unit < 20:
        return current + unit
    if current == 10 and unit in (7, 8, 9):
        return current + unit
    found.append(current)
    return unit


def middle_of(numbers: list[float]) -> float | None:
    """Return the middle of a range or the number itself; None for none."""
    return sum(numbers[:2]) / len(numbers[:2]) if numbers else None
