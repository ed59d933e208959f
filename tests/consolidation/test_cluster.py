"""Accounts to events: what merges, what stays apart, and that nothing depends on the order."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.consolidation import Told, consolidate, derive
from cairn.consolidation.meeting import ranges
from cairn.consolidation.passage import NOTHING
from cairn.consolidation.side import Side
from cairn.consolidation.traits import rows as traits_of
from cairn.model import ActorKind, Participant, Role, When, WhenPrecision
from tests.consolidation.arbitrary import accounts
from tests.consolidation.factories import (
    BOOK,
    DAY,
    GUNMEN,
    ISLAMIC_STATE,
    KABUL,
    KRASNOGORSK,
    MOSCOW,
    NEXT,
    PEOPLE,
    TALIBAN,
    at_least,
    between,
    exactly,
    merged,
    person,
    told,
    undated,
)

TODAY = When.on(DAY)
CIVILIANS = Participant(Role.VICTIM, "Civilians (Afghanistan)", None, ActorKind.CIVILIANS)
POLICE = Participant(Role.SIDE_B, "Police Forces of Afghanistan", "police_af", ActorKind.STATE_FORCE)
WEEK = between(DAY - timedelta(days=4), DAY + timedelta(days=2), WhenPrecision.WEEK)
CROCUS = [
    told("1", when=TODAY, where=KRASNOGORSK, who=[ISLAMIC_STATE, PEOPLE], tolls=[at_least(40)], published=DAY),
    told("2", when=TODAY, where=KRASNOGORSK, who=[GUNMEN], tolls=[exactly(133)], published=NEXT),
    told("3", when=TODAY, where=KRASNOGORSK, who=[GUNMEN], tolls=[exactly(137)], published=DAY + timedelta(days=2)),
    told("4", when=WEEK, where=MOSCOW, who=[ISLAMIC_STATE], tolls=[exactly(144)], published=DAY + timedelta(days=7)),
]


def test_one_attack_in_four_reports_is_one_event_with_the_last_toll() -> None:
    four = [*CROCUS[:3], replace(CROCUS[3], account=told("4", when=WEEK, where=KRASNOGORSK, tolls=[exactly(144)]).account)]
    ((event, ids),) = consolidate(four, BOOK)
    assert ids == ("a1", "a2", "a3", "a4")
    assert (event.id, event.when.start, event.where.name, event.casualties[0].best) == ("e1", DAY, "Krasnogorsk", 144)
    assert event.reports == ("report-1", "report-2", "report-3", "report-4")


def test_two_attacks_of_one_day_in_one_city_by_one_actor_stay_apart() -> None:
    bus = [told(n, kind="suicide_bomb", when=TODAY, where=KABUL, who=[TALIBAN, CIVILIANS], tolls=[exactly(11)]) for n in "12"]
    gate = [told(n, kind="attack", when=TODAY, where=KABUL, who=[TALIBAN, POLICE], tolls=[exactly(43)]) for n in "34"]
    judge, editor = (
        told(n, when=TODAY, where=KABUL, who=[TALIBAN, person(name)], tolls=[exactly(1)])
        for n, name in (("5", "Zahra Wardak"), ("6", "Ahmad Karimi"))
    )
    assert merged(*bus, *gate, judge, editor) == [{"1", "2"}, {"3", "4"}, {"5"}, {"6"}]


def test_two_accounts_of_one_report_never_merge_even_through_a_third() -> None:
    one, two = (told(n, when=TODAY, where=KABUL, report="r") for n in "12")
    third = told("3", when=TODAY, where=KABUL)
    assert sorted(map(len, merged(one, two, third))) == [1, 2]


def test_a_vague_report_does_not_chain_two_days_together() -> None:
    days = [told(f"{n}", when=When.on(DAY + timedelta(days=n)), where=KABUL, who=[TALIBAN]) for n in range(2)]
    vague = told("7", when=WEEK, where=KABUL, who=[TALIBAN])
    assert sorted(map(len, merged(*days, vague))) == [1, 2]


def test_weak_likenesses_do_not_chain() -> None:
    town = told("1", when=TODAY, where=KRASNOGORSK, who=[ISLAMIC_STATE], tolls=[exactly(40)])
    between_ = told("2", when=TODAY, where=KRASNOGORSK, who=[GUNMEN], tolls=[exactly(70)])
    other = told("3", when=TODAY, where=KRASNOGORSK, who=[TALIBAN], tolls=[exactly(400)])
    assert {"1", "2"} in merged(town, between_, other)


def test_the_id_is_that_of_the_earliest_report_and_stays_when_later_ones_come_in() -> None:
    first = told("9", when=TODAY, where=KABUL, published=DAY)
    later = [told(n, when=TODAY, where=KABUL, published=NEXT) for n in "123"]
    unknown = told("0", when=TODAY, where=KABUL, published=None)
    for n in range(4):
        ((event, _),) = consolidate([unknown, *later[:n], first], BOOK)
        assert event.id == "e9"


def test_an_account_that_comes_twice_counts_once() -> None:
    one = told("1", when=TODAY, where=KABUL)
    assert consolidate([one, one, replace(one, published=None)], BOOK) == consolidate([one], BOOK)
    assert consolidate([], BOOK) == []


def test_vague_and_unknown_times_and_places_are_compared_with_all_that_they_can_meet() -> None:
    month = between(date(2024, 3, 1), date(2024, 3, 31), WhenPrecision.MONTH)
    rows = [
        told("0", when=TODAY, where=KABUL), told("1", when=month, where=KABUL), told("2", where=KABUL), told("3", when=TODAY),
        told("4", when=TODAY, where=MOSCOW), told("5", when=When.on(NEXT), where=KABUL), told("6", when=undated(NEXT), where=KABUL),
    ]  # fmt: skip
    sides = [Side.of(derive(f"e{n}", [row], BOOK), NOTHING, BOOK) for n, row in enumerate(rows)]
    found = [pair for part in ranges(traits_of(sides, BOOK)) for i, j in part.pairs(3) for pair in zip(i.tolist(), j.tolist(), strict=True)]
    assert len(found) == len(set(found))
    met = {tuple(sorted(pair)) for pair in found}
    assert {(0, 1), (0, 2), (0, 3), (1, 5), (2, 5), (2, 3), (3, 4), (0, 6), (5, 6), (1, 3)} <= met
    assert not {(0, 4), (0, 5), (1, 4), (3, 5), (4, 5)} & met


@settings(max_examples=60, deadline=None)
@given(accounts(), st.integers(0, 10_000))
def test_the_order_of_accounts_changes_nothing(given_: list[Told], seed: int) -> None:
    shuffled = list(given_)
    Random(seed).shuffle(shuffled)
    assert consolidate(shuffled, BOOK) == consolidate(given_, BOOK)


@settings(max_examples=60, deadline=None)
@given(accounts())
def test_every_account_is_in_one_event_and_no_event_holds_two_of_one_report(given_: list[Told]) -> None:
    reports = {t.account.id: t.account.report for t in given_}
    found = consolidate(given_, BOOK)
    assert sorted(a for _, ids in found for a in ids) == sorted(reports)
    for event, ids in found:
        assert len({reports[a] for a in ids}) == len(ids) == len(event.reports)
        assert event.id[1:] in {a[1:] for a in ids}
