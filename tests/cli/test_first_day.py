"""A first day: from nothing to a territory that its animator tries on their phone, to the first routed newcomer."""

from __future__ import annotations

import asyncio
from html.parser import HTMLParser
from pathlib import Path

from tests.cli.conftest import FRONT, STAFF, Run
from tests.cli.test_bots import PATIENCE_SECONDS, product, settings_of
from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_api.people import FakeUser
from tests.fake_bot_api.screen import ScreenMessage

CONTACTS = "Organisme;Nom;Tél;Ville\nCCI;Mme Léa Fort;01 99 00 13 00;Ambert\nFrance services;;01 99 00 14 00;Arlanc\n"
TYPED = {  # what stands before the person -> what they type; anything else has a button
    "Qu’est-ce qui vous amène": "j'aimerais ouvrir un gîte à Ambert avec ma compagne",
    "Comment vous appelez-vous": "Samira",
    "un numéro, ou une adresse de courriel": "01 99 00 56 78",
}
MOST_STEPS = 60
READING_SECONDS = 0.3  # nobody answers sooner


class Sheet(HTMLParser):
    """The texts and the number of drawings of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.drawings = "", 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.drawings += tag == "svg"

    def handle_data(self, data: str) -> None:
        self.words += data


async def talk_until(person: FakeUser, wanted: str) -> str:
    """Answers whatever stands there, by its first button or by typed words, until a message holds `wanted`."""
    answered: set[tuple[int, str]] = set()
    for _ in range(MOST_STEPS):
        message = await fresh(person, answered, wanted)
        if wanted in message.text:
            return message.text
        answered.add((message.message_id, message.text + "".join(message.labels)))
        typed = next((words for prompt, words in TYPED.items() if prompt in message.text), "")
        ticks = [label for label in message.labels if label.startswith("✓")]
        closing = next((label for label in message.labels if label in ("Continuer", "Envoyer mon dossier")), "")
        if typed:
            person.send(typed)
        else:
            person.tap(closing if closing and ticks else message.labels[0], message)
    raise AssertionError(f"{wanted!r} never came; {[(m.from_bot, m.text[:60]) for m in person.chat[-14:]]}")


async def fresh(person: FakeUser, answered: set[tuple[int, str]], wanted: str) -> ScreenMessage:
    """The last message, once it is one that can be answered, or the one that is wanted."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            await asyncio.sleep(READING_SECONDS)
            last = person.received[-1] if person.received else None
            if last is None or (last.message_id, last.text + "".join(last.labels)) in answered:
                continue
            if last.labels or any(prompt in last.text for prompt in (wanted, *TYPED)):
                return last


async def test_from_nothing_to_the_first_routed_newcomer(
    api: FakeBotApi, database: str, cli: Run, tmp_path: Path
) -> None:
    (tmp_path / "contacts.csv").write_text(CONTACTS, "utf-8")
    begun = await asyncio.to_thread(
        cli, "territory", "new", str(tmp_path / "t"), "--name", "Haut Livradois", "--epci", "Ambert", "--pivot-name",
        "Anne Vallon", "--pivot-pronoun", "elle", "--pivot-phone", "01 99 00 10 01", "--contacts",
        str(tmp_path / "contacts.csv"), "--yes",
    )  # fmt: skip
    assert begun.status == 0, begun.err
    settings = settings_of(api, database, str(tmp_path / "t")) | {"DEFAULT_TERRITORY": "haut-livradois"}
    assert (await asyncio.to_thread(cli, "check", str(tmp_path / "t"))).status == 0
    sheet = await asyncio.to_thread(cli, "invite", "--all", "--format", "sheet", **settings)
    page = Sheet(sheet.out)
    assert page.drawings == 4, "a code for the animator, the pivot, the other two"
    assert all(name in page.words for name in ("Anne Vallon", "Léa Fort", "France services"))
    invited = await asyncio.to_thread(cli, "invite", "--animator", **settings)
    code = invited.out.split()[-1].rpartition("start=")[2]
    async with product(settings):
        animator = api.bot(STAFF).user(701, first_name="Anne", language_code="fr")
        animator.start(code)
        await animator.wait_for("Haut Livradois", PATIENCE_SECONDS)
        newcomer = api.bot(FRONT).user(501, first_name="Samira", language_code="fr")
        animator.send("/essai")
        newcomer.start()
        tried, sent = await asyncio.gather(
            talk_until(animator, "Le dossier serait parti"), talk_until(newcomer, "C’est envoyé")
        )
        shown = "\n".join(message.text for message in newcomer.received)
    assert "chez Anne Vallon" in tried
    assert "l’accueil du Haut Livradois" in shown
    assert "Anne Vallon" in sent
    assert "01 99 00 10 01" in shown
