"""What reviewers decided stands above what the reports say, is shown as theirs, and survives what becomes of the accounts."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest

from cairn.consolidation import Told, assigned, consolidate, derive, estimates
from cairn.model import (
    UNKNOWN_PLACE,
    UNKNOWN_WHEN,
    Account,
    Action,
    Anchor,
    Casualty,
    ClaimField,
    Decision,
    Event,
    Evidence,
    Participant,
    ReportSpan,
    ReviewState,
    Role,
    Span,
    Status,
    Weapon,
    When,
)
from tests.consolidation.factories import (
    ARMY,
    BOOK,
    CIVILIANS,
    DAY,
    HERAT,
    INJURED,
    KABUL,
    KILLED,
    NEXT,
    PEOPLE,
    SIDE_B,
    TALIBAN,
    UNKNOWN,
    exactly,
    said,
    told,
)

NOON = datetime(2024, 3, 23, 12, tzinfo=UTC)
ROWS = [
    told(name, when=When.on(DAY), where=KABUL, who=[TALIBAN, PEOPLE], tolls=[said(exactly(n), "the police"), exactly(3, outcome=INJURED)], weapons=["rifles"])
    for name, n in (("a", 10), ("b", 12))
]
(WORD, *_), (SECOND, *_) = (row.account.anchors for row in ROWS)


def decided(action: Action, *, by: str = "ana", number: int = 1, anchors: tuple[Anchor, ...] = (WORD, SECOND), **more: Any) -> Decision:
    reason = None if more.get("spans") or action is not Action.CORRECT else "I was there"
    return Decision(action, anchors, by, NOON, number=number, **({"reason": reason} | more))


def fix(field: ClaimField, value: Any = None, **more: Any) -> Decision:
    return decided(Action.CORRECT, field=field, value=value, **more)


def event(*decisions: Decision) -> Event:
    return derive("ea", ROWS, BOOK, decisions)


def test_a_corrected_toll_is_the_reviewers_and_keeps_what_the_reports_say_beside_it() -> None:
    span = ReportSpan(WORD.report, 5, 9, "word")
    found = event(fix(ClaimField.CASUALTY, Casualty(KILLED, UNKNOWN, 14, 15, 16), replaces=exactly(12), spans=(span,)))
    assert found.casualties == (Casualty(KILLED, UNKNOWN, 14, 15, 16), event().casualties[1])
    first, *rest = [e for e in found.evidence if e.field == "casualties[0]"]
    assert first == Evidence("casualties[0]", 5, 9, "word", "ana", WORD.report, "reviewer")
    assert [e for e in event().evidence if e.field == "casualties[0]"] == rest
    assert (found.review, found.reviewed_by, found.confidence) == (ReviewState.CORRECTED, ("ana",), event().confidence)
    assert "15" in found.summary


def test_what_no_report_says_is_shown_as_the_reviewers_knowledge() -> None:
    found = event(fix(ClaimField.WHERE, HERAT))
    assert found.where == HERAT
    assert [e for e in found.evidence if e.field == "where"] == [Evidence("where", 0, 0, "", "ana", None, "reviewer's knowledge: I was there")]


@pytest.mark.parametrize(
    ("decision", "field", "value"),
    [
        (fix(ClaimField.TYPE, "armed_clash"), "type", "armed_clash"),
        (fix(ClaimField.STATUS, Status.FOILED), "status", Status.FOILED),
        (fix(ClaimField.MAIN, value=False), "main", False),
        (fix(ClaimField.WHEN), "when", UNKNOWN_WHEN),
        (fix(ClaimField.WHERE), "where", UNKNOWN_PLACE),
        (fix(ClaimField.WHEN, When.on(NEXT)), "when", When.on(NEXT)),
        (fix(ClaimField.PARTICIPANT, ARMY, replaces=PEOPLE), "participants", (TALIBAN, ARMY)),
        (fix(ClaimField.PARTICIPANT, replaces=PEOPLE), "participants", (TALIBAN,)),
        (fix(ClaimField.PARTICIPANT, ARMY), "participants", (TALIBAN, PEOPLE, ARMY)),
        (fix(ClaimField.PARTICIPANT), "participants", ()),
        (fix(ClaimField.PARTICIPANT, replaces=ARMY), "participants", (TALIBAN, PEOPLE)),
        (fix(ClaimField.WEAPON, Weapon("guns"), replaces=Weapon("Rifles")), "weapons", (Weapon("guns"),)),
        (fix(ClaimField.QUALIFIER, "suicide"), "qualifiers", ("suicide",)),
        (fix(ClaimField.TYPE, "no_such_type"), "type", "attack"),
    ],
)  # fmt: skip
def test_each_field_can_be_corrected(decision: Decision, field: str, value: object) -> None:
    assert getattr(event(decision), field) == value


def test_a_toll_moved_to_another_group_takes_the_place_of_both() -> None:
    moved = fix(ClaimField.CASUALTY, exactly(9, group=CIVILIANS), replaces=exactly(12))
    again = fix(ClaimField.CASUALTY, exactly(8, group=CIVILIANS), number=2)
    further = fix(ClaimField.CASUALTY, exactly(2, group=SIDE_B), number=3)
    (_, injured) = event().casualties
    assert event(moved).casualties == (exactly(9, group=CIVILIANS), injured)
    assert event(moved, again).casualties == (exactly(8, group=CIVILIANS), injured)
    assert event(further, moved, again).casualties == (exactly(2, group=SIDE_B), exactly(8, group=CIVILIANS), injured)


def test_the_later_correction_counts_in_whatever_order_they_come() -> None:
    made = [fix(ClaimField.CASUALTY, exactly(n), number=n, by=by) for n, by in ((1, "ana"), (2, "ben"), (3, "ana"))]
    found = {event(*order) for order in permutations(made)}
    assert len(found) == 1
    assert found.pop().casualties[0] == exactly(3)


A, R, S = (decided(action) for action in (Action.ACCEPT, Action.REJECT, Action.SIGN))
C = fix(ClaimField.MAIN, value=False)


@pytest.mark.parametrize(
    ("decisions", "state"),
    [
        ([], ReviewState.UNREVIEWED),
        ([(A, "ana")], ReviewState.ACCEPTED),
        ([(R, "ana")], ReviewState.REJECTED),
        ([(C, "ana")], ReviewState.CORRECTED),
        ([(C, "ana"), (A, "ben")], ReviewState.CORRECTED),
        ([(R, "ana"), (A, "ben")], ReviewState.ACCEPTED),
        ([(A, "ana"), (R, "ben")], ReviewState.REJECTED),
        ([(A, "ana"), (S, "ben")], ReviewState.SIGNED),
        ([(A, "ana"), (S, "ANA")], ReviewState.ACCEPTED),
        ([(S, "ben"), (A, "ana")], ReviewState.ACCEPTED),
        ([(A, "ana"), (S, "ben"), (C, "ben")], ReviewState.CORRECTED),
        ([(A, "ana"), (S, "ben"), (C, "ben"), (S, "ana")], ReviewState.SIGNED),
        ([(R, "ana"), (S, "ben")], ReviewState.REJECTED),
        ([(S, "ben")], ReviewState.UNREVIEWED),
    ],
)
def test_the_state_of_the_review(decisions: list[tuple[Decision, str]], state: ReviewState) -> None:
    found = event(*(replace(d, by=by, number=n) for n, (d, by) in enumerate(decisions)))
    assert found.review == state
    assert set(found.reviewed_by) == {by for _, by in decisions}


def events(rows: list[Told], *decisions: Decision) -> dict[str, Event]:
    return {found.id: found for found, _ in consolidate(rows, BOOK, (), decisions)}


def test_a_decision_stays_with_the_words_when_the_event_takes_in_another_or_is_read_anew() -> None:
    rejected = decided(Action.REJECT, anchors=(WORD,))
    assert events(ROWS[:1], rejected)["ea"].review is ReviewState.REJECTED
    assert events(ROWS, rejected)["ea"].review is ReviewState.REJECTED
    more = [*ROWS, told("c", when=When.on(DAY), where=KABUL, who=[TALIBAN])]
    assert events(more, rejected)["ea"].review is ReviewState.UNREVIEWED
    assert events(more, fix(ClaimField.MAIN, value=False, anchors=(WORD,)))["ea"].main is False
    anew = [replace(ROWS[0], account=replace(ROWS[0].account, id="z9", words=(Span(2, 6, "word"),)))]
    assert events(anew, rejected)["e9"].review is ReviewState.REJECTED


def test_of_two_parts_of_an_event_the_one_with_most_of_the_words_has_the_decision() -> None:
    one, two, three = (Account(name, f"r-{name}", (Span(0, 4, "word"),), ()) for name in "xyz")
    made = decided(Action.ACCEPT, anchors=(*one.anchors, *two.anchors, *three.anchors))
    assert assigned({"e2": [one], "e3": [two, three]}, [made]) == {"e3": (made,)}
    assert assigned({"e2": [one], "e1": [two]}, [made]) == {"e1": (made,)}
    assert assigned({"e2": [Account("w", "elsewhere", (Span(0, 4, "word"),), ())]}, [made]) == {}


@pytest.mark.parametrize("policy", ["ucdp", "acled", "gtd", "range"])
def test_every_policy_takes_a_reviewers_toll_as_the_decided_one(policy: str) -> None:
    found = event(fix(ClaimField.CASUALTY, exactly(15)), fix(ClaimField.CASUALTY, replaces=exactly(3, outcome=INJURED), number=2))
    (only,) = estimates(found, ROWS, BOOK, policy)
    assert (only.outcome, only.total.low, only.total.high) == (KILLED, 15, 15)
    assert "ana" in only.reasons[0]
    assert all("ana" not in reason for one in estimates(event(decided(Action.ACCEPT)), ROWS, BOOK, policy) for reason in one.reasons)


@pytest.mark.parametrize(
    "wrong",
    [
        {"action": Action.CORRECT}, {"action": Action.ACCEPT, "field": ClaimField.TYPE}, {"action": Action.ACCEPT, "by": " "}, {"action": Action.ACCEPT, "anchors": ()},
        {"action": Action.CORRECT, "field": ClaimField.TYPE, "value": None, "reason": "x"}, {"action": Action.CORRECT, "field": ClaimField.TYPE, "value": True, "reason": "x"},
        {"action": Action.CORRECT, "field": ClaimField.TYPE, "value": "", "reason": "x"}, {"action": Action.CORRECT, "field": ClaimField.WHERE, "value": KABUL, "reason": " "},
        {"action": Action.CORRECT, "field": ClaimField.WHERE, "value": KABUL, "replaces": HERAT, "reason": "x"},
        {"action": Action.CORRECT, "field": ClaimField.CASUALTY, "value": Participant(Role.SIDE_A, "x"), "reason": "x"},
        {"action": Action.ACCEPT, "at": datetime(2024, 1, 1)},  # noqa: DTZ001
    ],
)  # fmt: skip
def test_a_decision_that_says_nothing_can_not_be_made(wrong: dict[str, Any]) -> None:
    given: dict[str, Any] = {"anchors": (WORD,), "by": "ana", "at": NOON} | wrong
    with pytest.raises(ValueError, match=r"expected|only|no |holds"):
        Decision(**given)


@pytest.mark.parametrize("wrong", [(-1, 3, "abcd"), (3, 3, ""), (0, 3, "abcd")])
def test_a_span_holds_what_it_quotes(wrong: tuple[int, int, str]) -> None:
    with pytest.raises(ValueError, match="expected 0 <= start < end"):
        ReportSpan("r", *wrong)
