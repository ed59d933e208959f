"""A watch of a whole site: what is good is read, what is bad is told with its reason, and later only what changed is fetched."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.watched_site import REASONS, Site, config_of, served
from cairn.pipeline import Pipeline
from cairn.record import Outcome, Record
from cairn.reports.warc import read_warc
from cairn.watching import Round

from .made import Clock, MadeReader, watch_of


@dataclass
class Following:
    """A site that is followed."""

    site: Site
    record: Record
    config: Path
    clock: Clock
    make: Callable[..., Round]


@pytest.fixture
def following(site: Site, tmp_path: Path, made_pipeline: Pipeline):  # type: ignore[no-untyped-def]
    config = tmp_path / "watch.yaml"
    config.write_text(config_of(site))
    clock = Clock()
    with Record.open(tmp_path / "r.sqlite", clock=clock) as record:

        def once(*, everything: bool = True, keep: Path | None = None, stop: threading.Event | None = None) -> Round:
            return watch_of(record, config, pipeline=made_pipeline, clock=clock, keep=keep, stop=stop).round(everything=everything)

        yield Following(site, record, config, clock, once)


def test_one_run_reads_what_is_good_and_tells_why_the_rest_is_not(following: Following, tmp_path: Path) -> None:
    site, record = following.site, following.record
    found = following.make(keep=tmp_path / "kept")
    visits = {v.address: v for v in record.watched.visits(run=found.run.number)}
    # every good page, by its text
    for page in site.good:
        visit = visits[site.base + page.path]
        assert visit.outcome in (Outcome.READ, Outcome.KNOWN), (page, visit)
        text = record.report(visit.report or "").text
        assert all(paragraph in text.replace("\n", " ") for paragraph in site.text(page)), page
    # every bad one, by its reason
    failures = {f.source: f.message for f in record.failures()}
    for page in site.pages:
        if not page.good:
            address = site.base + page.path
            assert visits[address].outcome is Outcome.FAILED
            assert REASONS[page.kind] in failures[address], page
            assert REASONS[page.kind] in (visits[address].detail or "")
    assert found.run.read + found.run.known == len(site.good)
    # lists: damaged ones with their fault, bad ones with their reason
    told = {(v.address.rpartition("/")[2], v.outcome) for v in visits.values() if v.address.endswith((".xml", ".gz"))}
    assert told == {("broken.xml", Outcome.DAMAGED), ("atom.xml", Outcome.DAMAGED), ("cut.xml.gz", Outcome.DAMAGED), ("none.xml", Outcome.FAILED), ("bomb.xml.gz", Outcome.FAILED)}
    # the busy host was asked for one page, and the others wait
    assert [(left.host, len(left.urls)) for left in found.left] == [(site.busy_base.removeprefix("http://"), 2)]
    assert found.run.left == 2
    # bytes in wrong encodings
    latin = next(page for page in site.pages if page.kind == "lying_utf8")
    assert "São Miguel — “closed”" in record.report(visits[site.base + latin.path].report or "").text
    # who asked
    (agent,) = site.agents
    assert agent.startswith("Cairn/")
    assert "tests@example.org" in agent
    # what was kept
    (kept,) = (tmp_path / "kept").iterdir()
    pages = [one.page.final_url for one in read_warc(kept)]  # type: ignore[union-attr]
    assert len(pages) == len(set(pages))
    assert len([url for url in pages if "/news/" in url]) >= len(site.good) - 2
    # what is said of a page, by its list and by the configuration
    atom = [page for page in site.in_list("atom") if page.good]
    assert {record.report(visits[site.base + page.path].report or "").head.publisher for page in atom} <= {"The Atom Wire", "The rss wire"}
    assert record.counts().events > 10


def test_a_second_run_fetches_only_what_changed(following: Following) -> None:
    site, record = following.site, following.record
    following.make()
    site.take()
    site.turn += 1
    second = following.make()
    asked = site.take()
    changed = {page.path for page in site.pages if page.kind == "changing"}
    shown = {page.path for page in site.in_list("one") + site.in_list("two") + site.in_list("atom")} & changed
    assert {path for path, _, _ in asked if path.startswith("/news/")} == shown
    assert (second.run.changed, second.run.read, second.run.unchanged) == (len(shown), 0, 0)
    lists = {path: status for path, status, _ in asked if path not in shown}
    assert {path for path, status in lists.items() if status == 200} <= {"/none.xml", "/bomb.xml.gz", "/one.xml", "/two.xml.gz", "/atom.xml", "/cut.xml.gz"}
    assert lists["/rss.xml"] == lists["/broken.xml"] == lists["/index.xml"] == 304
    for path in shown:
        _, versions = record.watched.versions(site.base + path)
        assert [v.number for v in versions] == [1, 2]
        assert "Correction" in record.report(versions[1].report).text


def test_a_day_later_pages_are_asked_for_by_their_version(following: Following) -> None:
    site, clock = following.site, following.clock
    following.make()
    site.take()
    site.turn += 1
    clock.at += timedelta(hours=25)
    found = following.make()
    asked = {path: (status, conditional) for path, status, conditional in site.take()}
    changed = {page.path for page in site.pages if page.kind in ("changing", "silent_change")}
    for page in site.good:
        status, conditional = asked[page.path]
        if page.path in changed:
            assert (status, conditional) == (200, True)
        elif page.kind == "moved":
            assert asked[page.path + "?to=here"] == (304, True)
        elif page.kind in ("latin", "lying_utf8", "undeclared", "no_version"):  # the server names no version
            assert (status, conditional) == (200, False)
        else:
            assert (status, conditional) == (304, True), page
    assert found.run.changed == len(changed)
    assert found.run.read == 0
    assert found.run.unchanged == len(site.good) - len(changed)
    assert "/news/" + next(p.path for p in site.pages if p.kind == "gone").rpartition("/")[2] not in asked


def test_pages_are_given_up_in_the_end_and_seen_no_more_after_a_week(tmp_path: Path, made_pipeline: Pipeline) -> None:
    clock = Clock()
    with served(34) as site, Record.open(tmp_path / "r.sqlite", clock=clock) as record:
        (tmp_path / "w.yaml").write_text(config_of(site, timeout="0.5s"))
        for _ in range(8):
            watch_of(record, tmp_path / "w.yaml", pipeline=made_pipeline, clock=clock).round(everything=True)
            clock.at += timedelta(hours=26)
            site.take()
        watch_of(record, tmp_path / "w.yaml", pipeline=made_pipeline, clock=clock).round(everything=True)
        assert [path for path, _, _ in site.take() if "/news/" in path] == []


def test_a_stop_ends_after_the_pages_in_hand_and_the_next_run_goes_on(following: Following, reader: MadeReader) -> None:
    site, record = following.site, following.record
    stop = threading.Event()
    seen = 0

    class Stopping(MadeReader):
        def read(self, reports, given=()):  # type: ignore[no-untyped-def]
            nonlocal seen
            seen += len(reports)
            stop.set()
            return super().read(reports, given)

    from .made import pipeline_of

    first = watch_of(record, following.config, pipeline=pipeline_of(Stopping()), clock=following.clock, stop=stop).round(everything=True)
    assert first.run.stopped
    assert first.left
    assert first.run.left > 0
    assert first.run.read == seen > 0
    assert first.run.read < len(site.good)
    before = {v.address for v in record.watched.visits(run=first.run.number) if v.outcome is Outcome.READ}
    site.take()
    second = following.make(everything=False)
    asked = {site.base + path for path, _, _ in site.take()}
    assert not asked & before
    assert first.run.read + first.run.known + second.run.read + second.run.known == len(site.good)


def test_a_text_at_which_the_reader_stumbles_costs_only_itself(tmp_path: Path, made_pipeline: Pipeline) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Gunmen killed 3 traders in an attack near Mosul on Sunday, police said in a statement.")
    (tmp_path / "in" / "b.txt").write_text("The reader will stumble over this text, which is about nothing at all in particular.")
    (tmp_path / "in" / "c.txt").write_text("Gunmen killed 5 traders in an attack near Kirkuk on Monday, police said in a statement.")
    (tmp_path / "w.yaml").write_text("sources: [{name: Drop, folder: in}]")
    with Record.open(tmp_path / "r.sqlite") as record:
        found = watch_of(record, tmp_path / "w.yaml", pipeline=made_pipeline, clock=Clock()).round(everything=True)
        assert (found.run.read, found.run.failed) == (2, 1)
        assert "Cairn stumbles over its text (RuntimeError: stumbled)" in record.failures()[0].message
