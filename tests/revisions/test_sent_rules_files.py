"""Files of rules from outside: laid where they belong, bounded, never leading anywhere else."""

from __future__ import annotations

import io
import os
import struct
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.doors.telegram.content import DOCUMENT_LIMIT
from bot.rules.files import RulesFileError, read_folder, take_file
from bot.rules.spreadsheets import export_xlsx
from bot.rules.worlds import decode
from dialogs.world import World
from referral_rules.loader import content_hash
from tests.revisions.changed_rules import RULE, file_of, moved


def zipped(files: Mapping[str, bytes], home: str = "") -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(home + name, content)
    return body.getvalue()


def refusal(name: str, body: bytes, files: Mapping[str, bytes], world: World) -> str:
    with pytest.raises(RulesFileError) as refused:
        take_file(name, body, files, world)
    assert world.wording.say("fr", f"regles-refus-{refused.value.obstacle}", **refused.value.words)
    assert world.wording.say("en", f"regles-refus-{refused.value.obstacle}", **refused.value.words)
    return refused.value.obstacle


@pytest.mark.parametrize(
    ("sent", "placed"),
    [
        ("annuaire.yaml", "annuaire.yaml"),
        ("Annuaire.yaml", None),
        ("suivi (1).yaml", "suivi.yaml"),
        ("territoire_2.yml", "territoire.yaml"),
        ("explications (2).yaml", "explications.yaml"),
        ("impossibles.yaml", "impossibles.yaml"),
        ("C:\\Users\\ana\\annuaire.yaml", "annuaire.yaml"),
        ("mes règles d’hiver.yaml", None),
        ("hiver prochain.yaml", "regles/hiver-prochain.yaml"),
        (unicodedata.normalize("NFD", "été.yaml"), "regles/été.yaml"),
        ("a" * 200 + ".yaml", None),
    ],
)
def test_a_lone_file_is_laid_where_one_of_its_name_stands_else_among_the_rules(
    sent: str, placed: str | None, files: dict[str, bytes], world: World
) -> None:
    body = b"# nouveau\n[]\n"
    if placed is None and sent != "Annuaire.yaml":
        assert refusal(sent, body, files, world) == "nom"
        return
    taken = take_file(sent, body, files, world)
    where = placed or "regles/Annuaire.yaml"
    assert dict(taken.files) == {**files, where: body}
    assert (taken.replaced, taken.added) == (((where,), ()) if where in files else ((), (where,)))


def test_a_rules_file_is_found_by_its_name_alone(files: dict[str, bytes], world: World) -> None:
    name = file_of(files)
    taken = take_file(name.removeprefix("regles/"), moved(files)[name], files, world)
    assert dict(taken.files) == moved(files)
    assert taken.replaced == (name,)


@pytest.mark.parametrize("home", ["", "livradois-forez/", "Bureau/règles/livradois-forez/"])
def test_a_zip_of_the_whole_folder_replaces_everything(home: str, files: dict[str, bytes], world: World) -> None:
    fewer = {name: body for name, body in files.items() if name != file_of(files)}
    extras = {"LISEZMOI.txt": b"bonjour", "__MACOSX/._territoire.yaml": b"\0", ".DS_Store": b"\0"}
    taken = take_file("regles.zip", zipped({**fewer, **extras}, home), files, world)
    assert dict(taken.files) == fewer
    assert taken.left_aside == (f"{home}LISEZMOI.txt",)


def test_a_zip_made_on_any_system_says_the_same(files: dict[str, bytes], world: World) -> None:
    rules = {**files, "regles/bâti d’ici/été.yaml": b"[]\n"}
    written = {
        "Mac": {unicodedata.normalize("NFD", name): body for name, body in rules.items()},
        "Windows": {f"livradois-forez\\{name.replace('/', chr(92))}": body for name, body in rules.items()},
        "by hand": {name.replace("regles/vie.yaml", "regles/vie.YML"): body for name, body in rules.items()},
        "an editor": {**rules, ".git/config.yaml": b"x", "regles/.vie.yaml": b"x", "desktop.ini": b"x"},
    }
    for system, members in written.items():
        assert dict(take_file("a.zip", zipped(members), files, world).files) == rules, system


def test_what_lies_beside_the_territory_s_folder_is_left_aside(files: dict[str, bytes], world: World) -> None:
    members = {**{f"lf/{name}": body for name, body in files.items()}, "essais/vie.yaml": b"[]", "lf/notes.txt": b""}
    taken = take_file("a.zip", zipped(members), files, world)
    assert dict(taken.files) == files
    assert taken.left_aside == ("essais/vie.yaml", "lf/notes.txt")


def test_two_territories_or_two_files_of_one_name_are_not_chosen_between(files: dict[str, bytes], world: World) -> None:
    both = {f"{home}/{name}": body for home in ("ici", "la-bas") for name, body in files.items()}
    assert refusal("a.zip", zipped(both), files, world) == "territoires"
    assert refusal("a.zip", zipped({**files, "suivi.yml": b"x: 1\n"}), files, world) == "plusieurs"
    assert refusal("a.zip", zipped({"lf/regles/vie.yaml": b"[]", "vie.yml": b"[]"}), files, world) == "plusieurs"
    twice = zipped({"suivi.yaml": b"a: 1", "suivi.yamx": b"a: 2"}).replace(b"suivi.yamx", b"suivi.yaml")
    assert refusal("a.zip", twice, files, world) == "plusieurs"


def test_a_link_in_a_zip_is_a_text_like_another(files: dict[str, bytes], world: World) -> None:
    link = zipfile.ZipInfo("regles/x.yaml")
    link.external_attr = 0o120777 << 16
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr(link, b"/etc/passwd")
    assert take_file("a.zip", body.getvalue(), files, world).files["regles/x.yaml"] == b"/etc/passwd"


def test_a_zip_in_a_format_that_asks_for_memory_is_refused(files: dict[str, bytes], world: World) -> None:
    for method in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        body = io.BytesIO()
        with zipfile.ZipFile(body, "w", method) as archive:
            archive.writestr("suivi.yaml", files["suivi.yaml"])
        assert refusal("a.zip", body.getvalue(), files, world) == "zip-abime"


def test_a_zip_of_some_files_is_laid_over_what_is_in_force(files: dict[str, bytes], world: World) -> None:
    name = file_of(files)
    changed = moved(files)
    parts = {name: changed[name], "suivi.yaml": files["suivi.yaml"] + b"# relu\n"}
    assert dict(take_file("a.zip", zipped(parts), files, world).files) == {**changed, **parts}


@pytest.mark.parametrize(
    ("name", "obstacle"),
    [
        ("../../etc/passwd.yaml", "chemin"), ("/etc/regles.yaml", "chemin"), ("regles\\..\\..\\x.yaml", "chemin"),
        ("regles/../../x.yaml", "chemin"), ("c:/x.yaml", "chemin"),
    ],
)  # fmt: skip
def test_a_path_that_leads_out_refuses_the_whole_zip(
    name: str, obstacle: str, files: dict[str, bytes], world: World
) -> None:
    assert refusal("a.zip", zipped({**files, name: b"[]"}), files, world) == obstacle


def test_a_zip_that_swells_is_refused_before_it_is_read(files: dict[str, bytes], world: World) -> None:
    bomb = zipped({"territoire.yaml": b"\n" * 50_000_000})
    assert len(bomb) < 100_000
    assert refusal("a.zip", bomb, files, world) == "zip-demesure"
    many = zipped({f"regles/r{number}.yaml": b"[]" for number in range(300)})
    assert refusal("a.zip", many, files, world) == "zip-demesure"


def test_a_zip_that_lies_about_its_size_is_read_within_bounds(files: dict[str, bytes], world: World) -> None:
    body = bytearray(zipped({"regles/x.yaml": b"\n" * 9_000_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = body.index(signature) + offset
        assert struct.unpack_from("<I", body, at) == (9_000_000,)
        struct.pack_into("<I", body, at, 10)
    assert refusal("a.zip", bytes(body), files, world) in ("zip-demesure", "zip-abime")


def test_a_damaged_or_locked_zip_says_so(files: dict[str, bytes], world: World) -> None:
    body = zipped(files)
    assert refusal("a.zip", body[: len(body) // 2], files, world) == "zip-abime"
    assert refusal("a.zip", os.urandom(500), files, world) == "zip-abime"
    spoilt = bytearray(body)
    spoilt[60:400] = b"\xff" * 340
    assert refusal("a.zip", bytes(spoilt), files, world) == "zip-abime"
    locked = bytearray(zipped({"suivi.yaml": b"x: 1\n"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refusal("a.zip", bytes(locked), files, world) == "zip-secret"
    assert refusal("a.zip", zipped({"photo.jpg": b"\xff\xd8"}), files, world) == "zip-vide"


def test_what_is_too_large_not_text_or_no_rules_is_refused(files: dict[str, bytes], world: World) -> None:
    assert refusal("vie.yaml", b"#" * (DOCUMENT_LIMIT + 1), files, world) == "trop-gros"
    assert refusal("vie.yaml", "# l’été\n# encore\nà: b".encode("latin-1", "replace"), files, world) == "utf8"
    assert refusal("a.zip", zipped({"suivi.yaml": b"\xff\xfe"}), files, world) == "utf8"
    assert refusal("lettre.pdf", b"%PDF", files, world) == "format"
    assert refusal("", b"", files, world) == "format"


def test_a_workbook_that_was_not_changed_gives_back_the_same_bytes(files: dict[str, bytes], world: World) -> None:
    body = export_xlsx(decode(files), world.vocabulary)
    taken = take_file("Territoire.XLSX", body, files, world)
    assert dict(taken.files) == files
    assert (taken.replaced, taken.added) == ((), ())


def retitled(body: bytes, title: str) -> bytes:
    """The workbook with another title for the rule, as somebody types it."""
    book = load_workbook(io.BytesIO(body))
    sheet = book["Règles"]
    headings = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[headings.index("regle")].value == RULE)
    row[headings.index("titre")].value = title
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_a_workbook_of_what_held_before_brings_its_own_changes_only(files: dict[str, bytes], world: World) -> None:
    body = retitled(export_xlsx(decode(files), world.vocabulary), "Une idée de reprise")
    standing = {**files, "suivi.yaml": files["suivi.yaml"] + b"# relu depuis\n"}
    taken = take_file("t.xlsx", body, standing, world, past={content_hash(decode(files))})
    assert (taken.replaced, taken.disputed) == ((file_of(files),), ())
    assert taken.files["suivi.yaml"] == standing["suivi.yaml"], "nobody's later work is undone"
    assert "Une idée de reprise" in taken.files[file_of(files)].decode()
    elsewhere = take_file("t.xlsx", body, standing, world)
    assert elsewhere.files["suivi.yaml"] == files["suivi.yaml"], "of unknown descent, it says all it says"
    twice = take_file("t.xlsx", body, moved(standing), world, past={content_hash(decode(files))})
    assert twice.disputed == (file_of(files),)


def test_no_workbook_is_said_with_its_place(files: dict[str, bytes], world: World) -> None:
    taken = take_file("x.xlsx", b"PK nothing", files, world)
    assert not taken.files
    assert taken.cells[0].message


def test_a_folder_is_read_byte_for_byte(folder: Path, files: dict[str, bytes]) -> None:
    (folder / "livradois-forez" / "notes.txt").write_text("pas une règle")
    assert read_folder(folder / "livradois-forez") == files
    with pytest.raises(RulesFileError):
        read_folder(folder)
