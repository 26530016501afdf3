"""What somebody reads who asks the command line for help, or mistypes: French, uncut, with the likely mend."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
import typer
from typer._click import Command, Context
from typer._click.exceptions import UsageError
from typer.core import TyperArgument, TyperGroup, TyperOption

from bot.cli import NAME, app
from bot.commands.outcome import CommandError
from bot.commands.usage import ANIMATORS, OPERATORS, Verb
from bot.rules.replay import CASES_REPLAYED
from bot.usecases.staffroom.binding import VALID_DAYS
from tests.cli.conftest import Run
from tests.cli.french import find_english, flat, is_typeset, plain
from tests.cli.terminal import COLUMNS, Terminal

README = Path(__file__).resolve().parents[2] / "README.md"
HEADINGS = {"Arguments", "Options", "Commandes", "Exemple", "Exemples", ANIMATORS, OPERATORS}

PAGE = """\
Usage : premiere-ecoute rules activate [OPTIONS] RÉVISION

  Montre ce qu’une révision change, demande, et la met en vigueur.

Arguments :
  RÉVISION  La révision : son numéro, ou le début de son empreinte.

Options :
  --territory TERRITOIRE  De quel territoire. Par défaut : celui de
                          DEFAULT_TERRITORY.
  --yes                   Sans demander.
  --help                  Montre cette aide.

Exemple :
  premiere-ecoute rules activate 2
"""


def tree(command: Command, *path: str) -> Iterator[tuple[tuple[str, ...], Command]]:
    yield path, command
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            yield from tree(below, *path, name)


ROOT = typer.main.get_command(app)
COMMANDS = dict(tree(ROOT))
VERBS = {path: command for path, command in COMMANDS.items() if not isinstance(command, TyperGroup)}


def names(paths: dict[tuple[str, ...], Command]) -> list[str]:
    return [" ".join(path) or NAME for path in paths]


@pytest.mark.parametrize(
    "sentence",
    [
        "Show this message and exit.", "Missing argument 'NEW'.", "No such option: --nope", "[required]",
        "Invalid value for '--case'", "Make one-time invitations to the staff bot.", "its tables are not the newest",
        "Start the product: both Telegram bots with their tokens", "The database is up to date.",
    ],
)  # fmt: skip
def test_english_is_seen(sentence: str) -> None:
    assert find_english(sentence) is not None


def test_the_tree_is_walked_whole() -> None:
    assert {"check", "rules activate", "territory new", "directory export", "doctor", "sheets import"} <= set(
        names(VERBS)
    )
    assert all(isinstance(command, Verb) for command in VERBS.values())


@pytest.mark.parametrize(("path", "command"), COMMANDS.items(), ids=names(COMMANDS))
def test_everything_has_a_french_help(path: tuple[str, ...], command: Command) -> None:
    helps = [command.help]
    for param in command.params:
        assert isinstance(param, TyperArgument | TyperOption)
        assert param.metavar or (isinstance(param, TyperOption) and param.is_flag), f"{param.name} shows a type"
        helps.append(param.help)
    for told in helps:
        assert told, path
        assert re.fullmatch(r"[A-ZÀÉ].*\.", told, re.DOTALL), told
        assert find_english(told) is None, told


@pytest.mark.parametrize("path", COMMANDS, ids=names(COMMANDS))
def test_help_pages_are_french_and_nothing_is_cut(cli: Run, path: tuple[str, ...]) -> None:
    ran = cli(*path, "--help", COLUMNS=str(COLUMNS))
    page, command = plain(ran.out), COMMANDS[path]
    assert (ran.status, ran.err) == (0, "")
    assert page.startswith(f"Usage : {' '.join([NAME, *path])}")
    assert find_english(page) is None, page
    assert set(re.findall(r"^(\S.*):$", page, re.MULTILINE)) <= {f"{heading} " for heading in HEADINGS}
    assert "..." not in page
    assert is_typeset(ran.out)
    assert [line for line in page.splitlines() if len(line) > COLUMNS] == []
    below = list(command.commands.values()) if isinstance(command, TyperGroup) else []
    for told in [*(each.help.partition("\n\n")[0] for each in below), *(each.help for each in command.params)]:
        assert flat(told) in flat(page), f"{told} is cut"
    assert flat(command.help or "") in flat(page)


def test_a_page_shows_arguments_options_and_an_example(cli: Run) -> None:
    assert plain(cli("rules", "activate", "--help", COLUMNS=str(COLUMNS)).out) == PAGE


def test_the_first_page_lists_verbs_under_those_who_use_them(cli: Run) -> None:
    page = plain(cli("--help").out)
    animators, operators = page.split(f"{ANIMATORS} :\n")[1].split(f"{OPERATORS} :\n")
    listed = [re.findall(r"^  ([a-z]+) ", part.partition("\n\n")[0], re.MULTILINE) for part in (animators, operators)]
    assert listed[0] == [
        "check", "explain", "diff", "coverage", "rules", "sheets", "directory", "territory", "absence", "chat", "try",
        "case", "report", "review", "invite", "revoke", "handover",
    ]  # fmt: skip
    assert listed[1] == ["run", "migrate", "doctor", "demo"]
    assert "docs/guide-animateur.md" in page


@pytest.mark.parametrize("columns", [40, 200])
def test_a_page_goes_with_the_width_of_the_terminal(cli: Run, columns: int) -> None:
    page = cli("explain", "--help", COLUMNS=str(columns)).out
    assert flat(COMMANDS["explain",].help or "") in flat(plain(page))
    assert max(map(len, page.splitlines())) <= COLUMNS


@pytest.mark.parametrize("path", [(), ("rules",), ("territory",), ("--",)], ids=str)
def test_without_a_verb_the_help_is_shown_and_nothing_was_done(cli: Run, path: tuple[str, ...]) -> None:
    ran = cli(*path)
    assert (ran.status, ran.out) == (2, "")
    assert plain(ran.err) == plain(cli(*[word for word in path if word != "--"], "--help").out)


@pytest.mark.parametrize("path", VERBS, ids=names(VERBS))
def test_every_example_is_a_command_line_that_is_taken(path: tuple[str, ...]) -> None:
    command = VERBS[path]
    assert isinstance(command, Verb)
    for example in command.examples:
        words = shlex.split(example.partition(" > ")[0])
        assert words[: len(path) + 1] == [NAME, *path]
        command.make_context(" ".join(path), words[len(path) + 1 :], parent=Context(ROOT, info_name=NAME))
    if any(isinstance(param, TyperArgument) and param.required for param in command.params):
        assert command.examples, "what is missing is mended by an example"


def test_figures_in_helps_are_those_that_hold() -> None:
    assert VALID_DAYS == 7
    assert "sept jours" in str(COMMANDS["invite",].help)
    (cases,) = [param for param in COMMANDS["diff",].params if param.name == "cases"]
    assert f"les {CASES_REPLAYED} derniers" in str(cases.help)


def test_the_readme_lists_every_verb_as_it_is_used() -> None:
    rows = re.findall(r"^\| `(.*?)` \|", README.read_text("utf-8").replace("\\|", "|"), re.MULTILINE)
    for path, command in VERBS.items():
        words = {word.strip("[]") for row in rows if row.split()[0] == path[0] for word in row.split()}
        assert path[-1] in words
        named = {str(param.metavar) for param in command.params if isinstance(param, TyperArgument)}
        assert named <= words, path


USAGE_ERRORS = (
    (["dif"], "« dif » n’est pas une commande. Vouliez-vous dire « diff » ?"),
    (["rules", "activte", "2"], "« activte » n’est pas une commande. Vouliez-vous dire « activate » ?"),
    (["activate", "2"], "« activate » n’est pas une commande. Vouliez-vous dire « rules activate » ?"),
    (
        ["import", "territoires"],
        "« import » n’est pas une commande. Vouliez-vous dire « rules import » ou « sheets import » ?",
    ),
    (
        ["sheets", "frobnicate"],
        "« frobnicate » n’est pas une commande. Il y a : export, import. Voyez premiere-ecoute sheets --help",
    ),
    (
        ["diff", "a"],
        "Il manque APRÈS (le même, avec vos changements). "
        "Exemple : premiere-ecoute diff copie/livradois-forez territoires/livradois-forez",
    ),
    (
        ["rules", "activate"],
        "Il manque RÉVISION (la révision : son numéro, ou le début de son empreinte). "
        "Exemple : premiere-ecoute rules activate 2",
    ),
    (
        ["directory", "export"],
        "Il manque --format (le schéma national, version 1, en JSON). "
        "Exemple : premiere-ecoute directory export --format data-inclusion > annuaire.json",
    ),
    (["try", "place"], "Il manque TEXTE (ce que quelqu’un écrirait). Exemple : premiere-ecoute try place arlan"),
    (["diff", "--nope"], "L’option « --nope » n’existe pas. Il y a : --cases, --on, --json, --help."),
    (["explain", "--profil", "x"], "L’option « --profil » n’existe pas. Vouliez-vous dire « --profile » ?"),
    (["doctor", "-j"], "L’option « -j » n’existe pas. Il y a : --json, --help."),
    (
        ["--json", "check"],
        "L’option « --json » n’existe pas ici. Les options s’écrivent après la commande : "
        "premiere-ecoute COMMANDE --json",
    ),
    (["diff", "a", "b", "--on"], "Il manque JOUR après --on (un jour, comme 2026-11-22)."),
    (["check", "--quick=oui"], "--quick : cette option s’écrit seule, sans valeur."),
    (["explain", "--case", "dix"], "--case : « dix » n’est pas un nombre entier d’au moins 1."),
    (["explain", "--case", "0"], "--case : « 0 » n’est pas un nombre entier d’au moins 1."),
    (["diff", "a", "b", "--cases", "-1"], "--cases : « -1 » n’est pas un nombre entier d’au moins 0."),
    (["coverage", "--format", "pdf"], "--format : « pdf » ne convient pas. Écrivez terminal, csv ou html."),
    (["coverage", "--format", "htm"], "--format : « htm » ne convient pas. Vouliez-vous dire « html » ?"),
    (
        ["try", "colour", "red"],
        "story|answer|intent|place|sector : « colour » ne convient pas. "
        "Écrivez story, answer, intent, place ou sector.",
    ),
    (
        ["rules", "import", "x", "--note", "Après", "la", "réunion"],
        "« la » est de trop. Des mots qui vont ensemble s’écrivent entre guillemets ; sinon, voyez "
        "premiere-ecoute rules import --help",
    ),
    (["explain", "--on", "hier"], "Dites quoi expliquer, avec --profile FICHIER ou --case NUMÉRO."),
)


@pytest.mark.parametrize(
    ("args", "sentence"), USAGE_ERRORS, ids=lambda each: " ".join(each) if each != str(each) else ""
)
def test_a_mistyped_line_is_answered_in_french_with_the_likely_mend(cli: Run, args: list[str], sentence: str) -> None:
    ran = cli(*args)
    assert (ran.status, ran.out) == (2, "")
    assert plain(ran.err) == f"premiere-ecoute: {sentence}\n"
    assert is_typeset(ran.err)


def test_a_terminal_shows_whole_words(terminal: Callable[..., Terminal]) -> None:
    shown = terminal("rules", "import", "x", "y")
    assert shown.wait_for_end() == 2
    lines = plain(shown.text).splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= COLUMNS
    assert flat(" ".join(lines)) == (
        "premiere-ecoute: « y » est de trop. Des mots qui vont ensemble s’écrivent entre guillemets ; sinon, voyez "
        "premiere-ecoute rules import --help"
    )


class Odd(Verb):
    """A verb whose parser refuses in a way that nobody has met."""

    def make_parser(self, ctx: Context) -> NoReturn:
        raise UsageError("something new", ctx)


@pytest.mark.parametrize(
    ("epilog", "mend"),
    [("premiere-ecoute odd 1", "Exemple : premiere-ecoute odd 1"), (None, "Voyez premiere-ecoute odd --help")],
)
def test_a_usage_error_of_another_kind_is_french_too(epilog: str | None, mend: str) -> None:
    with pytest.raises(CommandError) as refused:
        Odd("odd", epilog=epilog).make_context("premiere-ecoute odd", [])
    assert plain(str(refused.value)) == f"Cette commande ne se comprend pas. {mend}"
    assert refused.value.status == 2
