"""What a whole line may want besides answering: somebody to talk to, an answer, a pause, to correct, to thank.

Rule 1: only when the whole line is about it: « je veux créer un café gratuit » is a story.
Rule 2: an emergency comes before any wish.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dialogs.lexicon import DistressGuard
from dialogs.lexicon.patterns import Line, PatternSet, Span, is_excluded, write_line
from dialogs.lexicon.words import SENTENCE_END
from dialogs.listening.emergencies import Level, spot_emergency
from dialogs.listening.rules import Ear

MOST_WORDS = 30  # a longer line tells something
_LEFT_OVER = {
    "greeting": 1,
    "anger": 6,
    "thanks": 4,
    "goodbye": 3,
    "weary": 6,
    "human": 9,
    "pause": 7,
}  # words beside the wish
MOST_LEFT_OVER = 14
_FILLERS = frozenset(
    [
        "je",
        "j",
        "me",
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "des",
        "de",
        "du",
        "d",
        "a",
        "au",
        "et",
        "en",
        "on",
        "vous",
        "nous",
        "tu",
        "il",
        "elle",
        "c",
        "ce",
        "est",
        "que",
        "ke",
        "ki",
        "que",
        "bien",
        "tres",
        "tout",
        "pour",
        "avec",
        "svp",
        "stp",
        "plait",
        "se",
        "il",
        "bonjour",
        "bonsoir",
        "merci",
        "ok",
        "oui",
        "non",
        "mais",
        "alors",
        "donc",
        "euh",
        "bah",
        "ben",
        "ah",
        "oh",
        "madame",
        "monsieur",
        "tous",
        "toutes",
        "the",
        "i",
        "you",
        "it",
        "to",
        "and",
        "please",
        "is",
        "for",
        "my",
        "so",
        "very",
        "well",
        "hello",
        "hi",
        "super",
        "encore",
        "aussi",
        "vraiment",
    ]
)
_AFTER_QUESTION = ("pause", "anger", "weary", "addition", "goodbye", "thanks", "greeting")


@dataclass(frozen=True, slots=True)
class Intent:
    """What a line wants.

    Attributes:
        name: one of the intents of the word file, `question`, or `answer`; None for an emergency.
        topic: what a question is about; None where no answer is known.
        level: an emergency's or strain's level.
    """

    name: str | None
    topic: str | None = None
    level: Level | Literal["none"] = "none"


def find_intent(text: str, ear: Ear, guard: DistressGuard) -> Intent:
    """Return what a line wants; `answer` when it only answers, or tells."""
    emergency = spot_emergency(text, guard)
    level: Level | Literal["none"] = emergency.level if emergency is not None else "none"
    if level not in ("none", "strain"):
        return Intent(None, level=level)
    line = write_line(text)
    count = sum(word.form != SENTENCE_END for word in line.words)
    if not 0 < count <= MOST_WORDS:
        return Intent("answer", level=level)
    rules = ear.intents
    cleared = _spans(rules.cleared, line)
    wishes = [
        name
        for name, patterns in rules.intents.items()
        if (spans := [span for span in _spans(patterns, line) if not is_excluded(span, cleared)])
        and _left_over(line, spans) <= _LEFT_OVER.get(name, MOST_LEFT_OVER)
    ]
    first = wishes[0] if wishes else None
    if first is not None and first not in _AFTER_QUESTION:
        return Intent(first, level=level)
    if "?" in text or _spans(rules.asking, line):
        topic = next((name for name, patterns in rules.topics.items() if _spans(patterns, line)), None)
        if topic is not None or (_spans(rules.asking, line) and first is None):
            return Intent("question", topic, level)
    return Intent(first or "answer", level=level)


def _spans(patterns: PatternSet, line: Line) -> tuple[Span, ...]:
    return tuple(span for _, span in patterns.find(line))


def _left_over(line: Line, spans: list[Span]) -> int:
    """Count the telling words that a wish doesn't take."""
    return sum(
        word.form not in _FILLERS and word.form != SENTENCE_END and not any(start <= at < end for start, end in spans)
        for word, at in zip(line.words, line.starts, strict=True)
    )
