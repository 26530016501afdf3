"""`run` with both tokens, as a process of its own before a Bot API; and the verbs that ask the Bot API."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings
from tests.cli.conftest import FRONT, STAFF, Run
from tests.cli.french import plain
from tests.fake_bot_api import FakeBotApi

PATIENCE_SECONDS = 30.0


def settings_of(api: FakeBotApi, database: str, territories: str) -> dict[str, str]:
    return {
        "FRONT_BOT_TOKEN": FRONT, "STAFF_BOT_TOKEN": STAFF, "TELEGRAM_API_URL": api.url, "DATABASE_URL": database,
        "LOG_FORMAT": "json", "TERRITORIES_DIR": territories,
    }  # fmt: skip


@asynccontextmanager
async def product(settings: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    environ = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environ | settings, stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_both_bots_answer_and_stop_within_seconds(api: FakeBotApi, database: str, territories: str) -> None:
    async with product(settings_of(api, database, territories)) as process:
        newcomer = api.bot(FRONT).user(501, first_name="Samira", language_code="fr")
        newcomer.start()
        await newcomer.wait_for("rien n’est transmis sans votre accord", PATIENCE_SECONDS)
        stranger = api.bot(STAFF).user(601, first_name="Nadia", language_code="fr")
        stranger.start()
        await stranger.wait_for("invit", PATIENCE_SECONDS)
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            _, logs = await process.communicate()
        assert process.returncode == 0
        assert b"service_stopping" in logs
        for secret in (FRONT, STAFF, "Samira"):
            assert secret.encode() not in logs


async def test_a_refused_token_is_one_line_and_status_2(api: FakeBotApi, database: str, territories: str) -> None:
    async with product({**settings_of(api, database, territories), "FRONT_BOT_TOKEN": "3333:" + "x" * 35}) as process:
        async with asyncio.timeout(PATIENCE_SECONDS):
            _, told = await process.communicate()
        assert process.returncode == 2
        assert b"premiere-ecoute: FRONT_BOT_TOKEN" in told.splitlines()[-1]


async def test_links_lead_to_the_staff_bot_by_its_name(
    api: FakeBotApi, database: str, territories: str, cli: Run
) -> None:
    ran = await asyncio.to_thread(
        cli, "invite", "--all", "--format", "links", **settings_of(api, database, territories)
    )
    links = ran.out.splitlines()
    assert ran.status == 0
    assert len(links) == len(set(links)) > 28
    assert all(link.startswith("https://t.me/equipe_bot?start=") and len(link) <= 30 + 64 for link in links)


async def test_doctor_fails_while_the_pivot_has_no_account(
    api: FakeBotApi, database: str, territories: str, cli: Run
) -> None:
    settings = settings_of(api, database, territories)
    await asyncio.to_thread(cli, "migrate", **settings)
    ran = await asyncio.to_thread(cli, "doctor", **settings)
    assert ran.status == 1
    assert "✓ bot d’accueil : @ecoute_bot répond." in plain(ran.out)
    assert "✗ pivot du territoire livradois-forez" in ran.out
    assert "premiere-ecoute invite --interlocutor" in ran.out


async def test_doctor_says_when_the_server_is_away(api: FakeBotApi, database: str, territories: str, cli: Run) -> None:
    settings = settings_of(api, database, territories) | {"TELEGRAM_API_URL": "http://127.0.0.1:9"}
    ran = await asyncio.to_thread(cli, "doctor", **settings)
    assert ran.status == 1
    assert "TELEGRAM_API_URL" in ran.out
    assert FRONT not in ran.out + ran.err
