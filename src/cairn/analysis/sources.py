"""What a fact of an analysis rests on: a page that the registry names, or a report of the record with its words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Origin(StrEnum):
    """Where a fact comes from. The two are kept apart: the registry is written by people, the record is read out of reports."""

    REGISTRY = "registry"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Source:
    """One source. `label` is a page's address, "recalled" where the registry names none, or a report's publisher and title;
    `checked` says whether somebody opened the page and found it there, None for a report."""

    origin: Origin
    label: str
    checked: bool | None = None
    report: str | None = None
    published: date | None = None
    quote: str | None = None

    def told(self) -> str:
        """The source on one line."""
        if self.origin is Origin.REGISTRY:
            return self.label + ("" if self.checked else " (not checked)")
        quote = f"“{' '.join(self.quote.split())}” " if self.quote else ""
        return f"{quote}[{(self.report or '?')[:8]} {self.published or 'undated'} {self.label}]"
