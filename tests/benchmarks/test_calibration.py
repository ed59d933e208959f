from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scores.calibration import Stated, bins, calibration_error, table

STATED = st.lists(st.builds(Stated, st.floats(0, 1), st.booleans()), min_size=1)


def test_four_of_five_right_at_80_per_cent_is_no_error() -> None:
    assert calibration_error([Stated(0.8, right=True)] * 4 + [Stated(0.8, right=False)]) == pytest.approx(0.0)


def test_two_bins_by_hand() -> None:
    # at 0.9 one of two is right: off by 0.4; at 0.15 and 0.25 none is: two bins of one, off by 0.15 and 0.25.
    said = [Stated(0.9, right=True), Stated(0.9, right=False), Stated(0.15, right=False), Stated(0.25, right=False)]
    assert calibration_error(said) == pytest.approx((2 * 0.4 + 0.15 + 0.25) / 4)
    assert [(row["low"], row["count"]) for row in table(said)] == [(0.1, 1), (0.2, 1), (0.9, 2)]


def test_a_confidence_of_one_is_in_the_last_bin() -> None:
    assert [b.low for b in bins([Stated(1.0, right=True), Stated(0.0, right=False)])] == [0.0, 0.9]


def test_of_nothing_there_is_no_error() -> None:
    assert calibration_error([]) == 0.0


def test_a_confidence_above_one_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 0 to 1"):
        Stated(1.2, right=True)


@given(STATED)
def test_every_value_is_in_one_bin_and_the_error_is_a_share(said: Any) -> None:
    assert sum(b.count for b in bins(said)) == len(said)
    assert 0.0 <= calibration_error(said) <= 1.0
