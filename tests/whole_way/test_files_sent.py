"""Files that the bots send: a person's own data, the workbook of the rules; and how the first are taken back."""

from __future__ import annotations

import json

from bot.rules.spreadsheets import import_xlsx
from dialogs.world import World
from storage.tables import Media, OutboxMessage
from tests.whole_way.house import ANIMATOR, NADIA, SAMIRA, House
from tests.whole_way.stories import says


async def asked_for_data(house: House) -> None:
    await house.bind(NADIA, ANIMATOR)
    await house.talk(says=says())
    house.newcomer(SAMIRA).send("/mesdonnees")
    await house.settle()


async def test_somebody_gets_all_their_data_as_a_file_that_programs_read(house: House) -> None:
    await asked_for_data(house)
    (sent,) = [message for message in house.newcomer(SAMIRA).received if message.voice is not None]
    data = json.loads(sent.voice or b"")
    assert data["personne"]["prenom"] == "Samira"
    assert data["recits"][0]["reponses"]["recit"]["value"]
    assert data["dossiers"][0]["orientations"][0]["interlocuteur"] == "cc-ambert.accueil"
    (call,) = house.front.calls_of("sendDocument")
    assert "48 heures" in call.parameters["caption"]


async def test_forgetting_takes_the_file_back_too(house: House) -> None:
    await asked_for_data(house)
    house.newcomer(SAMIRA).send("/oublier")
    await house.settle()
    house.newcomer(SAMIRA).tap("Oui, tout effacer")
    await house.settle()
    assert [message for message in house.newcomer(SAMIRA).received if message.voice is not None] == []
    assert len(house.front.calls_of("deleteMessage")) == 1
    assert house.rows(Media) == []
    assert all(row.kind != "document" for row in house.rows(OutboxMessage))


async def test_an_animator_gets_the_workbook_in_force_and_a_referent_doesnt(house: House, world: World) -> None:
    await house.bind(NADIA, ANIMATOR)
    refused = await house.staff_says(NADIA, "/classeur")
    assert refused.voice is None
    sent = await house.staff_says(ANIMATOR, "/classeur")
    assert "révision 1, active depuis le" in sent.text
    with house.service.store.read() as work:
        revision = work.revisions.current(world.territory(None).id)
        assert revision is not None
        base = {name: body.decode() for name, body in work.revisions.files(revision.id).items()}
    read = import_xlsx(sent.voice or b"", world.vocabulary, world.geography, base)
    assert read.exported == base
    assert read.sources == base
