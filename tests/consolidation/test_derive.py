"""Accounts to one event: each field's rule, and the evidence behind each value."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from cairn.consolidation import Told
from cairn.model import (
    ActorKind,
    ClaimField,
    Event,
    Participant,
    Place,
    Role,
    Status,
    When,
    WhenBasis,
    WhenPrecision,
    WherePrecision,
)
from tests.consolidation.arbitrary import accounts
from tests.consolidation.factories import (
    ARMY,
    DAY,
    GUNMEN,
    ISLAMIC_STATE,
    KABUL,
    KRASNOGORSK,
    MOSCOW,
    NEXT,
    OBLAST,
    PEOPLE,
    RUSSIA,
    SIDE_B,
    TALIBAN,
    UNKNOWN,
    between,
    event_of,
    exactly,
    person,
    told,
    undated,
)

WEEK = between(DAY - timedelta(days=4), NEXT + timedelta(days=1), WhenPrecision.WEEK, "last week")


def roles(event: Event) -> list[tuple[str, str]]:
    return [(p.role.value, p.name) for p in event.participants]


def test_the_type_that_weighs_most_is_the_events_and_a_tie_goes_to_the_higher_in_the_hierarchy() -> None:
    two = [told("1", kind="attack"), told("2", kind="suicide_bomb")]
    assert event_of(*two).type == "suicide_bomb"
    assert event_of(*two, told("3", kind="attack")).type == "attack"


def test_an_event_is_main_where_at_least_one_report_is_about_it() -> None:
    assert event_of(told("1"), told("2", main=False), told("3", main=False)).main
    assert not event_of(told("2", main=False), told("3", main=False)).main


def test_an_account_that_does_not_say_what_happened_is_refused() -> None:
    one = told("1")
    bare = replace(one, account=replace(one.account, claims=one.account.claims[1:]))
    with pytest.raises(ValueError, match="without a claim of type"):
        event_of(bare)


def test_a_qualifier_that_can_not_be_said_of_the_type_is_left_out() -> None:
    assert event_of(told("1", kind="air_drone_strike", qualifiers=["targeted", "drone"])).qualifiers == ("targeted", "drone")
    assert event_of(told("1", kind="peaceful_protest", qualifiers=["drone", "own"])).qualifiers == ("own",)


def test_the_finest_time_is_taken_and_of_equally_fine_ones_that_of_most_reports() -> None:
    assert event_of(told("1", when=WEEK), told("2", when=When.on(DAY))).when.start == DAY
    days = [told("1", when=When.on(DAY)), told("2", when=When.on(NEXT)), told("3", when=When.on(NEXT))]
    assert event_of(*days).when.start == NEXT


def test_a_month_that_a_text_names_is_finer_than_the_day_of_publication() -> None:
    month = between(date(2024, 3, 1), date(2024, 3, 31), WhenPrecision.MONTH, "in March")
    assert event_of(told("1", when=undated(DAY)), told("2", when=month)).when == month


def test_publication_only_bounds_a_time_and_the_earliest_bounds_it_best() -> None:
    event = event_of(told("1", when=undated(NEXT)), told("2", when=undated(DAY)))
    assert (event.when.start, event.when.end, event.when.basis) == (None, DAY, WhenBasis.PUBLISHED)


def test_no_time_at_all_is_unknown_and_has_no_evidence() -> None:
    event = event_of(told("1", when=When()))
    assert event.when == When()
    assert not [e for e in event.evidence if e.field == "when"]


@pytest.mark.parametrize(
    ("places", "expected", "why"),
    [
        ([OBLAST, KRASNOGORSK], KRASNOGORSK, "the finest that lies in what the other gives"),
        ([RUSSIA, OBLAST], OBLAST, "a province in a country"),
        ([MOSCOW, KRASNOGORSK, KRASNOGORSK], KRASNOGORSK, "two towns: most reports"),
        ([KABUL, OBLAST, OBLAST, RUSSIA], OBLAST, "one town that no other report can agree with"),
        ([replace(KRASNOGORSK, precision=WherePrecision.NEAR), KRASNOGORSK], KRASNOGORSK, "in a town is finer than near it"),
        ([Place("Sadd", None), RUSSIA], RUSSIA, "a bare name is no finer than a country"),
    ],
)
def test_the_place_is_the_finest_that_most_reports_agree_with(places: list[Place], expected: Place, why: str) -> None:
    assert event_of(*(told(f"{n}", where=place) for n, place in enumerate(places))).where == expected, why


def test_every_report_that_names_the_place_is_evidence_of_it_and_no_other() -> None:
    event = event_of(told("1", where=KRASNOGORSK), told("2", where=MOSCOW), told("3", where=KRASNOGORSK))
    assert [e.report for e in event.evidence if e.field == "where"] == ["report-1", "report-3"]


def test_a_nameless_group_is_left_out_where_another_report_names_it() -> None:
    event = event_of(told("1", who=[GUNMEN, PEOPLE]), told("2", who=[ISLAMIC_STATE]))
    assert roles(event) == [("side_a", "Islamic State"), ("side_b", "Civilians (Russia)")]


def test_a_nameless_group_beside_a_named_one_in_one_report_is_another() -> None:
    assert len(event_of(told("1", who=[GUNMEN, ISLAMIC_STATE]), told("2", who=[ISLAMIC_STATE])).participants) == 2


def test_named_civilians_do_not_stand_for_a_nameless_group() -> None:
    group = replace(GUNMEN, role=Role.SIDE_B)
    civilians = replace(PEOPLE, actor="civilians_ru")
    assert len(event_of(told("1", who=[group]), told("2", who=[civilians])).participants) == 2


def test_a_title_is_left_out_where_another_report_names_the_person() -> None:
    assert roles(event_of(told("1", who=[person("a senior commander")]), told("2", who=[person("Akhtar Mansour")]))) == [
        ("target", "Akhtar Mansour")
    ]


def test_a_person_keeps_the_fullest_spelling() -> None:
    event = event_of(
        told("1", who=[person("Mansour")]), told("2", who=[person("Akhtar Mansour")]), told("3", who=[person("Akhtar Mansur")])
    )
    assert roles(event) == [("target", "Akhtar Mansour")]


def test_two_persons_whom_one_report_tells_apart_are_two() -> None:
    assert len(event_of(told("1", who=[person("Ali Hassan"), person("Ali Hasan")])).participants) == 2


def test_an_actor_stands_on_the_side_on_which_most_reports_put_it() -> None:
    other = replace(ISLAMIC_STATE, role=Role.SIDE_B)
    event = event_of(told("1", who=[ISLAMIC_STATE]), told("2", who=[other]), told("3", who=[ISLAMIC_STATE]))
    assert roles(event) == [("side_a", "Islamic State")]


def test_a_battle_told_the_other_way_round_is_turned() -> None:
    straight = told("1", kind="armed_clash", who=[ISLAMIC_STATE, ARMY])
    turned = told("2", kind="armed_clash", who=[replace(ARMY, role=Role.SIDE_A), replace(ISLAMIC_STATE, role=Role.SIDE_B)])
    event = event_of(straight, turned)
    assert roles(event) == [("side_a", "Islamic State"), ("side_b", "Military Forces of Niger")]
    assert {e.report for e in event.evidence if e.field == "participants[1]"} == {"report-1", "report-2"}


def test_one_name_with_and_without_the_registrys_id_is_one_actor() -> None:
    unlinked = replace(TALIBAN, actor=None)
    assert event_of(told("1", who=[unlinked], score=0.99), told("2", who=[TALIBAN])).participants == (TALIBAN,)


def test_indices_of_evidence_agree_with_the_order_of_the_values() -> None:
    figures = [exactly(26), exactly(14, group=SIDE_B)]
    event = event_of(told("1", who=[PEOPLE, ISLAMIC_STATE], tolls=figures, weapons=["rifles", "Rifles", "a bomb"]))
    at = {e.field: e.start for e in event.evidence}
    assert [p.name for p in event.participants] == ["Islamic State", "Civilians (Russia)"]
    assert (at["participants[0]"], at["participants[1]"]) == (40, 30)
    assert [c.group for c in event.casualties] == [SIDE_B, UNKNOWN]
    assert (at["casualties[0]"], at["casualties[1]"]) == (210, 200)
    assert [w.surface for w in event.weapons] == ["rifles", "a bomb"]
    assert "weapons[2]" not in at


def test_the_evidence_of_a_toll_begins_with_the_report_whose_figure_it_is() -> None:
    event = event_of(told("1", tolls=[exactly(40)], published=DAY), told("2", tolls=[exactly(133)], published=NEXT))
    assert [e.report for e in event.evidence if e.field == "casualties[0]"] == ["report-2", "report-1"]


def test_confidence_rests_on_the_claims_that_say_so_and_grows_with_reports() -> None:
    one = event_of(told("1", score=0.5)).confidence
    assert event_of(told("1", score=0.5), told("2", score=0.5)).confidence > one
    outvoted = event_of(told("1", score=0.5), told("2", score=0.5), told("3", kind="armed_clash", score=0.7))
    assert outvoted.type == "attack"
    assert outvoted.confidence < event_of(told("1", score=0.7), told("2", score=0.5), told("3", score=0.5)).confidence


LISTS = (ClaimField.QUALIFIER, ClaimField.PARTICIPANT, ClaimField.CASUALTY, ClaimField.WEAPON)


@settings(max_examples=80, deadline=None)
@given(accounts(most=4))
def test_every_value_has_evidence_and_every_evidence_a_value(given_: list[Told]) -> None:
    event = event_of(*given_)
    paths = {e.field for e in event.evidence}
    expected = {"type", "status", "main", "summary", "confidence"}
    expected |= {"when"} if event.when.known else set()
    expected |= {"where"} if event.where != Place() else set()
    expected |= {f"{field}[{n}]" for field in LISTS for n in range(len(getattr(event, field)))}
    assert paths == expected
    assert {e.report for e in event.evidence} == set(event.reports)
    assert all(re.fullmatch(r"[a-z]+(\[\d+\])?", path) for path in paths)


@settings(max_examples=80, deadline=None)
@given(accounts(most=4))
def test_an_event_does_not_depend_on_the_order_of_its_accounts(given_: list[Told]) -> None:
    assert event_of(*given_) == event_of(*reversed(given_)) == event_of(*given_[1:], given_[0], given_[0])


@settings(max_examples=80, deadline=None)
@given(accounts(most=4))
def test_no_actor_stands_on_both_sides_and_none_twice_in_a_role(given_: list[Told]) -> None:
    event = event_of(*given_)
    ids = [(p.role, p.actor or p.name.lower()) for p in event.participants]
    assert len(ids) == len(set(ids))
    assert not {p.actor for p in event.by_role(Role.SIDE_A) if p.actor} & {
        p.actor for p in event.by_role(Role.SIDE_B) if p.actor
    }


def test_statuses_go_by_weight() -> None:
    reports = [told("1", status=Status.ATTEMPTED), told("2", status=Status.FOILED), told("3", status=Status.FOILED)]
    assert event_of(*reports).status is Status.FOILED


def test_participants_without_kind_or_id_are_kept_under_their_own_names() -> None:
    one, two = (
        Participant(Role.SIDE_A, name, None, ActorKind.UNKNOWN, name) for name in ("Dan Na Ambassagou", "Katiba Macina")
    )
    assert len(event_of(told("1", who=[one]), told("2", who=[two])).participants) == 2
