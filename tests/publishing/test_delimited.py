"""Delimited files are what the standard library writes of guarded cells."""

import csv
import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cairn.publishing.cells import Cell, as_csv, as_tsv, guarded

CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.dates(), st.text(st.characters(exclude_categories=["Cs"]), max_size=8), st.text('",\r\n=a ', max_size=5)
)


def plain(cell: Cell) -> Cell:
    return str(cell).lower() if isinstance(cell, bool) else guarded(cell)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=4))
def test_csv_is_what_the_standard_library_writes(rows: list[list[Cell]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([[plain(cell) for cell in row] for row in rows])
    assert as_csv(rows) == out.getvalue()


def test_tabs_and_breaks_are_blanks_where_tabs_part_cells() -> None:
    assert as_tsv([["a\tb\r\n", None, True, 0.5, date(2024, 3, 15), "=1"]]) == "a b  \t\ttrue\t0.5\t2024-03-15\t'=1\n"
