"""Lists of contacts as people keep them: longer headings, merged cells, surnames in capitals, two numbers in a cell."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pytest

from bot.rules.contact_headings import HEADINGS, UNDERSTOOD, find_headings
from bot.rules.contact_sheets import ReadContacts, read_contacts
from bot.rules.definitions import load_geography
from referral_rules.directory import Pronoun
from referral_rules.errors import Severity
from referral_rules.geography import Geography

TITLE = ("Contacts réseau accueil Morvan – MAJ 12/10/2026",)
THEIR_HEADINGS = ("ORGANISME", "Nom Prénom", "Qualité", "Tél fixe / port.", "adresse mail", "Ville", "Remarques")


@pytest.fixture(scope="module")
def geography() -> Geography:
    return load_geography()


def kept(geography: Geography, *rows: Sequence[object], merged: Sequence[str] = ()) -> ReadContacts:
    """What is read of a workbook that somebody made by hand."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Contacts"
    for row in rows:
        page.append(list(row))
    for cells in merged:
        page.merge_cells(cells)
    body = io.BytesIO()
    book.save(body)
    return read_contacts("contacts.xlsx", body.getvalue(), geography)


def said(read: ReadContacts, severity: Severity) -> list[str]:
    return [str(one).replace("\u202f", " ") for one in read.findings if one.severity is severity]


def test_headings_that_say_more_than_their_word_are_understood(geography: Geography) -> None:
    row = ("CCI", "Mme Léa Fort", "conseillère création", "01.99.00.21.01", "lea@example.org", "Nevers", "le matin")
    read = kept(geography, TITLE, THEIR_HEADINGS, row, merged=["A1:G1"])
    (contact,) = read.contacts
    assert (contact.phone, contact.role) == ("01 99 00 21 01", "conseillère création")
    assert (contact.email, contact.commune) == ("lea@example.org", "Nevers")


def test_a_column_that_is_left_aside_is_said(geography: Geography) -> None:
    read = kept(geography, THEIR_HEADINGS, ("CCI", "Mme Léa Fort", None, "01 99 00 21 01", None, None, "le matin"))
    (told,) = said(read, Severity.WARNING)
    assert told.startswith("Contacts!G1 : Colonnes laissées de côté : « Remarques ». Se comprennent : structure,")


@pytest.mark.parametrize(
    ("heading", "value"),
    [("Type de structure", "associatif"), ("Date de contact", "2025"), ("Domaine d’activité", "commerce")],
)
def test_a_heading_about_something_else_is_not_taken_for_its_words(
    geography: Geography, heading: str, value: str
) -> None:
    read = kept(geography, ("Structure", heading, "Tél"), ("CCI", value, "01 99 00 21 01"))
    (contact,) = read.contacts
    assert contact.name == ""
    assert said(read, Severity.ERROR) == []
    assert f"« {heading} »" in said(read, Severity.WARNING)[0]


def test_the_plainer_heading_is_taken_first(geography: Geography) -> None:
    read = kept(
        geography,
        ("Nom de la structure", "Nom du contact", "Téléphone du standard", "Téléphone"),
        ("CCI", "Mme Léa Fort", "01 99 00 21 00", "01 99 00 21 01"),
        ("CMA", "Mme Ida Val", "01 99 00 22 00", None),
    )
    assert [(one.structure, one.name, one.phone) for one in read.contacts] == [
        ("CCI", "Léa Fort", "01 99 00 21 01"),
        ("CMA", "Ida Val", "01 99 00 22 00"),
    ]


def test_a_sentence_above_the_headings_is_not_the_headings(geography: Geography) -> None:
    above = ("Structure porteuse : la communauté de communes", "Contact : Odile")
    read = kept(geography, above, ("Structure", "Nom"), ("CCI", "Mme Léa Fort"))
    assert [one.structure for one in read.contacts] == ["CCI"]


def test_a_structure_in_merged_cells_is_that_of_each_row(geography: Geography) -> None:
    rows = [("CCI", "Mme Léa Fort"), (None, "M. Jean Val"), (None, None), ("CMA", "Mme Ida Val")]
    read = kept(geography, ("Structure", "Nom"), *rows, merged=["A2:A3"])
    assert [(one.structure, one.name) for one in read.contacts] == [
        ("CCI", "Léa Fort"),
        ("CCI", "Jean Val"),
        ("CMA", "Ida Val"),
    ]


@pytest.mark.parametrize(
    ("heading", "written", "name"),
    [
        ("Nom Prénom", "BERTIN Sophie", "Sophie Bertin"),
        ("Nom et prénom", "Mme LE GOFF Anne-Marie", "Anne-Marie Le Goff"),
        ("Nom Prénom", "Bertin Sophie", "Bertin Sophie"),
        ("Nom", "CCI Brioude", "CCI Brioude"),
        ("Nom Prénom", "ACCUEIL", "ACCUEIL"),
    ],
)
def test_surnames_in_capitals_go_behind_where_the_heading_puts_them_first(
    geography: Geography, heading: str, written: str, name: str
) -> None:
    read = kept(geography, ("Structure", heading, "Mail"), ("CCI", written, "a@example.org"))
    assert [one.name for one in read.contacts] == [name]


def test_a_team_keeps_its_whole_name(geography: Geography) -> None:
    read = kept(geography, ("Structure", "Nom", "Mail"), ("France Travail", "Équipe entreprises", "a@example.org"))
    (contact,) = read.contacts
    assert (contact.name, contact.pronoun) == ("Équipe entreprises", Pronoun.EQUIPE)
    assert said(read, Severity.WARNING) == []


def test_the_first_of_two_numbers_in_a_cell_is_kept_and_said(geography: Geography) -> None:
    row = ("CCI", "01.99.00.21.02 / 01.99.00.21.99", "a@example.org ; b@example.org")
    read = kept(geography, ("Structure", "Tél", "Mail"), row)
    (contact,) = read.contacts
    assert (contact.phone, contact.email) == ("01 99 00 21 02", "a@example.org")
    assert said(read, Severity.WARNING) == [
        "Contacts!B2 : Il y en a plusieurs ici : « 01 99 00 21 02 » est retenu.",
        "Contacts!C2 : Il y en a plusieurs ici : « a@example.org » est retenu.",
    ]


def test_a_commune_is_written_as_it_writes_itself_or_the_likely_one_is_offered(geography: Geography) -> None:
    rows = [("CCI", "01 99 00 21 02", "NEVERS"), ("CMA", "01 99 00 21 03", "Château Chinon")]
    read = kept(geography, ("Structure", "Tél", "Ville"), *rows)
    assert [one.commune for one in read.contacts] == ["Nevers", "Château Chinon"]
    (told,) = said(read, Severity.WARNING)
    assert "Vouliez-vous dire « Château-Chinon (" in told


def test_every_heading_that_is_said_to_be_understood_is() -> None:
    words = UNDERSTOOD.split(", ")
    found = find_headings([words])
    assert found is not None
    assert found.unused == {}
    assert set(found.columns) == set(HEADINGS)
