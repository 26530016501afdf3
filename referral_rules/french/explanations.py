"""French for what is wrong with the explanations of accepted warnings (explications.yaml)."""

from __future__ import annotations

from collections.abc import Mapping

EXPLANATIONS: Mapping[str, str] = {
    "an explanation": "cette explication",
    "an explanation was to be read again on {day}": "Une explication était à revoir le {day}.",
    "read it again, then change its day": "Relisez-la ensemble, puis écrivez le prochain « revoir_le ».",
    "a conflict blocks, so it can't be explained": "Un conflit empêche de mettre en vigueur : il ne s’explique pas.",
    "give one of the two rules a higher 'priorite', or narrow it": (
        "Donnez à l’une des deux règles une « priorite » plus haute, ou précisez-la."
    ),
    "name one or remove the key": "Nommez-en au moins un, ou retirez cette ligne.",
    "no rule can read {fact!r} anyway": "De toute façon, aucune règle ne peut lire « {fact} ».",
    "{key!r} says nothing of {kind!r}": "« {key} » ne dit rien d’un constat « {kind} ».",
    "remove it; this kind is told by {keys}": "Retirez-le : ce constat se désigne par {keys}.",
    "this explains every {kind!r}, later ones too": (
        "Cette explication vaudrait pour tous les constats « {kind} », y compris ceux qui viendront."
    ),
    "add one of: {keys}": "Dites desquels il s’agit : {keys}.",
    "an explanation names the rule {name!r}, which isn't there": (
        "Une explication nomme la règle « {name} », qui n’existe pas."
    ),
    "an explanation names {name!r}, who isn't in the directory": (
        "Une explication nomme « {name} », qui n’est pas dans l’annuaire."
    ),
    "remove it from the explanation": "Retirez-la de l’explication.",
}
