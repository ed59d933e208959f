"""When something happened: an interval of days with its precision and what it rests on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class WhenPrecision(StrEnum):
    """How exactly a time is known, finest first; UCDP's `date_prec` 1 to 5 maps onto these."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class WhenBasis(StrEnum):
    """What a date rests on.

    `stated`: the text names the date. `resolved`: a phrase was resolved against an anchor ("Friday").
    `published`: the text names no time for the event, and only the day of publication bounds it. `unknown`: nothing does.
    """

    STATED = "stated"
    RESOLVED = "resolved"
    PUBLISHED = "published"
    UNKNOWN = "unknown"


#: The rule of times that date only what follows them.
BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class When:
    """The days within which something happened, both ends included; an open end is None.

    `rule` names the rule that gave the interval, `anchor` the day it was counted from.

    >>> march = When(date(2024, 3, 1), date(2024, 3, 31), WhenPrecision.MONTH, "March 2024", WhenBasis.STATED)
    >>> march.overlaps(When.on(date(2024, 3, 7)))
    True
    """

    start: date | None = None
    end: date | None = None
    precision: WhenPrecision = WhenPrecision.UNKNOWN
    phrase: str | None = None
    basis: WhenBasis = WhenBasis.UNKNOWN
    rule: str | None = None
    anchor: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"when: end {self.end} is before start {self.start}")

    @classmethod
    def on(cls, day: date, phrase: str | None = None, basis: WhenBasis = WhenBasis.STATED) -> "When":
        """A single known day."""
        return cls(day, day, WhenPrecision.DAY, phrase, basis)

    @property
    def leads_in(self) -> bool:
        """Whether it dates only what follows it in its sentence ("a day after gunmen stormed the town")."""
        return self.rule is not None and self.rule.rpartition(":")[2] == BEHIND

    @property
    def known(self) -> bool:
        """Whether at least one end is known."""
        return self.start is not None or self.end is not None

    def overlaps(self, other: "When") -> bool:
        """Whether both could be the same day; an open end reaches without limit, unknown overlaps everything."""
        return (self.start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (self.end or date.max)


UNKNOWN_WHEN = When()
