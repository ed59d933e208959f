"""Shards on a cluster of Ray: here with workers of its own, or where one runs already. Ray Core alone: each shard is a task."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from cairn.engine.cluster import AHEAD, ClusterLost
from cairn.engine.engines import TRIES, Lost, attempt
from cairn.engine.extras import ray as library
from cairn.engine.output import Done
from cairn.engine.shards import Shard
from cairn.engine.work import Job


@dataclass(frozen=True, slots=True)
class Ray:
    """On the cluster at an address, or on so many worker processes of this machine. Ray's own statistics stay off."""

    workers: int
    address: str | None = None

    def run(self, shards: Sequence[Shard], job: Job) -> Iterator[Done | Lost]:
        """Do them. A worker that is lost has its shards done by others; one that loses three workers is given up."""
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        ray = library()
        try:
            ray.init(**({"address": self.address} if self.address else {"num_cpus": self.workers, "include_dashboard": False}), log_to_driver=False)
        except (OSError, RuntimeError) as error:
            raise ClusterLost(f"the cluster {self.address or 'of this machine'} does not answer ({error}); start it and run the same command again") from error
        try:
            yield from self._run(ray, shards, job)
        finally:
            ray.shutdown()

    def _run(self, ray: Any, shards: Sequence[Shard], job: Job) -> Iterator[Done | Lost]:
        task = ray.remote(num_cpus=1, max_retries=TRIES - 1)(attempt)
        room = AHEAD * max(1, int(ray.cluster_resources().get("CPU", self.workers)))
        waiting = iter(shards)
        begun = {task.remote(shard, job): shard for shard in islice(waiting, room)}
        while begun:
            (ready,), _ = ray.wait(list(begun), num_returns=1)
            shard = begun.pop(ready)
            yield self._result(ray, ready, shard)
            begun |= {task.remote(more, job): more for more in islice(waiting, 1)}

    def _result(self, ray: Any, ready: Any, shard: Shard) -> Done | Lost:
        try:
            found: Done | Lost = ray.get(ready)
        except ray.exceptions.RayError as error:
            return Lost(shard.id, f"{shard.name or 'files'}: {error}")
        return found
