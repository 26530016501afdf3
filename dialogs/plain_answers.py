"""What people type instead of tapping: yes, no, nothing, a number, a word that is a command.

Only whole answers count: « oui » is a yes, « oui mais je voulais dire… » is a sentence.
"""

from __future__ import annotations

import re

from dialogs.lexicon.words import fold

SHORT = 3  # words; a longer answer that begins with yes or no says something more
GREETINGS = frozenset(
    {"bonjour", "bonsoir", "salut", "coucou", "bjr", "slt", "allo", "ok", "test", "start", "hello", "hi", "hey"}
    | {"good", "morning", "evening"}
)
_YES = frozenset({"oui", "ouais", "ui", "yes", "yep", "yeah", "ok", "okay", "volontiers", "exact", "exactement"})
_YES_WHOLE = frozenset({"d accord", "daccord", "c est ca", "bien sur", "c est parti", "of course", "that s right"})
_NO = frozenset({"non", "nan", "no", "nope"})
_NO_WHOLE = frozenset({"pas encore", "pas du tout", "pas vraiment", "pas pour l instant", "not yet", "not really"})
_NOTHING = frozenset(
    {"rien", "aucun", "aucune", "ras", "rien du tout", "rien de special", "rien de particulier", "rien a signaler"}
    | {"non rien", "non rien de special", "non rien de particulier", "nothing", "none", "nothing special"}
)
_SKIP = frozenset({"passer", "passe", "je passe", "suivant", "suivante", "skip", "next", "pass"})
_UNKNOWN = frozenset(
    {"je ne sais pas", "je sais pas", "sais pas", "jsp", "j sais pas", "chais pas", "aucune idee", "pas sur"}
    | {"je ne sais pas trop", "je sais pas trop", "je sais pas encore", "on ne sait pas", "on sait pas", "ne sais pas"}
    | {"i don t know", "i dont know", "don t know", "dont know", "not sure", "no idea", "i don t know yet"}
)
_COMMANDS = {
    "retour": "retour", "back": "retour", "precedent": "retour",
    "pourquoi": "pourquoi", "why": "pourquoi",
    "aide": "aide", "help": "aide", "menu": "aide",
    "modifier": "modifier", "start": "start", "recommencer": "start",
    "stop": "stop", "j arrete": "stop", "je veux arreter": "stop", "laissez moi": "stop", "unsubscribe": "stop",
}  # fmt: skip


def is_greeting(text: str) -> bool:
    """Whether the words only greet (« Bonjour ! »), and tell nothing yet; also when there are no words at all."""
    return all(word in GREETINGS for word in _words(text)) and not _says_in_other_letters(text)


def is_yes(text: str) -> bool:
    """Whether the words are a plain yes."""
    words = _words(text)
    if " ".join(words) in _YES_WHOLE:
        return True
    return bool(words) and words[0] in _YES and len(words) <= SHORT and not _NO & set(words)


def is_no(text: str) -> bool:
    """Whether the words are a plain no."""
    words = _words(text)
    if " ".join(words) in _NO_WHOLE:
        return True
    return bool(words) and words[0] in _NO and len(words) <= SHORT and not _YES & set(words)


def is_nothing(text: str) -> bool:
    """Whether the words say that there is nothing to say."""
    return " ".join(_words(text)) in _NOTHING or is_no(text)


def is_skip(text: str) -> bool:
    """Whether the words wish to pass on to the next question."""
    return " ".join(_words(text)) in _SKIP or is_nothing(text)


def is_unknown(text: str) -> bool:
    """Whether the words say that one doesn't know."""
    return " ".join(_words(text)) in _UNKNOWN


def find_command(text: str) -> str | None:
    """The command that a bare word stands for (« retour »), without its slash."""
    return _COMMANDS.get(" ".join(_words(text)))


def find_number(text: str) -> int | None:
    """The number typed alone (« 2 », « 2. », « 2) »), else None."""
    match = re.fullmatch(r"\s*(\d{1,2})\s*[.)]?\s*", text)
    return int(match[1]) if match else None


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text[:200]))


def _says_in_other_letters(text: str) -> bool:
    """Whether there are letters that folding doesn't know (another script)."""
    return any(character.isalpha() and not re.match(r"[a-z]", character) for character in fold(text[:200]))
