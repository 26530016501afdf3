"""How French says a territory's name in a sentence, where its file doesn't say it.

Rule 1: an article that belongs to the name melts with the preposition: Le Diois, du Diois, dans le Diois.
Rule 2: a name that begins with a common masculine noun takes its article: du Pays d'Urfé.
Rule 3: any other is said so that it is never wrong: de Sancy et Combrailles, sur le territoire de Sancy et Combrailles.
"""

from __future__ import annotations

from typing import Final

ARTICLES: Final = {  # as the name writes it: with « de », with « dans »
    "le ": ("du ", "dans le "),
    "la ": ("de la ", "dans la "),
    "les ": ("des ", "dans les "),
    "l’": ("de l’", "dans l’"),
    "l'": ("de l’", "dans l’"),
}
MASCULINE: Final = frozenset(
    {"pays", "parc", "val", "plateau", "bassin", "massif", "grand", "haut", "bas", "sud", "nord"}
)
VOWELS: Final = "aàâäeéèêëiîïoôöuùûüyhœæ"  # a mute h is far more common in names than an aspirated one


def said_of(name: str) -> str:
    """Says « of the territory », as after « l’accueil »: `du Pays d’Urfé`, `de Sancy et Combrailles`."""
    if found := _article(name):
        return found[0]
    if name.split(" ")[0].lower() in MASCULINE:
        return f"du {name}"
    return f"d’{name}" if name[:1].lower() in VOWELS else f"de {name}"


def said_within(name: str) -> str:
    """Says « in the territory »: `dans le Pays d’Urfé`, `sur le territoire de Sancy et Combrailles`."""
    if found := _article(name):
        return found[1]
    if name.split(" ")[0].lower() in MASCULINE:
        return f"dans le {name}"
    return f"sur le territoire {said_of(name)}"


def _article(name: str) -> tuple[str, str] | None:
    for article, (of, within) in ARTICLES.items():
        if name.lower().startswith(article) and name[len(article) :]:
            rest = name[len(article) :]
            return of + rest, within + rest
    return None
