"""`absence`: noted for somebody at the machine, shown with who stands in, ended; never in doubt."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from dialogs.wording import say_period
from storage.store import Store
from tests.cli.conftest import Run

WHO = "cc-ambert.accueil"


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def test_an_absence_is_noted_shown_and_cancelled(cli: Run, store: Store) -> None:
    store.close()
    first = datetime.now(UTC).date() + timedelta(days=40)
    last = first + timedelta(days=4)
    said = say_period("fr", first, last)
    ran = cli("absence", "add", WHO, "du", f"{first:%d/%m}", "au", f"{last:%d/%m}")
    assert ran.status == 0, ran.err
    assert f"absence de Nadia Brun, {said}." in plain(ran.out)
    assert "ses nouvelles demandes vont à Paul Roche." in ran.out
    assert "n’a pas de compte : prévenez-la" in plain(ran.out)
    assert f"Nadia Brun ({WHO}), {said} ; remplacé par Paul Roche." in plain(cli("absence", "list").out)
    (listed,) = json.loads(cli("absence", "list", "--json").out)
    assert listed == {
        "interlocutor": WHO,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "substitute": "cc-ambert.economie",
    }
    refused = cli("absence", "end", WHO)
    assert refused.status == 2
    assert "aucune absence en cours ; avec --all" in plain(refused.err)
    assert "Absence annulée : Nadia Brun" in plain(cli("absence", "end", WHO, "--all").out)
    assert "Aucune absence en cours ni à venir." in cli("absence", "list").out


def test_somebody_is_back_today(cli: Run, store: Store) -> None:
    store.close()
    assert cli("absence", "add", WHO, "aujourd’hui").status == 0
    assert "Nadia Brun est de retour" in cli("absence", "end", WHO).out
    assert json.loads(cli("absence", "list", "--json").out) == []


def test_doubtful_days_note_nothing_and_say_how_to_write_what_is_meant(cli: Run, store: Store) -> None:
    store.close()
    ran = cli("absence", "add", WHO, "du", "24/12", "au", "20/12")
    assert ran.status == 2
    said = plain(ran.err)
    assert "Le dernier jour vient avant le premier : rien n’est noté." in said
    assert f"absence add {WHO} 20/12/" in said
    assert "ne se lisent pas" in plain(cli("absence", "add", WHO, "bientôt").err)
    assert json.loads(cli("absence", "list", "--json").out) == []


def test_nobody_of_that_name(cli: Run, store: Store) -> None:
    store.close()
    ran = cli("absence", "add", "cc-ambert.acueil", "demain")
    assert ran.status == 2
    assert WHO in ran.err
    assert cli("absence", "list", "--territory", "nulle-part").status == 2
