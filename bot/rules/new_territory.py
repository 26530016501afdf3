"""A territory from nothing: what its first files say, and how they come to lie in a folder.

Rule 1: what is planned here loads: `write_sources` gives texts that route everyone to the pivot.
Rule 2: a folder is there as a whole or not at all, and nothing that is there is written over.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from referral_rules.directory import Family, Pronoun
from referral_rules.explain import a_commune
from referral_rules.geography import Epci, Geography, normalise_place
from referral_rules.territory_name import said_of, said_within

TEMPLATES: Final = {
    "territoire.yaml": "territoire.yaml.j2",
    "annuaire.yaml": "annuaire.yaml.j2",
    "suivi.yaml": "suivi.yaml.j2",
    "regles/premieres-regles.yaml": "premieres-regles.yaml.j2",
}
_PLAIN = re.compile(r"[^\W_](?:[\w .,'’()/@+&-]*[\w.)’])?")  # text that YAML reads as it stands, outside of brackets


@dataclass(frozen=True, slots=True)
class Contact:
    """One person or desk to write in the directory; empty texts are not known."""

    structure: str
    family: Family = Family.EXPERTISE
    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    commune: str = ""
    pronoun: Pronoun = Pronoun.EQUIPE


@dataclass(frozen=True, slots=True)
class Desk:
    """An interlocutor as annuaire.yaml will say it; `id` is the short one."""

    id: str
    name: str
    role: str
    phone: str
    email: str
    presence: str
    pronoun: Pronoun


@dataclass(frozen=True, slots=True)
class PlannedStructure:
    """A structure as annuaire.yaml will say it."""

    id: str
    name: str
    family: Family
    commune: str
    phone: str
    email: str
    desks: tuple[Desk, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A territory to be written.

    Attributes:
        id: the name of its folder.
        name: as people say it.
        epcis: its groupings of communes, at least one.
        pivot_id: the interlocutor who gets everyone, like `accueil.anne-vallon`.
        structures: the directory, the pivot's structure first.
        sample_commune: one of its communes, for examples.
    """

    id: str
    name: str
    epcis: tuple[Epci, ...]
    pivot_id: str
    structures: tuple[PlannedStructure, ...]
    sample_commune: str

    @property
    def zones(self) -> Mapping[str, Epci]:
        """A name for each EPCI."""
        named: dict[str, Epci] = {}
        for epci in self.epcis:
            named[_free(id_of(_without_kind(epci.name)), named)] = epci
        return named


def id_of(text: str) -> str:
    """A name as files and rules write it: `cci-puy-de-dome`; empty without any Latin letter or digit."""
    return normalise_place(text).replace(" ", "-")


def plan_territory(
    name: str, epcis: Iterable[Epci], pivot: Contact, contacts: Iterable[Contact], geography: Geography
) -> Plan:
    """The territory that these answers make.

    Args:
        name: the territory's.
        epcis: at least one; each is taken once.
        pivot: who gets everyone; the structure is made when none of the contacts bears this name.
        contacts: the directory besides.
        geography: gives the example's commune.
    """
    unique = tuple({epci.code: epci for epci in epcis}.values())
    others = list(contacts)
    same = next((one for one in others if one.name and id_of(one.name) == id_of(pivot.name)), None)
    if same is not None:
        others.remove(same)
        pivot = replace(
            same,
            phone=pivot.phone,
            email=pivot.email or same.email,
            role=same.role or pivot.role,
            pronoun=pivot.pronoun,
        )
    structures = _structures([pivot, *others])
    return Plan(
        id=id_of(name),
        name=name,
        epcis=unique,
        pivot_id=f"{structures[0].id}.{structures[0].desks[0].id}",
        structures=structures,
        sample_commune=_sample_commune(unique, geography),
    )


def write_sources(plan: Plan) -> dict[str, str]:
    """The texts of the territory's files, by name."""
    environment = Environment(  # YAML, not HTML: `scalar` quotes
        loader=PackageLoader("bot", "templates/territory"), undefined=StrictUndefined, autoescape=False,  # noqa: S701
        keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["scalar"] = _scalar
    environment.filters["quoted"] = _quoted
    environment.filters["said_of"] = said_of
    environment.filters["said_within"] = said_within
    return {name: environment.get_template(file).render(plan=plan) for name, file in TEMPLATES.items()}


def place_folder(folder: Path, sources: Mapping[str, str]) -> None:
    """Write a folder's files elsewhere, then move it to its place in one step.

    Raises:
        FileExistsError: something is there already; it is left as it is.
        OSError: it can't be written; nothing is left behind.
    """
    if folder.exists():
        raise FileExistsError(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    workplace = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        fresh = workplace / folder.name
        for name, text in sources.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_text(text, encoding="utf-8")
        fresh.rename(folder)  # refused by the system when a filled folder has come there meanwhile
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def _sample_commune(epcis: Iterable[Epci], geography: Geography) -> str:
    """The most populated commune whose name no other of them bears."""
    codes = frozenset[str]().union(*(epci.communes for epci in epcis))
    largest = sorted((geography.communes[code] for code in codes), key=lambda one: (-one.population, one.code))
    unmistakable = (one for one in largest if len(geography.find_by_name(one.name, codes)) == 1)
    return next(unmistakable, largest[0]).name


def _structures(contacts: list[Contact]) -> tuple[PlannedStructure, ...]:
    """Contacts of one structure, however it is spelt, together; in the order of their first.

    A person's own number is not made their structure's, which is published: only that of a contact without a name is.
    """
    together: dict[str, list[Contact]] = {}
    for contact in contacts:
        together.setdefault(normalise_place(contact.structure), []).append(contact)
    made: dict[str, PlannedStructure] = {}
    for members in together.values():
        first, structure_id = members[0], _free(id_of(members[0].structure), made)
        made[structure_id] = PlannedStructure(
            id=structure_id,
            name=first.structure,
            family=first.family,
            commune=next((one.commune for one in members if one.commune), ""),
            phone=next((one.phone for one in members if one.phone and not one.name), ""),
            email=next((one.email for one in members if one.email and not one.name), ""),
            desks=_desks(members),
        )
    return tuple(made.values())


def _desks(members: list[Contact]) -> tuple[Desk, ...]:
    desks: dict[str, Desk] = {}
    for one in members:
        desk_id = _free(id_of(one.name) or "accueil", desks)
        desks[desk_id] = Desk(
            id=desk_id,
            name=one.name or one.structure,
            role=one.role,
            phone=one.phone,
            email=one.email,
            presence=_presence(one),
            pronoun=one.pronoun,
        )
    return tuple(desks.values())


def _presence(contact: Contact) -> str:
    """How the person is introduced: « Nadia Brun, Chambre de commerce, à Ambert »."""
    if not contact.name:
        return "à l’accueil"
    return contact.structure + (f", {a_commune(contact.commune)}" if contact.commune else "")


def _free(wanted: str, taken: Collection[str]) -> str:
    """The name, or the name with the first number that nobody has."""
    if wanted and wanted not in taken:
        return wanted
    stem = wanted or "structure"
    return next(name for number in range(2, len(taken) + 3) if (name := f"{stem}-{number}") not in taken)


def _without_kind(name: str) -> str:
    """`CC du Diois` is the zone of `du Diois`; the kind of grouping says nothing."""
    return re.sub(r"^(CC|CA|CU|Métropole)\s+((?:du|de la|de|des)\s+|d['’]|de l['’])?", "", name)


def _scalar(text: str) -> str:
    """A text as a YAML scalar of a block."""
    return str(text) if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
