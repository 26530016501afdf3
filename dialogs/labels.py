"""How answers are said back: on a button, in a line of the summary."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from dialogs.facts import EPCI_PREFIX, SKIPPED, value_of
from dialogs.lexicon.words import fold
from dialogs.step import Step
from referral_rules.facts import COMMUNE, INCONNU

CLOSE_ENOUGH = 84  # rapidfuzz ratio from which typed words are taken for a button's label
EXCERPT = 60  # characters of a free text in a line of the summary


def option_label(step: Step, question: str, value: str) -> str:
    """The words on the button of `value`: the dialog's own, else the vocabulary's."""
    if value == INCONNU:
        return step.say("bouton-inconnu")
    key = f"o-{question}-{value}"
    if step.has_words(key):
        return step.say(key)
    words = step.world.vocabulary.label(question, value, step.language)
    return words[:1].upper() + words[1:]


def place_label(step: Step, code: str) -> str:
    """A place as people say it: the commune's name, or the intercommunality's."""
    geography = step.world.geography
    if code.startswith(EPCI_PREFIX):
        epci = geography.epcis.get(code.removeprefix(EPCI_PREFIX))
        return epci.name if epci else code
    commune = geography.communes.get(code)
    return commune.name if commune else code


def answer_words(step: Step, question: str) -> str:
    """The answer of `question` as a line says it; empty when there is none."""
    value = value_of(step.passage, question)
    if value is None:
        stored = step.passage.answers.get(question)
        value = stored.value if stored is not None else ""
    if isinstance(value, tuple):
        return ", ".join(option_label(step, question, one) for one in value) or step.say("rien")
    if value == SKIPPED or not value:
        return ""
    if value == INCONNU:
        return step.say("bouton-inconnu")
    if question == COMMUNE:
        around = value_of(step.passage, "precision_lieu") == "environs"
        label = place_label(step, value)
        return step.say("lieu-environs", lieu=label) if around else label
    if question in step.world.vocabulary.facts and step.world.vocabulary.facts[question].values:
        return option_label(step, question, value)
    if question == "coordonnees":
        phone, email = value_of(step.passage, "telephone"), value_of(step.passage, "courriel")
        return str(phone or email or "")
    if value.startswith("voix:"):
        return step.say("message-vocal")
    return value if len(value) <= EXCERPT else value[:EXCERPT].rstrip() + "…"


def match_label(words: str, labels: dict[str, str]) -> str | None:
    """The option whose label the typed `words` are, typos allowed; None when none or several are as close."""
    said = _plain(words)
    if not said:
        return None
    scores: dict[str, float] = {}
    for option, label in labels.items():
        plain = _plain(label)
        whole = re.search(rf"\b{re.escape(plain)}\b", said) if len(plain) > 2 else None
        scores[option] = 100.0 if said == plain else 95.0 if whole else fuzz.ratio(said, plain)
    best = sorted(scores, key=lambda option: -scores[option])
    if not best or scores[best[0]] < CLOSE_ENOUGH:
        return None
    if len(best) > 1 and scores[best[1]] == scores[best[0]]:
        return None
    return best[0]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))
