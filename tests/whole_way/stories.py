"""What newcomers say in these tests: by question, the keys of the options they tap or the words they write.

Keys and not labels, so that a better wording changes nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Says = Mapping[str, Sequence[str]]

SAMIRA_STORY = (
    "on en a marre de lyon avec mon mari, l'épicerie d'arlanc ferme et je me dis pourquoi pas moi. "
    "j'y connais rien en compta"
)
SAMIRA_SAYS: Says = {
    "accueil": ("go",),
    "recit": (SAMIRA_STORY,),
    "secteur": ("commerce+reprise",),
    "forme_du_projet": ("reprise",),
    "commune": ("environs",),
    "rapport_au_lieu": ("envisage",),
    "portage": ("couple",),
    "but": ("en_vivre", "continuer"),
    "statut": ("salarie",),
    "deja_accompagne": ("non",),
    "jalons": ("vu_lieu", "continuer"),
    "besoins_projet": ("y_voir_clair", "formation", "continuer"),
    "besoins_vie": ("logement", "emploi_conjoint", "ecole_garde", "continuer"),
    "echeance": ("dans_l_annee",),
    "attention": ("je bosse en décalé, pas avant 15h",),
    "resume": ("oui",),
    "proposition": ("oui",),
    "prenom": ("Samira",),
    "coordonnees": ("01 99 00 56 78",),
    "mode_contact": ("appel",),
    "moments": ("apres_midi", "continuer"),
    "accords": ("interlocutor", "relay", "partners", "envoyer"),
    "preparation": ("non",),
}
LONG_STORY = " ".join([SAMIRA_STORY, "et puis il y a tout le reste, la maison, l'école, la route l'hiver,"] * 9)


def says(**others: str | Sequence[str]) -> Says:
    """Samira's talk with some answers changed."""
    changed = {name: (said,) if isinstance(said, str) else tuple(said) for name, said in others.items()}
    return {**SAMIRA_SAYS, **changed}
