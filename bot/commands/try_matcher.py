"""`try`: what is understood of a text: a story, an answer, a wish, a place, a trade; by the same code as the talk."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import typer

from bot.rules.definitions import load_world
from bot.settings import Settings
from dialogs.facts import SKIPPED
from dialogs.listening import Claim, Context, count_projects, find_intent, hear, listen
from dialogs.places import PlaceKind
from dialogs.schema import Kind, Question
from dialogs.world import World
from referral_rules.derive import box_verdict, derive
from referral_rules.typography import typeset

Attempt = Mapping[str, Any]
SEVERAL = ("but", "jalons", "besoins_projet", "besoins_vie", "moments", "attente_elus")  # facts of several values
FROM_STDIN = "-"
KINDS = {PlaceKind.COMMUNE: "commune", PlaceKind.EPCI: "communauté de communes", PlaceKind.TERRITORY: "territoire"}


@dataclass(frozen=True)
class Given:
    """One thing to try: the words, and where it was given as JSON what they answer, what is known, the day."""

    text: str
    question: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    said_on: date = field(default_factory=lambda: datetime.now(tz=UTC).date())


def try_words(settings: Settings, what: str, text: str, *, as_json: bool) -> None:
    """Print what is understood of `text`, or of each line of standard input when it is `-`: plain words or JSON."""
    world = load_world(settings)
    say = SAID[what]
    for line in _texts(text):
        given = _read(line, what)
        result = attempt_of(world, what, given)
        if as_json:
            print(json.dumps(result, ensure_ascii=False), flush=True)
            continue
        if text == FROM_STDIN:
            print(typeset(f"« {given.text} »"))
        for words in say(result):
            print(f"  {typeset(words)}", flush=True)


def attempt_of(world: World, what: str, given: Given) -> Attempt:
    """What is understood of one thing, as its JSON line says it; `what` is one of `SAID`."""
    match what:
        case "story":
            return _story(world, given)
        case "answer":
            return _answer(world, given)
        case "intent":
            return _intent(world, given)
        case "place":
            return _place(world, given.text, world.territory(None).communes)
        case _:
            return _sector(world, given.text)


def _texts(text: str) -> Iterator[str]:
    if text != FROM_STDIN:
        yield text
        return
    for line in sys.stdin:
        if line.strip():
            yield line.strip()


def _read(line: str, what: str) -> Given:
    """Read a line: a JSON object or text, or plain words (for an answer, its question first)."""
    loaded: Any = None
    if line[:1] in ("{", '"'):
        try:
            loaded = json.loads(line)
        except ValueError:
            loaded = None
    if isinstance(loaded, dict):
        day = loaded.get("said_on")
        return Given(
            str(loaded.get("text", "")),
            str(loaded.get("question", "")),
            loaded.get("facts") or {},
            date.fromisoformat(day) if day else datetime.now(tz=UTC).date(),
        )
    words = loaded if isinstance(loaded, str) else line
    if what == "answer":
        question, _, rest = words.partition(" ")
        return Given(rest.strip(), question.strip(" :"))
    return Given(words)


def _context(world: World, given: Given) -> Context:
    return Context(given.said_on, world.territory(None).communes)


def _story(world: World, given: Given) -> Attempt:
    listener = world.listener
    context = _context(world, given)
    claims = hear(given.text, context, listener.ear, listener.sectors, listener.places)
    return {
        "text": given.text,
        "claims": _said(claims),
        "projects": count_projects(listen(given.text, listener.ear), listener.ear),
    }


def _said(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Claims as JSON: one for each fact, a list of values where the fact has several."""
    by_fact: dict[tuple[str, bool], list[Claim]] = {}
    for claim in claims:
        by_fact.setdefault((claim.fact, claim.is_sure), []).append(claim)
    return [
        {
            "fact": fact,
            "value": _value_of(fact, [value for claim in told for value in claim.values]),
            "words": " … ".join(dict.fromkeys(claim.words for claim in told)),
            "sure": is_sure,
        }
        for (fact, is_sure), told in by_fact.items()
    ]


def _value_of(fact: str, values: Sequence[str]) -> Any:
    unique = list(dict.fromkeys(values))
    if fact in SEVERAL or (fact == "commune" and len(unique) > 1):
        return unique
    return _national(unique[0]) if fact == "telephone" else unique[0]


def _national(phone: str) -> str:
    return re.sub(r"^\+(?:33|590|262|594|596)", "0", phone.replace(" ", ""))


def _answer(world: World, given: Given) -> Attempt:
    question = world.dialog.questions.get(given.question)
    if question is None:
        known = ", ".join(world.dialog.questions)
        raise typer.BadParameter(f"question inconnue : « {given.question} » ; connues : {known}")
    options = offered_options(world, question, given.facts)
    labels = {option: _label(world, question.name, option) for option in options}
    heard = world.listener.read(question, options, labels, given.text, _context(world, given))
    value: Any = heard.value
    if question.kind is Kind.COORDONNEES:
        value = {fact: _national(v) if fact == "telephone" else v for fact, v in heard.given.items()} or None
    elif isinstance(value, tuple):
        value = list(value)
    elif value == SKIPPED:
        value = "passer"
    also = {one["fact"]: one["value"] for one in _said(heard.also)}
    return {"text": given.text, "question": given.question, "value": value, "also": also}


def offered_options(world: World, question: Question, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The options that a question offers to somebody of whom these facts are known; all of them where none is."""
    if question.kind is Kind.SECTEUR:
        return tuple(value for value in world.vocabulary.facts["secteur"].values)
    known = {fact: frozenset(value) if isinstance(value, list) else value for fact, value in facts.items()}
    for options in question.lists:
        if known and box_verdict(options.box, derive(world.vocabulary, known)) is True:
            return options.values
    return tuple(dict.fromkeys(value for options in question.lists for value in options.values))


def _label(world: World, question: str, option: str) -> str:
    key = f"o-{question}-{option}"
    variables = dict.fromkeys(world.wording.variables("fr", key), "inconnu")
    return world.wording.say("fr", key, **variables) if world.wording.has("fr", key) else ""


def _intent(world: World, given: Given) -> Attempt:
    found = find_intent(given.text, world.listener.ear, world.guard)
    result: dict[str, Any] = {"text": given.text, "intent": found.name}
    if found.name == "question":
        result["topic"] = found.topic
    return {**result, "level": found.level}


def _say_story(result: Attempt) -> Sequence[str]:
    lines = [
        f"{'sûr     ' if one['sure'] else 'peut-être'} {one['fact']} = {one['value']}  (« {one['words']} »)"
        for one in result["claims"]
    ]
    return [*(lines or ["rien n’est compris de ce récit"]), f"projets : {result['projects']}"]


def _say_answer(result: Attempt) -> Sequence[str]:
    value = "à redemander" if result["value"] is None else result["value"]
    return [f"{result['question']} = {value}", *(f"et aussi {fact} = {said}" for fact, said in result["also"].items())]


def _say_intent(result: Attempt) -> Sequence[str]:
    about = f" ({result['topic'] or 'sujet inconnu'})" if "topic" in result else ""
    return [f"{result['intent'] or 'urgence'}{about}, niveau : {result['level']}"]


def _place(world: World, text: str, prior: frozenset[str]) -> Attempt:
    match = world.places.match(text, prior=prior)
    offered = [
        {"kind": found.kind.value, "code": found.code, "label": found.label, "score": round(found.score, 1)}
        for found in match.candidates
    ]
    return {"text": text, "verdict": match.verdict, "candidates": offered}


def _say_place(result: Attempt) -> Sequence[str]:
    meaning = {
        "sure": "sûr : pris tel quel",
        "choose": "à choisir : montré en boutons",
        "unsure": "pas sûr : redemandé avec un exemple",
    }
    lines = [
        f"{one['score']:5.1f}  {one['label']}  [{KINDS[one['kind']]} {one['code']}]" for one in result["candidates"]
    ]
    return [meaning[result["verdict"]], *lines]


def _sector(world: World, text: str) -> Attempt:
    offered = [
        {
            "sector": found.sector,
            "label": world.vocabulary.label("secteur", found.sector, "fr"),
            "trade": found.trade,
            "words": list(found.words),
            "score": round(found.score, 3),
        }
        for found in world.sectors.match(text)
    ]
    return {"text": text, "verdict": "offered" if offered else "unsure", "candidates": offered}


def _say_sector(result: Attempt) -> Sequence[str]:
    if not result["candidates"]:
        return ["pas sûr : aucun secteur n’est proposé, toute la liste est montrée"]
    return [
        f"{one['score']:6.2f}  {one['label']}  ({one['trade']}, d’après : {', '.join(one['words'])})"
        for one in result["candidates"]
    ]


SAID: Mapping[str, Callable[[Attempt], Sequence[str]]] = {
    "story": _say_story,
    "answer": _say_answer,
    "intent": _say_intent,
    "place": _say_place,
    "sector": _say_sector,
}  # how each is said in a terminal
