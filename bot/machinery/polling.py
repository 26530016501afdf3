"""The loop that fetches updates for one bot and never loses one.

Rule 1: the offset moves only after the batch was durably handled; until then the same updates come again.
Rule 2: a tap is acknowledged at once, beside the way of the update: its failure is nobody's error.
Rule 3: after a quiet answer the offset is dropped: ids may restart lower after an idle week, and a stale offset would
confirm updates that nobody saw.

Theory of operation: `run` asks its `UpdateSource` for updates, downloads the voice messages among them, hands the
arrivals to `submit` and waits for it. A source says how it failed with the leaves of `SourceError`; only a refused
token ends the loop, everything else is waited out.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol, TypeVar

import structlog

from bot.machinery.arrival import Arrival, SentDocument, VoiceFile

log = structlog.get_logger(__name__)

_File = TypeVar("_File", VoiceFile, SentDocument)

ALBUMS_REMEMBERED: Final = 256  # albums whose first part was seen; the other parts arrive within seconds
ANSWER_MARGIN_SECONDS: Final = 10  # a long poll's answer may be that late
PARTING_SECONDS: Final = 0.5  # given to acknowledgements under way when the loop is stopped


class SourceError(Exception):
    """Base of what a source of updates may say."""


class SourceDownError(SourceError):
    """No answer or a server's fault: ask again soon."""


class SourcePacedError(SourceError):
    """The channel asks for silence (429)."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the channel asks for {seconds} s of silence")
        self.seconds = seconds


class SourceTakenError(SourceError):
    """Another poller, or a webhook, takes this bot's updates (409)."""


class TokenRefusedError(SourceError):
    """The token is not, or no longer, valid: final; ask BotFather for it again and set it."""


class FileTooLargeError(SourceError):
    """A file that the channel does not hand over."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One update as it was fetched.

    `arrival` is None when there is nothing for us in it; `callback_id` is a tap to acknowledge, `voice_id` a file to
    download, `album` the group of pictures it belongs to, `document_id` a file of rules to download.
    """

    update_id: int
    arrival: Arrival | None = None
    callback_id: str | None = None
    voice_id: str | None = None
    album: str | None = None
    document_id: str | None = None


class UpdateSource(Protocol):
    """A bot's updates; every method raises a `SourceError` and nothing else."""

    bot: str

    async def fetch(self, offset: int | None, timeout_seconds: int) -> Sequence[Fetched]:
        """The updates from `offset` on (None: from the earliest unconfirmed), waiting up to `timeout_seconds`."""
        ...

    async def acknowledge(self, callback_id: str) -> None:
        """Stop the tapped button's spinner."""
        ...

    async def download(self, file_id: str) -> bytes:
        """The file's bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Pauses:
    """How long the loop waits, in seconds."""

    long_poll: int = 30
    first_retry: float = 1.0
    last_retry: float = 30.0
    taken: float = 15.0
    download: float = 20.0
    between_downloads: float = 0.5


@dataclass(slots=True)
class PollingLoop:
    """Runs one bot's updates through `submit`.

    Args:
        source: where updates come from.
        submit: returns when the arrivals are durably handled; raises only when nothing could be committed.
        pauses: waiting times; tests shorten them.
    """

    source: UpdateSource
    submit: Callable[[Sequence[Arrival]], Awaitable[None]]
    pauses: Pauses = field(default_factory=Pauses)
    _offset: int | None = None
    _retry: float = 0.0
    _acknowledged: set[str] = field(default_factory=set)
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)
    _albums: OrderedDict[str, int] = field(default_factory=OrderedDict)

    async def run(self) -> None:
        """Fetch and submit until cancelled.

        Raises:
            TokenRefusedError: the token is not valid; nothing else ends the loop.
        """
        try:
            while True:
                await self._turn()
        finally:
            await self._part()

    async def _turn(self) -> None:
        """One question to the source and, if it answered, one batch; or one pause."""
        try:
            batch = await self.source.fetch(self._offset, self.pauses.long_poll)
            await self._handle(batch)
        except TokenRefusedError:
            log.error("poll_token_refused", bot=self.source.bot)
            raise
        except SourcePacedError as paced:
            log.warning("poll_paced", bot=self.source.bot, seconds=paced.seconds)
            await asyncio.sleep(paced.seconds)
        except SourceTakenError:
            log.error("poll_taken", bot=self.source.bot, hint="another process or a webhook takes these updates")
            await asyncio.sleep(self.pauses.taken)
        except Exception as error:
            self._retry = min(max(self._retry * 2, self.pauses.first_retry), self.pauses.last_retry)
            log.warning("poll_retry", bot=self.source.bot, error=type(error).__name__, seconds=self._retry)
            await asyncio.sleep(self._retry)
        else:
            if self._retry:
                log.info("poll_recovered", bot=self.source.bot)
            self._retry = 0.0

    async def _handle(self, batch: Sequence[Fetched]) -> None:
        if not batch:
            self._offset = None
            return
        self._acknowledge([fetched.callback_id for fetched in batch if fetched.callback_id])
        wanted = [fetched for fetched in batch if fetched.arrival is not None and not self._continues_album(fetched)]
        arrivals = await asyncio.gather(*(self._complete(fetched) for fetched in wanted))
        if arrivals:
            await self.submit([arrival for arrival in arrivals if arrival is not None])
        self._offset = max(fetched.update_id for fetched in batch) + 1
        self._acknowledged.clear()

    def _continues_album(self, fetched: Fetched) -> bool:
        """Whether a first part of the same album was already taken: one album gets one answer."""
        if fetched.album is None:
            return False
        first = self._albums.setdefault(fetched.album, fetched.update_id)
        while len(self._albums) > ALBUMS_REMEMBERED:
            self._albums.popitem(last=False)
        return first != fetched.update_id

    async def _complete(self, fetched: Fetched) -> Arrival | None:
        """The arrival with the bytes of its voice message, or of its file."""
        arrival = fetched.arrival
        if arrival is None:
            return None
        if arrival.voice is not None and fetched.voice_id is not None and not arrival.voice.too_large:
            return replace(arrival, voice=await self._download(fetched.voice_id, arrival.voice))
        if arrival.document is not None and fetched.document_id is not None:
            return replace(arrival, document=await self._download(fetched.document_id, arrival.document))
        return arrival

    async def _download(self, file_id: str, file: _File) -> _File:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.pauses.download):
                for _attempt in range(3):
                    try:
                        return replace(file, body=await self.source.download(file_id))
                    except FileTooLargeError:
                        return replace(file, too_large=True)
                    except SourceError as error:
                        log.warning("download_failed", bot=self.source.bot, error=type(error).__name__)
                        await asyncio.sleep(self.pauses.between_downloads)
        return file

    def _acknowledge(self, callback_ids: Sequence[str]) -> None:
        """Start the acknowledgements that this batch has not had yet (a batch may come again)."""
        for callback_id in callback_ids:
            if callback_id not in self._acknowledged:
                self._acknowledged.add(callback_id)
                task = asyncio.create_task(self._acknowledge_one(callback_id))
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)

    async def _acknowledge_one(self, callback_id: str) -> None:
        try:
            await self.source.acknowledge(callback_id)
        except SourceError as error:
            log.info("acknowledge_failed", bot=self.source.bot, error=type(error).__name__)

    async def _part(self) -> None:
        if not self._under_way:
            return
        _done, pending = await asyncio.wait(self._under_way, timeout=PARTING_SECONDS)
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
