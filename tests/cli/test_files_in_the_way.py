"""Files that aren't there, or can't be written: told in French with the mend, never as a traceback."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from bot.commands.obstacles import unreadable, unwritable
from tests.cli.conftest import Run
from tests.cli.french import is_typeset, plain

NEW = ("--name", "Essai", "--epci", "200070761", "--pivot-name", "Anne", "--pivot-phone", "01 99 00 12 34", "--yes")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user stands in a folder with one file."""
    (tmp_path / "file.txt").write_text("x", "utf-8")
    monkeypatch.chdir(tmp_path)


READ = (
    (["sheets", "import", "nope.xlsx", "{old}"], "nope.xlsx : il n’y a pas de fichier de ce nom."),
    (["sheets", "import", "{old}", "{old}"], "{old} : c’est un dossier. Nommez un fichier."),
    (["explain", "--profile", "nope.yaml"], "nope.yaml : il n’y a pas de fichier de ce nom."),
    (["explain", "--profile", "{old}"], "{old} : c’est un dossier. Nommez un fichier."),
    (["territory", "new", "t", "--contacts", "nope.csv", *NEW], "nope.csv : il n’y a pas de fichier de ce nom."),
    (
        ["diff", "nope", "{old}"],
        "nope : « nope » n’a pas de territoire.yaml : ce n’est pas le dossier d’un territoire.",
    ),
)
WRITTEN = (
    (
        ["sheets", "export", "{old}", "nowhere/x.xlsx"],
        "nowhere/x.xlsx : le dossier où l’écrire n’existe pas. Créez-le d’abord.",
    ),
    (
        ["territory", "new", "file.txt", *NEW],
        "file.txt/essai : l’endroit où l’écrire n’est pas un dossier. Nommez-en un autre.",
    ),
    (
        ["demo", "--picture", "nowhere/x.svg"],
        "nowhere/x.svg : le dossier où l’écrire n’existe pas. Créez-le d’abord.",
    ),
)


@pytest.mark.parametrize(("args", "sentence"), READ + WRITTEN)
def test_a_file_in_the_way_is_told_in_french(cli: Run, old: Path, args: list[str], sentence: str) -> None:
    ran = cli(*[word.format(old=old) for word in args])
    assert ran.status == 2
    assert plain(ran.err) == f"premiere-ecoute: {sentence.format(old=old)}\n"
    assert is_typeset(ran.err)


def test_the_story_is_not_played_for_a_picture_that_cannot_be_kept(cli: Run) -> None:
    assert cli("demo", "--picture", "nowhere/x.svg").out == ""


def test_rules_are_not_exported_into_a_file(cli: Run, old: Path, tmp_path: Path) -> None:
    assert cli("rules", "import", str(old)).status == 0
    ran = cli("rules", "export", "file.txt", "--revision", "1")
    assert ran.status == 2
    assert plain(ran.err) == (
        "premiere-ecoute: file.txt/livradois-forez : l’endroit où l’écrire n’est pas un dossier. Nommez-en un autre.\n"
    )
    assert (tmp_path / "file.txt").read_text("utf-8") == "x"


@pytest.mark.parametrize(
    ("code", "read", "written"),
    [
        (errno.EACCES, "vous n’avez pas le droit de le lire.", "vous n’avez pas le droit d’y écrire."),
        (errno.EPERM, "vous n’avez pas le droit de le lire.", "vous n’avez pas le droit d’y écrire."),
        (errno.EROFS, "il ne se lit pas (boum).", "vous n’avez pas le droit d’y écrire."),
        (errno.ENOSPC, "il ne se lit pas (boum).", "il n’y a plus de place sur le disque."),
        (errno.EISDIR, "c’est un dossier. Nommez un fichier.", "c’est un dossier. Nommez un fichier."),
        (errno.EIO, "il ne se lit pas (boum).", "il ne s’écrit pas (boum)."),
    ],
)
def test_what_stands_in_the_way_is_said_in_words(code: int, read: str, written: str) -> None:
    error = OSError(code, "boum")
    assert plain(str(unreadable(Path("a"), error))) == f"a : {read}"
    assert plain(str(unwritable(Path("a"), error))) == f"a : {written}"
