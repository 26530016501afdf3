"""`premiere-ecoute rules`: in, compared, in force, back, out; as an animator at a keyboard meets it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands import rules_verbs
from bot.settings import PACKAGED_TERRITORIES
from storage.store import Store
from storage.tables import RulesFile
from tests.cli.conftest import Ran, Run, cli, territories
from tests.revisions.changed_rules import NEW_REFERENT, contradicted, misspelt, moved

__all__ = ["cli", "territories"]

LF = "livradois-forez"

Rules = Callable[..., Ran]


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/rules.db"


@pytest.fixture
def rules(cli: Run, folder: Path) -> Rules:
    """Runs `premiere-ecoute rules ARGS` on a database of its own."""
    return lambda *args: cli("rules", *args, TERRITORIES_DIR=str(folder))


def folder_with(tmp_path: Path, name: str, files: dict[str, bytes]) -> str:
    """A territory's folder with these files."""
    home = tmp_path / name / LF
    shutil.copytree(PACKAGED_TERRITORIES / LF, home)
    for path, body in files.items():
        (home / path).write_bytes(body)
    return str(home)


def states(listed: str) -> dict[int, str]:
    """From what `rules list` prints: each number's state."""
    rows = [line.split("  ") for line in listed.splitlines() if line.strip()]
    return {int(row[0] or row[1]): next(word for word in row if word.strip() in WORDS).strip() for row in rows}


WORDS = ("en vigueur", "brouillon", "ancienne")


def test_the_whole_way_from_broken_files_to_force_and_back(
    rules: Rules, tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = rules("import", folder_with(tmp_path, "a", files), "--note", "celle du parc")
    assert first.status == 0, first.out + first.err
    assert "révision 1, gardée en brouillon" in first.out
    assert rules("activate", "1", "--yes").status == 0

    broken = rules("import", folder_with(tmp_path, "b", misspelt(files)))
    assert broken.status == 1
    assert "« reprize »" in broken.out.replace("\u202f", " ")
    assert "ligne" in broken.out
    assert "Vouliez-vous dire" in broken.out
    refused = rules("activate", "2", "--yes")
    assert refused.status == 1
    assert "ne peut pas être mise en vigueur" in refused.out
    assert rules("show", "2").status == 1

    wrong = rules("import", folder_with(tmp_path, "c", contradicted(files)))
    assert wrong.status == 1
    assert f"{NEW_REFERENT}" in wrong.out
    assert rules("activate", "3", "--yes").status == 1

    good = rules("import", folder_with(tmp_path, "d", moved(files)), "--note", "Paul reprend")
    assert good.status == 0
    assert "À savoir (5, tous expliqués)\u202f:" in good.out
    assert "Expliqué\u202f: Ni la hâte ni un conseiller déjà vu" in rules("show", "4").out
    compared = rules("diff", "1", "4")
    assert "Passe de Nadia Brun" in compared.out
    title = "«\u202fReprise, encore une idée\u202f» (reprise-idee)"
    assert f"Règle modifiée (référents)\u202f: {title}." in compared.out
    assert "Aucun dossier à rejouer." in compared.out

    asked: list[str] = []

    def decline(question: str) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(rules_verbs, "_ask", decline)
    declined = rules("activate", "4")
    assert declined.status == 1
    assert "Passe de Nadia Brun" in declined.out, "the change is shown before it is asked"
    assert "révision 4" in asked[0]
    assert states(rules("list").out) == {4: "brouillon", 3: "brouillon", 2: "brouillon", 1: "en vigueur"}

    assert rules("activate", "4", "--yes").status == 0
    assert states(rules("list").out)[4] == "en vigueur"
    assert "« Paul reprend »" in rules("list").out.replace("\u202f", " ")
    back = rules("rollback", "--yes")
    assert back.status == 0
    assert "révision 1 est de nouveau en vigueur" in back.out
    assert states(rules("list").out) == {4: "ancienne", 3: "brouillon", 2: "brouillon", 1: "en vigueur"}


def test_what_goes_out_is_byte_for_byte_what_came_in(rules: Rules, tmp_path: Path, files: dict[str, bytes]) -> None:
    odd = {**moved(files), "suivi.yaml": files["suivi.yaml"].replace(b"\n", b"\r\n") + "# é\r\n\r\n  # fin".encode()}
    assert rules("import", folder_with(tmp_path, "a", odd)).status == 0
    out = rules("export", str(tmp_path / "out"), "--revision", "1")
    assert out.status == 0, out.err
    home = tmp_path / "out" / LF
    assert {path.relative_to(home).as_posix(): path.read_bytes() for path in home.glob("**/*") if path.is_file()} == odd
    again = rules("import", str(tmp_path / "out"))
    assert "révision 1, déjà connue" in again.out
    refused = rules("export", str(tmp_path / "out"), "--revision", "1")
    assert refused.status == 2
    assert "Nommez-en un autre" in refused.err


def test_a_revision_goes_by_its_hash_too(rules: Rules, tmp_path: Path, files: dict[str, bytes]) -> None:
    rules("import", folder_with(tmp_path, "a", files))
    hashed = next(word for word in rules("list").out.split() if len(word) == 8 and word != LF)
    assert rules("show", hashed).out == rules("show", "1").out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["import", "/nowhere"], "ce dossier n’existe pas"),
        (["show", "7"], "rules list"),
        (["diff", "1", "zz"], "rules list"),
        (["rollback", "--yes"], "Rien n’est encore en vigueur"),
        (["export", "out"], "Rien n’est encore en vigueur"),
        (["list", "--territory", "livradois"], "livradois-forez"),
        (["activate"], "RÉVISION"),
    ],
)
def test_what_cannot_be_done_is_said_on_one_line_with_status_2(rules: Rules, args: list[str], words: str) -> None:
    ran = rules(*args)
    assert ran.status == 2
    assert words in ran.err
    assert ran.err.count("\n") == 1


def test_nobody_at_the_keyboard_is_no_yes(rules: Rules, tmp_path: Path, files: dict[str, bytes]) -> None:
    rules("import", folder_with(tmp_path, "a", files))
    ran = rules("activate", "1")
    assert ran.status == 2
    assert "--yes" in ran.err
    assert states(rules("list").out) == {1: "brouillon"}


def test_who_is_slower_is_told_and_changes_nothing(
    rules: Rules, database: str, folder: Path, tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, content in (
        ("a", files),
        ("b", moved(files)),
        ("c", {**files, "suivi.yaml": files["suivi.yaml"] + b"#\n"}),
    ):
        assert rules("import", folder_with(tmp_path, name, content)).status == 0
    rules("activate", "1", "--yes")

    def meanwhile(_question: str) -> bool:
        monkeypatch.setattr(rules_verbs, "_ask", lambda _question: True)
        from bot.commands.rules import activate_rules
        from bot.settings import load_settings

        settings = {"DATABASE_URL": database, "TERRITORIES_DIR": str(folder)}
        assert activate_rules(load_settings(settings), "3", None, None) == 0
        return True

    monkeypatch.setattr(rules_verbs, "_ask", meanwhile)
    slower = rules("activate", "2")
    assert slower.status == 1
    assert "Entre-temps" in slower.err
    assert states(rules("list").out) == {3: "en vigueur", 2: "brouillon", 1: "ancienne"}


def tree(home: Path) -> dict[str, bytes]:
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_whatever_was_imported_comes_out_byte_for_byte(rules: Rules, tmp_path: Path, files: dict[str, bytes]) -> None:
    name = "suivi.yaml"
    variants = {
        "plain": files,
        "marked": {**files, name: b"\xef\xbb\xbf" + files[name]},
        "windows": {**files, name: files[name].replace(b"\n", b"\r\n")},
        "unended": {**files, name: files[name].rstrip(b"\n")},
        "empty": {
            **files,
            "regles/b\u00e2ti/\u00e9t\u00e9.yaml": b"",
            "regles/b\u00e2ti/e\u0301te\u0301 d\u2019ici.yaml": b"[]\n",
        },
    }
    for number, (variant, content) in enumerate(variants.items(), start=1):
        home = tmp_path / "in" / variant / LF
        for path, body in content.items():
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            (home / path).write_bytes(body)
        assert f"révision {number}, gardée" in rules("import", str(home)).out, variant
        assert rules("export", str(tmp_path / "out" / variant), "--revision", str(number)).status == 0
        assert tree(tmp_path / "out" / variant / LF) == tree(home), variant


def test_a_file_that_an_import_passes_over_is_named(rules: Rules, tmp_path: Path, files: dict[str, bytes]) -> None:
    home = Path(folder_with(tmp_path, "a", files))
    (home / "regles" / "vie.yml").write_bytes(b"[]\n")
    (home / "regles" / "dossier.yaml").mkdir()
    (home / "LISEZMOI.txt").write_text("bonjour")
    told = rules("import", str(home))
    assert told.status == 0
    assert "Laissé de côté\u202f: regles/vie.yml. Enregistrez-le sous le nom «\u202fvie.yaml\u202f»" in told.out
    assert "LISEZMOI" not in told.out


def test_export_writes_nowhere_else(rules: Rules, tmp_path: Path, files: dict[str, bytes]) -> None:
    rules("import", folder_with(tmp_path, "a", files))
    store = Store.open(f"sqlite:///{tmp_path}/rules.db")
    with store.begin() as work:
        revision = work.revisions.find_numbered(LF, 1)
        assert revision is not None
        work.session.add(RulesFile(revision_id=revision.id, name="../../outside.yaml", body=b"x"))
    store.close()
    told = rules("export", str(tmp_path / "out"), "--revision", "1")
    assert told.status != 0
    assert "mène hors du dossier" in told.err
    assert not (tmp_path / "out").exists(), "nothing, rather than a part"
    assert not (tmp_path / "outside.yaml").exists()
    rules("import", folder_with(tmp_path, "b", moved(files)))
    (tmp_path / "taken").write_text("")
    told = rules("export", str(tmp_path / "taken"), "--revision", "2")
    assert told.status != 0
    assert "Traceback" not in told.err


@pytest.mark.parametrize("written", ["99999999999999999999", "0", "-1", "²", "..", "' OR 1=1", ""])
def test_a_revision_that_can_t_be_is_not_found(
    written: str, rules: Rules, tmp_path: Path, files: dict[str, bytes]
) -> None:
    rules("import", folder_with(tmp_path, "a", files))
    told = rules("show", "--", written)
    assert told.status != 0
    assert "n’a pas de révision" in told.err
