"""Events are written by their differences and found by filters."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cairn.errors import NotInRecord, RecordError
from cairn.model import ActorKind, Event, Participant, Place, Role, Speaker, When
from cairn.record import AccountBlock, Accounts, Changes, EventFilter, Record

from .factories import BASE, account_of, coded_of, event_of, report_of, settle

A, B = account_of(BASE, 0).id, account_of(BASE, 1).id
DAY = date(2024, 3, 15)
NOWHERE = Place()
RIOT = event_of(
    "f1", day=date(2023, 1, 8), type="mob_violence", main=False, where=Place("Brasília", "BR"), confidence=0.4,
    summary="A riot.", evidence=(),
    participants=(Participant(Role.SIDE_A, "Rioters (Brazil)", "rioters-br", ActorKind.RIOTERS),),
)  # fmt: skip
UNDATED = event_of("g1", day=None, where=NOWHERE, participants=(), summary="Something.", evidence=())
OPEN = event_of("g2", when=When(date(2024, 1, 1), None), where=NOWHERE, participants=(), summary="Open.", evidence=())
STRIKE = event_of("e1")


@pytest.fixture
def filled(record: Record) -> Record:
    """A record of one report, two accounts and four events."""
    record.add(coded_of(accounts=2))
    settle(record, [(UNDATED, ()), (STRIKE, (A, B)), (OPEN, ()), (RIOT, (B,))])
    return record


def test_only_differences_are_written(filled: Record) -> None:
    same = [(UNDATED, ()), (OPEN, ()), (STRIKE, (B, A))]
    assert settle(filled, [*same, (RIOT, (B,))]) == Changes()
    assert settle(filled, [*same, (replace(RIOT, confidence=0.5), (B,))]) == Changes(changed=1)
    assert settle(filled, [*same, (replace(RIOT, confidence=0.5), (A,))]) == Changes()
    assert settle(filled, [*same, (event_of("h1"), (A,))]) == Changes(added=1, removed=1)
    assert not Changes()


def test_only_what_came_in_is_handed_to_whoever_derives(record: Record) -> None:
    seen: list[list[str]] = []

    def derive(accounts: Accounts) -> tuple[list[tuple[Event, tuple[str, ...]]], list[AccountBlock]]:
        ids = [account.id for account, _ in accounts.pending()]
        seen.append(ids)
        return [(event_of(f"e{id_}"), (id_,)) for id_ in ids], [AccountBlock(id_, DAY, DAY, "IQ") for id_ in ids]

    record.add(coded_of(accounts=2))
    assert record.derive_events(derive, rules="1") == Changes(added=2)
    assert record.derive_events(derive, rules="1") == Changes()
    record.add(coded_of(report_of("Another strike."), accounts=1))
    assert record.derive_events(derive, rules="1") == Changes(added=1)
    assert record.derive_events(derive, rules="2") == Changes()
    assert list(map(len, seen)) == [2, 1, 3]
    assert record.changes()[-1].why == f"told by report {report_of('Another strike.').id[:8]}"


@pytest.mark.parametrize(
    ("first", "last", "country", "found"),
    [
        (DAY, DAY, "IQ", {A, B}),
        (DAY, DAY, None, {A, B}),
        (DAY, DAY, "SY", {B}),
        (DAY + timedelta(days=3), DAY + timedelta(days=9), "IQ", {B}),
        (date.min, date.max, "IQ", {A, B}),
        (DAY + timedelta(days=90), date.max, None, set()),
    ],
)
def test_accounts_are_found_by_where_they_can_meet_others(record: Record, first: date, last: date, country: str | None, found: set[str]) -> None:
    record.add(coded_of(accounts=2))
    blocks = [AccountBlock(A, DAY, DAY + timedelta(days=2), "IQ"), AccountBlock(B, DAY - timedelta(days=60), DAY + timedelta(days=60), None)]
    record.derive_events(lambda _: ([(STRIKE, (A, B))], blocks), rules="1")
    assert {account.id for account, _ in record.near(first, last, country)} == found


def test_an_event_without_its_account_is_refused(filled: Record) -> None:
    with pytest.raises(ValueError, match="'nobody', which is none of those that were consolidated"):
        settle(filled, [(STRIKE, ("nobody",))])
    with pytest.raises(RecordError, match="'nobody', which the record does not hold"):
        filled.derive_events(lambda _: ([(STRIKE, ("nobody",))], [AccountBlock("nobody", DAY, DAY, None)]), rules="other")
    assert filled.counts().events == 4


def test_an_event_that_comes_twice_is_refused(record: Record) -> None:
    record.add(coded_of(accounts=2))
    with pytest.raises(ValueError, match="comes twice"):
        settle(record, [(STRIKE, (A,)), (STRIKE, (B,))])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (EventFilter(), [RIOT, OPEN, STRIKE, UNDATED]),
        (EventFilter(limit=2, offset=1), [OPEN, STRIKE]),
        (EventFilter(since=date(2024, 3, 15)), [OPEN, STRIKE]),
        (EventFilter(since=date(2024, 3, 16)), [OPEN]),
        (EventFilter(until=date(2023, 12, 31)), [RIOT]),
        (EventFilter(since=date(2023, 1, 8), until=date(2023, 1, 8)), [RIOT]),
        (EventFilter(country="BR"), [RIOT]),
        (EventFilter(type="air_drone_strike"), [OPEN, STRIKE, UNDATED]),
        (EventFilter(actor="iq-military"), [STRIKE]),
        (EventFilter(actor="MILITARY forces of iraq"), [STRIKE]),
        (EventFilter(actor="Iraq"), []),
        (EventFilter(text="BRASILIA"), [RIOT]),
        (EventFilter(text="abu strike"), [STRIKE]),
        (EventFilter(text="100%"), []),
        (EventFilter(main_only=True), [OPEN, STRIKE, UNDATED]),
        (EventFilter(min_confidence=0.5, country="IQ"), [STRIKE]),
    ],
)
def test_events_are_found_by(filled: Record, wanted: EventFilter, found: list[Event]) -> None:
    assert filled.events(wanted) == tuple(found)


@pytest.mark.parametrize(
    "wrong",
    [{"limit": 0}, {"offset": -1}, {"min_confidence": 1.5}, {"since": date(2024, 2, 1), "until": date(2024, 1, 1)}],
)
def test_a_filter_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"expected|before"):
        EventFilter(**wrong)  # type: ignore[arg-type]


def test_an_event_is_found_by_the_beginning_of_its_id(filled: Record) -> None:
    assert filled.event("e") == STRIKE
    with pytest.raises(NotInRecord, match=r"several begin so \(g1, g2\)"):
        filled.event("g")
    with pytest.raises(NotInRecord, match="nearest are g1, g2"):
        filled.event("g9")


def test_a_report_read_anew_loosens_its_accounts_until_events_are_derived_again(filled: Record) -> None:
    filled.add(coded_of(reader="embedded-2"))
    assert filled.counts().events == 4
    assert settle(filled, [(STRIKE, (A,))]) == Changes(removed=3)
    assert filled.accounts_of("e1")[0][0].id == A


def test_actors_are_counted_over_events_and_reports(filled: Record) -> None:
    filled.add(coded_of(report_of("Another text altogether."), accounts=0, public=False))
    settle(filled, [(STRIKE, (A, B)), (event_of("e2", day=date(2024, 3, 20)), (B,)), (RIOT, ())])
    found = {actor.name: actor for actor in filled.actors()}
    army, group, person = found["Military Forces of Iraq"], found["Islamic State"], found["Abu Ali"]
    assert (army.id, army.kind, army.events, army.reports) == ("iq-military", ActorKind.STATE_FORCE, 2, 1)
    assert (army.first, army.last) == (date(2024, 3, 15), date(2024, 3, 20))
    assert (group.id, group.events, group.reports, group.first) == ("islamic-state", 0, 2, None)
    assert (person.events, person.reports, person.public) == (2, 2, True)


def test_a_person_whom_no_report_shows_in_office_is_private(record: Record) -> None:
    record.add(coded_of(public=False))
    assert {actor.name: actor.public for actor in record.actors()} == {"Abu Ali": False, "Islamic State": True}


def test_the_persons_of_reports_are_handed_over_with_who_is_public(record: Record) -> None:
    coded = coded_of(public=False)
    record.add(coded)
    found = record.people([coded.report.id, "unknown"])
    assert {report: tuple(p for p in named if not isinstance(p, Speaker)) for report, named in found.items()} == {coded.report.id: coded.coding.people}


def test_a_private_member_of_a_group_is_not_taken_for_the_group(record: Record) -> None:
    coded = coded_of(public=False)
    member = replace(coded.coding.people[0], actor="islamic-state")
    record.add(replace(coded, coding=replace(coded.coding, people=(member,))))
    assert {actor.name: (actor.kind, actor.public) for actor in record.actors()} == {
        "Abu Ali": (ActorKind.PERSON, False), "Islamic State": (ActorKind.REBEL_GROUP, True),
    }  # fmt: skip


def test_reports_are_found_by_whom_they_name(record: Record) -> None:
    first, second = (report_of(f"A report {n} of an air strike.") for n in "ab")
    record.add(coded_of(first))
    record.add(coded_of(second))
    for asked in ("Abu Ali", "Islamic State", "islamic-state"):
        assert record.naming([asked, "nobody"]) == tuple(sorted((first.id, second.id)))
    assert record.naming([]) == record.naming(["Islamic", *(f"nobody {n}" for n in range(1000))]) == ()
