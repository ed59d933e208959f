"""Days, weeks, months, years."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.analysis.periods import Stretch, Unit, ahead, stretches
from cairn.model import Period, When

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("unit", "start", "end", "label"),
    [
        (Unit.DAY, date(2024, 2, 29), date(2024, 2, 29), "2024-02-29"), (Unit.WEEK, date(2024, 2, 26), date(2024, 3, 3), "2024-02-26"),
        (Unit.MONTH, date(2024, 2, 1), date(2024, 2, 29), "2024-02"), (Unit.YEAR, date(2024, 1, 1), date(2024, 12, 31), "2024"),
    ],
)  # fmt: skip
def test_a_day_lies_in_one_period_of_each_unit(unit: Unit, start: date, end: date, label: str) -> None:
    found = Stretch.around(date(2024, 2, 29), unit)
    assert (found, found.label(unit)) == (Stretch(start, end), label)


@given(DAYS, st.integers(0, 800), st.sampled_from(Unit))
def test_periods_leave_no_hole_and_hold_both_ends(first: date, more: int, unit: Unit) -> None:
    last = date.fromordinal(first.toordinal() + more)
    found = stretches(first, last, unit)
    assert found[0].start <= first
    assert found[-1].start <= last <= found[-1].end
    assert all(b.start.toordinal() - a.end.toordinal() == 1 for a, b in pairwise(found))


def test_what_follows_a_period_goes_over_the_end_of_a_year() -> None:
    found = ahead(Stretch.around(date(2023, 11, 5), Unit.MONTH), Unit.MONTH, 3)
    assert [one.label(Unit.MONTH) for one in found] == ["2023-12", "2024-01", "2024-02"]


def test_only_what_lies_wholly_in_a_period_is_held() -> None:
    march = Stretch.around(date(2024, 3, 1), Unit.MONTH)
    assert march.holds(When.on(date(2024, 3, 31)))
    assert not march.holds(When(date(2024, 3, 31), date(2024, 4, 1)))
    assert not march.holds(When(None, date(2024, 3, 31)))
    assert not march.holds(When())


def test_an_open_interval_reaches_without_limit() -> None:
    march = Stretch.around(date(2024, 3, 1), Unit.MONTH)
    assert march.within(Period())
    assert march.within(Period(date(2024, 3, 1), None))
    assert not march.within(Period(date(2024, 3, 2), None))
    assert march.meets(Period(date(2024, 3, 31), date(2024, 5, 1)))
    assert not march.meets(Period(date(2024, 4, 1), None))
