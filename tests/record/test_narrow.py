"""Columns in memory answer every filter, order, page and count as the database does, and follow what changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.model import Event, ReviewState
from cairn.record import EVERY_STATE, Cursor, EventFilter, Group, Order, Record
from cairn.record.narrow import Columns, Keeping, chosen, counted, page
from cairn.record.wanted import Box

from .factories import settle
from .test_filters import BOXES, DAY, EVENTS, FILTERS, KINDS, PROPERTY, filled  # noqa: F401 - a fixture

GROUPS = [group for group in Group if group is not Group.ACTOR]
DAYS = st.none() | st.integers(-3, 45).map(lambda n: DAY + timedelta(days=n))


def ids_in(columns: Columns, record: Record, wanted: EventFilter) -> list[str]:
    return page(columns, chosen(columns, wanted, record.matching), wanted)[0]


def ids_by_database(record: Record, wanted: EventFilter) -> list[str]:
    return [event.id for event in record.events(wanted)]


@pytest.mark.parametrize("number", range(len(FILTERS)))
def test_each_filter_keeps_what_the_database_keeps(filled: Record, number: int) -> None:  # noqa: F811
    wanted, keeps = FILTERS[number]
    assert set(ids_in(filled.narrow(), filled, wanted)) == {event.id for event in EVENTS if keeps(event)}


@given(
    box=st.none() | BOXES, since=DAYS, until=DAYS, types=st.sets(st.sampled_from([*KINDS, "none"])), states=st.sets(st.sampled_from(ReviewState)), least=st.none() | st.integers(0, 9),
    countries=st.sets(st.sampled_from(["IQ", "SY", "FR"])), main=st.none() | st.booleans(), text=st.sampled_from([None, "strike", "100%", " "]), order=st.sampled_from(Order),
    actors=st.sets(st.sampled_from(["g1", "group 2", "nobody"])), low=st.none() | st.floats(0, 1), high=st.none() | st.floats(0, 1), ids=st.sets(st.sampled_from(["e003", "e050", "x"])),
)  # fmt: skip
@PROPERTY
def test_any_filter_gives_the_same_events_in_the_same_order(
    filled: Record, box: Box | None, since: object, until: object, types: set[str], states: set[ReviewState], least: int | None, countries: set[str],  # noqa: F811
    main: bool | None, text: str | None, order: Order, actors: set[str], low: float | None, high: float | None, ids: set[str],
) -> None:  # fmt: skip
    since, until = (until, since) if since and until and until < since else (since, until)  # type: ignore[operator]
    wanted = EventFilter(
        bbox=box, since=since, until=until, types=tuple(types), review=tuple(states), min_killed=least, countries=tuple(countries), main=main, text=text, order=order,  # type: ignore[arg-type]
        actors=tuple(actors), min_confidence=low, max_confidence=high, ids=tuple(ids),
    )  # fmt: skip
    columns = filled.narrow()
    assert ids_in(columns, filled, wanted) == ids_by_database(filled, wanted)
    rows = chosen(columns, wanted, filled.matching).nonzero()[0]
    for by in (Group.MONTH, Group.ADMIN1):
        assert counted(columns, rows, by=by) == filled.counted(wanted, by=by)


@given(order=st.sampled_from(Order), limit=st.integers(1, 50), states=st.sets(st.sampled_from(ReviewState)))
@PROPERTY
def test_pages_begin_where_the_one_before_ended(filled: Record, order: Order, limit: int, states: set[ReviewState]) -> None:  # noqa: F811
    columns = filled.narrow()
    wanted = EventFilter(order=order, limit=limit, review=tuple(states))
    mask = chosen(columns, wanted, filled.matching)
    after: Cursor | None = None
    while True:
        asked = replace(wanted, after=after)
        held, by_database = page(columns, mask, asked), filled.events_page(asked)
        assert held == ([event.id for event in by_database.items], by_database.next)
        assert int(mask.sum()) == by_database.total
        if (after := held[1]) is None:
            break


def test_a_page_goes_on_where_an_event_that_is_gone_ended_it(filled: Record) -> None:  # noqa: F811
    columns = filled.narrow()
    for order, key in ((Order.DAY, DAY), (Order.LATEST, DAY + timedelta(days=12)), (Order.DOUBT, 0.4), (Order.DAY, None)):
        wanted = EventFilter(order=order, after=(key, "e05x"), review=EVERY_STATE)
        assert ids_in(columns, filled, wanted) == ids_by_database(filled, wanted)


def test_offset_and_limit_are_those_of_the_database(filled: Record) -> None:  # noqa: F811
    wanted = EventFilter(limit=7, offset=13)
    assert ids_in(filled.narrow(), filled, wanted) == ids_by_database(filled, wanted)


@pytest.mark.parametrize(("by", "then_by"), [*((group, None) for group in GROUPS), *product((Group.WEEK, Group.COUNTRY), (Group.ADMIN1, Group.REVIEW, Group.YEAR))])
def test_counts_are_those_of_the_database(filled: Record, by: Group, then_by: Group | None) -> None:  # noqa: F811
    columns = filled.narrow()
    rows = chosen(columns, EventFilter(review=EVERY_STATE), filled.matching).nonzero()[0]
    assert counted(columns, rows, by=by, then_by=then_by) == filled.counted(EventFilter(review=EVERY_STATE), by=by, then_by=then_by)


def test_actors_are_not_in_the_columns(filled: Record) -> None:  # noqa: F811
    with pytest.raises(ValueError, match="by actor"):
        counted(filled.narrow(), [0], by=Group.ACTOR)  # type: ignore[arg-type]


def test_a_record_without_events_has_columns_without_rows(record: Record) -> None:
    columns = record.narrow()
    assert (len(columns), ids_in(columns, record, EventFilter(types=("attack",), limit=3))) == (0, [])
    assert counted(columns, [], by=Group.WEEK, then_by=Group.ADMIN1) == ()  # type: ignore[arg-type]


def changed(events: Sequence[Event]) -> list[Event]:
    """Some go, some come, some are another."""
    stay = [replace(event, confidence=0.5, type="arrests", where=replace(event.where, country="ML")) if n % 10 == 0 else event for n, event in enumerate(events) if n % 7]
    return [*stay, *(replace(event, id=f"d{event.id}") for event in events[:5])]


def test_columns_follow_what_changes(filled: Record) -> None:  # noqa: F811
    old = filled.narrow()
    settle(filled, [(event, ()) for event in changed(EVENTS)])
    new, whole = filled.narrow(old), filled.narrow()
    assert new.ids == whole.ids == sorted(event.id for event in changed(EVENTS))
    assert new.words is old.words  # brought up to date, not read anew
    for wanted in (EventFilter(countries=("ML",)), EventFilter(order=Order.DOUBT, types=("arrests",)), EventFilter(min_confidence=0.4)):
        assert ids_in(new, filled, wanted) == ids_by_database(filled, wanted)
    assert len(old) == len(EVENTS)
    assert filled.narrow(new) is new


def test_events_that_the_history_does_not_tell_of_are_seen_all_the_same(filled: Record) -> None:  # noqa: F811
    old = filled.narrow()
    with filled._database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM event_accounts")
        connection.exec_driver_sql("DELETE FROM events WHERE id > 'e060'")
    assert len(filled.narrow(old)) == 61


def test_one_reader_keeps_them_for_a_version(filled: Record) -> None:  # noqa: F811
    keeping = Keeping(filled)
    assert keeping.ready("1") is None
    held = keeping.columns("1")
    assert keeping.ready("1") is held is keeping.columns("1")
    assert keeping.columns("2") is held  # nothing has changed
    assert keeping.ready("1") is None
    assert int(keeping.chosen(held, EventFilter(text="strike", review=EVERY_STATE)).sum()) == sum("strike" in event.summary for event in EVENTS)
