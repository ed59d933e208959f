"""How consolidation scales: `python -m benchmarks scale --out DIR [--accounts N]`, by default a million accounts over ten years.

Needs no data: the accounts are made up (`benchmarks/synthetic.py`), the same every time. A tenth of them is consolidated first, then all, each
in two processes on two processors; both spread over the same ten years, so that ten times the accounts lie ten times as dense. The time counts from
the accounts and the texts of their reports to the last event given, with making them up on the way, which `making_seconds` tells of apart.

    seconds, cpu_seconds        of all accounts: by the clock, and of all processes together
    accounts_per_second         by the clock
    peak_mb                     the most memory of the process that leads, and of the larger of the other two twice
    ratio_ten, ratio_ten_cpu    the time of all accounts over that of a tenth of them
    record                      the same through the record, an SQLite file, at a hundredth of the accounts: all of them added, then the events
                                derived (`seconds`), then one report more for every hundred and the events brought up to date (`update_seconds`)

By the clock the figures hold on a quiet machine alone; processor time is nearly the same on a busy one.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.rows import BadData
from benchmarks.speed import machine, two_processors
from benchmarks.synthetic import Written, written
from cairn import codebook
from cairn.consolidation import Part, Told, consolidate_parts
from cairn.deriving.events import derive_events
from cairn.model import Coded, Coding, Report, ReportHead
from cairn.record import Record

ACCOUNTS = 1_000_000
#: Accounts that an event has in the mean, and events in a part.
TELLING, PART = 2.55, 400
PROCESSES = 2


def run(data: Path | None, out: Path, split: str | None, *, accounts: int = ACCOUNTS) -> dict[str, Any]:
    """The figures, which are written to `out` as well; `data` and `split` are not used."""
    del data, split
    if accounts < 100:
        raise BadData(f"--accounts {accounts}: expected 100 or more")
    with two_processors() as processors:
        tenth = consolidated(accounts // 10, out)
        whole = consolidated(accounts, out)
        found = {
            **whole, "ratio_ten": _ratio(whole, tenth, "seconds"), "ratio_ten_cpu": _ratio(whole, tenth, "cpu_seconds"), "tenth": tenth,
            "record": recorded(max(100, accounts // 100), out / "record.db"), "machine": machine(), "processors": processors,
        }  # fmt: skip
    (out / "scale.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return found


def _ratio(whole: dict[str, Any], tenth: dict[str, Any], key: str) -> float:
    """Of times for as many accounts as the names say: their numbers are not quite one to ten."""
    return round(float(whole[key] / tenth[key] * (10 * tenth["accounts"] / whole["accounts"])), 2)


def consolidated(accounts: int, folder: Path) -> dict[str, Any]:
    """So many accounts, or a few more or less, to events."""
    events = round(accounts / TELLING)
    parts: list[Part] = [partial(made, start, min(start + PART, events)) for start in range(0, events, PART)]
    began, cpu = time.perf_counter(), _cpu()
    found = told = 0
    for _, ids in consolidate_parts(parts, codebook.load, processes=PROCESSES, folder=folder):
        found += 1
        told += len(ids)
    seconds, used = time.perf_counter() - began, _cpu() - cpu
    return {
        "accounts": told, "events": found, "events_made": events, "seconds": round(seconds, 3), "cpu_seconds": round(used, 3),
        "accounts_per_second": round(told / seconds), "peak_mb": round(_peak_mb()), "making_seconds": round(_making(told), 1),
    }  # fmt: skip


def made(first: int, last: int) -> Iterator[Told]:
    """The accounts of these events, with the passages behind them."""
    return (Told.of(w.account, w.text, published=w.published, publisher=w.publisher) for w in written(first, last))


def _making(accounts: int) -> float:
    """Processor seconds that making so many accounts up takes."""
    began = time.process_time()
    some = sum(1 for _ in islice(written(0, accounts), 1000))
    return (time.process_time() - began) * accounts / some


def _cpu() -> float:
    """Processor seconds of this process and of those that it started and that have ended."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def _peak_mb() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    lead, other = (resource.getrusage(who).ru_maxrss * unit / 1e6 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return lead + PROCESSES * other


def recorded(accounts: int, path: Path) -> dict[str, Any]:
    """So many accounts through the record."""
    path.unlink(missing_ok=True)
    some = list(islice(written(0, accounts), accounts + max(1, accounts // 100)))
    first, later = some[:accounts], some[accounts:]
    with Record.open(path) as record:
        added = _timed(lambda: [record.add(_coded(w)) for w in first])
        derived = _timed(lambda: derive_events(record, codebook.load()))
        for w in later:
            record.add(_coded(w))
        updated = _timed(lambda: derive_events(record, codebook.load()))
        events = record.counts().events
    return {"accounts": accounts, "events": events, "adding_seconds": added[0], "seconds": derived[0], "cpu_seconds": derived[1], "update_seconds": updated[0]}


def _timed(work: Any) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    began, cpu = time.perf_counter(), time.process_time()
    work()
    return round(time.perf_counter() - began, 1), round(time.process_time() - cpu, 1)


def _coded(found: Written) -> Coded:
    report = Report.of(found.text, published=found.published, publisher=found.publisher, language="en")
    return Coded(report, (found.account,), Coding(ReportHead.of(report, relevant=True), reader="made up"))
