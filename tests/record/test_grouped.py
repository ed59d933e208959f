"""Counts by columns are those of the events themselves, on both databases."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from random import Random

import pytest

from cairn import codebook
from cairn.analysis import GROUPINGS, Unit, count, series, spans, trend
from cairn.model import (
    ActorKind,
    Casualty,
    CasualtyGroup,
    Event,
    Outcome,
    Participant,
    Period,
    Place,
    ReviewState,
    Role,
    Status,
    Weapon,
    When,
    WhenPrecision,
    WherePrecision,
)
from cairn.notebook import asking
from cairn.record import EVERY_STATE, EventFilter, Record

from .factories import BASE, coded_of, event_of, settle

ACCOUNT = f"{BASE.id[:12]}-0"
WHENS = (
    When(), When(date(2024, 3, 1), None), When(None, date(2024, 3, 9)), When(date(2024, 3, 1), date(2024, 3, 31), WhenPrecision.MONTH),
    When(date(2023, 12, 30), date(2024, 1, 2), WhenPrecision.DAYS), *(When.on(date(2024, month, 4 * month)) for month in range(1, 6)),
)  # fmt: skip
PLACES = (
    Place(), Place("Mali", "ML", None, None, 17.0, -4.0, WherePrecision.COUNTRY), Place("Gao", "ML", "Gao", None, 16.3, -0.1, WherePrecision.EXACT),
    Place("Gao", "ML", "Gao", None, 16.3, -0.1, WherePrecision.NEAR), Place("Sahel", None, None, None, 15.0, 0.0, WherePrecision.AREA), Place(None, "IQ", "Al Anbar"),
)  # fmt: skip
TOLLS = ((), (1, 1, 1), (None, 3, None), (2, None, None), (None, None, 9), (None, 6, 9), (0, 0, 0), (None, None, None))
WHO = (
    ("Islamic State", "islamic_state", ActorKind.REBEL_GROUP), ("Military Forces of Mali", None, ActorKind.STATE_FORCE), ("Abu Ali", None, ActorKind.PERSON),
    ("Civilians (Mali)", None, ActorKind.CIVILIANS),
)  # fmt: skip


def made_up(number: int) -> Event:
    roll = Random(number)
    who = tuple(Participant(roll.choice(list(Role)), *roll.choice(WHO)) for _ in range(roll.randrange(5)))
    toll = roll.choice(TOLLS)
    dead = (Casualty(Outcome.KILLED, CasualtyGroup.UNKNOWN, *toll),) if toll else ()
    hurt = (Casualty(Outcome.INJURED, CasualtyGroup.UNKNOWN, 5, 5, 5),) if roll.random() < 0.5 else ()
    status = Status.OCCURRED if roll.random() < 0.7 else Status.FOILED
    return replace(
        event_of(f"e{number:04}", type=roll.choice(("armed_clash", "attack", "no_such_type")), main=roll.random() < 0.5, when=roll.choice(WHENS), where=roll.choice(PLACES)),
        participants=who, casualties=(*dead, *hurt), weapons=(Weapon("drone", "aircraft"),), qualifiers=("raid", "raid"), status=status, review=roll.choice(list(ReviewState)),
    )  # fmt: skip


@pytest.fixture
def filled(record: Record) -> Record:
    record.add(coded_of())
    settle(record, [(made_up(number), (ACCOUNT,)) for number in range(80)])
    return record


def test_every_grouping_and_every_two_count_what_the_events_tell(filled: Record) -> None:
    wanted = EventFilter(review=EVERY_STATE)
    events = filled.events(wanted)
    for by in (*((name,) for name in GROUPINGS), *combinations(GROUPINGS, 2), ("month", "country", "side_a", "side_b"), ()):
        assert asking.counted(filled, by, wanted, status=None) == count(events, by, codebook.load(), whole=asking.whole), by


@pytest.mark.parametrize(
    "wanted", [EventFilter(), EventFilter(country="ML"), EventFilter(since=date(2024, 3, 1)), EventFilter(actor="islamic_state"), EventFilter(country="XX"), EventFilter(limit=3, offset=2)],
)  # fmt: skip
def test_filters_hold_for_counts_and_trends(filled: Record, wanted: EventFilter) -> None:
    occurred = filled.events(replace(wanted, status=(Status.OCCURRED,)))
    assert asking.counted(filled, ["month", "actor"], wanted) == count(occurred, ["month", "actor"], codebook.load(), whole=asking.whole)
    published = [head.published for head in filled.reports() if head.published]
    assert asking.trended(filled, Unit.MONTH, wanted) == trend(spans(occurred), Unit.MONTH, published, days=Period(wanted.since, wanted.until))
    for by, area in (("country", lambda e: (e.where.country,)), ("admin1", lambda e: (e.where.country, e.where.admin1))):
        for row in asking.foreseen(filled, wanted, by=by, months=2):
            there = [e for e in occurred if None not in area(e) and "/".join(area(e)) == row.area]
            assert there
            assert row.series == series(spans(there), Unit.MONTH, published, days=Period(wanted.since, wanted.until))


def test_the_days_of_publication_are_those_of_the_reports(filled: Record) -> None:
    assert list(filled.published()) == [head.published for head in filled.reports() if head.published]
