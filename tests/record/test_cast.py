"""Actors out of memory are those of the database, also after what changed, and what can not be brought up to date is read anew."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cairn import codebook
from cairn.deriving.events import derive_events
from cairn.model import Action
from cairn.record import Address, Record
from cairn.record.narrow import actors_of

from .factories import NOON, account_of, coded_of, report_of, settle
from .test_filters import EVENTS, OTHER, filled  # noqa: F401 - a fixture
from .work import coded

BOOK = codebook.load()


def test_actors_are_those_of_the_database(filled: Record) -> None:  # noqa: F811
    assert actors_of(filled.cast()) == filled.actors() != ()


def test_a_record_without_reports_has_no_actors(record: Record) -> None:
    assert actors_of(record.cast()) == record.actors() == ()


def test_actors_follow_events_that_come_change_and_go(filled: Record) -> None:  # noqa: F811
    old = filled.cast()
    stay = [replace(event, participants=event.participants[:1], when=replace(event.when, start=None)) if n % 5 == 0 else event for n, event in enumerate(EVENTS) if n % 7]
    homes = {EVENTS[1].id: (account_of(OTHER).id,)}  # a report of the fixture's tells of it
    settle(filled, [(event, homes.get(event.id, ())) for event in [*stay, *(replace(event, id=f"d{event.id}") for event in EVENTS[:5])]])
    new = filled.cast(old)
    assert new.known is old.known  # brought up to date, not read anew
    assert actors_of(new) == filled.actors()
    assert actors_of(filled.cast(new)) == filled.actors()


@pytest.mark.parametrize("step", [timedelta(0), timedelta(minutes=1), timedelta(minutes=-1)])
def test_actors_follow_reports_that_come_and_are_read_again(address: Address, step: timedelta) -> None:
    """However the clock goes: where it went backwards all is read anew."""
    now = [NOON]
    with Record.open(address, clock=lambda: now[0]) as record:
        held = record.cast()
        for number in range(4):
            now[0] += step
            record.add(coded("one", number))
            derive_events(record, BOOK)
            held = record.cast(held)
            assert actors_of(held) == record.actors()
        now[0] += step
        record.add(coded_of(report_of("Elsewhere nothing happened on Friday, the army said so."), accounts=0, public=True))
        held = record.cast(held)
        assert actors_of(held) == record.actors()
        for reader in ("embedded-2", "embedded-3"):
            now[0] += step
            record.add(coded_of(report_of("Elsewhere nothing happened on Friday, the army said so."), accounts=0, reader=reader, public=False))
            held = record.cast(held)
            assert actors_of(held) == record.actors()


def test_a_rejected_event_counts_for_nobody(record: Record) -> None:
    for number in range(3):
        record.add(coded("one", number))
    derive_events(record, BOOK)
    held = record.cast()
    before = record.actors()
    record.review(Action.REJECT, record.events()[0].id, by="ana")
    derive_events(record, BOOK)
    held = record.cast(held)
    assert actors_of(held) == record.actors() != before


def test_rows_that_the_history_does_not_tell_of_are_seen_all_the_same(filled: Record) -> None:  # noqa: F811
    old = filled.cast()
    with filled._database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM event_actors WHERE event_id > 'e040'")
    assert actors_of(filled.cast(old)) == filled.actors()
