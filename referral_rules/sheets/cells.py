"""What a cell's text means: from words to the plain value that stands in the YAML, and back.

Rule 1: `parse(kind, render(kind, value))` gives the value back, or `render` refuses.
Rule 2: spaces and line breaks around words mean nothing; an empty cell is an absent key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from referral_rules.facts import AUCUN, SPECIAL_VALUES
from referral_rules.schema import TRUTHS
from referral_rules.sheets.findings import CellError, likely_mend, quoted

Plain = str | list["Plain"] | dict[str, "Plain"]

_CLAUSE = re.compile(r"(sauf|au[ _]moins|au[ _]plus)\b[\s:]*(.*)", re.IGNORECASE | re.DOTALL)
_SEVERAL = re.compile(r"(?:contient[ _])?(un[ _]de|tous)\b[\s:]*(.*)", re.IGNORECASE | re.DOTALL)
_REASON = re.compile(r"([\w.-]+)\s*:\s*(.*)")
_FRENCH_DAY = re.compile(r"(\d{1,2})(?:er)?\s*[/. -]\s*(\d{1,2}|[^\W\d_]+)\.?\s*[/. -]\s*(\d{4}|\d{2})", re.IGNORECASE)
_MONTHS = ("jan", "fev", "mar", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec")
_SEPARATORS = (",", ";", "\n")
_HOUR = re.compile(r"(\d{1,2})\s*[:h]\s*(\d{2})?(?:[:.]00)?", re.IGNORECASE)  # spreadsheets add the seconds
NO_NUMBERS = "aucune"  # no delay at all, where an empty cell means the usual ones
_HARD_SPACES = re.compile("[\u00a0\u2007\u2009\u202f\ufeff\u200b]+")  # what typing aids put where a space is meant


class Kind(StrEnum):
    """The shape of a cell's value."""

    TEXT = "texte"
    CODE = "code"  # a text whose leading zeros matter
    WORDS = "liste"
    DAY = "jour"
    NUMBER = "nombre"
    TRUTH = "vrai ou faux"
    CHOICE = "condition à un choix"
    SEVERAL = "condition à plusieurs réponses"
    NEEDS = "besoins"  # of a convention: a bare list means that one of them is enough
    ANSWERS = "réponses"  # of an example, to a fact with several answers
    REASONS = "motifs"
    NUMBERS = "nombres"
    NAMES = "noms"  # a list whose items may hold commas
    HOUR = "heure"


_LISTS = (Kind.WORDS, Kind.ANSWERS, Kind.NEEDS, Kind.NUMBERS)
_PROSE = (Kind.TEXT, Kind.REASONS)  # their spaces are part of what is said


def parse(kind: Kind, text: str) -> Plain | None:
    """Reads a cell's text.

    Returns:
        The plain value; None when the cell is empty.

    Raises:
        CellError: the text has not the shape that the kind asks for.
    """
    text = text.replace("\r\n", "\n").strip()
    if kind not in _PROSE:
        text = _HARD_SPACES.sub(" ", text).strip()
    if not text:
        return None
    reader = _READERS.get(kind)
    if reader is not None:
        return reader(text)
    if kind is Kind.NUMBER:
        if not (text.isascii() and text.isdigit()):
            raise CellError(f"{quoted(text)} n’est pas un nombre entier.", "Écrivez par exemple 50.")
        return text
    if kind is Kind.NEEDS:
        return _several(text) if _SEVERAL.fullmatch(text) else _words(text)
    if kind is Kind.ANSWERS:
        return text if text in (AUCUN, *SPECIAL_VALUES) else _words(text)
    return text


def render(kind: Kind, value: Plain) -> str:
    """Writes a plain value as a cell's text.

    Raises:
        CellError: a cell of this kind can't hold the value.
    """
    text = _render(kind, value)
    if not text and value not in ("", [], {}) and not (isinstance(value, str) and not value.strip()):
        raise CellError("Cette valeur ne tient pas dans une cellule.")
    return text


def _render(kind: Kind, value: Plain) -> str:
    if kind is Kind.CHOICE and isinstance(value, dict):
        return " ; ".join(f"{key.replace('_', ' ')} {_joined(words)}" for key, words in value.items())
    if kind in (Kind.SEVERAL, Kind.NEEDS) and isinstance(value, dict):
        return " ; ".join(
            f"{key.removeprefix('contient_').replace('_', ' ')}: {_joined(words)}" for key, words in value.items()
        )
    if kind is Kind.REASONS and isinstance(value, dict):
        return "\n".join(f"{key} : {_continued(reason)}" for key, reason in value.items())
    if kind is Kind.ANSWERS and value == []:
        return AUCUN
    if kind is Kind.NUMBERS and value == []:
        return NO_NUMBERS
    if kind is Kind.NAMES:
        return _joined_names(value)
    if kind in _LISTS or (kind is Kind.CHOICE and isinstance(value, list)):
        return _joined(value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    mend = "La commande « premiere-ecoute check » dit comment l’écrire."
    raise CellError("Cette valeur n’a pas la forme attendue.", mend)


def _joined(value: Plain) -> str:
    words = value if isinstance(value, list) else [value]
    texts = [word.strip() for word in words if isinstance(word, str)]
    if len(texts) < len(words) or any(separator in text for text in texts for separator in _SEPARATORS):
        raise CellError("Une valeur de cette liste contient une virgule, un point-virgule ou une liste.")
    return ", ".join(texts)


def _joined_names(value: Plain) -> str:
    """Joins with commas; with semicolons, the last one included, where a name holds a comma."""
    names = value if isinstance(value, list) else [value]
    texts = [name.strip() for name in names if isinstance(name, str)]
    if len(texts) < len(names) or any(separator in text for text in texts for separator in ";\n"):
        raise CellError("Un nom de cette liste contient un point-virgule ou une liste.")
    return " ; ".join(texts) + " ;" if any("," in text for text in texts) else ", ".join(texts)


def _continued(reason: Plain) -> str:
    if not isinstance(reason, str):
        raise CellError("Un motif est un texte.")
    return reason.strip().replace("\n", "\n  ")


def _words(text: str) -> list[Plain]:
    return [word.strip() for word in re.split(r"[,;\n]", text) if word.strip()]


def _names(text: str) -> list[Plain]:
    separators = ";\n" if ";" in text else ",\n"
    return [name.strip() for name in re.split(f"[{separators}]", text) if name.strip()]


def _numbers(text: str) -> list[Plain]:
    if text.lower() in (NO_NUMBERS, "aucun"):
        return []
    for word in (words := _words(text)):
        if not (isinstance(word, str) and word.isascii() and word.isdigit()):
            raise CellError(f"{quoted(str(word))} n’est pas un nombre entier.", "Écrivez par exemple 2, 4.")
    return words


def _hour(text: str) -> str:
    found = _HOUR.fullmatch(text)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise CellError(f"{quoted(text)} n’est pas une heure.", "Écrivez-la 08:30.")
    return f"{int(found[1]):02}:{found[2] or '00'}"


def _day(text: str) -> str:
    french = _FRENCH_DAY.fullmatch(text)
    try:
        if french:
            year = int(french[3]) + (2000 if len(french[3]) == 2 else 0)
            return date(year, _month(french[2]), int(french[1])).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise CellError(f"{quoted(text)} n’est pas une date.", "Écrivez-la 31/01/2026 ou 2026-01-31.") from None


def _month(word: str) -> int:
    """Gives the number of a month written as a number or as a French word, whole or cut short; 0 for no month."""
    if word.isdigit():
        return int(word)
    plain = unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()
    return next((number for number, start in enumerate(_MONTHS, start=1) if plain.startswith(start)), 0)


def _truth(text: str) -> str:
    word = text.lower()
    if word not in TRUTHS:
        raise CellError(f"{quoted(text)} n’est ni vrai ni faux.", "Écrivez « vrai », ou videz la case.")
    return word


def _choice(text: str) -> Plain:
    clauses = [clause.strip() for clause in text.split(";") if clause.strip()]
    operators: dict[str, Plain] = {}
    for clause in clauses:
        found = _CLAUSE.fullmatch(clause)
        if found is None:
            if len(clauses) > 1:
                mend = "Séparez les valeurs par des virgules."
                raise CellError(f"{quoted(clause)} ne se combine pas avec le reste.", mend)
            return _words(clause)
        key, words = found[1].lower().replace(" ", "_"), _words(found[2])
        if key in operators:
            raise CellError(f"{quoted(found[1])} est écrit deux fois.", "Gardez-en un seul.")
        if not words:
            mend = f"Écrivez par exemple « {found[1]} etude »."
            raise CellError(f"Il manque une valeur après {quoted(found[1])}.", mend)
        if key != "sauf" and len(words) > 1:
            raise CellError(f"Une seule valeur peut suivre {quoted(found[1])}.", "Gardez-en une.")
        operators[key] = words if key == "sauf" else words[0]
    return operators


def _several(text: str) -> Plain:
    found = _SEVERAL.fullmatch(text)
    if found is None:
        mend = f"Écrivez « un de: {text} » ou « tous: {text} »."
        message = "Plusieurs réponses sont possibles ici : dites s’il en faut une ou toutes."
        raise CellError(message, likely_mend(text.split()[0], ("tous",)) or mend)
    words = _words(found[2])
    if not words:
        raise CellError(f"Il manque une valeur après {quoted(found[1])}.", "Écrivez par exemple « un de: local ».")
    return {"contient_" + found[1].lower().replace(" ", "_"): words}


def _reasons(text: str) -> Plain:
    reasons: dict[str, list[str]] = {}
    last: list[str] = []
    for line in text.split("\n"):
        found = None if line.startswith("  ") else _REASON.fullmatch(line.strip())
        if found is None:
            if not last:
                mend = "Écrivez « structure.personne : motif »."
                raise CellError(f"{quoted(line)} ne dit pas de qui c’est le motif.", mend)
            last.append(line.removeprefix("  "))
            continue
        if found[1] in reasons:
            raise CellError(f"Le motif de {quoted(found[1])} est écrit deux fois.", "Gardez-en un seul.")
        last = reasons.setdefault(found[1], [found[2]])
    return {key: "\n".join(lines).strip() for key, lines in reasons.items()}


_READERS: Mapping[Kind, Callable[[str], Plain]] = {
    Kind.WORDS: _words,
    Kind.NAMES: _names,
    Kind.NUMBERS: _numbers,
    Kind.HOUR: _hour,
    Kind.DAY: _day,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.TRUTH: _truth,
    Kind.REASONS: _reasons,
}
