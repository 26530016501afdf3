"""What the animators are told of a morning: one case on its card, several in one message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.usecases.cases.brief import Brief, read_brief
from bot.usecases.cases.decisions import tell_of_escalation
from bot.usecases.cases.in_time import call_animators
from bot.usecases.cases.routes import staff_channel_of, tell_staff, watchers_of
from bot.usecases.cases.sentences import project_line, says_of
from bot.usecases.cases.tokens import StaffVerb, staff_token
from dialogs.message import Button, Message
from dialogs.wording import say_day
from dialogs.world import World
from storage.unit_of_work import UnitOfWork

NEW, STILL = "escalate", "animator"
LINES: Final = 12  # of one message; the rest is counted, and /dossiers has it
BUTTONS: Final = 6

Sought = tuple[int, str]
"""A referral that the animators are to be told of: its id, and whether it is `NEW` to them or `STILL` theirs."""


def tell_of_sought(uow: UnitOfWork, world: World, sought: Sequence[Sought], now: datetime) -> None:
    """Tell each territory's animators of the cases that nobody has, in one message; what moved since is left out."""
    found: dict[tuple[str, str], list[tuple[Brief, str]]] = {}
    for referral_id, what in sought:
        brief = read_brief(uow, world, referral_id)
        if brief is not None and brief.is_current and brief.state.is_sought:
            found.setdefault((brief.territory.id, staff_channel_of(brief.talk)), []).append((brief, what))
    for (_, channel), cases in sorted(found.items(), key=lambda item: item[0]):
        if len(cases) > 1:
            _tell_list(uow, world, channel, cases, now)
        elif cases[0][1] == NEW:
            tell_of_escalation(uow, world, cases[0][0], now)
        else:
            call_animators(uow, world, cases[0][0], now)


def _tell_list(uow: UnitOfWork, world: World, channel: str, cases: Sequence[tuple[Brief, str]], now: datetime) -> None:
    territory = cases[0][0].territory

    def render(language: str) -> Message:
        lines: list[str] = []
        for what, head in ((NEW, "liste-sans-reponse"), (STILL, "liste-toujours-sans-personne")):
            group = [brief for brief, each in cases if each == what]
            if group:
                lines.append(world.wording.say(language, head, count=str(len(group))))
                lines += [_line(world, brief, language, now) for brief in group[:LINES]]
            if len(group) > LINES:
                lines.append(world.wording.say(language, "liste-et-autres", count=str(len(group) - LINES)))
        buttons = [
            Button(
                world.wording.say(language, "geste-dossier", number=str(brief.case.number)),
                staff_token(StaffVerb.OPEN_CASE, brief.case.id),
            )
            for brief, _ in cases[:BUTTONS]
        ]
        rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
        return Message("\n".join(lines), rows=rows)

    tell_staff(uow, territory, watchers_of(uow, territory, channel), render, now, purpose="escalation")


def _line(world: World, brief: Brief, language: str, now: datetime) -> str:
    says = says_of(world, brief, language)
    return says.text(
        "liste-ligne",
        number=str(brief.case.number),
        project=project_line(says),
        who=brief.interlocutor.name,
        day=say_day(language, brief.referral.promised_on, brief.today(now)),
    )
