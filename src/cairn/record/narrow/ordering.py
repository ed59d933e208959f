"""Rows in the order of a list, a page at a time: as `record.pages` gives them."""

from bisect import bisect_right
from typing import Any

import numpy as np

from cairn.record.narrow.columns import Columns, Mask, Rows
from cairn.record.wanted import Cursor, EventFilter, Order


def page(columns: Columns, found: Mask, wanted: EventFilter) -> tuple[list[str], Cursor | None]:
    """The ids of a page of the rows that were found, in order, and where the next one begins."""
    rows = _ordered(columns, found, wanted)[wanted.offset :]
    if wanted.limit is None or len(rows) <= wanted.limit:
        return [columns.ids[row] for row in rows], None
    rows = rows[: wanted.limit]
    return [columns.ids[row] for row in rows], _cursor(columns, int(rows[-1]), wanted.order)


def _ordered(columns: Columns, found: Mask, wanted: EventFilter) -> Rows:
    """Rows follow each other by id, so that a stable order by another column leaves equals by id."""
    if wanted.order is Order.DOUBT:
        rows = np.flatnonzero(found & _behind(columns, wanted.after, down=True))
        return rows[np.argsort(columns.numbers["priority"][rows], kind="stable")][::-1]
    day, down = columns.days["day"], wanted.order is Order.LATEST
    dated, rest = found & ~np.isnat(day), found & np.isnat(day)
    if wanted.after is not None and wanted.after[0] is None:
        dated = np.zeros_like(found)
        rest = rest & _later_ids(columns, wanted.after[1])
    elif wanted.after is not None:
        dated = dated & _behind(columns, wanted.after, down=down)
    rows = np.flatnonzero(dated)
    rows = rows[np.argsort(day[rows], kind="stable")]
    return np.concatenate([rows[::-1] if down else rows, np.flatnonzero(rest)])


def _behind(columns: Columns, after: Cursor | None, *, down: bool) -> Mask:
    """The rows that come after where a page ended."""
    if after is None:
        return np.ones(len(columns), np.bool_)
    key, id_ = after
    later = _later_ids(columns, id_)
    at = ~later & ~_same_id(columns, id_) if down else later
    beyond, equal = _compared(columns.numbers["priority"], key, down=down) if isinstance(key, (int, float)) else _compared(columns.days["day"], np.datetime64(key, "D"), down=down)
    return beyond | (equal & at)


def _compared(values: Any, here: Any, *, down: bool) -> tuple[Mask, Mask]:
    """Which values come after another, and which are the same."""
    return (values < here if down else values > here), values == here


def _later_ids(columns: Columns, id_: str) -> Mask:
    return np.arange(len(columns)) >= bisect_right(columns.ids, id_)


def _same_id(columns: Columns, id_: str) -> Mask:
    found = np.zeros(len(columns), np.bool_)
    if (row := columns.rows.get(id_)) is not None:
        found[row] = True
    return found


def _cursor(columns: Columns, row: int, order: Order) -> Cursor:
    if order is Order.DOUBT:
        return float(columns.numbers["priority"][row]), columns.ids[row]
    day = columns.days["day"][row]
    return None if np.isnat(day) else day.item(), columns.ids[row]
