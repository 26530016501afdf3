"""The reason of a proposal as the newcomer reads it: a rule's `motif` with its places filled.

Placeholders are `{referent}`, `{commune}`, `{a_commune}` (with its French preposition) and `{secteur}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDERS = ("referent", "a_commune", "commune", "secteur")
_BRACED = re.compile(r"\{([^{}]*)\}")
_CONTRACTIONS = (("Le ", "au "), ("Les ", "aux "))  # « à le » and « à les » contract; « à la » and « à l’ » don't
_UNCONTRACTED = (("La ", "à La "), ("L'", "à L’"), ("L’", "à L’"))


def a_commune(name: str) -> str:
    """Puts the French preposition before a commune's name.

    Returns:
        "à Arlanc", "au Brugeron" (Le Brugeron), "aux Martres-de-Veyre" (Les …), "à La Chaulme", "à L’Étrat".
    """
    for article, contracted in _CONTRACTIONS:
        if name.startswith(article):
            return contracted + name[len(article) :]
    for article, kept in _UNCONTRACTED:
        if name.startswith(article):
            return kept + name[len(article) :]
    return f"à {name}"


def unknown_placeholders(template: str) -> tuple[str, ...]:
    """Lists what is between braces but can't be filled, a lone brace included."""
    unknown = [name for name in _BRACED.findall(template) if name not in PLACEHOLDERS]
    rest = _BRACED.sub("", template)
    return tuple(unknown + [brace for brace in "{}" if brace in rest])


def render_reason(template: str, values: Mapping[str, str]) -> str:
    """Fills a reason.

    Args:
        template: a rule's motif.
        values: a text for each placeholder; `a_commune` follows from `commune` when it isn't given.

    Raises:
        KeyError: the template needs a value that isn't given.
    """
    filled = dict(values)
    if "commune" in filled and "a_commune" not in filled:
        filled["a_commune"] = a_commune(filled["commune"])
    return _BRACED.sub(lambda match: filled[match.group(1)], template)
