"""How answers are said back: on a button, in a line of the summary, in a few words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from dialogs.facts import EPCI_PREFIX, SKIPPED, text_of, value_of, written_words
from dialogs.lexicon import SectorCandidate
from dialogs.lexicon.words import fold
from dialogs.step import Step
from referral_rules.facts import COMMUNE, INCONNU

CLOSE_ENOUGH = 84  # rapidfuzz ratio from which typed words are taken for a button's label
DENIED = re.compile(  # before a label: not that, or no longer
    r"\b(?:pas|plus|jamais|ni|sans|etais|etait|etions|ancien|ancienne|ex|not|never|no|without|was)\b(?: \w+){0,3} $"
)
SHORT = 8  # words; a longer message tells something, even when it holds the words of an answer
EXCERPT = 60  # characters of a free text in a line of the summary
ARTICLES = frozenset({"un", "une", "des", "du", "a", "an"})
GROUPING = re.compile(r"^(CC|CA|CU) ")  # how the register of communes abbreviates a grouping's kind


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
    """A place as people say it: the commune's name, or the intercommunality's without its abbreviated kind."""
    geography = step.world.geography
    if code.startswith(EPCI_PREFIX):
        epci = geography.epcis.get(code.removeprefix(EPCI_PREFIX))
        return GROUPING.sub("", epci.name) if epci else code
    commune = geography.communes.get(code)
    return commune.name.replace("'", "’") if commune else code


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


def line_name(step: Step, question: str) -> str:
    """How a line of answers is called, for the person; the vocabulary's name where the dialog has none of its own."""
    key = f"ligne-{question}"
    words = step.say(key) if step.has_words(key) else step.fact_words(question)
    return words[:1].upper() + words[1:]


def trade_words(step: Step, candidate: SectorCandidate, *, as_job: bool) -> str:
    """A trade as it is said back: « une épicerie », or of a job « dans le secrétariat ».

    One without words of its own is said with its sector.
    """
    key = f"{'dans' if as_job else 'chose'}-{_slug(candidate.trade)}"
    if step.has_words(key):
        return step.say(key)
    return f"{candidate.trade} ({option_label(step, 'secteur', candidate.sector).lower()})"


def thing_words(step: Step) -> str:
    """What the project is about, with its article: « un atelier vélo », « une épicerie », « un commerce ».

    A group's own kind of project comes first, then the trade heard in the story, if it is of the chosen sector, then
    the sector. Empty while none is known.
    """
    group = text_of(step.passage, "type_collectif")
    trade = _heard_trade(step)
    for key in (f"collectif-{group}", _slug(trade), f"secteur-{text_of(step.passage, 'secteur')}"):
        if step.has_words(f"chose-{key}"):
            return step.say(f"chose-{key}")
    return ""


def field_words(step: Step) -> str:
    """Where the work would be: « dans le secrétariat », « dans le commerce »; empty while nothing is known."""
    for key in (_slug(_heard_trade(step)), f"secteur-{text_of(step.passage, 'secteur')}"):
        if step.has_words(f"dans-{key}"):
            return step.say(f"dans-{key}")
    return ""


def own_words(step: Step, thing: str) -> str:
    """« une épicerie » as the person's own: « votre épicerie »."""
    article, _, rest = thing.partition(" ")
    if article not in ARTICLES:
        article, rest = "aucun", thing
    return step.say("a-vous", article=article, chose=rest)


def _heard_trade(step: Step) -> str:
    sector, story = text_of(step.passage, "secteur"), written_words(text_of(step.passage, "recit"))
    found = step.match_sectors(story) if sector and story else ()
    return next((candidate.trade for candidate in found if candidate.sector == sector), "")


def match_label(words: str, labels: dict[str, str]) -> str | None:
    """The option whose label the typed `words` are, typos allowed; None when none or several are as close."""
    said = _plain(words)
    if not said:
        return None
    scores: dict[str, float] = {}
    for option, label in labels.items():
        plain = _plain(label)
        whole = re.search(rf"\b{re.escape(plain)}\b", said) if len(plain) > 2 else None
        if whole and said != plain and DENIED.search(said[: whole.start()]):
            continue
        scores[option] = 100.0 if said == plain else 95.0 if whole else fuzz.ratio(said, plain)
    best = sorted(scores, key=lambda option: -scores[option])
    if not best or scores[best[0]] < CLOSE_ENOUGH:
        return None
    if len(best) > 1 and scores[best[1]] == scores[best[0]]:
        return None
    return best[0]


def match_other_words(step: Step, question: str, words: str, options: Iterable[str]) -> str | None:
    """The option for which the typed `words` hold other words than its label (`aussi-…`); None when several do."""
    said = _plain(words)
    if len(said.split()) > SHORT:
        return None
    held: dict[str, str] = {}  # words -> option
    for option in options:
        key = f"aussi-{question}-{option}"
        for other in step.say(key).split(",") if step.has_words(key) else ():
            plain = _plain(other)
            whole = re.search(rf"\b{re.escape(plain)}\b", said)
            if whole and not DENIED.search(said[: whole.start()]):
                held[plain] = option
    longest = {option for plain, option in held.items() if not any(plain != one and plain in one for one in held)}
    return longest.pop() if len(longest) == 1 else None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def _slug(trade: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", fold(trade)))
