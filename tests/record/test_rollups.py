"""Sums beside the events are those of the events, whatever was written, and answer what the events themselves would."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from cairn.model import Event, Outcome, ReviewState, When, WhenPrecision, total
from cairn.record import EventFilter, Group, Record, rollups, tables

from .factories import coded_of, event_of, settle
from .test_filters import made

FIRST = date(2023, 11, 20)
PROPERTY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def dated(number: int, random: Random) -> Event:
    """Any event, of a day, a week, a month, a year, or known by one end alone."""
    day = FIRST + timedelta(random.randrange(120))
    when = random.choice([When.on(day), When(day, day + timedelta(6), WhenPrecision.WEEK), When(day, day + timedelta(40), WhenPrecision.MONTH),
                          When(day, day + timedelta(400), WhenPrecision.YEAR), When(None, day), When(day, None), When()])  # fmt: skip
    event = made(number, random)
    return event_of(
        event.id, type=event.type, main=event.main, when=when, where=event.where, casualties=event.casualties, confidence=event.confidence, review=event.review, evidence=(),
        participants=(),
    )  # fmt: skip


EVENTS = [dated(n, Random(n)) for n in range(90)]


@pytest.fixture
def filled(record: Record) -> Record:
    record.add(coded_of())
    settle(record, [(event, ()) for event in EVENTS])
    return record


def kept(record: Record) -> list[tuple[object, ...]]:
    with record._database.reading() as connection:
        return sorted((tuple(row) for table in (tables.event_months, tables.event_spots) for row in connection.execute(select(table))), key=str)


def test_sums_are_those_of_all_events_after_any_changes(record: Record) -> None:
    record.add(coded_of())
    for seed in range(4):
        random = Random(seed)
        settle(record, [(dated(n, random), ()) for n in random.sample(range(40), 25)])
        found = kept(record)
        with record._database.writing() as connection:
            rollups.rebuild(connection)
        assert found == kept(record)
    settle(record, [])
    assert kept(record) == []


MONTHS = st.sampled_from([date(2023, month, 1) for month in (11, 12)] + [date(2024, month, 1) for month in range(1, 6)])


@given(since=st.none() | MONTHS, until=st.none() | MONTHS, countries=st.sets(st.sampled_from(["IQ", "SY"])), types=st.sets(st.sampled_from(["attack", "arrests"])),
       states=st.sets(st.sampled_from(ReviewState)), main=st.none() | st.booleans(), by=st.sampled_from(rollups.GROUPS), then=st.none() | st.sampled_from(rollups.GROUPS))  # fmt: skip
@PROPERTY
def test_counts_from_sums_are_those_of_the_events(
    filled: Record, since: date | None, until: date | None, countries: set[str], types: set[str], states: set[ReviewState], main: bool | None, by: Group, then: Group | None
) -> None:
    until = until and until - timedelta(1)
    if since and until and until < since:
        return
    wanted = EventFilter(since=since, until=until, countries=tuple(countries), types=tuple(types), review=tuple(states), main=main)
    assert rollups.answers(wanted, by, then)
    events = filled.events(wanted)
    keyed = Counter((key(event, by), key(event, then)) for event in events)
    found = filled.counted(wanted, by=by, then_by=then)
    assert {(row.key, row.then): row.n for row in found} == keyed
    assert sum(row.killed_best for row in found) == sum(dead(event) for event in events)
    assert sum(row.dated for row in found) == sum(event.when.precision is WhenPrecision.DAY for event in events)
    assert filled.events_page(wanted).total == len(events)


@pytest.mark.parametrize(
    ("wanted", "by", "answered"),
    [
        (EventFilter(), Group.MONTH, True), (EventFilter(limit=5, offset=2), Group.YEAR, True), (EventFilter(since=date(2024, 2, 1), until=date(2024, 2, 29)), Group.TYPE, True),
        (EventFilter(since=date(2024, 2, 2)), Group.MONTH, False), (EventFilter(until=date(2024, 2, 28)), Group.MONTH, False), (EventFilter(), Group.DAY, False),
        (EventFilter(), Group.ACTOR, False), (EventFilter(min_killed=1), Group.MONTH, False), (EventFilter(text="x"), Group.MONTH, False),
    ],
)  # fmt: skip
def test_what_sums_can_answer(wanted: EventFilter, by: Group, answered: bool) -> None:
    assert rollups.answers(wanted, by) is answered


@given(since=st.none() | st.dates(FIRST - timedelta(30), FIRST + timedelta(500)), days=st.none() | st.integers(0, 60))
@PROPERTY
def test_any_period_holds_what_may_have_been_on_one_of_its_days(filled: Record, since: date | None, days: int | None) -> None:
    until = None if days is None else (since or FIRST) + timedelta(days)
    wanted = EventFilter(since=since, until=until)
    expected = {event.id for event in EVENTS if event.review is not ReviewState.REJECTED and overlaps(event, since, until)}
    assert {event.id for event in filled.events(wanted)} == expected
    assert filled.events_page(wanted).total == len(expected)


def overlaps(event: Event, since: date | None, until: date | None) -> bool:
    start, end = event.when.start, event.when.end
    if since is None and until is None:
        return True
    if start is None and end is None:
        return False
    return (since is None or end is None or end >= since) and (until is None or start is None or start <= until)


def key(event: Event, group: Group | None) -> str | None:
    day = event.when.start or event.when.end
    found = {
        Group.MONTH: f"{day:%Y-%m}" if day else None, Group.YEAR: f"{day:%Y}" if day else None, Group.TYPE: event.type, Group.COUNTRY: event.where.country,
        Group.REVIEW: str(event.review), None: None,
    }  # fmt: skip
    return found[group]


def dead(event: Event) -> int:
    killed = total(event.casualties, Outcome.KILLED)
    return next((n for n in (killed.best, killed.low) if n is not None), 0) if killed else 0
