"""Hands parcels to Telegram through aiogram, and says exactly how it went when it did not."""

from __future__ import annotations

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiogram.types import (
    BufferedInputFile,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
)
from aiohttp import ClientConnectorError, ConnectionTimeoutError

from bot.doors.telegram.newcomer.adapter import CHANNEL
from bot.doors.telegram.refusals import is_nothing_to_delete, is_nothing_to_edit, is_unreachable
from bot.machinery.ports import (
    DeliveryError,
    MigratedError,
    NotSentError,
    PacedError,
    Parcel,
    RefusedError,
    UncertainError,
    UnreachableError,
)
from dialogs.message import Button, Message

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class AiogramSender:
    """The newcomers' channel: plain text with entities and inline keyboards, never a parse mode."""

    channel = CHANNEL

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def deliver(self, parcel: Parcel) -> int | None:
        """Hand `parcel` over; see `bot.machinery.ports.Sender`."""
        try:
            if parcel.kind == "edit":
                return await self._edit(parcel)
            if parcel.kind == "voice":
                return await self._send_voice(parcel)
            if parcel.kind == "document":
                return await self._send_document(parcel)
            if parcel.kind == "delete":
                await self._delete(parcel)
                return None
            return await self._send(parcel)
        except TelegramBadRequest as error:
            if parcel.kind == "edit" and is_nothing_to_edit(error.message):
                return None
            if parcel.kind == "delete" and is_nothing_to_delete(error.message):
                return None
            raise delivery_error(error) from error
        except (TelegramAPIError, ClientDecodeError, OSError, RuntimeError, ValueError, TypeError, KeyError) as error:
            raise delivery_error(error) from error

    async def _send(self, parcel: Parcel) -> int:
        message = Message.from_json(parcel.body)
        sent = await self._bot.send_message(
            parcel.chat_id,
            message.text,
            parse_mode=None,
            entities=_entities(message),
            link_preview_options=_NO_PREVIEW,
            reply_markup=_keyboard(message) or (ForceReply() if message.prompts_reply else None),
        )
        return sent.message_id

    async def _edit(self, parcel: Parcel) -> int | None:
        target = parcel.edits_message_id
        if target is None:
            raise RefusedError("an edit without the number of its message")
        if "text" not in parcel.body:
            await self._bot.edit_message_reply_markup(chat_id=parcel.chat_id, message_id=target)
            return target
        message = Message.from_json(parcel.body)
        await self._bot.edit_message_text(
            message.text,
            chat_id=parcel.chat_id,
            message_id=target,
            parse_mode=None,
            entities=_entities(message),
            link_preview_options=_NO_PREVIEW,
            reply_markup=_keyboard(message),
        )
        return target

    async def _send_voice(self, parcel: Parcel) -> int:
        if parcel.voice is None:
            raise RefusedError("a voice parcel without its sound")
        caption = Message.from_json(parcel.body["caption"])
        sent = await self._bot.send_voice(
            parcel.chat_id,
            BufferedInputFile(parcel.voice, "voice.ogg"),
            caption=caption.text,
            parse_mode=None,
            caption_entities=_entities(caption),
            reply_markup=_keyboard(caption),
        )
        return sent.message_id

    async def _send_document(self, parcel: Parcel) -> int:
        if parcel.document is None:
            raise RefusedError("a document parcel without its bytes")
        caption = Message.from_json(parcel.body["caption"])
        sent = await self._bot.send_document(
            parcel.chat_id,
            BufferedInputFile(parcel.document, str(parcel.body["name"])),
            caption=caption.text,
            parse_mode=None,
            caption_entities=_entities(caption),
            reply_markup=_keyboard(caption),
        )
        return sent.message_id

    async def _delete(self, parcel: Parcel) -> None:
        if parcel.edits_message_id is None:
            raise RefusedError("a deletion without the number of its message")
        await self._bot.delete_message(parcel.chat_id, parcel.edits_message_id)


def delivery_error(error: Exception) -> DeliveryError:
    """What an exception of aiogram, or of what lies under it, means for a parcel."""
    match error:
        case TelegramRetryAfter():
            return PacedError(float(error.retry_after))
        case TelegramMigrateToChat():
            return MigratedError(error.migrate_to_chat_id)
        case TelegramForbiddenError():
            return UnreachableError("the chat refuses our messages")
        case TelegramBadRequest() if is_unreachable(error.message):
            return UnreachableError("the chat does not exist for us")
        case TelegramBadRequest() | TelegramEntityTooLarge():
            return RefusedError(error.message)
        case TelegramNetworkError():
            before = isinstance(error.__cause__, (ClientConnectorError, ConnectionTimeoutError))
            return NotSentError("no connection") if before else UncertainError("the connection was lost")
        case TelegramAPIError() | RuntimeError():  # 5xx, a refused token, a client closed meanwhile
            return NotSentError(type(error).__name__)
        case ClientDecodeError() | OSError() | UnicodeDecodeError():  # an answer came, and can't be read
            return UncertainError(type(error).__name__)
        case _:
            return RefusedError(f"the parcel can't be written as a call: {type(error).__name__}")


def _entities(message: Message) -> list[MessageEntity] | None:
    found = [MessageEntity(type=e.kind, offset=e.offset, length=e.length) for e in message.entities]
    return found or None


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    rows = [[_button(button) for button in row] for row in message.rows if row]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if button.url is not None:
        return InlineKeyboardButton(text=button.label, url=button.url)
    return InlineKeyboardButton(text=button.label, callback_data=button.token)
