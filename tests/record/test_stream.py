"""Events in parts, for exports."""

from dataclasses import replace
from datetime import date

from cairn.model import Event, Evidence
from cairn.record import EventFilter, Record
from cairn.record.columns import to_json
from cairn.record.stream import without_evidence

from .factories import BASE, coded_of, event_of, settle

ACCOUNT = f"{BASE.id[:12]}-0"
TRICKY = replace(event_of("e1"), summary='It says ","evidence":[]," and ","reports":[" in its text', evidence=(Evidence("type", 0, 3, ',"reports":[', None, BASE.id),))


def test_parts_hold_the_events_with_their_reports_and_persons(record: Record) -> None:
    coded = coded_of(public=False)
    record.add(coded)
    later = event_of("e2", day=date(2024, 3, 20))
    settle(record, [(TRICKY, (ACCOUNT,)), (later, (ACCOUNT,))])
    (whole,) = record.parts(evidence=True)
    assert whole.events() == [TRICKY, later]
    assert whole.reports[BASE.id].publisher == "Agency"
    assert whole.people == {BASE.id: coded.coding.people}
    (lean,) = record.parts()
    assert lean.events() == [replace(TRICKY, evidence=()), replace(later, evidence=())]
    assert [(p.name, p.public) for p in lean.people[BASE.id]] == [("Abu Ali", False)]
    (one,) = record.parts(EventFilter(since=date(2024, 3, 18)))
    assert [event.id for event in one.events()] == ["e2"]


def test_a_record_without_events_has_no_part(record: Record) -> None:
    assert list(record.parts()) == []


def test_evidence_is_cut_out_and_nothing_else() -> None:
    assert without_evidence(to_json(TRICKY, Event)) == to_json(replace(TRICKY, evidence=()), Event).replace('"evidence":[],', "")
