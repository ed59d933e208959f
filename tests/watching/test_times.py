"""Spans, times of day, and when the next reading or visit is due."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import BadStatus, Disallowed, FetchError, OversizeReport, RefusedAddress, ReportError, UnreadableReport
from cairn.watching.times import LONGEST, back_off, clock, next_daily, next_reading, next_try, next_visit, span

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(("text", "seconds"), [("30s", 30), ("15m", 900), ("1h30m", 5400), ("2d", 172_800), ("1.5s", 1.5), (" 1D 2H ", 93_600), ("0s", 0)])
def test_a_span(text: str, seconds: float) -> None:
    assert span(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("value", ["", "15", 15, "5 parsecs", "-1m", "1m1h", None, True, "1w"])
def test_what_is_no_span(value: object) -> None:
    with pytest.raises(ValueError, match="expected a span of time"):
        span(value)


@pytest.mark.parametrize(("text", "moment"), [("06:30", time(6, 30)), ("0:00", time()), ("23:59", time(23, 59))])
def test_a_time_of_day(text: str, moment: time) -> None:
    assert clock(text) == moment


@pytest.mark.parametrize("value", ["24:00", "6", "6:5", 390, "noon", None])
def test_what_is_no_time_of_day(value: object) -> None:
    with pytest.raises(ValueError, match="expected a time of day"):
        clock(value)


@pytest.mark.parametrize(
    ("after", "at", "due"),
    [
        (datetime(2026, 3, 2, 9, tzinfo=UTC), time(12), datetime(2026, 3, 2, 11, tzinfo=UTC)),
        (datetime(2026, 3, 2, 12, tzinfo=UTC), time(12), datetime(2026, 3, 3, 11, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, tzinfo=UTC), time(12), datetime(2026, 3, 29, 10, tzinfo=UTC)),  # the clocks go forward
        (datetime(2026, 10, 24, 12, tzinfo=UTC), time(12), datetime(2026, 10, 25, 11, tzinfo=UTC)),  # and back
        (datetime(2026, 3, 2, 23, 30, tzinfo=UTC), time(0, 15), datetime(2026, 3, 3, 23, 15, tzinfo=UTC)),
    ],
)
def test_a_time_of_day_in_its_zone(after: datetime, at: time, due: datetime) -> None:
    assert next_daily(after, at, BERLIN) == due


@given(st.integers(0, 3650 * 1440).map(lambda n: MONDAY + timedelta(minutes=n)), st.times(timezones=st.none()))
def test_the_next_time_of_day_lies_ahead_and_within_a_day(after: datetime, at: time) -> None:
    assert timedelta() < next_daily(after, at.replace(second=0, microsecond=0), BERLIN) - after <= timedelta(hours=26)


def test_a_list_is_due_by_its_schedule_and_after_a_failure_no_later() -> None:
    hour = timedelta(hours=1)
    assert next_reading(MONDAY, every=hour, at=None, zone=UTC, failures=0) == MONDAY + hour
    assert next_reading(MONDAY, every=hour, at=None, zone=UTC, failures=1) == MONDAY + timedelta(minutes=15)
    assert next_reading(MONDAY, every=hour, at=None, zone=UTC, failures=9) == MONDAY + hour
    assert next_reading(MONDAY, every=hour, at=time(18), zone=UTC, failures=0) == datetime(2026, 3, 2, 18, tzinfo=UTC)


def test_the_back_off_doubles_up_to_a_day() -> None:
    waits = [back_off(n) for n in range(1, 12)]
    assert waits[:3] == [timedelta(minutes=15), timedelta(minutes=30), timedelta(hours=1)]
    assert waits == sorted(waits)
    assert waits[-1] == back_off(10_000) == LONGEST


def test_a_page_is_visited_again_for_some_days() -> None:
    day, week = timedelta(days=1), timedelta(days=7)
    assert next_visit(MONDAY, first_seen=MONDAY, revisit=day, revisit_for=week) == MONDAY + day
    assert next_visit(MONDAY + week, first_seen=MONDAY, revisit=day, revisit_for=week) is None


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (FetchError("x"), 6), (UnreadableReport("x"), 6), (RefusedAddress("x"), 2), (OversizeReport("x"), 2), (BadStatus("x", status=404), 3),
        (BadStatus("x", status=410), 1), (BadStatus("x", status=500), 6),
    ],
)  # fmt: skip
def test_a_page_is_given_up_after_some_tries(error: ReportError, tries: int) -> None:
    assert [next_try(MONDAY, error, n) is None for n in range(1, 8)] == [n >= tries for n in range(1, 8)]


def test_what_the_server_asks_for_counts() -> None:
    assert next_try(MONDAY, BadStatus("x", status=503, retry_after=7200), 1) == MONDAY + timedelta(hours=2)
    assert next_try(MONDAY, BadStatus("x", status=503, retry_after=1e9), 1) == MONDAY + timedelta(days=7)
    assert next_try(MONDAY, Disallowed("x"), 1) == MONDAY + LONGEST
