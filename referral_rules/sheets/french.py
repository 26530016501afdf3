"""The loader's short English findings, in the animators' French.

A finding that no pattern knows is shown as it is, between quotation marks: never hidden, never a failure.
"""

from __future__ import annotations

import re

_Q = r"['\"](.*)['\"]"
_MESSAGES = (
    (rf"rule {_Q} proposes (\S+) beyond their convention \((.*)\)",
     "la règle « {0} » propose {1} au-delà de sa convention ({2})"),
    (rf"rule {_Q} proposes (\S+) where they agreed in principle only \((.*)\)",
     "la règle « {0} » propose {1} là où il n’y a qu’un accord de principe ({2})"),
    (rf"rule {_Q} proposes (\S+), which has no convention",
     "la règle « {0} » propose {1}, qui n’a pas de convention"),
    (rf"convention row (\d+) of {_Q} expired on (\S+)", "ligne {0} de la convention de {1} : finie le {2}"),
    (rf"convention row (\d+) of {_Q} expires on (\S+)", "ligne {0} de la convention de {1} : finit le {2}"),
    (rf"convention row (\d+) of {_Q} was to be looked at again on (\S+)",
     "ligne {0} de la convention de {1} : à revoir depuis le {2}"),
    (r"(\S+) has not been verified since (\S+)", "{0} n’a pas été relu depuis le {1}"),
    (r"(\S+) was never verified", "{0} n’a jamais été relu"),
    (rf"a convention calls {_Q} {_Q}", "une ligne de convention écrit « {1} » pour {0}"),
    (r"the row ends before it starts", "la ligne finit avant de commencer"),
    (rf"{_Q} is for the default rule", "« {0} » ne va qu’avec une règle par défaut"),
    (rf"{_Q} is no interlocutor of {_Q}", "« {0} » n’est pas un interlocuteur de « {1} »"),
    (rf"{_Q} has nobody to propose", "« {0} » n’a personne à proposer"),
    (rf"rule {_Q} is written at (\S+); a convention generates it",
     "la règle « {0} », écrite dans {1}, porte le nom d’une règle de convention"),
    (r"'sans_convention' lacks its reason", "« sans_convention » ne dit pas pourquoi"),
    (r"a reason without 'sans_convention'", "un motif sans « sans_convention »"),
    (r"this structure has a convention", "cette structure a une convention"),
    (rf"{_Q} can't be a (?:code of )?(\S+)", "« {0} » n’est pas un code pour {1}"),
    (r"'capacite' is one open case or more", "« capacite » : un dossier au moins"),
    (rf"the pivot {_Q} takes whatever nobody takes, without 'capacite'",
     "le pivot « {0} » reçoit ce que personne ne prend : il n’a pas de « capacite »"),
    (rf"unknown value {_Q} for (\S+)", "valeur inconnue « {0} » pour {1}"),
    (rf"unknown fact {_Q}", "fait inconnu « {0} »"),
    (rf"unknown key {_Q} in (.*)", "clé inconnue « {0} »"),
    (rf"unknown interlocutor or programme {_Q}", "interlocuteur ou parcours inconnu « {0} »"),
    (rf"unknown interlocutor {_Q}", "interlocuteur inconnu « {0} »"),
    (rf"unknown programme {_Q}", "parcours inconnu « {0} »"),
    (rf"unknown structure {_Q}", "structure inconnue « {0} »"),
    (rf"unknown commune {_Q}", "commune inconnue « {0} »"),
    (rf"unknown EPCI {_Q}", "communauté de communes inconnue « {0} »"),
    (rf"unknown département(?: code)? {_Q}", "département inconnu « {0} »"),
    (rf"unknown zone {_Q}", "zone inconnue « {0} »"),
    (rf"unknown day {_Q}", "jour inconnu « {0} »"),
    (rf"unknown placeholder {_Q} in (\S+)", "« {0} » entre accolades ne peut pas être rempli dans {1}"),
    (rf"{_Q} names several communes: (.*)", "« {0} » désigne plusieurs communes : {1}"),
    (rf"{_Q} names several EPCIs: (.*)", "« {0} » désigne plusieurs communautés de communes : {1}"),
    (r"(.*) is left out but isn't in the area", "{0} est retirée, mais n’en faisait pas partie"),
    (r"this area holds no commune", "il ne reste aucune commune"),
    (r"(\S+) never takes 'inconnu'", "{0} ne peut pas valoir « inconnu »"),
    (r"(\S+) is derived and never takes 'sans_objet'", "{0} se déduit et ne peut pas valoir « sans_objet »"),
    (rf"sauf never accepts {_Q} anyway", "« sauf » n’accepte jamais « {0} » de toute façon"),
    (r"no value of (\S+) satisfies this condition", "aucune valeur de {0} ne convient à cette condition"),
    (rf"(\S+) has no order, so {_Q} means nothing", "{0} n’a pas d’ordre : « {1} » n’y veut rien dire"),
    (rf"{_Q} can't be one of several", "« {0} » ne va pas avec « tous »"),
    (rf"{_Q} is written twice in {_Q}", "« {0} » est écrit deux fois"),
    (rf"no rule can read {_Q}", "aucune règle ne peut lire « {0} »"),
    (rf"(.*) lacks {_Q}", "« {1} » manque"),
    (rf"{_Q} is empty", "« {0} » est vide"),
    (rf"{_Q} is a structure", "« {0} » est une structure, pas une personne"),
    (rf"{_Q} is no day: {_Q}", "« {1} » n’est pas une date"),
    (rf"{_Q} is a whole number, not {_Q}", "« {1} » n’est pas un nombre entier"),
    (rf"{_Q} is no phone number(?: in use)?", "« {0} » n’est pas un numéro de téléphone"),
    (rf"{_Q} is no e-mail address.*", "« {0} » n’est pas une adresse de courriel"),
    (r"the rule ends before it starts", "la règle finit avant de commencer"),
    (rf"programme {_Q} ends before it starts", "le parcours « {0} » finit avant de commencer"),
    (rf"rule {_Q} is written twice, first at (.*)", "la règle « {0} » est écrite deux fois"),
    (rf"rule {_Q} proposes nobody", "la règle « {0} » ne propose personne"),
    (rf"{_Q} names the fallback; no rule may be called so", "« {0} » désigne le recours ; pas une règle"),
    (rf"{_Q} is the referent of this rule already", "« {0} » est déjà le référent de cette règle"),
    (r"several referents, but no way to choose", "plusieurs référents, mais rien ne dit comment choisir"),
    (r"'choix' needs several referents", "« choix » n’a de sens qu’avec plusieurs référents"),
    (r"English reasons without the French ones", "des motifs en anglais sans les motifs en français"),
    (rf"{_Q} can't be their own (\S+)", "« {0} » ne peut pas être son propre {1}"),
    (rf"(?:structure|interlocutor|programme) {_Q} is defined twice", "« {0} » est défini deux fois"),
    (rf"key {_Q} is written twice, first on line (\d+)", "la clé « {0} » est écrite deux fois, la première ligne {1}"),
    (r"'commune' isn't read under 'si'", "« commune » ne va pas sous « si »"),
    (r"the condition on (\S+) is empty", "la condition sur {0} est vide"),
    (r"an outside contact has 'departement' or 'partout: vrai'",
     "un contact d’ailleurs a un « departement », ou « partout » à vrai"),
    (r"the territory lacks (.*)", "il manque au territoire : {0}"),
)  # fmt: skip
_MENDS = (
    (r"narrow the rule, or extend the convention", "précisez la règle, ou étendez la convention"),
    (r"have it agreed: .*", "faites-le convenir : « objectifs » ou « mandat »"),
    (
        r"write its 'convention', or 'sans_convention: vrai' and why",
        "écrivez sa « convention », ou « sans_convention » et pourquoi",
    ),
    (r"renew or remove it", "renouvelez-la ou retirez-la"),
    (r"renew it in time", "renouvelez-la à temps"),
    (
        r"read it again together, then write the next 'revoir_le'",
        "relisez-la ensemble, puis notez le prochain « revoir_le »",
    ),
    (r"check it with them, then write 'verifie_le'", "relisez la fiche avec eux, puis notez « verifie_le »"),
    (r"write '(\w+): …'", "écrivez « {0} »"),
    (r"add 'regle_par_defaut: vrai' or remove it", "ajoutez « regle_par_defaut » ou retirez-le"),
    (r"name one of its desks", "nommez une de ses personnes"),
    (r"add an interlocutor", "ajoutez un interlocuteur"),
    (r"rename the written one", "renommez la règle écrite"),
    (r"write 'statut: suspendu' instead", "écrivez plutôt « suspendu » dans statut"),
    (r"remove 'sans_convention'", "retirez « sans_convention »"),
    (r"remove 'capacite'", "retirez « capacite »"),
    (rf"did you mean {_Q}\?", "vouliez-vous dire « {0} » ?"),
    (r"its values are: (.*)", "valeurs possibles : {0}"),
    (r"use one of: (.*)", "valeurs possibles : {0}"),
    (r"the placeholders are: (.*)", "on peut écrire : {0}"),
    (r"name one of its desks: (.*)", "nommez une de ses personnes : {0}"),
    (rf"use {_Q}, which is derived from it", "employez « {0} », qui s’en déduit"),
    (r"add 'choix: (.*)'", "remplissez choix : {0}"),
    (r"add 'referent:', 'appuis:' or 'parcours:'", "remplissez referent, appuis ou parcours"),
    (r"add '(\w+):.*'", "remplissez {0}"),
    (r"write it as (.*)", "écrivez-le comme {0}"),
    (r"write its code", "écrivez son code"),
    (r"write its value or remove the key", "remplissez la case ou videz-la"),
    (r"name an interlocutor or remove the key", "nommez quelqu’un ou videz la case"),
    (r"write \[value, …\]", "écrivez ses valeurs"),
    (r"use 'territoire:'", "employez les colonnes du territoire"),
    (r"list its values", "énumérez ses valeurs"),
    (r"use contient_un_de", "écrivez « un de: … »"),
    (r"swap the two days", "échangez les deux dates"),
    (r"keep one of them", "gardez-en un seul"),
    (r"remove it from sauf", "retirez-le"),
    (r"remove it from appuis", "retirez-le des appuis"),
    (r"remove it or list the referents", "videz cette case ou nommez plusieurs référents"),
    (r"remove (?:it|the condition)", "retirez-le"),
    (r"rename (?:it|one)", "renommez"),
    (r"write one", "remplissez l’un des deux"),
    (r"add the file (.*)", "ajoutez le fichier {0}"),
)


def in_french(message: str) -> str:
    """Translates a finding's message."""
    return _translate(message, _MESSAGES) or f"« {message} »"


def mend_in_french(mend: str) -> str:
    """Translates a likely mend; what isn't known stays as it is."""
    return _translate(mend, _MENDS) or mend


def _translate(text: str, patterns: tuple[tuple[str, str], ...]) -> str:
    for pattern, french in patterns:
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            return french.format(*found.groups())
    return ""
