"""French for what is wrong with annuaire.yaml: its people, its programmes, its conventions, what has grown old."""

from __future__ import annotations

from collections.abc import Mapping

DIRECTORY: Mapping[str, str] = {
    "the directory": "l’annuaire",
    "a structure": "cette structure",
    "an interlocutor": "cet interlocuteur",
    "a programme": "ce parcours",
    "a contact": "ce contact",
    "a convention row": "cette ligne de convention",
    # -- who is there
    "structure {name!r} is defined twice": "La structure « {name} » est écrite deux fois.",
    "interlocutor {name!r} is defined twice": "L’interlocuteur « {name} » est écrit deux fois.",
    "programme {name!r} is defined twice": "Le parcours « {name} » est écrit deux fois.",
    "unknown interlocutor {name!r}": "« {name} » n’est pas dans l’annuaire.",
    "unknown structure {name!r}": "La structure « {name} » n’est pas dans l’annuaire.",
    "unknown programme {name!r}": "Le parcours « {name} » n’est pas dans l’annuaire.",
    "add them to annuaire.yaml, or name another one": "Ajoutez-le dans annuaire.yaml, ou nommez quelqu’un d’autre.",
    "add it to annuaire.yaml, or name another one": "Écrivez-le dans annuaire.yaml, ou nommez-en un autre.",
    "{name!r} can't be their own {key}": "« {name} » ne peut pas être son propre « {key} ».",
    "name somebody else": "Nommez quelqu’un d’autre.",
    "programme {name!r} ends before it starts": "Le parcours « {name} » finit avant de commencer.",
    "no rule ever proposes {name}": "Aucune règle ne propose « {name} ».",
    "write a rule for them, or 'statut: inactif'": "Écrivez une règle pour lui, ou « statut: inactif ».",
    "no rule ever proposes the programme {programme}": "Aucune règle ne propose le parcours « {programme} ».",
    "write a rule for it, or remove it": "Écrivez une règle pour lui, ou retirez-le.",
    # -- how to reach them
    "{number!r} is no phone number": "« {number} » n’est pas un numéro de téléphone.",
    "{number!r} is no phone number in use": "« {number} » n’est pas un numéro de téléphone qui existe.",
    "write it as 01 99 00 12 34": "Écrivez-le comme 01 99 00 12 34.",
    "{address!r} is no e-mail address": "« {address} » n’est pas une adresse de courriel.",
    "write it as prenom.nom@example.org": "Écrivez-la comme prenom.nom@example.org.",
    "unknown day {word!r}": "« {word} » n’est pas un jour de la semaine.",
    "{value!r} can't be a {key}": "« {value} » ne peut pas être un « {key} ».",
    "write it as 63003": "Écrivez-le comme 63003.",
    "{value!r} can't be a code of reseaux_porteurs": "« {value} » ne peut pas être un code de « reseaux_porteurs ».",
    "write it as chambres-consulaires": "Écrivez-le comme chambres-consulaires.",
    "'capacite' is one open case or more": "« capacite » est d’un dossier au moins.",
    "write 'statut: suspendu' instead": "Pour ne plus rien lui adresser, écrivez « statut: suspendu ».",
    # -- what they agreed to
    "'sans_convention' lacks its reason": "« sans_convention » ne dit pas pourquoi.",
    "a reason without 'sans_convention'": "Il y a un motif, mais pas de « sans_convention ».",
    "add 'sans_convention: vrai'": "Ajoutez « sans_convention: vrai ».",
    "this structure has a convention": "Cette structure a une convention, et dit qu’elle n’en a pas.",
    "remove 'sans_convention'": "Retirez « sans_convention ».",
    "the row ends before it starts": "Cette ligne de convention finit avant de commencer.",
    "a convention calls {fact!r} {key!r}": "Dans une convention, « {fact} » s’écrit « {key} ».",
    "write '{key}: …'": "Écrivez « {key}: … », hors de « si ».",
    "{key!r} speaks of {fact!r}, which the vocabulary doesn't have": (
        "« {key} » parle de « {fact} », un critère que le bot ne connaît pas."
    ),
    "{key!r} is for the default rule": "« {key} » ne sert que si la ligne donne une règle par défaut.",
    "add 'regle_par_defaut: vrai' or remove this line": "Ajoutez « regle_par_defaut: vrai », ou retirez-le.",
    "{name!r} is no interlocutor of {structure!r}": "« {name} » n’est pas une personne de « {structure} ».",
    "name one of its desks": "Nommez une personne de cette structure.",
    "{structure!r} has nobody to propose": "« {structure} » n’a personne à proposer.",
    "add an interlocutor": "Ajoutez-lui un interlocuteur.",
    "rule {rule!r} is written at {file}:{line}; a convention generates it": (
        "La règle « {rule} » que donne cette convention porte le nom d’une règle écrite dans {file}, à la ligne {line}."
    ),
    "rename the written one": "Donnez un autre nom à celle qui est écrite.",
    "rule {rule!r} proposes {name}, which has no convention": (
        "La règle « {rule} » propose « {name} », qui n’a pas de convention."
    ),
    "write its 'convention', or 'sans_convention: vrai' and why": (
        "Écrivez sa « convention », ou « sans_convention: vrai » en disant pourquoi."
    ),
    "rule {rule!r} proposes {name} beyond their convention ({whom})": (
        "La règle « {rule} » propose « {name} » au-delà de sa convention ({whom})."
    ),
    "narrow the rule, or extend the convention": "Resserrez la règle, ou étendez la convention.",
    "rule {rule!r} proposes {name} where they agreed in principle only ({whom})": (
        "La règle « {rule} » propose « {name} » là où il n’y a qu’un accord de principe ({whom})."
    ),
    "have it agreed: 'engagement: objectifs' or 'mandat'": (
        "Faites-le convenir, puis écrivez « engagement: objectifs » ou « engagement: mandat »."
    ),
    # -- what has grown old
    "convention row {number} of {structure!r} expired on {day}": (
        "La ligne {number} de la convention de « {structure} » ne vaut plus depuis le {day} au soir."
    ),
    "convention row {number} of {structure!r} expires on {day}": (
        "La ligne {number} de la convention de « {structure} » ne vaut plus après le {day}."
    ),
    "convention row {number} of {structure!r} was to be looked at again on {day}": (
        "La ligne {number} de la convention de « {structure} » devait être revue le {day}."
    ),
    "read it again together, then write the next 'revoir_le'": "Relisez-la ensemble, puis datez « revoir_le ».",
    "{name} has not been verified since {day}": "La fiche de « {name} » n’a pas été vérifiée depuis le {day}.",
    "{name} was never verified": "La fiche de « {name} » n’a jamais été vérifiée.",
    "check it with them, then write 'verifie_le'": "Relisez-la avec eux, puis notez la date dans « verifie_le ».",
}
