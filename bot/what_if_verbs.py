"""The arguments of the verbs that only look; what they do is in `bot.commands`, imported when one runs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.outcome import CommandError

if TYPE_CHECKING:
    from bot.settings import Settings

what_if = typer.Typer(rich_markup_mode=None)

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON, for scripts.")]
OnDay = Annotated[str | None, typer.Option("--on", metavar="DAY", help="Like 2026-11-22; default: today.")]


class CoverageForm(StrEnum):
    """How `coverage` is written."""

    TERMINAL = "terminal"
    CSV = "csv"
    HTML = "html"


@what_if.command()
def check(
    directory: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Territories to check.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Without the exact analysis of the rules.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check the dialog and the territories' files; findings as file:line, exit status 1 on errors.

    Always about files, whatever is in force; what is found in a revision of the database: `rules show REV`.
    """
    from bot.commands.check import check_all

    raise typer.Exit(check_all(_settings(), directory, as_json=as_json, quick=quick))


@what_if.command()
def explain(
    profile: Annotated[
        str | None, typer.Option("--profile", metavar="FILE", help="YAML or JSON of facts; - reads stdin.")
    ] = None,
    case: Annotated[
        int | None, typer.Option("--case", metavar="NUMBER", min=1, help="A case of the database; audited.")
    ] = None,
    directory: Annotated[
        Path | None,
        typer.Option("--dir", metavar="DIR", help="Ask what these files say, instead of the rules in force."),
    ] = None,
    territory: Annotated[str | None, typer.Option("--territory", metavar="ID", help="Default: the commune's.")] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="Default: today; of a case, the day of its referral.")
    ] = None,
    every_rule: Annotated[bool, typer.Option("--all", help="Show every rule, however far off.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say who is proposed to a profile, or was to a case, why, and what else was considered.

    A profile goes by the rules in force, a case by those of its day; --dir asks the files being edited instead.
    """
    if (profile is None) == (case is None):
        raise CommandError("explain\u202f: dites quoi, avec --profile FILE ou --case NUMBER.")
    if case is not None:
        from bot.commands.explain_case import explain_case

        if territory is not None:
            raise CommandError("--territory\u202f: un dossier a déjà son territoire, retirez cette option.")
        explain_case(_settings(), case, directory=directory, on=on, every_rule=every_rule, as_json=as_json)
    elif profile is not None:
        from bot.commands.explain import Question, explain_profile

        question = Question(profile, directory, territory, on, every_rule=every_rule)
        explain_profile(_settings(), question, as_json=as_json)


@what_if.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A territory's folder, as it is.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The same, changed.")],
    cases: Annotated[
        int | None,
        typer.Option("--cases", metavar="N", min=0, help="Replay the last N cases of the database; default: 500."),
    ] = None,
    on: OnDay = None,
    as_json: AsJson = False,
) -> None:
    """Say who gets another referent, appui or programme under NEW than under OLD; exit status 1 when somebody does."""
    from bot.commands.diff import diff_territories
    from bot.replay import CASES_REPLAYED

    number = CASES_REPLAYED if cases is None else cases
    raise typer.Exit(diff_territories(_settings(), old, new, cases=number, on=on, as_json=as_json))


@what_if.command()
def coverage(
    directory: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="What these files say; default: the rules in force.")
    ] = None,
    territory: Annotated[str | None, typer.Option("--territory", metavar="ID", help="Only this one.")] = None,
    form: Annotated[CoverageForm, typer.Option("--format", help="How to write it.")] = CoverageForm.TERMINAL,
    on: OnDay = None,
) -> None:
    """Show who does what, by sector, stage and need, then by structure, with the holes.

    It goes by the rules in force; a folder that is named is asked instead.
    """
    from bot.commands.coverage import show_coverage

    show_coverage(_settings(), directory, territory, form.value, on)


def _settings() -> Settings:
    from bot.commands.environment import read_settings

    return read_settings()
