"""The simple values of a territory as rows: one setting each, with what it is called and what it is for.

Rule 1: every setting has a row, written in the files or not; an empty value is an absent key, hence the usual value.
Rule 2: labels, units and uses are only told: what people make of these cells means nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from referral_rules.loader import FOLLOW_UP_FILE, RETENTION_MONTHS, TERRITORY_FILE
from referral_rules.sheets.cells import Kind, Plain
from referral_rules.sheets.columns import SETTING, STRICT_LISTS, VALUE, VALUE_COLUMN, Column
from referral_rules.sheets.findings import typeset

_WORKING_DAYS = "jours ouvrés"
_SEVERAL_WORKING_DAYS = "jours ouvrés, comme : 2, 4"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    Attributes:
        file: where it is written.
        column: its name, the keys that lead to it, and the shape of its value.
        label: what people call it.
        unit: what its value counts; empty for a word or a text.
        use: what it is for.
    """

    file: str
    column: Column
    label: str
    unit: str
    use: str

    def values(self, value: Plain | None) -> dict[str, Plain]:
        """Gives the cells of its row, by heading."""
        told: dict[str, Plain] = {SETTING: self.column.heading, "libelle": self.label, "utilite": self.use}
        return {**told, **({"unite": self.unit} if self.unit else {}), **({} if value is None else {VALUE: value})}


def _setting(file: str, path: str, kind: Kind, label: str, use: str, unit: str = "", source: str = "") -> Setting:
    keys = tuple(path.split("."))
    name = "_".join(keys)
    strict = name in STRICT_LISTS
    column = Column(name, kind, keys, f"valeurs de {name}" if strict else source, strict)
    return Setting(file, column, typeset(label), typeset(unit), typeset(use))


def _of_territory(path: str, kind: Kind, label: str, use: str, unit: str = "", source: str = "") -> Setting:
    return _setting(TERRITORY_FILE, path, kind, label, use, unit, source)


def _of_follow_up(path: str, kind: Kind, label: str, use: str, unit: str = "", source: str = "") -> Setting:
    return _setting(FOLLOW_UP_FILE, path, kind, label, use, unit, source)


_LISTED = (
    _of_territory("nom", Kind.TEXT, "Le nom du territoire", "Dit aux gens, comme : Livradois-Forez."),
    _of_territory("nom_de", Kind.TEXT, "Le nom, après « l’accueil »",
        "Comme : du Livradois-Forez. Vide : fait à partir du nom."),
    _of_territory("nom_dans", Kind.TEXT, "Le nom, pour dire où",
        "Comme : en Livradois-Forez. Vide : fait à partir du nom."),
    _of_territory("autres_noms", Kind.NAMES, "Ses autres noms",
        "Ce que les gens écrivent pour en parler.", "noms, séparés par des virgules"),
    _of_territory("epci", Kind.WORDS, "Ses communautés de communes",
        "Elles font le territoire : leurs codes à neuf chiffres, ou leurs noms.", "séparées par des virgules"),
    _of_territory("pivot", Kind.TEXT, "Le pivot",
        "Il reçoit ce qu’aucune règle ne prend, et ce à quoi personne ne répond.",
        "un interlocuteur", "interlocuteurs"),
    _of_territory("motif_pivot", Kind.TEXT, "Le motif du pivot",
        "Dit à la personne quand le pivot lui est proposé ; {referent} est son nom. Vide : une phrase toute faite."),
    _of_territory("motif_pivot_en", Kind.TEXT, "Le même, en anglais", "Dit à qui parle anglais."),
    _of_territory("fil_rouge", Kind.TEXT, "Le fil rouge",
        "Qui reste auprès de la personne. mission : le pivot, toujours ; par_regle : le référent que la règle propose. "
        "Vide : par_regle."),
    _of_territory("conservation_mois", Kind.NUMBER, "Les dossiers clos sont gardés",
        f"Ensuite, ils deviennent anonymes. Vide : {RETENTION_MONTHS}.", "mois"),
    _of_territory("chiffres_du_comite", Kind.TEXT, "Les chiffres que voit le comité",
        "ensemble : ceux du territoire ; structures : aussi ceux de chaque structure, si la charte le prévoit. "
        "Vide : ensemble."),
    _of_follow_up("fuseau", Kind.TEXT, "Le fuseau horaire", "L’heure qu’il est ici. Vide : Europe/Paris."),
    _of_follow_up("heures.de", Kind.HOUR, "Les messages aux techniciens partent dès",
        "Aucun plus tôt. Vide, comme la suivante : 08:30.", "heure"),
    _of_follow_up("heures.a", Kind.HOUR, "Les messages aux techniciens partent jusqu’à",
        "Aucun plus tard. Vide, comme la précédente : 19:00.", "heure"),
    _of_follow_up("feries.region", Kind.TEXT, "Les jours fériés d’une région, en plus",
        "Alsace-Moselle a les siens. Vide : ceux de toute la France.", "", "regions"),
    _of_follow_up("promesse_jours", Kind.NUMBER, "La date promise à la personne",
        "Comptée à partir de son accord, quand aucune convention n’en dit une autre. Vide : 5.", _WORKING_DAYS),
    _of_follow_up("relances_jours", Kind.NUMBERS, "Les relances",
        "Comptées à partir de l’envoi du dossier, tant que l’interlocuteur n’a pas répondu. « aucune » : jamais. "
        "Vide : 2, 4.", _SEVERAL_WORKING_DAYS),
    _of_follow_up("relances_temps_partiel_jours", Kind.NUMBERS, "Les relances, à temps partiel",
        "Pour qui ne travaille pas tous les jours. « aucune » : jamais. Vide : 3.", _SEVERAL_WORKING_DAYS),
    _of_follow_up("reaffectation", Kind.TEXT, "À la date promise, sans réponse",
        "animateur : l’animatrice choisit à qui le dossier passe ; automatique : il passe à la personne suivante. "
        "Vide : animateur."),
    _of_follow_up("verification_apres_promesse_jours", Kind.NUMBER, "« Avez-vous été appelé ? »",
        "Demandé à la personne, après la date promise. Vide : 1.", _WORKING_DAYS),
    _of_follow_up("reprise_inacheve_jours", Kind.NUMBERS, "Une conversation restée en chemin",
        "Quand proposer de la reprendre. « aucune » : jamais. Vide : 1, 7.", "jours du calendrier, comme : 1, 7"),
    _of_follow_up("preavis_expiration_jours", Kind.NUMBER, "Une règle qui va finir s’annonce",
        "Avant son dernier jour. Vide : 30.", "jours du calendrier"),
)  # fmt: skip
TOLD_HEADINGS = ("libelle", "unite", "utilite")
SETTINGS_BY_NAME: Mapping[str, Setting] = {setting.column.heading: setting for setting in _LISTED}
FOLLOW_UP_ORDER = tuple(dict.fromkeys(each.column.path[0] for each in _LISTED if each.file == FOLLOW_UP_FILE))
NESTED_ORDERS: Mapping[str, tuple[str, ...]] = {"heures": ("de", "a"), "feries": ("pays", "region")}


def meant_column(column: Column, name: object) -> Column:
    """Gives the shape of a cell: in the column of the settings' values, that of its row's setting."""
    setting = SETTINGS_BY_NAME.get(str(name)) if column is VALUE_COLUMN else None
    return setting.column if setting else column
