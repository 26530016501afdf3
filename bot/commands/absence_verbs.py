"""The arguments of `premiere-ecoute absence …`; what the verbs do is in `bot.commands.absences`, imported then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.usage import Commands

if TYPE_CHECKING:
    from bot.settings import Settings

absence = Commands("Les absences : les voir, en noter une pour quelqu’un, y mettre fin.")

OfTerritory = Annotated[
    str | None,
    typer.Option(
        "--territory", metavar="TERRITOIRE", help="De quel territoire. Par défaut : celui de DEFAULT_TERRITORY."
    ),
]
OfWhom = Annotated[str, typer.Argument(metavar="IDENTIFIANT", help="Qui, comme cc-ambert.accueil.")]


@absence.command("list", help="Montre les absences en cours et à venir, et qui remplace.")
def list_absences(
    territory: OfTerritory = None,
    as_json: Annotated[bool, typer.Option("--json", help="Écrit du JSON, pour les scripts.")] = False,
) -> None:
    """Show absences in course and to come, and who stands in."""
    from bot.commands.absences import list_absences

    list_absences(_settings(), territory, as_json=as_json)


@absence.command(
    "add",
    help="Note l’absence de quelqu’un, qui en est prévenu ; ce qui tombe pendant ces jours change de mains.",
    epilog="premiere-ecoute absence add cc-ambert.accueil du 24 décembre au 2 janvier",
)
def add(
    interlocutor: OfWhom,
    days: Annotated[list[str], typer.Argument(metavar="JOURS…", help="Les jours, comme ils s’écrivent.")],
    territory: OfTerritory = None,
) -> None:
    """Note somebody's absence; they are told, and what is due in it changes hands."""
    from bot.commands.absences import add_absence

    add_absence(_settings(), territory, interlocutor, " ".join(days))


@absence.command(
    "end",
    help="Met fin à l’absence en cours de quelqu’un, et annule celles à venir avec --all.",
    epilog="premiere-ecoute absence end cc-ambert.accueil",
)
def end(
    interlocutor: OfWhom,
    everything: Annotated[bool, typer.Option("--all", help="Annule aussi les absences à venir.")] = False,
    territory: OfTerritory = None,
) -> None:
    """End what is in course, and cancel what is to come where asked."""
    from bot.commands.absences import end_absences

    end_absences(_settings(), territory, interlocutor, everything=everything)


def _settings() -> Settings:
    from bot.commands.environment import read_settings

    return read_settings()
