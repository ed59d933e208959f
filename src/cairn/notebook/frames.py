"""Tables of any kind as frames of pandas, Polars and Arrow, and as what a notebook and a terminal show."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from html import escape
from typing import Any, Final

from rich.markup import escape as escape_markup
from rich.table import Table as RichTable

from cairn.analysis.extras import needed

#: Rows that a notebook or a terminal shows.
SHOWN: Final = 20
Row = Mapping[str, Any]


class Kind(StrEnum):
    """What a column holds; every kind may be unknown."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    DAY = "day"
    TRUTH = "truth"


Columns = Mapping[str, Kind]
_PANDAS = {Kind.TEXT: "string", Kind.WHOLE: "Int64", Kind.NUMBER: "Float64", Kind.DAY: "datetime64[s]", Kind.TRUTH: "boolean"}
_POLARS = {Kind.TEXT: "String", Kind.WHOLE: "Int64", Kind.NUMBER: "Float64", Kind.DAY: "Date", Kind.TRUTH: "Boolean"}
_ARROW = {Kind.TEXT: "string", Kind.WHOLE: "int64", Kind.NUMBER: "float64", Kind.DAY: "date32", Kind.TRUTH: "bool_"}


class Frame(ABC):
    """What can be given as a frame. Names of private persons are left out unless `private_names` asks for them."""

    __slots__ = ()

    @abstractmethod
    def frame_columns(self) -> Columns:
        """The columns, in order, with what they hold."""

    @abstractmethod
    def frame_rows(self, *, private_names: bool = False) -> Sequence[Row]:
        """The rows, one value of its column's kind or None in each cell."""

    def frame_shown(self) -> Columns:
        """The columns that a notebook and a terminal have room for."""
        return self.frame_columns()

    def frame_notes(self) -> Sequence[str]:
        """What a reader has to know beside the rows."""
        return ()

    def to_dicts(self, *, private_names: bool = False) -> list[dict[str, Any]]:
        """The rows as plain dictionaries."""
        return [dict(row) for row in self.frame_rows(private_names=private_names)]

    def to_pandas(self, *, private_names: bool = False) -> Any:
        """A pandas DataFrame with nullable columns; days are datetime64. Raises SettingError where pandas is not installed."""
        pandas = needed("pandas", what="to_pandas", extra=None)
        rows, columns = self.frame_rows(private_names=private_names), self.frame_columns()
        return pandas.DataFrame({name: pandas.Series([row[name] for row in rows], dtype=_PANDAS[kind]) for name, kind in columns.items()})

    def to_polars(self, *, private_names: bool = False) -> Any:
        """A Polars DataFrame. Raises SettingError where Polars is not installed."""
        polars = needed("polars", what="to_polars", extra=None)
        schema = {name: getattr(polars, _POLARS[kind]) for name, kind in self.frame_columns().items()}
        return polars.DataFrame(self._by_column(private_names), schema=schema)

    def to_arrow(self, *, private_names: bool = False) -> Any:
        """An Arrow table. Raises SettingError where pyarrow is not installed."""
        arrow = needed("pyarrow", what="to_arrow", extra="export")
        schema = arrow.schema([(name, getattr(arrow, _ARROW[kind])()) for name, kind in self.frame_columns().items()])
        return arrow.table(self._by_column(private_names), schema=schema)

    def _by_column(self, private_names: bool) -> dict[str, list[Any]]:
        rows = self.frame_rows(private_names=private_names)
        return {name: [row[name] for row in rows] for name in self.frame_columns()}

    def _repr_html_(self) -> str:
        """The first rows as HTML; every text in it is escaped."""
        rows, columns = self.frame_rows(), self.frame_shown()
        head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in columns)
        body = "".join("<tr>" + "".join(_cell(row[name], kind) for name, kind in columns.items()) + "</tr>" for row in rows[:SHOWN])
        notes = "".join(f"<p><small>{escape(note)}</small></p>" for note in (*_more(len(rows)), *self.frame_notes()))
        return f"<div><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}</div>"

    def __rich__(self) -> RichTable:
        rows, columns = self.frame_rows(), self.frame_shown()
        notes = (*_more(len(rows)), *self.frame_notes())
        table = RichTable(box=None, pad_edge=False, header_style="bold", caption=escape_markup("\n".join(notes)) or None, caption_justify="left")
        for name, kind in columns.items():
            table.add_column(name.replace("_", " "), justify="right" if kind in (Kind.WHOLE, Kind.NUMBER) else "left", overflow="fold")
        for row in rows[:SHOWN]:
            table.add_row(*(escape_markup(_shown(row[name])) for name in columns))
        return table


def _more(number: int) -> Sequence[str]:
    return [f"and {number - SHOWN} more of {number} rows"] if number > SHOWN else []


def _cell(value: object, kind: Kind) -> str:
    align = ' style="text-align: right"' if kind in (Kind.WHOLE, Kind.NUMBER) else ""
    return f"<td{align}>{escape(_shown(value))}</td>"


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else f"{value:g}" if isinstance(value, float) else str(value)
