"""The talk, one input at a time: `advance(world, passage, input, now) -> Decision`. Pure, and never stuck.

Rule 1: an answer goes to what was shown, if that still exists and takes it; then what comes next is computed.
Rule 2: a tap from another turn, or on another talk's keyboard, is never applied; what stands before the person is
        shown again.
Rule 3: typed words sent before the shown question was delivered belong to the question before: added to it where it
        takes several messages, else asked again.
Rule 4: distress comes before everything else, in any typed words.
Rule 5: whatever is sent gets an answer that helps.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from dialogs.commands import show_again, take_command
from dialogs.events import Decision, QuestionShown, Said
from dialogs.facts import SKIPPED, VOICE, is_answered, text_of
from dialogs.flow import PROPOSAL, RETURN, WELCOME, proceed
from dialogs.inputs import (
    Command,
    EditedText,
    Input,
    SharedContact,
    SharedLocation,
    Tap,
    Text,
    Unsupported,
    Voice,
    Wake,
)
from dialogs.lexicon import spot_signals
from dialogs.listening.answers import QUANTITIES
from dialogs.listening.emergencies import CONTACT_AGE, MAJORITY, Emergency, spot_emergency
from dialogs.message import Message
from dialogs.passage import Passage, Shown
from dialogs.plain_answers import find_command, find_number, is_greeting
from dialogs.proposing import is_listed
from dialogs.scenes import has_scene, scene_named
from dialogs.scenes.care import (
    AGE,
    CHILD,
    NO_RESUME,
    turn_away_child,
)
from dialogs.scenes.emergency import PREFIX, STRAIN, offer_a_pause, stop_for
from dialogs.scenes.housekeeping import REPLACE, resume
from dialogs.schema import Kind
from dialogs.step import TOKEN_PREFIX, Step
from dialogs.story import IN_PIECES, LONGEST_STORY, STORY, add_if_telling, add_words
from dialogs.wishes import keep_beside, take_wish
from dialogs.world import World

LONG_AWAY = timedelta(days=7)  # a return after this is greeted; the second gentle reminder has passed by then
DOUBLE_TAP = timedelta(seconds=3)  # a tap on the answered question this soon is a double tap, not a wish
LISTENING = ("listening", "proposal", "contact")
NUMBERED = (Kind.CHOIX, Kind.MULTIPLE, Kind.COMMUNE, Kind.SECTEUR)  # questions whose buttons may be counted


def advance(world: World, passage: Passage, input: Input, now: datetime) -> Decision:
    """Take one input.

    Args:
        world: dialog, rules, places, lexicon and words.
        passage: the talk so far.
        input: what the person did.
        now: aware, UTC.

    Returns:
        The talk as it now is, and what happened, in order.
    """
    step = Step(world, passage, now, lambda name: scene_named(world.dialog, name), getattr(input, "order", None))
    if passage.settled != world.dialog.content_hash:
        step.align()
    if not (_is_overtaken(step) and _keeps_still(step, input)):
        _take(step, input)
    if not isinstance(input, Wake):
        step.update(last_input_at=now.isoformat())
    return Decision(step.passage, tuple(step.events))


def _take(step: Step, given: Input) -> None:
    match given:
        case Tap():
            _take_tap(step, given)
        case Text():
            _take_text(step, given)
        case Command():
            take_command(step, given)
        case Voice():
            _take_voice(step, given)
        case EditedText():
            _take_edit(step, given)
        case SharedContact():
            _take_contact(step, given)
        case SharedLocation():
            show_again(step, step.say("position-recue"))
        case Unsupported():
            _take_unsupported(step, given)
        case Wake():
            _wake(step, given)


def _is_overtaken(step: Step) -> bool:
    """Whether what stood before the person is gone (the question left the dialog, the referent the directory).

    They are told once, and shown what comes next.
    """
    shown, proposal = step.passage.shown, step.passage.proposal
    if shown is not None and not has_scene(step.world.dialog, shown.question):
        step.update(shown=None, draft=None)
        step.tell(step.say("question-retiree"))
        proceed(step)
        return True
    if step.passage.stage in ("proposal", "contact") and proposal is not None and not is_listed(step, proposal):
        step.forget_answer("accords")
        step.update(stage="proposal", agreements=(), reopened=None, draft=None)
        step.scene(PROPOSAL).show(step)
        return True
    return False


def _keeps_still(step: Step, given: Input) -> bool:
    """Whether the input was an answer to what is gone: commands and words of distress are heard all the same."""
    if isinstance(given, Text | EditedText):
        return _emergency_in(step, given.text) is None
    return not isinstance(given, Command)


def _take_tap(step: Step, tap: Tap) -> None:
    shown = step.passage.shown
    parts = tap.token.split(".", 3)
    if len(parts) != 4 or parts[0] != TOKEN_PREFIX or shown is None:
        _greet_or_show_again(step)
        return
    _, key, turn, option = parts
    if key == step.passage.key and turn == str(shown.turn) and option in shown.options:
        step.scene(shown.question).tap(step, option)
    elif key == step.passage.key and _is_double_tap(step, turn, shown):
        return
    else:
        show_again(step)


def _is_double_tap(step: Step, turn: str, shown: Shown) -> bool:
    """A second tap on what was answered a moment ago (or on a tick that just changed) is no wish to see it again."""
    last = step.passage.last_input_at
    recent = last is not None and step.now - datetime.fromisoformat(last) <= DOUBLE_TAP
    return recent and turn in (str(shown.turn - 1), str(shown.turn))


def _greet_or_show_again(step: Step) -> None:
    if step.passage.shown is None:
        resume(step)
    else:
        show_again(step)


def _take_text(step: Step, text: Text) -> None:
    if (emergency := _emergency_in(step, text.text)) is not None:
        left = stop_for(step, emergency, text.text)
        if not emergency.is_past:
            return
        if not left:
            show_again(step)
            return
        text = replace(text, text=left)
    if step.passage.has_flag(CHILD):
        turn_away_child(step)
        return
    if _is_heavy(step, text.text):
        offer_a_pause(step, text.text)
        return
    if _hints_at_a_minor(step, text):
        return
    shown = step.passage.shown
    if shown is None:
        _begin_or_return(step, text)
    elif _comes_too_early(shown, text) and step.passage.history:
        _add_to_last(step, shown, text)
    elif _is_long_away(step) and shown.question != RETURN and step.passage.stage in LISTENING:
        step.hold(text.text)
        step.scene(RETURN).show(step)
    else:
        _answer_with(step, shown, text)


def _emergency_in(step: Step, words: str) -> Emergency | None:
    """What must be answered before anything else; a child who tells of a project is turned away elsewhere."""
    found = spot_emergency(words, step.world.guard)
    return found if found is not None and found.level != "strain" and not found.is_calm else None


def _is_heavy(step: Step, words: str) -> bool:
    """Whether strain is told while the talk listens, for the first time."""
    shown = step.passage.shown
    if step.passage.has_flag(NO_RESUME) or step.passage.stage not in ("opening", "listening"):
        return False
    if shown is not None and shown.question in (STRAIN, AGE, RETURN, "humain", "rappel"):
        return False
    found = spot_emergency(words, step.world.guard)
    return found is not None and found.level == "strain"


def _answer_with(step: Step, shown: Shown, text: Text) -> None:
    name = shown.question
    command = find_command(text.text)
    if command is not None and name != RETURN and not name.startswith(PREFIX):
        take_command(step, Command(command))
    elif (option := _numbered(step, shown, text.text)) is not None:
        step.scene(name).tap(step, option)
    elif take_wish(step, shown, text):
        pass
    elif _answers_what_is_shown(step, name, text):
        if name in (WELCOME, STORY):
            _hear_language(step, text)
    elif add_if_telling(step, text.text):
        show_again(step, step.say("ajoute-au-recit"))
    else:
        show_again(step, _not_understood(step, shown, text))


def _answers_what_is_shown(step: Step, name: str, text: Text) -> bool:
    """Let the scene take the words; what they tell of other questions is kept, and said before the next one."""
    kept = keep_beside(step, name, text)
    if not step.scene(name).text(step, text):
        if kept:
            show_again(step, kept)
        return bool(kept)
    if kept:
        position = next(
            (i for i, event in enumerate(step.events) if isinstance(event, QuestionShown)), len(step.events)
        )
        step.events.insert(position, Said(Message(kept)))
    return True


def _numbered(step: Step, shown: Shown, words: str) -> str | None:
    """The button that a bare number counts, where nothing is at stake; None elsewhere."""
    number = find_number(words)
    question = step.world.dialog.questions.get(shown.question)
    if number is None or question is None or question.kind not in NUMBERED or question.name in QUANTITIES:
        return None
    return shown.options[number - 1] if len(shown.options) > 1 and 0 < number <= len(shown.options) else None


def _not_understood(step: Step, shown: Shown, text: Text) -> str:
    question = step.world.dialog.questions.get(shown.question)
    if is_greeting(text.text) and (question is None or question.kind is Kind.TEXTE):
        return ""
    if question is not None and question.kind is Kind.TEXTE:
        return step.say("recu-autre")
    return step.say("choisissez-cochez" if question is not None and question.kind is Kind.MULTIPLE else "choisissez")


def _begin_or_return(step: Step, text: Text) -> None:
    """Nothing stands before the person: a first word, or a word after an end."""
    if step.passage.stage == "opening" or (step.passage.stage == "closed" and not step.passage.answers):
        if not step.scene(WELCOME).text(step, text):
            step.scene(WELCOME).show(step)
        else:
            _hear_language(step, text)
    elif step.passage.stage in ("paused", "closed") and is_answered(step.passage, "recit"):
        if not is_greeting(text.text):
            step.hold(text.text)
        step.scene(RETURN).show(step)
    else:
        resume(step)


def _hints_at_a_minor(step: Step, text: Text) -> bool:
    """Whether the words hint at somebody under age, and the talk turned to that."""
    if step.passage.has_flag("age_asked") or step.passage.stage not in ("opening", "listening"):
        return False
    signals = spot_signals(text.text, step.world.signals)
    if signals.minor is None or (signals.age is not None and signals.age >= MAJORITY):
        return False
    if signals.age is not None and signals.age < CONTACT_AGE:
        turn_away_child(step)
        return True
    if signals.age is not None:
        step.flag("age_asked", "minor")
        return False
    step.hold(text.text)
    step.scene(AGE).show(step)
    return True


def _hear_language(step: Step, text: Text) -> None:
    """A story in another language is taken as it is, with one sentence in that language; the referent is told."""
    spoken = spot_signals(text.text, step.world.signals).language
    if spoken is None or spoken == step.language or any(flag.startswith("langue:") for flag in step.passage.flags):
        return
    step.flag(f"langue:{spoken}")
    key = f"autre-langue-{spoken}"
    if step.has_words(key):
        position = next((i for i, event in enumerate(step.events) if isinstance(event, Said)), 0)
        step.events.insert(position, Said(Message(step.say(key))))


def _comes_too_early(shown: Shown, text: Text) -> bool:
    """Whether the words were sent before the shown question was delivered (channels with numbered messages only)."""
    if text.order is None:
        return False
    seen = shown.since if shown.since is not None else shown.delivered
    return seen is None or text.order < seen


def _is_on_its_way(shown: Shown) -> bool:
    """Whether the question will be seen in a moment: asking once more would only set the next answer back too."""
    return shown.delivered is None and shown.since is None and not shown.lost


def _add_to_last(step: Step, shown: Shown, text: Text) -> None:
    """Add the words to the answer before, where it takes several messages; else let the question speak."""
    last = step.passage.history[-1].question if step.passage.history else ""
    question = step.world.dialog.questions.get(last)
    answer = step.passage.answers.get(last)
    if question is None or not question.several_messages or answer is None or answer.value == SKIPPED:
        note = step.say("ajoute-au-recit") if add_if_telling(step, text.text) else ""
        if not _is_on_its_way(shown):
            show_again(step, note)
        elif note:
            step.tell(note)
        return
    add_words(step, last, text.text)
    step.update(history=(*step.passage.history[:-1], replace(step.passage.history[-1], order=text.order)))
    if last == STORY and shown.question == "secteur":
        step.update(draft=None)
        show_again(step)


def _take_voice(step: Step, voice: Voice) -> None:
    if voice.media is None:
        show_again(step, step.say("vocal-perdu"))
        return
    shown = step.passage.shown
    name = shown.question if shown is not None else WELCOME
    if shown is None and step.passage.stage != "opening":
        resume(step)
    elif shown is not None and _joins_spoken_story(step, voice):
        show_again(step, step.say("vocal-recu"))
    elif not step.scene(name).voice(step, voice):
        show_again(step, step.say("vocal-pas-ici"))


def _joins_spoken_story(step: Step, voice: Voice) -> bool:
    """A voice message right after a story joins it: people tell in several breaths."""
    last = step.passage.history[-1].question if step.passage.history else ""
    shown = step.passage.shown
    question = step.world.dialog.questions.get(shown.question) if shown is not None else None
    if last != STORY or question is None or question.several_messages:
        return False
    add_words(step, STORY, f"{VOICE}{voice.media}")
    return True


def _take_edit(step: Step, edit: EditedText) -> None:
    """An edited message never advances: it offers to replace the answer it gave."""
    if _emergency_in(step, edit.text) is not None:
        _take_text(step, Text(edit.text))
        return
    orders = [turn for turn in step.passage.history if turn.order is not None and edit.order is not None]
    turn = next((turn for turn in orders if turn.order == edit.order), None)
    question = step.world.dialog.questions.get(turn.question) if turn is not None else None
    listening = step.passage.stage in LISTENING and turn is not None
    if not listening or question is None or question.kind is not Kind.TEXTE or _is_in_pieces(step, question.name):
        show_again(step, step.say("modification-vue"))
        return
    step.hold(edit.text.strip()[:LONGEST_STORY], question.name)
    step.scene(REPLACE).show(step)


def _is_in_pieces(step: Step, name: str) -> bool:
    return step.passage.has_flag(IN_PIECES + name)


def _take_contact(step: Step, contact: SharedContact) -> None:
    shown = step.passage.shown
    if shown is None:
        resume(step)
    elif not contact.own:
        show_again(step, step.say("contact-d-un-autre"))
    elif not step.scene(shown.question).contact(step, contact.phone):
        show_again(step, step.say("numero-plus-tard"))


def _take_unsupported(step: Step, given: Unsupported) -> None:
    caption = given.caption.strip()
    shown = step.passage.shown
    asked = shown is not None and (shown.question in step.world.dialog.questions or shown.question == WELCOME)
    if caption and (asked or _emergency_in(step, caption) is not None):
        _take_text(step, Text(caption, given.order))
        return
    key = f"recu-{given.kind}" if step.has_words(f"recu-{given.kind}") else "recu-autre"
    if shown is None and step.passage.stage == "opening":
        step.scene(WELCOME).show(step, step.say(key))
    elif shown is None:
        step.tell(step.say(key))
    else:
        show_again(step, step.say(key))


def _wake(step: Step, wake: Wake) -> None:
    """A gentle word about an unfinished talk; never after distress, never once it is over."""
    if step.passage.stage not in LISTENING or step.passage.has_flag(NO_RESUME) or step.passage.shown is None:
        return
    if not text_of(step.passage, "recit"):
        return
    show_again(step, step.say("reprise", fois=wake.step))


def _is_long_away(step: Step) -> bool:
    last = step.passage.last_input_at
    return last is not None and step.now - datetime.fromisoformat(last) >= LONG_AWAY
