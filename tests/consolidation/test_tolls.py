"""Tolls: what a recorder writes down where figures differ."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.consolidation import total
from cairn.model import Casualty, CasualtyGroup, Count, Outcome
from tests.consolidation.factories import (
    CIVILIANS,
    DAY,
    GUNMEN,
    INJURED,
    ISLAMIC_STATE,
    KILLED,
    SIDE_A,
    SIDE_B,
    UNKNOWN,
    at_least,
    event_of,
    exactly,
    killed,
    said,
    told,
    toll,
)


def on(number: int) -> date:
    return DAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (exactly(3), (3, 3, 3)),
        (exactly(0), (0, 0, 0)),
        (at_least(40), (40, 40, None)),
        (toll(None, 26, None), (None, 26, None)),
        (toll(None, 99, 99), (None, 99, 99)),
        (toll(None, None, 60), (None, None, 60)),
        (toll(25, None, 30), (25, 25, 30)),
        (toll(2, None, None), (2, 2, None)),
    ],
)
def test_one_figure_keeps_its_bounds_and_a_range_gives_its_lowest_as_best(
    figure: Casualty, expected: tuple[int | None, ...]
) -> None:
    assert killed(told("1", tolls=[figure])) == expected


@pytest.mark.parametrize(
    ("figures", "expected", "why"),
    [
        (
            [exactly(133), exactly(93), exactly(115), exactly(40)],
            (133, 133, 133),
            "earlier counts of the same dead, further down",
        ),
        ([exactly(50), exactly(38), exactly(12)], (50, 50, 50), "parts of the toll"),
        ([exactly(287), exactly(312)], (287, 287, 312), "a higher figure that the report does not lead with"),
        ([exactly(26), at_least(26)], (26, 26, None), "a headline drops the hedge"),
        ([exactly(71), said(at_least(101), "Islamic State")], (71, 71, None), "the attackers say more than 100"),
        (
            [said(at_least(101), "Islamic State"), said(exactly(71), "the ministry")],
            (71, 71, None),
            "even where their claim leads",
        ),
        ([said(at_least(101), "Islamic State")], (101, 101, None), "their claim stands where there is no other"),
        ([said(exactly(900), score=0.2), exactly(12)], (12, 12, 12), "a link that is hardly read is no figure"),
        ([toll(None, None, 60), exactly(45)], (45, 45, 60), "an upper bound does not lead, but it bounds"),
    ],
)
def test_a_report_with_several_figures_stands_by_the_one_it_leads_with(
    figures: list[Casualty], expected: tuple[int | None, ...], why: str
) -> None:
    assert killed(told("1", who=[ISLAMIC_STATE], tolls=figures)) == expected, why


def test_the_toll_of_the_latest_report_is_best_and_earlier_ones_give_the_range() -> None:
    reports = [told("1", tolls=[at_least(40)], published=on(0)), told("2", tolls=[exactly(133)], published=on(1))]
    reports += [told("3", tolls=[exactly(137)], published=on(2)), told("4", tolls=[exactly(144)], published=on(7))]
    assert killed(*reports) == (133, 144, 144)


def test_a_floor_that_the_best_figure_satisfies_says_nothing_against_it() -> None:
    assert killed(told("1", tolls=[at_least(40)], published=on(0)), told("2", tolls=[exactly(144)], published=on(7))) == (
        144,
        144,
        144,
    )


def test_a_speaker_who_revises_a_toll_takes_back_the_old_one() -> None:
    old = told("1", tolls=[said(exactly(133), "Investigative Committee")], published=on(1))
    new = told("2", tolls=[said(exactly(137), "investigative committee")], published=on(2))
    assert killed(old, new) == (137, 137, 137)


def test_a_publisher_who_revises_a_toll_downwards_takes_back_the_old_one() -> None:
    old = told("1", tolls=[exactly(20)], published=on(1), publisher="Wire")
    assert killed(old, told("2", tolls=[exactly(12)], published=on(2), publisher="Wire")) == (12, 12, 12)
    assert killed(old, told("2", tolls=[exactly(12)], published=on(2), publisher="Gazette")) == (12, 12, 20)


def test_a_rounded_later_mention_does_not_replace_the_exact_toll() -> None:
    exact = told("1", tolls=[exactly(144)], published=on(7))
    assert killed(exact, told("2", tolls=[at_least(101)], published=on(200), main=False)) == (144, 144, 144)
    assert killed(exact, told("2", tolls=[toll(None, 140, None)], published=on(200), main=False))[1] == 144
    assert killed(exact, told("2", tolls=[at_least(150)], published=on(200), main=False)) == (144, 150, None)


def test_of_equally_recent_figures_the_most_common_is_best_and_without_a_majority_the_lowest() -> None:
    three = [told("1", tolls=[exactly(7)]), told("2", tolls=[exactly(9)]), told("3", tolls=[exactly(9)])]
    assert killed(*three) == (7, 9, 9)
    assert killed(*three[:2]) == (7, 7, 9)


def test_an_undated_report_is_the_oldest() -> None:
    assert killed(told("1", tolls=[exactly(7)], published=None), told("2", tolls=[exactly(9)], published=on(0)))[1] == 9


def test_a_perpetrators_later_claim_widens_the_range_and_does_not_become_best() -> None:
    claim = told("2", who=[ISLAMIC_STATE], tolls=[said(exactly(100), "Islamic State")], published=on(3))
    assert killed(told("1", tolls=[exactly(71)], published=on(1)), claim) == (71, 71, 100)


def test_dead_who_are_people_to_one_report_and_civilians_to_another_are_one_series() -> None:
    event = event_of(
        told("1", tolls=[at_least(40)], published=on(0)), told("2", tolls=[exactly(133, group=CIVILIANS)], published=on(1))
    )
    assert event.casualties == (exactly(133, group=CIVILIANS),)


def test_in_a_battle_people_and_civilians_are_not_one_series_and_a_smaller_count_of_people_is_dropped() -> None:
    early = told("1", kind="armed_clash", tolls=[exactly(4)], published=on(0))
    late = told("2", kind="armed_clash", tolls=[exactly(5, group=SIDE_A), exactly(9, group=CIVILIANS)], published=on(1))
    assert [(c.group, c.best) for c in event_of(early, late).casualties] == [(SIDE_A, 5), (CIVILIANS, 9)]


def test_a_report_that_gives_the_total_and_its_parts_keeps_both() -> None:
    event = event_of(told("1", tolls=[at_least(26), exactly(14, group=SIDE_B), exactly(6, group=CIVILIANS)]))
    assert [(c.group, c.best) for c in event.casualties] == [(SIDE_B, 14), (CIVILIANS, 6), (UNKNOWN, 26)]
    assert total(event.casualties, KILLED) == Count(26, 26, None)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([], None),
        ([exactly(5)], Count(5, 5, 5)),
        ([exactly(26), exactly(14, group=SIDE_B), exactly(6, group=CIVILIANS)], Count(26, 26, 26)),
        ([exactly(20), exactly(14, group=SIDE_B), exactly(6, group=CIVILIANS)], Count(20, 20, 20)),
        ([exactly(2), exactly(5, group=SIDE_B), exactly(3, group=CIVILIANS)], Count(10, 10, 10)),
        ([exactly(145), exactly(3, group=SIDE_B), exactly(144, group=CIVILIANS)], Count(147, 147, 147)),
        ([exactly(5, group=SIDE_A), at_least(3, group=SIDE_B)], Count(8, 8, None)),
        ([toll(None, None, 9, group=SIDE_A), exactly(3, group=SIDE_B)], Count(3, 3, 12)),
        ([exactly(5, outcome=INJURED)], None),
    ],
)
def test_nobody_is_counted_twice_in_the_whole_toll(figures: list[Casualty], expected: Count | None) -> None:
    assert total(figures, KILLED) == expected


numbers = st.one_of(st.none(), st.integers(0, 12))


@st.composite
def any_casualty(draw: st.DrawFn) -> Casualty:
    bounds = draw(st.tuples(numbers, numbers, numbers))
    known = iter(sorted(n for n in bounds if n is not None))
    low, best, high = (None if n is None else next(known) for n in bounds)
    return Casualty(draw(st.sampled_from([KILLED, INJURED])), draw(st.sampled_from(CasualtyGroup)), low, best, high)


figures_of_a_report = st.lists(
    st.tuples(any_casualty(), st.sampled_from([None, "gunmen", "police"]), st.sampled_from([0.2, 0.6, 0.9])), max_size=4
)
reports = st.lists(
    st.tuples(figures_of_a_report, st.integers(0, 3), st.sampled_from([None, "Wire", "Gazette"])), min_size=1, max_size=4
)


@settings(max_examples=150, deadline=None)
@given(reports, st.sampled_from(["attack", "armed_clash"]))
def test_whatever_the_figures_low_is_never_above_best_nor_best_above_high(
    given_: list[tuple[list[tuple[Casualty, str | None, float]], int, str | None]], kind: str
) -> None:
    accounts = [
        told(f"{n}", kind=kind, who=[GUNMEN], tolls=figures, published=on(day), publisher=publisher)
        for n, (figures, day, publisher) in enumerate(given_)
    ]
    event = event_of(*accounts)
    for one in event.casualties:
        known = [n for n in (one.low, one.best, one.high) if n is not None]
        assert known == sorted(known)
        stated = {
            n for figures, _, _ in given_ for c, _, _ in figures for n in (c.low, c.best, c.high) if c.outcome is one.outcome
        }
        assert set(known) <= stated, "no figure is made up"
    for outcome in Outcome:
        total(event.casualties, outcome)
    assert event == event_of(*reversed(accounts))
