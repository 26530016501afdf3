"""What can go wrong between a bot and Telegram, on demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["refuse", "html", "drop_before", "drop_after", "hang_after", "slow"]


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` calls of `method` (any when None) for `chat_id` (any when None).

    refuse: answered with `code`; html: with a gateway's page of status `code`; drop_before: the connection is cut
    before the call counts; drop_after: it counts, then the connection is cut; hang_after: it counts, the answer comes
    after `seconds`; slow: the call itself takes `seconds`.
    """

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    times: int = 1
    code: int = 500
    description: str = "Internal Server Error"
    seconds: float = 0.0
    retry_after: int | None = None

    def concerns(self, method: str, chat_id: object) -> bool:
        """Whether this call is hit."""
        named = self.method is None or self.method.lower() == method.lower()
        return self.times > 0 and named and (self.chat_id is None or self.chat_id == chat_id)
