"""The newcomers' bot: the only package that knows aiogram."""

from bot.doors.telegram.newcomer.lazy_models import import_lazily

import_lazily()
