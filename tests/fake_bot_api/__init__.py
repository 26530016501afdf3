"""A Bot API server of our own over real HTTP, which refuses what Telegram refuses, and people to drive it."""

from tests.fake_bot_api.errors import ApiError
from tests.fake_bot_api.fake_bot import Call, FakeBot
from tests.fake_bot_api.faults import Fault
from tests.fake_bot_api.people import FakeGroup, FakeUser
from tests.fake_bot_api.screen import ScreenMessage
from tests.fake_bot_api.server import FakeBotApi

__all__ = ["ApiError", "Call", "FakeBot", "FakeBotApi", "FakeGroup", "FakeUser", "Fault", "ScreenMessage"]
