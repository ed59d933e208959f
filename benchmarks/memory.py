"""Whether memory stays flat: `python -m benchmarks memory --out DIR [--reports N]`, 200,000 reports by default and a tenth of them before.

Reports of one sentence, so that many are read in a bearable time: what grows with their number shows all the same. They are coded by the engine
`processes` on two workers. The most memory of each process, as the system keeps it, is looked at once a second (Linux alone).

    tenth, whole        the most MB (of a million bytes) that a worker, and the process that leads them, held; `growth`: a worker's, by reports read
    ratio               of the larger worker, whole over tenth
    reports_per_second  by the clock, which on a busy machine says little
"""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.engine import command
from benchmarks.engine_reports import written_short
from benchmarks.rows import BadData
from cairn.engine import Output

NUMBER = 200_000
#: Reports of 8,000 bytes in a shard by the command's measure; of one sentence it holds some forty times as many.
SHARD = 25
#: Reports after which the memory is noted again, and seconds between two looks.
STEP, PAUSE = 10_000, 2


def run(data: Path | None, out: Path, split: str | None, *, reports: int = NUMBER) -> dict[str, Any]:
    """The figures, which are written to DIR/memory.json as soon as they are there."""
    del data, split
    if not Path("/proc/self/status").is_file():
        raise BadData("memory: needs Linux, whose /proc tells the most memory of a process")
    found: dict[str, Any] = {"reports": reports}
    for name, number in (("tenth", reports // 10), ("whole", reports)):
        found[name] = _measured(written_short(number, out / f"{name}.jsonl"), out / name, out / "memory-so-far.json")
        (out / "memory.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    found["ratio"] = round(found["whole"]["worker_mb"] / found["tenth"]["worker_mb"], 3)
    (out / "memory.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return found


def _measured(lines: Path, out: Path, notes: Path) -> dict[str, Any]:
    shutil.rmtree(out, ignore_errors=True)
    begun = time.perf_counter()
    workers: dict[int, float] = {}
    lead = 0.0
    growth: dict[int, int] = {}
    with subprocess.Popen(command(lines, out, "processes", SHARD), stdout=sys.stderr) as run_:  # noqa: S603 - our own program
        while run_.poll() is None:
            lead = max(lead, _peak_mb(run_.pid))
            for pid in _children(run_.pid):
                workers[pid] = max(workers.get(pid, 0.0), _peak_mb(pid))
            read = sum(_reports(out))
            growth.setdefault(read // STEP * STEP, round(max(workers.values(), default=0.0)))
            notes.write_text(json.dumps({"input": lines.name, "reports": read, "lead_mb": round(lead), "workers_mb": sorted(map(round, workers.values())), "growth": growth}) + "\n", encoding="utf-8")
            time.sleep(PAUSE)
    if run_.returncode:
        raise BadData(f"memory: cairn code ended with exit code {run_.returncode}")
    done, seconds = _reports(out), time.perf_counter() - begun
    return {
        "reports": sum(done), "shards": len(done), "worker_mb": round(max(workers.values())), "lead_mb": round(lead),
        "reports_per_second": round(sum(done) / seconds, 1), "growth": growth,
    }  # fmt: skip


def _reports(out: Path) -> list[int]:
    """The reports of each finished shard."""
    return [one.reports for one in Output(out).done().values()]


def _children(pid: int) -> list[int]:
    """The processes that a process started, of all its threads."""
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, path.read_text(encoding="ascii").split())
        except OSError:  # it ended in between
            continue
    return found


def _peak_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM")), 0.0)
