"""The staff bot: the only package that knows python-telegram-bot."""

import os

# The library's own switch to the durations of its next major version; without it each voice message warns.
os.environ.setdefault("PTB_TIMEDELTA", "1")
