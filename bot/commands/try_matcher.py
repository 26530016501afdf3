"""`try`: what the matchers make of a text, with scores."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bot.rules.definitions import load_world
from bot.settings import Settings
from dialogs.places import PlaceKind
from dialogs.world import World
from referral_rules.typography import typeset

Attempt = Mapping[str, Any]
FROM_STDIN = "-"
KINDS = {PlaceKind.COMMUNE: "commune", PlaceKind.EPCI: "communauté de communes", PlaceKind.TERRITORY: "territoire"}


def try_place(settings: Settings, text: str, *, as_json: bool) -> None:
    """Print what the place matcher offers for `text`, or for each line of standard input when it is `-`."""
    world = load_world(settings)
    prior = world.territory(None).communes
    _try(text, lambda one: _place(world, one, prior), _say_place, as_json=as_json)


def try_sector(settings: Settings, text: str, *, as_json: bool) -> None:
    """Print what the sector matcher offers for `text`, or for each line of standard input when it is `-`."""
    world = load_world(settings)
    _try(text, lambda one: _sector(world, one), _say_sector, as_json=as_json)


def _try(
    text: str, attempt: Callable[[str], Attempt], say: Callable[[Attempt], Sequence[str]], *, as_json: bool
) -> None:
    for one in _texts(text):
        result = attempt(one)
        if as_json:
            print(json.dumps(result, ensure_ascii=False), flush=True)
            continue
        if text == FROM_STDIN:
            print(typeset(f"« {one} »"))
        for line in say(result):
            print(f"  {typeset(line)}", flush=True)


def _texts(text: str) -> Iterator[str]:
    if text != FROM_STDIN:
        yield text
        return
    for line in sys.stdin:
        if line.strip():
            yield line.strip()


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
