"""What is watched, in the record, on both databases: each outcome is there whole or not at all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cairn.errors import FetchError, NotInRecord, UnreadableReport
from cairn.record import AlertState, EventFilter, HostState, ListedPage, ListState, Outcome, Record, WatchedPage

from .factories import BASE, NOON, account_of, coded_of, event_of, report_of, settle

URL = "https://example.org/a"
HOUR = timedelta(hours=1)


def listed(record: Record, *urls: str, mark: str | None = None, source: str = "Wire") -> int:
    run = record.watched.start(config="c", reader="r")
    state = ListState(source, "https://example.org/feed", NOON, '"e"', None, "aa")
    record.watched.settle_list(run, state, [ListedPage(url, "Title", "Wire", date(2024, 3, 1), "en", mark) for url in urls])
    return run


def page_of(record: Record, url: str = URL) -> WatchedPage:
    found = record.watched.page(url)
    assert found is not None
    return found


def read(record: Record, run: int, text: str, *, outcome: Outcome = Outcome.READ) -> None:
    coded = coded_of(report_of(text, url=URL, source=URL))
    page = replace(page_of(record), report=coded.report.id, sha256="bb", visited_at=NOON + HOUR, due=NOON + 25 * HOUR)
    record.watched.settle_page(run, page, outcome, coded=coded)


def test_listed_pages_are_due_at_once_and_only_once(record: Record) -> None:
    run = listed(record, URL, "https://example.org/b", URL)
    assert [page.url for page in record.watched.due_pages(NOON, ["Wire"])] == [URL, "https://example.org/b"]
    assert record.watched.due_pages(NOON, ["Other"]) == ()
    assert record.watched.next_due(["Wire"]) == NOON
    assert page_of(record).listed == ListedPage(URL, "Title", "Wire", date(2024, 3, 1), "en", None)
    listed(record, URL)
    assert record.watched.runs()[0].listed == 0
    assert [r.listed for r in record.watched.runs() if r.number == run] == [2]


def test_due_pages_come_page_by_page(record: Record) -> None:
    urls = [f"https://example.org/{n:03}" for n in range(25)]
    listed(record, *urls)
    found: list[str] = []
    after = None
    while part := record.watched.due_pages(NOON, ["Wire"], after=after, limit=10):
        found += [page.url for page in part]
        after = (part[-1].due or NOON, part[-1].url)
    assert found == urls


def test_a_page_that_was_read_has_a_version_and_is_due_later(record: Record) -> None:
    run = listed(record, URL)
    read(record, run, "Gunmen killed two people.")
    assert record.watched.due_pages(NOON + 2 * HOUR, ["Wire"]) == ()
    assert record.counts().reports == 1
    url, versions = record.watched.versions(URL)
    assert (url, [v.sha256 for v in versions], versions[0].fetched_at) == (URL, ["bb"], NOON + HOUR)
    (visit,) = record.watched.visits(run=run)
    assert (visit.outcome, visit.address, visit.report, visit.sha256) == (Outcome.READ, URL, versions[0].report, "bb")


def test_versions_are_found_by_either_report(record: Record) -> None:
    run = listed(record, URL)
    read(record, run, "Gunmen killed two people.")
    read(record, run, "Gunmen killed three people.", outcome=Outcome.CHANGED)
    read(record, run, "Gunmen killed three people.", outcome=Outcome.CHANGED)
    _, versions = record.watched.versions(URL)
    assert [v.number for v in versions] == [1, 2]
    assert all(record.watched.versions(v.report[:10])[0] == URL for v in versions)
    with pytest.raises(NotInRecord, match="no watched page"):
        record.watched.versions("https://example.org/none")


def test_a_new_mark_makes_a_page_due_again_but_not_one_that_has_to_wait(record: Record) -> None:
    run = listed(record, URL, "https://example.org/bad", mark="1")
    read(record, run, "Gunmen killed two people.")
    bad = replace(page_of(record, "https://example.org/bad"), failures=1, visited_at=NOON, due=NOON + 9 * HOUR)
    record.watched.settle_page(run, bad, Outcome.FAILED, error=FetchError("https://example.org/bad: no"))
    listed(record, URL, "https://example.org/bad", mark="2")
    assert [page.url for page in record.watched.due_pages(NOON, ["Wire"])] == [URL]
    assert page_of(record).listed.mark == "2"


def test_a_page_that_was_given_up_is_due_again_by_a_new_mark(record: Record) -> None:
    run = listed(record, URL, mark="1")
    record.watched.settle_page(run, replace(page_of(record), failures=6, visited_at=NOON, due=None), Outcome.FAILED, error=FetchError("no"))
    assert record.watched.due_pages(NOON + 99 * HOUR, ["Wire"]) == ()
    listed(record, URL, mark="2")
    assert len(record.watched.due_pages(NOON, ["Wire"])) == 1


def test_a_failure_stands_until_the_page_is_read(record: Record) -> None:
    run = listed(record, URL)
    record.watched.settle_page(run, replace(page_of(record), failures=1, visited_at=NOON), Outcome.FAILED, error=FetchError(f"{URL}: no"))
    assert [(f.source, f.error) for f in record.failures()] == [(URL, "FetchError")]
    read(record, run, "Gunmen killed two people.")
    assert record.failures() == ()
    assert [v.outcome for v in record.watched.visits(run=run)] == [Outcome.FAILED, Outcome.READ]
    assert len(record.watched.visits(run=run, outcomes=[Outcome.FAILED])) == 1


def test_a_list_that_fails_is_told_until_it_is_read(record: Record) -> None:
    run = record.watched.start(config="c", reader="r")
    state = ListState("Wire", "https://example.org/feed", NOON, failures=1, fault="no")
    record.watched.settle_list(run, state, error=FetchError("no"))
    assert record.watched.list_state("Wire", "https://example.org/feed") == state
    assert [f.source for f in record.failures()] == ["https://example.org/feed"]
    listed(record, URL)
    assert record.failures() == ()
    assert record.watched.lists("Wire") == ["https://example.org/feed"]


def test_an_outcome_is_there_whole_or_not_at_all(record: Record) -> None:
    run = listed(record, URL)
    before = page_of(record)
    coded = coded_of(report_of("Gunmen killed two\0 people.", url=URL))
    with pytest.raises(UnreadableReport):
        record.watched.settle_page(run, replace(before, report=coded.report.id, due=None, visited_at=NOON), Outcome.READ, coded=coded)
    assert page_of(record) == before
    assert (record.counts().reports, record.watched.visits(run=run), record.watched.runs()[0].read) == (0, (), 0)


def test_a_known_text_gets_a_further_source(record: Record) -> None:
    record.add(coded_of())
    run = listed(record, URL)
    page = replace(page_of(record), report=BASE.id, visited_at=NOON)
    record.watched.settle_page(run, page, Outcome.KNOWN, report=replace(BASE, url=URL, source=URL))
    assert [other.url for other in record.report(BASE.id).others] == [URL]
    assert record.watched.runs()[0].known == 1


def test_runs_are_counted_and_one_that_was_broken_off_has_no_end(record: Record) -> None:
    broken = listed(record, URL)
    run = record.watched.start(config="c", reader="r")
    record.watched.settle_page(run, replace(page_of(record), visited_at=NOON), Outcome.UNCHANGED)
    ended = record.watched.end(run, left=3, stopped=True)
    assert (ended.unchanged, ended.left, ended.stopped, ended.ended_at) == (1, 3, True, NOON)
    assert [(r.number, r.ended_at is None) for r in record.watched.runs()] == [(run, False), (broken, True)]
    assert record.watched.visits(run=run) == ()


def test_hosts_and_alerts_are_kept(record: Record) -> None:
    assert record.watched.host("example.org") == HostState("example.org")
    state = HostState("example.org", "User-agent: *", NOON, None, 2)
    for _ in range(2):
        record.watched.settle_host(state)
    assert record.watched.host("example.org") == state
    alert = AlertState("a", "feed x", 7, 3, NOON, 1, "no")
    record.watched.settle_alert(alert)
    assert (record.watched.alert("a", "feed x"), record.watched.alert("a", "other")) == (alert, None)


def test_events_are_matched_among_some(record: Record) -> None:
    record.add(coded_of(accounts=2))
    settle(record, [(event_of("e1"), (account_of(BASE).id,)), (event_of("e2", type="attack"), (account_of(BASE, 1).id,))])
    assert set(record.watched.matching(["e1", "e2", "e3"], EventFilter(country="IQ"))) == {"e1", "e2"}
    assert set(record.watched.matching(["e1"], EventFilter())) == {"e1"}
    assert set(record.watched.matching(["e1", "e2"], EventFilter(type="attack"))) == {"e2"}
    assert record.watched.last_change() == len(record.changes())


def test_the_latest_texts(record: Record) -> None:
    run = listed(record, URL)
    read(record, run, "Gunmen killed two people.")
    read(record, run, "Gunmen killed three people.", outcome=Outcome.CHANGED)
    assert {text for _, text in record.watched.latest_texts(5)} == {"Gunmen killed two people.", "Gunmen killed three people."}
    assert len(record.watched.latest_texts(1)) == 1


def test_pages_wait_where_their_host_is_left_alone(record: Record) -> None:
    listed(record, URL)
    record.watched.postpone([URL], None)
    assert len(record.watched.due_pages(NOON, ["Wire"])) == 1
    record.watched.postpone([URL], NOON + HOUR)
    assert record.watched.due_pages(NOON, ["Wire"]) == ()
