"""French for what is wrong with vocabulaire.yaml, which all territories share."""

from __future__ import annotations

from collections.abc import Mapping

VOCABULARY: Mapping[str, str] = {
    "the vocabulary": "le vocabulaire",
    "a fact": "ce fait",
    "a derivation": "cette table",
    "a value": "cette valeur",
    "a row": "cette ligne de la table",
    "the words": "les mots",
    "fact {name!r} is defined twice, first on line {first}": (
        "Le fait « {name} » est écrit deux fois, la première à la ligne {first}."
    ),
    "fact {name!r} lacks its values": "Le fait « {name} » n’a pas de valeurs.",
    "add 'valeurs: […]'": "Ajoutez « valeurs: […] ».",
    "remove 'regles'": "Retirez « regles ».",
    "{title} lacks its words": "Il manque les mots de {title}.",
    "add 'mots: {{fr: …, en: …}}'": "Ajoutez « mots: {{fr: …, en: …}} ».",
    "{fact} is derived, but no table derives it": "« {fact} » doit se déduire, mais aucune table ne le déduit.",
    "add it under 'derivations'": "Ajoutez-la sous « derivations ».",
    "value {value!r} is written twice": "La valeur « {value} » est écrite deux fois.",
    "{value!r} exists for every fact already": "« {value} » existe déjà pour tous les faits.",
    "{name!r} is no derived fact": "« {name} » n’est pas un fait qui se déduit.",
    "add 'derive: vrai' to the fact": "Ajoutez « derive: vrai » au fait.",
    "the last row of {name!r} must have no condition": "La dernière ligne de « {name} » doit être sans condition.",
    "add '- {{valeur: …}}'": "Ajoutez « - {{valeur: …}} ».",
    "only the last row of {name!r} may have no condition": "Seule la dernière ligne de « {name} » est sans condition.",
    "put it last": "Mettez-la en dernier.",
    "no table can read {name!r}": "Aucune table ne peut lire « {name} ».",
}
