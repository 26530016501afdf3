"""What each method of the Bot API does on the fake server, and what it refuses.

Each public function is the method of its name, `send_message` being sendMessage: it takes the bot, the parameters with
their types and the uploaded files, returns the answer's result, or raises `ApiError`.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from tests.fake_bot_api.errors import ApiError, bad_request
from tests.fake_bot_api.fake_bot import FakeBot
from tests.fake_bot_api.keyboards import check_markup
from tests.fake_bot_api.people import message_json
from tests.fake_bot_api.screen import Chat, ScreenMessage
from tests.fake_bot_api.wording_rules import CAPTION_LIMIT, TEXT_LIMIT, accept

_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
_OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
Parameters = dict[str, Any]
Files = dict[str, bytes]

QUERY_SECONDS = 15 * 60  # a tap not acknowledged by then is too old
FILE_LIMIT = 20 * 1024 * 1024  # bytes; Bot API, getFile
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


async def get_me(bot: FakeBot, given: Parameters, files: Files) -> Any:
    flags = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return bot.me | flags


async def get_updates(bot: FakeBot, given: Parameters, files: Files) -> Any:
    if bot.webhook["url"]:
        raise ApiError(409, _WEBHOOK_ACTIVE)
    if given.get("allowed_updates") is not None:
        bot.allowed_updates = list(given["allowed_updates"])
    offset = int(given.get("offset") or 0)
    bot.confirm(offset)
    bot.poll += 1
    mine, until = bot.poll, time.monotonic() + min(int(given.get("timeout") or 0), 50)
    limit = min(max(int(given.get("limit") or 100), 1), 100)
    while not bot.waiting(offset) and time.monotonic() < until:
        bot.arrived.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(bot.arrived.wait(), min(0.05, max(until - time.monotonic(), 0)))
        if bot.poll != mine:
            raise ApiError(409, _OTHER_POLLER)
    return bot.waiting(offset)[:limit]


async def send_message(bot: FakeBot, given: Parameters, files: Files) -> Any:
    chat = bot.find_chat(given["chat_id"])
    text, entities = accept(given["text"], given.get("entities"), given.get("parse_mode"), TEXT_LIMIT)
    return _send(bot, chat, given, ScreenMessage(0, chat.chat_id, True, text, entities, given.get("reply_markup")))


async def send_voice(bot: FakeBot, given: Parameters, files: Files) -> Any:
    chat = bot.find_chat(given["chat_id"])
    caption = given.get("caption") or ""
    text, entities = accept(caption, given.get("caption_entities"), given.get("parse_mode"), CAPTION_LIMIT)
    body, file_id = _read_file(bot, str(given["voice"]), files)
    voice = {"file_id": file_id, "file_unique_id": f"u{file_id}", "duration": 3, "mime_type": "audio/ogg"}
    content = {"voice": voice} | ({"caption": text} if text else {})
    message = ScreenMessage(0, chat.chat_id, True, text, entities, given.get("reply_markup"), body, content=content)
    return _send(bot, chat, given, message)


async def send_document(bot: FakeBot, given: Parameters, files: Files) -> Any:
    chat = bot.find_chat(given["chat_id"])
    caption = given.get("caption") or ""
    text, entities = accept(caption, given.get("caption_entities"), given.get("parse_mode"), CAPTION_LIMIT)
    body, file_id = _read_file(bot, str(given["document"]), files)
    document = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(body)}
    content = {"document": document} | ({"caption": text} if text else {})
    message = ScreenMessage(0, chat.chat_id, True, text, entities, given.get("reply_markup"), body, content=content)
    return _send(bot, chat, given, message)


async def edit_message_text(bot: FakeBot, given: Parameters, files: Files) -> Any:
    chat, message = _editable(bot, given)
    if message.voice is not None:
        raise bad_request("there is no text in the message to edit")
    text, entities = accept(given["text"], given.get("entities"), given.get("parse_mode"), TEXT_LIMIT)
    check_markup(given.get("reply_markup"))
    markup = given.get("reply_markup") or None
    if (text, entities, _rows(markup)) == (message.text, message.entities, message.rows):
        raise bad_request(_NOT_MODIFIED)
    message.text, message.entities, message.markup = text, entities, markup
    message.versions.append(text)
    return _json(bot, chat, message)


async def edit_message_reply_markup(bot: FakeBot, given: Parameters, files: Files) -> Any:
    chat, message = _editable(bot, given)
    check_markup(given.get("reply_markup"))
    markup = given.get("reply_markup") or None
    if _rows(markup) == message.rows:
        raise bad_request(_NOT_MODIFIED)
    message.markup = markup
    return _json(bot, chat, message)


async def delete_message(bot: FakeBot, given: Parameters, files: Files) -> Any:
    chat = bot.find_chat(given["chat_id"])
    if chat.find(given["message_id"]) is None:
        raise bad_request("message to delete not found")
    chat.deleted.add(given["message_id"])
    return True


async def answer_callback_query(bot: FakeBot, given: Parameters, files: Files) -> Any:
    callback = bot.callbacks.get(given["callback_query_id"])
    if callback is None or callback.stale or time.monotonic() - callback.at > QUERY_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(given.get("text") or "") > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    callback.answers.append(given.get("text") or "")
    return True


async def get_file(bot: FakeBot, given: Parameters, files: Files) -> Any:
    file_id = given["file_id"]
    if file_id not in bot.files:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    body, size = bot.files[file_id]
    if size > FILE_LIMIT:
        raise bad_request("file is too big")
    unique = {"file_id": file_id, "file_unique_id": f"u{file_id}"}
    return unique | {"file_size": len(body), "file_path": f"voice/{file_id}.oga"}


async def set_my_commands(bot: FakeBot, given: Parameters, files: Files) -> Any:
    commands = given["commands"]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    bot.commands[_scope(given)] = commands
    return True


async def get_my_commands(bot: FakeBot, given: Parameters, files: Files) -> Any:
    return bot.commands.get(_scope(given), [])


async def set_webhook(bot: FakeBot, given: Parameters, files: Files) -> Any:
    url = given["url"]
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", given.get("secret_token") or ""):
        raise bad_request("secret token contains unallowed characters")
    bot.webhook = {"url": url, "secret_token": given.get("secret_token") or ""}
    return True


async def delete_webhook(bot: FakeBot, given: Parameters, files: Files) -> Any:
    bot.webhook = {"url": ""}
    if given.get("drop_pending_updates"):
        bot.queue.clear()
    return True


async def get_webhook_info(bot: FakeBot, given: Parameters, files: Files) -> Any:
    counts = {"has_custom_certificate": False, "pending_update_count": len(bot.queue)}
    return {"url": bot.webhook["url"]} | counts


async def send_chat_action(bot: FakeBot, given: Parameters, files: Files) -> Any:
    bot.find_chat(given["chat_id"])
    return True


async def get_chat(bot: FakeBot, given: Parameters, files: Files) -> Any:
    chat = bot.chats.get(given["chat_id"])
    if chat is None or not chat.started:
        raise bad_request("chat not found")
    return _chat_json(bot, chat) | {"accent_color_id": 0, "max_reaction_count": 11}


Method = Callable[[FakeBot, Parameters, Files], Awaitable[Any]]
METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "sendMessage": send_message,
    "sendVoice": send_voice,
    "sendDocument": send_document,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "getFile": get_file,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendChatAction": send_chat_action,
    "getChat": get_chat,
}


def _send(bot: FakeBot, chat: Chat, given: Parameters, message: ScreenMessage) -> dict[str, Any]:
    check_markup(message.markup)
    answered = (given.get("reply_parameters") or {}).get("message_id")
    if answered is not None and chat.find(answered) is None:
        raise bad_request("message to be replied not found")
    bot.note_pace(chat)
    return _json(bot, chat, bot.keep(chat, message))


def _editable(bot: FakeBot, given: Parameters) -> tuple[Chat, ScreenMessage]:
    if given.get("chat_id") is None or given.get("message_id") is None:
        raise bad_request("message identifier is not specified")
    chat = bot.find_chat(given["chat_id"])
    message = chat.find(given["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _read_file(bot: FakeBot, voice: str, files: Files) -> tuple[bytes, str]:
    """An uploaded file, or one of this bot's own by its id."""
    name = voice.removeprefix("attach://")
    if name in files:
        if not files[name]:
            raise bad_request("file must be non-empty")
        return files[name], bot.keep_file(files[name])
    if voice not in bot.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return bot.files[voice][0], voice


def _rows(markup: dict[str, Any] | None) -> list[Any]:
    return list((markup or {}).get("inline_keyboard", []))


def _scope(given: Parameters) -> tuple[str, str]:
    scope = (given.get("scope") or {}).get("type", "default")
    return str(scope), str(given.get("language_code") or "")


def _chat_json(bot: FakeBot, chat: Chat) -> dict[str, Any]:
    if chat.kind == "private":
        return {"id": chat.chat_id, "type": "private", "first_name": bot.users[chat.chat_id].first_name}
    return {"id": chat.chat_id, "type": chat.kind, "title": bot.groups[chat.chat_id].title}


def _json(bot: FakeBot, chat: Chat, message: ScreenMessage) -> dict[str, Any]:
    return message_json(message, _chat_json(bot, chat), bot.me)
