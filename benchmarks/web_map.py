"""How quick the map follows a hand that drags it, with all events on it and with none: frames a second, and processor time a frame.

Both maps are the same page at the same view; the empty one has a filter that no event meets. Runs of the two alternate, so that what else the
machine does meets both. Without a graphics card the browser draws in software, and the empty map says what that machine can do at all.
"""

import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cairn.record import Record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RUNS = 3
SECONDS = 3
VIEWS = {"world": "20,25,1.6", "region": "33,40,4"}
MAPS = {"empty": "country=FR&", "full": ""}
#: Drags the map to and fro with a held button, a step a frame, and counts the frames.
DRAG = """async ({seconds}) => {
  const canvas = document.querySelector('.maplibregl-canvas'), box = canvas.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const send = (target, type, by, buttons) => target.dispatchEvent(
    new MouseEvent(type, {bubbles: true, cancelable: true, view: window, button: 0, buttons, clientX: x + by, clientY: y + by / 3}));
  send(canvas, 'mousedown', 0, 1);
  const start = performance.now();
  let frames = 0;
  for (; performance.now() - start < seconds * 1000; frames += 1) {
    send(window.document, 'mousemove', 120 * Math.sin(frames * 0.06), 1);
    await new Promise(requestAnimationFrame);
  }
  const took = performance.now() - start;
  send(window.document, 'mouseup', 0, 0);
  return [frames, took];
}"""


def frames(base: str, browser: "Browser") -> dict[str, float]:
    """For each view and map the median frames a second, and milliseconds of the browser's processor time a frame."""
    found: dict[str, float] = {}
    for view, at in VIEWS.items():
        pages = {name: _opened(browser, f"{base}/?{query}at={at}") for name, query in MAPS.items()}
        rates: dict[str, list[float]] = {name: [] for name in pages}
        costs: dict[str, list[float]] = {name: [] for name in pages}
        for _ in range(RUNS):
            for name, page in pages.items():
                page.bring_to_front()
                before = _processor_time()
                count, took = page.evaluate(DRAG, {"seconds": SECONDS})
                rates[name].append(count / took * 1000)
                costs[name].append((_processor_time() - before) / count * 1000)
        for name, page in pages.items():
            found[f"map.{view}.{name}_frames_per_s"] = round(statistics.median(rates[name]), 1)
            found[f"map.{view}.{name}_frame_cpu_ms"] = round(statistics.median(costs[name]))
            page.close()
    return found


def _opened(browser: "Browser", address: str) -> "Page":
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address, wait_until="commit")
    for _ in range(2):  # the finer borders come after the first picture
        page.wait_for_selector('[data-idle="true"]', timeout=180_000)
        time.sleep(2)
    return page


def _processor_time() -> float:
    """Seconds that the processes which this one started have used; its own threads, the server's, not counted."""
    return sum(_used(pid) for pid in _below(os.getpid()))


def _below(pid: int) -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        told = _stat(path)
        if told and int(told[1]) == pid:
            child = int(path.parent.name)
            yield child
            yield from _below(child)


def _used(pid: int) -> float:
    told = _stat(Path(f"/proc/{pid}/stat"))
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK") if told else 0.0


def _stat(path: Path) -> list[str]:
    """What the kernel tells of a process, from its state on; nothing of one that has ended."""
    try:
        return path.read_text().rpartition(")")[2].split()
    except OSError:
        return []


def map_of(record: Record) -> dict[str, Any]:
    """The same for a record, where there is a browser and the app is built."""
    from tools.browsing import app_is_built, browsing, chromium, serving

    if chromium() is None or not app_is_built():
        return {}
    with serving(record) as base, browsing() as browser:
        return frames(base, browser)
