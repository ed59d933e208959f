"""What a caller was shown and may confirm a little later: edits of a table, before they are applied."""

import secrets
import threading
import time
from collections.abc import Callable
from typing import Final, Generic, TypeVar

T = TypeVar("T")
#: Seconds for which something is kept.
WHILE: Final = 1800.0


class Stash(Generic[T]):
    """Values under tokens that can not be guessed, each for who put it there and once."""

    def __init__(self, most: int = 50, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._held: dict[str, tuple[float, str, T]] = {}
        self._lock = threading.Lock()

    def put(self, who: str, value: T) -> str:
        """Keeps a value; its token."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._held[token] = (self._clock() + WHILE, who, value)
            while len(self._held) > self._most:
                del self._held[next(iter(self._held))]
        return token

    def take(self, who: str, token: str) -> T | None:
        """The value of a token, which then is gone; None where it has ended, never was, or is another's."""
        with self._lock:
            until, owner, value = self._held.get(token, (0.0, "", None))
            if owner != who or value is None:
                return None
            del self._held[token]
            return value if self._clock() <= until else None
