"""Ids made by us: time-ordered, 63 bits, so that rows can be written in sets without asking the database for keys."""

from __future__ import annotations

import secrets
import threading
from datetime import datetime

_RANDOM_BITS = 22
_lock = threading.Lock()
_last = 0


def new_id(now: datetime) -> int:
    """A new id: 41 bits of milliseconds since 1970, then 22 random bits; increasing within this process."""
    global _last
    candidate = (int(now.timestamp() * 1000) << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
    with _lock:
        _last = candidate if candidate > _last else _last + 1
        return _last
