"""What an operator, or an animator who does their work, reads: whole French sentences with the mend."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.store import Store
from tests.cli.conftest import FRONT, STAFF, Run
from tests.cli.french import find_english, is_typeset, plain
from tests.cli.terminal import COLUMNS, Terminal
from tests.fake_bot_api import FakeBotApi

LF = "livradois-forez"
LABELS = (
    "réglages", "territoires", "bot d’accueil", "bot de l’équipe", "base de données", "pivot du territoire .*",
    "messages", "rappels",
)  # fmt: skip
LINE = re.compile(rf"[✓✗–] ({'|'.join(LABELS)}) : .+")
PATHS = re.compile(r"[\w.:]*(/[\w.:-]+)+|\(\w+Error\)|[A-Z_]{6,}")


def read(out: str) -> list[str]:
    """The lines of `doctor`, all of them well said."""
    lines = plain(out).splitlines()
    for line in lines:
        assert LINE.fullmatch(line), line
        assert find_english(PATHS.sub("", line)) is None, line
    assert is_typeset(out)
    return lines


def test_doctor_before_the_first_start(cli: Run, tmp_path: Path) -> None:
    lines = read(cli("doctor").out)
    assert lines == [
        "✓ réglages : tous les réglages sont justes.",
        lines[1],
        "– bot d’accueil : FRONT_BOT_TOKEN n’est pas donné : la conversation se tient dans le terminal.",
        "– bot de l’équipe : STAFF_BOT_TOKEN n’est pas donné : la conversation se tient dans le terminal.",
        f"✗ base de données : {tmp_path}/test.db n’existe pas encore. Lancez premiere-ecoute migrate",
    ]
    assert lines[1].startswith("✓ territoires : la conversation et les territoires sont justes")


def test_doctor_when_all_is_well(cli: Run, store: Store) -> None:
    assert read(cli("doctor").out)[4:] == [
        "✓ base de données : sqlite répond, ses tables sont à jour.",
        f"– pivot du territoire {LF} : dans le terminal, vous jouez le pivot vous-même.",
        "✓ messages : 0 message à envoyer, aucun en retard.",
        "✓ rappels : 0 rappel à envoyer, aucun en retard.",
    ]


def test_doctor_tells_a_broken_territory_a_broken_database_and_old_tables(
    cli: Run, territories: str, store: Store, tmp_path: Path
) -> None:
    rules = Path(territories) / LF / "suivi.yaml"
    rules.write_text(rules.read_text("utf-8").replace("promesse_jours: 5", "promesse_jours: cinq", 1), "utf-8")
    with store.begin() as work:
        work.session.connection().execute(text("DELETE FROM alembic_version"))
    lines = read(cli("doctor").out)
    assert re.fullmatch(
        r"✗ territoires : \S+/suivi\.yaml:\d+ est à corriger\. Lancez premiere-ecoute check, qui dit quoi corriger\.",
        lines[1],
    )
    assert lines[-1] == "✗ base de données : ses tables ne sont pas à jour. Lancez premiere-ecoute migrate"
    (tmp_path / "odd.db").write_text("no database")
    assert read(cli("doctor", DATABASE_URL=f"sqlite:///{tmp_path}/odd.db").out)[-1] == (
        "✗ base de données : elle ne répond pas comme il faut (DatabaseError). "
        "Vérifiez DATABASE_URL, et que le serveur tourne."
    )


async def test_doctor_with_bots(api: FakeBotApi, cli: Run, store: Store) -> None:
    settings = {"FRONT_BOT_TOKEN": "3333:" + "x" * 35, "STAFF_BOT_TOKEN": STAFF, "TELEGRAM_API_URL": api.url}
    lines = read((await asyncio.to_thread(cli, "doctor", **settings)).out)
    assert lines[2:4] == [
        "✗ bot d’accueil : Telegram refuse le jeton FRONT_BOT_TOKEN. Copiez-le de nouveau depuis BotFather.",
        "✓ bot de l’équipe : @equipe_bot répond.",
    ]
    assert lines[5] == (
        f"✗ pivot du territoire {LF} : parc.accueil n’a pas de compte : ce que personne ne prend n’arrive à personne. "
        f"Lancez premiere-ecoute invite --interlocutor parc.accueil --territory {LF}"
    )
    away = {**settings, "FRONT_BOT_TOKEN": FRONT, "TELEGRAM_API_URL": "http://127.0.0.1:9"}
    assert read((await asyncio.to_thread(cli, "doctor", **away)).out)[2] == (
        "✗ bot d’accueil : http://127.0.0.1:9 ne répond pas comme il faut (ConnectError). "
        "Vérifiez le réseau et TELEGRAM_API_URL."
    )


def test_doctor_folds_between_words_in_a_terminal(terminal: Callable[..., Terminal]) -> None:
    shown = terminal("doctor")
    assert shown.wait_for_end() == 1
    text = plain(shown.text)
    assert max(len(line.rstrip()) for line in text.splitlines()) <= COLUMNS
    assert "la conversation se tient dans le terminal." in " ".join(text.split())


def test_doctor_keeps_its_names_for_programs(cli: Run, store: Store) -> None:
    told = json.loads(cli("doctor", "--json").out)
    assert [check["name"] for check in told] == [
        "settings", "territories", "front bot", "staff bot", "database", f"pivot of {LF}", "outbox", "reminders",
    ]  # fmt: skip
    assert {check["standing"] for check in told} == {"ok", "skipped"}
    assert told[0].keys() == {"name", "label", "standing", "line", "mend"}


def test_migrate_says_that_it_is_done(cli: Run) -> None:
    assert cli("migrate").out == "La base de données est à jour.\n"


ONE_LINERS = (
    (["invite"], {}, "Dites qui inviter, par une option : --interlocutor IDENTIFIANT, --animator ou --all."),
    (
        ["invite", "--animator", "--territory", "livradois"],
        {},
        "--territory : aucun territoire « livradois ». Vouliez-vous dire « livradois-forez » ?",
    ),
    (
        ["invite", "--interlocutor", "cc-ambert.acceuil"],
        {},
        f"--interlocutor : à {LF}, personne n’a l’identifiant « cc-ambert.acceuil ». "
        "Vouliez-vous dire « cc-ambert.accueil » ?",
    ),
    (
        ["invite", "--interlocutor", "x"],
        {},
        f"--interlocutor : à {LF}, personne n’a l’identifiant « x ». L’annuaire : premiere-ecoute directory list",
    ),
    (
        ["invite", "--animator", "--format", "links"],
        {},
        "STAFF_BOT_TOKEN : il manque, et un lien porte le nom du bot. Donnez-le, ou prenez --format code.",
    ),
    (
        ["invite", "--animator"],
        {"FRONT_BOT_TOKEN": FRONT, "STAFF_BOT_TOKEN": STAFF, "TELEGRAM_API_URL": "http://127.0.0.1:9"},
        "TELEGRAM_API_URL : http://127.0.0.1:9 ne répond pas comme il faut (ConnectError). Vérifiez le réseau.",
    ),
    (
        ["run"],
        {},
        "Ni jetons (FRONT_BOT_TOKEN, STAFF_BOT_TOKEN), ni personne au clavier. Donnez les jetons, ou lancez-le dans un "
        "terminal ; pour voir l’histoire se jouer seule : premiere-ecoute demo",
    ),
    (
        ["run"],
        {"FRONT_BOT_TOKEN": FRONT},
        "STAFF_BOT_TOKEN : il manque, alors que FRONT_BOT_TOKEN est donné. Donnez les deux, ou aucun : la conversation "
        "se tient alors dans le terminal.",
    ),
    (
        ["check"],
        {"DEFAULT_TERRITORY": "atlantis"},
        f"DEFAULT_TERRITORY : TERRITORIES_DIR n’a pas de territoire de ce nom. Il y a : {LF}.",
    ),
)


@pytest.mark.parametrize(("args", "settings", "sentence"), ONE_LINERS)
def test_what_cannot_be_done_is_one_french_line_with_its_mend(
    cli: Run, args: list[str], settings: dict[str, str], sentence: str
) -> None:
    ran = cli(*args, **settings)
    assert (ran.status, ran.out) == (2, "")
    assert plain(ran.err) == f"premiere-ecoute: {sentence}\n"
    assert is_typeset(ran.err)


def test_a_database_that_does_not_answer_is_told_by_who_needs_it(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "test.db").write_text("no database")
    for args in (["migrate"], ["invite", "--animator"], ["rules", "list"], ["explain", "--case", "1"]):
        ran = cli(*args)
        assert ran.status == 1
        told = plain(ran.err.splitlines()[-1])
        assert re.fullmatch(
            r"premiere-ecoute: DATABASE_URL : la base de données ne (répond pas comme il faut|se lit pas) "
            r"\(.+\)\. Vérifiez qu’elle tourne(\.|, puis lancez premiere-ecoute migrate)",
            told,
        ), told
        assert is_typeset(ran.err)


def test_invitations_without_links_say_how_to_use_them(cli: Run) -> None:
    assert plain(cli("invite", "--animator").err).splitlines()[0] == (
        "premiere-ecoute: STAFF_BOT_TOKEN n’est pas donné, donc pas de lien : "
        "chacun écrit /start et son code au bot de l’équipe."
    )


def test_try_says_what_the_matcher_makes_of_words(cli: Run) -> None:
    sure, found = plain(cli("try", "place", "arlanc").out).splitlines()
    assert sure == "  sûr : pris tel quel"
    assert found.endswith("  Arlanc (63220)  [commune 63010]")
    assert plain(cli("try", "sector", "xqzwv").out) == (
        "  pas sûr : aucun secteur n’est proposé, toute la liste est montrée\n"
    )
    assert "d’après : " in plain(cli("try", "sector", "boulangerie").out)
