"""The page of a day."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from lxml import html

from cairn.errors import FetchError
from cairn.record import Address, ListState, Record
from cairn.watching.config import Digest
from cairn.watching.digest import Day, as_html, as_markdown, day_of, write_digests
from tests.record.factories import BASE, account_of, coded_of, event_of, settle

from .made import MONDAY, Clock

NASTY = 'Attack <script>alert("x")</script> & [link](javascript:x) *bold* `code`\n# Title | cell'


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def record(address: Address, clock: Clock) -> Iterator[Record]:
    with Record.open(address, clock=clock) as held:
        held.add(coded_of(accounts=2, public=False))
        run = held.watched.start(config="c", reader="r")
        state = ListState("Wire", "https://example.org/<feed>", clock(), failures=1)
        held.watched.settle_list(run, state, error=FetchError("https://example.org/<feed>: the server answered 500"))
        held.watched.end(run, left=0, stopped=False)
        settle(held, [(event_of("e1", summary="An air strike killed Abu Ali."), (account_of(BASE).id,)), (event_of("e2"), (account_of(BASE, 1).id,))])
        yield held


def test_a_day_tells_what_came_and_what_failed(record: Record) -> None:
    found = day_of(record, MONDAY.date(), zone=UTC)
    assert ([e.id for e in found.new], found.changed, found.outcomes) == (["e1", "e2"], (), Counter({"failed": 1}))
    assert day_of(record, MONDAY.date() + timedelta(days=1), zone=UTC).new == ()


def test_a_changed_event_is_told_as_changed_on_a_later_day(record: Record, clock: Clock) -> None:
    clock.at += timedelta(days=1)
    record.reconsider(why="test", by="test")
    settle(record, [(event_of("e1", confidence=0.9), (account_of(BASE).id,)), (event_of("e2"), (account_of(BASE, 1).id,))])
    found = day_of(record, clock.at.date(), zone=UTC)
    assert ([e.id for e in found.new], [e.id for e in found.changed]) == ([], ["e1"])


def test_private_names_are_left_out(record: Record) -> None:
    found = day_of(record, MONDAY.date(), zone=UTC)
    for text in (as_markdown(found), as_html(found)):
        assert "Abu Ali" not in text
        assert "Al Fallujah" in text


def day_with(summary: str) -> Day:
    return Day(date(2026, 3, 2), (event_of("e1", summary=summary),), (), Counter(), ())


def test_everything_is_escaped_in_html() -> None:
    page = html.document_fromstring(as_html(day_with(NASTY)))
    assert page.xpath("//script") == []
    assert NASTY.splitlines()[0] in page.text_content()


def test_everything_is_escaped_in_markdown() -> None:
    text = as_markdown(day_with(NASTY))
    (line,) = [line for line in text.splitlines() if "Attack" in line]
    assert r"\<script\>" in line
    assert r"\[link\]\(javascript:x\)" in line
    assert r"\# Title \| cell" in line


def test_pages_are_written_once_a_day_is_over(record: Record, tmp_path: Path) -> None:
    digest = Digest(folder=tmp_path / "digests", at=time(6))
    assert write_digests(record, digest, zone=UTC, now=MONDAY + timedelta(hours=10)) == ()
    tuesday = datetime(2026, 3, 3, 5, 59, tzinfo=UTC)
    assert write_digests(record, digest, zone=UTC, now=tuesday) == ()
    written = write_digests(record, digest, zone=UTC, now=tuesday + timedelta(minutes=1))
    assert [path.name for path in written] == ["2026-03-02.md", "2026-03-02.html"]
    assert write_digests(record, digest, zone=UTC, now=tuesday + timedelta(hours=2)) == ()


def test_days_that_were_missed_are_made_up_for(record: Record, tmp_path: Path) -> None:
    digest = Digest(folder=tmp_path)
    assert len(write_digests(record, digest, zone=UTC, now=MONDAY + timedelta(days=4))) == 8
    assert len(write_digests(record, digest, zone=UTC, now=MONDAY + timedelta(days=30))) == 14
