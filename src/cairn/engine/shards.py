"""The unit of work: a shard, one part of the input, which gives one part of the output.

A shard is plain data: it can be written to a plan, sent to another machine, and read there. Its id is a hash of everything that its
output follows from, so that a finished shard is known again whatever became of the rest of the input.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter

from cairn.reports import NO_META, ReportMeta


class ShardKind(StrEnum):
    """What a shard is a part of."""

    FILES = "files"
    LINES = "lines"
    PARQUET = "parquet"
    WARC = "warc"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Item:
    """One file or URL of a shard of files, with what its folder's manifest says of it. `stamp` tells one state of a file from another."""

    name: str
    kind: str
    manifest: ReportMeta = NO_META
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Shard:
    """One part of the input.

    FILES: the reports in `items`. LINES, WARC: what begins in the bytes from `first` up to `last` of the file `name`. PARQUET: its row
    groups from `first` up to `last`. RECORD: reports of the record `name`, from the id `begin` up to `end`, both included.
    `stamp` is the file's size and time of change. `meta` is what the user says of all reports.
    """

    kind: ShardKind
    name: str = ""
    first: int = 0
    last: int = 0
    begin: str = ""
    end: str = ""
    items: tuple[Item, ...] = ()
    stamp: str = ""
    meta: ReportMeta = NO_META
    max_bytes: int = 0
    reader: str = ""

    @property
    def id(self) -> str:
        """A hash of what the shard's output follows from."""
        return hashlib.sha256(_SHARD.dump_json(self)).hexdigest()[:20]


_SHARD: TypeAdapter[Shard] = TypeAdapter(Shard)


def to_line(shard: Shard) -> str:
    """A shard as one line of JSON."""
    return _SHARD.dump_json(shard, exclude_defaults=True).decode()


def from_line(line: str) -> Shard:
    """The shard of a line. Raises pydantic.ValidationError."""
    return _SHARD.validate_json(line)
