"""Files, written as they come and put in their place when they are whole."""

import hashlib
import json
from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Final, Self

from cairn.errors import SettingError
from cairn.publishing import geojson
from cairn.publishing.cells import guarded
from cairn.publishing.formats import Format, Shape
from cairn.publishing.package import File
from cairn.publishing.rendering import Payload, head, plain, schema, tail

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows that Parquet keeps together.
_GROUP: Final = 50_000
#: A spreadsheet's last row, without the one of the header.
_SHEET: Final = 1_048_575
_PART: Final = ".part"
_READ: Final = 1 << 20


class Sink(ABC):
    """A file that parts are added to."""

    @abstractmethod
    def add(self, payload: Payload) -> None:
        """Adds a part."""

    @abstractmethod
    def end(self) -> None:
        """Writes what comes last."""


class Text(Sink):
    """Text into a file or a pipe. Entities that came before are passed over."""

    def __init__(self, form: Format, out: IO[bytes]) -> None:
        self._form, self._out, self._seen, self._begun = form, out, set[bytes](), False
        out.write(head(form))

    def add(self, payload: Payload) -> None:
        """Adds a part."""
        if isinstance(payload, list):
            self._out.writelines(f"{line}\n".encode() for id_, line in payload if self._is_new(id_))
            return
        if self._form.shape is Shape.FEATURES and payload:
            if self._begun:
                self._out.write(geojson.BETWEEN.encode())
            self._begun = True
        self._out.write(payload)

    def _is_new(self, id_: str) -> bool:
        key = hashlib.blake2b(id_.encode(), digest_size=8).digest()
        new = key not in self._seen
        self._seen.add(key)
        return new

    def end(self) -> None:
        """Writes what comes last."""
        self._out.write(tail(self._form))
        self._out.flush()


class Parquet(Sink):
    """Parquet in groups of rows; GeoParquet's metadata where a geometry is asked for (https://geoparquet.org/releases/v1.1.0/)."""

    def __init__(self, form: Format, path: Path) -> None:
        import pyarrow.parquet as pq

        shape = schema(form)
        if form.shape is Shape.GEOPARQUET:
            column = {"encoding": "WKB", "geometry_types": ["Point"]}  # without a crs: longitude and latitude, OGC:CRS84
            shape = shape.with_metadata({"geo": json.dumps({"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}})})
        self._writer = pq.ParquetWriter(path, shape, compression="zstd")
        self._shape, self._waiting, self._rows = shape, list["pa.RecordBatch"](), 0

    def add(self, payload: Payload) -> None:
        """Adds a part."""
        import pyarrow as pa

        with pa.ipc.open_stream(payload) as stream:
            for batch in stream:
                self._waiting.append(batch)
                self._rows += batch.num_rows
        if self._rows >= _GROUP:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._waiting:
            self._writer.write_table(pa.Table.from_batches(self._waiting, self._waiting[0].schema).replace_schema_metadata(self._shape.metadata))
        self._waiting, self._rows = [], 0

    def end(self) -> None:
        """Writes what comes last."""
        self._flush()
        self._writer.close()


class Sheet(Sink):
    """A spreadsheet of two leaves: the events, and what the columns mean."""

    def __init__(self, form: Format, path: Path) -> None:
        import xlsxwriter

        given = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(path, given)
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._dates = {n for n, column in enumerate(form.columns) if column.type == "date"}
        self._sheet, self._form, self._row = self._book.add_worksheet("events"), form, 1
        self._sheet.write_row(0, 0, [column.name for column in form.columns])
        self._sheet.freeze_panes(1, 0)

    def add(self, payload: Payload) -> None:
        """Adds a part. Raises SettingError for more rows than a spreadsheet can have."""
        for row in payload:
            if self._row > _SHEET:
                raise SettingError(f"more than {_SHEET} events do not fit into a spreadsheet; export csv or parquet, or fewer events")
            for n, cell in enumerate(row):  # type: ignore[arg-type]  # rows, not bytes
                if cell is not None:
                    self._sheet.write(self._row, n, guarded(plain(cell)), *((self._day,) if n in self._dates else ()))  # type: ignore[arg-type]
            self._row += 1

    def end(self) -> None:
        """Writes what comes last."""
        columns = self._book.add_worksheet("columns")
        columns.write_row(0, 0, ["name", "type", "description"])
        for n, column in enumerate(self._form.columns, 1):
            columns.write_row(n, 0, [column.name, column.type, column.description])
        self._book.close()


class Output:
    """A file that comes into being whole or not at all, with the hash of its bytes."""

    def __init__(self, form: Format, path: Path) -> None:
        self.path = path
        self._part = path.with_name(f"{path.name}{_PART}")
        self._file: IO[bytes] | None = None
        try:
            if form.text:
                self._file = self._part.open("wb")
            self.sink: Sink = Text(form, self._file) if self._file is not None else (Sheet if form.shape is Shape.SHEET else Parquet)(form, self._part)
        except OSError as error:
            raise SettingError(f"--out {str(path)!r}: {error.strerror or error}; expected a file in a folder that you may write to") from error
        except ImportError as error:
            raise SettingError(f'{form.id} needs {error.name}, which is not installed; pip install "cairn[export]"') from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            if self._file is not None:
                self._file.close()
            self._part.unlink(missing_ok=True)

    def close(self) -> File:
        """Puts the file in its place and tells what it is."""
        self.sink.end()
        if self._file is not None:
            self._file.close()
        found = hashed(self._part)
        self._part.replace(self.path)
        return File(self.path.name, *found)


def hashed(path: Path) -> tuple[str, int]:
    """A file's SHA-256 and its length."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        for block in iter(lambda: file.read(_READ), b""):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def described_at(path: Path) -> Path:
    """Where a file's description stands: `events.csv` has `events.csv.datapackage.json` beside it."""
    return path.with_name(f"{path.name}.datapackage.json")


def describe(path: Path, found: dict[str, Any]) -> None:
    """Writes a description beside its file."""
    described_at(path).write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
