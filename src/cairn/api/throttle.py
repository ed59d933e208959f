"""How often somebody may try to log in."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Final

#: Seconds over which failed tries count.
WINDOW: Final = 300.0
#: Failed tries of one name from one address, of one address, and of one name from anywhere.
ONE_NAME: Final = 5
ONE_ADDRESS: Final = 30
ONE_ACCOUNT: Final = 60
#: Keys that are remembered at most: the oldest go first.
MOST: Final = 20_000


class Throttle:
    """Counts failed tries. A name can not be locked for its owner by strangers at once: what one address does counts against it first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def wait(self, name: str, address: str) -> int:
        """Seconds until the next try is heard, 0 where it is heard now."""
        now = self._clock()
        with self._lock:
            return max(self._left(key, most, now) for key, most in self._keys(name, address))

    def failed(self, name: str, address: str) -> None:
        """Notes a failed try."""
        now = self._clock()
        with self._lock:
            for key, _ in self._keys(name, address):
                self._failed[key].append(now)
            while len(self._failed) > MOST:
                del self._failed[next(iter(self._failed))]

    def well(self, name: str, address: str) -> None:
        """Forgets the failed tries of a name from an address that got in, and what that last try counted elsewhere."""
        with self._lock:
            (both, _), *others = self._keys(name, address)
            self._failed.pop(both, None)
            for key, _ in others:
                if self._failed.get(key):
                    self._failed[key].pop()

    def _left(self, key: tuple[str, str], most: int, now: float) -> int:
        tries = self._failed.get(key)
        while tries and now - tries[0] > WINDOW:
            tries.popleft()
        if not tries:
            self._failed.pop(key, None)
            return 0
        return int(WINDOW - (now - tries[-most])) + 1 if len(tries) >= most else 0

    def _keys(self, name: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
        return ((("both", f"{address} {name}"), ONE_NAME), (("address", address), ONE_ADDRESS), (("name", name), ONE_ACCOUNT))
