"""A few things kept in memory: those asked for latest."""

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Few(Generic[Thing]):
    """At most so many things by key; beyond it the one not asked for longest goes. Safe between threads."""

    def __init__(self, most: int) -> None:
        """Empty, with room for `most`."""
        self._most = most
        self._kept: dict[Hashable, Thing] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """What is kept under the key, made if nothing is. Two who ask at the same time may both make it."""
        with self._lock:
            if key in self._kept:
                self._kept[key] = self._kept.pop(key)  # now the latest
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.pop(next(iter(self._kept)))
        return made

    def __len__(self) -> int:
        return len(self._kept)
