"""Rows into one Parquet file for each month, however many months there are and in whatever order the rows come."""

from collections import defaultdict
from pathlib import Path
from typing import Any, Self

from cairn.engine.extras import parquet

Row = dict[str, Any]


class Months:
    """Writes `FOLDER/MONTH.parquet`; a context, at whose end the files are closed. `most` rows are held, then those of the month that
    has most of them are written, so that a month of few rows is one group of its file."""

    def __init__(self, folder: Path, schema: Any, *, most: int) -> None:
        self._folder = folder
        self._schema = schema
        self._most = most
        self._held: defaultdict[str, list[Row]] = defaultdict(list)
        self._rows = 0
        self._writers: dict[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the files, whole or not."""
        for writer in self._writers.values():
            writer.close()
        self._writers = {}

    def add(self, month: str, row: Row) -> None:
        """One more row."""
        self._held[month].append(row)
        self._rows += 1
        if self._rows >= self._most:
            self._write(max(self._held, key=lambda key: len(self._held[key])))

    def finish(self) -> dict[str, Path]:
        """Writes what is held; the file of each month."""
        found = {}
        for month in sorted(self._held.keys() | self._writers.keys()):
            self._write(month)
            self._writers.pop(month).close()
            found[month] = self._path(month)
        return found

    def _path(self, month: str) -> Path:
        return self._folder / f"{month}.parquet"

    def _write(self, month: str) -> None:
        import pyarrow as pa

        rows = self._held.pop(month, [])
        self._rows -= len(rows)
        if month not in self._writers:
            self._writers[month] = parquet().ParquetWriter(self._path(month), self._schema, compression="zstd")
        if rows:
            self._writers[month].write_table(pa.Table.from_pylist(rows, self._schema))
