"""What a person decided about accounts: that they tell of one event, of different ones, or that it can not be told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What a judgement says."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """Words of a report that tell of an event. A judgement points at words and not at an account, so that it still holds when a
    better reader has read the report anew."""

    report: str
    start: int
    end: int

    def meets(self, other: "Anchor") -> bool:
        """Whether the two share a character."""
        return self.report == other.report and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on groups of accounts.

    `same`: all accounts of all groups tell of one event. `different`: no two accounts of different groups do; within a group
    nothing is said. `unsure` says nothing and is kept. Of verdicts that contradict each other the later one counts.
    """

    verdict: Verdict
    groups: tuple[tuple[Anchor, ...], ...]
    by: str
    at: datetime
    reason: str | None = None

    def __post_init__(self) -> None:
        least = 1 if self.verdict is Verdict.SAME else 2
        if len(self.groups) < least or not all(self.groups):
            raise ValueError(f"judgement {self.verdict} on {len(self.groups)} groups: expected at least {least}, none of them empty")
        if self.at.tzinfo is None:
            raise ValueError(f"judgement of {self.at}: expected a time zone")
