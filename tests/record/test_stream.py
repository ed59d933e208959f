"""Events in parts, for exports."""

from dataclasses import replace
from datetime import date

from cairn.model import ActorKind, ClaimField, Event, Evidence, Participant, Person, Role, Speaker
from cairn.record import EventFilter, Record
from cairn.record.columns import to_json
from cairn.record.speakers import in_events
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
    assert whole.events == (TRICKY, later)
    assert whole.reports[BASE.id].publisher == "Agency"
    assert whole.people == {BASE.id: (*coded.coding.people, Speaker("the army"))}
    (lean,) = record.parts()
    assert lean.events == (replace(TRICKY, evidence=()), replace(later, evidence=()))
    assert [(p.name, p.public) for p in lean.people[BASE.id]] == [("Abu Ali", False)]
    (one,) = record.parts(EventFilter(since=date(2024, 3, 18)))
    assert [event.id for event in one.events] == ["e2"]


def test_a_record_without_events_has_no_part(record: Record) -> None:
    assert list(record.parts()) == []


def test_evidence_is_cut_out_and_nothing_else() -> None:
    assert without_evidence(to_json(TRICKY, Event)) == to_json(replace(TRICKY, evidence=()), Event).replace('"evidence":[],', "")


def test_speakers_stand_in_the_evidence_by_report() -> None:
    by = (Evidence("type", 0, 3, '"said_by":"Nobody","report":"r9"', 'Ali "Abu" Hassan', "r1"), Evidence("when", 0, 3, "x", "police", "r1"), Evidence("when", 0, 3, "x", "Zoë Núñez", "r2"))
    assert in_events([to_json(replace(event_of(), evidence=by), Event), to_json(TRICKY, Event)]) == {"r1": {'Ali "Abu" Hassan'}, "r2": {"Zoë Núñez"}}


def test_whom_a_report_quotes_beside_its_persons_is_told_as_a_speaker(record: Record) -> None:
    made = coded_of()
    (account,) = made.accounts
    claims = (*account.claims, replace(account.claims[0], said_by="Sara Nouri"), replace(account.claims[0], said_by="Islamic State"))
    victim = replace(account.claims[0], field=ClaimField.PARTICIPANT, value=Participant(Role.VICTIM, "Ali Hassan", None, ActorKind.PERSON))
    record.add(replace(made, accounts=(replace(account, claims=(*claims, victim)),)))
    _, *others = record.people([BASE.id])[BASE.id]
    assert others == [Person("Ali Hassan"), Speaker("Islamic State", public=True), Speaker("Sara Nouri"), Speaker("the army")]
