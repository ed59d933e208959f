"""A shard's reports, one after the other, from wherever they lie; what gives none is told with its reason."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import IO, Any

from cairn.engine import remote
from cairn.engine.extras import parquet
from cairn.engine.members import Part, first_member
from cairn.engine.shards import Shard, ShardKind
from cairn.errors import ReportError, UnreadableReport
from cairn.model import Report
from cairn.reports import Fetcher, Loaded, ReportMeta, Source, SourceKind, load, read_bytes, read_page
from cairn.reports.warc import WarcFault, pages

Failed = tuple[str, ReportError]
#: The columns of a table of reports. `text`, or `html` in its place, has to be there.
COLUMNS = ("text", "html", "title", "publisher", "published", "language", "url")
ROWS = 200  # rows of Parquet that are read at a time


def loaded(shard: Shard, *, fetcher: Fetcher) -> Iterator[Loaded | Failed]:
    """The reports of a shard, in order, with their notes; or a source and why it gives none.

    Raises OSError where the shard's own file can not be read.
    """
    match shard.kind:
        case ShardKind.FILES:
            return _files(shard, fetcher)
        case ShardKind.LINES:
            return _lines(shard)
        case ShardKind.PARQUET:
            return _parquet(shard)
        case ShardKind.WARC:
            return _warc(shard)
        case ShardKind.RECORD:
            return _record(shard)


def _files(shard: Shard, fetcher: Fetcher) -> Iterator[Loaded | Failed]:
    for item in shard.items:
        try:
            yield load(Source(SourceKind(item.kind), item.name, item.manifest), fetcher=fetcher, meta=shard.meta, max_bytes=shard.max_bytes)
        except ReportError as error:
            yield item.name, error


def _lines(shard: Shard) -> Iterator[Loaded | Failed]:
    """A line belongs to the shard in whose bytes it begins."""
    with remote.opened(shard.name) as file:
        place = _first_line(file, shard.first)
        while place < shard.last:
            name = f"{shard.name}@{place}"
            line = file.readline(shard.max_bytes + 1)
            if not line:
                return
            if len(line) > shard.max_bytes:
                yield name, UnreadableReport(f"{name}: the line is longer than {shard.max_bytes:,} bytes; raise --max-bytes")
                while (more := file.readline(shard.max_bytes)) and not more.endswith(b"\n"):
                    pass
            elif line.strip():
                yield _of_line(line, name, shard)
            place = file.tell()


def _first_line(file: IO[bytes], first: int) -> int:
    """Where the first line begins that begins at or behind a place."""
    if first == 0:
        return 0
    file.seek(first - 1)
    while (line := file.readline(1_000_000)) and not line.endswith(b"\n"):
        pass
    return file.tell()


def _of_line(line: bytes, name: str, shard: Shard) -> Loaded | Failed:
    try:
        values = json.loads(line)
    except ValueError as error:
        return name, UnreadableReport(f"{name}: the line is not JSON ({error}); expected one object a line")
    if not isinstance(values, dict):
        return name, UnreadableReport(f"{name}: the line holds a {type(values).__name__}; expected an object with a text")
    return _of_values(values, name, shard)


def _parquet(shard: Shard) -> Iterator[Loaded | Failed]:
    with remote.opened(shard.name) as opened:
        file = parquet().ParquetFile(opened)
        columns = [name for name in file.schema_arrow.names if name in COLUMNS]
        row = sum(file.metadata.row_group(group).num_rows for group in range(shard.first))
        for batch in file.iter_batches(batch_size=ROWS, row_groups=list(range(shard.first, shard.last)), columns=columns):
            for values in batch.to_pylist():
                yield _of_values(values, f"{shard.name}#{row}", shard)
                row += 1


def _of_values(values: Mapping[str, Any], name: str, shard: Shard) -> Loaded | Failed:
    """The report in a line or a row. An empty text is a fault of that row."""
    text, html = values.get("text"), values.get("html")
    body, kind = (text, "text") if text else (html, "html")
    if not isinstance(body, str) or not body.strip():
        there = ", ".join(sorted(values)) or "nothing"
        return name, UnreadableReport(f"{name}: it has no text (columns: {there}); expected a column text or html")
    try:
        stated = ReportMeta(
            _text(values, "title"), _text(values, "publisher"), _day(values.get("published"), name), _text(values, "language"), _text(values, "url")
        )
        data = body.encode("utf-8", "replace")
        return read_bytes(data, source=name, kind=kind, meta=shard.meta.over(stated), charset="utf-8", max_bytes=shard.max_bytes)
    except ReportError as error:
        return name, error


def _text(values: Mapping[str, Any], column: str) -> str | None:
    value = values.get(column)
    return None if value is None or not str(value).strip() else str(value)


def _day(value: object, name: str) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise UnreadableReport(f"{name}: published is {value!r}; expected a day as YYYY-MM-DD") from error


def _record(shard: Shard) -> Iterator[Loaded | Failed]:
    from cairn.record import Record

    with Record.open(shard.name, create=False) as record:
        for head in record.reports():
            if shard.begin <= head.id <= shard.end:
                report: Report = record.report(head.id).report()
                yield Loaded(report)


def _warc(shard: Shard) -> Iterator[Loaded | Failed]:
    """The pages of the records that begin in the shard's bytes."""
    with remote.opened(shard.name) as file:
        size = file.seek(0, 2)
        part = file
        if shard.name.lower().endswith(".gz"):
            part = Part(file, first_member(file, shard.first, size), first_member(file, shard.last, size))  # type: ignore[assignment]
        else:
            file.seek(0)
        for found in pages(part, f"{shard.name}@{shard.first}", max_bytes=shard.max_bytes):
            if isinstance(found, WarcFault):
                yield found.name, found.error
            elif found is not None:
                try:
                    yield read_page(found.page, meta=shard.meta, max_bytes=shard.max_bytes)
                except ReportError as error:
                    yield found.name, error

