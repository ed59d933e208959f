"""What a file holds, counted while it is written: for its description and its sensitivity class."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Self

from cairn.model import ActorKind
from cairn.publishing.item import Item, exact
from cairn.publishing.privacy import PRIVATE_PERSON
from cairn.publishing.rows import LeftOut


@dataclass(slots=True)
class Tally:
    """Counts of one file or a part of it. `recent` are events at an exact place not longer ago than the class's bound."""

    events: int = 0
    rows: int = 0
    exact: int = 0
    recent: int = 0
    persons: int = 0
    hidden: int = 0
    first: date | None = None
    last: date | None = None
    place: Counter[str] = field(default_factory=Counter)
    when: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    reports: int = 0

    def add(self, item: Item, rows: int, *, since: date) -> None:
        """Counts an event that is written in so many rows."""
        event = item.event
        self.events += 1
        self.rows += rows
        self.reports += len(event.reports)
        self.place[event.where.precision.value] += 1
        self.when[event.when.precision.value] += 1
        start, end = event.when.start or event.when.end, event.when.end or event.when.start
        if start is not None and end is not None:
            self.first = start if self.first is None or start < self.first else self.first
            self.last = end if self.last is None or end > self.last else self.last
        if exact(event.where):
            self.exact += 1
            self.recent += end is None or end >= since
        for one in event.participants:
            if one.kind is ActorKind.PERSON:
                self.hidden += one.name == PRIVATE_PERSON
                self.persons += one.name != PRIVATE_PERSON

    def leave_out(self, reason: LeftOut) -> None:
        """Counts an event that the format can not hold."""
        self.left_out[reason.why] += 1

    def __iadd__(self, other: "Tally") -> Self:
        for name in ("events", "rows", "exact", "recent", "persons", "hidden", "reports"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.place += other.place
        self.when += other.when
        self.left_out += other.left_out
        self.first = min((day for day in (self.first, other.first) if day is not None), default=None)
        self.last = max((day for day in (self.last, other.last) if day is not None), default=None)
        return self


def recent_since(today: date, days: int) -> date:
    """The day from which on an event is recent."""
    return today - timedelta(days=days)
