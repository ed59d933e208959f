"""One figure of casualties in its report, and the figure that a report with several stands by."""

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.consolidation.told import Row
from cairn.consolidation.total import number
from cairn.model import Casualty

#: Of a report's figures only those count whose link is at least this share as sure as the surest; the rest are misreadings.
SURE = 0.5
#: A number that a report only gives as "about" admits numbers up to this share away from it.
ABOUT = 0.1


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, where it stands and who says so."""

    row: Row
    toll: Casualty
    said_by: str | None

    @property
    def value(self) -> int | None:
        """The figure as one number. A mere range or floor gives the least that it must mean (ACLED: the lowest figure)."""
        return self.toll.best if self.toll.best is not None else self.toll.low

    @property
    def exact(self) -> bool:
        """Whether it is stated without a hedge."""
        return self.toll.low is not None and self.toll.low == self.toll.high

    @property
    def vague(self) -> bool:
        """Whether it names no number but only the least that a word must mean ("dozens", "several")."""
        return self.toll.low is not None and self.toll.best is None and self.toll.high is None

    @property
    def open_above(self) -> bool:
        """Whether it is a floor only ("at least 40")."""
        return self.toll.low is not None and self.toll.high is None

    def admits(self, other: "Figure") -> bool:
        """Whether another figure's number satisfies this one."""
        if self.toll.low is None and self.toll.high is None:
            return abs(number(other.toll) - number(self.toll)) <= ABOUT * number(self.toll)
        low = self.toll.low or 0
        return low <= number(other.toll) and (self.toll.high is None or number(other.toll) <= self.toll.high)


@dataclass(frozen=True, slots=True)
class Own:
    """The figure that a report stands by, and higher ones that it gives as others' or as doubtful. `claimed`: the report has
    it from the perpetrator alone."""

    figure: Figure
    higher: tuple[Figure, ...]
    claimed: bool


def own_figures(known: Sequence[Figure], perpetrators: frozenset[str]) -> list[Own]:
    """One figure a report, oldest report first.

    A report leads with its own figure: of several, the first stands. Lower ones further down are its parts or earlier counts
    ("38 died on the spot, 12 in hospital", "investigators had spoken of 93") and fall; higher ones raise the upper bound. A
    perpetrator's claim leads only where there is no other figure (GTD).
    """
    reports: dict[str, list[Figure]] = {}
    for figure in known:
        reports.setdefault(figure.row.report, []).append(figure)
    return [_own(figures, perpetrators) for figures in reports.values()]


def _own(figures: Sequence[Figure], perpetrators: frozenset[str]) -> Own:
    surest = max(f.row.claim.score for f in figures)
    sure = [f for f in figures if f.row.claim.score >= SURE * surest]
    stated = [f for f in sure if (f.said_by or "").lower() not in perpetrators]
    counted = [f for f in stated or sure if f.value is not None] or stated or sure
    figure = _hedged(counted)
    return Own(figure, tuple(f for f in sure if number(f.toll) > number(figure.toll)), claimed=not stated)


def _hedged(figures: Sequence[Figure]) -> Figure:
    """The first figure; where a headline drops the hedge that the text has ("kills 26", "at least 26"), the text's."""
    lead = figures[0]
    return next((f for f in figures if lead.exact and f.value == lead.value and f.open_above), lead)


def superseded(own: Own, others: Sequence[Own]) -> bool:
    """Whether the figure's speaker or publisher gives another one later."""
    later = (o.figure for o in others if o.figure.row.published > own.figure.row.published)
    return any(same_source(own.figure, figure) for figure in later)


def same_source(a: Figure, b: Figure) -> bool:
    """Whether two figures are one speaker's, or, where a speaker is not told, one publisher's."""
    if a.said_by and b.said_by:
        return a.said_by.lower() == b.said_by.lower()
    return a.row.publisher is not None and a.row.publisher == b.row.publisher
