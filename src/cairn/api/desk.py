"""What all requests share: the record, the codebook, the registry, and what was worked out of them, as long as it holds."""

import contextlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from cairn import codebook
from cairn.api.jobs import Jobs
from cairn.api.settings import Settings
from cairn.api.stash import Stash
from cairn.api.throttle import Throttle
from cairn.codebook import Codebook
from cairn.errors import CairnError
from cairn.record import Record
from cairn.reviewing import Edit

if TYPE_CHECKING:
    from cairn.api.overview import Overview
    from cairn.linking.who import Registry

T = TypeVar("T")
#: Answers kept, each at most a few MB.
KEPT: Final = 64
#: Seconds for which another program's writing may go unseen.
FRESH: Final = 0.5


class Kept:
    """The last answers by what was asked; safe between threads. Who asks what is being worked out waits for it."""

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._gates: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is held under a key, made where it is not."""
        with self._lock:
            if key in self._held:
                found: T = self._again(key)
                return found
            gate = self._gates.setdefault(key, threading.Lock())
        with gate:
            with self._lock:
                if key in self._held:
                    made_meanwhile: T = self._again(key)
                    return made_meanwhile
            try:
                made = make()
                with self._lock:
                    self._held[key] = made
                    while len(self._held) > self._most:
                        self._held.popitem(last=False)
            finally:
                with self._lock:
                    self._gates.pop(key, None)
        return made

    def clear(self) -> None:
        """Lets go of all answers: those of an earlier version of the record are never asked for again."""
        with self._lock:
            self._held.clear()

    def _again(self, key: Hashable) -> Any:
        self._held.move_to_end(key)
        return self._held[key]


@dataclass(eq=False)
class Desk:
    """The shared things of one server."""

    record: Record
    settings: Settings
    kept: Kept = field(default_factory=Kept)
    throttle: Throttle = field(default_factory=Throttle)
    edits: Stash[tuple[Edit, ...]] = field(default_factory=Stash)
    _seen: tuple[float, str] = (float("-inf"), "")
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _making: threading.Lock = field(default_factory=threading.Lock)

    @cached_property
    def key(self) -> str:
        """What sessions are signed with."""
        return self.record.team.key() if self.settings.login else secrets.token_urlsafe(32)

    def name(self, whole: bool) -> str:
        """What the record is called: where it is, or to who works on another machine only its last part."""
        address = self.record.address
        return str(address) if whole else address.file.name if address.file else str(address).rsplit("/", 1)[-1]

    @property
    def two_reviewers(self) -> bool:
        """Whether what one person decided has to be signed by another."""
        return self.once("two_reviewers", lambda: self.record.team.setting("two_reviewers") == "true")

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook that comes with Cairn."""
        return codebook.load()

    @cached_property
    def _registry(self) -> "Registry":
        from cairn.linking.who import Registry

        return Registry.load()

    @property
    def registry(self) -> "Registry":
        """The registry of actors, loaded when it is first asked for."""
        with self._lock:
            return self._registry

    @property
    def overview(self) -> "Overview":
        """Lists, maps and counts of events, from columns that all callers share."""
        with self._making:
            return self._overview

    @cached_property
    def _overview(self) -> "Overview":
        from cairn.api.overview import Overview

        return Overview(self.record, self.version, self.once)

    @cached_property
    def jobs(self) -> Jobs:
        """The reports that are being read."""
        return Jobs(self.record, max_bytes=self.settings.max_file, changed=self.changed)

    def warm(self) -> None:
        """Loads what the first page needs while the browser is still opening."""
        with contextlib.suppress(CairnError):
            _ = self.codebook, self.registry
            self.once("held", self.record.held)
            self.overview.read()

    def warm_actors(self) -> None:
        """Loads what the list of actors and the search need, which no first page waits for."""
        with contextlib.suppress(CairnError):
            self.once("actors", self.overview.actors)

    def version(self) -> str:
        """What changes whenever the record does; another program's doing is seen half a second later."""
        at, known = self._seen
        if time.monotonic() - at > FRESH:
            if (now := self.record.version()) != known:
                self.kept.clear()
            known = now
            self._seen = (time.monotonic(), known)
        return known

    def changed(self) -> None:
        """Lets the next question see what was just written."""
        self._seen = (float("-inf"), self._seen[1])
        self.kept.clear()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was worked out of this version of the record, made where it was not."""
        return self.kept.get((self.version(), key), make)
