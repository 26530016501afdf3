"""The two Telegram bots, wired to the service, and the signals that end them: both libraries' own stay unused."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Coroutine, Sequence
from typing import Any

import structlog

from bot.clock import Clock
from bot.machinery.polling import Pauses, PollingLoop
from bot.machinery.ports import Sender
from bot.machinery.signals import wait_for_signal
from bot.service import Service, open_service
from bot.settings import Settings
from dialogs.world import World

log = structlog.get_logger(__name__)


@contextlib.asynccontextmanager
async def open_bots(
    settings: Settings,
    world: World,
    *,
    clock: Clock | None = None,
    has_ticks: bool = True,
    pauses: Pauses | None = None,
) -> AsyncIterator[tuple[Service, Sequence[asyncio.Task[None]]]]:
    """The product behind both Telegram bots until the block ends, with the tasks that poll: neither ends by itself.

    Args:
        settings: tokens, the Bot API's address, the database's.
        world: the definitions.
        clock: see `open_service`.
        has_ticks: see `open_service`.
        pauses: how long the polling waits; Telegram's measures by default.

    Raises:
        ValueError: a token is missing.
    """
    # The terminal front door does without either library: they take a second to import.
    from bot.doors.telegram.newcomer import menu, polling, sender, session
    from bot.doors.telegram.referent import polling as staff_polling
    from bot.doors.telegram.referent import sender as staff_sender
    from bot.doors.telegram.referent import session as staff_session

    if settings.front_bot_token is None or settings.staff_bot_token is None:
        raise ValueError("both tokens are needed")
    async with contextlib.AsyncExitStack() as stack:
        front = session.make_bot(settings.front_bot_token.get_secret_value(), settings.telegram_api_url)
        stack.push_async_callback(front.session.close)
        staff = staff_session.make_bot(settings.staff_bot_token.get_secret_value(), settings.telegram_api_url)
        stack.push_async_callback(staff_session.close_bot, staff)
        senders: list[Sender] = [sender.AiogramSender(front), staff_sender.PtbSender(staff)]
        service = await stack.enter_async_context(
            open_service(settings, world, senders, clock=clock, has_ticks=has_ticks)
        )
        _start(stack, _register(menu.register_menu(front, world.wording)))
        sources = (polling.AiogramUpdates(front), staff_polling.PtbUpdates(staff))
        yield (
            service,
            [_start(stack, PollingLoop(source, service.intake.submit, pauses or Pauses()).run()) for source in sources],
        )


async def run_bots(settings: Settings, world: World) -> None:
    """Run both Telegram bots by long polling until the process is asked to stop.

    Raises:
        bot.machinery.polling.TokenRefusedError: Telegram refuses a token.
        ValueError: a token is missing.
    """
    async with open_bots(settings, world) as (_, loops), contextlib.AsyncExitStack() as stack:
        log.info("service_started")
        stopping = _start(stack, wait_for_signal())
        done, _ = await asyncio.wait([*loops, stopping], return_when=asyncio.FIRST_COMPLETED)
        log.info("service_stopping")
        for task in done:
            task.result()  # a refused token ends the service with its own words


async def _register(registration: Awaitable[None]) -> None:
    """Tell Telegram the menu of commands; the bot works without it."""
    try:
        await registration
    except Exception as error:
        log.warning("menu_not_registered", exc_info=error)


def _start(stack: contextlib.AsyncExitStack, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """A task that ends, at the latest, when `stack` unwinds."""
    task = asyncio.create_task(work)
    stack.push_async_callback(_cancel, task)
    return task


async def _cancel(task: asyncio.Task[Any]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError, Exception):
        await task
