"""Which two accounts tell of one event: cases a casualty recorder would decide the same way."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from cairn.consolidation import Block, Told, derive, score
from cairn.consolidation.alike import alike_types
from cairn.consolidation.passage import NOTHING, Passage
from cairn.consolidation.score import SAME_EVENT
from cairn.model import ActorKind, Participant, Place, Role, Status, When, WhenPrecision, WherePrecision
from tests.consolidation.arbitrary import accounts
from tests.consolidation.factories import (
    ABDUCTED,
    ARMY,
    BOOK,
    DAY,
    GUNMEN,
    ISLAMIC_STATE,
    KABUL,
    KRASNOGORSK,
    MOSCOW,
    NEXT,
    OBLAST,
    PEOPLE,
    TALIBAN,
    at_least,
    between,
    exactly,
    person,
    scored,
    told,
    undated,
)

TODAY = When.on(DAY)
WEEK = between(DAY - timedelta(days=4), DAY + timedelta(days=2), WhenPrecision.WEEK, "last week")
MONTH = between(date(2024, 3, 1), date(2024, 3, 31), WhenPrecision.MONTH, "in March")
YEAR = between(date(2024, 1, 1), date(2024, 12, 31), WhenPrecision.YEAR, "in 2024")
CIVILIANS_AF = Participant(Role.VICTIM, "Civilians (Afghanistan)", None, ActorKind.CIVILIANS)
POLICE_AF = Participant(Role.SIDE_B, "Police Forces of Afghanistan", "police_af", ActorKind.STATE_FORCE)
RUSSIAN_ARMY = Participant(Role.SIDE_A, "Military Forces of Russia", "military_ru", ActorKind.STATE_FORCE)
CIVILIANS_UA = Participant(Role.VICTIM, "Civilians (Ukraine)", None, ActorKind.CIVILIANS)
KHARKIV = Place("Kharkiv", "UA", "Kharkiv Oblast", None, 49.99, 36.23, WherePrecision.EXACT, "706483")
CHUHUIV = Place("Chuhuiv", "UA", "Kharkiv Oblast", None, 49.84, 36.69, WherePrecision.EXACT, "710129")
UKRAINE = Place("Ukraine", "UA", None, None, 49.0, 32.0, WherePrecision.COUNTRY, "690791")
AFGHANISTAN = Place("Afghanistan", "AF", None, None, 33.0, 66.0, WherePrecision.COUNTRY, "1149361")
SADD = Place("Tell Sadd", "SY", surface="Tell Sadd")
SHELLING, BOMBING, KIDNAP = "shelling_artillery_missile_attack", "suicide_bomb", "abduction_forced_disappearance"
LATER = undated(DAY + timedelta(days=7))


@pytest.mark.parametrize(
    ("a", "b", "case"),
    [
        (
            told("1", when=TODAY, where=KRASNOGORSK, who=[ISLAMIC_STATE, PEOPLE], tolls=[at_least(40)]),
            told("2", when=TODAY, where=MOSCOW, who=[ISLAMIC_STATE], tolls=[exactly(133)]),
            "a city and its suburb, a revised toll",
        ),
        (
            told("1", when=TODAY, where=KRASNOGORSK, who=[ISLAMIC_STATE], tolls=[at_least(40)]),
            told("2", when=WEEK, where=KRASNOGORSK, who=[GUNMEN], tolls=[exactly(144)]),
            "last week, gunmen, a revised toll",
        ),
        (
            told("1", when=TODAY, where=KRASNOGORSK, tolls=[at_least(40)]),
            told("2", when=WEEK, where=OBLAST, tolls=[exactly(144)]),
            "last week, the province, no actor",
        ),
        (
            told("1", when=undated(NEXT), where=KHARKIV),
            told("2", when=TODAY, where=KHARKIV),
            "no day told, published the day after",
        ),
        (
            told("1", kind=SHELLING, when=undated(DAY), where=KHARKIV, who=[RUSSIAN_ARMY]),
            told("2", kind=SHELLING, when=undated(NEXT), where=KHARKIV, who=[RUSSIAN_ARMY]),
            "no day told by either, published on two days running",
        ),
        (
            told("1", when=WEEK, where=KABUL, who=[TALIBAN, person("Mohammed Karimi")], tolls=[exactly(1)]),
            told("2", when=TODAY, where=KABUL, who=[person("Muhammad Karimi")], tolls=[exactly(1)]),
            "a person in two spellings",
        ),
        (
            told("1", when=WEEK, where=SADD),
            told("2", when=TODAY, where=replace(SADD, name="Tall Sadd")),
            "a village that no gazetteer knows",
        ),
        (
            told("1", when=TODAY, where=KABUL, who=[TALIBAN]),
            told("2", when=MONTH, where=KABUL, who=[TALIBAN], main=False),
            "in March",
        ),
        (
            told("1", when=TODAY, where=KABUL, who=[TALIBAN], tolls=[exactly(63)]),
            told("2", when=YEAR, where=KABUL, who=[TALIBAN], main=False, tolls=[exactly(63)]),
            "in 2024, but 63 dead",
        ),
        (
            told("1", when=TODAY, where=KABUL, who=[TALIBAN], tolls=[exactly(12)]),
            told("2", when=LATER, where=KABUL, who=[TALIBAN], main=False, tolls=[exactly(12)]),
            "recalled a week later with its toll",
        ),
        (
            told("1", when=TODAY, where=KHARKIV, who=[RUSSIAN_ARMY, CIVILIANS_UA], tolls=[exactly(50)]),
            told("2", when=TODAY, where=UKRAINE, who=[RUSSIAN_ARMY], tolls=[exactly(50)]),
            "the country alone, but the same toll",
        ),
        (
            told("1", kind=KIDNAP, when=TODAY, where=KABUL, tolls=[exactly(287, outcome=ABDUCTED)]),
            told("2", kind=KIDNAP, when=TODAY, where=KABUL, main=False, tolls=[exactly(137, outcome=ABDUCTED)]),
            "a disputed number of abducted",
        ),
        (
            told("1", kind="leadership_change", when=TODAY, where=AFGHANISTAN, who=[TALIBAN, person("Haibatullah Akhundzada")]),
            told("2", kind="leadership_change", when=WEEK, who=[TALIBAN, person("Hibatullah Akhunzada")]),
            "a successor, no place told",
        ),
        (
            told("1", kind="agreement", when=TODAY, where=KABUL, who=[TALIBAN, ARMY]),
            told(
                "2",
                kind="agreement",
                when=WEEK,
                where=KABUL,
                who=[replace(ARMY, role=Role.SIDE_A), replace(TALIBAN, role=Role.SIDE_B)],
            ),
            "parties in another order",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_event_told_in_two_ways_reaches_the_threshold(a: Told, b: Told, case: str) -> None:
    assert scored(a, b) >= SAME_EVENT, case


@pytest.mark.parametrize(
    ("a", "b", "case"),
    [
        (
            told("1", kind=BOMBING, when=TODAY, where=KABUL, who=[TALIBAN, CIVILIANS_AF], tolls=[exactly(11)]),
            told("2", when=TODAY, where=KABUL, who=[TALIBAN, POLICE_AF], tolls=[exactly(43)]),
            "another type, target and toll",
        ),
        (
            told("1", kind=BOMBING, when=TODAY, where=KABUL, who=[TALIBAN, CIVILIANS_AF], tolls=[exactly(11)]),
            told("2", kind=BOMBING, when=TODAY, where=KABUL, who=[TALIBAN, POLICE_AF], tolls=[exactly(2)]),
            "another target and toll",
        ),
        (
            told("1", kind=BOMBING, when=TODAY, where=KABUL, who=[TALIBAN], tolls=[exactly(11)]),
            told("2", kind=BOMBING, when=TODAY, where=KABUL, who=[TALIBAN], tolls=[exactly(60)]),
            "a wholly other toll, both exact",
        ),
        (
            told("1", when=TODAY, where=KABUL, who=[TALIBAN, person("Ahmad Karimi")], tolls=[exactly(1)]),
            told("2", when=TODAY, where=KABUL, who=[TALIBAN, person("Zahra Wardak")], tolls=[exactly(1)]),
            "two persons shot",
        ),
        (
            told("1", kind=BOMBING, when=TODAY, where=KABUL, who=[TALIBAN]),
            told("2", kind="air_drone_strike", when=TODAY, where=KABUL, who=[RUSSIAN_ARMY]),
            "another type and actor",
        ),
        (
            told("1", kind=SHELLING, when=TODAY, where=KHARKIV, who=[RUSSIAN_ARMY, CIVILIANS_UA], tolls=[exactly(2)]),
            told("2", kind=SHELLING, when=TODAY, where=CHUHUIV, who=[RUSSIAN_ARMY, CIVILIANS_UA], tolls=[exactly(3)]),
            "two towns 37 km apart",
        ),
        (
            told("1", kind="air_drone_strike", when=TODAY, where=KHARKIV, who=[RUSSIAN_ARMY]),
            told(
                "2",
                kind="air_drone_strike",
                when=TODAY,
                where=replace(CHUHUIV, latitude=49.99, longitude=36.36),
                who=[RUSSIAN_ARMY],
            ),
            "two towns 9 km apart",
        ),
        (
            told("1", kind=SHELLING, when=undated(DAY), where=KHARKIV, who=[RUSSIAN_ARMY]),
            told("2", kind=SHELLING, when=undated(DAY + timedelta(days=5)), where=KHARKIV, who=[RUSSIAN_ARMY]),
            "shelling without a day, five days apart",
        ),
        (
            told("1", kind=SHELLING, when=TODAY, where=KHARKIV, who=[RUSSIAN_ARMY]),
            told("2", kind=SHELLING, when=TODAY, where=UKRAINE, who=[RUSSIAN_ARMY]),
            "the country alone",
        ),
        (told("1", kind="armed_clash", when=TODAY), told("2", kind="armed_clash", when=TODAY), "no place at all"),
        (told("1", when=TODAY, where=KABUL, who=[TALIBAN]), told("2", when=YEAR, where=KABUL, who=[TALIBAN]), "in 2024"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_two_events_that_look_alike_stay_below_the_threshold(a: Told, b: Told, case: str) -> None:
    assert scored(a, b) < SAME_EVENT, case


@pytest.mark.parametrize(
    ("a", "b", "feature"),
    [
        (told("1", report="r"), told("2", report="r"), "report"),
        (told("1", status=Status.PLANNED), told("2"), "status"),
        (told("1", kind="arrests"), told("2", kind="attack"), "type"),
        (told("1", when=TODAY), told("2", when=When.on(NEXT)), "time"),
        (told("1", when=TODAY), told("2", when=undated(DAY - timedelta(days=1))), "time"),
        (told("1", when=TODAY), told("2", when=undated(DAY + timedelta(days=11))), "time"),
        (told("1", where=KABUL), told("2", where=MOSCOW), "place"),
        (told("1", where=KHARKIV), told("2", where=replace(KHARKIV, name="Izium", latitude=49.2, gazetteer_id="1")), "place"),
    ],
)
def test_what_keeps_two_events_apart_whatever_else_they_share(a: Told, b: Told, feature: str) -> None:
    found = score(derive("e1", [a], BOOK), derive("e2", [b], BOOK), BOOK)
    assert found.value == float("-inf")
    assert [r.feature for r in found.reasons if r.veto] == [feature]
    assert found.reasons[-1].veto, "and nothing is asked after it"


@pytest.mark.parametrize(
    ("published", "meets"),
    [(DAY, True), (DAY + timedelta(days=366), True), (DAY + timedelta(days=367), False), (DAY - timedelta(days=1), False), (date(1, 1, 5), False), (None, True)],
)
def test_a_report_without_any_time_is_about_the_year_before_it(published: date | None, meets: bool) -> None:
    event, dated = derive("e1", [told("1")], BOOK), derive("e2", [told("2", when=TODAY)], BOOK)
    time = next(r for r in score(event, dated, BOOK, (Passage(published), NOTHING)).reasons if r.feature == "time")
    assert (time.level, time.veto) == (("untold", False) if meets else ("", True)), time.text
    block = Block.of(event, published)
    assert (block.first <= DAY <= block.last) is meets


def test_an_open_toll_does_not_contradict_a_higher_one() -> None:
    low, high = (
        told("1", when=TODAY, where=KABUL, tolls=[at_least(3)]),
        told("2", when=TODAY, where=KABUL, tolls=[exactly(60)]),
    )
    assert scored(low, high) > scored(told("1", when=TODAY, where=KABUL, tolls=[exactly(3)]), high)


def test_alike_types_are_types_of_the_codebook() -> None:
    assert {kind for pair in alike_types() for kind in pair} <= set(BOOK.types)


@settings(max_examples=60, deadline=None)
@given(accounts(most=2))
def test_a_score_does_not_depend_on_who_comes_first_and_says_why(given_: list[Told]) -> None:
    a, b = derive("e1", given_[:1], BOOK), derive("e2", given_[-1:], BOOK)
    assert score(a, b, BOOK) == score(b, a, BOOK)
    assert all(reason.text for reason in score(a, b, BOOK).reasons)


def test_a_toll_far_off_is_no_far_place() -> None:
    rows = [told(n, when=TODAY, where=KABUL, tolls=[exactly(k)]) for n, k in (("1", 2), ("2", 90))]
    text = "Gunmen attacked a shop in Kabul."
    passages = tuple(Told.of(row.account, text, published=row.published, publisher=None).passage for row in rows)
    reasons = score(derive("e0", rows[:1], BOOK), derive("e1", rows[1:], BOOK), BOOK, (passages[0], passages[1])).reasons
    assert [r.level for r in reasons if r.feature == "tolls"] == ["far"]
    assert [r.level for r in reasons if r.feature == "place"] == ["same_exact"]


ONDO = Place("Ondo", "NG", "Ondo", None, 7.09, 4.84, WherePrecision.EXACT, "2326171")
OWO = Place("Owo", "NG", "Ondo", None, 7.20, 5.59, WherePrecision.EXACT, "2325506")
NARA = Place("Nara", "JP", "Nara", None, 34.69, 135.80, WherePrecision.EXACT, "1855612")
TOKYO = Place("Tokyo", "JP", "Tokyo", None, 35.69, 139.69, WherePrecision.EXACT, "1850147")


def test_a_town_that_bears_the_provinces_name_may_be_the_province() -> None:
    one, other = (derive(f"e{n}", [told(str(n), when=TODAY, where=p)], BOOK) for n, p in enumerate((ONDO, OWO)))
    assert "far_named" in {r.level for r in score(one, other, BOOK).reasons}


@pytest.mark.parametrize(("names", "one"), [(("Shinzo Abe", "Shinzo Abe"), True), (("Shinzo Abe", "Taro Suzuki"), False)])
def test_one_victim_is_hit_in_one_place(names: tuple[str, str], one: bool) -> None:
    rows = [told(str(n), when=TODAY, where=p, who=[person(name)]) for n, (p, name) in enumerate(zip((NARA, TOKYO), names, strict=True))]
    first, second = (derive(f"e{n}", [row], BOOK) for n, row in enumerate(rows))
    assert ("far_named" in {r.level for r in score(first, second, BOOK).reasons}) is one
