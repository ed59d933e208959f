"""The engines beside each other: `python -m benchmarks engine --out DIR [--split N]`, N reports, 2,000 by default.

The reports are our own passages, repeated with altered names, places and days, so that no two are the same. Each engine codes all of
them into a folder of its own; then workers of a Dask cluster are killed at random moments while it works.

    identical                   whether all engines gave the same rows, byte for byte after sorting
    local, processes, dask      reports per second, with starting up; processes and dask on two workers
    processes_to_local          how many times as fast as one process on one thread
    dask_to_processes           how much of that Dask keeps
    kills, lost, doubled        workers killed with SIGKILL; reports that are then missing, and that are there more than once
    cores                       of the machine
"""

import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.speed import PASSAGES, passages
from cairn.engine import Output

NUMBER, WORKERS, KILLS, SEED = 2_000, 2, 10, 7
#: Reports in a shard, at 8,000 bytes each: small, so that a killed worker leaves something to do again.
SHARD = 25
_PLACES = ("Mosul", "Kabul", "Maiduguri", "Mogadishu", "Baidoa", "Goma", "Kharkiv", "Idlib", "Quetta", "Bamako", "Sirte", "Gedaref")
_NAMES = ("Ali Hassan", "Musa Bello", "Omar Farah", "Jean Bahati", "Karim Noor", "Andriy Koval", "Sara Haddad", "Ibrahim Keita")


def run(data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The scores. Needs no data."""
    del data
    lines = _written(int(split or NUMBER), out / "reports.jsonl")
    seconds, rows = {}, {}
    for name in ("local", "processes", "dask"):
        begun = time.perf_counter()
        _code(lines, out / name, name)
        seconds[name] = time.perf_counter() - begun
        rows[name] = _rows(out / name)
    number = len(rows["local"])
    killed = _killed(lines, out / "killed")
    sources = Counter(json.loads(row)["source"] for row in killed)
    return {
        "reports": number, "identical": rows["local"] == rows["processes"] == rows["dask"],
        **{name: round(number / took, 2) for name, took in seconds.items()},
        "processes_to_local": round(seconds["local"] / seconds["processes"], 2), "dask_to_processes": round(seconds["processes"] / seconds["dask"], 2),
        "kills": KILLS, "lost": number - len(sources), "doubled": sum(n - 1 for n in sources.values()), "same_after_kills": killed == rows["local"],
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
    }  # fmt: skip


def _written(number: int, path: Path) -> Path:
    """So many reports as JSON lines."""
    rng, texts = random.Random(SEED), list(passages(PASSAGES))  # noqa: S311 - the same every time
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for n in range(number):
            place, name = rng.choice(_PLACES), rng.choice(_NAMES)
            text = f"{texts[n % len(texts)].strip()} {name}, a resident of {place}, gave account {n} of it."
            day = date(2020, 1, 1) + timedelta(days=rng.randrange(1800))
            file.write(json.dumps({"text": text, "published": day.isoformat(), "publisher": f"Paper {n % 40}"}) + "\n")
    return path


def _command(lines: Path, out: Path, name: str, *more: str) -> list[str]:
    program = "from cairn.cli import main; main()"
    return [sys.executable, "-c", program, "code", str(lines), "--out", str(out), "--engine", name, "--workers", str(WORKERS), "--shard-reports", str(SHARD), *more]


def _code(lines: Path, out: Path, name: str) -> None:
    shutil.rmtree(out, ignore_errors=True)
    subprocess.run(_command(lines, out, name), check=True, stdout=sys.stderr)  # noqa: S603 - our own program


def _rows(out: Path) -> list[str]:
    """All rows as text, in order; the readers' clocks leave nothing in them."""
    import pyarrow.parquet as pq

    return sorted(json.dumps(row, default=str, sort_keys=True) for path in Output(out).files() for row in pq.read_table(path).to_pylist())


def _killed(lines: Path, out: Path) -> list[str]:
    """The rows of a run on a cluster whose workers are killed at random moments; the scheduler and the workers are processes with
    addresses of their own."""
    shutil.rmtree(out, ignore_errors=True)
    rng = random.Random(SEED)  # noqa: S311 - the same every time
    with _cluster() as (address, workers):
        run_ = subprocess.Popen(_command(lines, out, "dask", "--scheduler", address), stdout=sys.stderr)  # noqa: S603 - our own program
        left = KILLS
        while run_.poll() is None:
            time.sleep(rng.uniform(2, 6))
            if left and list((out / "work").glob("*")):
                victim = rng.randrange(len(workers))
                workers[victim].send_signal(signal.SIGKILL)
                workers[victim].wait()
                workers[victim] = _worker(address)
                left -= 1
        if run_.returncode:
            sys.stderr.write(f"the run ended with {run_.returncode}; taken up again\n")
            subprocess.run(_command(lines, out, "dask", "--scheduler", address), check=True, stdout=sys.stderr)  # noqa: S603 - our own program
    return _rows(out)


@contextlib.contextmanager
def _cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    port = 20_000 + int(hashlib.sha256(str(os.getpid()).encode()).hexdigest(), 16) % 10_000
    address = f"tcp://127.0.0.1:{port}"
    scheduler = subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"], stdout=sys.stderr)  # noqa: S603 - our own program
    workers = [_worker(address) for _ in range(WORKERS)]
    try:
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.terminate()
        for process in (*workers, scheduler):
            process.wait()


def _worker(address: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--nworkers", "1", "--no-nanny", "--no-dashboard"]
    return subprocess.Popen(command, stdout=sys.stderr)  # noqa: S603 - our own program
