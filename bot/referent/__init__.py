"""The staff bot: the only package that knows python-telegram-bot."""
