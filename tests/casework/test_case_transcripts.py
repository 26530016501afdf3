"""Whole cases as their people live them: what each did, and word for word what each was told, edits included.

Run with RECORD=1 to write the words anew; read them aloud before they are committed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlmodel import col, select

from bot.usecases import staffroom
from bot.usecases.cases.own_projects import show_projects
from dialogs.inputs import Command, Text
from dialogs.world import World
from storage.store import Store
from storage.tables import OutboxMessage
from tests.casework.house import ANIMATOR, CCI, NADIA, PARIS, PAUL, SAMIRA, House
from tests.casework.test_nobody_is_misled import check_beliefs, check_cases
from tests.histories import check_histories

GOLDEN = Path(__file__).parent / "golden"
COLLEAGUE = 111
PEOPLE = {"nadia": NADIA, "paul": PAUL, "animatrice": ANIMATOR, "isabelle": CCI, "collegue": COLLEAGUE}
READERS = {("telegram", SAMIRA): "samira", **{("staff", chat): name for name, chat in PEOPLE.items()}}


@pytest.fixture
def house(world: World) -> Iterator[House]:
    store = Store.open("sqlite://")
    store.migrate()
    yield House(world, store)
    check_histories(store)
    store.close()


def _play(house: House, story: dict[str, Any]) -> None:
    house.bind_everyone(without=tuple(PEOPLE[name] for name in story.get("sans_compte", ())))
    if story.get("collegue"):
        with house.work() as uow:
            code = staffroom.new_invitation(uow, house.territory, house.now, interlocutor="cc-ambert.accueil")
        house.staff(COLLEAGUE, Command("start", code))
    house.refer(agreements=tuple(story.get("accords", ("interlocutor", "relay", "partners"))))
    house.deliver()
    for step in story["pas"]:
        ((who, what),) = step.items()
        _take(house, who, str(what))
        house.deliver()
        check_cases(house)
        check_beliefs(house)


def _take(house: House, who: str, what: str) -> None:
    if who == "le":
        house.at(what)
    elif what == "/suivi":
        with house.work() as uow:
            show_projects(uow, house.world, uow.talks.load("telegram", SAMIRA, house.now), house.now)
    elif who == "samira":
        house.newcomer_tap(what)
    elif what.startswith("/"):
        name, _, argument = what.removeprefix("/").partition(" ")
        house.staff(PEOPLE[who], Command(name, argument))
    elif what.startswith("« "):
        words = what.removeprefix("« ").removesuffix(" »")
        rows = [row for row in house.rows("staff", PEOPLE[who]) if row.message_id]
        house.staff(PEOPLE[who], Text(words, order=None, reply_to=rows[-1].message_id))
    elif what.startswith("premier bouton"):
        house.tap(PEOPLE[who], house.buttons("staff", PEOPLE[who])[0])
    else:
        house.tap(PEOPLE[who], what)


def _told(house: House) -> list[str]:
    """What everybody read from the referral on, in order: the hour, the reader, the words; edits are marked."""
    with house.store.read() as uow:
        query = select(OutboxMessage).where(OutboxMessage.status == "sent", col(OutboxMessage.referral_id).is_not(None))
        rows = sorted(uow.session.exec(query).all(), key=lambda row: (row.sent_at, row.id))
    lines = []
    for row in rows:
        at = row.sent_at.astimezone(PARIS) if row.sent_at else house.now
        buttons = " ".join(f"[{label}]" for each in row.body.get("rows", ()) for label, _, _ in each)
        mark = " corrigé" if row.kind == "edit" else ""
        said = "\n".join(each for each in (str(row.body.get("text", "")), buttons) if each)
        lines.append(f"{at:%Y-%m-%d %H:%M} {READERS[row.channel, row.chat_id]}{mark}\n{said}")
    return lines


class _Block(yaml.SafeDumper):
    """Words of several lines as blocks."""


_Block.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_case_is_told_word_for_word(house: House, path: Path) -> None:
    story = yaml.safe_load(path.read_text(encoding="utf-8"))
    _play(house, story)
    told = _told(house)
    if os.environ.get("RECORD"):
        story["dit"] = told
        text = yaml.dump(story, Dumper=_Block, allow_unicode=True, sort_keys=False, width=1000)
        path.write_text(text, encoding="utf-8")
    assert told == story["dit"]
    assert len(told) > 3
