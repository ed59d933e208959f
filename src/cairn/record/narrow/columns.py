"""Columns of equal length, one row an event, in the order of their ids."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Days = NDArray[np.datetime64]
Codes = NDArray[np.int32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

#: Columns of each kind, by their names in the table `events`. An unknown number is NaN, an unknown day NaT.
WORDS: Final = ("type", "status", "when_precision", "country", "admin1", "place_precision", "review")
NUMBERS: Final = ("latitude", "longitude", "radius_km", "east_km", "killed_low", "killed_best", "killed_high", "confidence", "priority")
DAYS: Final = ("day", "start_date", "end_date")
NAMES: Final = ("id", "main", *WORDS, *NUMBERS, *DAYS)


class Words:
    """The different values of a text column, each by its number; new ones are only ever added."""

    def __init__(self) -> None:
        self.texts: list[str | None] = []
        self._numbers: dict[str | None, int] = {}

    def codes(self, values: Sequence[str | None]) -> Codes:
        """The numbers of values."""
        for value in dict.fromkeys(values):
            if value not in self._numbers:
                self._numbers[value] = len(self.texts)
                self.texts.append(value)
        return np.fromiter(map(self._numbers.__getitem__, values), np.int32, len(values))

    def known(self, values: Sequence[str | None]) -> list[int]:
        """The numbers of those that occur."""
        return [self._numbers[value] for value in values if value in self._numbers]


@dataclass(frozen=True, eq=False)
class Columns:
    """All events as they stood after the history's row `number`. The arrays are not to be written to."""

    number: int
    ids: list[str]
    main: Mask
    codes: Mapping[str, Codes]
    numbers: Mapping[str, Numbers]
    days: Mapping[str, Days]
    words: Mapping[str, Words] = field(default_factory=lambda: {name: Words() for name in WORDS})

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each event by its id."""
        return {id_: row for row, id_ in enumerate(self.ids)}

    @cached_property
    def killed(self) -> Numbers:
        """The dead by the best figure, else the lowest, else the highest."""
        return first_known(self.numbers["killed_best"], self.numbers["killed_low"], self.numbers["killed_high"])


def first_known(*columns: Numbers) -> Numbers:
    """The first that is known, row by row."""
    found = columns[0]
    for column in columns[1:]:
        found = np.where(np.isnan(found), column, found)
    return found


def empty() -> Columns:
    """No event."""
    return Columns(
        0, [], np.zeros(0, np.bool_), {name: np.zeros(0, np.int32) for name in WORDS}, {name: np.zeros(0) for name in NUMBERS},
        {name: np.zeros(0, "datetime64[D]") for name in DAYS},
    )  # fmt: skip


def joined(old: Columns, parts: Iterator[Sequence[Sequence[Any]]], *, without: Sequence[str], number: int) -> Columns:
    """The columns with further rows, given as parts of columns in the order of NAMES, and without the rows of some ids."""
    gone = [old.rows[id_] for id_ in without if id_ in old.rows] if without else []
    stays = np.ones(len(old), np.bool_)
    stays[gone] = False
    pieces = [_without(old, stays) if gone else old, *(_part(columns, old.words) for columns in parts)]
    ids = [id_ for piece in pieces for id_ in piece.ids]
    order: Rows = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
    return Columns(
        number, [ids[row] for row in order], np.concatenate([p.main for p in pieces])[order],
        {name: np.concatenate([p.codes[name] for p in pieces])[order] for name in WORDS},
        {name: np.concatenate([p.numbers[name] for p in pieces])[order] for name in NUMBERS},
        {name: np.concatenate([p.days[name] for p in pieces])[order] for name in DAYS}, old.words,
    )  # fmt: skip


def _without(old: Columns, stays: Mask) -> Columns:
    return replace(
        old, ids=[id_ for id_, stay in zip(old.ids, stays.tolist(), strict=True) if stay], main=old.main[stays],
        codes={name: column[stays] for name, column in old.codes.items()}, numbers={name: column[stays] for name, column in old.numbers.items()},
        days={name: column[stays] for name, column in old.days.items()},
    )  # fmt: skip


def _part(columns: Sequence[Sequence[Any]], words: Mapping[str, Words]) -> Columns:
    of = dict(zip(NAMES, columns, strict=True))
    return Columns(
        0, list(of["id"]), np.array([bool(value) for value in of["main"]], np.bool_), {name: words[name].codes(of[name]) for name in WORDS},
        {name: np.array(of[name], np.float64) for name in NUMBERS},
        {name: np.array([value or "NaT" for value in of[name]], "datetime64[D]") for name in DAYS}, words,
    )  # fmt: skip
