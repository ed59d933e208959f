"""From what the user names to shards: files, folders, URLs, JSON lines, Parquet, WARC, records."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from cairn.engine import remote
from cairn.engine.shards import Item, Shard, ShardKind
from cairn.errors import ReportError
from cairn.reports import NO_META, InputProblem, ReportMeta, Source, SourceKind, expand

#: Reports in a shard of files or of a record: some minutes of one core's work, the most that a killed worker loses.
REPORTS = 500
#: Bytes of a file of JSON lines, and of a compressed WARC, in one shard.
LINE_BYTES = 4_000_000
WARC_BYTES = 32_000_000

LINES = (".jsonl", ".ndjson")
WARCS = (".warc.gz", ".warc")
RECORDS = (".sqlite", ".sqlite3")


class NoInput(ReportError):
    """A named input that gives no report."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How the input is cut, and what holds for every report of it."""

    reader: str
    max_bytes: int
    meta: ReportMeta = NO_META
    reports: int = REPORTS
    line_bytes: int = LINE_BYTES
    warc_bytes: int = WARC_BYTES


Failed = Callable[[str, ReportError], None]


def plan(inputs: Sequence[str], cut: Cut, *, failed: Failed) -> Iterator[Shard]:
    """The shards of the inputs, in order. What gives no report is told to `failed`.

    A folder is searched for reports as `cairn code` does, and beside them for JSON lines, Parquet and WARC.
    """
    plain: list[str] = []
    for name in inputs:
        for found in _within(name):
            if (make := _shards_of(found)) is None:
                plain.append(found)
                continue
            try:
                for shard in make(found, cut):
                    yield replace(shard, reader=cut.reader, meta=cut.meta, max_bytes=cut.max_bytes)
            except OSError as error:
                failed(found, NoInput(f"{found}: it can not be opened ({error}); check its name and its rights"))
    sources = expand(plain, on_problem=lambda p: _tell(p, failed)) if plain else iter(())
    while part := list(islice(sources, cut.reports)):
        items = tuple(_item(source) for source in part)
        yield Shard(ShardKind.FILES, items=items, meta=cut.meta, max_bytes=cut.max_bytes, reader=cut.reader)


def _within(name: str) -> Iterator[str]:
    """A folder's tables and archives, and the folder itself for its reports; anything else as it is."""
    if "://" not in name and (path := Path(name)).is_dir():
        yield from (str(found) for found in sorted(path.rglob("*")) if found.is_file() and _shards_of(str(found)) not in {None, _record})
        if any(found.is_file() and _shards_of(str(found)) is None for found in path.rglob("*")):
            yield name
    else:
        yield name


def _shards_of(name: str) -> Callable[[str, Cut], Iterator[Shard]] | None:
    """What cuts an input of this name; None for one report, or a folder of them."""
    low = name.lower()
    if low.startswith(("postgresql://", "postgresql+")) or low.endswith(RECORDS):
        return _record
    if low.endswith(WARCS):
        return _warc
    if low.endswith(LINES):
        return _lines
    if low.endswith(".parquet"):
        return _parquet
    return None


def _tell(problem: InputProblem, failed: Failed) -> None:
    if not problem.skipped:
        failed(problem.source, NoInput(problem.message))


def _item(source: Source) -> Item:
    stamp = ""
    if source.kind is SourceKind.FILE:
        stamp = remote.stamp(source.name)
    return Item(source.name, source.kind.value, source.manifest, stamp)


def _ranges(size: int, step: int) -> Iterator[tuple[int, int]]:
    return ((start, min(start + step, size)) for start in range(0, size, step))


def _lines(name: str, cut: Cut) -> Iterator[Shard]:
    for first, last in _ranges(remote.size(name), cut.line_bytes):
        yield Shard(ShardKind.LINES, name, first, last, stamp=remote.stamp(name))


def _warc(name: str, cut: Cut) -> Iterator[Shard]:
    """A compressed WARC is cut anywhere: each of its records is compressed by itself. One that is not compressed stays whole, since
    a page in it could hold what looks like the beginning of a record."""
    size = remote.size(name)
    step = cut.warc_bytes if name.lower().endswith(".gz") else max(size, 1)
    for first, last in _ranges(size, step):
        yield Shard(ShardKind.WARC, name, first, last, stamp=remote.stamp(name))


def _parquet(name: str, cut: Cut) -> Iterator[Shard]:
    from cairn.engine.extras import parquet

    with remote.opened(name) as file:
        about = parquet().ParquetFile(file).metadata
        first, held = 0, 0
        for group in range(about.num_row_groups):
            held += about.row_group(group).num_rows
            if held >= cut.reports or group == about.num_row_groups - 1:
                yield Shard(ShardKind.PARQUET, name, first, group + 1, stamp=remote.stamp(name))
                first, held = group + 1, 0


def _record(name: str, cut: Cut) -> Iterator[Shard]:
    from cairn.record import Record

    with Record.open(name, create=False) as record:
        ids = sorted(head.id for head in record.reports())
    for start in range(0, len(ids), cut.reports):
        part = ids[start : start + cut.reports]
        yield Shard(ShardKind.RECORD, name, len(part), begin=part[0], end=part[-1])
