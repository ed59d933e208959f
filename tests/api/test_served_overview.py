"""Points, lists and counts out of memory: the same as the record's own, before and after the columns are read, and after every change."""

import json
from dataclasses import replace

import pytest

from cairn.api.overview import Overview
from cairn.api.points import Drawn
from cairn.model import Place, ReviewState, When, WherePrecision
from cairn.record import EVERY_STATE, EventFilter, Group, Order, Record
from cairn.record.narrow import chosen
from tests.record.factories import event_of, settle
from tests.record.test_filters import EVENTS

from .conftest import Caller

ODD = [
    event_of("e\"quote'\\\u0627", where=Place("x", "IQ", None, None, 33.123456789, -179.999999, WherePrecision.EXACT), when=When(), casualties=(), confidence=1.0),
    event_of("f-longer-than-the-others", where=Place("y", None, None, None, -0.0, 180.0, WherePrecision.COUNTRY), confidence=0.0),
]


@pytest.fixture
def many(small: Record) -> Record:
    settle(small, [(event, ()) for event in [*EVENTS, *ODD]])
    return small


@pytest.mark.parametrize("wanted", [EventFilter(), EventFilter(review=EVERY_STATE), EventFilter(types=("attack",), main=True), EventFilter(types=("none",))])
def test_points_are_those_of_the_record(many: Record, wanted: EventFilter) -> None:
    columns = many.narrow()
    told = json.loads(Drawn(columns).of(chosen(columns, wanted, many.matching)))
    held = many.points(wanted)
    rows = {
        id_: (round(held.longitude[n], 5), round(held.latitude[n], 5), held.radius_km[n], held.type[n], held.precision[n], held.country[n], held.day[n], held.killed[n], held.confidence[n], held.review[n], held.main[n])
        for n, id_ in enumerate(held.id)
    }  # fmt: skip
    assert {
        id_: (told["lon"][n], told["lat"][n], told["radius_km"][n], told["types"][told["type"][n]], told["precisions"][told["precision"][n]], told["countries"][told["country"][n]],
              told["day"][n], told["killed"][n], told["confidence"][n], told["review"][n], told["main"][n])
        for n, id_ in enumerate(told["ids"])
    } == rows  # fmt: skip
    assert (told["truncated"], told["without_point"]) == (False, held.without_point)
    assert len(told["ids"]) == len(rows)


def in_rows(told: dict[str, list[object]]) -> dict[object, tuple[object, ...]]:
    """The values of each point, by its id."""
    plain = ("lon", "lat", "radius_km", "day", "killed", "confidence", "review", "main")
    listed = {name: [told[many][n] for n in told[name]] for name, many in (("type", "types"), ("precision", "precisions"), ("country", "countries"))}  # type: ignore[call-overload]
    return {id_: (*(told[name][n] for name in plain), *(listed[name][n] for name in listed)) for n, id_ in enumerate(told["ids"])}


@pytest.mark.parametrize("wanted", [EventFilter(), EventFilter(types=("attack",), main=True), EventFilter(types=("none",)), EventFilter(countries=("IQ",), limit=4)])
def test_a_record_too_large_for_memory_answers_the_same(many: Record, wanted: EventFilter, monkeypatch: pytest.MonkeyPatch) -> None:
    small = Overview(many, many.version, lambda _, make: make())
    small.read()
    monkeypatch.setattr("cairn.api.overview.IN_MEMORY", 3)
    large = Overview(many, many.version, lambda _, make: make())
    large.read()
    assert large.large
    first, second = (json.loads(overview.points(wanted)) for overview in (small, large))
    assert in_rows(first) == in_rows(second)
    assert [first[name] for name in ("truncated", "without_point")] == [second[name] for name in ("truncated", "without_point")]
    assert small.page(wanted) == large.page(wanted)
    assert small.counted(wanted, by=Group.MONTH, then_by=Group.TYPE) == large.counted(wanted, by=Group.MONTH, then_by=Group.TYPE)


def test_how_many_events_there_are_is_told_without_counting_all(many: Record) -> None:
    n = len(many.narrow().ids)
    assert [many.has_more_events(k) for k in (0, n - 1, n)] == [True, True, False]


def test_more_points_than_are_given_are_told(many: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cairn.api.points.MOST", 5)
    columns = many.narrow()
    told = json.loads(Drawn(columns).of(chosen(columns, EventFilter(), many.matching)))
    assert (len(told["ids"]), told["truncated"]) == (5, True)


@pytest.mark.parametrize("order", Order)
def test_a_page_is_the_same_before_and_after_the_columns_are_read(many: Record, order: Order) -> None:
    overview = Overview(many, many.version, lambda _, make: make())
    wanted = EventFilter(order=order, limit=7, countries=("IQ",))
    before = overview.page(wanted)
    overview.read()
    assert overview.page(wanted) == before == many.events_page(wanted)
    assert overview.counted(wanted, by=Group.ACTOR) == many.counted(wanted, by=Group.ACTOR)


def test_what_is_decided_is_seen_at_once(own: Caller) -> None:
    assert own.get("/events/counts?by=review").json()["rows"][0]["key"] == ReviewState.UNREVIEWED
    first, *_ = own.get("/queue").json()["items"]
    own.post("/reviews", {"action": "accept", "event": first["id"]})
    assert {row["key"]: row["n"] for row in own.get("/events/counts?by=review").json()["rows"]} == {"accepted": 1, "unreviewed": 2}
    assert first["id"] not in [row["id"] for row in own.get("/queue").json()["items"]]
    assert "accepted" in own.get("/events/points").json()["review"]


def test_what_another_program_writes_is_seen(own: Caller, small: Record) -> None:
    assert own.get("/events").json()["total"] == own.get("/events/points").json()["ids"].__len__() == 3
    settle(small, [(replace(event, id=f"n{event.id}"), ()) for event in EVENTS[:30]])
    own.client.app.state.desk.changed()  # type: ignore[attr-defined]
    shown = [event for event in EVENTS[:30] if event.review is not ReviewState.REJECTED]
    assert own.get("/events").json()["total"] == len(shown)
