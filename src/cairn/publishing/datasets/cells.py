"""Cells of others' tables as numbers and days; a ValueError names the column and the value."""

from collections.abc import Mapping
from datetime import date

from cairn.publishing.world import by_name


def whole(cells: Mapping[str, str], column: str) -> int | None:
    """A whole number, also written as 3.0; None where the cell is empty."""
    text = cells.get(column, "")
    if not text or text.lower() in ("na", "nan"):
        return None
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"{column} {text!r}: expected a number") from None
    if number != int(number):
        raise ValueError(f"{column} {text!r}: expected a whole number")
    return int(number)


def real(cells: Mapping[str, str], column: str) -> float | None:
    """A number; None where the cell is empty."""
    text = cells.get(column, "")
    try:
        return float(text) if text else None
    except ValueError:
        raise ValueError(f"{column} {text!r}: expected a number") from None


def day(cells: Mapping[str, str], column: str) -> date | None:
    """A day, with or without an hour after it; None where the cell is empty."""
    text = cells.get(column, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise ValueError(f"{column} {text!r}: expected a day such as 2024-03-15") from None


def country(cells: Mapping[str, str], *columns: str) -> str | None:
    """A country's code from the first of some columns that names one."""
    return next((code for column in columns if (code := by_name().get(cells.get(column, "").lower())) is not None), None)
