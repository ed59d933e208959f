"""The level against the weeks before, in the words and with the bounds of ACLED's Trendfinder."""

import pytest

from cairn.analysis import Unit, levels
from cairn.analysis.level import Level, source

from .made_events import series_of


def level(before: list[int], last: int, *, unknown: int = 0) -> tuple[Level, Level]:
    month, year = levels(series_of([*before, last], Unit.WEEK, unknown=unknown).rows)
    return month, year


@pytest.mark.parametrize(
    ("last", "word"),
    [
        (126, "Large increase in activity"), (125, "Moderate increase in activity"), (111, "Moderate increase in activity"), (110, "Limited change in activity"),
        (100, "Limited change in activity"), (76, "Limited change in activity"), (75, "Large decrease in activity"), (0, "Large decrease in activity"),
    ],
)  # fmt: skip
def test_the_bounds_are_those_of_the_source(last: int, word: str) -> None:
    for found in level([100] * 52, last):
        assert found.word == word
        assert found.change == pytest.approx(last - 100)


def test_few_events_are_a_limited_change_whatever_the_percentage() -> None:
    assert level([1] * 52, 5)[0].word == "Limited change in activity"
    assert level([1] * 52, 6)[0].word == "Large increase in activity"
    assert level([0] * 52, 6)[0] == Level(4, 6, 0.0, None, "Large increase in activity", level([0] * 52, 6)[0].because)


def test_the_level_is_unknown_where_the_record_does_not_cover_all_weeks() -> None:
    month, year = level([9] * 20, 9)
    assert month.word == "Limited change in activity"
    assert (year.word, year.because) == (None, "the record covers 20 of the 52 weeks before")
    assert level([9] * 20, 9, unknown=18)[0].because == "the record covers 2 of the 4 weeks before"
    assert [found.because for found in levels([])] == ["the record covers no whole week"] * 2


def test_the_source_of_the_words_is_named() -> None:
    assert "https://acleddata.com/platform/trendfinder" in source()
