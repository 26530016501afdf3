"""`handover`: lists, asks, does; and says what can't be."""

from __future__ import annotations

from datetime import UTC, datetime

from storage.store import Store
from storage.tables import StaffAccount
from tests.cli.conftest import Run

NADIA, PAUL = "cc-ambert.accueil", "cc-ambert.economie"


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def bind(store: Store, interlocutor: str) -> None:
    with store.begin() as work:
        now = datetime.now(UTC)
        work.session.add(
            StaffAccount(
                id=1,
                channel="staff",
                external_id=7,
                territory="livradois-forez",
                interlocutor=interlocutor,
                bound_at=now,
            )
        )


def test_a_successor_without_an_account_is_refused_with_the_mend(cli: Run, store: Store) -> None:
    store.close()
    ran = cli("handover", NADIA, PAUL)
    assert ran.status == 2
    assert f"premiere-ecoute invite --interlocutor {PAUL}" in ran.err
    assert cli("handover", NADIA, NADIA).status == 2
    assert "personne ne s’appelle" in cli("handover", "nadia", PAUL).err


def test_it_lists_asks_and_does(cli: Run, store: Store) -> None:
    bind(store, PAUL)
    store.close()
    ran = cli("handover", NADIA, PAUL, "--on", "demain", stdin="n\n")
    assert ran.status == 1
    assert "Nadia Brun → Paul Roche, le" in ran.out
    assert "Aucun dossier en cours." in ran.out
    assert "Rien n’a changé." in ran.out
    done = cli("handover", NADIA, PAUL, "--yes")
    assert done.status == 0, done.err
    assert "Confiés : 0 ; personnes qui choisissent : 0." in plain(done.out)
    assert "ce jour ne se lit pas" in cli("handover", NADIA, PAUL, "--on", "jamais").err
