"""Counts over time, and what the record can know of each period."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.analysis import Cover, Unit, series, spans
from cairn.model import Period, When, WhenPrecision

from .made_events import event, month

REPORTS = [date(2024, 1, 10), date(2024, 2, 5), date(2024, 4, 20)]


def test_periods_between_have_a_zero_and_those_beyond_the_reports_are_not_known() -> None:
    found = series(spans([event(1, day=date(2023, 12, 5)), event(2, day=date(2024, 2, 1)), event(3, day=date(2024, 4, 2))]), Unit.MONTH, REPORTS)
    assert [(row.stretch.label(Unit.MONTH), row.events, row.cover) for row in found.rows] == [
        ("2023-12", 1, Cover.NONE), ("2024-01", 0, Cover.PART), ("2024-02", 1, Cover.WHOLE), ("2024-03", 0, Cover.WHOLE), ("2024-04", 1, Cover.PART),
    ]  # fmt: skip
    assert [row.stretch.label(Unit.MONTH) for row in found.known()] == ["2024-02", "2024-03"]


def test_reports_are_counted_by_their_day() -> None:
    found = series(spans([]), Unit.MONTH, [*REPORTS, date(2024, 2, 1), date(2024, 2, 29)])
    assert [row.reports for row in found.rows] == [1, 3, 0, 1]


def test_an_event_of_several_periods_is_possible_in_each_and_counted_in_none() -> None:
    vague = event(1, when=When(date(2024, 2, 20), date(2024, 3, 3), WhenPrecision.DAYS))
    found = series(spans([vague, event(2, when=month(2024, 3))]), Unit.MONTH, REPORTS)
    assert [(row.events, row.possible) for row in found.rows] == [(0, 0), (0, 1), (1, 1), (0, 0)]


def test_events_with_an_open_end_stand_in_no_period() -> None:
    found = series(spans([event(1, day=None), event(2, when=When(None, date(2024, 2, 2)))]), Unit.MONTH, REPORTS)
    assert (found.undated, sum(row.events + row.possible for row in found.rows)) == (2, 0)


def test_the_days_that_were_asked_for_bound_the_series() -> None:
    found = series(spans([event(1, day=date(2024, 2, 1)), event(2, day=date(2024, 5, 1))]), Unit.MONTH, REPORTS, days=Period(date(2024, 2, 1), date(2024, 3, 31)))
    assert [(row.stretch.label(Unit.MONTH), row.events) for row in found.rows] == [("2024-02", 1), ("2024-03", 0)]


def test_a_period_that_reaches_beyond_what_was_asked_for_is_covered_in_part() -> None:
    found = series(spans([event(1, day=date(2024, 2, 20))]), Unit.MONTH, REPORTS, days=Period(date(2024, 2, 15), None))
    assert [(row.stretch.label(Unit.MONTH), row.cover) for row in found.rows] == [("2024-02", Cover.PART), ("2024-03", Cover.WHOLE), ("2024-04", Cover.PART)]


def test_without_reports_nothing_is_covered() -> None:
    found = series(spans([event(1)]), Unit.MONTH, [])
    assert [row.cover for row in found.rows] == [Cover.NONE]
    assert series(spans([]), Unit.MONTH, []).rows == ()


def test_days_without_a_report_or_an_event_between_them_give_no_series() -> None:
    assert series(spans([]), Unit.MONTH, REPORTS, days=Period(date(2025, 1, 1), None)).rows == ()


@given(st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2022, 1, 1)), st.integers(0, 70)), max_size=20), st.sampled_from(Unit))
@settings(max_examples=40, deadline=None)
def test_every_dated_event_is_counted_once_or_possible_more_than_once(days: list[tuple[date, int]], unit: Unit) -> None:
    events = [event(n, when=When(day, date.fromordinal(day.toordinal() + more))) for n, (day, more) in enumerate(days)]
    found = series(spans(events), unit, REPORTS)
    surely = sum(any(row.stretch.holds(e.when) for row in found.rows) for e in events)
    assert sum(row.events for row in found.rows) == surely
    assert sum(row.possible for row in found.rows) >= 2 * (len(events) - surely)
