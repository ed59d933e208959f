"""What a worker does with one shard, on whatever machine it runs: read its reports, code them, write them, say it is done."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cairn.engine.output import Done, ShardWriter
from cairn.engine.shards import Shard
from cairn.engine.source import loaded
from cairn.errors import CairnError, ReportError
from cairn.model import Coded
from cairn.pipeline import Pipeline, at_rest, with_notes
from cairn.reports import Fetcher, Loaded

#: Reports that are coded together: enough for windows of like length, few enough to hold.
BATCH = 16


@dataclass(frozen=True, slots=True)
class Job:
    """What holds for all shards of a run. `threads` are those of one worker's network, `device` is what it runs on."""

    out: str
    allow_private: bool = False
    threads: int = 1
    device: str = "cpu"


Make = Callable[[Job], Pipeline]


class CodingFailed(ReportError):
    """A report whose coding met a fault of Cairn's own; the report is recorded and the rest goes on."""


def pipeline(job: Job) -> Pipeline:
    """The pipeline of this process, made once."""
    return _pipeline(job.threads, job.device)


@cache
def _pipeline(threads: int, device: str) -> Pipeline:
    return Pipeline.default(threads=threads, device=device)


def work(shard: Shard, job: Job, make: Make = pipeline) -> Done:
    """Do one shard. A report that fails is recorded. Raises OSError where the shard's own input or the output can not be used."""
    begun = time.perf_counter()
    stages = make(job)
    fetcher = Fetcher(allow_private=job.allow_private, max_bytes=shard.max_bytes)
    with ShardWriter(Path(job.out), shard.id) as writer:
        for batch in _batches(loaded(shard, fetcher=fetcher), writer):
            for coded in _coded(stages, batch, writer):
                at_rest()
                writer.add(coded)
        return writer.finish(time.perf_counter() - begun)


def _batches(found: Iterator[Loaded | tuple[str, ReportError]], writer: ShardWriter) -> Iterator[list[Loaded]]:
    """Reports in batches, no text twice in one: a text that was published twice is a row each time."""
    batch: list[Loaded] = []
    there: set[str] = set()
    for one in found:
        if isinstance(one, tuple):
            writer.add_failure(*one)
            continue
        if len(batch) >= BATCH or one.report.id in there:
            yield batch
            batch, there = [], set()
        batch.append(one)
        there.add(one.report.id)
    if batch:
        yield batch


def _coded(stages: Pipeline, batch: list[Loaded], writer: ShardWriter) -> Iterator[Coded]:
    """A batch, coded. Where it fails its reports are coded one by one, so that one report takes no other with it."""
    try:
        found = list(stages.code([one.report for one in batch]))
    except CairnError:
        raise
    except Exception as error:  # noqa: BLE001 - a fault that one report brings about must not end the run
        if len(batch) == 1:
            source = batch[0].report.source or batch[0].report.id
            writer.add_failure(source, CodingFailed(f"{source}: coding failed ({type(error).__name__}: {error}); please report this with the text"))
            return
        for one in batch:
            yield from _coded(stages, [one], writer)
        return
    for one, coded in zip(batch, found, strict=True):
        yield with_notes(coded, one.notes)
