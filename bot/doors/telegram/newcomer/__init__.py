"""The newcomers' bot: the only package that knows aiogram."""
