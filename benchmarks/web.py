"""How quick the web app is over many events: `python -m benchmarks web --out DIR [--split COUNT]`, by default 100,000.

Needs no data: the events are those of the benchmark `events`, in an SQLite record in DIR that is kept for the next run. Times of
answers are processor time of the server, in milliseconds, because the wall clock tells of what else the machine does; each question is
asked for the first time. 50 readers ask a server of its own at once. The first paint is the wall clock's, in a browser without a screen,
and left out where there is none or the app is not built.
"""

import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from benchmarks.made_events import fill
from benchmarks.web_map import map_of
from cairn.record import Record

COUNT = 100_000
READERS = 50
#: What each reader asks for, one after the other.
ASKED = ("/meta", "/events?limit=50", "/events?country=IQ&limit=50", "/events/counts?by=month", "/reports?limit=20", "/changes?limit=20", "/queue?limit=20", "/actors?limit=20")
#: Changes of the filter: in the app each asks for the list, the points and the counts.
FILTERS = (
    *(f"since={year}-01-01&until={year}-12-31" for year in range(2014, 2024)), *(f"country={code}" for code in ("IQ", "SY", "NG", "UA", "AF", "SO", "ML", "MM")),
    *(f"type={kind}" for kind in ("attack", "arrests", "armed_clash", "suicide_bomb")), "bbox=40,30,46,35", "bbox=175,-25,-175,-10", "actor=group_7", "main=true",
    "min_confidence=0.8", "min_killed=3", "q=checkpoint", "place_precision=exact", "review=unreviewed", "",
)  # fmt: skip
PARTS = ("/events?limit=50&", "/events/points?", "/events/counts?by=month&")


def run(_data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The times."""
    count = int(split or COUNT)
    path = out / f"events-{count}.sqlite"
    with Record.open(path) as record:
        if record.counts().events != count:
            fill(record, count)
        found: dict[str, Any] = {"events": count, **filter_changes(record), **first_paint(record), **map_of(record)}
    return found | readers(path)


def filter_changes(record: Record) -> dict[str, float]:
    """Processor time of what a server reads before its first answer, of each part of a filter change, and of whole ones."""
    from starlette.testclient import TestClient

    from cairn.api.app import BASE, create_app
    from cairn.api.settings import Settings

    app = create_app(record, Settings(hosts=frozenset({"testserver"})))
    start = time.process_time()
    app.state.desk.warm()
    warm = (time.process_time() - start) * 1000
    client = TestClient(app)
    client.get(f"{BASE}/meta")
    times: dict[str, list[float]] = {part: [] for part in PARTS}
    for wanted in FILTERS:
        for part in PARTS:
            start = time.process_time()
            answer = client.get(f"{BASE}{part}{wanted}", headers={"Accept-Encoding": "identity"})
            times[part].append((time.process_time() - start) * 1000)
            answer.raise_for_status()
    whole = [sum(parts) for parts in zip(*times.values(), strict=True)]
    told = {f"filter.{_name(part)}_p95_ms": _p95(times[part]) for part in PARTS}
    return {"start_ms": round(warm), **told, "filter.change_median_ms": round(statistics.median(whole), 1), "filter.change_p95_ms": _p95(whole)}


def readers(path: Path) -> dict[str, float]:
    """Many at once on a server of its own: errors, answers a second, and how long one waits."""
    errors, waits = [0], []

    def read(base: str) -> None:
        with httpx2.Client(base_url=base, timeout=120) as client:
            for asked in ASKED:
                start = time.perf_counter()
                try:
                    errors[0] += client.get(f"/api/v1{asked}").status_code != 200
                except httpx2.HTTPError:
                    errors[0] += 1
                waits.append((time.perf_counter() - start) * 1000)

    with _server(path) as base:
        threads = [threading.Thread(target=read, args=(base,)) for _ in range(READERS)]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - start
    return {"readers": READERS, "readers.answers": len(waits), "readers.errors": errors[0], "readers.per_s": round(len(waits) / seconds, 1), "readers.wait_p95_ms": _p95(waits)}


@contextmanager
def _server(path: Path) -> Iterator[str]:
    process = subprocess.Popen([sys.executable, "-m", "cairn", "serve", str(path), "--port", "0"], stderr=subprocess.PIPE, text=True)  # noqa: S603 - this project's own command
    try:
        assert process.stderr is not None
        told = ""
        while (address := re.search(r"http://\S+:\d+", told)) is None:
            told += process.stderr.readline()
        with httpx2.Client(timeout=60) as client:
            while client.get(f"{address[0]}/api/v1/session").status_code != 200:
                time.sleep(0.1)
        yield address[0]
    finally:
        process.terminate()
        process.wait(30)


def first_paint(record: Record) -> dict[str, float]:
    """Milliseconds until the browser paints for the first time, and until the list shows events; the median of some loads."""
    from tools.browsing import app_is_built, browsing, chromium, serving

    if chromium() is None or not app_is_built():
        return {}
    paints, lists = [], []
    with serving(record) as base, browsing() as browser:
        time.sleep(5)  # the server reads its columns at its start
        for _ in range(6):
            page = browser.new_page()
            start = time.perf_counter()
            page.goto(f"{base}/", wait_until="commit")
            page.wait_for_selector('a[href^="/events/"]', timeout=60_000)
            lists.append((time.perf_counter() - start) * 1000)
            paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"))
            page.close()
    return {"paint.first_ms": round(statistics.median(paints[1:]), 0), "paint.list_ms": round(statistics.median(lists[1:]), 0)}


def _name(part: str) -> str:
    return part.partition("?")[0].rpartition("/")[2].replace("events", "list")


def _p95(times: Sequence[float]) -> float:
    return round(sorted(times)[int(0.95 * (len(times) - 1) + 0.5)], 1)
