"""What people decided holds: it carries over, it can be taken back, and the later word counts."""

from datetime import UTC, datetime, timedelta

import pytest

from cairn.consolidation import consolidate
from cairn.consolidation.judged import anchors, bonds
from cairn.model import Anchor, Judgement, Verdict, When
from tests.consolidation.factories import BOOK, DAY, HERAT, KABUL, TALIBAN, told

NOON = datetime(2024, 3, 23, 12, tzinfo=UTC)
SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE
ROWS = {name: told(name, when=When.on(DAY), where=KABUL if name in "abc" else HERAT, who=[TALIBAN]) for name in "abcd"}


def judged(verdict: Verdict, *groups: str, hour: int = 0) -> Judgement:
    return Judgement(verdict, tuple(tuple(anchors(ROWS[name].account)[0] for name in group) for group in groups), "ana", NOON + timedelta(hours=hour))


def events(*judgements: Judgement, rows: str = "abcd") -> list[str]:
    found = consolidate([ROWS[name] for name in rows], BOOK, judgements)
    return sorted("".join(sorted(account[1:] for account in ids)) for _, ids in found)


@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        ((), ["abc", "d"]),
        ((judged(SAME, "ad"),), ["abcd"]),
        ((judged(SAME, "a", "d"),), ["abcd"]),
        ((judged(DIFFERENT, "a", "b"),), ["ac", "b", "d"]),
        ((judged(DIFFERENT, "a", "bc"),), ["a", "bc", "d"]),
        ((judged(UNSURE, "a", "b"),), ["abc", "d"]),
        ((judged(SAME, "ad"), judged(DIFFERENT, "b", "d", hour=1)), ["acd", "b"]),
        ((judged(SAME, "ab"), judged(SAME, "bd", hour=1), judged(DIFFERENT, "c", "d", hour=2)), ["abd", "c"]),
        ((judged(SAME, "ab"), judged(DIFFERENT, "a", "b", hour=1)), ["ac", "b", "d"]),
        ((judged(DIFFERENT, "a", "b"), judged(SAME, "ab", hour=1)), ["abc", "d"]),
        ((judged(DIFFERENT, "a", "b", hour=1), judged(SAME, "ab")), ["ac", "b", "d"]),
        ((judged(SAME, "ab"), judged(SAME, "bd", hour=1), judged(DIFFERENT, "a", "d", hour=2)), ["abc", "d"]),
    ],
)
def test_verdicts_hold_and_the_later_one_counts(judgements: tuple[Judgement, ...], expected: list[str]) -> None:
    assert events(*judgements) == expected


def test_what_is_the_same_as_one_is_different_from_all_that_it_is_different_from() -> None:
    found = bonds(ROWS.values(), [judged(SAME, "ab"), judged(DIFFERENT, "b", "c")])
    assert found.apart == {frozenset(("aa", "ac")), frozenset(("ab", "ac"))}
    assert found.together("aa") == {"aa", "ab"}


def test_a_judgement_whose_words_tell_of_no_event_any_more_waits() -> None:
    lost = Judgement(SAME, ((Anchor("report-a", 500, 510), Anchor("report-d", 0, 4)),), "ana", NOON)
    found = bonds(ROWS.values(), [lost])
    assert (found.same, found.lost) == ((), (lost,))
    assert events(lost) == ["abc", "d"]


def test_a_judgement_holds_for_another_account_of_the_same_words() -> None:
    words = anchors(ROWS["a"].account)[0]
    moved = Judgement(SAME, ((Anchor(words.report, words.start + 1, words.end + 5), anchors(ROWS["d"].account)[0]),), "ana", NOON)
    assert events(moved) == ["abcd"]


@pytest.mark.parametrize(
    ("verdict", "groups", "message"),
    [(SAME, (), "expected at least 1"), (DIFFERENT, ((Anchor("r", 0, 1),),), "expected at least 2"), (SAME, ((),), "none of them empty")],
)
def test_a_judgement_on_nothing_is_refused(verdict: Verdict, groups: tuple[tuple[Anchor, ...], ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Judgement(verdict, groups, "ana", NOON)


def test_a_judgement_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="expected a time zone"):
        Judgement(SAME, ((Anchor("r", 0, 1),),), "ana", datetime(2024, 3, 23))  # noqa: DTZ001
