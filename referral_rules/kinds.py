"""What can be wrong with a territory's rules taken together, as animators call it."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """One kind of observation; the value is the word that `explications.yaml` uses."""

    GAP = "trou"  # nobody but the pivot
    CONFLICT = "conflit"  # two rules of equal rank, different referents
    SHADOWED = "masquee"  # a rule that never wins
    EMPTY = "sans_public"  # a rule whose box holds nobody
    DUPLICATE = "doublon"  # two structures of one family for the same competence
    UNREACHED = "jamais_propose"  # an interlocutor whom no profile reaches
    UNREAD = "jamais_lu"  # a fact that no rule reads
    EXPIRY = "expiration"  # a rule that ends soon
    IDLE = "explication_inutile"  # an explanation that explains nothing any more
    REVIEW = "explication_a_revoir"  # an explanation whose day to be read again is past
