"""A result of an analysis as rows, with the value that it was made of."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from cairn.notebook.frames import Columns, Frame, Row

if TYPE_CHECKING:
    from cairn.analysis.plot import Plot

V = TypeVar("V")


class Table(Frame, Sequence[Row], Generic[V]):
    """Rows for people and frames. `value` is the result itself, `notes` what has to be known beside the rows, `shown` are the columns that
    there is room for. It names no private person, so `private_names` changes nothing."""

    __slots__ = ("_columns", "_rows", "notes", "shown", "value")

    def __init__(self, value: V, columns: Columns, rows: Sequence[Row], notes: Sequence[str] = (), *, hidden: Collection[str] = ()) -> None:
        self.value = value
        self.notes = tuple(notes)
        self.shown = tuple(name for name in columns if name not in hidden)
        self._columns, self._rows = columns, tuple(rows)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"Table of {len(self)} rows: {', '.join(self._columns)}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(self._columns)

    def frame_columns(self) -> Columns:
        """The columns."""
        return self._columns

    def frame_shown(self) -> Columns:
        """The columns that there is room for."""
        return {name: self._columns[name] for name in self.shown}

    def frame_rows(self, *, private_names: bool = False) -> Sequence[Row]:  # noqa: ARG002 - no private person is in it
        """The rows."""
        return self._rows

    def frame_notes(self) -> Sequence[str]:
        """The notes."""
        return self.notes

    def plot(self, file: Path | str | None = None) -> "Plot":
        """A plot that a notebook shows, also written to a file (.png or .svg) where one is given. Raises SettingError where Matplotlib is
        not installed or there is no plot of such a result."""
        from cairn.analysis.plot import plot

        return plot(self.value, Path(file) if file is not None else None)
