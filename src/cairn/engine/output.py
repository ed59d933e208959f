"""The output of a shard: Parquet by month, what failed, and a marker that says the shard is done.

    DIR/reports/month=2024-03/SHARD.parquet     one row a report
    DIR/failed/SHARD.jsonl                      what gave no report, and why
    DIR/done/SHARD.json                         how many, how long; written last
    DIR/work/                                   half-written files of running workers
    DIR/plan.jsonl                              the shards of the last run

A file is written elsewhere and renamed, and the marker comes last: a shard with a marker is whole. One without is done again, and
writes files of the same names.
"""

import json
import os
import shutil
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter

from cairn.engine.months import Months
from cairn.engine.rows import month, schema, to_row
from cairn.model import Coded

#: Rows that are held before they are written.
ROWS = 400


@dataclass(frozen=True, slots=True)
class Done:
    """What one shard gave. `seconds` are of the worker's clock."""

    shard: str
    reports: int
    events: int
    failed: int
    months: dict[str, int]
    seconds: float


_DONE: TypeAdapter[Done] = TypeAdapter(Done)


@dataclass(frozen=True, slots=True)
class Output:
    """A folder of shards' output."""

    folder: Path

    def done(self) -> dict[str, Done]:
        """The finished shards, by id."""
        found = (self._marker(path) for path in sorted((self.folder / "done").glob("*.json")))
        return {one.shard: one for one in found if one is not None}

    def files(self) -> Iterator[Path]:
        """The Parquet files of finished shards, in order."""
        done = self.done()
        yield from (path for path in sorted((self.folder / "reports").glob("month=*/*.parquet")) if path.stem in done)

    def write_plan(self, lines: Sequence[str]) -> None:
        """Keeps the shards of this run."""
        self.folder.mkdir(parents=True, exist_ok=True)
        whole(self.folder / "plan.jsonl", "".join(f"{line}\n" for line in lines))

    def forget(self, shards: Sequence[str]) -> None:
        """Takes away the output of shards that the input has no longer; the marker first."""
        for shard in shards:
            (self.folder / "done" / f"{shard}.json").unlink(missing_ok=True)
            (self.folder / "failed" / f"{shard}.jsonl").unlink(missing_ok=True)
            for path in (self.folder / "reports").glob(f"month=*/{shard}.parquet"):
                path.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Takes away what killed workers left half-written. Only while no worker runs."""
        shutil.rmtree(self.folder / "work", ignore_errors=True)

    def _marker(self, path: Path) -> Done | None:
        try:
            return _DONE.validate_json(path.read_bytes())
        except (OSError, ValueError):  # a marker is renamed into place whole; what is none is no marker
            return None


class ShardWriter:
    """Writes one shard's output; a context, at whose good end the shard is done, and at whose bad end nothing is there."""

    def __init__(self, folder: Path, shard: str) -> None:
        self._folder = folder
        self._shard = shard
        self._work = folder / "work" / f"{shard}-{uuid.uuid4().hex[:12]}"
        self._months = Months(self._work, schema(), most=ROWS)
        self._failed: list[str] = []
        self.reports: Counter[str] = Counter()
        self.events = 0

    def __enter__(self) -> Self:
        self._work.mkdir(parents=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        try:
            self._months.close()
        finally:
            shutil.rmtree(self._work, ignore_errors=True)

    def add(self, coded: Coded) -> None:
        """One coded report."""
        key = month(coded.report)
        self._months.add(key, to_row(coded))
        self.reports[key] += 1
        self.events += len(coded.coding.events)

    def add_failure(self, source: str, error: Exception) -> None:
        """What gave no report, and why."""
        self._failed.append(json.dumps({"source": source, "error": type(error).__name__, "message": str(error)}, ensure_ascii=False))

    def finish(self, seconds: float) -> Done:
        """Puts everything in its place and marks the shard as done."""
        for key, path in self._months.finish().items():
            moved(path, self._folder / "reports" / f"month={key}" / f"{self._shard}.parquet")
        if self._failed:
            whole(self._folder / "failed" / f"{self._shard}.jsonl", "".join(f"{line}\n" for line in self._failed))
        done = Done(self._shard, self.reports.total(), self.events, len(self._failed), dict(sorted(self.reports.items())), round(seconds, 3))
        whole(self._folder / "done" / f"{self._shard}.json", _DONE.dump_json(done).decode() + "\n")
        return done


def moved(path: Path, to: Path) -> None:
    """Puts a file in its place when all of it is on the disk."""
    to.parent.mkdir(parents=True, exist_ok=True)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.replace(to)


def whole(path: Path, text: str) -> None:
    """A small file, there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}-{uuid.uuid4().hex[:12]}")
    with half.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)

