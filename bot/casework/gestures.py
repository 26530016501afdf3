"""What a referent's own words may mean: a table of wordings and the gesture that each suggests; nothing acts by itself.

Rule: the first row that fits wins. A row says what must not stand beside it: « on ne s’est pas vus » is no contact.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Gesture(StrEnum):
    """A gesture that words suggest; the values are those of the buttons' Fluent keys."""

    AWAY = "absence"
    NOT_REACHED = "injoignable"
    APPOINTMENT = "rendez-vous"
    BLOCKED = "bloque"
    ENDED = "terminer"
    PAUSED = "pause"
    NOT_MINE = "decline"
    CONTACTED = "contact-fait"
    TAKEN = "prends"


@dataclass(frozen=True, slots=True)
class Row:
    """Wordings, folded to small letters without accents, and what forbids them."""

    gesture: Gesture
    fits: str
    unless: str = ""


ROWS: Final = (
    Row(
        Gesture.AWAY,
        r"\bje (?:suis|serai|ne serai pas la|pars|vais etre)\b.*\b(?:absente?|conges?|vacances|arret|formation)\b"
        r"|\bje suis (?:absente?|en conges?)\b|\bje ne (?:suis|serai) pas la\b|\b(?:away|on leave|on holiday)\b",
    ),
    Row(
        Gesture.NOT_REACHED,
        r"\b(?:ne |n)?repond(?:s|ait)? (?:pas|plus)\b|\bpas (?:de|eu de) reponse\b|\bsans (?:reponse|succes)\b"
        r"|\b(?:messagerie|repondeur|injoignable)\b|\bpas (?:reussi|pu) (?:a |le |la |l)?(?:joindre|avoir)\b"
        r"|\b(?:no answer|voicemail|not reached)\b",
    ),
    Row(
        Gesture.APPOINTMENT,
        r"\b(?:rendez-? ?vous|rdv)\b.*\b(?:pris|fixe|prevu|le|lundi|mardi|mercredi|jeudi|vendredi|demain)\b"
        r"|\bon se voit\b|\bappointment\b",
        unless=r"\b(?:pas|manque|annule)\b",
    ),
    Row(Gesture.BLOCKED, r"\b(?:je suis|c est|ca|dossier) (?:est )?(?:bloquee?|coincee?)\b|\bstuck\b"),
    Row(
        Gesture.ENDED,
        r"\b(?:projet|dossier) (?:est )?(?:termine|abandonne|fini|clos)\b|\b(?:elle|il|ils) (?:renonce|abandonne)",
    ),
    Row(Gesture.PAUSED, r"\b(?:en pause|en attente|plus tard dans l annee|reporte)\b|\bon hold\b"),
    Row(Gesture.NOT_MINE, r"\bpas pour (?:moi|nous)\b|\bpas (?:de )?mon (?:secteur|domaine|ressort)\b"),
    Row(
        Gesture.CONTACTED,
        r"\bc est fait\b|\bon s est (?:vus?|parle|appeles?|rencontres?)\b|\b(?:je l ai|l ai) (?:eue?|appelee?|vue?)\b"
        r"|\bj ai (?:pu )?(?:(?:lui|la|le|les|leur) )?(?:parler?|joindre|rencontrer?|eu|vu)\b"
        r"|\b(?:spoke|we met|done)\b",
        unless=r"\b(?:pas|jamais|pas encore|not|never)\b",
    ),
    Row(
        Gesture.TAKEN,
        r"\bje (?:le |la |les )?prends\b|\bje m en (?:occupe|charge)\b|\bi ll take\b",
        unless=r"\b(?:pas|not)\b",
    ),
)
_KNOWN: Final = tuple(
    (row.gesture, re.compile(row.fits), re.compile(row.unless) if row.unless else None) for row in ROWS
)


def gesture_of(words: str) -> Gesture | None:
    """The gesture that words suggest, None for a mere note."""
    folded = _fold(words)
    for gesture, fits, unless in _KNOWN:
        if fits.search(folded) and not (unless is not None and unless.search(folded)):
            return gesture
    return None


def _fold(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.lower())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[’'`.,;:!?()«»\"]", " ", bare).split())
