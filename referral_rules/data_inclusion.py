"""A territory's directory in data·inclusion v1, the national schema of structures and services.

Rule 1: a field is left out rather than guessed: nobody here knows what a service costs, so `frais` is never said.
Rule 2: our own themes are mapped where the schema has one; `list_unmapped` says which have none.
Rule 3: names of people are not published; desks are described by what they do.

Source of names and values: the package `data-inclusion-schema` 1.0, models `v1.Structure` and `v1.Service`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import phonenumbers

from referral_rules.boxes import Among, Box
from referral_rules.contacts import COUNTRY
from referral_rules.directory import Interlocutor, Programme, Structure
from referral_rules.facts import COMMUNE, INCONNU
from referral_rules.geography import Geography, normalise_place
from referral_rules.opening_hours import as_notation
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

SOURCE = "premiere-ecoute"
NAME_LIMIT = 150  # characters of a name in the schema
STARTING = frozenset({"creation", "reprise"})  # forms of project that the schema's enterprise themes speak of
DEFINE = "creer-une-entreprise--definir-son-projet-de-creation-dentreprise"
STRUCTURE = "creer-une-entreprise--structurer-son-projet-de-creation-dentreprise"
DEVELOP = "creer-une-entreprise--developper-son-entreprise"
THEME_OF_STAGE = {
    "envie": DEFINE,
    "idee": DEFINE,
    "etude": STRUCTURE,
    "montage": STRUCTURE,
    "lancement": STRUCTURE,
    "activite": DEVELOP,
}
THEME_OF_FORM = {
    "developpement": DEVELOP,
    "emploi": "choisir-un-metier--connaitre-les-opportunites-demploi",
    "habiter": "logement-hebergement--sinformer-sur-les-demarches-liees-a-lacces-au-logement",
}
THEME_OF_NEED: Mapping[str, Mapping[str, str]] = {
    "besoins_projet": {"formation": "se-former--trouver-sa-formation"},
    "besoins_vie": {
        "logement": "logement-hebergement--sinformer-sur-les-demarches-liees-a-lacces-au-logement",
        "emploi_conjoint": "choisir-un-metier--connaitre-les-opportunites-demploi",
        "ecole_garde": "famille--garde-denfants",
        "transport": "mobilite--mobilite-douce-partagee-collective",
        "sante": "sante--acces-aux-soins",
        "internet": "numerique--acceder-a-une-connexion-internet",
        "vie_locale": "remobilisation--lien-social",
    },
}

Record = dict[str, object]


def export_directory(territory: Territory, geography: Geography, on: date) -> dict[str, list[Record]]:
    """Gives the directory as `{"structures": […], "services": […]}`, ready for JSON.

    A service is a desk in service, or a programme that isn't over.

    Args:
        territory: a loaded territory.
        geography: gives communes their codes.
        on: the day, and the `date_maj` of an entry for which no other day is written.
    """
    export = _Export(territory, geography, on)
    directory = territory.directory
    desks = (desk for desk in directory.interlocutors.values() if desk.is_active)
    programmes = (programme for programme in directory.programmes.values() if not programme.is_over(on))
    return {
        "structures": [export.structure(structure) for structure in directory.structures.values()],
        "services": [*map(export.desk, desks), *map(export.programme, programmes)],
    }


def list_unmapped(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Lists, by fact, the values that no theme of the schema stands for."""
    mapped = {
        "secteur": frozenset[str](),
        "forme_du_projet": STARTING | THEME_OF_FORM.keys(),
        **{fact: frozenset(themes) for fact, themes in THEME_OF_NEED.items()},
    }
    return {
        fact: tuple(value for value in vocabulary.get_fact(fact).values if value not in known)
        for fact, known in mapped.items()
    }


def themes_of(box: Box) -> frozenset[str]:
    """Gives the schema's themes for the people of a box: of what it says, never of what it leaves open."""
    forms = _values(box, "forme_du_projet")
    stages = _values(box, "stade") or frozenset(THEME_OF_STAGE)
    themes = {THEME_OF_FORM[form] for form in forms if form in THEME_OF_FORM}
    if not forms.isdisjoint(STARTING):
        themes |= {THEME_OF_STAGE[stage] for stage in stages if stage in THEME_OF_STAGE}
    for fact, named in THEME_OF_NEED.items():
        themes |= {named[need] for need in _values(box, fact) if need in named}
    return frozenset(themes)


def _values(box: Box, fact: str) -> frozenset[str]:
    return box[fact].values if fact in box else frozenset()


class _Export:
    """Writes the entries of one territory."""

    def __init__(self, territory: Territory, geography: Geography, on: date) -> None:
        self.territory = territory
        self.geography = geography
        self.on = on
        self.near = {
            *(geography.communes[code].departement for code in territory.communes),
            *(contact.departement for contact in territory.outside),
        }

    def structure(self, structure: Structure) -> Record:
        return _written(
            source=SOURCE,
            id=self._id(structure.id),
            nom=_name(structure.name),
            date_maj=self._day(structure.updated_on, structure.verified_on),
            **self._place(structure),
            telephone=_phone(structure.phone),
            courriel=structure.email,
            site_web=structure.website,
            horaires_accueil=as_notation(structure.hours),
            reseaux_porteurs=sorted(structure.networks),
        )

    def desk(self, desk: Interlocutor) -> Record:
        boxes = list(self._boxes(desk))
        structure = desk.structure
        themes = frozenset().union(*map(themes_of, boxes))
        return _written(
            **self._service(desk.id, structure),
            nom=_name(desk.role or structure.name),
            description=f"{desk.role or structure.name}, {desk.presence}.",
            date_maj=self._day(structure.updated_on, desk.verified_on),
            type="accompagnement",
            thematiques=sorted(themes),
            telephone=_phone(desk.phone),
            courriel=desk.email,
            zone_eligibilite=self._zone(boxes),
            **_ways(desk.phone, desk.email),
        )

    def programme(self, programme: Programme) -> Record:
        return _written(
            **self._service(programme.id, programme.structure),
            nom=_name(programme.name),
            description=programme.description or f"{programme.name}, {programme.structure.name}.",
            date_maj=self._day(programme.structure.updated_on, programme.structure.verified_on),
            type="atelier",
            telephone=_phone(programme.phone),
            courriel=programme.email,
            zone_eligibilite=sorted(self.territory.epcis),
            **_ways(programme.phone, programme.email),
        )

    def _service(self, name: str, structure: Structure) -> Record:
        ways = ["a-distance", *(["en-presentiel"] if structure.commune else [])]
        return {
            "source": SOURCE,
            "id": self._id(name),
            "structure_id": self._id(structure.id),
            "publics": ["tous-publics"],
            "modes_accueil": ways,
            "mobilisable_par": ["professionnels", "usagers"],
            **self._place(structure),
        }

    def _id(self, name: str) -> str:
        return f"{SOURCE}--{self.territory.id}--{name}"

    def _day(self, *days: date | None) -> str:
        written = [day for day in days if day is not None and day <= self.on]
        return max(written, default=self.on).isoformat()

    def _boxes(self, desk: Interlocutor) -> Iterator[Box]:
        """The boxes of the rules in force that propose a desk, and of what it agreed to."""
        for rule in self.territory.rules.rules:
            if rule.is_in_force(self.on) and desk.id in (*rule.referents, *rule.appuis):
                yield rule.box
        for row in self.territory.directory.mandates_of(desk.id):
            if row.commitment.is_firm and row.has_begun(self.on) and not row.has_ended(self.on):
                yield row.box

    def _zone(self, boxes: list[Box]) -> list[str]:
        """Gives the codes of the whole EPCIs that boxes reach, then those of single communes."""
        home = self.territory.communes
        reached: set[str] = set()
        for box in boxes:
            place = box.get(COMMUNE)
            reached |= place.values - {INCONNU} if isinstance(place, Among) else home
        left = reached or set(home)
        epcis = {self.geography.communes[code].epci for code in left} - {None}
        whole = [code for code in sorted(map(str, epcis)) if self.geography.communes_of_epci(code) <= left]
        for code in whole:
            left = left - self.geography.communes_of_epci(code)
        return [*whole, *sorted(left)]

    def _place(self, structure: Structure) -> Record:
        code = structure.code_insee or self._code(structure.commune)
        return {"commune": structure.commune, "code_insee": code}

    def _code(self, name: str) -> str:
        """Finds a commune's code by its name: in the territory, else nearby, else if nobody else bears it."""
        wanted = normalise_place(name)
        bearers = [found for found in self.geography.find_by_name(name) if normalise_place(found.name) == wanted]
        at_home = [found for found in bearers if found.code in self.territory.communes]
        nearby = [found for found in bearers if found.departement in self.near]
        for found in (at_home, nearby, bearers):
            if len(found) == 1:
                return found[0].code
        return ""


def _written(**fields: object) -> Record:
    """Leaves out the fields that say nothing."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _name(text: str) -> str:
    return text[:NAME_LIMIT].rstrip(". ")


def _phone(number: str) -> str:
    if not number:
        return ""
    parsed = phonenumbers.parse(number, COUNTRY)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _ways(phone: str, email: str) -> Record:
    ways = [*(["envoyer-un-courriel"] if email else []), *(["telephoner"] if phone else [])]
    return {"modes_mobilisation": ways}
