"""A bounded shelf of what takes long to find: found once for a key, kept while it is among the latest."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Kept = TypeVar("_Kept")


class Shelf(Generic[_Kept]):
    """Keeps the latest `size` finds. Safe to share between threads; the lock is not held while something is found.

    Args:
        size: how many.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._turn = threading.Lock()

    def once(self, key: Hashable, find: Callable[[], _Kept]) -> _Kept:
        """What is on the shelf under `key`, else what `find` gives, which is kept there."""
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = find()
        with self._turn:
            self._kept[key] = found
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return found
