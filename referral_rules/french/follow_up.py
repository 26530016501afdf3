"""French for what is wrong with suivi.yaml."""

from __future__ import annotations

from collections.abc import Mapping

FOLLOW_UP: Mapping[str, str] = {
    "the follow-up policy": "le fichier de suivi",
    "write e.g. 'promesse_jours: 5'": "Écrivez par exemple « promesse_jours: 5 ».",
    "unknown time zone {value!r}": "Le fuseau horaire « {value} » est inconnu.",
    "write e.g. Europe/Paris": "Écrivez par exemple Europe/Paris.",
    "{key} wants both bounds": "« {key} » attend une heure de début et une heure de fin.",
    "{key} {start}–{end} is no span of a day": (
        "De « {start} » à « {end} », « {key} » n’est pas une plage de la journée."
    ),
    'write {{de: "08:30", a: "19:00"}}': 'Écrivez par exemple « {{de: "08:30", a: "19:00"}} ».',
    "{key} knows France only": "« {key} » ne connaît que les jours fériés de France.",
    'write {{pays: FR, region: ""}}': 'Écrivez « {{pays: FR, region: ""}} ».',
    "unknown region {value!r}": "La région « {value} » n’a pas de jours fériés à elle.",
    'write "" or "Alsace-Moselle"': 'Écrivez « "" », ou « Alsace-Moselle ».',
    "{value!r} is no number of days for {key}": "« {key} » attend un nombre de jours, et non « {value} ».",
    "write one from 1 to {most}": "Écrivez un nombre entre 1 et {most}.",
    "{key} wants increasing numbers of days": "« {key} » attend des nombres de jours, du plus petit au plus grand.",
    "write e.g. [2, 4]": "Écrivez par exemple « [2, 4] ».",
}
