"""What an alert tells of one event."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cairn.contract import to_plain
from cairn.model import Event


@dataclass(frozen=True, slots=True)
class Notice:
    """An event that appeared or changed, as it may be shown outside, with the number of the change in the record's history."""

    number: int
    at: datetime
    change: str
    why: str
    event: Event

    @property
    def values(self) -> dict[str, Any]:
        """The same as plain values, for JSON."""
        return {"number": self.number, "at": self.at.isoformat(timespec="seconds"), "change": self.change, "why": self.why, "event": to_plain(self.event)}

    @property
    def title(self) -> str:
        """The event in a line."""
        return self.event.summary or self.event.type

    @property
    def lines(self) -> tuple[str, ...]:
        """The event in short, a line each."""
        where = self.event.where
        place = ", ".join(part for part in (where.name, where.admin1, where.country) if part) or "place unknown"
        when = self.event.when
        day = f"{when.start}" if when.start == when.end else f"{when.start or '?'} to {when.end or '?'}"
        told = len(self.event.reports)
        return (
            f"{day if when.known else 'day unknown'}, {place}",
            f"{self.event.type}, {self.event.status}, confidence {self.event.confidence:.2f}, {told} report{'s' if told != 1 else ''}",
            f"{self.change}: {self.why}",
            f"event {self.event.id}",
        )
