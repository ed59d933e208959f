"""What a run would take, from a few of its reports: time, memory and money."""

import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from cairn.engine.shards import Shard
from cairn.engine.source import loaded
from cairn.engine.work import Job, Make, pipeline
from cairn.model import Report
from cairn.reports import Fetcher

#: Reports that are coded for the estimate, and the shards that they are taken from.
REPORTS, SHARDS = 48, 6
SEED = 20260101


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run would take, derived from a sample: the reports in the sample, all reports, seconds of one core for one report,
    megabytes of one worker."""

    sampled: int
    reports: int
    seconds_each: float
    worker_mb: float

    def hours(self, workers: int) -> float:
        """Hours with so many workers, each with a core of its own."""
        return self.reports * self.seconds_each / workers / 3600

    def cost(self, price: float) -> float:
        """Money, at a price for an hour of one core; it does not depend on how many there are."""
        return self.hours(1) * price


def estimate(shards: Sequence[Shard], job: Job, *, make: Make = pipeline) -> Estimate:
    """Code a few reports of a few shards. Reports of the whole are counted where a shard says how many it has, else judged by the
    sampled shards."""
    rng = random.Random(SEED)  # noqa: S311 - a sample that is the same every time
    picked = rng.sample(list(shards), min(SHARDS, len(shards)))
    stages = make(job)
    seconds, sampled, counts = 0.0, 0, []
    for shard in picked:
        found = list(islice(_reports(shard, allow_private=job.allow_private), 2000))
        counts.append(len(found))
        part = rng.sample(found, min(max(1, REPORTS // len(picked)), len(found)))
        list(stages.code(part[:1]))  # loads on first use
        begun = time.process_time()
        sampled += len(list(stages.code(list({one.id: one for one in part}.values()))))
        seconds += time.process_time() - begun
    each = seconds / sampled if sampled else 0.0
    in_each = sum(counts) / len(counts) if counts else 0.0
    return Estimate(sampled, round(in_each * len(shards)), each, _peak_mb())


def _reports(shard: Shard, *, allow_private: bool) -> Iterator[Report]:
    fetcher = Fetcher(allow_private=allow_private, max_bytes=shard.max_bytes)
    return (one.report for one in loaded(shard, fetcher=fetcher) if not isinstance(one, tuple))


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
