"""C55: the logs of a whole conversation, with everything that can go wrong in it, name nobody."""

from __future__ import annotations

import asyncio
import io
import logging
from pathlib import Path
from typing import Literal

import pytest

from bot.logs import configure_logs
from dialogs.world import World
from tests.whole_way.house import ANIMATOR, FRONT_TOKEN, NADIA, SAMIRA, STAFF_TOKEN, STRANGER, House, open_house
from tests.whole_way.stories import SAMIRA_STORY, says

NAME, PHONE, EMAIL = "Zéphyrine", "01 99 00 56 78", "zephyrine@example.org"
SECRETS = (
    NAME, "ephyrine", PHONE, PHONE.replace(" ", ""), "199005678", EMAIL, SAMIRA_STORY[:40], "marre de lyon", "compta",
    "en vente", "depuis juin", str(SAMIRA), str(NADIA), str(ANIMATOR), str(STRANGER), FRONT_TOKEN, STAFF_TOKEN,
    FRONT_TOKEN.split(":")[1], STAFF_TOKEN.split(":")[1], "décalé",
)  # fmt: skip


@pytest.mark.parametrize("form", ["console", "json"])
async def test_nothing_personal_is_logged(world: World, tmp_path: Path, form: Literal["console", "json"]) -> None:
    stream = io.StringIO()
    configure_logs("DEBUG", form, stream=stream)
    logging.getLogger().setLevel(logging.DEBUG)  # libraries too, as somebody who looks for a fault would set it
    async with open_house(world, f"sqlite:///{tmp_path / 'logs.db'}") as house:
        code = await _everything(house)
    written = stream.getvalue()
    assert len(written.splitlines()) > 10, "the logs say something"
    for event in ("delivery_setback", "poll_retry", "arrival_failed", "library_notice"):
        assert event in written, event
    found = [secret for secret in (*SECRETS, code) if secret in written]
    assert found == []


async def _everything(house: House) -> str:
    """A talk, a case, a relay, a guess at a code, faults of every kind, a defect of ours; a code that was used."""
    await house.bind(ANIMATOR)
    code = house.code_for("cc-ambert.accueil")
    house.person(NADIA).start(code)
    house.person(STRANGER).start(code)
    house.front.fail("refuse", "sendMessage", code=400, description=f"Bad Request: {SAMIRA_STORY}")
    house.newcomer(7010, NAME).start()
    await house.settle()
    house.front.fail("refuse", "getUpdates", code=500)
    house.front.fail("drop_before", "sendMessage")
    house.staff.fail("html", "getUpdates", code=502)
    await house.talk(says=says(prenom=NAME, coordonnees=PHONE))
    await house.at("2026-11-23T08:31")
    await house.staff_taps(NADIA, "Poser une question")
    house.person(NADIA).reply(house.last(NADIA), "Le fonds est-il en vente ?")
    await house.settle()
    await house.staff_taps(NADIA, "Envoyer")
    house.newcomer().reply(house.newcomer().received[-1], "oui, depuis juin")
    await house.settle()
    _break_something(house)
    house.newcomer().send(f"écrivez-moi : {EMAIL}")
    await house.settle()
    house.newcomer().deactivate()
    await house.staff_taps(NADIA, "Je prends")
    await asyncio.sleep(0)
    house.front.calls[:] = [call for call in house.front.calls if SAMIRA_STORY not in call.outcome]
    return code


def _break_something(house: House) -> None:
    """The next arrival of the public bot meets a defect whose words quote what was said."""
    reception = house.service.intake._reception

    def fail(work: object, arrival: object, now: object) -> None:
        raise KeyError(f"{NAME} {EMAIL} {arrival}")

    object.__setattr__(reception, "receivers", {**reception.receivers, "telegram": fail})
