"""What became of events, old ids that lead to new ones, and readings that were replaced."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from cairn.errors import NotInRecord
from cairn.model import Anchor, Event, Evidence, Verdict
from cairn.record import Change, ChangeKind, Changes, Record, tables

from .factories import BASE, NOON, account_of, coded_of, event_of, report_of, settle

OTHER = report_of("Another strike hit Fallujah.")
A, B, C = account_of(BASE, 0).id, account_of(BASE, 1).id, account_of(OTHER).id
FIRST, SECOND, THIRD = (
    event_of(f"e{n}", day=date(2024, 3, n), evidence=(Evidence("type", 9 * n, 9 * n + 6, "strike", None, BASE.id),)) for n in (1, 2, 3)
)


@pytest.fixture
def filled(record: Record) -> Record:
    """A record of three accounts in three events."""
    record.add(coded_of(accounts=2))
    record.add(coded_of(OTHER))
    settle(record, [(FIRST, (A,)), (SECOND, (B,)), (THIRD, (C,))])
    return record


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, str | None]]:
    return [(c.event, c.kind.value, c.other) for c in changes]


def test_what_came_changed_merged_split_and_went_stands_in_the_history(filled: Record) -> None:
    settle(filled, [(replace(FIRST, confidence=0.3), (A, C)), (SECOND, (B,))])
    settle(filled, [(replace(FIRST, confidence=0.3), (A,)), (SECOND, (B,)), (THIRD, (C,))])
    assert told(filled.changes()) == [
        ("e1", "added", None), ("e2", "added", None), ("e3", "added", None), ("e1", "changed", None), ("e3", "merged", "e1"), ("e3", "split", "e1"),
    ]  # fmt: skip
    changed, merged = filled.changes(after=3, limit=2)
    assert (changed.why, changed.before, changed.by, changed.at) == ("confidence: a test wants it", FIRST, "tester", NOON)
    assert merged.before == THIRD
    assert told(filled.history("e1")) == [("e1", "added", None), ("e1", "changed", None), ("e3", "merged", "e1"), ("e3", "split", "e1")]


def test_the_feed_goes_on_from_a_row_or_a_moment(filled: Record) -> None:
    every = filled.changes()
    assert [c.number for c in every] == sorted(c.number for c in every)
    assert filled.changes(after=every[0].number) == every[1:]
    assert filled.changes(since=NOON) == every
    assert filled.changes(since=NOON + timedelta(seconds=1)) == ()


def test_the_id_of_a_merged_event_leads_to_the_one_that_took_it_in(filled: Record) -> None:
    settle(filled, [(FIRST, (A, B)), (THIRD, (C,))])
    settle(filled, [(THIRD, (A, B, C))])
    assert filled.event("e1") == filled.event("e2") == THIRD
    assert told(filled.history("e2"))[-1] == ("e1", "merged", "e3")


def test_an_id_that_is_an_event_again_leads_to_itself(filled: Record) -> None:
    settle(filled, [(FIRST, (A, B, C))])
    settle(filled, [(FIRST, (A,)), (SECOND, (B, C))])
    assert filled.event("e2") == SECOND
    with pytest.raises(NotInRecord):
        filled.event("e9")


def test_an_event_whose_report_was_read_anew_is_found_by_its_words(record: Record) -> None:
    def strike(id_: str, start: int) -> Event:
        return event_of(id_, evidence=(Evidence("type", start, start + 6, "strike", None, BASE.id),))

    record.add(coded_of())
    settle(record, [(strike("e1", 60), (A,))])
    record.add(replace(coded_of(reader="embedded-2"), accounts=(replace(account_of(BASE), id="a-new"),)))
    settle(record, [(strike("e2", 64), ("a-new",))])
    assert record.event("e1").id == "e2"
    assert told(record.changes())[1:] == [("e2", "added", None), ("e1", "merged", "e2")]


def test_an_event_that_nothing_tells_of_any_more_is_gone_and_still_in_the_history(filled: Record) -> None:
    filled.add(coded_of(OTHER, accounts=0, reader="embedded-2"))
    assert settle(filled, [(FIRST, (A,)), (SECOND, (B,))]) == Changes(removed=1)
    last = filled.changes()[-1]
    assert (last.event, last.kind, last.before) == ("e3", ChangeKind.REMOVED, THIRD)
    assert "no report tells of it any more" in last.why


def test_a_reading_that_was_replaced_is_kept(filled: Record) -> None:
    filled.add(coded_of(OTHER, accounts=0, reader="embedded-2"))
    with filled._database.reading() as connection:
        (row,) = connection.execute(select(tables.past_readings)).all()
    (account,) = json.loads(row.accounts)
    assert (row.report_id, row.reader, account["id"], len(account["claims"]), len(row.events)) == (OTHER.id, "embedded-1", C, 9, 1)


WORDS = [[Anchor(BASE.id, 0, 3)], [Anchor(OTHER.id, 0, 3)]]


def test_judgements_are_added_and_undone_and_never_deleted(filled: Record) -> None:
    first = filled.judge(Verdict.SAME, WORDS, by="ana", reason="one strike")
    second = filled.judge(Verdict.DIFFERENT, WORDS, by="ben")
    assert filled.undo(by="eve").number == second
    assert filled.undo(first, by="eve").judgement.reason == "one strike"
    assert [(j.number, j.judgement.verdict, j.judgement.by, j.undone_by) for j in filled.judgements()] == [
        (first, "same", "ana", "eve"), (second, "different", "ben", "eve"),
    ]  # fmt: skip
    for number in (None, first, 99):
        with pytest.raises(NotInRecord, match="cairn judgements"):
            filled.undo(number, by="eve")


def test_a_judgement_lets_its_reports_be_consolidated_again(filled: Record) -> None:
    filled.judge(Verdict.SAME, WORDS, by="ana", reason="one strike")
    seen: list[str] = []

    def derive(accounts: object) -> tuple[list[tuple[Event, tuple[str, ...]]], list[object]]:
        seen.extend(account.id for account, _ in accounts.pending())  # type: ignore[attr-defined]
        assert [j.by for j in accounts.judgements()] == ["ana"]  # type: ignore[attr-defined]
        return [], []

    filled.derive_events(derive, rules="test")  # type: ignore[arg-type]
    assert seen == sorted([A, B, C])
