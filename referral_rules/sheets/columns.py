"""The sheets and their columns: one for each key of the YAML, one for each fact of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from referral_rules.areas import AREA_KEYS
from referral_rules.convention_reader import FACTS as CONVENTION_FACTS
from referral_rules.conventions import Commitment
from referral_rules.directory import Family, Pronoun, Status
from referral_rules.directory_reader import INTERLOCUTOR_KEYS, PROGRAMME_KEYS, STRUCTURE_KEYS, WEEKDAYS
from referral_rules.explanations import FACTS as EXPLAINED_FACTS
from referral_rules.explanations import INTERLOCUTORS as EXPLAINED_DESKS
from referral_rules.explanations import POINTERS
from referral_rules.explanations import RULES as EXPLAINED_RULES
from referral_rules.facts import COMMUNE, Fact, FactKind
from referral_rules.loader import OUTSIDE_KEYS
from referral_rules.rule import Choice, State
from referral_rules.sheets.cells import Kind
from referral_rules.vocabulary import Vocabulary

RULES, EXAMPLES = "Règles", "Exemples"
STRUCTURES, INTERLOCUTORS, CONVENTIONS, PROGRAMMES = "Structures", "Interlocuteurs", "Conventions", "Parcours"
ZONES, OUTSIDE = "Zones", "Ailleurs"
IMPOSSIBLES, EXPLANATIONS, SETTINGS = "Impossibles", "Explications", "Réglages"
LISTS, GUIDE, KEPT = "Vocabulaire", "Mode d’emploi", "_fichiers"
FIRST_SHEETS = (RULES, EXAMPLES, STRUCTURES, INTERLOCUTORS, CONVENTIONS, PROGRAMMES, ZONES, OUTSIDE)
SHEET_NAMES = (*FIRST_SHEETS, IMPOSSIBLES, EXPLANATIONS, SETTINGS)
UNNAMED = (EXAMPLES, OUTSIDE, IMPOSSIBLES, EXPLANATIONS)  # their rows are found again by what they say
FILE = "fichier"
HOLDER, NUMBER, HOLDING_DESK = "structure", "numero", "interlocuteur"  # whose a row of a convention is, and which
PROPOSED = "interlocuteur_propose"  # by the default rule; the row's own key is `interlocuteur`, a heading taken above
SETTING, VALUE = "reglage", "valeur"
GENRES = {"exemple": "exemples", "contre_exemple": "contre_exemples"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    Attributes:
        heading: its first cell.
        kind: the shape of its cells.
        path: the keys under which the value stands in the YAML item; empty when it isn't written there.
        source: heading of the list that its drop-down offers; empty for none.
        strict: nothing else than the list's values may be typed.
        width: in characters, at most.
        note: what it means, for people.
    """

    heading: str
    kind: Kind
    path: tuple[str, ...]
    source: str = ""
    strict: bool = False
    width: int = 28
    note: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one sheet; the first ones make a row's key."""

    sheet: str
    columns: tuple[Column, ...]
    key_length: int

    def find(self, heading: str) -> Column | None:
        """Finds a column by its heading."""
        return next((column for column in self.columns if column.heading == heading), None)


STRICT_LISTS = {
    "etat": [state.value for state in State],
    "choix": [choice.value for choice in Choice],
    "famille": [family.value for family in Family],
    "pronom": [pronoun.value for pronoun in Pronoun],
    "statut": [status.value for status in Status],
    "genre": list(GENRES),
    "engagement": [commitment.value for commitment in Commitment],
    "constat": [kind.value for kind in POINTERS],
    "fil_rouge": ["mission", "par_regle"],
    "chiffres_du_comite": ["ensemble", "structures"],
    "reaffectation": ["animateur", "automatique"],
}
_TRUTH_KEYS = ("sans_convention", "regle_par_defaut", "partout")
_KINDS = {
    "valable_du": Kind.DAY,
    "valable_au": Kind.DAY,
    "du": Kind.DAY,
    "au": Kind.DAY,
    "priorite": Kind.NUMBER,
    "referent": Kind.WORDS,
    "appuis": Kind.WORDS,
    "motifs_appuis": Kind.REASONS,
    "motifs_appuis_en": Kind.REASONS,
    "jours_de_presence": Kind.WORDS,
    "langues": Kind.WORDS,
    "telephone": Kind.CODE,
    "code_insee": Kind.CODE,
    "departement": Kind.CODE,
    "reseaux_porteurs": Kind.WORDS,
    "date_maj": Kind.DAY,
    "verifie_le": Kind.DAY,
    "capacite": Kind.NUMBER,
    "numero": Kind.NUMBER,
    "delai_jours": Kind.NUMBER,
    "revoir_le": Kind.DAY,
    **dict.fromkeys((EXPLAINED_RULES, EXPLAINED_DESKS, EXPLAINED_FACTS), Kind.WORDS),
    **dict.fromkeys(_TRUTH_KEYS, Kind.TRUTH),
    **dict.fromkeys(AREA_KEYS, Kind.WORDS),
}
_SOURCES = {
    "referent": "interlocuteurs",
    "appuis": "interlocuteurs",
    "remplacant": "interlocuteurs",
    "relais": "interlocuteurs",
    "attendu": "attendus",
    "parcours": "parcours",
    "zones": "zones",
    "jours_de_presence": "jours",
    "structure": "structures",
    EXPLAINED_RULES: "regles",
    EXPLAINED_DESKS: "interlocuteurs",
    EXPLAINED_FACTS: "faits",
    **dict.fromkeys(_TRUTH_KEYS, "vrai_faux"),
}
_LONG = {"motif", "motif_en", "motifs_appuis", "motifs_appuis_en", "description", "description_en"}
_WIDE = {"titre", "titre_en", "nom", "nom_en", "fonction", "fonction_en", "presence", "presence_en"}
_WIDE |= {"horaires_accueil", "horaires_accueil_en", "motif_sans_convention", "precision", "precision_en"}
_NOTES = {
    "regle": "L’identifiant de la règle : unique, sans espaces. Le changer, c’est écrire une autre règle.",
    "etat": "active, brouillon ou suspendue ; vide veut dire active.",
    "valable_du": "Le premier jour où la règle s’applique.",
    "valable_au": "Le dernier jour où la règle s’applique.",
    "zones": "Les zones de la feuille Zones. Sans aucune colonne de lieu : tout le territoire.",
    "communes": "Des noms ou des codes, séparés par des virgules.",
    "communes_sauf": "Les communes à retirer.",
    "referent": "La personne proposée ; plusieurs, séparées par des virgules, demandent un choix.",
    "choix": "Comment choisir entre plusieurs référents.",
    "appuis": "Les appuis complémentaires, séparés par des virgules.",
    "priorite": "Départage deux règles dont aucune n’est dans l’autre ; 50 si la case est vide.",
    "motif": "Dit à la personne. Peut contenir {referent}, {commune}, {a_commune}, {secteur}.",
    "motifs_appuis": "Une ligne par appui : structure.personne : motif.",
    "fichier": "Le fichier où la règle est rangée, comme regles/vie.yaml.",
    "genre": "exemple : qui doit être proposé ; contre_exemple : cette règle ne doit pas l’emporter.",
    "telephone": "En texte, comme 01 99 00 12 34.",
    "numero": "Le numéro de la ligne dans la convention de sa structure. Laissez-le vide sur une ligne neuve.",
    "secteurs": "Comme dans une règle : commerce, restauration ou sauf autre ; vide veut dire tous.",
    "stades": "Comme dans une règle : au moins etude ; vide veut dire tous.",
    "formes": "Comme dans une règle : creation, reprise ; vide veut dire toutes.",
    "besoins": "Une liste : il suffit d’un de ces besoins ; vide veut dire sans condition.",
    "besoins_vie": "Une liste : il suffit d’un de ces besoins ; vide veut dire sans condition.",
    "engagement": "mandat (c’est signé), objectifs (c’est convenu) ou principe (on en a parlé).",
    "delai_jours": "Le délai de réponse promis, en jours ouvrés.",
    "revoir_le": "Le jour où l’on en reparle.",
    "regle_par_defaut": "vrai : la ligne vaut règle, il lui faut un motif. Vide : elle dit seulement qui s’engage.",
    "interlocuteur_propose": "Qui la règle par défaut propose ; vide veut dire la première personne de la structure.",
    "sans_convention": "vrai : cette structure n’a pas de convention, et motif_sans_convention dit pourquoi.",
    "capacite": "Les dossiers ouverts que la personne suit au plus ; au-delà, son remplaçant est proposé.",
    "jours_de_presence": "lundi, mardi, jeudi ; vide veut dire du lundi au vendredi.",
    "langues": "fr, en ; vide veut dire fr.",
    "remplacant": "Qui prend sa place quand elle est absente.",
    "relais": "Le collègue qui peut voir le dossier, avec l’accord de la personne.",
    "statut": "actif, inactif ou suspendu ; vide veut dire actif.",
    "presence": "Où la trouver, comme on le dit : à la CCI, à Ambert.",
    "verifie_le": "Le jour où la fiche a été relue.",
    "verifie_par": "Qui l’a relue.",
    "code_insee": "Seulement si plusieurs communes voisines ont le même nom.",
    "zone": "Un nom à vous, sans espaces, que les règles et les conventions emploient.",
    "departement": "Le code du département, comme 43 ; c’est à ce contact que ses habitants sont envoyés.",
    "partout": "vrai : le contact pour tous les autres départements.",
    "impossible": "Un nom à vous, sans espaces.",
    "constat": "Le mot que « check » emploie pour cet avertissement : doublon, trou, jamais_lu…",
    EXPLAINED_RULES: "Les règles dont il s’agit, séparées par des virgules.",
    EXPLAINED_DESKS: "Les personnes dont il s’agit, comme cci.ambert, séparées par des virgules.",
    EXPLAINED_FACTS: "Les faits dont il s’agit, pour jamais_lu, séparés par des virgules.",
    "precision": "Dite avec le contact, comme : pour Brioude et tout le département.",
    "reseaux_porteurs": "Les réseaux nationaux, comme chambres-consulaires, séparés par des virgules.",
}
_HOLDING_DESK_NOTE = "La personne dont c’est l’engagement ; vide veut dire toute la structure."
_IMPOSSIBLE_REASON_NOTE = "Pourquoi ce profil n’existe pas : pour l’équipe, jamais dit aux gens."
_EXPLAINING_REASON_NOTE = "Pourquoi le réseau accepte cet avertissement : pour l’équipe, jamais dit aux gens."
_EXAMPLE_RULE_NOTE = (
    "L’identifiant d’une règle ; pour la règle par défaut d’une convention : convention-structure-numéro."
)


def layouts(vocabulary: Vocabulary) -> dict[str, Layout]:
    """Gives the layout of each sheet, by name, in their order."""
    return {
        RULES: Layout(RULES, tuple(_rule_columns(vocabulary)), 1),
        EXAMPLES: Layout(EXAMPLES, tuple(_example_columns(vocabulary)), 2),
        STRUCTURES: Layout(STRUCTURES, _plain_columns(STRUCTURE_KEYS, "interlocuteurs"), 1),
        INTERLOCUTORS: Layout(INTERLOCUTORS, (_plain_column("structure", ()), *_plain_columns(INTERLOCUTOR_KEYS)), 2),
        CONVENTIONS: Layout(CONVENTIONS, tuple(_convention_columns(vocabulary)), 2),
        PROGRAMMES: Layout(PROGRAMMES, _plain_columns(PROGRAMME_KEYS), 1),
        ZONES: Layout(ZONES, (_plain_column("zone", ()), *_plain_columns(AREA_KEYS)), 1),
        OUTSIDE: Layout(OUTSIDE, _plain_columns(("nom", *(key for key in OUTSIDE_KEYS if key != "nom"))), 1),
        IMPOSSIBLES: Layout(IMPOSSIBLES, tuple(_impossible_columns(vocabulary)), 1),
        EXPLANATIONS: Layout(EXPLANATIONS, tuple(_explanation_columns(vocabulary)), 1),
        SETTINGS: Layout(SETTINGS, SETTING_COLUMNS, 1),
    }


def fact_lists(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Gives what the drop-downs of conditions and examples offer, by the heading of their list."""
    lists: dict[str, list[str]] = {}
    for fact in vocabulary.facts.values():
        if fact.kind not in (FactKind.CHOIX, FactKind.MULTIPLE):
            continue
        words = [*fact.values, *sorted(fact.domain - set(fact.values))]
        lists[fact.name] = words
        if fact.kind is FactKind.MULTIPLE:
            lists[_condition_list(fact)] = [f"un de: {word}" for word in words]
        elif fact.ordered:
            bounds = [f"{bound} {word}" for bound in ("au moins", "au plus") for word in fact.values]
            lists[_condition_list(fact)] = [*words, *bounds]
    return {
        **lists,
        "jours": list(WEEKDAYS),
        "regions": ["Alsace-Moselle"],
        "faits": [fact.name for fact in vocabulary.facts.values() if fact.for_rules],
        "vrai_faux": ["vrai", "faux"],
        **{_list_of(key): words for key, words in STRICT_LISTS.items()},
    }


def _rule_columns(vocabulary: Vocabulary) -> Iterator[Column]:
    yield from (_plain_column(key, (key,)) for key in ("regle", "titre", "etat", "valable_du", "valable_au"))
    yield from _box_columns(vocabulary)
    rest = ("referent", "choix", "appuis", "parcours", "priorite", "motif", "motif_en")
    yield from (_plain_column(key, (key,)) for key in rest)
    yield from (_plain_column(key, (key,)) for key in ("motifs_appuis", "motifs_appuis_en", "titre_en"))
    yield _plain_column(FILE, ())


def _condition_columns(vocabulary: Vocabulary) -> Iterator[Column]:
    for fact in vocabulary.facts.values():
        if fact.for_rules and fact.name != COMMUNE:
            kind = Kind.SEVERAL if fact.kind is FactKind.MULTIPLE else Kind.CHOICE
            note = f"{fact.words['fr']} : la condition sur ce fait ; vide veut dire sans condition."
            yield Column(_heading(fact), kind, ("si", fact.name), _condition_list(fact), note=note)


def _example_columns(vocabulary: Vocabulary) -> Iterator[Column]:
    yield replace(_plain_column("regle", ()), source="regles", note=_EXAMPLE_RULE_NOTE)
    yield _plain_column("genre", ())
    yield _plain_column("attendu", ("attendu",))
    for fact in sorted(vocabulary.facts.values(), key=lambda fact: fact.kind is not FactKind.COMMUNE):
        if fact.kind is FactKind.TEXTE:
            continue
        kind = {FactKind.MULTIPLE: Kind.ANSWERS, FactKind.COMMUNE: Kind.CODE}.get(fact.kind, Kind.TEXT)
        source = "" if fact.kind is FactKind.COMMUNE else fact.name
        yield Column(_heading(fact), kind, ("profil", fact.name), source, note=fact.words["fr"])


def _convention_columns(vocabulary: Vocabulary) -> Iterator[Column]:
    yield from (_plain_column(key, ()) for key in (HOLDER, NUMBER))
    yield replace(_plain_column(HOLDING_DESK, ()), source="interlocuteurs", note=_HOLDING_DESK_NOTE)
    for key, name in CONVENTION_FACTS.items():
        fact = vocabulary.facts.get(name)
        is_list = fact is not None and fact.kind is FactKind.MULTIPLE
        source = "" if fact is None else fact.name if is_list else _condition_list(fact)
        yield Column(key, Kind.NEEDS if is_list else Kind.CHOICE, (key,), source, note=_NOTES[key])
    yield from (_plain_column(key, (key,)) for key in AREA_KEYS)
    rest = ("engagement", "delai_jours", "du", "au", "revoir_le", "regle_par_defaut")
    yield from (_plain_column(key, (key,)) for key in rest)
    yield replace(_plain_column(PROPOSED, ("interlocuteur",)), source="interlocuteurs")
    yield from (_plain_column(key, (key,)) for key in ("titre", "titre_en", "motif", "motif_en"))
    for column in _condition_columns(vocabulary):
        if column.path[-1] not in CONVENTION_FACTS.values():
            yield replace(column, heading=f"si {column.path[-1]}")


def _impossible_columns(vocabulary: Vocabulary) -> Iterator[Column]:
    yield _plain_column("impossible", ("impossible",))
    yield replace(_plain_column("motif", ("motif",)), note=_IMPOSSIBLE_REASON_NOTE)
    yield from _box_columns(vocabulary)


def _explanation_columns(vocabulary: Vocabulary) -> Iterator[Column]:
    keys = ("constat", EXPLAINED_RULES, EXPLAINED_DESKS, EXPLAINED_FACTS)
    yield from (_plain_column(key, (key,)) for key in keys)
    yield replace(_plain_column("motif", ("motif",)), note=_EXPLAINING_REASON_NOTE)
    yield _plain_column("revoir_le", ("revoir_le",))
    yield from _box_columns(vocabulary)


def _box_columns(vocabulary: Vocabulary) -> Iterator[Column]:
    """What says whom something is about: places, then facts."""
    yield from (_plain_column(key, ("territoire", key)) for key in AREA_KEYS)
    yield from _condition_columns(vocabulary)


def _plain_columns(keys: tuple[str, ...], *but: str) -> tuple[Column, ...]:
    return tuple(_plain_column(key, (key,)) for key in keys if key not in but)


def _plain_column(key: str, path: tuple[str, ...]) -> Column:
    strict = key in STRICT_LISTS or key in _TRUTH_KEYS
    return Column(
        heading=key,
        kind=_KINDS.get(key, Kind.TEXT),
        path=path,
        source=_list_of(key) if key in STRICT_LISTS else _SOURCES.get(key, ""),
        strict=strict,
        width=70 if key in _LONG else 50 if key in _WIDE else 28,
        note=_NOTES.get(key, ""),
    )


VALUE_COLUMN = Column(VALUE, Kind.TEXT, (), width=50, note="Ce qui vaut ici ; vide : la valeur habituelle.")
SETTING_COLUMNS = (
    Column(SETTING, Kind.TEXT, (), width=40, note="Le mot que les messages emploient. Ne le changez pas."),
    Column("libelle", Kind.TEXT, (), width=44),
    VALUE_COLUMN,
    Column("unite", Kind.TEXT, (), width=40),
    Column("utilite", Kind.TEXT, (), width=70),
)

_FIXED_HEADINGS = {
    "regle",
    "titre",
    "titre_en",
    "etat",
    "valable_du",
    "valable_au",
    *AREA_KEYS,
    "referent",
    "choix",
} | {
    *("appuis", "parcours", "priorite", "motif", "motif_en", "motifs_appuis", "motifs_appuis_en", FILE, "genre"),
    "attendu",
}


def _heading(fact: Fact) -> str:
    """A fact's own name, unless a key of the rules has it already."""
    return f"si {fact.name}" if fact.name in _FIXED_HEADINGS else fact.name


def _list_of(key: str) -> str:
    """Names the list of a key's only values: a fact may be called like the key."""
    return f"valeurs de {key}"


def _condition_list(fact: Fact) -> str:
    return f"si {fact.name}" if fact.ordered or fact.kind is FactKind.MULTIPLE else fact.name
