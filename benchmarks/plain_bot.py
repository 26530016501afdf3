"""The peer: the same talk of 14 questions, written plainly on aiogram's FSM, one AsyncSession commit per update.

What a careful developer would write in an afternoon: a state per question, the answer stored in the database before the
next question is sent. No outbox, no rules, no duplicate detection.
"""

from __future__ import annotations

from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.filters import CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

QUESTIONS = 14
ANSWERS = ("oui", "non", "je ne sais pas")
TEXT_QUESTIONS = (1, 13)


class PlainAnswer(SQLModel, table=True):
    """One answer."""

    __tablename__ = "plain_answer"

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(index=True)
    question: int
    value: str


class Talk(StatesGroup):
    """A state per question."""

    q0, q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q11, q12, q13, done = (State() for _ in range(15))


STATES = [getattr(Talk, f"q{number}") for number in range(QUESTIONS)] + [Talk.done]


def script() -> list[str]:
    """What a person answers, question by question."""
    return ["on voudrait ouvrir une épicerie à Arlanc" if n in TEXT_QUESTIONS else "oui" for n in range(QUESTIONS)]


async def open_engine(path: str) -> AsyncEngine:
    """The database, as durable as ours: WAL, synchronous=FULL."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")

    @event.listens_for(engine.sync_engine, "connect")
    def _configure(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA busy_timeout=5000")
        cursor.close()

    async with engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.tables["plain_answer"].create)
    return engine


def make_dispatcher(engine: AsyncEngine) -> Dispatcher:
    """The bot."""
    router = Router()

    @router.message(CommandStart())
    async def start(message: Message, state: FSMContext) -> None:
        await state.set_state(STATES[0])
        await _ask(message, 0)

    for number in range(QUESTIONS):
        _register(router, engine, number)
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_router(router)
    return dispatcher


def _register(router: Router, engine: AsyncEngine, number: int) -> None:
    async def keep(chat_id: int, value: str) -> None:
        async with AsyncSession(engine) as session:
            session.add(PlainAnswer(chat_id=chat_id, question=number, value=value))
            await session.commit()

    if number in TEXT_QUESTIONS:

        @router.message(StateFilter(STATES[number]), F.text)
        async def take_text(message: Message, state: FSMContext) -> None:
            await keep(message.chat.id, message.text or "")
            await state.set_state(STATES[number + 1])
            await _ask(message, number + 1)

    else:

        @router.callback_query(StateFilter(STATES[number]))
        async def take_tap(query: CallbackQuery, state: FSMContext) -> None:
            assert isinstance(query.message, Message)
            await query.answer()
            await keep(query.message.chat.id, query.data or "")
            await state.set_state(STATES[number + 1])
            await query.message.edit_reply_markup()
            await _ask(query.message, number + 1)


async def _ask(message: Message, number: int) -> None:
    if number >= QUESTIONS:
        await message.answer("Merci !")
    elif number in TEXT_QUESTIONS:
        await message.answer(f"Question {number} : racontez.")
    else:
        buttons = [[InlineKeyboardButton(text=answer, callback_data=answer)] for answer in ANSWERS]
        await message.answer(f"Question {number} ?", reply_markup=InlineKeyboardMarkup(inline_keyboard=buttons))


async def feed(dispatcher: Dispatcher, bot: Bot, raw: dict[str, Any]) -> None:
    """Hand one raw update over."""
    await dispatcher.feed_raw_update(bot, raw)
