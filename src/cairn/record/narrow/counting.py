"""Rows counted by one thing or two: as `record.overview` counts them. Actors are not in the columns."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

import numpy as np

from cairn.model import ReviewState, WhenPrecision, WherePrecision
from cairn.record.narrow.columns import Columns, Mask, Rows, first_known
from cairn.record.wanted import CountRow, Group

_WORDS: Final[Mapping[Group, str]] = {
    Group.TYPE: "type", Group.COUNTRY: "country", Group.STATUS: "status", Group.REVIEW: "review", Group.PRECISION: "place_precision",
}  # fmt: skip
_UNITS: Final[Mapping[Group, str]] = {Group.DAY: "D", Group.MONTH: "M", Group.YEAR: "Y"}
_UNKNOWN: Final = np.iinfo(np.int64).min
Keys = tuple[Rows, Callable[[int], str | None]]
"""A number for each row, and the text of a number."""


def counted(columns: Columns, rows: Rows, *, by: Group, then_by: Group | None = None) -> tuple[CountRow, ...]:
    """How many of these rows there are by one key or two, by key; those without one last. Raises ValueError for actors."""
    (first, text), (second, then) = _keys(columns, rows, by), _keys(columns, rows, then_by)
    one, at_one = np.unique(first, return_inverse=True)
    two, at_two = np.unique(second, return_inverse=True)
    pairs, at = np.unique(at_one * len(two) + at_two, return_inverse=True)
    sums: Any = [np.bincount(at, minlength=len(pairs)), *(np.bincount(at, weights=part, minlength=len(pairs)) for part in _sums(columns, rows))]
    numbers: list[tuple[int, ...]] = list(zip(*(total.astype(np.int64).tolist() for total in sums), strict=True))
    keys = [(text(int(one[pair // len(two)])), then(int(two[pair % len(two)]))) for pair in pairs.tolist()]
    found = [CountRow(*key, *number) for key, number in zip(keys, numbers, strict=True)]  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda row: (row.key is None, row.key or "", row.then is None, row.then or "")))


def _keys(columns: Columns, rows: Rows, group: Group | None) -> Keys:
    if group is None:
        return np.zeros(len(rows), np.int64), lambda _: None
    if group in _WORDS:
        texts = columns.words[_WORDS[group]].texts
        return columns.codes[_WORDS[group]][rows].astype(np.int64), texts.__getitem__
    if group is Group.ADMIN1:
        return _divisions(columns, rows)
    day = columns.days["day"][rows]
    if group is Group.WEEK:
        number = day.astype(np.int64)
        monday = np.where(np.isnat(day), _UNKNOWN, number - (number + 3) % 7)  # day 0 was a Thursday
        return monday, lambda key: None if key == _UNKNOWN else str(np.datetime64(key, "D"))
    if group not in _UNITS:
        raise ValueError(f"by {group}: the columns do not tell it")
    unit: Any = _UNITS[group]
    return day.astype(f"datetime64[{unit}]").astype(np.int64), lambda key: None if key == _UNKNOWN else str(np.datetime64(key, unit))


def _divisions(columns: Columns, rows: Rows) -> Keys:
    countries, divisions = columns.words["country"].texts, columns.words["admin1"].texts
    keys = columns.codes["country"][rows].astype(np.int64) * max(1, len(divisions)) + columns.codes["admin1"][rows]

    def text(key: int) -> str | None:
        country, division = countries[key // len(divisions)], divisions[key % len(divisions)]
        return None if country is None or division is None else f"{country}/{division}"

    unknown = [key for key in np.unique(keys).tolist() if text(key) is None]
    keys = np.where(np.isin(keys, unknown), _UNKNOWN, keys)
    return keys, lambda key: None if key == _UNKNOWN else text(key)


def _sums(columns: Columns, rows: Rows) -> list[Any]:
    low, best, high = (columns.numbers[name][rows] for name in ("killed_low", "killed_best", "killed_high"))
    tolls = (first_known(low, best), first_known(best, low), first_known(high, best, low))
    shares = (
        _is(columns, rows, "place_precision", WherePrecision.EXACT, WherePrecision.NEAR), _is(columns, rows, "when_precision", WhenPrecision.DAY),
        ~_is(columns, rows, "review", ReviewState.UNREVIEWED),
    )  # fmt: skip
    return [*(np.nan_to_num(toll) for toll in tolls), *shares]


def _is(columns: Columns, rows: Rows, name: str, *values: StrEnum) -> Mask:
    return np.isin(columns.codes[name][rows], columns.words[name].known([value.value for value in values]))
