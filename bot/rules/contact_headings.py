"""What the columns of somebody's list of contacts mean, by headings as people write them.

Rule 1: the row of the headings is the first that names the structure and something else, in the plainest words first.
Rule 2: a heading that says more than its word (« Tél. fixe / port. ») is taken where no plainer one says the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from referral_rules.geography import normalise_place
from referral_rules.sheets.workbook import Cell

HEADING_ROWS: Final = 10  # a title, a date and a logo may stand above the headings
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "structure": ("structure", "organisme", "organisation", "etablissement", "institution", "partenaire"),
    "famille": ("famille", "type", "categorie", "domaine"),
    "nom": (
        "nom",
        "contact",
        "interlocuteur",
        "interlocutrice",
        "personne",
        "nom prenom",
        "prenom nom",
        "nom du contact",
    ),
    "prenom": ("prenom",),
    "pronom": ("pronom", "civilite", "genre"),
    "fonction": ("fonction", "poste", "role", "metier", "mission", "qualite"),
    "telephone": ("telephone", "tel", "fixe", "portable", "mobile", "numero", "numero de telephone"),
    "courriel": ("courriel", "mail", "email", "e mail", "adresse mail", "adresse email", "adresse electronique", "mel"),
    "commune": ("commune", "ville", "lieu", "localite"),
}
UNDERSTOOD: Final = "structure, famille, nom, prénom, pronom, fonction, téléphone, courriel, commune"
WORDS: Final[Sequence[tuple[str, tuple[str, ...]]]] = (  # in a longer heading: what it is about, the surest word first
    ("telephone", ("telephone", "tel", "portable", "mobile", "fixe")),
    ("courriel", ("courriel", "mail", "email", "mel")),
    ("famille", ("famille",)),
    ("structure", ("structure", "organisme", "organisation", "etablissement", "institution")),
    ("fonction", ("fonction", "poste", "metier")),
    ("commune", ("commune", "ville", "localite")),
    ("nom", ("nom", "interlocuteur", "interlocutrice", "contact")),
    ("prenom", ("prenom",)),
)
OTHER_WORDS: Final = frozenset({"type", "categorie", "domaine", "date", "nombre", "code"})  # « Type de structure »
REPEATABLE: Final = frozenset({"telephone", "courriel"})  # « Fixe », « Portable »: the first that is filled counts


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the headings stand, and what they mean.

    Attributes:
        row: 0-based.
        columns: by meaning, the 0-based columns to look into, in order.
        names_come_first: whether people are written surname first.
        unused: the headings that mean nothing here, by 0-based column.
    """

    row: int
    columns: Mapping[str, tuple[int, ...]]
    names_come_first: bool
    unused: Mapping[int, str]


def find_headings(rows: Sequence[Sequence[Cell]]) -> Headings | None:
    """The headings of a sheet; None when no row names structures and something else."""
    for understand in (_plain_meaning, _meaning):
        for number, row in enumerate(rows[:HEADING_ROWS]):
            named = {meaning for cell in row if (meaning := understand(_folded(cell)))}
            if "structure" in named and len(named) > 1:
                return _read(number, row)
    return None


def _read(number: int, row: Sequence[Cell]) -> Headings:
    columns: dict[str, tuple[int, ...]] = {}
    unused = {index: str(cell).strip() for index, cell in enumerate(row) if _folded(cell)}
    for understand in (_plain_meaning, _meaning):
        for index in tuple(unused):
            meaning = understand(_folded(row[index]))
            if meaning and (meaning not in columns or meaning in REPEATABLE):
                columns[meaning] = (*columns.get(meaning, ()), index)
                del unused[index]
    name = _folded(row[columns["nom"][0]]) if "nom" in columns else ""
    return Headings(number, columns, "prenom" in name and name.startswith("nom"), unused)


def _folded(cell: Cell) -> str:
    return normalise_place(cell) if isinstance(cell, str) else ""


def _plain_meaning(heading: str) -> str:
    """What a heading means that is one of the known ones, in the singular or the plural."""
    known = {word: meaning for meaning, words in HEADINGS.items() for word in words}
    singular = heading.removesuffix("s")
    return known.get(singular) or known.get(f"{singular}s") or ""


def _meaning(heading: str) -> str:
    """What a heading means by one of its words."""
    words = [word.removesuffix("s") for word in heading.split()]
    if OTHER_WORDS & set(words[:1]):
        return ""
    return next((meaning for meaning, known in WORDS if set(known) & set(words)), "")
