"""How the fake Bot API says no: Telegram's code and words."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A refused call.

    `code` is the HTTP status too; `parameters` is what Telegram adds (retry_after, migrate_to_chat_id).
    """

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def to_json(self) -> dict[str, Any]:
        """The answer's body."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(words: str, parameters: dict[str, Any] | None = None) -> ApiError:
    """Status 400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {words}", parameters)


def forbidden(words: str) -> ApiError:
    """Status 403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {words}")


def too_many(seconds: int) -> ApiError:
    """Status 429 that asks for `seconds` of silence."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
