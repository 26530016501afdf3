"""Which language a text is written in, from its script or its small words; None when it does not show."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping

from dialogs.lexicon.words import SENTENCE_END, Word

FEWEST_SMALL_WORDS = 2  # of a language in the text, before it is named
SCRIPT_SHARE = 0.5  # of the letters, before a script decides
_UKRAINIAN_ONLY = frozenset("іїєґ")


def _script_language(text: str) -> str | None:
    """Return ar, uk or ru when most letters are of that script."""
    letters = [sign for sign in text.lower()[:2000] if sign.isalpha()]
    scripts = Counter(unicodedata.name(sign, "?").split(" ", 1)[0] for sign in letters)
    least = SCRIPT_SHARE * len(letters)
    if letters and scripts["ARABIC"] >= least:
        return "ar"
    if letters and scripts["CYRILLIC"] >= least:
        return "uk" if _UKRAINIAN_ONLY & set(letters) else "ru"
    return None


def guess_language(text: str, words: tuple[Word, ...], profiles: Mapping[str, frozenset[str]]) -> str | None:
    """Return the language's two-letter code, or None when the text is too short or mixed.

    Args:
        text: What was typed.
        words: Its words, folded.
        profiles: Folded small words per language.
    """
    by_script = _script_language(text)
    if by_script:
        return by_script
    forms = [word.form for word in words if word.form != SENTENCE_END]
    counts = {language: sum(form in small for form in forms) for language, small in profiles.items()}
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    best, runner_up = ranked[0], ranked[1]
    if best[1] < FEWEST_SMALL_WORDS or best[1] == runner_up[1]:
        return None
    return best[0]
