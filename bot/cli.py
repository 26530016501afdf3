"""`premiere-ecoute …`: the verbs and their arguments. What a verb does is in `bot.commands`, imported when it runs.

Exit status: 0 done; 1 findings (`check`, `doctor`, refused definitions) or people who move (`diff`); 2 settings or
usage, told in one line.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.absence_verbs import absence
from bot.commands.outcome import FINDINGS, USAGE, CommandError
from bot.commands.printing import print_lines
from bot.commands.rules_verbs import rules
from bot.commands.territory_verbs import territory
from bot.commands.usage import OPERATORS, Commands
from bot.commands.what_if_verbs import what_if
from referral_rules.typography import typeset

if TYPE_CHECKING:
    from bot.settings import Settings

NAME = "premiere-ecoute"
INTERRUPTED = 130  # what a shell gives a program that Ctrl-C ended

app = Commands("Un accueil qui écoute, propose un nom, dit pourquoi, et n’oublie personne.")
sheets = Commands("Un territoire dans un tableur, et retour.")
directory = Commands("L’annuaire d’un territoire : le relire, le publier.")
others = Commands()

app.add_typer(what_if)
app.add_typer(rules, name="rules")
app.add_typer(sheets, name="sheets")
app.add_typer(directory, name="directory")
app.add_typer(territory, name="territory")
app.add_typer(absence, name="absence")
app.add_typer(others)

AsJson = Annotated[bool, typer.Option("--json", help="Écrit du JSON, pour les scripts.")]
OfTerritory = Annotated[
    str | None,
    typer.Option(
        "--territory", metavar="TERRITOIRE", help="De quel territoire. Par défaut : celui de DEFAULT_TERRITORY."
    ),
]
OfFolder = Annotated[Path, typer.Argument(metavar="DOSSIER", help="Le dossier du territoire.")]


class Matched(StrEnum):
    """What `try` can match a text with."""

    STORY = "story"
    ANSWER = "answer"
    INTENT = "intent"
    PLACE = "place"
    SECTOR = "sector"


class SheetFormat(StrEnum):
    """How `invite` hands invitations over."""

    CODE = "code"
    LINKS = "links"
    SHEET = "sheet"


class ReportFormat(StrEnum):
    """How `report` and `review` are written."""

    HTML = "html"
    XLSX = "xlsx"
    JSON = "json"


class DirectoryFormat(StrEnum):
    """What `directory export` writes."""

    DATA_INCLUSION = "data-inclusion"


@others.command(
    rich_help_panel=OPERATORS,
    help="Démarre le service : les deux bots s’ils ont leurs jetons, sinon la conversation dans ce terminal.",
)
def run() -> None:
    """Start the product: both Telegram bots with their tokens, else the terminal front door."""
    from bot.commands.run import run_product

    run_product(_settings())


@others.command(help="Ouvre la conversation dans ce terminal, comme une personne la vivrait.")
def chat() -> None:
    """Open the terminal front door, tokens or not."""
    from bot.commands.run import run_terminal

    run_terminal(_settings())


@others.command(
    "try",
    help="Montre ce que le logiciel comprend de mots écrits librement : un récit, une réponse, une demande, un lieu, "
    "un métier.",
    epilog="premiere-ecoute try place arlan\npremiere-ecoute try story on reprend l’épicerie d’Arlanc à deux\n"
    "premiere-ecoute try answer echeance avant l’été\npremiere-ecoute try intent c’est gratuit",
)
def try_matcher(
    matched: Annotated[
        Matched,
        typer.Argument(
            metavar="story|answer|intent|place|sector",
            help="Un récit (story), une réponse (answer, la question en premier), une demande (intent), un lieu "
            "(place) ou un métier (sector).",
        ),
    ],
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXTE…",
            help="Ce que quelqu’un écrirait ; - en lit un par ligne sur l’entrée standard, en texte ou en JSON.",
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Show what the matcher offers for a text, with scores."""
    from bot.commands.try_matcher import try_words

    try_words(_settings(), matched.value, " ".join(text), as_json=as_json)


@others.command(
    "case",
    help="Raconte ce qui est arrivé à un dossier, et où il en est ; chaque regard est noté.",
    epilog="premiere-ecoute case 241\npremiere-ecoute case 241 --json",
)
def show_case(
    number: Annotated[int, typer.Argument(metavar="NUMÉRO", help="Le numéro du dossier.", min=1, max=999_999_999)],
    as_json: AsJson = False,
) -> None:
    """Tell the history of a case; nothing personal is shown."""
    from bot.commands.case import show_case

    show_case(_settings(), number, as_json=as_json)


@others.command(
    "report",
    help="Écrit le rapport de pilotage : ce que sont devenus les dossiers de quelques mois, sans parler de personne.",
    epilog="premiere-ecoute report --from 2026-01 --to 2026-03 > t1.html\n"
    "premiere-ecoute report --from 2026-01 --to 2026-03 --format xlsx > t1.xlsx",
)
def report(
    first: Annotated[str, typer.Option("--from", metavar="MOIS", help="Le premier mois, comme 2026-01.")],
    last: Annotated[str, typer.Option("--to", metavar="MOIS", help="Le dernier mois, comme 2026-03.")],
    territory: OfTerritory = None,
    structure: Annotated[
        str | None,
        typer.Option(metavar="IDENTIFIANT", help="Seulement les chiffres de cette structure, pour elle-même."),
    ] = None,
    form: Annotated[
        ReportFormat, typer.Option("--format", metavar="html|xlsx|json", help="Une page, un classeur ou du JSON.")
    ] = ReportFormat.HTML,
) -> None:
    """Write the steering report; no figure tells of fewer than five people."""
    from bot.commands.report import Wanted, make_report

    make_report(_settings(), Wanted(territory, first, last, structure), form.value)


@others.command(
    "review",
    help="Écrit la revue d’un mois pour la réunion des partenaires ; ne nomme que ceux qui en sont d’accord.",
    epilog="premiere-ecoute review --month 2026-11 > revue.html\n"
    "premiere-ecoute review --month 2026-11 --format xlsx > revue.xlsx",
)
def review(
    month: Annotated[str, typer.Option(metavar="MOIS", help="Le mois, comme 2026-11.")],
    territory: OfTerritory = None,
    form: Annotated[
        ReportFormat, typer.Option("--format", metavar="html|xlsx|json", help="Une page, un classeur ou du JSON.")
    ] = ReportFormat.HTML,
) -> None:
    """Write the monthly review; people are named only under the partners' agreement, and each look is audited."""
    from bot.commands.review import make_review

    make_review(_settings(), territory, month, form.value)


@others.command(
    help="Prépare des invitations au bot de l’équipe ; chacune sert une fois et vaut sept jours.",
    epilog="premiere-ecoute invite --interlocutor cc-ambert.accueil\n"
    "premiere-ecoute invite --all --format sheet > invitations.html",
)
def invite(
    interlocutor: Annotated[
        str | None,
        typer.Option(metavar="IDENTIFIANT", help="Cette personne de l’annuaire, comme cc-ambert.accueil."),
    ] = None,
    animator: Annotated[bool, typer.Option("--animator", help="Une animatrice ou un animateur du territoire.")] = False,
    everyone: Annotated[bool, typer.Option("--all", help="Toutes les personnes encore sans compte.")] = False,
    territory: OfTerritory = None,
    form: Annotated[
        SheetFormat,
        typer.Option(
            "--format", metavar="code|links|sheet", help="Comment les remettre : codes, liens ou page à imprimer."
        ),
    ] = SheetFormat.CODE,
) -> None:
    """Make one-time invitations to the staff bot."""
    from bot.commands.invite import Guests, invite_guests

    invite_guests(_settings(), Guests(territory, interlocutor, animator=animator, everyone=everyone), form.value)


@others.command(
    help="Retire un compte de l’équipe : accès coupé, fiches effacées, dossiers confiés à quelqu’un d’autre.",
    epilog="premiere-ecoute revoke --interlocutor cc-ambert.accueil",
)
def revoke(
    interlocutor: Annotated[
        str | None, typer.Option(metavar="IDENTIFIANT", help="Tous les comptes de cette personne de l’annuaire.")
    ] = None,
    account: Annotated[int | None, typer.Option(metavar="NUMÉRO", help="Ce compte, par son numéro.")] = None,
) -> None:
    """Shut a staff account out."""
    from bot.commands.revoke import revoke_accounts

    revoke_accounts(_settings(), interlocutor, account)


@others.command(
    help="Confie à quelqu’un la suite des dossiers de qui s’en va : liste, demande, puis le fait.",
    epilog="premiere-ecoute handover cc-ambert.accueil cc-ambert.economie --on 30/11",
)
def handover(
    leaving: Annotated[str, typer.Argument(metavar="QUI", help="Qui s’en va, comme cc-ambert.accueil.")],
    to: Annotated[str, typer.Argument(metavar="SUITE", help="Qui prend la suite.")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="JOUR", help="Le jour du départ. Par défaut : c’est déjà fait.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Confie sans demander.")] = False,
    territory: OfTerritory = None,
) -> None:
    """Let somebody go on with the cases of somebody who leaves; status 1 when the answer was no."""
    from bot.commands.asking import ask
    from bot.commands.handover import hand_cases_over

    raise typer.Exit(hand_cases_over(_settings(), territory, leaving, to, on, None if yes else ask))


@others.command(
    rich_help_panel=OPERATORS, help="Met la base de données à jour ; run et rules le font aussi d’eux-mêmes."
)
def migrate() -> None:
    """Bring the database to the newest form."""
    from bot.commands.migrate import migrate_database

    migrate_database(_settings())


@others.command(
    rich_help_panel=OPERATORS,
    help="Examine réglages, territoires, jetons, base, pivots, messages et rappels, et dit quoi réparer.",
)
def doctor(as_json: AsJson = False) -> None:
    """Look at settings, database, territories, tokens, pivots, outbox and reminders; exit status 1 on a failure."""
    from bot.commands.doctor import examine_all

    raise typer.Exit(examine_all(os.environ, as_json=as_json))


@others.command(rich_help_panel=OPERATORS, help="Joue toute seule l’histoire d’une personne, jusqu’à l’appel promis.")
def demo(
    picture: Annotated[
        Path | None, typer.Option(metavar="FICHIER.svg", help="Dessine aussi la conversation, en image SVG.")
    ] = None,
) -> None:
    """Play one newcomer's story through the whole product, with nobody at the keyboard."""
    from bot.commands.run import run_demo

    run_demo(picture)


@sheets.command(
    "export",
    help="Écrit un territoire dans un classeur : une ligne par règle, une colonne par critère.",
    epilog="premiere-ecoute sheets export territoires/livradois-forez regles.xlsx",
)
def export_sheets(
    directory: OfFolder,
    file: Annotated[Path, typer.Argument(metavar="FICHIER.xlsx", help="Le classeur à écrire.")],
) -> None:
    """Write a territory to a spreadsheet: one row a rule, one column a fact."""
    from bot.commands.sheets import export_sheets

    export_sheets(directory, file)


@sheets.command(
    "import",
    help="Montre ce qu’un classeur change, et pour qui ; demande, puis l’écrit dans le dossier du territoire.",
    epilog="premiere-ecoute sheets import regles.xlsx territoires/livradois-forez",
)
def import_sheets(
    file: Annotated[Path, typer.Argument(metavar="FICHIER.xlsx", help="Le classeur à lire.")],
    directory: OfFolder,
    yes: Annotated[bool, typer.Option("--yes", help="Écrit sans demander.")] = False,
    lines: Annotated[bool, typer.Option("--lines", help="Montre aussi les lignes des fichiers.")] = False,
) -> None:
    """Show what a spreadsheet changes, and who is referred otherwise; ask, then write it; status 1 when refused."""
    from bot.commands.asking import ask
    from bot.commands.sheets import import_sheets

    raise typer.Exit(import_sheets(_settings(), file, directory, None if yes else ask, with_lines=lines))


@directory.command("list", help="Montre qui est où, ce qui est convenu, et quand chaque fiche a été vérifiée.")
def list_directory(territory: OfTerritory = None, as_json: AsJson = False) -> None:
    """Show who is where, what they agreed to, and when each entry was last verified."""
    from bot.commands.directory import list_directory

    list_directory(_settings(), territory, as_json=as_json)


@directory.command(
    "export",
    help="Écrit les structures et les services d’un territoire pour d’autres annuaires.",
    epilog="premiere-ecoute directory export --format data-inclusion > annuaire.json",
)
def export_directory(
    form: Annotated[
        DirectoryFormat,
        typer.Option("--format", metavar="data-inclusion", help="Le schéma national, version 1, en JSON."),
    ],
    territory: OfTerritory = None,
) -> None:
    """Write a territory's structures and services for other directories."""
    from bot.commands.directory import export_territory

    export_territory(_settings(), form.value, territory)


def main() -> None:
    """The entry point: run the verb, turn what went wrong into one line and a status."""
    sys.exit(_run())


def _run() -> int:
    from bot.rules.definitions import DefinitionsError
    from bot.settings import SettingsError

    try:
        status = app(prog_name=NAME, standalone_mode=False)
        return status if isinstance(status, int) else 0
    except CommandError as error:
        return _refuse(str(error), error.status)
    except SettingsError as error:
        return _refuse(str(error), USAGE)
    except DefinitionsError as error:
        return _refuse(str(error), FINDINGS)
    except typer.Abort:  # at a question, of which each comes before anything is written
        print(file=sys.stderr)
        return _refuse(typeset("Interrompu : rien n’a été écrit."), INTERRUPTED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _refuse(line: str, status: int) -> int:
    print_lines(f"{NAME}: {line}".splitlines(), sys.stderr)
    return status


def _settings() -> Settings:
    from bot.commands.environment import read_settings

    return read_settings()
