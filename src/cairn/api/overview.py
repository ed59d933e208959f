"""What lists, maps and counts of events are answered from: the record's narrow columns, held in memory, or the record itself where it is too large for that."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any, Final

from cairn.api.points import Drawn, as_json
from cairn.record import CountRow, EventFilter, Group, Order, Page, Record, StoredActor
from cairn.record.narrow import Cast, Columns, Keeping, actors_of, counted, page
from cairn.record.narrow.columns import Mask
from cairn.record.wanted import COUNTED

#: Of so many events the columns are held in memory: some 100 bytes and 10 microseconds each. More are asked of the record, which has indexes and sums for it.
IN_MEMORY: Final = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The rows that meet a filter, among the columns that they are rows of."""

    columns: Columns
    rows: Mask


class Overview:
    """Answers about many events. `once` keeps what was worked out of a version of the record, `version` tells which one it is."""

    def __init__(self, record: Record, version: Callable[[], str], once: Callable[[Hashable, Callable[[], Any]], Any]) -> None:
        self._record = record
        self._version = version
        self._once = once
        self._keeping = Keeping(record)
        self._drawn: tuple[Columns, Drawn] | None = None
        self._cast: Cast | None = None
        self._lock = threading.Lock()
        self._casting = threading.Lock()

    @property
    def large(self) -> bool:
        """Whether the record holds more events than are held in memory."""
        large: bool = self._once("large", lambda: self._record.has_more_events(IN_MEMORY))
        return large

    def read(self) -> None:
        """Reads the columns, and makes the map's ready."""
        if not self.large:
            self._draw(self._keeping.columns(self._version()))

    def actors(self) -> tuple[StoredActor, ...]:
        """All actors, those of the most events first: made anew from what is held of who takes part in what."""
        if self.large:
            return self._record.actors()
        with self._casting:
            self._cast = self._record.cast(self._cast)
            return actors_of(self._cast)

    def points(self, wanted: EventFilter) -> bytes:
        """The events with a point, as JSON."""
        if self.large:
            return as_json(self._record.points(wanted))
        found = self._found(wanted)
        return self._draw(found.columns).of(found.rows)

    def counted(self, wanted: EventFilter, *, by: Group, then_by: Group | None = None) -> tuple[CountRow, ...]:
        """How many events by one thing or two."""
        if Group.ACTOR in (by, then_by) or self.large:
            return self._record.counted(wanted, by=by, then_by=then_by)
        found = self._found(wanted)
        return counted(found.columns, found.rows.nonzero()[0], by=by, then_by=then_by)

    def page(self, wanted: EventFilter) -> Page:
        """A page of events. The first one that is asked of a server does not wait for the columns."""
        if self.large or not self._keeping.begun:
            return self._record.events_page(wanted)
        found = self._found(wanted)
        ids, after = page(found.columns, found.rows, wanted)
        whole = self._record.some_events(ids)
        return Page(tuple(whole[id_] for id_ in ids if id_ in whole), after, min(int(found.rows.sum()), COUNTED + 1))

    def _found(self, wanted: EventFilter) -> Found:
        asked = replace(wanted, order=Order.DAY, after=None, limit=None, offset=0)

        def find() -> Found:
            columns = self._keeping.columns(self._version())
            return Found(columns, self._keeping.chosen(columns, asked))

        found: Found = self._once(("found", asked), find)
        return found

    def _draw(self, columns: Columns) -> Drawn:
        with self._lock:
            if self._drawn is None or self._drawn[0] is not columns:
                self._drawn = columns, Drawn(columns)
            return self._drawn[1]
