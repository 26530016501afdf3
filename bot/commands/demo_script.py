"""What Samira says in the demonstration, question by question: labels she chooses, words she types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

Answers = Mapping[str, Sequence[str]]

SAMIRA: Final[Answers] = {
    "accueil": ("C’est parti",),
    "recit": (
        "on en a marre de lyon avec mon mari, l'épicerie d'arlanc ferme et je me dis pourquoi pas moi. "
        "j'y connais rien en compta",
    ),
    "secteur": ("Reprendre",),
    "forme_du_projet": ("Reprendre",),
    "commune": ("Par là, sans certitude",),
    "rapport_au_lieu": ("J’y pense",),
    "portage": ("En couple",),
    "but": ("Nous faire vivre", "Continuer"),
    "statut": ("En emploi",),
    "deja_accompagne": ("Non",),
    "jalons": ("Vu le lieu", "Continuer"),
    "besoins_projet": ("Y voir clair", "Me former", "Continuer"),
    "besoins_vie": ("Se loger", "Travail du conjoint", "École, garde", "Continuer"),
    "echeance": ("Dans l’année",),
    "attention": ("je bosse en décalé, pas avant 15h",),
    "resume": ("C’est ça",),
    "proposition": ("D’accord, qu’elle m’appelle",),
    "prenom": ("Samira",),
    "coordonnees": ("01 99 00 56 78",),
    "mode_contact": ("Un appel",),
    "moments": ("L’après-midi", "Continuer"),
    "accords": ("Nadia Brun", "Relais\u202f: Paul Roche", "Réunion des partenaires", "Envoyer mon dossier"),
    "preparation": ("Non merci",),
}

PICTURED: Final = ("recit", "secteur", "resume")
"""Questions of the picture; the proposal and the referent's card follow them."""
