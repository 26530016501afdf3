"""Reads annuaire.yaml into a Directory."""

from __future__ import annotations

import re
from collections.abc import Mapping

from referral_rules.contacts import read_email, read_phone
from referral_rules.directory import (
    WORKING_WEEK,
    Directory,
    Family,
    Interlocutor,
    Programme,
    Pronoun,
    Status,
    Structure,
)
from referral_rules.errors import FindingKind, Report, likely
from referral_rules.geography import normalise_place
from referral_rules.saying import Saying, say
from referral_rules.schema import Section, one_of, open_root
from referral_rules.source import Node

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
STRUCTURE_KEYS = (
    "structure",
    "nom",
    "nom_en",
    "famille",
    "commune",
    "telephone",
    "courriel",
    "site_web",
    "horaires_accueil",
    "horaires_accueil_en",
    "code_insee",
    "reseaux_porteurs",
    "date_maj",
    "verifie_le",
    "verifie_par",
    "sans_convention",
    "motif_sans_convention",
    "interlocuteurs",
)
INTERLOCUTOR_KEYS = (
    "interlocuteur",
    "nom",
    "fonction",
    "fonction_en",
    "pronom",
    "presence",
    "presence_en",
    "telephone",
    "courriel",
    "jours_de_presence",
    "langues",
    "remplacant",
    "relais",
    "statut",
    "capacite",
    "verifie_le",
    "verifie_par",
)
CONVENTION = "convention"  # a list of rows under a structure or an interlocutor; `convention_reader` reads it
PROGRAMME_KEYS = (
    "parcours",
    "nom",
    "nom_en",
    "structure",
    "du",
    "au",
    "telephone",
    "courriel",
    "description",
    "description_en",
)
COMMUNE_CODE = re.compile(r"\d[\dAB]\d{3}")  # INSEE: 2A and 2B are the two départements of Corsica
NETWORK_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")  # as data·inclusion v1 writes `reseaux_porteurs`


def read_directory(node: Node | None, file: str, report: Report) -> Directory:
    """Reads the directory; what can't be read is reported and left out.

    Args:
        node: the root of annuaire.yaml.
        file: its name.
        report: gets the findings.
    """
    structures: dict[str, Structure] = {}
    interlocutors: dict[str, Interlocutor] = {}
    programmes: dict[str, Programme] = {}
    root = open_root(node, file, report, ("structures", "parcours"), say("the directory"))
    if root is not None:
        colleagues: dict[str, Section] = {}
        for section in root.sections("structures", (*STRUCTURE_KEYS, CONVENTION), say("a structure")):
            structure, desks = _read_structure(section, structures)
            structures.setdefault(structure.id, structure)
            for desk_id, desk in desks.items():
                interlocutors[desk_id] = _read_interlocutor(desk, desk_id, structure)
                colleagues[desk_id] = desk
        _check_colleagues(interlocutors, colleagues)
        for section in root.sections("parcours", PROGRAMME_KEYS, say("a programme")):
            programme = _read_programme(section, structures, programmes)
            if programme is not None:
                programmes[programme.id] = programme
    return Directory(structures, interlocutors, programmes, file)


def _read_structure(section: Section, known: dict[str, Structure]) -> tuple[Structure, dict[str, Section]]:
    structure_id = section.text("structure", required=True)
    if structure_id in known:
        message = say("structure {name!r} is defined twice", name=structure_id)
        section.error("structure", message, say("rename one"))
    desks: dict[str, Section] = {}
    for desk in section.sections("interlocuteurs", (*INTERLOCUTOR_KEYS, CONVENTION), say("an interlocutor")):
        desk_id = f"{structure_id}.{desk.text('interlocuteur', required=True)}"
        if desk_id in desks:
            message = say("interlocutor {name!r} is defined twice", name=desk_id)
            desk.error("interlocuteur", message, say("rename one"))
        else:
            desks[desk_id] = desk
    structure = Structure(
        id=structure_id,
        name=section.text("nom", required=True),
        family=Family(section.option("famille", [family.value for family in Family], Family.EXPERTISE)),
        commune=section.text("commune"),
        phone=read_phone(section),
        email=read_email(section),
        website=section.text("site_web"),
        hours=section.text("horaires_accueil"),
        interlocutors=tuple(desks),
        name_en=section.text("nom_en"),
        hours_en=section.text("horaires_accueil_en"),
        code_insee=_matching(section, "code_insee", COMMUNE_CODE, say("write it as 63003")),
        networks=_read_networks(section),
        updated_on=section.day("date_maj"),
        verified_on=section.day("verifie_le"),
        verified_by=section.text("verifie_par"),
        without_convention=_read_without_convention(section),
        line=section.line,
    )
    if not section.has("famille"):
        section.lacks("famille", one_of(Family))
    return structure, {} if structure_id in known else desks


def _read_interlocutor(section: Section, desk_id: str, structure: Structure) -> Interlocutor:
    return Interlocutor(
        id=desk_id,
        structure=structure,
        name=section.text("nom", required=True),
        role=section.text("fonction"),
        pronoun=Pronoun(section.option("pronom", [word.value for word in Pronoun], Pronoun.EQUIPE)),
        presence=section.text("presence", required=True),
        phone=read_phone(section) or structure.phone,
        email=read_email(section) or structure.email,
        present_days=_read_days(section),
        languages=tuple(word.value for word in section.words("langues", lone=True)) or ("fr",),
        substitute=_colleague(section, "remplacant", structure),
        status=Status(section.option("statut", [status.value for status in Status], Status.ACTIF)),
        relay=_colleague(section, "relais", structure),
        line=section.line,
        role_en=section.text("fonction_en"),
        presence_en=section.text("presence_en"),
        capacity=_read_capacity(section),
        verified_on=section.day("verifie_le") or structure.verified_on,
        verified_by=section.text("verifie_par") or structure.verified_by,
    )


def _matching(section: Section, key: str, pattern: re.Pattern[str], mend: Saying) -> str:
    value = section.text(key)
    if value and not pattern.fullmatch(value):
        section.error(key, say("{value!r} can't be a {key}", value=value, key=key), mend)
        return ""
    return value


def _read_networks(section: Section) -> tuple[str, ...]:
    words = section.words("reseaux_porteurs", lone=True)
    for word in words:
        if not NETWORK_CODE.fullmatch(word.value):
            message = say("{value!r} can't be a code of reseaux_porteurs", value=word.value)
            section.report.error(section.file, word.line, message, say("write it as chambres-consulaires"))
    return tuple(word.value for word in words)


def _read_without_convention(section: Section) -> str:
    """Reads why a structure has no convention; both the word and the reason are needed."""
    said, reason = section.truth("sans_convention"), section.text("motif_sans_convention")
    if said and not reason:
        mend = say("add '{key}: …'", key="motif_sans_convention")
        section.error("sans_convention", say("'sans_convention' lacks its reason"), mend)
    if reason and not said:
        message = say("a reason without 'sans_convention'")
        section.error("motif_sans_convention", message, say("add 'sans_convention: vrai'"))
    if said and section.has(CONVENTION):
        section.error("sans_convention", say("this structure has a convention"), say("remove 'sans_convention'"))
    return reason if said else ""


def _read_capacity(section: Section) -> int | None:
    if not section.has("capacite"):
        return None
    capacity = section.number("capacite", 1)
    if capacity == 0:
        message = say("'capacite' is one open case or more")
        section.error("capacite", message, say("write 'statut: suspendu' instead"))
    return capacity or None


def _read_days(section: Section) -> frozenset[int]:
    days: set[int] = set()
    for word in section.words("jours_de_presence"):
        if word.value in WEEKDAYS:
            days.add(WEEKDAYS.index(word.value))
        else:
            mend = likely(word.value, WEEKDAYS) or one_of(WEEKDAYS)
            section.report.error(section.file, word.line, say("unknown day {word!r}", word=word.value), mend)
    return frozenset(days) or WORKING_WEEK


def _colleague(section: Section, key: str, structure: Structure) -> str | None:
    """Completes a colleague's short id with the structure's."""
    written = section.text(key)
    if not written:
        return None
    return written if "." in written else f"{structure.id}.{written}"


def absent_interlocutor(name: str, known: Mapping[str, Interlocutor]) -> tuple[Saying, Saying, FindingKind]:
    """Says that the directory has nobody of that name: the fact, the mend, the kind of the finding."""
    mend = (
        likely_interlocutor(name, known) or likely(name, known) or say("add them to annuaire.yaml, or name another one")
    )
    return say("unknown interlocutor {name!r}", name=name), mend, FindingKind.ABSENT


def likely_interlocutor(written: str, known: Mapping[str, Interlocutor]) -> Saying | None:
    """Says who was meant by a person's name, or by what follows the dot; None unless there is exactly one."""
    short = written.rpartition(".")[2]
    meant = [
        id_
        for id_, one in known.items()
        if normalise_place(one.name) == normalise_place(short) or id_.rpartition(".")[2] == short
    ]
    return say("did you mean {option!r}?", option=meant[0]) if len(meant) == 1 else None


def _check_colleagues(interlocutors: dict[str, Interlocutor], sections: dict[str, Section]) -> None:
    for desk_id, section in sections.items():
        interlocutor = interlocutors[desk_id]
        for key, colleague in (("remplacant", interlocutor.substitute), ("relais", interlocutor.relay)):
            if colleague == desk_id:
                message = say("{name!r} can't be their own {key}", name=desk_id, key=key)
                section.error(key, message, say("name somebody else"))
            elif colleague is not None and colleague not in interlocutors:
                others = {name: one for name, one in interlocutors.items() if name != desk_id}
                section.error(key, *absent_interlocutor(colleague, others))


def _read_programme(
    section: Section, structures: dict[str, Structure], known: dict[str, Programme]
) -> Programme | None:
    programme_id = section.text("parcours", required=True)
    if programme_id in known:
        message = say("programme {name!r} is defined twice", name=programme_id)
        section.error("parcours", message, say("rename one"))
        return None
    runner = section.text("structure", required=True)
    if runner not in structures:
        mend = likely(runner, structures) or say("add it to annuaire.yaml, or name another one")
        section.error("structure", say("unknown structure {name!r}", name=runner), mend)
        return None
    starts_on, ends_on = section.day("du"), section.day("au")
    if starts_on and ends_on and ends_on < starts_on:
        message = say("programme {name!r} ends before it starts", name=programme_id)
        section.error("au", message, say("swap the two days"))
    return Programme(
        id=programme_id,
        name=section.text("nom", required=True),
        structure=structures[runner],
        starts_on=starts_on,
        ends_on=ends_on,
        phone=read_phone(section) or structures[runner].phone,
        email=read_email(section) or structures[runner].email,
        description=section.text("description"),
        line=section.line,
        name_en=section.text("nom_en"),
        description_en=section.text("description_en"),
    )
