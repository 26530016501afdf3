"""What Telegram accepts under a message."""

from __future__ import annotations

import re
from typing import Any

from tests.fake_bot_api.errors import bad_request

TOKEN_LIMIT = 64  # bytes of callback_data; Bot API, InlineKeyboardButton
BUTTON_LIMIT = 100  # buttons of one inline keyboard
_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip
_WEB = re.compile(r"https?://([^\s/?#]+\.)+[^\s/?#.]{2,}([/?#]\S*)?|tg://\S+|https?://localhost(:\d+)?(/\S*)?")


def check_markup(markup: dict[str, Any] | None) -> None:
    """Refuse a keyboard that Telegram refuses.

    Raises:
        ApiError: 400 for tokens over 64 bytes, empty labels, broken addresses, buttons that do nothing or two things.
    """
    rows = (markup or {}).get("inline_keyboard")
    if rows is None:
        return
    buttons = [button for row in rows for button in row]
    if len(buttons) > BUTTON_LIMIT:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check_button(button)


def _check_button(button: dict[str, Any]) -> None:
    if not button.get("text", "").strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in _ACTIONS if button.get(name) is not None]
    if not actions:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("inline keyboard button must have exactly one action")
    token, url = button.get("callback_data"), button.get("url")
    if token is not None and not 1 <= len(token.encode()) <= TOKEN_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if url is not None and not _WEB.fullmatch(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
