"""Where shards are worked on: in this process, in many, or on a cluster. All do the same work and give the same output."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from cairn.engine.output import Done
from cairn.engine.shards import Shard
from cairn.engine.work import Job, work
from cairn.errors import CairnError

#: How often a shard is begun whose worker dies: three times, as the fault may lie with the machine and not with the shard.
TRIES = 3


@dataclass(frozen=True, slots=True)
class Lost:
    """A shard that could not be done, and why."""

    shard: str
    why: str


class Engine(Protocol):
    """Does shards, in any order, and tells of each as soon as it is done."""

    def run(self, shards: Sequence[Shard], job: Job) -> Iterator[Done | Lost]:
        """Do them. A shard that can not be done is told as lost; the others go on."""
        ...


@dataclass(frozen=True, slots=True)
class Local:
    """One after the other in this process."""

    def run(self, shards: Sequence[Shard], job: Job) -> Iterator[Done | Lost]:
        """Do them here."""
        for shard in shards:
            yield attempt(shard, job)


def attempt(shard: Shard, job: Job) -> Done | Lost:
    """One shard, its faults as a value: what a worker sends back."""
    try:
        return work(shard, job)
    except (CairnError, OSError, ValueError) as error:
        return Lost(shard.id, f"{shard.name or 'files'}: {error}")


@dataclass(frozen=True, slots=True)
class Processes:
    """In so many processes of this machine, each with a pipeline of its own on one thread."""

    workers: int

    def run(self, shards: Sequence[Shard], job: Job) -> Iterator[Done | Lost]:
        """Do them. When a process dies (killed, out of memory), the shards that were begun are begun anew, each at most three times."""
        died = dict.fromkeys(shards, 0)
        while died:
            begun: dict[Future[Done | Lost], Shard] = {}
            try:
                with ProcessPoolExecutor(self.workers, multiprocessing.get_context("spawn")) as pool:
                    for found in self._all(pool, tuple(died), job, begun):
                        del died[found[0]]
                        yield found[1]
            except BrokenProcessPool:
                for shard in begun.values():
                    died[shard] += 1
                    if died[shard] >= TRIES:
                        del died[shard]
                        yield Lost(shard.id, f"{shard.name or 'files'}: the worker died {TRIES} times on it; is there memory enough?")

    def _all(
        self, pool: ProcessPoolExecutor, shards: Sequence[Shard], job: Job, begun: dict[Future[Done | Lost], Shard]
    ) -> Iterator[tuple[Shard, Done | Lost]]:
        """All shards, some ahead of those that run; `begun` holds what has been handed out and did not come back."""
        waiting = iter(shards)
        for shard in islice(waiting, self.workers + 1):
            begun[pool.submit(attempt, shard, job)] = shard
        while begun:
            ready, _ = wait(begun, return_when=FIRST_COMPLETED)
            for future in ready:
                found = future.result()
                yield begun.pop(future), found
                for shard in islice(waiting, 1):
                    begun[pool.submit(attempt, shard, job)] = shard
