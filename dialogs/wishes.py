"""What may be typed at any question besides an answer: a wish for a person, a question, thanks; facts told beside it.

Rule 1: only a whole line is a wish, and never where a button's words would be taken for one.
Rule 2: a wish answered brings the question back; the talk never moves by it.
Rule 3: what is told beside an answer is kept only where its question would take it, and is said.
"""

from __future__ import annotations

from dialogs.commands import show_again
from dialogs.events import ContactChanged
from dialogs.facts import is_answered
from dialogs.flow import FAREWELL, PROPOSAL, SUMMARY, WELCOME
from dialogs.inputs import Text
from dialogs.labels import line_name, match_label, option_label
from dialogs.listening import Context, find_intent, hear
from dialogs.passage import Shown
from dialogs.scenes.care import CHILD, HUMAN
from dialogs.schema import Kind, Moment
from dialogs.step import Step

AT_SCENES = (WELCOME, SUMMARY, PROPOSAL, FAREWELL)
REACHING = ("mode_contact", "moments", "coordonnees", "conseiller", "prenom", "nom")  # where « appelez-moi » answers
REACH = ("telephone", "courriel")
SOFT = ("thanks", "goodbye", "anger", "weary", "pause")
TAKES_ANYTHING = ("recit", "attention", "peut_apporter")  # where thanks and farewells may be part of what is told
MOST_WORDS_AT_A_STORY = 14  # where a story is expected, a longer line is one
LONGEST_WISH = 200  # characters; more words tell something


def take_wish(step: Step, shown: Shown, text: Text) -> bool:
    """Answer a wish and bring the question back; False when the line carries none."""
    name = shown.question
    question = step.world.dialog.questions.get(name)
    if (question is None and name not in AT_SCENES) or len(text.text) > LONGEST_WISH or step.passage.has_flag(CHILD):
        return False
    if (name == WELCOME or name in TAKES_ANYTHING) and len(text.text.split()) > MOST_WORDS_AT_A_STORY:
        return False
    labels = {option: option_label(step, name, option) for option in step.options_of(question)} if question else {}
    if labels and match_label(text.text, labels):
        return False
    intent = find_intent(text.text, step.world.listener.ear, step.world.guard)
    if intent.name == "human" and name not in REACHING:
        step.scene(HUMAN).show(step)
        return True
    if intent.name == "question" and intent.topic is not None:
        show_again(step, answer_words(step, intent.topic))
        return True
    if intent.name in SOFT and name not in TAKES_ANYTHING and step.has_words(f"mot-{intent.name}"):
        show_again(step, step.say(f"mot-{intent.name}"))
        return True
    return False


def answer_words(step: Step, topic: str) -> str:
    """The answer to a question, with the names of this territory."""
    words = step.world.listener.ear.intents.answers[topic]["en" if step.language == "en" else "fr"]
    pivot = step.territory.directory.interlocutors[step.territory.pivot]
    territory = step.territory.name_of if step.language == "fr" else step.territory.name
    for name, value in (
        ("{territoire}", territory),
        ("{nom}", pivot.name),
        ("{numero}", pivot.phone or pivot.structure.phone),
    ):
        words = words.replace(name, value)
    return words


def keep_beside(step: Step, name: str, text: Text) -> str:
    """Keep what a line tells of other questions; return the words that say so, empty when nothing is told."""
    question = step.world.dialog.questions.get(name)
    if question is None or (question.kind is Kind.TEXTE and name != "prenom"):
        return ""
    listener = step.world.listener
    context = Context(step.today, step.territory.communes)
    told: dict[str, list[str]] = {}
    for claim in hear(text.text, context, listener.ear, listener.sectors, listener.places):
        if claim.is_sure and claim.fact != name and not (name == "coordonnees" and claim.fact in REACH):
            told.setdefault(claim.fact, []).extend(claim.values)
    lines = [line for fact, values in told.items() if (line := _keep(step, fact, values, text.text))]
    return step.say("note-aussi", faits=", ".join(lines)) if lines else ""


def _keep(step: Step, fact: str, values: list[str], words: str) -> str:
    """Keep one fact where its question would take it; return what was kept, in words."""
    if fact in REACH and step.passage.stage == "contact":
        step.keep(fact, values[0])
        step.keep("coordonnees", "donne")
        step.events.append(ContactChanged())
        return values[0]
    question = step.world.dialog.questions.get(fact)
    if question is None or question.kind not in (Kind.CHOIX, Kind.MULTIPLE) or is_answered(step.passage, fact):
        return ""
    if step.world.dialog.part_of(fact).moment is not Moment.ECOUTE or step.passage.stage != "listening":
        return ""
    if step.gathered().holds(question.box) is False:
        return ""
    offered = [value for value in step.options_of(question) if value in values]
    if not offered:
        return ""
    step.keep(fact, tuple(offered) if question.kind is Kind.MULTIPLE else offered[0], said=words[:300])
    labels = " + ".join(option_label(step, fact, value) for value in offered)
    return f"{line_name(step, fact)}\u202f: {labels}" if step.language == "fr" else f"{line_name(step, fact)}: {labels}"
