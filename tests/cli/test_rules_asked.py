"""Which rules `explain` and `coverage` go by: those in force in the store, or a folder that is named."""

from __future__ import annotations

import json
from pathlib import Path

from bot.rules.definitions import load_world
from bot.settings import load_settings
from bot.usecases.revisions import follow_folder
from referral_rules.loader import content_hash
from storage.store import Store
from tests.cli.conftest import Run
from tests.cli.what_if import PROFILE, explained, files_of, read_csv, write
from tests.referred_cases import LF, SUNDAY
from tests.revisions.changed_rules import NEW_REFERENT, OLD_REFERENT, contradicted, misspelt, moved


def asked(cli: Run, *args: str) -> dict[str, object]:
    told = json.loads(cli("explain", "--profile", "-", "--json", *args, stdin=PROFILE).out)
    return {**told["asked"], "referent": told["proposal"]["referent"]["interlocutor"]}


def test_while_nothing_is_in_force_the_folder_is_asked_and_no_database_is_made(cli: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    first = explained(cli)[0]
    assert f"dossier {tmp_path}/territories/{LF} (" in first
    assert first.endswith("rien n’est encore en vigueur")
    assert cli("coverage").status == 0
    assert sorted(tmp_path.iterdir()) == before


def test_what_a_person_put_in_force_is_asked_whatever_the_folder_says(cli: Run, old: Path) -> None:
    assert cli("rules", "import", str(old)).status == 0
    assert cli("rules", "activate", "1", "--yes").status == 0
    assert "règles en vigueur, révision 1 (" in explained(cli)[0]
    assert explained(cli)[1] == ""
    write(old, moved(files_of(old)))
    assert asked(cli) == {
        "source": "in_force",
        "revision": 1,
        "folder": str(old),
        "folder_differs": True,
        "referent": OLD_REFERENT,
    }
    assert "sans effet tant qu’il n’est pas activé" in explained(cli)[1]
    assert f"--dir {old}" in explained(cli)[1]


def test_a_folder_that_is_named_is_asked_instead(cli: Run, old: Path) -> None:
    assert cli("rules", "import", str(old)).status == 0
    assert cli("rules", "activate", "1", "--yes").status == 0
    write(old, moved(files_of(old)))
    said = asked(cli, "--dir", str(old))
    assert (said["source"], said["revision"], said["referent"]) == ("folder", None, NEW_REFERENT)
    assert f"dossier {old} (" in explained(cli, "--dir", str(old.parent))[0]
    assert "révision" not in cli("coverage", str(old)).out
    assert cli("explain", "--profile", "-", "--dir", "/nowhere", stdin=PROFILE).status == 2


def follow_the_folder(store: Store, folder: Path) -> None:
    """What a start does with the territories' folder."""
    world = load_world(load_settings({"TERRITORIES_DIR": str(folder)}))
    with store.begin() as work:
        follow_folder(work, world, folder, SUNDAY)


def test_while_the_folder_leads_a_changed_one_is_said_to_hold_from_the_next_start(
    cli: Run, old: Path, store: Store
) -> None:
    follow_the_folder(store, old.parent)
    write(old, moved(files_of(old)))
    assert asked(cli)["referent"] == OLD_REFERENT
    assert "le prochain démarrage le met en vigueur" in explained(cli)[1]
    follow_the_folder(store, old.parent)
    assert asked(cli) == {
        "source": "in_force",
        "revision": 2,
        "folder": str(old),
        "folder_differs": False,
        "referent": NEW_REFERENT,
    }


def test_a_changed_folder_that_a_start_would_refuse_is_not_announced(cli: Run, old: Path, store: Store) -> None:
    follow_the_folder(store, old.parent)
    write(old, contradicted(files_of(old)))
    assert "`check` y trouve de quoi le refuser" in explained(cli)[1]
    follow_the_folder(store, old.parent)
    assert asked(cli)["revision"] == 1


def test_coverage_goes_by_the_rules_in_force_and_says_so_in_all_three_forms(cli: Run, old: Path) -> None:
    assert cli("rules", "import", str(old)).status == 0
    assert cli("rules", "activate", "1", "--yes").status == 0
    (old / "regles" / "agriculture.yaml").unlink()
    installation = "Point accueil installation du Puy-de-Dôme"
    rows = read_csv(cli("coverage", "--format", "csv").out)
    assert rows[0]["règles"].startswith("règles en vigueur, révision 1")
    assert installation in rows[0]
    assert "règles en vigueur, révision 1" in cli("coverage", "--format", "html").out
    assert "règles en vigueur, révision 1" in cli("coverage", COLUMNS="160").out.splitlines()[0]
    edited = read_csv(cli("coverage", str(old), "--format", "csv").out)
    assert edited[0]["règles"].startswith("dossier ")
    assert installation not in edited[0]


def test_a_database_that_cannot_be_read_is_told_and_a_named_folder_does_not_need_it(
    cli: Run, old: Path, tmp_path: Path
) -> None:
    (tmp_path / "test.db").touch()
    ran = cli("explain", "--profile", "-", stdin=PROFILE)
    assert (ran.status, ran.out) == (1, "")
    assert "premiere-ecoute migrate" in ran.err
    assert cli("explain", "--profile", "-", "--dir", str(old), stdin=PROFILE).status == 0


def test_a_revision_in_force_that_does_not_load_any_more_is_said_and_the_folder_stands_in(
    cli: Run, old: Path, store: Store
) -> None:
    broken = misspelt(files_of(old))
    with store.begin() as work:
        content = content_hash({name: body.decode() for name, body in broken.items()})
        revision = work.revisions.take_in(LF, content, broken, SUNDAY, author="cli:x")
        work.revisions.activate(revision, SUNDAY, by="cli:x", expected=None)
    lines = explained(cli)
    assert lines[0].startswith("Livradois-Forez, ")
    assert f"dossier {old} (" in lines[0]
    assert lines[1] == "La révision 1, en vigueur, ne se charge plus : voyez `rules show 1`."
    assert asked(cli)["source"] == "folder"
