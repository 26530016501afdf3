"""The way of one newcomer through the whole talk, question by question, to start a test from any of them."""

from __future__ import annotations

from collections.abc import Mapping

from newcomer import Newcomer

STORY = "on en a marre de lyon avec mon mari, l'épicerie d'arlanc ferme et je me dis pourquoi pas moi"

# What stands before the person -> what they do: labels to tap, or, after a «, words to type.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "accueil": ("C’est parti",),
    "recit": ("«" + STORY,),
    "secteur": ("Reprendre",),
    "commune": ("Par là, sans certitude",),
    "rapport_au_lieu": ("J’y pense",),
    "portage": ("En couple",),
    "but": ("Nous faire vivre", "Continuer"),
    "statut": ("En emploi",),
    "deja_accompagne": ("Non",),
    "jalons": ("Vu le lieu", "Continuer"),
    "besoins_projet": ("Y voir clair", "Me former", "Continuer"),
    "besoins_vie": ("Se loger", "École, garde", "Continuer"),
    "echeance": ("Dans l’année",),
    "attention": ("«je bosse en décalé, pas avant 15h",),
    "resume": ("C’est ça",),
    "proposition": ("D’accord, qu’elle m’appelle",),
    "prenom": ("«Samira",),
    "coordonnees": ("«01 99 00 56 78",),
    "mode_contact": ("Un appel",),
    "moments": ("L’après-midi", "Continuer"),
    "accords": ("Nadia Brun", "Envoyer mon dossier"),
    "preparation": ("Volontiers",),
    "nom": ("Passer",),
    "experience": ("Un peu",),
    "qualification": ("Non",),
    "apport": ("Passer",),
    "tranche_age": ("Passer",),
    "peut_apporter": ("«je sais coudre",),
}
TYPED: Mapping[str, tuple[str, ...]] = {
    "secteur": ("«commerce",),
    "forme_du_projet": ("Reprendre",),
    "commune": ("«arlanc",),
}  # the same where the story says neither trade nor place
LONGEST = 60  # steps
PATH = tuple(ANSWERS)  # the order in which this newcomer meets them


def lead_to(newcomer: Newcomer, question: str, answers: Mapping[str, tuple[str, ...]] | None = None) -> Newcomer:
    """Answer as in `ANSWERS` (or as `answers` has it) until `question` stands before the person."""
    chosen = {**ANSWERS, **(answers or {})}
    for _ in range(LONGEST):
        if newcomer.question == question:
            return newcomer
        answer(newcomer, chosen[newcomer.question])
    raise AssertionError(f"{question!r} was never asked; we stand at {newcomer.question!r}")


def answer(newcomer: Newcomer, deeds: tuple[str, ...]) -> Newcomer:
    """Tap the labels, type what follows a «."""
    for deed in deeds:
        if deed.startswith("«"):
            newcomer.send(deed[1:])
        else:
            newcomer.tap(deed)
    return newcomer
