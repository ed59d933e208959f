"""The columns of one record, kept up to date for many threads at once."""

import threading

from cairn.record.narrow.choosing import chosen
from cairn.record.narrow.columns import Columns, Mask
from cairn.record.record import Record
from cairn.record.wanted import EventFilter


class Keeping:
    """Holds the columns as they were for a version of the record; who comes while they are read waits for them."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._held: tuple[str, Columns] | None = None
        self._lock = threading.Lock()

    @property
    def begun(self) -> bool:
        """Whether they were read before: from then on little is left to read."""
        return self._held is not None

    def ready(self, version: str) -> Columns | None:
        """The columns, where they are held for this version already."""
        held = self._held
        return held[1] if held is not None and held[0] == version else None

    def columns(self, version: str) -> Columns:
        """The columns as the record stands, read where they are of another version. They may be newer than `version` says."""
        with self._lock:
            if (found := self.ready(version)) is not None:
                return found
            made = self._record.narrow(self._held[1] if self._held else None)
            self._held = (version, made)
            return made

    def chosen(self, columns: Columns, wanted: EventFilter) -> Mask:
        """Which rows meet a filter."""
        return chosen(columns, wanted, self._record.matching)
