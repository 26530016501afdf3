"""The staff bot and who wishes it ill, or taps what is long past: nobody crashes it, and what it says stays true."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.usecases.cases.tokens import staff_token
from bot.usecases.staffroom.rules_files import FILES_A_WINDOW
from dialogs.world import World
from storage.tables import Audit, InboxUpdate, RulesRevision
from tests.revisions.changed_rules import file_of, misspelt, moved
from tests.revisions.test_sent_rules_files import zipped
from tests.revisions.test_staff_sends_rules import LF, in_force, plain, put_in_force_unexamined, send
from tests.whole_way.house import ANIMATOR, LOU, NADIA, House, open_house


@pytest.fixture
async def house(world: World, tmp_path: Path) -> AsyncIterator[House]:
    """A running product, with an animator and a referent."""
    async with open_house(world, f"sqlite:///{tmp_path / 'house.db'}") as opened:
        await opened.bind(ANIMATOR, NADIA)
        yield opened


def drafts(house: House) -> list[int]:
    return [row.number for row in house.rows(RulesRevision) if row.territory == LF and row.state == "draft"]


def failures(house: House) -> list[InboxUpdate]:
    return [row for row in house.rows(InboxUpdate) if row.status == "failed"]


def decision(house: House, verb: str = "a", number: int = 2) -> str:
    """The token of a button under a revision."""
    with house.service.store.read() as work:
        revision = work.revisions.find_numbered(LF, number)
        assert revision is not None
        return staff_token("g", verb, revision.id, work.revisions.in_force()[LF].activation_id)


HOSTILE = {
    "brackets.yaml": b"[" * 1_000_000,
    "dashes.yaml": b"- " * 500_000,
    "laughing.yaml": b"a: &a [x,x,x,x,x,x,x,x,x,x]\n"
    + b"\n".join(b"%c: &%c [%s]" % (at, at, b",".join([b"*%c" % (at - 1)] * 10)) for at in range(98, 118)),
    "nul.yaml": b"a: \x00",
    "utf16.yaml": "a: é".encode("utf-16"),
    "line.yaml": b"a: " + b"x" * 1_000_000,
    "page.xlsx": b"<html><body>Connectez-vous</body></html>",
    "page.yaml": b"<html><body>Connectez-vous</body></html>",
    "long.zip": zipped({"regles/" + "a" * 60_000 + ".yaml": b"[]", "territoire.yaml": b"x: 1"}),
    "empty.yaml": b"",
    "empty.zip": b"PK\x05\x06" + bytes(18),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_whatever_is_sent_gets_a_sentence_and_the_house_stands(house: House, name: str) -> None:
    async with asyncio.timeout(30):
        said = plain(await send(house, HOSTILE[name], name))
    assert said[-1] in ".?!:»)…", said
    assert "Activer" not in house.last(ANIMATOR).labels
    assert "ennui" not in said
    assert not failures(house)
    await house.talk(LOU, until="commune")
    assert house.question(LOU) == "commune", "newcomers are answered as before"
    assert in_force(house) == 1


async def test_a_territory_s_file_that_names_another_territory_stays_out(house: House, files: dict[str, bytes]) -> None:
    other = files["territoire.yaml"].replace(b"territoire: livradois-forez", b"territoire: sud-gironde")
    assert other != files["territoire.yaml"]
    said = plain(await send(house, other, "territoire.yaml"))
    assert "Ce territoire s’appelle « sud-gironde », et non « livradois-forez »" in said
    assert house.last(ANIMATOR).labels == []
    assert {row.territory for row in house.rows(RulesRevision) if row.author.startswith("staff")} == {LF}


async def test_nobody_takes_the_communes_of_another_territory(house: House, files: dict[str, bytes]) -> None:
    name = "territoire.yaml"
    wider = files[name].replace(b'epci: ["', b'epci: ["200044394", "', 1)
    assert wider != files[name]
    said = plain(await send(house, wider, name))
    assert "c’est le territoire « Sud Gironde » qui y accueille" in said
    assert "convenez-en avec lui" in said
    assert house.last(ANIMATOR).labels == []
    house.person(ANIMATOR).tap_token(decision(house), house.last(ANIMATOR))
    await house.settle()
    assert "c’est le territoire « Sud Gironde »" in plain(house.last(ANIMATOR))
    assert in_force(house) == 1


async def test_a_long_list_of_mistakes_fits_into_one_message(house: House) -> None:
    broken = b"- regle: a\n" + f"  {'👋' * 300}: x\n".encode() * 30
    far = f"regles/{'x' * 60}/{'y' * 50}"
    members = {f"{far}{number}.{kind}": broken for kind in ("yaml", "jpg") for number in range(6)}
    said = await send(house, zipped(members), "a.zip")
    assert "ne peut pas entrer en vigueur" in plain(said)
    assert plain(said).count("yyy0.yaml") >= 2, "named among those read, and among those to mend"


async def test_more_rules_than_can_be_compared_while_others_wait_are_refused(
    house: House, files: dict[str, bytes]
) -> None:
    rule = "- {{regle: r{0}, titre: t, motif: m., referent: cc-ambert.accueil, si: {{secteur: [commerce]}}{1}}}\n"
    many = "".join(rule.format(number, "") for number in range(2_000)).encode()
    dates = [f"2027-0{month}-{day}" for month in range(1, 10) for day in range(10, 20)]
    dated = "".join(rule.format(number, f", valable_du: {dates[number % 90]}") for number in range(240)).encode()
    assert "Un territoire a 1200 règles au plus" in plain(await send(house, many, "vie.yaml"))
    assert "dates de début ou de fin à venir, au plus" in plain(await send(house, dated, "vie.yaml"))
    far_off = dated.replace(b": 2026-", b": 2036-").replace(b": 2027-", b": 2037-")
    assert far_off != dated
    assert "dates de début ou de fin à venir, au plus" in plain(await send(house, far_off, "vie.yaml"))
    assert drafts(house) == [2], "what can't be loaded is kept, what can't be compared is not"


async def test_who_sends_file_after_file_is_asked_to_wait(house: House) -> None:
    for number in range(FILES_A_WINDOW):
        house.person(ANIMATOR).send_document("", name="lettre.yaml", body=b"- %d: [" % number)
    await house.settle()
    said = await send(house, b"[]", "hiver.yaml")
    assert "renvoyez-le un peu plus tard" in plain(said)
    kept = drafts(house)
    await house.at("2026-11-23 09:00")
    await send(house, b"[]", "hiver.yaml")
    assert len(drafts(house)) == len(kept) + 1


async def test_keeping_as_a_draft_what_somebody_put_in_force_meanwhile_says_so(
    house: House, files: dict[str, bytes]
) -> None:
    name = file_of(files)
    await send(house, moved(files)[name], Path(name).name)
    put_in_force_unexamined(house, moved(files))
    told = await house.staff_taps(ANIMATOR, "Garder en brouillon")
    assert "mise en vigueur depuis" in plain(told)
    assert in_force(house) == 2


async def test_a_card_whose_draft_somebody_else_put_in_force_changes_nothing(
    house: House, files: dict[str, bytes]
) -> None:
    name = file_of(files)
    await send(house, moved(files)[name], Path(name).name)
    put_in_force_unexamined(house, moved(files))
    told = await house.staff_taps(ANIMATOR, "Activer")
    assert "La révision 2 est déjà en vigueur" in plain(told)
    put_in_force_unexamined(house, files)
    house.person(ANIMATOR).tap_token(decision(house), told)
    await house.settle()
    assert in_force(house) == 2, "the token names what is in force now: it was shown"


async def test_what_was_in_force_once_is_not_called_a_draft_when_it_is_sent_again(
    house: House, files: dict[str, bytes]
) -> None:
    name = file_of(files)
    await send(house, moved(files)[name], Path(name).name)
    await house.staff_taps(ANIMATOR, "Activer")
    again = await send(house, files[name], Path(name).name)
    assert "Révision 1 (déjà en vigueur autrefois)" in plain(again)
    assert "brouillon" not in plain(again)
    assert again.labels == ["Revenir à celle-ci"]


async def test_the_same_file_sent_twice_at_once_is_one_draft(house: House, files: dict[str, bytes]) -> None:
    name = file_of(files)
    for _ in range(2):
        house.person(ANIMATOR).send_document("", name=Path(name).name, body=moved(files)[name])
    await house.settle()
    assert drafts(house) == [2]
    assert house.last(ANIMATOR).labels == ["Activer", "Garder en brouillon"]


async def test_who_was_revoked_or_is_elsewhere_decides_nothing(house: House, files: dict[str, bytes]) -> None:
    name = file_of(files)
    card = await send(house, moved(files)[name], Path(name).name)
    token = decision(house)
    with house.service.store.begin() as work:
        account = work.staff.find_account("staff", ANIMATOR)
        assert account is not None
        account.territory = "sud-gironde"
    for verb in ("a", "v", "k"):
        house.person(ANIMATOR).tap_token(token.replace("s.g.a.", f"s.g.{verb}."), card)
        await house.settle()
        assert "pas pour ce compte" in plain(house.last(ANIMATOR))
    with house.service.store.begin() as work:
        account = work.staff.find_account("staff", ANIMATOR)
        assert account is not None
        account.territory = LF
        work.staff.revoke(account, house.clock.now())
    house.person(ANIMATOR).tap_token(token, card)
    await house.settle()
    assert "sur invitation" in plain(house.last(ANIMATOR))
    assert in_force(house) == 1
    assert "activate_rules" not in {row.action for row in house.rows(Audit)}


@pytest.mark.parametrize(
    "token", ["s.g.a." + "z" * 50 + ".1", "s.g.a.-1.-1", "s.g.v", "s.g", "s.g.k.0", "s.g.a.1.1.1", "s.g.é.1"]
)
async def test_a_forged_button_finds_nothing(house: House, token: str) -> None:
    card = await house.staff_says(ANIMATOR, "/regles")
    house.person(ANIMATOR).tap_token(token, card)
    await house.settle()
    assert "Je ne retrouve pas cette révision" in plain(house.last(ANIMATOR))
    assert not failures(house)


async def test_rules_that_no_longer_load_are_said_to_be_replaced_by_the_folder_s(
    house: House, files: dict[str, bytes]
) -> None:
    put_in_force_unexamined(house, misspelt(files))  # as an upgrade leaves them that drops a value
    await house.talk(LOU, until="commune")
    assert house.question(LOU) == "commune"
    told = await house.staff_says(ANIMATOR, "/regles")
    assert "La révision 2 ne se lit plus" in plain(told)
    name = file_of(files)
    said = await send(house, moved(files)[name], Path(name).name)
    assert said.labels == ["Activer", "Garder en brouillon"], "it can be mended file by file"
    await house.staff_taps(ANIMATOR, "Activer")
    assert "ne se lit plus" not in plain(await house.staff_says(ANIMATOR, "/regles"))


async def test_who_belongs_to_a_territory_that_is_not_served_sees_no_other(
    house: House, files: dict[str, bytes], world: World
) -> None:
    with house.service.store.begin() as work:
        account = work.staff.find_account("staff", ANIMATOR)
        assert account is not None
        account.territory = "pays-perdu"
    for said in (
        await send(house, misspelt(files)[file_of(files)], "vie.yaml"),
        await house.staff_says(ANIMATOR, "/regles"),
        await house.staff_says(ANIMATOR, "/territoire"),
        await house.staff_says(ANIMATOR, "/dossiers"),
    ):
        assert "Votre territoire n’est plus servi ici" in plain(said)
        assert "Livradois" not in plain(said)
    assert drafts(house) == []
