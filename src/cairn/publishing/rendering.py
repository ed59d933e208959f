"""Events to the bytes of a file, a part at a time: what can run in several processes."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from cairn.publishing import geojson
from cairn.publishing.cells import Row, as_csv, as_tsv
from cairn.publishing.formats import Format, Shape
from cairn.publishing.item import Context, Item
from cairn.publishing.rows import LeftOut
from cairn.publishing.tally import Tally

if TYPE_CHECKING:
    import pyarrow as pa

Payload = bytes | list[Sequence[Any]]
#: Where a point goes in the column of a geometry: WKB, little endian, of type 1.
_WKB_POINT: Final = b"\x01\x01\x00\x00\x00"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A part of a file: text, an Arrow stream, or rows; and what it holds."""

    payload: Payload
    tally: Tally


def render(form: Format, items: Iterable[Item], context: Context, *, since: date) -> Rendered:
    """Some events in a format. Events that it can not hold are counted by the reason."""
    tally = Tally()
    found: list[Sequence[Any]] = []
    for item in items:
        rows = form.rows(item, context)
        if isinstance(rows, LeftOut):
            tally.leave_out(rows)
            continue
        tally.add(item, len(rows), since=since)
        found += rows
    return Rendered(_payload(form, found), tally)


def _payload(form: Format, rows: list[Sequence[Any]]) -> Payload:
    match form.shape:
        case Shape.CSV:
            return as_csv(rows).encode()
        case Shape.TABS:
            return as_tsv(rows).encode()
        case Shape.LINES:
            return "".join(f"{line}\n" for (line,) in rows).encode()
        case Shape.FEATURES:
            return geojson.BETWEEN.join(line for (line,) in rows).encode()
        case Shape.PARQUET | Shape.GEOPARQUET:
            return _arrow(form, rows)
    return rows


def head(form: Format) -> bytes:
    """What stands before the rows of a text."""
    if form.shape is Shape.FEATURES:
        return geojson.BEGIN.encode()
    if form.shape not in (Shape.CSV, Shape.TABS) or not form.header:
        return b""
    heading: list[Row] = [[column.name for column in form.columns], *([[column.tag for column in form.columns]] if form.tags else [])]
    return (as_csv(heading) if form.shape is Shape.CSV else as_tsv(heading)).encode()


def tail(form: Format) -> bytes:
    """What stands after them."""
    return geojson.END.encode() if form.shape is Shape.FEATURES else b""


def schema(form: Format) -> "pa.Schema":
    """The Arrow schema of a format's columns; a geometry comes last."""
    import pyarrow as pa

    kinds = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()}
    fields = [pa.field(column.name, kinds[column.type]) for column in form.columns]
    if form.shape is Shape.GEOPARQUET:
        fields.append(pa.field("geometry", pa.binary()))
    return pa.schema(fields)


def _arrow(form: Format, rows: list[Sequence[Any]]) -> bytes:
    import pyarrow as pa

    shape = schema(form)
    cells: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * len(form.columns)
    if form.shape is Shape.GEOPARQUET:
        names = [column.name for column in form.columns]
        cells.append([_wkb(lon, lat) for lon, lat in zip(cells[names.index("longitude")], cells[names.index("latitude")], strict=True)])
    batch = pa.record_batch([pa.array(cell, field.type) for cell, field in zip(cells, shape, strict=True)], schema=shape)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, shape) as stream:
        stream.write_batch(batch)
    found: bytes = sink.getvalue().to_pybytes()
    return found


def _wkb(longitude: float | None, latitude: float | None) -> bytes | None:
    import struct

    return None if longitude is None or latitude is None else _WKB_POINT + struct.pack("<dd", longitude, latitude)


def plain(cell: object) -> object:
    """A cell as a spreadsheet takes it: days as days, yes and no as words."""
    return str(cell).lower() if isinstance(cell, bool) else datetime.datetime(cell.year, cell.month, cell.day) if isinstance(cell, date) else cell  # noqa: DTZ001 - a day
