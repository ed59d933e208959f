"""A run: plan, leave out what is done, work, tell."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cairn.engine.engines import Engine, Local, Lost, Processes
from cairn.engine.output import Done, Output
from cairn.engine.plan import Cut, Failed, plan
from cairn.engine.shards import Shard, to_line
from cairn.engine.work import Job
from cairn.errors import SettingError

ENGINES = ("local", "processes", "dask", "ray")


@dataclass(frozen=True, slots=True)
class Planned:
    """What there is to do: all shards, and those that are done already."""

    shards: tuple[Shard, ...]
    done: dict[str, Done]
    stale: tuple[str, ...]

    @property
    def left(self) -> tuple[Shard, ...]:
        """The shards to do."""
        return tuple(shard for shard in self.shards if shard.id not in self.done)


@dataclass(slots=True)
class Summary:
    """What a run has come to so far."""

    shards: int
    done: int = 0
    reports: int = 0
    events: int = 0
    failed: int = 0
    lost: list[Lost] = field(default_factory=list)

    def add(self, one: Done | Lost) -> None:
        """One more shard."""
        if isinstance(one, Lost):
            self.lost.append(one)
            return
        self.done += 1
        self.reports += one.reports
        self.events += one.events
        self.failed += one.failed


def engine(name: str, *, workers: int | None, scheduler: str | None) -> Engine:
    """The engine of a name. Raises SettingError."""
    if name not in ENGINES:
        raise SettingError(f"--engine {name}: expected one of {', '.join(ENGINES)}")
    if scheduler and name not in ("dask", "ray"):
        raise SettingError(f"--scheduler {scheduler} with --engine {name}: only dask and ray have a scheduler")
    many = workers or processors()
    if name == "local":
        return Local()
    if name == "processes":
        return Processes(many)
    if name == "ray":
        from cairn.engine.raycore import Ray

        return Ray(many, scheduler)
    from cairn.engine.cluster import Dask

    return Dask(many, scheduler)


def processors() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def planned(inputs: Sequence[str], out: Path, cut: Cut, *, failed: Failed) -> Planned:
    """What a run on these inputs has to do, given what lies in `out`."""
    shards = tuple({shard.id: shard for shard in plan(inputs, cut, failed=failed)}.values())
    known = Output(out).done()
    ids = {shard.id for shard in shards}
    return Planned(shards, {id_: one for id_, one in known.items() if id_ in ids}, tuple(id_ for id_ in known if id_ not in ids))


def run(todo: Planned, job: Job, on: Engine, *, told: Callable[[Done | Lost], None] = lambda _: None) -> Summary:
    """Do what is left. Output of shards that the input has no longer (files that changed or went) is taken away when all is done."""
    output = Output(Path(job.out))
    output.write_plan([to_line(shard) for shard in todo.shards])
    summary = Summary(len(todo.shards))
    for one in todo.done.values():
        summary.add(one)
    for found in _results(todo.left, job, on):
        summary.add(found)
        told(found)
    if not summary.lost:
        output.forget(todo.stale)
        output.sweep()
    return summary


def _results(left: Sequence[Shard], job: Job, on: Engine) -> Iterator[Done | Lost]:
    return on.run(left, job) if left else iter(())
