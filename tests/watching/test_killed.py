"""A watch that is ended at any moment loses nothing and reads nothing twice."""

import multiprocessing
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from benchmarks.watched_site import Site, config_of
from cairn.record import Outcome, Record
from cairn.reports.warc import WarcPage, read_warc

from .work import follow

#: Seconds after which a program is held to hang; texts after which it is ended.
PATIENCE = 120
ENDED_AFTER = (8,)


def reads(path: Path) -> int:
    """Texts that are in the record so far."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])


def test_killed_again_and_again_it_reads_everything_once(site: Site, tmp_path: Path) -> None:
    path, config, kept = tmp_path / "r.sqlite", tmp_path / "watch.yaml", tmp_path / "kept"
    config.write_text(config_of(site))
    Record.open(path).close()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.watching.work"])
    for least in ENDED_AFTER:
        process = context.Process(target=follow, args=(path, config, kept))
        process.start()
        end = time.monotonic() + PATIENCE
        while process.is_alive() and reads(path) < least and time.monotonic() < end:
            time.sleep(0.02)
        process.kill()
        process.join(PATIENCE)
    process = context.Process(target=follow, args=(path, config, kept))
    process.start()
    process.join(PATIENCE)
    assert process.exitcode == 0
    with Record.open(path, create=False) as record:
        visits = [v for v in record.watched.visits() if v.outcome in (Outcome.READ, Outcome.KNOWN)]
        assert Counter(v.address for v in visits) == Counter(site.base + page.path for page in site.good)
        assert record.faults() == ()
        assert all(record.report(v.report or "").text for v in visits)
        runs = record.watched.runs()
        assert len(runs) == len(ENDED_AFTER) + 1
        assert runs[0].ended_at is not None
        assert sum(run.read + run.known for run in runs) == len(site.good)
        assert record.counts().events > 10
    pages = {found.page.final_url for file in kept.iterdir() for found in read_warc(file) if isinstance(found, WarcPage)}
    assert {site.base + page.path for page in site.good if page.kind != "moved"} - pages <= {site.base + p.path for p in site.good if p.kind == "undeclared"}
