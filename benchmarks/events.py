"""How quick lists, maps and counts over many events are: `python -m benchmarks events --out DIR [--split COUNT]`, by default 100,000.

Needs no data: the events are made up, in an SQLite record in DIR that is kept for the next run. Each value is the 95th percentile of
processor time in milliseconds, over several filters.
"""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.made_events import fill
from cairn.record import Box, EventFilter, Group, Order, Record

COUNT = 100_000
TIMES = 5
FILTERS: dict[str, EventFilter] = {
    "all": EventFilter(limit=50),
    "days": EventFilter(since=date(2020, 1, 1), until=date(2020, 12, 31), limit=50),
    "box": EventFilter(bbox=Box(40, 30, 46, 35), limit=50),
    "antimeridian": EventFilter(bbox=Box(175, -25, -175, -10), limit=50),
    "country_type": EventFilter(countries=("IQ", "SY"), types=("attack", "arrests"), limit=50),
    "actor": EventFilter(actors=("group_7", "group_8", "group_9"), limit=50),
    "confidence": EventFilter(min_confidence=0.8, min_killed=3, main=True, limit=50),
    "text": EventFilter(text="checkpoint", limit=50),
    "text_name": EventFilter(text="town 123", limit=50),
    "text_short": EventFilter(text="of", limit=50),
    "text_nothing": EventFilter(text="zeppelin", limit=50),
}


def run(_data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The times."""
    count = int(split or COUNT)
    with Record.open(out / f"events-{count}.sqlite") as record:
        if record.counts().events != count:
            fill(record, count)
        found: dict[str, Any] = {"events": count}
        for name, wanted in FILTERS.items():
            found |= {f"{name}.page_ms": _p95(lambda w=wanted: record.events_page(w)), f"{name}.points_ms": _p95(lambda w=wanted: record.points(w))}  # type: ignore[misc]
            found[f"{name}.by_month_ms"] = _p95(lambda w=wanted: record.counted(w, by=Group.MONTH))  # type: ignore[misc]
        for group in Group:
            found[f"by_{group}_ms"] = _p95(lambda g=group: record.counted(by=g))  # type: ignore[misc]
        found["by_month_type_ms"] = _p95(lambda: record.counted(by=Group.MONTH, then_by=Group.TYPE))
        for order in Order:
            found[f"order_{order}_ms"] = _p95(lambda o=order: record.events_page(EventFilter(order=o, limit=50)))  # type: ignore[misc]
    return found


def _p95(call: Callable[[], object]) -> float:
    times = []
    for _ in range(TIMES):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return round(sorted(times)[int(0.95 * (TIMES - 1) + 0.5)] * 1000, 1)
