"""A network's list of contacts, as it lies in somebody's spreadsheet: XLSX or CSV, headings as they come.

What can't be read is told by its cell, in French, all at once; nothing is guessed where a guess would be somebody's
number.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from bot.rules.contact_headings import UNDERSTOOD, Headings, find_headings
from bot.rules.new_territory import Contact
from bot.rules.spreadsheets import FILE_LIMIT, ROW_LIMIT, read_xlsx
from referral_rules.contacts import read_email, read_phone
from referral_rules.directory import Family, Pronoun
from referral_rules.errors import Report
from referral_rules.geography import Geography, normalise_place
from referral_rules.saying import say
from referral_rules.schema import Section
from referral_rules.sheets.findings import CellFinding, CellReport, quoted
from referral_rules.sheets.workbook import Cell, Fault, Formula, Sheet, column_letters
from referral_rules.source import Entries, Text

DELIMITERS: Final = ";\t,"
FRENCH_PHONE_DIGITS: Final = 10
EMAIL_MEND: Final = "Écrivez-la comme prenom.nom@example.org."
PHONE_MEND: Final = "Écrivez-le comme 01 99 00 12 34."
FAMILY_WORDS: Final[Mapping[Family, tuple[str, ...]]] = {
    Family.EMPLOYMENT_AND_TRAINING: ("emploi", "formation", "insertion", "travail"),
    Family.NEEDS_AND_OPPORTUNITIES: (
        "besoin",
        "opportunit",
        "collectivit",
        "commune",
        "territoire",
        "accueil",
        "mairie",
    ),
    Family.EXPERTISE: ("expert", "chambre", "techni", "juridi", "financ", "accompagn", "conseil"),
}
PRONOUNS: Final[Mapping[str, Pronoun]] = {
    **dict.fromkeys(("elle", "mme", "madame", "mlle", "f"), Pronoun.ELLE),
    **dict.fromkeys(("il", "m", "mr", "monsieur", "h"), Pronoun.IL),
    "equipe": Pronoun.EQUIPE,
}
SEVERAL: Final = re.compile(r"\s*(?:[/;,|]|\bou\b|\bet\b|\s-\s)\s*")  # « 01 99 00 21 02 / 01 99 00 21 99 »


@dataclass(frozen=True, slots=True)
class ReadContacts:
    """Contacts in the order of their rows, and what is to be said of them; none when there is an error."""

    contacts: tuple[Contact, ...]
    findings: tuple[CellFinding, ...]


def read_contacts(name: str, body: bytes, geography: Geography) -> ReadContacts:
    """Reads the contacts of a file.

    Args:
        name: the file's; `….csv` is read as CSV, anything else as XLSX.
        body: its content.
        geography: tells which communes there are.
    """
    report = CellReport()
    contacts: list[Contact] = []
    for sheet, rows in _sheets(name, body, report):
        contacts += _Reading(sheet, report, geography).contacts(rows)
    if not contacts and not report.has_errors():
        mend = "Il faut des titres sur la première ligne : au moins « structure » et « nom »."
        report.error("fichier", "Aucun contact ne se lit ici.", mend)
    return ReadContacts(() if report.has_errors() else tuple(contacts), tuple(report.findings))


def _sheets(name: str, body: bytes, report: CellReport) -> Sequence[tuple[str, Sequence[Sequence[Cell]]]]:
    if name.lower().endswith(".csv"):
        if len(body) > FILE_LIMIT:
            report.error("fichier", f"Ce fichier dépasse {FILE_LIMIT // 1_000_000} Mo.")
            return []
        return [("", _csv_rows(body))]
    workbook = read_xlsx(body)
    if isinstance(workbook, CellFinding):
        report.findings.append(workbook)
        return []
    sheets = [(sheet.name, _unmerged(sheet)) for sheet in workbook.sheets]
    return [(name, rows) for name, rows in sheets if find_headings(rows) is not None] or sheets[:1]


def _unmerged(sheet: Sheet) -> Sequence[Sequence[Cell]]:
    """The rows, each with what it shares with those above it in cells made one."""
    rows = [list(row) for row in sheet.rows]
    for merge in sheet.merges:
        first, last = (int(number) - 1 for number in re.findall(r"\d+", merge.place))
        column = merge.columns.start
        shared = rows[first][column] if first < len(rows) and column < len(rows[first]) else None
        for row in rows[first + 1 : last + 1]:
            row += [None] * (column + 1 - len(row))
            row[column] = shared
    return rows


def _csv_rows(body: bytes) -> list[list[Cell]]:
    """The rows of a CSV file as French spreadsheets write it: often semicolons, often not UTF-8."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1252", errors="replace")
    tried: list[list[list[Cell]]] = []
    for delimiter in DELIMITERS:
        rows: list[list[Cell]] = [[cell or None for cell in row] for row in _cut(text, delimiter)]
        if find_headings(rows) is not None:
            return rows
        tried.append(rows)
    return tried[0]


def _cut(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows up to the first that is none."""
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        return


class _Reading:
    """Reads one sheet's rows; `self.place` names a cell as the person sees it."""

    def __init__(self, sheet: str, report: CellReport, geography: Geography) -> None:
        self._sheet = sheet
        self._report = report
        self._geography = geography
        self._families: dict[str, Family] = {}

    def contacts(self, rows: Sequence[Sequence[Cell]]) -> Iterator[Contact]:
        """The contacts; a row without anything is passed over."""
        headings = find_headings(rows)
        if headings is None:
            where, mend = self._sheet or "fichier", "Mettez les titres sur la première ligne."
            self._report.error(where, "Il n’y a pas de colonne « structure ».", mend)
            return
        self._tell_unused(headings)
        if len(rows) > ROW_LIMIT:
            self._report.error(self._sheet or "fichier", f"Cette feuille a plus de {ROW_LIMIT} lignes.")
            return
        for number, row in enumerate(rows[headings.row + 1 :], start=headings.row + 2):
            if any(cell not in (None, "") for cell in row):
                contact = self._contact(_Row(self, number, row, headings))
                if contact is not None:
                    yield contact

    def _tell_unused(self, headings: Headings) -> None:
        """Says which columns are left where they are; nothing is lost without a word."""
        if headings.unused:
            named = ", ".join(quoted(heading) for heading in headings.unused.values())
            message = f"Colonnes laissées de côté : {named}."
            mend = f"Se comprennent : {UNDERSTOOD}."
            self._report.warn(self.place(min(headings.unused), headings.row + 1), message, mend)

    def place(self, column: int, row: int) -> str:
        """A cell's name: `Feuille!C4`, or `C4` in a file of one sheet."""
        cell = f"{column_letters(column)}{row}"
        return f"{self._sheet}!{cell}" if self._sheet else cell

    def _contact(self, row: _Row) -> Contact | None:
        for key in row.headings.columns:
            if isinstance(row.cell(key), Formula | Fault):
                message = "C’est une formule ou une erreur de calcul."
                self._report.error(row.place(key), message, "Écrivez son résultat.")
        structure = row.text("structure")
        if not structure:
            self._report.error(row.place("structure"), "Il manque la structure.", "Écrivez-la sur chaque ligne.")
            return None
        pronoun, name = self._person(row)
        contact = Contact(
            structure=structure,
            family=self._family(row, structure),
            name=name,
            role=row.text("fonction"),
            phone=self._phone(row),
            email=self._checked(row, "courriel", read_email, "n’est pas une adresse de courriel.", EMAIL_MEND),
            commune=self._commune(row),
            pronoun=pronoun,
        )
        if not row.text("telephone") and not row.text("courriel"):
            who = quoted(name or structure)
            self._report.warn(row.place("structure"), f"Ni téléphone ni courriel : personne ne pourra joindre {who}.")
        return contact

    def _person(self, row: _Row) -> tuple[Pronoun, str]:
        """« Mme Nadia Brun » is Nadia Brun, and she."""
        words = f"{row.text('prenom')} {row.text('nom')}".split()
        title = normalise_place(words[0]) if words else ""
        pronoun = PRONOUNS.get(title) if len(title) > 1 or words[:1] == ["M."] else None
        if pronoun in (Pronoun.ELLE, Pronoun.IL) and len(words) > 1:
            words = words[1:]
        if row.headings.names_come_first:
            words = _given_name_first(words)
        written = row.text("pronom")
        if written:
            pronoun = PRONOUNS.get(normalise_place(written))
            if pronoun is None:
                self._report.error(
                    row.place("pronom"), f"{quoted(written)} ne se comprend pas.", "Écrivez elle, il ou equipe."
                )
        if words and pronoun is None and not written:
            message = f"Elle ou il ? Rien ne le dit pour {quoted(' '.join(words))}."
            self._report.warn(row.place("nom"), message, "Corrigez « pronom » dans annuaire.yaml.")
        return pronoun or Pronoun.EQUIPE, " ".join(words)

    def _family(self, row: _Row, structure: str) -> Family:
        """The family written in the row, or in an earlier row of the structure; else expertise."""
        key, written = normalise_place(structure), row.text("famille")
        folded = normalise_place(written)
        if not written:
            if key not in self._families and "famille" in row.headings.columns:
                mend = "Laissez ainsi, ou écrivez besoins_opportunites, emploi_formation ou expertise."
                self._report.warn(row.place("famille"), "Il manque la famille : ce sera « expertise ».", mend)
            return self._families.setdefault(key, Family.EXPERTISE)
        for family, stems in FAMILY_WORDS.items():
            if any(stem in folded for stem in stems):
                kept = self._families.setdefault(key, family)
                if kept is not family:
                    message = f"Cette structure est déjà de la famille « {kept} », plus haut."
                    self._report.warn(row.place("famille"), message, "Elle la garde.")
                return kept
        mend = "Écrivez besoins_opportunites, emploi_formation ou expertise."
        self._report.error(row.place("famille"), f"La famille {quoted(written)} est inconnue.", mend)
        return Family.EXPERTISE

    def _commune(self, row: _Row) -> str:
        """The commune as it writes itself: « NEVERS » is Nevers."""
        written = row.text("commune")
        names = [commune.name for commune in self._geography.find_by_name(written)]
        if written and not names:
            begun = [name for _, name in self._geography.list_commune_names() if _begins(name, written)]
            mend = f"Vouliez-vous dire {quoted(begun[0])} ?" if begun else ""
            self._report.warn(row.place("commune"), f"Aucune commune ne s’appelle {quoted(written)}.", mend)
        same = [name for name in names if normalise_place(name) == normalise_place(written)]
        return same[0] if same else written

    def _phone(self, row: _Row) -> str:
        cell = row.cell("telephone")
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            digits = f"{cell:.0f}"
            if len(digits) < FRENCH_PHONE_DIGITS:
                message = f"Le tableur a fait de ce téléphone un nombre ({digits}) : son zéro est perdu."
                self._report.error(row.place("telephone"), message, f"Mettez la colonne en texte. {PHONE_MEND}")
                return ""
        return self._checked(row, "telephone", read_phone, "n’est pas un numéro de téléphone.", PHONE_MEND)

    def _checked(self, row: _Row, key: str, read: Callable[[Section, str], str], fault: str, mend: str) -> str:
        written = row.text(key)
        value = checked(read, key, written)
        several = [checked(read, key, one) for one in SEVERAL.split(written)]
        if not value and len(several) > 1 and all(several):
            value = several[0]
            self._report.warn(row.place(key), f"Il y en a plusieurs ici : {quoted(value)} est retenu.")
        if written and not value:
            self._report.error(row.place(key), f"{quoted(written)} {fault}", mend)
        return value


@dataclass(frozen=True, slots=True)
class _Row:
    """One row's cells by meaning."""

    reading: _Reading
    number: int
    cells: Sequence[Cell]
    headings: Headings

    def cell(self, key: str) -> Cell:
        index = self._column(key)
        return self.cells[index] if index < len(self.cells) else None

    def text(self, key: str) -> str:
        """A cell's words with single spaces; nothing for a formula or a fault."""
        cell = self.cell(key)
        if cell is None or isinstance(cell, Formula | Fault):
            return ""
        whole = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
        return " ".join(str(whole).split())

    def place(self, key: str) -> str:
        column = self._column(key) if key in self.headings.columns else self._column("structure")
        return self.reading.place(column, self.number)

    def _column(self, key: str) -> int:
        """The first column of this meaning that is filled; else the first of them, or none there is."""
        columns = self.headings.columns.get(key, (len(self.cells),))
        filled = (index for index in columns if index < len(self.cells) and self.cells[index] not in (None, ""))
        return next(filled, columns[0])


def _given_name_first(words: list[str]) -> list[str]:
    """« BERTIN Sophie », where surnames come first, is Sophie Bertin; anything else is left as it is."""
    surname = list(takewhile(str.isupper, words))
    given = words[len(surname) :]
    return [*given, *(word.title() for word in surname)] if surname and given else words


def _begins(name: str, written: str) -> bool:
    return normalise_place(name).startswith(normalise_place(written) + " ")


def checked(read: Callable[[Section, str], str], key: str, written: str) -> str:
    """A phone number or an address as a definition's reader takes it; empty when it would be refused."""
    node = Entries({key: Text(written, 1)}, {key: 1}, 1)
    return read(Section(node, "", Report(), (key,), say("a contact")), key)
