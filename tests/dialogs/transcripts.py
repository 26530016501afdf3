"""Golden transcripts: what a newcomer does, one step after the other, and all that is answered.

A file gives a title, the local time of the first word, the language of the phone, and the steps. A step is one thing
the newcomer does (a key of `DEEDS`) and, under `recoit`, everything that came of it, in order:

    dit            said, expecting no answer
    demande        now stands before the newcomer, with its `boutons`, row by row
    change         changed in place: its buttons; its text too (`texte`) where that is another
    garde          the answered message, as it now reads without its buttons
    evenement      anything else that left the engine, by its name; `mots`: the words that go with it

Emphasis is written with marks (`MARKS`), so that it is compared as well. Between every two steps the passage is written
out as JSON text and read back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from dialogs.engine import advance
from dialogs.events import AnswerSettled, Event, QuestionShown, ReferralConsented, Said, ShownChanged
from dialogs.inputs import Command, Input, SharedContact, SharedLocation, Tap, Text, Unsupported, Voice
from dialogs.message import Button, Message
from dialogs.passage import Passage
from dialogs.stored import dump_answer, dump_passage, load_answer, load_passage
from dialogs.world import World

KEY = "abcd2345"  # the passage's public name; tokens carry it and no transcript shows it
BETWEEN_STEPS = timedelta(seconds=20)  # longer than a double tap, shorter than an absence
MARKS = {"bold": "**", "italic": "_", "blockquote": "> ", "expandable_blockquote": ">> "}

Step = dict[str, Any]
Received = list[dict[str, Any]]


def read_message(message: Message) -> str:
    """The text with its emphasis marked; offsets are counted in UTF-16 units, as the Bot API counts them."""
    units = message.text.encode("utf-16-le")
    edges: list[tuple[int, str]] = []
    for entity in message.entities:
        edges += [(entity.offset, MARKS[entity.kind]), (entity.offset + entity.length, MARKS[entity.kind])]
    for offset, mark in sorted(edges, key=lambda edge: -edge[0]):
        units = units[: 2 * offset] + mark.encode("utf-16-le") + units[2 * offset :]
    return units.decode("utf-16-le")


def play(world: World, transcript: Mapping[str, Any]) -> Received:
    """The transcript's steps with what the newcomer receives today, in the form of the file."""
    now = datetime.fromisoformat(transcript["quand"]).replace(tzinfo=ZoneInfo(world.timezone))
    passage = Passage(KEY, transcript["langue"])
    shown: Message | None = None
    played: Received = []
    for step in transcript["echange"]:
        ((deed, given),) = [(key, value) for key, value in step.items() if key in DEEDS]
        decision = advance(world, passage, DEEDS[deed](given, shown), now.astimezone(ZoneInfo("UTC")))
        received: Received = []
        for event in decision.events:
            received.append(_receive(event, shown))
            if isinstance(event, QuestionShown | ShownChanged):
                shown = event.message
        played.append({deed: given, "recoit": received})
        passage = written_out_and_read_back(decision.passage)
        now += BETWEEN_STEPS
    return played


def written_out_and_read_back(passage: Passage) -> Passage:
    """The passage as another process would find it in the store."""
    answers = {name: json.loads(json.dumps(dump_answer(answer))) for name, answer in passage.answers.items()}
    restored = load_passage(
        json.loads(json.dumps(dump_passage(passage))), {name: load_answer(stored) for name, stored in answers.items()}
    )
    assert restored == passage
    return restored


def buttons_of(message: Message) -> list[Button]:
    """All buttons of a message, in reading order."""
    return [button for row in message.rows for button in row]


def write_transcript(transcript: Mapping[str, Any]) -> str:
    """The file's text: long sentences unbroken, several lines as a block."""
    return yaml.dump(transcript, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def _tap(label: str, shown: Message | None) -> Input:
    buttons = buttons_of(shown) if shown is not None else []
    hit = [button for button in buttons if _with_plain_spaces(button.label) == _with_plain_spaces(label)]
    if len(hit) != 1:
        offered = ", ".join(button.label for button in buttons) or "none"
        raise AssertionError(f"no single button « {label} » to tap; shown: {offered}")
    return Tap(hit[0].token)


def _with_plain_spaces(label: str) -> str:
    return label.replace("\u202f", " ").replace("\u00a0", " ")


DEEDS: Mapping[str, Callable[[Any, Message | None], Input]] = {
    "ecrit": lambda words, shown: Text(words),
    "touche": _tap,
    "commande": lambda name, shown: Command(name),
    "vocal": lambda seconds, shown: Voice(media=1, seconds=seconds),
    "contact": lambda phone, shown: SharedContact(phone, own=True),
    "position": lambda place, shown: SharedLocation(),
    "envoie": lambda kind, shown: Unsupported(kind),
}


def _receive(event: Event, shown: Message | None) -> dict[str, Any]:
    match event:
        case Said(message):
            return {"dit": read_message(message)}
        case QuestionShown(message):
            return {"demande": read_message(message)} | _rows(message)
        case ShownChanged(message):
            same = shown is not None and message.text == shown.text
            return {"change": _rows(message).get("boutons", [])} | ({} if same else {"texte": read_message(message)})
        case AnswerSettled(message):
            return {"garde": read_message(message)}
        case ReferralConsented():
            words = {"sent": read_message(event.sent), "unsent": read_message(event.unsent)}
            return {"evenement": "ReferralConsented", "mots": words}
        case _:
            return {"evenement": type(event).__name__}


def _rows(message: Message) -> dict[str, Any]:
    return {"boutons": [[button.label for button in row] for row in message.rows]} if message.rows else {}


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _represent_list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    inline = bool(items) and all(isinstance(item, str) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=inline)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
