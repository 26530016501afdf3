"""Help and usage errors in French, through the classes that typer lets a program give its verbs.

Typer's translations cover some headings only, and none of its errors: so pages are laid out here, and what its parser
refuses is said anew, with the likely mend. Help texts are written plainly; they are typeset when they are shown.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from enum import Enum
from typing import Any, Final, TypeVar

import typer
from typer._click import Command, Context, HelpFormatter, Parameter  # the command line library that typer carries
from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption, UsageError
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from bot.commands.outcome import USAGE, CommandError
from bot.commands.printing import fold
from referral_rules.errors import LIKENESS
from referral_rules.typography import typeset

ANIMATORS: Final = "Pour les animateurs"
OPERATORS: Final = "Pour faire tourner le logiciel"
HELP: Final = "Montre cette aide."
GAP: Final = 2  # columns between a name and its words
GUIDE: Final = "Le guide des animateurs : docs/guide-animateur.md"

Function = TypeVar("Function", bound=Callable[..., Any])


class Commands(typer.Typer):
    """A group of verbs whose help and errors are French.

    Args:
        help_text: what the group is for.
        panel: the heading under which the program's help lists it.
    """

    def __init__(self, help_text: str = "", panel: str = ANIMATORS) -> None:
        super().__init__(
            cls=VerbGroup,
            help=help_text,
            rich_help_panel=panel,
            rich_markup_mode=None,
            add_completion=False,
            pretty_exceptions_enable=False,
            subcommand_metavar="COMMANDE…",
        )

    def command(self, name: str | None = None, **options: Any) -> Callable[[Function], Function]:
        """Declare a verb; its `epilog` is examples, a line each."""
        return super().command(name, cls=Verb, **{"rich_help_panel": ANIMATORS, **options})


class _InFrench(Command):
    """What verbs and groups of them have in common."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP
        return option

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        options = ["[OPTIONS]"] if any(isinstance(each, TyperOption) for each in self.params) else []
        return options + [_in_usage(each) for each in self.params if isinstance(each, TyperArgument)]

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        usage = " ".join([ctx.command_path, *self.collect_usage_pieces(ctx)])
        formatter.write(f"{fold(typeset(f'Usage : {usage}'), formatter.width, 8)}\n")

    def format_help_text(self, ctx: Context, formatter: HelpFormatter) -> None:
        for paragraph in typeset(self.help or "").split("\n\n"):
            formatter.write(f"\n{fold(f'  {paragraph}', formatter.width, 2)}\n")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        arguments = [each for each in self.params if isinstance(each, TyperArgument)]
        options = _options(self, ctx)
        _write_section(formatter, "Arguments", [(_name(each), _help(each)) for each in arguments])
        _write_section(formatter, "Options", [(_option_name(each), _help(each)) for each in options])

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            raise CommandError(typeset(_say(error, self, ctx))) from None


class Verb(_InFrench, TyperCommand):
    """A verb; its epilog holds examples, a line each, which its help and its usage errors show."""

    allow_extra_args = True  # the parser takes what is too much, and `parse_args` refuses it in French

    @property
    def examples(self) -> list[str]:
        """Whole command lines."""
        return (self.epilog or "").splitlines()

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            mend = "Des mots qui vont ensemble s’écrivent entre guillemets"
            raise CommandError(typeset(f"« {rest[0]} » est de trop. {mend} ; sinon, voyez {ctx.command_path} --help"))
        return rest

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        if self.examples:
            formatter.write(typeset(f"\nExemple{'s' if len(self.examples) > 1 else ''} :\n"))
        for example in self.examples:
            formatter.write(f"  {example}\n")  # in one line, however long: it is there to be copied


class VerbGroup(_InFrench, TyperGroup):
    """A group of verbs, listed under the headings of those who use them."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        if not [word for word in args if word != "--"] and not ctx.resilient_parsing:
            print(self.get_help(ctx), file=sys.stderr)
            raise typer.Exit(USAGE)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        if args[0] not in self.commands and not ctx.resilient_parsing:
            raise CommandError(typeset(f"« {args[0]} » n’est pas une commande. {self._meant(ctx, args[0])}"))
        return super().resolve_command(ctx, args)

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        return [*super().collect_usage_pieces(ctx), self.subcommand_metavar]

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        panels: dict[str, list[tuple[str, str]]] = {}
        for name, command in self.commands.items():
            panel = command.rich_help_panel if isinstance(command, TyperCommand | TyperGroup) else None
            heading = (panel or ANIMATORS) if ctx.parent is None else "Commandes"
            first, *_ = (command.help or "").split("\n\n")
            panels.setdefault(heading, []).append((name, typeset(first)))
        for heading, rows in panels.items():
            _write_section(formatter, heading, rows)
        super().format_options(ctx, formatter)

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write(typeset(f"\nL’aide d’une commande : {ctx.command_path} {next(iter(self.commands))} --help\n"))
        if ctx.parent is None:
            formatter.write(typeset(f"{GUIDE}\n"))

    def _meant(self, ctx: Context, word: str) -> str:
        """What somebody wanted who wrote `word`: one of a group's, a verb spelt nearly so, else all there are."""
        close = get_close_matches(word, self.commands, n=1, cutoff=LIKENESS)
        below = [
            f"{name} {word}"
            for name, group in self.commands.items()
            if isinstance(group, VerbGroup) and word in group.commands
        ]
        if close or below:
            return f"Vouliez-vous dire {' ou '.join(f'« {name} »' for name in below or close)} ?"
        return f"Il y a : {', '.join(self.commands)}. Voyez {ctx.command_path} --help"


# -- how things are called


def _name(param: Parameter) -> str:
    return str(param.metavar or param.name).removesuffix("…")


def _in_usage(argument: TyperArgument) -> str:
    name = _name(argument) + ("…" if argument.nargs != 1 else "")
    return name if argument.required else f"[{name}]"


def _option_name(option: TyperOption) -> str:
    return option.opts[0] if option.is_flag else f"{option.opts[0]} {_name(option)}"


def _help(param: TyperArgument | TyperOption) -> str:
    told = param.help or ""
    if isinstance(param, TyperOption) and param.required:
        told += " Obligatoire."
    default = param.default.value if isinstance(param.default, Enum) else param.default
    if param.show_default and default and not isinstance(default, bool):
        told += f" Par défaut : {default}."
    return typeset(told)


def _write_section(formatter: HelpFormatter, heading: str, rows: Sequence[tuple[str, str]]) -> None:
    """A heading, and below it names with what they are: beside each other, in two columns."""
    if not rows:
        return
    formatter.write(typeset(f"\n{heading} :\n"))
    column = max(len(name) for name, _ in rows) + GAP
    for name, words in rows:
        formatter.write(f"{fold(f'  {name:{column}}{words}', formatter.width, 2 + column)}\n")


# -- what the parser refuses


def _say(error: UsageError, command: Command, ctx: Context) -> str:
    match error:
        case MissingParameter(param=TyperArgument() | TyperOption() as param):
            return f"Il manque {_shown(param)} ({_described(param)}). {_mend(command, ctx)}"
        case NoSuchOption():
            return _say_unknown(error, command, ctx)
        case BadOptionUsage():
            option = next(each for each in _options(command, ctx) if error.option_name in each.opts)
            if option.is_flag:
                return f"{error.option_name} : cette option s’écrit seule, sans valeur."
            return f"Il manque {_name(option)} après {error.option_name} ({_described(option)})."
        case typer.BadParameter(param=TyperArgument() | TyperOption() as param):
            return f"{_shown(param)} : {_say_unfit(error, param)}"
    return f"Cette commande ne se comprend pas. {_mend(command, ctx)}"


def _say_unknown(error: NoSuchOption, command: Command, ctx: Context) -> str:
    told = f"L’option « {error.option_name} » n’existe pas"
    if isinstance(command, VerbGroup):
        return f"{told} ici. Les options s’écrivent après la commande : {ctx.command_path} COMMANDE {error.option_name}"
    known = [option.opts[0].removeprefix("--") for option in _options(command, ctx)]  # the dashes are alike in all
    close = get_close_matches(error.option_name.strip("-"), known, n=1, cutoff=LIKENESS)
    if close:
        return f"{told}. Vouliez-vous dire « --{close[0]} » ?"
    return f"{told}. Il y a : {', '.join(f'--{name}' for name in known)}."


def _options(command: Command, ctx: Context) -> list[TyperOption]:
    return [each for each in command.get_params(ctx) if isinstance(each, TyperOption)]


def _say_unfit(error: Exception, param: TyperArgument | TyperOption) -> str:
    """Why a value can't be taken, and which could."""
    written = next(_inputs(error), "")
    expected = param.type_descriptor
    if expected.choices is not None:
        choices = [str(each.value) for each in expected.choices]
        close = get_close_matches(str(written), choices, n=1, cutoff=LIKENESS)
        offered = " ou ".join(filter(None, (", ".join(choices[:-1]), choices[-1])))
        mend = f"Vouliez-vous dire « {close[0]} » ?" if close else f"Écrivez {offered}."
        return f"« {written} » ne convient pas. {mend}"
    if expected.annotation is int:
        least = f" d’au moins {param.min}" if param.min is not None else ""
        return f"« {written} » n’est pas un nombre entier{least}."
    return f"« {written} » ne convient pas. {param.help}"


def _inputs(error: Exception) -> Iterator[object]:
    """What was written, as pydantic keeps it, from which typer has the error."""
    for each in getattr(error.__cause__, "errors", list)():
        yield each["input"]


def _shown(param: TyperArgument | TyperOption) -> str:
    return param.opts[0] if isinstance(param, TyperOption) else _name(param)


def _described(param: TyperArgument | TyperOption) -> str:
    """What a parameter is, in a few words: « le même dossier, avec vos changements »."""
    first = re.split(r" ; |\. |\.$", param.help or "")[0]
    return first[:1].lower() + first[1:]


def _mend(command: Command, ctx: Context) -> str:
    if isinstance(command, Verb) and command.examples:
        return f"Exemple : {command.examples[0]}"
    return f"Voyez {ctx.command_path} --help"
