"""Rounds by schedule, and which pages of a list are taken."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.watched_site import Site, config_of, served, text_of
from cairn.pipeline import Pipeline
from cairn.record import Outcome, Record
from cairn.watching import Round, user_agent
from cairn.watching.copies import Copies

from .made import MONDAY, Clock, watch_of

TEXT = "Gunmen killed {} traders in an attack near Mosul on Sunday, police said in a statement."


class Waiting(threading.Event):
    """A stop for which waiting moves the clock instead; it is set in the end."""

    def __init__(self, clock: Clock, until: timedelta, then: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.clock, self.until, self.then = clock, clock.at + until, then

    def wait(self, timeout: float | None = None) -> bool:
        self.clock.at += timedelta(seconds=timeout or 0)
        self.then()
        if self.clock.at >= self.until:
            self.set()
        return self.is_set()


def test_a_folder_is_looked_at_by_its_schedule(tmp_path: Path, made_pipeline: Pipeline) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "w.yaml").write_text("sources: [{name: Often, folder: in, every: 10m}, {name: Daily, folder: other, at: '12:00'}]")
    (tmp_path / "other").mkdir()
    clock = Clock()

    def then() -> None:
        if clock.at > MONDAY + timedelta(minutes=25) and not (tmp_path / "in" / "b.txt").exists():
            (tmp_path / "in" / "b.txt").write_text(TEXT.format(9))

    (tmp_path / "in" / "a.txt").write_text(TEXT.format(3))
    stop = Waiting(clock, timedelta(minutes=61), then)
    rounds: list[Round] = []
    with Record.open(tmp_path / "r.sqlite", clock=clock) as record:
        watch_of(record, tmp_path / "w.yaml", pipeline=made_pipeline, clock=clock, stop=stop).forever(rounds.append)
        assert [one.run.read for one in rounds] == [1, 0, 0, 1, 0, 0, 0]
        assert [int((one.run.started_at - MONDAY).total_seconds() // 60) for one in rounds] == [0, 10, 20, 30, 40, 50, 60]
        again = watch_of(record, tmp_path / "w.yaml", pipeline=made_pipeline, clock=clock)
        assert 0 < again.seconds_to_next() <= 600
        assert record.watched.list_state("Daily", str(tmp_path / "other")).read_at == MONDAY  # type: ignore[union-attr]


def test_a_folder_that_is_not_there_and_a_bad_name_are_told(tmp_path: Path, made_pipeline: Pipeline) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "w.yaml").write_text("sources: [{name: In, folder: in}, {name: Gone, folder: gone}]")
    (tmp_path / "in" / "a.txt").write_text(TEXT.format(3))
    (tmp_path / "in" / "\udcff.txt").write_text(TEXT.format(4))
    with Record.open(tmp_path / "r.sqlite") as record:
        found = watch_of(record, tmp_path / "w.yaml", pipeline=made_pipeline, clock=Clock()).round(everything=True)
        assert found.run.read == 1
        told = [(v.source, v.outcome) for v in record.watched.visits(outcomes=[Outcome.FAILED, Outcome.DAMAGED])]
        assert sorted(told) == [("Gone", Outcome.FAILED), ("In", Outcome.DAMAGED)]


def followed(site: Site, record: Record, folder: Path, pipeline: Pipeline, source: str, fetching: str = "") -> Round:
    text = config_of(site)
    text = text[: text.index("sources:")] + fetching + "sources:\n" + source.format(base=site.base)
    (folder / "w.yaml").write_text(text)
    return watch_of(record, folder / "w.yaml", pipeline=pipeline, clock=Clock()).round(everything=True)


def test_pages_are_taken_by_pattern_and_number_and_a_list_is_read_anew_when_these_change(tmp_path: Path, made_pipeline: Pipeline) -> None:
    with served(160) as site, Record.open(tmp_path / "r.sqlite") as record:
        source = "  - {{name: Wire, feed: '{base}/rss.xml', include: ['*-latin', '*-packed'], exclude: ['*/0-*']}}"
        found = followed(site, record, tmp_path, made_pipeline, source)
        assert {v.address for v in record.watched.visits(run=found.run.number)} == {f"{site.base}/news/3-packed"}
        found = followed(site, record, tmp_path, made_pipeline, "  - {{name: Wire, feed: '{base}/rss.xml', most: 2}}")
        assert {v.address for v in record.watched.visits(run=found.run.number)} == {f"{site.base}/news/0-latin", f"{site.base}/news/1-lying_utf8"}


def test_no_more_pages_of_a_host_than_it_may_be_asked_for(tmp_path: Path, made_pipeline: Pipeline) -> None:
    with served(90) as site, Record.open(tmp_path / "r.sqlite", clock=Clock()) as record:
        host = site.base.removeprefix("http://")
        found = followed(site, record, tmp_path, made_pipeline, "  - {{name: Wire, feed: '{base}/rss.xml'}}", f"  hosts: {{'{host}': {{most: 2}}}}\n")
        assert (found.run.read, found.run.left) == (2, 4)
        assert "no more than 2 pages at a time" in found.left[0].why
        assert record.watched.next_due(["Wire"]) == MONDAY + timedelta(hours=1)


def test_no_more_sitemaps_than_it_may_have(tmp_path: Path, made_pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cairn.watching.lists.MOST_LISTS", 2)
    with served(34) as site, Record.open(tmp_path / "r.sqlite") as record:
        followed(site, record, tmp_path, made_pipeline, "  - {{name: Map, sitemap: '{base}/index.xml', include: ['none']}}")
        assert len(record.watched.lists("Map")) == 2
        assert any("more than 2 sitemaps" in (v.detail or "") for v in record.watched.visits())


def test_events_are_derived_on_the_way(tmp_path: Path, made_pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cairn.watching.run.DERIVED_AFTER", 10)
    (tmp_path / "in").mkdir()
    for n in range(40):
        (tmp_path / "in" / f"{n}.txt").write_text(" ".join(text_of(n)))
    (tmp_path / "w.yaml").write_text("sources: [{name: In, folder: in}]")
    with Record.open(tmp_path / "r.sqlite") as record:
        watching = watch_of(record, tmp_path / "w.yaml", pipeline=made_pipeline, clock=Clock())
        derive, seen = watching.derive, []
        watching.derive = lambda held: seen.append(held.counts().reports) or derive(held)  # type: ignore[func-returns-value]
        found = watching.round(everything=True)
        assert seen == [16, 32, 40]
        assert (found.changes.added, record.counts().events) == (record.counts().events + found.changes.removed, found.changes.added - found.changes.removed)
        assert record.faults() == ()


def test_copies_are_found_among_those_of_before_and_of_now() -> None:
    one = " ".join(f"word{n} and thing{n}" for n in range(60))
    other = " ".join(f"name{n} or place{n}" for n in range(60))
    asked: list[int] = []

    def earlier() -> list[tuple[str, str]]:
        asked.append(1)
        return [("a", one)]

    copies = Copies(earlier)
    assert copies.of("b", other) is None
    assert copies.of("c", one + " And a last word of our own.") == "a"
    assert copies.of("d", other[: len(other) * 3 // 4]) == "b"
    assert asked == [1]


def test_cairn_says_who_it_is() -> None:
    assert user_agent("ana@example.org").startswith("Cairn/")
    assert "contact: ana@example.org" in user_agent("ana@example.org")
    assert "no contact given" in user_agent(None)
