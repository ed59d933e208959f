"""Reviewers' decisions: kept for ever, taken back by marking, effective with the next derivation, on both databases."""

import multiprocessing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from rich.console import Console

from cairn import codebook
from cairn.cli.verify import verify
from cairn.deriving.events import decisions_of, derive_events
from cairn.errors import NotInRecord
from cairn.model import Action, Anchor, Casualty, CasualtyGroup, ClaimField, Event, Outcome, ReviewState, Span, Verdict
from cairn.record import EVERY_STATE, Address, Change, EventFilter, Group, Record, Ruling, restore

from .factories import BASE, NOON, TEXT, coded_of, report_of

BOOK = codebook.load()
PATIENCE = 300
OTHER, THIRD = report_of(f"{TEXT} A spokesman said so."), report_of(f"{TEXT} The army said so on Sunday.")


def dead(number: int) -> Casualty:
    return Casualty(Outcome.KILLED, CasualtyGroup.SIDE_B, number, number, number)


@pytest.fixture
def held(record: Record) -> Record:
    """A record of one event that two reports tell of."""
    record.add(coded_of())
    record.add(coded_of(OTHER))
    derive_events(record, BOOK)
    return record


def only(record: Record) -> Event:
    (event,) = record.events(EventFilter(review=EVERY_STATE))
    return event


def faults(record: Record) -> list[str]:
    return verify(record.address, console=Console(quiet=True))


def toll(record: Record, number: int, *, by: str, reason: str | None = "counted", spans: tuple[Anchor, ...] = ()) -> int:
    return record.review(Action.CORRECT, only(record).id, by=by, field=ClaimField.CASUALTY, value=dead(number), spans=spans, reason=reason)


def test_a_correction_holds_is_shown_and_stands_in_the_history(held: Record) -> None:
    before = only(held)
    number = toll(held, 12, by=" ana ", spans=(Anchor(BASE.id[:9], 0, 7),))
    assert only(held) == before
    assert bool(derive_events(held, BOOK))
    event = only(held)
    assert (event.casualties, event.review, event.reviewed_by) == ((dead(12),), ReviewState.CORRECTED, ("ana",))
    evidence = next(e for e in event.evidence if e.field == "casualties[0]")
    assert (evidence.quote, evidence.rule, evidence.said_by, evidence.report) == ("Abu Ali", "reviewer", "ana", BASE.id)
    change = held.history(event.id)[-1]
    assert (change.why, change.by, change.before) == ("casualties, review: corrected casualties by ana: counted", "ana", before)
    assert [e.id for e in held.events(EventFilter(min_killed=12, review=(ReviewState.CORRECTED,)))] == [event.id]
    (stored,) = held.reviews(event.id)
    assert (stored.number, stored.event, stored.decision.by, stored.decision.value, stored.stands) == (number, before.id, "ana", dead(12), True)
    assert stored.decision.spans[0].quote == "Abu Ali"
    assert faults(held) == []
    assert not derive_events(held, BOOK)


def test_undoing_marks_and_gives_back_what_was(held: Record) -> None:
    before = only(held)
    first, second = toll(held, 12, by="ana"), toll(held, 13, by="ben")
    derive_events(held, BOOK)
    assert only(held).casualties == (dead(13),)
    undone = held.undo_review(by="ana")
    assert (undone.number, undone.undone_by, undone.stands) == (first, "ana", False)
    derive_events(held, BOOK)
    assert (only(held).casualties, only(held).reviewed_by) == ((dead(13),), ("ben",))
    held.undo_review(second, by="ana")
    derive_events(held, BOOK)
    assert only(held) == before
    assert [(r.number, r.undone_by) for r in held.reviews()] == [(first, "ana"), (second, "ana")]
    assert held.history(before.id)[-1].why.endswith(f"decision {second} was undone")
    with pytest.raises(NotInRecord, match="no decision of ana to undo"):
        held.undo_review(by="ana")
    with pytest.raises(NotInRecord, match="undone already"):
        held.undo_review(second, by="ana")


def test_a_rejected_event_is_kept_and_left_out_of_lists(held: Record) -> None:
    held.review(Action.REJECT, only(held).id, by="ana", reason="a film")
    derive_events(held, BOOK)
    event = only(held)
    assert event.review is ReviewState.REJECTED
    assert held.events() == ()
    assert held.events_page(EventFilter(limit=5)).total == 0
    assert (held.points().id, held.counted(by=Group.MONTH)) == ([], ())
    assert held.event(event.id[:5]) == event
    assert faults(held) == []


def test_only_another_person_can_sign(held: Record) -> None:
    id_ = only(held).id
    with pytest.raises(ValueError, match="nobody has decided anything"):
        held.review(Action.SIGN, id_, by="ben")
    held.review(Action.ACCEPT, id_, by="ana")
    with pytest.raises(ValueError, match="another person has to sign"):
        held.review(Action.SIGN, id_, by="Ana")
    signed = held.review(Action.SIGN, id_, by="ben")
    derive_events(held, BOOK)
    assert (only(held).review, only(held).reviewed_by) == (ReviewState.SIGNED, ("ana", "ben"))
    held.undo_review(signed, by="ben")
    derive_events(held, BOOK)
    assert only(held).review is ReviewState.ACCEPTED


def test_a_decision_outlives_another_reading_and_later_reports(held: Record) -> None:
    toll(held, 12, by="ana")
    derive_events(held, BOOK)
    anew = coded_of(reader="embedded-2")
    (account,) = anew.accounts
    word = Span.of(BASE.text, 2, 9)
    held.add(replace(anew, accounts=(replace(account, id="another-id", words=(word,)),)))
    held.add(coded_of(THIRD))
    derive_events(held, BOOK)
    event = only(held)
    assert (event.casualties, event.review, len(event.reports)) == ((dead(12),), ReviewState.CORRECTED, 3)
    assert [r.decision.value for r in held.reviews(event.id)] == [dead(12)]
    assert faults(held) == []


def test_a_decision_outlives_a_split_and_a_merge(held: Record) -> None:
    held.add(coded_of(THIRD))
    derive_events(held, BOOK)
    toll(held, 12, by="ana")
    rows = held.accounts_of(only(held).id)
    apart = [[account.anchors[0] for account, _ in rows if (account.report == THIRD.id) is third] for third in (False, True)]
    held.judge(Verdict.DIFFERENT, apart, by="ben")
    derive_events(held, BOOK)
    states = {len(e.reports): (e.review, e.casualties == (dead(12),)) for e in held.events()}
    assert states == {2: (ReviewState.CORRECTED, True), 1: (ReviewState.UNREVIEWED, False)}
    for event in held.events():
        accounts = [account for account, _ in held.accounts_of(event.id)]
        assert bool(decisions_of(held, event.id, accounts)) is (event.review is ReviewState.CORRECTED)
    assert faults(held) == []
    held.undo(by="ben")
    derive_events(held, BOOK)
    assert only(held).casualties == (dead(12),)
    assert faults(held) == []


@pytest.mark.parametrize(
    ("ruling", "error"),
    [
        (Ruling(Action.CORRECT, "", ClaimField.CASUALTY, dead(3)), "expected the words of a report that say so, or a reason"),
        (Ruling(Action.CORRECT, "", ClaimField.TYPE, None, reason="x"), "never unknown"),
        (Ruling(Action.CORRECT, "", ClaimField.CASUALTY, dead(3), spans=(Anchor(BASE.id, 3, 9999),)), "the length of report"),
        (Ruling(Action.CORRECT, "", ClaimField.CASUALTY, dead(3), spans=(Anchor("ffff", 3, 9),)), "is not in the record"),
        (Ruling(Action.ACCEPT, "zzz"), "is not in the record"),
    ],
)
def test_what_can_not_be_decided_is_told_and_nothing_of_the_batch_is_kept(held: Record, ruling: Ruling, error: str) -> None:
    id_ = only(held).id
    fine = Ruling(Action.ACCEPT, id_)
    with pytest.raises((ValueError, NotInRecord), match=error):
        held.review_all([fine, replace(ruling, event=ruling.event or id_)], by="ana")
    with pytest.raises(ValueError, match="name of whoever decides"):
        held.review_all([fine], by="  ")
    assert held.reviews() == ()
    assert not derive_events(held, BOOK)


def test_decisions_are_found_by_person_and_number(held: Record) -> None:
    id_ = only(held).id
    numbers = held.review_all([Ruling(Action.ACCEPT, id_), Ruling(Action.REJECT, id_)], by="ana") + held.review_all([Ruling(Action.ACCEPT, id_)], by="ben")
    assert numbers == tuple(sorted(numbers))
    assert [r.number for r in held.reviews(by="ben")] == [numbers[2]]
    assert [r.number for r in held.reviews(after=numbers[0])] == list(numbers[1:])
    assert {r.decision.at - NOON for r in held.reviews()} == {timedelta()}


def test_verify_names_words_of_a_decision_that_were_changed(held: Record) -> None:
    toll(held, 12, by="ana", spans=(Anchor(BASE.id, 0, 7),))
    derive_events(held, BOOK)
    with held._database.writing() as connection:
        connection.exec_driver_sql("UPDATE reviews SET spans = replace(spans, 'Abu Ali', 'Abu Abu')")
    assert any("decision 1: 'Abu Abu' does not stand at 0" in fault for fault in faults(held))
    with held._database.writing() as connection:
        connection.exec_driver_sql("UPDATE reviews SET undone_at = at, undone_by = 'x'")
    assert any("casualties is" in fault for fault in faults(held))


def test_verify_names_a_column_that_is_not_what_the_event_gives(held: Record) -> None:
    with held._database.writing() as connection:
        connection.exec_driver_sql("UPDATE events SET killed_best = 99")
    assert [fault for fault in faults(held) if "the column killed_best holds 99, the event gives 1" in fault]


def test_a_backup_keeps_decisions_and_numbers_go_on(held: Record, nothing: Address, tmp_path: Path) -> None:
    first = toll(held, 12, by="ana")
    derive_events(held, BOOK)
    event, reviews = only(held), held.reviews()
    held.backup(tmp_path / "copy.sqlite")
    if nothing == held.address:
        nothing = Address(tmp_path / "again.sqlite")
    restore(tmp_path / "copy.sqlite", nothing)
    with Record.open(nothing) as again:
        assert (only(again), again.reviews()) == (event, reviews)
        assert toll(again, 13, by="ben") > first
        derive_events(again, BOOK)
        assert only(again).casualties == (dead(13),)


def test_two_reviewers_at_once_lose_nothing(held: Record) -> None:
    processes = [multiprocessing.get_context("forkserver").Process(target=_correct, args=(held.address, name)) for name in ("ana", "ben")]
    for process in processes:
        process.start()
    for process in processes:
        process.join(PATIENCE)
    assert [process.exitcode for process in processes] == [0, 0]
    reviews = held.reviews()
    assert len(reviews) == 2 * STEPS
    last = reviews[-1].decision
    assert only(held).casualties == (last.value,)
    assert set(only(held).reviewed_by) == {"ana", "ben"}
    assert faults(held) == []


STEPS = 6


def _correct(address: Address, name: str) -> None:
    with Record.open(address) as record:
        for n in range(STEPS):
            toll(record, n + (10 if name == "ana" else 100), by=name)
            derive_events(record, BOOK)


def test_a_change_tells_what_only_the_review_changed(held: Record) -> None:
    held.review(Action.ACCEPT, only(held).id, by="ana")
    derive_events(held, BOOK)
    held.review(Action.ACCEPT, only(held).id, by="ben", reason="I agree")
    derive_events(held, BOOK)
    found: list[Change] = list(held.history(only(held).id)[-2:])
    assert [c.why for c in found] == ["review: accepted by ana", "reviewed_by: accepted by ben: I agree"]
