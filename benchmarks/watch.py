"""A site of 2,000 pages watched, hostile and broken ones among them: `python -m benchmarks watch --out DIR [--split PAGES]`.

Needs no data: the site is made and served here (`watched_site`). Three rounds: all of it; at once after some pages changed; a day later,
after they changed again.

    good, read              pages that hold a text, and those of them whose whole text is in the record after the first round
    bad, told               pages that hold none, and those of them that are recorded with the reason that is theirs
    second_changed,         pages that the lists show as changed, and the pages that were asked for in the second round; the others were
    second_asked            not
    third_changed,          pages that changed since, and pages of which the server gave the whole body a day later although it has told a version
    third_whole             of them by which it could be asked (0 beside the changed ones is right)
    cpu_s, seconds          of each round; peak_mb the most memory of the whole process
"""

import json
import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.watched_site import REASONS, Site, config_of, served
from cairn import codebook
from cairn.deriving.events import derive_events
from cairn.pipeline import Pipeline
from cairn.record import Outcome, Record
from cairn.watching import Round, Watch, load

PAGES = 2_000
#: Kinds of pages of which the server tells no version.
NO_VERSION = frozenset({"latin", "lying_utf8", "undeclared", "no_version"})


def run(data: Path | None, out: Path, split: str | None, *, pipeline: Pipeline | None = None) -> dict[str, Any]:
    """The figures; the record stays in `out`. `split` is the number of pages, `data` is not used."""
    del data
    path = out / "watch.sqlite"
    for old in out.glob("watch.sqlite*"):
        old.unlink()
    now = [datetime(2026, 3, 2, 9, tzinfo=UTC)]
    with served(int(split or PAGES)) as site, Record.open(path, clock=lambda: now[0]) as record:
        (out / "watch.yaml").write_text(config_of(site, timeout="3s"), "utf-8")
        book = codebook.load()
        watching = Watch(record, load(out / "watch.yaml"), pipeline or Pipeline.default(), lambda held: derive_events(held, book), lambda: now[0], "watch.yaml")
        found: dict[str, Any] = {"pages": len(site.pages)}
        found |= _first(site, record, *_timed(watching.round))
        site.turn += 1
        found |= _second(site, *_timed(watching.round))
        site.turn += 1
        now[0] += timedelta(hours=25)
        found |= _third(site, *_timed(watching.round))
        counts = record.counts()
    found |= {"reports": counts.reports, "events": counts.events, "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}
    (out / "watch.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return found


def _timed(follow: Callable[..., Round]) -> tuple[Round, dict[str, float]]:
    wall, cpu = time.monotonic(), time.process_time()
    found = follow(everything=True)
    return found, {"cpu_s": round(time.process_time() - cpu, 1), "seconds": round(time.monotonic() - wall, 1)}


def _first(site: Site, record: Record, found: Round, took: dict[str, float]) -> dict[str, Any]:
    site.take()
    visits = {v.address: v for v in record.watched.visits(run=found.run.number)}
    failures = {f.source: f.message for f in record.failures()}
    read = told = 0
    for page in site.pages:
        address = site.base + page.path
        visit = visits.get(address)
        if page.good and visit is not None and visit.outcome in (Outcome.READ, Outcome.KNOWN):
            text = record.report(visit.report or "").text.replace("\n", " ")
            read += all(paragraph in text for paragraph in site.text(page))
        elif not page.good:
            told += REASONS[page.kind] in failures.get(address, "")
    bad = len(site.pages) - len(site.good)
    return {"good": len(site.good), "read": read, "bad": bad, "told": told, "left": found.run.left, **_named("first", took)}


def _second(site: Site, found: Round, took: dict[str, float]) -> dict[str, Any]:
    asked = {path for path, _, _ in site.take() if path.startswith(("/news/", "/closed/"))}
    listed = {page.path for name in ("atom", "one", "two") for page in site.in_list(name) if page.kind == "changing"}
    right = len(asked & listed)
    return {"second_changed": len(listed), "second_asked": len(asked), "second_right": right, "second_stored": found.run.changed, **_named("second", took)}


def _third(site: Site, found: Round, took: dict[str, float]) -> dict[str, Any]:
    whole = {path.partition("?")[0] for path, status, _ in site.take() if status == 200}
    changed = {page.path for page in site.good if page.kind in ("changing", "silent_change")}
    needless = {page.path for page in site.good if page.path in whole and page.path not in changed and page.kind not in NO_VERSION}
    return {
        "third_changed": len(changed), "third_stored": found.run.changed, "third_unchanged": found.run.unchanged, "third_whole": len(needless), **_named("third", took),
    }  # fmt: skip


def _named(name: str, took: dict[str, float]) -> dict[str, float]:
    return {f"{name}_{key}": value for key, value in took.items()}
