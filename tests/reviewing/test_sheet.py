"""Events go through a spreadsheet and come back as what was edited, and nothing else."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn import codebook
from cairn.deriving.events import derive_events
from cairn.errors import NotInRecord, SettingError
from cairn.model import (
    Action,
    ActorKind,
    Casualty,
    CasualtyGroup,
    ClaimField,
    Event,
    Outcome,
    Participant,
    ReviewState,
    Role,
    Weapon,
)
from cairn.record import Record
from cairn.reviewing import BadSheet, Diff, apply, diff, sheet
from cairn.reviewing.sheet import COLUMNS
from tests.record.factories import coded_of, event_of

BOOK = codebook.load()
EVENT = event_of("e1", summary="=cmd|calc!A1")
PRIVATE = Participant(Role.TARGET, "Hassan Ali", None, ActorKind.PERSON, "Ali")
BOTH = replace(EVENT, participants=(*EVENT.participants, PRIVATE))


def cells(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def saved(rows: list[dict[str, str]], *, delimiter: str = ",", encoding: str = "utf-8", columns: tuple[str, ...] = COLUMNS) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=delimiter, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def edited(event: Event, now: Event | None = None, /, **changes: str) -> Diff:
    (row,) = cells(sheet([event]))
    return diff(saved([row | changes]), {"e1": now or event}.__getitem__, BOOK)


def told(found: Diff) -> list[tuple[str, str, str]]:
    assert found.faults == ()
    return [(edit.field.value, edit.old_text, edit.new_text) for edit in found.edits]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_that_was_not_edited_says_nothing_whoever_saved_it(delimiter: str, encoding: str) -> None:
    rows = cells(sheet([BOTH]))
    assert diff(saved(rows, delimiter=delimiter, encoding=encoding), {"e1": BOTH}.__getitem__, BOOK) == Diff()


def test_no_cell_is_run_and_no_private_person_is_named() -> None:
    text = sheet([replace(BOTH, weapons=(Weapon("-bomb"),))])
    (row,) = cells(text)
    assert (row["summary"], row["weapons"]) == ("'=cmd|calc!A1", "'-bomb")
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
    assert "Hassan" not in text
    assert "target: a private person; target: a private person 2" in row["participants"]
    assert "Hassan Ali" in sheet([BOTH], private_names=True)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"type": "attack"}, [("type", "air_drone_strike", "attack")]),
        ({"main": "no"}, [("main", "yes", "no")]),
        ({"when": ""}, [("when", "day 2024-03-15", "")]),
        ({"when": "2024-03-16"}, [("when", "day 2024-03-15", "day 2024-03-16")]),
        ({"when": "2024-03-15"}, []),
        ({"casualties": "killed side_b 3"}, [("casualties", "killed side_b 1..1..", "killed side_b 3")]),
        ({"casualties": "killed side_b 1..1..; injured 2"}, [("casualties", "", "injured 2")]),
        ({"casualties": ""}, [("casualties", "killed side_b 1..1..", "")]),
        ({"qualifiers": "targeted; suicide"}, [("qualifiers", "", "suicide")]),
        ({"qualifiers": "suicide"}, [("qualifiers", "", "suicide"), ("qualifiers", "targeted", "")]),
        ({"weapons": "air strike [aircraft]; rifles"}, [("weapons", "", "rifles")]),
        (
            {"participants": "side_a: Military Forces of Syria; target: a private person"},
            [("participants", "side_a: Military Forces of Iraq [iq-military] (state_force)", "side_a: Military Forces of Syria")],
        ),
        ({"participants": "side_a: Military Forces of Iraq [iq-military] (state_force)"}, [("participants", "target: a private person", "")]),
        ({"summary": "what I think", "review": "accepted"}, []),
    ],
)
def test_what_was_edited_is_found(changes: dict[str, str], expected: list[tuple[str, str, str]]) -> None:
    assert told(edited(EVENT, **changes)) == expected


def test_a_private_person_who_was_taken_away_is_the_one_that_stood_there() -> None:
    (edit,) = edited(BOTH, participants="side_a: Military Forces of Iraq [iq-military] (state_force); target: a private person").edits
    assert (edit.old, edit.new) == (PRIVATE, None)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"type": "party"}, "none of the event types"),
        ({"type": ""}, "never unknown"),
        ({"casualties": "killed 5..3"}, "low <= best <= high"),
        ({"id": "e7"}, "e7"),
        ({"as_of": "", "type": "attack"}, "export the table again"),
    ],
)
def test_what_can_not_be_applied_is_told_by_its_row(changes: dict[str, str], message: str) -> None:
    def events(id_: str) -> Event:
        if id_ != "e1":
            raise NotInRecord(id_)
        return EVENT

    (row,) = cells(sheet([EVENT]))
    found = diff(saved([row | changes]), events, BOOK)
    assert [(fault.row, message in fault.message) for fault in found.faults] == [(2, True)]
    assert found.edits == ()


def test_a_field_that_changed_meanwhile_is_a_fault_only_where_it_was_edited() -> None:
    now = replace(EVENT, casualties=(Casualty(Outcome.KILLED, CasualtyGroup.SIDE_B, 7, 7, 7),))
    assert told(edited(EVENT, now, type="attack")) == [("type", "air_drone_strike", "attack")]
    (fault,) = edited(EVENT, now, casualties="killed side_b 3").faults
    assert "the record holds 'killed side_b 7' meanwhile" in fault.message
    assert edited(EVENT, now, casualties="killed side_b 7") == Diff()


def test_an_event_that_stands_twice_is_a_fault() -> None:
    (row,) = cells(sheet([EVENT]))
    assert [fault.row for fault in diff(saved([row, row | {"type": "attack"}]), {"e1": EVENT}.__getitem__, BOOK).faults] == [2, 3]


def test_columns_may_be_left_out_moved_and_added() -> None:
    (row,) = cells(sheet([EVENT]))
    data = saved([row | {"note": "x", "type": "attack"}], columns=("note", "type", "as_of", "id"))
    assert told(diff(data, {"e1": EVENT}.__getitem__, BOOK)) == [("type", "air_drone_strike", "attack")]


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2", "id;type\ncaf\xe9".encode("cp1252"), b"id,type\n\x00,", b"id,id,type\n", b"PK\x03\x04\xff\xfe", b'id,type\n"' + b"x" * 200_000 + b'"'])
def test_a_file_that_is_no_such_table_is_refused(data: bytes) -> None:
    with pytest.raises(BadSheet):
        diff(data, {"e1": EVENT}.__getitem__, BOOK)


@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"id,type,as_of\n{text}".encode()))
def test_any_bytes_give_a_diff_or_say_why_not(data: bytes) -> None:
    def nobody(id_: str) -> Event:
        raise NotInRecord(id_)

    try:
        assert diff(data, nobody, BOOK).edits == ()
    except BadSheet:
        return


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "r.sqlite") as opened:
        opened.add(coded_of())
        derive_events(opened, BOOK)
        yield opened


def test_edits_become_decisions_and_the_table_of_after_is_the_edited_one(record: Record) -> None:
    (event,) = record.events()
    (row,) = cells(sheet([event]))
    changes = {"casualties": "killed civilians 4..5..6; injured 2", "weapons": "", "main": "no", "when": "month 2024-03", "participants": "side_a: Military Forces of Syria"}
    found = diff(saved([row | changes]), record.event, BOOK)
    assert found.faults == ()
    with pytest.raises(SettingError, match="say why"):
        apply(record, found.edits, by="ana", reason=" ")
    numbers = apply(record, found.edits, by="ana", reason="checked by phone")
    derive_events(record, BOOK)
    (after,) = record.events()
    assert (after.review, len(record.reviews())) == (ReviewState.CORRECTED, len(numbers))
    (again,) = cells(sheet([after]))
    assert {name: again[name] for name in changes} == changes
    assert diff(saved([row | changes]), record.event, BOOK) == Diff()
    with pytest.raises(SettingError, match="is no longer"):
        apply(record, found.edits, by="ana", reason="again")


def test_a_rejected_event_can_be_edited_too(record: Record) -> None:
    (event,) = record.events()
    record.review(Action.REJECT, event.id, by="ana")
    derive_events(record, BOOK)
    (row,) = cells(sheet([record.event(event.id)]))
    (edit,) = diff(saved([row | {"type": "attack"}]), record.event, BOOK).edits
    assert edit.field is ClaimField.TYPE
