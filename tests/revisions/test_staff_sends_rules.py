"""Rules through the staff bot, over the fake Bot API: a file comes in, its change is seen, it holds, it goes back."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import structlog
from openpyxl import load_workbook

from bot.rules.spreadsheets import export_xlsx
from bot.rules.worlds import decode
from bot.usecases.cases.tokens import staff_token
from bot.usecases.revisions import take_in
from dialogs.world import World
from storage.tables import Referral, RulesRevision
from tests.fake_bot_api import ScreenMessage
from tests.revisions.changed_rules import contradicted, file_of, misspelt, moved, without_extras
from tests.revisions.test_sent_rules_files import zipped
from tests.whole_way.house import ANIMATOR, LOU, NADIA, SAMIRA, STRANGER, House, open_house

LF = "livradois-forez"


@pytest.fixture
async def house(world: World, tmp_path: Path) -> AsyncIterator[House]:
    """A running product, with an animator and a referent."""
    async with open_house(world, f"sqlite:///{tmp_path / 'house.db'}") as opened:
        await opened.bind(ANIMATOR, NADIA)
        yield opened


async def send(house: House, body: bytes, name: str, caption: str = "", who: int = ANIMATOR) -> ScreenMessage:
    """Let somebody send a file to the staff bot; what it said last afterwards."""
    house.person(who).send_document(caption, name=name, body=body)
    await house.settle()
    return house.last(who)


def plain(message: ScreenMessage) -> str:
    """The words with ordinary spaces."""
    return message.text.replace("\u202f", " ")


def in_force(house: House) -> int:
    with house.service.store.read() as work:
        revision = work.revisions.current(LF)
        assert revision is not None
        return revision.number


def put_in_force_unexamined(house: House, files: dict[str, bytes]) -> None:
    """Somebody else, in another process, puts other rules in force."""
    with house.service.store.begin() as work:
        revision = take_in(work, LF, files, house.clock.now(), author="cli:ana")
        expected = work.revisions.in_force()[LF].activation_id
        work.revisions.activate(revision, house.clock.now(), by="cli:ana", expected=expected)


async def test_a_file_is_read_compared_put_in_force_and_holds_from_the_next_input_on(
    house: House, files: dict[str, bytes]
) -> None:
    await house.talk(SAMIRA)
    name = file_of(files)
    said = await send(house, moved(files)[name], Path(name).name, "Paul reprend")
    assert "gardée en brouillon" in plain(said)
    assert f"à la place de ce qui est en vigueur : {name}" in plain(said)
    assert "Passe de Nadia Brun" in plain(said)
    assert "Le seul dossier irait ailleurs." in plain(said)
    assert "1 : de Nadia Brun" in plain(said)
    assert said.labels == ["Activer", "Garder en brouillon"]
    assert in_force(house) == 1, "nothing holds before it is decided"

    done = await house.staff_taps(ANIMATOR, "Activer")
    assert "La révision 2 est en vigueur" in plain(done)
    assert done.labels == [], "what was decided can't be tapped again"
    assert in_force(house) == 2
    await house.talk(LOU)
    first, second = house.rows(Referral)
    assert (first.interlocutor, second.interlocutor) == ("cc-ambert.accueil", "cc-ambert.economie")
    with house.service.store.read() as work:
        found = [work.revisions.find(LF, referral.revision) for referral in (first, second)]
    assert [one.number for one in found if one] == [1, 2], "each keeps the one it was referred under (C47)"


async def test_a_talk_under_way_goes_on_under_the_new_rules_and_a_vanished_target_is_shown_anew(
    house: House, files: dict[str, bytes]
) -> None:
    await house.talk(SAMIRA, until="proposition")
    assert "Nadia Brun" in house.shown(SAMIRA).text
    directory = files["annuaire.yaml"]
    at = directory.index(b"interlocuteur: accueil", directory.index(b"structure: cc-ambert"))
    gone = directory[:at] + b"statut: inactif, " + directory[at:]
    put_in_force_unexamined(house, {**files, "annuaire.yaml": gone})
    await house.go_on(SAMIRA, until=None)
    (referral,) = house.rows(Referral)
    assert referral.interlocutor != "cc-ambert.accueil", "what was frozen was shown and asked again (S14)"
    with house.service.store.read() as work:
        current = work.revisions.current(LF)
    assert current is not None
    assert referral.revision == current.content_hash


async def test_what_is_no_longer_proposed_is_shown_before_it_is_decided_with_the_last_cases(
    house: House, files: dict[str, bytes]
) -> None:
    await house.talk(SAMIRA)
    with structlog.testing.capture_logs() as logs:
        said = await send(house, zipped(without_extras(files), f"{LF}/"), "livradois.zip")
    assert "N’est plus proposé en appui : Isabelle Vernet" in plain(said)
    assert "Parcours qui n’est plus proposé : « Cafés des nouveaux habitants »" in plain(said)
    assert "Le seul dossier n’irait pas ailleurs." in plain(said)
    assert "1 sans un appui d’aujourd’hui : Isabelle Vernet" in plain(said)
    assert "Personne n’est orienté autrement" not in plain(said)
    assert [line["territory"] for line in logs if line["event"] == "rules_prepared"] == [LF], "beside the transaction"


async def test_many_rules_that_go_leave_room_for_the_people_they_move(house: House, files: dict[str, bytes]) -> None:
    left = {name: body for name, body in files.items() if name != "regles/vie.yaml" and name != file_of(files)}
    said = await send(house, zipped(left, f"{LF}/"), "livradois.zip")
    assert plain(said).count("Règle retirée : ") >= 5
    assert "Passe de " in plain(said)
    assert "Aucun dossier à rejouer." in plain(said)
    assert said.labels == ["Activer", "Garder en brouillon"]


async def test_broken_files_get_their_findings_in_french_and_no_button(house: House, files: dict[str, bytes]) -> None:
    name = file_of(files)
    said = await send(house, misspelt(files)[name], Path(name).name)
    assert "ne peut pas entrer en vigueur" in plain(said)
    assert f"{name}, ligne " in plain(said)
    assert "« reprize »" in plain(said)
    assert "Vouliez-vous dire « reprise » ?" in plain(said)
    assert said.labels == []
    said = await send(house, contradicted(files)[name], Path(name).name)
    assert "Un exemple de la règle « reprise-idee » attend « cc-ambert.accueil », alors que" in plain(said)
    assert said.labels == []
    assert in_force(house) == 1


async def test_what_nobody_has_explained_yet_is_told_before_what_the_network_accepts(
    house: House, files: dict[str, bytes]
) -> None:
    name = file_of(files)
    said = plain(await send(house, moved(files)[name], Path(name).name))
    assert "À savoir (5 en tout, dont 5 déjà lus et expliqués) :" in said
    assert "Expliqué : À la lisière, les terres passent la limite" in said
    start = files["explications.yaml"].index(b"- constat: jamais_lu")
    said = plain(await send(house, files["explications.yaml"][:start], "explications.yaml"))
    assert "À savoir (5 en tout, dont 4 déjà lus et expliqués) :" in said
    assert "Aucune règle ne lit « échéance » ni « déjà conseillé »" in said
    assert said.endswith("… et 4 de plus."), "what is accepted comes last, and is what a short list leaves out"
    assert "Personne n’est orienté autrement." in said


async def test_history_shows_who_and_leads_back(house: House, files: dict[str, bytes]) -> None:
    name = file_of(files)
    await send(house, moved(files)[name], Path(name).name, "Paul reprend")
    await house.staff_taps(ANIMATOR, "Activer")
    told = await house.staff_says(ANIMATOR, "/regles")
    assert "2 · dimanche 22 novembre · vous · en vigueur, « Paul reprend »" in plain(told)
    assert "1 · dimanche 22 novembre · dossier du serveur · déjà en vigueur autrefois" in plain(told)
    assert told.labels == ["Révision 1"]
    seen = await house.staff_taps(ANIMATOR, "Révision 1")
    assert "Passe de " in plain(seen)
    assert "à Nadia Brun" in plain(seen)
    assert seen.labels == ["Revenir à celle-ci"]
    await house.staff_taps(ANIMATOR, "Revenir à celle-ci")
    assert in_force(house) == 1
    assert house.rows(RulesRevision)[1].state == "activated"


async def test_a_draft_stays_one_until_it_is_looked_at_again(house: House, files: dict[str, bytes]) -> None:
    name = file_of(files)
    await send(house, moved(files)[name], Path(name).name)
    kept = await house.staff_taps(ANIMATOR, "Garder en brouillon")
    assert "reste en brouillon" in plain(kept)
    assert in_force(house) == 1
    await house.staff_says(ANIMATOR, "/regles")
    seen = await house.staff_taps(ANIMATOR, "Révision 2")
    assert seen.labels == ["Activer", "Garder en brouillon"]


async def test_a_change_shown_against_what_no_longer_holds_is_not_obeyed(house: House, files: dict[str, bytes]) -> None:
    name = file_of(files)
    await send(house, moved(files)[name], Path(name).name)
    put_in_force_unexamined(house, {**files, "suivi.yaml": files["suivi.yaml"] + b"#\n"})
    told = await house.staff_taps(ANIMATOR, "Activer")
    assert "Entre-temps, la révision 3 est entrée en vigueur" in plain(told)
    assert in_force(house) == 3
    await house.staff_taps(ANIMATOR, "Revoir")
    await house.staff_taps(ANIMATOR, "Activer")
    assert in_force(house) == 2


async def test_the_same_rules_again_change_nothing(house: House, files: dict[str, bytes]) -> None:
    said = await send(house, zipped(files, f"{LF}/"), "livradois.zip")
    assert "exactement ce qui est en vigueur (révision 1)" in plain(said)
    assert len([row for row in house.rows(RulesRevision) if row.territory == LF]) == 1


async def test_a_workbook_is_taken_like_its_files(house: House, files: dict[str, bytes], world: World) -> None:
    said = await send(house, export_xlsx(decode(moved(files)), world.vocabulary), "territoire.xlsx")
    assert "Passe de Nadia Brun" in plain(said)
    said = await send(house, b"PK nothing", "territoire.xlsx")
    assert "rien n’a été gardé" in plain(said)


async def test_a_workbook_says_what_it_leaves_aside_and_what_else_than_rules_it_changes(
    house: House, files: dict[str, bytes], world: World
) -> None:
    book = load_workbook(io.BytesIO(export_xlsx(decode(files), world.vocabulary)))
    columns = {cell.value: cell.column for cell in book["Conventions"][1]}
    agreed = book["Conventions"]
    holder = world.territory(LF).directory.conventions[0].structure
    line = {"structure": holder, "besoins": "local", "engagement": "principe"}
    agreed.append([line.get(str(heading)) for heading in columns])
    book["Parcours"].cell(2, [cell.value for cell in book["Parcours"][1]].index("nom") + 1).value = "Autre nom"
    book["Structures"].cell(1, 40, "mes remarques")
    body = io.BytesIO()
    book.save(body)
    said = plain(await send(house, body.getvalue(), "territoire.xlsx"))
    assert "La colonne « mes remarques » est inconnue" in said
    agreeing = world.territory(LF).directory.structures[holder].name
    assert f"La convention change (qui fait quoi, délais promis) : {agreeing}." in said
    assert "Parmi les parcours, modifié : « Autre nom »." in said
    assert "Dans l’annuaire, modifié" not in said, "a line more in the file changes nobody below it"


async def test_others_are_refused_kindly_and_their_taps_do_nothing(house: House, files: dict[str, bytes]) -> None:
    name = file_of(files)
    said = await send(house, moved(files)[name], Path(name).name, who=NADIA)
    assert "affaire de l’animation" in plain(said)
    await send(house, moved(files)[name], Path(name).name)
    with house.service.store.read() as work:
        draft = work.revisions.find_numbered(LF, 2)
        assert draft is not None
        token = staff_token("g", "a", draft.id, work.revisions.in_force()[LF].activation_id)
    house.person(NADIA).tap_token(token, house.last(NADIA))
    await house.settle()
    assert in_force(house) == 1
    said = await send(house, b"[]", "vie.yaml", who=STRANGER)
    assert "sur invitation" in plain(said)


async def test_what_is_no_set_of_rules_is_refused_in_a_sentence(house: House, files: dict[str, bytes]) -> None:
    person = house.person(ANIMATOR)
    for body, name, size, words in (
        (b"%PDF", "lettre.pdf", None, "Envoyez un fichier YAML, un ZIP ou un classeur XLSX"),
        (b"#", "vie.yaml", 2_000_000, "dépasse 1 Mo"),
        ("é: ü".encode("latin-1"), "vie.yaml", None, "UTF-8"),
        (zipped({"../x.yaml": b"[]"}), "a.zip", None, "hors du dossier"),
        (zipped({"x.yaml": b"\n" * 9_000_000}), "a.zip", None, "bien plus que des règles"),
    ):
        person.send_document(name=name, body=body, size=size)
        await house.settle()
        assert words in plain(house.last(ANIMATOR)), name
    assert not [call for call in house.staff.calls_of("getFile") if call.parameters["file_id"].endswith(("-1", "-2"))]
    assert [row.number for row in house.rows(RulesRevision) if row.territory == LF] == [1]


async def test_a_file_that_can_t_be_had_is_asked_for_again(house: House) -> None:
    house.staff.fail("refuse", "getFile", code=500, description="Internal Server Error", times=9)
    said = await send(house, b"[]", "vie.yaml")
    assert "Renvoyez-le" in plain(said)
