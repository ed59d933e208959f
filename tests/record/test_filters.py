"""Filters, pages, points and counts say on both databases what going through all events one by one says."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from math import cos, hypot, radians
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.model import (
    ActorKind,
    Casualty,
    CasualtyGroup,
    Event,
    Outcome,
    Participant,
    Place,
    ReviewState,
    Role,
    Status,
    When,
    WhenPrecision,
    WherePrecision,
)
from cairn.record import EVERY_STATE, Box, CountRow, EventFilter, Group, Order, Record
from cairn.record.facts import DEGREE_KM, priority, radius_km
from cairn.record.overview import points
from cairn.record.wanted import COUNTED

from .factories import BASE, account_of, coded_of, event_of, report_of, settle

DAY = date(2024, 3, 15)
KINDS = ("attack", "armed_clash", "arrests")
OTHER = report_of("Another report of another strike.")


def made(number: int, random: Random) -> Event:
    """Any event, with what filters ask for in many combinations."""
    day = random.choice([None, DAY + timedelta(days=random.randrange(40))])
    precision = random.choice(list(WherePrecision))
    point = random.choice([(None, None), (random.uniform(-90, 90), random.uniform(-180, 180)), (random.uniform(-20, 20), random.choice([-179.5, 179.5, 0.0]))])
    low = random.randrange(9)
    return event_of(
        f"e{number:03}", type=random.choice(KINDS), main=random.random() < 0.5,
        when=random.choice([When.on(day), When(None, day), When(day, None)]) if day else When(),
        where=Place("Somewhere", random.choice(["IQ", "SY", None]), random.choice(["Al Anbar", None]), None, *point, precision),
        participants=tuple(Participant(Role.SIDE_A, f"Group {n}", random.choice([None, f"g{n}"]), ActorKind.REBEL_GROUP) for n in random.sample(range(4), random.randrange(3))),
        casualties=random.choice([(), (Casualty(Outcome.KILLED, CasualtyGroup.CIVILIANS, low, low + 1, random.choice([None, low + 2])),), (Casualty(Outcome.KILLED, CasualtyGroup.UNKNOWN, None, None, low),)]),
        confidence=round(random.random(), 2), summary=random.choice(["A strike in Brasília.", "Something 100% else."]), evidence=(),
        review=random.choice(list(ReviewState)),
    )  # fmt: skip


EVENTS = [made(n, Random(n)) for n in range(120)]
SHOWN = [e for e in EVENTS if e.review is not ReviewState.REJECTED]
PROPERTY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def filled(record: Record) -> Record:
    """A record of many different events; the first two rest on an account."""
    record.add(coded_of())
    record.add(coded_of(OTHER))
    homes = {EVENTS[0].id: (account_of(BASE).id,), EVENTS[1].id: (account_of(OTHER).id,)}
    settle(record, [(event, homes.get(event.id, ())) for event in EVENTS])
    return record


def found(record: Record, wanted: EventFilter) -> set[str]:
    return {event.id for event in record.events(wanted)}


def within(event: Event, box: Box) -> bool:
    """By the definition: some point of the box, on any turn of the globe, lies within the circle."""
    where, reach = event.where, radius_km(event.where)
    if where.latitude is None or where.longitude is None or reach is None:
        return False
    east = box.east if box.west <= box.east else box.east + 360
    north = max(0.0, box.south - where.latitude, where.latitude - box.north) * DEGREE_KM
    away = min(max(0.0, box.west - where.longitude - turn, where.longitude + turn - east) for turn in (-360, 0, 360)) * DEGREE_KM * cos(radians(where.latitude))
    return hypot(north, away) <= reach + 1e-9


LATITUDES, LONGITUDES = st.sampled_from([-90, -21.5, -3, 0, 4.25, 30, 90]), st.sampled_from([-180, -179.5, -170, -20, 0, 0.5, 90, 179, 179.5, 180])
BOXES = st.builds(lambda w, e, s, n: Box(w, min(s, n), e, max(s, n)), LONGITUDES, LONGITUDES, LATITUDES, LATITUDES)


@given(box=BOXES)
@PROPERTY
def test_a_box_holds_what_may_have_been_in_it_also_across_the_antimeridian(filled: Record, box: Box) -> None:
    assert found(filled, EventFilter(bbox=box)) == {event.id for event in SHOWN if within(event, box)}


def test_the_box_of_the_pacific_crosses_the_antimeridian(record: Record) -> None:
    suva, apia, quito = (event_of(n, where=Place(n, None, None, None, *at, WherePrecision.EXACT)) for n, at in (("suva", (-18.1, 178.4)), ("apia", (-13.8, -171.8)), ("quito", (-0.2, -78.5))))
    area = event_of("sea", where=Place("sea", None, None, None, -18.0, 179.9, WherePrecision.NEAR))
    record.add(coded_of())
    settle(record, [(event, ()) for event in (suva, apia, quito, area)])
    assert found(record, EventFilter(bbox=Box(175, -25, -170, -10))) == {"suva", "apia", "sea"}
    assert found(record, EventFilter(bbox=Box(-180, -25, -170, -10))) == {"apia", "sea"}
    assert found(record, EventFilter(bbox=Box(170, -25, 179, -10))) == {"suva"} | {"sea"} - {"sea"}


@pytest.mark.parametrize("wrong", [(0, 0, 181, 1), (0, 5, 1, 4), (0, -91, 1, 1), (-200, 0, 1, 1)])
def test_a_box_that_is_none_is_refused(wrong: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="expected west, south, east, north"):
        Box(*wrong)


@given(order=st.sampled_from(Order), limit=st.integers(1, 50), types=st.sets(st.sampled_from(KINDS)), states=st.sets(st.sampled_from(ReviewState)))
@PROPERTY
def test_pages_give_each_event_exactly_once_and_in_order(filled: Record, order: Order, limit: int, types: set[str], states: set[ReviewState]) -> None:
    wanted = EventFilter(order=order, limit=limit, types=tuple(types), review=tuple(states))
    whole = filled.events(replace(wanted, limit=None))
    pages, after = [], None
    while True:
        page = filled.events_page(replace(wanted, after=after))
        assert page.total == len(whole)
        pages += page.items
        after = page.next
        if after is None:
            break
        assert len(page.items) == limit
    assert tuple(pages) == whole
    expected = [e for e in EVENTS if (e.type in types or not types) and (e.review in states if states else e.review is not ReviewState.REJECTED)]
    assert sorted(e.id for e in whole) == sorted(e.id for e in expected)
    assert [e.id for e in whole] == [e.id for e in in_order(expected, order)]


def day_of(event: Event) -> date | None:
    return event.when.start or event.when.end


def in_order(events: list[Event], order: Order) -> list[Event]:
    if order is Order.DOUBT:
        return sorted(events, key=lambda e: (priority(e), e.id), reverse=True)
    known = sorted((e for e in events if day_of(e)), key=lambda e: (day_of(e) or date.min, e.id), reverse=order is Order.LATEST)
    return known + sorted((e for e in events if not day_of(e)), key=lambda e: e.id)


FILTERS = [
    (EventFilter(review=EVERY_STATE), lambda _: True),
    (EventFilter(), lambda e: e.review is not ReviewState.REJECTED),
    (EventFilter(review=(ReviewState.REJECTED,)), lambda e: e.review is ReviewState.REJECTED),
    (EventFilter(countries=("IQ", "SY"), review=EVERY_STATE), lambda e: e.where.country is not None),
    (EventFilter(countries=("IQ",), country="SY", review=EVERY_STATE), lambda e: e.where.country is not None),
    (EventFilter(types=("attack", "arrests"), review=EVERY_STATE), lambda e: e.type != "armed_clash"),
    (EventFilter(status=(Status.PLANNED, Status.FOILED), review=EVERY_STATE), lambda _: False),
    (EventFilter(actors=("g1", "group 2"), review=EVERY_STATE), lambda e: any(p.actor == "g1" or p.name == "Group 2" for p in e.participants)),
    (EventFilter(place_precision=(WherePrecision.EXACT, WherePrecision.NEAR), review=EVERY_STATE), lambda e: e.where.precision in ("exact", "near")),
    (EventFilter(when_precision=(WhenPrecision.DAY,), review=EVERY_STATE), lambda e: e.when.precision == "day"),
    (EventFilter(min_confidence=0.3, max_confidence=0.6, review=EVERY_STATE), lambda e: 0.3 <= e.confidence <= 0.6),
    (EventFilter(main=False, review=EVERY_STATE), lambda e: not e.main),
    (EventFilter(main_only=True, review=EVERY_STATE), lambda e: e.main),
    (EventFilter(min_killed=4, review=EVERY_STATE), lambda e: any((c.best if c.best is not None else c.high or 0) >= 4 for c in e.casualties)),
    (EventFilter(text="BRASILIA strike", review=EVERY_STATE), lambda e: "Brasília" in e.summary),
    (EventFilter(text="100%", review=EVERY_STATE), lambda e: "100%" in e.summary),
    (EventFilter(text="0_%", review=EVERY_STATE), lambda _: False),
    (EventFilter(reports=(BASE.id, "nothing"), review=EVERY_STATE), lambda e: e.id == EVENTS[0].id),
    (EventFilter(since=DAY + timedelta(days=9), until=DAY + timedelta(days=20), review=EVERY_STATE), lambda e: e.when.known and e.when.overlaps(When(DAY + timedelta(days=9), DAY + timedelta(days=20)))),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(FILTERS)))
def test_each_filter_keeps_what_it_says(filled: Record, number: int) -> None:
    wanted, keeps = FILTERS[number]
    assert found(filled, wanted) == {event.id for event in EVENTS if keeps(event)}
    assert filled.events_page(replace(wanted, limit=3)).total == sum(map(keeps, EVENTS))


@pytest.mark.parametrize(
    "wrong", [{"max_confidence": 1.5}, {"after": (0.5, "e1")}, {"after": (DAY, "e1"), "order": Order.DOUBT}]
)
def test_a_filter_that_can_not_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"expected|ends"):
        EventFilter(**wrong)  # type: ignore[arg-type]


def test_points_are_the_events_with_a_point(filled: Record) -> None:
    given_ = filled.points(EventFilter(types=("attack",)))
    here = [e for e in SHOWN if e.type == "attack"]
    with_point = sorted((e for e in here if e.where.latitude is not None), key=lambda e: e.id)
    at = sorted(range(len(given_.id)), key=lambda n: given_.id[n])
    given_ = replace(given_, **{name: [getattr(given_, name)[n] for n in at] for name in ("id", "longitude", "day", "main", "review", "radius_km")})
    assert given_.id == [e.id for e in with_point]
    assert given_.longitude == pytest.approx([e.where.longitude for e in with_point])
    assert given_.day == [str(day) if (day := day_of(e)) else None for e in with_point]
    assert (given_.main, given_.review) == ([e.main for e in with_point], [e.review for e in with_point])
    assert given_.radius_km == [radius_km(e.where) for e in with_point]
    assert (given_.without_point, given_.truncated) == (len(here) - len(with_point), False)
    with filled._database.reading() as connection:
        few = points(connection, EventFilter(types=("attack",)), most=2)
    assert (len(few.id), few.truncated, set(few.id) < set(given_.id)) == (2, True, True)


def test_no_points_are_empty_lists(record: Record) -> None:
    assert (record.points().id, record.points().killed, record.points().without_point) == ([], [], 0)


def test_counts_add_up_by_each_key(filled: Record) -> None:
    for group in Group:
        rows = filled.counted(by=group)
        assert len({row.key for row in rows}) == len(rows)
        if group is not Group.ACTOR:
            assert sum(row.n for row in rows) == len(SHOWN)
            assert sum(row.reviewed for row in rows) == sum(e.review is not ReviewState.UNREVIEWED for e in SHOWN)
            assert sum(row.placed for row in rows) == sum(e.where.precision in ("exact", "near") for e in SHOWN)
            assert sum(row.dated for row in rows) == sum(e.when.precision == "day" for e in SHOWN)
        for row in rows:
            assert row.killed_low <= row.killed_best <= row.killed_high
        both = filled.counted(by=group, then_by=Group.STATUS)
        assert [(row.key, row.n) for row in both] == [(row.key, row.n) for row in rows]


def test_the_keys_of_counts(filled: Record) -> None:
    days = [day_of(e) for e in SHOWN]
    keys = {group: {row.key: row.n for row in filled.counted(by=group)} for group in Group}
    assert keys[Group.MONTH] == Counter(day and f"{day:%Y-%m}" for day in days)
    assert keys[Group.YEAR] == Counter(day and f"{day:%Y}" for day in days)
    assert keys[Group.WEEK] == Counter(day and str(day - timedelta(days=day.weekday())) for day in days)
    assert keys[Group.ADMIN1] == Counter(e.where.country and e.where.admin1 and f"{e.where.country}/{e.where.admin1}" for e in SHOWN)
    assert keys[Group.ACTOR] == Counter(key for e in SHOWN for key in {p.actor or p.name for p in e.participants})
    named = {row.key: row.name for row in filled.counted(by=Group.TYPE, then_by=Group.ACTOR)}
    assert set(named) == {e.type for e in SHOWN if e.participants}
    assert all(row.name == f"Group {(row.then or '')[-1]}" for row in filled.counted(by=Group.TYPE, then_by=Group.ACTOR))


def test_the_dead_are_summed_with_open_bounds_as_their_best_figure(record: Record) -> None:
    tolls = [(None, 30, None), (25, 25, None), (None, None, 5)]
    events = [event_of(f"e{n}", casualties=(Casualty(Outcome.KILLED, CasualtyGroup.UNKNOWN, *bounds),)) for n, bounds in enumerate(tolls)]
    record.add(coded_of())
    settle(record, [(event, ()) for event in (*events, event_of("e9", casualties=()))])
    assert record.counted(by=Group.COUNTRY) == (CountRow("IQ", None, 4, 55, 55, 60, 4, 4, 0),)


def test_totals_stop_where_counting_would_take_long() -> None:
    assert COUNTED == 100_000
