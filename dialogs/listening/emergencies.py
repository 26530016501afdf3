"""Emergencies and strain in free words: the first thing that is read of whatever a person types.

Rule 1: the words that triggered are shown to nobody and kept nowhere; what leaves is a level.
Rule 2: somebody else, the past and a negation change the wording, never silence the numbers.
Rule 3: a child's age is read with the words: what happens to somebody under fifteen is a matter for 119.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dialogs.lexicon import DistressGuard, find_age, find_distress, write_guarded

Level = Literal["danger", "violence", "shelter", "minor", "strain"]
MAJORITY = 18  # years; French civil code, article 414
CONTACT_AGE = 15  # years; younger, a child can't consent alone to its data being kept (loi 78-17, art. 45)


@dataclass(frozen=True, slots=True)
class Emergency:
    """What was heard.

    Attributes:
        level: danger (for life), minor (a child), violence, shelter (no roof tonight), strain.
        is_child: whether the person who writes says to be under fifteen.
        is_minor: whether they say to be under eighteen.
        is_immediate: whether the deed is done, or for now: 15 and 112 come first.
        is_about_another: whether somebody close is meant.
        is_past: whether it is told as something that is over.
        is_calm: whether nothing but a child's age was heard.
    """

    level: Level
    is_child: bool = False
    is_minor: bool = False
    is_immediate: bool = False
    is_about_another: bool = False
    is_past: bool = False
    is_calm: bool = False


def spot_emergency(text: str, guard: DistressGuard) -> Emergency | None:
    """Return the gravest level that a text shows, None when it is calm."""
    line = write_guarded(text, guard)
    found, age = find_distress(line, guard), find_age(line)
    is_child = age is not None and age < CONTACT_AGE
    is_minor = age is not None and age < MAJORITY
    if found is None:
        return Emergency("minor", is_child=True, is_minor=True, is_calm=True) if is_child else None
    level: Level = found.family  # type: ignore[assignment]
    if is_minor and level != "danger":
        level = "minor"
    return Emergency(
        level,
        is_child=is_child,
        is_minor=is_minor,
        is_immediate=found.is_immediate,
        is_about_another=found.is_about_another,
        is_past=found.is_past and not is_minor,
    )
