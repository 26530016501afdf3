"""`diff`: what a change of rules does to people, before anything is put in force.

Two territory folders are compared exactly: who gets another referent, appui or programme, as regions with a witness
each, proved and evaluated again. Then the cases that the database holds are routed under both. Exit status: 0 nobody is
referred otherwise, 1 somebody is, 2 nothing could be compared; so that a script may ask.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.commands.case_reading import existing_store
from bot.commands.check import plain_profile
from bot.commands.explain import read_day
from bot.commands.outcome import CommandError
from bot.commands.printing import print_lines
from bot.rules.comparison import compare, find_changes, find_replay
from bot.rules.definitions import load_world
from bot.rules.files import RulesFileError, read_folder
from bot.rules.replay import Replay, say_replay
from bot.rules.worlds import decode
from bot.settings import PACKAGED_TERRITORIES, Settings
from dialogs.world import World
from referral_rules.analysis.change_sentences import say_extra, say_move
from referral_rules.analysis.differences import Changes, ExtraChange, Move
from referral_rules.analysis.sentences import say_day
from referral_rules.analysis.speech import typeset
from referral_rules.boxes import Among, ContainsAll
from referral_rules.errors import DefinitionErrors, Severity
from referral_rules.french import in_french
from referral_rules.loader import load_territory
from referral_rules.outcome import Extra
from referral_rules.regions import Condition
from referral_rules.territory import Territory

MOVED = 1  # exit status: somebody is referred otherwise
HASH_SHOWN = 8  # characters of a content hash that people compare


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two territories and what was found between them; `replay` is None while there is no database."""

    world: World
    old: Territory
    new: Territory
    on: date
    changes: Changes
    replay: Replay | None

    @property
    def moves_somebody(self) -> bool:
        """Whether anybody, imagined or real, gets another referent, appui or programme."""
        return self.changes.refers_otherwise or (self.replay is not None and self.replay.refers_otherwise)


def diff_territories(
    settings: Settings, old: Path, new: Path, *, cases: int, on: str | None = None, as_json: bool = False
) -> int:
    """Print who gets another referent, appui or programme when the folder `new` takes the place of `old`.

    Args:
        settings: the database and the time zone; TERRITORIES_DIR is not read.
        old: a territory's folder.
        new: another version of it.
        cases: how many of the last cases to replay; 0 for none.
        on: the day, like 2026-11-22; today by default.
        as_json: write JSON.

    Returns:
        The exit status: 1 when somebody is referred otherwise.

    Raises:
        CommandError: a folder can't be loaded, or the database can't be read.
    """
    world = load_world(settings.model_copy(update={"territories_dir": PACKAGED_TERRITORIES}))
    before, after = _load(world, old), _load(world, new)
    day = read_day(on, settings.timezone)
    replay = _replay(settings, world, before, after, day, cases) if cases else None
    found = Comparison(world, before, after, day, find_changes(world, before, after, day), replay)
    if as_json:
        print(json.dumps(_plain(found), ensure_ascii=False, indent=2))
    else:
        print_lines(map(typeset, _lines(found, is_replayed=cases > 0)))
    return MOVED if found.moves_somebody else 0


def _load(world: World, folder: Path) -> Territory:
    try:
        return load_territory(decode(read_folder(folder)), world.vocabulary, world.geography)
    except RulesFileError as error:
        cause = world.wording.say("fr", f"regles-refus-{error.obstacle}", **error.words)
        raise CommandError(typeset(f"{folder} : {cause}")) from None
    except DefinitionErrors as errors:
        refused = [found for found in errors.findings if found.severity is Severity.ERROR]
        lines = (f"{folder / found.file}:{found.line}: {in_french(found)}" for found in refused)
        raise CommandError("\n".join(lines)) from None


def _replay(settings: Settings, world: World, old: Territory, new: Territory, on: date, cases: int) -> Replay | None:
    with existing_store(settings) as store:
        if store is None:
            return None
        with store.read() as work:
            return find_replay(work, world, old, new, on, cases)


# -- for people


def _lines(found: Comparison, *, is_replayed: bool) -> Iterator[str]:
    old, new = found.old, found.new
    yield f"De {_revision(old)} à {_revision(new)}, le {say_day(found.on)} :"
    yield from (f"  - {sentence}" for sentence in compare(found.world, old, new, found.on).lines)
    if is_replayed:
        yield ""
        yield from _replayed(found)


def _revision(territory: Territory) -> str:
    return f"{territory.name} ({territory.content_hash[:HASH_SHOWN]})"


def _replayed(found: Comparison) -> Iterator[str]:
    replay = found.replay
    if replay is None or not replay.cases:
        yield "Aucun dossier à rejouer : la base n’en a pas."
        return
    yield from say_replay(replay, found.old, found.new, found.world.geography)


# -- for scripts


def _plain(found: Comparison) -> dict[str, Any]:
    changes, replay = found.changes, found.replay
    return {
        "old": {"territory": found.old.id, "revision": found.old.content_hash},
        "new": {"territory": found.new.id, "revision": found.new.content_hash},
        "on": found.on.isoformat(),
        "rules": {
            "added": list(changes.added),
            "removed": list(changes.removed),
            "changed": {rule: list(parts) for rule, parts in changes.changed.items()},
        },
        "fil_rouge": {"from": found.old.fil_rouge, "to": found.new.fil_rouge},
        "moves": [_plain_move(found, move) for move in changes.moves],
        "extras": [_plain_extra(found, change) for change in changes.extras],
        "shortened": [
            *({"from": list(before), "to": list(after)} for before, after in sorted(changes.shortened)),
            *(_plain_name(*each) for each in sorted(changes.shortened_extras)),
        ],
        "replay": None if replay is None else _plain_replay(replay),
    }


def _plain_move(found: Comparison, move: Move) -> dict[str, Any]:
    sentence = say_move(move, found.old, found.new, found.on, found.world.geography)
    return {"from": list(move.before), "to": list(move.after), **_plain_change(move, sentence)}


def _plain_extra(found: Comparison, change: ExtraChange) -> dict[str, Any]:
    sentence = say_extra(change, found.old, found.new, found.on, found.world.geography)
    return {**_plain_name(change.extra, change.name, change.appears), **_plain_change(change, sentence)}


def _plain_name(extra: Extra, name: str, appears: bool) -> dict[str, Any]:
    return {extra.value: name, "appears": appears}


def _plain_change(change: Move | ExtraChange, sentence: str) -> dict[str, Any]:
    return {
        "on": change.on.isoformat(),
        "sentence": sentence,
        "region": [_plain_condition(condition) for condition in change.region],
        "witness": plain_profile(change.witness),
    }


def _plain_condition(condition: Condition) -> dict[str, Any]:
    element = condition.element
    kind = "parmi" if isinstance(element, Among) else "contient_un_de"
    if isinstance(element, ContainsAll):
        kind = "contient_tous"
    return {"fact": condition.fact, "inside": condition.inside, kind: sorted(element.values)}


def _plain_replay(replay: Replay) -> dict[str, Any]:
    return {
        "cases": replay.cases,
        "without_commune": replay.without_commune,
        "moved": replay.moved,
        "rerouted": [
            {"from": list(change.before), "to": list(change.after), "cases": change.cases} for change in replay.rerouted
        ],
        "other_appuis": replay.other_appuis,
        "other_programmes": replay.other_programmes,
        "extras": [
            {**_plain_name(change.extra, change.name, change.appears), "cases": change.cases}
            for change in replay.supplemented
        ],
    }
