"""Shards on a cluster of dask.distributed: here with workers of its own, or where a scheduler runs already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from cairn.engine.engines import Lost, attempt
from cairn.engine.extras import distributed
from cairn.engine.output import Done
from cairn.engine.shards import Shard
from cairn.engine.work import Job
from cairn.errors import CairnError

#: Seconds until a scheduler has to answer.
ANSWER = 30
#: Shards that wait with the scheduler, for each worker: the plan of a large input does not have to fit into its memory.
AHEAD = 4
#: What workers of our own leave out: a look at the stack every 10 ms, a tick every 20, which take a sixth of the time of work that is Python's own.
_CALM = {
    "distributed.worker.profile.enabled": False, "distributed.admin.tick.interval": "500ms", "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
}  # fmt: skip


class ClusterLost(CairnError):
    """The scheduler can not be reached, or went away; what is done stays done."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Dask:
    """On the scheduler at an address, or on so many worker processes of this machine."""

    workers: int
    scheduler: str | None = None

    def run(self, shards: Sequence[Shard], job: Job) -> Iterator[Done | Lost]:
        """Do them. A worker that is lost has its shards done by others; one that loses three workers is given up."""
        dask: Any = distributed()
        try:
            with self._client(dask) as client:
                yield from self._run(dask, client, shards, job)
        except (OSError, dask.comm.core.CommClosedError, TimeoutError) as error:
            raise ClusterLost(
                f"the scheduler {self.scheduler or 'of this machine'} went away or does not answer ({error});"
                " start it and run the same command again: finished shards are not read again"
            ) from error

    def _client(self, dask: Any) -> Any:
        if self.scheduler:
            return dask.Client(self.scheduler, timeout=ANSWER)
        import_module("dask").config.set(_CALM)
        cluster = dask.LocalCluster(n_workers=self.workers, threads_per_worker=1, processes=True, dashboard_address=":0", scheduler_kwargs={"dashboard": False})
        return dask.Client(cluster)

    def _run(self, dask: Any, client: Any, shards: Sequence[Shard], job: Job) -> Iterator[Done | Lost]:
        waiting = iter(shards)
        by_key: dict[str, Shard] = {}

        def submitted() -> Any:
            shard = next(waiting, None)
            if shard is None:
                return None
            by_key[shard.id] = shard
            return client.submit(attempt, shard, job, key=shard.id, retries=0, pure=False)

        room = AHEAD * max(1, len(client.scheduler_info()["workers"]) or self.workers)
        first = [future for _ in range(room) if (future := submitted()) is not None]
        done = dask.as_completed(first)
        for future in done:
            shard = by_key.pop(future.key)
            yield self._result(future, shard)
            future.release()
            if (more := submitted()) is not None:
                done.add(more)

    def _result(self, future: Any, shard: Shard) -> Done | Lost:
        if future.status == "finished":
            found: Done | Lost = future.result()
            return found
        if future.status == "cancelled":
            raise TimeoutError("the scheduler forgot what it was given")
        return Lost(shard.id, f"{shard.name or 'files'}: {future.exception()}")
