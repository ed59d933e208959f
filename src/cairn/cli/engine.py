"""`cairn code --out DIR`: reports to Parquet on one process, many, or a cluster; `cairn load DIR`: that into a record;
`cairn consolidate DIR`: its events to Parquet."""

import json
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from cairn.cli.gather import Failed, Loading
from cairn.engine import Cut, Job, Lost, Output, Planned, Summary, engine, planned, run
from cairn.engine.output import Done
from cairn.errors import SettingError
from cairn.reading import Device, EmbeddedReader, device_of
from cairn.record import Address, Record

#: Bytes that a report of JSON lines, and a page of a compressed archive, is taken to have when its file is cut.
LINE, PAGE = 8_000, 64_000
#: Accounts whose events are derived in one transaction.
DERIVED = 5_000


@dataclass(frozen=True, slots=True)
class Where:
    """Where and on what a run takes place, as the command line says it."""

    out: Path | None
    engine: str
    workers: int | None
    scheduler: str | None
    shard_reports: int
    allow_private: bool
    dry_run: bool
    price: float
    device: str = "cpu"


def code_shards(inputs: list[str], where: Where, loading: Loading, *, failed: Failed, console: Console) -> Summary | None:
    """Code the inputs into the folder; with `dry_run` only say what it would take, and None. Lost shards are told by the summary."""
    if where.out is None:
        raise SettingError(f"--engine {where.engine}: it writes Parquet; name a folder for it with --out DIR")
    if "-" in inputs:
        raise SettingError("standard input can not be cut into shards; save it as a file and name that")
    on = engine(where.engine, workers=where.workers, scheduler=where.scheduler)
    there = bool(where.scheduler) and not where.dry_run  # then the workers have to have the device, and not this machine
    device = Device(where.device) if there and where.device in set(Device) else device_of(where.device)
    job = Job(str(where.out.absolute()), where.allow_private, device=device)
    cut = Cut(EmbeddedReader(device=device).name, loading.max_bytes, loading.meta, reports=where.shard_reports, line_bytes=where.shard_reports * LINE, warc_bytes=where.shard_reports * PAGE)
    with console.status("planning"):
        todo = planned(inputs, where.out, cut, failed=failed)
    if where.dry_run:
        _tell_estimate(todo, where, job, console)
        return None
    if todo.done:
        console.print(f"{len(todo.done)} of {len(todo.shards)} shards are done already")
    with _progress(console) as bar:
        task = bar.add_task("", total=len(todo.shards), completed=len(todo.done))
        reports = sum(one.reports for one in todo.done.values())

        def told(one: Done | Lost) -> None:
            nonlocal reports
            if isinstance(one, Lost):
                console.print(one.why, style="red", markup=False)
            else:
                reports += one.reports
            bar.update(task, advance=1, description=f"{reports:,} reports")

        return run(todo, job, on, told=told)


def _progress(console: Console, of: str = "shards") -> Progress:
    return Progress(
        TextColumn(of), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(), TextColumn("[dim]{task.description}"),
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip


def _tell_estimate(todo: Planned, where: Where, job: Job, console: Console) -> None:
    from cairn.engine.estimate import estimate

    if not todo.left:
        console.print("nothing is left to do")
        return
    with console.status("coding a few reports"):
        found = estimate(todo.left, job)
    workers = where.workers or 1
    told = {
        "shards": len(todo.left), "reports": found.reports, "sampled": found.sampled, "seconds_each": round(found.seconds_each, 4), "workers": workers,
        "hours": round(found.hours(workers), 3), "core_hours": round(found.hours(1), 3), "worker_mb": round(found.worker_mb),
        "memory_mb": round(found.worker_mb * workers), "cost": round(found.cost(where.price), 2),
    }  # fmt: skip
    console.print(
        f"about {found.reports:,} reports in {len(todo.left)} shards; {found.hours(workers):.2f} hours with {workers} workers,"
        f" {found.worker_mb:.0f} MB each, {found.cost(where.price):.2f} at {where.price} for an hour of a core (from {found.sampled} reports)"
    )
    Console(soft_wrap=True, highlight=False).print_json(json.dumps(told), indent=None)


def load(folder: Path, record: Address, *, failed: Failed, console: Console, most: int = DERIVED) -> str:
    """Put the coded reports of a folder into a record and derive its events, of so many accounts in one transaction. What the record holds already changes nothing. `failed` is
    told of what the record can not keep."""
    from cairn import codebook
    from cairn.cli.store import summed
    from cairn.deriving.events import derive_in_parts
    from cairn.engine.told import Folder

    files = list(Output(folder).files())
    told = Folder.of(files, folder)
    read = added = 0
    seen: set[Path] = set()
    with Record.open(record) as held:
        with _progress(console) as bar:
            task = bar.add_task("", total=len(files))
            for path, coded in told.coded():
                added += held.add_many(coded, failed=failed)
                read += len(coded)
                seen.add(path)
                bar.update(task, completed=len(seen), description=f"{read:,} reports")
        waiting = held.pending()
        with _progress(console, "accounts") as bar:
            task = bar.add_task("", total=waiting)
            changes = derive_in_parts(held, codebook.load(), most=most, told=lambda left: bar.update(task, completed=waiting - left, description="events"))
        counts = held.counts()
    return f"{read} reports read, {added} new; events: {summed(changes)}; {record} now holds {counts.events} events of {counts.reports} reports"


def consolidate(folder: Path, out: Path | None, workers: int | None, *, console: Console) -> str:
    """Write the events of a folder of coded reports beside them, or into another folder."""
    from cairn.engine.events import consolidate as write
    from cairn.engine.run import processors

    to = out or folder
    steps = {"prepare": "accounts", "pair": "likely pairs", "join": "clusters", "derive": "events"}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def progress(step: str, pieces: int, of: int | None) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(steps[step], total=of)
            bar.update(tasks[step], completed=pieces)

        found, fresh = write(folder, to, processes=workers or processors(), progress=progress)
    there = "" if fresh else ", which were there already"
    return f"{found.events:,} events of {found.accounts:,} accounts in {found.reports:,} reports, {len(found.shards):,} shards, in {to / 'events'}{there}"
