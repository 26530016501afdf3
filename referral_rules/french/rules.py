"""French for what is wrong with a territory, its places, its rules and their examples."""

from __future__ import annotations

from collections.abc import Mapping

RULES: Mapping[str, str] = {
    "a territory": "ce territoire",
    "a rule": "cette règle",
    "an example": "cet exemple",
    "a profile": "ce profil",
    "an impossibility": "ce profil impossible",
    "a condition on {fact}": "la condition sur « {fact} »",
    "an outside contact": "ce contact hors du territoire",
    "the zones": "les zones",
    "zone {name!r}": "la zone « {name} »",
    "motifs_appuis": "« motifs_appuis »",
    "motifs_appuis_en": "« motifs_appuis_en »",
    # -- the territory
    "the territory lacks its EPCIs": "Ce territoire ne dit pas de quelles communautés de communes il est fait.",
    "add 'epci: [\"…\"]'": 'Ajoutez « epci: ["…"] », avec leur nom ou leur code.',
    "the territory lacks its fallback": (
        "Ce territoire n’a pas de pivot : personne ne recevrait ce qu’aucune règle ne décide."
    ),
    "add 'pivot: structure.interlocutor'": "Ajoutez « pivot: structure.personne ».",
    "the pivot {pivot!r} takes whatever nobody takes, without 'capacite'": (
        "Le pivot « {pivot} » reçoit tout ce que personne ne prend : on ne peut pas lui donner de « capacite »."
    ),
    "remove 'capacite'": "Retirez « capacite ».",
    "an outside contact has neither 'telephone' nor 'courriel'": (
        "Ce contact hors du territoire n’a ni « telephone » ni « courriel »."
    ),
    "add one: people of elsewhere are told nothing else": (
        "Ajoutez l’un des deux : c’est tout ce que la personne reçoit."
    ),
    "an outside contact has 'departement' or 'partout: vrai'": (
        "Ce contact hors du territoire doit valoir, ou bien pour un département, ou bien pour partout."
    ),
    "write one": "Écrivez « departement: … », ou « partout: vrai ».",
    "unknown département code {code!r}": "Le code de département « {code} » est inconnu.",
    # -- places
    "unknown commune {name!r}": "La commune « {name} » est inconnue.",
    "write its whole name or its INSEE code": "Écrivez son nom entier, ou son code Insee.",
    "{name!r} names several communes: {communes}": "Plusieurs communes s’appellent « {name} » : {communes}.",
    "write its code": "Écrivez le code de la bonne.",
    "unknown EPCI {name!r}": "La communauté de communes « {name} » est inconnue.",
    "write its whole name or its code": "Écrivez son nom entier, ou son code.",
    "{name!r} names several EPCIs: {epcis}": "Plusieurs communautés de communes s’appellent « {name} » : {epcis}.",
    "unknown département {name!r}": "Le département « {name} » est inconnu.",
    "write its number, like 63": "Écrivez son numéro, comme 63.",
    "unknown zone {name!r}": "La zone « {name} » n’est pas dans territoire.yaml.",
    "declare it under 'zones' in territoire.yaml": "Ajoutez-la sous « zones » dans territoire.yaml.",
    "{commune!r} is left out but isn't in the area": (
        "« {commune} » est retirée par « communes_sauf », mais elle n’était pas dans le territoire de cette règle."
    ),
    "remove it from 'communes_sauf'": "Retirez-la de « communes_sauf ».",
    "this area holds no commune": "Il ne reste ici aucune commune.",
    "name a commune, a zone or an EPCI": "Nommez au moins une commune, une zone ou une communauté de communes.",
    # -- a rule
    "rule {rule!r} is written twice, first at {file}:{line}": (
        "La règle « {rule} » est écrite deux fois, la première dans {file}, à la ligne {line}."
    ),
    "{rule!r} names the fallback; no rule may be called so": (
        "« {rule} » désigne déjà le pivot : aucune règle ne peut s’appeler ainsi."
    ),
    "the rule ends before it starts": "Cette règle finit avant de commencer.",
    "rule {rule!r} proposes nobody": "La règle « {rule} » ne propose personne.",
    "add 'referent:', 'appuis:' or 'parcours:'": "Ajoutez « referent », « appuis » ou « parcours ».",
    "{name!r} is the referent of this rule already": "« {name} » est déjà le référent de cette règle.",
    "remove it from appuis": "Retirez-le de « appuis ».",
    "{name!r} is a structure": "« {name} » est une structure : il faut y nommer quelqu’un.",
    "name one of its desks: {desk}": "Écrivez par exemple « {desk} ».",
    "name an interlocutor or remove the key": "Nommez quelqu’un, ou retirez-le.",
    "several referents, but no way to choose": (
        "Cette règle a plusieurs référents et ne dit pas comment choisir entre eux."
    ),
    "add 'choix:' with one of: {options}": "Ajoutez « choix » avec l’un de ces mots : {options}.",
    "'choix' needs several referents": "« choix » n’a de sens qu’avec plusieurs référents.",
    "remove it or list the referents": "Retirez-le, ou nommez plusieurs référents.",
    "unknown placeholder {name!r} in {key}": "« {name} », entre accolades, ne veut rien dire dans « {key} ».",
    "a brace {brace!r} stands alone in {key}": "L’accolade « {brace} » est seule dans « {key} ».",
    "the placeholders are: {placeholders}": "On peut y écrire {placeholders}.",
    "English reasons without the French ones": "Les motifs des appuis sont écrits en anglais, mais pas en français.",
    "add 'motifs_appuis:'": "Ajoutez « motifs_appuis ».",
    # -- conditions
    "'si' takes a mapping of facts and conditions": "Sous « si », il faut une ligne par condition.",
    "write 'secteur: [commerce]', say": "Écrivez par exemple « secteur: [commerce] ».",
    "'commune' isn't read under 'si'": "« commune » ne s’écrit pas sous « si ».",
    "use 'territoire:'": "Écrivez-la dans « territoire: ».",
    "unknown fact {name!r}": "« {name} » n’est pas un critère que le bot connaît.",
    "the facts are: {facts}": "Ceux qu’il connaît sont {facts}.",
    "no rule can read {name!r}": "Aucune règle ne peut lire « {name} ».",
    "use {fact!r}, which is derived from it": "Servez-vous de « {fact} », qui s’en déduit.",
    "remove the condition": "Retirez cette condition.",
    "{fact} takes a list": "« {fact} » attend une liste.",
    "write {condition}": "Écrivez « {condition} ».",
    "put commas between the values: {condition}": "Mettez des virgules entre les valeurs : « {condition} ».",
    "move it under 'si:'": "C’est un critère : écrivez-le sous « si: », deux espaces plus à droite.",
    "move it under 'territoire:'": "C’est un lieu : écrivez-le sous « territoire: », deux espaces plus à droite.",
    "{fact} holds several values; a bare list on it is ambiguous": (
        "« {fact} » admet plusieurs réponses : une simple liste ne dit pas s’il en faut une ou toutes."
    ),
    "one of contient_un_de or contient_tous is needed on {fact}": (
        "« {fact} » admet plusieurs réponses : dites s’il en faut une ou toutes, une seule fois."
    ),
    "write {{contient_un_de: […]}} or {{contient_tous: […]}}": (
        "Écrivez « {{contient_un_de: […]}} » ou « {{contient_tous: […]}} »."
    ),
    "{value!r} can't be one of several": "« {value} » ne peut pas aller avec d’autres réponses.",
    "a territory has at most {most} rules, not {count}": "Un territoire a {most} règles au plus, et il y en a {count}.",
    "put together those that say the same": "Réunissez celles qui disent la même chose.",
    "use contient_un_de": "Servez-vous de « contient_un_de ».",
    "{fact} holds one value; {key!r} is for lists": (
        "« {fact} » n’a qu’une réponse : « {key} » est pour les questions qui en ont plusieurs."
    ),
    "write […]": "Écrivez une simple liste, « […] ».",
    "the condition on {fact} is empty": "La condition sur « {fact} » est vide.",
    "write [value, …]": "Écrivez ses valeurs entre [ et ], ou retirez-la.",
    "sauf never accepts {value!r} anyway": "« sauf » écarte déjà « {value} » de lui-même.",
    "remove it from sauf": "Retirez-le de « sauf ».",
    "no value of {fact} satisfies this condition": "Aucune valeur de « {fact} » ne remplit cette condition.",
    "widen it": "Élargissez-la.",
    "{fact} has no order, so {key!r} means nothing": (
        "Les valeurs de « {fact} » n’ont pas d’ordre : « {key} » n’y veut rien dire."
    ),
    "list its values": "Énumérez celles que vous voulez.",
    "{fact} never takes 'inconnu'": "« {fact} » ne peut pas valoir « inconnu ».",
    "{fact} is derived and never takes 'sans_objet'": (
        "« {fact} » se déduit des réponses et ne peut pas valoir « sans_objet »."
    ),
    # -- examples
    "{name!r} is a free text; no rule reads it": "« {name} » est un récit libre : aucune règle ne le lit.",
    "{fact} has one value in a profile": "Dans un profil, « {fact} » n’a qu’une valeur.",
    "write it without brackets": "Écrivez-la sans crochets.",
    "add 'profil: {{…}}'": "Ajoutez « profil: {{…}} ».",
    "unknown interlocutor or programme {name!r}": "« {name} » n’est ni une personne ni un parcours de l’annuaire.",
    "example of {rule!r}: {expected} is expected, but {got} by {by!r} is proposed": (
        "Un exemple de la règle « {rule} » attend « {expected} », mais c’est « {got} » qui est proposé,"
        " par la règle « {by} »."
    ),
    "example of {rule!r}: {expected} is expected, but {got} stands in for {absent}": (
        "Un exemple de la règle « {rule} » attend « {expected} », mais « {got} » est proposé à la place de"
        " « {absent} », indisponible."
    ),
    "example of {rule!r}: {expected} is expected, but the rule proposes {got}": (
        "Un exemple de la règle « {rule} » attend « {expected} », alors que cette règle propose « {got} »."
    ),
    "expect another one, or change whom the rule proposes": "Changez qui l’exemple attend, ou qui la règle propose.",
    "expect another one, or see who is there in the directory": (
        "Changez qui l’exemple attend, ou corrigez l’annuaire."
    ),
    "example of {rule!r}: {expected} is expected, but only the pivot {pivot} is left": (
        "Un exemple de la règle « {rule} » attend « {expected} », mais aucune règle ne s’applique et c’est le pivot,"
        " « {pivot} », qui est proposé."
    ),
    "example of {rule!r}: {expected} is expected, but {got} is proposed": (
        "Un exemple de la règle « {rule} » attend « {expected} », mais elle ne l’ajoute pas ; ce qui est proposé :"
        " {got}."
    ),
    "example of {rule!r}: {expected} is expected, but nobody is proposed": (
        "Un exemple de la règle « {rule} » attend « {expected} », mais rien n’est ajouté à la proposition."
    ),
    "the rule doesn't match it on {facts}": (
        "La règle n’accepte pas ce que l’exemple dit, ou ne dit pas, de {facts} : corrigez l’un ou l’autre."
    ),
    "another rule comes before it": (
        "Une autre règle passe avant celle-ci : changez l’exemple, ou donnez-lui une « priorite » plus haute."
    ),
    "example of {rule!r}: {expected} is proposed by {by!r}, not by this rule": (
        "Un exemple de la règle « {rule} » obtient bien « {expected} », mais par la règle « {by} »."
    ),
    "move the example or change the profile": "Déplacez l’exemple dans l’autre règle, ou changez son profil.",
    "counter-example of {rule!r}: the rule applies all the same": (
        "La règle « {rule} » s’applique à un de ses contre-exemples."
    ),
    "narrow its conditions": "Resserrez ses conditions, ou changez le contre-exemple.",
    "example of {rule!r}: {rules} are of equal rank with different referents": (
        "Sur un exemple de la règle « {rule} », plusieurs règles de même rang proposent chacune quelqu’un d’autre :"
        " {rules}."
    ),
    "give one of them a higher 'priorite'": "Donnez à l’une d’elles une « priorite » plus haute.",
    # -- on the day
    "rule {rule!r} expired on {day}": "La règle « {rule} » ne s’applique plus depuis le {day} au soir.",
    "rule {rule!r} expires on {day}": "La règle « {rule} » ne s’applique plus après le {day}.",
    "rule {rule!r} proposes {name}, who is {status} and has no substitute": (
        "La règle « {rule} » propose « {name} », dont le statut est « {status} » et que personne ne remplace."
    ),
    "name another one, or add 'remplacant' to the directory": (
        "Nommez quelqu’un d’autre, ou donnez-lui un « remplacant » dans l’annuaire."
    ),
    "rule {rule!r} proposes {programme}, which is over": (
        "La règle « {rule} » propose le parcours « {programme} », qui est terminé."
    ),
    "name the next session or suspend the rule": "Nommez le parcours suivant, ou écrivez « etat: suspendue ».",
    "rule {rule!r} reads {fact}, but no question asks {name}": (
        "La règle « {rule} » lit « {fact} », mais aucune question de la conversation ne demande « {name} »."
    ),
    "add a question": "Retirez cette condition, ou faites ajouter la question.",
    "renew or remove it": "Renouvelez-la, ou retirez-la.",
    "renew it in time": "Renouvelez-la à temps.",
    # -- impossibles.yaml
    "{name!r} says that nobody exists": "« {name} » n’a ni condition ni territoire : il dirait que personne n’existe.",
    "add 'si:' or 'territoire:'": "Ajoutez « si » ou « territoire ».",
}
