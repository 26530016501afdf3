"""What is wrong in a definition, said to animators in French: whole sentences, the fact and then the mend.

Rule 1: a saying's French stands under its English template, with the same placeholders; a test holds the two together.
Rule 2: a word of somebody's file stands between « » as they wrote it, on one line; a very long one is cut.
Rule 3: sayings that stand within others (what a mapping is, what stopped the YAML reader) begin with a small letter.
"""

from __future__ import annotations

from collections.abc import Mapping

from referral_rules.analysis.sentences import say_day
from referral_rules.analysis.speech import typeset
from referral_rules.errors import Finding
from referral_rules.french.directory import DIRECTORY
from referral_rules.french.explanations import EXPLANATIONS
from referral_rules.french.files import FILES
from referral_rules.french.follow_up import FOLLOW_UP
from referral_rules.french.rules import RULES
from referral_rules.french.vocabulary import VOCABULARY
from referral_rules.saying import Part, Phrase, Saying

CATALOGUES: tuple[Mapping[str, str], ...] = (FILES, RULES, DIRECTORY, EXPLANATIONS, FOLLOW_UP, VOCABULARY)
SENTENCES: Mapping[str, str] = {english: french for catalogue in CATALOGUES for english, french in catalogue.items()}
SHOWN_LENGTH = 80  # characters of a word of somebody's file that a sentence repeats


def in_french(finding: Finding) -> str:
    """Says a finding: the fact, then the likely mend; without its place."""
    mend = mend_in_french(finding)
    return f"{say_in_french(finding.message)} {mend}".rstrip()


def mend_in_french(finding: Finding) -> str:
    """Says a finding's likely mend; empty when there is none to offer."""
    return say_in_french(finding.mend) if finding.mend is not None else ""


def say_in_french(saying: Saying) -> str:
    """Says a saying in French.

    Raises:
        KeyError: the catalogue lacks it; a bug of ours.
    """
    parts = {name: _shown(part) for name, part in saying.parts}
    return typeset(SENTENCES[saying.template].format(**parts))


def _shown(part: Part) -> str:
    if isinstance(part, Saying):
        return say_in_french(part)
    if isinstance(part, tuple):
        return ", ".join(f"« {_flat(word)} »" for word in part)
    if isinstance(part, Phrase):
        return part
    if isinstance(part, str):
        return _flat(part)
    return str(part) if isinstance(part, int) else say_day(part)


def _flat(word: str) -> str:
    words = " ".join(word.split())
    return words if len(words) <= SHOWN_LENGTH else f"{words[: SHOWN_LENGTH - 1]}…"
