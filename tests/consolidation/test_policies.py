"""Estimates by named policy: the codebooks' rules on worked cases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.consolidation import Told, divided, estimates
from cairn.consolidation.policies import POLICIES, Estimate
from cairn.model import Casualty, ClaimField, Count, Outcome, Span, WhenPrecision
from tests.consolidation.factories import (
    ARMY,
    BOOK,
    CIVILIANS,
    DAY,
    INJURED,
    ISLAMIC_STATE,
    KILLED,
    SIDE_A,
    SIDE_B,
    UNKNOWN,
    at_least,
    between,
    event_of,
    exactly,
    said,
    told,
    toll,
)


def on(number: int) -> date:
    return DAY + timedelta(days=number)


def worded(row: Told, *quotes: str) -> Told:
    """The account with these words as those of its figures."""
    words = iter(quotes)
    claims = tuple(
        replace(c, spans=(Span(c.spans[0].start, c.spans[0].start + len(word), word),)) if c.field is ClaimField.CASUALTY and (word := next(words, "")) else c
        for c in row.account.claims
    )
    return replace(row, account=replace(row.account, claims=claims))


def estimate(policy: str, rows: Sequence[Told], outcome: Outcome = KILLED) -> Estimate | None:
    found = {e.outcome: e for e in estimates(event_of(*rows), rows, BOOK, policy)}
    return found.get(outcome)


def whole(policy: str, *rows: Told) -> tuple[int | None, int | None, int | None]:
    found = estimate(policy, rows)
    assert found is not None
    return (found.total.low, found.total.best, found.total.high)


def test_an_unknown_policy_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(ValueError, match="'iraq' is not known: expected one of ucdp, acled, gtd, range"):
        estimates(event_of(told("1")), [told("1")], BOOK, "iraq")


# UCDP: best is the sum of side A, side B, civilians and unknown; low and high the lowest and highest reliable figure.


def test_ucdp_adds_up_the_sides() -> None:
    rows = [told("1", kind="armed_clash", who=[ISLAMIC_STATE, ARMY], tolls=[exactly(3, group=SIDE_A), exactly(5, group=SIDE_B), exactly(2, group=CIVILIANS)])]
    assert whole("ucdp", *rows) == (10, 10, 10)
    found = estimate("ucdp", rows)
    assert found is not None
    assert [(c.group, c.best) for c in found.groups] == [(SIDE_A, 3), (SIDE_B, 5), (CIVILIANS, 2)]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [(at_least(40), (40, 40, 40)), (toll(None, 26), (26, 26, 26)), (toll(25, None, 30), (25, 25, 30)), (toll(None, None, 60), (None, None, 60)), (toll(24), (24, 24, 24))],
)
def test_ucdp_closes_what_a_report_leaves_open_with_the_best_figure(figure: Casualty, expected: tuple[int | None, ...]) -> None:
    assert whole("ucdp", told("1", tolls=[figure])) == expected


def test_ucdp_spans_reports_that_differ() -> None:
    rows = [told("1", tolls=[exactly(8)], published=on(1), publisher="A"), told("2", tolls=[exactly(11)], published=on(2), publisher="B")]
    assert whole("ucdp", *rows) == (8, 11, 11)


def test_a_source_that_corrects_itself_leaves_only_its_last_figure() -> None:
    rows = [told("1", tolls=[exactly(14)], published=on(1), publisher="A"), told("2", tolls=[exactly(11)], published=on(2), publisher="A")]
    for policy, expected in (("ucdp", (11, 11, 11)), ("acled", (11, 11, 11)), ("gtd", (11, 11, 11)), ("range", (11, None, 11))):
        assert whole(policy, *rows) == expected, policy


# ACLED: the lowest figure until there is better evidence; words have numbers; a whole over days is divided.


def test_acled_takes_the_lowest_of_figures_that_conflict() -> None:
    rows = [told("1", tolls=[exactly(12)], publisher="A"), told("2", tolls=[exactly(9)], publisher="B"), told("3", tolls=[exactly(12)], publisher="C")]
    found = estimate("acled", rows)
    assert found is not None
    assert (found.total, found.reasons) == (Count.exactly(9), ("the lowest of 9, 12",))


def test_acled_takes_a_later_toll_for_better_evidence() -> None:
    rows = [told("1", tolls=[exactly(5)], published=on(1), publisher="A"), told("2", tolls=[exactly(26)], published=on(3), publisher="B")]
    assert whole("acled", *rows) == (26, 26, 26)


@pytest.mark.parametrize(
    ("words", "least", "expected"),
    [("dozens", 24, 12), ("Dozens of", 24, 12), ("several dozen", 24, 12), ("hundreds", 200, 100), ("several hundred", 200, 100), ("several", 2, 3), ("a few", 2, 3), ("many", 2, 3), ("scores", 40, 40)],
)
def test_acled_puts_a_number_in_the_place_of_a_word(words: str, least: int, expected: int) -> None:
    rows = [worded(told("1", tolls=[toll(least)]), words)]
    assert whole("acled", *rows) == (expected, expected, expected)


def test_several_are_ten_in_an_event_of_large_scale() -> None:
    rows = [worded(told("1", tolls=[toll(2), exactly(40, outcome=INJURED)]), "several", "40")]
    found = estimate("acled", rows)
    assert found is not None
    assert (found.total, found.reasons) == (Count.exactly(10), ("'several' stands for 10",))


def test_acled_writes_none_where_no_report_gives_a_number() -> None:
    assert whole("acled", told("1")) == (0, 0, 0)
    assert estimate("acled", [told("1")], INJURED) is None
    assert estimate("ucdp", [told("1")]) is None
    assert estimate("gtd", [told("1")]) is None
    assert estimate("range", [told("1")]) is None


def test_a_mere_upper_bound_is_no_number_for_acled() -> None:
    assert whole("acled", told("1", tolls=[toll(None, None, 60)])) == (0, 0, 0)


def test_acled_counts_the_suicide_bomber_once() -> None:
    alone = [told("1", kind="suicide_bomb", who=[ISLAMIC_STATE], tolls=[exactly(12, group=CIVILIANS)])]
    assert whole("acled", *alone) == (13, 13, 13)
    told_of = [told("1", kind="suicide_bomb", who=[ISLAMIC_STATE], tolls=[exactly(12, group=CIVILIANS), exactly(2, group=SIDE_A)])]
    assert whole("acled", *told_of) == (14, 14, 14)


@pytest.mark.parametrize(("number", "days", "expected"), [(10, 3, (4, 3, 3)), (3, 3, (1, 1, 1)), (2, 4, (2, 0, 0, 0)), (0, 2, (0, 0)), (7, 1, (7,))])
def test_a_whole_is_divided_evenly_with_the_rest_on_the_first_day(number: int, days: int, expected: tuple[int, ...]) -> None:
    assert divided(number, days) == expected


@pytest.mark.parametrize(("number", "days"), [(3, 0), (-1, 2)])
def test_what_can_not_be_divided_is_refused(number: int, days: int) -> None:
    with pytest.raises(ValueError, match="expected at least one day and no negative number"):
        divided(number, days)


def test_acled_divides_an_event_of_several_days_and_no_vague_date() -> None:
    week = told("1", tolls=[exactly(11)], when=between(DAY, on(4), WhenPrecision.DAYS))
    found = estimate("acled", [week])
    assert found is not None
    assert found.by_day == ((DAY, 3), (on(1), 2), (on(2), 2), (on(3), 2), (on(4), 2))
    for vague in (between(DAY, on(6), WhenPrecision.WEEK), between(DAY, on(1), WhenPrecision.DAYS)):
        other = estimate("acled", [told("1", tolls=[exactly(11)], when=vague)])
        assert other is not None
        assert other.by_day == ()


# GTD: victims and attackers; the most recent report, the majority, the lowest; no perpetrator's claim; blank where vague.


def test_gtd_counts_attackers_with_their_victims_in_each_report() -> None:
    rows = [told("1", kind="armed_clash", who=[ISLAMIC_STATE, ARMY], tolls=[exactly(3, group=SIDE_A), exactly(5, group=SIDE_B)])]
    assert whole("gtd", *rows) == (8, 8, 8)


@pytest.mark.parametrize(
    ("numbers", "expected", "why"),
    [((12, 9, 12), 12, "of 9, 12, 12 what most reports give"), ((12, 9), 9, "of 9, 12 the lowest, as no figure has a majority"), ((7, 12, 12, 7), 7, "of 7, 7, 12, 12 what most reports give")],
)
def test_gtd_follows_the_majority_then_the_lowest_of_equally_recent_reports(numbers: tuple[int, ...], expected: int, why: str) -> None:
    rows = [told(str(n), tolls=[exactly(value)], publisher=f"P{n}") for n, value in enumerate(numbers)]
    found = estimate("gtd", rows)
    assert found is not None
    assert (found.total, found.reasons) == (Count.exactly(expected), (why,))


def test_gtd_prefers_the_most_recent_report_but_no_perpetrators_claim() -> None:
    rows = [
        told("1", who=[ISLAMIC_STATE], tolls=[exactly(8)], published=on(1), publisher="A"),
        told("2", who=[ISLAMIC_STATE], tolls=[exactly(11)], published=on(2), publisher="B"),
        told("3", who=[ISLAMIC_STATE], tolls=[said(exactly(40), "Islamic State")], published=on(3), publisher="C"),
    ]
    found = estimate("gtd", rows)
    assert found is not None
    assert (found.total, found.reasons) == (Count.exactly(11), ("the most recent report's figure",))
    only = estimate("gtd", rows[2:])
    assert only is not None
    assert (only.total, only.reasons) == (Count.exactly(40), ("only the perpetrator gives a number",))


def test_gtd_leaves_a_vague_figure_blank_and_keeps_the_known_part() -> None:
    vague = estimate("gtd", [worded(told("1", tolls=[toll(24)]), "dozens")])
    assert vague is not None
    assert (vague.total, vague.reasons) == (Count(), ("blank: 'dozens' is too vague",))
    rows = [told("1", kind="armed_clash", who=[ISLAMIC_STATE, ARMY], tolls=[toll(2, group=SIDE_A), exactly(5, group=SIDE_B)])]
    assert whole("gtd", *rows) == (5, 5, 5)


# Airwars: the least and the most of all credible sources by group; the belligerent's concession apart.


def test_range_spans_all_credible_sources_and_keeps_the_concession_apart() -> None:
    rows = [
        told("1", kind="air_drone_strike", who=[ISLAMIC_STATE], tolls=[exactly(5, group=CIVILIANS)], publisher="A"),
        told("2", kind="air_drone_strike", who=[ISLAMIC_STATE], tolls=[toll(7, None, 9, group=CIVILIANS)], publisher="B"),
        told("3", kind="air_drone_strike", who=[ISLAMIC_STATE], tolls=[said(exactly(2, group=CIVILIANS), "Islamic State")], publisher="C"),
    ]
    found = estimate("range", rows)
    assert found is not None
    assert (found.total, found.conceded) == (Count(5, None, 9), Count(2, None, 2))


def test_range_holds_only_a_concession_where_nobody_else_counts() -> None:
    found = estimate("range", [told("1", who=[ISLAMIC_STATE], tolls=[said(exactly(2, group=CIVILIANS), "Islamic State")])])
    assert found is not None
    assert (found.total, found.conceded, found.reasons) == (Count(), Count(2, None, 2), ("no source but side A gives a number",))


def test_range_keeps_groups_apart() -> None:
    rows = [told("1", kind="air_drone_strike", tolls=[exactly(4, group=CIVILIANS), exactly(6, group=SIDE_B)], publisher="A")]
    found = estimate("range", rows)
    assert found is not None
    assert [(c.group, c.low, c.high) for c in found.groups] == [(SIDE_B, 6, 6), (CIVILIANS, 4, 4)]


counts = st.integers(0, 60)
figures = st.builds(
    lambda low, more, further, group, mask: toll(
        low if mask & 1 else None, low + more if mask & 2 else None, low + more + further if mask & 4 else None, group=group
    ),
    counts, st.integers(0, 9), st.integers(0, 9), st.sampled_from([SIDE_A, SIDE_B, CIVILIANS, UNKNOWN]), st.integers(1, 7),
)  # fmt: skip
reports = st.lists(
    st.tuples(st.lists(figures, max_size=4), st.integers(0, 3), st.sampled_from(["A", "B", None]), st.sampled_from([None, "Islamic State", "police"])), min_size=1, max_size=4
)


@given(reports=reports, policy=st.sampled_from(sorted(POLICIES)), kind=st.sampled_from(["attack", "armed_clash", "suicide_bomb"]))
@settings(max_examples=150, deadline=None)
def test_low_best_and_high_are_in_order_whatever_the_figures_and_their_order(
    reports: list[tuple[list[Casualty], int, str | None, str | None]], policy: str, kind: str
) -> None:
    rows = [
        told(str(n), kind=kind, who=[ISLAMIC_STATE], tolls=[said(t, by) for t in tolls], published=on(day), publisher=publisher)
        for n, (tolls, day, publisher, by) in enumerate(reports)
    ]
    found = estimates(event_of(*rows), rows, BOOK, policy)
    assert found == estimates(event_of(*rows[::-1]), rows[::-1], BOOK, policy)
    for one in found:
        for low, best, high in [(one.total.low, one.total.best, one.total.high), *((c.low, c.best, c.high) for c in one.groups)]:
            known = [n for n in (low, best, high) if n is not None]
            assert known == sorted(known)
