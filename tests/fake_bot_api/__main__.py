"""`python -m tests.fake_bot_api --port 8081 --token … --token …`: the server alone, in a process of its own.

One line of JSON on standard input drives it, one line on standard output answers:
{"token": "…", "user": 7, "do": "send", "with": ["Bonjour"]} -> {"ok": true, "screen": [{"id": 1, "text": "…", …}]}
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from typing import Any

from tests.fake_bot_api.server import FakeBotApi

ACTIONS = ("send", "start", "tap", "reply", "edit", "send_location", "send_contact", "block", "unblock", "look")


def play(api: FakeBotApi, order: dict[str, Any]) -> dict[str, Any]:
    """Do what one line says; the user's screen afterwards."""
    user = api.bot(order["token"]).user(order["user"])
    action = order["do"]
    if action not in ACTIONS:
        return {"ok": False, "error": f"no action {action!r}; there are {', '.join(ACTIONS)}"}
    if action != "look":
        try:
            getattr(user, action)(*order.get("with", []))
        except AssertionError as error:
            return {"ok": False, "error": str(error)}
    shown = [{"id": m.message_id, "bot": m.from_bot, "text": m.text, "buttons": m.labels} for m in user.chat]
    return {"ok": True, "screen": shown}


async def serve(port: int, tokens: list[str]) -> None:
    """Listen until standard input ends."""
    async with FakeBotApi(port) as api:
        for token in tokens:
            api.bot(token)
        print(json.dumps({"ok": True, "url": api.url}), flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            print(json.dumps(play(api, json.loads(line))), flush=True)


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.fake_bot_api", description="A Bot API for trials.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", action="append", default=[], help="a bot's token; several times for several bots")
    options = parser.parse_args()
    asyncio.run(serve(options.port, options.token))


if __name__ == "__main__":
    main()
