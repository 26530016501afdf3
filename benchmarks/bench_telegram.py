"""Telegram steps per second: this house beside the same talk written plainly on aiogram's FSM, in one run, as a ratio.

Both get raw updates and give calls of the Bot API, serialised and parsed, without a network; both are durable before
they answer (SQLite, WAL, synchronous=FULL). Ours besides: duplicate detection, rules, two languages, an outbox.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from statistics import median

from aiogram import Bot
from people import TOKEN, LoopbackSession, measure
from plain_bot import feed, make_dispatcher, open_engine, script

from bot.doors.telegram.content import BotName
from bot.doors.telegram.newcomer.polling import read_raw
from bot.doors.telegram.newcomer.sender import AiogramSender
from bot.machinery.pacing import Pacing
from bot.rules.definitions import load_world
from bot.service import open_service
from bot.settings import load_settings
from dialogs.world import World

PEOPLE = {1: 24, 32: 160}  # in flight: people
ROUNDS = 3
OURS = [
    "go",
    "on en a marre de lyon, l'épicerie d'arlanc ferme et je me dis pourquoi pas moi",
    "commerce+reprise",
    "oui",
    "envisage",
    "seul",
    "inconnu",
    "salarie",
    "non",
    "rien",
    "inconnu",
    "rien",
    "dans_l_annee",
    "passer",
]


async def plain(folder: str, in_flight: int) -> float:
    """The peer's updates per second."""
    session = LoopbackSession()
    bot = Bot(TOKEN, session=session)
    engine = await open_engine(f"{folder}/plain.db")
    dispatcher = make_dispatcher(engine)
    speed = await measure(session, lambda raw: feed(dispatcher, bot, raw), script(), PEOPLE[in_flight], in_flight)
    await engine.dispose()
    return speed


async def ours(folder: str, in_flight: int, world: World) -> float:
    """This house's updates per second."""
    session = LoopbackSession()
    bot = Bot(TOKEN, session=session)
    settings = load_settings({"DATABASE_URL": f"sqlite:///{folder}/ours.db"})
    pacing = Pacing(per_second=1_000_000, in_flight=64, chat_seconds=0.0)
    async with open_service(settings, world, [AiogramSender(bot)], pacing=pacing) as service:

        async def take(raw: dict[str, object]) -> None:
            fetched = read_raw(raw, BotName(123456789, "accueil_bot"))
            if fetched.callback_id is not None:
                await bot.answer_callback_query(fetched.callback_id)
            assert fetched.arrival is not None
            await service.intake.submit([fetched.arrival])

        return await measure(session, take, OURS, PEOPLE[in_flight], in_flight)


def main() -> None:
    """Print both, and the ratio, at 1 and at 32 people in flight."""
    logging.disable(logging.CRITICAL)
    world = load_world(load_settings({}))
    for in_flight in PEOPLE:
        pairs = []
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                peer = asyncio.run(plain(folder, in_flight))
                mine = asyncio.run(ours(folder, in_flight, world))
            pairs.append((mine, peer))
        mine, peer = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
        ratio = median(pair[0] / pair[1] for pair in pairs)
        print(f"{in_flight:>2} in flight: ours {mine:6.0f} updates/s, plain aiogram FSM {peer:6.0f}, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
