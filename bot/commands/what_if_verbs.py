"""The arguments of the verbs that only look; what they do is in `bot.commands`, imported when one runs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.outcome import CommandError
from bot.commands.usage import Commands

if TYPE_CHECKING:
    from bot.settings import Settings

what_if = Commands()

AsJson = Annotated[bool, typer.Option("--json", help="Écrit du JSON, pour les scripts.")]
OnDay = Annotated[
    str | None,
    typer.Option("--on", metavar="JOUR", help="Un jour, comme 2026-11-22. Par défaut : aujourd’hui."),
]


class CoverageForm(StrEnum):
    """How `coverage` is written."""

    TERMINAL = "terminal"
    CSV = "csv"
    HTML = "html"


@what_if.command(
    help="Relit les fichiers d’un territoire et dit quoi corriger, fichier et ligne.\n\n"
    "Prouve aussi ce que les règles font ensemble : qui n’aurait personne, quelles règles se contredisent, lesquelles "
    "ne servent jamais. Ce sont toujours les fichiers qui sont lus, quelles que soient les règles en vigueur ; pour "
    "une révision de la base : « rules show ». Pour un script, le code de sortie est 1 quand il y a une erreur.",
    epilog="premiere-ecoute check territoires",
)
def check(
    directory: Annotated[
        Path | None,
        typer.Argument(metavar="DOSSIER", help="Un territoire, ou plusieurs. Par défaut : ceux de TERRITORIES_DIR."),
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Vite, sans prouver ce que les règles font ensemble.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check the dialog and the territories' files, whatever is in force."""
    from bot.commands.check import check_all

    raise typer.Exit(check_all(_settings(), directory, as_json=as_json, quick=quick))


@what_if.command(
    help="Dit à qui va un profil ou un dossier, pourquoi, et ce qui a été envisagé d’autre.\n\n"
    "Un profil suit les règles en vigueur, un dossier celles de son jour ; avec --dir, ce sont les fichiers que vous "
    "êtes en train de modifier.",
    epilog="premiere-ecoute explain --profile profils/epicerie.yaml\npremiere-ecoute explain --case 241",
)
def explain(
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile", metavar="FICHIER", help="Un profil, en YAML ou en JSON ; - le lit sur l’entrée standard."
        ),
    ] = None,
    case: Annotated[
        int | None,
        typer.Option("--case", metavar="NUMÉRO", min=1, help="Un dossier de la base ; chaque regard est noté."),
    ] = None,
    directory: Annotated[
        Path | None,
        typer.Option("--dir", metavar="DOSSIER", help="D’après ces fichiers, et non les règles en vigueur."),
    ] = None,
    territory: Annotated[
        str | None,
        typer.Option("--territory", metavar="TERRITOIRE", help="De quel territoire. Par défaut : celui de la commune."),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="JOUR",
            help="Un jour, comme 2026-11-22. Par défaut : aujourd’hui ; pour un dossier, le jour de son orientation.",
        ),
    ] = None,
    every_rule: Annotated[
        bool, typer.Option("--all", help="Montre toutes les règles, même les plus éloignées.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say who is proposed to a profile, or was to a case, why, and what else was considered."""
    if (profile is None) == (case is None):
        raise CommandError("Dites quoi expliquer, avec --profile FICHIER ou --case NUMÉRO.")
    if case is not None:
        from bot.commands.explain_case import explain_case

        if territory is not None:
            raise CommandError("--territory\u202f: un dossier a déjà son territoire, retirez cette option.")
        explain_case(_settings(), case, directory=directory, on=on, every_rule=every_rule, as_json=as_json)
    elif profile is not None:
        from bot.commands.explain import Question, explain_profile

        question = Question(profile, directory, territory, on, every_rule=every_rule)
        explain_profile(_settings(), question, as_json=as_json)


@what_if.command(
    help="Dit ce que des règles modifiées changeraient pour les gens, sans rien mettre en vigueur.\n\n"
    "Pour un script, le code de sortie est 1 quand quelqu’un change d’interlocuteur, d’appui ou de parcours.",
    epilog="premiere-ecoute diff copie/livradois-forez territoires/livradois-forez",
)
def diff(
    old: Annotated[Path, typer.Argument(metavar="AVANT", help="Le dossier d’un territoire, tel qu’il était.")],
    new: Annotated[Path, typer.Argument(metavar="APRÈS", help="Le même, avec vos changements.")],
    cases: Annotated[
        int | None,
        typer.Option(
            "--cases",
            metavar="NOMBRE",
            min=0,
            help="Combien de dossiers de la base rejouer. Par défaut : les 500 derniers.",
        ),
    ] = None,
    on: OnDay = None,
    as_json: AsJson = False,
) -> None:
    """Say who gets another referent, appui or programme under one folder than under another."""
    from bot.commands.diff import diff_territories
    from bot.rules.replay import CASES_REPLAYED

    number = CASES_REPLAYED if cases is None else cases
    raise typer.Exit(diff_territories(_settings(), old, new, cases=number, on=on, as_json=as_json))


@what_if.command(
    help="Montre qui fait quoi, par secteur, stade et besoin, puis par structure, avec les trous.\n\n"
    "Ce sont les règles en vigueur ; ou, si vous nommez un dossier, ce que disent ses fichiers.",
    epilog="premiere-ecoute coverage\npremiere-ecoute coverage territoires --format html > qui-fait-quoi.html",
)
def coverage(
    directory: Annotated[Path | None, typer.Argument(metavar="DOSSIER", help="Un territoire, ou plusieurs.")] = None,
    territory: Annotated[
        str | None, typer.Option("--territory", metavar="TERRITOIRE", help="Celui-ci seulement.")
    ] = None,
    form: Annotated[
        CoverageForm,
        typer.Option("--format", metavar="terminal|csv|html", help="Pour l’écran, un tableur ou l’imprimante."),
    ] = CoverageForm.TERMINAL,
    on: OnDay = None,
) -> None:
    """Show who does what, by sector, stage and need, then by structure, with the holes."""
    from bot.commands.coverage import show_coverage

    show_coverage(_settings(), directory, territory, form.value, on)


def _settings() -> Settings:
    from bot.commands.environment import read_settings

    return read_settings()
