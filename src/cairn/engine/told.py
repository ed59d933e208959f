"""The reports in the files of a folder of shards, each text by its earliest publication first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cairn.consolidation import Part, Told
from cairn.engine.extras import parquet
from cairn.engine.rows import Row, accounts_of, from_row
from cairn.errors import SettingError
from cairn.model import Coded

#: Rows of Parquet that are read at a time.
ROWS = 200
#: Reports of one part for consolidation: files of few are put together.
PART = 2_000
#: Columns that accounts need of their report.
COLUMNS = ("id", "text", "publisher", "published", "accounts")


@dataclass(frozen=True, slots=True)
class Folder:
    """Files of coded reports. `again` holds the rows, by file, of texts that an earlier publication has told already."""

    files: tuple[Path, ...]
    again: Mapping[Path, frozenset[int]]

    @classmethod
    def of(cls, files: Sequence[Path], folder: Path) -> "Folder":
        """Sees which texts come several times. Raises SettingError without any file."""
        if not files:
            raise SettingError(f"{folder}: it holds no finished shard with a report; expected a folder that `cairn code --out` wrote")
        return cls(tuple(files), _again(files))

    @property
    def texts(self) -> int:
        """How many different texts there are."""
        return sum(map(_size, self.files)) - sum(map(len, self.again.values()))

    def coded(self) -> Iterator[tuple[Path, list[Coded]]]:
        """All coded reports, some at a time, with their file; further publications of a text when all files have given their first."""
        for path in self.files:
            yield from ((path, list(map(from_row, rows))) for rows in rows_of(path, leave=self.again.get(path, frozenset())))
        for path, again in self.again.items():
            yield from ((path, list(map(from_row, rows))) for rows in rows_of(path, take=again))

    def parts(self) -> list[Part]:
        """The accounts of all texts, each once, in parts that any process can read."""
        parts: list[list[Path]] = []
        size = PART
        for path in self.files:
            here = _size(path)
            if size + here > PART:
                parts.append([])
                size = 0
            parts[-1].append(path)
            size += here
        return [partial(told, tuple((path, self.again.get(path, frozenset())) for path in part)) for part in parts]


def told(files: Sequence[tuple[Path, frozenset[int]]]) -> Iterator[Told]:
    """The accounts of some files without those of some rows, with the passages behind them."""
    for path, leave in files:
        for rows in rows_of(path, leave=leave, columns=COLUMNS):
            for row in rows:
                for account in accounts_of(row):
                    yield Told.of(account, row["text"], published=row["published"], publisher=row["publisher"])


def rows_of(path: Path, *, leave: frozenset[int] = frozenset(), take: frozenset[int] | None = None, columns: Sequence[str] | None = None) -> Iterator[list[Row]]:
    """The rows of a file, some at a time, without some or only some of them, by their numbers."""
    number = 0
    for batch in parquet().ParquetFile(path).iter_batches(batch_size=ROWS, columns=None if columns is None else list(columns)):
        numbered = list(enumerate(batch.to_pylist(), start=number))
        number += len(numbered)
        if rows := [row for n, row in numbered if n not in leave and (take is None or n in take)]:
            yield rows


def _size(path: Path) -> int:
    return int(parquet().ParquetFile(path).metadata.num_rows)


def _again(files: Sequence[Path]) -> dict[Path, frozenset[int]]:
    """Rows whose text has an earlier publication in another row; an unknown day is the last, and of one day the publisher's name, then the
    place in the files decides. First the beginnings of all ids are seen, eight bytes each: hardly any text comes twice."""
    beginnings = np.sort(np.concatenate([_beginnings(path) for path in files]))
    several = set(beginnings[1:][beginnings[1:] == beginnings[:-1]].tolist())
    found: defaultdict[str, list[tuple[date, str, int, int]]] = defaultdict(list)
    for at, path in enumerate(files if several else ()):
        number = 0
        for rows in rows_of(path, columns=("id", "published", "publisher")):
            for row in rows:
                if _beginning(row["id"]) in several:
                    found[row["id"]].append((row["published"] or date.max, row["publisher"] or "", at, number))
                number += 1
    again: defaultdict[Path, set[int]] = defaultdict(set)
    for places in found.values():
        for _, _, at, number in sorted(places)[1:]:
            again[files[at]].add(number)
    return {path: frozenset(again[path]) for path in files if path in again}


def _beginnings(path: Path) -> npt.NDArray[np.uint64]:
    ids = parquet().ParquetFile(path).read(columns=["id"]).column("id").to_pylist()
    return np.fromiter(map(_beginning, ids), dtype=np.uint64, count=len(ids))


def _beginning(id_: str) -> int:
    return int(id_[:16], 16)
