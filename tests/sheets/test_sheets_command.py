"""`premiere-ecoute sheets`: what it shows, what it asks, and that a folder is changed whole or not at all."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from small_sheets import row_number, rows_of, with_cells
from small_territory import RULES

from bot import cli as command_line
from bot.commands import sheets
from bot.rules.definitions import read_texts
from bot.rules.spreadsheets import read_xlsx, write_xlsx
from bot.settings import PACKAGED_TERRITORIES
from referral_rules.analysis.sentences import say_day
from referral_rules.sheets import Workbook

Run = Callable[..., tuple[int, str, str]]
RULE = "vie-medecin"
SOURCE = "regles/vie.yaml"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run_verb(*args: object, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["premiere-ecoute", "sheets", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            command_line.main()
        captured = capsys.readouterr()
        return int(str(ended.value.code or 0)), captured.out, captured.err

    return run_verb


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a packaged territory, with a file that is no source."""
    target = tmp_path / "territoires" / "livradois-forez"
    for name, text in read_texts(PACKAGED_TERRITORIES / "livradois-forez", "**/*.yaml").items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text, encoding="utf-8")
    (target / "notes.txt").write_text("à garder", encoding="utf-8")
    return target


@pytest.fixture
def exported(run: Run, folder: Path) -> Path:
    file = folder.parents[1] / "regles.xlsx"
    status, out, err = run("export", folder, file)
    assert (status, err) == (0, "")
    assert str(file) in out
    return file


def edit(file: Path, **cells: str) -> None:
    book = read_xlsx(file.read_bytes())
    assert isinstance(book, Workbook)
    file.write_bytes(write_xlsx(with_cells(book, "Règles", RULE, cells)))


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def listed(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_unchanged_sheets_change_nothing(run: Run, folder: Path, exported: Path) -> None:
    before = listed(folder)
    status, out, _ = run("import", exported, folder)
    assert (status, out) == (0, "Le dossier dit déjà la même chose.\n")
    assert listed(folder) == before


def test_rows_cells_and_people_are_shown_before_the_question_and_no_keeps_the_folder(
    run: Run, folder: Path, exported: Path
) -> None:
    edit(exported, titre="Un docteur")
    before = listed(folder)
    status, out, _ = run("import", exported, folder, stdin="n\n")
    assert status == 0
    told, _, asked = plain(out).partition("Écrire ces changements")
    today = f"le {say_day(datetime.now(ZoneInfo('Europe/Paris')).date())}"
    assert told.splitlines() == [
        "Règles",
        f"  changée : {RULE}",
        "    titre : « Trouver un médecin » → « Un docteur »",
        "",
        f"Ce que cela change pour les gens, {today} :",
        "  - Personne n’est orienté autrement.",
        "",
        "Fichiers qui changent :",
        f"  {SOURCE} : 1 ligne en plus, 1 ligne en moins",
        "",
    ]
    assert asked.endswith("Rien n’a été changé.\n")
    assert listed(folder) == before


def test_who_is_referred_otherwise_is_said_with_their_names(run: Run, folder: Path, exported: Path) -> None:
    book = read_xlsx(exported.read_bytes())
    assert isinstance(book, Workbook)
    book = with_cells(book, "Règles", "reprise-idee", {"stade": "au plus etude", "besoins_vie": "un de: logement"})
    exported.write_bytes(write_xlsx(with_cells(book, "Exemples", "reprise-idee.exemple", {"besoins_vie": "logement"})))
    _, out, _ = run("import", exported, folder, stdin="n\n")
    (moved, *_) = [line for line in plain(out).splitlines() if line.startswith("  - Passe de ")]
    assert "Nadia Brun" in moved
    assert "Par exemple" in moved
    assert out.index("Règles") < out.index("Ce que cela change") < out.index("Écrire ces changements")


def test_lines_of_files_are_shown_when_asked_for(run: Run, folder: Path, exported: Path) -> None:
    edit(exported, titre="Un docteur")
    _, out, _ = run("import", exported, folder, "--lines", stdin="n\n")
    assert f"--- avant/{SOURCE}\n+++ après/{SOURCE}" in out
    assert "-  titre: Trouver un médecin\n+  titre: Un docteur" in out


def test_a_long_text_is_shown_around_what_changed_in_it(run: Run, folder: Path, exported: Path) -> None:
    book = read_xlsx(exported.read_bytes())
    assert isinstance(book, Workbook)
    rows = rows_of(book, "Règles")
    motif = str(rows[row_number(rows, RULE)][rows[0].index("motif")])
    edit(exported, motif=motif + " Dès lundi.")
    _, out, _ = run("import", exported, folder, stdin="n\n")
    (line,) = [line for line in out.splitlines() if line.startswith("    motif")]
    assert len(motif) > 70
    assert f"{motif[-10:]} Dès lundi." in line
    assert len(line) < 130


@pytest.mark.parametrize(("options", "stdin"), [(("--yes",), ""), ((), "oui\n"), ((), "y\n")])
def test_yes_writes_the_change_and_keeps_the_rest(
    options: tuple[str, ...], stdin: str, run: Run, folder: Path, exported: Path
) -> None:
    edit(exported, titre="Un docteur")
    before = listed(folder)
    status, _, _ = run("import", exported, folder, *options, stdin=stdin)
    assert status == 0
    after = listed(folder)
    assert after.pop(SOURCE).decode() == before.pop(SOURCE).decode().replace("Trouver un médecin", "Un docteur")
    assert after == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_nobody_at_the_keyboard_is_no_yes(run: Run, folder: Path, exported: Path) -> None:
    edit(exported, titre="Un docteur")
    before = listed(folder)
    assert run("import", exported, folder)[0] == 130
    assert listed(folder) == before


def test_refused_sheets_leave_the_folder_and_end_with_1(run: Run, folder: Path, exported: Path) -> None:
    edit(exported, secteur="artisant")
    before = listed(folder)
    status, out, _ = run("import", exported, folder, "--yes")
    assert status == 1
    assert (
        "«\u202fartisant\u202f» n’est pas une valeur de «\u202fsecteur\u202f». "
        "Vouliez-vous dire «\u202fartisanat\u202f»\u202f?" in out
    )
    assert listed(folder) == before


def remark(folder: Path, name: str) -> None:
    source = folder / name
    source.write_text("# relu\n" + source.read_text(encoding="utf-8"), encoding="utf-8")


def test_what_changed_elsewhere_since_the_export_stays(run: Run, folder: Path, exported: Path) -> None:
    edit(exported, titre="Un docteur")
    remark(folder, "regles/emploi.yaml")
    before = listed(folder)
    status, out, _ = run("import", exported, folder, "--yes")
    assert status == 0
    assert "relu" not in out
    after = listed(folder)
    assert b"Un docteur" in after.pop(SOURCE)
    del before[SOURCE]
    assert after == before


def test_a_file_that_both_changed_is_not_overwritten_unasked(run: Run, folder: Path, exported: Path) -> None:
    edit(exported, titre="Un docteur")
    remark(folder, SOURCE)
    before = listed(folder)
    status, _, err = run("import", exported, folder, "--yes")
    assert status == 1
    assert SOURCE in err
    assert listed(folder) == before
    status, out, _ = run("import", exported, folder, stdin="n\n")
    assert "Attention" in out
    assert "-# relu" in out


def test_two_changes_that_are_wrong_together_are_refused(run: Run, folder: Path, exported: Path) -> None:
    edit(exported, titre="Un docteur")
    source = folder / "regles" / "emploi.yaml"
    source.write_text(source.read_text(encoding="utf-8") + "\n- regle: vie-logement\n  titre: x\n", encoding="utf-8")
    before = listed(folder)
    status, _, err = run("import", exported, folder, "--yes")
    assert status == 1
    assert "ne vont plus ensemble" in err
    assert listed(folder) == before


def test_a_new_folder_is_made(run: Run, folder: Path, exported: Path) -> None:
    copy = folder.parents[1] / "ailleurs" / "livradois-forez"
    assert run("import", exported, copy, "--yes")[0] == 0
    assert read_texts(copy, "**/*.yaml") == read_texts(folder, "**/*.yaml")


def test_a_failure_on_the_way_leaves_the_old_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, sources = listed(folder), read_texts(folder, "**/*.yaml")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "fresh":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="No space"):
        sheets.replace_sources(folder, sources, {**sources, SOURCE: RULES})
    assert listed(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_usage_errors_are_one_line(run: Run, tmp_path: Path) -> None:
    status, _, err = run("export", tmp_path, tmp_path / "x.xlsx")
    assert status == 2
    assert "territoire.yaml" in err
    status, _, err = run("import", tmp_path / "none.xlsx", tmp_path)
    assert status == 2
    assert "none.xlsx" in err
