"""The two schemes, and the words that have one value wherever they stand ("now", "daily"), from `words.csv`."""

import csv
import re
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Final, NamedTuple

OPEN: Final = "-"
"""In the table: the scheme marks the words and gives them no value."""


class Scheme(StrEnum):
    """Whose guidelines hold: TimeML's TIMEX3, or TIMEX2 of 2005, which marks adjectives ("former") and clauses, too."""

    TIMEX3 = "timex3"
    TIMEX2 = "timex2"


class Kind(StrEnum):
    """The types of TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Fixed(NamedTuple):
    """Words that have one value wherever they stand; None is an open one."""

    pattern: re.Pattern[str]
    kind: Kind
    value: str | None


@lru_cache(maxsize=2)
def fixed(scheme: Scheme) -> tuple[Fixed, ...]:
    """The words of the table that a scheme marks, in its order; the patterns look at what stands around the words."""
    with resources.files(__package__).joinpath("words.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row[scheme.value]]
    return tuple(
        Fixed(re.compile(rf"(?<![\w-])(?:{row['pattern']})(?!\w)", re.IGNORECASE), Kind(row["type"]), _value(row[scheme.value]))
        for row in rows
    )


def _value(cell: str) -> str | None:
    return None if cell == OPEN else cell
