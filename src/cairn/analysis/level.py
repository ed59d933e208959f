"""A week's level against the weeks before it, in the words of ACLED's Trendfinder (`levels.yaml`, with their source)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from cairn.analysis.series import Counting, Cover


@dataclass(frozen=True, slots=True)
class Level:
    """The last whole week beside the mean of some weeks before it.

    `change` is in percent, None where the weeks before had no events; `word` is None where the record does not cover all weeks, and
    `because` then says so.
    """

    weeks: int
    last: int | None
    before: float | None
    change: float | None
    word: str | None
    because: str


def levels(weekly: Sequence[Counting]) -> tuple[Level, ...]:
    """The level against the 4 and the 52 weeks before, of a series of weeks in order of time."""
    whole = [n for n, week in enumerate(weekly) if week.cover is Cover.WHOLE]
    if not whole:
        return tuple(Level(weeks, None, None, None, None, "the record covers no whole week") for weeks in _words()["weeks"])
    last = whole[-1]
    return tuple(_level(weekly[max(0, last - weeks) : last], weekly[last], weeks) for weeks in _words()["weeks"])


def _level(before: Sequence[Counting], week: Counting, weeks: int) -> Level:
    known = [one.events for one in before if one.cover is Cover.WHOLE]
    if len(known) < weeks:
        return Level(weeks, week.events, None, None, None, f"the record covers {len(known)} of the {weeks} weeks before")
    mean = sum(known) / weeks
    change = 100 * (week.events - mean) / mean if mean else None
    few = _words()["few"]
    if mean <= few["before"] and week.events <= few["last"]:
        return Level(weeks, week.events, mean, change, few["word"], f"no more than {few['last']} events after no more than {few['before']} a week")
    return Level(weeks, week.events, mean, change, _word(change), f"{week.events} events in the week of {week.stretch.start} after {mean:.1f} a week")


def _word(change: float | None) -> str:
    rows = _words()["levels"]
    word: str = next(row["word"] for row in rows if row["above"] is None or change is None or change > row["above"])
    return word


@cache
def _words() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load(resources.files("cairn.analysis").joinpath("levels.yaml").read_text(encoding="utf-8"))
    return held


def source() -> str:
    """Where the words and their bounds come from."""
    told = _words()["source"]
    return f"{told['title']} ({told['url']})"
