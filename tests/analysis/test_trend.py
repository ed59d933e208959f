"""Trends: intervals, change points, resurgence, and what has to be said beside them."""

from datetime import date

import pytest

from cairn.analysis import Unit, spans, trend, trend_of
from cairn.analysis.trend import FEWEST, Trend
from cairn.model import Period

from .made_events import event, series_of

FALLEN = [10, 9, 11, 10, 12, 9, 10, 11, 9, 10, 2, 3, 1, 2, 3, 2, 2, 1, 2, 3]


def test_a_covered_period_has_an_interval_around_its_count_and_another_has_none() -> None:
    found = trend_of(series_of([3] * 20, unknown=2))
    assert [(p.low, p.high, p.level) for p in found.points[:2]] == [(None, None, None)] * 2
    assert all(p.low is not None and p.high is not None and p.low < 3 < p.high and p.level == 3 for p in found.points[2:])
    assert (found.interval, found.dispersion) == ("95%, Poisson", 1.0)


def test_counts_that_scatter_more_than_by_chance_have_a_wider_interval_that_says_so() -> None:
    found = trend_of(series_of([0, 20, 1, 25, 0, 30, 2, 18] * 4))
    assert found.interval.startswith("95%, negative binomial, variance ")
    assert found.dispersion > 5


def test_change_points_are_the_first_days_of_new_levels() -> None:
    (change,) = trend_of(series_of(FALLEN)).changes
    assert change.at == date(2015, 11, 1)
    assert (change.before, change.after) == pytest.approx((10.1, 2.1))


def test_change_points_are_not_looked_for_in_too_few_periods() -> None:
    found = trend_of(series_of([1] * (FEWEST - 6) + [50] * 5))
    assert found.changes == ()
    assert found.resurgence.flag is None
    assert any(note.startswith(f"change points are looked for from {FEWEST} covered months on") for note in found.notes)


@pytest.mark.parametrize(
    ("counts", "flag"),
    [
        ([*FALLEN, 9, 10, 11, 9], True), (FALLEN, False), ([*FALLEN, *[10] * 9], False), ([2] * 12 + [10] * 4, False), ([2] * 10 + [5] * 10 + [12] * 4, False),
        ([5] * 24, False),
    ],
    ids=["back", "only fallen", "back long ago", "never high before", "rising steps", "flat"],
)  # fmt: skip
def test_a_resurgence_is_a_recent_rise_after_a_fall(counts: list[int], flag: bool) -> None:
    found = trend_of(series_of(counts)).resurgence
    assert found.flag is flag
    assert "a rise to at least 1.5 times the level before, which lay below an earlier one, within the last 6 months" in found.because


def made(*reports: date) -> Trend:
    return trend(spans([event(1, day=date(2024, 3, 15)), event(2, day=None)]), Unit.MONTH, reports)


def test_notes_say_what_the_counts_can_not() -> None:
    notes = "\n".join(made(date(2024, 1, 1), date(2024, 6, 30)).notes)
    assert "4 of 6 covered months hold no report at all: a zero there may be the silence of the sources" in notes
    assert "1 events without a known first and last day stand in no month" in notes
    assert "before and after" not in notes
    assert "the record's reports are of 2024-02-01 to 2024-06-30" in "\n".join(trend(spans([event(1, day=date(2023, 1, 1))]), Unit.MONTH, [date(2024, 2, 1), date(2024, 6, 30)]).notes)
    assert "no report of the record has a date of publication" in "\n".join(made().notes)
    assert trend(spans([]), Unit.MONTH, []).notes[0] == "no event and no report with a known day"


def test_a_period_counted_in_part_is_told() -> None:
    found = trend(spans([event(1)]), Unit.MONTH, [date(2024, 1, 1), date(2024, 6, 30)], days=Period(date(2024, 3, 10), date(2024, 5, 31)))
    assert [point.low is None for point in found.points] == [True, False, False]
    assert "a month that reaches beyond the days that were asked for is counted in part, and not compared" in found.notes
    assert not any("the record's reports are of" in note for note in found.notes)


def test_the_levels_are_of_weeks_whatever_the_unit() -> None:
    assert [one.weeks for one in made(date(2023, 1, 1), date(2024, 6, 30)).levels] == [4, 52]
