"""The engines beside each other: `python -m benchmarks engine --out DIR [--data DIR] [--reports N]`, 2,000 reports by default.

The reports are short texts of the annotated sets in `--data`, where it is given, and our own passages and examples, repeated with other names,
places and days (`benchmarks/engine_reports.py`). Each engine codes all of them into a folder of its own; then workers of a Dask cluster are killed at
random moments while it works on at most the first 2,000. Results so far lie in DIR/engine.json; a second start takes finished engines from there.

    identical                   whether all engines gave the same rows, byte for byte after sorting
    local, processes, dask      reports per second by the clock, with starting up; processes and dask on two workers
    cpu                         processor seconds of each engine with all its processes
    processes_to_local          how many times as fast as one process on one thread, by the clock
    dask_to_processes           how much of that Dask keeps
    kills, lost, doubled        workers killed with SIGKILL; reports that are then missing, and that are there more than once
    cores                       of the machine

By the clock the figures hold on a quiet machine alone.
"""

import hashlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.cluster import WORKERS, cluster
from benchmarks.engine_reports import SEED, written
from cairn.engine import Output

NUMBER, KILLED, KILLS = 2_000, 2_000, 10
ENGINES = ("local", "processes", "dask")
#: Reports in a shard, at 8,000 bytes each (of these short ones it holds some 450): small, so that workers end together and a killed one leaves something to do again.
SHARD = 25


def run(data: Path | None, out: Path, split: str | None, *, reports: int = NUMBER) -> dict[str, Any]:
    """The scores."""
    del split
    lines = written(reports, out / "reports.jsonl", data)
    notes = out / "engine.json"
    found: dict[str, Any] = json.loads(notes.read_text(encoding="utf-8")) if notes.is_file() else {}
    if found.get("reports") != reports:
        found = {"reports": reports, "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(), "rows": {}, "seconds": {}, "cpu": {}}
    for name in ENGINES:
        if name in found["rows"]:
            continue
        begun, cpu = time.perf_counter(), _cpu()
        _code(lines, out / name, name, SHARD)
        found["seconds"][name], found["cpu"][name] = round(time.perf_counter() - begun, 1), round(_cpu() - cpu, 1)
        rows = _rows(out / name)
        found["rows"][name] = {"number": len(rows), "sha256": hashlib.sha256("\n".join(rows).encode()).hexdigest()}
        notes.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    first = out / "few" / lines.name
    some = min(reports, KILLED)
    whole = _rows(out / "local") if some == reports else _few(written(some, first, data), out / "few-local")
    killed = _killed(lines if some == reports else first, out / "killed")
    sources = Counter(json.loads(row)["source"] for row in killed)
    seconds = found.pop("seconds")
    rows_ = found.pop("rows")
    scores = {
        **found, "identical": len({one["sha256"] for one in rows_.values()}) == 1 and rows_["local"]["number"] == reports,
        **{name: round(reports / took, 2) for name, took in seconds.items()},
        "processes_to_local": round(seconds["local"] / seconds["processes"], 2), "dask_to_processes": round(seconds["processes"] / seconds["dask"], 2),
        "kills": KILLS, "killed_reports": some, "lost": some - len(sources), "doubled": sum(n - 1 for n in sources.values()), "same_after_kills": killed == whole,
    }  # fmt: skip
    notes.write_text(json.dumps({**found, "seconds": seconds, "rows": rows_, "scores": scores}, indent=1) + "\n", encoding="utf-8")
    return scores


def command(lines: Path, out: Path, name: str, shard: int, *more: str) -> list[str]:
    """`cairn code` on an engine."""
    program = "from cairn.cli import main; main()"
    return [sys.executable, "-c", program, "code", str(lines), "--out", str(out), "--engine", name, "--workers", str(WORKERS), "--shard-reports", str(shard), *more]


def _code(lines: Path, out: Path, name: str, shard: int) -> None:
    shutil.rmtree(out, ignore_errors=True)
    subprocess.run(command(lines, out, name, shard), check=True, stdout=sys.stderr)  # noqa: S603 - our own program


def code_cpu(path: Path, out: Path, name: str) -> float:
    """Codes a file; the processor seconds of all processes that it took."""
    cpu = _cpu()
    _code(path, out, name, SHARD)
    return _cpu() - cpu


def _few(lines: Path, out: Path) -> list[str]:
    _code(lines, out, "local", SHARD)
    return _rows(out)


def _cpu() -> float:
    """Processor seconds of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _rows(out: Path) -> list[str]:
    """All rows as text, in order; the readers' clocks leave nothing in them."""
    import pyarrow.parquet as pq

    return sorted(json.dumps(row, default=str, sort_keys=True) for path in Output(out).files() for row in pq.read_table(path).to_pylist())


def _killed(lines: Path, out: Path) -> list[str]:
    """The rows of a run on a cluster whose workers are killed at random moments; the scheduler and the workers are processes with
    addresses of their own."""
    shutil.rmtree(out, ignore_errors=True)
    rng = random.Random(SEED)  # noqa: S311 - the same every time
    with cluster() as running:
        asked = [*running.client(), *command(lines, out, "dask", SHARD, "--scheduler", running.address)]
        run_ = subprocess.Popen(asked, stdout=sys.stderr)  # noqa: S603 - our own program
        left = KILLS
        while run_.poll() is None:
            time.sleep(rng.uniform(2, 6))
            if left and list((out / "work").glob("*")):
                running.kill_worker(rng.randrange(WORKERS))
                left -= 1
        if run_.returncode:
            sys.stderr.write(f"the run ended with {run_.returncode}; taken up again\n")
            subprocess.run(asked, check=True, stdout=sys.stderr)  # noqa: S603 - our own program
    return _rows(out)
